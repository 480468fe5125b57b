/**
 * The values of a sheet with their names: every gate, state and derivative as the network of `assets/net` computes it.
 * The loss is the last state of one unit, or half its squared distance from a target.
 */

import { backward } from "../../net/back/sweep.js";
import { pullOf } from "../../net/back/pull.js";
import { contributionsOf } from "../../net/back/weights.js";
import { GruCell } from "../../net/cells/gru.js";
import { LstmCell } from "../../net/cells/lstm.js";
import { RnnCell } from "../../net/cells/rnn.js";
import { Matrix, addTransposedProduct } from "../../net/matrix.js";
import { LayerWeights } from "../../net/weights.js";
import { name } from "./terms.js";
import { gatesOf, sizeOf } from "./sheet.js";

/** @typedef {import("./sheet.js").Sheet} Sheet */
/** @typedef {import("./terms.js").Term} Term */

/**
 * A value with its name; `cell` is where it stands: in a table, or, of a weight, its place on the sheet.
 * @typedef {{ name: Term, value: number, cell: string }} Leaf
 */

/** @type {Record<string, string>} */
const LETTERS = {
  input_gate: "i",
  forget_gate: "f",
  output_gate: "o",
  reset_gate: "r",
  update_gate: "z",
  cell_state: "c",
  hidden: "h",
  inputs: "x",
};

/** What signals are called beside their letters. @type {Record<string, string>} */
export const WORDS = {
  input_gate: "input gate",
  forget_gate: "forget gate",
  candidate: "candidate",
  output_gate: "output gate",
  reset_gate: "reset gate",
  update_gate: "update gate",
  cell_state: "cell state",
  hidden: "state",
  inputs: "input",
};

/** @param {Sheet["kind"]} kind @param {string} signal */
export const letterOf = (kind, signal) => (signal === "candidate" ? (kind === "gru" ? "n" : "g") : LETTERS[signal]);

/** What a sheet says and what its network computes; t counts inputs from 1, and 0 is before the first. */
export class Values {
  /** @param {Sheet} sheet */
  constructor(sheet) {
    this.sheet = sheet;
    const { steps, inputs, units } = sizeOf(sheet);
    this.steps = steps;
    this.width = inputs;
    this.units = units;
    this.gates = gatesOf(sheet);
    const x = new Matrix(steps, inputs, Float64Array.from(sheet.inputs.flat()));
    this.scan = cellOf(sheet).forward(x, weightsOf(sheet));
    const asked = new Matrix(steps, units);
    const last = this.scan.hidden.at(steps, sheet.asked);
    asked.row(steps - 1)[sheet.asked] = sheet.target === null ? 1 : last - sheet.target;
    this.gradients = backward(this.scan, pullOf(this.scan), asked);
    this.byWeights = contributionsOf(this.scan, this.gradients).get("rnn");
  }

  /** What is differentiated: the last state of a unit, or half the square of its distance from the target. */
  get loss() {
    const { sheet, steps } = this;
    const h = this.scan.hidden.at(steps, sheet.asked);
    return sheet.target === null ? h : 0.5 * (h - sheet.target) ** 2;
  }

