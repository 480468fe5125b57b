/** Gradient norms per timestep of the probe sentence, logarithmic, on an axis that holds all norms of a training. */

import { power } from "../../parts/words.js";
import { linePath } from "../../parts/path.js";
import { html, put, svg } from "../../svg.js";

/** @typedef {import("../types.d.ts").Frame} Frame */
/** @typedef {import("../types.d.ts").GradientLine} GradientLine */
/** @typedef {{ high: number, ticks: number[], y: (norm: number) => number }} Axis exponents; y in % from the top */

export const LOW = -10;
const USUAL = 2;
const STEPS = [4, 10, 20, 50, 100]; // decades from tick to tick
const TICKS = 5; // that an axis has at most
const COLUMN = 10;

/**
 * An axis from 10⁻¹⁰ to 10², and as far above as the largest norm asks for: an explosion is seen.
 * @param {number} highest
 * @returns {Axis}
 */
export function normAxis(highest) {
  const wanted = Math.max(USUAL, highest > 0 ? Math.ceil(Math.log10(highest)) : USUAL);
  const step = STEPS.find((decades) => LOW + (TICKS - 1) * decades >= wanted) ?? 100;
  const high = LOW + step * Math.ceil((wanted - LOW) / step);
  const ticks = Array.from({ length: (high - LOW) / step + 1 }, (_, index) => high - index * step);
  return { high, ticks, y: (norm) => ((high - Math.max(Math.log10(norm), LOW)) / (high - LOW)) * 100 };
}

/**
 * A path over the timesteps; a gap where there is no norm, or one below the axis.
 * @param {(number | null)[]} norms
 * @param {Axis} axis
 */
export function pathOf(norms, axis, column = COLUMN) {
  return linePath(
    norms.map((norm, timestep) =>
      norm !== null && norm > 10 ** LOW ? [(timestep + 0.5) * column, axis.y(norm)] : null,
    ),
  );
}

/** The lines of one run, on the axis that it is told. */
export class NormsStave {
  root;
  #lines;
  #length;
  #theme;
  #paths;
  #grid = svg("g");
  #ticks = html("div");
  #high = NaN;

  /**
   * @param {string} label
   * @param {number} length words of the sentence
   * @param {GradientLine[]} lines
   * @param {import("../../colour.js").Theme} theme
   */
  constructor(label, length, lines, theme) {
    this.#lines = lines;
    this.#length = length;
    this.#theme = theme;
    const pen = { fill: "none", "stroke-width": 2.5, "stroke-linejoin": "round", "stroke-linecap": "round" };
    this.#paths = lines.map(({ hue, dash }) =>
      svg("path", { ...pen, stroke: hue, "stroke-dasharray": dash, "vector-effect": "non-scaling-stroke" }),
    );
    const box = { viewBox: `0 0 ${length * COLUMN} 100`, preserveAspectRatio: "none", class: "norms" };
    const picture = svg("svg", { ...box, role: "img", "aria-label": label }, [this.#grid, ...this.#paths]);
    this.root = html("div", { class: "normsbox" }, [picture, this.#ticks]);
  }

  /**
   * @param {Frame | null} frame
   * @param {Axis} axis
   */
  draw(frame, axis) {
    if (this.#high !== axis.high) this.#rule(axis);
    this.#lines.forEach(({ of }, index) => put(this.#paths[index], "d", pathOf(frame?.[of] ?? [], axis) || "M0 0"));
  }

  /** @param {Axis} axis */
  #rule(axis) {
    this.#high = axis.high;
    const line = { stroke: this.#theme.line, "stroke-dasharray": "2 4", "vector-effect": "non-scaling-stroke" };
    const at = axis.ticks.map((exponent) => axis.y(10 ** exponent));
    this.#grid.replaceChildren(...at.map((y) => svg("path", { ...line, d: `M0 ${y}H${this.#length * COLUMN}` })));
    this.#ticks.replaceChildren(
      ...axis.ticks.map((exponent, index) =>
        html("span", { class: "tick", style: `top:${at[index]}%` }, power(exponent)),
      ),
    );
  }
}
