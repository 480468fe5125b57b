/** The course of one unit over a sentence, and below it how much each unit takes at each word. */

import { format } from "../../arrays.js";
import { svg } from "../../svg.js";
import { mixed } from "./numbers.js";

const COLUMN = 76; // px of the usual base, at least
const TALL = 122;
const [CELL, CELLS] = [15, 240]; // the height of a unit's row, and of all of them at most
const MOST_NAMED = 16; // units that have their names beside them
const TAKES = 0.5; // below it the new value is the larger part

/**
 * @typedef {object} Asked
 * @property {import("../../../net/trace.js").Trace} trace
 * @property {number} timestep
 * @property {number} unit
 * @property {boolean} veiled the states from the timestep on are covered
 * @property {number} width px
 * @property {import("../../colour.js").Theme} theme
 * @property {(keep: number) => string} hue of a share that is kept
 * @property {import("../../parts/type.js").Type} type
 * @property {(timestep: number, unit: number) => void} look
 */

/** The geometry of a course, and its parts. */
export class Course {
  /** @param {Asked} asked */
  constructor(asked) {
    const { trace, width, type } = asked;
    this.asked = asked;
    this.units = trace.top.hidden.cols;
    this.size = type.size("label");
    this.left = type.px(70);
    this.top = this.size * 1.9;
    this.column = Math.max(type.px(COLUMN), (width - this.left - 4) / trace.length);
    this.tall = type.px(TALL);
    this.cell = Math.min(type.px(CELL), type.px(CELLS) / this.units);
    this.foot = this.top + this.tall + this.size * 3.6;
    this.wide = this.left + this.column * trace.length;
    this.height = this.foot + this.cell * this.units + 4;
  }

  /** @param {number} at */
  x(at) {
    return this.left + this.column * (at + 0.5);
  }

  /** @param {number} value */
  y(value) {
    return this.top + ((1 - (Number.isFinite(value) ? value : 0)) / 2) * this.tall;
  }

  /** Whether the state after a word is shown. @param {number} at */
  seen(at) {
    return !this.asked.veiled || at < this.asked.timestep;
  }

  draw() {
    const { trace, unit } = this.asked;
    const said = trace.words.flatMap((word, at) => {
      return this.seen(at) ? [`${word} ${format(mixed(trace, at, unit).state, 2)}`] : [];
    });
    const name = `Unit ${unit + 1} over ${trace.length} words: ${said.join(", ")}.`;
    const columns = trace.words.map((word, at) => this.wordAt(word, at));
    const parts = [...this.scale(), ...columns, ...this.names(), ...this.cells()];
    return svg("svg", { width: this.wide, height: this.height, role: "img", "aria-label": name }, parts);
  }

  scale() {
    const { theme } = this.asked;
    const rule = { x1: this.left, x2: this.wide, stroke: theme.line, "stroke-dasharray": "2 4" };
    return [1, 0, -1].flatMap((value) => [
      svg("line", { ...rule, y1: this.y(value), y2: this.y(value) }),
      this.beside(this.y(value), format(value, 0)),
    ]);
  }

  /** A text to the left of the columns. @param {number} y px @param {string} text @param {boolean} [strong] */
  beside(y, text, strong = false) {
    const { theme } = this.asked;
    const place = { x: this.left - 8, y, "text-anchor": "end", "dominant-baseline": "central" };
    const look = { "font-size": this.size, fill: strong ? theme.text : theme.faint, "font-weight": strong ? 700 : 400 };
    return svg("text", { ...place, ...look }, text);
  }

  /** A word, and what the unit does there. @param {string} word @param {number} at */
  wordAt(word, at) {
    const { timestep, unit, veiled, theme, type, look } = this.asked;
    const here = at === timestep;
    const room = Math.floor(this.column / (this.size * 0.62));
    const said = word.length > room ? `${word.slice(0, room - 1)}…` : word;
    const frame = { x: this.left + this.column * at + 2, y: 1, width: this.column - 4, height: this.height - 2, rx: 8 };
    const name = { x: this.x(at), y: this.size * 1.25, "text-anchor": "middle", "font-size": type.size("body") };
    const group = svg("g", { class: "blend-column" }, [
      svg("rect", { ...frame, fill: here ? theme.panel : "transparent" }),
      svg("text", { ...name, fill: theme.text, "font-weight": here ? 700 : 400 }, said),
      ...(at <= timestep || !veiled ? this.move(at) : []),
    ]);
    group.addEventListener("click", () => look(at, unit));
    return group;
  }

