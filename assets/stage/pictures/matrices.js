/** Both matrices of a training of word vectors as heatmaps, a column a word; those in use are framed and named. */

import { mix } from "../colour.js";
import { html, svg } from "../svg.js";

const HEIGHT = 60; // px of a matrix, whatever its number of rows
const FULL = 5; // a number of this size has the full colour
const LETTER = 7.6; // px of a letter of a name, on average
const ROOM = 8; // px between two names
const LINE = 18; // px of the line of names

/** @typedef {{ matrix: number[][], used: number[] }} Shown a row for each word, and the words that are in use */

/**
 * Return the middles of names so that none stands on another; null where there is no room for all of them.
 * @param {number[]} middles where they would stand, px
 * @param {number[]} widths
 * @param {number} total px
 */
export function spread(middles, widths, total) {
  if (widths.reduce((sum, width) => sum + width + ROOM, -ROOM) > total) return null;
  const order = middles.map((_, index) => index).sort((one, other) => middles[one] - middles[other]);
  const lefts = middles.map((middle, index) => middle - widths[index] / 2);
  let free = 0;
  for (const index of order) {
    lefts[index] = Math.max(lefts[index], free);
    free = lefts[index] + widths[index] + ROOM;
  }
  let end = total;
  for (const index of order.reverse()) {
    lefts[index] = Math.min(lefts[index], end - widths[index]);
    end = lefts[index] - ROOM;
  }
  return lefts.map((left, index) => left + widths[index] / 2);
}

export class Matrix {
  /** @param {string} title @param {string} name its letter */
  constructor(title, name) {
    this.name = name;
    this.canvas = html("canvas", { role: "img" });
    this.names = svg("svg", { class: "learning-names", height: LINE, "aria-hidden": "true" });
    this.root = html("div", { class: "learning-matrix" }, [
      html("p", { class: "learning-note" }, title),
      this.canvas,
      this.names,
    ]);
  }

  /**
   * @param {Shown} shown
   * @param {string[]} words
   * @param {number[]} columns the order of the words
   * @param {[negative: string, positive: string]} hues
   * @param {import("../colour.js").Theme} theme
   */
  draw({ matrix, used }, words, columns, hues, theme) {
    const width = Math.max(this.root.clientWidth, 200);
    paint(
      this.canvas,
      columns.map((id) => matrix[id]),
      width,
      hues,
      theme,
    );
    const step = width / columns.length;
    const named = used.map((id) => words[id]);
    this.canvas.setAttribute("aria-label", `${this.name}, columns in use: ${named.join(", ")}.`);
    const middles = used.map((id) => (columns.indexOf(id) + 0.5) * step);
    const places = spread(
      middles,
      named.map((word) => word.length * LETTER),
      width,
    );
    this.names.setAttribute("width", String(width));
    this.names.replaceChildren(
      ...(places ?? []).map((x, index) => svg("text", { x, y: LINE - 4, "text-anchor": "middle" }, named[index])),
    );
    this.frame(
      used.map((id) => columns.indexOf(id)),
      step,
      theme,
    );
  }

  /** @param {number[]} places @param {number} step px @param {import("../colour.js").Theme} theme */
  frame(places, step, theme) {
    const pen = this.canvas.getContext("2d");
    if (!pen) return;
    pen.strokeStyle = theme.text;
    pen.lineWidth = 2;
    for (const place of places) pen.strokeRect(place * step + 0.5, 1, step - 1, HEIGHT - 2);
  }
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {number[][]} columns
 * @param {number} width px
 * @param {[negative: string, positive: string]} hues
 * @param {import("../colour.js").Theme} theme
 */
function paint(canvas, columns, width, hues, theme) {
  const ratio = devicePixelRatio || 1;
  canvas.width = width * ratio;
  canvas.height = HEIGHT * ratio;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${HEIGHT}px`;
  const pen = canvas.getContext("2d");
  if (!pen) return;
  pen.scale(ratio, ratio);
  const [wide, high] = [width / columns.length, HEIGHT / columns[0].length];
  columns.forEach((column, at) => {
    column.forEach((value, entry) => {
      pen.fillStyle = mix(theme.empty, hues[value < 0 ? 0 : 1], Math.min(Math.abs(value) / FULL, 1));
      pen.fillRect(at * wide, entry * high, wide - 1, high - 1);
    });
  });
}
