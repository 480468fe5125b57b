/**
 * The way back through one timestep of the gated recurrent unit. Knows one timestep, no sweep. Equals `GruPull` in
 * `core/equations/gru.py`.
 *
 * Every pre-activation is a known multiple of δh_t, its share. With k_t what is kept,
 * δh_{t-1} = k_t ⊙ δh_t + W_hhᵀ [δa^r, δa^z, r ⊙ δa^n] and δa^r = δa^n ⊙ (W_hn h_{t-1} + b_hn) r (1 - r). Where the
 * reset gate stands before the product, m = W_hnᵀ δa^n goes back through it: δa^r = m ⊙ h_{t-1} r (1 - r), and
 * δh_{t-1} gets r ⊙ m.
 */

import { plain } from "../cells/seam.js";
import { Matrix, addProduct, addTransposedProduct } from "../matrix.js";
import { slopes } from "./slopes.js";

/** @typedef {import("../cells/gru.js").GruCell} GruCell */
/** @typedef {import("../scan.js").Scan} Scan */

/**
 * Return how much of each unit's state a timestep keeps, (T, H).
 * @param {Scan} scan
 */
export function keeps(scan) {
  const update = scan.gate("update_gate");
  const { writes } = /** @type {GruCell} */ (plain(scan.cell));
  return writes
    ? new Matrix(
        update.rows,
        update.cols,
        update.data.map((z) => 1 - z),
      )
    : update;
}

export class GruPull {
  /** @param {Scan} scan */
  constructor(scan) {
    const cell = /** @type {GruCell} */ (scan.cell);
    const { weightHh } = scan.weights;
    this.weightHh = weightHh;
    this.toGates = weightHh.slice(0, weightHh.rows - weightHh.cols);
    this.toCandidate = weightHh.slice(weightHh.rows - weightHh.cols);
    this.reset = scan.gates.get("reset_gate") ?? null;
    this.waits = cell.waits;
    this.keep = keeps(scan);
    this.share = this.shares(scan, cell.writes);
    this.toHidden = this.reset && !this.waits ? this.throughReset(this.reset) : this.share;
  }

  /**
   * See `Pull`.
   * @param {number} t
   * @param {Float64Array} dHidden
   * @param {Float64Array | null} _dMemory
   * @param {Float64Array} dGates
   * @param {Float64Array} asked
   */
  step(t, dHidden, _dMemory, dGates, asked) {
    const [units, keep, share] = [dHidden.length, this.keep.row(t), this.toHidden.row(t)];
    multiply(share, dHidden, dGates);
    for (let j = 0; j < units; j++) asked[j] = keep[j] * dHidden[j];
    if (this.waits && this.reset) {
      const reset = this.reset.row(t);
      const m = addTransposedProduct(new Float64Array(units), this.toCandidate, dGates.subarray(2 * units));
      for (let j = 0; j < units; j++) dGates[j] = m[j] * share[j];
      for (let j = 0; j < units; j++) asked[j] += reset[j] * m[j];
      addTransposedProduct(asked, this.toGates, dGates);
    } else {
      addTransposedProduct(asked, this.weightHh, dGates);
    }
  }

  /**
   * See `Pull`.
   * @param {Matrix} dHidden
   * @param {Matrix} dGates
   */
  byInput(dHidden, dGates) {
    if (!this.reset || this.waits) return dGates;
    const found = new Matrix(dGates.rows, dGates.cols);
    for (let t = 0; t < found.rows; t++) multiply(this.share.row(t), dHidden.row(t), found.row(t));
    return found;
  }

  /**
   * Return the multiple of δh_t that each pre-activation is, (T, G*H). Where the reset gate waits, its own is the
   * multiple of m.
   * @param {Scan} scan
   * @param {boolean} writes
   */
  shares(scan, writes) {
    const [units, rows, n] = [scan.hidden.cols, this.weightHh.rows, scan.gate("candidate")];
    const [slopeN, slopeZ] = [slopes(scan, "candidate", "tanh"), slopes(scan, "update_gate", "sigmoid")];
    const slopeR = this.reset && slopes(scan, "reset_gate", "sigmoid");
    const share = new Matrix(n.rows, rows);
    for (let t = 0; t < n.rows; t++) {
      const [row, h] = [share.row(t), scan.hidden.row(t)];
      const seen = this.waits ? h : addProduct(scan.weights.biasHh.slice(rows - units), this.toCandidate, h);
      for (let j = 0; j < units; j++) {
        const ofN = slopeN.at(t, j) * (1 - this.keep.at(t, j));
        row[rows - units + j] = ofN;
        row[rows - 2 * units + j] = slopeZ.at(t, j) * (writes ? n.at(t, j) - h[j] : h[j] - n.at(t, j));
        if (slopeR) row[j] = slopeR.at(t, j) * (this.waits ? h[j] : ofN * seen[j]);
      }
    }
    return share;
  }

  /**
   * Return the shares of what goes to h_{t-1}: the candidate's passes the reset gate.
   * @param {Matrix} reset
   */
  throughReset(reset) {
    const found = this.share.copy();
    const from = found.cols - reset.cols;
    for (let t = 0; t < found.rows; t++) {
      const [row, r] = [found.row(t).subarray(from), reset.row(t)];
      for (let j = 0; j < r.length; j++) row[j] *= r[j];
    }
    return found;
  }
}

/**
 * Multiply every block of a row by the same numbers.
 * @param {Float64Array} row (G*H,)
 * @param {Float64Array} d (H,)
 * @param {Float64Array} out (G*H,)
 */
function multiply(row, d, out) {
  for (let from = 0; from < row.length; from += d.length)
    for (let j = 0; j < d.length; j++) out[from + j] = row[from + j] * d[j];
}
