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
 * Which block of H rows of a recurrent matrix is meant: the gate's, null only in an RNN; layer 0 is the lowest, -1 the
 * top one.
 * @typedef {{ gate?: string | null, layer?: number, reverse?: boolean }} Which
 */

/**
 * Radii by the matrix that they are of, gate by gate: a matrix is never changed, and while a radius is dragged its
 * eigenvalues stay what they are.
 * @type {WeakMap<Float64Array, Map<number, number>>}
 */
const known = new WeakMap();

/**
 * Return the spectral radius of a recurrent matrix; null where it has entries that are not finite.
 * @param {Network} network
 * @param {Which} [which]
 */
export function radiusOf(network, which = {}) {
  const { data, block, rows } = blockOf(network, which);
  const found = known.get(data) ?? new Map();
  known.set(data, found);
  if (!found.has(block)) found.set(block, rows.every(Number.isFinite) ? spectralRadius(square(rows)) : null);
  return /** @type {number | null} */ (found.get(block));
}

/**
 * Return the network with a recurrent matrix scaled so that its largest eigenvalue has size `radius`.
 * @param {Network} network it is not changed itself, and the new one has no key
 * @param {number} radius 0 or more
 * @param {Which} [which]
 * @returns {Network}
 */
export function withRadius(network, radius, which = {}) {
  const { name, shape, data, from, to, rows } = blockOf(network, which);
  if (!(Number.isFinite(radius) && radius >= 0))
    throw new Refusal(`radius is ${radius}; choose a finite number from 0 on.`);
  const now = radiusOf(network, which);
  if (now === null)
    throw new Refusal("The matrix has entries that are not finite; a spectral radius needs finite ones.");
  const changed = data.slice();
  changed.subarray(from, to).set(scaled(rows, now, radius));
  const weights = new Map(network.weights).set(name, { shape, data: changed });
  return { ...network, weights, key: undefined };
}

/**
 * Return where a gate's recurrent matrix stands, and its numbers.
 * @param {Network} network
 * @param {Which} which
 */
function blockOf({ spec: { model }, weights }, { gate = null, layer = -1, reverse = false }) {
  const names = gates(model);
  const named = names.length === 1 ? (gate ?? names[0]) : gate;
  const block = names.findIndex((name) => name === named);
  if (block < 0) throw new Refusal(`gate is ${named ?? "not said"}; this network has ${names.join(", ")}.`);
  checkPlace(model, layer, reverse);
  const name = `rnn.weight_hh${suffix(layer < 0 ? layer + model.layers : layer, reverse)}`;
  const { rows: height, cols, data } = matrixOf(weights, name);
  const [from, to] = [block * cols * cols, (block + 1) * cols * cols];
  return {
    name,
    shape: [height, cols],
    data,
    block,
    from,
    to,
    rows: data.subarray(from, to),
  };
}

/** @param {Float64Array} values */
function square(values) {
  const units = Math.sqrt(values.length);
  return new Matrix(units, units, values);
}

/**
 * Return a matrix of radius `now` times a number, so that it has the radius `radius`; in float32, as weights are kept.
 * @param {Float64Array} values
 * @param {number} now
 * @param {number} radius
 */
function scaled(values, now, radius) {
  if (now === 0 && radius === 0) return values;
  if (now === 0) throw new Refusal(`All eigenvalues of the matrix are 0; no scaling gives it the radius ${radius}.`);
  const factor = Math.fround(radius / now);
  const changed = values.map((value) => Math.fround(value * factor));
  if (!changed.every(Number.isFinite))
    throw new Refusal(`The radius ${radius} is too large: entries become infinite. Choose less.`);
  return changed;
}
