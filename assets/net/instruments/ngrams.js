/**
 * A table of n-grams, which only counts what came after the last N − 1 pieces of a text: Witten–Bell's smoothing of
 * `core/instruments/ngrams.py`. Of a text that comes as one string, a character for each piece, it counts what follows
 * a context when it is first asked for it. Knows ids, no words and no networks.
 */

export const FIRST = 35;

/** @param {ArrayLike<number>} ids */
export const written = (ids) => String.fromCharCode(...Array.from(ids, (id) => FIRST + id));

/** What came after a context: how often each piece, how many pieces, how many different ones. */
/** @typedef {{ counts: Uint32Array, total: number, kinds: number }} Followers */

export class NgramTable {
  /** @type {Map<string, Followers>} */
  #known = new Map();

  /**
   * @param {string} text as core's `as_text` writes it
   * @param {number} size K, how many different pieces there are
   */
  constructor(text, size) {
    this.text = text;
    this.size = size;
  }

  /**
   * Return what came after a context.
   * @param {ArrayLike<number>} context ids
   */
  after(context) {
    const asked = written(context);
    const found = this.#known.get(asked) ?? this.#counted(asked);
    this.#known.set(asked, found);
    return found;
  }

  /**
   * Return the probability of each piece after the last N − 1 of a context, (K,); a shorter one is taken as it is.
   * @param {number[]} context ids
   * @param {number} order N
   */
  probabilities(context, order) {
    let row = new Float64Array(this.size).fill(1 / this.size);
    for (let m = 0; m < order && m <= context.length; m++) {
      const { counts, total, kinds } = this.after(context.slice(context.length - m));
      if (total) row = row.map((shorter, piece) => (counts[piece] + kinds * shorter) / (total + kinds));
    }
    return row;
  }

  /**
   * Return the longest end of the last N − 1 pieces after which something came: what the table falls back on.
   * @param {number[]} context ids
   * @param {number} order N
   */
  known(context, order) {
    let longest = context.slice(Math.max(context.length - order + 1, 0));
    while (longest.length && !this.after(longest).total) longest = longest.slice(1);
    return longest;
  }

  /** @param {string} context @returns {Followers} */
  #counted(context) {
    const counts = new Uint32Array(this.size);
    const { text } = this;
    for (let at = text.indexOf(context); at >= 0; at = text.indexOf(context, at + 1)) {
      const next = text.charCodeAt(at + context.length);
      if (next >= FIRST) counts[next - FIRST]++;
      if (at >= text.length) break; // an empty context is found behind the end again and again
    }
    return { counts, total: counts.reduce((sum, one) => sum + one, 0), kinds: counts.filter((one) => one > 0).length };
  }
}
