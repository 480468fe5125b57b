/** A figure of the lab as a drawing without Plotly: its axes, ground, lines, and where the film is. */

import { format } from "../../arrays.js";
import { power } from "../../parts/words.js";
import { writer } from "../../parts/paper.js";
import { usual } from "../../parts/type.js";
import { svg } from "../../svg.js";
import { pathsOf } from "./overlay.js";

/** @typedef {import("../../colour.js").Theme} Theme */
/** @typedef {import("../types.d.ts").Layout} Layout */
/** @typedef {import("./overlay.js").Axes} Axes */

/**
 * @typedef {object} Sketch What a figure shows.
 * @property {string} title
 * @property {Layout} layout
 * @property {{ xaxis: [number, number], yaxis: [number, number] }} ranges exponents on a logarithmic axis
 * @property {import("./lines.js").Trace[]} traces
 * @property {number | null} cursor the training step of the film, where that is on the axis
 */

const MARGINS = { left: 62, right: 12, top: 54, bottom: 52 };
const MOST_TICKS = 6;

/**
 * Numbers to name on an axis, with their names.
 * @param {Layout} axis
 * @param {[number, number]} range
 * @returns {[value: number, name: string][]}
 */
export function ticksOf({ type, tickvals }, [low, high]) {
  if (type !== "log") {
    const power10 = 10 ** Math.floor(Math.log10((high - low) / MOST_TICKS));
    const step =
      [1, 2, 5].map((part) => part * power10).find((one) => (high - low) / one <= MOST_TICKS) ?? 10 * power10;
    const first = Math.ceil(low / step);
    const count = Math.floor(high / step) - first + 1;
    return Array.from({ length: count }, (_, index) => {
      const value = (first + index) * step;
      return [value, value.toLocaleString("en", { maximumFractionDigits: 6 })];
    });
  }
  if (tickvals) {
    /** @type {number[]} */
    const inside = tickvals.filter((/** @type {number} */ value) => value >= 10 ** low && value <= 10 ** high);
    return inside.map((value) => [value, String(Number(value.toPrecision(3)))]);
  }
  const every = Math.max(1, Math.ceil((high - low) / MOST_TICKS));
  const count = Math.floor((high - low) / every) + 1;
  return Array.from({ length: count }, (_, index) => [10 ** (low + index * every), power(low + index * every)]);
}

/**
 * @param {Sketch} sketch
 * @param {number} width
 * @param {number} height
 * @returns {Axes}
 */
function axesIn({ layout, ranges: { xaxis, yaxis } }, width, height) {
  const log = layout.yaxis.type === "log";
  const [wide, high] = [width - MARGINS.left - MARGINS.right, height - MARGINS.top - MARGINS.bottom];
  /** @type {(value: number, range: [number, number]) => number} */
  const share = (value, [from, to]) => (value - from) / (to - from);
  return {
    left: MARGINS.left,
    top: MARGINS.top,
    width: wide,
    height: high,
    log,
    x: (value) => wide * share(value, xaxis),
    y: (value) => high * (1 - share(log ? Math.log10(value) : value, yaxis)),
  };
}

/**
 * What lies behind the lines: chance as a line or rules as some, the lengths trained on as a shade.
 * @param {Sketch} sketch
 * @param {Axes} axes
 * @param {Theme} theme
 */
function ground({ layout }, axes, theme) {
  /** @type {Layout[]} */
  const shapes = layout.shapes ?? [];
  const behind = shapes.filter(({ xsizemode }) => xsizemode !== "pixel"); // the others explain them
  return behind.map(({ type, xref, yref, x0, x1, y0, y1, fillcolor, opacity, line }) => {
    const [left, right] = [x0, x1].map((x) => (xref === "paper" ? x * axes.width : axes.x(x)));
    const [top, low] = [y1, y0].map((y) => (yref === "paper" ? (1 - y) * axes.height : axes.y(y)));
    const box = { x: left, y: top, width: right - left, height: low - top };
    if (type === "rect") return svg("rect", { ...box, fill: fillcolor, opacity });
    const dashes = { dash: "8 5", dot: "2 4" }[/** @type {string} */ (line.dash)];
    const look = { stroke: theme.faint, "stroke-width": line.width, "stroke-dasharray": dashes ?? "none" };
    return svg("path", { d: `M${left} ${low}L${right} ${top}`, ...look });
  });
}

/**
 * Draw a figure into a box.
 * @param {Sketch} sketch
 * @param {{ x: number, y: number, width: number, height: number }} box
 * @param {Theme} theme
 */
export function drawn(sketch, box, theme) {
  const { layout, ranges, traces, cursor } = sketch;
  const axes = axesIn(sketch, box.width, box.height);
  const write = writer(theme);
  const small = { "font-size": usual.size("small"), fill: theme.faint };
  const below = axes.height + 18;
  const rules = ticksOf(layout.yaxis, ranges.yaxis).flatMap(([value, name]) => [
    svg("path", { d: `M0 ${axes.y(value)}H${axes.width}`, stroke: theme.line, "stroke-width": 0.7 }),
    write(-8, axes.y(value) + 4, name, { ...small, "text-anchor": "end" }),
  ]);
  const steps = ticksOf(layout.xaxis, ranges.xaxis).flatMap(([value, name]) => [
    svg("path", { d: `M${axes.x(value)} ${axes.height}v5`, stroke: theme.faint }),
    write(axes.x(value), below, name, { ...small, "text-anchor": "middle" }),
  ]);
  const foot = svg("path", { d: `M0 ${axes.height}H${axes.width}`, stroke: theme.faint });
  const id = `inside-${format(box.x, 0)}`;
  const window = svg("rect", { y: -4, width: axes.width, height: axes.height + 8 });
  const lines = pathsOf(axes, traces).map((path) => svg("path", { ...path, "stroke-linejoin": "round" }));
  const here = cursor === null ? [] : [axes.x(cursor)];
  const marks = here.map((x) =>
    svg("path", { d: `M${x} 0V${axes.height}`, stroke: theme.accent, "stroke-width": 1.5 }),
  );
  const said = (layout.annotations ?? []).map((/** @type {Layout} */ { text }) => text).join(" (line) · ");
  const across = { ...small, "text-anchor": "middle" };
  return svg("g", { transform: `translate(${box.x + axes.left} ${box.y + axes.top})` }, [
    svg("defs", {}, svg("clipPath", { id }, window)),
    write(-axes.left + 8, -32, sketch.title, { "font-weight": 600 }),
    write(axes.width, -10, said, { ...small, "text-anchor": "end" }),
    ...rules,
    ...steps,
    foot,
    svg("g", { "clip-path": `url(#${id})` }, [...ground(sketch, axes, theme), ...marks, ...lines]),
    write(axes.width / 2, axes.height + 38, layout.xaxis.title.text, across),
    write(0, 0, layout.yaxis.title.text, { ...across, transform: `translate(-48 ${axes.height / 2}) rotate(-90)` }),
  ]);
}
