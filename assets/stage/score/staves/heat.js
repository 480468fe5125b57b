/**
 * A signal as a heatmap: a column a timestep, a row a unit, in the order that the reader chose; a gate has its mean
 * above. On screen a canvas shows the numbers, and a drawing over it the gaps between the columns, the crosses, and the
 * cursor's marks: the cursor moves these and paints nothing.
 */

import { format } from "../../arrays.js";
import { ramp } from "../../colour.js";
import { choose } from "../../cursor.js";
import { atRest } from "../../parts/rest.js";
import { rowsOf } from "../../parts/rows.js";
import { zoomOf } from "../../parts/zoom.js";
import { copyOf, html, put, svg } from "../../svg.js";
import { NAMES, asTrained } from "../order.js";
import { BROKEN, Cells, EDGE, outline, px } from "./cells.js";
import { Drawn } from "./drawn.js";
import { hatch } from "./hatch.js";
import { MeanLine, NOTE } from "./mean.js";
import { Places } from "./places.js";

const GAP = 1.5;
const TOP = 4;
const APART = 8; // px between the mean and the units

/** @typedef {import("../../../net/matrix.js").Matrix} Matrix */

/**
 * @param {import("../stage.js").Stage} stage
 * @param {import("../../types.d.ts").HeatStave} stave
 * @returns {import("../../types.d.ts").StaveView}
 */
export const heat = (stage, stave) => new Heat(stage, stave);

export class Heat extends Drawn {
  /**
   * @param {import("../stage.js").Stage} stage
   * @param {import("../../types.d.ts").HeatStave} stave
   */
  constructor(stage, stave) {
    const { label, scale, hue, marked, values, held, ghost, order, low, high, large = false } = stave;
    super(stage, stave, 0, html("div", { class: "cells", role: "img" }));
    this.held = held;
    this.ghost = ghost;
    this.large = large;
    this.order = order ?? unordered(values.cols);
    this.mean = scale === "gate" ? new MeanLine(stage, hue, TOP, marked) : null;
    this.top = TOP + (this.mean ? this.mean.height + APART : 0);
    this.places = new Places(stage, this.order, large, this.top);
    this.height = Math.round(this.top + this.places.height) + TOP;
    const colours = ramp(scale, hue, stage.palette, stage.theme);
    const width = px(stage.columnWidth - GAP);
    this.cells = new Cells(values, scale, colours, (timestep, unit) => ({
      x: px(stage.x(timestep) - (stage.columnWidth - GAP) / 2),
      y: px(this.places.y(unit)),
      width,
      height: px(this.places.heightOf(unit)),
    }));
    const canvas = this.canvas();
    this.context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    this.crosses = svg("path", { stroke: BROKEN, "stroke-width": 1, "shape-rendering": "crispEdges" });
    this.marks = cursorMarks(stage, () => this.places);
    this.hatched = hatch(stage);
    /** @type {[string, string]} */
    const ends = [format(low, 0), format(high, 0)];
    this.legend = { ends, colours, title: scale === "squashed" ? "the tanh of the value" : undefined };
    this.note = [stave.note, this.mean && NOTE].filter(Boolean).join("; ");
    this.ahead = svg("rect", { y: 0, height: this.height, width: 0, fill: stage.theme.background });
    this.reveal = stave.reveal === true;
    const above = [this.ahead, this.gaps(), this.crosses, this.hatched.root, this.marks.band, this.marks.here];
    const drawing = svg(
      "svg",
      { width: stage.width, height: this.height },
      this.mean ? [...above, this.mean.root] : above,
    );
    this.name = () => inWords(stage, label, scale, this.cells.values, this.order);
    put(this.root, "style", `width:${stage.width}px;height:${this.height}px`);
    put(this.root, "aria-label", this.name());
    this.root.append(canvas, drawing);
    this.nameLater = atRest(() => put(this.root, "aria-label", this.name()));
    this.paint();
    this.listen();
  }

  /** A canvas whose pixels stand where the boxes do. */
  canvas() {
    const { stage, places, cells } = this;
    const [width, height] = [cells.values.rows + 2 * EDGE, places.count + 2 * EDGE];
    const [left, top] = [stage.left - EDGE * stage.columnWidth, places.top - EDGE * places.line];
    const size = `width:${width * stage.columnWidth}px;height:${height * places.line}px`;
    return html("canvas", { width, height, style: `left:${left}px;top:${top}px;${size}` });
  }

  listen() {
    const { stage, root } = this;
    stage.listen(root, (x, y) => [stage.timestepAt(x), this.places.unitAt(y)]);
    root.addEventListener("click", (event) => {
      const { shiftKey, clientY } = /** @type {MouseEvent} */ (event);
      if (shiftKey) choose(this.places.unitAt((clientY - root.getBoundingClientRect().top) / zoomOf(root)));
    });
  }

