/**
 * A network that guesses the next word from a fixed window: `WindowNetwork` of `core/vectors/window.py`. The vectors of
 * the last N − 1 pieces stand side by side, a tanh layer reads them, and a softmax gives every piece a probability.
 * Knows ids, no words and no state.
 */

import { Matrix, affine } from "../matrix.js";
import { unpacked } from "../packed.js";
import { softmax } from "../squash.js";

/** @typedef {import("../packed.js").Packed} Packed */

/**
 * As `WindowNetwork.as_json` of core tells it; K pieces, vectors of d numbers, H units.
 * @typedef {object} Told
 * @property {number} order N
 * @property {Packed} embedding (K + 1, d); the last row stands before the text
 * @property {Packed} hidden (H, (N − 1) d)
 * @property {Packed} hidden_bias
 * @property {Packed} output (K, H)
 * @property {Packed} output_bias
 */

export class WindowNetwork {
  /** @param {Told} told */
  constructor(told) {
    this.order = told.order;
    this.size = told.output.shape[0];
    this.vectors = matrix(told.embedding);
    this.hidden = matrix(told.hidden);
    this.hiddenBias = unpacked(told.hidden_bias);
    this.output = matrix(told.output);
    this.outputBias = unpacked(told.output_bias);
  }

  /**
   * Return the probability of each piece after the last N − 1 of a context, (K,); before a short one the text begins.
   * @param {number[]} context ids
   */
  probabilities(context) {
    const width = this.order - 1;
    const begin = /** @type {number[]} */ (Array(width).fill(this.size));
    const seen = width ? [...begin, ...context].slice(-width) : [];
    const x = new Matrix(1, this.hidden.cols);
    seen.forEach((id, at) => x.data.set(this.vectors.row(id), at * this.vectors.cols));
    const h = affine(x, this.hidden, this.hiddenBias);
    h.data.set(h.data.map(Math.tanh));
    return softmax(affine(h, this.output, this.outputBias)).row(0);
  }
}

/** @param {Packed} packed */
const matrix = (packed) => new Matrix(packed.shape[0], packed.shape[1], unpacked(packed));
