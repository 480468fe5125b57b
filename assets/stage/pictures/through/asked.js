/** Which answers a sentence is asked for, and what a network's loss on it is. Draws nothing. */

import { Pass } from "../../../net/forward.js";
import { gradientProfile } from "../../../net/instruments/gradient.js";
import { Loss, lossAt } from "../../../net/instruments/loss.js";

/** @typedef {import("../../../net/trace.js").Trace} Trace */
/** @typedef {import("../../../net/types.d.ts").Network} Network */
/** @typedef {import("../../../net/types.d.ts").Weights} Weights */
/** @typedef {Record<string, string>} Answers the answer by the word that decides it */

/**
 * Return the loss of a sentence: the mean over all words, each asked for the next one, or that of the last word alone.
 * After the last word the answer that belongs to the first deciding word is asked for; without one, the network's own.
 * @param {Trace} trace
 * @param {Answers} answers
 * @param {boolean} every
 */
export function askedOf(trace, answers, every) {
  const { network, ids, words, length } = trace;
  const deciding = words.find((word) => Object.hasOwn(answers, word.toLowerCase()));
  const last = lossAt(trace, deciding ? answers[deciding.toLowerCase()] : null).targets[length - 1];
  const targets = [...ids.slice(1).map((id) => network.classes.indexOf(network.vocabulary[id])), last];
  const weights = new Float64Array(length).fill(every ? 1 / length : 0);
  if (!every) weights[length - 1] = 1;
  return new Loss(targets, weights, false);
}

/**
 * Return −log p of the right answer after each word, (T,).
 * @param {Trace} trace
 * @param {Loss} loss
 */
export const eachLoss = ({ answers }, loss) => loss.targets.map((target, t) => -Math.log(answers.at(t, target)));

/**
 * Return the loss of a sentence with other weights.
 * @param {Trace} trace
 * @param {Loss} loss
 * @param {Weights} weights
 */
export const lossWith = (trace, loss, weights) =>
  loss.value(Pass.forward(trace.network.spec.model, weights, trace.ids).logits);

/**
 * Return the gradient of a loss by each weight that has one, by its name.
 * @param {Trace} trace
 * @param {Loss} loss
 */
export const gradientOf = (trace, loss) => gradientProfile(trace, null, -1, { loss }).weightGradients();
