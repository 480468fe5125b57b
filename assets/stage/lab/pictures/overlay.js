// @ts-nocheck
/**
 * The lines of a figure, drawn over Plotly's axes. Plotly needs some 50 ms for a figure, a path needs none: so the
 * film runs at 60 frames a second and live lines do not stutter. Plotly keeps axes, zoom and hover.
 */

import { linePath, markPath } from "../../parts/path.js";
import { put, svg } from "../../svg.js";

/** Where Plotly's axes lie now, zoomed or not; null before its first drawing. */
export function axesOf(plot) {
  const { xaxis, yaxis } = plot._fullLayout ?? {}; // the only place where Plotly says so
  if (!xaxis?._length || !yaxis?._length) return null;
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

const drawable = (axes, value) =>
  value !== null && value !== undefined && Number.isFinite(value) && (!axes.log || value > 0);

/** A path through the points; a gap where there is no number. */
export const courseOf = (axes, { x, y }) =>
  linePath(Array.from(x, (place, index) => (drawable(axes, y[index]) ? [axes.x(place), axes.y(y[index])] : null)));

function areaPath(axes, below, above) {
  const there = above.x
    .map((_, index) => index)
    .filter((index) => drawable(axes, above.y[index]) && drawable(axes, below.y[index]));
  const point = (line) => (index) => `${axes.x(line.x[index]).toFixed(1)} ${axes.y(line.y[index]).toFixed(1)}`;
  return there.length === 0 ? "" : `M${[...there.map(point(above)), ...there.reverse().map(point(below))].join("L")}z`;
}

const marksPath = (axes, { x, y, marker: { symbol, size } }) =>
  x
    .map((place, index) =>
      drawable(axes, y[index]) ? markPath(symbol, [axes.x(place), axes.y(y[index])], size / 2) : "",
    )
    .join("");

/** What to draw for Plotly traces, as attributes of paths. */
export function pathsOf(axes, traces) {
  return traces.flatMap((trace, index) => {
    const { color, width, dash } = trace.line;
    const opacity = trace.opacity ?? 1;
    const paths = [];
    if (trace.fill === "tonexty")
      paths.push({ d: areaPath(axes, traces[index - 1], trace), fill: trace.fillcolor, stroke: "none", opacity });
    if (width > 0)
      paths.push({
        d: courseOf(axes, trace),
        fill: "none",
        stroke: color,
        "stroke-width": width,
        "stroke-dasharray": dash === "solid" ? "" : dash.replaceAll("px", "").replaceAll(",", " "),
        opacity,
      });
    if (trace.marker) paths.push({ d: marksPath(axes, trace), fill: color, stroke: "none", opacity });
    return paths;
  });
}

export function makeOverlay() {
  const picture = svg("svg", { class: "overlay", "aria-hidden": "true" });
  const pool = [];
  return {
    picture,
    draw(axes, traces) {
      const place = `left:${axes.left}px;top:${axes.top}px`;
      put(picture, "style", place);
      put(picture, "width", axes.width);
      put(picture, "height", axes.height);
      const paths = pathsOf(axes, traces);
      while (pool.length < paths.length) {
        pool.push(svg("path", { "stroke-linejoin": "round" }));
        picture.append(pool.at(-1));
      }
      pool.forEach((path, index) => {
        const wanted = paths[index] ?? { d: "" };
        for (const [name, value] of Object.entries(wanted)) put(path, name, value);
      });
    },
  };
}
