/** Weights against the length of the sentence: flat for the network that reads word by word. */

import { readTheme } from "../colour.js";
import { hostOf } from "../page.js";
import { readType } from "../parts/type.js";
import { thousands } from "../parts/words.js";
import { html, put } from "../svg.js";
import { drawLines } from "./lines.js";

const HEIGHT = 190; // px of the usual base

/**
 * @typedef {object} Growth what `core.figures.growth` counted
 * @property {number} recurrent
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
    this.root = html("div", { class: "picture growth", role: "img" });
    root.append(this.root);
    this.watch = new ResizeObserver(() => this.draw());
    this.watch.observe(this.root);
  }

  /** @param {Growth} data @param {{ alt: string }} around */
  show(data, { alt }) {
    this.data = data;
    put(this.root, "aria-label", alt);
    this.draw();
  }

  draw() {
    if (!this.data || !this.root.clientWidth) return;
    const { recurrent, window, cell, pieces, count } = this.data;
    const [theme, type] = [readTheme(this.host), readType(this.host)];
    const longest = window.length - 1;
    const most = Math.max(recurrent, window[longest]);
    const flat = { name: cell, hue: theme.accent, weight: 4, points: ends(longest, recurrent, recurrent) };
    const steep = { name: "window", hue: theme.faint, weight: 3, points: ends(longest, window[0], window[longest]) };
    /** @type {[number, number, string][]} */
    const notes = [count, longest].flatMap((at) => [
      /** @type {[number, number, string]} */ ([at, recurrent, thousands(recurrent)]),
      /** @type {[number, number, string]} */ ([at, window[at], thousands(window[at])]),
    ]);
    const drawing = drawLines(
      {
        lines: [flat, steep],
        x: [0, longest],
        y: [0, most * 1.15],
        xTicks: [0, count, longest].map((at) => [at, String(at)]),
        yTicks: [[0, "0"]],
        xTitle: `${pieces} in the sentence`,
        notes,
      },
      { width: Math.min(this.root.clientWidth, type.px(720)), height: type.px(HEIGHT), theme, type },
    );
    const title = `Weights: the ${cell} reads ${pieces} one by one; the window network sees all of them at once.`;
    this.root.replaceChildren(html("p", {}, title), drawing);
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
