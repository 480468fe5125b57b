/**
 * Who wrote what the memory holds at the cursor, of the cursor's unit. A frame shows what each word wrote, its filled
 * part what is left of it now; the filled parts add up to the state.
 */

import { digitsFor, format, subscript } from "../../arrays.js";
import { cursor } from "../../cursor.js";
import { atRest } from "../../parts/rest.js";
import { listed, percent } from "../../parts/words.js";
import { put, say, svg } from "../../svg.js";
import { outline, px } from "./cells.js";
import { Drawn } from "./drawn.js";

/** In px of the usual base. */
const HEIGHT = 182;
const LARGE = 340;
const PAD = 20;
const HEAD = 18; // where the sum stands
const NAMED = 0.05; // a share that is smaller is not written beside its bar
const MOST_SPOKEN = 3;

/** @typedef {import("../../types.d.ts").LedgerStave} LedgerStave */
/** @typedef {import("../stage.js").Stage} Stage */
/** @typedef {import("../../cursor.js").Cursor} Cursor */

/**
 * @param {Stage} stage
 * @param {LedgerStave} stave
 * @returns {import("../../types.d.ts").StaveView}
 */
export const ledger = (stage, stave) => new Bars(stage, stave);

class Bars extends Drawn {
  /**
   * @param {Stage} stage
   * @param {LedgerStave} stave
   */
  constructor(stage, stave) {
    super(stage, stave, stage.px(stave.large ? LARGE : HEIGHT));
    this.stave = stave;
    this.pad = stage.px(PAD);
    this.top = 1;
    this.timestep = cursor.timestep;
    this.unit = cursor.unit;
    this.columns = stage.words.map((_, word) => new Bar(stage, stage.x(word), stage.columnWidth * 0.62));
    this.start = new Bar(stage, stage.left / 2, stage.left - 4);
    this.grid = [1, 0, -1].map(() => svg("line", { x1: 0, x2: stage.width, stroke: stage.theme.line }));
    const bars = [this.start, ...this.columns].map(({ root }) => root);
    const bold = { y: stage.px(HEAD) - 4, "font-size": stage.size("note"), "font-weight": 700, fill: stage.theme.text };
    this.sum = svg("text", bold);
    this.root.append(...this.grid, ...bars, this.sum);
    this.name = () => put(this.root, "aria-label", this.inWords());
    this.nameLater = atRest(this.name);
    this.scale();
    this.show();
    this.name();
    stage.listen(this.root);
  }

  /** Whole numbers that hold every bar of every unit: the axis stays while the cursor moves. */
  scale() {
    const { ledger, alone } = this.stave;
    const parts = [ledger, ...(alone ? [alone] : [])].flatMap(({ initial, written }) => [initial, ...written]);
    const ends = parts.map(({ data }) =>
      data.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most), 0),
    );
    this.top = ends.reduce((most, end) => Math.max(most, Math.ceil(end - 1e-9)), 1);
    [this.top, 0, -this.top].forEach((value, index) => {
      put(this.grid[index], "y1", this.y(value));
      put(this.grid[index], "y2", this.y(value));
      put(this.grid[index], "stroke-dasharray", value === 0 ? "" : "2 4");
    });
  }

  /** @param {number} value */
  y(value) {
    const head = this.stage.px(HEAD);
    return head + this.pad + ((this.top - value) / (2 * this.top)) * (this.height - head - 2 * this.pad);
  }

  /** @returns {[y: number, text: string][]} */
  axis() {
    return [this.top, 0, -this.top].map((value) => [this.y(value), format(value, 0)]);
  }

  /** @param {Cursor} state */
  finding({ timestep }) {
    const { ledger, reverse, difference } = this.stave;
    return reverse ? "" : whoWrote(ledger, this.stage.words, timestep, difference);
  }

  /** What each word wrote that was read by now, and what is left of it; of the start; the state that they make. */
  get now() {
    return this.of(this.stave.ledger);
  }

  /** @param {import("../../../net/instruments/ledger.js").Ledger} ledger */
  of({ written, initial, total }) {
    const { timestep, unit, stave } = this;
    const at = Math.min(timestep, total.rows - 1);
    const read = [...written.keys()].filter((word) => (stave.reverse ? word >= at : word <= at));
    const shares = read.map((word) => ({
      word,
      wrote: written[word].at(word, unit),
      left: written[at].at(word, unit),
    }));
    return { at, unit, shares, start: initial.at(at, unit), state: total.at(at, unit) };
  }

  show() {
    const { at, unit, shares, start, state } = this.now;
    const y = (/** @type {number} */ value) => this.y(value);
    const alone = this.stave.alone && this.of(this.stave.alone);
    const read = new Map(shares.map((share) => [share.word, share]));
    const leftAlone = new Map(alone?.shares.map(({ word, left }) => [word, left]));
    this.columns.forEach((column, word) => {
      const { wrote, left } = read.get(word) ?? { wrote: 0, left: 0 };
      column.show(wrote, left, y, leftAlone.get(word));
    });
    this.start.show(0, start, y, alone?.start);
    const other = alone && format(alone.state, 2) !== format(state, 2) ? `, left alone ${format(alone.state, 2)}` : "";
    const sum = `${this.symbol}${subscript(unit + 1)} = ${format(state, 2)}${other}`;
    const { stage } = this;
    const late = at >= stage.length / 2; // beside the cursor's column, where there is room
    put(this.sum, "text-anchor", late ? "end" : "start");
    put(this.sum, "x", stage.x(at) + (late ? -1 : 1) * (stage.columnWidth / 2 + 6));
    say(this.sum, sum);
  }

  /** @param {Cursor} state */
  move({ timestep, unit }) {
    if (timestep === this.timestep && unit === this.unit) return;
    this.timestep = timestep;
    this.unit = unit;
    this.show();
    this.nameLater();
  }

  /** @param {LedgerStave} stave */
  update(stave) {
    this.stave = stave;
    this.scale();
    this.show();
    this.nameLater();
  }

  rows() {
    const { at, unit, shares, start } = this.now;
    const { words } = this.stage;
    /** @type {(signal: string, value: number) => import("../../parts/rows.js").Row} */
    const row = (signal, value) => [at, `${this.label}: ${signal}`, unit, value];
    const read = shares.map(({ word, left }) => row(`word ${word + 1}, “${words[word]}”`, left));
    return [...read, row("the start", start)];
  }

  /** The sum in words: the words that wrote most, and the rest, with digits that add up. */
  inWords() {
    const { at, unit, shares, start, state } = this.now;
    const { words } = this.stage;
    const head = `${this.label}: of ${this.symbol} = ${format(state, 2)} at “${words[at]}”, unit ${unit + 1}`;
    const ranked = shares.toSorted((a, b) => Math.abs(b.left) - Math.abs(a.left));
    const most = ranked.slice(0, MOST_SPOKEN);
    const rest = ranked.slice(MOST_SPOKEN).reduce((sum, { left }) => sum + left, start);
    const numbers = [...most.map(({ left }) => left), rest];
    if (!numbers.every(Number.isFinite)) return `${head}, not all parts are numbers`;
    const digits = digitsFor(numbers, (all) => all.reduce((sum, value) => sum + value, 0), 2);
    const said = most.map(({ left, word }) => `“${words[word]}” (word ${word + 1}) wrote ${format(left, digits)}`);
    return `${head}, ${listed([...said, `all others ${format(rest, digits)}`])}`;
  }
}

