/**
 * A scan: one pass of a cell over T inputs, kept so that it can be looked into and gone back through:
 * `core/equations/scan.py`, of one sentence.
 *
 * Knows states and gates in the order in which its direction reads; no words, no other layers.
 */

import { Matrix } from "./matrix.js";

/** @typedef {import("./types.d.ts").Gates} Gates */
/** @typedef {import("./weights.js").LayerWeights} LayerWeights */

/**
 * The equations of a cell, with its options. `gates` are its blocks of H rows in the weights, from top to bottom;
 * `forward` reads T inputs (T, E), `held` has the values of clamped gates.
 * @typedef {object} Cell
 * @property {string[]} gates
 * @property {(inputs: Matrix, weights: LayerWeights, held?: Gates | null) => Scan} forward
 */

/** The values that a forward pass leaves behind. */
export class Scan {
  /**
   * @param {Cell} cell
   * @param {LayerWeights} weights
   * @param {Matrix} inputs (T, E)
   * @param {Matrix} hidden (T+1, H), the initial state first
   * @param {Matrix | null} memory (T+1, H), the LSTM's cell state, the initial one first
   * @param {Gates} gates (T, H) each after squashing, in the order of the weights; those that the cell has
   * @param {Gates | null} held (T, H) of each gate that is clamped somewhere, NaN where it is free
   */
  constructor(cell, weights, inputs, hidden, memory, gates, held = null) {
    this.cell = cell;
    this.weights = weights;
    this.inputs = inputs;
    this.hidden = hidden;
    this.memory = memory;
    this.gates = gates;
    this.held = held;
  }

  /** Number of timesteps T. */
  get steps() {
    return this.inputs.rows;
  }

  /**
   * Return a gate (T, H); ones if this cell does without it.
   * @param {string} name
   */
  gate(name) {
    const { rows, cols } = this.hidden;
    return this.gates.get(name) ?? new Matrix(rows - 1, cols, new Float64Array((rows - 1) * cols).fill(1));
  }
}

/**
 * Return room for the states of T inputs, (T+1, H), the first of them set.
 * @param {number} steps
 * @param {Float64Array | null} initial
 * @param {number} units
 */
export function start(steps, initial, units) {
  const states = new Matrix(steps + 1, units);
  if (initial) states.row(0).set(initial);
  return states;
}

/**
 * Set every number of a row by its equation, but those that are held.
 * @param {Float64Array} row (H,)
 * @param {Matrix | undefined} held (T, H), NaN where free
 * @param {number} t
 * @param {(unit: number) => number} equation
 */
export function set(row, held, t, equation) {
  for (let j = 0; j < row.length; j++) row[j] = equation(j);
  if (!held) return;
  const values = held.row(t);
  for (let j = 0; j < row.length; j++) if (!Number.isNaN(values[j])) row[j] = values[j];
}
