/**
 * The unrolled network: a copy of the one cell for each timestep, and the weights they share.
 * Token above, state inside, readout below; the state travels to the right. Rolled up, all copies lie on one another.
 *
 * Unrolled, canvases show the numbers (`strips.js`); while it rolls, in files and on paper they are exact drawings.
 */

import { subscript } from "../../arrays.js";
import { ramp } from "../../colour.js";
import { move } from "../../cursor.js";
import { rowsOf } from "../../parts/rows.js";
import { copyOf, html, put, svg } from "../../svg.js";
import { Matrix } from "../../../net/matrix.js";
import { inOrder } from "../order.js";
import { Cells, px } from "./cells.js";
import { Strips, fits, parted } from "./strips.js";
import { counted, thousands } from "../../parts/words.js";

const INPUT_TOP = 12;
const STRIP = 9;
const BOX_TOP = 53;
const BOX = 66;
const MIDDLE = BOX_TOP + BOX / 2;
const BELT = MIDDLE + 21; // where the cell state travels
const HEIGHT = BOX_TOP + BOX + 41; // low enough that the next word is in sight on a laptop
const NOT_YET = 0.5; // opacity of what was not read yet
const FAINT = { copy: 0.6, word: 0.4 }; // of a cell that was not reached yet, and of its word in it
const LEAST = 28; // px between two boxes in which a name has room
const SHARING = "sharing"; // covered where a page asks how many weights there are

/** @typedef {import("../../types.d.ts").UnrolledStave} Unrolled */
/** @typedef {import("../../cursor.js").Cursor} Cursor */

/**
 * @param {import("../stage.js").Stage} stage
 * @param {Unrolled} stave
 * @returns {import("../../types.d.ts").StaveView}
 */
export function unrolled(stage, stave) {
  const { label, rolled, symbol, hue, note, weights, size } = stave;
  const network = new Network(stage, stave);
  return {
    root: network.root,
    height: HEIGHT,
    label,
    symbol,
    hue,
    note: stage.veiled.includes(SHARING)
      ? note
      : `one cell with ${thousands(size)} weights, used ${counted(stage.length, "time")}`,
    labelNow: (state) => (state.unrolled < 1 ? rolled : label),
    chips: weights.map(({ name, shape, hue: colour, count }) => ({
      name,
      hue: colour,
      text: `${name} ${shape}`,
      title: `${name}: ${thousands(count)} numbers, lit wherever they are used`,
      light: (on) => move({ lit: on ? name : "" }),
    })),
    move: (state) => network.move(state),
    update: (numbers) => network.update(numbers),
    vector: () => network.vector(),
    rows: () => rowsOf(network.stave.values, label),
  };
}

class Network {
  /**
   * @param {import("../stage.js").Stage} stage
   * @param {Unrolled} stave
   */
  constructor(stage, stave) {
    const { weights, carry, values, inputs } = stave;
    this.stage = stage;
    this.stave = stave;
    this.first = stage.left / 2 - 5; // the middle of what comes before the first word
    this.boxWidth = Math.min(46, stage.columnWidth * 0.5);
    this.colours = ramp(stave.scale, stave.hue, stage.palette, stage.theme);
    this.inState = { width: this.boxWidth - 14, top: BOX_TOP + 6, height: BOX - 12 };
    const wide = parted(stage.columnWidth, inputs.cols, Math.min(stage.columnWidth - 12, 64));
    this.inWord = { ...wide, top: INPUT_TOP, height: STRIP };
    const onCanvas = fits(stage.length, inputs.cols + wide.gaps);
    this.strips = onCanvas ? new Strips(stage, stave, this.inState, this.inWord) : null;
    this.exact = !onCanvas;
    this.arrows = weights.map(({ hue }) => svg("g", { stroke: hue, fill: hue, "stroke-width": 2 }));
    this.names = stage.veiled.includes(SHARING) ? [] : weights.map((weight, index) => this.nameOf(weight, index));
    this.belts = svg("g", { stroke: carry ?? "none", "stroke-width": 3, fill: "none" });
    if (carry) this.belts.append(svg("title", {}, "cell state"));
    this.copies = stage.words.map((_, timestep) => this.copy(timestep));
    this.start = this.before();
    this.fill();
    const loop = { fill: "none", stroke: weights[1].hue, "stroke-width": 2.5, "marker-end": "url(#head-state)" };
    this.loop = svg("path", loop);
    this.beltLoop = svg("path", { fill: "none", stroke: carry ?? "none", "stroke-width": 3 });
    this.pulse = [0, 1].map((index) => svg("circle", { r: 6, fill: weights[index].hue, class: "mark" }));
    const name =
      `Unrolled network: ${stage.length} boxes, one for each timestep, ` +
      `a state of ${values.cols} units passed from each to the next`;
    this.looks = { role: "img", "aria-label": name };
    this.drawing = svg("svg", { width: stage.width, height: HEIGHT }, [
      arrowHeads(weights),
      ...(this.strips ? [this.strips.covers] : []),
      this.belts,
      ...this.arrows,
      this.start.group,
      ...this.copies.map(({ group }) => group),
      this.beltLoop,
      this.loop,
      ...this.names.map(({ group }) => group),
      ...this.pulse,
    ]);
    const style = `width:${stage.width}px;height:${HEIGHT}px`;
    this.root = html("div", { class: "cells", ...this.looks, style }, [...(this.strips?.canvases ?? []), this.drawing]);
    this.drawing.style.pointerEvents = "auto"; // the belts have a title
    stage.listen(this.root);
  }

