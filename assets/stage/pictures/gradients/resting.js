/**
 * Where a tanh unit comes to rest, h_t = tanh(w h_{t-1}), and what is left of a gradient on the way: what it holds
 * safely, it passes no gradient through. The same as `core/experiments/lessons/resting.py`.
 */

import { svg } from "../../svg.js";
import { Chart, apart } from "./chart.js";
import { written } from "./share.js";

export const STARTS = [1, 0.5, 0.1, 0.01, 0, -0.01, -0.1, -0.5, -1];
const STEPS = 30;
const ENDS = /** @type {[number, number]} */ ([1e-12, 1e6]);
const LONG = 10_000; // steps after which it rests
const NEAR = 0.02; // of a resting point

/** The state at first and after each step. @param {number} w @param {number} start @param {number} [steps] */
export function statesOf(w, start, steps = STEPS) {
  const found = [start];
  while (found.length <= steps) found.push(Math.tanh(w * found[found.length - 1]));
  return found;
}

/** What is left of a gradient after each number of steps. @param {number} w @param {number} start */
export function leftOf(w, start) {
  const found = [1];
  for (const h of statesOf(w, start).slice(1)) found.push(found[found.length - 1] * w * (1 - h * h));
  return found;
}

/** Where it comes to rest from a start above 0. @param {number} w */
export const restOf = (w) => (w > 1 ? (statesOf(w, 1, LONG)[LONG] ?? 0) : 0);

/**
 * @param {import("../gradients.js").Place} place
 * @param {number} w
 * @param {{ above: string, below: string }} hues of starts above 0 and below
 */
export function drawResting(place, w, hues) {
  const { type, width, narrow, alt } = place;
  const gap = type.px(narrow ? 14 : 30);
  const height = type.px(narrow ? 270 : 320);
  const left = narrow ? width : Math.round((width - gap) * 0.46);
  const right = narrow ? width : width - gap - left;
  const rest = restOf(w);
  const share = leftOf(w, rest)[STEPS];
  const beside = { transform: narrow ? `translate(0 ${height + gap})` : `translate(${left + gap} 0)` };
  const holds = rest > NEAR ? `${rest.toFixed(2)} or −${rest.toFixed(2)}` : "0";
  const between = rest > NEAR ? ` From 0 it is ${written(leftOf(w, 0)[STEPS])}.` : "";
  const said = `${alt} With tanh and weight ${w} it rests at ${holds}. There ${written(share)} of a gradient is left
    after ${STEPS} steps.${between}`.replace(/\s+/g, " ");
  const look = { width, height: narrow ? 2 * height + gap : height, role: "img", "aria-label": said };
  return [
    svg("svg", look, [
      svg("g", {}, courses(place, { width: left, height }, { w, rest }, hues)),
      svg("g", beside, shares(place, { width: right, height }, { w, rest }, hues)),
    ]),
  ];
}

/** @param {number} start @param {string} middle @param {{ above: string, below: string }} hues */
const hueOf = (start, middle, { above, below }) => (start > 0 ? above : start < 0 ? below : middle);

/**
 * Where the state goes from each start.
 * @param {import("../gradients.js").Place} place
 * @param {{ width: number, height: number }} room px
 * @param {{ w: number, rest: number }} unit
 * @param {{ above: string, below: string }} hues
 */
function courses({ theme, type, narrow }, { width, height }, { w, rest }, hues) {
  const size = type.size(narrow ? "note" : "body");
  const margins = { left: type.px(34), right: type.px(112), top: size * 3.6, bottom: size * 3.2 };
  const chart = new Chart({ width, height, margins, x: [0, STEPS], y: [-1.05, 1.05], theme, size });
  const axes = chart.axes({ x: [0, 10, 20, 30], y: [-1, 0, 1], xName: "steps", yName: "" });
  const holds = rest > NEAR;
  const points = holds ? [rest, 0, -rest] : [0];
  const heights = apart(
    points.map((at) => chart.y(at) + size * 0.35),
    size * 1.25,
    [margins.top, height - margins.bottom],
  );
  const head = holds ? "holds one of two values" : "forgets: all end at 0";
  return [
    svg("text", { x: 0, y: size, fill: theme.text, "font-size": size }, "the state h, from nine starts"),
    svg("text", { x: 0, y: size * 2.5, fill: theme.text, "font-size": size * 1.15, "font-weight": 700 }, head),
    ...axes,
    ...STARTS.map((start) => {
      const line = statesOf(w, start).map((h, step) => /** @type {[number, number]} */ ([step, h]));
      return chart.line(line, { stroke: hueOf(start, theme.text, hues), "stroke-width": start ? 2 : 3 });
    }),
    ...points.map((at, place) =>
      chart.label(chart.x(STEPS) + 8, heights[place], restName(at, holds), {
        fill: hueOf(at, theme.text, hues),
        "font-weight": 700,
      }),
    ),
  ];
}

/** @param {number} at where it rests @param {boolean} holds */
function restName(at, holds) {
  if (!at) return holds ? "0: from 0 only" : "rests at 0";
  return `rests at ${at.toFixed(2).replace("-", "−")}`;
}

/**
 * What is left of the gradient from each start; those above and below 0 have the same.
 * @param {import("../gradients.js").Place} place
 * @param {{ width: number, height: number }} room px
 * @param {{ w: number, rest: number }} unit
 * @param {{ above: string, below: string }} hues
 */
function shares({ theme, type, narrow }, { width, height }, { w, rest }, { above }) {
  const size = type.size(narrow ? "note" : "body");
  const margins = { left: type.px(46), right: type.px(narrow ? 128 : 150), top: size * 3.6, bottom: size * 3.2 };
  const chart = new Chart({ width, height, margins, x: [0, STEPS], y: ENDS, log: true, theme, size });
  const y = [1e-12, 1e-9, 1e-6, 1e-3, 1, 1e3, 1e6];
  const axes = chart.axes({ x: [0, 10, 20, 30], y, xName: "steps", yName: "" });
  const lines = STARTS.filter((start) => start >= 0).map((start) => ({ start, values: leftOf(w, start) }));
  const ends = lines.map(({ values }) => chart.y(Math.min(Math.max(values[STEPS], ENDS[0]), ENDS[1])) + size * 0.35);
  const heights = apart(ends, size * 1.2, [margins.top + size * 0.5, height - margins.bottom + size * 0.35]);
  const gone = leftOf(w, rest)[STEPS];
  const head = rest > NEAR ? `and there ${written(gone)} of the gradient is left` : `${written(gone)} is left at 0`;
  return [
    svg("text", { x: 0, y: size, fill: theme.text, "font-size": size }, "how much of the gradient is left"),
    svg("text", { x: 0, y: size * 2.5, fill: theme.text, "font-size": size * 1.15, "font-weight": 700 }, head),
    ...axes,
    ...lines.map(({ start, values }) =>
      chart.line(
        values.map((value, step) => /** @type {[number, number]} */ ([step, value])),
        { stroke: start ? above : theme.text, "stroke-width": start ? 2 : 3 },
      ),
    ),
    ...lines.map(({ start, values }, at) =>
      chart.label(chart.x(STEPS) + 8, heights[at], `from ${start ? "±" : ""}${start}: ${written(values[STEPS])}`, {
        fill: start ? above : theme.text,
        "font-weight": start ? 400 : 700,
      }),
    ),
  ];
}
