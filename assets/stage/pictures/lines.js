/** Lines over a number, with their names at their ends: a small picture without axes of its own to be read first. */

import { put, svg } from "../svg.js";

/**
 * @typedef {object} Line
 * @property {string} name at its end; "" for none
 * @property {string} hue
 * @property {string} [dash]
 * @property {number} [weight] px
 * @property {boolean} [faint] whether it only stands behind
 * @property {[x: number, y: number][]} points
 *
 * @typedef {object} Plot
 * @property {Line[]} lines
 * @property {[low: number, high: number]} x
 * @property {[low: number, high: number]} y
 * @property {[value: number, text: string][]} xTicks
 * @property {[value: number, text: string][]} yTicks
 * @property {string} xTitle
 * @property {[x: number, y: number, text: string][]} [notes] told at a point
 *
 * @typedef {object} Room
 * @property {number} width px
 * @property {number} height px
 * @property {import("../colour.js").Theme} theme
 * @property {import("../parts/type.js").Type} type
 */

/**
 * Return the drawing, as wide and as high as there is room, px.
 * @param {Plot} plot
 * @param {Room} room
 */
export function drawLines(plot, { width, height, theme, type }) {
  const size = type.size("label");
  const longest = Math.max(0, ...plot.lines.map(({ name }) => name.length));
  const widest = Math.max(0, ...plot.yTicks.map(([, text]) => text.length));
  const left = widest * size * 0.6 + 12;
  const right = longest * size * 0.62 + 14;
  const [top, bottom] = [size, size * 2.9];
  const x = scale(plot.x, left, Math.max(width - right, left + 40));
  const y = scale(plot.y, height - bottom, top);
  const text = { "font-size": size, fill: theme.faint };
  const root = svg("svg", { width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" });
  for (const [value, told] of plot.yTicks) {
    const at = y(value);
    root.append(
      svg("line", { x1: left, x2: x(plot.x[1]), y1: at, y2: at, stroke: theme.line, "stroke-width": 1 }),
      svg("text", { ...text, x: left - 8, y: at + size * 0.35, "text-anchor": "end" }, told),
    );
  }
  for (const [value, told] of plot.xTicks)
    root.append(svg("text", { ...text, x: x(value), y: height - bottom + size * 1.25, "text-anchor": "middle" }, told));
  const middle = (left + x(plot.x[1])) / 2;
  root.append(svg("text", { ...text, x: middle, y: height - 4, "text-anchor": "middle" }, plot.xTitle));
  /** @type {[at: number, line: Line][]} */
  const ends = [];
  for (const line of plot.lines) {
    const seen = line.points.filter(([, value]) => Number.isFinite(value));
    if (!seen.length) continue;
    const points = seen.map(([a, b]) => `${x(a).toFixed(1)},${y(inside(b, plot.y)).toFixed(1)}`).join(" ");
    const look = { fill: "none", stroke: line.hue, "stroke-width": line.weight ?? 3, "stroke-dasharray": line.dash };
    const shape = svg("polyline", { points, ...look, "stroke-linejoin": "round" });
    if (line.faint) put(shape, "opacity", 0.35);
    root.append(shape);
    if (line.name) ends.push([y(inside(seen[seen.length - 1][1], plot.y)), line]);
  }
  for (const [at, line] of apart(ends, size * 1.15)) {
    const look = { "font-size": size, "font-weight": 700, fill: theme.text };
    root.append(svg("text", { ...look, x: x(plot.x[1]) + 10, y: at + size * 0.35 }, line.name));
  }
  for (const [a, b, told] of plot.notes ?? []) {
    const at = { x: x(a) + 6, y: y(inside(b, plot.y)) - 8 };
    root.append(
      svg("circle", { cx: x(a), cy: y(inside(b, plot.y)), r: 4, fill: theme.text }),
      svg("text", { "font-size": size, fill: theme.text, ...at }, told),
    );
  }
  return root;
}

/** @param {[number, number]} range @param {number} from @param {number} to @returns {(value: number) => number} */
const scale =
  ([low, high], from, to) =>
  (value) =>
    from + ((value - low) / (high - low || 1)) * (to - from);

/** @param {number} value @param {[number, number]} range */
const inside = (value, [low, high]) => Math.min(Math.max(value, low), high);

/**
 * Move names that would stand on one another apart, from top to bottom.
 * @template Named
 * @param {[at: number, named: Named][]} ends
 * @param {number} least px between two
 * @returns {[at: number, named: Named][]}
 */
export function apart(ends, least) {
  const sorted = [...ends].sort(([a], [b]) => a - b);
  /** @type {[at: number, named: Named][]} */
  const placed = [];
  for (const [at, named] of sorted) {
    const above = placed.at(-1);
    placed.push([above ? Math.max(at, above[0] + least) : at, named]);
  }
  const over = sorted.length ? Math.max(0, (placed.at(-1)?.[0] ?? 0) - (sorted.at(-1)?.[0] ?? 0)) / 2 : 0;
  return placed.map(([at, named]) => [at - over, named]);
}
