/** The mean of a gate as bars on the scale from 0 to 1. The one that is meant has its number. */

import { format } from "../../arrays.js";
import { put, say, svg } from "../../svg.js";
import { outline, px } from "./cells.js";
import { farthest, sharesOf } from "./mean.js";

/** In px of the usual base. */
const ABOVE = 16; // room for the number of a bar that is full
const BELOW = 6;
const BETWEEN = 0.24; // of a column
const FAINT = 0.3;

/** @typedef {import("../../../net/matrix.js").Matrix} Matrix */

export class MeanBars {
  /**
   * @param {import("../stage.js").Stage} stage
   * @param {string} hue
   * @param {{ top: number, height: number }} place px
   * @param {"lowest" | "highest"} marked the bar that is meant
   */
  constructor(stage, hue, { top, height }, marked) {
    const { text, background, line } = stage.theme;
    this.stage = stage;
    this.opens = marked === "highest";
    this.height = height;
    this.top = top;
    const halo = { "paint-order": "stroke", stroke: background, "stroke-width": 3, "stroke-linejoin": "round" };
    this.others = svg("path", { fill: hue, "fill-opacity": FAINT });
    this.meant = svg("path", { fill: hue });
    this.ghost = svg("path", { fill: "none", stroke: text, "stroke-width": 1.2, "stroke-dasharray": "4 3" });
    const look = { ...halo, fill: text, "font-weight": 700, "text-anchor": "middle", class: "mean" };
    this.number = svg("text", { ...look, "font-size": stage.size("label") });
    const ends = [1, 0].map((end) => {
      const y = this.y(end);
      return svg("line", { x1: stage.left, x2: stage.width, y1: y, y2: y, stroke: line, "stroke-dasharray": "2 4" });
    });
    this.root = svg("g", {}, [...ends, this.others, this.meant, this.ghost, this.number]);
  }

  /** @param {number} value */
  y(value) {
    const [above, below] = [ABOVE, BELOW].map((one) => this.stage.px(one));
    return this.top + above + (1 - Math.min(Math.max(value, 0), 1)) * (this.height - above - below);
  }

  /**
   * @param {Matrix} values
   * @param {Matrix | undefined} ghost the network left alone
   */
  draw(values, ghost) {
    const means = sharesOf(values).map(({ mean }) => mean);
    const at = farthest(means, this.opens);
    const drawn = Number.isFinite(means[at]);
    put(this.others, "d", means.map((mean, t) => (t === at ? "" : this.bar(mean, t))).join(""));
    put(this.meant, "d", this.bar(means[at], at));
    const alone = ghost ? sharesOf(ghost) : [];
    put(this.ghost, "d", alone.map(({ mean }, t) => this.bar(mean, t)).join(""));
    put(this.number, "visibility", drawn ? "visible" : "hidden");
    if (!drawn) return;
    put(this.number, "x", this.stage.x(at));
    put(this.number, "y", this.y(means[at]) - this.stage.px(4));
    say(this.number, format(means[at], 2));
  }

  /** The path of a bar; none where the mean is no number. @param {number} mean @param {number} timestep */
  bar(mean, timestep) {
    if (!Number.isFinite(mean)) return "";
    const width = this.stage.columnWidth * (1 - BETWEEN);
    const [top, foot] = [this.y(mean), this.y(0)];
    return outline({ x: px(this.stage.x(timestep) - width / 2), y: px(top), width: px(width), height: px(foot - top) });
  }
}
