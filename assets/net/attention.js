/**
 * Attention of a decoder over the encoder's states, between layers and readout: `core/equations/attention.py`.
 *
 *   score[t, j] = h[t] · e[j];  weight[t] = softmax(score[t]);  context[t] = Σ_j weight[t, j] e[j]
 *
 * The readout sees each state and its context side by side; before the seam the context is 0. Knows states, no weights
 * of a network.
 */

import { Matrix, addTransposedProduct, affine, beside, stacked } from "./matrix.js";
import { softmax } from "./squash.js";

/** What a decoder looked at, for each of the T words from timestep `seam` on, the S words before it. */
export class Attention {
  /**
   * @param {Matrix} outputs the states of all words
   * @param {number} seam
   * @param {Matrix} scores (T, S)
   * @param {Matrix} weights (T, S), which sum to 1 over the S words
   * @param {Matrix} context (T, H)
   */
  constructor(outputs, seam, scores, weights, context) {
    this.outputs = outputs;
    this.seam = seam;
    this.scores = scores;
    this.weights = weights;
    this.context = context;
  }

  /**
   * Return the attention of states from `seam` on over those before it.
   * @param {Matrix} outputs
   * @param {number} seam
   */
  static over(outputs, seam) {
    const [states, found] = [outputs.slice(seam), outputs.slice(0, seam)];
    const scores = affine(states, found);
    const weights = softmax(scores);
    const context = new Matrix(states.rows, states.cols);
    for (let t = 0; t < states.rows; t++) addTransposedProduct(context.row(t), found, weights.row(t));
    return new Attention(outputs, seam, scores, weights, context);
  }

  /** What the readout sees of all words: each state and its context. */
  get pooled() {
    return beside(this.outputs, stacked(new Matrix(this.seam, this.outputs.cols), this.context));
  }
}
