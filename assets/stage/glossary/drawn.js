/** The small pictures of the glossary: staves of the score, columns, bars, a line, a table, a number worked out. */

import { Matrix } from "../../net/matrix.js";
import { format } from "../arrays.js";
import { mix, readTheme } from "../colour.js";
import { linePath } from "../parts/path.js";
import { readType } from "../parts/type.js";
import { Stage } from "../score/stage.js";
import { heat } from "../score/staves/heat.js";
import { means } from "../score/staves/means.js";
import { html, svg } from "../svg.js";

/** @typedef {import("../types.d.ts").Term} Term */
/** @typedef {NonNullable<Term["picture"]>} Told */
/** @typedef {{ host: Element, width: number, theme: import("../colour.js").Theme, size: number }} Place */

const HIGH = 92; // px of columns and lines
const PALETTE = { signals: {}, positive: "#d9701a", negative: "#2b74c4" };
const [LEFT, RIGHT] = [6, 6];
const STEEP = 0.42; // of a column, that a bar leaves free
const MOST_LABELS = 14;
const CELL = 20; // px of a table's cell at most

/**
 * Return the picture of a term, drawn for a width.
 * @param {Told} told
 * @param {Element} host whose theme it follows
 * @param {number} width px
 */
export function drawn(told, host, width) {
  const theme = readTheme(host);
  const place = { host, width, theme, size: readType(host).size("note") };
  const note = told.note ? ` (${told.note})` : "";
  const caption = html("figcaption", {}, `${told.of}${note}`);
  return html("figure", { class: "term-picture" }, [DRAWS[told.as](told, place), caption]);
}

/** @type {Record<string, (told: any, place: Place) => Element>} */
const DRAWS = { bars, columns, curve, heat: staved, means: staved, table, worked };

/** A stave of the score that neither follows the cursor nor moves it. */
class Still extends Stage {
  listen() {}
}

/** @param {any} told @param {Place} place */
function staved({ as, stave, words, values }, { host, width, theme, size }) {
  const tokens = words.map((/** @type {string} */ text) => ({ text, known: true }));
  const whole = { ...stave, id: stave.name, type: as, of: stave.name, values: matrixOf(values) };
  const data = /** @type {any} */ ({ tokens, staves: [whole], palette: PALETTE });
  const stage = new Still(data, host, width);
  const view = as === "means" ? means(stage, whole) : heat(stage, whole);
  const labels = words.map((/** @type {string} */ word, /** @type {number} */ t) =>
    svg("text", { x: stage.x(t), y: size + 1, ...text(theme, size) }, stage.fit(word, stage.columnWidth - 2, size)),
  );
  const row = svg("svg", { width: stage.width, height: size + 6, "aria-hidden": "true" }, labels);
  return html("div", { class: "term-stave" }, [view.root, row]);
}

/** @param {number[][]} rows */
const matrixOf = (rows) => new Matrix(rows.length, rows[0].length, new Float64Array(rows.flat()));

/** @param {import("../colour.js").Theme} theme @param {number} size */
const text = (theme, size) => ({ fill: theme.text, "font-size": size, "text-anchor": "middle" });

/** @param {any} told @param {Place} place */
function columns({ words, values, said, hue, of }, { width, theme, size }) {
  const step = (width - LEFT - RIGHT) / words.length;
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const scale = (HIGH - 2 * size - 8) / (high - low || 1);
  const top = size + 4;
  const y = (/** @type {number} */ value) => top + (high - value) * scale;
  const height = HIGH + (low < 0 ? size : 0);
  const small = Math.min(size, Math.max(9, (step - 2) / 2.3));
  const many = words.length > MOST_LABELS;
  const marks = values.flatMap((/** @type {number} */ value, /** @type {number} */ at) => {
    const x = LEFT + (at + 0.5) * step;
    const [from, to] = [y(Math.max(value, 0)), y(Math.min(value, 0))];
    const bar = { x: x - (step * (1 - STEEP)) / 2, y: from, width: step * (1 - STEEP), height: Math.max(to - from, 1) };
    const number = value < 0 ? to + small + 1 : from - 3;
    return [
      svg("rect", { ...bar, fill: hue, rx: 1.5 }),
      svg("text", { x, y: number, ...text(theme, small) }, said[at]),
      svg(
        "text",
        { x, y: height - 3, ...text(theme, size), fill: theme.faint },
        many ? "" : fitted(words[at], step, size),
      ),
    ];
  });
  const line = svg("line", { x1: 0, x2: width, y1: y(0), y2: y(0), stroke: theme.line });
  return svg("svg", { width, height, role: "img", "aria-label": inWords(of, words, said) }, [line, ...marks]);
}

/** A word that fits a column; about half its size is a letter. */
/** @param {string} word @param {number} width @param {number} size */
function fitted(word, width, size) {
  const most = Math.max(2, Math.floor((width + 2) / (size * 0.54)));
  return word.length <= most ? word : `${word.slice(0, most - 1)}…`;
}

