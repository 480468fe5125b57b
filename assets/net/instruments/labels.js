/** What holds after each word, for a probe to read. Equals its namesakes in `core/instruments/labels.py`. */

/**
 * The first of some nouns, from its place on; before it nothing is said.
 * @param {string[]} words
 * @param {string[]} subjects
 * @returns {(string | null)[]}
 */
export function subject(words, subjects) {
  /** @type {string | null} */
  let found = null;
  return words.map((word) => {
    const small = word.toLowerCase();
    return (found ??= subjects.includes(small) ? small : null);
  });
}

/** @type {Record<string, typeof subject>} */
export const CLASS_LABELS = { subject };
