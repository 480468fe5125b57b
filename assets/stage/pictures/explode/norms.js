/** The norm of the gradient at each step of two runs, on a logarithmic axis, and the line above which it is cut. */

import { svg } from "../../svg.js";
import { Chart } from "../gradients/chart.js";
import { said } from "./cliff.js";

export const NORMS = /** @type {[number, number]} */ ([1e-3, 1e5]);

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
  const above = { x: left, y: margins.top, width: right - left, height: Math.max(y - margins.top, 0) };
  const seen = chart.x(at);
  const cursor = { x1: seen, x2: seen, y1: margins.top, y2: height - margins.bottom, stroke: theme.faint };
  const [whole, halt] = [ended(plain, asked), broken(plain)];
  const found = plain[at - 1]?.norm;
  return [
    svg("text", { x: 0, y: size, fill: theme.text, "font-size": size }, [
      svg("tspan", { "font-weight": 700 }, "‖g‖"),
      narrow ? " at each step" : ", the length of the gradient, at each training step",
    ]),
    ...axes,
    svg("rect", { ...above, fill: theme.accent, "fill-opacity": 0.07 }),
    svg("line", { ...cursor, "stroke-dasharray": "3 4" }),
    chart.line(points(cut), { stroke: theme.accent, "stroke-width": 2.5, class: "explode-cut" }),
    chart.line(points(plain), { stroke: wrong, "stroke-width": 3.5, class: "explode-plain" }),
    ...(chart.holds(found) ? [svg("circle", { cx: seen, cy: chart.y(found), r: 6, fill: wrong })] : []),
    ...handle(chart, threshold, pull),
    chart.label(right, y - margins.top < size * 1.6 ? y + size * 1.2 : y - 8, `cut above ${said(threshold)}`, {
      "text-anchor": "end",
      fill: theme.text,
    }),
    chart.label(left + 4, margins.top - size * 0.9, `not cut: ${whole}`, {
      fill: halt ? wrong : theme.text,
      "font-weight": 700,
      "font-size": big,
    }),
    chart.label(right, margins.top - size * 0.9, `cut: ${ended(cut, asked)}`, {
      "text-anchor": "end",
      fill: theme.accent,
      "font-weight": 700,
      "font-size": big,
    }),
  ];
}

/** @param {Found[]} run @returns {[number, number][]} */
const points = (run) => run.map(({ norm }, at) => [at + 1, norm]);

/** At which step a number of a run is none; 0 at no step. @param {Found[]} run */
export function broken(run) {
  const { norm, loss } = run[run.length - 1];
  return Number.isNaN(norm) || Number.isNaN(loss) ? run.length : 0;
}

/** What a run came to, in words. @param {Found[]} run @param {number} asked */
export const ended = (run, asked) =>
  broken(run) ? `NaN at step ${broken(run)}` : `${run[run.length - 1].right} of ${asked} right`;

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
    const shift = event.clientY - box.top - y;
    /** @param {PointerEvent} moved */
    const move = (moved) => {
      const share =
        (height - margins.bottom - (moved.clientY - box.top - shift)) / (height - margins.bottom - margins.top);
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
