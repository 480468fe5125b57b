/**
 * The way back through one timestep of the simple recurrent cell. Knows one timestep, no sweep. Equals `RnnPull` in
 * `core/equations/rnn.py`: with the slope s_t, δa_t = s_t ⊙ δh_t and δh_{t-1} = W_hhᵀ δa_t.
 */

import { addTransposedProduct } from "../matrix.js";
import { slopes } from "./slopes.js";

/** @typedef {import("../cells/rnn.js").RnnCell} RnnCell */
/** @typedef {import("../scan.js").Scan} Scan */

export class RnnPull {
  /** @param {Scan} scan */
  constructor(scan) {
    this.weightHh = scan.weights.weightHh;
    this.slope = slopes(scan, "hidden", /** @type {RnnCell} */ (scan.cell).activation);
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
    const slope = this.slope.row(t);
    for (let j = 0; j < slope.length; j++) dGates[j] = slope[j] * dHidden[j];
    asked.fill(0);
    addTransposedProduct(asked, this.weightHh, dGates);
  }

  /**
   * See `Pull`.
   * @param {import("../matrix.js").Matrix} _dHidden
   * @param {import("../matrix.js").Matrix} dGates
   */
  byInput(_dHidden, dGates) {
    return dGates;
  }
}
