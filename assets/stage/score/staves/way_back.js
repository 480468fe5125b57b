/**
 * How lines of gradients are read: the word that the loss asks for, an arrow from the last word back, and what is left
 * at the word asked about.
 */

import { format } from "../../arrays.js";
import { placed } from "../../parts/names.js";
import { raised, scientific } from "../../parts/words.js";
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
  const factors = series.length === 1 ? stepByStep(stage, series[0], asked, axis) : [];
  return [...arrow(stage, asked, last, height), ...said, ...factors, ...left(stage, series, asked, axis, height)];
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
  const halo = rim(stage);
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

/** What keeps a text readable on a line. @param {Stage} stage */
const rim = ({ theme }) => ({
  "paint-order": "stroke",
  stroke: theme.background,
  "stroke-width": 4,
  "stroke-linejoin": "round",
});

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
 * By what a gradient is multiplied on the way from each word to the one before it: the last is the first step back.
 * @param {ArrayLike<number>} shares (T,)
 * @param {number} asked where the way ends
 */
export const factorsOf = (shares, asked) =>
  Array.from({ length: shares.length - 1 - asked }, (_, step) => shares[asked + step] / shares[asked + step + 1]);

/**
 * The factor of each step of a line that stands alone, above it and left of the edge of a column; where there is room.
 * @param {Stage} stage
 * @param {Series} line
 * @param {number} asked
 * @param {import("./graph.js").Axis} axis
 */
function stepByStep(stage, { values, hue }, asked, axis) {
  const size = stage.size("label");
  const look = { "text-anchor": "end", "font-size": size, fill: hue, ...rim(stage), class: "step-back" };
  return factorsOf(values.data, asked).flatMap((factor, step) => {
    const ends = [asked + step, asked + step + 1];
    const text = `×${format(factor, 2)}`;
    if (!ends.every((at) => axis.holds(values.at(at))) || stage.widthOf(text, size) > stage.columnWidth - 4) return [];
    const [from, to] = ends.map((at) => axis.y(values.at(at)));
    const place = {
      x: stage.x(ends[1]) - stage.columnWidth / 2 - 3,
      y: (from + to) / 2 - size * 0.5 - 0.35 * Math.abs(from - to),
    };
    return [svg("text", { ...look, ...place }, text)];
  });
}

/**
 * What is left as a power of what each step leaves in the mean, a product of so many factors; nothing of one step.
 * @param {number} share
 * @param {number} steps
 * @returns {{ factor: string, power: string } | null}
 */
export function aStep(share, steps) {
  if (steps < 2 || !(share > 0) || !Number.isFinite(share)) return null;
  const factor = format(share ** (1 / steps), 2);
  return { factor, power: factor + raised(steps) };
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
    const text = `${axis.holds(share) ? "" : "▼ "}${name} ${said}`;
    const mean = aStep(share, values.rows - 1 - asked);
    const alone = mean && series.length === 1 ? [`${name}: × ${mean.factor} a word, ${mean.power} ≈ ${said}`] : [];
    const beside = [mean ? ` ≈ ${mean.power}` : "", ""].map((one) => text + one + (role ? ` (${role})` : ""));
    const ways = [...alone, ...beside];
    const fits = ways.find((way) => stage.x(asked) + BESIDE + stage.widthOf(way, size) <= stage.width) ?? beside[1];
    return [{ text: fits, hue, line, wide: BESIDE + stage.widthOf(fits, size) }];
  });
  const look = { x: stage.x(asked) + BESIDE, "font-size": size, "font-weight": 600, ...rim(stage) };
  const at = placed(named, heights, { column: stage.columnWidth, size, ends });
  return named.map(({ text, hue }, place) => svg("text", { ...look, y: at[place], fill: hue }, text));
}
