/**
 * The one sweep back through time, for all cells: from what is asked of each state to the derivatives by every state
 * and every pre-activation. Knows pulls, no equations. Equals `Scan.backward` and `Scan.backward_each` in
 * `core/equations/scan.py`: a loss that asks nothing after timestep i starts there.
 */

import { Matrix } from "../matrix.js";

/** @typedef {import("../scan.js").Scan} Scan */
/** @typedef {import("./pull.js").Pull} Pull */

/**
 * Derivatives of the loss, (T, .): total ones by the states (memory is the LSTM's cell state), and those by W_ih x +
 * b_ih and W_hh h + b_hh, which differ only in the GRU (null where states are all that is asked). `asked` came from
 * outside; `cut`, where a sweep has cuts, is what would have gone back from there.
 * @typedef {object} Gradients
 * @property {Matrix} asked
 * @property {Matrix} hidden
 * @property {Matrix | null} memory
 * @property {Matrix | null} fromInput
 * @property {Matrix | null} fromHidden
 * @property {Float64Array} initialHidden
 * @property {Float64Array | null} initialMemory
 * @property {{ hidden: Matrix, memory: Matrix | null } | null} cut
 */

/**
 * What a sweep may be asked besides.
 * @typedef {object} Sweep
 * @property {number[]} [cuts] timesteps from which no gradient goes to the one before
 * @property {boolean} [statesOnly] leave out the derivatives by pre-activations
 * @property {number} [last] the last timestep at which anything is asked; the last of all, if it is not said
 */

/**
 * Carry the loss back through time.
 * @param {Scan} scan
 * @param {Pull} pull the way back through this scan
 * @param {Matrix} dHidden the gradient of each state from outside, (T, H)
 * @param {Sweep} [sweep]
 * @returns {Gradients}
 */
export function backward(scan, pull, dHidden, sweep = {}) {
  const room = new Room(scan, dHidden, sweep);
  for (let t = sweep.last ?? dHidden.rows - 1; t >= 0; t--) {
    const [d, dMemory, dGates] = room.at(t);
    pull.step(t, d, dMemory, dGates, room.carried, room.kept);
    if (sweep.cuts?.includes(t)) room.cutOff(t);
  }
  return room.gradients(pull);
}

/** What one way back through a scan fills in; zero where it never comes. */
class Room {
  /**
   * @param {Scan} scan
   * @param {Matrix} asked
   * @param {Sweep} sweep
   */
  constructor(scan, asked, { cuts, statesOnly = false }) {
    const [steps, units] = [asked.rows, asked.cols];
    this.asked = asked;
    this.statesOnly = statesOnly;
    this.total = asked.copy();
    this.memory = scan.memory && new Matrix(steps, units);
    this.gates = new Matrix(statesOnly ? 1 : steps, scan.gates.size * units);
    this.carried = new Float64Array(units);
    this.kept = scan.memory && new Float64Array(units);
    this.cut = cuts?.length ? { hidden: new Matrix(steps, units), memory: this.memory?.copy() ?? null } : null;
  }

  /**
   * Return the total derivative by h_t, that of c_t from later timesteps, and room for that by the pre-activations.
   * @param {number} t
   * @returns {[Float64Array, Float64Array | null, Float64Array]}
   */
  at(t) {
    const { carried, kept, memory } = this;
    const d = this.total.row(t);
    for (let j = 0; j < d.length; j++) d[j] += carried[j];
    if (memory && kept) memory.row(t).set(kept);
    return [d, memory && memory.row(t), this.gates.row(this.statesOnly ? 0 : t)];
  }

  /**
   * Keep what would have gone back from a timestep; nothing goes.
   * @param {number} t
   */
  cutOff(t) {
    this.cut?.hidden.row(t).set(this.carried);
    if (this.kept) this.cut?.memory?.row(t).set(this.kept);
    this.carried.fill(0);
    this.kept?.fill(0);
  }

  /**
   * Return all derivatives, after the first timestep has asked for the initial states.
   * @param {Pull} pull
   * @returns {Gradients}
   */
  gradients(pull) {
    const { asked, total: hidden, memory, carried: initialHidden, kept: initialMemory, cut } = this;
    const fromHidden = this.statesOnly ? null : this.gates;
    const fromInput = fromHidden && pull.byInput(hidden, fromHidden);
    return { asked, hidden, memory, fromInput, fromHidden, initialHidden, initialMemory, cut };
  }
}
