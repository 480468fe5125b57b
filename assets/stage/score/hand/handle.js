/**
 * What holds a gate by hand: a slider at the cursor's number, and for which units and words it counts. Taking hold of
 * it pins the place; what is held is under the reader's hand (`hands.js`), and everything follows from there.
 */

import { format } from "../../arrays.js";
import { cursor, move } from "../../cursor.js";
import { hands, take } from "../../hands.js";
import { pause } from "../../player.js";
import { html, put, readout, say } from "../../svg.js";
import { endsOf, holding, replaced } from "./holds.js";

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
    this.root = html("div", { class: "handle", role: "group", "aria-label": "Hold a gate by hand" }, [
      html("div", {}, [this.toggle, this.slider, this.number]),
      html("div", {}, [this.units, this.words]),
    ]);
  }

  /** The clamp that holds the cursor's number, if any. */
  get held() {
    const { timestep, unit } = cursor;
    return this.gate ? holding(hands.operations, this.gate, timestep, unit) : undefined;
  }

  /**
   * Show a gate's number at the cursor, and how it is held.
   * @param {Gate} gate
   */
  move(gate) {
    this.gate = gate;
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
  }

  /** The place that is chosen: at the cursor, for units and words. */
  get place() {
    const { timestep, unit, chosen: kept } = cursor;
    const units = { this: [unit], kept: [...kept], all: null }[this.units.value] ?? null;
    if (this.words.value === "all") return { units, start: 0, stop: null };
    return { units, start: timestep, stop: this.words.value === "here" ? timestep + 1 : null };
  }

  /** @param {number} value */
  hold(value) {
    const { gate, held } = this;
    if (!gate) return;
    /** @type {Clamp} */
    const next = { ...(held ?? { kind: "clamp", gate: gate.name, ...this.place }), value };
    take({ operations: replaced(hands.operations, held, next) });
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
