/**
 * RNN, GRU and LSTM on so many a's and as many b's: of each the unit that follows the count, and whether the network
 * knows where the word ends. How many there are is drawn with a slider; the networks read in the same frame.
 */

import { readTheme } from "../colour.js";
import { atHand } from "../networks.js";
import { hostOf } from "../page.js";
import { press } from "../parts/keys.js";
import { readType } from "../parts/type.js";
import { html, put, readout, say, svg } from "../svg.js";
import { came } from "./arriving.js";
import { cellRow } from "./cells.js";
import { counted } from "./counting/numbers.js";

const WRONG = "#c2410c";
const HEIGHT = 84; // px of the usual base

/**
 * @typedef {object} Cell
 * @property {string} name
 * @property {string} network
 * @property {string} signal
 * @property {string} symbol
 * @property {number} unit
 * @property {string} starts how far it counts from other random starts
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
    const { signal, unit, starts } = cell;
    if (this.veiled) return cellRow(cell, null);
    const { values, wrong } = counted(network, signal, unit, count);
    const said = wrong.length ? `wrong at letter ${wrong[0] + 1} of ${2 * count}` : `right to the end`;
    return cellRow(cell, {
      chart: this.chart(values, wrong, count),
      said: [html("b", { "data-wrong": String(wrong.length > 0) }, said), html("span", {}, starts)],
    });
  }

  /** @param {number[]} values @param {number[]} wrong @param {number} count */
  chart(values, wrong, count) {
    const [theme, type] = [readTheme(this.host), readType(this.host)];
    const side = this.width < type.px(760) ? 0 : type.px(400);
    const [width, height] = [Math.max(this.width - side, 120), type.px(HEIGHT)];
    const finite = values.filter(Number.isFinite);
    const [low, high] = [Math.min(0, ...finite), Math.max(0, ...finite)];
    const y = (/** @type {number} */ value) => height - 18 - ((value - low) / (high - low || 1)) * (height - 28);
    const x = (/** @type {number} */ at) => ((at + 0.5) / values.length) * width;
    const points = values.flatMap((value, at) =>
      Number.isFinite(value) ? [`${x(at).toFixed(1)},${y(value).toFixed(1)}`] : [],
    );
    const text = { "font-size": type.size("label"), fill: theme.faint, y: height - 3, "text-anchor": "middle" };
    const middle = x(count - 0.5);
    const bad = wrong.length
      ? [
          svg("rect", {
            x: x(wrong[0] - 0.5),
            y: 0,
            width: width - x(wrong[0] - 0.5),
            height: height - 16,
            fill: WRONG,
            "fill-opacity": 0.14,
          }),
        ]
      : [];
    return svg("svg", { width, height, "aria-hidden": "true" }, [
      ...bad,
      svg("line", { x1: 0, x2: width, y1: y(0), y2: y(0), stroke: theme.line }),
      svg("line", { x1: middle, x2: middle, y1: 0, y2: height - 16, stroke: theme.faint, "stroke-dasharray": "3 4" }),
      svg("text", { ...text, x: middle / 2 }, `${count} a`),
      svg("text", { ...text, x: (middle + width) / 2 }, `${count} b`),
      svg("polyline", { points: points.join(" "), fill: "none", stroke: theme.accent, "stroke-width": 2.5 }),
      ...wrong.map((at) => svg("circle", { cx: x(at), cy: y(values[at]), r: 4, fill: WRONG })),
    ]);
  }

  end() {
    this.ended = true;
    this.watch.disconnect();
  }
}