  /**
   * The name of a matrix at its arrow in each copy; between boxes that stand close there is no room for it.
   * @param {import("../../types.d.ts").SharedWeights} weight
   * @param {number} index
   */
  nameOf({ name, hue }, index) {
    const { stage, boxWidth } = this;
    const gap = stage.columnWidth - boxWidth;
    const [x, y] = [
      [5, INPUT_TOP + STRIP + 21],
      [(-boxWidth - gap) / 2 - 1, MIDDLE - 7],
      [5, BOX_TOP + BOX + 32],
    ][index];
    const anchor = index === 1 ? "middle" : "start";
    const halo = { "paint-order": "stroke", stroke: stage.theme.background, "stroke-width": 3 };
    const look = { x, y, "text-anchor": anchor, "font-size": stage.size("label"), fill: hue, ...halo };
    const texts = stage.words.map(() => svg("text", look, name));
    return { texts, group: svg("g", { "font-weight": 600 }, index === 1 && gap < LEAST ? [] : texts) };
  }

  /** The cell at one timestep, and the arrows to and from it. @param {number} timestep */
  copy(timestep) {
    const { stage, stave, boxWidth, colours } = this;
    const state = stateStrip(stave.scale, colours, this.inState);
    const embedding = inputStrip(colours, this.inWord.width);
    const frame = { x: -boxWidth / 2, y: BOX_TOP, width: boxWidth, height: BOX, rx: 9 };
    const fill = this.exact ? stage.theme.background : "none";
    const box = svg("rect", { ...frame, fill, stroke: stave.hue, "stroke-width": 2 });
    const place = { x: -5, y: BOX_TOP + BOX + 17, "text-anchor": "end" };
    const small = { "font-size": stage.size("small"), fill: stage.theme.faint };
    const name = svg("text", { ...place, ...small }, `h${subscript(timestep + 1)}`);
    const down = svg("path", { d: `M0 ${INPUT_TOP + STRIP + 3}V${BOX_TOP - 4}`, "marker-end": "url(#head-in)" });
    const across = svg("path", { "marker-end": "url(#head-state)", fill: "none" });
    const out = svg("path", { d: `M0 ${BOX_TOP + BOX + 2}V${HEIGHT - 6}`, "marker-end": "url(#head-out)" });
    const belt = svg("path");
    [down, across, out].forEach((arrow, index) => this.arrows[index].append(arrow));
    this.belts.append(belt);
    return {
      group: svg("g", {}, [embedding.group, box, state.group, name]),
      state,
      embedding,
      box,
      down,
      across,
      out,
      belt,
    };
  }

  /** The state that the network begins with. */
  before() {
    const { theme } = this.stage;
    const inside = { width: 10, top: BOX_TOP + 18, height: BOX - 36 };
    const state = stateStrip(this.stave.scale, this.colours, inside);
    const frame = { x: -11, y: BOX_TOP + 14, width: 22, height: BOX - 28, rx: 6, fill: theme.background };
    const small = { "font-size": this.stage.size("small"), fill: theme.faint };
    const group = svg("g", { transform: `translate(${this.first} 0)` }, [
      svg("rect", { ...frame, stroke: theme.faint, "stroke-dasharray": "3 3" }),
      state.group,
      svg("text", { y: BOX_TOP + BOX + 4, "text-anchor": "middle", ...small }, "h₀"),
    ]);
    return { group, state };
  }

  /** Draw the numbers, on the canvases or exactly. */
  fill() {
    const { values, inputs, initial, order } = this.stave;
    this.start.state.show(inOrder(initial, 0, order), 0);
    if (this.exact) this.fillBoxes();
    else this.strips?.paint({ values: asTheyStand(values, order), inputs });
  }

