/**
 * How lines of gradients are read: the word that the loss asks for, an arrow from the last word back, and what is left
 * at the word asked about.
 */

import { placed } from "../../parts/names.js";
import { scientific } from "../../parts/words.js";
import { svg } from "../../svg.js";

const HEAD = 9; // px
const FOOT = 12; // px, of the arrow
const BESIDE = 14; // px, from the dot to its number
const SAID = "read from right to left: the gradient goes back";
const FEWEST = 1e-4;

/** @typedef {import("../../types.d.ts").Series} Series */
/** @typedef {import("../stage.js").Stage} Stage */

/**
 * Return the word that the loss asks for, the arrow and the numbers.
 * @param {Stage} stage
 * @param {{ series: Series[], asked?: number, wanted?: string }} stave
 * @param {import("./graph.js").Axis} axis
 * @param {number} height px
 */
export function wayBack(stage, { series, asked = 0, wanted = "" }, axis, height) {
  const last = series[0].values.rows - 1;
  const loss = wanted ? [asksFor(stage, last, wanted)] : [];
  if (last <= asked) return loss;
  return [...loss, ...arrow(stage, asked, last, height), ...left(stage, series, asked, axis, height)];
}

/**
 * Below the last word, the one that is to follow it.
 * @param {Stage} stage
 * @param {number} last
 * @param {string} wanted
 */
function asksFor(stage, last, wanted) {
  const size = stage.size("label");
  const look = { "text-anchor": "end", "font-size": size, "font-weight": 700, fill: stage.theme.text };
  const halo = { "paint-order": "stroke", stroke: stage.theme.background, "stroke-width": 4 };
  const x = stage.x(last) + stage.columnWidth / 2 - 2;
  return svg("text", { x, y: size, ...look, ...halo, class: "wanted" }, `the answer asked for: → ${wanted}?`);
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
 * The lines' names and numbers at the word asked about. What is below the axis is named at its foot.
 * @param {Stage} stage
 * @param {Series[]} series
 * @param {number} asked
 * @param {import("./graph.js").Axis} axis
 * @param {number} height
 */
function left(stage, series, asked, axis, height) {
  const size = stage.size("large");
  const ends = /** @type {[number, number]} */ ([0, height - FOOT]);
  const heights = series.map(({ values }) =>
    Array.from({ length: values.rows - asked }, (_, step) => {
      const share = values.at(asked + step);
      return axis.holds(share) ? axis.y(share) : share < 1 ? axis.floor : NaN;
    }),
  );
  const named = series.flatMap(({ name, hue, values, role }, line) => {
    const share = values.at(asked);
    if (!Number.isFinite(heights[line][0])) return [];
    const said = share < FEWEST ? scientific(share) : Number(share.toPrecision(2));
    const text = `${axis.holds(share) ? "" : "▼ "}${name} ${said}${role ? ` (${role})` : ""}`;
    return [{ text, hue, line, wide: BESIDE + stage.widthOf(text, size) }];
  });
  const halo = {
    "paint-order": "stroke",
    stroke: stage.theme.background,
    "stroke-width": 4,
    "stroke-linejoin": "round",
  };
  const look = { x: stage.x(asked) + BESIDE, "font-size": size, "font-weight": 600, ...halo };
  const at = placed(named, heights, { column: stage.columnWidth, size, ends });
  return named.map(({ text, hue }, place) => svg("text", { ...look, y: at[place], fill: hue }, text));
}
