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
const LETTER = 0.45; // of the size of type, the width of a letter

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
  const valley = lowest(chart, points);
  return [
    svg("text", { x: 0, y: size, fill: theme.text, "font-size": size }, [
      svg("tspan", { "font-weight": 700 }, `Step ${number}`),
      narrow ? ", along its gradient" : ", from the same weights, along its gradient",
    ]),
    ...beyond(chart, edgeOf(curve, step.loss), wrong),
    ...axes,
    ...ticks,
    svg("text", below, "how far the weights move"),
    svg("line", { x1: margins.left, x2: width - margins.right, y1: now, y2: now, stroke: theme.faint }),
    chart.label(margins.left + 6, now - 6, `loss before: ${said(step.loss)}`, { fill: theme.faint }),
    chart.line(points, { stroke: theme.text, "stroke-width": 3 }),
    ...(valley ? [chart.label(valley[0], valley[1] + size * 1.5, "loss", { "text-anchor": "middle" })] : []),
    ...mark(chart, cut, `cut: moves ${said(cut.far)}, loss ${said(cut.loss)}`, theme.accent, { side: "low", now }),
    ...mark(chart, plain, `not cut: moves ${said(plain.far)}, loss ${said(plain.loss)}`, wrong, { side: "high", now }),
  ];
}

/**
 * Where the curve is lowest, px: there it is named.
 * @param {Chart} chart
 * @param {[number, number][]} points
 */
function lowest(chart, points) {
  const inside = points.filter(([, loss]) => chart.holds(loss));
  if (!inside.length) return null;
  const [at, loss] = inside.reduce((best, one) => (one[1] < best[1] ? one : best));
  const { margins, width, size } = chart.layout;
  const x = Math.min(Math.max(chart.x(at), margins.left + 2 * size), width - margins.right - 2 * size);
  return /** @type {[number, number]} */ ([x, chart.y(loss)]);
}

/**
 * From how far on the loss is higher than before, whatever comes; none where it is not at the end.
 * @param {Cliff["curve"]} curve
 * @param {number} before the loss before the step
 */
export function edgeOf(curve, before) {
  const last = curve.findLastIndex(([, loss]) => loss <= before);
  return last < 0 || last === curve.length - 1 ? NaN : curve[last + 1][0];
}

/**
 * The ground beyond the cliff, where a step has gone too far.
 * @param {Chart} chart
 * @param {number} edge how far
 * @param {string} wrong colour
 */
function beyond(chart, edge, wrong) {
  if (Number.isNaN(edge)) return [];
  const { size, margins, width, height } = chart.layout;
  const [x, right, bottom] = [chart.x(Math.log10(edge)), width - margins.right, height - margins.bottom];
  const ground = { x, y: margins.top, width: right - x, height: bottom - margins.top };
  const wide = right - x > 8 * size;
  const look = { fill: wrong, "font-weight": 700, "text-anchor": "middle" };
  return [
    svg("rect", { ...ground, fill: wrong, "fill-opacity": 0.13, class: "explode-too-far" }),
    ...(wide ? [chart.label((x + right) / 2, bottom - size * 0.8, "too far: over the cliff", look)] : []),
  ];
}

/**
 * Where a step lands: a line from the loss before it to a dot on the curve, or to an arrow at the top or the right end
 * where that is outside.
 * @param {Chart} chart
 * @param {Landing} landing
 * @param {string} name
 * @param {string} fill
 * @param {{ side: "low" | "high", now: number }} place on which side of the picture its name stands; the height of the
 *   loss before
 */
function mark(chart, { far, loss }, name, fill, { side, now }) {
  const { theme, size, margins, width, height } = chart.layout;
  const x = chart.x(Math.log10(Math.min(Math.max(far, FAR[0]), FAR[1])));
  const there = chart.holds(loss) && far <= FAR[1];
  const y = there ? chart.y(loss) : margins.top;
  const dot = () => svg("circle", { cx: x, cy: y, r: 7, fill, stroke: theme.background, "stroke-width": 2 });
  const arrow = () => svg("path", { d: `M${x - 8} ${y + 12}l8 -14l8 14z`, fill, class: "explode-beyond" });
  const way = () => svg("path", { d: `M${x} ${now}V${there ? y : y + 12}`, stroke: fill, "stroke-width": 3 });
  const bold = { fill, "font-weight": 700 };
  const wide = name.length * LETTER * size;
  const begin = Math.max(margins.left + 6, x + 8 - wide);
  const room = there && begin + wide < x + 3 * size && y + 2.4 * size < height - margins.bottom;
  const low = room
    ? chart.label(begin, y + size * 1.9, name, bold)
    : chart.label(margins.left + 6, height - margins.bottom - size * 0.7, name, bold);
  const named =
    side === "high"
      ? chart.label(width - margins.right, margins.top - size * 0.9, name, { ...bold, "text-anchor": "end" })
      : low;
  return Number.isNaN(far) ? [named] : [way(), there ? dot() : arrow(), named];
}

/** @param {number} loss */
const inside = (loss) => (Number.isFinite(loss) ? Math.min(Math.max(loss, LOSS[0]), LOSS[1]) : LOSS[1]);

/** A number as it is told: three digits, or with its power of ten. @param {number} value */
export function said(value) {
  if (!Number.isFinite(value) || value >= 1e5 || (value > 0 && value < 1e-4)) return scientific(value);
  return Number(value.toPrecision(3)).toLocaleString("en", { maximumSignificantDigits: 3 });
}