  fillBoxes() {
    const { values, inputs, order } = this.stave;
    this.copies.forEach(({ state, embedding }, timestep) => {
      state.show(inOrder(values, timestep, order), 0);
      embedding.show(inputs, timestep);
    });
  }

  emptyBoxes() {
    for (const { state, embedding } of this.copies) for (const strip of [state, embedding]) strip.clear();
  }

  /** Copies that lie on one another hide one another, so they are drawn exactly. @param {boolean} exact */
  draw(exact) {
    if (!this.strips || exact === this.exact) return;
    this.exact = exact;
    this.strips.show(!exact);
    for (const { box } of this.copies) put(box, "fill", exact ? this.stage.theme.background : "none");
    if (!exact) this.emptyBoxes();
    this.fill();
  }

  /** The drawing as it stands, with exact numbers. */
  vector() {
    this.fillBoxes();
    const copy = copyOf(this.drawing);
    if (!this.exact) this.emptyBoxes();
    copy.querySelector(".covers")?.remove();
    copy.removeAttribute("style");
    for (const [key, value] of Object.entries(this.looks)) put(copy, key, value);
    return copy;
  }

  /** @param {Pick<Unrolled, "values" | "inputs" | "initial" | "order">} numbers */
  update({ values, inputs, initial, order }) {
    this.stave = { ...this.stave, values, inputs, initial, order };
    this.fill();
  }

  /** Where a copy stands: rolled up, all stand at the cursor. @param {number} timestep @param {Cursor} state */
  place(timestep, state) {
    const home = this.stage.x(state.timestep);
    return home + (this.stage.x(timestep) - home) * state.unrolled;
  }

  /** @param {Cursor} state */
  move(state) {
    this.draw(!this.strips || state.unrolled < 1);
    this.strips?.move(state, FAINT.copy * FAINT.word);
    this.copies.forEach((_, timestep) => {
      this.placeCopy(timestep, state);
      this.showCopy(timestep, state);
    });
    put(this.start.group, "opacity", state.unrolled);
    this.roll(state);
    this.stave.weights.forEach(({ name }, index) => {
      put(this.arrows[index], "stroke-width", state.lit === name ? 5 : 2);
      put(this.arrows[index], "opacity", state.lit && state.lit !== name ? 0.25 : 1);
    });
    this.travel(state);
  }

  /** @param {number} timestep @param {Cursor} state */
  placeCopy(timestep, state) {
    const { group, down, out, across, belt } = this.copies[timestep];
    const half = this.boxWidth / 2;
    const x = this.place(timestep, state);
    const from = 2 + (timestep === 0 ? this.first + 11 : this.place(timestep - 1, state) + half);
    const moved = `translate(${x.toFixed(1)} 0)`;
    for (const element of [group, down, out]) put(element, "transform", moved);
    for (const { texts } of this.names) put(texts[timestep], "transform", moved);
    put(belt, "d", `M${from.toFixed(1)} ${BELT}H${(x - half - 1).toFixed(1)}`);
    put(across, "d", `M${from.toFixed(1)} ${MIDDLE}H${(x - half - 3).toFixed(1)}`);
  }

  /** What was read is clear, what is to come is faint; rolled up, only the cursor's copy is seen. */
  /** @param {number} timestep @param {Cursor} state */
  showCopy(timestep, { timestep: at, unrolled: open, phase, lit }) {
    const { group, state, embedding, box, down, across, out, belt } = this.copies[timestep];
    const [now, read, rolled] = [timestep === at, timestep <= at, open < 1];
    const shown = now ? 1 : open;
    /** @param {number} index */
    const clear = (index) => (read || lit === this.stave.weights[index].name ? 1 : NOT_YET);
    put(belt, "opacity", rolled ? 0 : read ? 1 : NOT_YET);
    put(across, "opacity", rolled ? Math.max(0, 2 * open - 1) : clear(1));
    this.names.forEach(({ texts }, index) => put(texts[timestep], "opacity", rolled && !now ? 0 : clear(index)));
    put(down, "opacity", shown * clear(0));
    put(out, "opacity", shown * clear(2));
    put(state.group, "opacity", read ? (now ? phase : 1) : 0);
    put(embedding.group, "opacity", read ? 1 : FAINT.word);
    put(group, "opacity", shown * (read ? 1 : FAINT.copy));
    put(box, "stroke-width", now ? 3.5 : 2);
  }

