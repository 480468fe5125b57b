/** The equations of an LSTM that has some of its gates: what is missing is struck out, because it stands at 1. */

import { html } from "../../svg.js";

export const GATES = Object.freeze([
  { gate: "input_gate", letter: "i" },
  { gate: "forget_gate", letter: "f" },
  { gate: "output_gate", letter: "o" },
]);

/**
 * Return the six equations as elements.
 * @param {string[]} kept the gates it has
 */
export function equationsOf(kept) {
  const has = (/** @type {string} */ letter) => kept.includes(GATES.find((one) => one.letter === letter)?.gate ?? "");
  const maybe = (/** @type {string} */ letter, /** @type {string | (Node | string)[]} */ text) =>
    has(letter) ? html("span", {}, text) : html("s", {}, text);
  const sum = (/** @type {string} */ of) => ["W", html("sub", {}, of), "·[h, x] + b", html("sub", {}, of)];
  const gates = GATES.map(({ letter }) =>
    html("p", { class: "ablation-equation", "data-kept": String(has(letter)) }, [
      maybe(letter, [`${letter} = σ(`, ...sum(letter), ")"]),
      has(letter) ? "" : html("b", {}, ` ${letter} = 1`),
    ]),
  );
  const line = (/** @type {(Node | string)[]} */ parts) => html("p", { class: "ablation-equation" }, parts);
  return [
    ...gates,
    line(["g = tanh(", ...sum("g"), ")"]),
    line(["c = ", maybe("f", "f ⊙ "), "c before + ", maybe("i", "i ⊙ "), "g"]),
    line(["h = ", maybe("o", "o ⊙ "), "tanh(c)"]),
  ];
}
