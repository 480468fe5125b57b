/**
 * Where the forget gate starts. Above, what an untrained network would keep of one word, word by word, under a slider;
 * below, a column for each start that was trained: its random starts as dots, and how many are right on average.
 */

import { format } from "../arrays.js";
import { readTheme } from "../colour.js";
import { hands, subscribe, take } from "../hands.js";
import { atHand } from "../networks.js";
import { hostOf } from "../page.js";
import { readType } from "../parts/type.js";
import { percent } from "../parts/words.js";
import { isWaiting } from "../sentence.js";
import { html, put, readout, say } from "../svg.js";
import { came } from "./arriving.js";
import { drawDots, middleOf } from "./ladder/dots.js";
import { leftOf, opening } from "./start/numbers.js";

const STEP = 0.1; // of the bias
const LEAST = 0.005; // a share below it is written as nothing
const [GAP, TWO, FOUR] = [12, 2, 4]; // px between columns; how many stand beside one another
const NARROW = 700; // px
const DOTS = 120; // px that a column of dots needs

/**
 * @typedef {object} Set
 * @property {string} label
 * @property {string} network the untrained one that the upper part reads with
 * @property {number[][]} values of each start, of the first of them at least, a share a random start
 *
 * @typedef {object} Start
 * @property {string} sentence
 * @property {string[]} telling
 * @property {number[]} biases
 * @property {number} first the bias that is shown at first
 * @property {Record<string, Set>} sets
 * @property {number} chance
 * @property {string} says what the dots are
 * @property {string} hue
 * @property {string} caption
 */

export class Picture {
  /** @param {import("../page.js").Root} root */
  constructor(root) {
    this.host = hostOf(root);
    this.data = /** @type {Start | null} */ (null);
    this.read = /** @type {ReturnType<typeof leftOf> | null} */ (null);
    this.veiled = false;
    this.ended = false;
    this.fresh = -1;
    this.set = "";
    this.bias = NaN;
    this.width = 0;
    const oninput = () => this.go(Number(this.slider.value));
    this.slider = html("input", { type: "range", step: STEP, "aria-label": "Forget bias before training", oninput });
    this.number = readout({ class: "start-number" });
    this.words = html("div", { class: "start-words" });
    this.says = html("p", { class: "start-says", role: "status" });
    this.choices = html("div", { class: "start-choices", role: "group", "aria-label": "Trained with" });
    this.about = html("p", { class: "start-about" });
    this.columns = html("div", { class: "start-columns" });
    this.caption = html("p", { class: "caption" });
    const label = html("label", { class: "start-slider" }, [
      html("b", {}, "Before training: forget bias"),
      this.slider,
      this.number,
    ]);
    this.root = html("div", { class: "picture start", role: "group" }, [
      html("div", { class: "start-bar" }, [label, this.says]),
      this.words,
      this.caption,
      html("div", { class: "start-bar" }, [html("b", {}, "After training"), this.choices, this.about]),
      this.columns,
    ]);
    root.append(this.root);
    this.unsubscribe = subscribe(() => this.reread());
    this.watch = new ResizeObserver(() => this.root.clientWidth !== this.width && this.drawColumns());
    this.watch.observe(this.root);
  }

  /** @param {Start} data @param {{ alt: string, veiled: boolean, fresh: number }} around */
  async show(data, { alt, veiled, fresh }) {
    const anew = this.fresh !== fresh || veiled;
    if (anew || !(this.set in data.sets)) [this.set] = Object.keys(data.sets);
    if (anew || Number.isNaN(this.bias)) this.bias = data.first;
    Object.assign(this, { data, veiled, fresh });
    if (!isWaiting()) take({ sentence: null }); // what was typed has become the page's
    put(this.root, "aria-label", alt);
    put(this.slider, "min", Math.min(...data.biases));
    put(this.slider, "max", Math.max(...data.biases));
    this.words.style.setProperty("--hue", data.hue);
    say(this.caption, data.caption);
    say(this.about, data.says);
    this.drawChoices();
    this.drawColumns();
    if (!(await came(this.keys(), this.says)) || this.ended || this.data !== data) return;
    this.reread();
  }

  keys() {
    return [...new Set(Object.values(this.data?.sets ?? {}).map(({ network }) => network))];
  }

