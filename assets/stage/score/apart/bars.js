/**
 * An operation as bars: a row a unit, its numbers and what they give. Numbers that are added lie on the same axis, and
 * so do a number and its share, so that lengths say what happens; gates are the filled share of a frame.
 */

import { SQUASH } from "../../../net/squash.js";
import { format } from "../../arrays.js";
import { usual } from "../../parts/type.js";
import { svg } from "../../svg.js";
import { numbersOf } from "./numbers.js";
import { ROWS } from "./sums.js";

/** In px of the usual base. */
const [HEAD, ROW, BAR, FOOT] = [23, 31, 13, 16];
const [CHIP, DIGIT, SIGN] = [20, 7, 14];
const SMALL = usual.size("small");
export const HEIGHT = HEAD + ROW * ROWS + FOOT;

/** @typedef {import("./sums.js").Cell} Cell */
/** @typedef {import("./sums.js").Row} Row */
/** @typedef {import("./sums.js").Operation} Operation */
/** @typedef {Record<import("./sums.js").Scale, number>} Ends */
/** @typedef {import("../stage.js").Stage} Stage */
/** @typedef {(share: number) => void} Motion what is to be seen when a share of an operation has happened */

/** What squashes, by its sign. @type {Record<string, import("../../../net/squash.js").Squash>} */
const FUNCTIONS = { σ: SQUASH.sigmoid, tanh: SQUASH.tanh, ReLU: SQUASH.relu, "": SQUASH.identity };

/**
 * Return the bars of an operation, and how they move while it happens.
 * @param {Stage} stage
 * @param {Operation} operation
 * @param {Row[]} rows
 * @param {Ends} ends of the axes
 * @param {number} units how many there are: their names stand before the rows
 * @param {number} width px of the usual base
 * @returns {{ parts: SVGElement[], motions: Motion[] }}
 */
export function barsOf(stage, operation, rows, ends, units, width) {
  const bars = new Bars(stage, operation, ends, units, width);
  const parts = [...bars.heads(), ...rows.map((row, line) => bars.row(row, HEAD + ROW * line)), ...bars.ends(rows)];
  return { parts, motions: bars.motions };
}

class Bars {
  /**
   * @param {Stage} stage
   * @param {Operation} operation
   * @param {Ends} ends
   * @param {number} units
   * @param {number} width
   */
  constructor({ theme, palette }, operation, ends, units, width) {
    this.theme = theme;
    this.hues = palette.signals;
    this.operation = operation;
    this.axes = ends;
    this.last = operation.heads.length - 1;
    this.left = CHIP + DIGIT * Math.max(String(units).length, 2) + 2;
    this.width = (width - this.left - SIGN * this.last) / operation.heads.length;
    /** @type {Motion[]} */
    this.motions = [];
  }

  get squashes() {
    return this.operation.sign === "squash";
  }

  /** Where a column begins. @param {number} column */
  x(column) {
    return this.left + column * (this.width + SIGN);
  }

  heads() {
    const { operation, theme } = this;
    const unit = this.text(0, 12, "unit", { fill: theme.faint });
    return [unit, ...operation.heads.map((head, column) => this.middle(column, 12, head, { fill: theme.faint }))];
  }

  /** The ends of the axes, below the last row. @param {Row[]} rows */
  ends(rows) {
    const y = HEAD + ROW * rows.length + 10;
    return this.operation.heads.map((_, column) => {
      const place = this.squashes ? Math.min(column, 1) : column;
      const ends = new Set(
        rows.map(({ cells }) => (cells[place].scale === "share" ? "0–1" : `±${this.end(cells[place])}`)),
      );
      return this.middle(column, y, this.squashes && column === 1 ? "" : [...ends].join(", "), {
        fill: this.theme.faint,
      });
    });
  }

  /** Where the axis of a number ends. @param {Cell} cell */
  end({ scale }) {
    return this.axes[scale];
  }

  /** @param {Row} row @param {number} y */
  row(row, y) {
    const { operation, last, width } = this;
    const { cells, held, squash } = row;
    const ground = svg("rect", { x: 0, y: y - 2, width: this.x(last) + width, height: ROW, fill: "transparent" });
    const numbers = numbersOf(operation, cells);
    const result = cells[cells.length - 1];
    const draw = { row, y, numbers };
    /** @type {SVGElement[]} */
    let parts;
    if (held !== null) {
      const said = this.text(this.x(0), y + 11, `held at ${format(held, 2)} by hand`, { "font-weight": 600 });
      parts = this.squashes ? [said, this.sign(last, y, "="), ...this.cell(draw, 1, last)] : [said];
    } else if (this.squashes) {
      parts = [...this.cell(draw, 0, 0), this.sign(1, y, "→"), ...this.curve(cells[0], squash, y)];
      parts.push(this.sign(last, y, "→"), ...this.cell(draw, 1, last, { ...result, value: 0 }));
    } else
      parts = cells.flatMap((_, column) => {
        const sign = column === last ? "=" : operation.sign === "times" ? "×" : "+";
        const before = column === last ? cells[0] : undefined;
        return [...(column ? [this.sign(column, y, sign)] : []), ...this.cell(draw, column, column, before)];
      });
    return svg("g", { class: "row" }, [ground, ...this.name(row, y), ...parts]);
  }

