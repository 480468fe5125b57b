/**
 * Surgery on weights, a recurrent matrix scaled to a spectral radius: `with_radius` of `core/instruments/surgery.py`.
 *
 * Knows a network's weights; reads no sentence.
 */

import { spectralRadius } from "./eigenvalues.js";
import { Matrix } from "../matrix.js";
import { checkPlace } from "../operations.js";
import { Refusal } from "../refusal.js";
import { gates, suffix } from "../shapes.js";
import { matrixOf } from "../weights.js";

/** @typedef {import("../types.d.ts").Network} Network */

/**
 * Return the network with a recurrent matrix scaled so that its largest eigenvalue has size `radius`.
 * @param {Network} network it is not changed itself, and the new one has no key
 * @param {number} radius 0 or more
 * @param {{ gate?: string | null, layer?: number, reverse?: boolean }} [which] the gate whose matrix is scaled, null
 *   only in an RNN; layer 0 is the lowest, -1 the top one
 * @returns {Network}
 */
export function withRadius(network, radius, { gate = null, layer = -1, reverse = false } = {}) {
  const { model } = network.spec;
  const names = gates(model);
  const named = names.length === 1 ? (gate ?? names[0]) : gate;
  const block = names.findIndex((name) => name === named);
  if (block < 0) throw new Refusal(`gate is ${named ?? "not said"}; this network has ${names.join(", ")}.`);
  if (!(Number.isFinite(radius) && radius >= 0))
    throw new Refusal(`radius is ${radius}; choose a finite number from 0 on.`);
  checkPlace(model, layer, reverse);
  const name = `rnn.weight_hh${suffix(layer < 0 ? layer + model.layers : layer, reverse)}`;
  const before = matrixOf(network.weights, name);
  const size = model.hiddenSize ** 2;
  const data = before.data.slice();
  const rows = data.subarray(block * size, (block + 1) * size);
  rows.set(scaledToRadius(rows, model.hiddenSize, radius));
  const weights = new Map(network.weights).set(name, { shape: [before.rows, before.cols], data });
  return { ...network, weights, key: undefined };
}

/**
 * Return a square matrix times a number, so that its largest eigenvalue has the size `radius`; in float32, as weights
 * are kept.
 * @param {Float64Array} values
 * @param {number} units
 * @param {number} radius
 */
function scaledToRadius(values, units, radius) {
  if (!values.every(Number.isFinite))
    throw new Refusal("The matrix has entries that are not finite; a spectral radius needs finite ones.");
  const now = spectralRadius(new Matrix(units, units, values));
  if (now === 0 && radius === 0) return values;
  if (now === 0) throw new Refusal(`All eigenvalues of the matrix are 0; no scaling gives it the radius ${radius}.`);
  const factor = Math.fround(radius / now);
  const scaled = values.map((value) => Math.fround(value * factor));
  if (!scaled.every(Number.isFinite))
    throw new Refusal(`The radius ${radius} is too large: entries become infinite. Choose less.`);
  return scaled;
}
