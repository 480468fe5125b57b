/** Words with rows of numbers: a small score. On a phone the words go down, so that none is cut. */

import { format } from "../../arrays.js";
import { RANGE, contrasting, levelOf, ramp } from "../../colour.js";
import { html } from "../../svg.js";

const LABEL = 100; // px of the names of rows
const WORD = 46; // px that a word needs, or words go down

/** @typedef {import("../types.d.ts").ScoreSketch} ScoreSketch */
/** @typedef {import("../types.d.ts").ScoreRow} ScoreRow */
/** @typedef {import("./sketch.js").Place} Place */

/**
 * @param {ScoreSketch} sketch
 * @param {Place} place
 * @param {(name: string) => string} hue
 */
export function drawScore({ words, rows, cuts = [], lit = [] }, place, hue) {
  const down = place.width < place.type.px(LABEL + WORD * words.length);
  const across = (/** @type {number} */ t, /** @type {number} */ row) =>
    down ? `grid-row:${t + 2};grid-column:${row + 1}` : `grid-row:${row + 1};grid-column:${t + 2}`;
  const label = (/** @type {string} */ text, /** @type {number} */ row) => {
    const where = down ? `grid-row:1;grid-column:${row + 1}` : `grid-row:${row + 1};grid-column:1`;
    return html("span", { class: "label", style: where }, text);
  };
  const bars = down ? "bars level" : "bars";
  const looks = (/** @type {number} */ t) => `${cuts.includes(t) ? " cut" : ""}${lit.includes(t) ? " lit" : ""}`;
  const tops = words.map((word, t) => cell(`word:${t}`, `word${looks(t)}`, across(t, 0), [word], place));
  const cells = rows.flatMap((row, at) => {
    const paint = painter(row, hue(row.hue), place);
    const most = Math.max(1, ...row.values.filter(Number.isFinite).map(Math.abs));
    return row.values.map((value, t) => {
      const inside = row.type === "heat" ? [] : [barOf(value, most, row.scale, hue(row.hue))];
      const figures = row.figures && Number.isFinite(value) ? [html("b", {}, figureOf(value))] : [];
      const style = `${across(t, at + 1)};${row.type === "heat" ? paint(value) : ""}`;
      const kind = row.type === "heat" ? "heat" : bars;
      return cell(`${row.id}:${t}`, `${kind}${looks(t)}`, style, [...inside, ...figures], place);
    });
  });
  const columns = down
    ? `auto repeat(${rows.length}, minmax(0, 1fr))`
    : `minmax(0, max-content) repeat(${words.length}, minmax(0, 1fr))`;
  const labels = rows.map((row, at) => label(row.label, at + 1));
  const look = { class: down ? "grid down" : "grid", style: `grid-template-columns:${columns}` };
  return html("div", look, [...labels, ...tops, ...cells]);
}

/** Two digits, or none of a whole number. @param {number} value */
const figureOf = (value) => format(value, Number.isInteger(value) ? 0 : 2);

/**
 * @param {string} id
 * @param {string} kind
 * @param {string} style
 * @param {import("../../svg.js").Child[]} inside
 * @param {Place} place
 */
function cell(id, kind, style, inside, { places = [], marks = {}, onPlace }) {
  const place = places.find((one) => one.id === id);
  const mark = marks[id] ?? "";
  const classes = `cell ${kind} ${mark}`;
  if (!place || !onPlace) return html("span", { class: classes, style }, inside);
  const name = place.label;
  const look = { type: "button", class: `${classes} place`, style, "aria-label": name, "data-place": id };
  return html("button", { ...look, onclick: () => onPlace(id) }, inside);
}

/** @param {ScoreRow} row @param {string} hue @param {Place} place @returns {(value: number) => string} */
function painter({ scale }, hue, { palette, theme }) {
  const colours = ramp(scale, hue, palette, theme);
  const [low, high] = RANGE[scale];
  return (value) => {
    const level = levelOf(value, low, high);
    return level < 0 ? "" : `background:${colours[level]};color:${contrasting(colours[level])}`;
  };
}

/** @param {number} value @param {number} most @param {ScoreRow["scale"]} scale @param {string} hue */
function barOf(value, most, scale, hue) {
  const [low, room] = scale === "gate" ? [0, 1] : [-most, 2 * most];
  const from = Math.min(value, 0);
  const place = `--from:${(100 * (from - low)) / room}%;--long:${(100 * Math.abs(value)) / room}%`;
  const zero = html("i", { class: "zero", style: `--from:${(100 * -low) / room}%` });
  return html("span", { class: "box" }, [zero, html("i", { class: "bar", style: `${place};background:${hue}` })]);
}
