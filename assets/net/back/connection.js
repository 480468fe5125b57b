/**
 * The way back around a layer: to its input x, to its states h, and to a highway's W x + b. Knows no cells. Equals
 * `Around.backward` in `core/equations/connection.py`.
 */

import { Matrix, addTransposedProduct } from "../matrix.js";
import { Contribution } from "./contribution.js";

/** @typedef {import("../connection.js").Around} Around */

/** @typedef {{ below: Matrix | null, hidden: Matrix, gate: Matrix | null }} AroundGradients */

/**
 * Return the derivatives by x on the way around (null: there is none), by h, and by W x + b.
 * @param {Around} around
 * @param {Matrix} dOutputs (T, W)
 * @returns {AroundGradients}
 */
export function aroundBackward(around, dOutputs) {
  if (around.connection === "residual") return { below: dOutputs, hidden: dOutputs, gate: null };
  if (around.connection === "dense") return apart(dOutputs, around.inputs.cols);
  if (around.gate && around.weight) return highway(around, around.gate, around.weight, dOutputs);
  return { below: null, hidden: dOutputs, gate: null };
}

/**
 * With h' = x + τ ⊙ (h - x): δa = (h - x) τ (1 - τ) ⊙ δh', δh = τ ⊙ δh', δx = (1 - τ) ⊙ δh' + Wᵀ δa.
 * @param {Around} around
 * @param {Matrix} gate
 * @param {Matrix} weight
 * @param {Matrix} dOutputs
 */
function highway({ inputs, hidden }, gate, weight, dOutputs) {
  const { rows, cols } = gate;
  const [dGate, dHidden, below] = [new Matrix(rows, cols), new Matrix(rows, cols), new Matrix(rows, cols)];
  for (let k = 0; k < gate.data.length; k++) {
    const [tau, d] = [gate.data[k], dOutputs.data[k]];
    dGate.data[k] = (hidden.data[k] - inputs.data[k]) * tau * (1 - tau) * d;
    dHidden.data[k] = tau * d;
    below.data[k] = (1 - tau) * d;
  }
  for (let t = 0; t < rows; t++) addTransposedProduct(below.row(t), weight, dGate.row(t));
  return { below, hidden: dHidden, gate: dGate };
}

/**
 * Cut what belongs to [x, h] apart.
 * @param {Matrix} dOutputs
 * @param {number} width of x
 */
function apart(dOutputs, width) {
  const below = new Matrix(dOutputs.rows, width);
  const hidden = new Matrix(dOutputs.rows, dOutputs.cols - width);
  for (let t = 0; t < dOutputs.rows; t++) {
    below.row(t).set(dOutputs.row(t).subarray(0, width));
    hidden.row(t).set(dOutputs.row(t).subarray(width));
  }
  return { below, hidden, gate: null };
}

/**
 * Return what each timestep adds to the gradient of the highway's weights, by their name.
 * @param {Around} around
 * @param {Matrix | null} dGate
 * @returns {Map<string, Contribution>}
 */
export function aroundContributions(around, dGate) {
  if (!dGate) return new Map();
  return new Map([
    ["weight", new Contribution(dGate, around.inputs)],
    ["bias", new Contribution(dGate)],
  ]);
}
