/**
 * The lines of a figure, drawn over Plotly's axes. Plotly needs some 50 ms for a figure, a path needs none: so the
 * film runs at 60 frames a second and live lines do not stutter. Plotly keeps axes, zoom and hover.
 */

import { linePath, markPath } from "../../parts/path.js";
import { put, svg } from "../../svg.js";

/** @typedef {import("./lines.js").Trace} Trace */
/** @typedef {import("../types.d.ts").Line} Line */

/**
 * @typedef {object} Axes Where a figure's axes lie, px.
 * @property {number} left
 * @property {number} top
 * @property {number} width
 * @property {number} height
 * @property {boolean} log whether the vertical one is logarithmic
 * @property {(value: number) => number} x
 * @property {(value: number) => number} y
 */

/**
 * Where Plotly's axes lie now, zoomed or not; null before its first drawing.
 * @param {any} plot
 * @returns {Axes | null}
 */
export function axesOf(plot) {
  const { xaxis, yaxis } = plot._fullLayout ?? {}; // the only place where Plotly says so
  if (!xaxis?._length || !yaxis?._length) return null;
  /** @type {(axis: any) => (value: number) => number} */
  const scale = ({ type, range, _length }) => {
    const [from, to] = range.map(Number);
    const of = type === "log" ? Math.log10 : Number;
    return (value) => ((of(value) - from) / (to - from)) * _length;
  };
  const y = scale(yaxis);
  return {
    left: xaxis._offset,
    top: yaxis._offset,
    width: xaxis._length,
    height: yaxis._length,
    log: yaxis.type === "log",
    x: scale(xaxis),
    y: (value) => yaxis._length - y(value),
  };
}

/**
 * The points of a line on the axes; null where there is no number.
 * @param {Axes} axes
 * @param {Line} line
 * @returns {(import("../../parts/path.js").Point | null)[]}
 */
function pointsOf(axes, { x, y }) {
  return x.map((place, index) => {
    const value = y[index] ?? NaN;
    return Number.isFinite(value) && (!axes.log || value > 0) ? [axes.x(place), axes.y(value)] : null;
  });
}

/**
 * A path through the points; a gap where there is no number.
 * @param {Axes} axes
 * @param {Line} line
 */
export const courseOf = (axes, line) => linePath(pointsOf(axes, line));

/**
 * @param {Axes} axes
 * @param {Line} below
 * @param {Line} above
 */
function areaPath(axes, below, above) {
  const [low, high] = [pointsOf(axes, below), pointsOf(axes, above)];
  const there = high.flatMap((point, index) => (point && low[index] ? [[point, low[index]]] : []));
  const outline = [...there.map(([upper]) => upper), ...there.map(([, lower]) => lower).reverse()];
  return outline.length === 0 ? "" : `${linePath(outline)}z`;
}

/**
 * What to draw for Plotly traces, as attributes of paths.
 * @param {Axes} axes
 * @param {Trace[]} traces
 * @returns {Record<string, string | number>[]}
 */
export function pathsOf(axes, traces) {
  return traces.flatMap((trace, index) => {
    const { color, width, dash = "" } = trace.line;
    const opacity = trace.opacity ?? 1;
    const paths = [];
    if (trace.fill) {
      const d = areaPath(axes, traces[index - 1], trace);
      paths.push({ d, fill: trace.fillcolor ?? color, stroke: "none", opacity });
    }
    if (width > 0) {
      const pattern = dash === "solid" ? "" : dash.replaceAll("px", "").replaceAll(",", " ");
      const pen = { fill: "none", stroke: color, "stroke-width": width, "stroke-dasharray": pattern, opacity };
      paths.push({ d: courseOf(axes, trace), ...pen });
    }
    const { marker } = trace;
    if (marker) {
      const points = pointsOf(axes, trace).filter((point) => point !== null);
      const d = points.map((point) => markPath(marker.symbol, point, marker.size / 2)).join("");
      paths.push({ d, fill: color, stroke: "none", opacity });
    }
    return paths;
  });
}

export class Overlay {
  picture = svg("svg", { class: "overlay", "aria-hidden": "true" });
  /** @type {SVGPathElement[]} */
  #pool = [];

  /**
   * @param {Axes} axes
   * @param {Trace[]} traces
   */
  draw(axes, traces) {
    put(this.picture, "style", `left:${axes.left}px;top:${axes.top}px`);
    put(this.picture, "width", axes.width);
    put(this.picture, "height", axes.height);
    const paths = pathsOf(axes, traces);
    while (this.#pool.length < paths.length) {
      const path = svg("path", { "stroke-linejoin": "round" });
      this.#pool.push(path);
      this.picture.append(path);
    }
    this.#pool.forEach((path, index) => {
      for (const [name, value] of Object.entries(paths[index] ?? { d: "" })) put(path, name, value);
    });
  }
}
