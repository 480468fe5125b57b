/** Gradient norms over time on a logarithmic axis: one line a network, on the axis of the tokens. */

import { cursor } from "../../cursor.js";
import { linePath, markPath } from "../../parts/path.js";
import { atRest } from "../../parts/rest.js";
import { rowsOf } from "../../parts/rows.js";
import { power, scientific } from "../../parts/words.js";
import { copyOf, put, svg } from "../../svg.js";

const PAD = 16; // px of the usual base
const MOST_DECADES = 40;
/** @type {Record<string, number>} */
const RADII = { square: 3.6 }; // as large to the eye as the other marks
const RADIUS = 4;

/** @typedef {import("../../types.d.ts").Series} Line */

/**
 * @param {import("../stage.js").Stage} stage
 * @param {import("../../types.d.ts").ProfileStave} stave
 * @returns {import("../../types.d.ts").StaveView}
 */
export function profile(stage, stave) {
  const { label, symbol, series } = stave;
  const drawn = new Profile(stage, stave);
  return {
    root: drawn.root,
    height: drawn.height,
    label,
    symbol,
    get note() {
      return drawn.stave.note;
    },
    series,
    axis: () => drawn.ticks(),
    move: (state) => drawn.move(state),
    update: (numbers) => drawn.update(numbers),
    vector: () => copyOf(drawn.root),
    rows: () => drawn.rows(),
  };
}

class Profile {
  /**
   * @param {import("../stage.js").Stage} stage
   * @param {import("../../types.d.ts").ProfileStave} stave
   */
  constructor(stage, stave) {
    this.stage = stage;
    this.stave = stave;
    this.height = stage.px(stage.roomy ? 300 : 240);
    this.axis = new Decades(stage, stave.series, this.height);
    this.window = svg("rect", { y: 0, width: stage.width, height: this.height });
    const clip = svg("clipPath", { id: "travelled" }, this.window);
    const ring = { r: 8, fill: "none", "stroke-width": 2.5, class: "mark" };
    this.dots = stave.series.map(({ hue }) => svg("circle", { ...ring, stroke: hue }));
    this.grid = svg("g");
    this.lines = svg("g", { "clip-path": "url(#travelled)" });
    const size = { width: stage.width, height: this.height };
    this.root = svg("svg", { ...size, role: "img", "aria-label": this.name() }, [
      svg("defs", {}, clip),
      this.grid,
      this.lines,
      ...this.dots,
    ]);
    this.nameLater = atRest(() => put(this.root, "aria-label", this.name()));
    this.draw();
    stage.listen(this.root);
  }

  name() {
    return `${this.stave.label}, logarithmic; ${this.stave.series.map(ends).join("; ")}`;
  }

  /** The lines, on an axis that holds them. */
  draw() {
    const { stage, stave, axis } = this;
    this.grid.replaceChildren(...axis.grid());
    this.lines.replaceChildren(...stave.series.map((one) => draw(stage, one, axis)));
  }

  /** @param {import("../../types.d.ts").ProfileStave} stave */
  update(stave) {
    this.stave = stave;
    this.axis = new Decades(this.stage, stave.series, this.height);
    this.draw();
    this.move(cursor);
    this.nameLater();
  }

  /** @returns {[y: number, text: string][]} */
  ticks() {
    return this.axis.ticks.map((exponent) => [this.axis.y(10 ** exponent), power(exponent)]);
  }

  /** @param {import("../../cursor.js").Cursor} state */
  move({ timestep, playing, direction }) {
    const { stage, stave, window, dots, axis } = this;
    const from = playing && direction < 0 ? stage.x(timestep) - 8 : 0;
    put(window, "x", from);
    put(window, "width", stage.width - from);
    stave.series.forEach(({ values }, index) => {
      const norm = values.at(Math.min(timestep, values.rows - 1));
      const seen = axis.holds(norm);
      put(dots[index], "visibility", seen ? "visible" : "hidden");
      if (!seen) return;
      put(dots[index], "cx", stage.x(timestep));
      put(dots[index], "cy", axis.y(norm));
    });
  }

