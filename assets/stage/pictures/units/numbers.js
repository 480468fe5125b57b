/** What the units of a network hold after each word, between −1 and 1, as it is coloured. Draws nothing. */

import { record } from "../../../net/trace.js";

/** @typedef {import("../../../net/types.d.ts").Network} Network */

/**
 * @typedef {object} Unit
 * @property {number} unit
 * @property {number} r with the label, on sentences it was not chosen by
 * @property {number} middle mean of its cell state
 * @property {number} spread standard deviation
 */

const FAR = 1.5; // standard deviations from the mean: there a colour is full

/**
 * Return the words of a sentence as a network reads them, and the cell states after each of them.
 * @param {Network} network
 * @param {string} sentence
 */
export function heldBy(network, sentence) {
  const { words, top } = record(network, sentence);
  const states = top.signals.get("cell_state");
  if (!states) throw new Error("This network has no cell state; units of an LSTM are coloured here.");
  return { words, of: (/** @type {number} */ unit) => words.map((_, t) => states.at(t, unit)) };
}

/**
 * Return where a unit's value stands, from −1 to 1; turned round where it falls as the label rises.
 * @param {number} value
 * @param {Unit} unit
 */
export function coloured(value, { r, middle, spread }) {
  return within((r < 0 ? -1 : 1) * ((value - middle) / (FAR * spread)));
}

/**
 * Return where a value of the label stands between its ends, from −1 to 1.
 * @param {number} value
 * @param {[number, number]} ends
 */
export const between = (value, [low, high]) => within((2 * (value - low)) / (high - low) - 1);

/** @param {number} value */
const within = (value) => (Number.isNaN(value) ? NaN : Math.min(Math.max(value, -1), 1));
