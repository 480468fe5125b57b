/**
 * The numbers inside the unrolled network, on canvases: the states as strips from top to bottom, the word vectors as
 * strips from left to right. A drawing over them covers what lies between the states and what was not read yet, and
 * crosses out what is not finite: the cursor moves these and paints nothing.
 */

import { ramp } from "../../colour.js";
import { html, put, svg } from "../../svg.js";
import { Matrix } from "../../../net/matrix.js";
import { BROKEN, Cells, EDGE, px } from "./cells.js";

const WIDEST = 16000; // pixels of a canvas that every browser has
const MARGIN = 2; // px around a strip that its cover hides, too

/** @typedef {import("../../types.d.ts").UnrolledStave} Unrolled */
/** @typedef {{ width: number, top: number, height: number }} Size of a strip, px */

/**
 * Return the width of a word vector's strip of about `wanted` px, and how many gaps as wide as one of its numbers part
 * it from the next: a canvas has pixels of one width.
 * @param {number} columnWidth px
 * @param {number} numbers
 * @param {number} wanted
 */
export function parted(columnWidth, numbers, wanted) {
  const gaps = Math.max(1, Math.round((numbers * (columnWidth - wanted)) / wanted));
  return { gaps, width: (numbers * columnWidth) / (numbers + gaps) };
}

/** Whether canvases are large enough for the vectors of a sentence. @param {number} words @param {number} pixels */
export const fits = (words, pixels) => words * pixels + 2 * EDGE <= WIDEST;

export class Strips {
  /**
   * @param {import("../stage.js").Stage} stage
   * @param {Unrolled} stave
   * @param {Size} inState where a state stands
   * @param {Size & { gaps: number }} inWord where a word vector stands
   */
  constructor(stage, { scale, hue, values, inputs }, inState, inWord) {
    this.stage = stage;
    this.inState = inState;
    this.inWord = inWord;
    const { left, columnWidth } = stage;
    const [unit, number] = [inState.height / values.cols, columnWidth / (inputs.cols + inWord.gaps)];
    /** @param {number} timestep */
    const column = (timestep) => stage.x(timestep);
    this.states = new Cells(values, scale, ramp(scale, hue, stage.palette, stage.theme), (timestep, at) => ({
      x: px(column(timestep) - inState.width / 2),
      y: px(inState.top + at * unit),
      width: inState.width,
      height: px(unit),
    }));
    const colours = ramp("squashed", hue, stage.palette, stage.theme);
    this.words = new Cells(inputs, "squashed", colours, (timestep, at) => ({
      x: px(column(timestep) - inWord.width / 2 + at * number),
      y: inWord.top,
      width: px(number),
      height: inWord.height,
    }));
    this.row = new Cells(this.inOneRow(inputs), "squashed", colours, this.words.boxOf);
    this.canvases = [
      canvas([values.rows, values.cols], [left, inState.top], [columnWidth, unit]),
      canvas([this.row.values.rows, 1], [left + (inWord.gaps / 2) * number, inWord.top], [number, inWord.height]),
    ];
    this.contexts = this.canvases.map((one) => /** @type {CanvasRenderingContext2D} */ (one.getContext("2d")));
    this.crosses = svg("path", { stroke: BROKEN, "stroke-width": 1, "shape-rendering": "crispEdges" });
    const cover = { fill: stage.theme.background };
    const tall = { ...cover, y: inState.top - MARGIN, height: inState.height + 2 * MARGIN };
    this.now = svg("rect", { ...tall, width: columnWidth });
    this.later = svg("rect", tall);
    this.laterWords = svg("rect", { ...cover, y: inWord.top - 1, height: inWord.height + 2 });
    const drawn = [this.gaps(), this.crosses, this.now, this.later, this.laterWords];
    /** What stands over the canvases and under all else. */
    this.covers = svg("g", { class: "covers" }, drawn);
  }

  /** What lies between the states, in the colour of the page. */
  gaps() {
    const { stage, inState } = this;
    const gap = stage.columnWidth - inState.width;
    const edges = Array.from({ length: stage.length + 1 }, (_, index) => stage.left + index * stage.columnWidth);
    const tall = inState.height + 2 * MARGIN;
    const d = edges.map((x) => `M${px(x - gap / 2)} ${inState.top - MARGIN}h${px(gap)}v${tall}h${-px(gap)}z`).join("");
    return svg("path", { d, fill: stage.theme.background, "shape-rendering": "crispEdges" });
  }

  /** Return the vectors (T, E) one after another as a column, with nothing between them. @param {Matrix} inputs */
  inOneRow(inputs) {
    const each = inputs.cols + this.inWord.gaps;
    const row = new Matrix(inputs.rows * each, 1, new Float64Array(inputs.rows * each).fill(NaN));
    for (let timestep = 0; timestep < inputs.rows; timestep++) row.data.set(inputs.row(timestep), timestep * each);
    return row;
  }

  /** @param {Pick<Unrolled, "values" | "inputs">} numbers */
  paint({ values, inputs }) {
    const { states, words, row, contexts } = this;
    [states.values, words.values, row.values] = [values, inputs, this.inOneRow(inputs)];
    states.paint(contexts[0], alike(values.cols));
    row.paint(contexts[1], alike(1));
    put(this.crosses, "d", states.crosses() + words.crosses());
  }

  /**
   * @param {import("../../cursor.js").Cursor} state
   * @param {number} faint how much is seen of a word that was not read yet
   */
  move({ timestep, phase }, faint) {
    const { stage, now, later, laterWords } = this;
    const edge = stage.left + (timestep + 1) * stage.columnWidth;
    put(now, "x", edge - stage.columnWidth);
    put(now, "opacity", 1 - phase);
    for (const cover of [later, laterWords]) {
      put(cover, "x", edge);
      put(cover, "width", Math.max(stage.width - edge, 0));
    }
    put(laterWords, "opacity", 1 - faint);
  }

  /** @param {boolean} on */
  show(on) {
    put(this.covers, "visibility", on ? "visible" : "hidden");
    for (const element of this.canvases) element.hidden = !on;
  }
}

/**
 * A canvas whose pixels stand where the boxes do.
 * @param {[columns: number, rows: number]} size in pixels, without the edge
 * @param {[left: number, top: number]} place of the first one, px
 * @param {[width: number, height: number]} each of a pixel, px
 */
function canvas([columns, rows], [left, top], [across, down]) {
  const [width, height] = [columns + 2 * EDGE, rows + 2 * EDGE];
  const place = `left:${left - EDGE * across}px;top:${top - EDGE * down}px`;
  return html("canvas", { width, height, style: `${place};width:${width * across}px;height:${height * down}px` });
}

/** Units of one line each, one under the other. @param {number} count */
const alike = (count) => ({
  first: Int32Array.from({ length: count }, (_, unit) => unit),
  lines: new Int32Array(count).fill(1),
  count,
});
