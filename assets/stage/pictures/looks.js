/**
 * Where each answer looks: a row for what was written, a column for what was read, ink for the weight. What is written
 * without looking stands beside it.
 */

import { readTheme } from "../colour.js";
import { hostOf, onWidth } from "../page.js";
import { html, put, svg } from "../svg.js";

/**
 * @typedef {object} Looks
 * @property {string[]} read
 * @property {string[]} written
 * @property {boolean[]} right whether each written one is right
 * @property {string[]} unaided what is written without attention
 * @property {boolean[]} unaidedRight whether that is right
 * @property {number[][]} weights a row for each that was written, 0..1
 */

const [LEFT, TOP] = [104, 66];
const [WITHOUT, WITH] = [28, 80]; // px, where the written letters stand
const [SMALLEST, LARGEST] = [20, 34]; // px of a cell
const NUMBER = 30; // px of a cell that has room for its number
const COUNTED = 22; // px of how many are right
const SEEN = 0.2; // a weight below it has no number
const INKED = 0.5; // a weight above it is written in the colour of the page
const COVERED = "Answer first. The picture then appears here.";

export class Picture {
  /** @param {import("../page.js").Root} root */
  constructor(root) {
    this.host = hostOf(root);
    this.frame = html("div", { class: "picture looks", tabindex: "0" });
    this.drawn = () => {};
    root.append(this.frame);
    this.watcher = onWidth(this.frame, () => this.drawn());
  }

  /**
   * @param {Looks} data
   * @param {{ veiled?: boolean, alt?: string }} [around]
   */
  show(data, { veiled = false, alt = "" } = {}) {
    this.drawn = veiled ? () => {} : () => this.#draw(data, alt);
    if (veiled) this.frame.replaceChildren(html("p", { class: "looks-cover" }, COVERED));
    this.drawn();
  }

  /** @param {Looks} data @param {string} alt */
  #draw({ read, written, right, unaided, unaidedRight, weights }, alt) {
    const room = this.frame.clientWidth || 360;
    const cell = Math.max(SMALLEST, Math.min(LARGEST, Math.floor((room - LEFT) / read.length)));
    const bottom = TOP + cell * written.length;
    const height = bottom + 4 + COUNTED;
    const drawing = svg("svg", { role: "img", "aria-label": alt, width: room, height });
    this.frame.style.setProperty("--looks-empty", readTheme(this.host).empty);
    drawing.append(
      svg("text", { class: "looks-name", x: 0, y: 16 }, "Row: an answer. Column: where it looks, in %."),
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
        ...weights[row].map((weight, at) => this.#cell(weight, LEFT + cell * at, y - cell / 2, cell)),
      );
    });
    for (const [x, all] of /** @type {[number, boolean[]][]} */ ([
      [WITHOUT, unaidedRight],
      [WITH, right],
    ])) {
      const counted = `${all.filter(Boolean).length} of ${all.length}`;
      drawing.append(svg("text", { class: "looks-counted", x, y: bottom + COUNTED - 4 }, counted));
    }
    drawing.append(svg("text", { class: "looks-name", x: LEFT, y: bottom + COUNTED - 4 }, "right"));
    this.frame.replaceChildren(drawing);
  }

  /**
   * @param {number} weight
   * @param {number} x
   * @param {number} y
   * @param {number} cell
   */
  #cell(weight, x, y, cell) {
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

  end() {
    this.watcher.disconnect();
    this.frame.remove();
  }
}
