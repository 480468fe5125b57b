/** The pictures of *Learning through time*: the summands of one gradient, a step, luck, windows, and what is far. */

import { hostOf, onWidth } from "../page.js";
import { html, put } from "../svg.js";
import { Far } from "./through/far.js";
import { Search } from "./through/search.js";
import { Sum } from "./through/sum.js";
import { Step } from "./through/step.js";
import { Windows } from "./through/windows.js";

const DRAWN = { sum: Sum, step: Step, search: Search, windows: Windows, far: Far };

/**
 * What a drawing of this folder is: it puts what it has into its frame.
 * @typedef {object} Drawing
 * @property {(data: any, around: Around) => void} show
 * @property {() => void} draw
 * @property {(event: KeyboardEvent) => void} keydown
 * @property {() => void} end
 */

/** @typedef {{ alt: string, veiled: boolean, fresh: number }} Around */

export class Picture {
  /** @param {import("../page.js").Root} root */
  constructor(root) {
    this.host = hostOf(root);
    this.frame = html("div", { class: "picture through", role: "group" });
    this.drawing = /** @type {Drawing | null} */ (null);
    this.kind = "";
    root.append(this.frame);
    this.watcher = onWidth(this.frame, () => this.drawing?.draw());
  }

  /** @param {{ picture: keyof typeof DRAWN }} data @param {Around} around */
  show(data, around) {
    if (this.kind !== data.picture) {
      this.drawing?.end();
      this.frame.replaceChildren();
      this.drawing = new DRAWN[data.picture](this.host, this.frame);
      this.kind = data.picture;
    }
    put(this.frame, "aria-label", around.alt);
    this.frame.classList.toggle("through-veiled", around.veiled);
    this.drawing?.show(data, around);
  }

  /** @param {KeyboardEvent} event */
  keydown(event) {
    this.drawing?.keydown(event);
  }

  end() {
    this.watcher.disconnect();
    this.drawing?.end();
    this.frame.remove();
  }
}
