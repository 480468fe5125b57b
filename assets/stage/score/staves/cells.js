/**
 * Numbers as coloured boxes, described once: a canvas paints them, an SVG writes them as exact vectors.
 * On the canvas a number is one pixel, or a few under one another, which the page enlarges without blur: sharp at any
 * zoom, small for any sentence.
 */

import { LEVELS, RANGE, levelOf, packed, shown } from "../../colour.js";
import { svg } from "../../svg.js";

export const EDGE = 1; // empty pixels around the numbers: where a canvas ends, a page may blur it
export const BROKEN = "#d6009a"; // what is not a number is crossed out in it

/** @typedef {{ x: number, y: number, width: number, height: number }} Box */
/** @typedef {import("../../../net/matrix.js").Matrix} Matrix */

/** @param {Box} box */
export const cross = ({ x, y, width, height }) => `M${x} ${y}l${width} ${height}M${x + width} ${y}l${-width} ${height}`;

/** @param {Box} box */
export const outline = ({ x, y, width, height }) => `M${x} ${y}h${width}v${height}h${-width}z`;

/** A length in px, as short as the eye needs it. @param {number} value */
export const px = (value) => Number(value.toFixed(2));

/** A column a timestep, a row a unit. `values` may be replaced by others of the same shape. */
export class Cells {
  /**
   * @param {Matrix} values
   * @param {import("../../types.d.ts").Scale} scale
   * @param {string[]} colours one a level
   * @param {(timestep: number, unit: number) => Box} boxOf where a number stands in the drawing
   */
  constructor(values, scale, colours, boxOf) {
    this.values = values;
    this.scale = scale;
    this.colours = colours;
    this.boxOf = boxOf;
    /** @type {Uint32Array | null} */
    this.pixels = null; // the colours as pixels, of those that are painted
  }

  /** @param {(level: number, timestep: number, unit: number) => void} draw level -1 is a number that is not finite */
  each(draw) {
    const { values, scale } = this;
    const [low, high] = RANGE[scale];
    for (let timestep = 0; timestep < values.rows; timestep++) {
      for (let unit = 0; unit < values.cols; unit++)
        draw(levelOf(shown(scale, values.at(timestep, unit)), low, high), timestep, unit);
    }
  }

  /**
   * Paint each number as pixels, one for each line of its unit; one that is not finite is left out, `crosses` stand
   * there.
   * @param {CanvasRenderingContext2D} context of a canvas of timesteps × lines, and an edge around them
   * @param {Pick<import("./places.js").Places, "first" | "lines" | "count">} places where the units stand
   */
  paint(context, { first, lines, count }) {
    const { rows } = this.values;
    const picture = context.createImageData(rows, count);
    const painted = new Uint32Array(picture.data.buffer);
    const pixels = (this.pixels ??= Uint32Array.from(this.colours, packed));
    this.each((level, timestep, unit) => {
      if (level < 0) return;
      for (let line = 0; line < lines[unit]; line++) painted[(first[unit] + line) * rows + timestep] = pixels[level];
    });
    context.putImageData(picture, EDGE, EDGE);
  }

  /** Return the path of the crosses over the numbers that are not finite. */
  crosses() {
    let path = "";
    this.each((level, timestep, unit) => {
      if (level < 0) path += cross(this.boxOf(timestep, unit));
    });
    return path;
  }

  /** Return a group that draws them exactly: one path a colour, few elements however long the sentence. */
  vector() {
    const paths = Array.from({ length: LEVELS + 1 }, () => "");
    this.each((level, timestep, unit) => {
      if (level >= 0) paths[level] += outline(this.boxOf(timestep, unit));
    });
    const drawn = paths.flatMap((d, level) => (d ? [svg("path", { d, fill: this.colours[level] })] : []));
    const broken = this.crosses();
    if (broken) drawn.push(svg("path", { d: broken, stroke: BROKEN, "stroke-width": 1 }));
    return svg("g", { "shape-rendering": "crispEdges" }, drawn);
  }
}
