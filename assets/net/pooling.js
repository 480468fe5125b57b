/**
 * Readouts, an answer is read from each step's output, the last, the mean or the largest so far:
 * `core/equations/pooling.py`.
 *
 * The answer after timestep t is that of a sentence that ends there: `pooled.row(t)` is made of outputs 0 to t. The
 * direction that reads from the end ends at the first timestep, and there "last" takes its states.
 */

/** @typedef {import("./matrix.js").Matrix} Matrix */

/** A readout's way of pooling; `columns` are those of the direction that reads from the end, each from and to. */
export class Pooling {
  /**
   * @param {import("./types.d.ts").Readout} readout
   * @param {[from: number, to: number][]} columns
   */
  constructor(readout, columns) {
    this.readout = readout;
    this.columns = columns;
  }

  /**
   * Return what the readout sees after each timestep, (T, W).
   * @param {Matrix} outputs
   */
  forward(outputs) {
    if (this.readout === "mean") return this.#mean(outputs);
    if (this.readout === "max") return this.#largest(outputs);
    if (this.readout === "last" && this.columns.length) return this.#last(outputs);
    return outputs;
  }

  /** @param {Matrix} outputs */
  #mean(outputs) {
    const pooled = outputs.copy();
    const sums = new Float64Array(outputs.cols);
    for (let t = 0; t < outputs.rows; t++)
      outputs.row(t).forEach((value, col) => {
        sums[col] += value;
        pooled.row(t)[col] = sums[col] / (t + 1);
      });
    return pooled;
  }

  /** @param {Matrix} outputs */
  #largest(outputs) {
    const pooled = outputs.copy();
    for (let t = 1; t < outputs.rows; t++)
      pooled.row(t).set(pooled.row(t).map((value, col) => Math.max(value, pooled.at(t - 1, col))));
    return pooled;
  }

  /** @param {Matrix} outputs */
  #last(outputs) {
    const pooled = outputs.copy();
    for (const [from, to] of this.columns)
      for (let t = 1; t < outputs.rows; t++) pooled.row(t).set(outputs.row(0).subarray(from, to), from);
    return pooled;
  }
}
