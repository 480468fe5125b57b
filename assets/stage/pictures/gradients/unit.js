/**
 * One unit that passes its gradient back: w at each step, so w to the power of the steps, beside what a tanh unit with
 * the same weight passes back.
 */

import { scientific } from "../../parts/words.js";
import { svg } from "../../svg.js";
import { Chart, apart } from "./chart.js";
import { choice, slider } from "./controls.js";

const STEPS = 50;
const KNOWN = [0.9, 1, 1.1];
const PLAIN = /** @type {[number, number]} */ ([0, 4]);
const INPUT = 0.3; // at each step, of the tanh unit
const DOTS = 5; // every so many steps one

/** What is left after each number of steps, in a linear unit. @param {number} w */
export const powers = (w) => Array.from({ length: STEPS + 1 }, (_, step) => w ** step);

/**
 * What is left after each number of steps back in h_t = tanh(w h_{t-1} + input), from its last step on.
 * @param {number} w
 * @param {number} [input]
 */
export function measured(w, input = INPUT) {
  const slopes = [];
  for (let t = 0, h = 0; t < STEPS; t++) {
    h = Math.tanh(w * h + input);
    slopes.push(w * (1 - h * h));
  }
  const found = [1];
  for (const slope of slopes.reverse()) found.push(found[found.length - 1] * slope);
  return found;
}

/** "0.0052" or "5.2·10⁻⁹". @param {number} share */
export const written = (share) =>
  share >= 1e-4 && share < 1e4 ? String(Number(share.toPrecision(share >= 100 ? 3 : 2))) : scientific(share);

/** @param {{ hue: string, unit: string, redraw: () => void }} data */
export function drawUnit({ hue, unit, redraw }) {
  const now = { w: 0.9, axis: "plain", unit: "linear" };
  /** @param {Partial<typeof now>} change */
  const change = (change) => {
    Object.assign(now, change);
    redraw();
  };
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
      label: "Axis",
      options: { plain: "plain", log: "logarithmic" },
      value: now.axis,
      changed: (axis) => change({ axis }),
    }),
    choice({
      label: "Compare with",
      options: { linear: "nothing", tanh: "a tanh unit" },
      value: now.unit,
      changed: (one) => change({ unit: one }),
    }),
  ];
  return { controls, draw: (/** @type {import("../gradients.js").Place} */ place) => draw(place, now, hue, unit) };
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
 * @param {{ w: number, axis: string, unit: string }} now
 * @param {string} hue
 * @param {string} other hue of the tanh unit
 */
function draw({ theme, type, width, narrow, veiled, alt }, { w, axis, unit }, hue, other) {
  const log = axis === "log";
  const size = type.size(narrow ? "note" : "body");
  const height = type.px(narrow ? 330 : 350);
  const margins = { left: type.px(46), right: type.px(narrow ? 112 : 150), top: size * 2.2, bottom: size * 3.2 };
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
  const dots = unit === "tanh" ? measured(w) : [];
  const ends = [...lines.map(({ values }) => values[STEPS]), ...(dots.length ? [dots[STEPS]] : [])];
  const wanted = ends.map((end) => chart.y(Math.min(Math.max(end, layout.y[0]), layout.y[1])) + size * 0.35);
  const heights = apart(wanted, size * 1.25, [margins.top + size * 0.35, height - margins.bottom + size * 0.35]);
  const right = chart.x(STEPS) + 8;
  const leaving = lines.filter(({ values }) => values[STEPS] > layout.y[1]).sort((one, other) => other.w - one.w);
  const drawn = lines.flatMap((line, at) => {
    const points = line.values.map((value, step) => /** @type {[number, number]} */ ([step, value]));
    const above = line.values[STEPS] > layout.y[1] ? "▲ " : "";
    const text = `${above}${Number(line.w.toFixed(2))}⁵⁰ = ${written(line.values[STEPS])}`;
    const rank = leaving.indexOf(line);
    const [x, y] = rank < 0 ? [right, heights[at]] : besideTop(chart, line.w, size * (1.1 + 1.3 * rank));
    return [
      chart.line(points, { stroke: line.hue, "stroke-width": line.thick }),
      chart.label(x, y, text, { fill: line.hue, "font-weight": line.w === w ? 700 : 400 }),
    ];
  });
  const beside = dots.flatMap((value, step) =>
    step % DOTS === 0 && chart.holds(value)
      ? [svg("circle", { cx: chart.x(step), cy: chart.y(value), r: 5, fill: other, stroke: theme.background })]
      : [],
  );
  const tanh = `tanh: ${written(dots[STEPS] ?? NaN)}`;
  const named = dots.length
    ? [chart.label(right, heights[lines.length], tanh, { fill: other, "font-weight": 700 })]
    : [];
  const said = lines.map((line) => `weight ${Number(line.w.toFixed(2))}: ${written(line.values[STEPS])}`).join("; ");
  const beyond = dots.length ? `; a tanh unit: ${written(dots[STEPS])}` : "";
  const name = `${alt} After ${STEPS} steps back, ${said}${beyond}.`;
  return [svg("svg", { ...look, "aria-label": name }, [...axes, ...drawn, ...beside, ...named])];
}
