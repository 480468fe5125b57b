/**
 * One unit of a GRU, word by word: at each word its old state, the new value, and the state that the update gate mixes
 * of them. Below, how much each unit keeps at each word. The gate of the unit can be held by hand at a word; the
 * network reads the sentence again in the same frame.
 */

import { format } from "../arrays.js";
import { mix, readTheme } from "../colour.js";
import { hands, subscribe, take } from "../hands.js";
import { atHand } from "../networks.js";
import { hostOf } from "../page.js";
import { press } from "../parts/keys.js";
import { readType } from "../parts/type.js";
import { percent } from "../parts/words.js";
import { isWaiting } from "../sentence.js";
import { html, put, readout, say } from "../svg.js";
import { came } from "./arriving.js";
import { Course } from "./blend/course.js";
import { answerOf, mixed, traceOf } from "./blend/numbers.js";

/** @typedef {import("./blend/numbers.js").Hold} Hold */

/**
 * @typedef {object} Blend
 * @property {string} network
 * @property {string} sentence
 * @property {number} unit at which the picture opens
 * @property {number} timestep
 * @property {string} caption
 */

export class Picture {
  /** @param {import("../page.js").Root} root */
  constructor(root) {
    this.host = hostOf(root);
    this.data = /** @type {Blend | null} */ (null);
    this.trace = /** @type {import("../../net/trace.js").Trace | null} */ (null);
    this.free = /** @type {import("../../net/trace.js").Trace | null} */ (null);
    this.hold = /** @type {Hold | null} */ (null);
    this.signature = "";
    this.veiled = false;
    this.unit = 0;
    this.timestep = 0;
    this.ended = false;
    this.width = 0;
    this.course = html("div", {
      class: "blend-course",
      tabindex: "0",
      role: "group",
      "aria-label": "The sentence",
    });
    this.slider = html("input", {
      type: "range",
      min: 0,
      max: 1,
      step: 0.01,
      oninput: () => this.byHand(),
    });
    put(this.slider, "aria-label", "Share of the old state that is kept, by hand");
    this.number = readout({ class: "blend-number" });
    this.letGo = html("button", { type: "button", class: "key", onclick: () => this.release() }, "let go");
    this.where = html("span", {});
    this.bar = html("div", { class: "blend-bar" }, [
      this.where,
      html("label", {}, [html("span", {}, "0: new"), this.slider, html("span", {}, "1: old")]),
      this.number,
      this.letGo,
    ]);
    this.sum = html("p", { class: "blend-sum", role: "status" });
    this.answer = html("p", { class: "blend-answer" });
    this.caption = html("p", { class: "caption" });
    this.root = html("div", { class: "picture blend", role: "group" }, [
      html("div", { class: "blend-top" }, [this.sum, this.bar]),
      ...[this.course, this.answer, this.caption],
    ]);
    root.append(this.root);
    this.unsubscribe = subscribe(() => this.reread());
    this.watch = new ResizeObserver(() => this.root.clientWidth !== this.width && this.draw());
    this.watch.observe(this.root);
  }

  /** @param {Blend} data @param {{ alt: string, veiled: boolean, fresh: number }} around */
  async show(data, { alt, veiled, fresh }) {
    const signature = `${data.network} ${data.sentence} ${fresh}`;
    if (this.signature !== signature)
      Object.assign(this, {
        signature,
        hold: null,
        unit: data.unit,
        timestep: data.timestep,
      });
    Object.assign(this, { data, veiled });
    if (veiled)
      Object.assign(this, {
        hold: null,
        unit: data.unit,
        timestep: data.timestep,
      });
    if (!isWaiting()) take({ sentence: null }); // what was typed has become the page's
    put(this.root, "aria-label", alt);
    this.root.classList.toggle("blend-covered", veiled);
    this.bar.inert = veiled;
    say(this.caption, data.caption);
    if (!(await came([data.network], this.sum)) || this.ended || this.data !== data) return;
    this.reread();
  }

  /** Have the network read the sentence under the reader's hand; the last picture stays where there is no word. */
  reread() {
    const { data } = this;
    const networks = data && atHand([data.network]);
    if (!data || !networks) return;
    const sentence = hands.sentence ?? data.sentence;
    try {
      this.free = traceOf(networks[0], sentence, null);
      if (this.hold && this.hold.timestep >= this.free.length) this.hold = null;
      this.trace = this.hold ? traceOf(networks[0], sentence, this.hold) : this.free;
    } catch (error) {
      if (hands.sentence === null) throw error;
    }
    if (!this.trace) return;
    this.timestep = Math.min(this.timestep, this.trace.length - 1);
    this.unit = Math.min(this.unit, this.trace.top.hidden.cols - 1);
    this.draw();
  }

  byHand() {
    this.hold = {
      unit: this.unit,
      timestep: this.timestep,
      keep: Number(this.slider.value),
    };
    this.reread();
  }

  release() {
    this.hold = null;
    this.reread();
  }

  /** Look at a unit at a word. @param {number} timestep @param {number} unit */
  look(timestep, unit) {
    if (!this.trace || this.veiled) return;
    this.timestep = Math.min(Math.max(timestep, 0), this.trace.length - 1);
    this.unit = Math.min(Math.max(unit, 0), this.trace.top.hidden.cols - 1);
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

  draw() {
    const { trace, timestep, unit, veiled } = this;
    this.width = this.root.clientWidth;
    if (!trace || !this.width) return;
    const theme = readTheme(this.host);
    const course = new Course({
      trace,
      timestep,
      unit,
      veiled,
      width: this.width,
      theme,
      hue: (keep) => mix(theme.empty, theme.accent, Number.isFinite(keep) ? 1 - keep : 0),
      type: readType(this.host),
      look: (at, one) => this.look(at, one),
    });
    const { scrollLeft } = this.course;
    this.course.replaceChildren(course.draw());
    this.course.scrollLeft = scrollLeft;
    this.say(trace);
  }

  /** @param {import("../../net/trace.js").Trace} trace */
  say(trace) {
    const { timestep, unit, veiled, hold, free } = this;
    const { old, fresh, keep, state } = mixed(trace, timestep, unit);
    const two = (/** @type {number} */ value) => (value < 0 ? `(${format(value, 2)})` : format(value, 2));
    const word = trace.words[timestep];
    const came = veiled ? "?" : format(state, 2);
    const sum = `${format(keep, 2)} · ${two(old)} + ${format(1 - keep, 2)} · ${two(fresh)}`;
    this.sum.replaceChildren(
      html("span", {}, `“${word}”, unit ${unit + 1}:  h = z · old + (1 − z) · new = ${veiled ? "" : `${sum} = `}`),
      html("b", {}, came),
    );
    say(this.where, "z by hand");
    const held = hold?.timestep === timestep && hold.unit === unit;
    if (!held) this.slider.value = String(keep);
    say(this.number, veiled ? "" : format(keep, 2));
    this.letGo.hidden = !hold;
    const [now, before] = [answerOf(trace), free ? answerOf(free) : answerOf(trace)];
    const told = (/** @type {ReturnType<typeof answerOf>} */ { answer, share }) => `${answer}, ${percent(share)} %`;
    const left = hold ? ` Left alone: ${told(before)}.` : "";
    say(this.answer, veiled ? "" : `Answer after the last word: ${told(now)}.${left}`);
  }

  end() {
    this.ended = true;
    this.unsubscribe();
    this.watch.disconnect();
  }
}
