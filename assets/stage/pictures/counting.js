/**
 * RNN, GRU and LSTM on so many a's and as many b's: of each the unit that follows the count, and whether the network
 * knows where the word ends. How many there are is drawn with a slider; the networks read in the same frame.
 */

import { readTheme } from "../colour.js";
import { atHand } from "../networks.js";
import { hostOf } from "../page.js";
import { press } from "../parts/keys.js";
import { readType } from "../parts/type.js";
import { html, put, readout, say } from "../svg.js";
import { came } from "./arriving.js";
import { cellRow } from "./cells.js";
import { Chart } from "./counting/chart.js";
import { counted } from "./counting/numbers.js";

const SIDE = 370; // px of the usual base that stand beside a chart

/**
 * @typedef {object} Cell
 * @property {string} name
 * @property {string} network
 * @property {string} signal
 * @property {string} symbol
 * @property {number} unit
 * @property {string} starts how far it counts from other random starts
 * @property {import("./counting/chart.js").Gate[]} gates that make it count
 *
 * @typedef {{ cells: Cell[], first: number, trained: number, most: number, caption: string }} Counting
 */

export class Picture {
  /** @param {import("../page.js").Root} root */
  constructor(root) {
    this.host = hostOf(root);
    this.data = /** @type {Counting | null} */ (null);
    this.veiled = false;
    this.ended = false;
    this.fresh = -1;
    this.width = 0;
    this.slider = html("input", { type: "range", min: 1, step: 1, oninput: () => this.draw() });
    put(this.slider, "aria-label", "Number of a's, and of b's");
    this.number = readout({ class: "counting-number" });
    this.note = html("span", {});
    this.bar = html("label", { class: "counting-bar" }, [this.number, this.slider, this.note]);
    this.rows = html("div", { class: "counting-rows" });
    this.caption = html("p", { class: "caption" });
    this.root = html("div", { class: "picture counting", role: "group" }, [this.bar, this.rows, this.caption]);
    root.append(this.root);
    this.watch = new ResizeObserver(() => this.root.clientWidth !== this.width && this.draw());
    this.watch.observe(this.root);
  }

  /** @param {Counting} data @param {{ alt: string, veiled: boolean, fresh: number }} around */
  async show(data, { alt, veiled, fresh }) {
    this.slider.max = String(data.most);
    if (veiled || this.fresh !== fresh) this.slider.value = String(data.first);
    Object.assign(this, { data, veiled, fresh });
    put(this.root, "aria-label", alt);
    this.root.classList.toggle("counting-covered", veiled);
    this.bar.inert = veiled;
    say(this.caption, data.caption);
    const keys = data.cells.map(({ network }) => network);
    if (!(await came(keys, this.caption)) || this.ended || this.data !== data) return;
    this.draw();
  }

  /** @param {KeyboardEvent} event */
  keydown(event) {
    const by = (/** @type {number} */ more) => () => {
      this.slider.value = String(Number(this.slider.value) + more);
      this.draw();
    };
    if (!this.veiled) press(event, { arrows: { ArrowRight: by(1), ArrowLeft: by(-1) } });
  }

  draw() {
    const { data } = this;
    this.width = this.root.clientWidth;
    const networks = data && atHand(data.cells.map(({ network }) => network));
    if (!data || !networks || !this.width) return;
    const count = Number(this.slider.value);
    say(this.number, `n = ${count}`);
    const beyond = count > data.trained ? "beyond training" : "as long as in training, or shorter";
    say(this.note, `${beyond}: at most ${data.trained} a’s were read there`);
    this.slider.setAttribute("aria-valuetext", `${count}, ${beyond}`);
    this.rows.replaceChildren(...data.cells.map((cell, at) => this.row(cell, networks[at], count)));
  }

  /** @param {Cell} cell @param {import("../../net/types.d.ts").Network} network @param {number} count */
  row(cell, network, count) {
    const { signal, unit, starts, symbol, gates } = cell;
    if (this.veiled) return cellRow(cell, null);
    const names = gates.map(({ name }) => name);
    const numbers = counted(network, signal, unit, count, names);
    const { wrong } = numbers;
    const said = wrong.length ? `wrong at letter ${wrong[0] + 1} of ${2 * count}` : `right to the end`;
    return cellRow(cell, {
      chart: new Chart({ numbers, symbol, count, gates, ...this.room() }).draw(),
      said: [html("b", { "data-wrong": String(wrong.length > 0) }, said), html("span", {}, starts)],
    });
  }

  /** What a chart has to know of the page. */
  room() {
    const [theme, type] = [readTheme(this.host), readType(this.host)];
    const side = this.width < type.px(760) ? 0 : type.px(SIDE);
    return { theme, type, width: Math.max(this.width - side, 120) };
  }

  end() {
    this.ended = true;
    this.watch.disconnect();
  }
}
