/**
 * How each task cuts a sentence and puts words together again, and where its decoder begins: `read`, `write` and
 * `seams` of `core/tasks`, `read` of `core/network/network.py`.
 *
 * Knows words; no weights. The vocabulary is the network's own, which the file has.
 */

import { Refusal } from "./refusal.js";
import {
  MAX_TOKENS,
  SPACE,
  SPACE_IN_A_LINE,
  asWritten,
  encode,
  read,
  readWords,
  reading,
  shortened,
  vanishes,
} from "./text.js";

/** @typedef {import("./types.d.ts").Network} Network */
/** @typedef {import("./types.d.ts").Reading} Reading */

const GO = "<go>";
const SPACES = new RegExp(`[${SPACE}]+`, "u");
const SPACE_BEFORE_STAR = new RegExp(`[${SPACE}]+\\*`, "gu");
const SPACES_IN_A_LINE = new RegExp(`[${SPACE_IN_A_LINE}]+`, "gu");
const WORD_OF_TOTAL = new RegExp(`[-−–]?\\p{Nd}+|[^${SPACE}]`, "gu");
const PUNCTUATION = /^\p{P}/u;
const DIGIT = /^\p{Nd}$/u;
const NUMBER = /^[+-]?(\d+(_\d+)*\.?(\d+(_\d+)*)?|\.\d+(_\d+)*)(e[+-]?\d+(_\d+)*)?$/i;
const BEFORE_NO_SPACE = new Set(".,;:!?)");
const VALUES = Array.from({ length: 100 }, (_, value) => (value / 100).toFixed(2));
const NUMBERS_OF_TOTAL = Array.from({ length: 19 }, (_, at) => String(at - 9));

/**
 * Tasks that cut otherwise than at words. `spells` says how a word is looked up where the words are the task's own;
 * words on a `grid` are numbers, and each is read as the nearest.
 * @type {Record<string, { cut: (text: string, keepCase: boolean) => string[], empty: string, own?: string[],
 *   spells?: (word: string) => string, grid?: boolean }>}
 */
const READERS = {
  characters: { cut: characters, empty: "There is no character in this text. Type at least one." },
  languages: { cut: letters, empty: "There is no letter in this text. Type some words." },
  adding: {
    cut: (text) => parted(text.replace(SPACE_BEFORE_STAR, "*")),
    empty: "There is no number in this sentence. Type some, such as 0.37 0.91* 0.20*.",
    own: ["<unk>", ...VALUES, ...VALUES.map((value) => `${value}*`)],
    spells: rounded,
  },
  total: {
    cut: (text) => text.match(WORD_OF_TOTAL) ?? [],
    empty: "There is no word in this sentence. Type some, such as 3 a 5 b.",
    own: ["<unk>", ...NUMBERS_OF_TOTAL, "a", "b"],
    spells: (word) => word.toLowerCase().replace(/^[−–]/u, "-"),
  },
  series: {
    cut: (text) => parted(text),
    empty: "There is no number in this sentence. Type some, with spaces between.",
    grid: true,
  },
  tags: { cut: (text) => parted(text), empty: "There is no word in this sentence. Type some, with spaces between." },
  reversal: {
    cut: (text) => asked(parted(text)),
    empty: "There is no letter in this sentence. Type some, such as a b c d.",
  },
  translation: {
    cut: (text) => asked(unmarked(text)),
    empty: "There is no word in this sentence. Type some, such as the dog sees a house.",
  },
};

/**
 * Cut a text into words as the network's task does, and look them up; or words that are cut already.
 * @param {Network} network
 * @param {string | string[]} sentence
 * @returns {Reading}
 */
export function readFor({ spec, vocabulary }, sentence) {
  if (typeof sentence !== "string") return readWords(sentence, vocabulary);
  const reader = READERS[spec.task.name];
  if (!reader) return knownAs(read(sentence, vocabulary), vocabulary);
  const found = reader.cut(sentence, spec.task.keep_case === true);
  if (!found.length) throw new Refusal(reader.empty);
  const words = found.slice(0, MAX_TOKENS).map(shortened);
  const dropped = found.length - words.length;
  const grid = reader.grid ? gridOf(vocabulary) : null;
  if (grid) return reading(words, nearest(words, grid), dropped);
  const { own, spells } = reader;
  if (own && spells && same(own, vocabulary)) return reading(words, encode(words.map(spells), vocabulary), dropped);
  return { ...readWords(words, vocabulary), dropped };
}

/** Tasks that do not put their words together with spaces. @type {Record<string, (words: string[]) => string>} */
const WRITERS = {
  characters: (words) => words.join("").replaceAll("␣", " ").replaceAll("↵", "\n"),
  languages: (words) => words.join("").replaceAll("␣", " "),
  words: putTogether,
  reviews: putTogether,
};

/**
 * Put words together to text, with no space before a mark that closes.
 * @param {string[]} words
 */
function putTogether(words) {
  return words
    .map((word) => (BEFORE_NO_SPACE.has(word) ? word : ` ${word}`))
    .join("")
    .trim();
}

/**
 * Put words together to text, as the network's task does. What was read from a text is written so that it is read
 * again.
 * @param {Network} network
 * @param {string[]} words
 */
export const write = ({ spec }, words) => (WRITERS[spec.task.name] ?? ((all) => all.join(" ")))(words);

/**
 * Return from which timestep on the decoder reads ids (T,), T for never; null if there is no decoder.
 * @param {Network} network
 * @param {number[]} ids
 */
export function seamOf({ spec, vocabulary }, ids) {
  if (!spec.model.decoder) return null;
  const sign = vocabulary.indexOf(GO);
  const at = sign < 0 ? -1 : ids.indexOf(sign);
  return at < 0 ? ids.length : at;
}

