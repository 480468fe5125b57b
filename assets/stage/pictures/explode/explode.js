/**
 * A run that explodes, and the same run with its gradients cut: the norms of both, the loss along one step, and the
 * lines of the algorithm with the numbers of that step. The browser trains both; a hand moves the threshold.
 */

import { atHand, fetchNetworks } from "../../networks.js";
import { html, svg } from "../../svg.js";
import { choice, slider } from "../gradients/controls.js";
import { among, linked, linker, within } from "../gradients/link.js";
import { cliffOf, drawCliff, said } from "./cliff.js";
import { Sentences, descent } from "./descent.js";
import { NORMS, drawNorms, ended } from "./norms.js";

const WRONG = "var(--st-red-text-color, #c2410c)";
const FUNCTIONS = { identity: "none", tanh: "tanh", relu: "ReLU" };
const NAMES = { threshold: "gradients_threshold", activation: "gradients_function" }; // in the address
const GRAIN = 20; // places of the slider in each power of ten
/** @param {number} threshold */
const placeOf = (threshold) => Math.round(GRAIN * Math.log10(threshold));
/** @param {number} place */
const thresholdAt = (place) => 10 ** (place / GRAIN);

/** @typedef {import("../../../net/types.d.ts").Activation} Activation */
/** @typedef {import("./descent.js").Step} Step */

/**
 * @typedef {object} Explode
 * @property {string} network its key
 * @property {[sentence: string, answer: string][]} sentences
 * @property {number} rate
 * @property {number} steps
 * @property {number} threshold at first
 * @property {number} jump the step that is looked at first
 * @property {() => void} redraw
 */

/** @param {Explode} data */
export function drawExplode(data) {
  const usual = { threshold: data.threshold, activation: /** @type {Activation} */ ("identity") };
  const asked = linked(NAMES, usual, { threshold: within(NORMS), activation: among(Object.keys(FUNCTIONS)) });
  const now = { ...asked, threshold: thresholdAt(placeOf(asked.threshold)), at: data.jump };
  const link = linker(NAMES, usual);
  const runs = new Runs(data);
  let trouble = "";
  fetchNetworks([data.network]).then(data.redraw, (error) => {
    trouble = error.message;
    data.redraw();
  });
  const threshold = slider({
    label: "threshold",
    low: placeOf(NORMS[0]),
    high: placeOf(NORMS[1]),
    step: 1,
    value: placeOf(now.threshold),
    said: (place) => said(thresholdAt(place)),
    changed: (place) => {
      now.threshold = thresholdAt(place);
      link(now);
      data.redraw();
    },
  });
  const step = slider({
    label: "step",
    low: 1,
    high: data.steps,
    step: 1,
    value: now.at,
    said: String,
    changed: (at) => {
      now.at = at;
      data.redraw();
    },
  });
  const [hand, seen] = [threshold, step].map((one) => /** @type {HTMLInputElement} */ (one.querySelector("input")));
  const activation = choice({
    label: "Function",
    options: FUNCTIONS,
    value: now.activation,
    changed: (name) => {
      now.activation = /** @type {Activation} */ (name);
      link(now);
      put(seen, data.jump);
    },
  });
  /** @param {import("../gradients.js").Place} place */
  const draw = (place) => {
    const run = place.veiled || trouble ? null : runs.of(now.activation, now.threshold);
    if (!run) return [covered(place, trouble)];
    seen.max = String(run.plain.length);
    now.at = Math.min(now.at, run.plain.length);
    return whole(place, data, run, now, (value) => put(hand, placeOf(value)));
  };
  return { controls: [threshold, step, activation], draw, now };
}

/** @param {HTMLInputElement} input @param {number} value */
function put(input, value) {
  input.value = String(value);
  input.dispatchEvent(new Event("input"));
}

/** The two runs and what was trained for them, each once as long as it is looked at. */
class Runs {
  /** @param {Explode} data */
  constructor(data) {
    this.data = data;
    this.sentences = /** @type {Map<Activation, { read: Sentences, plain: Step[] }>} */ (new Map());
    this.last = { activation: "", threshold: NaN, cut: /** @type {Step[]} */ ([]) };
  }

