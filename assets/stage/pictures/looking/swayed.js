/** On which pieces a guess depends: at once for those who see a window, piece by piece for a recurrent network. */

import { standIns, swayOf } from "../../../net/instruments/sway.js";

/** @typedef {import("../../../net/instruments/ngrams.js").NgramTable} NgramTable */
/** @typedef {import("../../../net/instruments/sway.js").Guesses} Guesses */

export const LEAST = 0.01; // a guess that moves by less is drawn as not moved
const AT_ONCE = 12; // ms of a frame

/**
 * Return what the guess of a table or of a window network depends on; it sees the last N − 1 pieces alone.
 * @param {NgramTable} table of the text, which knows what else might stand at a place
 * @param {number} order
 * @param {number[]} read
 * @param {(context: number[]) => Float64Array} after its guess after those
 * @returns {number[]}
 */
export function nearSways(table, order, read, after) {
  /** @param {number[]} ids */
  const guess = (ids) => after(ids.slice(Math.max(ids.length + 1 - order, 0)));
  /** Only the last row is asked for. @param {number[]} ids */
  const guesses = (ids) => ids.map((_, t) => (t === ids.length - 1 ? guess(ids) : new Float64Array()));
  const own = guesses(read);
  return read.map((_, at) => {
    if (at < read.length - order + 1) return 0;
    return swayOf(guesses, read, own, at, standIns(table, read, at))[read.length - 1];
  });
}

/** What a recurrent network's guess at each gap depends on; a gap is looked at once. */
export class FarSways {
  /**
   * @param {NgramTable} table
   * @param {number[]} ids of the sentence
   * @param {Guesses} guesses
   * @param {ArrayLike<number>[]} own the guesses on `ids` as they are
   */
  constructor(table, ids, guesses, own) {
    this.table = table;
    this.ids = ids;
    this.guesses = guesses;
    this.own = own;
    this.ended = false;
    /** @type {Map<number, (number | undefined)[]>} */
    this.known = new Map();
  }

  /**
   * Return what is known of a gap by now; what is missing is found a few milliseconds at a time, from the gap back.
   * @param {number} gap
   * @param {() => void} found called when more is known
   */
  at(gap, found) {
    const known = this.known.get(gap);
    if (known) return known;
    const read = this.ids.slice(0, gap + 1);
    const sways = /** @type {(number | undefined)[]} */ (read.map(() => undefined));
    this.known.set(gap, sways);
    let at = gap;
    const some = () => {
      if (this.ended) return;
      const until = performance.now() + AT_ONCE;
      for (; at >= 0 && performance.now() < until; at--)
        sways[at] = swayOf(this.guesses, read, this.own, at, standIns(this.table, read, at))[gap];
      found();
      if (at >= 0) setTimeout(some, 0);
    };
    setTimeout(some, 0);
    return sways;
  }

  /** Find no more. */
  end() {
    this.ended = true;
  }
}
