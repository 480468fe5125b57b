/**
 * A signal as lines over time: all units faint, those that matter named at their ends, the chosen ones and the cursor's
 * unit clear.
 */

import { digitsFor, format } from "../../arrays.js";
import { cursor } from "../../cursor.js";
import { linePath } from "../../parts/path.js";
import { atRest } from "../../parts/rest.js";
import { rowsOf } from "../../parts/rows.js";
import { put, say, svg } from "../../svg.js";
import { Drawn } from "./drawn.js";

const DASHES = ["", "6 3", "2 3", "8 3 2 3"];
/** In px of the usual base. */
const HEIGHT = 112;
const LARGE = 280;
const PAD = 14;
const LINE = 14; // between two names
const NAMED = 4; // units
const LEAP = 0.2; // a change of a memory that is worth a name

/**
 * @param {import("../stage.js").Stage} stage
 * @param {import("../../types.d.ts").LinesStave} stave
 * @returns {import("../../types.d.ts").StaveView}
 */
export const lines = (stage, stave) => new Lines(stage, stave);

class Lines extends Drawn {
  /**
   * @param {import("../stage.js").Stage} stage
   * @param {import("../../types.d.ts").LinesStave} stave
   */
  constructor(stage, stave) {
    const { label, hue, values, ghost, bound, order, large, scale, kept } = stave;
    const { text, background, faint } = stage.theme;
    super(stage, stave, stage.px(large ? LARGE : HEIGHT));
    this.forget = kept;
    this.bound = bound;
    this.gate = scale === "gate";
    this.memory = scale === "squashed";
    this.values = values;
    this.ghost = ghost;
    this.few = order?.few.slice(0, NAMED) ?? [];
    this.pad = stage.px(PAD);
    this.top = 1;
    /** @type {string[]} */
    this.courses = [];
    /** @type {number[]} */
    this.keptUnits = [];
    this.kept = svg("g");
    this.bold = svg("path", { fill: "none", stroke: hue, "stroke-width": 3, "stroke-linejoin": "round" });
    this.alone = svg("path", {
      fill: "none",
      stroke: text,
      "stroke-width": 1.5,
      "stroke-dasharray": "4 4",
      opacity: 0.7,
    });
    this.dot = svg("circle", { r: 5.5, fill: hue, stroke: background, "stroke-width": 2 });
    const halo = { "paint-order": "stroke", stroke: background, "stroke-width": 4 };
    this.number = svg("text", { ...halo, fill: text, "font-size": stage.size("note"), "font-weight": 600 });
    this.leap = svg("text", { ...halo, fill: hue, "font-size": stage.size("note"), "font-weight": 700 });
    this.all = svg("path", { fill: "none", stroke: faint, "stroke-width": 1, opacity: 0.16 });
    this.clear = svg("path", { fill: "none", stroke: text, "stroke-width": 1.2, opacity: 0.24 });
    this.lost = svg("path", { fill: "none", stroke: text, "stroke-width": 2, "stroke-linejoin": "round" });
    this.names = svg("g", { ...halo, fill: text, "font-size": stage.size("small") });
    const name = () => inWords(stage, label, this.values);
    const over = [this.kept, this.alone, this.bold, this.names, this.lost, this.dot, this.leap, this.number];
    this.root.append(...this.grid(), this.all, this.clear, ...over);
    put(this.root, "aria-label", name());
    this.nameLater = atRest(() => put(this.root, "aria-label", name()));
    this.draw();
    stage.listen(this.root);
  }

  /** The lines, on an axis that holds them all. */
  draw() {
    const most = Math.max(...[this.values, this.ghost ?? this.values].map((values) => largest(values).value));
    this.top = this.bound ?? Math.max(1, Math.ceil(most));
    this.courses = Array.from({ length: this.values.cols }, (_, unit) => this.course(this.values, unit));
    put(this.all, "d", this.courses.join(""));
    put(this.clear, "d", this.few.map((unit) => this.courses[unit]).join(""));
    this.name();
  }

  /** @param {import("../../types.d.ts").LinesStave} stave */
  update({ values, ghost, order, kept }) {
    this.values = values;
    this.forget = kept;
    this.ghost = ghost;
    this.few = order?.few.slice(0, NAMED) ?? [];
    this.draw();
    this.keep(this.keptUnits);
    this.move(cursor);
    this.nameLater();
  }

