/**
 * The simple recurrent cell (Elman 1990), forward: `core/equations/rnn.py`.
 *
 *   h_t = φ(W_ih x_t + b_ih + W_hh h_{t-1} + b_hh)
 *
 * Knows one layer in one direction; neither words nor the way back.
 */

import { addProduct, affine } from "../matrix.js";
import { Scan, set, start } from "../scan.js";
import { SQUASH } from "../squash.js";

/** @typedef {import("../matrix.js").Matrix} Matrix */
/** @typedef {import("../types.d.ts").Gates} Gates */
/** @typedef {import("../weights.js").LayerWeights} LayerWeights */

/** The equation with its activation φ. */
export class RnnCell {
  /** @param {import("../types.d.ts").Activation} [activation] */
  constructor(activation = "tanh") {
    this.activation = activation;
    this.gates = ["hidden"];
  }

  /**
   * Read T inputs.
   * @param {Matrix} inputs (T, E)
   * @param {LayerWeights} w
   * @param {Gates | null} [held]
   */
  forward(inputs, w, held = null) {
    const { value: phi } = SQUASH[this.activation];
    const hidden = start(inputs.rows, w.initialHidden, w.hiddenSize);
    const fromInput = affine(inputs, w.weightIh, w.bias);
    for (let t = 0; t < inputs.rows; t++) {
      const a = addProduct(fromInput.row(t), w.weightHh, hidden.row(t));
      set(hidden.row(t + 1), held?.get("hidden"), t, (j) => phi(a[j]));
    }
    return new Scan(this, w, inputs, hidden, null, new Map([["hidden", hidden.slice(1)]]), held);
  }
}
