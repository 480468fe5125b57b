/** Numbers and texts as they are said; `core/words.py` and `pages/_shell/words.py` say numbers the same way. */

import { format } from "../arrays.js";

/**
 * Return a whole number with commas: "12,345".
 * @param {number} number
 */
export const thousands = (number) => number.toLocaleString("en");

/**
 * Return a share as a whole number of percent; a half goes up. Five digits of a share are known here.
 * @param {number} share
 */
export const percent = (share) => Math.floor(Math.round(100000 * share) / 1000 + 0.5);

/**
 * Return "1 word", "2 words", "1,500 words".
 * @param {number} number
 * @param {string} noun
 */
export const counted = (number, noun) => `${thousands(number)} ${noun}${number === 1 ? "" : "s"}`;

/**
 * Return "A", "A and B" or "A, B and C"; nothing of nothing.
 * @param {string[]} words
 */
export const listed = (words) => joined(words, "and");

/**
 * Return "A", "A or B" or "A, B or C"; nothing of nothing.
 * @param {string[]} words
 */
export const either = (words) => joined(words, "or");

/** @type {(words: string[], last: string) => string} */
const joined = (words, last) =>
  words.length > 1 ? `${words.slice(0, -1).join(", ")} ${last} ${words[words.length - 1]}` : words.join("");

const SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** An exponent as it is raised. @param {number} exponent a whole number */
export function raised(exponent) {
  const digits = String(Math.abs(exponent)).replace(/\d/g, (digit) => SUPERSCRIPT[Number(digit)]);
  return `${exponent < 0 ? "⁻" : ""}${digits}`;
}

/** @param {number} exponent a whole number */
export const power = (exponent) => `10${raised(exponent)}`;

/**
 * Return a number of any size: 0.031 as it is, 3.1·10⁻⁹ with its power of ten.
 * @param {number} value
 */
export function scientific(value) {
  if (!Number.isFinite(value) || value === 0) return format(value, 0);
  const [mantissa, exponent] = value.toExponential(1).split("e").map(Number); // 9.96e-9 is 1.0·10⁻⁸
  if (exponent >= -2 && exponent < 3) return format(value, Math.max(0, 3 - Math.max(exponent, 0)));
  return `${format(mantissa, 1)}·${power(exponent)}`;
}

/**
 * Two digits after the point, or a power of ten where that would not fit a column.
 * @param {number} value
 */
export function compact(value) {
  return Math.abs(value) < 1000 || !Number.isFinite(value) ? format(value, 2) : scientific(value);
}

/**
 * Return a text as Plotly shows it unchanged: it reads a few tags, and readers' words are never tags.
 * @param {string} text
 */
export const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const LETTER = 0.53; // mean width of a letter of the house's font, in ems

/**
 * Break a text into lines of at most `width` pixels.
 * @param {string} text
 * @param {number} width
 * @param {number} size of the letters, px
 */
export function wrap(text, width, size) {
  const room = Math.max(12, Math.floor(width / (size * LETTER)));
  const lines = [""];
  for (const word of text.split(" ")) {
    if (lines[lines.length - 1].length + word.length >= room) lines.push("");
    lines[lines.length - 1] += `${lines[lines.length - 1] ? " " : ""}${word}`;
  }
  return lines;
}
