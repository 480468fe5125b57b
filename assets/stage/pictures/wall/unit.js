/**
 * One recurrent unit, x_t = w σ(x_{t-1}) + b, its error after 50 steps, and gradient descent on w and b: the same as
 * `core/experiments/lessons/exploding_wall.py`, where the model's source stands.
 */

import { sigmoid } from "../../../net/squash.js";

/**
 * @typedef {object} Model
 * @property {number} timesteps
 * @property {number} begins the state before the first step
 * @property {number} wanted what the output should be after the last
 * @property {number} rate
 */

/** @typedef {{ weight: number, bias: number, error: number, norm: number }} Place where a run is before a step */

const SETTLED = 1e-9; // a state that moves less stays where it is: a map has no use for more digits

/**
 * The error's root, how far the output is from what is wanted, for a map of many places: it ends where the state rests.
 * @param {Model} model
 * @param {number} weight
 * @param {number} bias
 */
export function missAt({ timesteps, begins, wanted }, weight, bias) {
  let state = begins;
  for (let t = 0, moved = 1; t < timesteps && moved > SETTLED; t++) {
    const after = weight / (1 + Math.exp(-state)) + bias;
    moved = Math.abs(after - state);
    state = after;
  }
  return Math.abs(sigmoid(state) - wanted);
}

/**
 * The error and its derivatives by w and b.
 * @param {Model} model
 * @param {number} weight
 * @param {number} bias
 */
export function surface({ timesteps, begins, wanted }, weight, bias) {
  let [state, byWeight, byBias] = [begins, 0, 0];
  for (let t = 0; t < timesteps; t++) {
    const output = sigmoid(state);
    const slope = weight * output * (1 - output);
    byWeight = output + slope * byWeight;
    byBias = 1 + slope * byBias;
    state = weight * output + bias;
  }
  const output = sigmoid(state);
  const back = 2 * (output - wanted) * output * (1 - output);
  return { error: (output - wanted) ** 2, byWeight: back * byWeight, byBias: back * byBias };
}

/**
 * Where gradient descent is before each step and after the last, steps + 1 places; Infinity cuts nothing.
 * @param {Model} model
 * @param {{ weight: number, bias: number }} start
 * @param {number} threshold
 * @param {number} steps
 * @returns {Place[]}
 */
export function walk(model, start, threshold, steps) {
  let { weight, bias } = start;
  return Array.from({ length: steps + 1 }, () => {
    const { error, byWeight, byBias } = surface(model, weight, bias);
    const norm = Math.hypot(byWeight, byBias);
    const place = { weight, bias, error, norm };
    const far = model.rate * (norm > threshold ? threshold / norm : 1);
    weight -= far * byWeight;
    bias -= far * byBias;
    return place;
  });
}

/** @typedef {[low: number, high: number]} Ends */

/**
 * The map as layers, the lowest first: of each the cells where the output misses by more than a border, as a path in
 * cells from the top left. Layers lie on one another, so the highest places have them all.
 * @param {Model} model
 * @param {{ weights: Ends, biases: Ends }} ends
 * @param {{ columns: number, rows: number }} grid
 * @param {number[]} borders
 */
export function layersOf(model, { weights, biases }, { columns, rows }, borders) {
  const paths = borders.map(() => /** @type {string[]} */ ([]));
  for (let row = 0; row < rows; row++) {
    const bias = biases[1] - ((row + 0.5) / rows) * (biases[1] - biases[0]);
    const misses = Array.from({ length: columns }, (_, column) =>
      missAt(model, weights[0] + ((column + 0.5) / columns) * (weights[1] - weights[0]), bias),
    );
    borders.forEach((border, at) => paths[at].push(...runsOf(misses, border, row)));
  }
  return paths.map((one) => one.join(""));
}

/**
 * The runs of a row in which numbers are above a border, as boxes of height 1.
 * @param {number[]} numbers
 * @param {number} border
 * @param {number} row
 */
function runsOf(numbers, border, row) {
  const boxes = [];
  for (let at = 0; at < numbers.length; at++) {
    if (numbers[at] <= border) continue;
    const from = at;
    while (at < numbers.length && numbers[at] > border) at++;
    boxes.push(`M${from} ${row}h${at - from}v1h${from - at}z`);
  }
  return boxes;
}
