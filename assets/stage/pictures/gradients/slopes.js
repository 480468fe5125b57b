/** The slopes of sigmoid, tanh and ReLU, and what is left of one gradient where each of them stands in the way. */

import { SQUASH } from "../../../net/squash.js";
import { svg } from "../../svg.js";
import { Chart, apart } from "./chart.js";
import { slider } from "./controls.js";
import { written } from "./unit.js";
import { overWords } from "./words.js";

const NAMES = /** @type {const} */ (["sigmoid", "tanh", "relu"]);
const CALLED = { sigmoid: "sigmoid", tanh: "tanh", relu: "ReLU", identity: "the matrix alone" };
const WIDE = 4; // from -4 to 4
const POINTS = 161;
const ENDS = /** @type {[number, number]} */ ([1e-9, 10]);
const TICKS = [1e-8, 1e-6, 1e-4, 1e-2, 1];

/** The slope of a function at a value. @param {"sigmoid" | "tanh" | "relu"} name @param {number} a */
export const slopeAt = (name, a) => SQUASH[name].slope(SQUASH[name].value(a));

/**
 * @param {{ words: string[], asked: number, shares: Record<keyof typeof CALLED, number[]>,
 *   off: string, hues: Record<"sigmoid" | "tanh" | "relu", string>, redraw: () => void }} data `off`: how many of the
 *   units ReLU switches off
 */
export function drawSlopes({ words, asked, shares, off, hues, redraw }) {
  const now = { a: 0.5 };
  const controls = [
    slider({
      label: "value a, on the left",
      low: -WIDE,
      high: WIDE,
      step: 0.1,
      value: now.a,
      said: (value) => value.toFixed(1),
      changed: (a) => {
        now.a = a;
        redraw();
      },
    }),
  ];
  /** @param {import("../gradients.js").Place} place */
  const draw = (place) => {
    const { type, width, narrow, veiled, alt, theme } = place;
    const left = narrow ? width : Math.min(type.px(400), width * 0.4);
    const height = type.px(narrow ? 290 : 330);
    const hueOf = { ...hues, identity: theme.faint };
    const lines = Object.entries(CALLED).map(([name, called]) => ({
      name: called,
      note: name === "relu" ? `, off in ${off} of its units` : "",
      hue: hueOf[/** @type {keyof typeof CALLED} */ (name)],
      shares: shares[/** @type {keyof typeof CALLED} */ (name)],
      dash: name === "identity" ? "6 4" : "",
      bold: name === "sigmoid",
    }));
    const room = { left: narrow ? 0 : left + 24, width: narrow ? width : width - left - 24, ends: ENDS, ticks: TICKS };
    const chart = overWords(place, { ...room, height }, { words, asked }, veiled ? [] : lines);
    const below = svg("g", narrow ? { transform: `translate(0 ${height})` } : {}, chart);
    const said = lines.map((line) => `${line.name} ${written(line.shares[asked])}${line.note}`).join("; ");
    const name = veiled ? "Covered until the question is answered." : `${alt} Left at “${words[asked]}”: ${said}.`;
    const full = narrow ? 2 * height : height;
    return [
      svg("svg", { width, height: full, role: "img", "aria-label": name }, [
        ...curves(place, left, height, now.a, hues),
        below,
      ]),
    ];
  };
  return { controls, draw };
}

/**
 * The slopes over the values, with a dot at one of them.
 * @param {import("../gradients.js").Place} place
 * @param {number} width px
 * @param {number} height px
 * @param {number} a
 * @param {Record<"sigmoid" | "tanh" | "relu", string>} hues
 */
function curves({ theme, type, narrow, veiled }, width, height, a, hues) {
  const size = type.size(narrow ? "note" : "body");
  const margins = { left: type.px(40), right: type.px(112), top: size * 2.2, bottom: size * 3.4 };
  const chart = new Chart({ width, height, margins, x: [-WIDE, WIDE], y: [0, 1.1], theme, size });
  const axes = chart.axes({ x: [-4, -2, 0, 2, 4], y: [0, 0.25, 0.5, 0.75, 1], xName: "value a", yName: "slope" });
  if (veiled) return axes;
  const heights = apart(
    NAMES.map((name) => chart.y(slopeAt(name, a)) + size * 0.35),
    size * 1.25,
    [margins.top, height - margins.bottom],
  );
  return [
    ...axes,
    ...NAMES.flatMap((name, at) => {
      const points = Array.from({ length: POINTS }, (_, step) => {
        const value = -WIDE + (2 * WIDE * step) / (POINTS - 1);
        return /** @type {[number, number]} */ ([value, slopeAt(name, value)]);
      });
      const slope = slopeAt(name, a);
      return [
        chart.line(points, { stroke: hues[name], "stroke-width": name === "sigmoid" ? 3 : 1.8 }),
        svg("circle", { cx: chart.x(a), cy: chart.y(slope), r: 5, fill: hues[name], stroke: theme.background }),
        chart.label(chart.x(WIDE) + 8, heights[at], `${CALLED[name]} ${slope.toFixed(2)}`, {
          fill: hues[name],
          "font-weight": name === "sigmoid" ? 700 : 600,
        }),
      ];
    }),
  ];
}
