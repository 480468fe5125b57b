/**
 * How a gap is filled: the window on a sentence, what is guessed, and both matrices. What is guessed is computed here
 * from the two matrices.
 */

import { format } from "../arrays.js";
import { html, say } from "../svg.js";
import { Matrix } from "./matrices.js";
import { dot, plus } from "./vectors.js";

const SHOWN = 4; // guessed words
const LONG = 14; // words of a sentence that is shown whole
const MATRICES = { E: "read", U: "guessed" };
const LEGEND = ["a column a word, orange above 0, blue below", "same order"];

/**
 * @typedef {object} Gap what is looked at now
 * @property {string[]} words of the sentence
 * @property {number} middle the place of the window
 * @property {number} frame
 */

/**
 * Return the places of the words in a window: what is read, and what is to be guessed.
 * @param {number} length of the sentence
 * @param {number} middle
 * @param {number} window
 * @param {string} method
 */
export function roles(length, middle, window, method) {
  const around = Array.from({ length }, (_, at) => at).filter((at) => at !== middle && Math.abs(at - middle) <= window);
  return method === "cbow" ? { read: around, target: [middle] } : { read: [middle], target: around };
}

/**
 * Return the probability of each word, given those that are read: softmax of U times the mean of their rows of E.
 * @param {number[][]} read E
 * @param {number[][]} guessed U
 * @param {number[]} given ids
 */
export function probabilities(read, guessed, given) {
  const share = 1 / given.length;
  const zero = read[0].map(() => 0);
  const vector = given.reduce((sum, id) => plus(sum, read[id], share), zero);
  const logits = guessed.map((row) => dot(row, vector));
  const highest = Math.max(...logits);
  const powers = logits.map((value) => Math.exp(value - highest));
  const total = powers.reduce((sum, value) => sum + value, 0);
  return powers.map((value) => value / total);
}

/**
 * Return which words of a long sentence stand around the window, from and to; a short one is shown whole.
 * @param {number} length
 * @param {number} middle
 * @param {number} window
 */
export function stretch(length, middle, window) {
  if (length <= LONG) return [0, length];
  return [Math.max(middle - window - 1, 0), Math.min(middle + window + 2, length)];
}

export class Gaps {
  /**
   * @param {(at: number) => void} pick brings the window to a word
   * @param {(which: number) => void} turn draws the vectors of the other matrix on the maps
   */
  constructor(pick, turn) {
    this.pick = pick;
    this.drawn = () => {};
    this.line = html("p", { class: "learning-line" });
    this.says = html("p", {});
    this.loss = html("p", { class: "learning-note" });
    this.ranking = html("ol", { class: "learning-ranking" });
    this.matrices = Object.entries(MATRICES).map(
      ([name, says], index) => new Matrix(`vectors of words ${says} (${name}): ${LEGEND[index]}`, name),
    );
    this.buttons = Object.entries(MATRICES).map(([name, says], index) =>
      html("button", { type: "button", onclick: () => turn(index) }, `${says} (${name})`),
    );
    const choice = html("span", { class: "learning-choice", role: "group", "aria-label": "Vectors on the maps" });
    choice.append("Vectors on the maps:", ...this.buttons);
    const beside = html("div", { class: "learning-part" }, [...this.matrices.map((one) => one.root), choice]);
    this.root = html("details", { class: "learning-fold" }, [
      html("summary", {}, "How a gap is filled"),
      html("div", { class: "learning-parts" }, [
        html("div", { class: "learning-part" }, [this.line, this.says, this.ranking, this.loss]),
        beside,
      ]),
    ]);
    this.watch = new ResizeObserver(() => this.drawn());
    this.watch.observe(beside);
  }

  /**
   * @param {import("./learning.js").Film} film
   * @param {Gap} gap
   * @param {number} which matrix is drawn on the maps
   * @param {() => import("../colour.js").Theme} theme
   */
  show(film, gap, which, theme) {
    const { words } = gap;
    const { read, target } = roles(words.length, gap.middle, film.window, film.method);
    const ids = (/** @type {number[]} */ places) => places.map((at) => film.words.indexOf(words[at]));
    const sought = target.map((at) => words[at]);
    this.#drawLine(gap, read, target, film.window);
    const mean =
      read.length > 1 ? `the mean of the vectors of ${read.length} neighbours` : "the vector of one neighbour";
    say(
      this.says,
      film.method === "cbow"
        ? `CBOW: ${mean} guesses the word in the gap, “${sought[0]}”.`
        : `Skip-gram: the vector of “${words[gap.middle]}” guesses each of its neighbours.`,
    );
    const chances = probabilities(film.read[gap.frame], film.guessed[gap.frame], ids(read));
    this.#rank(chances, film.words, sought);
    say(
      this.loss,
      `Bar: how probable a word is in this gap. Loss now: ${format(film.losses[gap.frame], 2)} ` +
        "(mean of −log of the right word’s probability).",
    );
    this.buttons.forEach((button, index) => button.setAttribute("aria-pressed", String(index === which)));
    this.drawn = () =>
      [film.read, film.guessed].forEach((matrix, index) => {
        const used = [...new Set(ids(index ? target : read))];
        this.matrices[index].draw({ matrix: matrix[gap.frame], used }, film.words, film.columns, film.hues, theme());
      });
    this.drawn();
  }

  /** @param {Gap} gap @param {number[]} read @param {number[]} target @param {number} window */
  #drawLine({ words, middle }, read, target, window) {
    const [from, to] = stretch(words.length, middle, window);
    this.line.replaceChildren(
      ...(from > 0 ? ["…"] : []),
      ...words.slice(from, to).map((word, index) => {
        const at = from + index;
        const kind = read.includes(at) ? "read" : target.includes(at) ? "target" : "";
        return html("button", { type: "button", class: kind, onclick: () => this.pick(at) }, word);
      }),
      ...(to < words.length ? ["…"] : []),
    );
  }

  /** @param {number[]} chances @param {string[]} words @param {string[]} sought */
  #rank(chances, words, sought) {
    const order = chances.map((_, id) => id).sort((a, b) => chances[b] - chances[a]);
    this.ranking.replaceChildren(
      ...order
        .slice(0, SHOWN)
        .map((id) =>
          html("li", { class: sought.includes(words[id]) ? "sought" : "" }, [
            html("span", {}, words[id]),
            html("i", { style: `--share:${chances[id]}` }),
            html("output", { "aria-live": "off" }, `${format(100 * chances[id], 0)} %`),
          ]),
        ),
    );
  }

  end() {
    this.watch.disconnect();
  }
}
