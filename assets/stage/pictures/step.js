/**
 * One timestep of an RNN, opened: the old state and the word's vector stand side by side above the matrix that weighs
 * them; then come bias, tanh, the new state and the next word. It is gone through act by act, and goes on with the next
 * word. The network reads the sentence here, in the frame in which it is typed.
 */

import { format } from "../arrays.js";
import { mix, readTheme } from "../colour.js";
import { hands, subscribe, take } from "../hands.js";
import { atHand, fetchNetworks } from "../networks.js";
import { hostOf } from "../page.js";
import { icon, signButton } from "../parts/icons.js";
import { press } from "../parts/keys.js";
import { still } from "../player.js";
import { isWaiting } from "../sentence.js";
import { html, put, say } from "../svg.js";
import { ACTS, ANSWER, BESIDE } from "./step/acts.js";
import { bringIntoSight, chainOf } from "./step/chain.js";
import { opened, stepOf } from "./step/numbers.js";
import { inWords } from "./step/sentences.js";
import { addRows, answerRows, weighRows } from "./step/tables.js";

const ACT = 1500; // ms
const TRAVEL = 420; // ms that a state takes to where the next step reads it
const TINT = 0.55; // of a hue behind a number: it must stay legible

/**
 * @typedef {object} Step
 * @property {string} network
 * @property {string} sentence
 * @property {import("../types.d.ts").Palette} palette
 * @property {string} caption
 */

export class Picture {
  /** @param {import("../page.js").Root} root */
  constructor(root) {
    this.host = hostOf(root);
    this.data = /** @type {Step | null} */ (null);
    this.read = /** @type {import("./step/numbers.js").Opened | null} */ (null);
    this.veiled = false;
    this.timestep = 1;
    this.act = ANSWER;
    this.unit = 0;
    this.timer = 0;
    this.until = 0;
    this.fresh = -1;
    this.ended = false;
    this.play = signButton("play", "Play (space)", () => this.toggle());
    this.play.classList.add("primary");
    this.acts = ACTS.map((name, act) =>
      html("button", { type: "button", onclick: () => this.go(this.timestep, act) }, `${act + 1} · ${name}`),
    );
    this.one = html("input", { type: "checkbox", onchange: () => this.draw() });
    this.one.checked = true;
    this.start = html("input", { type: "range", min: -1, max: 1, step: 0.1, value: 0, oninput: () => this.reread() });
    put(this.start, "aria-label", "Initial state: every unit of h₀");
    this.begins = html("output", {});
    this.bar = html("div", { class: "transport step-bar", role: "toolbar", "aria-label": "Go through the step" }, [
      signButton("first", "First word (Home)", () => this.go(0, BESIDE)),
      signButton("back", "One act back (←)", () => this.by(-1)),
      this.play,
      signButton("next", "One act on (→)", () => this.by(1)),
      html("div", { class: "step-acts", role: "group", "aria-label": "Act" }, this.acts),
      html("label", {}, [this.one, "one matrix"]),
      html("label", {}, ["h₀", this.start, this.begins]),
    ]);
    this.chain = html("div", { class: "step-chain", tabindex: "0", role: "group", "aria-label": "The sentence" });
    this.weigh = html("table", { class: "step-weigh" });
    this.add = html("table", { class: "step-add" });
    this.answer = html("table", { class: "step-answer" });
    this.open = html("div", { class: "step-open" }, [this.weigh, this.add, this.answer]);
    this.says = html("p", { class: "step-says", role: "status" });
    this.caption = html("p", { class: "caption" });
    this.root = html("div", { class: "picture step", role: "group" }, [
      this.bar,
      this.chain,
      this.open,
      this.says,
      this.caption,
    ]);
    root.append(this.root);
    this.unsubscribe = subscribe(() => this.reread());
  }

  /** @param {Step} data @param {{ alt: string, veiled: boolean, fresh: number }} around */
  async show(data, { alt, veiled, fresh }) {
    const uncovered = this.veiled && !veiled;
    if (this.fresh !== fresh) {
      Object.assign(this, { timestep: 1, act: ANSWER, unit: 0 });
      this.start.value = "0";
      this.one.checked = true;
    }
    Object.assign(this, { data, veiled, fresh });
    if (!isWaiting()) take({ sentence: null }); // what was typed has become the page's
    put(this.root, "aria-label", alt);
    say(this.caption, data.caption);
    this.root.classList.toggle("step-covered", veiled);
    const theme = readTheme(this.host);
    this.root.style.setProperty("--step-empty", theme.empty);
    if (veiled) this.stop();
    try {
      await fetchNetworks([data.network]);
    } catch (error) {
      this.says.textContent = /** @type {Error} */ (error).message;
      return;
    }
    if (this.ended || this.data !== data) return;
    this.reread();
    if (!uncovered) return;
    this.chain.focus({ preventScroll: true }); // else the answers would keep the arrow keys
    if (!still()) this.playOne();
  }

