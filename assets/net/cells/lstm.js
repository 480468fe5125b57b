/**
 * The long short-term memory (Hochreiter and Schmidhuber 1997; forget gate Gers et al. 2000; peepholes Gers and
 * Schmidhuber 2000), forward: `core/equations/lstm.py`.
 *
 *   i_t = σ(W_ii x_t + b_ii + W_hi h_{t-1} + b_hi + p_i ⊙ c_{t-1})
 *   f_t = σ(W_if x_t + b_if + W_hf h_{t-1} + b_hf + p_f ⊙ c_{t-1})
 *   g_t = tanh(W_ig x_t + b_ig + W_hg h_{t-1} + b_hg)
 *   c_t = f_t ⊙ c_{t-1} + i_t ⊙ g_t
 *   o_t = σ(W_io x_t + b_io + W_ho h_{t-1} + b_ho + p_o ⊙ c_t)
 *   h_t = o_t ⊙ tanh(c_t)
 *
 * Any of the three gates may be left out; it then stands open at 1. Knows one layer in one direction; neither words
 * nor the way back.
 */

import { addProduct, affine } from "../matrix.js";
import { Scan, set, start } from "../scan.js";
import { sigmoid } from "../squash.js";

/** @typedef {import("../matrix.js").Matrix} Matrix */
/** @typedef {import("../types.d.ts").Gates} Gates */
/** @typedef {import("../weights.js").LayerWeights} LayerWeights */

const FULL = ["input_gate", "forget_gate", "candidate", "output_gate"];

/** The equations; `gates` are the blocks that are there, `peeping` those that see the cell state. */
export class LstmCell {
  /**
   * @param {string[]} [gates]
   * @param {string[]} [peeping]
   */
  constructor(gates = FULL, peeping = []) {
    this.gates = gates;
    this.peeping = peeping;
  }

  /**
   * Read T inputs.
   * @param {Matrix} inputs (T, E)
   * @param {LayerWeights} w
   * @param {Gates | null} [held]
   */
  forward(inputs, w, held = null) {
    const hidden = start(inputs.rows, w.initialHidden, w.hiddenSize);
    const memory = start(inputs.rows, w.initialCell, w.hiddenSize);
    const { bias } = w;
    const gates = new Map(
      this.gates.map((name, block) => [name, affine(inputs, w.rows(w.weightIh, block), w.part(bias, block))]),
    );
    const scan = new Scan(this, w, inputs, hidden, memory, gates, held);
    for (let t = 0; t < inputs.rows; t++) this.#step(scan, memory, t);
    return scan;
  }

  /**
   * Return the peepholes (H,) of a gate; null if it has none.
   * @param {LayerWeights} w
   * @param {string} gate
   */
  peephole(w, gate) {
    const place = this.peeping.indexOf(gate);
    return w.weightCh && place >= 0 ? w.part(w.weightCh, place) : null;
  }

  /**
   * Make h_t and c_t of x_t, h_{t-1} and c_{t-1}; the gates hold what came from the word until they are squashed.
   * @param {Scan} scan
   * @param {Matrix} memory
   * @param {number} t
   */
  #step({ hidden, gates, held, weights: w }, memory, t) {
    const [i, f, g, o] = FULL.map((name) => gates.get(name)?.row(t));
    const [held_i, held_f, held_g, held_o] = FULL.map((name) => held?.get(name));
    const [p_i, p_f, , p_o] = FULL.map((name) => this.peephole(w, name));
    const h = hidden.row(t);
    const c = memory.row(t);
    const h_t = hidden.row(t + 1);
    const c_t = memory.row(t + 1);
    if (!g) throw new TypeError("An LSTM has a candidate.");
    this.gates.forEach((name, block) => addProduct(gates.get(name)?.row(t) ?? g, w.rows(w.weightHh, block), h));

    if (i) set(i, held_i, t, (j) => sigmoid(i[j] + seen(p_i, c, j)));
    if (f) set(f, held_f, t, (j) => sigmoid(f[j] + seen(p_f, c, j)));
    set(g, held_g, t, (j) => Math.tanh(g[j]));
    set(c_t, undefined, t, (j) => open(f, j) * c[j] + open(i, j) * g[j]);
    if (o) set(o, held_o, t, (j) => sigmoid(o[j] + seen(p_o, c_t, j)));
    set(h_t, undefined, t, (j) => open(o, j) * Math.tanh(c_t[j]));
  }
}

/**
 * What a gate sees of the cell state through its peephole.
 * @param {Float64Array | null} p
 * @param {Float64Array} c
 * @param {number} j
 */
const seen = (p, c, j) => (p ? p[j] * c[j] : 0);

/**
 * A gate's value; one that is left out stands open.
 * @param {Float64Array | undefined} gate
 * @param {number} j
 */
const open = (gate, j) => (gate ? gate[j] : 1);
