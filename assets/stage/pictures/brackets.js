/**
 * RNN, GRU and LSTM on nested brackets: of each the unit that follows how many are open, drawn over the text beside
 * how many there are, and below each bracket which one the network says closes next. The depth is drawn with a slider,
 * the brackets can be typed; the networks read in the same frame.
 */

import { readTheme } from "../colour.js";
import { atHand } from "../networks.js";
import { hostOf } from "../page.js";
import { press } from "../parts/keys.js";
import { readType } from "../parts/type.js";
import { html, put, readout, say } from "../svg.js";
import { came } from "./arriving.js";
import { drawFollowed } from "./brackets/chart.js";
import { dueOf, followed, judged, nestOf, typed } from "./brackets/numbers.js";
import { cellRow } from "./cells.js";

const KINDS = 3;
const SIDE = 400; // px beside a chart, of the usual base
const PHONE = 760;

/**
 * @typedef {object} Cell
 * @property {string} name
 * @property {string} network
 * @property {string} hue
 * @property {string} symbol
 * @property {string} starts how deep it reads from other random starts
 *
 * @typedef {Cell & import("./brackets/numbers.js").Follower} Follower
 *
 * @typedef {object} Brackets
 * @property {Follower[]} cells
 * @property {number[]} first the kinds of the nest with which it opens
 * @property {number} trained how many are open in training, at most
 * @property {number} most the deepest nest of the slider
 * @property {number} longest the most brackets that are read
 * @property {string} caption
 */

export class Picture {
  /** @param {import("../page.js").Root} root */
  constructor(root) {
    this.host = hostOf(root);
    this.data = /** @type {Brackets | null} */ (null);
    this.kinds = /** @type {number[]} */ ([]);
    this.words = /** @type {string[]} */ ([]);
    this.veiled = false;
    this.ended = false;
    this.fresh = -1;
    this.width = 0;
    this.slider = html("input", { type: "range", min: 1, step: 1, oninput: () => this.nest() });
    put(this.slider, "aria-label", "How deep the brackets are nested");
    this.number = readout({ class: "brackets-number" });
    this.other = html("button", { type: "button", class: "key", onclick: () => this.draws() }, "other brackets");
    this.field = html("input", { type: "text", spellcheck: "false", autocomplete: "off", oninput: () => this.type() });
    this.typed = html("label", { class: "brackets-typed" }, [html("span", {}, "or type"), this.field]);
    this.problem = html("p", { class: "brackets-problem", role: "alert" });
    const deep = html("label", { class: "brackets-deep" }, [this.number, this.slider]);
    this.bar = html("div", { class: "brackets-bar" }, [deep, this.other, this.typed]);
    this.rows = html("div", { class: "brackets-rows" });
    this.caption = html("p", { class: "caption" });
    const parts = [this.bar, this.problem, this.rows, this.caption];
    this.root = html("div", { class: "picture brackets", role: "group" }, parts);
    root.append(this.root);
    this.watch = new ResizeObserver(() => this.root.clientWidth !== this.width && this.draw());
    this.watch.observe(this.root);
  }

  /** @param {Brackets} data @param {{ alt: string, veiled: boolean, fresh: number }} around */
  async show(data, { alt, veiled, fresh }) {
    this.slider.max = String(data.most);
    if (veiled || this.fresh !== fresh) this.set(data.first);
    Object.assign(this, { data, veiled, fresh });
    put(this.root, "aria-label", alt);
    this.root.classList.toggle("brackets-covered", veiled);
    this.bar.inert = veiled;
    say(this.caption, data.caption);
    const keys = data.cells.map(({ network }) => network);
    if (!(await came(keys, this.caption)) || this.ended || this.data !== data) return;
    this.draw();
  }

  /** Take a nest of these kinds. @param {number[]} kinds */
  set(kinds) {
    this.kinds = kinds;
    this.words = nestOf(kinds);
    this.slider.value = String(kinds.length);
    this.field.value = this.words.join(" ");
    put(this.field, "aria-invalid", false);
    say(this.problem, "");
  }

  /** A nest as deep as the slider says; what was nested before stays within. */
  nest() {
    const deep = Number(this.slider.value);
    const more = Array.from({ length: Math.max(deep - this.kinds.length, 0) }, () => drawn());
    this.set([...this.kinds.slice(0, deep), ...more]);
    this.draw();
  }

  /** Other brackets, as deep. */
  draws() {
    this.set(Array.from({ length: Number(this.slider.value) }, () => drawn()));
    this.draw();
  }

  /** Read what is typed; where it cannot be read, say why and leave the last picture. */
  type() {
    const { words, problem } = typed(this.field.value, this.data?.longest ?? 0);
    put(this.field, "aria-invalid", problem !== "");
    say(this.problem, problem);
    if (problem) return;
    this.words = words;
    this.draw();
  }

  /** @param {KeyboardEvent} event */
  keydown(event) {
    const by = (/** @type {number} */ more) => () => {
      this.slider.value = String(Number(this.slider.value) + more);
      this.nest();
    };
    if (!this.veiled) press(event, { arrows: { ArrowRight: by(1), ArrowLeft: by(-1) } });
  }

  draw() {
    const { data, words } = this;
    this.width = this.root.clientWidth;
    const networks = data && atHand(data.cells.map(({ network }) => network));
    if (!data || !networks || !this.width) return;
    const deepest = Math.max(...dueOf(words).map(({ depth }) => depth));
    const beyond = deepest > data.trained ? "deeper than in training" : "as deep as in training, or less";
    say(this.number, `${deepest} deep`);
    this.slider.value = String(deepest);
    this.slider.setAttribute("aria-valuetext", `${deepest} deep, ${beyond}`);
    const steps = data.cells.map((cell, at) => (this.veiled ? [] : followed(networks[at], cell, words)));
    this.rows.replaceChildren(...data.cells.map((cell, at) => this.row(cell, steps[at], deepest)));
  }

  /** @param {Follower} cell @param {import("./brackets/numbers.js").Followed} steps @param {number} deepest */
  row(cell, steps, deepest) {
    if (this.veiled) return cellRow(cell, null);
    const { wrong, early, missed } = judged(steps);
    const ends = steps.at(-1)?.depth === 0;
    const end = early
      ? "✗ says “all closed” too early"
      : missed
        ? "✗ misses that all are closed"
        : "✓ knows when all are closed";
    const which = wrong ? `✗ ${wrong} of ${steps.length} answers wrong` : "✓ all answers right";
    return cellRow(cell, {
      chart: this.chart(cell, steps, deepest),
      said: [
        ...(ends || early ? [html("b", { "data-wrong": String(early || missed) }, end)] : []),
        html("b", { "data-wrong": String(wrong > 0) }, which),
        html("span", {}, cell.starts),
      ],
    });
  }

  /** @param {Follower} cell @param {import("./brackets/numbers.js").Followed} steps @param {number} deepest */
  chart({ hue }, steps, deepest) {
    const type = readType(this.host);
    const side = this.width < type.px(PHONE) ? 0 : type.px(SIDE);
    const room = { width: Math.max(this.width - side, 120), theme: readTheme(this.host), type, hue };
    return drawFollowed(this.words, steps, { ...room, deepest, trained: this.data?.trained ?? 0 });
  }

  end() {
    this.ended = true;
    this.watch.disconnect();
  }
}

/** A kind of bracket by chance. */
const drawn = () => Math.floor(Math.random() * KINDS);