  /**
   * Return the runs; null until the network is here.
   * @param {Activation} activation
   * @param {number} threshold
   */
  of(activation, threshold) {
    const { network, sentences, rate, steps } = this.data;
    const here = atHand([network]);
    if (!here) return null;
    let own = this.sentences.get(activation);
    if (!own) {
      const read = new Sentences(here[0], sentences, activation);
      own = { read, plain: descent(read, rate, steps, Infinity) };
      this.sentences.set(activation, own);
    }
    if (this.last.activation !== activation || this.last.threshold !== threshold)
      this.last = { activation, threshold, cut: descent(own.read, rate, steps, threshold) };
    return { ...own, cut: this.last.cut };
  }
}

/** @param {import("../gradients.js").Place} place @param {string} trouble */
function covered({ theme, type, width, veiled }, trouble) {
  const size = type.size("body");
  const height = type.px(330);
  const text = veiled ? "Covered until the question is answered." : trouble || "The network is on its way.";
  const look = { x: width / 2, y: height / 2, "text-anchor": "middle", fill: theme.text, "font-size": size };
  return svg("svg", { width, height, role: "img", "aria-label": text }, veiled ? [] : [svg("text", look, text)]);
}

/**
 * @param {import("../gradients.js").Place} place
 * @param {Explode} data
 * @param {{ read: Sentences, plain: Step[], cut: Step[] }} run
 * @param {{ threshold: number, at: number }} now
 * @param {(threshold: number) => void} pull
 */
function whole(place, { rate, steps, sentences }, { read, plain, cut }, { threshold, at }, pull) {
  const { width, narrow, type, alt } = place;
  const gap = type.px(30);
  const height = type.px(narrow ? 270 : 262);
  const left = narrow ? width : Math.round((width - gap) * 0.54);
  const right = narrow ? width : width - gap - left;
  const step = plain[at - 1];
  const cliff = cliffOf(read, step, rate, threshold);
  const told = { plain, cut, threshold, steps: steps + 1, at, asked: sentences.length };
  const beside = { transform: narrow ? `translate(0 ${height + 16})` : `translate(${left + gap} 0)` };
  const [as, short] = [plain, cut].map((run) => ended(run, sentences.length));
  const name = `${alt} Not cut: ${as}. Cut at ${said(threshold)}: ${short}.`;
  const look = { width, height: narrow ? 2 * height + 16 : height, role: "img", "aria-label": name };
  return [
    svg("svg", look, [
      svg("g", {}, drawNorms(place, { width: left, height }, told, WRONG, pull)),
      svg("g", beside, drawCliff(place, { width: right, height }, step, at, cliff, WRONG)),
    ]),
    lines(step.norm, rate, threshold),
  ];
}

/**
 * The algorithm's lines, with the numbers of a step.
 * @param {number} norm
 * @param {number} rate
 * @param {number} threshold
 */
function lines(norm, rate, threshold) {
  const longer = norm > threshold;
  const none = Number.isNaN(norm);
  const [length, limit] = [said(norm), said(threshold)];
  const kept = longer ? threshold : norm;
  const rows = [
    ["g ← ∂L/∂θ", `‖g‖ = ${length}`],
    ["if ‖g‖ > threshold:", none ? "NaN > … is never true" : `${length} > ${limit}: ${longer ? "yes" : "no"}`],
    ["  g ← threshold / ‖g‖ · g", longer ? `${limit} / ${length} · g: ${limit} long` : "left out"],
    ["θ ← θ − η g", none ? "weights are NaN" : moves(rate, norm, kept)],
  ];
  const body = rows.map(([code, numbers]) => html("li", {}, [html("code", {}, code), html("span", {}, numbers)]));
  return html("ol", { class: "explode-lines", "aria-label": "Clipping, line by line" }, body);
}

/** @param {number} rate @param {number} norm @param {number} kept */
function moves(rate, norm, kept) {
  const far = `${said(rate)} × ${said(kept)} = ${said(rate * kept)} far`;
  return kept < norm ? `${far}, not ${said(rate * norm)}` : far;
}
