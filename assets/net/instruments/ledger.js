/**
 * The memory ledger: who wrote what is still in memory. Knows a trace. Equals `core/instruments/ledger.py`.
 *
 * c_T = Σ_k (Π_{j>k} f_j) ⊙ i_k ⊙ g_k + (Π_j f_j) ⊙ c_0 for every T and every unit of an LSTM; in a GRU the same with
 * what the update gates keep and write.
 */

import { keeps } from "../back/gru.js";
import { GruCell } from "../cells/gru.js";
import { plain } from "../cells/seam.js";
import { Matrix } from "../matrix.js";
import { Refusal } from "../refusal.js";

/** The memory after each word, split by the word that wrote it. */
export class Ledger {
  /**
   * @param {"cell_state" | "hidden"} state the memory
   * @param {Matrix[]} written `written[t].row(k)` is what word k wrote and is left after word t; 0 if k was not read
   * @param {Matrix} initial (T, H) what is left of the state before the first word
   * @param {Matrix} kept (T, H) the share of its memory that each word let through
   * @param {Matrix} total (T, H) the memory itself
   */
  constructor(state, written, initial, kept, total) {
    this.state = state;
    this.written = written;
    this.initial = initial;
    this.kept = kept;
    this.total = total;
  }

  /**
   * Return how much of the memory after a word stems from each word, and from the start: (T + 1,), mean absolute value
   * over the units, the start last, divided by their sum.
   * @param {number} [timestep]
   */
  shares(timestep = -1) {
    const steps = this.kept.rows;
    const t = timestep < 0 ? timestep + steps : timestep;
    if (!(t >= 0 && t < steps)) {
      throw new Refusal(`timestep is ${timestep}; this sentence has timesteps 0 to ${steps - 1}.`);
    }
    const each = new Float64Array(steps + 1);
    for (let k = 0; k < steps; k++) each[k] = mean(this.written[t].row(k));
    each[steps] = mean(this.initial.row(t));
    const sum = each.reduce((total, value) => total + value, 0);
    return each.map((value) => value / sum);
  }
}

/**
 * Return the ledger of a layer (0 is the lowest, -1 the top one), in the order of the sentence.
 * @param {import("../trace.js").Trace} trace
 * @param {number} [layer]
 * @param {boolean} [reverse]
 */
export function ledger(trace, layer = -1, reverse = false) {
  const of = trace.layer(layer, reverse);
  const { state, kept, entries, states } = memoryOf(of.scan);
  const steps = kept.rows;
  const initial = new Matrix(steps, kept.cols);
  /** @type {Matrix[]} */
  const written = [];
  let left = states.row(0);
  for (let t = 0; t < steps; t++) {
    const [keep, still, now] = [kept.row(t), initial.row(t), new Matrix(steps, kept.cols)];
    for (let k = 0; k < t; k++) multiply(written[t - 1].row(k), keep, now.row(k));
    now.row(t).set(entries.row(t));
    multiply(left, keep, still);
    written.push(now);
    left = still;
  }
  const inOrder = reverse ? written.reverse().map((matrix) => matrix.reversed()) : written;
  const total = states.slice(1);
  return new Ledger(state, inOrder, of.inOrder(initial), of.inOrder(kept), of.inOrder(total));
}

/**
 * Return the memory's name, what each timestep keeps and writes (T, H), and the memory (T+1, H).
 * @param {import("../scan.js").Scan} scan
 * @returns {{ state: "cell_state" | "hidden", kept: Matrix, entries: Matrix, states: Matrix }}
 */
function memoryOf(scan) {
  const candidate = scan.gate("candidate");
  const entries = new Matrix(candidate.rows, candidate.cols);
  if (scan.memory) {
    multiply(scan.gate("input_gate").data, candidate.data, entries.data);
    return { state: "cell_state", kept: scan.gate("forget_gate"), entries, states: scan.memory };
  }
  if (plain(scan.cell) instanceof GruCell) {
    const kept = keeps(scan);
    for (let k = 0; k < entries.data.length; k++) entries.data[k] = (1 - kept.data[k]) * candidate.data[k];
    return { state: "hidden", kept, entries, states: scan.hidden };
  }
  throw new Refusal("An RNN overwrites its whole state at each word: there is no ledger. Ask a GRU or an LSTM.");
}

/**
 * @param {Float64Array} a
 * @param {Float64Array} b
 * @param {Float64Array} out
 */
function multiply(a, b, out) {
  for (let k = 0; k < out.length; k++) out[k] = a[k] * b[k];
}

/** @param {Float64Array} row */
function mean(row) {
  return row.reduce((sum, value) => sum + Math.abs(value), 0) / row.length;
}
