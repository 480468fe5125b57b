/**
 * What holds a gate by hand: a slider at the cursor's number, and for which units and words it counts; or the gate is
 * switched off. Taking hold of it pins the place; what is done is under the reader's hand (`hands.js`), and everything
 * follows from there. Below stands what changes the weights.
 */

import { REMOVABLE } from "../../../net/shapes.js";
import { format } from "../../arrays.js";
import { cursor, move } from "../../cursor.js";
import { hands, take } from "../../hands.js";
import { pause } from "../../player.js";
import { html, put, readout, say } from "../../svg.js";
import { endsOf, holding, replaced } from "./holds.js";
import { Weights } from "./weights.js";

/** @typedef {import("../model.js").Gate} Gate */
/** @typedef {import("../../../net/types.d.ts").Clamp} Clamp */

/** What was chosen last; it outlives the picture. */
const chosen = { units: "this", words: "on" };

export class Handle {
  constructor() {
    this.gate = /** @type {Gate | null} */ (null);
    this.slider = html("input", { type: "range", role: "slider", step: 0.01 }); // its role keeps the arrow keys to it
    this.slider.oninput = () => this.hold(Number(this.slider.value));
    this.slider.onkeydown = (event) => this.keydown(event);
    this.number = readout();
    this.toggle = html("button", { type: "button", onclick: () => this.turn() }, "Hold");
    this.units = choice("Which units are held", () => this.choose());
    this.words = choice("At which words they are held", () => this.choose());
    options(this.words, { here: "at this word", on: "from here on", all: "everywhere" });
    this.off = html("button", { type: "button", onclick: () => this.turnOff() }, "Switch off");
    this.offNote = html("small", {}, "as if the cell were built without it: it stands at 1");
    this.weights = new Weights();
    const box = html("div", { class: "handle", role: "group", "aria-label": "Hold a gate by hand" }, [
      html("div", {}, [this.toggle, this.slider, this.number]),
      html("div", {}, [this.units, this.words]),
      html("div", {}, [this.off, this.offNote]),
    ]);
    this.root = html("div", {}, [box, this.weights.root]);
  }

  /** The clamp that holds the cursor's number, if any. */
  get held() {
    const { timestep, unit } = cursor;
    return this.gate ? holding(hands.operations, this.gate, timestep, unit) : undefined;
  }

  /** What switches the gate off, if something does. */
  get isOff() {
    return hands.operations.findLast((one) => one.kind === "off" && one.gate === this.gate?.name);
  }

  /**
   * Show a gate's number at the cursor, and how it is held.
   * @param {Gate} gate
   * @param {import("../model.js").Model} model
   */
  move(gate, { kind, untouched }) {
    this.gate = gate;
    this.weights.move(gate, untouched);
    const { slider, units, words, toggle, held } = this;
    const [low, high] = endsOf(gate.squash);
    const value = gate.value.at(cursor.timestep, cursor.unit);
    put(this.root, "style", `--hue:${gate.hue}`);
    put(slider, "min", low);
    put(slider, "max", high);
    put(slider, "aria-label", `${gate.label}, held by hand`);
    if (Number.isFinite(value)) slider.value = String(value);
    put(slider, "aria-valuetext", `${format(value, 2)}, ${held ? "held" : "free"}`);
    say(this.number, format(value, 2));
    say(toggle, held ? `Let go of ${gate.symbol}` : `Hold ${gate.symbol}`);
    put(toggle, "aria-pressed", Boolean(held));
    options(units, unitsToChoose(gate.value.cols, held));
    units.value = held ? unitsOf(held) : units.querySelector(`[value=${chosen.units}]`) ? chosen.units : "this";
    words.value = held ? wordsOf(held) : chosen.words;
    this.showOff(REMOVABLE[kind].includes(gate.name));
  }

  /** @param {boolean} can whether the cell can do without the gate */
  showOff(can) {
    const { off, offNote, isOff, gate } = this;
    off.hidden = offNote.hidden = !can;
    say(off, `${isOff ? "Switch on" : "Switch off"} ${gate?.symbol}`);
    put(off, "aria-pressed", Boolean(isOff));
  }

  turnOff() {
    const { gate, isOff } = this;
    if (!gate) return;
    /** @type {import("../../../net/types.d.ts").Off} */
    const off = { kind: "off", gate: gate.name };
    take({ operations: isOff ? hands.operations.filter((one) => one !== isOff) : [...hands.operations, off] });
    pause();
  }

  /** The place that is chosen: at the cursor, for units and words. */
  get place() {
    const { timestep, unit, chosen: kept } = cursor;
    const units = { this: [unit], kept: [...kept], all: null }[this.units.value] ?? null;
    if (this.words.value === "all") return { units, start: 0, stop: null };
    return { units, start: timestep, stop: this.words.value === "here" ? timestep + 1 : null };
  }

  /** Hold the gate at a value; one that is switched off is on again. @param {number} value */
  hold(value) {
    const { gate, held, isOff } = this;
    if (!gate) return;
    /** @type {Clamp} */
    const next = { ...(held ?? { kind: "clamp", gate: gate.name, ...this.place }), value };
    const isAlone = hands.twin === null && hands.show === "second"; // what is dragged is to be seen
    const operations = replaced(hands.operations, held, next).filter((one) => one !== isOff);
    take({ operations, ...(isAlone && { show: "first" }) });
    pause();
    move({ pinned: true });
  }

  /** Hold the number as it stands, or let it go. */
  turn() {
    if (this.held) this.letGo();
    else this.hold(Number(Number(this.slider.value).toFixed(2)));
  }

  letGo() {
    const { held } = this;
    if (held) take({ operations: hands.operations.filter((one) => one !== held) });
  }

  choose() {
    const { held, units, words, place } = this;
    chosen.units = units.value;
    chosen.words = words.value;
    if (held) take({ operations: replaced(hands.operations, held, { ...held, ...place }) });
  }

  /** Escape in the slider lets go of what it holds; without that it is the page's. @param {KeyboardEvent} event */
  keydown(event) {
    if (event.key !== "Escape" || !this.held) return;
    event.preventDefault();
    this.letGo();
  }
}

/** @param {string} label @param {() => void} onchange */
const choice = (label, onchange) => html("select", { "aria-label": label, onchange });

/**
 * Offer these options; nothing moves where they are offered already.
 * @param {HTMLSelectElement} select
 * @param {Record<string, string>} texts by their values
 */
function options(select, texts) {
  const wanted = JSON.stringify(texts);
  if (select.dataset.options === wanted) return;
  select.dataset.options = wanted;
  const { value } = select;
  select.replaceChildren(...Object.entries(texts).map(([key, text]) => html("option", { value: key }, text)));
  if (value in texts) select.value = value;
}

/**
 * @param {number} count of units
 * @param {Clamp | undefined} held
 */
function unitsToChoose(count, held) {
  const several = held?.units && held.units.length > 1 ? held.units : cursor.chosen;
  /** @type {[string, string][]} */
  const kept = several.length ? [["kept", `kept units: ${several.map((unit) => unit + 1).join(", ")}`]] : [];
  return Object.fromEntries([["this", `unit ${cursor.unit + 1}`], ...kept, ["all", `all ${count} units`]]);
}

/** @param {Clamp} held */
const unitsOf = ({ units }) => (units ? (units.length > 1 ? "kept" : "this") : "all");

/** @param {Clamp} held */
const wordsOf = ({ start, stop }) => (stop ? "here" : start ? "on" : "all");
