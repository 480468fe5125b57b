/**
 * The carousel: the cell state of the cursor's unit, left alone, and with its forget gate at 1 and its input gate at 0
 * from the word on at which the gates are lowest. The two values that are compared stand with all their digits.
 *
 * Below it the way back along the cell state, a lane for each network: a band from the last word to the left, as thick
 * as what is left of a gradient there, and under each word the forget gate by which it is multiplied.
 */

import { format } from "../../arrays.js";
import { cursor } from "../../cursor.js";
import { linePath, markPath } from "../../parts/path.js";
import { atRest } from "../../parts/rest.js";
import { percent } from "../../parts/words.js";
import { put, svg } from "../../svg.js";
import { offers } from "../hand/offer.js";
import { Drawn } from "./drawn.js";

/** In px of the usual base. */
const HEIGHT = 160;
const LARGE = 340;
const PAD = 40; // room for two numbers above and one below
const BAND = 24; // of what is left of a gradient, as long as that is all of it
const HEAD = 9; // of an arrow
const LANES = 3; // as they are, with f = 1, and by hand
const LINE = 1.4; // of its type, for a line of numbers
const FORGETS = 0.05; // of what was held, at most

/** @typedef {import("../../types.d.ts").CarouselStave} CarouselStave */
/** @typedef {import("../../../net/matrix.js").Matrix} Matrix */

/**
 * @param {import("../stage.js").Stage} stage
 * @param {CarouselStave} stave
 * @returns {import("../../types.d.ts").StaveView}
 */
export const carousel = (stage, stave) => new Carousel(stage, stave);

/**
 * A number, moved off another one that it would lie on.
 * @param {SVGElement} number
 * @param {SVGElement} other
 * @param {number} size of their type
 */
function apartFrom(number, other, size) {
  const [y, taken] = [number, other].map((one) => Number(one.getAttribute("y")));
  const far = 1.2 * size;
  if (Math.abs(y - taken) < far) put(number, "y", y < taken ? taken - far : taken + far);
  return number;
}

/** Two digits, or that it is less. @param {number} left */
const inDigits = (left) => (left > 0 && left < 0.005 ? "< 0.01" : format(left, 2));

/** All digits of a number, with a real minus sign. @param {number} value */
export const exactly = (value) => String(value).replace("-", "−");

/**
 * Say what is to be done, and whether it is done.
 * @param {{ held: number, last: number, kept: number, touched: boolean }} state `held` before the word, `last` at the
 *   end, `kept`: the share that the forget gate keeps at the word; `touched`: whether the hand holds a gate
 * @param {{ unit: string, before: string, word: string, end: string }} called
 */
export function taskOf({ held, last, kept, touched }, { unit, before, word, end }) {
  const keep = `keep every digit of the ${format(held, 2)} it holds after ${before}`;
  const remember = `make ${unit} ${keep}, as the gold line does`;
  if (!touched) return `To do: ${remember}; then make it forget that at ${word}.`;
  if (![held, last, kept].every(Number.isFinite)) return "What it holds is not a number.";
  if (last === held) return `✓ Done: it remembers. After ${end} ${unit} still holds ${exactly(last)}, every digit.`;
  const keeps = `${percent(kept)} % of it passes ${word}`;
  if (kept <= FORGETS) return `✓ Done: it forgets. Only ${keeps}, and ${exactly(last)} stands there after ${end}.`;
  return `Not yet: ${keeps}, and after ${end} it holds ${exactly(last)}, not ${exactly(held)}.`;
}

/**
 * Return what is left of a gradient of 1 at the last word once it has come back along c to each word: the product of
 * the forget gates after it.
 * @param {ArrayLike<number>} gates a number a word
 */
export function leftOnTheWay(gates) {
  const left = new Float64Array(gates.length).fill(1);
  for (let t = gates.length - 2; t >= 0; t--) left[t] = left[t + 1] * gates[t + 1];
  return left;
}

class Carousel extends Drawn {
  /**
   * @param {import("../stage.js").Stage} stage
   * @param {CarouselStave} stave
   */
  constructor(stage, stave) {
    const lined = stage.size("label") * LINE;
    const chart = stage.px(stave.large ? LARGE : HEIGHT);
    super(stage, stave, chart + 1.5 * lined + LANES * (stage.px(BAND) + LINE * lined));
    this.stave = stave;
    this.unit = -1;
    this.top = 1;
    this.chart = chart;
    this.lined = lined;
    this.grid = svg("g");
    this.lines = svg("g");
    this.back = svg("g");
    this.root.append(this.grid, this.lines, this.back);
    this.nameLater = atRest(() => put(this.root, "aria-label", this.inWords()));
    this.show(cursor.unit);
    put(this.root, "aria-label", this.inWords());
    stage.listen(this.root);
  }

