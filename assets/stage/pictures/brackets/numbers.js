/** What a network does with brackets: how many its unit says are open, and which one it says must close next. */

import { record } from "../../../net/trace.js";

/** @typedef {import("../../../net/types.d.ts").Network} Network */

const [OPENING, CLOSING] = ["([{", ")]}"];
export const NOTHING = "none";

/**
 * Return brackets of these kinds one in the other: all open, then all close.
 * @param {number[]} kinds
 */
export const nestOf = (kinds) => [
  ...kinds.map((kind) => OPENING[kind]),
  ...kinds.toReversed().map((kind) => CLOSING[kind]),
];

/**
 * Return the brackets of a typed text, or why they cannot be read, in a sentence.
 * @param {string} text
 * @param {number} most brackets
 * @returns {{ words: string[], problem: string }}
 */
export function typed(text, most) {
  const words = [...text.replace(/\s+/gu, "")];
  const strange = words.find((word) => !OPENING.includes(word) && !CLOSING.includes(word));
  if (strange) return { words: [], problem: `“${strange}” is no bracket. Type ( ) [ ] { } only.` };
  if (!words.length) return { words: [], problem: "There is no bracket. Type some: ( [ ] )" };
  if (words.length > most) return { words: [], problem: `${words.length} brackets are too many; ${most} are read.` };
  return { words, problem: mismatch(words) };
}

/** @param {string[]} words */
function mismatch(words) {
  /** @type {string[]} */
  const stack = [];
  for (const word of words) {
    if (OPENING.includes(word)) stack.push(word);
    else {
      const open = stack.pop();
      if (!open) return `“${word}” closes nothing: no bracket is open there.`;
      if (CLOSING[OPENING.indexOf(open)] !== word) return `“${word}” does not close “${open}”.`;
    }
  }
  return "";
}

/**
 * Return after each bracket which one must close next, "none" where nothing is open, and how many are open.
 * @param {string[]} words that fit
 */
export function dueOf(words) {
  /** @type {string[]} */
  const stack = [];
  return words.map((word) => {
    if (OPENING.includes(word)) stack.push(CLOSING[OPENING.indexOf(word)]);
    else stack.pop();
    return { next: stack.at(-1) ?? NOTHING, depth: stack.length };
  });
}

/**
 * @typedef {object} Follower the unit that follows the depth, and how its value is turned into brackets
 * @property {string} signal
 * @property {number} unit
 * @property {number} slope
 * @property {number} start
 */

/**
 * Return after each bracket how many are open, how many the unit says, which one closes next, and what the network says
 * of that.
 * @param {Network} network
 * @param {Follower} follower
 * @param {string[]} words
 */
export function followed(network, { signal, unit, slope, start }, words) {
  const trace = record(network, words);
  const state = trace.top.signals.get(signal);
  return dueOf(words).map(({ next, depth }, t) => {
    const row = trace.logits.row(t);
    const said = network.classes[row.reduce((best, score, at) => (score > row[best] ? at : best), 0)];
    return { depth, follows: ((state?.at(t, unit) ?? NaN) - start) / slope, next, said };
  });
}

/** @typedef {ReturnType<typeof followed>} Followed */

/**
 * Return at how many brackets a network is wrong, and what is to be said of the end.
 * @param {Followed} steps
 */
export function judged(steps) {
  const wrong = steps.filter(({ next, said }) => next !== said).length;
  const early = steps.some(({ next, said }) => said === NOTHING && next !== NOTHING);
  const missed = steps.some(({ next, said }) => next === NOTHING && said !== NOTHING);
  return { wrong, early, missed };
}
