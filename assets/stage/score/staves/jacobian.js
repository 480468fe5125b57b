/**
 * By how much one step back stretches a gradient at most, a line a network around 1: below 1 all gradients shrink,
 * above 1 some can grow. To measure it takes longer than a frame: while the numbers change, the old picture fades and
 * waits.
 */

import { cursor } from "../../cursor.js";
import { atRest } from "../../parts/rest.js";
import { scientific } from "../../parts/words.js";
import { put, say, svg } from "../../svg.js";
import { Graph, rowsOfLines } from "./graph.js";
import { LogAxis } from "./logarithmic.js";

/** In px of the usual base. */
const HEIGHT = 190;
const LARGE = 320;
const FADED = 0.3;
/** Powers of 2: an eighth to eight. @type {[number, number]} */
const ENDS = [-3, 3];
const NOTE = "multiplies a gradient at most by this; often by far less";
const FACTORS = ["⅛", "¼", "½", "1", "2", "4", "8"];

/** @typedef {import("../../types.d.ts").JacobianStave} JacobianStave */
/** @typedef {import("../../types.d.ts").Series} Series */
/** @typedef {import("../stage.js").Stage} Stage */

/**
 * @param {Stage} stage
 * @param {JacobianStave} stave
 * @returns {import("../../types.d.ts").StaveView}
 */
export const jacobian = (stage, stave) => new Factors(stage, stave);

class Factors extends Graph {
  /**
   * @param {Stage} stage
   * @param {JacobianStave} stave
   */
  constructor(stage, stave) {
    super(stage, stave, stage.px(stave.large ? LARGE : HEIGHT));
    this.stave = stave;
    this.note = [NOTE, stave.note].filter(Boolean).join("; ");
    this.scale = new LogAxis(stage, [], this.height, { base: 2, ends: ENDS });
    /** As they are drawn; none before the first time. @type {Series[]} */
    this.measured = [];
    this.old = true;
    const middle = { x: stage.left, y: this.scale.y(1) - 6, "font-size": stage.size("note"), fill: stage.theme.faint };
    this.wait = svg("text", middle);
    this.root.prepend(...this.ground());
    this.root.append(this.wait);
    this.measureLater = atRest(() => this.root.isConnected && this.measure());
    this.draw([], this.scale);
    this.name();
    if (stage.typing) this.waits();
    else this.measure();
  }

  /** The line at 1, and what its two sides mean. */
  ground() {
    const { stage, scale } = this;
    const y = scale.y(1);
    const one = svg("line", { x1: 0, x2: stage.width, y1: y, y2: y, stroke: stage.theme.text, "stroke-width": 1.2 });
    const size = stage.size("small");
    const words = { x: 4, "font-size": size, fill: stage.theme.faint };
    return [
      one,
      svg("text", { ...words, y: scale.y(2 ** ENDS[1]) + size }, "can grow"),
      svg("text", { ...words, y: scale.y(2 ** ENDS[0]) - size / 2 }, "must shrink"),
    ];
  }

  axis() {
    return this.scale.labels((exponent) => FACTORS[exponent - ENDS[0]]);
  }

  inWords() {
    const { label, measured, stage } = this;
    return measured.length ? `${label}, largest factor: ${measured.map(inWords(stage)).join("; ")}` : label;
  }

  /** Let the old picture fade until the reader rests. */
  waits() {
    this.old = true;
    put(this.lines, "opacity", FADED);
    say(this.wait, this.measured.length ? "" : "is measured when you rest");
    for (const dot of this.dots) put(dot, "visibility", "hidden");
    this.measureLater();
  }

  measure() {
    if (!this.old) return;
    this.old = false;
    const measured = this.stave.measure();
    this.measured = this.stave.series.map((look, place) => ({ ...look, ...measured[place] }));
    this.draw(this.measured, this.scale);
    put(this.lines, "opacity", 1);
    say(this.wait, "");
    this.name();
    this.move(cursor);
  }

  /** @param {JacobianStave} stave */
  update(stave) {
    this.stave = stave;
    this.waits();
  }

  /** @param {{ timestep: number }} state */
  move({ timestep }) {
    if (!this.old) this.point(timestep, this.measured, this.scale);
  }

  vector() {
    this.measure();
    return super.vector();
  }

  rows() {
    this.measure();
    return rowsOfLines(this.label, this.measured, this.stave.runs);
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
