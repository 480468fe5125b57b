/** Vectors of words as stripes, one below another: those that point the same way look alike. */

import { format } from "../arrays.js";
import { mix } from "../colour.js";
import { html } from "../svg.js";
import { cosine, near } from "./vectors.js";

const NEAREST = 3;

/**
 * Return the words whose vectors stand below that of one: those that end nearest to it and those that should, then the
 * next one and what stands beside it, as a contrast.
 * @param {{ words: string[], matrix: number[][] }} last the vectors at the end
 * @param {string} subject
 * @param {string[]} mates
 * @param {string[]} beside
 */
export function rowsOf(last, subject, mates, beside) {
  const ranked = near(last, last.matrix[last.words.indexOf(subject)], [subject]).map(({ word }) => word);
  const group = ranked.filter((word, at) => at < NEAREST || mates.includes(word));
  const next = ranked.slice(group.length, group.length + 1);
  const contrast = [...next, ...beside].filter((word, at, all) => word !== subject && all.indexOf(word) === at);
  return { group, contrast: contrast.filter((word) => !group.includes(word)) };
}

export class Alike {
  constructor() {
    this.head = html("p", { class: "learning-row learning-note" });
    this.list = html("ul", { class: "learning-rows" });
    this.root = html("div", { class: "learning-alike" }, [this.head, this.list]);
  }

  /**
   * @param {{ words: string[], matrix: number[][] }} now
   * @param {number[][]} before
   * @param {string} subject
   * @param {{ group: string[], contrast: string[] }} rows
   * @param {[negative: string, positive: string]} hues
   * @param {import("../colour.js").Theme} theme
   */
  draw({ words, matrix }, before, subject, { group, contrast }, hues, theme) {
    const at = (/** @type {string} */ word) => words.indexOf(word);
    const full = Math.max(...matrix.flat().map(Math.abs)); // directions are compared, at the start as at the end
    const paint = (/** @type {number} */ value) =>
      html("i", { style: `background:${mix(theme.empty, hues[value < 0 ? 0 : 1], Math.abs(value) / full)}` });
    const row = (/** @type {string} */ word, /** @type {string} */ kind) => {
      const [then, here] = [before, matrix].map((one) => format(cosine(one[at(subject)], one[at(word)]), 2));
      const numbers = word === subject ? ["", ""] : [then, here];
      return html("li", { class: `learning-row ${kind}` }, [
        html("span", { class: "learning-word" }, word),
        html("span", { class: "learning-stripe", "aria-hidden": "true" }, matrix[at(word)].map(paint)),
        html("span", { class: "learning-then" }, numbers[0]),
        html("strong", {}, numbers[1]),
      ]);
    };
    this.head.replaceChildren(
      html("span", { class: "learning-measure" }, `vector, and cosine with ${subject} (1: same direction)`),
      html("span", { class: "learning-then" }, "before"),
      html("span", {}, "now"),
    );
    this.list.replaceChildren(
      row(subject, "near"),
      ...group.map((word) => row(word, "near")),
      ...contrast.map((word) => row(word, "far")),
    );
  }
}