  /** What is between the columns, in the colour of the page. */
  gaps() {
    const { stage, places } = this;
    const edges = Array.from({ length: stage.length + 1 }, (_, index) => stage.left + index * stage.columnWidth);
    const d = edges.map((x) => `M${x - GAP / 2} ${places.top}h${GAP}v${places.height}h${-GAP}z`).join("");
    return svg("path", { d, fill: stage.theme.background, "shape-rendering": "crispEdges" });
  }

  paint() {
    this.cells.paint(this.context, this.places);
    this.mean?.draw(this.cells.values, this.ghost);
    put(this.crosses, "d", this.cells.crosses());
    this.hatched.over(this.heldBoxes());
  }

  /** The path of the boxes whose numbers are held by hand. */
  heldBoxes() {
    let path = "";
    this.held?.data.forEach((value, place) => {
      const { cols } = this.cells.values;
      if (!Number.isNaN(value)) path += outline(this.cells.boxOf(Math.floor(place / cols), place % cols));
    });
    return path;
  }

  axis() {
    return this.places.numbers();
  }

  /** @param {import("../../cursor.js").Cursor} state */
  move(state) {
    this.marks.move(state);
    if (this.reveal) this.coverAhead(state.timestep);
  }

  /** Cover the columns of words that were not read yet. @param {number} timestep */
  coverAhead(timestep) {
    const { stage, ahead } = this;
    put(ahead, "x", px(stage.x(timestep) + stage.columnWidth / 2));
    put(ahead, "width", px((stage.length - 1 - timestep) * stage.columnWidth));
  }

  rows() {
    return rowsOf(this.cells.values, this.label);
  }

  /** @param {Pick<import("../../types.d.ts").HeatStave, "values" | "held" | "ghost" | "order">} stave */
  update({ values, held, ghost, order = this.order }) {
    this.cells.values = values;
    this.held = held;
    this.ghost = ghost;
    if (order !== this.order) this.places = new Places(this.stage, order, this.large, this.top);
    this.order = order;
    this.paint();
    this.nameLater();
  }

  vector() {
    const { stage, height, cells, marks, hatched, mean } = this;
    const look = { width: stage.width, height, role: "img", "aria-label": this.name() };
    const above = [this.ahead, hatched.root, marks.band, marks.here, ...(mean ? [mean.root] : [])];
    return svg("svg", look, [cells.vector(), ...above.map((one) => copyOf(one))]);
  }
}

/**
 * A frame around the cursor's unit, another around its number.
 * @param {import("../stage.js").Stage} stage
 * @param {() => Places} places where the units stand now
 */
function cursorMarks(stage, places) {
  const look = { fill: "none", stroke: stage.theme.text, class: "mark" };
  const width = stage.columnWidth - GAP;
  const wide = { x: stage.left - 3, width: stage.columnWidth * stage.length + 6 };
  const band = svg("rect", { ...look, ...wide, y: 0, "stroke-opacity": 0.45, "stroke-width": 1 });
  const here = svg("rect", { ...look, width: width + 2, "stroke-width": 2, rx: 1 });
  /** @param {import("../../cursor.js").Cursor} state */
  const move = ({ timestep, unit }) => {
    const [y, height] = [places().y(unit), places().heightOf(unit)];
    put(band, "y", y);
    put(band, "height", height);
    put(here, "x", stage.x(timestep) - width / 2 - 1);
    put(here, "y", y - 1);
    put(here, "height", height + 2);
  };
  return { band, here, move };
}

/** As they were trained, none of them large. @param {number} units @returns {import("../order.js").Order} */
const unordered = (units) => ({ by: "trained", units: asTrained(units), few: [] });

/**
 * What the picture shows, in a sentence: where the mean over the units is lowest and highest, and which unit matters
 * most. Of a signal with both signs it is the mean size.
 * @param {import("../stage.js").Stage} stage
 * @param {string} label
 * @param {import("../../types.d.ts").Scale} scale
 * @param {Matrix} values
 * @param {import("../order.js").Order} order
 */
function inWords({ words }, label, scale, values, { by, few }) {
  const means = words.slice(0, values.rows).map((_, timestep) => {
    const row = Array.from(values.row(timestep), (value) => (scale === "gate" ? value : Math.abs(value)));
    return row.reduce((sum, value) => sum + value, 0) / row.length;
  });
  const size = `${label}, ${values.rows} words × ${values.cols} units`;
  if (!means.every(Number.isFinite)) return `${size}: not all of it are numbers`;
  const [low, high] = [Math.min(...means), Math.max(...means)];
  const measure = NAMES[by === "carried" ? by : "effect"];
  const first = few.length ? `; first ${measure}: unit ${few[0] + 1}` : "";
  /** @param {number} mean */
  const at = (mean) => `${format(mean, 2)} at “${words[means.indexOf(mean)]}”`;
  return `${size}: the mean ${scale === "gate" ? "" : "size "}is lowest, ${at(low)}, and highest, ${at(high)}${first}`;
}