  /** What the unit does at a word: from its old state towards the new value, as far as its gate lets it. */
  move(/** @type {number} */ at) {
    const { trace, unit, timestep, theme } = this.asked;
    const { old, fresh, keep, state } = mixed(trace, at, unit);
    const takes = keep < TAKES;
    const x = this.x(at);
    const [from, to, end] = [old, fresh, state].map((value) => this.y(value));
    const low = { x, y: this.y(-1) + this.size * 1.45, "text-anchor": "middle", "font-size": this.size };
    const strong = { fill: theme.accent, "font-weight": 700 };
    const line = { stroke: theme.accent, "stroke-width": 2.5 };
    const seen = this.seen(at);
    return [
      svg("line", { x1: x, x2: x, y1: from, y2: to, stroke: theme.line, "stroke-width": 2 }),
      svg("line", { ...line, x1: x - this.column / 2, x2: x, y1: from, y2: from }),
      svg("circle", { cx: x, cy: from, r: 4, fill: theme.background, stroke: theme.faint, "stroke-width": 2 }),
      svg("rect", { x: x - 4, y: to - 4, width: 8, height: 8, fill: theme.faint }),
      svg("text", { ...low, ...(takes ? strong : { fill: theme.faint }) }, `z ${format(keep, 2)}`),
      ...(at === timestep ? this.told(x, from, to, seen) : []),
      ...(seen
        ? [
            svg("line", { ...line, x1: x, x2: x, y1: from, y2: end, "stroke-width": takes ? 5 : 2.5 }),
            svg("line", { ...line, x1: x, x2: x + this.column / 2, y1: end, y2: end }),
            svg("circle", { cx: x, cy: end, r: 6.5, fill: theme.accent }),
          ]
        : []),
    ];
  }

  /**
   * The names of both ends at the word that is looked at.
   * @param {number} x px
   * @param {number} from px
   * @param {number} to px
   * @param {boolean} seen
   */
  told(x, from, to, seen) {
    const { theme } = this.asked;
    const up = to < from;
    const strong = { x: x + 9, fill: theme.text, "font-size": this.size, "font-weight": 700 };
    return [
      svg("text", { ...strong, y: from + this.size * (up ? 0.1 : 0.6) }, "old"),
      svg("text", { ...strong, y: to + this.size * 0.4 }, "new"),
      ...(seen ? [] : [svg("text", { ...strong, y: (from + to) / 2 + this.size * 0.35 }, "?")]),
    ];
  }

  /** What the rows below are, and which unit each is. */
  names() {
    const { unit, theme } = this.asked;
    const look = { x: this.left, y: this.foot - this.size * 0.5, "font-size": this.size, fill: theme.text };
    const title = svg("text", look, "every unit: coloured takes the new value, empty keeps the old one");
    const many = this.units > MOST_NAMED ? [unit] : Array.from({ length: this.units }, (_, one) => one);
    const middle = (/** @type {number} */ one) => this.foot + this.cell * (one + 0.5);
    return [title, ...many.map((one) => this.beside(middle(one), `unit ${one + 1}`, one === unit))];
  }

  cells() {
    const { trace, timestep, unit, hue, theme, look } = this.asked;
    return trace.words.flatMap((_, at) =>
      Array.from({ length: this.units }, (__, one) => {
        const here = at === timestep && one === unit;
        const place = { x: this.left + this.column * at + 4, y: this.foot + this.cell * one };
        const box = svg("rect", {
          ...place,
          ...{ width: this.column - 8, height: Math.max(this.cell - 2, 1), rx: 3, class: "blend-cell" },
          fill: this.seen(at) || here ? hue(mixed(trace, at, one).keep) : theme.empty,
          stroke: here ? theme.text : "none",
        });
        box.addEventListener("click", () => look(at, one));
        return box;
      }),
    );
  }
}
