/**
 * A signal as a heatmap: a column a timestep, a row a unit. On screen a canvas shows the numbers, and a drawing over it
 * the gaps between the columns, the crosses, and the cursor's marks: the cursor moves these and paints nothing.
 */

import { format } from "../../arrays.js";
import { ramp } from "../../colour.js";
import { choose } from "../../cursor.js";
import { atRest } from "../../parts/rest.js";
import { rowsOf } from "../../parts/rows.js";
import { copyOf, html, put, svg } from "../../svg.js";
import { BROKEN, Cells, EDGE, outline, px } from "./cells.js";
import { hatch } from "./hatch.js";

const GAP = 1.5;
const TOP = 4;

/** @typedef {import("../../../net/matrix.js").Matrix} Matrix */

/**
 * @param {import("../stage.js").Stage} stage
 * @param {import("../../types.d.ts").HeatStave} stave
 * @returns {import("../../types.d.ts").StaveView}
 */
export function heat(stage, stave) {
  const { label, symbol, scale, low, high, hue, note } = stave;
  const drawn = new Heat(stage, stave);
  const title = scale === "squashed" ? "the tanh of the value" : undefined;
  /** @type {[string, string]} */
  const ends = [format(low, 0), format(high, 0)];
  return {
    root: drawn.root,
    height: drawn.height,
    label,
    symbol,
    hue,
    note,
    legend: { ends, colours: drawn.cells.colours, title },
    move: drawn.marks.move,
    update: (numbers) => drawn.update(numbers),
    vector: () => drawn.vector(),
    rows: () => rowsOf(drawn.cells.values, label),
  };
}

class Heat {
  /**
   * @param {import("../stage.js").Stage} stage
   * @param {import("../../types.d.ts").HeatStave} stave
   */
  constructor(stage, { label, scale, hue, values, held }) {
    this.stage = stage;
    this.held = held;
    const [tallest, all] = stage.roomy ? [12, 132] : [9, 100];
    this.unitHeight = Math.max(2, Math.min(stage.px(tallest), stage.px(all) / values.cols));
    this.height = Math.round(this.unitHeight * values.cols) + 2 * TOP;
    const colours = ramp(scale, hue, stage.palette, stage.theme);
    const size = { width: px(stage.columnWidth - GAP), height: px(this.unitHeight) };
    this.cells = new Cells(values, scale, colours, (timestep, unit) => ({
      x: px(stage.x(timestep) - (stage.columnWidth - GAP) / 2),
      y: px(TOP + unit * this.unitHeight),
      ...size,
    }));
    const canvas = this.canvas();
    this.context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    this.crosses = svg("path", { stroke: BROKEN, "stroke-width": 1, "shape-rendering": "crispEdges" });
    this.marks = cursorMarks(stage, this.unitHeight);
    this.hatched = hatch(stage);
    const above = [this.gaps(), this.crosses, this.hatched.root, this.marks.band, this.marks.here];
    const drawing = svg("svg", { width: stage.width, height: this.height }, above);
    const style = `width:${stage.width}px;height:${this.height}px`;
    this.name = () => inWords(stage, label, scale, this.cells.values);
    this.root = html("div", { class: "cells", role: "img", "aria-label": this.name(), style }, [canvas, drawing]);
    this.nameLater = atRest(() => put(this.root, "aria-label", this.name()));
    this.paint();
    this.listen();
  }

  /** A canvas whose pixels stand where the boxes do. */
  canvas() {
    const { stage, unitHeight, cells } = this;
    const [width, height] = [cells.values.rows + 2 * EDGE, cells.values.cols + 2 * EDGE];
    const [left, top] = [stage.left - EDGE * stage.columnWidth, TOP - EDGE * unitHeight];
    const size = `width:${width * stage.columnWidth}px;height:${height * unitHeight}px`;
    return html("canvas", { width, height, style: `left:${left}px;top:${top}px;${size}` });
  }

  listen() {
    const { stage, root } = this;
    stage.listen(root, (x, y) => [stage.timestepAt(x), this.unitAt(y)]);
    root.addEventListener("click", (event) => {
      if (event.shiftKey) choose(this.unitAt(event.clientY - root.getBoundingClientRect().top));
    });
  }

  /** @param {number} y */
  unitAt(y) {
    return Math.min(Math.max(Math.floor((y - TOP) / this.unitHeight), 0), this.cells.values.cols - 1);
  }

  /** What is between the columns, in the colour of the page. */
  gaps() {
    const { stage, height } = this;
    const edges = Array.from({ length: stage.length + 1 }, (_, index) => stage.left + index * stage.columnWidth);
    const d = edges.map((x) => `M${x - GAP / 2} 0h${GAP}v${height}h${-GAP}z`).join("");
    return svg("path", { d, fill: stage.theme.background, "shape-rendering": "crispEdges" });
  }

  paint() {
    this.cells.paint(this.context);
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

  /** @param {import("../../types.d.ts").HeatStave} stave */
  update({ values, held }) {
    this.cells.values = values;
    this.held = held;
    this.paint();
    this.nameLater();
  }

  vector() {
    const { stage, height, cells, marks, hatched } = this;
    const look = { width: stage.width, height, role: "img", "aria-label": this.name() };
    return svg("svg", look, [cells.vector(), copyOf(hatched.root), copyOf(marks.band), copyOf(marks.here)]);
  }
}

/**
 * A frame around the cursor's unit, another around its number.
 * @param {import("../stage.js").Stage} stage
 * @param {number} unitHeight
 */
function cursorMarks(stage, unitHeight) {
  const look = { fill: "none", stroke: stage.theme.text, class: "mark" };
  const width = stage.columnWidth - GAP;
  const wide = { x: stage.left - 3, width: stage.columnWidth * stage.length + 6, height: unitHeight };
  const band = svg("rect", { ...look, ...wide, y: 0, "stroke-opacity": 0.45, "stroke-width": 1 });
  const here = svg("rect", { ...look, width: width + 2, height: unitHeight + 2, "stroke-width": 2, rx: 1 });
  /** @param {import("../../cursor.js").Cursor} state */
  const move = ({ timestep, unit }) => {
    put(band, "y", TOP + unit * unitHeight);
    put(here, "x", stage.x(timestep) - width / 2 - 1);
    put(here, "y", TOP - 1 + unit * unitHeight);
  };
  return { band, here, move };
}

/**
 * What the picture shows, in a sentence: where the mean over the units is lowest and highest. Of a signal with both
 * signs it is the mean size.
 * @param {import("../stage.js").Stage} stage
 * @param {string} label
 * @param {import("../../types.d.ts").Scale} scale
 * @param {Matrix} values
 */
function inWords({ words }, label, scale, values) {
  const means = words.slice(0, values.rows).map((_, timestep) => {
    const row = Array.from(values.row(timestep), (value) => (scale === "gate" ? value : Math.abs(value)));
    return row.reduce((sum, value) => sum + value, 0) / row.length;
  });
  const size = `${label}, ${values.rows} words × ${values.cols} units`;
  if (!means.every(Number.isFinite)) return `${size}: not all of it are numbers`;
  const [low, high] = [Math.min(...means), Math.max(...means)];
  /** @param {number} mean */
  const at = (mean) => `${format(mean, 2)} at “${words[means.indexOf(mean)]}”`;
  return `${size}: the mean ${scale === "gate" ? "" : "size "}is lowest, ${at(low)}, and highest, ${at(high)}`;
}
