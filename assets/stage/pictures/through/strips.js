/**
 * Sentences as rows of boxes, the answer of each in one column, and how far the gradient comes back from it: whether it
 * reaches the word that decides the answer. Knows nothing of how much is learnt.
 */

import { svg } from "../../svg.js";

const ANSWER = 48; // px of the answer's box
const BOX = 26; // px of the height of a box
const LINES = 4.7; // of type, that a row is tall
const WORD = 36; // px of the box of the word that decides, at least
const AROUND = 18; // px beside the first box, which may be wider than the others
const NARROW = 460; // px, below which a row says its reason on a line of its own
const REASON = 1.4; // lines of type that this takes

/**
 * A row: `gap` words stand between the deciding word and the answer.
 * @typedef {{ gap: number, title: string, beside: string, says: string, big: string, hue: string }} Row
 */

/**
 * @typedef {object} Layout
 * @property {number} width px
 * @property {number} back words that the gradient goes back
 * @property {import("../../colour.js").Theme} theme
 * @property {import("../../parts/type.js").Type} type
 * @property {string} hue of the gradient
 * @property {[word: string, answer: string]} words
 */

/**
 * Return the rows, the first at the top, and their height in px.
 * @param {Row[]} rows
 * @param {Layout} layout
 * @returns {{ parts: SVGElement[], height: number }}
 */
export function stripsOf(rows, layout) {
  const at = geometryOf(rows, layout);
  const { back, theme, hue } = layout;
  const { size, head, step, end, from } = at;
  const height = head + step * rows.length;
  const foot = size * (at.apart ? 2.4 + REASON : 2.4);
  const band = { x: from, y: head, width: end - from, height: height - head - foot, fill: hue };
  const farther = from > layout.width / 2; // then its name has room on the left
  const name = { x: farther ? end : from, y: size * 1.1, "text-anchor": farther ? "end" : "start" };
  const look = { ...name, fill: hue, "font-size": size, "font-weight": 700 };
  const parts = [
    svg("rect", { ...band, "fill-opacity": 0.14, class: "through-band" }),
    svg("text", look, `← gradient goes ${back} back`),
    ...rows.flatMap((row, k) => [
      ...boxes(row, head + k * step, at, layout),
      ...sayings(row, head + k * step, at, theme),
    ]),
  ];
  return { parts, height };
}

/** @typedef {ReturnType<typeof geometryOf>} Geometry all in px, but for `apart` */

/** @param {Row[]} rows @param {Layout} layout */
function geometryOf(rows, { width, back, type }) {
  const size = type.size("body");
  const [answer, tall] = [type.px(ANSWER), type.px(BOX)];
  const most = Math.max(...rows.map(({ gap }) => gap)) + 1;
  const wide = (width - answer - AROUND) / most;
  const apart = width < type.px(NARROW);
  const step = size * (apart ? LINES + REASON : LINES) + tall;
  const end = width - answer;
  const from = end - Math.min(back, most) * wide;
  return { size, big: type.size("answer"), answer, tall, wide, apart, step, head: size * 2, end, from };
}

/**
 * The words of a sentence, and how far the gradient comes.
 * @param {Row} row
 * @param {number} top px
 * @param {Geometry} geometry
 * @param {Layout} layout
 */
function boxes({ gap, beside, hue: colour }, top, { size, answer, tall, wide, end }, layout) {
  const { back, theme, type, hue, words } = layout;
  const y = top + size * 1.5;
  const [line, middle] = [y + tall * 0.7, y + tall / 2];
  const tip = end - (back > gap ? gap : back) * wide + 3; // at the word that decides, or where the gradient stops
  const start = end - (gap + 1) * wide;
  const own = start - Math.max(type.px(WORD) - wide, 0);
  const text = { fill: theme.text, "font-size": size, y: line };
  const between = Array.from({ length: gap + 1 }, (_, k) => {
    const [from, to] = [k ? start + k * wide : own, start + (k + 1) * wide];
    const look = { x: from + 1.5, y, width: to - from - 3, height: tall, rx: 4 };
    const [stroke, fill] = k ? [theme.line, theme.background] : [colour, theme.panel];
    return svg("rect", { ...look, stroke, fill, "stroke-width": k ? 1 : 2 });
  });
  const way = { d: `M${end} ${middle}H${tip + 5}m5 -5l-9 5l9 5`, fill: "none", stroke: hue, "stroke-width": 3 };
  const [word, last] = words;
  return [
    ...between,
    svg("path", { ...way, class: "through-way" }),
    svg("text", { ...text, x: (own + start + wide) / 2, "text-anchor": "middle", "font-weight": 700 }, word),
    svg("text", { ...text, x: own - 6, "text-anchor": "end" }, beside),
    svg("rect", { x: end + 3, y, width: answer - 4, height: tall, rx: 4, fill: colour }),
    svg("text", { ...text, x: end + answer / 2, "text-anchor": "middle", fill: theme.background }, last),
  ];
}

/**
 * What teaches, above; how much is right and why, below.
 * @param {Row} row
 * @param {number} top px
 * @param {Geometry} geometry
 * @param {import("../../colour.js").Theme} theme
 */
function sayings({ title, says, big, hue: fill }, top, { size, big: large, tall, apart }, theme) {
  const text = { x: 0, fill: theme.text, "font-size": size };
  return [
    svg("text", { ...text, y: top + size, fill, "font-weight": 700 }, title),
    svg("text", { ...text, y: top + size * 3.2 + tall, ...rim(theme) }, [
      svg("tspan", { "font-size": large, "font-weight": 700, fill }, big),
      svg("tspan", apart ? { x: 0, dy: size * 1.5 } : {}, apart ? says : `  ${says}`),
    ]),
  ];
}

/** @param {import("../../colour.js").Theme} theme */
const rim = ({ background }) => ({
  ...{ "paint-order": "stroke", stroke: background, "stroke-width": 4, "stroke-linejoin": "round" },
});
