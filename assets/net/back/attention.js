/**
 * The way back through a decoder's attention: from what the readout saw to the states of encoder and decoder. Knows no
 * layers. Equals `Attention.backward` in `core/equations/attention.py`.
 */

import { Matrix, addTransposedProduct, product } from "../matrix.js";

/**
 * Return the derivative by the states of all words.
 * @param {import("../attention.js").Attention} attention
 * @param {Matrix} dPooled twice as wide as the states
 */
export function throughAttention({ outputs, seam, weights }, dPooled) {
  const { rows, cols: units } = outputs;
  const dOutputs = new Matrix(rows, units);
  const [found, dFound] = [outputs.slice(0, seam), dOutputs.slice(0, seam)];
  for (let t = 0; t < rows; t++) dOutputs.row(t).set(dPooled.row(t).subarray(0, units));
  for (let t = seam; t < rows; t++) {
    const [weight, dContext] = [weights.row(t - seam), dPooled.row(t).subarray(units)];
    const dWeight = product(found, dContext);
    const mean = dWeight.reduce((sum, d, j) => sum + weight[j] * d, 0);
    const dScore = dWeight.map((d, j) => weight[j] * (d - mean));
    addTransposedProduct(dOutputs.row(t), found, dScore);
    addOuterProduct(dFound, dScore, outputs.row(t));
    addOuterProduct(dFound, weight, dContext);
  }
  return dOutputs;
}

/**
 * Add l rᵀ to a matrix, in place.
 * @param {Matrix} sum (R, C)
 * @param {Float64Array} l (R,)
 * @param {Float64Array} r (C,)
 */
function addOuterProduct(sum, l, r) {
  for (let i = 0; i < l.length; i++) {
    const row = sum.row(i);
    for (let j = 0; j < row.length; j++) row[j] += l[i] * r[j];
  }
}
