/** How lines of gradients are read: an arrow from the last word back, and what is left at the word asked about. */

import { scientific } from "../../parts/words.js";
import { svg } from "../../svg.js";

const HEAD = 9; // px
const GAP = 1.2; // of the size of type, between two numbers under one another
const BESIDE = 14; // px, from the dot to its number
const SAID = "read from right to left: the gradient goes back";
const FEWEST = 1e-4;

/** @typedef {import("../../types.d.ts").Series} Series */
/** @typedef {import("../stage.js").Stage} Stage */

/**
 * Return the arrow and the numbers.
 * @param {Stage} stage
 * @param {{ series: Series[], asked?: number }} stave
 * @param {import("./graph.js").Axis} axis
 * @param {number} height px
 */
export function wayBack(stage, { series, asked = 0 }, axis, height) {
  const last = series[0].values.rows - 1;
  if (last <= asked) return [];
  return [...arrow(stage, asked, last, height), ...left(stage, series, asked, axis, height)];
}

/** @param {Stage} stage @param {number} asked @param {number} last @param {number} height */
function arrow(stage, asked, last, height) {
  const { faint, background } = stage.theme;
  const [from, to, y] = [stage.x(last), stage.x(asked), height - 8];
  const size = stage.size("label");
  const text = { x: from, y: y - 7, fill: faint, "text-anchor": "end", "font-size": size };
  const halo = { "paint-order": "stroke", stroke: background, "stroke-width": 4, "stroke-linejoin": "round" };
  const look = { stroke: faint, "stroke-width": 1.5, fill: "none" };
  return [
    svg("path", { d: `M${from} ${y}H${to}m${HEAD} ${-HEAD / 2}l${-HEAD} ${HEAD / 2}l${HEAD} ${HEAD / 2}`, ...look }),
    svg("text", { ...text, ...halo }, SAID),
    svg("line", { x1: to, x2: to, y1: 0, y2: y, stroke: faint, "stroke-dasharray": "2 4" }),
  ];
}

/**
 * The numbers of the lines at the word asked about, none over another.
 * @param {Stage} stage
 * @param {Series[]} series
 * @param {number} asked
 * @param {import("./graph.js").Axis} axis
 * @param {number} height
 */
function left(stage, series, asked, axis, height) {
  const size = stage.size("label");
  const there = series
    .map(({ name, hue, values }) => ({ name, hue, share: values.at(asked) }))
    .filter(({ share }) => axis.holds(share))
    .map((one) => ({ ...one, y: axis.y(one.share) + size * 1.1 }))
    .sort((one, other) => one.y - other.y);
  const lowest = height - 30;
  there.reduceRight((below, one) => (one.y = Math.min(one.y, below - size * GAP)), lowest + size * GAP);
  const halo = {
    "paint-order": "stroke",
    stroke: stage.theme.background,
    "stroke-width": 4,
    "stroke-linejoin": "round",
  };
  return there.map(({ name, hue, share, y }) =>
    svg("text", { x: stage.x(asked) + BESIDE, y, fill: hue, "font-size": size, "font-weight": 600, ...halo }, [
      `${name} ${share < FEWEST ? scientific(share) : Number(share.toPrecision(2))}`,
    ]),
  );
}
