/** A counting unit letter by letter: its value, the step at each letter, and of an LSTM the gates that make it. */

import { format } from "../../arrays.js";
import { mix } from "../../colour.js";
import { svg } from "../../svg.js";
import { largestAndLast } from "./numbers.js";

const WRONG = "#c2410c";
/** In px of the usual base. */
const [PLOT, STEPS, GATE, GUTTER] = [52, 22, 12, 44];
const FULL = 0.85; // of a hue where a gate is open

/**
 * @typedef {object} Gate
 * @property {string} letter
 * @property {string} name
 * @property {string} hue
 * @property {string} [negative] the hue of what is below 0, where it can be
 *
 * @typedef {object} Asked
 * @property {ReturnType<typeof import("./numbers.js").counted>} numbers
 * @property {string} symbol of the state
 * @property {number} count
 * @property {Gate[]} gates
 * @property {number} width px
 * @property {import("../../colour.js").Theme} theme
 * @property {import("../../parts/type.js").Type} type
 */

/** The geometry of a chart, and its parts. */
export class Chart {
  /** @param {Asked} asked */
  constructor(asked) {
    const { width, type, numbers, count } = asked;
    this.asked = asked;
    this.size = type.size("label");
    this.left = type.px(GUTTER);
    this.column = (width - this.left) / (2 * count);
    this.plot = type.px(PLOT);
    this.letters = this.plot + this.size * 1.1;
    this.middle = this.letters + this.size * 0.4 + type.px(STEPS) / 2;
    this.text = this.middle + type.px(STEPS) / 2 + this.size;
    this.gates = asked.gates.filter(({ name }) => name in numbers.beside);
    this.gate = type.px(GATE);
    this.height = this.text + type.px(5) + (this.gate + 2) * this.gates.length;
    const finite = numbers.values.filter(Number.isFinite);
    this.range = [Math.min(0, ...finite), Math.max(0, ...finite)];
  }

  /** The middle of a letter. @param {number} at */
  x(at) {
    return this.left + this.column * (at + 0.5);
  }

  /** @param {number} value */
  y(value) {
    const [low, high] = this.range;
    return this.plot - 4 - ((value - low) / (high - low || 1)) * (this.plot - this.size - 6);
  }

  draw() {
    const { width } = this.asked;
    const parts = [
      ...this.value(),
      ...this.lettersAndSteps(),
      ...this.halves(),
      ...this.gates.flatMap(this.strip, this),
    ];
    return svg("svg", { width, height: this.height, "aria-hidden": "true" }, parts);
  }

  /** A name to the left of a row. @param {number} y @param {string} text */
  beside(y, text) {
    const { theme } = this.asked;
    const look = { x: this.left - 6, y: y + this.size * 0.35, "text-anchor": "end", "font-size": this.size };
    return svg("text", { ...look, fill: theme.faint }, text);
  }

  /** The state after each letter, where it is wrong, and its value at the turn and at the end. */
  value() {
    const { numbers, theme, count, symbol } = this.asked;
    const { values, wrong } = numbers;
    const right = this.x(2 * count - 0.5);
    const turn = this.x(count - 0.5);
    const points = values.flatMap((value, at) =>
      Number.isFinite(value) ? [`${this.x(at).toFixed(1)},${this.y(value).toFixed(1)}`] : [],
    );
    const from = this.x((wrong[0] ?? 0) - 0.5);
    const bad = { x: from, y: 0, width: right - from, height: this.plot, fill: WRONG, "fill-opacity": 0.14 };
    const line = { x1: this.left, x2: right, y1: this.y(0), y2: this.y(0), stroke: theme.line };
    return [
      ...(wrong.length ? [svg("rect", bad)] : []),
      svg("line", line),
      svg("line", { x1: turn, x2: turn, y1: 0, y2: this.text, stroke: theme.faint, "stroke-dasharray": "3 4" }),
      svg("polyline", { points: points.join(" "), fill: "none", stroke: theme.accent, "stroke-width": 2.5 }),
      ...wrong.map((at) => svg("circle", { cx: this.x(at), cy: this.y(values[at]), r: 4, fill: WRONG })),
      this.beside(this.y(0), `${symbol} = 0`),
      this.said(values, count - 1),
      this.said(values, 2 * count - 1),
    ];
  }

