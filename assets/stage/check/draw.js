/** Random numbers of a question: the same word draws the same ones, in every browser. */

/** Return 32 bits of a text (FNV-1a). @param {string} text */
function hashed(text) {
  let found = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) found = Math.imul(found ^ byte, 0x01000193);
  return found >>> 0;
}

export class Draw {
  /** @param {string} seed any text */
  constructor(seed) {
    this.state = hashed(seed);
  }

  /** A number from 0 up to but not including 1 (mulberry32). */
  share() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `low` to `high`. @param {number} low @param {number} high */
  int(low, high) {
    return low + Math.floor(this.share() * (high - low + 1));
  }

  /**
   * A number from `low` to `high` in steps of 1 / parts.
   * @param {number} low
   * @param {number} high
   * @param {number} parts
   */
  part(low, high, parts) {
    return this.int(Math.round(low * parts), Math.round(high * parts)) / parts;
  }

  /** @template Item @param {readonly Item[]} items @returns {Item} */
  pick(items) {
    return items[this.int(0, items.length - 1)];
  }

  /** @template Item @param {readonly Item[]} items */
  shuffled(items) {
    const found = [...items];
    for (let at = found.length - 1; at > 0; at--) {
      const other = this.int(0, at);
      [found[at], found[other]] = [found[other], found[at]];
    }
    return found;
  }

  /** Some of the items, none twice. @template Item @param {readonly Item[]} items @param {number} count */
  some(items, count) {
    return this.shuffled(items).slice(0, count);
  }

  /**
   * The first of some tries that is clear enough, or the clearest of them.
   * @template Made
   * @param {number} tries
   * @param {number} enough
   * @param {() => [clear: number, made: Made]} make
   * @returns {Made}
   */
  clearest(tries, enough, make) {
    let best = make();
    for (let left = tries; left > 1 && !(best[0] >= enough); left--) {
      const next = make();
      if (next[0] > best[0]) best = next;
    }
    return best[1];
  }
}
