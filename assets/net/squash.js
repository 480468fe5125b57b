/**
 * The squashing functions, stable for any input, and their slopes: `core/equations/squash.py`.
 *
 * Knows numbers, no networks.
 */

import { Matrix } from "./matrix.js";

/** @typedef {{ value: (a: number) => number, slope: (h: number) => number, ends: [number, number] }} Squash */

/**
 * Return σ(a) = (1 + tanh(a / 2)) / 2, which does not overflow.
 * @param {number} a
 */
export function sigmoid(a) {
  return 0.5 * Math.tanh(0.5 * a) + 0.5;
}

/**
 * The activations by name: the value, the slope (told from the value), and the ends between which values lie.
 * @type {Record<import("./types.d.ts").Activation, Squash>}
 */
export const SQUASH = {
  tanh: { value: Math.tanh, slope: (h) => 1 - h * h, ends: [-1, 1] },
  relu: { value: (a) => Math.max(a, 0), slope: (h) => (h <= 0 ? 0 : 1), ends: [0, Infinity] },
  sigmoid: { value: sigmoid, slope: (h) => h * (1 - h), ends: [0, 1] },
  identity: { value: (a) => a, slope: () => 1, ends: [-Infinity, Infinity] },
};

/**
 * Return probabilities of every row of logits, (T, K).
 * @param {Matrix} logits
 */
export function softmax(logits) {
  const out = new Matrix(logits.rows, logits.cols);
  for (let t = 0; t < logits.rows; t++) {
    const row = logits.row(t);
    const largest = row.reduce((most, logit) => Math.max(most, logit), -Infinity);
    const e = row.map((logit) => Math.exp(logit - largest));
    const total = e.reduce((sum, part) => sum + part, 0);
    for (let k = 0; k < e.length; k++) out.row(t)[k] = e[k] / total;
  }
  return out;
}

/**
 * Return the numbers between which a signal of this network always lies; infinite where there is none.
 * @param {import("./types.d.ts").Model} model
 * @param {string} signal
 * @returns {[number, number]}
 */
export function ends(model, signal) {
  if (signal.endsWith("_gate")) return [0, 1];
  if (signal === "hidden" && model.kind === "rnn") return SQUASH[model.activation].ends;
  return signal === "cell_state" ? [-Infinity, Infinity] : [-1, 1];
}