  /** A value beside its point. @param {number[]} values @param {number} at */
  said(values, at) {
    const { theme } = this.asked;
    const value = values[at];
    const above = this.y(value) - this.size * 0.55;
    const y = above > this.size ? above : this.y(value) + this.size * 1.2;
    const look = { x: this.x(at) - 4, y, "text-anchor": "end", "font-size": this.size, "font-weight": 700 };
    const edge = { stroke: theme.background, "stroke-width": 4, "paint-order": "stroke" };
    return svg("text", { ...look, ...edge, fill: theme.text }, format(value, 2));
  }

  /** The letters, and below each the step there: up or down, as high as it is large. */
  lettersAndSteps() {
    const { numbers, theme, count, type } = this.asked;
    const { steps } = numbers;
    const most = Math.max(...steps.map(Math.abs).filter(Number.isFinite)) || 1;
    const named = this.column >= this.size * 0.6;
    const letter = { "text-anchor": "middle", "font-size": this.size, fill: theme.text, y: this.letters };
    const bars = steps.map((step, at) => {
      const high = ((Math.abs(step) || 0) / most) * (type.px(STEPS) / 2);
      const width = Math.max(this.column * 0.6, 1);
      const y = step > 0 ? this.middle - high : this.middle;
      const hue = step > 0 ? theme.accent : theme.text;
      return svg("rect", { x: this.x(at) - width / 2, y, width, height: Math.max(high, 0.5), fill: hue });
    });
    const axis = { x1: this.left, x2: this.x(2 * count - 0.5), y1: this.middle, y2: this.middle, stroke: theme.line };
    return [
      ...(named ? steps.map((_, at) => svg("text", { ...letter, x: this.x(at) }, at < count ? "a" : "b")) : []),
      svg("line", axis),
      ...bars,
      this.beside(this.middle, "step"),
    ];
  }

  /** What the steps of each half are: all alike, or less and less. */
  halves() {
    const { numbers, theme, count } = this.asked;
    const room = this.column * count;
    return ["a", "b"].map((letter, half) => {
      const { largest, last } = largestAndLast(numbers.steps.slice(half * count, (half + 1) * count));
      const long = `${count} ${letter}: largest step ${signed(largest)}, last ${signed(last)}`;
      const short = `${signed(largest)} … ${signed(last)}`;
      const said = [long, short].find((text) => text.length * this.size * 0.5 < room) ?? "";
      const look = { x: this.x(half * count + (count - 1) / 2), y: this.text, "text-anchor": "middle" };
      return svg("text", { ...look, "font-size": this.size, fill: theme.text }, said);
    });
  }

  /** A gate at each letter, the fuller the more open. @param {Gate} gate @param {number} place */
  strip({ letter, name, hue, negative }, place) {
    const { numbers, theme } = this.asked;
    const y = this.text + this.asked.type.px(5) + place * (this.gate + 2);
    const cells = numbers.beside[name].map((value, at) => {
      const full = mix(theme.empty, value < 0 && negative ? negative : hue, FULL * Math.min(Math.abs(value) || 0, 1));
      const box = { x: this.left + this.column * at, y, width: Math.max(this.column - 1, 1), height: this.gate };
      return svg("rect", { ...box, fill: full });
    });
    return [...cells, this.beside(y + this.gate / 2, letter)];
  }
}

/** A step with its sign. @param {number} step */
const signed = (step) => (step >= 0.005 ? `+${format(step, 2)}` : format(Math.min(step, 0), 2));
