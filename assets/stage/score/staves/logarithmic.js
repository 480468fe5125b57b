/** A logarithmic axis for lines over the columns of the words. */

import { power } from "../../parts/words.js";
import { svg } from "../../svg.js";

const PAD = 16; // px of the usual base
const MOST_DECADES = 40;
const TICKS = 6;

/** @typedef {import("../../types.d.ts").Series} Series */
/** @typedef {import("../stage.js").Stage} Stage */

/** The powers that hold the numbers, at most forty decades below the largest; or those from one to another. */
export class LogAxis {
  /**
   * @param {Stage} stage
   * @param {number[]} numbers what the axis holds; what is 0 or not finite has no place on it
   * @param {number} height px
   * @param {{ base: number, ends: [low: number, high: number] }} [fixed] exponents of a base, whatever the numbers are
   */
  constructor(stage, numbers, height, fixed) {
    const { base, ends } = fixed ?? { base: 10, ends: decadesOf(numbers) };
    this.stage = stage;
    this.height = height;
    this.base = base;
    this.pad = stage.px(PAD);
    this.low = ends[0];
    this.high = ends[1];
    /** @type {number[]} */
    this.ticks = [];
    const every = Math.max(1, Math.ceil((this.high - this.low) / TICKS));
    for (let exponent = this.high; exponent >= this.low; exponent -= every) this.ticks.push(exponent);
  }

  /** @param {number} number */
  exponent(number) {
    return Math.log10(number) / Math.log10(this.base);
  }

  /** @param {number} number */
  y(number) {
    return this.pad + ((this.high - this.exponent(number)) / (this.high - this.low)) * (this.height - 2 * this.pad);
  }

  /** @param {number} number */
  holds(number) {
    if (!(number > 0 && Number.isFinite(number))) return false;
    const exponent = this.exponent(number);
    return exponent >= this.low && exponent <= this.high;
  }

  get floor() {
    return this.y(this.base ** this.low);
  }

  get ceiling() {
    return this.y(this.base ** this.high);
  }

  grid() {
    const look = { x1: 0, x2: this.stage.width, stroke: this.stage.theme.line, "stroke-dasharray": "2 4" };
    return this.ticks.map((exponent) => {
      const y = this.y(this.base ** exponent);
      return svg("line", { ...look, y1: y, y2: y });
    });
  }

  /**
   * Return the ticks as they stand beside the stave.
   * @param {(exponent: number) => string} [said]
   * @returns {[y: number, text: string][]}
   */
  labels(said = power) {
    return this.ticks.map((exponent) => [this.y(this.base ** exponent), said(exponent)]);
  }
}

/** The numbers of all lines, those of networks left alone too. @param {Series[]} series */
export const numbersOf = (series) => series.flatMap(({ values, ghost }) => [...values.data, ...(ghost?.data ?? [])]);

/**
 * @param {number[]} numbers
 * @returns {[low: number, high: number]}
 */
function decadesOf(numbers) {
  const there = numbers.filter((number) => number > 0 && Number.isFinite(number));
  if (!there.length) return [-1, 0];
  const largest = there.reduce((most, number) => Math.max(most, number), 0);
  const least = there.reduce((fewest, number) => Math.min(fewest, number), Infinity);
  const high = Math.ceil(Math.log10(largest));
  return [Math.max(Math.min(Math.floor(Math.log10(least)), high - 1), high - MOST_DECADES), high];
}
