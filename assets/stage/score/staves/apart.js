/**
 * What is left of the difference between a sentence and its twin, word by word: the norm of the difference of the
 * states as a share of its first value, one line a network and state.
 */

import { format } from "../../arrays.js";
import { cursor } from "../../cursor.js";
import { put, svg } from "../../svg.js";
import { Graph, rowsOfLines } from "./graph.js";
import { numbersOf } from "./logarithmic.js";

const HEIGHT = 150; // px of the usual base
const HEAD = 22; // where the numbers at the cursor stand
const PAD = 12;
const LARGEST = 1000; // what is larger is cut off: the axis stays readable

/** @typedef {import("../../types.d.ts").ApartStave} ApartStave */
/** @typedef {import("../stage.js").Stage} Stage */

/**
 * @param {Stage} stage
 * @param {ApartStave} stave
 * @returns {import("../../types.d.ts").StaveView}
 */
export const apart = (stage, stave) => new Apart(stage, stave);

/** From 0 to a whole number that holds all shares. */
class Shares {
  /** @param {Stage} stage @param {number[]} numbers @param {number} height px */
  constructor(stage, numbers, height) {
    const most = numbers.reduce((top, number) => (Number.isFinite(number) ? Math.max(top, number) : top), 1);
    this.stage = stage;
    this.top = Math.min(Math.ceil(most - 1e-9), LARGEST);
    this.head = stage.px(HEAD) + stage.px(PAD);
    this.floor = height - stage.px(PAD);
    const every = Math.max(1, Math.ceil(this.top / 4));
    this.ticks = [0];
    for (let tick = every; tick <= this.top; tick += every) this.ticks.push(tick);
  }

  /** @param {number} share */
  y(share) {
    return this.floor - (Math.min(share, this.top) / this.top) * (this.floor - this.head);
  }

  /** @param {number} share */
  holds(share) {
    return Number.isFinite(share);
  }

  grid() {
    const { stage, ticks } = this;
    return ticks.map((tick) => {
      const [y, dashes] = [this.y(tick), tick ? "2 4" : ""];
      const look = { x1: 0, x2: stage.width, stroke: stage.theme.line, "stroke-dasharray": dashes };
      return svg("line", { ...look, y1: y, y2: y });
    });
  }

  /** @returns {[y: number, text: string][]} */
  labels() {
    return this.ticks.map((tick) => [this.y(tick), String(tick)]);
  }
}

class Apart extends Graph {
  /** @param {Stage} stage @param {ApartStave} stave */
  constructor(stage, stave) {
    super(stage, stave, stage.px(HEIGHT));
    this.stave = stave;
    const { background, text } = stage.theme;
    const halo = { "paint-order": "stroke", stroke: background, "stroke-width": 4 };
    this.said = svg("text", { ...halo, y: stage.px(HEAD) - 6, "font-size": stage.size("note"), fill: text });
    this.root.append(this.said);
    this.scale = new Shares(stage, numbersOf(stave.series), this.height);
    this.draw(stave.series, this.scale);
    this.name();
  }

  axis() {
    return this.scale.labels();
  }

  /** @param {ApartStave} stave */
  update(stave) {
    this.stave = stave;
    this.scale = new Shares(this.stage, numbersOf(stave.series), this.height);
    this.draw(stave.series, this.scale);
    this.move(cursor);
    this.nameLater();
  }

  /** @param {Pick<import("../../cursor.js").Cursor, "timestep">} state */
  move({ timestep }) {
    const { stage, stave, said } = this;
    this.point(timestep, stave.series, this.scale);
    const late = timestep >= stage.length / 2;
    put(said, "text-anchor", late ? "end" : "start");
    put(said, "x", stage.x(timestep) + (late ? 1 : -1) * (stage.columnWidth / 2));
    said.replaceChildren(...this.numbersAt(timestep));
  }

  /** The word at the cursor and what is left there, each share in the hue of its line. @param {number} timestep */
  numbersAt(timestep) {
    const { stage, stave } = this;
    const bold = { "font-weight": 700 };
    const shares = stave.series.filter(({ values }) => timestep < values.rows);
    if (!shares.length) return [svg("tspan", {}, "nothing stands beside this word")];
    return [
      svg("tspan", bold, `“${stage.words[timestep]}”`),
      ...shares.map(({ name, hue, values }) =>
        svg("tspan", { ...bold, dx: 9, fill: hue }, `${name} ${format(values.at(timestep), 2)}`),
      ),
    ];
  }

  rows() {
    return rowsOfLines(`${this.label},`, this.stave.series);
  }

  inWords() {
    const { stage, stave } = this;
    const ends = stave.series
      .filter(({ values }) => values.rows)
      .map(({ name, values }) => `${name} ${format(values.at(values.rows - 1), 2)}`);
    const last = stage.words[Math.min(stage.length, stave.series[0]?.values.rows ?? 0) - 1] ?? "";
    return `${this.label}, as a share of its first value; at “${last}”: ${ends.join(", ")}`;
  }
}