  /** @param {Matrix} values @param {number} timestep */
  of(values, timestep) {
    return values.at(timestep, Math.min(this.unit, values.cols - 1));
  }

  /** The numbers that are compared, of the cursor's unit. */
  get found() {
    const { values, alone, carried, forget, at } = this.stave;
    const last = values.rows - 1;
    const begin = Math.max(at - 1, 0);
    return {
      ...{ begin, last },
      ...{ held: this.of(values, begin), now: this.of(values, last), kept: this.of(forget, at) },
      ...{ alone: this.of(alone ?? values, last), first: this.of(carried, begin), carried: this.of(carried, last) },
    };
  }

  /** @param {number} unit */
  show(unit) {
    const { stage, stave } = this;
    const { values, alone, carried, hue, at } = stave;
    this.unit = unit;
    const all = [values, carried, alone ?? values];
    const sizes = all.flatMap((one) => Array.from({ length: one.rows }, (_, t) => Math.abs(this.of(one, t))));
    this.top = Math.max(0.25, ...sizes.filter(Number.isFinite));
    const { text, faint, line } = stage.theme;
    const zero = this.y(0);
    const x = stage.x(at) - stage.columnWidth / 2;
    this.grid.replaceChildren(
      svg("line", { x1: stage.left, x2: stage.width, y1: zero, y2: zero, stroke: line }),
      svg("line", { x1: x, x2: x, y1: 0, y2: this.chart, stroke: faint, "stroke-dasharray": "2 4" }),
    );
    const { begin, last, first, now, alone: left, carried: ends } = this.found;
    const belt = this.course(carried, hue, { "stroke-width": 4 }, begin);
    const usual = this.course(alone ?? values, faint, { "stroke-width": 2, "stroke-dasharray": "6 4" });
    /** @type {SVGElement[]} */
    const drawn = [usual, belt];
    if (alone) drawn.push(this.course(values, text, { "stroke-width": 2.5 }));
    for (const t of [begin, last])
      drawn.push(svg("path", { d: markPath("circle", [stage.x(t), this.y(this.of(carried, t))], 6), fill: hue }));
    const bold = { fill: hue, "font-weight": 700 };
    const ending = `with f = 1, i = 0: ${exactly(ends)}`;
    const free = stage.x(last) - stage.widthOf(ending, stage.size("label"));
    drawn.push(this.beginning(begin, first, `after “${stage.words[begin]}”: ${exactly(first)}`, bold, free));
    drawn.push(this.number(last, ends, ending, bold));
    drawn.push(this.number(last, left, `left alone: ${format(left, 2)}`, { fill: faint }, ends));
    if (alone && now !== ends) {
      const said = this.number(last, now, `by hand: ${exactly(now)}`, { fill: text, "font-weight": 700 }, ends);
      drawn.push(apartFrom(said, drawn[drawn.length - 1], stage.size("label")));
    }
    this.lines.replaceChildren(...drawn);
    this.back.replaceChildren(...this.wayBack());
  }

  /** The forget gates by which a gradient is multiplied on its way back, of each network that is drawn. */
  get factors() {
    const { forget, aloneForget, values, at, hue } = this.stave;
    const { text, faint } = this.stage.theme;
    const timesteps = Array.from({ length: values.rows }, (_, t) => t);
    const of = (/** @type {Matrix} */ gates) => timesteps.map((t) => this.of(gates, t));
    const usual = of(aloneForget ?? forget);
    const held = usual.map((gate, t) => (t < at ? gate : 1));
    const sets = [
      { name: "f = 1", gates: held, fill: hue },
      { name: "left alone", gates: usual, fill: faint },
    ];
    return aloneForget ? [...sets, { name: "by hand", gates: of(forget), fill: text }] : sets;
  }

