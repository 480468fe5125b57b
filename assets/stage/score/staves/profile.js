// @ts-nocheck
/** Gradient norms over time on a logarithmic axis: one line a network, on the axis of the tokens. */

import { power, scientific } from "../../arrays.js";
import { linePath, markPath } from "../../parts/path.js";
import { put, svg } from "../../svg.js";

const PAD = 16;
const MOST_DECADES = 40;
const RADII = { circle: 4, square: 3.6, diamond: 4 };

/** Decades to show: those of the numbers, at most forty below the largest. */
function decades(series) {
  const norms = series.flatMap(({ values }) => [...values.values]).filter((norm) => norm > 0 && Number.isFinite(norm));
  if (norms.length === 0) return [-1, 0];
  const high = Math.ceil(Math.log10(norms.reduce((a, b) => Math.max(a, b))) + 1e-9);
  const low = Math.floor(Math.log10(norms.reduce((a, b) => Math.min(a, b))));
  return [Math.max(Math.min(low, high - 1), high - MOST_DECADES), high];
}

export function profile(stage, { label, symbol, series, note }) {
  const height = stage.roomy ? 300 : 240;
  const [low, high] = decades(series);
  const y = (norm) => PAD + ((high - Math.log10(norm)) / (high - low)) * (height - 2 * PAD);
  const every = Math.max(1, Math.ceil((high - low) / 6));
  const ticks = [];
  for (let exponent = high; exponent >= low; exponent -= every) ticks.push(exponent);
  const grid = ticks.map((exponent) =>
    svg("line", {
      x1: 0,
      x2: stage.width,
      y1: y(10 ** exponent),
      y2: y(10 ** exponent),
      stroke: stage.theme.line,
      "stroke-dasharray": "2 4",
    }),
  );
  const drawn = series.map((one) => draw(stage, one, y, low));
  const window = svg("rect", { y: 0, width: stage.width, height });
  const clip = svg("clipPath", { id: "travelled" }, window);
  const dots = series.map(({ hue }) =>
    svg("circle", { r: 8, fill: "none", stroke: hue, "stroke-width": 2.5, class: "mark" }),
  );
  const root = svg(
    "svg",
    {
      width: stage.width,
      height,
      role: "img",
      "aria-label": `${label}, logarithmic; ${series.map(ends).join("; ")}`,
    },
    [svg("defs", {}, clip), ...grid, svg("g", { "clip-path": "url(#travelled)" }, drawn), ...dots],
  );
  root.onpointermove = (event) => event.pointerType === "mouse" && stage.follow(event, root);
  root.onclick = (event) => stage.pin(event, root);
  return {
    root,
    height,
    label,
    symbol,
    note,
    series,
    axis: ticks.map((exponent) => [y(10 ** exponent), power(exponent)]),
    move(state) {
      const from = state.playing && state.direction < 0 ? stage.x(state.timestep) - 8 : 0;
      put(window, "x", from);
      put(window, "width", stage.width - from);
      series.forEach(({ values }, index) => {
        const norm = values.at(Math.min(state.timestep, values.rows - 1));
        const seen = norm > 0 && Number.isFinite(norm) && Math.log10(norm) >= low;
        put(dots[index], "visibility", seen ? "visible" : "hidden");
        if (!seen) return;
        put(dots[index], "cx", stage.x(state.timestep));
        put(dots[index], "cy", y(norm));
      });
    },
    rows: () =>
      series.flatMap(({ name, values }) =>
        Array.from({ length: values.rows }, (_, row) => [row, `${label} ${name}`, "", values.at(row)]),
      ),
  };
}

/** A line in words: its two ends. */
function ends({ name, values }) {
  const [first, last] = [values.at(0), values.at(values.rows - 1)].map(scientific);
  return `${name}: ${first} at the first word, ${last} at the last`;
}

/** A line; where it leaves the axis it ends in a mark that points down, it is never drawn along the floor. */
function draw(stage, { values, hue, dash, mark }, y, low) {
  const points = [];
  for (let row = 0; row < values.rows; row++) {
    const norm = values.at(row);
    points.push(norm > 0 && Number.isFinite(norm) && Math.log10(norm) >= low ? [stage.x(row), y(norm)] : null);
  }
  const path = linePath(points);
  const marks = points
    .filter(Boolean)
    .map((point) => svg("path", { d: markPath(mark, point, RADII[mark] ?? RADII.circle) }));
  const leaving = points.findIndex(Boolean);
  const floor = y(10 ** low);
  const below =
    leaving > 0
      ? [
          svg(
            "path",
            { d: `M${stage.x(leaving - 1) - 6} ${floor - 4}h12l-6 11z` },
            svg("title", {}, "goes on below the axis"),
          ),
        ]
      : [];
  return svg("g", {}, [
    svg("path", {
      d: path,
      fill: "none",
      stroke: hue,
      "stroke-width": 2.5,
      "stroke-dasharray": dash,
      "stroke-linejoin": "round",
    }),
    svg("g", { fill: hue, stroke: stage.theme.background, "stroke-width": 1 }, [...marks, ...below]),
  ]);
}
