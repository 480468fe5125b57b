/**
 * How lines of gradients are read: the word that the loss asks for, an arrow from the last word back, and what is left
 * at the word asked about.
 */

import { placed } from "../../parts/names.js";
import { scientific } from "../../parts/words.js";
import { svg } from "../../svg.js";

const HEAD = 9; // px
const FOOT = 10; // px, of the arrow
const BESIDE = 14; // px, from the dot to its number
const EDGE = 7; // px, from a column to what stands beside it
const BACK = "the gradient goes back";
const [AND, GOES] = [", and ", "its gradient goes back"];
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
  const said = saying(stage, last, last > asked, wanted, height);
  if (last <= asked) return said;
  return [...arrow(stage, asked, last, height), ...said, ...left(stage, series, asked, axis, height)];
}

/**
 * What is asked for after the last word, and which way its gradient goes: left of the last column, on whose edges the
 * cursor's lines stand; in two lines where one would reach out of sight.
 * @param {Stage} stage
 * @param {number} last
 * @param {boolean} goes whether there is a way back
 * @param {string} wanted
 * @param {number} height px
 */
function saying(stage, last, goes, wanted, height) {
  const { theme, columnWidth } = stage;
  const look = { "text-anchor": "end", "font-size": stage.size("label"), fill: theme.faint };
  const halo = { "paint-order": "stroke", stroke: theme.background, "stroke-width": 4, "stroke-linejoin": "round" };
  const place = goes
    ? { x: stage.x(last) - columnWidth / 2 - EDGE, y: height - 15 }
    : { x: stage.x(last) + columnWidth / 2 - 2, y: stage.size("label") };
  const size = look["font-size"];
  const [named, room] = [`asked for: ${wanted}`, stage.available - stage.left - columnWidth - EDGE];
  const bold = { fill: theme.text, "font-weight": 700 };
  const text = (/** @type {(SVGElement | string)[]} */ parts, up = 0) =>
    svg("text", { ...place, y: place.y - up, ...look, ...halo, class: "wanted" }, parts);
  if (!goes || !wanted) return [text([wanted ? svg("tspan", bold, named) : "", goes ? BACK : ""])];
  if (stage.widthOf(named + AND + GOES, size) <= room) return [text([svg("tspan", bold, named), AND + GOES])];
  return [text([svg("tspan", bold, named)], 1.25 * size), text([GOES])];
}

/** @param {Stage} stage @param {number} asked @param {number} last @param {number} height */
function arrow(stage, asked, last, height) {
  const { faint } = stage.theme;
  const [from, to, y] = [stage.x(last), stage.x(asked), height - 8];
  const look = { stroke: faint, "stroke-width": 1.5, fill: "none" };
  return [
    svg("path", { d: `M${from} ${y}H${to}m${HEAD} ${-HEAD / 2}l${-HEAD} ${HEAD / 2}l${HEAD} ${HEAD / 2}`, ...look }),
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
