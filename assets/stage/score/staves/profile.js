/** Norms over time on a logarithmic axis: one line a network or a path, on the axis of the tokens. */

import { cursor } from "../../cursor.js";
import { scientific } from "../../parts/words.js";
import { put, svg } from "../../svg.js";
import { Graph, rowsOfLines } from "./graph.js";
import { LogAxis, numbersOf } from "./logarithmic.js";
import { wayBack } from "./way_back.js";

const LARGE = 1.7; // times as high

/** @typedef {import("../../types.d.ts").ProfileStave} ProfileStave */
/** @typedef {import("../stage.js").Stage} Stage */

/**
 * @param {Stage} stage
 * @param {ProfileStave} stave
 * @returns {import("../../types.d.ts").StaveView}
 */
export const profile = (stage, stave) => new Profile(stage, stave);

class Profile extends Graph {
  /**
   * @param {Stage} stage
   * @param {ProfileStave} stave
   */
  constructor(stage, stave) {
    super(stage, stave, stage.px((stage.roomy ? 300 : 240) * (stave.large ? LARGE : 1)));
    const { height } = this;
    this.stave = stave;
    /** Those that the legend names: with shares the names stand beside the lines. @type {typeof stave.series} */
    this.series = stave.asked === undefined ? stave.series : [];
    this.window = svg("rect", { y: 0, width: stage.width, height });
    const travelled = `travelled-${stave.id}`; // its own: staves differ in height, and a file holds them all
    this.root.prepend(svg("defs", {}, svg("clipPath", { id: travelled }, this.window)));
    put(this.lines, "clip-path", `url(#${travelled})`);
    this.said = svg("g");
    this.root.append(this.said);
    this.scale = new LogAxis(stage, numbersOf(stave.series), height);
    this.draw(stave.series, this.scale);
    this.say();
    this.name();
  }

  /** Shares say how they are read. */
  say() {
    const { stage, stave, scale, height } = this;
    this.said.replaceChildren(...(stave.asked === undefined ? [] : wayBack(stage, stave, scale, height)));
  }

  inWords() {
    return `${this.label}, logarithmic; ${this.stave.series.map(ends).join("; ")}`;
  }

  axis() {
    return this.scale.labels();
  }

  /** @param {ProfileStave} stave */
  update(stave) {
    this.stave = stave;
    this.note = stave.note;
    this.scale = new LogAxis(this.stage, numbersOf(stave.series), this.height);
    this.draw(stave.series, this.scale);
    this.say();
    this.move(cursor);
    this.nameLater();
  }

  /** @param {import("../../cursor.js").Cursor} state */
  move({ timestep, playing, direction }) {
    const { stage, stave, window } = this;
    const from = playing && direction < 0 ? stage.x(timestep) - 8 : 0;
    put(window, "x", from);
    put(window, "width", stage.width - from);
    this.point(timestep, stave.series, this.scale);
  }

  rows() {
    const { series, runs } = this.stave;
    return rowsOfLines(this.label, series, runs);
  }
}

/**
 * A line in words: its two ends.
 * @param {import("../../types.d.ts").Series} line
 */
function ends({ name, values }) {
  const [first, last] = [values.at(0), values.at(values.rows - 1)].map(scientific);
  return `${name}: ${first} at the first word, ${last} at the last`;
}
