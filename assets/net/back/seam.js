/**
 * The way back through a scan whose weights change at the seam: a timestep of the second part is counted from there.
 * Knows two pulls, no cell. Equals `SeamPull` in `core/equations/seam.py`.
 */

import { stacked } from "../matrix.js";

/** @typedef {import("../matrix.js").Matrix} Matrix */
/** @typedef {import("./pull.js").Pull} Pull */

export class SeamPull {
  /**
   * @param {Pull} encoder
   * @param {Pull} decoder
   * @param {number} seam
   */
  constructor(encoder, decoder, seam) {
    this.encoder = encoder;
    this.decoder = decoder;
    this.seam = seam;
  }

  /**
   * See `Pull`.
   * @param {number} t
   * @param {Float64Array} dHidden
   * @param {Float64Array | null} dMemory
   * @param {Float64Array} dGates
   * @param {Float64Array} asked
   * @param {Float64Array | null} kept
   */
  step(t, dHidden, dMemory, dGates, asked, kept) {
    if (t >= this.seam) this.decoder.step(t - this.seam, dHidden, dMemory, dGates, asked, kept);
    else this.encoder.step(t, dHidden, dMemory, dGates, asked, kept);
  }

  /**
   * See `Pull`.
   * @param {Matrix} dHidden
   * @param {Matrix} dGates
   */
  byInput(dHidden, dGates) {
    const at = this.seam;
    const before = this.encoder.byInput(dHidden.slice(0, at), dGates.slice(0, at));
    return stacked(before, this.decoder.byInput(dHidden.slice(at), dGates.slice(at)));
  }
}
