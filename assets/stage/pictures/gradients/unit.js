/**
 * One unit that passes its gradient back: w at each step, so w to the power of the steps. With tanh it comes to rest,
 * and that is another picture (`resting.js`).
 */

import { svg } from "../../svg.js";
import { Chart, apart } from "./chart.js";
import { choice, slider } from "./controls.js";
import { drawResting } from "./resting.js";
import { written } from "./share.js";

const STEPS = 50;
const KNOWN = [0.9, 1, 1.1];
const PLAIN = /** @type {[number, number]} */ ([0, 4]);

/** What is left after each number of steps, in a linear unit. @param {number} w */
export const powers = (w) => Array.from({ length: STEPS + 1 }, (_, step) => w ** step);

/** @param {{ hue: string, below: string, redraw: () => void }} data */
export function drawUnit({ hue, below, redraw }) {
  const now = { w: 0.9, axis: "plain", unit: "linear" };
  /** @param {Partial<typeof now>} change */
  const change = (change) => {
    Object.assign(now, change);
    axis.hidden = now.unit === "tanh"; // there it is logarithmic
    redraw();
  };
  const axis = choice({
    label: "Axis",
    options: { plain: "plain", log: "logarithmic" },
    value: now.axis,
    changed: (axis) => change({ axis }),
  });
  const controls = [
    slider({
      label: "weight w",
      low: 0.5,
      high: 1.5,
      step: 0.01,
      value: now.w,
      said: (value) => value.toFixed(2),
      changed: (w) => change({ w }),
    }),
    choice({
      label: "Function",
      options: { linear: "none", tanh: "tanh: where it rests" },
      value: now.unit,
      changed: (one) => change({ unit: one }),
    }),
    axis,
  ];
  const hues = { above: hue, below };
  /** @param {import("../gradients.js").Place} place */
  const shown = (place) =>
    now.unit === "tanh" && !place.veiled ? drawResting(place, now.w, hues) : draw(place, now, hue);
  return { controls, draw: shown, now };
}

/**
 * Where the name of a line stands that leaves the picture: to the right of where it leaves.
 * @param {Chart} chart
 * @param {number} w
 * @param {number} below the top, px
 */
function besideTop(chart, w, below) {
  const most = chart.layout.y[1];
  return [chart.x(Math.log(most) / Math.log(w)) + 8, chart.y(most) + below];
}

/**
 * @param {import("../gradients.js").Place} place
 * @param {{ w: number, axis: string }} now
 * @param {string} hue
 */
function draw({ theme, type, width, narrow, veiled, alt }, { w, axis }, hue) {
  const log = axis === "log";
  const size = type.size(narrow ? "note" : "body");
  const height = type.px(narrow ? 330 : 350);
  const margins = { left: type.px(46), right: type.px(narrow ? 112 : 215), top: size * 2.2, bottom: size * 3.2 };
  const layout = { width, height, margins, x: [0, STEPS], y: log ? [1e-9, 1e9] : PLAIN, log, theme, size };
  const chart = new Chart(/** @type {import("./chart.js").Layout} */ (layout));
  const ticks = log ? [1e-9, 1e-6, 1e-3, 1, 1e3, 1e6, 1e9] : [0, 1, 2, 3, 4];
  const axes = chart.axes({
    x: [0, 10, 20, 30, 40, 50],
    y: ticks,
    xName: "steps back",
    yName: "how much of the gradient is left",
  });
  const look = { width, height, role: "img" };
  if (veiled) return [svg("svg", { ...look, "aria-label": "Covered until the question is answered." }, axes)];
  const lines = [
    ...KNOWN.filter((one) => one !== w).map((one) => ({ w: one, hue: theme.faint, values: powers(one), thick: 1.5 })),
    { w, hue, values: powers(w), thick: 3 },
  ];
  const ends = lines.map(({ values }) => values[STEPS]);
  const wanted = ends.map((end) => chart.y(Math.min(Math.max(end, layout.y[0]), layout.y[1])) + size * 0.35);
  const heights = apart(wanted, size * 1.25, [margins.top + size * 0.35, height - margins.bottom + size * 0.35]);
  const right = chart.x(STEPS) + 8;
  const leaving = lines.filter(({ values }) => values[STEPS] > layout.y[1]).sort((one, other) => other.w - one.w);
  const drawn = lines.flatMap((line, at) => {
    const points = line.values.map((value, step) => /** @type {[number, number]} */ ([step, value]));
    const above = line.values[STEPS] > layout.y[1] ? "▲ " : "";
    const weight = Number(line.w.toFixed(2));
    const named = narrow ? "" : `w = ${weight}: `;
    const text = `${above}${named}${weight}⁵⁰ = ${written(line.values[STEPS])}`;
    const rank = leaving.indexOf(line);
    const [x, y] = rank < 0 ? [right, heights[at]] : besideTop(chart, line.w, size * (1.1 + 1.3 * rank));
    return [
      chart.line(points, { stroke: line.hue, "stroke-width": line.thick }),
      chart.label(x, y, text, { fill: line.hue, "font-weight": line.w === w ? 700 : 400 }),
    ];
  });
  const said = lines.map((line) => `weight ${Number(line.w.toFixed(2))}: ${written(line.values[STEPS])}`).join("; ");
  const name = `${alt} After ${STEPS} steps back, ${said}.`;
  return [svg("svg", { ...look, "aria-label": name }, [...axes, ...drawn])];
}
