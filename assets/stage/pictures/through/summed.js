/**
 * The drawing of a sum over words: above them their losses, below them the way back, what each adds to all weights as a
 * small matrix, which part the last ones have, and what each adds to the weight that is looked at, as bars.
 */

import { format } from "../../arrays.js";
import { percent } from "../../parts/words.js";
import { svg } from "../../svg.js";
import { shareOfLast } from "./summands.js";
import { signed } from "./table.js";
import { short } from "./words.js";

export const LAST = 3; // words whose part is told
const NARROWEST = 58; // px of a word's column: a number of three digits with its sign
const CELL = 12; // px of a small matrix
const BAR = 40; // px of the longest bar
const LOW = 3; // px, under which a bar is hardly seen
const THICKEST = 9; // px of the arrow of the largest gradient
const COVERED = "Answer first. What each word adds then appears here.";

/** @typedef {import("./summands.js").Summands} Summands */

/**
 * @typedef {object} Around
 * @property {number} room px that there are without scrolling
 * @property {import("../../colour.js").Theme} theme
 * @property {import("../../parts/type.js").Type} type
 * @property {(share: number) => string} hue of a share from -1 to 1
 * @property {[row: number, col: number]} chosen
 * @property {(row: number, col: number) => void} choose
 * @property {boolean} veiled
 * @property {string} named in words
 */

/**
 * @param {Summands} found
 * @param {Around} around
 */
export function summed({ trace, losses, back, each, sizes, total }, around) {
  const { room, theme, type, veiled, named } = around;
  const at = geometryOf(total.rows, trace.length, room, type);
  const text = { "text-anchor": "middle", fill: theme.text, "font-size": at.label };
  const parts = trace.words.map((word, t) =>
    svg("text", { ...text, x: at.x(t), y: at.words, "font-size": at.body }, short(word, at.column / at.body)),
  );
  losses.forEach((loss, t) => {
    const look = { ...text, x: at.x(t), y: at.losses, "font-weight": 700, class: "through-loss" };
    if (loss !== null) parts.push(svg("text", look, `loss ${format(loss, 1)}`));
  });
  const width = at.column * trace.length;
  const height = veiled ? at.top + at.side : at.zero + at.tall + at.label * 1.6;
  const drawing = svg("svg", { width, height, role: "img", "aria-label": named }, parts);
  if (veiled) {
    const middle = { ...text, x: width / 2, y: at.top + at.side / 2, "font-size": at.body };
    const cover = { x: 0, y: at.top - 8, width, height: at.side, class: "through-cover" };
    drawing.append(svg("rect", cover), svg("text", middle, COVERED));
    return drawing;
  }
  drawing.append(
    ...arrows(back, at, theme),
    ...matrices(each, at, around),
    ...bracket(sizes, each[0].data.length, at, around),
  );
  drawing.append(...bars(each, at, around));
  return drawing;
}

/** @typedef {ReturnType<typeof geometryOf>} Geometry all in px */

/**
 * @param {number} units
 * @param {number} count of words
 * @param {number} room
 * @param {import("../../parts/type.js").Type} type
 */
function geometryOf(units, count, room, type) {
  const [label, body] = [type.size("label"), type.size("body")];
  const column = Math.max(type.px(NARROWEST), (room - 4) / count);
  const [cell, tall] = [type.px(CELL), type.px(BAR)];
  const side = cell * units;
  const [words, losses, arrow] = [1.2, 2.6, 4.2].map((lines) => lines * body);
  const top = arrow + type.px(16);
  const share = top + side + type.px(30);
  const zero = share + body * 2.2 + tall;
  const big = type.size("answer");
  const x = (/** @type {number} */ t) => (t + 0.5) * column;
  return {
    x,
    column,
    cell,
    side,
    tall,
    label,
    body,
    big,
    words,
    losses,
    arrow,
    top,
    share,
    zero,
  };
}

/**
 * The way back, from word to word: the thicker, the larger the gradient by the state.
 * @param {Float64Array} back
 * @param {Geometry} geometry
 * @param {import("../../colour.js").Theme} theme
 */
