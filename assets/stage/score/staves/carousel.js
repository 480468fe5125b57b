/**
 * The carousel: the cell state of the cursor's unit, left alone, and with its forget gate at 1 and its input gate at 0
 * from the word on at which the gates are lowest. The two values that are compared stand with all their digits.
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
const HEIGHT = 210;
const LARGE = 340;
const PAD = 40; // room for two numbers above and one below
const FORGETS = 0.05; // of what was held, at most

/** @typedef {import("../../types.d.ts").CarouselStave} CarouselStave */
/** @typedef {import("../../../net/matrix.js").Matrix} Matrix */

/**
 * @param {import("../stage.js").Stage} stage
 * @param {CarouselStave} stave
 * @returns {import("../../types.d.ts").StaveView}
 */
export const carousel = (stage, stave) => new Carousel(stage, stave);

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

class Carousel extends Drawn {
  /**
   * @param {import("../stage.js").Stage} stage
   * @param {CarouselStave} stave
   */
  constructor(stage, stave) {
    super(stage, stave, stage.px(stave.large ? LARGE : HEIGHT));
    this.stave = stave;
    this.unit = -1;
    this.top = 1;
    this.grid = svg("g");
    this.lines = svg("g");
    this.root.append(this.grid, this.lines);
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
      svg("line", { x1: x, x2: x, y1: 0, y2: this.height, stroke: faint, "stroke-dasharray": "2 4" }),
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
    if (alone && now !== ends)
      drawn.push(this.number(last, now, `by hand: ${exactly(now)}`, { fill: text, "font-weight": 700 }, ends));
    this.lines.replaceChildren(...drawn);
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
    return pad + ((this.top - value) / (2 * this.top)) * (this.height - 2 * pad);
  }

  /** @returns {[y: number, text: string][]} */
  axis() {
    return [[this.y(0), "0"]];
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
    return /** @type {import("../../parts/rows.js").Row[]} */ (
      Array.from({ length: values.rows }, (_, t) => [
        [t, `${this.label}: as it is`, this.unit, this.of(values, t)],
        [t, `${this.label}: f = 1, i = 0`, this.unit, this.of(carried, t)],
      ]).flat()
    );
  }

  inWords() {
    const { words } = this.stage;
    const { begin, first, carried, alone, last } = this.found;
    const ends = `after “${words[last]}”`;
    const said = `${this.label}, unit ${this.unit + 1}: ${exactly(first)} after “${words[begin]}”`;
    return `${said}; with f = 1 and i = 0 from then on ${exactly(carried)} ${ends}; left alone ${format(alone, 2)}`;
  }
}
