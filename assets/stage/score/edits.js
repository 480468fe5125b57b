/** What may be done to the words of a sentence, and how it is undone. Knows neither page nor network. */

const MOST_UNDONE = 200; // sentences that are kept

/**
 * Return the words with another one at a place.
 * @param {string[]} words
 * @param {number} at
 * @param {string} word
 */
export const replaced = (words, at, word) => words.toSpliced(at, 1, word);

/**
 * Return the words with one more, which then stands at this place.
 * @param {string[]} words
 * @param {number} at from 0 to their number
 * @param {string} word
 */
export const inserted = (words, at, word) => words.toSpliced(at, 0, word);

/**
 * Return the words without the one at a place.
 * @param {string[]} words
 * @param {number} at
 */
export const deleted = (words, at) => words.toSpliced(at, 1);

/**
 * Return the words after one of them has moved; it stays at the ends.
 * @param {string[]} words
 * @param {number} at
 * @param {number} to
 */
export function moved(words, at, to) {
  if (to < 0 || to >= words.length) return words;
  return inserted(deleted(words, at), to, words[at]);
}

/** The sentences before the one at hand, and those that were undone. */
export class History {
  /** @type {string[]} */
  past = [];
  /** @type {string[]} */
  future = [];

  /**
   * Keep a sentence that is edited; what was undone before cannot be redone any more.
   * @param {string} before
   */
  keep(before) {
    this.past = [...this.past, before].slice(-MOST_UNDONE);
    this.future = [];
  }

  /**
   * Return the sentence before the last edit; undefined if there is none.
   * @param {string} now the sentence at hand, which `redo` returns
   */
  undo(now) {
    const before = this.past.pop();
    if (before !== undefined) this.future.push(now);
    return before;
  }

  /**
   * Return the sentence that was undone last; undefined if there is none.
   * @param {string} now
   */
  redo(now) {
    const after = this.future.pop();
    if (after !== undefined) this.past.push(now);
    return after;
  }
}
