/** What a cell is drawn with: lines, nodes, gates and the places of its numbers, in parts that light up each as one. */

import { usual } from "../../parts/type.js";
import { svg } from "../../svg.js";

/** @typedef {"start" | "middle" | "end"} Anchor */

/** Draws a cell, and knows where its parts, numbers and flows stand. Places across are told on 320 px. */
export class Pen {
  /**
   * @param {SVGSVGElement} root
   * @param {import("../../colour.js").Theme} theme
   * @param {(x: number) => number} across where a place lies
   */
  constructor(root, theme, across) {
    this.root = root;
    this.theme = theme;
    this.across = across;
    /** @type {Map<string, SVGTextElement>} what stands where, for those who can say it more closely */
    this.labels = new Map();
    /** @type {Map<string, SVGPolylineElement>} */
    this.flows = new Map();
    /** @type {Map<string, SVGTextElement>} */
    this.numbers = new Map();
    /** @type {Map<string, SVGGElement>} */
    this.parts = new Map();
    this.group = this.ground = svg("g");
    this.part("before");
  }

  /** Draw from here on what belongs to a part, which lights up as one. @param {string} name @returns {SVGGElement} */
  part(name) {
    const known = this.parts.get(name);
    this.group = known ?? svg("g");
    if (!known) {
      this.ground = svg("g");
      this.root.append(this.ground, this.group);
    }
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
    const points = places.map((place, index) => (index % 2 ? place : this.across(place))).join(" ");
    const look = { fill: "none", stroke: hue, "stroke-width": weight, "stroke-dasharray": dash };
    const line = svg("polyline", { points, ...look });
    this.group.append(line);
    return line;
  }

  /**
   * A line on which a number flows: whoever wants to makes it as wide as the number is large.
   * @param {string} signal
   * @param {number[]} places
   * @param {string} [hue]
   * @param {number} [weight]
   */
  flow(signal, places, hue, weight) {
    const line = this.line(places, hue, weight);
    line.setAttribute("data-of", signal);
    this.flows.set(signal, line);
  }

  /**
   * A node hides the lines that end in it, however faint its part is.
   * @param {number} x
   * @param {number} y
   * @param {string} sign
   */
  node(x, y, sign) {
    const { background, text } = this.theme;
    const disc = { cx: this.across(x), cy: y, r: 11, fill: background };
    this.ground.append(svg("circle", disc));
    this.group.append(svg("circle", { ...disc, stroke: text, "stroke-width": 1.5 }));
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
    const { group, ground } = this;
    const width = symbol.length > 1 ? 48 : 34;
    const box = { x: this.across(x) - width / 2, y: y - 12, width, height: 24, rx: 6, fill: hue };
    this.part(signal).append(svg("rect", box));
    this.#text(x, y + 5, symbol, "middle", { "font-size": usual.size("label"), "font-weight": 700, fill: "#fff" });
    this.part(`${signal} value`);
    const value = `${signal} value`;
    const look = { "font-size": usual.size("small"), fill: this.theme.text, class: "value", "data-of": value };
    this.numbers.set(value, this.#text(x, y + 28, "", "middle", look));
    Object.assign(this, { group, ground });
  }

  /** @param {number} x @param {number} y @param {string} signal @param {string} [hue] @param {Anchor} [anchor] */
  number(x, y, signal, hue = this.theme.text, anchor = "middle") {
    const type = { "font-size": usual.size("small"), "font-weight": 600 };
    const look = { ...type, fill: hue, class: "value", "data-of": signal };
    this.numbers.set(signal, this.#text(x, y, "", anchor, look));
  }

  /** @param {number} x @param {number} y @param {string} text @param {Anchor} [anchor] @param {string} [hue] */
  label(x, y, text, anchor = "middle", hue = this.theme.faint) {
    return this.#text(x, y, text, anchor, { "font-size": usual.size("small"), fill: hue });
  }

  /**
   * @param {number} x
   * @param {number} y
   * @param {string} text
   * @param {Anchor} anchor
   * @param {Record<string, string | number>} look
   */
  #text(x, y, text, anchor, look) {
    const element = svg("text", { x: this.across(x), y, "text-anchor": anchor, ...look }, text);
    this.group.append(element);
    return element;
  }
}
