/** Shares of a gradient over the words of a sentence, logarithmic, read from the last word back. */

import { svg } from "../../svg.js";
import { Chart, apart } from "./chart.js";
import { written } from "./unit.js";

/**
 * @typedef {object} Line
 * @property {string} name
 * @property {string} hue
 * @property {number[]} shares (T,)
 * @property {string} [dash]
 * @property {boolean} [bold]
 */

/**
 * Return the chart's elements, with the numbers at the word asked about.
 * @param {import("../gradients.js").Place} place
 * @param {{ left: number, width: number, height: number, ends: [number, number], ticks: number[] }} room
 * @param {{ words: string[], asked: number }} sentence
 * @param {Line[]} lines
 */
export function overWords({ theme, type, narrow }, { left, width, height, ends, ticks }, { words, asked }, lines) {
  const size = type.size(narrow ? "note" : "body");
  const last = words.length - 1;
  const margins = { left: left + type.px(48), right: type.px(narrow ? 14 : 30), top: size * 2.2, bottom: size * 3.4 };
  const chart = new Chart({ width: left + width, height, margins, x: [0, last], y: ends, log: true, theme, size });
  const axes = chart.axes({ x: [], y: ticks, xName: "", yName: "" });
  const bottom = height - margins.bottom;
  const named = words.flatMap((word, at) =>
    narrow && at !== asked && at !== last
      ? []
      : [
          chart.label(chart.x(at), bottom + size * 1.25, word, {
            "text-anchor": at === last && narrow ? "end" : "middle",
            fill: at === asked ? theme.text : theme.faint,
            "font-weight": at === asked ? 700 : 400,
            "font-size": type.size("label"),
          }),
        ],
  );
  const y = bottom + size * 1.8;
  const arrow = `M${chart.x(last)} ${y}H${chart.x(asked)}m8 -4l-8 4l8 4`;
  const gap = size * 1.25;
  const inside = lines.filter(({ shares }) => chart.holds(shares[asked]));
  const heights = apart(
    inside.map(({ shares }) => chart.y(shares[asked]) + size * 1.1),
    gap,
    [margins.top, bottom - 4],
  );
  return [
    ...axes,
    ...named,
    svg("text", { x: left, y: size, fill: theme.text, "font-size": size }, "how much of the gradient is left"),
    svg("path", { d: arrow, stroke: theme.faint, "stroke-width": 1.5, fill: "none" }),
    chart.label(chart.x(last), y + size * 1.2, "the gradient goes back", { "text-anchor": "end", fill: theme.faint }),
    ...lines.map(({ shares, hue, dash = "", bold }) => {
      const points = shares.map((share, at) => /** @type {[number, number]} */ ([at, share])).reverse();
      return chart.line(points, { stroke: hue, "stroke-width": bold ? 3 : 1.8, "stroke-dasharray": dash });
    }),
    ...inside.map(({ name, hue, shares, bold }, at) =>
      chart.label(chart.x(asked) + 12, heights[at], `${name} ${written(shares[asked])}`, {
        fill: hue,
        "font-weight": bold ? 700 : 600,
      }),
    ),
  ];
}
