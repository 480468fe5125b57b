/**
 * The three pulls and the seam under one roof: how one timestep hands a gradient back. Knows which cell has which, no
 * equations. Equals `Cell.pull` in `core/equations`.
 */

import { GruCell } from "../cells/gru.js";
import { LstmCell } from "../cells/lstm.js";
import { SeamCell } from "../cells/seam.js";
import { GruPull } from "./gru.js";
import { LstmPull } from "./lstm.js";
import { RnnPull } from "./rnn.js";
import { SeamPull } from "./seam.js";

/** @typedef {import("../matrix.js").Matrix} Matrix */

/**
 * The way back through each timestep of a scan, all slopes known beforehand. `step` hands a gradient from after
 * timestep t to before it: `dHidden` (H,) is the total derivative by h_t; `dMemory` (H,) the gradient of c_t from
 * later timesteps, which becomes the total; `dGates` (G*H,) becomes the derivative by W_hh h + b_hh; `asked` and `kept`
 * (H,) become the gradients of h_{t-1} and c_{t-1}. `byInput` returns the derivative by W_ih x + b_ih, (T, G*H), from
 * the totals of all timesteps.
 * @typedef {object} Pull
 * @property {(t: number, dHidden: Float64Array, dMemory: Float64Array | null, dGates: Float64Array,
 *   asked: Float64Array, kept: Float64Array | null) => void} step
 * @property {(dHidden: Matrix, dGates: Matrix) => Matrix} byInput
 */

/**
 * Return the way back through a scan.
 * @param {import("../scan.js").Scan} scan
 * @returns {Pull}
 */
export function pullOf(scan) {
  const { cell } = scan;
  if (cell instanceof SeamCell) {
    const [encoder, decoder] = cell.parts(scan);
    return new SeamPull(pullOf(encoder), pullOf(decoder), cell.seam);
  }
  if (cell instanceof LstmCell) return new LstmPull(scan);
  return cell instanceof GruCell ? new GruPull(scan) : new RnnPull(scan);
}
