/** Steps of plain gradient descent on one sentence, and what the loss is along the way. Draws nothing. */

import { record } from "../../../net/trace.js";
import { askedOf, gradientOf, lossWith } from "./asked.js";

/** @typedef {import("../../../net/trace.js").Trace} Trace */
/** @typedef {import("../../../net/types.d.ts").Network} Network */
/** @typedef {import("../../../net/matrix.js").Matrix} Matrix */

/**
 * Where the walk stands: a network on its sentence, its loss and its gradient; `steep` is the gradient's squared norm,
 * what a step of rate 1 would take off if the loss were a slope without a bend.
 * @typedef {object} Stand
 * @property {Trace} trace
 * @property {import("../../../net/instruments/loss.js").Loss} loss
 * @property {Map<string, Matrix>} gradient
 * @property {number} value
 * @property {number} steep
 */

/**
 * Return where a walk stands with the loss at every word.
 * @param {Trace} trace
 * @param {import("./asked.js").Answers} answers
 * @returns {Stand}
 */
export function standAt(trace, answers) {
  const loss = askedOf(trace, answers, true);
  const gradient = gradientOf(trace, loss);
  let steep = 0;
  for (const { data } of gradient.values()) steep += data.reduce((sum, value) => sum + value * value, 0);
  return { trace, loss, gradient, value: loss.value(trace.logits), steep };
}

/**
 * Return the weights after a step: each minus the rate times its gradient.
 * @param {Stand} stand
 * @param {number} rate
 * @returns {import("../../../net/types.d.ts").Weights}
 */
export function stepped({ trace, gradient }, rate) {
  const weights = new Map(trace.network.weights);
  for (const [name, { data: slope }] of gradient) {
    const before = weights.get(name);
    if (before) weights.set(name, { shape: before.shape, data: before.data.map((w, at) => w - rate * slope[at]) });
  }
  return weights;
}

/**
 * Return the loss after a step of this rate.
 * @param {Stand} stand
 * @param {number} rate
 */
export const lossAfter = (stand, rate) => lossWith(stand.trace, stand.loss, stepped(stand, rate));

/**
 * Return the loss along the step: after each of the rates.
 * @param {Stand} stand
 * @param {number[]} rates
 */
export const along = (stand, rates) => rates.map((rate) => lossAfter(stand, rate));

/**
 * Take the step: return where the walk stands then.
 * @param {Stand} stand
 * @param {number} rate
 * @param {import("./asked.js").Answers} answers
 * @returns {Stand}
 */
export function taken(stand, rate, answers) {
  const { network, words, ids, known, dropped } = stand.trace;
  const after = { ...network, weights: stepped(stand, rate) };
  return standAt(record(after, { words, ids, known, dropped }), answers);
}
