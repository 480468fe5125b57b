/** What a rung of the ladder brings: a dot for each random start over an axis, and their middle in words. */

import { percent } from "../../parts/words.js";
import { svg } from "../../svg.js";

const HEIGHT = 112; // px of the usual base
const [ABOVE, BELOW] = [10, 10];
const DOT = 4.5; // px, of its radius

/** @typedef {import("../ladder.js").Task} Task */

/** @param {number[]} values */
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** @param {number[]} values */
function median(values) {
  const sorted = [...values].sort((one, other) => one - other);
  const half = sorted.length / 2;
  return sorted.length % 2 ? sorted[Math.floor(half)] : (sorted[half - 1] + sorted[half]) / 2;
}

/** The middle of what was measured: the mean of shares, the median of counts. @param {Task} task @param {number} at */
export const middleOf = (task, at) => (task.scale === "percent" ? mean : median)(task.values[at]);

/**
 * Return the middle of a rung in words, and by how much it is more than that of the rung before.
 * @param {Task} task
 * @param {number} at
 */
export function summed(task, at) {
  const shares = task.scale === "percent";
  const [now, before] = [middleOf(task, at), at ? middleOf(task, at - 1) : 0];
  const [shown, was] = shares ? [percent(now), percent(before)] : [now, before];
  const by = shown - was;
  const size = `${Math.abs(by)}${shares ? " points" : ""}`;
  const said = by ? `${by > 0 ? "+" : "−"}${size}` : "as before";
  return { said: shares ? `${shown} %` : String(shown), step: { by: shares ? by / 100 : by, said } };
}

/**
 * How far aside each dot stands, so that those of like height stand beside one another around the middle.
 * @param {number[]} heights px
 * @param {number} most px to either side
 */
function swarm(heights, most) {
  const rows = /** @type {Map<number, number[]>} */ (new Map());
  heights.forEach((height, at) => {
    const row = Math.round(height / (2 * DOT));
    rows.set(row, [...(rows.get(row) ?? []), at]);
  });
  const found = heights.map(() => 0);
  for (const row of rows.values()) {
    const apart = Math.min(2 * DOT, (2 * most) / Math.max(row.length - 1, 1));
    row.forEach((at, place) => (found[at] = (place - (row.length - 1) / 2) * apart));
  }
  return found;
}

/**
 * @param {Task} task
 * @param {number[]} values
 * @param {object} room
 * @param {number} room.width px
 * @param {import("../../colour.js").Theme} room.theme
 * @param {import("../../parts/type.js").Type} room.type
 * @param {boolean} room.named whether the axis has its numbers
 */
export function drawDots({ most, scale, trained }, values, { width, theme, type, named }) {
  const height = type.px(HEIGHT);
  const y = (/** @type {number} */ value) => height - BELOW - (value / most) * (height - ABOVE - BELOW);
  const ticks = scale === "percent" ? [0, 0.5, 1] : [0, most / 2, most];
  const look = { "font-size": type.size("label"), fill: theme.faint, x: 0, "dominant-baseline": "central" };
  const left = type.px(48);
  const axis = ticks.flatMap((value) => [
    svg("line", { x1: left, x2: width, y1: y(value), y2: y(value), stroke: theme.line, "stroke-dasharray": "2 4" }),
    ...(named ? [svg("text", { ...look, y: y(value) }, scale === "percent" ? `${100 * value} %` : String(value))] : []),
  ]);
  const border = trained
    ? [svg("line", { x1: left, x2: width, y1: y(trained), y2: y(trained), stroke: theme.text, "stroke-width": 1.5 })]
    : [];
  const heights = values.map((value) => y(Math.min(Math.max(value, 0), most)));
  const dots = swarm(heights, (width - left) / 2 - DOT).map((aside, at) => {
    const look = { fill: theme.accent, "fill-opacity": 0.55, stroke: theme.background };
    return svg("circle", { cx: (left + width) / 2 + aside, cy: heights[at], r: DOT, ...look });
  });
  return svg("svg", { width, height, "aria-hidden": "true" }, [...axis, ...border, ...dots]);
}
