/** Lines on a logarithmic axis over the columns of the words: the axis, and how a line is drawn on it. */

import { markPath, linePath } from "../../parts/path.js";
import { power } from "../../parts/words.js";
import { svg } from "../../svg.js";
import { BROKEN, cross } from "./cells.js";

const PAD = 16; // px of the usual base
const MOST_DECADES = 40;
const TICKS = 6;
/** @type {Record<string, number>} */
const RADII = { square: 3.6 }; // as large to the eye as the other marks
const RADIUS = 4;
const CROSS = 8; // px, of what is not a number

/** @typedef {import("../../types.d.ts").Series} Series */
/** @typedef {import("../stage.js").Stage} Stage */

/**
 * @typedef {object} Axis where a number stands
 * @property {(number: number) => number} y
 * @property {(number: number) => boolean} holds
 * @property {number} floor where the axis ends, px
 * @property {number} [ceiling] where it begins, px; none where it holds the largest number
 */

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
  const high = Math.ceil(Math.log10(largest) + 1e-9);
  return [Math.max(Math.min(Math.floor(Math.log10(least)), high - 1), high - MOST_DECADES), high];
}

/**
 * Return a line; where it leaves the axis it ends in a mark that points out, it is never drawn along the edge. What is
 * not a number is crossed out.
 * @param {Stage} stage
 * @param {Series} line
 * @param {Axis} axis
 */
export function drawLine(stage, { values, hue, dash, mark }, axis) {
  const points = pointsOf(stage, values, axis);
  const marks = points.flatMap((point) =>
    point ? [svg("path", { d: markPath(mark, point, RADII[mark] ?? RADIUS) })] : [],
  );
  marks.push(...leaving(stage, [...values.data], axis));
  const stroke = { stroke: hue, "stroke-width": 2.5, "stroke-dasharray": dash, "stroke-linejoin": "round" };
  return svg("g", {}, [
    svg("path", { d: linePath(points), fill: "none", ...stroke }),
    svg("g", { fill: hue, stroke: stage.theme.background, "stroke-width": 1 }, marks),
    svg("path", { d: crosses(stage, [...values.data], axis), stroke: BROKEN, "stroke-width": 1.5 }),
  ]);
}

/**
 * Return the line of a network left alone: thin and dashed, without marks, in the hue of the line that it goes with.
 * @param {Stage} stage
 * @param {import("../../../net/matrix.js").Matrix} values
 * @param {string} hue
 * @param {Axis} axis
 */
export function drawGhost(stage, values, hue, axis) {
  const look = { fill: "none", stroke: hue, "stroke-width": 1.5, "stroke-dasharray": "3 4", class: "alone" };
  return svg("path", { d: linePath(pointsOf(stage, values, axis)), ...look });
}

/**
 * Where the numbers of a line stand; null where they have no place on the axis.
 * @param {Stage} stage
 * @param {import("../../../net/matrix.js").Matrix} values
 * @param {Axis} axis
 * @returns {(import("../../parts/path.js").Point | null)[]}
 */
function pointsOf(stage, values, axis) {
  return Array.from({ length: values.rows }, (_, row) =>
    axis.holds(values.at(row)) ? [stage.x(row), axis.y(values.at(row))] : null,
  );
}

/**
 * Return the marks where a line leaves the axis: below it on the way back, above it anywhere.
 * @param {Stage} stage
 * @param {number[]} numbers
 * @param {Axis} axis
 */
function leaving(stage, numbers, axis) {
  const { floor, ceiling = -Infinity } = axis;
  return numbers.flatMap((number, row) => {
    if (Number.isNaN(number) || axis.holds(number)) return [];
    const [x, above] = [stage.x(row) - 6, axis.y(number) < ceiling];
    const comesBack = row + 1 < numbers.length && axis.holds(numbers[row + 1]);
    if (!above && !comesBack) return [];
    const d = above ? `M${x} ${ceiling + 4}h12l-6 -11z` : `M${x} ${floor - 4}h12l-6 11z`;
    return [svg("path", { d }, svg("title", {}, `goes on ${above ? "above" : "below"} the axis`))];
  });
}

/** @param {Stage} stage @param {number[]} numbers @param {Axis} axis */
function crosses(stage, numbers, { floor }) {
  const box = { y: floor - CROSS, width: CROSS, height: CROSS };
  return numbers
    .map((number, row) => (Number.isNaN(number) ? cross({ ...box, x: stage.x(row) - CROSS / 2 }) : ""))
    .join("");
}
