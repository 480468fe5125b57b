/** What a network does with so many a's and as many b's: its counting unit's value, and where it is wrong. */

import { record } from "../../../net/trace.js";

/** @typedef {import("../../../net/types.d.ts").Network} Network */

/**
 * Return so many a's, and as many b's.
 * @param {number} count
 */
export const wordOf = (count) => [...Array(count).fill("a"), ...Array(count).fill("b")];

/**
 * Return the unit's value after each letter, and the timesteps after which the network expects the wrong thing: after
 * every b but the last comes a b, after the last one the end.
 * @param {Network} network
 * @param {string} signal
 * @param {number} unit
 * @param {number} count
 */
export function counted(network, signal, unit, count) {
  const trace = record(network, wordOf(count));
  const state = trace.top.signals.get(signal);
  const steps = [...Array(2 * count).keys()];
  const values = steps.map((t) => state?.at(t, unit) ?? NaN);
  const wrong = steps.slice(count).filter((t) => said(trace, t) !== (t === 2 * count - 1 ? "." : "b"));
  return { values, wrong };
}

/** @param {import("../../../net/trace.js").Trace} trace @param {number} timestep */
function said({ logits, network }, timestep) {
  const row = logits.row(timestep);
  return network.classes[row.reduce((best, score, at) => (score > row[best] ? at : best), 0)];
}