  /** Say the numbers of the units that matter behind their lines; where two would meet, the one that matters more. */
  name() {
    const { stage, values, names } = this;
    const last = values.rows - 1;
    /** @type {number[]} */
    const taken = [];
    const texts = this.few.flatMap((unit) => {
      const value = values.at(last, unit);
      const y = this.y(value) + stage.px(4);
      if (!Number.isFinite(value) || taken.some((other) => Math.abs(other - y) < stage.px(LINE))) return [];
      taken.push(y);
      const x = stage.x(last) + stage.px(8);
      const whole = `unit ${unit + 1}`;
      const fits = x + stage.widthOf(whole, stage.size("small")) < stage.width;
      return [svg("text", { x, y }, fits ? whole : String(unit + 1))];
    });
    names.replaceChildren(...texts);
  }

  /** @returns {[y: number, text: string][]} */
  axis() {
    return this.ends().map((value) => [this.y(value), format(value, 0)]);
  }

  rows() {
    return rowsOf(this.values, this.label);
  }

  /** The foot of the axis: a gate is never below 0, but a difference of gates may be. */
  get low() {
    return this.gate ? 0 : -this.top;
  }

  /** Where the axis is marked. */
  ends() {
    return this.gate ? [this.top, 0] : [this.top, 0, -this.top];
  }

  /** @param {number} value */
  y(value) {
    const { top, low } = this;
    const inside = Math.min(Math.max(value, low), top);
    return this.pad + ((top - inside) / (top - low)) * (this.height - 2 * this.pad);
  }

  /** @param {import("../../../net/matrix.js").Matrix} values @param {number} unit */
  course(values, unit) {
    const { stage } = this;
    return linePath(
      Array.from({ length: values.rows }, (_, row) => {
        const value = values.at(row, unit);
        return Number.isFinite(value) ? [stage.x(row), this.y(value)] : null;
      }),
    );
  }

  grid() {
    const look = { x1: 0, x2: this.stage.width, stroke: this.stage.theme.line };
    return this.ends().map((value) => {
      const y = this.y(value);
      return svg("line", { ...look, y1: y, y2: y, "stroke-dasharray": value === 0 ? "" : "2 4" });
    });
  }

  /** @param {number[]} units */
  keep(units) {
    const look = { fill: "none", stroke: this.stage.theme.text, "stroke-width": 2, opacity: 0.75 };
    const paths = units.map((unit, index) =>
      svg("path", { ...look, d: this.courses[unit] ?? "", "stroke-dasharray": DASHES[index % DASHES.length] }),
    );
    this.kept.replaceChildren(...paths);
    this.keptUnits = units;
  }

  /**
   * The unit and its number at the cursor; of a memory, what it was before that word, too.
   * @param {number} timestep
   * @param {number} unit
   */
  said(timestep, unit) {
    const whose = `unit ${unit + 1}: `;
    const number = format(this.values.at(timestep, unit));
    if (!this.memory || !timestep) return whose + number;
    const before = this.values.at(timestep - 1, unit);
    if (!this.forget) return `${whose}${format(before)} → ${number}`;
    return `unit ${unit + 1} ${keptOf(this.forget.at(timestep, unit), before)}`;
  }

  /** What a unit loses at the cursor, beside the others. @param {import("../../cursor.js").Cursor} state */
  finding({ timestep, unit }) {
    const { forget, values, stage } = this;
    if (!forget || !timestep || unit >= values.cols || timestep >= values.rows) return "";
    return lossOf(values.row(timestep - 1), forget.row(timestep), unit, stage.words[timestep]);
  }

  /** An arrow from what a unit held to what it keeps. @param {number} timestep @param {number} unit */
  fall(timestep, unit) {
    const before = timestep ? this.values.at(timestep - 1, unit) : NaN;
    const after = this.forget ? before * this.forget.at(timestep, unit) : NaN;
    const [from, to] = [this.y(before), this.y(after)];
    const tip = this.stage.px(5) * Math.sign(to - from);
    const x = this.stage.x(timestep);
    if (!(Math.abs(to - from) > this.stage.px(14))) return "";
    const left = this.stage.x(timestep - 1);
    return `M${left} ${from}H${x}V${to - 1.6 * tip}m${-tip} ${-tip}l${tip} ${tip}l${tip} ${-tip}`;
  }

  /**
   * Name the word before the cursor at which a memory changes most: it wrote what stands there.
   * @param {number} timestep
   * @param {number} unit
   */
  nameLeap(timestep, unit) {
    const { values, stage } = this;
    const at = this.memory ? farthestLeap(values, unit, timestep) : null;
    const rises = at !== null && values.at(at, unit) > 0;
    put(this.leap, "visibility", at === null ? "hidden" : "visible");
    if (at === null) return;
    put(this.leap, "x", stage.x(at) - stage.px(6));
    put(this.leap, "y", this.y(values.at(at, unit)) + stage.px(rises ? -8 : 18));
    say(this.leap, `“${stage.words[at]}” writes`);
  }

