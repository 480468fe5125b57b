/** Concatenating as a picture: the numbers of the word and of the old state come together as one column, lying down. */

import { usual } from "../../parts/type.js";
import { counted } from "../../parts/words.js";
import { svg } from "../../svg.js";
import { HEIGHT } from "./bars.js";
import { roundUp } from "./operations.js";

/** In px of the usual base. */
const [TOP, APART, HEAD, BESIDE] = [26, 26, 12, 70];
const SMALL = usual.size("small");

/** @typedef {import("./bars.js").Motion} Motion */

/**
 * Return the two groups of numbers, and how they come together.
 * @param {import("../stage.js").Stage} stage
 * @param {{ word: Float64Array, state: Float64Array }} numbers
 * @param {string} text what x comes from
 * @param {{ hue: string, unit: number, first: boolean }} look of the state; whether nothing was read before
 * @param {number} width px of the usual base
 * @returns {{ parts: SVGElement[], motions: Motion[] }}
 */
export function columnsOf(stage, { word, state }, text, { hue, unit, first }, width) {
  const { theme } = stage;
  const count = word.length + state.length;
  const each = (width - APART) / count;
  const end = roundUp([...word, ...state]);
  const high = (HEIGHT - 2 * TOP - HEAD) / 2;
  const middle = TOP + HEAD + high;
  /** @param {Float64Array} numbers @param {number} from @param {string} fill @param {number} [marked] */
  const bars = (numbers, from, fill, marked) =>
    Array.from(numbers, (value, place) => {
      const part = Math.min(Math.max(value / end, -1), 1);
      const box = { x: (from + place) * each + each * 0.12, width: each * 0.76, fill };
      const full = {
        ...box,
        y: middle - high,
        height: 2 * high,
        fill: "none",
        stroke: fill,
        "stroke-dasharray": "2 2",
      };
      const size = { ...box, y: middle - Math.max(part, 0) * high, height: Math.abs(part) * high };
      const bar = svg("rect", Number.isFinite(value) ? size : full);
      const mark = svg("rect", { ...box, y: middle + high + 3, height: 2.5, fill: theme.text });
      return svg("g", {}, place === marked ? [bar, mark] : bar);
    });
  /** @param {number} x @param {number} y @param {string} content @param {Record<string, string | number>} [look] */
  const write = (x, y, content, look) => svg("text", { x, y, "font-size": SMALL, fill: theme.text, ...look }, content);
  const [left, right] = [word.length * each, state.length * each];
  const line = (/** @type {number} */ x, /** @type {number} */ long) =>
    svg("path", { d: `M${x} ${middle}h${long}`, stroke: theme.line });
  const x = svg("g", {}, [line(0, left), ...bars(word, 0, theme.text)]);
  const h = svg("g", {}, [line(left, right), ...bars(state, word.length, hue, unit)]);
  const frame = svg("rect", { y: TOP + HEAD - 4, height: 2 * high + 8, rx: 4, fill: "none", stroke: theme.text });
  const bold = { "font-weight": 600 };
  const ending = { "text-anchor": "end" };
  const begun = `${counted(state.length, "number")}${first ? ": nothing read yet" : ""}`;
  const names = [
    write(0, 12, stage.fit(`x: ${text}`, width - BESIDE, SMALL), bold),
    write(0, 27, counted(word.length, "number"), { fill: theme.faint }),
    write(width, 12, "h before", { ...ending, ...bold, fill: hue }),
    write(width, 27, begun, { ...ending, fill: theme.faint }),
    write(width / 2, HEIGHT - 6, `[x; h]: ${counted(count, "number")}, from −${end} to ${end}`, {
      "text-anchor": "middle",
    }),
  ];
  /** @type {Motion} */
  const move = (share) => {
    const shift = (APART / 2) * share;
    x.setAttribute("transform", `translate(${shift.toFixed(2)} 0)`);
    h.setAttribute("transform", `translate(${(APART - shift).toFixed(2)} 0)`);
    frame.setAttribute("x", (shift - 3).toFixed(2));
    frame.setAttribute("width", String(left + right + 6));
    frame.setAttribute("opacity", share === 1 ? "1" : "0");
  };
  move(1);
  return { parts: [x, h, frame, ...names], motions: [move] };
}
