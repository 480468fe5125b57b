/**
 * By how much one step back stretches a gradient at most, a line a network around 1: below 1 all gradients shrink,
 * above 1 some can grow. To measure it takes longer than a frame: while the numbers change, the old picture fades and
 * waits.
 */

import { cursor } from "../../cursor.js";
import { atRest } from "../../parts/rest.js";
import { rowsOf } from "../../parts/rows.js";
import { scientific } from "../../parts/words.js";
import { copyOf, put, say, svg } from "../../svg.js";
import { LogAxis, drawLine } from "./logarithmic.js";

/** In px of the usual base. */
const HEIGHT = 190;
const LARGE = 320;
const FADED = 0.3;
/** Powers of 2: an eighth to eight. @type {[number, number]} */
const ENDS = [-3, 3];
const FACTORS = ["⅛", "¼", "½", "1", "2", "4", "8"];

/** @typedef {import("../../types.d.ts").JacobianStave} JacobianStave */
/** @typedef {import("../../types.d.ts").Series} Series */
/** @typedef {import("../stage.js").Stage} Stage */

/**
 * @param {Stage} stage
 * @param {JacobianStave} stave
 * @returns {import("../../types.d.ts").StaveView}
 */
export function jacobian(stage, stave) {
  const { label, symbol, series } = stave;
  const drawn = new Factors(stage, stave);
  return {
    root: drawn.root,
    height: drawn.height,
    label,
    symbol,
    note: "multiplies a gradient at most by this; often by far less",
    series,
    axis: () => drawn.axis.labels((exponent) => FACTORS[exponent - ENDS[0]]),
    move: (state) => drawn.move(state),
    update: (numbers) => drawn.update(numbers),
    vector: () => drawn.vector(),
    rows: () => drawn.rows(),
  };
}

class Factors {
  /**
   * @param {Stage} stage
   * @param {JacobianStave} stave
   */
  constructor(stage, stave) {
    this.stage = stage;
    this.stave = stave;
    this.height = stage.px(stave.large ? LARGE : HEIGHT);
    this.axis = new LogAxis(stage, [], this.height, { base: 2, ends: ENDS });
    /** As they are drawn; none before the first time. @type {Series[]} */
    this.series = [];
    this.old = true;
    this.lines = svg("g");
    const ring = { r: 8, fill: "none", "stroke-width": 2.5, class: "mark" };
    this.dots = stave.series.map(({ hue }) => svg("circle", { ...ring, stroke: hue, visibility: "hidden" }));
    const middle = { x: stage.left, y: this.axis.y(1) - 6, "font-size": stage.size("note"), fill: stage.theme.faint };
    this.wait = svg("text", middle);
    const parts = [...this.ground(), this.lines, ...this.dots, this.wait];
    this.root = svg("svg", { width: stage.width, height: this.height, role: "img", "aria-label": stave.label }, parts);
    this.measureLater = atRest(() => this.root.isConnected && this.measure());
    if (stage.typing) this.waits();
    else this.measure();
    stage.listen(this.root);
  }

  /** The axis, the line at 1, and what its two sides mean. */
  ground() {
    const { stage, axis } = this;
    const y = axis.y(1);
    const one = svg("line", { x1: 0, x2: stage.width, y1: y, y2: y, stroke: stage.theme.text, "stroke-width": 1.2 });
    const size = stage.size("small");
    const words = { x: 4, "font-size": size, fill: stage.theme.faint };
    return [
      ...axis.grid(),
      one,
      svg("text", { ...words, y: axis.y(2 ** ENDS[1]) + size }, "can grow"),
      svg("text", { ...words, y: axis.y(2 ** ENDS[0]) - size / 2 }, "must shrink"),
    ];
  }

  /** Let the old picture fade until the reader rests. */
  waits() {
    this.old = true;
    put(this.lines, "opacity", FADED);
    say(this.wait, this.series.length ? "" : "is measured when you rest");
    for (const dot of this.dots) put(dot, "visibility", "hidden");
    this.measureLater();
  }

  measure() {
    if (!this.old) return;
    this.old = false;
    const { stage, axis, stave } = this;
    const values = stave.measure();
    this.series = stave.series.map((look, place) => ({ ...look, values: values[place] }));
    this.lines.replaceChildren(...this.series.map((one) => drawLine(stage, one, axis)));
    put(this.lines, "opacity", 1);
    say(this.wait, "");
    put(this.root, "aria-label", `${stave.label}, largest factor: ${this.series.map(inWords(stage)).join("; ")}`);
    this.move(cursor);
  }

  /** @param {JacobianStave} stave */
  update(stave) {
    this.stave = stave;
    this.waits();
  }

  /** @param {{ timestep: number }} state */
  move({ timestep }) {
    if (this.old) return;
    const { stage, axis, dots } = this;
    this.series.forEach(({ values }, place) => {
      const factor = values.at(Math.min(timestep, values.rows - 1));
      const seen = axis.holds(factor);
      put(dots[place], "visibility", seen ? "visible" : "hidden");
      if (!seen) return;
      put(dots[place], "cx", stage.x(timestep));
      put(dots[place], "cy", axis.y(factor));
    });
  }

  vector() {
    this.measure();
    return copyOf(this.root);
  }

  rows() {
    this.measure();
    return this.series.flatMap(({ name, values }) =>
      rowsOf(values, `${this.stave.label} ${name}`).map(([timestep, signal, , factor]) => {
        return /** @type {import("../../parts/rows.js").Row} */ ([timestep, signal, "", factor]);
      }),
    );
  }
}

/** A line in words: how often it is below 1, and its extremes. @param {Stage} stage */
const inWords =
  ({ words }) =>
  (/** @type {Series} */ { name, values: { data } }) => {
    if (data.some(Number.isNaN)) return `${name}: not all of it are numbers`;
    const below = data.filter((factor) => factor < 1).length;
    const [low, high] = [data, data.map((factor) => -factor)].map((all) => all.indexOf(Math.min(...all)));
    const at = (/** @type {number} */ t) => `${scientific(data[t])} at “${words[t]}”`;
    return `${name}: below 1 at ${below} of ${data.length} words, from ${at(low)} to ${at(high)}`;
  };
