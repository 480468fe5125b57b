/** Rows of bars over the words of one sentence: a share for each word, its number above it, a finding at the end. */

import { hostOf, onWidth } from "../page.js";
import { readType } from "../parts/type.js";
import { html, put, svg } from "../svg.js";

/**
 * @typedef {object} Row
 * @property {string} label
 * @property {string} note
 * @property {number[]} shares of the words, 0..1
 * @property {string[]} [numbers] what stands above the bars; else the shares in per cent
 * @property {string} says what came out; it stands behind the last word
 * @property {string} [verdict] whether that is right; it stands below
 * @property {boolean} strong whether it is drawn in colour
 */

/**
 * @typedef {object} Wordbars
 * @property {string} [title] what a bar is
 * @property {string} [right] what should come out
 * @property {string[]} words
 * @property {number} marked the word that is asked about, -1 for none
 * @property {Row[]} rows
 * @property {number} even a share that is drawn as a dashed line, 0 for none
 */

const [LABEL, SAYS] = [168, 150]; // px beside the bars
const HEAD = 40;
const TITLE = 34; // px of what a bar is, above the words
const RIGHT = 22; // px of what should come out, where it stands in a line of its own
const [ROW, BAR] = [92, 54];
const STACKED = 44; // px of a label above the bars, where there is no room beside them
const NARROW = 700;
const [LETTER, CLOSE] = [0.56, 0.5]; // width of a letter, as a share of its size: roomy, and at least
const WIDEST = 110;
const COVERED = "Answer first. The picture then appears here.";
const PERCENT = 100;
const SEEN = 0.05; // a share below it has no number

/** Return the px above the bars. @param {string} title @param {boolean} twice whether `right` has a line of its own */
const headOf = (title, twice) => HEAD + (title ? TITLE : 0) + (twice ? RIGHT : 0);

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
  #draw({ title = "", right = "", words, marked, rows, even }, alt) {
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
    const twice = stacked && right !== "";
    const head = headOf(title, twice);
    const whole = Math.max(room, stacked ? end : end + SAYS);
    const height = head + tall * rows.length;
    const viewBox = `0 0 ${whole} ${height}`;
    const drawing = svg("svg", { role: "img", "aria-label": alt, width: whole, height, viewBox });
    const at = (/** @type {number} */ index) => left + (index + 0.5) * width;
    drawing.append(
      svg("text", { x: 0, y: 16, class: "wordbars-title" }, title),
      svg("text", { x: twice ? 0 : end + 12, y: twice ? 38 : 16, class: "wordbars-right" }, right),
    );
    words.forEach((word, index) => {
      const mark = index === marked ? "wordbars-word wordbars-asked" : "wordbars-word";
      drawing.append(svg("text", { x: at(index), y: head - 16, class: mark, "font-size": size }, word));
    });
    rows.forEach((row, place) => {
      const base = head + tall * (place + 1) - 10;
      drawing.append(this.#row(row, base, { stacked, room, left, end, width, marked, even, at }));
    });
    this.frame.replaceChildren(drawing);
  }

  /**
   * @param {Row} row
   * @param {number} base
   * @param {{
   *   stacked: boolean, room: number, left: number, end: number, width: number, marked: number, even: number,
   *   at: (index: number) => number,
   * }} around
   */
  #row(row, base, { stacked, room, left, end, width, marked, even, at }) {
    const group = svg("g", { class: "wordbars-row" });
    put(group, "data-strong", row.strong);
    const [above, beside] = [base - BAR - 50, base - 26];
    const line = (/** @type {string} */ name, /** @type {number} */ y) =>
      svg("line", { x1: left, x2: end, y1: y, y2: y, class: name });
    group.append(
      svg("text", { x: 0, y: stacked ? above : beside, class: "wordbars-label" }, row.label),
      svg("text", { x: 0, y: stacked ? above + 20 : base - 6, class: "wordbars-note" }, row.note),
      svg("text", { x: stacked ? room : end + 12, y: stacked ? above : base - 26, class: "wordbars-says" }, row.says),
      svg(
        "text",
        { x: stacked ? room : end + 12, y: stacked ? above + 20 : base - 6, class: "wordbars-verdict" },
        row.verdict ?? "",
      ),
      line("wordbars-base", base),
    );
    put(group, "data-stacked", stacked);
    if (even) group.append(line("wordbars-even", base - BAR * even));
    row.shares.forEach((share, index) => {
      const [tall, bar] = [BAR * share, Math.min(width * 0.6, 44)];
      const rect = { x: at(index) - bar / 2, y: base - tall, width: bar, height: tall, class: "wordbars-bar" };
      const drawn = svg("rect", rect);
      put(drawn, "data-asked", marked < 0 || index === marked);
      group.append(drawn);
      if (index !== marked && share < SEEN) return;
      const number = row.numbers?.[index] ?? `${Math.round(PERCENT * share)}${width < 44 ? "" : " %"}`;
      group.append(svg("text", { x: at(index), y: base - tall - 6, class: "wordbars-share" }, number));
    });
    return group;
  }

  end() {
    this.watcher.disconnect();
    this.frame.remove();
  }
}
