/**
 * What each timestep adds to the gradient of the one matrix W_h, and whether a nudge of a weight measures the same.
 * Draws nothing.
 */

import { gradientProfile } from "../../../net/instruments/gradient.js";
import { askedOf, eachLoss, lossWith } from "./asked.js";

export const WEIGHT = "rnn.weight_hh_l0";
export const NUDGE = 1e-4;

/** @typedef {import("../../../net/trace.js").Trace} Trace */
/** @typedef {import("../../../net/matrix.js").Matrix} Matrix */

/**
 * @typedef {object} Summands
 * @property {Trace} trace
 * @property {import("../../../net/instruments/loss.js").Loss} loss
 * @property {(number | null)[]} losses of each word where one counts
 * @property {Float64Array} back the norm of the gradient by each state
 * @property {Matrix[]} each what each timestep adds
 * @property {Matrix} total
 * @property {number[]} sizes of the summands: their numbers without sign, added
 */

/**
 * @param {Trace} trace of a plain RNN of one layer
 * @param {import("./asked.js").Answers} answers
 * @param {boolean} every whether the loss stands at every word
 * @returns {Summands}
 */
export function summandsOf(trace, answers, every) {
  const loss = askedOf(trace, answers, every);
  const profile = gradientProfile(trace, null, -1, { loss });
  const found = profile.contributions().get(WEIGHT);
  if (!found) throw new Error("This network has no W_h of one layer.");
  const each = Array.from({ length: trace.length }, (_, t) => found.at(t));
  const sizes = each.map(({ data }) => data.reduce((sum, value) => sum + Math.abs(value), 0));
  const losses = eachLoss(trace, loss).map((one, t) => (loss.weights[t] ? one : null));
  return { trace, loss, losses, back: profile.hidden, each, total: found.total, sizes };
}

/**
 * Return which part of the size of all summands the last words have.
 * @param {number[]} sizes
 * @param {number} count of words
 */
export function shareOfLast(sizes, count) {
  const all = sizes.reduce((sum, size) => sum + size, 0);
  return sizes.slice(-count).reduce((sum, size) => sum + size, 0) / all;
}

/**
 * Measure the slope of the loss at a weight: nudge it down and up, read the sentence again, and compare.
 * @param {Summands} summands
 * @param {number} row
 * @param {number} col
 */
export function nudged({ trace, loss }, row, col) {
  const { weights } = trace.network;
  const { shape, data } = /** @type {import("../../../net/types.d.ts").Weight} */ (weights.get(WEIGHT));
  const at = row * shape[1] + col;
  const [below, above] = [-NUDGE, NUDGE].map((by) => {
    const moved = data.slice();
    moved[at] += by;
    return lossWith(trace, loss, new Map([...weights, [WEIGHT, { shape, data: moved }]]));
  });
  return { weight: data[at], below, above, slope: (above - below) / (2 * NUDGE) };
}

/**
 * Return the largest difference between a weight's gradient and the slope that a nudge measures, over all of W_h.
 * @param {Summands} summands
 */
export function worst(summands) {
  const { rows, cols, data } = summands.total;
  let most = 0;
  for (let at = 0; at < rows * cols; at++) {
    const { slope } = nudged(summands, Math.floor(at / cols), at % cols);
    most = Math.max(most, Math.abs(slope - data[at]));
  }
  return most;
}
