/** Lines over a number, with their names at their ends: a small picture without axes of its own to be read first. */

import { percent } from "../parts/words.js";
import { svg } from "../svg.js";

/**
 * @typedef {object} Line
 * @property {string} name at its end; "" for none
 * @property {string} hue
 * @property {string} [dash]
 * @property {number} [weight] px
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
  const right = Math.max(width - longest * size * 0.62 - 14, left + 40);
  const bottom = height - size * (plot.xTitle ? 2.9 : 1.6);
  const x = scale(plot.x, left, right);
  const y = (/** @type {number} */ value) => scale(plot.y, bottom, size)(inside(value, plot.y));
  const look = { "font-size": size, fill: theme.faint };
  const middle = { ...look, "text-anchor": "middle" };
  return svg("svg", { width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" }, [
    ...plot.yTicks.flatMap(([value, told]) => [
      svg("line", { x1: left, x2: right, y1: y(value), y2: y(value), stroke: theme.line }),
      svg("text", { ...look, x: left - 8, y: y(value) + size * 0.35, "text-anchor": "end" }, told),
    ]),
    ...plot.xTicks.map(([value, told]) => svg("text", { ...middle, x: x(value), y: bottom + size * 1.25 }, told)),
    svg("text", { ...middle, x: (left + right) / 2, y: height - 4 }, plot.xTitle),
    ...plot.lines.flatMap((line) => lineOf(line, x, y)),
    ...namesOf(plot.lines, y, size * 1.15).map(([at, name]) =>
      svg("text", { ...look, "font-weight": 700, fill: theme.text, x: right + 10, y: at + size * 0.35 }, name),
    ),
    ...(plot.notes ?? []).flatMap(([a, b, told]) => {
      const late = x(a) > (left + 3 * right) / 4;
      const high = y(b) - 9 < size; // no room above
      const at = high ? y(b) + size * 1.3 : y(b) - 9;
      const place = { x: x(a) + (late ? -6 : 6), y: at, "text-anchor": late ? "end" : "start" };
      return [
        svg("circle", { cx: x(a), cy: y(b), r: 4, fill: theme.text }),
        svg("text", { ...look, fill: theme.text, ...place }, told),
      ];
    }),
  ]);
}

/** The points of a line that are numbers. @param {Line} line */
const seen = ({ points }) => points.filter(([, value]) => Number.isFinite(value));

/**
 * @param {Line} line
 * @param {(value: number) => number} x
 * @param {(value: number) => number} y
 */
function lineOf(line, x, y) {
  const points = seen(line).map(([a, b]) => `${x(a).toFixed(1)},${y(b).toFixed(1)}`);
  const look = { fill: "none", stroke: line.hue, "stroke-width": line.weight ?? 3, "stroke-dasharray": line.dash };
  return points.length ? [svg("polyline", { points: points.join(" "), ...look, "stroke-linejoin": "round" })] : [];
}

/**
 * Where the names of lines stand, none on another.
 * @param {Line[]} lines
 * @param {(value: number) => number} y
 * @param {number} least px between two
 */
function namesOf(lines, y, least) {
  /** @type {[at: number, name: string][]} */
  const ends = lines.flatMap((line) => {
    const last = seen(line).at(-1);
    return line.name && last ? [/** @type {[number, string]} */ ([y(last[1]), line.name])] : [];
  });
  return apart(ends, least);
}

/**
 * Lines of shares whose names say where they end; of those that end alike, the first says it for all.
 * @template {Line} Named
 * @param {Named[]} lines
 * @returns {Named[]}
 */
export function namedByEnds(lines) {
  const ends = lines.map((line) => `${percent(seen(line).at(-1)?.[1] ?? NaN)} %`);
  return lines.map((line, at) => {
    const alike = lines.filter((_, other) => ends[other] === ends[at]);
    const name = alike[0] === line ? `${alike.map((one) => one.name).join(", ")} ${ends[at]}` : "";
    return { ...line, name };
  });
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
