/**
 * One timestep of an RNN, opened: the old state and the word's vector stand side by side above the matrix that weighs
 * them; then come bias, tanh, the new state and the next word. It is gone through act by act, and goes on with the next
 * word. The network reads the sentence here, in the frame in which it is typed.
 */

import { format } from "../arrays.js";
import { readTheme } from "../colour.js";
import { html, put, say } from "../svg.js";
import { Acts, comeFrom } from "./acts.js";
import { ACTS, ANSWER, BESIDE, SQUASH } from "./step/acts.js";
import { opened, stepOf } from "./step/numbers.js";
import { inWords } from "./step/sentences.js";
import { addRows, answerRows, weighRows } from "./step/tables.js";

/**
 * @typedef {object} Step
 * @property {string} network
 * @property {string} sentence
 * @property {import("../types.d.ts").Palette} palette
 * @property {string} caption
 */

export class Picture extends Acts {
  /** @param {import("../page.js").Root} root */
  constructor(root) {
    super(root, ACTS, "Go through the step");
    this.data = /** @type {Step | null} */ (null);
    this.read = /** @type {import("./step/numbers.js").Opened | null} */ (null);
    Object.assign(this, { timestep: 1, act: ANSWER });
    this.one = html("input", { type: "checkbox", onchange: () => this.draw() });
    this.one.checked = true;
    this.start = html("input", { type: "range", min: -1, max: 1, step: 0.1, value: 0, oninput: () => this.reread() });
    put(this.start, "aria-label", "Initial state: every unit of h₀");
    this.begins = html("output", {});
    this.bar.append(html("label", {}, [this.one, "one matrix"]), html("label", {}, ["h₀", this.start, this.begins]));
    this.weigh = html("table", { class: "step-weigh" });
    this.add = html("table", { class: "step-add" });
    this.answer = html("table", { class: "step-answer" });
    this.open = html("div", { class: "step-open" }, [this.weigh, this.add, this.answer]);
    this.root = html("div", { class: "picture step", role: "group" }, [
      this.bar,
      this.chain,
      this.open,
      this.says,
      this.caption,
    ]);
    root.append(this.root);
  }

  /** @param {Step} data @param {{ alt: string, veiled: boolean, fresh: number }} around */
  async show(data, { alt, veiled, fresh }) {
    if (this.fresh !== fresh) {
      Object.assign(this, { timestep: 1, act: ANSWER, unit: 0 });
      this.start.value = "0";
      this.one.checked = true;
    }
    this.data = data;
    put(this.root, "aria-label", alt);
    this.root.classList.toggle("step-covered", veiled);
    this.root.style.setProperty("--acts-empty", readTheme(this.host).empty);
    await this.appear(data, { veiled, fresh });
  }

  /** @param {import("./acts.js").Network} network @param {string} sentence */
  readBy(network, sentence) {
    this.read = opened(network, sentence, Number(this.start.value));
  }

  get last() {
    return Math.max((this.read?.trace.length ?? 1) - 1, 0);
  }

  get units() {
    return this.read?.W.rows ?? 1;
  }

  /** The new state goes to where the next step reads it. @param {number} timestep @param {number} act */
  leave(timestep, act) {
    if (timestep !== this.timestep + 1 || this.act !== ANSWER || act !== BESIDE) return null;
    return [...this.add.querySelectorAll(".step-new")].map((cell) => cell.getBoundingClientRect());
  }

  /** @param {DOMRect[]} from */
  arrive(from) {
    this.weigh.querySelectorAll(".step-old").forEach((cell, unit) => comeFrom(cell, from[unit]));
  }

  draw() {
    const { read, data } = this;
    if (!read || !data) return;
    say(this.begins, format(Number(this.start.value), 1));
    const at = this.lookedAt(data);
    const seen = this.veiled ? 0 : this.act >= SQUASH ? this.timestep + 1 : this.timestep;
    this.drawChain({ name: "h₀", words: read.trace.words, states: read.states, hue: at.hue, seen });
    this.drawActs();
    const covered = this.veiled ? [html("p", {}, "Answer first. The step then opens here.")] : [];
    this.open.replaceChildren(...(this.veiled ? covered : [this.weigh, this.add, this.answer]));
    if (this.veiled) return say(this.says, "");
    const numbers = stepOf(read, this.timestep);
    this.weigh.classList.toggle("step-two", !at.one);
    this.weigh.replaceChildren(...weighRows(read, numbers, at));
    this.add.replaceChildren(...addRows(numbers, at));
    this.answer.classList.toggle("step-later", this.act < ANSWER);
    this.answer.replaceChildren(...answerRows(read, numbers, at));
    say(this.says, inWords(read, numbers, at));
  }

  /** @param {Step} data @returns {import("./step/acts.js").Looked} */
  lookedAt({ palette }) {
    const { timestep, act, unit, read } = this;
    return {
      ...{ timestep, act, unit },
      one: this.one.checked,
      squash: read?.trace.network.spec.model.activation === "relu" ? "ReLU" : "tanh",
      hue: this.huesOf(palette),
      look: (other) => this.look(other),
    };
  }
}
