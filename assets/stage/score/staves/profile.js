/** Norms over time on a logarithmic axis: one line a network or a path, on the axis of the tokens. */

import { cursor } from "../../cursor.js";
import { atRest } from "../../parts/rest.js";
import { rowsOf } from "../../parts/rows.js";
import { scientific } from "../../parts/words.js";
import { copyOf, put, svg } from "../../svg.js";
import { LogAxis, drawGhost, drawLine, numbersOf } from "./logarithmic.js";

const LARGE = 1.7; // times as high

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
    axis: () => drawn.axis.labels(),
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
    this.height = stage.px((stage.roomy ? 300 : 240) * (stave.large ? LARGE : 1));
    this.axis = new LogAxis(stage, numbersOf(stave.series), this.height);
    this.window = svg("rect", { y: 0, width: stage.width, height: this.height });
    const travelled = `travelled-${stave.id}`; // its own: staves differ in height, and a file holds them all
    const clip = svg("clipPath", { id: travelled }, this.window);
    const ring = { r: 8, fill: "none", "stroke-width": 2.5, class: "mark" };
    this.dots = stave.series.map(({ hue }) => svg("circle", { ...ring, stroke: hue }));
    this.grid = svg("g");
    this.lines = svg("g", { "clip-path": `url(#${travelled})` });
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
    const ghosts = stave.series.flatMap((one) => (one.ghost ? [drawGhost(stage, one.ghost, one.hue, axis)] : []));
    this.lines.replaceChildren(...ghosts, ...stave.series.map((one) => drawLine(stage, one, axis)));
  }

  /** @param {import("../../types.d.ts").ProfileStave} stave */
  update(stave) {
    this.stave = stave;
    this.axis = new LogAxis(this.stage, numbersOf(stave.series), this.height);
    this.draw();
    this.move(cursor);
    this.nameLater();
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

/**
 * A line in words: its two ends.
 * @param {Line} line
 */
function ends({ name, values }) {
  const [first, last] = [values.at(0), values.at(values.rows - 1)].map(scientific);
  return `${name}: ${first} at the first word, ${last} at the last`;
}
