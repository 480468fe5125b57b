/** The drawing of the loss along a step: where it falls as the slope promises, where it bends, and where it rises. */

import { format } from "../../arrays.js";
import { svg } from "../../svg.js";
import { Chart } from "../gradients/chart.js";

export const MOST = 50; // the largest rate
export const RATES = Array.from({ length: 2 * MOST + 1 }, (_, at) => at / 2);
export const AT_FIRST = 10; // the rate that is asked about first
const TOP = 10; // of the axis of losses
const NARROW = 372; // px, below which a chart is a phone's
const ROOM = 0.7; // of the axis of rates: farther to the right the name of the promise has no place
const WRONG = "var(--st-red-text-color, #c2410c)";

/**
 * @typedef {object} Descent
 * @property {number} before the loss before the step
 * @property {number} steep what a step of rate 1 would take off if the loss did not bend
 * @property {number[]} curve the loss after each of the `RATES`
 * @property {number} rate
 * @property {number} after the loss after the step
 * @property {boolean} marked whether the rate that was asked about first is marked
 */

/**
 * @param {Descent} descent
 * @param {{ width: number, theme: import("../../colour.js").Theme, type: import("../../parts/type.js").Type }} around
 */
export function descentOf(descent, { width, theme, type }) {
  const { before, steep, curve, rate, after } = descent;
  const narrow = width < NARROW;
  const size = type.size(narrow ? "note" : "body");
  const big = type.size("answer");
  const height = heightOf(type);
  const margins = { left: type.px(34), right: type.px(16), top: big * 2.6, bottom: size * 3.2 };
  const chart = new Chart({ width, height, margins, x: [0, MOST], y: [0, TOP], theme, size });
  const points = RATES.map((one, at) => /** @type {[number, number]} */ ([one, curve[at]]));
  const worse = after > before;
  const hue = worse ? WRONG : theme.accent;
  const said = `${format(before, 2)} → ${format(after, 2)}`;
  const start = chart.y(Math.min(before, TOP));
  const dot = { cx: chart.x(rate), cy: chart.y(Math.min(after, TOP)), r: 7, fill: hue };
  const named = `With rate ${format(rate, 1)} the loss goes from ${said}.`;
  const verdict = worse ? "  worse than before" : rate ? "  better" : "";
  return svg("svg", { width, height, role: "img", "aria-label": named }, [
    svg("text", { x: 0, y: big, "font-size": size, fill: theme.text }, [
      narrow ? "loss " : "loss of the sentence ",
      svg("tspan", { "font-size": big, "font-weight": 700, fill: hue }, said),
      svg("tspan", { "font-weight": 700, fill: worse ? WRONG : theme.text }, verdict),
    ]),
    ...chart.axes({
      ...{ x: [0, 10, 20, 30, 40, 50], y: [0, 2, 4, 6, 8, 10] },
      ...{ xName: "learning rate η", yName: "" },
    }),
    svg("line", { x1: chart.x(0), x2: chart.x(MOST), y1: start, y2: start, stroke: theme.faint }),
    chart.label(chart.x(MOST), start + size * 1.2, "before the step", { "text-anchor": "end", fill: theme.faint }),
    ...promise(chart, before, steep),
    chart.line(points, { stroke: theme.accent, "stroke-width": 3 }),
    ...(descent.marked ? first(chart, curve[RATES.indexOf(AT_FIRST)]) : []),
    svg("circle", { ...dot, stroke: theme.background, "stroke-width": 2 }),
  ]);
}

/** How tall the drawing is, px. @param {import("../../parts/type.js").Type} type */
export const heightOf = (type) => type.px(285);

/**
 * What the slope promises: a straight line down.
 * @param {Chart} chart
 * @param {number} before
 * @param {number} steep
 */
function promise(chart, before, steep) {
  const { theme } = chart.layout;
  const end = before / steep;
  if (!Number.isFinite(end)) return [];
  const line = /** @type {[number, number][]} */ ([[0, before], end > MOST ? [MOST, before - steep * MOST] : [end, 0]]);
  const drawn = chart.line(line, { stroke: theme.faint, "stroke-width": 1.5, "stroke-dasharray": "6 4" });
  if (end > MOST * ROOM) return [drawn];
  return [drawn, chart.label(chart.x(end) + 6, chart.y(0) - 6, "as the slope promises", { fill: theme.faint })];
}

/** The rate that was asked about first. @param {Chart} chart @param {number} loss */
function first(chart, loss) {
  if (!chart.holds(loss)) return [];
  const { theme, size } = chart.layout;
  const [x, y] = [chart.x(AT_FIRST), chart.y(loss)];
  const look = { fill: theme.accent, "font-weight": 700 };
  return [
    svg("circle", { cx: x, cy: y, r: 5, fill: theme.accent, stroke: theme.background, "stroke-width": 2 }),
    chart.label(x + size, y + size * 1.5, `rate ${AT_FIRST}: ${format(loss, 2)}`, look),
  ];
}