  /**
   * A number of a row: the frame of a share, or the axis of a number with its zero, and what of it is filled.
   * @param {{ row: Row, y: number, numbers: string[] }} draw
   * @param {number} place of the number in its row
   * @param {number} column
   * @param {Cell} [before] what it grows from, and shows as an outline
   * @returns {SVGElement[]}
   */
  cell({ row: { cells, gate }, y, numbers }, place, column, before) {
    const { theme, width } = this;
    const cell = cells[place];
    const x = this.x(column);
    const hue = this.hues[cell.signal] ?? gate?.hue ?? theme.text;
    const framed = cell.scale === "share";
    const frame = { x, y, width, height: BAR, rx: 2, fill: theme.background, stroke: theme.line };
    /** @type {SVGElement[]} */
    const parts = [svg("rect", framed ? { ...frame, stroke: hue } : frame)];
    const number = this.middle(column, y + BAR + 12, numbers[place], { class: "number" });
    if (!Number.isFinite(cell.value)) return [...parts, this.middle(column, y + 11, format(cell.value), {})];
    const bar = svg("rect", { y: y + 1, height: BAR - 2, fill: hue });
    const grow = this.growing(bar, x, cell, before?.value ?? cell.value);
    grow(1);
    parts.push(bar);
    if (before) this.motions.push(grow);
    if (before?.value) {
      const outline = svg("rect", { y: y + 1, height: BAR - 2, fill: "none", stroke: hue, "stroke-dasharray": "2 2" });
      this.growing(outline, x, cell, before.value)(0);
      parts.push(outline);
    }
    if (!framed) {
      const zero = x + width / 2;
      parts.push(svg("path", { d: `M${zero} ${y - 1}v${BAR + 2}`, stroke: theme.faint, "stroke-width": 1 }));
    }
    return [...parts, number];
  }

  /**
   * Return what sets a bar while its number goes from one value to the other.
   * @param {SVGRectElement} bar
   * @param {number} x
   * @param {Cell} cell
   * @param {number} from
   * @returns {Motion}
   */
  growing(bar, x, cell, from) {
    const { width } = this;
    const end = this.end(cell);
    const start = Number.isFinite(from) ? from : 0;
    return (share) => {
      const value = start + (cell.value - start) * share;
      const part = Math.min(Math.max(value / end, -1), 1);
      const length = cell.scale === "share" ? Math.max(part, 0) * width : (Math.abs(part) * width) / 2;
      const left = cell.scale === "share" ? x : x + width / 2 - (part < 0 ? length : 0);
      bar.setAttribute("x", left.toFixed(2));
      bar.setAttribute("width", length.toFixed(2));
    };
  }

  /**
   * The function that squashes, and where the sum meets it: the curve lies on the axis of the sum.
   * @param {Cell} cell the sum
   * @param {string} sign
   * @param {number} y
   * @returns {SVGElement[]}
   */
  curve(cell, sign, y) {
    const { theme, width } = this;
    const bound = this.end(cell);
    const { value } = cell;
    const [x, top, high] = [this.x(1), y - 4, ROW - 8];
    const { value: squash, ends } = FUNCTIONS[sign];
    const [low, most] = ends.map((end) => (Number.isFinite(end) ? end : Math.sign(end) * bound));
    /** @param {number} a @returns {[number, number]} */
    const place = (a) => [x + ((a + bound) / (2 * bound)) * width, top + high * (1 - (squash(a) - low) / (most - low))];
    const points = Array.from({ length: 33 }, (_, step) => place(bound * (step / 16 - 1)));
    const d = points
      .map(([left, height], step) => `${step ? "L" : "M"}${left.toFixed(1)} ${height.toFixed(1)}`)
      .join("");
    const ground = svg("rect", { x, y: top, width, height: high, rx: 2, fill: theme.background, stroke: theme.line });
    const line = svg("path", { d, fill: "none", stroke: theme.faint, "stroke-width": 1.5 });
    const name = this.text(x + 3, top + 10, sign, { fill: theme.faint });
    if (!Number.isFinite(value)) return [ground, line, name];
    const dot = svg("circle", { r: 3.5, fill: theme.text });
    /** @type {Motion} */
    const move = (share) => {
      const [left, height] = place(Math.min(Math.max(value, -bound), bound) * share);
      dot.setAttribute("cx", left.toFixed(2));
      dot.setAttribute("cy", height.toFixed(2));
    };
    move(1);
    this.motions.push(move);
    return [ground, line, name, dot];
  }

  /** What stands before a row: the unit, and the gate where there are several. @param {Row} row @param {number} y */
  name({ gate, several, unit }, y) {
    if (!gate || !several) return [this.text(0, y + 11, String(unit + 1), { "font-weight": 600 })];
    const chip = svg("rect", { x: 0, y: y - 2, width: 17, height: 17, rx: 4, fill: gate.hue });
    const white = { "text-anchor": "middle", "font-weight": 700, fill: "#fff" };
    return [chip, this.text(8.5, y + 11, gate.symbol, white), this.text(CHIP, y + 11, String(unit + 1), {})];
  }

  /** @param {number} column @param {number} y @param {string} sign that stands before it */
  sign(column, y, sign) {
    return this.text(this.x(column) - SIGN / 2, y + 11, sign, { "text-anchor": "middle", fill: this.theme.faint });
  }

  /** @param {number} column @param {number} y @param {string} text @param {Record<string, string>} look */
  middle(column, y, text, look) {
    return this.text(this.x(column) + this.width / 2, y, text, { "text-anchor": "middle", ...look });
  }

  /**
   * @param {number} x
   * @param {number} y
   * @param {string} text
   * @param {Record<string, string | number>} look
   */
  text(x, y, text, look) {
    return svg("text", { x, y, "font-size": SMALL, fill: this.theme.text, ...look }, text);
  }
}
