/**
 * The gated recurrent unit (Cho et al. 2014), forward: `core/equations/gru.py`.
 *
 *   r_t = σ(W_ir x_t + b_ir + W_hr h_{t-1} + b_hr)
 *   z_t = σ(W_iz x_t + b_iz + W_hz h_{t-1} + b_hz)
 *   n_t = tanh(W_in x_t + b_in + r_t ⊙ (W_hn h_{t-1} + b_hn))    or, the reset gate before the product,
 *   n_t = tanh(W_in x_t + b_in + W_hn (r_t ⊙ h_{t-1}) + b_hn)
 *   h_t = (1 − z_t) ⊙ n_t + z_t ⊙ h_{t-1}                        or, an update gate that writes,
 *   h_t = z_t ⊙ n_t + (1 − z_t) ⊙ h_{t-1}
 *
 * The simplified GRU has no reset gate: r_t = 1. Knows one layer in one direction; neither words nor the way back.
 */

import { addProduct, affine } from "../matrix.js";
import { Scan, set, start } from "../scan.js";
import { sigmoid } from "../squash.js";

/** @typedef {import("../matrix.js").Matrix} Matrix */
/** @typedef {import("../types.d.ts").Gates} Gates */
/** @typedef {import("../weights.js").LayerWeights} LayerWeights */

const FULL = ["reset_gate", "update_gate", "candidate"];

/** The equations. */
export class GruCell {
  /**
   * @param {boolean} [writes] whether an update gate near 1 writes the candidate; else it keeps the state
   * @param {boolean} [before] whether the reset gate stands before the matrix product; else after it
   * @param {string[]} [gates] the blocks that are there
   */
  constructor(writes = false, before = false, gates = FULL) {
    this.writes = writes;
    this.before = before;
    this.gates = gates;
  }

  /** Whether there is a reset gate, and it stands before the product. */
  get waits() {
    return this.before && this.gates.length === FULL.length;
  }

  /**
   * Read T inputs.
   * @param {Matrix} inputs (T, E)
   * @param {LayerWeights} w
   * @param {Gates | null} [held]
   */
  forward(inputs, w, held = null) {
    const hidden = start(inputs.rows, w.initialHidden, w.hiddenSize);
    const { bias } = w;
    const gates = new Map(
      this.gates.map((name, block) => {
        const b = name === "candidate" ? w.biasIh : bias;
        return [name, affine(inputs, w.rows(w.weightIh, block), w.part(b, block))];
      }),
    );
    const scan = new Scan(this, w, inputs, hidden, null, gates, held);
    for (let t = 0; t < inputs.rows; t++) this.#step(scan, t);
    return scan;
  }

  /**
   * Make h_t of x_t and h_{t-1}; the gates hold what came from the word until they are squashed.
   * @param {Scan} scan
   * @param {number} t
   */
  #step({ hidden, gates, held, weights: w }, t) {
    const names = this.gates;
    const [W_hr, W_hz, W_hn] = FULL.map((name) => w.rows(w.weightHh, names.indexOf(name)));
    const [r, z, n] = FULL.map((name) => gates.get(name)?.row(t));
    const [held_r, held_z, held_n] = FULL.map((name) => held?.get(name));
    const h = hidden.row(t);
    const h_t = hidden.row(t + 1);
    const u = w.part(w.biasHh, names.indexOf("candidate")).slice();
    if (!z || !n) throw new TypeError("A GRU has an update gate and a candidate.");

    if (r) set(addProduct(r, W_hr, h), held_r, t, (j) => sigmoid(r[j]));
    set(addProduct(z, W_hz, h), held_z, t, (j) => sigmoid(z[j]));
    if (r && this.waits)
      addProduct(u, W_hn, h.map((value, j) => r[j] * value)); // prettier-ignore
    else addProduct(u, W_hn, h);
    if (r && !this.waits) set(n, held_n, t, (j) => Math.tanh(n[j] + r[j] * u[j]));
    else set(n, held_n, t, (j) => Math.tanh(n[j] + u[j]));
    if (this.writes) set(h_t, undefined, t, (j) => h[j] + z[j] * (n[j] - h[j]));
    else set(h_t, undefined, t, (j) => n[j] + z[j] * (h[j] - n[j]));
  }
}
