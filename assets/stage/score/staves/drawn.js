/** What every drawn stave is to its row and to files: what it is called, how high it is, and a copy of itself. */

import { copyOf, svg } from "../../svg.js";

/** @typedef {import("../stage.js").Stage} Stage */

/**
 * What a stave is called.
 * @typedef {{ label: string, symbol?: string, hue?: string, note?: string, large?: boolean }} Called
 */

export class Drawn {
  /**
   * @param {Stage} stage
   * @param {Called} stave
   * @param {number} height px
   * @param {HTMLElement | SVGSVGElement} [root] the picture on screen, to be filled
   */
  constructor(stage, stave, height, root = svg("svg", { width: stage.width, height, role: "img" })) {
    this.stage = stage;
    this.height = height;
    this.root = root;
    this.label = stave.label;
    this.symbol = stave.symbol;
    this.hue = stave.hue;
    this.note = stave.note;
  }

  /** The picture for paper and files. */
  vector() {
    return copyOf(/** @type {SVGSVGElement} */ (this.root));
  }
}
