/**
 * The norm of the gradient at each step of two runs, on a logarithmic axis, and the line above which it is cut: of the
 * run that is cut, thick, the norm that is stepped by, and thin what it was before.
 */

import { zoomOf } from "../../parts/zoom.js";
import { svg } from "../../svg.js";
import { Chart } from "../gradients/chart.js";
import { said } from "./cliff.js";

export const NORMS = /** @type {[number, number]} */ ([1e-3, 1e5]);

const LETTER = 0.53; // of the size of type, the width of a letter

/** @typedef {import("./descent.js").Found} Found */

/**
 * @typedef {object} Runs
 * @property {Found[]} plain as it is
 * @property {Found[]} cut
 * @property {number} threshold
 * @property {number} steps
 * @property {number} at the step that is looked at, from 1 on
 * @property {number} asked answers
 */

/**
 * @param {import("../gradients.js").Place} place
 * @param {{ width: number, height: number }} room px
 * @param {Runs} runs
 * @param {string} wrong the colour of what goes wrong
 * @param {(threshold: number) => void} pull the hand on the line
 */
export function drawNorms({ theme, type, narrow }, { width, height }, runs, wrong, pull) {
  const { plain, cut, threshold, steps, at, asked } = runs;
  const size = type.size(narrow ? "note" : "body");
  const big = narrow ? size : type.size("answer");
  const margins = { left: type.px(42), right: type.px(14), top: size * 4.4, bottom: size * 3.2 };
  const chart = new Chart({ width, height, margins, x: [1, steps], y: NORMS, log: true, theme, size });
  const axes = chart.axes({
    x: [1, 10, 20, 30, 40, 50, 60].filter((step) => step <= steps),
    y: [1e-3, 1e-2, 0.1, 1, 10, 100, 1e3, 1e4, 1e5],
    xName: "training step",
    yName: "",
  });
  const y = chart.y(threshold);
  const [left, right] = [margins.left, width - margins.right];
  const seen = chart.x(at);
  const cursor = { x1: seen, x2: seen, y1: margins.top, y2: height - margins.bottom, stroke: theme.faint };
  const [whole, halt] = [ended(plain, asked), broken(plain)];
  const found = plain[at - 1]?.norm;
  const through = { "pointer-events": "none" }; // to the handle below
  const heads = ["answers right", "right"].map((called) => `cut: ${ended(cut, asked, called)}`);
  const head = heads.find((one) => (one.length + whole.length + 14) * big * LETTER < right - left) ?? heads[1];
  return [
    svg("text", { x: 0, y: size, fill: theme.text, "font-size": size }, [
      svg("tspan", { "font-weight": 700 }, "‖g‖"),
      narrow ? " at each step" : ", the length of the gradient, at each training step",
    ]),
    ...axes,
    svg("line", { ...cursor, "stroke-dasharray": "3 4" }),
    ...cutAway(chart, cut, threshold),
    chart.line(points(plain), { stroke: wrong, "stroke-width": 3.5, class: "explode-plain" }),
    ...(chart.holds(found) ? [svg("circle", { cx: seen, cy: chart.y(found), r: 6, fill: wrong })] : []),
    ...handle(chart, threshold, pull),
    chart.line(taken(cut, threshold), { ...through, stroke: theme.accent, "stroke-width": 3.5, class: "explode-cut" }),
    chart.label(right, y - margins.top < size * 1.6 ? y + size * 1.2 : y - 8, `cut above ${said(threshold)}`, {
      "text-anchor": "end",
      fill: theme.text,
    }),
    chart.label(left + 4, margins.top - size * 0.9, `not cut: ${whole}`, {
      fill: halt ? wrong : theme.text,
      "font-weight": 700,
      "font-size": big,
    }),
    chart.label(right, margins.top - size * 0.9, head, {
      "text-anchor": "end",
      fill: theme.accent,
      "font-weight": 700,
      "font-size": big,
    }),
  ];
}

/** @param {Found[]} run @returns {[number, number][]} */
const points = (run) => run.map(({ norm }, at) => [at + 1, norm]);

/**
 * How long a gradient is that is stepped by, at each step.
 * @param {Found[]} run
 * @param {number} threshold
 * @returns {[number, number][]}
 */
export const taken = (run, threshold) => run.map(({ norm }, at) => [at + 1, norm > threshold ? threshold : norm]);

/**
 * What is cut away: the norm before, as a thin line, and the room between it and the threshold.
 * @param {Chart} chart
 * @param {Found[]} cut
 * @param {number} threshold
 */
function cutAway(chart, cut, threshold) {
  const { theme, margins, size, y: ends } = chart.layout;
  const foot = chart.y(threshold);
  const tops = points(cut)
    .filter(([, norm]) => norm > threshold)
    .map(([step, norm]) => ({ step, x: chart.x(step), y: chart.y(Math.min(norm, ends[1])) }));
  if (!tops.length) return [];
  const columns = tops.map(({ x, y }) => `M${x} ${foot}V${Math.max(y, margins.top)}`).join("");
  const wide = chart.x(2) - chart.x(1);
  const [top, middle] = [Math.min(...tops.map(({ y }) => y)), tops[tops.length >> 1].x];
  const roomy = tops.length > 16 && foot - top > 1.2 * size;
  return [
    svg("path", { d: columns, stroke: theme.accent, "stroke-width": wide, "stroke-opacity": 0.14 }),
    chart.line(points(cut), { stroke: theme.accent, "stroke-width": 1.5, class: "explode-before" }),
    ...(roomy
      ? [chart.label(middle, top - size * 0.5, "cut off", { fill: theme.accent, "text-anchor": "middle" })]
      : []),
  ];
}

/** At which step a number of a run is none; 0 at no step. @param {Found[]} run */
export function broken(run) {
  const { norm, loss } = run[run.length - 1];
  return Number.isNaN(norm) || Number.isNaN(loss) ? run.length : 0;
}

/** What a run came to, in words. @param {Found[]} run @param {number} asked @param {string} [called] */
export const ended = (run, asked, called = "right") =>
  broken(run) ? `NaN at step ${broken(run)}` : `${run[run.length - 1].right} of ${asked} ${called}`;

/**
 * The line at the threshold; a mouse or a finger pulls it.
 * @param {Chart} chart
 * @param {number} threshold
 * @param {(threshold: number) => void} pull
 */
function handle(chart, threshold, pull) {
  const { theme, margins, width, height } = chart.layout;
  const y = chart.y(threshold);
  const [left, right] = [margins.left, width - margins.right];
  const line = svg("line", { x1: left, x2: right, y1: y, y2: y, stroke: theme.text, "stroke-width": 2 });
  const grip = svg("rect", { x: left, y: y - 22, width: right - left, height: 44, class: "explode-grip" });
  grip.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    const box = grip.ownerSVGElement?.getBoundingClientRect();
    if (!box) return;
    const downTo = (/** @type {PointerEvent} */ { clientY }) => (clientY - box.top) / zoomOf(grip);
    const shift = downTo(event) - y;
    /** @param {PointerEvent} moved */
    const move = (moved) => {
      const share = (height - margins.bottom - (downTo(moved) - shift)) / (height - margins.bottom - margins.top);
      const [low, high] = NORMS.map(Math.log10);
      pull(10 ** (low + Math.min(Math.max(share, 0), 1) * (high - low)));
    };
    const leave = new AbortController();
    addEventListener("pointermove", move, { signal: leave.signal });
    for (const end of ["pointerup", "pointercancel"])
      addEventListener(end, () => leave.abort(), { signal: leave.signal });
  });
  return [line, grip];
}