  /** @param {number} unit */
  #unit(unit) {
    return this.units > 1 ? unit : null;
  }

  /** @param {number} t @param {number} d @returns {Leaf} */
  x(t, d) {
    const cell = `x${d} ${t}`;
    return { name: name("x", t, this.width > 1 ? d : null), value: this.scan.inputs.at(t - 1, d), cell };
  }

  /** @param {string} signal @param {number} t @param {number} j @returns {Leaf} */
  signal(signal, t, j) {
    const { hidden, memory } = this.scan;
    const states = signal === "hidden" ? hidden : signal === "cell_state" ? memory : null;
    const value = states ? states.at(t, j) : this.scan.gate(signal).at(t - 1, j);
    const letter = letterOf(this.sheet.kind, signal);
    return { name: name(letter, t, this.#unit(j)), value, cell: `${signal}${j} ${t}` };
  }

  /** @param {string} letter @param {string} gate */
  #below(letter, gate) {
    const of = this.sheet.kind === "rnn" ? "" : letterOf(this.sheet.kind, gate);
    return letter === "b" ? of : `${letter}${of}`;
  }

  /** @param {string} gate @param {number} j @param {number} d @returns {Leaf} */
  w(gate, j, d) {
    const places = this.units > 1 || this.width > 1 ? [j, d] : [null, null];
    const value = this.sheet.weights[gate].input[j][d];
    const cell = `${gate} input ${j} ${d}`;
    return { name: name("w", this.#below("x", gate), places[0], places[1]), value, cell };
  }

  /** @param {string} gate @param {number} j @param {number} k @returns {Leaf} */
  u(gate, j, k) {
    const places = this.units > 1 ? [j, k] : [null, null];
    const value = this.sheet.weights[gate].recurrent[j][k];
    const cell = `${gate} recurrent ${j} ${k}`;
    return { name: name("w", this.#below("h", gate), places[0], places[1]), value, cell };
  }

  /** @param {string} gate @param {number} j @returns {Leaf} */
  b(gate, j) {
    const value = this.sheet.weights[gate].bias[j];
    return { name: name("b", this.#below("b", gate), this.#unit(j)), value, cell: `${gate} bias ${j}` };
  }

  /** @param {number} t @param {number} j @returns {Leaf} */
  dh(t, j) {
    const { hidden, initialHidden } = this.gradients;
    const value = t ? hidden.at(t - 1, j) : initialHidden[j];
    return { name: name("δh", t, this.#unit(j)), value, cell: `d hidden${j} ${t}` };
  }

  /** @param {number} t @param {number} j @returns {Leaf} */
  dc(t, j) {
    const { memory, initialMemory } = this.gradients;
    const value = t ? /** @type {Matrix} */ (memory).at(t - 1, j) : /** @type {Float64Array} */ (initialMemory)[j];
    return { name: name("δc", t, this.#unit(j)), value, cell: `d cell_state${j} ${t}` };
  }

  /** The derivative by what goes into a gate. */
  /** @param {string} gate @param {number} t @param {number} j @returns {Leaf} */
  da(gate, t, j) {
    const by = /** @type {Matrix} */ (this.gradients.fromInput);
    const value = by.at(t - 1, this.gates.indexOf(gate) * this.units + j);
    const of = this.sheet.kind === "rnn" ? "" : letterOf(this.sheet.kind, gate);
    const below = of ? `${of},${t}` : String(t);
    return { name: name("δa", below, this.#unit(j)), value, cell: `d before ${gate}${j} ${t}` };
  }

  /** @param {number} t @param {number} d @returns {Leaf} */
  dx(t, d) {
    const by = /** @type {Matrix} */ (this.gradients.fromInput);
    const sums = addTransposedProduct(new Float64Array(this.width), this.scan.weights.weightIh, by.row(t - 1));
    return { name: name("δx", t, this.width > 1 ? d : null), value: sums[d], cell: `d x${d} ${t}` };
  }
}

/** @param {Sheet} sheet */
function cellOf({ kind, textbook, activation }) {
  if (kind === "rnn") return new RnnCell(activation);
  return kind === "gru" ? new GruCell(textbook, textbook) : new LstmCell();
}

/** @param {Sheet} sheet one bias a unit and gate: the other of PyTorch's two is 0 */
function weightsOf(sheet) {
  const { inputs, units } = sizeOf(sheet);
  const blocks = gatesOf(sheet).map((gate) => sheet.weights[gate]);
  const rows = blocks.length * units;
  const all = (/** @type {(block: import("./sheet.js").Block) => number[]} */ of) =>
    Float64Array.from(blocks.flatMap(of));
  return new LayerWeights(
    new Matrix(
      rows,
      inputs,
      all(({ input }) => input.flat()),
    ),
    new Matrix(
      rows,
      units,
      all(({ recurrent }) => recurrent.flat()),
    ),
    all(({ bias }) => bias),
    new Float64Array(rows),
    { initialHidden: Float64Array.from(sheet.hidden), initialCell: Float64Array.from(sheet.memory) },
  );
}
