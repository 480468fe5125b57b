/**
 * One layer on one sentence, in one of its directions: `core/instruments/layer_trace.py`.
 *
 * Everything is in the order of the sentence. Knows no other layers.
 */

import { GruCell } from "./cells/gru.js";
import { LstmCell } from "./cells/lstm.js";
import { plain } from "./cells/seam.js";
import { Matrix, affine } from "./matrix.js";
import { Refusal } from "./refusal.js";

/** @typedef {import("./scan.js").Scan} Scan */

const ORDER = ["forget_gate", "input_gate", "output_gate", "reset_gate", "update_gate", "candidate"];

/**
 * The summands of a pre-activation: input (T, H) + recurrent (T, H) + bias (H,) + peephole (T, H).
 *
 * Where a GRU's reset gate stands after the product, the recurrent part of the candidate is r ⊙ (W_hn h + b_hn), so
 * that its bias is b_in alone. The peephole is null where a gate has none.
 */
export class Part {
  /**
   * @param {Matrix} input
   * @param {Matrix} recurrent
   * @param {Float64Array} bias
   * @param {Matrix | null} [peephole]
   */
  constructor(input, recurrent, bias, peephole = null) {
    this.input = input;
    this.recurrent = recurrent;
    this.bias = bias;
    this.peephole = peephole;
  }

  /** The value before the squashing function, (T, H). */
  get preActivation() {
    const { input, recurrent, bias, peephole } = this;
    const data = input.data.map(
      (value, k) => value + recurrent.data[k] + bias[k % input.cols] + (peephole ? peephole.data[k] : 0),
    );
    return new Matrix(input.rows, input.cols, data);
  }
}

/**
 * A layer of H units on a sentence of T words. If `reverse`, the state at timestep t has read the words from the last
 * one back to word t, and the initial state stands behind the last word.
 */
export class LayerTrace {
  /** @type {import("./types.d.ts").Gates | null} */
  #signals = null;
  /** @type {Map<string, Part> | null} */
  #parts = null;

  /**
   * @param {Scan} scan
   * @param {boolean} reverse
   */
  constructor(scan, reverse) {
    this.scan = scan;
    this.reverse = reverse;
  }

  /**
   * Return values of the scan (T, .) in the order of the sentence.
   * @param {Matrix} values
   */
  inOrder(values) {
    return this.reverse ? values.reversed() : values;
  }

  /** States, (T, H). */
  get hidden() {
    return /** @type {Matrix} */ (this.signals.get("hidden"));
  }

  /** The state before the first word that is read, (H,). */
  get initialHidden() {
    return this.scan.hidden.row(0);
  }

  /** The LSTM's cell states, (T, H); null in an RNN or GRU. */
  get cellState() {
    return this.signals.get("cell_state") ?? null;
  }

  /** The cell state before the first word that is read, (H,). */
  get initialCell() {
    return this.scan.memory?.row(0) ?? null;
  }

  /** Gates and states (T, H), in the order in which they are explained. */
  get signals() {
    if (this.#signals) return this.#signals;
    const { gates, memory, hidden } = this.scan;
    const found = new Map();
    for (const name of ORDER) if (gates.has(name)) found.set(name, this.inOrder(this.scan.gate(name)));
    if (memory) found.set("cell_state", this.inOrder(memory.slice(1)));
    return (this.#signals = found.set("hidden", this.inOrder(hidden.slice(1))));
  }

  /** Every gate's pre-activation, taken apart; refused if a decoder takes over on the way. */
  get parts() {
    return (this.#parts ??= this.#takenApart());
  }

  #takenApart() {
    const { scan } = this;
    if (plain(scan.cell) !== scan.cell)
      throw new Refusal(
        "This network has an encoder and a decoder with weights of their own; pre-activations are taken apart only " +
          "where one set of weights reads the whole sentence.",
      );
    const { cell, weights: w, inputs, hidden } = scan;
    const before = hidden.slice(0, scan.steps);
    const found = cell.gates.map((name, block) => {
      const input = affine(inputs, w.rows(w.weightIh, block));
      const recurrent = affine(before, w.rows(w.weightHh, block));
      const part = new Part(input, recurrent, w.part(w.bias, block), this.#peephole(name));
      return /** @type {const} */ ([name, this.#turned(name === "candidate" ? this.#candidate(part, block) : part)]);
    });
    return new Map(found);
  }

  /** @param {string} name of a gate */
  #peephole(name) {
    const { cell, weights, memory, steps } = this.scan;
    const p = cell instanceof LstmCell && cell.peephole(weights, name);
    if (!p || !memory) return null;
    const seen = name === "output_gate" ? memory.slice(1) : memory.slice(0, steps);
    return new Matrix(steps, seen.cols, seen.data.map((c, k) => p[k % p.length] * c)); // prettier-ignore
  }

  /**
   * Return the parts of a GRU's candidate, whose recurrent part the reset gate decides on.
   * @param {Part} part
   * @param {number} block
   */
  #candidate(part, block) {
    const { cell, weights: w, hidden, steps, gates } = this.scan;
    const r = gates.get("reset_gate");
    if (!(cell instanceof GruCell) || !r) return part;
    const { input, recurrent, bias } = part;
    if (cell.before) {
      const seen = new Matrix(steps, r.cols, r.data.map((gate, k) => gate * hidden.data[k])); // prettier-ignore
      return new Part(input, affine(seen, w.rows(w.weightHh, block)), bias);
    }
    const b_hn = w.part(w.biasHh, block);
    const opened = recurrent.data.map((value, k) => r.data[k] * (value + b_hn[k % b_hn.length]));
    return new Part(input, new Matrix(steps, r.cols, opened), w.part(w.biasIh, block));
  }

  /** @param {Part} part */
  #turned({ input, recurrent, bias, peephole }) {
    return new Part(this.inOrder(input), this.inOrder(recurrent), bias, peephole && this.inOrder(peephole));
  }
}