  /** Have the untrained network read the sentence under the hand; the last picture stays where there is no word. */
  reread() {
    const { data } = this;
    const networks = data && atHand([data.sets[this.set].network]);
    if (!data || !networks) return;
    try {
      this.read = leftOf(networks[0], hands.sentence ?? data.sentence, data.telling, this.bias);
    } catch (error) {
      if (hands.sentence === null) throw error;
    }
    this.drawWords();
  }

  /** @param {number} bias */
  go(bias) {
    this.bias = bias;
    this.reread();
    this.mark();
  }

  drawWords() {
    if (!this.read) return;
    const { words, at, left } = this.read;
    const named = `${format(this.bias, 1)}: f starts near ${format(opening(this.bias), 2)}`;
    this.slider.value = String(this.bias);
    put(this.slider, "aria-valuetext", named);
    say(this.number, named);
    const cells = words.map((word, t) => {
      const share = left[t];
      const bar = html("i", { style: `height:${100 * (share ?? 0)}%` });
      const look = `start-word${t === at ? " start-origin" : ""}${share === null ? " start-before" : ""}`;
      return html("span", { class: look }, [html("span", { class: "start-cell" }, bar), word]);
    });
    this.words.replaceChildren(...cells);
    const share = left[left.length - 1] ?? 1;
    const ends = share < LEAST ? "nothing" : `${percent(share)} %`;
    const later = words.length - 1 - at;
    say(
      this.says,
      `Of what is held after “${words[at]}”, ${ends} is left ${later} word${later === 1 ? "" : "s"} later.`,
    );
  }

  drawChoices() {
    const { data, veiled } = this;
    const focused = /** @type {ShadowRoot | Document} */ (this.root.getRootNode()).activeElement;
    const at = Array.from(this.choices.children).indexOf(/** @type {Element} */ (focused));
    const buttons = Object.entries(data?.sets ?? {}).map(([name, { label }]) => {
      const onclick = () => {
        this.set = name;
        this.drawChoices();
        this.drawColumns();
        this.reread();
      };
      return html(
        "button",
        { type: "button", class: "key", "aria-pressed": String(name === this.set), onclick },
        label,
      );
    });
    this.choices.replaceChildren(...buttons);
    this.choices.inert = veiled;
    if (at >= 0) buttons[at]?.focus();
  }

  drawColumns() {
    const { data } = this;
    this.width = this.root.clientWidth;
    if (!data || !this.width) return;
    const { values } = data.sets[this.set];
    const many = this.width > NARROW ? FOUR : TWO;
    const width = Math.max((this.width + GAP) / many - GAP - 20, DOTS);
    const task = {
      label: "",
      says: "",
      scale: /** @type {const} */ ("percent"),
      most: 1,
      trained: data.chance,
      values,
    };
    const room = { width, theme: readTheme(this.host), type: readType(this.host) };
    const columns = data.biases.map((bias, at) => {
      const head = [html("b", {}, `bias ${bias}`), html("span", {}, `f starts near ${format(opening(bias), 2)}`)];
      const found = this.found(task, at, { ...room, named: at % many === 0 });
      const look = { type: "button", class: "start-column", "data-bias": bias, onclick: () => this.go(bias) };
      return html("button", look, [html("span", { class: "start-head" }, head), ...found]);
    });
    this.columns.replaceChildren(...columns);
    this.mark();
  }

  /**
   * What came out of a start, if that is not covered and was measured.
   * @param {import("./ladder.js").Task} task
   * @param {number} at
   * @param {Parameters<typeof drawDots>[2]} room
   */
  found(task, at, room) {
    if (this.veiled) return [html("span", { class: "start-covered" }, "?")];
    if (!task.values[at]) return [html("span", { class: "start-missing" }, "not measured")];
    return [drawDots(task, task.values[at], room), html("strong", {}, `${percent(middleOf(task, at))} % right`)];
  }

  /** Show which of the trained starts the slider stands at. */
  mark() {
    for (const one of this.columns.children) {
      put(one, "aria-pressed", Math.abs(Number(one.getAttribute("data-bias")) - this.bias) < STEP / 2);
    }
  }

  end() {
    this.ended = true;
    this.unsubscribe();
    this.watch.disconnect();
  }
}