  /** What is left on the way back: a lane for each network, its numbers below the band. */
  wayBack() {
    const { stage, chart } = this;
    const [{ begin, last }, size] = [this.found, stage.size("label")];
    if (last < 1) return [];
    const sets = this.factors.map((one) => ({ ...one, left: leftOnTheWay(one.gates) }));
    const [from, to] = [`“${stage.words[last]}”`, `“${stage.words[begin]}”`];
    const ways = [
      `◀ The way back: a gradient of 1 at ${from} is multiplied by f at each word; so much of it is left at ${to}`,
      `◀ The way back: of a gradient of 1 at ${from}, so much is left at ${to}`,
      `◀ Way back: left at ${to}`,
    ];
    const x = stage.width > stage.available ? stage.x(begin) - stage.columnWidth / 2 : stage.left;
    const room = Math.min(stage.width - x, stage.available);
    const said = ways.find((one) => stage.widthOf(one, size) <= room) ?? ways[ways.length - 1];
    const { text, line } = stage.theme;
    const timesteps = Array.from({ length: last - begin }, (_, place) => begin + 1 + place);
    return [
      svg("line", { x1: stage.left, x2: stage.width, y1: chart, y2: chart, stroke: line }),
      svg("text", { x, y: chart + size, fill: text, "font-size": size }, said),
      ...sets.flatMap(({ gates, left, fill }, place) => {
        const y = this.middleOf(place) + stage.px(BAND) / 2 + size;
        const look = { y, fill, "font-size": size, "text-anchor": "middle", class: "way-back" };
        const number = (/** @type {number} */ t, /** @type {string} */ said, weight = 400) =>
          svg("text", { ...look, x: stage.x(t), "font-weight": weight }, said);
        const factors = timesteps.map((t) => number(t, `× ${format(gates[t], 2)}`));
        return [...this.band(left, place, fill), this.ends(inDigits(left[begin]), place, look), ...factors];
      }),
    ];
  }

  /**
   * What is left at the end of a lane: before its arrow, or below it where there is no room.
   * @param {string} left
   * @param {number} place
   * @param {Record<string, string | number>} look
   */
  ends(left, place, look) {
    const { stage } = this;
    const [said, size, x] = [`${left} is left`, stage.size("body"), stage.x(this.found.begin)];
    const bold = { ...look, "font-weight": 700 };
    const before = x - 2 * stage.px(HEAD);
    const fits = stage.width <= stage.available && before - 1.1 * stage.widthOf(said, size) > stage.left;
    if (!fits) return svg("text", { ...bold, x }, `= ${left}`);
    const beside = { x: before, y: this.middleOf(place) + size / 3, "font-size": size, "text-anchor": "end" };
    return svg("text", { ...bold, ...beside }, said);
  }

  /** The middle of a lane's band. @param {number} place */
  middleOf(place) {
    const band = this.stage.px(BAND);
    return this.chart + 1.5 * this.lined + place * (band + LINE * this.lined) + band / 2;
  }

  /**
   * A band as thick as what is left, and the arrow in which it ends.
   * @param {ArrayLike<number>} left
   * @param {number} place
   * @param {string} fill
   */
  band(left, place, fill) {
    const { stage } = this;
    const { begin, last } = this.found;
    const [middle, half, head] = [this.middleOf(place), stage.px(BAND) / 2, stage.px(HEAD)];
    const timesteps = Array.from({ length: last - begin + 1 }, (_, step) => begin + step);
    const thick = (/** @type {number} */ t) => half * (Number.isFinite(left[t]) ? Math.min(left[t], 1) : 0);
    const edge = (/** @type {number} */ side) => (/** @type {number} */ t) =>
      `${stage.x(t)} ${middle + side * thick(t)}`;
    const [x, wide] = [stage.x(begin), Math.max(thick(begin), head / 2)];
    const look = { fill, stroke: fill, "stroke-width": 1.5, "stroke-linejoin": "round" };
    return [
      svg("path", {
        ...{ ...look, "fill-opacity": 0.45, class: "carousel-band" },
        d: `M${[...timesteps.map(edge(-1)), ...timesteps.reverse().map(edge(1))].join("L")}Z`,
      }),
      svg("path", { ...look, d: `M${x} ${middle - wide}L${x - head} ${middle}L${x} ${middle + wide}Z` }),
    ];
  }

  /**
   * @param {Matrix} values
   * @param {string} stroke
   * @param {Record<string, string | number>} look
   * @param {number} [from] timestep
   */
  course(values, stroke, look, from = 0) {
    const points = Array.from({ length: values.rows }, (_, t) => {
      const value = this.of(values, t);
      return t >= from && Number.isFinite(value)
        ? /** @type {[number, number]} */ ([this.stage.x(t), this.y(value)])
        : null;
    });
    return svg("path", { d: linePath(points), fill: "none", stroke, "stroke-linejoin": "round", ...look });
  }

  /**
   * A number at the end of its line: above it where it lies above the `other` one, or alone; else below.
   * @param {number} timestep
   * @param {number} value
   * @param {string} said
   * @param {Record<string, string | number>} look
   * @param {number} [other]
   */
  number(timestep, value, said, look, other = -Infinity) {
    const { stage } = this;
    const size = stage.size("label");
    const halo = { "paint-order": "stroke", stroke: stage.theme.background, "stroke-width": 4 };
    const y = this.y(Number.isFinite(value) ? value : 0) + (value > other ? -0.8 : 1.5) * size;
    const x = stage.x(timestep) + stage.columnWidth / 2 - 4;
    return svg("text", { x, y, "text-anchor": "end", "font-size": size, ...halo, ...look }, said);
  }

