/**
 * Three functions above their slopes: at a value that a hand moves each has its tangent, and below the dot says how
 * steep that is; and what a chain of such slopes comes to.
 */

import { SQUASH } from "../../../net/squash.js";
import { raised } from "../../parts/words.js";
import { svg } from "../../svg.js";
import { Chart, apart } from "./chart.js";
import { written } from "./share.js";

const NAMES = /** @type {const} */ (["sigmoid", "tanh", "relu"]);
export const CALLED = { sigmoid: "sigmoid", tanh: "tanh", relu: "ReLU", identity: "the matrix alone" };
export const WIDE = 4; // from -4 to 4
const POINTS = 161;
const HALF = 1.7; // of a tangent
const UPPER = 0.46; // of the height, for the functions
const ON = ", if a unit is on each time"; // of ReLU's chain
const FEW = 3; // factors that are written before the dots

/** @typedef {typeof NAMES[number]} Name */
/** @typedef {Record<Name, string>} Hues */

/** The slope of a function at a value. @param {Name} name @param {number} a */
export const slopeAt = (name, a) => SQUASH[name].slope(SQUASH[name].value(a));

/**
 * The two ends of the tangent at a value, as long for each function.
 * @param {Name} name
 * @param {number} a
 * @returns {[a: number, value: number][]}
 */
export function tangentAt(name, a) {
  const [value, slope] = [SQUASH[name].value(a), slopeAt(name, a)];
  const reach = HALF / Math.hypot(1, slope);
  return [-reach, reach].map((by) => [a + by, value + slope * by]);
}

/**
 * "0.235 × 0.235 × 0.235 × … = 0.235¹² = 2.8·10⁻⁸": what so many steps leave that all have this slope. It works out
 * with the digits that are written.
 * @param {number} slope
 * @param {number} steps
 */
export function chain(slope, steps) {
  const factor = Number(slope.toPrecision(3));
  const factors = Array.from({ length: Math.min(steps, FEW) }, () => factor).join(" × ");
  const end = written(factor ** steps);
  return steps > FEW ? `${factors} × … = ${factor}${raised(steps)} = ${end}` : `${factors} = ${end}`;
}

/**
 * @param {import("../gradients.js").Place} place
 * @param {number} width px
 * @param {number} height px
 * @param {number} a
 * @param {Hues} hues
 */
export function curves({ theme, type, narrow, veiled }, width, height, a, hues) {
  const size = type.size(narrow ? "note" : "body");
  const upper = Math.round(height * UPPER);
  const margins = { left: type.px(40), right: type.px(112), top: size * 1.8, bottom: size * 0.8 };
  const x = /** @type {[number, number]} */ ([-WIDE, WIDE]);
  const above = new Chart({ width, height: upper, margins, x, y: [-1.1, 1.6], theme, size });
  const slopes = { width, height: height - upper, margins: { ...margins, bottom: size * 3.2 }, x, theme, size };
  const below = new Chart({ ...slopes, y: [0, 1.1] });
  const axes = above.axes({ x: [], y: [-1, 0, 1], xName: "", yName: "the function f(a)" });
  const under = below.axes({ x: [-4, -2, 0, 2, 4], y: [0, 0.25, 0.5, 0.75, 1], xName: "value a", yName: "its slope" });
  const lower = { transform: `translate(0 ${upper})` };
  if (veiled) return [...axes, svg("g", lower, under)];
  const at = { x1: above.x(a), x2: above.x(a), stroke: theme.faint, "stroke-dasharray": "2 4" };
  return [
    ...axes,
    svg("line", { ...at, y1: margins.top, y2: height - size * 3.2 }),
    ...NAMES.flatMap((name) => functionLine(above, name, a, hues[name])),
    svg("g", lower, [...under, ...slopeLines(below, a, hues)]),
  ];
}

/** @param {Name} name */
const weight = (name) => (name === "sigmoid" ? 3 : 1.8);

/**
 * A function, and its tangent at a value.
 * @param {Chart} chart
 * @param {Name} name
 * @param {number} a
 * @param {string} hue
 */
function functionLine(chart, name, a, hue) {
  const points = sampled(SQUASH[name].value);
  const [from, to] = tangentAt(name, a).map(([x, y]) => `${chart.x(x)} ${chart.y(y)}`);
  const value = SQUASH[name].value(a);
  const here = { cx: chart.x(a), cy: chart.y(value), r: 4.5, fill: hue, stroke: chart.layout.theme.background };
  const look = { stroke: chart.layout.theme.text, "stroke-width": 1.5, class: "slopes-tangent" };
  const bent = name !== "relu"; // which is its own tangent
  return [
    chart.line(points, { stroke: hue, "stroke-width": weight(name) }),
    ...(bent ? [svg("path", { d: `M${from}L${to}`, ...look })] : []),
    ...(chart.holds(value) ? [svg("circle", here)] : []),
  ];
}

/**
 * The slopes over the values, with a dot and a number at one of them.
 * @param {Chart} chart
 * @param {number} a
 * @param {Hues} hues
 */
function slopeLines(chart, a, hues) {
  const { theme, size, height, margins } = chart.layout;
  const wanted = NAMES.map((name) => chart.y(slopeAt(name, a)) + size * 0.35);
  const heights = apart(wanted, size * 1.25, [margins.top, height - margins.bottom]);
  return NAMES.flatMap((name, at) => {
    const [slope, fill] = [slopeAt(name, a), hues[name]];
    return [
      chart.line(
        sampled((value) => slopeAt(name, value)),
        { stroke: fill, "stroke-width": weight(name) },
      ),
      svg("circle", { cx: chart.x(a), cy: chart.y(slope), r: 5, fill, stroke: theme.background }),
      chart.label(chart.x(WIDE) + 8, heights[at], `${CALLED[name]} ${slope.toFixed(2)}`, {
        fill,
        "font-weight": name === "sigmoid" ? 700 : 600,
      }),
    ];
  });
}

/** @param {(value: number) => number} of */
const sampled = (of) =>
  Array.from({ length: POINTS }, (_, step) => {
    const value = -WIDE + (2 * WIDE * step) / (POINTS - 1);
    return /** @type {[number, number]} */ ([value, of(value)]);
  });

/**
 * The chains of the three slopes at a value, a line each.
 * @param {import("../gradients.js").Place} place
 * @param {{ left: number, top: number }} room px
 * @param {number} a
 * @param {number} steps
 * @param {Hues} hues
 */
export function chains({ theme, type, narrow }, { left, top }, a, steps, hues) {
  const size = type.size(narrow ? "note" : "body");
  const look = { x: left, "font-size": size, class: "slopes-chain" };
  const head = `Calculated, not measured: a = ${a.toFixed(1).replace("-", "−")} at each of ${steps} steps`;
  return [
    svg("text", { ...look, y: top + size, fill: theme.text, "font-weight": 700 }, head),
    ...NAMES.map((name, at) =>
      svg(
        "text",
        { ...look, y: top + size * (2.5 + 1.45 * at), fill: hues[name], "font-weight": name === "sigmoid" ? 700 : 600 },
        `${CALLED[name]}: ${chain(slopeAt(name, a), steps)}${name === "relu" && a > 0 ? ON : ""}`,
      ),
    ),
  ];
}
