/** A button that plays a picture step by step, and the clock behind it. */

import { icon, signButton } from "../parts/icons.js";
import { put } from "../svg.js";

export class Clock {
  /** @param {() => void} toggle what the button does */
  constructor(toggle) {
    this.timer = 0;
    this.button = signButton("play", "Play (space)", toggle);
    this.button.classList.add("primary");
  }

  get plays() {
    return this.timer !== 0;
  }

  /**
   * Take a step every so often, until one of them says that it was the last.
   * @param {number} wait in ms
   * @param {() => boolean} step
   */
  begin(wait, step) {
    this.stop();
    this.timer = window.setInterval(() => step() && this.stop(), wait);
    this.sign("pause");
  }

  stop() {
    if (!this.timer) return;
    clearInterval(this.timer);
    this.timer = 0;
    this.sign("play");
  }

  /** @param {"play" | "pause"} sign */
  sign(sign) {
    this.button.replaceChildren(icon(sign));
    put(this.button, "aria-label", sign === "play" ? "Play (space)" : "Pause (space)");
  }
}
