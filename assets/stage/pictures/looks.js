/**
 * Where each answer looks: a row for what was written, a column for what was read, ink for the weight. What is written
 * without looking stands beside it. At the right stands how often all comes back or, when it is asked for, one answer
 * taken apart (`decoder.js`).
 */

import { readTheme } from "../colour.js";
import { atHand, fetchNetworks } from "../networks.js";
import { hostOf, onWidth } from "../page.js";
import { press } from "../parts/keys.js";
import { zoomOf } from "../parts/zoom.js";
import { dress, sheetOf } from "../styles.js";
import { html, put, svg } from "../svg.js";
import { Decoder, stepsOf } from "./decoder.js";
import { Picture as Panels } from "./panels.js";

/**
 * @typedef {object} Looks
 * @property {string[]} read
 * @property {string[]} written
 * @property {boolean[]} right whether each written one is right
 * @property {string[]} unaided what is written without attention
 * @property {boolean[]} unaidedRight whether that is right
 * @property {number[][]} weights a row for each that was written, 0..1
 * @property {string} network the key of the one that looks
 * @property {import("./panels.js").Panels} panels how often all comes back
 * @property {string} often that, in words
 * @property {[negative: string, positive: string]} hues
 */

const [LEFT, TOP] = [104, 78];
const [WITHOUT, WITH] = [28, 80]; // px, where the written letters stand
const [SMALLEST, LARGEST] = [20, 34]; // px of a cell
const HIGHEST = 286; // px of all rows
const NUMBER = 27; // px of a cell that has room for its number
const COUNTED = 22; // px of how many are right
const SEEN = 0.2; // a weight below it has no number
const INKED = 0.5; // a weight above it is written in the colour of the page
const COVERED = "Answer first. The picture then appears here.";
const READ = ["Task: write the letters in reverse.", "Row: letter written. Column: letter read, in %."];

export class Picture {
  /** @param {import("../page.js").Root} root */
  constructor(root) {
    this.host = hostOf(root);
    this.data = /** @type {Looks | null} */ (null);
    this.alt = "";
    this.at = 0;
    this.apart = false;
    this.steps = /** @type {import("./decoder.js").Step[]} */ ([]);
    this.classes = /** @type {string[]} */ ([]);
    this.turn = 0;
    this.map = html("div", { class: "looks-map" });
    this.tabs = ["How often all letters come back", "One answer taken apart"].map((says, index) =>
      html("button", { type: "button", onclick: () => this.open(index === 1) }, says),
    );
    const curves = html("div", { class: "looks-curves" });
    sheetOf("pictures/panels.css").then((sheet) => dress(root, sheet));
    this.panels = new Panels(/** @type {any} */ (curves));
    this.curves = curves;
    this.decoder = new Decoder((by) => this.go(this.at + by));
    this.missing = html("p", { class: "failed" });
    this.side = html("div", { class: "looks-side" }, [
      html("div", { class: "looks-tabs", role: "group", "aria-label": "Beside the picture" }, this.tabs),
      curves,
      this.decoder.root,
      this.missing,
    ]);
    this.cover = html("p", { class: "looks-cover" }, COVERED);
    this.frame = html("div", { class: "picture looks" }, [this.cover, this.map, this.side]);
    root.append(this.frame);
    this.watcher = onWidth(this.map, () => this.draw());
  }

  /**
   * @param {Looks} data
   * @param {{ veiled?: boolean, alt?: string }} [around]
   */
  async show(data, { veiled = false, alt = "" } = {}) {
    const turn = ++this.turn;
    this.cover.hidden = !veiled;
    this.map.hidden = this.side.hidden = veiled;
    this.data = veiled ? null : data;
    if (veiled) return;
    const other = data.read.join() !== this.decoder.root.dataset.of;
    Object.assign(this, { alt, at: other ? 0 : this.at, steps: [] });
    this.decoder.root.dataset.of = data.read.join();
    this.panels.show(data.panels, { alt: data.often });
    this.draw();
    const network = await this.#fetched(data.network);
    if (turn !== this.turn || !network) return;
    this.classes = network.classes;
    this.steps = stepsOf(network, data.read, data.written);
    this.draw();
  }

