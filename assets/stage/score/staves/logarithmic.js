/** Lines on a logarithmic axis over the columns of the words: the axis, and how a line is drawn on it. */

import { markPath, linePath } from "../../parts/path.js";
import { power } from "../../parts/words.js";
import { svg } from "../../svg.js";

const PAD = 16; // px of the usual base
const MOST_DECADES = 40;
const TICKS = 6;
/** @type {Record<string, number>} */
const RADII = { square: 3.6 }; // as large to the eye as the other marks
const RADIUS = 4;

/** @typedef {import("../../types.d.ts").Series} Series */
/** @typedef {import("../stage.js").Stage} Stage */

/** The powers that hold the numbers, at most forty decades below the largest. */
export class LogAxis {
  /**
   * @param {Stage} stage
   * @param {number[]} numbers what the axis holds; what is 0 or not finite has no place on it
   * @param {number} height px
   * @param {number} [base] of the powers at which the axis begins, ends and has ticks
   */
  constructor(stage, numbers, height, base = 10) {
    const there = numbers.filter((number) => number > 0 && Number.isFinite(number));
    const largest = there.reduce((most, number) => Math.max(most, number), 0);
    const least = there.reduce((fewest, number) => Math.min(fewest, number), Infinity);
    this.stage = stage;
    this.height = height;
    this.base = base;
    this.pad = stage.px(PAD);
    this.high = there.length ? Math.ceil(this.exponent(largest) + 1e-9) : 0;
    const lowest = there.length ? Math.floor(this.exponent(least)) : -1;
    const most = Math.round(MOST_DECADES / Math.log10(base));
    this.low = Math.max(Math.min(lowest, this.high - 1), this.high - most);
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
    return number > 0 && Number.isFinite(number) && this.exponent(number) >= this.low;
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

/**
 * Return a line; where it leaves the axis it ends in a mark that points down, it is never drawn along the floor.
 * @param {Stage} stage
 * @param {Series} line
 * @param {LogAxis} axis
 */
export function drawLine(stage, { values, hue, dash, mark }, axis) {
  const points = pointsOf(stage, values, axis);
  const marks = points.flatMap((point) =>
    point ? [svg("path", { d: markPath(mark, point, RADII[mark] ?? RADIUS) })] : [],
  );
  const leaving = points.findIndex(Boolean);
  if (leaving > 0) {
    const d = `M${stage.x(leaving - 1) - 6} ${axis.y(axis.base ** axis.low) - 4}h12l-6 11z`;
    marks.push(svg("path", { d }, svg("title", {}, "goes on below the axis")));
  }
  const stroke = { stroke: hue, "stroke-width": 2.5, "stroke-dasharray": dash, "stroke-linejoin": "round" };
  return svg("g", {}, [
    svg("path", { d: linePath(points), fill: "none", ...stroke }),
    svg("g", { fill: hue, stroke: stage.theme.background, "stroke-width": 1 }, marks),
  ]);
}

/**
 * Return the line of a network left alone: thin and dashed, without marks, in the hue of the line that it goes with.
 * @param {Stage} stage
 * @param {import("../../../net/matrix.js").Matrix} values
 * @param {string} hue
 * @param {LogAxis} axis
 */
export function drawGhost(stage, values, hue, axis) {
  const look = { fill: "none", stroke: hue, "stroke-width": 1.5, "stroke-dasharray": "3 4", class: "alone" };
  return svg("path", { d: linePath(pointsOf(stage, values, axis)), ...look });
}

/**
 * Where the numbers of a line stand; null where they have no place on the axis.
 * @param {Stage} stage
 * @param {import("../../../net/matrix.js").Matrix} values
 * @param {LogAxis} axis
 * @returns {(import("../../parts/path.js").Point | null)[]}
 */
function pointsOf(stage, values, axis) {
  return Array.from({ length: values.rows }, (_, row) =>
    axis.holds(values.at(row)) ? [stage.x(row), axis.y(values.at(row))] : null,
  );
}

/** The numbers of all lines, those of networks left alone too. @param {Series[]} series */
export const numbersOf = (series) => series.flatMap(({ values, ghost }) => [...values.data, ...(ghost?.data ?? [])]);