/**
 * Say who wrote most of what is left after the last word, and how much of it stood there before the cursor's word.
 * @param {import("../../../net/instruments/ledger.js").Ledger} ledger
 * @param {string[]} words
 * @param {number} timestep
 * @param {boolean} [difference] whether the ledger is that of one run minus that of another
 */
export function whoWrote(ledger, words, timestep, difference = false) {
  const where = "in the cell state after the last word";
  const shares = ledger.shares().slice(0, -1);
  const most = shares.indexOf(Math.max(...shares));
  if (most < 0 && isEmpty(ledger)) return `Nothing ${difference ? "of the difference " : ""}is left ${where}.`;
  if (most < 0) return `What is left ${where} is not a number.`;
  const named = (/** @type {number} */ word) => `“${words[word]}” (word ${word + 1})`;
  const early = shares.slice(0, timestep).reduce((sum, share) => sum + share, 0);
  const before = timestep ? `${percent(early)} % was written before ${named(timestep)}, at the cursor, and ` : "";
  const wrote = `${percent(shares[most])} % ${timestep ? "" : "was written "}by ${named(most)}`;
  return `Of ${difference ? "the difference" : "all"} that is left ${where}, by size, ${before}${wrote}.`;
}

/** Whether the memory of every unit is 0. @param {import("../../../net/instruments/ledger.js").Ledger} ledger */
const isEmpty = ({ total }) => total.row(total.rows - 1).every((value) => value === 0);

/** A word's share: the frame of what it wrote, and what is left of it. */
class Bar {
  /**
   * @param {Stage} stage
   * @param {number} x
   * @param {number} width
   */
  constructor(stage, x, width) {
    const { theme, palette } = stage;
    this.stage = stage;
    this.palette = palette;
    this.box = { x: x - width / 2, width: Math.max(width, 1) };
    this.frame = svg("rect", { ...this.box, fill: "none", stroke: theme.faint, "stroke-dasharray": "3 2" });
    this.fill = svg("rect", this.box);
    this.alone = svg("path", { fill: "none", stroke: theme.text, "stroke-width": 1.2, class: "alone" });
    const halo = { "paint-order": "stroke", stroke: theme.background, "stroke-width": 3 };
    const look = { x, "text-anchor": "middle", "font-size": stage.size("small"), fill: theme.text };
    this.number = svg("text", { ...look, ...halo });
    this.root = svg("g", {}, [this.fill, this.frame, this.alone, this.number]);
  }

  /**
   * @param {number} wrote
   * @param {number} left
   * @param {(value: number) => number} y
   * @param {number} [alone] what is left in the network left alone
   */
  show(wrote, left, y, alone = left) {
    stretch(this.frame, Number.isFinite(wrote) ? wrote : 0, y);
    stretch(this.fill, Number.isFinite(left) ? left : 0, y);
    put(this.fill, "fill", left < 0 ? this.palette.negative : this.palette.positive);
    const apart = Math.abs(alone - left) >= NAMED / 5;
    const [top, bottom] = [y(Math.max(alone, 0)), y(Math.min(alone, 0))];
    put(this.alone, "d", apart ? outline({ ...this.box, y: px(top), height: px(bottom - top) }) : "");
    const size = this.stage.size("small");
    put(this.number, "y", left < 0 ? y(left) + size : y(left || 0) - 4);
    const named = !Number.isFinite(left) || Math.abs(left) >= NAMED;
    say(this.number, named ? format(left, 2) : "");
  }
}

/**
 * Let a bar stand between 0 and a value.
 * @param {Element} bar
 * @param {number} value
 * @param {(value: number) => number} y
 */
function stretch(bar, value, y) {
  const [from, to] = [y(Math.max(value, 0)), y(Math.min(value, 0))];
  put(bar, "y", from.toFixed(1));
  put(bar, "height", (to - from).toFixed(1));
  put(bar, "visibility", value === 0 ? "hidden" : "visible");
}