  /** Return the network; where it cannot be had, say so in place of its steps. @param {string} key */
  async #fetched(key) {
    this.missing.textContent = "";
    try {
      await fetchNetworks([key]);
    } catch (error) {
      this.missing.textContent = error instanceof Error ? error.message : String(error);
    }
    return atHand([key])?.[0];
  }

  /** @param {boolean} apart */
  open(apart) {
    this.apart = apart;
    this.draw();
  }

  /** Take another answer apart. @param {number} at */
  go(at) {
    if (!this.data) return;
    this.at = Math.min(Math.max(at, 0), this.data.written.length - 1);
    this.open(true);
  }

  /** @param {KeyboardEvent} event */
  keydown(event) {
    const arrows = { ArrowRight: () => this.go(this.at + 1), ArrowLeft: () => this.go(this.at - 1) };
    if (this.data) press(event, { arrows });
  }

  draw() {
    const { data, apart, at } = this;
    if (!data) return;
    this.tabs.forEach((tab, index) => put(tab, "aria-pressed", apart === (index === 1)));
    const step = this.steps[at];
    this.curves.hidden = apart;
    this.decoder.root.hidden = !apart || !step;
    this.missing.hidden = !apart;
    if (apart && step) {
      const letters = { read: data.read, written: data.written, classes: this.classes };
      this.decoder.show(step, at, letters, data.hues, readTheme(this.host));
    }
    this.#drawMap(data);
  }

  /** @param {Looks} data */
  #drawMap({ read, written, right, unaided, unaidedRight, weights }) {
    const room = this.map.clientWidth || 360;
    const widest = Math.min(LARGEST, Math.floor((room - LEFT) / read.length));
    const cell = Math.max(SMALLEST, Math.min(widest, Math.floor(HIGHEST / written.length)));
    const bottom = TOP + cell * written.length;
    const height = bottom + 4 + COUNTED;
    const drawing = svg("svg", { role: "img", "aria-label": this.alt, width: room, height });
    this.frame.style.setProperty("--looks-empty", readTheme(this.host).empty);
    drawing.append(
      ...READ.map((line, index) => svg("text", { class: "looks-name", x: 1, y: 14 + 19 * index }, line)),
      svg("text", { class: "looks-name looks-head", x: WITHOUT, y: TOP - 14 }, "without"),
      svg("text", { class: "looks-name looks-head", x: WITH, y: TOP - 14 }, "with"),
    );
    const middle = (/** @type {number} */ index) => cell * (index + 0.5);
    /** @type {(one: string, x: number, y: number, wrong: boolean) => SVGTextElement} */
    const letter = (one, x, y, wrong) => {
      const made = svg("text", { class: "looks-letter", x, y }, one);
      put(made, "data-wrong", wrong);
      return made;
    };
    read.forEach((one, at) => drawing.append(letter(one, LEFT + middle(at), TOP - 14, false)));
    written.forEach((one, row) => {
      const y = TOP + middle(row);
      drawing.append(
        letter(unaided[row], WITHOUT, y + 6, !unaidedRight[row]),
        letter(one, WITH, y + 6, !right[row]),
        ...weights[row].map((weight, at) => cellOf(weight, LEFT + cell * at, y - cell / 2, cell)),
      );
    });
    if (this.apart)
      drawing.append(
        svg("rect", {
          class: "looks-chosen",
          ...{
            x: WITH - 16,
            y: TOP + cell * this.at,
            width: LEFT - WITH + 16 + cell * read.length,
            height: cell,
            rx: 4,
          },
        }),
      );
    for (const [x, all] of /** @type {[number, boolean[]][]} */ ([
      [WITHOUT, unaidedRight],
      [WITH, right],
    ])) {
      const counted = `${all.filter(Boolean).length} of ${all.length}`;
      drawing.append(svg("text", { class: "looks-counted", x, y: bottom + COUNTED - 4 }, counted));
    }
    drawing.append(svg("text", { class: "looks-name", x: LEFT + 6, y: bottom + COUNTED - 4 }, "right"));
    drawing.addEventListener("click", (event) => {
      const down = (event.clientY - drawing.getBoundingClientRect().top) / zoomOf(drawing);
      const row = Math.floor((down - TOP) / cell);
      if (row >= 0 && row < written.length) this.go(row);
    });
    this.map.replaceChildren(drawing);
  }

  end() {
    this.turn += 1;
    this.watcher.disconnect();
    this.panels.end();
    this.frame.remove();
  }
}

/**
 * @param {number} weight
 * @param {number} x
 * @param {number} y
 * @param {number} cell
 */
function cellOf(weight, x, y, cell) {
  const square = { x: x + 1, y: y + 1, width: cell - 2, height: cell - 2, rx: 3 };
  const group = svg("g", {}, [
    svg("rect", { class: "looks-empty", ...square }),
    svg("rect", { class: "looks-ink", "fill-opacity": weight, ...square }),
  ]);
  if (weight < SEEN || cell < NUMBER) return group;
  const number = svg(
    "text",
    { class: "looks-number", x: x + cell / 2, y: y + cell / 2 + 5 },
    String(Math.round(100 * weight)),
  );
  put(number, "data-inked", weight > INKED);
  group.append(number);
  return group;
}
