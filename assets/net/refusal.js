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
  const text = typeof value === "string" ? `'${value}'` : (JSON.stringify(value) ?? String(value));
  const letters = Array.from(text);
  return letters.length <= MOST ? text : `${letters.slice(0, MOST - 3).join("")}...`;
}
