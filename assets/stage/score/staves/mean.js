/** Above the units of a gate: their mean as a line, the middle half of them as a band, on the scale from 0 to 1. */

import { format } from "../../arrays.js";
import { linePath } from "../../parts/path.js";
import { put, say, svg } from "../../svg.js";
import { LARGER } from "./places.js";

/** In px of the usual base. */
const HEIGHT = 34;
const PAD = 5;
const BELOW = 14; // from a point to the number under it
const ASIDE = 8; // from a point to the number beside it
const LEVEL = 4; // from the middle of a number to its foot
const BESIDE = 72; // what a number takes beside a point
export const NOTE = "line: mean of the units, band: half of them";

/** @typedef {import("../../../net/matrix.js").Matrix} Matrix */

export class MeanLine {
  /**
   * @param {import("../stage.js").Stage} stage
   * @param {string} hue
   * @param {number} top px
   * @param {"lowest" | "highest"} marked the point that has a dot and its number
   */
  constructor(stage, hue, top, marked) {
    const { text, background, line, faint } = stage.theme;
    this.stage = stage;
    this.top = top;
    this.opens = marked === "highest";
    this.one = stage.px(1) * (stage.roomy ? LARGER : 1);
    this.height = HEIGHT * this.one;
    const plain = { fill: "none", "stroke-linejoin": "round" };
    const halo = { "paint-order": "stroke", stroke: background, "stroke-width": 3, "stroke-linejoin": "round" };
    const size = { "font-size": stage.size("small") };
    this.band = svg("path", { fill: hue, "fill-opacity": 0.24 });
    this.ghost = svg("path", { ...plain, stroke: text, "stroke-width": 1.5, "stroke-dasharray": "4 4", opacity: 0.7 });
    this.line = svg("path", { ...plain, stroke: hue, "stroke-width": 2.5 });
    this.dot = svg("circle", { r: 4, fill: hue, stroke: background, "stroke-width": 1.5 });
    this.number = svg("text", { ...halo, ...size, fill: text, "font-weight": 600, "text-anchor": "middle" });
    this.root = svg("g", {}, [
      ...[1, 0].map((end) => {
        const y = this.y(end);
        return svg("line", { x1: stage.left, x2: stage.width, y1: y, y2: y, stroke: line, "stroke-dasharray": "2 4" });
      }),
      ...[1, 0].map((end) => svg("text", { ...size, x: 0, y: this.y(end) + 4, fill: faint }, String(end))),
      this.band,
      this.ghost,
      this.line,
      this.dot,
      this.number,
    ]);
  }

  /** @param {number} value */
  y(value) {
    const pad = PAD * this.one;
    return this.top + pad + (1 - Math.min(Math.max(value, 0), 1)) * (this.height - 2 * pad);
  }

  /**
   * @param {Matrix} values
   * @param {Matrix | undefined} ghost the network left alone
   */
  draw(values, ghost) {
    const { stage } = this;
    const shares = sharesOf(values);
    const mean = shares.map(({ mean }) => mean);
    put(this.line, "d", this.course(mean));
    put(this.ghost, "d", ghost ? this.course(sharesOf(ghost).map(({ mean }) => mean)) : "");
    put(this.band, "d", this.between(shares));
    const at = farthest(mean, this.opens);
    const value = mean[at];
    const drawn = Number.isFinite(value);
    for (const mark of [this.dot, this.number]) put(mark, "visibility", drawn ? "visible" : "hidden");
    if (!drawn) return;
    const [x, y] = [stage.x(at), this.y(value)];
    put(this.dot, "cx", x);
    put(this.dot, "cy", y);
    this.place(x, y);
    say(this.number, `mean ${format(value, 2)}`);
  }

  /**
   * Put the number where the line is not: nothing of it is below its lowest point, or right and left of its highest.
   * @param {number} x
   * @param {number} y
   */
  place(x, y) {
    const { opens, stage, one } = this;
    const side = x + BESIDE * one < stage.width ? 1 : -1;
    put(this.number, "text-anchor", opens ? (side > 0 ? "start" : "end") : "middle");
    put(this.number, "x", opens ? x + side * ASIDE * one : x);
    put(this.number, "y", y + (opens ? LEVEL : BELOW) * one);
  }

  /** @param {number[]} means */
  course(means) {
    return linePath(means.map((mean, t) => (Number.isFinite(mean) ? [this.stage.x(t), this.y(mean)] : null)));
  }

  /** The band between the quartiles; where a number is not finite, it has a gap. @param {Share[]} shares */
  between(shares) {
    let path = "";
    for (let from = 0; from < shares.length; from++) {
      let to = from;
      while (to < shares.length && Number.isFinite(shares[to].mean)) to++;
      const [upper, lower] = [[], []].map(() => /** @type {[number, number][]} */ ([]));
      for (let t = from; t < to; t++) {
        upper.push([this.stage.x(t), this.y(shares[t].high)]);
        lower.unshift([this.stage.x(t), this.y(shares[t].low)]);
      }
      if (to > from) path += `${linePath([...upper, ...lower])}z`;
      from = to;
    }
    return path;
  }
}

/**
 * Return where some numbers are lowest, or highest; the first place where it is no number anywhere.
 * @param {number[]} values
 * @param {boolean} highest
 */
export function farthest(values, highest) {
  const sign = highest ? 1 : -1;
  const beats = (/** @type {number} */ one, /** @type {number} */ other) => sign * one > sign * other;
  return values.reduce(
    (found, value, t) => (beats(value, values[found]) || Number.isNaN(values[found]) ? t : found),
    0,
  );
}

/** @typedef {{ mean: number, low: number, high: number }} Share */

/**
 * Return the mean over the units at each timestep, and their quartiles; NaN where a number is not finite.
 * @param {Matrix} values
 * @returns {Share[]}
 */
export function sharesOf(values) {
  return Array.from({ length: values.rows }, (_, t) => {
    const sorted = values.row(t).slice().sort();
    if (!sorted.every(Number.isFinite)) return { mean: NaN, low: NaN, high: NaN };
    const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
    return { mean, low: quantile(sorted, 0.25), high: quantile(sorted, 0.75) };
  });
}

/** @param {Float64Array} sorted @param {number} share as NumPy's: linear between two numbers */
function quantile(sorted, share) {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}
