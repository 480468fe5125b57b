/**
 * One unit of a GRU, word by word: what the pictures of its two gates have in common. A reader steps over words and
 * units and holds the gate at a word; the network reads the sentence again in the same frame.
 */

import { hands, subscribe, take } from "../hands.js";
import { atHand } from "../networks.js";
import { hostOf } from "../page.js";
import { press } from "../parts/keys.js";
import { percent } from "../parts/words.js";
import { isWaiting } from "../sentence.js";
import { html, put, say } from "../svg.js";
import { came } from "./arriving.js";
import { answerOf } from "./blend/numbers.js";

/** @typedef {import("../../net/types.d.ts").Network} Network */
/** @typedef {import("../../net/trace.js").Trace} Trace */

/**
 * @typedef {object} OfUnit
 * @property {string} network
 * @property {string} sentence
 * @property {number} unit at which the picture opens
 * @property {number} timestep
 * @property {string} caption
 */

/**
 * @template {OfUnit} Data
 * @template {{ unit: number | null, timestep: number }} Hold
 */
export class OneUnit {
  /**
   * @param {import("../page.js").Root} root
   * @param {(network: Network, sentence: string, hold: Hold | null) => Trace} traceOf
   */
  constructor(root, traceOf) {
    this.host = hostOf(root);
    this.traceOf = traceOf;
    this.data = /** @type {Data | null} */ (null);
    this.trace = /** @type {Trace | null} */ (null);
    this.free = /** @type {Trace | null} */ (null);
    this.hold = /** @type {Hold | null} */ (null);
    this.signature = "";
    this.veiled = false;
    this.unit = 0;
    this.timestep = 0;
    this.ended = false;
    this.width = 0;
    this.sum = html("p", { role: "status" });
    this.answer = html("p", {});
    this.caption = html("p", { class: "caption" });
    this.slider = html("input", { type: "range", min: 0, max: 1, step: 0.01, oninput: () => this.byHand() });
    this.letGo = html("button", { type: "button", class: "key", onclick: () => this.release() }, "let go");
    this.bar = html("div", {});
    this.root = html("div", { role: "group" });
    this.bar.hidden = true; // until there is a network whose gate it can hold
    root.append(this.root);
    this.unsubscribe = subscribe(() => this.reread());
    this.watch = new ResizeObserver(() => this.root.clientWidth !== this.width && this.resized());
    this.watch.observe(this.root);
  }

  get units() {
    return this.trace?.top.hidden.cols ?? 1;
  }

  /** @param {Data} data @param {{ alt: string, veiled: boolean, fresh: number }} around */
  async show(data, { alt, veiled, fresh }) {
    const signature = `${data.network} ${data.sentence} ${fresh}`;
    const begin = { signature, hold: null, unit: data.unit, timestep: data.timestep };
    if (this.signature !== signature || veiled) Object.assign(this, begin);
    Object.assign(this, { data, veiled });
    if (!isWaiting()) take({ sentence: null }); // what was typed has become the page's
    put(this.root, "aria-label", alt);
    this.bar.inert = veiled;
    say(this.caption, data.caption);
    if (!(await came([data.network], this.sum)) || this.ended || this.data !== data) return;
    this.bar.hidden = false;
    this.reread();
  }

  /** Have the network read the sentence under the reader's hand; the last picture stays where there is no word. */
  reread() {
    const { data } = this;
    const networks = data && atHand([data.network]);
    if (!data || !networks) return;
    const sentence = hands.sentence ?? data.sentence;
    try {
      this.free = this.traceOf(networks[0], sentence, null);
      if (this.hold && this.hold.timestep >= this.free.length) this.hold = null;
      this.trace = this.hold ? this.traceOf(networks[0], sentence, this.hold) : this.free;
    } catch (error) {
      if (hands.sentence === null) throw error;
    }
    this.look(this.timestep, this.unit, true);
  }

  /** Hold the gate as the slider stands. */
  byHand() {}

  release() {
    this.hold = null;
    this.reread();
  }

  /** Look at a unit at a word. @param {number} timestep @param {number} unit @param {boolean} [always] */
  look(timestep, unit, always = false) {
    if (!this.trace || (this.veiled && !always)) return;
    this.timestep = Math.min(Math.max(timestep, 0), this.trace.length - 1);
    this.unit = Math.min(Math.max(unit, 0), this.units - 1);
    this.draw();
  }

  /** @param {KeyboardEvent} event */
  keydown(event) {
    press(event, {
      arrows: {
        ArrowRight: () => this.look(this.timestep + 1, this.unit),
        ArrowLeft: () => this.look(this.timestep - 1, this.unit),
        ArrowDown: () => this.look(this.timestep, this.unit + 1),
        ArrowUp: () => this.look(this.timestep, this.unit - 1),
        Home: () => this.look(0, this.unit),
        End: () => this.look(Infinity, this.unit),
      },
    });
  }

  /** The answer after the last word, as it is and left alone, in words; and whether the hand has turned it. */
  get answers() {
    const [now, before] = [this.trace, this.free].map((one) => one && answerOf(one));
    const told = (/** @type {typeof now} */ one) => (one ? `${one.answer}, ${percent(one.share)} %` : "");
    return { now: told(now), before: told(before), turned: now?.answer !== before?.answer };
  }

  draw() {}

  /** Draw anew for the room that there is. */
  resized() {
    this.draw();
  }

  end() {
    this.ended = true;
    this.unsubscribe();
    this.watch.disconnect();
  }
}
