/**
 * The way back through a readout's pooling: from what it saw after each timestep to the outputs of the layers. Knows
 * no layers. Equals `Pooling.backward` in `core/equations/pooling.py`.
 */

import { Matrix } from "../matrix.js";

/**
 * Return the derivative by the outputs, (T, W).
 * @param {string} readout
 * @param {[from: number, to: number][]} columns those of the direction that reads from the end
 * @param {Matrix} dPooled (T, W)
 * @param {Matrix} outputs (T, W)
 */
export function unpooled(readout, columns, dPooled, outputs) {
  if (readout === "mean") return toAll(dPooled);
  if (readout === "max") return toLargest(dPooled, outputs);
  if (readout === "last" && columns.length) return toFirst(dPooled, columns);
  return dPooled;
}

/** @param {Matrix} dPooled */
function toAll(dPooled) {
  const found = new Matrix(dPooled.rows, dPooled.cols);
  const sum = new Float64Array(dPooled.cols);
  for (let t = dPooled.rows - 1; t >= 0; t--) {
    const asked = dPooled.row(t);
    for (let j = 0; j < sum.length; j++) sum[j] += asked[j] / (t + 1);
    found.row(t).set(sum);
  }
  return found;
}

/**
 * Give each number's derivative to the timestep that had the largest so far, the first if several.
 * @param {Matrix} dPooled
 * @param {Matrix} outputs
 */
function toLargest(dPooled, outputs) {
  const { rows, cols } = outputs;
  const found = new Matrix(rows, cols);
  const setter = new Int32Array(cols);
  const largest = Float64Array.from(outputs.row(0));
  const setters = [setter.slice()]; // who holds the largest after each timestep
  for (let t = 1; t < rows; t++) {
    const now = outputs.row(t);
    for (let j = 0; j < cols; j++) {
      if (!(now[j] <= largest[j])) setter[j] = t; // what is not a number stays the largest
      largest[j] = Math.max(largest[j], now[j]);
    }
    setters.push(setter.slice());
  }
  for (let t = rows - 1; t >= 0; t--) {
    const asked = dPooled.row(t);
    for (let j = 0; j < cols; j++) found.data[setters[t][j] * cols + j] += asked[j];
  }
  return found;
}

/**
 * The direction that reads from the end ends at the first timestep: all its answers were read there.
 * @param {Matrix} dPooled
 * @param {[from: number, to: number][]} columns
 */
function toFirst(dPooled, columns) {
  const found = dPooled.copy();
  const first = found.row(0);
  for (let t = 1; t < found.rows; t++) {
    const row = found.row(t);
    for (const [from, to] of columns) {
      for (let j = from; j < to; j++) first[j] += row[j];
      row.fill(0, from, to);
    }
  }
  return found;
}
