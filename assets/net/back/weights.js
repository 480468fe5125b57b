/**
 * What each timestep adds to the gradient of each weight of one layer in one direction. Knows one scan and its
 * derivatives. Equals `Scan.contributions`, `Cell.recurrent` and `SeamCell.contributions` in `core/equations`.
 */

import { GruCell } from "../cells/gru.js";
import { LstmCell } from "../cells/lstm.js";
import { SeamCell, plain } from "../cells/seam.js";
import { Matrix } from "../matrix.js";
import { Contribution } from "./contribution.js";

/** @typedef {import("../scan.js").Scan} Scan */
/** @typedef {import("../weights.js").LayerWeights} LayerWeights */
/** @typedef {import("./sweep.js").Gradients} Gradients */
/** @typedef {{ input: Matrix, hidden: Matrix }} ByGates the derivatives by pre-activations, (T, G*H) each */

/**
 * Return the contributions by part of the network ("rnn", and "decoder" behind a seam) and the weight's name.
 * @param {Scan} scan
 * @param {Gradients} gradients
 * @returns {Map<string, Map<string, Contribution>>}
 */
export function contributionsOf(scan, gradients) {
  const { fromInput, fromHidden } = gradients;
  if (!fromInput || !fromHidden) throw new Error("The sweep left the weights out; sweep without statesOnly.");
  const { cell, weights } = scan;
  if (!(cell instanceof SeamCell)) {
    return new Map([["rnn", ofWeights(scan, weights, { input: fromInput, hidden: fromHidden }, gradients)]]);
  }
  const [at, end] = [cell.seam, fromInput.rows];
  /** @param {number} from @param {number} to @returns {ByGates} */
  const only = (from, to) => ({ input: within(fromInput, from, to), hidden: within(fromHidden, from, to) });
  return new Map([
    ["rnn", ofWeights(scan, weights, only(0, at), gradients)],
    ["decoder", ofWeights(scan, cell.decoder, only(at, end), gradients)],
  ]);
}

/**
 * A learnt initial state has one summand, from before the first timestep.
 * @param {Scan} scan
 * @param {LayerWeights} weights
 * @param {ByGates} by
 * @param {Gradients} gradients
 */
function ofWeights(scan, weights, by, { initialHidden, initialMemory }) {
  const found = new Map([
    ["weight_ih", new Contribution(by.input, scan.inputs)],
    ["bias_ih", new Contribution(by.input)],
    ["bias_hh", new Contribution(by.hidden)],
    ["weight_hh", recurrent(scan, by.hidden)],
  ]);
  const peeping = peepholes(scan, by.hidden);
  if (peeping) found.set("weight_ch", peeping);
  if (weights.initialHidden) found.set("initial_hidden", once(initialHidden));
  if (weights.initialCell && initialMemory) found.set("initial_cell", once(initialMemory));
  return found;
}

/**
 * Every block of W_hh multiplies h_{t-1}; where a reset gate stands before the product, W_hn multiplies r ⊙ h_{t-1}.
 * @param {Scan} scan
 * @param {Matrix} dGates
 */
function recurrent(scan, dGates) {
  const cell = plain(scan.cell);
  const before = scan.hidden.slice(0, dGates.rows);
  const reset = scan.gates.get("reset_gate");
  if (!(cell instanceof GruCell && cell.waits && reset)) return new Contribution(dGates, before);
  const candidate = dGates.cols - before.cols;
  const seen = new Matrix(before.rows, before.cols);
  for (let k = 0; k < seen.data.length; k++) seen.data[k] = reset.data[k] * before.data[k];
  const [opens, proposes] = [new Matrix(dGates.rows, dGates.cols), new Matrix(dGates.rows, dGates.cols)];
  for (let t = 0; t < dGates.rows; t++) {
    opens.row(t).set(dGates.row(t).subarray(0, candidate));
    proposes.row(t).set(dGates.row(t).subarray(candidate), candidate);
  }
  return new Contribution(opens, before, [{ left: proposes, right: seen }]);
}

/**
 * The peepholes of i and f multiply c_{t-1}, those of o c_t; null if there are none.
 * @param {Scan} scan
 * @param {Matrix} dGates
 */
function peepholes(scan, dGates) {
  const cell = plain(scan.cell);
  if (!(cell instanceof LstmCell) || !cell.peeping.length || !scan.memory) return null;
  const [names, units, memory] = [cell.gates, scan.hidden.cols, scan.memory];
  const left = new Matrix(dGates.rows, cell.peeping.length * units);
  for (let t = 0; t < left.rows; t++) {
    cell.peeping.forEach((name, at) => {
      const [from, seen] = [names.indexOf(name) * units, memory.row(name === "output_gate" ? t + 1 : t)];
      for (let j = 0; j < units; j++) left.data[t * left.cols + at * units + j] = dGates.at(t, from + j) * seen[j];
    });
  }
  return new Contribution(left);
}

/** @param {Float64Array} row */
function once(row) {
  return new Contribution(new Matrix(1, row.length, row));
}

/**
 * Return a matrix with zeros in all rows but some.
 * @param {Matrix} matrix
 * @param {number} from
 * @param {number} to
 */
function within(matrix, from, to) {
  const found = new Matrix(matrix.rows, matrix.cols);
  found.slice(from, to).data.set(matrix.slice(from, to).data);
  return found;
}
