/**
 * Connections around a layer, how the next one's input is made of this one's input x and states h:
 * `core/equations/connection.py`.
 *
 *   plain h;  residual h + x;  dense [x, h];  highway τ ⊙ h + (1 − τ) ⊙ x with τ = σ(W x + b)
 *
 * Knows one layer, both directions together.
 */

import { Matrix, affine, beside } from "./matrix.js";
import { sigmoid } from "./squash.js";

/** One layer's connection on one pass. */
export class Around {
  /**
   * @param {import("./types.d.ts").Connection} connection
   * @param {Matrix} inputs (T, E)
   * @param {Matrix} hidden (T, W)
   * @param {Matrix} outputs (T, .)
   * @param {Matrix | null} [gate] (T, W), the highway's
   * @param {Matrix | null} [weight] (W, W), the highway's
   */
  constructor(connection, inputs, hidden, outputs, gate = null, weight = null) {
    this.connection = connection;
    this.inputs = inputs;
    this.hidden = hidden;
    this.outputs = outputs;
    this.gate = gate;
    this.weight = weight;
  }

  /**
   * Make the layer's output of what it read and what its cells did.
   * @param {import("./types.d.ts").Connection} connection
   * @param {Matrix} inputs
   * @param {Matrix} hidden
   * @param {Matrix | null} [weight] of a highway
   * @param {Float64Array | null} [bias] of a highway
   */
  static connect(connection, inputs, hidden, weight = null, bias = null) {
    if (connection === "residual")
      return new Around(
        connection,
        inputs,
        hidden,
        mixed(inputs, hidden, (x, h) => h + x),
      );
    if (connection === "dense") return new Around(connection, inputs, hidden, beside(inputs, hidden));
    if (connection !== "highway" || !weight || !bias) return new Around(connection, inputs, hidden, hidden);
    const gate = affine(inputs, weight, bias);
    for (let k = 0; k < gate.data.length; k++) gate.data[k] = sigmoid(gate.data[k]);
    const outputs = mixed(inputs, hidden, (x, h, k) => x + gate.data[k] * (h - x));
    return new Around(connection, inputs, hidden, outputs, gate, weight);
  }
}

/**
 * @param {Matrix} inputs
 * @param {Matrix} hidden
 * @param {(x: number, h: number, k: number) => number} mixture
 */
function mixed(inputs, hidden, mixture) {
  const data = hidden.data.map((h, k) => mixture(inputs.data[k], h, k));
  return new Matrix(hidden.rows, hidden.cols, data);
}
