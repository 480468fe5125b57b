/** What is refused, with a sentence for the reader: what came, what was expected, what to do. Knows nothing else. */

/** An error whose message may be shown as it is, like core's ValueError. */
export class Refusal extends Error {
  name = "Refusal";
}

const MOST = 40;

/**
 * Return a value as a sentence may show it, never long: `core/spec/limits.py`.
 * @param {unknown} value
 */
export function shown(value) {
  const text = typeof value === "string" ? quoted(value) : (JSON.stringify(value) ?? String(value));
  const letters = Array.from(text);
  return letters.length <= MOST ? text : `${letters.slice(0, MOST - 3).join("")}...`;
}

/**
 * Return a text in quotes, as Python's `repr` writes it: what cannot be seen by its code.
 * @param {string} text
 */
function quoted(text) {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  return `${quote}${Array.from(text, (letter) => (letter === quote ? `\\${letter}` : seen(letter))).join("")}${quote}`;
}

/** @type {Record<string, string>} */
const ESCAPES = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** @param {string} letter */
function seen(letter) {
  if (letter === " " || !/^[\\\p{C}\p{Z}]$/u.test(letter)) return letter;
  const code = Number(letter.codePointAt(0));
  const digits = code < 0x100 ? 2 : code < 0x10000 ? 4 : 8;
  return ESCAPES[letter] ?? `\\${{ 2: "x", 4: "u", 8: "U" }[digits]}${code.toString(16).padStart(digits, "0")}`;
}
