/** What a network knows of a noun at each word: from the state that comes from the left, and from the other one. */

import { readProbe } from "../../../net/instruments/probe.js";
import { record } from "../../../net/trace.js";

/** @typedef {import("../../../net/types.d.ts").Network} Network */
/** @typedef {import("../../../net/instruments/probe.js").Probe} Probe */

/**
 * What is read at a word: the more probable kind of the two, "" where nothing is more probable than either, and how
 * probable it is.
 * @typedef {{ kind: string, share: number }} Known
 *
 * @typedef {object} Met
 * @property {string[]} words
 * @property {boolean[]} known whether the network knows a word
 * @property {[left: Known[], right: Known[]]} read
 * @property {Known[]} answers of the network; "" where it says that a word is none of the kinds
 */

/**
 * Return what is read from each direction of a network, and what it answers.
 * @param {Network} network
 * @param {Probe[]} probes of the direction from the left, then from the right
 * @param {string[]} kinds
 * @param {string} sentence
 * @param {number[]} erased timesteps at which nothing is read
 * @returns {Met}
 */
export function met(network, probes, kinds, sentence, erased = []) {
  const operations = erased.map((timestep) => ({ kind: /** @type {const} */ ("erase"), timestep }));
  const trace = record(network, sentence, operations);
  const steps = [...trace.words.keys()];
  const of = (/** @type {import("../../../net/matrix.js").Matrix} */ shares, /** @type {string[]} */ classes) =>
    steps.map((t) => mostOf(shares.row(t), classes, kinds));
  const [left, right] = probes.map((probe) => of(readProbe(probe, trace), probe.classes));
  return { words: trace.words, known: trace.known, read: [left, right], answers: of(trace.answers, network.classes) };
}

/**
 * @param {ArrayLike<number>} shares of the classes
 * @param {string[]} classes
 * @param {string[]} kinds
 * @returns {Known}
 */
export function mostOf(shares, classes, kinds) {
  const best = classes.reduce((most, _, at) => (shares[at] > shares[most] ? at : most), 0);
  if (!kinds.includes(classes[best]) || !Number.isFinite(shares[best])) return { kind: "", share: shares[best] };
  return { kind: classes[best], share: shares[best] };
}

/**
 * Return whether a direction has passed the noun of its clause at each word: what it knew is needed no more.
 * @param {string[]} words
 * @param {boolean[]} asked
 * @param {string} end the word between two clauses
 * @param {1 | -1} way in which it reads
 */
export function passed(words, asked, end, way) {
  const found = words.map(() => false);
  let done = false;
  for (let at = way === 1 ? 0 : words.length - 1; at >= 0 && at < words.length; at += way) {
    if (words[at].toLowerCase() === end) done = false;
    found[at] = done;
    if (asked[at]) done = true;
  }
  return found;
}

/** Whether a word is one that may be either kind, or is answered as one. */
export const isAsked = (/** @type {string} */ word, /** @type {Known} */ answer, /** @type {string[]} */ nouns) =>
  nouns.includes(word.toLowerCase()) || answer.kind !== "";