function arrows(back, { x, column, arrow, label }, theme) {
  const most = Math.max(...back) || 1;
  const drawn = Array.from(back.subarray(1), (norm, t) => {
    const thick = Math.max((THICKEST * norm) / most, 0.6);
    const [from, to, half] = [x(t + 1) - column * 0.18, x(t) + column * 0.18, thick / 2 + 3];
    const d = `M${from} ${arrow}H${to + 6}m4 ${-half}l-9 ${half}l9 ${half}`;
    return svg("path", { d, fill: "none", stroke: theme.accent, "stroke-width": thick });
  });
  const said = "the gradient runs back";
  return [...drawn, svg("text", { x: 0, y: arrow - label * 0.75, fill: theme.text, "font-size": label }, said)];
}

/**
 * What each timestep adds to all weights.
 * @param {Summands["each"]} each
 * @param {Geometry} geometry
 * @param {Around} around
 */
function matrices(each, { x, cell, top, side }, { hue, chosen: [row, col], choose }) {
  const most = Math.max(...each.flatMap(({ data }) => Array.from(data, Math.abs))) || 1;
  return each.flatMap((one, t) => {
    const left = x(t) - side / 2;
    const cells = Array.from(one.data, (value, at) => {
      const [i, j] = [Math.floor(at / one.cols), at % one.cols];
      const place = { x: left + j * cell, y: top + i * cell, width: cell - 1, height: cell - 1 };
      const rect = svg("rect", { ...place, fill: hue(value / most), class: "through-cell" });
      rect.onclick = () => choose(i, j);
      return rect;
    });
    const place = { x: left + col * cell - 1, y: top + row * cell - 1, width: cell + 1, height: cell + 1 };
    return [...cells, svg("rect", { ...place, class: "through-chosen" })];
  });
}

/**
 * Which part of all that is added the last words have.
 * @param {number[]} sizes
 * @param {number} cells weights of the matrix
 * @param {Geometry} geometry
 * @param {Around} around
 */
function bracket(sizes, cells, { x, column, top, side, share, body, big }, { theme }) {
  const found = shareOfLast(sizes, LAST);
  if (sizes.length <= LAST + 1 || !Number.isFinite(found)) return [];
  const [from, to] = [x(sizes.length - LAST) - column / 2 + 3, x(sizes.length - 1) + column / 2 - 3];
  const y = top + side + 4;
  const look = { "text-anchor": "end", fill: theme.text, "font-size": body };
  return [
    svg("path", { d: `M${from} ${y}v6H${to}v-6`, fill: "none", stroke: theme.text, "stroke-width": 2 }),
    svg("text", { ...look, x: to, y: share + 2 }, [
      svg("tspan", {}, `${LAST} of ${sizes.length} words add `),
      svg("tspan", { "font-size": big, "font-weight": 700 }, `${percent(found)} %`),
      svg("tspan", {}, ` of all that is added to the ${cells} weights`),
    ]),
  ];
}

/**
 * What each timestep adds to the weight that is looked at.
 * @param {Summands["each"]} each
 * @param {Geometry} geometry
 * @param {Around} around
 */
function bars(each, { x, column, zero, tall, label }, { theme, hue, chosen: [row, col] }) {
  const values = each.map((one) => one.at(row, col));
  const most = Math.max(...values.map(Math.abs)) || 1;
  const wide = Math.min(column * 0.5, 44);
  const base = { x1: 0, x2: x(values.length - 1) + column / 2, y1: zero, y2: zero, stroke: theme.line };
  const named = { x: 0, y: zero - tall - 5, fill: theme.text, "font-size": label };
  return [
    svg("line", base),
    svg("text", named, "what each adds to the framed weight"),
    ...values.flatMap((value, t) => {
      const height = (Math.abs(value) / most) * tall;
      const look = { x: x(t) - wide / 2, width: wide, fill: hue(Math.sign(value)) };
      const below = value < 0 && height >= LOW; // the names of all that have no bar to be seen stand in a row
      const y = below ? zero + height + label : zero - (value < 0 ? 0 : height) - 5;
      const number = { x: x(t), y, "text-anchor": "middle", fill: theme.text, "font-size": label };
      return [
        svg("rect", { ...look, y: value < 0 ? zero : zero - height, height, class: "through-summand" }),
        svg("text", number, signed(value)),
      ];
    }),
  ];
}
