/** A GRU of two units on three inputs, written in each of the four ways, with one set of weights. */

import { GruCell } from "../../../net/cells/gru.js";
import { Matrix } from "../../../net/matrix.js";
import { LayerWeights } from "../../../net/weights.js";

const UNITS = 2;
const BLOCKS = 3; // r, z, n
const LARGEST = 2; // of numbers that are drawn

/**
 * @typedef {object} Numbers
 * @property {number[]} inputs one number for each step
 * @property {number[]} weightIh (3·2,), rows of r, z and n
 * @property {number[]} weightHh (3·2 · 2,), row by row
 *
 * @typedef {object} Way
 * @property {boolean} writes whether z near 1 takes the new value, not keeps the old one
 * @property {boolean} before whether r stands before the product
 */

/** The four ways, in the order in which they stand: two rows of two. @type {Record<string, Way>} */
export const WAYS = {
  A: { writes: false, before: true },
  B: { writes: true, before: true },
  C: { writes: false, before: false },
  D: { writes: true, before: false },
};

/** Return the numbers with the sign of every weight of z turned. @param {Numbers} numbers @returns {Numbers} */
export function turned({ inputs, weightIh, weightHh }) {
  /** @type {(rows: number[], cols: number) => number[]} */
  const other = (rows, cols) =>
    rows.map((value, at) => (Math.floor(at / (UNITS * cols)) === 1 && value !== 0 ? -value : value));
  return {
    inputs,
    weightIh: other(weightIh, 1),
    weightHh: other(weightHh, UNITS),
  };
}

/**
 * Return the state after each step, unit by unit.
 * @param {Numbers} numbers
 * @param {Way} way
 * @returns {number[][]}
 */
export function outputs({ inputs, weightIh, weightHh }, { writes, before }) {
  const rows = BLOCKS * UNITS;
  const weights = new LayerWeights(
    new Matrix(rows, 1, Float64Array.from(weightIh)),
    new Matrix(rows, UNITS, Float64Array.from(weightHh)),
    new Float64Array(rows),
    new Float64Array(rows),
  );
  const scan = new GruCell(writes, before).forward(new Matrix(inputs.length, 1, Float64Array.from(inputs)), weights);
  return inputs.map((_, step) => Array.from(scan.hidden.row(step + 1)));
}

/**
 * Return the largest difference between two networks' states.
 * @param {number[][]} one
 * @param {number[][]} other
 */
export const apart = (one, other) =>
  Math.max(...one.flatMap((state, step) => state.map((value, unit) => Math.abs(value - other[step][unit]))));

/**
 * Return other inputs and weights, each with one digit after the point.
 * @param {() => number} random from 0 to 1
 * @returns {Numbers}
 */
export function drawn(random) {
  /** @param {number} length */
  const some = (length) => Array.from({ length }, () => Math.round(10 * LARGEST * (2 * random() - 1)) / 10);
  return {
    inputs: some(3),
    weightIh: some(BLOCKS * UNITS),
    weightHh: some(BLOCKS * UNITS * UNITS),
  };
}