  /** @param {import("../../cursor.js").Cursor} state */
  move({ timestep, unit, chosen }) {
    if (this.keptUnits !== chosen) this.keep(chosen);
    const value = this.values.at(timestep, unit);
    const at = this.y(Number.isFinite(value) ? value : 0);
    const last = timestep > this.values.rows - 2 && this.values.rows > 1;
    put(this.bold, "d", this.courses[unit] ?? "");
    put(this.alone, "d", this.ghost ? this.course(this.ghost, unit) : "");
    put(this.lost, "d", this.fall(timestep, unit));
    put(this.dot, "cx", this.stage.x(timestep));
    put(this.dot, "cy", at);
    put(this.number, "text-anchor", last ? "end" : "start");
    put(this.number, "x", this.stage.x(timestep) + (last ? -10 : 10));
    put(this.number, "y", Math.min(Math.max(at + (this.isLow(timestep, unit) ? 20 : -8), this.pad), this.height - 4));
    say(this.number, this.said(timestep, unit));
    this.nameLeap(timestep, unit);
  }

  /** Whether the line comes down to a word and rises again: then there is room below it alone. */
  /** @param {number} timestep @param {number} unit */
  isLow(timestep, unit) {
    const { values } = this;
    if (!timestep || timestep > values.rows - 2) return false;
    const here = values.at(timestep, unit);
    return values.at(timestep - 1, unit) > here && values.at(timestep + 1, unit) > here;
  }
}

/**
 * What a forget gate leaves of a value, as numbers that give what is shown.
 * @param {number} gate
 * @param {number} held
 */
export function keptOf(gate, held) {
  const digits = digitsFor([gate, held], ([f, c]) => f * c, 2);
  const times = held < 0 ? `(${format(held, digits)})` : format(held, digits);
  return `keeps ${format(gate, digits)} × ${times} = ${format(gate * held, 2)}`;
}

/**
 * Say what a unit held before a word and how much of that it loses there; whether others held or lose more.
 * @param {ArrayLike<number>} before a number a unit
 * @param {ArrayLike<number>} gates what the forget gates keep of it
 * @param {number} unit
 * @param {string} word
 */
export function lossOf(before, gates, unit, word) {
  const held = Array.from(before, Math.abs);
  const lost = held.map((value, at) => value * (1 - gates[at]));
  if (![...held, ...lost].every(Number.isFinite)) return "";
  const most = (/** @type {number[]} */ all) => all[unit] > 0 && all.every((value) => value <= all[unit]);
  const begins = `Before “${word}” unit ${unit + 1} holds ${format(before[unit], 2)}`;
  const ends = `its gate lets ${format(gates[unit], 2)} of that through`;
  return `${begins}${most(held) ? ", most of all units" : ""}; ${ends}${most(lost) ? ": it loses most" : ""}.`;
}

/**
 * The word before a timestep at which a unit changes most; null where it hardly does.
 * @param {import("../../../net/matrix.js").Matrix} values
 * @param {number} unit
 * @param {number} timestep
 */
export function farthestLeap(values, unit, timestep) {
  const leaps = Array.from({ length: timestep }, (_, t) =>
    Math.abs(values.at(t, unit) - (t ? values.at(t - 1, unit) : 0)),
  );
  const most = Math.max(0, ...leaps.filter(Number.isFinite));
  return most < LEAP ? null : leaps.indexOf(most);
}

/**
 * The number that is farthest from 0, and where it stands.
 * @param {import("../../../net/matrix.js").Matrix} values
 */
function largest({ data, cols }) {
  let [value, index] = [0, 0];
  data.forEach((number, place) => {
    if (Number.isFinite(number) && Math.abs(number) > value) [value, index] = [Math.abs(number), place];
  });
  return { value, timestep: Math.floor(index / cols), unit: index % cols };
}

/**
 * @param {import("../stage.js").Stage} stage
 * @param {string} label
 * @param {import("../../../net/matrix.js").Matrix} values
 */
function inWords({ words }, label, values) {
  const { timestep, unit } = largest(values);
  const most = format(values.at(timestep, unit), 2);
  return `${label} over time, a line a unit: farthest from 0 is unit ${unit + 1} at “${words[timestep]}”, ${most}`;
}
