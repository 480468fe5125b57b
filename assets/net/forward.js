/**
 * A whole network on one sentence, word vectors, layers, pooling, readout: `core/equations/forward.py`.
 *
 * Knows ids, no words.
 */

import { Attention } from "./attention.js";
import { Matrix, affine } from "./matrix.js";
import { Pooling } from "./pooling.js";
import { Stack } from "./stack.js";
import { matrixOf } from "./weights.js";

/** @typedef {import("./types.d.ts").Model} Model */
/** @typedef {import("./types.d.ts").Weights} Weights */

/** One forward pass over a sentence of T words. */
export class Pass {
  /**
   * @param {Weights} weights
   * @param {number[]} ids (T,)
   * @param {Matrix} inputs (T, E), rows of the embedding, zero where a word was erased
   * @param {Stack} stack
   * @param {Matrix} pooled (T, W), what the readout saw
   * @param {Matrix} logits (T, K)
   * @param {number[]} erased timesteps at which a vector of zeros was read
   * @param {Attention | null} attention what a decoder looked at, if it does
   */
  constructor(weights, ids, inputs, stack, pooled, logits, erased, attention) {
    this.weights = weights;
    this.ids = ids;
    this.inputs = inputs;
    this.stack = stack;
    this.pooled = pooled;
    this.logits = logits;
    this.erased = erased;
    this.attention = attention;
  }

  /**
   * Read ids (T,).
   * @param {Model} model
   * @param {Weights} weights
   * @param {number[]} ids
   * @param {{ held?: import("./stack.js").Held | null, erased?: number[], seam?: number | null }} [around]
   *   clamped gates, timesteps at which nothing is read, the timestep at which the decoder begins
   */
  static forward(model, weights, ids, { held = null, erased = [], seam = null } = {}) {
    const embedding = matrixOf(weights, "embedding.weight");
    const inputs = new Matrix(ids.length, embedding.cols);
    ids.forEach((id, t) => erased.includes(t) || inputs.row(t).set(embedding.row(id)));
    const stack = Stack.forward(model, weights, inputs, held, seam);
    const attention = model.attention && seam !== null ? Attention.over(stack.outputs, seam) : null;
    const pooled = attention?.pooled ?? new Pooling(model.readout, stack.fromEndColumns).forward(stack.outputs);
    const readout = matrixOf(weights, "readout.weight");
    const logits = affine(pooled, readout, matrixOf(weights, "readout.bias").data);
    return new Pass(weights, ids, inputs, stack, pooled, logits, erased, attention);
  }

  /** The model of the network. */
  get model() {
    return this.stack.model;
  }
}
