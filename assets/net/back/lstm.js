/**
 * The way back through one timestep of the long short-term memory. Knows one timestep, no sweep. Equals `LstmPull` in
 * `core/equations/lstm.py`.
 *
 * The pre-activations of i, f, g are known multiples of δc_t, that of o of δh_t, their shares:
 * δc_t = f_{t+1} ⊙ δc_{t+1} + o_t (1 - tanh² c_t) ⊙ δh_t and δh_{t-1} = W_hhᵀ [δa^i, δa^f, δa^g, δa^o]. Peepholes add
 * p_o ⊙ δa^o_t to δc_t, and p_i ⊙ δa^i_t + p_f ⊙ δa^f_t to δc_{t-1}. A gate that is left out stands at 1.
 */

import { Matrix, addTransposedProduct } from "../matrix.js";
import { slopes } from "./slopes.js";

/** @typedef {import("../cells/lstm.js").LstmCell} LstmCell */
/** @typedef {import("../scan.js").Scan} Scan */

/**
 * Return the part of δh_t that reaches c_t through the output gate, o_t (1 - tanh² c_t), (T, H).
 * @param {Scan} scan
 */
export function shows(scan) {
  const [found, memory] = [scan.gate("output_gate"), /** @type {Matrix} */ (scan.memory)];
  const shown = new Matrix(found.rows, found.cols);
  for (let k = 0; k < shown.data.length; k++) {
    const tanh = Math.tanh(memory.data[k + memory.cols]);
    shown.data[k] = found.data[k] * (1 - tanh * tanh);
  }
  return shown;
}

export class LstmPull {
  /** @param {Scan} scan */
  constructor(scan) {
    const cell = /** @type {LstmCell} */ (scan.cell);
    const names = cell.gates;
    this.weightHh = scan.weights.weightHh;
    this.inner = names.filter((name) => name !== "output_gate").length;
    this.opens = this.inner < names.length;
    this.forget = scan.gate("forget_gate");
    this.shows = shows(scan);
    this.share = shares(scan, names);
    this.peepholes = peepholes(scan, cell);
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
    if (!dMemory || !kept) return;
    const [units, known, peepholes] = [dHidden.length, this.inner * dHidden.length, this.peepholes];
    const [share, forget, shown] = [this.share.row(t), this.forget.row(t), this.shows.row(t)];
    for (let j = 0; j < units; j++) {
      dMemory[j] += shown[j] * dHidden[j];
      if (this.opens) dGates[known + j] = share[known + j] * dHidden[j];
      if (this.opens && peepholes) dMemory[j] += peepholes[known + j] * dGates[known + j];
      kept[j] = forget[j] * dMemory[j];
    }
    for (let from = 0; from < known; from += units)
      for (let j = 0, k = from; j < units; j++, k++) {
        dGates[k] = share[k] * dMemory[j];
        if (peepholes && k < known - units) kept[j] += peepholes[k] * dGates[k]; // the candidate sees none
      }
    asked.fill(0);
    addTransposedProduct(asked, this.weightHh, dGates);
  }

  /**
   * See `Pull`.
   * @param {Matrix} _dHidden
   * @param {Matrix} dGates
   */
  byInput(_dHidden, dGates) {
    return dGates;
  }
}

/**
 * Return the multiples (T, G*H): each gate's slope, times what it multiplies.
 * @param {Scan} scan
 * @param {string[]} names
 */
function shares(scan, names) {
  const [units, memory] = [scan.hidden.cols, /** @type {Matrix} */ (scan.memory)];
  const before = memory.data;
  const shown = memory.data.subarray(units).map(Math.tanh);
  /** @type {Record<string, Float64Array>} */
  const multiplies = {
    input_gate: scan.gate("candidate").data,
    forget_gate: before,
    candidate: scan.gate("input_gate").data,
    output_gate: shown,
  };
  const share = new Matrix(memory.rows - 1, names.length * units);
  names.forEach((name, block) => {
    const slope = slopes(scan, name, name === "candidate" ? "tanh" : "sigmoid");
    for (let t = 0; t < share.rows; t++) {
      const [row, from] = [share.row(t), t * units];
      for (let j = 0; j < units; j++) row[block * units + j] = slope.data[from + j] * multiplies[name][from + j];
    }
  });
  return share;
}

/**
 * Return the peepholes of each block, (G*H,), zero where a block has none; null if there are none at all.
 * @param {Scan} scan
 * @param {LstmCell} cell
 */
function peepholes({ weights }, cell) {
  if (!cell.peeping.length) return null;
  const units = weights.hiddenSize;
  const found = new Float64Array(cell.gates.length * units);
  cell.gates.forEach((name, block) => found.set(cell.peephole(weights, name) ?? [], block * units));
  return found;
}
