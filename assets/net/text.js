/**
 * Sentence to words to ids: `core/text.py`.
 *
 * Any string may come: other scripts and emoji stay whole, markup is plain text, invisible control characters vanish.
 * Knows nothing about networks. What a letter is, the browser's own Unicode tables say. Where they are newer than
 * Python's, a character that Python does not know yet is a letter here and vanishes there; of those that both know,
 * the tests find one that is cut otherwise, U+1171E, which Unicode 16 made another kind of mark.
 */

import { Refusal } from "./refusal.js";

/** @typedef {import("./types.d.ts").Reading} Reading */

/** Stands for every word that a vocabulary does not have; its id is 0. */
export const UNKNOWN = "<unk>";
/** Words of a sentence that are read; the rest is dropped and counted. */
export const MAX_TOKENS = 128;
/** Characters of one word that are kept. */
export const MAX_LETTERS = 64;

/** What Python's `str.isspace` finds: `\s` here has U+FEFF in addition, and lacks four separators and U+0085. */
export const SPACE_IN_A_LINE =
  "\\t\\x0b-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
export const SPACE = `\\n${SPACE_IN_A_LINE}`;

const JOINER = "\u200d";
const A_SPACE = new RegExp(`^[${SPACE}]$`, "u");
const VANISHING = /^\p{C}$/u;
const LETTER = /^[\p{L}\p{N}]$/u;
const MARK = /^\p{M}$/u;
const SEPARATOR = /^\p{Z}$/u;
const NOT_SPACING = /^[\p{Mn}\p{Me}]$/u;
const MODIFIER = /^\p{Sk}$/u;
const DRAWN_OUT = /(.)\1{2,}/gsu;
/** How an emoji looks, in colour or with a tone of skin. */
const LOOKS = /[\ufe0f\u{1f3fb}-\u{1f3ff}]/gu;

/** @param {string} character */
export const vanishes = (character) => VANISHING.test(character) && !A_SPACE.test(character);

/**
 * Return the lower-cased words, numbers and marks of any text.
 * @param {string} text
 */
export function tokenize(text) {
  return split(text).map((word) => word.toLowerCase());
}

/**
 * Return the words, numbers and marks of any text as they were typed.
 * @param {string} text
 */
export const asWritten = (text) => [...split(text)];

/**
 * Look up the words of a sentence, in their `spellings`; at most `MAX_TOKENS` of them.
 * @param {string} text
 * @param {string[]} vocabulary
 * @returns {Reading}
 */
export function read(text, vocabulary) {
  if (typeof text !== "string") throw new Refusal(`The sentence is a ${typeof text}; expected text.`);
  const words = split(text);
  if (!words.length) throw new Refusal("There is no word in this sentence. Type at least one word.");
  const kept = words.slice(0, MAX_TOKENS);
  return reading(kept, lookUp(kept, vocabulary, spellings), words.length - kept.length);
}

/**
 * Look up words that are cut already: as they are written or, if there is none, as a text's are.
 * @param {string[]} words
 * @param {string[]} vocabulary
 * @returns {Reading}
 */
export function readWords(words, vocabulary) {
  if (!Array.isArray(words) || !words.every((word) => typeof word === "string" && word))
    throw new Refusal(`The sentence is a ${typeof words}; expected text, or a list of words such as ["the", "film"].`);
  if (!words.length) throw new Refusal("There is no word in this sentence. Give at least one.");
  const kept = words.slice(0, MAX_TOKENS).map(shortened);
  const ids = lookUp(kept, vocabulary, (word) => [word, ...spellings(word)]);
  return reading(kept, ids, words.length - kept.length);
}

/**
 * Return the id of every word, 0 for those the vocabulary does not have.
 * @param {string[]} words
 * @param {string[]} vocabulary
 */
export function encode(words, vocabulary) {
  const ids = idsOf(vocabulary);
  return words.map((word) => ids.get(word) ?? 0);
}

/**
 * Return in which ways a word is looked up: in small letters, an emoji in any look, "sooo" as "so".
 * @param {string} word
 */
export function spellings(word) {
  const small = word.toLowerCase();
  const plain = small.replace(LOOKS, "");
  const short = [plain.replace(DRAWN_OUT, "$1$1"), plain.replace(DRAWN_OUT, "$1")];
  return [...new Set([small, plain, ...short.filter((one) => Array.from(one).length > 1)])];
}

/**
 * @param {string[]} words
 * @param {string[]} vocabulary
 * @param {(word: string) => string[]} ways
 */
function lookUp(words, vocabulary, ways) {
  const ids = idsOf(vocabulary);
  return words.map((word) => ids.get(ways(word).find((one) => ids.has(one)) ?? "") ?? 0);
}

/** The ids of the words of vocabularies, into which nobody writes. @type {WeakMap<string[], Map<string, number>>} */
const indexed = new WeakMap();

/** @param {string[]} vocabulary */
function idsOf(vocabulary) {
  const found = indexed.get(vocabulary) ?? new Map(vocabulary.map((word, index) => [word, index]));
  indexed.set(vocabulary, found);
  return found;
}

/**
 * Return words with their ids as a network reads them.
 * @param {string[]} words
 * @param {number[]} ids
 * @param {number} [dropped]
 * @returns {Reading}
 */
export function reading(words, ids, dropped = 0) {
  return { words, ids, known: ids.map((id) => id !== 0), dropped };
}

/**
 * Return a word without the characters that are too many.
 * @param {string} word
 */
export function shortened(word) {
  return word.length <= MAX_LETTERS ? word : Array.from(word).slice(0, MAX_LETTERS).join("");
}

/** Cuts a text into words, numbers and marks, as they were typed, one character at a time. */
class Cutter {
  /** @type {string[]} */
  words = [];
  word = "";
  /** Whether the last character asks for the next one to be part of the same emoji. */
  joined = false;

  /** @param {string} character */
  take(character) {
    if (character === JOINER) this.joined = !this.word;
    else if (vanishes(character)) return;
    else if ("'’ʼ".includes(character) && this.word) this.word += "'";
    else if (LETTER.test(character) || (this.word && MARK.test(character))) {
      this.word += character;
      this.joined = false;
    } else {
      this.finish();
      this.#put(character);
    }
  }

  /** Append a finished word, with apostrophes at its end as marks of their own. */
  finish() {
    const { word } = this;
    let end = word.length;
    while (end && word[end - 1] === "'") end--;
    if (end) {
      this.words.push(word.slice(0, end));
      for (let mark = end; mark < word.length; mark++) this.words.push("'");
    }
    this.word = "";
  }

  /**
   * Take what is no letter: a space, a part of the word or emoji before it, or a mark.
   * @param {string} character
   */
  #put(character) {
    const last = this.words.length - 1;
    if (A_SPACE.test(character) || SEPARATOR.test(character)) this.joined = false;
    else if (last >= 0 && (NOT_SPACING.test(character) || (character.length > 1 && MODIFIER.test(character))))
      this.words[last] += character;
    else if (last >= 0 && this.joined) {
      this.words[last] += JOINER + character;
      this.joined = false;
    } else this.words.push(character);
  }
}

/** What was cut last: for a key in a sentence, each network and the row of words ask for the same text. */
let last = { text: "", words: /** @type {readonly string[]} */ ([]) };

/** @param {string} text */
function split(text) {
  if (text !== last.text) {
    const cutter = new Cutter();
    for (const character of text.normalize("NFC")) cutter.take(character);
    cutter.finish();
    last = { text, words: cutter.words.map(shortened) };
  }
  return last.words;
}
