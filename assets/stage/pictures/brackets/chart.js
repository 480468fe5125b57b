/** How many brackets are open, how many a unit says, and below each bracket what is said to close next. */

import { svg } from "../../svg.js";
import { NOTHING } from "./numbers.js";

const HEIGHT = 62; // px of the usual base
const LEGIBLE = 9; // px of a bracket, from which on it is written
const OVER = 1.5; // brackets above the deepest that are still drawn

/**
 * @typedef {object} Room
 * @property {number} width px
 * @property {import("../../colour.js").Theme} theme
 * @property {import("../../parts/type.js").Type} type
 * @property {string} hue
 * @property {number} deepest
 * @property {number} trained
 */

/**
 * Draw one network's reading of a text.
 * @param {string[]} words
 * @param {import("./numbers.js").Followed} steps
 * @param {Room} room
 */
export function drawFollowed(words, steps, { width, theme, type, hue, deepest, trained }) {
  const size = type.size("label");
  const bottom = type.px(HEIGHT);
  const column = width / words.length;
  const written = column >= LEGIBLE;
  const height = bottom + (written ? 2.7 * size : 0.6 * size);
  const most = Math.max(deepest, trained) + OVER;
  const x = (/** @type {number} */ at) => (at + 0.5) * column;
  const y = (/** @type {number} */ brackets) =>
    bottom - 4 - (Math.min(Math.max(brackets, -0.5), most) / most) * (bottom - 10);
  const stairs = steps
    .map(({ depth }, at) => `${at ? "L" : "M"}${at * column} ${y(depth)}H${(at + 1) * column}`)
    .join("");
  const points = steps.flatMap(({ follows }, at) =>
    Number.isFinite(follows) ? [`${x(at).toFixed(1)},${y(follows).toFixed(1)}`] : [],
  );
  const label = { "font-size": size, "text-anchor": "middle" };
  const faint = { ...label, fill: theme.faint };
  /** @param {import("./numbers.js").Followed[number]} step @param {string} word @param {number} at @returns {Node[]} */
  const below = ({ next, said }, word, at) => {
    const look = next === said ? "brackets-right" : "brackets-wrong";
    if (!written) return next === said ? [] : [svg("circle", { class: look, cx: x(at), cy: height - 4, r: 3 })];
    const answer = said === NOTHING ? "–" : said;
    return [
      svg("text", { ...faint, x: x(at), y: bottom + size }, word),
      svg("text", { ...label, x: x(at), class: look, y: bottom + 2.3 * size }, answer),
    ];
  };
  return svg("svg", { width, height, "aria-hidden": "true" }, [
    svg("path", { d: `${stairs}V${y(0)}H0Z`, fill: theme.text, "fill-opacity": 0.1 }),
    svg("line", { x1: 0, x2: width, y1: y(0), y2: y(0), stroke: theme.line }),
    ...(deepest > trained
      ? [
          svg("line", {
            class: "brackets-trained",
            x1: 0,
            x2: width,
            y1: y(trained),
            y2: y(trained),
            stroke: theme.faint,
          }),
          svg("text", { ...faint, "text-anchor": "end", x: width - 2, y: y(trained) - 4 }, `trained to ${trained}`),
        ]
      : []),
    svg("polyline", { points: points.join(" "), fill: "none", stroke: hue, "stroke-width": 2.5 }),
    ...steps.flatMap((step, at) => below(step, words[at], at)),
  ]);
}