/**
 * Look words up as they are written, too: a network may know a name with its capital.
 * @param {Reading} found
 * @param {string[]} vocabulary
 */
const knownAs = (found, vocabulary) => ({ ...readWords(found.words, vocabulary), dropped: found.dropped });

/** @param {string} text */
const parted = (text) => text.split(SPACES).filter(Boolean);

/**
 * Cut a text into its characters; runs of spaces are one, what is invisible vanishes.
 * @param {string} text
 * @param {boolean} keepCase
 */
function characters(text, keepCase) {
  const written = text.normalize("NFC").replaceAll("␣", " ").replaceAll("↵", "\n");
  const visible = Array.from(keepCase ? written : written.toLowerCase())
    .filter((character) => !vanishes(character))
    .join("")
    .replaceAll("\r\n", "\n")
    .replace(SPACES_IN_A_LINE, " ")
    .replace(/ ?\n ?/g, "\n")
    .replace(/\n{3,}/g, "\n\n");
  return Array.from(visible.replaceAll(" ", "␣").replaceAll("\n", "↵"));
}

/**
 * Cut a text into small letters, with one space for all that stands behind a word; marks and digits too.
 * @param {string} text
 */
function letters(text) {
  const small = Array.from(text.normalize("NFC").toLowerCase()).filter((character) => !vanishes(character));
  const spaced = small.map((character) => ("'’ʼ".includes(character) ? "'" : character)).join("");
  const found = Array.from(spaced.replace(/[^\p{L}\p{M}']+/gu, "␣"));
  return found[0] === "␣" ? found.slice(1) : found;
}

/**
 * Return the words of a text and its signs to answer, without marks: `cut` of core/tasks/translation.py.
 * @param {string} text
 */
const unmarked = (text) =>
  parted(text)
    .flatMap((part) => (isSign(part) ? [part] : asWritten(part)))
    .filter((word) => isSign(word) || !PUNCTUATION.test(word));

/** @param {string} word */
const isSign = (word) => word.toLowerCase() === GO;

/**
 * Put the sign to answer at the end of some words where it is missing.
 * @param {string[]} found
 */
function asked(found) {
  if (found.length && !found.slice(0, MAX_TOKENS).some(isSign)) found.splice(MAX_TOKENS - 1, 0, GO);
  return found;
}

/** What was found of the words of networks: a look at each key would take longer than the key. */
const GRIDS = /** @type {WeakMap<string[], { numbers: number[] | null }>} */ (new WeakMap());

/**
 * Return the numbers that the words of a network are, but for the unknown one; null if they are none that rise:
 * `look_up_numbers` of core.
 * @param {string[]} vocabulary
 */
function gridOf(vocabulary) {
  const found = GRIDS.get(vocabulary);
  if (found) return found.numbers;
  const all = vocabulary.slice(1).map(numberIn);
  const rises = all.length > 0 && all.every((one, at) => Number.isFinite(one) && !(one <= all[at - 1]));
  const numbers = rises ? all : null;
  GRIDS.set(vocabulary, { numbers });
  return numbers;
}

/**
 * Return the ids of the numbers of a grid nearest to words, the lower of two; 0 for no number, and beyond its ends.
 * @param {string[]} words
 * @param {number[]} grid
 */
function nearest(words, grid) {
  const [low, high] = [grid[0], grid[grid.length - 1]];
  const slack = (high - low) / 1e6;
  return words.map(numberIn).map((value) => {
    if (!(value >= low - slack && value <= high + slack)) return 0;
    const found = grid.findIndex((number) => number >= value);
    const above = Math.min(Math.max(found < 0 ? grid.length : found, 1), Math.max(grid.length - 1, 1));
    const upper = grid[Math.min(above, grid.length - 1)];
    return 1 + (Math.abs(value - grid[above - 1]) <= Math.abs(upper - value) ? above - 1 : above);
  });
}

/**
 * Return the number that a word says, NaN if none; a comma may be its decimal sign, or end it.
 * @param {string} word
 */
function numberIn(word) {
  const bare = word.replace(/[,;]+$/, "").replaceAll("−", "-");
  const plain = bare.split(",").length === 2 && !bare.includes(".") ? bare.replace(",", ".") : bare;
  const digits = Array.from(plain, (one) => (DIGIT.test(one) ? digitOf(one) : one)).join("");
  return NUMBER.test(digits) ? Number(digits.replaceAll("_", "")) : NaN;
}

/**
 * Return a number with two decimals, marked as it was; any other word as it is.
 * @param {string} word
 */
function rounded(word) {
  const star = word.endsWith("*") ? "*" : "";
  const digits = Array.from(star ? word.slice(0, -1) : word, (one) => (DIGIT.test(one) ? digitOf(one) : one)).join("");
  if (!NUMBER.test(digits)) return word;
  const value = Number(digits.replaceAll("_", ""));
  const half = (value * 8) % 2 === 1; // exactly between two numbers: Python takes the even one
  const near = half ? (2 * Math.round(value * 50)) / 100 : value;
  return `${Object.is(value, -0) ? "-" : ""}${near.toFixed(2)}${star}`;
}

/**
 * Return the value of a decimal digit of any script: Unicode has the ten of a script one after another.
 * @param {string} digit
 */
function digitOf(digit) {
  let before = 0;
  const point = /** @type {number} */ (digit.codePointAt(0));
  while (DIGIT.test(String.fromCodePoint(point - before - 1))) before++;
  return String(before % 10);
}

/**
 * @param {string[]} one
 * @param {string[]} other
 */
const same = (one, other) => one.length === other.length && one.every((word, at) => word === other[at]);
