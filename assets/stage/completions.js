/**
 * What a word that is being typed may become: words that the network knows, those on which the answer depends first.
 * Knows texts and vocabularies; no field.
 */

import { readFor } from "../net/tasks.js";
import { MAX_LETTERS } from "../net/text.js";

export const MOST = 8; // words that are offered at a time
const PIECE = /\S+$/u;
const SIGN = /^<.+>$/; // such as the decoder's <go>: no word that one types

/** @typedef {import("../net/types.d.ts").Network} Network */

/**
 * @typedef {object} Completions
 * @property {number} from where the word begins in the text; it ends at the caret
 * @property {boolean} isWord whether it is one that the network knows already
 * @property {string[]} words what it may become
 */

/**
 * Return what the word before the caret may become; null where none is being typed, or nothing fits.
 * @param {{ network: Network, telling: string[] }} known
 * @param {string} text
 * @param {number} caret
 * @returns {Completions | null}
 */
export function completions({ network, telling }, text, caret) {
  const begun = /\S/u.test(text.charAt(caret)) ? "" : wordAtEnd(network, text.slice(0, caret));
  if (!begun) return null;
  const small = begun.toLowerCase();
  const vocabulary = network.vocabulary.slice(1).filter((word) => !SIGN.test(word));
  /** @param {string} word */
  const fits = (word) => word.length > begun.length && word.toLowerCase().startsWith(small);
  const found = [...new Set([...telling.filter(fits), ...vocabulary.filter(fits)])].slice(0, MOST);
  if (!found.length) return null;
  return {
    from: caret - begun.length,
    isWord: vocabulary.some((word) => word === begun || word === small),
    words: found,
  };
}

/**
 * Return the word with which a text ends, as the network's task cuts it and as it is written there; "" for none.
 * @param {Network} network
 * @param {string} text
 */
function wordAtEnd(network, text) {
  const piece = PIECE.exec(text.slice(-2 * MAX_LETTERS))?.[0];
  if (!piece) return "";
  try {
    const word = readFor(network, piece).words.at(-1) ?? "";
    return text.endsWith(word) ? word : "";
  } catch {
    return ""; // what is there is no word of this task
  }
}
