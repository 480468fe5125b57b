/** What an LSTM keeps, word by word, of what it held after one of them, as its forget gates say. Draws nothing. */

import { withForgetBias } from "../../../net/instruments/forget_bias.js";
import { record } from "../../../net/trace.js";

/** @typedef {import("../../../net/types.d.ts").Network} Network */

/**
 * Return the words of a sentence, the timestep of the first of those that tell, and which share of what was held there
 * is left after each word: the product of the forget gates since then, as the mean over the units; null before it.
 * @param {Network} network
 * @param {string} sentence
 * @param {string[]} telling words; without one of them the first word is meant
 * @param {number} bias where the forget gates start
 */
export function leftOf(network, sentence, telling, bias) {
  const { words, top } = record(withForgetBias(network, bias), sentence);
  const gate = top.signals.get("forget_gate");
  if (!gate) throw new Error("This network has no forget gate; what an LSTM keeps is drawn here.");
  const at = Math.max(
    0,
    words.findIndex((word) => telling.includes(word)),
  );
  const units = Array.from({ length: network.spec.model.hiddenSize }, () => 1);
  const left = words.map((_, t) => {
    if (t < at) return null;
    if (t > at) units.forEach((share, unit) => (units[unit] = share * gate.at(t, unit)));
    return units.reduce((sum, share) => sum + share, 0) / units.length;
  });
  return { words, at, left };
}

/** Where a forget gate stands at a bias, if nothing else speaks. @param {number} bias */
export const opening = (bias) => 1 / (1 + Math.exp(-bias));
