/** The weights of a network, part by part, and against the length of the sentence: flat where it reads word by word. */

import { readTheme } from "../colour.js";
import { hostOf } from "../page.js";
import { readType } from "../parts/type.js";
import { thousands } from "../parts/words.js";
import { html, put } from "../svg.js";
import { drawLines } from "./lines.js";

const HEIGHT = 72; // px of the usual base

/**
 * @typedef {object} Growth what `core.figures.growth` counted
 * @property {number} recurrent
 * @property {[part: string, count: number][]} parts which add up to it
 * @property {number[]} window by length, from 0
 * @property {string} cell
 * @property {string} pieces
 * @property {number} count of the sentence that is shown
 */

export class Picture {
  /** @param {import("../page.js").Root} root */
  constructor(root) {
    this.host = hostOf(root);
    this.data = /** @type {Growth | null} */ (null);
    this.sum = html("div", { class: "growth-sum" });
    this.chart = html("div", { class: "growth-chart" });
    this.root = html("div", { class: "picture growth", role: "img" });
    root.append(this.root);
    this.watch = new ResizeObserver(() => this.draw());
    this.watch.observe(this.root);
  }

  /** @param {Growth} data @param {{ alt: string, veiled: boolean }} around */
  show(data, { alt, veiled }) {
    put(this.root, "aria-label", alt);
    this.root.classList.toggle("growth-covered", veiled);
    this.data = veiled ? null : data;
    if (veiled) this.root.replaceChildren("Answer first. The weights are then counted here.");
    else this.root.replaceChildren(this.sum, this.chart);
    this.draw();
  }

  draw() {
    const { data, sum, chart } = this;
    if (!data || !chart.clientWidth) return;
    const { recurrent, parts, window, cell, pieces, count } = data;
    const [theme, type] = [readTheme(this.host), readType(this.host)];
    const longest = window.length - 1;
    const most = Math.max(recurrent, window[longest]);
    const flat = {
      name: `${cell} ${thousands(recurrent)}`,
      hue: theme.accent,
      weight: 4,
      points: ends(longest, recurrent, recurrent),
    };
    const steep = {
      name: "all at once",
      hue: theme.faint,
      weight: 3,
      points: ends(longest, window[0], window[longest]),
    };
    /** @type {[number, number, string][]} */
    const notes = [count, longest].map((at) => [at, window[at], thousands(window[at])]);
    const drawing = drawLines(
      {
        lines: [flat, steep],
        x: [0, longest],
        y: [0, most * 1.15],
        xTicks: [count, longest].map((at) => [at, `${at} ${pieces}`]),
        yTicks: [[0, "0"]],
        xTitle: "",
        notes,
      },
      { width: chart.clientWidth, height: type.px(HEIGHT), theme, type },
    );
    chart.replaceChildren(drawing);
    sum.replaceChildren(
      html("strong", {}, `${thousands(recurrent)} weights `),
      `for ${count} ${pieces}, for ${longest}, for any number`,
      html("p", {}, `= ${parts.map(([part, size]) => `${thousands(size)} ${part}`).join(" + ")}`),
    );
  }

  end() {
    this.watch.disconnect();
  }
}

/** @param {number} longest @param {number} first @param {number} last @returns {[number, number][]} */
const ends = (longest, first, last) => [
  [0, first],
  [longest, last],
];