  /** Have the network read the sentence under the reader's hand; the last picture stays where there is no word. */
  reread() {
    const { data } = this;
    const networks = data && atHand([data.network]);
    if (!data || !networks) return;
    try {
      this.read = opened(networks[0], hands.sentence ?? data.sentence, Number(this.start.value));
    } catch (error) {
      if (hands.sentence === null) throw error;
    }
    this.timestep = Math.min(this.timestep, this.last);
    this.unit = Math.min(this.unit, this.units - 1);
    this.draw();
  }

  get last() {
    return Math.max((this.read?.trace.length ?? 1) - 1, 0);
  }

  get units() {
    return this.read?.W.rows ?? 1;
  }

  /** @param {number} timestep @param {number} act */
  go(timestep, act) {
    this.stop();
    this.move(timestep, act);
  }

  /** Some acts on or back; after the last one comes the next word. @param {number} acts */
  by(acts) {
    const at = this.timestep * ACTS.length + this.act + acts;
    const most = (this.last + 1) * ACTS.length - 1;
    const to = Math.min(Math.max(at, 0), most);
    this.go(Math.floor(to / ACTS.length), to % ACTS.length);
  }

  /** @param {number} timestep @param {number} act */
  move(timestep, act) {
    if (this.veiled) return;
    const travels = timestep === this.timestep + 1 && this.act === ANSWER && !still() ? this.places() : null;
    Object.assign(this, { timestep, act });
    this.draw();
    if (travels) this.travel(travels);
  }

  toggle() {
    if (this.timer) this.stop();
    else this.begin((this.last + 1) * ACTS.length - 1);
  }

  /** Play this timestep alone, from its first act. */
  playOne() {
    this.move(this.timestep, BESIDE);
    this.begin(this.timestep * ACTS.length + ANSWER);
  }

  /** @param {number} until the act, counted from the first word, at which it stops */
  begin(until) {
    if (this.veiled) return;
    const at = () => this.timestep * ACTS.length + this.act;
    if (at() >= until) this.move(0, BESIDE);
    this.timer = window.setInterval(() => {
      const next = at() + 1;
      this.move(Math.floor(next / ACTS.length), next % ACTS.length);
      if (next >= until) this.stop();
    }, ACT);
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
    this.play.replaceChildren(icon(sign));
    put(this.play, "aria-label", sign === "play" ? "Play (space)" : "Pause (space)");
  }

  /** @param {KeyboardEvent} event */
  keydown(event) {
    press(event, {
      arrows: {
        ArrowRight: () => this.by(1),
        ArrowLeft: () => this.by(-1),
        ArrowDown: () => this.look(this.unit + 1),
        ArrowUp: () => this.look(this.unit - 1),
        Home: () => this.go(0, BESIDE),
        End: () => this.go(this.last, ANSWER),
      },
      buttons: { " ": () => this.toggle() },
    });
  }

  /** @param {number} unit */
  look(unit) {
    this.unit = Math.min(Math.max(unit, 0), this.units - 1);
    this.draw();
  }

  /** Where the numbers of the new state stand. */
  places() {
    return [...this.add.querySelectorAll(".step-new")].map((cell) => cell.getBoundingClientRect());
  }

  /** The new state goes to where the next step reads it, as its old state. @param {DOMRect[]} from */
  travel(from) {
    this.weigh.querySelectorAll(".step-old").forEach((cell, unit) => {
      const here = cell.getBoundingClientRect();
      const [x, y] = [from[unit].x - here.x, from[unit].y - here.y];
      cell.animate([{ transform: `translate(${x}px, ${y}px)` }, { transform: "none" }], {
        duration: TRAVEL,
        easing: "ease-in-out",
      });
    });
  }

  draw() {
    const { read, data } = this;
    if (!read || !data) return;
    say(this.begins, format(Number(this.start.value), 1));
    const at = this.lookedAt(data);
    const { scrollLeft } = this.chain;
    this.chain.replaceChildren(...chainOf(read, at, this.veiled, (timestep) => this.go(timestep, ANSWER)));
    this.chain.scrollLeft = scrollLeft;
    bringIntoSight(this.chain, this.timestep);
    this.acts.forEach((button, act) => {
      put(button, "aria-pressed", act === this.act && !this.veiled);
      button.disabled = this.veiled;
    });
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
    const { empty } = readTheme(this.host);
    return {
      ...{ timestep, act, unit },
      one: this.one.checked,
      squash: read?.trace.network.spec.model.activation === "relu" ? "ReLU" : "tanh",
      hue: (value) =>
        mix(empty, value < 0 ? palette.negative : palette.positive, TINT * Math.min(Math.abs(value), 1) || 0),
      look: (other) => this.look(other),
    };
  }

  end() {
    this.ended = true;
    this.stop();
    this.unsubscribe();
  }
}
