/**
 * Panels of bars over words, one panel beside another, or below it where there is no room: a share for each word, what
 * is asked about in its own ink, and a finding above it.
 */

import { hostOf, onWidth } from "../page.js";
import { readType } from "../parts/type.js";
import { html, put, svg } from "../svg.js";

/**
 * @typedef {object} Row
 * @property {string[]} words
 * @property {number[]} shares of the words, 0..1
 * @property {number[]} marks places of the words that it is about
 * @property {string} says what came out at the first of them; "" for nothing
 * @property {string[]} [tags] what came out at each word
 * @property {boolean} strong whether those are drawn in colour
 */

/**
 * @typedef {object} Panels
 * @property {{ title: string, note: string, rows: Row[] }[]} panels
 * @property {number} even a share that is drawn as a dashed line, 0 for none
 * @property {string} unit what follows a number
 * @property {string} caption what a bar and the line are; "" for nothing
 */

const HEAD = 52;
const SAYS = 18;
const NUMBER = 36; // where the number of a full bar stands
const FULL = 62; // px of a full bar
const BASE = NUMBER + 6 + FULL;
const ROW = BASE + 38;
const TAG = 24; // px of the tags below the words
const ON_A_LINE = 30; // px of title and note beside each other
const GAP = 44; // px between panels
const WIDEST = 110; // px of a word's column
const PANEL = 360; // px that a panel needs beside another
const LETTER = 0.56; // width of a letter, as a share of its size
const COVERED = "Answer first. The picture then appears here.";
const SEEN = 0.005;

export class Picture {
  /** @param {import("../page.js").Root} root */
  constructor(root) {
    this.host = hostOf(root);
    this.frame = html("div", { class: "picture panels", tabindex: "0" });
    this.drawn = () => {};
    root.append(this.frame);
    this.watcher = onWidth(this.frame, () => this.drawn());
  }

  /**
   * @param {Panels} data
   * @param {{ veiled?: boolean, alt?: string }} [around]
   */
  show(data, { veiled = false, alt = "" } = {}) {
    this.drawn = () => this.#draw(data, alt);
    if (!veiled) return this.drawn();
    this.drawn = () => {};
    this.frame.replaceChildren(html("p", { class: "panels-cover" }, COVERED));
  }

  /** @param {Panels} data @param {string} alt */
  #draw({ panels, even, unit, caption }, alt) {
    const room = this.frame.clientWidth || 800;
    const type = readType(this.host);
    const longest = panels.map(({ rows }) => Math.max(...rows.flatMap(({ words }) => words.map((one) => one.length))));
    const columns = panels.map(({ rows }) => Math.max(...rows.map(({ words }) => words.length)));
    /** The size at which the words of all panels fit. @param {number} wide px of a panel */
    const fits = (wide) => Math.min(...columns.map((count, at) => (wide / count - 4) / (longest[at] * LETTER)));
    const side = (room - GAP * (panels.length - 1)) / panels.length;
    const beside = side >= PANEL && fits(side) >= type.size("label");
    const narrowest = Math.max(...columns.map((count, at) => count * (longest[at] * LETTER * type.size("small") + 8)));
    const wide = Math.max(beside ? side : room, narrowest);
    const silent = panels.every(({ rows }) => rows.every(({ says }) => says === ""));
    const lead = silent ? SAYS : 0; // px that no finding takes
    const head = panels.length > 1 && !beside && room >= PANEL * 2 ? ON_A_LINE : HEAD;
    const line = ROW + (panels.some(({ rows }) => rows.some(({ tags }) => tags?.length)) ? TAG : 0) - lead;
    const tall = panels.map(({ rows }) => head + line * rows.length);
    const height = beside ? Math.max(...tall) : tall.reduce((sum, one) => sum + one, 0);
    const whole = beside ? room : wide;
    const drawing = svg("svg", { role: "img", "aria-label": alt, width: whole, height });
    const size = Math.max(type.size("small"), Math.min(type.size("large"), fits(wide)));
    let [left, top] = [0, 0];
    panels.forEach(({ title, note, rows }, index) => {
      const called = svg("text", { class: "panels-title", x: 0, y: 16 }, title);
      const read = { class: "panels-note", x: 0, y: 37 };
      const group = svg("g", { transform: `translate(${left} ${top})` }, [
        called,
        svg(
          "text",
          head === HEAD ? read : { ...read, x: title.length * LETTER * type.size("large") + 14, y: 16 },
          note,
        ),
      ]);
      rows.forEach((row, place) =>
        group.append(this.#row(row, head - lead + line * place, { wide, size, even, unit })),
      );
      drawing.append(group);
      if (beside) left += wide + GAP;
      else top += tall[index];
    });
    this.frame.replaceChildren(drawing, ...(caption ? [html("p", { class: "panels-caption" }, caption)] : []));
  }

  /**
   * @param {Row} row
   * @param {number} top
   * @param {{ wide: number, size: number, even: number, unit: string }} around
   */
  #row({ words, shares, marks, says, tags = [], strong }, top, { wide, size, even, unit }) {
    const column = Math.min(wide / words.length, WIDEST);
    const bar = Math.min(column * 0.62, 46);
    const end = column * words.length;
    const group = svg("g", { class: "panels-row", transform: `translate(0 ${top})` });
    put(group, "data-strong", strong);
    group.append(svg("line", { class: "panels-base", x1: 0, x2: end, y1: BASE, y2: BASE }));
    const dashed = BASE - FULL * even;
    if (even) group.append(svg("line", { class: "panels-even", x1: 0, x2: end, y1: dashed, y2: dashed }));
    words.forEach((word, index) => {
      const [middle, share, marked] = [column * (index + 0.5), shares[index], marks.includes(index)];
      const one = svg("g", { class: "panels-one" });
      put(one, "data-marked", marked);
      one.append(
        svg("rect", {
          class: "panels-bar",
          x: middle - bar / 2,
          y: BASE - FULL * share,
          width: bar,
          height: FULL * share,
        }),
        svg("text", { class: "panels-word", x: middle, y: BASE + 22, "font-size": size }, word),
      );
      if (marked || share >= SEEN) {
        const number = `${Math.round(100 * share)}${unit}`;
        one.append(svg("text", { class: "panels-number", x: middle, y: BASE - FULL * share - 6 }, number));
      }
      if (tags[index]) one.append(svg("text", { class: "panels-tag", x: middle, y: BASE + 22 + TAG }, tags[index]));
      if (index === marks[0] && says) one.append(svg("text", { class: "panels-says", x: middle, y: SAYS }, says));
      group.append(one);
    });
    return group;
  }

  end() {
    this.watcher.disconnect();
    this.frame.remove();
  }
}