  rows() {
    const { label, series } = this.stave;
    return series.flatMap((one) =>
      rowsOf(one.values, `${label} ${one.name}`).map(([timestep, signal, , norm]) => {
        return /** @type {import("../../parts/rows.js").Row} */ ([timestep, signal, "", norm]);
      }),
    );
  }
}

/** The decades that are shown: those of the numbers, at most forty below the largest. */
class Decades {
  /**
   * @param {import("../stage.js").Stage} stage
   * @param {Line[]} series
   * @param {number} height px
   */
  constructor(stage, series, height) {
    const norms = series.flatMap(({ values }) => [...values.data]);
    const there = norms.filter((norm) => norm > 0 && Number.isFinite(norm));
    const largest = there.reduce((most, norm) => Math.max(most, norm), 0);
    const least = there.reduce((fewest, norm) => Math.min(fewest, norm), Infinity);
    this.stage = stage;
    this.height = height;
    this.pad = stage.px(PAD);
    this.high = there.length ? Math.ceil(Math.log10(largest) + 1e-9) : 0;
    const lowest = there.length ? Math.floor(Math.log10(least)) : -1;
    this.low = Math.max(Math.min(lowest, this.high - 1), this.high - MOST_DECADES);
    /** @type {number[]} */
    this.ticks = [];
    const every = Math.max(1, Math.ceil((this.high - this.low) / 6));
    for (let exponent = this.high; exponent >= this.low; exponent -= every) this.ticks.push(exponent);
  }

  /** @param {number} norm */
  y(norm) {
    return this.pad + ((this.high - Math.log10(norm)) / (this.high - this.low)) * (this.height - 2 * this.pad);
  }

  /** @param {number} norm */
  holds(norm) {
    return norm > 0 && Number.isFinite(norm) && Math.log10(norm) >= this.low;
  }

  grid() {
    const look = { x1: 0, x2: this.stage.width, stroke: this.stage.theme.line, "stroke-dasharray": "2 4" };
    return this.ticks.map((exponent) => {
      const y = this.y(10 ** exponent);
      return svg("line", { ...look, y1: y, y2: y });
    });
  }
}

/**
 * A line in words: its two ends.
 * @param {Line} line
 */
function ends({ name, values }) {
  const [first, last] = [values.at(0), values.at(values.rows - 1)].map(scientific);
  return `${name}: ${first} at the first word, ${last} at the last`;
}

/**
 * A line; where it leaves the axis it ends in a mark that points down, it is never drawn along the floor.
 * @param {import("../stage.js").Stage} stage
 * @param {Line} line
 * @param {Decades} axis
 */
function draw(stage, { values, hue, dash, mark }, axis) {
  /** @type {(import("../../parts/path.js").Point | null)[]} */
  const points = Array.from({ length: values.rows }, (_, row) =>
    axis.holds(values.at(row)) ? [stage.x(row), axis.y(values.at(row))] : null,
  );
  const marks = points.flatMap((point) =>
    point ? [svg("path", { d: markPath(mark, point, RADII[mark] ?? RADIUS) })] : [],
  );
  const leaving = points.findIndex(Boolean);
  if (leaving > 0) {
    const d = `M${stage.x(leaving - 1) - 6} ${axis.y(10 ** axis.low) - 4}h12l-6 11z`;
    marks.push(svg("path", { d }, svg("title", {}, "goes on below the axis")));
  }
  const stroke = { stroke: hue, "stroke-width": 2.5, "stroke-dasharray": dash, "stroke-linejoin": "round" };
  return svg("g", {}, [
    svg("path", { d: linePath(points), fill: "none", ...stroke }),
    svg("g", { fill: hue, stroke: stage.theme.background, "stroke-width": 1 }, marks),
  ]);
}