/** @param {string} of @param {string[]} words @param {string[]} said */
const inWords = (of, words, said) => `${of}. ${words.map((word, at) => `${word} ${said[at]}`).join(", ")}`;

/** @param {any} told @param {Place} place */
function bars({ words, values, said, hue, of }, { width, theme, size }) {
  const line = size * 1.65;
  const letters = Math.max(...words.map((/** @type {string} */ word) => word.length));
  const left = Math.min(letters * size * 0.54 + 8, width * 0.55);
  const right = Math.max(...said.map((/** @type {string} */ one) => one.length)) * size * 0.6 + 8;
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const scale = (width - left - right - (low < 0 ? right : 0)) / (high - low || 1);
  const zero = left + (low < 0 ? right : 0) - low * scale;
  const marks = values.flatMap((/** @type {number} */ value, /** @type {number} */ at) => {
    const [y, long] = [at * line, Math.abs(value) * scale];
    const beside = value < 0 ? { x: zero - long - 4, "text-anchor": "end" } : { x: zero + long + 4 };
    return [
      svg("text", { x: 0, y: y + size, fill: theme.text, "font-size": size }, fitted(words[at], left, size)),
      svg("rect", {
        x: value < 0 ? zero - long : zero,
        y: y + 2,
        width: Math.max(long, 1),
        height: size,
        fill: hue,
        rx: 1.5,
      }),
      svg("text", { ...beside, y: y + size, fill: theme.text, "font-size": size }, said[at]),
    ];
  });
  const label = inWords(of, words, said);
  return svg("svg", { width, height: line * values.length + 2, role: "img", "aria-label": label }, marks);
}

/** @param {any} told @param {Place} place */
function curve({ points, dots, names, of }, { width, theme, size }) {
  const [xs, ys] = [0, 1].map((at) => points.map((/** @type {number[]} */ point) => point[at]));
  const [left, foot] = [34, HIGH + 12 - size - 6];
  const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(0, ...ys), Math.max(...ys)];
  const at = (/** @type {number[]} */ [x, y]) =>
    /** @type {[number, number]} */ ([
      left + ((x - x0) / (x1 - x0 || 1)) * (width - left - 8),
      6 + ((y1 - y) / (y1 - y0 || 1)) * (foot - 12),
    ]);
  const small = { fill: theme.faint, "font-size": size - 1 };
  const end = (/** @type {number} */ value) => format(value, Math.abs(value) < 10 && !Number.isInteger(value) ? 1 : 0);
  const marks = dots.map((/** @type {number[]} */ dot) => {
    const [cx, cy] = at(dot);
    return svg("circle", { cx, cy, r: 3.5, fill: "#7c5bd6", stroke: theme.background });
  });
  const zero = at([x0, 0])[1];
  return svg(
    "svg",
    { width, height: HIGH + 12, role: "img", "aria-label": `${of}: a line from ${end(ys[0])} to ${end(ys.at(-1))}` },
    [
      svg("line", { x1: left, x2: width - 8, y1: zero, y2: zero, stroke: theme.line }),
      svg("path", { d: linePath(points.map(at)), fill: "none", stroke: theme.text, "stroke-width": 2 }),
      ...marks,
      svg("text", { x: 0, y: at([x0, y1])[1] + 4, ...small }, end(y1)),
      svg("text", { x: 0, y: at([x0, y0])[1] + 4, ...small }, end(y0)),
      svg("text", { x: left, y: HIGH + 8, ...small }, end(x0)),
      svg("text", { x: width - 8, y: HIGH + 8, "text-anchor": "end", ...small }, `${end(x1)}`),
      svg(
        "text",
        { x: (left + width) / 2, y: HIGH + 8, "text-anchor": "middle", ...small },
        names.filter(Boolean).join(", "),
      ),
    ],
  );
}

/** @param {any} told @param {Place} place */
function table({ words, values, of }, { width, theme, size }) {
  const side = Math.min(CELL, (width - 20) / words.length);
  const most = Math.max(...values.flat().map(Math.abs)) || 1;
  const cells = values.flatMap((/** @type {number[]} */ row, /** @type {number} */ y) =>
    row.map((value, x) => {
      const fill = mix(theme.empty, value < 0 ? PALETTE.negative : PALETTE.positive, Math.abs(value) / most);
      const place = { x: x * side, y: y * side, width: side - 1, height: side - 1 };
      return svg("rect", { ...place, fill }, svg("title", {}, format(value, 2)));
    }),
  );
  const legend = `orange +, blue −, largest ${format(most, 2)}`;
  const beside = svg(
    "text",
    { x: side * words.length + 10, y: size + 2, fill: theme.faint, "font-size": size },
    legend,
  );
  const label = `${of}; ${legend}`;
  return svg("svg", { width, height: side * values.length, role: "img", "aria-label": label }, [...cells, beside]);
}

/** @param {any} told */
function worked({ lines }) {
  return html(
    "div",
    { class: "term-worked" },
    lines.map((/** @type {string} */ line) => html("p", {}, line)),
  );
}
