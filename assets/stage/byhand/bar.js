/** The bar above the sheet: what to begin with, which cell, how large, and what was done before. */

import { signButton } from "../parts/icons.js";
import { html, put, say } from "../svg.js";
import { EXAMPLES } from "./examples.js";
import { ACTIVATIONS, KINDS, MOST_INPUTS, MOST_STEPS, MOST_UNITS, sizeOf } from "./sheet.js";

/** @typedef {import("./sheet.js").Sheet} Sheet */

const NAMES = { rnn: "RNN", gru: "GRU", lstm: "LSTM" };

/** @type {Record<import("../../net/types.d.ts").Activation, string>} */
const SQUASHED = { tanh: "tanh", relu: "ReLU", sigmoid: "σ", identity: "nothing" };
const VARIANTS = {
  textbook: "textbook: h = z·n + (1 − z)·h",
  pytorch: "PyTorch: h = (1 − z)·n + z·h",
};

/**
 * @typedef {object} Acts
 * @property {(sheet: Sheet) => void} begin
 * @property {(change: { kind?: import("./sheet.js").Kind, units?: number, inputs?: number, steps?: number }) => void}
 *   resize
 * @property {(change: Partial<Sheet>) => void} change
 * @property {(again: boolean) => void} undo
 */

/** @param {Record<string, string>} names by id @param {string} label @param {(id: string) => void} choose */
export function select(names, label, choose) {
  const options = Object.entries(names).map(([value, name]) => html("option", { value }, name));
  const field = html("select", { "aria-label": label, onchange: () => choose(field.value) }, options);
  return field;
}

/** @param {string} label @param {HTMLButtonElement[]} buttons */
export const choice = (label, buttons) => html("div", { class: "choice", role: "group", "aria-label": label }, buttons);

/** @param {string} name @param {() => void} onclick */
export const button = (name, onclick) => html("button", { type: "button", onclick }, name);

/** @param {Element} element @param {boolean} on */
export const press = (element, on) => put(element, "aria-pressed", String(on));

export class Bar {
  /** @param {Acts} acts */
  constructor({ begin, resize, change, undo }) {
    const names = EXAMPLES.map(({ id, name }) => [id, name]);
    this.example = select(Object.fromEntries([["", "Your own sheet"], ...names]), "Example", (id) => {
      const found = EXAMPLES.find((one) => one.id === id);
      if (found) begin(found.sheet);
    });
    this.kinds = KINDS.map((kind) => button(NAMES[kind], () => resize({ kind })));
    this.sizes = [
      new Stepper("Units", MOST_UNITS, (units) => resize({ units })),
      new Stepper("Input size", MOST_INPUTS, (inputs) => resize({ inputs })),
      new Stepper("Timesteps", MOST_STEPS, (steps) => resize({ steps })),
    ];
    const squashed = Object.fromEntries(ACTIVATIONS.map((one) => [one, `squashed by ${SQUASHED[one]}`]));
    this.activation = select(squashed, "Squashed by", (id) =>
      change({ activation: ACTIVATIONS.find((one) => one === id) ?? "tanh" }),
    );
    this.variant = select(VARIANTS, "Equations", (id) => change({ textbook: id === "textbook" }));
    this.undo = signButton("undo", "Undo (Ctrl+Z)", () => undo(false));
    this.redo = signButton("redo", "Redo (Ctrl+Shift+Z)", () => undo(true));
    this.says = html("p", { class: "says" });
    this.element = html("div", { class: "bar" }, [
      this.example,
      choice("Cell", this.kinds),
      this.activation,
      this.variant,
      ...this.sizes.map(({ element }) => element),
      html("div", { class: "history" }, [this.undo, this.redo]),
    ]);
  }

  /** @param {Sheet} sheet @param {boolean} past whether there is something to undo @param {boolean} future */
  show(sheet, past, future) {
    const example = EXAMPLES.find((one) => one.sheet === sheet);
    const { units, inputs, steps } = sizeOf(sheet);
    this.example.value = example?.id ?? "";
    say(this.says, example?.says ?? "");
    KINDS.forEach((kind, at) => press(this.kinds[at], kind === sheet.kind));
    [units, inputs, steps].forEach((size, at) => this.sizes[at].show(size));
    this.activation.hidden = sheet.kind !== "rnn";
    this.activation.value = sheet.activation;
    this.variant.hidden = sheet.kind !== "gru";
    this.variant.value = sheet.textbook ? "textbook" : "pytorch";
    this.undo.disabled = !past;
    this.redo.disabled = !future;
  }
}

/** A small whole number with a button to each side. */
class Stepper {
  /** @param {string} name @param {number} most @param {(value: number) => void} set */
  constructor(name, most, set) {
    this.most = most;
    this.value = 1;
    const step = (/** @type {number} */ by, /** @type {string} */ sign) => {
      const made = button(sign, () => set(this.value + by));
      put(made, "aria-label", `${by < 0 ? "Fewer" : "More"}: ${name}`);
      return made;
    };
    this.less = step(-1, "−");
    this.more = step(1, "+");
    this.shown = html("output", {});
    const parts = [html("span", {}, name), this.less, this.shown, this.more];
    this.element = html("div", { class: "stepper", role: "group", "aria-label": name }, parts);
  }

  /** @param {number} value */
  show(value) {
    this.value = value;
    say(this.shown, String(value));
    this.less.disabled = value <= 1;
    this.more.disabled = value >= this.most;
  }
}