  /** The loops of the rolled-up cell: its state, and the cell state of an LSTM. @param {Cursor} state */
  roll({ timestep, unrolled: open }) {
    for (const loop of [this.loop, this.beltLoop]) put(loop, "opacity", open < 1 ? 1 - open : 0);
    if (open === 1) return;
    const home = this.stage.x(timestep);
    const [left, right] = [home - this.boxWidth / 2, home + this.boxWidth / 2];
    const far = Math.min(46, this.stage.width - right - 6);
    const back = Math.min(52, left - 6);
    put(
      this.loop,
      "d",
      `M${right} ${MIDDLE}C${right + far} ${MIDDLE - 14} ${right + far * 0.65} ${BOX_TOP - 34} ` +
        `${home} ${BOX_TOP - 22}` +
        `S${left - back} ${MIDDLE - 30} ${left - 4} ${MIDDLE}`,
    );
    const below = BOX_TOP + BOX + 14;
    put(
      this.beltLoop,
      "d",
      `M${right} ${BELT}C${right + far} ${BELT + 14} ${right + far * 0.65} ${below + 12} ${home} ${below}` +
        `S${left - back} ${BELT + 30} ${left - 1} ${BELT}`,
    );
  }

  /** What travels while the network reads: the word downwards, the state to the right. @param {Cursor} state */
  travel({ timestep, phase, unrolled: open }) {
    const moving = phase < 1 && open === 1;
    for (const dot of this.pulse) put(dot, "visibility", moving ? "visible" : "hidden");
    if (!moving) return;
    const eased = phase * phase * (3 - 2 * phase);
    const home = this.stage.x(timestep);
    const from = timestep === 0 ? this.first : this.stage.x(timestep - 1);
    put(this.pulse[0], "cx", home);
    put(this.pulse[0], "cy", INPUT_TOP + (BOX_TOP + 10 - INPUT_TOP) * eased);
    put(this.pulse[1], "cx", from + (home - this.boxWidth / 2 - from) * eased);
    put(this.pulse[1], "cy", MIDDLE);
  }
}

/**
 * All rows of numbers, one a unit, as units stand.
 * @param {Matrix} values
 * @param {import("../order.js").Order} order
 */
function asTheyStand(values, order) {
  const standing = new Matrix(values.rows, values.cols);
  for (let row = 0; row < values.rows; row++) standing.row(row).set(inOrder(values, row, order).data);
  return standing;
}

/** @param {import("../../types.d.ts").SharedWeights[]} weights */
function arrowHeads(weights) {
  const look = { refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto", markerUnits: "userSpaceOnUse" };
  const heads = ["head-in", "head-state", "head-out"].map((id, index) =>
    svg("marker", { id, viewBox: "0 0 8 8", ...look }, svg("path", { d: "M0 0L8 4L0 8z", fill: weights[index].hue })),
  );
  return svg("defs", {}, heads);
}

/**
 * A state as a column of boxes, units in their order from top to bottom.
 * @param {import("../../types.d.ts").Scale} scale
 * @param {string[]} colours
 * @param {{ width: number, top: number, height: number }} size
 */
const stateStrip = (scale, colours, { width, top, height }) =>
  strip(scale, colours, (unit, units) => {
    const each = height / units;
    return { x: -width / 2, y: px(top + unit * each), width, height: px(each) };
  });

/**
 * A word vector as a row of boxes.
 * @param {string[]} colours
 * @param {number} width
 */
const inputStrip = (colours, width) =>
  strip("squashed", colours, (unit, units) => {
    const each = width / units;
    return { x: px(-width / 2 + unit * each), y: INPUT_TOP, width: px(each), height: STRIP };
  });

/**
 * Return a group of boxes, what draws numbers into them and what takes them out; the same numbers are not drawn twice.
 * @param {import("../../types.d.ts").Scale} scale
 * @param {string[]} colours
 * @param {(unit: number, units: number) => import("./cells.js").Box} boxOf
 */
function strip(scale, colours, boxOf) {
  const group = svg("g");
  let drawn = new Float64Array();
  /** @param {Matrix} matrix @param {number} row */
  const show = (matrix, row) => {
    const numbers = matrix.slice(row, row + 1);
    const { data } = numbers;
    if (data.length === drawn.length && data.every((value, unit) => Object.is(value, drawn[unit]))) return;
    drawn = Float64Array.from(data);
    group.replaceChildren(new Cells(numbers, scale, colours, (_, unit) => boxOf(unit, matrix.cols)).vector());
  };
  const clear = () => {
    drawn = new Float64Array();
    group.replaceChildren();
  };
  return { group, show, clear };
}
