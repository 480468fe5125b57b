/**
 * How far the last word is from the first: word by word in a recurrent network, in one step with attention; and what
 * either has to compute for it. Counted here, for as many words as the slider says.
 */

import { hostOf, onWidth } from "../page.js";
import { readType } from "../parts/type.js";
import { html, readout, say, svg } from "../svg.js";

const [HEIGHT, BASE] = [96, 74]; // px of a drawing, and of its words
const DRAWN = 40; // words at most that are drawn one by one
const SIDE = 14; // px
const HUES = { recurrent: "#7c5bd6", attention: "#d1551f" };

/**
 * What one layer has to do to let the last of some words know the first.
 * @param {number} words
 */
export function counted(words) {
  return {
    recurrent: { path: words - 1, waits: words, sums: words },
    attention: { path: 1, waits: 1, sums: words * words },
  };
}

export class Picture {
  /** @param {import("../page.js").Root} root */
  constructor(root) {
    this.host = hostOf(root);
    this.words = 0;
    this.slider = html("input", { type: "range", "aria-label": "Words in the sentence" });
    this.number = readout();
    this.slider.oninput = () => this.#draw(sizeOf(Number(this.slider.value)));
    this.body = html("div", { class: "distance-rows" });
    const label = html("label", { class: "distance-choice" }, ["Words in the sentence ", this.slider, this.number]);
    this.frame = html("div", { class: "picture distance" }, [label, this.body]);
    root.append(this.frame);
    this.watcher = onWidth(this.frame, () => this.#draw(this.words));
  }

  /** @param {{ least: number, most: number, words: number }} data @param {{ alt?: string }} [around] */
  show({ least, most, words }, { alt = "" } = {}) {
    Object.assign(this.slider, { min: placeOf(least), max: placeOf(most), step: 1, value: placeOf(words) });
    this.frame.setAttribute("aria-label", alt);
    this.#draw(words);
  }

  end() {
    this.watcher.disconnect();
  }

  /** @param {number} words */
  #draw(words) {
    this.words = words;
    say(this.number, String(words));
    this.slider.setAttribute("aria-valuetext", `${words} words`);
    const { recurrent, attention } = counted(words);
    const rows = [
      this.#row("A recurrent network", "recurrent", recurrent, "steps of the cell, one a word"),
      this.#row("Attention", "attention", attention, "comparisons, every word with every word"),
    ];
    this.body.replaceChildren(...rows);
  }

  /**
   * @param {string} name
   * @param {"recurrent" | "attention"} kind
   * @param {{ path: number, waits: number, sums: number }} numbers
   * @param {string} pays
   */
  #row(name, kind, { path, waits, sums }, pays) {
    /** @type {[string, number][]} */
    const told = [
      [path === 1 ? "step from the first word to the last" : "steps from the first word to the last", path],
      [waits === 1 ? "step that waits for no other" : "steps that wait for one another", waits],
      [pays, sums],
    ];
    const list = told.flatMap(([what, number]) => [html("dd", {}, number.toLocaleString("en")), html("dt", {}, what)]);
    return html("section", { class: "distance-row" }, [
      html("h3", {}, name),
      this.#way(kind),
      html("dl", { style: `--hue: ${HUES[kind]}` }, list),
    ]);
  }

  /** @param {"recurrent" | "attention"} kind */
  #way(kind) {
    const width = Math.min(this.frame.clientWidth || 800, 1100);
    const count = Math.min(this.words, DRAWN);
    const x = (/** @type {number} */ at) => SIDE + (at * (width - 2 * SIDE)) / Math.max(count - 1, 1);
    const hue = HUES[kind];
    const line = { fill: "none", stroke: hue, "stroke-width": 2.5 };
    const [first, last] = [x(0), x(count - 1)];
    const hops = Array.from({ length: count - 1 }, (_, at) => {
      const [from, to] = [x(at), x(at + 1)];
      return `M${from} ${BASE}Q${(from + to) / 2} ${BASE - Math.min(30, (to - from) * 0.8)} ${to} ${BASE}`;
    }).join("");
    const arc = `M${first} ${BASE}C${first + (last - first) * 0.2} 0 ${last - (last - first) * 0.2} 0 ${last} ${BASE}`;
    const ends = new Set([0, count - 1]);
    const dots = Array.from({ length: count }, (_, at) =>
      svg("circle", { cx: x(at), cy: BASE, r: ends.has(at) ? 6 : 3.5, fill: ends.has(at) ? hue : "currentColor" }),
    );
    const size = readType(this.host).size("note");
    const names = { y: HEIGHT - 2, fill: "currentColor", "font-size": size };
    const more = this.words > DRAWN ? `${this.words} words, ${DRAWN} drawn` : "";
    return svg("svg", { width, height: HEIGHT, "aria-hidden": "true" }, [
      svg("path", { d: kind === "recurrent" ? hops : arc, ...line }),
      ...dots,
      svg("text", { x: 0, ...names }, "first"),
      svg("text", { x: width / 2, "text-anchor": "middle", ...names }, more),
      svg("text", { x: width, "text-anchor": "end", ...names }, "last"),
    ]);
  }
}

/** The slider goes in even steps of a ratio. @param {number} words */
const placeOf = (words) => Math.round(Math.log2(words) * 8);

/** @param {number} place */
const sizeOf = (place) => Math.round(2 ** (place / 8));
