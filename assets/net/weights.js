/**
 * The weights of one recurrent layer in one direction: `core/equations/weights.py`.
 *
 * Knows names and shapes; no equations.
 */

import { Matrix } from "./matrix.js";
import { suffix } from "./shapes.js";

/** @typedef {import("./types.d.ts").Weights} Weights */

/**
 * What only some layers have.
 * @typedef {object} StartAndPeepholes
 * @property {Float64Array | null} [weightCh]
 * @property {Float64Array | null} [initialHidden]
 * @property {Float64Array | null} [initialCell]
 */

/**
 * Return a weight as a matrix; a vector has one column.
 * @param {Weights} weights
 * @param {string} name
 */
export function matrixOf(weights, name) {
  const found = weights.get(name);
  if (!found) throw new TypeError(`There is no weight ${name}.`);
  return new Matrix(found.shape[0], found.shape[1] ?? 1, found.data);
}

/**
 * PyTorch's four arrays of a layer with G blocks of H rows: (G·H, E), (G·H, H), (G·H,), (G·H,).
 *
 * Where the network has them: `weightCh` (P·H,), the peepholes of its P gates; `initialHidden` and `initialCell`
 * (H,), without which states start at zero.
 */
export class LayerWeights {
  /**
   * @param {Matrix} weightIh
   * @param {Matrix} weightHh
   * @param {Float64Array} biasIh
   * @param {Float64Array} biasHh
   * @param {StartAndPeepholes} [more]
   */
  constructor(weightIh, weightHh, biasIh, biasHh, { weightCh = null, initialHidden = null, initialCell = null } = {}) {
    this.weightIh = weightIh;
    this.weightHh = weightHh;
    this.biasIh = biasIh;
    this.biasHh = biasHh;
    this.weightCh = weightCh;
    this.initialHidden = initialHidden;
    this.initialCell = initialCell;
  }

  /**
   * Pick a layer's arrays out of a whole network's; `part` may be "decoder".
   * @param {Weights} weights
   * @param {number} layer
   * @param {boolean} reverse
   * @param {string} [part]
   */
  static named(weights, layer, reverse, part = "rnn") {
    /** @param {string} name */
    const full = (name) => `${part}.${name}${suffix(layer, reverse)}`;
    /** @param {string} name */
    const there = (name) => weights.get(full(name))?.data ?? null;
    return new LayerWeights(
      matrixOf(weights, full("weight_ih")),
      matrixOf(weights, full("weight_hh")),
      matrixOf(weights, full("bias_ih")).data,
      matrixOf(weights, full("bias_hh")).data,
      {
        weightCh: there("weight_ch"),
        initialHidden: there("initial_hidden"),
        initialCell: there("initial_cell"),
      },
    );
  }

  /** Number of units H. */
  get hiddenSize() {
    return this.weightHh.cols;
  }

  /**
   * The same weights, begun from other states.
   * @param {Float64Array} initialHidden
   * @param {Float64Array | null} initialCell
   */
  startingAt(initialHidden, initialCell) {
    const { weightIh, weightHh, biasIh, biasHh, weightCh } = this;
    return new LayerWeights(weightIh, weightHh, biasIh, biasHh, { weightCh, initialHidden, initialCell });
  }

  /**
   * Return the H rows of a block of W_ih or W_hh, sharing their numbers.
   * @param {Matrix} matrix
   * @param {number} block
   */
  rows(matrix, block) {
    return matrix.slice(block * this.hiddenSize, (block + 1) * this.hiddenSize);
  }

  /**
   * Return the H numbers of a block of a bias or of the peepholes, sharing them.
   * @param {Float64Array} vector
   * @param {number} block
   */
  part(vector, block) {
    return vector.subarray(block * this.hiddenSize, (block + 1) * this.hiddenSize);
  }

  /** Return b_ih + b_hh, (G·H,). */
  get bias() {
    return this.biasIh.map((b, row) => b + this.biasHh[row]);
  }
}
