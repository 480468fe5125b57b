/**
 * Rows of bars over the words of one sentence: how often each row is right, large, with the range of several seeds on
 * one scale; a share for each word with its number above it, and small at the end what came out for this sentence.
 */

import { hostOf, onWidth } from "../page.js";
import { readType } from "../parts/type.js";
import { html, put, svg } from "../svg.js";

/**
 * @typedef {object} Row
 * @property {string} label
 * @property {string} score how often it is right over many sentences; "" before that may be told
 * @property {string} note
 * @property {[low: number, here: number, high: number] | null} range of scores of several seeds, and the one above
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
 * @property {{ text: string, from: number, to: number }} scale of the ranges, and what it is; "" where there are none
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
const [SCALE, BAND, DOT] = [178, 9, 5]; // px of a range's scale, of its height, of its point's radius
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
  #draw({ often, title, right, scale, words, rows }, alt) {
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
    const lines = (stacked ? [often, scale.text, title, right] : [often, title, right]).filter(
      (line) => !stacked || line !== "",
    );
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
    if (!stacked) drawing.append(svg("text", { x: 0, y: head - 16, class: "wordbars-title" }, scale.text));
    words.forEach((word, index) => {
      drawing.append(svg("text", { x: at(index), y: head - 16, class: "wordbars-word", "font-size": size }, word));
    });
    rows.forEach((row, place) => {
      const base = head + tall * (place + 1) - 10;
      drawing.append(this.#row(row, base, { stacked, room, left, end, width, at, scale }));
    });
    this.frame.replaceChildren(drawing);
  }

  /**
   * @param {Row} row
   * @param {number} base
   * @param {{
   *   stacked: boolean, room: number, left: number, end: number, width: number, at: (index: number) => number,
   *   scale: Wordbars["scale"],
   * }} around
   */
  #row(row, base, { stacked, room, left, end, width, at, scale }) {
    const group = svg("g", { class: "wordbars-row" });
    put(group, "data-stacked", stacked);
    put(group, "data-wrong", row.verdict === "wrong");
    const [top, last] = stacked ? [base - BAR - 62, base - BAR - 40] : [base - 52, base - 2];
    const side = stacked ? room - 1 : end + 12;
    const text = (
      /** @type {string} */ name,
      /** @type {number} */ x,
      /** @type {number} */ y,
      /** @type {string} */ said,
    ) => svg("text", { x, y, class: `wordbars-${name}` }, said);
    const beside = { x: stacked ? 136 : 0, y: stacked ? last - 5 : base - 26 };
    group.append(
      text("label", 0, top, row.label),
      text("score", 136, top + 4, row.score),
      ...(row.range ? rangeOf(row.range, scale, beside, stacked ? 0.72 * SCALE : SCALE) : []),
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

/**
 * A range on its scale, and where in it the score stands.
 * @param {[low: number, here: number, high: number]} range
 * @param {{ from: number, to: number }} scale
 * @param {{ x: number, y: number }} place of the scale's beginning
 * @param {number} wide px
 */
function rangeOf([low, here, high], { from, to }, { x, y }, wide) {
  const at = (/** @type {number} */ share) => x + (wide * (share - from)) / (to - from);
  const ends = [x, x + wide].map((end) => svg("path", { d: `M${end} ${y - BAND / 2}v${BAND}` }));
  return [
    svg("g", { class: "wordbars-scale" }, [svg("path", { d: `M${x} ${y}h${wide}` }), ...ends]),
    svg("rect", {
      class: "wordbars-range",
      x: at(low),
      y: y - BAND / 2,
      width: at(high) - at(low),
      height: BAND,
      rx: 3,
    }),
    svg("circle", { class: "wordbars-here", cx: at(here), cy: y, r: DOT }),
  ];
}
