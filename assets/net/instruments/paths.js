/**
 * Paths: the gradient split exactly into the way straight through the memory, and all the rest. Knows a gradient
 * profile. Equals `core/instruments/paths.py`.
 *
 * In an LSTM the straight way is the cell state: π_t = ε_t + f_{t+1} ⊙ π_{t+1}, where ε_t = o_t (1 - tanh² c_t) ⊙ δh_t
 * is what the answer at t asks of c_t. In a GRU it is h itself, with what the update gates keep. The rest goes through
 * the gates and the candidates; so does what a peephole hands on.
 */

import { keeps } from "../back/gru.js";
import { shows } from "../back/lstm.js";
import { norms } from "../back/norms.js";
import { GruCell } from "../cells/gru.js";
import { plain } from "../cells/seam.js";
import { Matrix } from "../matrix.js";
import { Refusal } from "../refusal.js";

/** Gradients (T, H) by the cell state (LSTM) or the hidden state (GRU): `straight` + `rest` = `total`. */
export class Paths {
  /**
   * @param {"cell_state" | "hidden"} state
   * @param {Matrix} straight
   * @param {Matrix} rest
   * @param {Matrix} total
   */
  constructor(state, straight, rest, total) {
    this.state = state;
    this.straight = straight;
    this.rest = rest;
    this.total = total;
  }

  /** Norm of the whole gradient, (T,). */
  get totalNorms() {
    return norms(this.total);
  }

  /** Norm of the gradient that came straight through the memory, (T,). */
  get straightNorms() {
    return norms(this.straight);
  }

  /** Norm of the rest, (T,). */
  get restNorms() {
    return norms(this.rest);
  }
}

/**
 * Split the gradient by a layer's memory (0 is the lowest, -1 the top one).
 * @param {import("./gradient.js").GradientProfile} profile
 * @param {number} [layer]
 * @param {boolean} [reverse]
 */
export function paths(profile, layer = -1, reverse = false) {
  const of = profile.trace.layer(layer, reverse);
  const { state, keep, own, total } = ways(of.scan, profile.of(layer, reverse));
  const straight = own.copy();
  for (let t = straight.rows - 2; t >= 0; t--) {
    if (profile.cuts.includes(t + 1)) continue;
    const [now, later, kept] = [straight.row(t), straight.row(t + 1), keep.row(t + 1)];
    for (let j = 0; j < now.length; j++) now[j] += kept[j] * later[j];
  }
  const rest = new Matrix(own.rows, own.cols);
  for (let k = 0; k < rest.data.length; k++) rest.data[k] = total.data[k] - straight.data[k];
  return new Paths(state, of.inOrder(straight), of.inOrder(rest), of.inOrder(total));
}

/**
 * Return what each timestep keeps of the memory, what its own answer asks of it, and the whole gradient.
 * @param {import("../scan.js").Scan} scan
 * @param {import("../back/sweep.js").Gradients} gradients
 * @returns {{ state: "cell_state" | "hidden", keep: Matrix, own: Matrix, total: Matrix }}
 */
function ways(scan, { asked, hidden, memory }) {
  if (memory) {
    const own = shows(scan);
    for (let k = 0; k < own.data.length; k++) own.data[k] *= asked.data[k];
    return { state: "cell_state", keep: scan.gate("forget_gate"), own, total: memory };
  }
  if (plain(scan.cell) instanceof GruCell) return { state: "hidden", keep: keeps(scan), own: asked, total: hidden };
  throw new Refusal("An RNN has no gated memory, so no straight path. Ask a GRU or an LSTM.");
}
