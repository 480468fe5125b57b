/**
 * One unit of a GRU, word by word: at each word its old state, the new value, and the state that the update gate mixes
 * of them. Below, how much each unit keeps at each word. The gate of the unit can be held by hand at a word; the
 * network reads the sentence again in the same frame.
 */

import { format } from "../arrays.js";
import { mix, readTheme } from "../colour.js";
import { readType } from "../parts/type.js";
import { html, put, readout, say } from "../svg.js";
import { Course } from "./blend/course.js";
import { mixed, traceOf } from "./blend/numbers.js";
import { OneUnit } from "./one_unit.js";

/** @typedef {import("./blend/numbers.js").Hold} Hold */
/** @typedef {import("./one_unit.js").OfUnit} Blend */

/** @extends {OneUnit<Blend, Hold>} */
export class Picture extends OneUnit {
  /** @param {import("../page.js").Root} root */
  constructor(root) {
    super(root, traceOf);
    this.course = html("div", { class: "blend-course", tabindex: "0", role: "group", "aria-label": "The sentence" });
    put(this.slider, "aria-label", "Share of the old state that is kept, by hand");
    this.number = readout({ class: "blend-number" });
    this.where = html("span", {});
    this.bar.className = "blend-bar";
    this.bar.append(
      this.where,
      html("label", {}, [html("span", {}, "0: new"), this.slider, html("span", {}, "1: old")]),
      this.number,
      this.letGo,
    );
    this.sum.className = "blend-sum";
    this.answer.className = "blend-answer";
    this.root.className = "picture blend";
    this.root.append(html("div", { class: "blend-top" }, [this.sum, this.bar]), this.course, this.answer, this.caption);
  }

  /** @param {Blend} data @param {{ alt: string, veiled: boolean, fresh: number }} around */
  async show(data, around) {
    this.root.classList.toggle("blend-covered", around.veiled);
    await super.show(data, around);
  }

  byHand() {
    const { unit, timestep } = this;
    this.hold = { unit, timestep, keep: Number(this.slider.value) };
    this.reread();
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
    const { timestep, unit, veiled, hold, answers } = this;
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
    const left = hold ? ` Left alone: ${answers.before}.` : "";
    say(this.answer, veiled ? "" : `Answer after the last word: ${answers.now}.${left}`);
  }
}
