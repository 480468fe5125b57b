/**
 * One answer of a decoder with attention, taken apart: its state is compared with the state after each letter that was
 * read, softmax makes weights of that, and their mean is the context, from which with the state the letter is chosen.
 */

import { record } from "../../net/trace.js";
import { format } from "../arrays.js";
import { mix } from "../colour.js";
import { signButton } from "../parts/icons.js";
import { html, say } from "../svg.js";

const GO = "<go>";

/** @typedef {import("../../net/types.d.ts").Network} Network */
/**
 * @typedef {object} Step
 * @property {number[]} state (H,) of the decoder
 * @property {number[]} scores one for each letter that was read
 * @property {number[]} weights their softmax
 * @property {number[]} context (H,)
 * @property {number[]} chances (K,) of the letters that can be written
 * @property {number[]} readout rows and columns of W
 */

/**
 * Return each answer of a decoder with attention, taken apart.
 * @param {Network} network
 * @param {string[]} read
 * @param {string[]} written
 * @returns {Step[]}
 */
export function stepsOf(network, read, written) {
  const trace = record(network, [...read, GO, ...written.slice(0, -1)]);
  const { attention } = trace;
  if (!attention) throw new TypeError("This network does not look back.");
  const readout = network.weights.get("readout.weight")?.shape ?? [];
  const row = (/** @type {import("../../net/matrix.js").Matrix} */ matrix, /** @type {number} */ at) => [
    ...matrix.row(at),
  ];
  return written.map((_, at) => ({
    state: row(attention.outputs, attention.seam + at),
    scores: row(attention.scores, at),
    weights: row(attention.weights, at),
    context: row(attention.context, at),
    chances: row(trace.answers, attention.seam + at),
    readout,
  }));
}

export class Decoder {
  /** @param {(by: number) => void} by goes on to another answer */
  constructor(by) {
    this.says = html("p", { class: "looks-says" });
    this.back = signButton("back", "The answer before (←)", () => by(-1));
    this.next = signButton("next", "The next answer (→)", () => by(1));
    this.rows = html("div", { class: "looks-acts" });
    this.root = html("div", { class: "looks-step" }, [
      html("div", { class: "looks-bar" }, [this.back, this.says, this.next]),
      this.rows,
    ]);
  }

  /**
   * @param {Step} step
   * @param {number} at which answer it is
   * @param {{ read: string[], written: string[], classes: string[] }} letters
   * @param {[negative: string, positive: string]} hues
   * @param {import("../colour.js").Theme} theme
   */
  show(step, at, { read, written, classes }, hues, theme) {
    const [units, most] = [step.state.length, step.weights.indexOf(Math.max(...step.weights))];
    const [rows, columns] = step.readout;
    const stripe = (/** @type {number[]} */ vector) => stripeOf(vector, hues, theme);
    const each = (/** @type {number[]} */ numbers, /** @type {number} */ digits) =>
      cells(
        numbers.map((number) => format(number, digits)),
        most,
      );
    const percent = (/** @type {number} */ share) => `${Math.round(100 * share)} %`;
    const said = classes.indexOf(written[at]);
    say(this.says, `Answer ${at + 1} of ${written.length}: “${written[at]}”`);
    this.back.disabled = at === 0;
    this.next.disabled = at === written.length - 1;
    this.rows.replaceChildren(
      act("1  the decoder’s state h", `${units} numbers`, stripe(step.state)),
      act("letters read", "", cells(read, most), "looks-head"),
      act("2  score = h · state after the letter", `${units} products, summed`, each(step.scores, 1)),
      act("3  weight = softmax of the scores", "sums to 1", each(step.weights, 2)),
      act("4  context = Σ weight × state", `${units} numbers`, stripe(step.context)),
      act("letters to write", "", cells(classes, said), "looks-head"),
      act(`5  softmax(W [h, context] + b)`, `W: ${rows} × ${columns}`, cells(step.chances.map(percent), said)),
    );
  }
}

/** @param {string} name @param {string} size @param {HTMLElement} shown @param {string} [kind] */
function act(name, size, shown, kind = "") {
  return html("div", { class: `looks-act ${kind}` }, [
    html("p", {}, [html("span", {}, name), html("span", { class: "looks-size" }, size)]),
    shown,
  ]);
}

/** @param {string[]} texts @param {number} strong the place of the one that counts */
function cells(texts, strong) {
  return html(
    "div",
    { class: "looks-cells" },
    texts.map((text, at) => html("span", { class: at === strong ? "strong" : "" }, text)),
  );
}

/**
 * @param {number[]} vector
 * @param {[negative: string, positive: string]} hues
 * @param {import("../colour.js").Theme} theme
 */
function stripeOf(vector, hues, theme) {
  const full = Math.max(...vector.map(Math.abs)) || 1;
  return html(
    "div",
    { class: "looks-stripe", "aria-hidden": "true" },
    vector.map((value) =>
      html("i", { style: `background:${mix(theme.empty, hues[value < 0 ? 0 : 1], Math.abs(value) / full)}` }),
    ),
  );
}
