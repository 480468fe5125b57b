/** What networks say of the nouns of a sentence while it comes in, word by word. */

import { record } from "../../../net/trace.js";
import { isAsked, mostOf } from "../meeting/numbers.js";

/** @typedef {import("../../../net/types.d.ts").Network} Network */
/** @typedef {import("../meeting/numbers.js").Known} Known */

/**
 * What one network says of a word: its answers when the word was the last one heard, and after each further word.
 * @typedef {{ at: number, answers: Known[] }} Course
 */

/**
 * Return the words of a sentence, and of each network the courses of the words that may be either kind. A word that no
 * network takes for one of the kinds, whenever, is left out.
 * @param {Network[]} networks
 * @param {string[]} kinds
 * @param {string[]} nouns
 * @param {string} sentence
 * @returns {{ words: string[], known: boolean[], courses: Course[][] }}
 */
export function coursesOf(networks, kinds, nouns, sentence) {
  const { words, known } = record(networks[0], sentence);
  const said = networks.map((network) =>
    words.map((_, last) => {
      const { answers } = record(network, words.slice(0, last + 1));
      return [...Array(last + 1).keys()].map((t) => mostOf(answers.row(t), network.classes, kinds));
    }),
  );
  const isNoun = (/** @type {number} */ at) =>
    said.some((of) => of.slice(at).some((answers) => isAsked(words[at], answers[at], nouns)));
  const asked = [...words.keys()].filter(isNoun);
  const courses = said.map((of) => asked.map((at) => ({ at, answers: of.slice(at).map((one) => one[at]) })));
  return { words, known, courses };
}

/**
 * Whether the first answer was another than the one now.
 * @param {Course} course
 * @param {number} heard so many words
 */
export function takenBack({ at, answers }, heard) {
  const seen = answers.slice(0, Math.max(0, heard - at));
  return seen.length > 1 && seen[0].kind !== seen[seen.length - 1].kind;
}

/** After how many further words the answer is what it is at the end. @param {Course} course */
export function waits({ answers }) {
  const last = answers[answers.length - 1].kind;
  return answers.findLastIndex(({ kind }) => kind !== last) + 1;
}

/**
 * What a clue in its clause says of a word, the nearest on either side, and where it stands; null where none says
 * anything, or one this and one that.
 * @typedef {{ kind: string, at: number }} Clue
 * @param {string[]} words
 * @param {number} at
 * @param {{ clues: Record<string, string[]>, nouns: string[], end: string }} grammar a clue's words by its kind
 * @returns {Clue | null}
 */
export function clueOf(words, at, { clues, nouns, end }) {
  const told = [nearest(-1), nearest(1)].filter((clue) => clue !== null);
  return told.every(({ kind }) => kind === told[0].kind) ? (told[0] ?? null) : null;

  /** @param {-1 | 1} way @returns {Clue | null} */
  function nearest(way) {
    for (let place = at + way; place >= 0 && place < words.length; place += way) {
      const word = words[place].toLowerCase();
      if (word === end || nouns.includes(word)) return null;
      const kind = Object.keys(clues).find((one) => clues[one].includes(word));
      if (kind !== undefined) return { kind, at: place };
    }
    return null;
  }
}
