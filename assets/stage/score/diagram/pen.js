/** What a cell is drawn with: lines, nodes, gates and the places of its numbers, in parts that light up each as one. */

import { usual } from "../../parts/type.js";
import { svg } from "../../svg.js";

/** @typedef {"start" | "middle" | "end"} Anchor */

/** Draws the parts of a cell, and knows where they and its numbers stand. Places across are told on 320 px. */
export class Pen {
  /**
   * @param {SVGSVGElement} root
   * @param {import("../../colour.js").Theme} theme
   * @param {number} stretch of the places across
   */
  constructor(root, theme, stretch) {
    this.root = root;
    this.theme = theme;
    this.stretch = stretch;
    /** @type {Map<string, SVGTextElement>} */
    this.numbers = new Map();
    /** @type {Map<string, SVGGElement>} */
    this.parts = new Map();
    this.group = svg("g");
    this.part("before");
  }

  /** Draw from here on what belongs to a part, which lights up as one. @param {string} name @returns {SVGGElement} */
  part(name) {
    const known = this.parts.get(name);
    this.group = known ?? svg("g");
    if (!known) this.root.append(this.group);
    this.parts.set(name, this.group);
    return this.group;
  }

  /**
   * @param {number[]} places x, y, x, y, …
   * @param {string} [hue]
   * @param {number} [weight] px
   * @param {string} [dash]
   */
  line(places, hue = this.theme.faint, weight = 2, dash) {
    const points = places.map((place, index) => (index % 2 ? place : place * this.stretch)).join(" ");
    const look = { fill: "none", stroke: hue, "stroke-width": weight, "stroke-dasharray": dash };
    this.group.append(svg("polyline", { points, ...look }));
  }

  /** @param {number} x @param {number} y @param {string} sign */
  node(x, y, sign) {
    const { background, text } = this.theme;
    const circle = { cx: x * this.stretch, cy: y, r: 11, fill: background, stroke: text, "stroke-width": 1.5 };
    this.group.append(svg("circle", circle));
    this.#text(x, y + 5, sign, "middle", { "font-size": usual.size("body"), fill: text });
  }

  /**
   * A gate is a part of its own, and so is its value, which is there after its sum.
   * @param {number} x
   * @param {number} y
   * @param {string} symbol
   * @param {string} hue
   * @param {string} signal
   */
  gate(x, y, symbol, hue, signal) {
    const { group } = this;
    const width = symbol.length > 1 ? 48 : 34;
    const box = { x: x * this.stretch - width / 2, y: y - 12, width, height: 24, rx: 6, fill: hue };
    this.part(signal).append(svg("rect", box));
    this.#text(x, y + 5, symbol, "middle", { "font-size": usual.size("label"), "font-weight": 700, fill: "#fff" });
    this.part(`${signal} value`);
    const look = { "font-size": usual.size("small"), fill: this.theme.text, class: "value" };
    this.numbers.set(`${signal} value`, this.#text(x, y + 28, "", "middle", look));
    this.group = group;
  }

  /** @param {number} x @param {number} y @param {string} signal @param {string} [hue] @param {Anchor} [anchor] */
  number(x, y, signal, hue = this.theme.text, anchor = "middle") {
    const look = { "font-size": usual.size("small"), "font-weight": 600, fill: hue, class: "value" };
    this.numbers.set(signal, this.#text(x, y, "", anchor, look));
  }

  /** @param {number} x @param {number} y @param {string} text @param {Anchor} [anchor] @param {string} [hue] */
  label(x, y, text, anchor = "middle", hue = this.theme.faint) {
    this.#text(x, y, text, anchor, { "font-size": usual.size("small"), fill: hue });
  }

  /**
   * @param {number} x
   * @param {number} y
   * @param {string} text
   * @param {Anchor} anchor
   * @param {Record<string, string | number>} look
   */
  #text(x, y, text, anchor, look) {
    const element = svg("text", { x: x * this.stretch, y, "text-anchor": anchor, ...look }, text);
    this.group.append(element);
    return element;
  }
}