  /**
   * The number with which a line begins: to its left where there is room, else a line higher; higher and to its right
   * where it would stand in the number at its end.
   * @param {number} timestep
   * @param {number} value
   * @param {string} said
   * @param {Record<string, string | number>} look
   * @param {number} free where the number at its end begins, px
   */
  beginning(timestep, value, said, look, free) {
    const { stage } = this;
    const size = stage.size("label");
    const text = this.number(timestep, value, said, look);
    const fits = stage.x(timestep) + stage.columnWidth / 2 - stage.widthOf(said, size) > stage.left;
    if (!fits || stage.x(timestep) > free) put(text, "y", this.y(Number.isFinite(value) ? value : 0) - 2 * size);
    if (fits && stage.x(timestep) <= free) return text;
    put(text, "x", fits ? stage.x(timestep) - stage.columnWidth / 2 : stage.left);
    put(text, "text-anchor", "start");
    return text;
  }

  /** @param {number} value */
  y(value) {
    const pad = this.stage.px(PAD);
    return pad + ((this.top - value) / (2 * this.top)) * (this.chart - 2 * pad);
  }

  /** @returns {[y: number, text: string][]} */
  axis() {
    const lines = this.factors.map(({ name }, place) => /** @type {[number, string]} */ ([this.middleOf(place), name]));
    return [[this.y(0), "0"], ...(this.stave.values.rows > 1 ? lines : [])];
  }

  /** @param {import("../../cursor.js").Cursor} state */
  finding({ unit }) {
    if (this.unit !== unit) this.show(unit);
    const { words } = this.stage;
    const { held, now, kept, begin, last } = this.found;
    if (words.length < 2) return "Two words are needed: then there is something to keep.";
    const called = {
      unit: `unit ${this.unit + 1}`,
      before: `“${words[begin]}”`,
      word: `“${words[this.stave.at]}” (word ${this.stave.at + 1})`,
      end: `“${words[last]}”`,
    };
    return taskOf({ held, last: now, kept, touched: Boolean(this.stave.alone) }, called);
  }

  /** Hold the gates of the cursor's unit as the coloured line has them, or let it forget. */
  /** @param {import("../../cursor.js").Cursor} state */
  offers({ unit }) {
    const { at } = this.stave;
    if (!at) return [];
    const word = `“${this.stage.words[at]}”`;
    /** @param {string} gate @param {number} value @param {number | null} stop */
    const held = (gate, value, stop) =>
      /** @type {import("../../../net/types.d.ts").Clamp} */ ({
        ...{ kind: "clamp", gate, value, units: [unit], start: at, stop },
      });
    return offers([
      [`hold f at 1 and i at 0 from ${word} on`, [held("forget_gate", 1, null), held("input_gate", 0, null)]],
      [`hold f at 0 at ${word}`, [held("forget_gate", 0, at + 1)]],
    ]);
  }

  /** @param {import("../../cursor.js").Cursor} state */
  move({ unit }) {
    if (this.unit !== unit) this.show(unit);
  }

  /** @param {CarouselStave} stave */
  update(stave) {
    this.stave = stave;
    this.show(this.unit);
    this.nameLater();
  }

  rows() {
    const { values, carried } = this.stave;
    const backs = this.factors.map(({ name, gates }) => /** @type {const} */ ([name, leftOnTheWay(gates)]));
    return /** @type {import("../../parts/rows.js").Row[]} */ (
      Array.from({ length: values.rows }, (_, t) => [
        [t, `${this.label}: as it is`, this.unit, this.of(values, t)],
        [t, `${this.label}: f = 1, i = 0`, this.unit, this.of(carried, t)],
        ...backs.map(([name, left]) => [t, `way back along c: ${name}`, this.unit, left[t]]),
      ]).flat()
    );
  }

  inWords() {
    const { words } = this.stage;
    const { begin, first, carried, alone, last } = this.found;
    const ends = `after “${words[last]}”`;
    const said = `${this.label}, unit ${this.unit + 1}: ${format(first, 2)} after “${words[begin]}”`;
    const still = carried === first ? "to the last digit the same" : format(carried, 2);
    return `${said}; with f = 1 and i = 0 from then on ${still} ${ends}; left alone ${format(alone, 2)}`;
  }
}
