/**
 * The way back through a whole network: from the derivative by the logits to that by words and weights. Knows no
 * losses. Equals `Pass.backward`, `Pass.unpooled` and `Pass.contributions` in `core/equations/forward.py`.
 */

import { Matrix, addTransposedProduct } from "../matrix.js";
import { matrixOf } from "../weights.js";
import { throughAttention } from "./attention.js";
import { Contribution } from "./contribution.js";
import { unpooled } from "./pooling.js";
import { StackBack } from "./stack.js";

/**
 * The loss differentiated by logits (T, K), by what the readout saw (T, W), and below.
 * @typedef {{ logits: Matrix, pooled: Matrix, stack: import("./stack.js").StackGradients }} NetworkGradients
 */

/** The way back through one pass, as often as it is asked. */
export class PassBack {
  /** @param {import("../forward.js").Pass} pass */
  constructor(pass) {
    this.pass = pass;
    this.stack = new StackBack(pass.stack);
  }

  /**
   * Go back from the derivative by the logits (T, K).
   * @param {Matrix} dLogits
   * @param {number[]} [cuts] see `Sweep`
   * @returns {NetworkGradients}
   */
  backward(dLogits, cuts) {
    const pooled = this.pooled(dLogits);
    return { logits: dLogits, pooled, stack: this.stack.backward(this.unpooled(pooled), { cuts }) };
  }

  /**
   * Return the derivative by what the readout saw (T, W) from that by the logits (T, K).
   * @param {Matrix} dLogits
   */
  pooled(dLogits) {
    const weight = matrixOf(this.pass.weights, "readout.weight");
    const found = new Matrix(dLogits.rows, weight.cols);
    for (let t = 0; t < found.rows; t++) addTransposedProduct(found.row(t), weight, dLogits.row(t));
    return found;
  }

  /**
   * Return the derivative by the outputs of the layers from that by what the readout saw, (T, W).
   * @param {Matrix} dPooled
   */
  unpooled(dPooled) {
    const { stack, attention } = this.pass;
    if (attention) return throughAttention(attention, dPooled);
    return unpooled(stack.model.readout, stack.fromEndColumns, dPooled, stack.outputs);
  }

  /**
   * Return what each timestep adds to the gradient of each weight of the network, by its name.
   * @param {NetworkGradients} gradients
   * @returns {Map<string, Contribution>}
   */
  contributions(gradients) {
    const { ids, weights, erased, pooled } = this.pass;
    const rows = new Matrix(ids.length, matrixOf(weights, "embedding.weight").rows);
    ids.forEach((id, t) => (rows.row(t)[id] = erased.includes(t) ? 0 : 1));
    return new Map([
      ["embedding.weight", new Contribution(rows, gradients.stack.inputs)],
      ...this.stack.contributions(gradients.stack),
      ["readout.weight", new Contribution(gradients.logits, pooled)],
      ["readout.bias", new Contribution(gradients.logits)],
    ]);
  }
}
