/** Shares of a gradient over the words of a sentence, read from the last word back. */

import { placed } from "../../parts/names.js";
import { svg } from "../../svg.js";
import { Chart, apart } from "./chart.js";
import { written } from "./share.js";

const MEASURED = "measured: how much of the gradient is left";
const BESIDE = 12; // px, from a line's point to its name
const LETTER = 0.55; // of the size of type, the width of a letter

/**
 * @typedef {object} Line
 * @property {string} name
 * @property {string} hue
 * @property {number[]} shares (T,)
 * @property {string} [dash]
 * @property {boolean} [bold]
 * @property {"above" | "below"} [side] of the line, where its name is to stand
 * @property {string} [note] behind its number
 */

/**
 * Return the chart over so many words.
 * @param {import("../gradients.js").Place} place
 * @param {{ left: number, width: number, height: number, ends: [number, number], log?: boolean }} room
 * @param {number} count
 */
export function chartOver({ theme, type, narrow }, { left, width, height, ends, log = true }, count) {
  const size = type.size(narrow ? "note" : "body");
  const margins = { left: left + type.px(48), right: type.px(narrow ? 14 : 30), top: size * 2.2, bottom: size * 3.4 };
  return new Chart({ width: left + width, height, margins, x: [0, Math.max(1, count - 1)], y: ends, log, theme, size });
}

/**
 * Return the chart's elements, with the numbers at the word asked about.
 * @param {import("../gradients.js").Place} place
 * @param {{ left: number, width: number, height: number, ends: [number, number], ticks: number[], log?: boolean,
 *   large?: boolean }} room `log`: whether the axis is logarithmic; `large`: whether the numbers are what is to be seen
 * @param {{ words: string[], asked: number, seen?: number }} sentence `seen`: the word that is looked at
 * @param {Line[]} lines
 * @param {string} [between] what makes the difference of the first two lines, said between them
 */
export function overWords(place, room, { words, asked, seen }, lines, between = "") {
  const { ticks, large = false } = room;
  const { theme, type, narrow } = place;
  const size = type.size(narrow ? "note" : "body");
  const big = large ? type.size(narrow ? "large" : "answer") : size;
  const last = words.length - 1;
  const letters = narrow ? size : type.size("label");
  const { left, height, ends } = room;
  const chart = chartOver(place, room, words.length);
  const { margins } = chart.layout;
  const axes = chart.axes({ x: [], y: ticks, xName: "", yName: "" });
  const bottom = height - margins.bottom;
  const below = fitting(words, asked, { column: chart.x(1) - chart.x(0), size: letters, ends: narrow }).map((at) =>
    chart.label(chart.x(at), bottom + size * 1.25, words[at], {
      "text-anchor": at === last && narrow ? "end" : "middle",
      fill: at === asked ? theme.text : theme.faint,
      "font-weight": at === asked ? 700 : 400,
      "font-size": letters,
    }),
  );
  const named = lines.map(({ name, hue, bold, shares, side, note = "" }, line) => {
    const share = shares[asked];
    const beyond = chart.holds(share) ? "" : share > ends[1] ? "▲ " : "▼ ";
    const text = `${beyond}${name} ${written(share)}${note}`;
    return { text, hue, line, side, weight: bold ? 700 : 600, wide: BESIDE + text.length * big * LETTER };
  });
  const courses = lines.map(({ shares }) =>
    shares.slice(asked).map((share) => chart.y(Math.min(Math.max(share, ends[0]), ends[1]))),
  );
  const column = chart.x(1) - chart.x(0);
  const within = /** @type {[number, number]} */ ([margins.top - (large ? 0 : size * 1.2), bottom - 4]);
  const wanted = placed(named, courses, { column, size: big, ends: within });
  const heights = apart(wanted, big * 1.15, [within[0] + big * 0.8, within[1]]);
  return [
    ...axes,
    ...below,
    svg("text", { x: left, y: size, fill: theme.text, "font-size": size }, MEASURED),
    ...wayBack(chart, asked, last),
    ...lines.map(({ shares, hue, dash = "", bold }) => {
      const points = shares.map((share, at) => /** @type {[number, number]} */ ([at, share])).reverse();
      return chart.line(points, { stroke: hue, "stroke-width": bold ? 3 : 1.8, "stroke-dasharray": dash });
    }),
    ...named.map(({ text, hue, weight }, at) =>
      chart.label(chart.x(asked) + BESIDE, heights[at], text, { fill: hue, "font-weight": weight, "font-size": big }),
    ),
    ...(seen === undefined ? [] : [at(chart, seen)]),
    ...(between ? difference(chart, asked, courses, { between, from: heights[0], to: heights[1] - big }) : []),
  ];
}

/**
 * Which words have room for their names below the axis: first the one asked about and the last one.
 * @param {string[]} words
 * @param {number} asked timestep
 * @param {{ column: number, size: number, ends: boolean }} room px, and of type; `ends`: the last name ends there
 */
export function fitting(words, asked, { column, size, ends }) {
  const last = words.length - 1;
  const found = /** @type {number[]} */ ([]);
  /** @param {number} at */
  const wide = (at) => ((words[at].length + 1) * LETTER * size) / (ends && at === last ? 1 : 2);
  for (const at of [asked, last, ...words.keys()]) {
    if (found.every((one) => Math.abs(at - one) * column >= wide(at) + wide(one))) found.push(at);
  }
  return found.sort((one, other) => one - other);
}

/**
 * An arrow from the last word to the one asked about.
 * @param {Chart} chart
 * @param {number} asked timestep
 * @param {number} last timestep
 */
function wayBack(chart, asked, last) {
  if (asked === last) return [];
  const { theme, size, height, margins } = chart.layout;
  const y = height - margins.bottom + size * 1.8;
  const d = `M${chart.x(last)} ${y}H${chart.x(asked)}m8 -4l-8 4l8 4`;
  const look = { "text-anchor": "end", fill: theme.faint };
  return [
    svg("path", { d, stroke: theme.faint, "stroke-width": 1.5, fill: "none" }),
    chart.label(chart.x(last), y + size * 1.2, "the gradient goes back", look),
  ];
}

/** The word that is looked at. @param {Chart} chart @param {number} seen timestep */
function at(chart, seen) {
  const { theme, margins, height } = chart.layout;
  const x = chart.x(seen);
  const look = { x1: x, x2: x, y1: margins.top, y2: height - margins.bottom, stroke: theme.accent };
  return svg("line", { ...look, "stroke-width": 2, "stroke-opacity": 0.6, class: "gradients-seen" });
}

/**
 * An arrow from the first line to the second at a word, and beside it what makes the difference; where there is room.
 * @param {Chart} chart
 * @param {number} asked timestep
 * @param {number[][]} courses of the lines from there on, px
 * @param {{ between: string, from: number, to: number }} said between which heights there is room, px
 */
function difference(chart, asked, [[from], [to]], said) {
  const { theme, size } = chart.layout;
  if (to - from < 2 * size) return [];
  const x = chart.x(asked);
  const arrow = `M${x} ${from + 4}V${to - 5}m-5 -7l5 7l5 -7`;
  const look = { fill: theme.text, "dominant-baseline": "central" };
  return [
    svg("path", { d: arrow, stroke: theme.text, "stroke-width": 2, fill: "none", class: "gradients-difference" }),
    ...(said.to - said.from < 1.8 * size || x + said.between.length * 0.5 * size > chart.layout.width
      ? []
      : [chart.label(x + BESIDE, Math.max((said.from + said.to) / 2, said.to - size * 1.4), said.between, look)]),
  ];
}
