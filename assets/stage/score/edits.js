/** What may be done to the words of a sentence, and how it is undone. Knows neither page nor network. */

const MOST_UNDONE = 200; // states that are kept

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

/**
 * What was there before what is at hand, and what was undone.
 * @template State
 */
export class History {
  /** @type {State[]} */
  past = [];
  /** @type {State[]} */
  future = [];

  /**
   * Keep what is edited; what was undone before cannot be redone any more.
   * @param {State} before
   */
  keep(before) {
    this.past = [...this.past, before].slice(-MOST_UNDONE);
    this.future = [];
  }

  /**
   * Return what was there before the last edit; undefined if there is nothing.
   * @param {State} now what is at hand, which `redo` returns
   */
  undo(now) {
    const before = this.past.pop();
    if (before !== undefined) this.future.push(now);
    return before;
  }

  /**
   * Return what was undone last; undefined if there is nothing.
   * @param {State} now
   */
  redo(now) {
    const after = this.future.pop();
    if (after !== undefined) this.past.push(now);
    return after;
  }
}
