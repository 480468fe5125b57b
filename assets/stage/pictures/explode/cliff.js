/**
 * The loss along the gradient of one step, and where the step lands as it is and cut. Both axes are logarithmic; what
 * lies above the picture is named at its top.
 */

import { scientific } from "../../parts/words.js";
import { svg } from "../../svg.js";
import { Chart } from "../gradients/chart.js";
import { factor, moved } from "./descent.js";

const FAR = /** @type {[number, number]} */ ([1e-3, 1e3]); // how far the weights move
const LOSS = /** @type {[number, number]} */ ([0.1, 1e6]);
const POINTS = 90;

/** @typedef {import("./descent.js").Step} Step */
/** @typedef {import("./descent.js").Sentences} Sentences */
/** @typedef {{ far: number, loss: number }} Landing */

/**
 * @typedef {object} Cliff
 * @property {[far: number, loss: number][]} curve
 * @property {Landing} plain where the step lands as it is
 * @property {Landing} cut and cut
 */

/**
 * Return the losses along a step.
 * @param {Sentences} sentences
 * @param {Step} step
 * @param {number} rate
 * @param {number} threshold
 * @returns {Cliff}
 */
export function cliffOf(sentences, { weights, slopes, norm }, rate, threshold) {
  /** @param {number} far */
  const at = (far) => sentences.judge(moved(weights, slopes, far / norm)).loss;
  /** @param {number} far @returns {Landing} */
  const landing = (far) => ({ far, loss: at(far) });
  const [low, high] = FAR.map(Math.log10);
  const curve = Array.from({ length: POINTS + 1 }, (_, point) => {
    const far = 10 ** (low + ((high - low) * point) / POINTS);
    return /** @type {[number, number]} */ ([far, at(far)]);
  });
  return { curve, plain: landing(rate * norm), cut: landing(rate * norm * factor(norm, threshold)) };
}

/**
 * @param {import("../gradients.js").Place} place
 * @param {{ width: number, height: number }} room px
 * @param {Step} step
 * @param {number} number of the step
 * @param {Cliff} cliff
 * @param {string} wrong the colour of what goes wrong
 */
export function drawCliff({ theme, type, narrow }, { width, height }, step, number, { curve, plain, cut }, wrong) {
  const size = type.size(narrow ? "note" : "body");
  const margins = { left: type.px(42), right: type.px(14), top: size * 4.4, bottom: size * 3.2 };
  const x = /** @type {[number, number]} */ (FAR.map(Math.log10));
  const chart = new Chart({ width, height, margins, x, y: LOSS, log: true, theme, size });
  const axes = chart.axes({ x: [], y: [0.1, 1, 10, 100, 1e3, 1e4, 1e5, 1e6], xName: "", yName: "" });
  const points = curve.map(([far, loss]) => /** @type {[number, number]} */ ([Math.log10(far), loss]));
  const bottom = height - margins.bottom;
  const ticks = [0.001, 0.01, 0.1, 1, 10, 100, 1000].map((far) => {
    const look = { x: chart.x(Math.log10(far)), y: bottom + size * 1.3, "text-anchor": "middle", fill: theme.faint };
    return svg("text", { ...look, "font-size": size }, String(far));
  });
  const below = { x: width - margins.right, y: height - 4, "text-anchor": "end", fill: theme.faint, "font-size": size };
  const now = chart.y(inside(step.loss));
  return [
    svg("text", { x: 0, y: size, fill: theme.text, "font-size": size }, [
      svg("tspan", { "font-weight": 700 }, narrow ? `Step ${number}: ` : `Step ${number}, from the same weights: `),
      "loss along its gradient",
    ]),
    ...axes,
    ...ticks,
    svg("text", below, "how far the weights move"),
    svg("line", { x1: margins.left, x2: width - margins.right, y1: now, y2: now, stroke: theme.faint }),
    chart.label(margins.left + 6, now - 6, `loss before: ${said(step.loss)}`, { fill: theme.faint }),
    chart.line(points, { stroke: theme.text, "stroke-width": 3 }),
    ...mark(chart, cut, `cut: ${said(cut.far)} far, loss ${said(cut.loss)}`, theme.accent, "low"),
    ...mark(chart, plain, `not cut: ${said(plain.far)} far, loss ${said(plain.loss)}`, wrong, "high"),
  ];
}

/**
 * Where a step lands: a dot on the curve, or an arrow at the top or the right end where that is outside.
 * @param {Chart} chart
 * @param {Landing} landing
 * @param {string} name
 * @param {string} fill
 * @param {"low" | "high"} side of the picture on which its name stands
 */
function mark(chart, { far, loss }, name, fill, side) {
  const { theme, size, margins, width, height } = chart.layout;
  const x = chart.x(Math.log10(Math.min(Math.max(far, FAR[0]), FAR[1])));
  const there = chart.holds(loss) && far <= FAR[1];
  const y = there ? chart.y(loss) : margins.top;
  const dot = () => svg("circle", { cx: x, cy: y, r: 7, fill, stroke: theme.background, "stroke-width": 2 });
  const arrow = () => svg("path", { d: `M${x - 8} ${y + 12}l8 -14l8 14z`, fill, class: "explode-beyond" });
  const bold = { fill, "font-weight": 700 };
  const named =
    side === "high"
      ? chart.label(width - margins.right, margins.top - size * 0.9, name, { ...bold, "text-anchor": "end" })
      : chart.label(margins.left + 6, height - margins.bottom - size * 0.7, name, bold);
  return Number.isNaN(far) ? [named] : [there ? dot() : arrow(), named];
}

/** @param {number} loss */
const inside = (loss) => (Number.isFinite(loss) ? Math.min(Math.max(loss, LOSS[0]), LOSS[1]) : LOSS[1]);

/** A number as it is told: three digits, or with its power of ten. @param {number} value */
export function said(value) {
  if (!Number.isFinite(value) || value >= 1e5 || (value > 0 && value < 1e-4)) return scientific(value);
  return Number(value.toPrecision(3)).toLocaleString("en", { maximumSignificantDigits: 3 });
}
