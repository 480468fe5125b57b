/**
 * Rows of bars over the words of one sentence: how often each row is right, large, a share for each word with its
 * number above it, and small at the end what came out for this sentence.
 */

import { hostOf, onWidth } from "../page.js";
import { readType } from "../parts/type.js";
import { html, put, svg } from "../svg.js";

/**
 * @typedef {object} Row
 * @property {string} label
 * @property {string} score how often it is right over many sentences; "" before that may be told
 * @property {string} note
 * @property {number[]} shares of the words, 0..1
 * @property {string[]} numbers what stands above the bars
 * @property {string} unit what these count
 * @property {string} says what came out for this sentence; it stands behind the last word
 * @property {string} verdict whether that is "correct" or "wrong"; "" where it is not known
 */

/**
 * @typedef {object} Wordbars
 * @property {string} often what the large numbers are; "" where there are none
 * @property {string} title what a bar is
 * @property {string} right what should come out; "" where it is not known
 * @property {string[]} words
 * @property {Row[]} rows
 */

const [LABEL, SAYS] = [200, 166]; // px beside the bars
const HEAD = 52; // px above the bars, for the words
const LINE = 22; // px of a line above the words
const [ROW, BAR] = [94, 50];
const STACKED = 60; // px of a label above the bars, where there is no room beside them
const NARROW = 700;
const [LETTER, CLOSE] = [0.56, 0.5]; // width of a letter, as a share of its size: roomy, and at least
const WIDEST = 110;
const TIGHT = 52; // px of a word below which "1 of 10" has no room
const COVERED = "Answer first. The picture then appears here.";
const SIGNS = /** @type {Record<string, string>} */ ({ correct: "✓ correct", wrong: "✗ wrong" });

export class Picture {
  /** @param {import("../page.js").Root} root */
  constructor(root) {
    this.host = hostOf(root);
    this.frame = html("div", { class: "picture wordbars", tabindex: "0" });
    this.drawn = () => {};
    root.append(this.frame);
    this.watcher = onWidth(this.frame, () => this.drawn());
  }

  /**
   * @param {Wordbars} data
   * @param {{ veiled?: boolean, alt?: string }} [around]
   */
  show(data, { veiled = false, alt = "" } = {}) {
    this.drawn = veiled ? () => {} : () => this.#draw(data, alt);
    if (veiled) this.frame.replaceChildren(html("p", { class: "wordbars-cover" }, COVERED));
    this.drawn();
  }

  /** @param {Wordbars} data @param {string} alt */
  #draw({ often, title, right, words, rows }, alt) {
    const room = this.frame.clientWidth || 800;
    const stacked = room < NARROW;
    const left = stacked ? 0 : LABEL;
    const longest = Math.max(...words.map((word) => word.length));
    const free = room - left - (stacked ? 0 : SAYS);
    const type = readType(this.host);
    const [smallest, largest] = [type.size("small"), type.size("large")];
    const width = Math.max(longest * CLOSE * smallest + 1, Math.min(free / words.length, WIDEST));
    const size = Math.max(smallest, Math.min(largest, (width - 4) / (longest * LETTER)));
    const end = left + width * words.length;
    const tall = stacked ? ROW + STACKED : ROW;
    const lines = [often, title, right].filter((line) => !stacked || line !== "");
    const head = HEAD + LINE * (stacked ? lines.length : 1);
    const whole = Math.max(room, stacked ? end : end + SAYS);
    const height = head + tall * rows.length;
    const viewBox = `0 0 ${whole} ${height}`;
    const drawing = svg("svg", { role: "img", "aria-label": alt, width: whole, height, viewBox });
    const at = (/** @type {number} */ index) => left + (index + 0.5) * width;
    drawing.append(
      ...lines.map((line, index) => {
        const place = stacked ? { x: 0, y: 16 + LINE * index } : { x: [0, left, end + 12][index], y: 16 };
        return svg("text", { ...place, class: "wordbars-title" }, line);
      }),
    );
    words.forEach((word, index) => {
      drawing.append(svg("text", { x: at(index), y: head - 16, class: "wordbars-word", "font-size": size }, word));
    });
    rows.forEach((row, place) => {
      const base = head + tall * (place + 1) - 10;
      drawing.append(this.#row(row, base, { stacked, room, left, end, width, at }));
    });
    this.frame.replaceChildren(drawing);
  }

  /**
   * @param {Row} row
   * @param {number} base
   * @param {{
   *   stacked: boolean, room: number, left: number, end: number, width: number, at: (index: number) => number,
   * }} around
   */
  #row(row, base, { stacked, room, left, end, width, at }) {
    const group = svg("g", { class: "wordbars-row" });
    put(group, "data-stacked", stacked);
    put(group, "data-wrong", row.verdict === "wrong");
    const [top, last] = stacked ? [base - BAR - 62, base - BAR - 40] : [base - 50, base - 2];
    const side = stacked ? room - 1 : end + 12;
    const text = (
      /** @type {string} */ name,
      /** @type {number} */ x,
      /** @type {number} */ y,
      /** @type {string} */ said,
    ) => svg("text", { x, y, class: `wordbars-${name}` }, said);
    const score = stacked ? text("score", 136, top + 4, row.score) : text("score", 0, base - 22, row.score);
    group.append(
      text("label", 0, top, row.label),
      score,
      text("note", 0, row.score || stacked ? last : base - 26, row.note),
      text("says", side, stacked ? top : base - 24, row.says),
      text("verdict", side, stacked ? last : base - 4, SIGNS[row.verdict] ?? ""),
      svg("line", { x1: left, x2: end, y1: base, y2: base, class: "wordbars-base" }),
    );
    row.shares.forEach((share, index) => {
      const [tall, bar] = [BAR * share, Math.min(width * 0.6, 44)];
      const rect = { x: at(index) - bar / 2, y: base - tall, width: bar, height: tall, class: "wordbars-bar" };
      group.append(svg("rect", rect));
      if (!row.numbers[index]) return;
      const number = width < TIGHT ? row.numbers[index].replace(" of ", "/") : row.numbers[index];
      if (row.unit) group.append(text("share", at(index), base - tall - 4, row.unit));
      group.append(text("share", at(index), base - tall - (row.unit ? 19 : 6), number));
    });
    return group;
  }

  end() {
    this.watcher.disconnect();
    this.frame.remove();
  }
}
