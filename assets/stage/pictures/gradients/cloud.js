/**
 * A cloud of gradients going back through an RNN, one for each class that could be asked for, all of size 1 at the last
 * word. The recurrent matrix is scaled to a spectral radius, the network reads the sentence with it, and each step back
 * multiplies by the slopes and by the matrix: δ ← Wᵀ (f′(a) ⊙ δ).
 */

import { SQUASH } from "../../../net/squash.js";

const NONE = new Float64Array(0);

/**
 * What of an RNN of H units goes back over T words to C classes.
 * @typedef {object} Rnn
 * @property {number[]} matrix (H, H) row by row, with a spectral radius of 1
 * @property {number[][]} inputs (T, H), what the words add before the function
 * @property {number[][]} readout (C, H)
 * @property {number[]} bias (C,)
 * @property {number[][]} plane (2, H), two directions of length 1 at right angles
 */

/**
 * `sizes` (T, C): of each gradient after each number of steps back; `angles` the same: where it lies in the plane. Not
 * a number where a class has no gradient, because the network is sure of it.
 * @typedef {{ sizes: Float64Array[], angles: Float64Array[] }} Cloud
 */

/** @typedef {import("../../../net/types.d.ts").Activation} Activation */

/**
 * Return the cloud after each number of steps back.
 * @param {Rnn} rnn
 * @param {number} radius
 * @param {Activation} activation
 * @param {number} [only] the class whose gradient alone is wanted; the others are not a number then
 * @returns {Cloud}
 */
export function cloudOf(rnn, radius, activation, only) {
  const matrix = Float64Array.from(rnn.matrix, (value) => value * radius);
  const states = read(rnn.inputs, matrix, activation);
  let now = started(rnn, states[states.length - 1], only);
  const seen = [now.map((gradient) => placed(gradient, rnn.plane))];
  for (let t = states.length - 1; t > 0; t--) {
    const slopes = states[t].map(SQUASH[activation].slope);
    now = now.map((gradient) => (gradient.length ? stepBack(gradient, slopes, matrix) : gradient));
    seen.push(now.map((gradient) => placed(gradient, rnn.plane)));
  }
  return {
    sizes: seen.map((all) => Float64Array.from(all, ([size]) => size)),
    angles: seen.map((all) => Float64Array.from(all, ([, angle]) => angle)),
  };
}

/**
 * The states after each word.
 * @param {number[][]} inputs
 * @param {Float64Array} matrix
 * @param {Activation} activation
 */
function read(inputs, matrix, activation) {
  let before = new Float64Array(inputs[0].length);
  return inputs.map(
    (input) =>
      (before = Float64Array.from(input, (own, unit) => {
        let sum = own;
        for (let other = 0; other < before.length; other++) sum += matrix[unit * before.length + other] * before[other];
        return SQUASH[activation].value(sum);
      })),
  );
}

/**
 * The gradient of -log p of each class by the last state, made as long as 1.
 * @param {Rnn} rnn
 * @param {Float64Array} last
 * @param {number} [only] see `cloudOf`; the others are empty
 */
function started({ readout, bias }, last, only) {
  const logits = readout.map((row, at) => row.reduce((sum, one, unit) => sum + one * last[unit], bias[at]));
  const most = Math.max(...logits);
  const raised = logits.map((logit) => Math.exp(logit - most));
  const all = raised.reduce((sum, one) => sum + one, 0);
  const mean = Float64Array.from(last, (_, unit) =>
    readout.reduce((sum, row, at) => sum + (raised[at] / all) * row[unit], 0),
  );
  return readout.map((row, at) => {
    if (only !== undefined && at !== only) return NONE;
    const gradient = mean.map((one, unit) => one - row[unit]);
    const length = Math.hypot(...gradient);
    return gradient.map((one) => one / length);
  });
}

/** @param {Float64Array} gradient @param {Float64Array} slopes @param {Float64Array} matrix */
function stepBack(gradient, slopes, matrix) {
  const units = gradient.length;
  const out = new Float64Array(units);
  for (let to = 0; to < units; to++) {
    const part = gradient[to] * slopes[to];
    if (part !== 0) for (let from = 0; from < units; from++) out[from] += part * matrix[to * units + from];
  }
  return out;
}

/** Its size, and its angle in the plane. @param {Float64Array} gradient @param {number[][]} plane */
function placed(gradient, [across, up]) {
  if (!gradient.length) return [NaN, NaN];
  const along = (/** @type {number[]} */ axis) => gradient.reduce((sum, one, unit) => sum + one * axis[unit], 0);
  return [Math.hypot(...gradient), Math.atan2(along(up), along(across))];
}
