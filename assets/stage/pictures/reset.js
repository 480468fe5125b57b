/**
 * What a GRU makes a new value of, word by word: the word, and as much of the old state as the reset gate lets it see.
 * One unit is drawn in the signs of the conveyor belt. Its gate, or the gates of all units, can be held by hand at a
 * word; the network reads the sentence again in the same frame.
 */

import { format } from "../arrays.js";
import { mix, readTheme } from "../colour.js";
import { readType } from "../parts/type.js";
import { html, put, readout, say } from "../svg.js";
import { OneUnit } from "./one_unit.js";
import { cellOf } from "./reset/drawing.js";
import { seenBy, standsBefore, traceOf, written } from "./reset/numbers.js";
import { scaleOf } from "./reset/scale.js";

const LOW = 0.2; // a gate up to here is said in bold

/** @typedef {import("./reset/numbers.js").Hold} Hold */
/** @typedef {import("./one_unit.js").OfUnit & { palette: import("../types.d.ts").Palette }} Reset */

/** @extends {OneUnit<Reset, Hold>} */
export class Picture extends OneUnit {
  /** @param {import("../page.js").Root} root */
  constructor(root) {
    super(root, traceOf);
    this.drawn = /** @type {ReturnType<typeof cellOf> | null} */ (null);
    this.every = false;
    this.words = html("div", { class: "reset-words", role: "group", "aria-label": "The sentence" });
    this.cell = html("div", { class: "reset-cell" });
    this.scale = html("div", { class: "reset-scale" });
    put(this.slider, "aria-label", "How much of the old state the new value sees, by hand");
    this.number = readout({ class: "reset-number" });
    this.scopes = [false, true].map((every) =>
      html("button", { type: "button", class: "key", onclick: () => this.choose(every) }, [
        every ? "r of all units here" : "r of this unit",
      ]),
    );
    this.other = html("button", { type: "button", class: "key", title: "Another unit (↑ ↓)" });
    this.other.onclick = () => this.look(this.timestep, (this.unit + 1) % this.units);
    this.other.hidden = true; // until there is a unit
    this.bar.className = "reset-bar";
    this.bar.append(
      html("span", { class: "reset-scopes", role: "group", "aria-label": "By hand" }, this.scopes),
      html("label", {}, [html("span", {}, "0: shut"), this.slider, html("span", {}, "1: open")]),
      this.number,
      this.letGo,
    );
    this.sum.className = "reset-sum";
    this.answer.className = "reset-answer";
    this.root.className = "picture reset";
    const top = html("div", { class: "reset-top" }, [this.sum, this.other]);
    this.root.append(this.words, this.bar, this.scale, this.answer, top, this.cell, this.caption);
  }

  /** @param {Reset} data @param {{ alt: string, veiled: boolean, fresh: number }} around */
  async show(data, around) {
    this.drawn = null;
    this.root.classList.toggle("reset-covered", around.veiled);
    this.words.inert = around.veiled;
    await super.show(data, around);
  }

  byHand() {
    const { timestep, unit, every } = this;
    this.hold = { unit: every ? null : unit, timestep, value: Number(this.slider.value) };
    this.reread();
  }

  /** Hold the gates of all units, or that of one. @param {boolean} every */
  choose(every) {
    this.every = every;
    if (this.hold) this.byHand();
    else this.draw();
  }

  resized() {
    this.drawn = null;
    this.draw();
  }

  draw() {
    const { trace, data, timestep, unit, veiled } = this;
    this.width = this.root.clientWidth;
    if (!trace || !data || !this.width) return;
    if (standsBefore(trace.network)) this.every = true;
    const [theme, type] = [readTheme(this.host), readType(this.host)];
    const hues = data.palette.signals;
    if (!this.drawn) {
      this.drawn = cellOf(theme, hues, this.width, type.px(1));
      this.cell.replaceChildren(this.drawn.root);
    }
    const numbers = seenBy(trace, timestep, unit);
    const { words } = trace;
    const says = this.say(trace, numbers);
    const around = { from: words[timestep - 1], word: words[timestep], to: words[timestep + 1] };
    this.drawn.show(numbers, { ...around, covered: veiled, says });
    const asked = { numbers, covered: veiled, width: this.width, theme, type };
    this.scale.replaceChildren(scaleOf({ ...asked, hue: hues.candidate }));
    this.drawWords(trace, mix(theme.empty, hues.reset_gate, 0.75));
  }

  /** The words, each with how far the unit's gate is open there. @param {import("../../net/trace.js").Trace} trace
   * @param {string} hue */
  drawWords(trace, hue) {
    const { unit, timestep } = this;
    const focused = this.words.contains(/** @type {ShadowRoot} */ (this.words.getRootNode()).activeElement);
    const buttons = trace.words.map((word, at) => {
      const { reset } = seenBy(trace, at, unit);
      const here = at === timestep;
      const look = `reset-word${here ? " reset-here" : ""}${reset <= LOW ? " reset-low" : ""}`;
      const bar = html("i", { style: `width:${100 * Math.min(reset || 0, 1)}%;background:${hue}` });
      const parts = [html("b", {}, word), html("span", { class: "reset-gate" }, bar), html("small", {}, said(reset))];
      return html("button", { type: "button", class: look, "aria-pressed": String(here) }, parts);
    });
    buttons.forEach((button, at) => (button.onclick = () => this.look(at, this.unit)));
    const { scrollLeft } = this.words;
    this.words.replaceChildren(...buttons);
    this.words.scrollLeft = scrollLeft;
    this.bringIn(buttons[timestep]);
    if (focused) buttons[timestep].focus({ preventScroll: true });
  }

  /** Scroll the words, and nothing else, until one is in sight. @param {HTMLElement} button */
  bringIn({ offsetLeft, offsetWidth }) {
    const { words } = this;
    const start = offsetLeft;
    const least = start + offsetWidth - words.clientWidth;
    words.scrollLeft = Math.min(Math.max(words.scrollLeft, least), start);
  }

  /**
   * Say the sum, what is held, and the answer; return the first in words.
   * @param {import("../../net/trace.js").Trace} trace
   * @param {import("./reset/numbers.js").Seen} numbers
   */
  say(trace, numbers) {
    const { timestep, unit, veiled, hold, every, answers } = this;
    const { sum, result } = written(numbers, standsBefore(trace.network));
    const begins = `“${trace.words[timestep]}”, unit ${unit + 1}: new value = tanh(word + r · old) = `;
    this.sum.replaceChildren(begins, veiled ? "" : `${sum} = `, html("b", {}, veiled ? "?" : result));
    say(this.other, `unit ${unit + 1} of ${this.units} ›`);
    this.other.hidden = veiled;
    this.scopes.forEach((button, at) => put(button, "aria-pressed", Boolean(at) === every));
    this.scopes[0].hidden = standsBefore(trace.network);
    const held = hold?.timestep === timestep && (hold.unit === null || hold.unit === unit);
    if (!held) this.slider.value = String(numbers.reset);
    say(this.number, `r ${format(numbers.reset, 2)}`);
    this.letGo.hidden = !hold;
    const left = hold ? `  (with r as it was: ${answers.before})` : "";
    this.answer.replaceChildren(...(veiled ? [] : ["After the last word: ", html("b", {}, answers.now), left]));
    this.root.classList.toggle("reset-turned", answers.turned);
    return veiled ? begins : `${begins}${sum} = ${result}`;
  }
}

/** A gate as it stands below its word. @param {number} reset */
const said = (reset) => `r ${format(reset, 2)}`;
