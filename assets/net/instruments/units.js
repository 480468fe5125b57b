/**
 * Which units go with whom, and which are saturated. Knows values. Equals `cluster_order` and `saturation` in
 * `core/instruments/units.py`.
 */

import { Matrix } from "../matrix.js";
import { Refusal, shown } from "../refusal.js";
import { ends } from "../squash.js";

const NEAR = 0.1; // how near to an end of its range a saturated value stands

/**
 * Return an order of the units (H,) in which those that go together stand together.
 *
 * Clusters are merged by average linkage, distance 1 - |correlation|; the leaves of the tree are then read from left to
 * right. Units that never change come last.
 * @param {Matrix} values (N, H)
 */
export function clusterOrder(values) {
  if (!values.data.length) {
    throw new Refusal(`values have shape (${values.rows}, ${values.cols}); give rows of units, (N, H).`);
  }
  const [columns, units] = [standard(values), [...new Array(values.cols).keys()]];
  const likeness = new Matrix(values.cols, values.cols);
  const distance = new Matrix(values.cols, values.cols);
  for (let k = 0; k < likeness.data.length; k++) {
    const [a, b] = [columns[Math.floor(k / values.cols)], columns[k % values.cols]];
    likeness.data[k] = a && b ? finite(Math.abs(dot(a, b))) : 0;
    distance.data[k] = 1 - likeness.data[k];
  }
  /** @type {Map<number, number[]>} */
  const clusters = new Map(units.filter((unit) => columns[unit]).map((unit) => [unit, [unit]]));
  while (clusters.size > 1) merge(clusters, distance, likeness);
  return [...[...clusters.values()].flat(), ...units.filter((unit) => !columns[unit])];
}

/**
 * Merge the two clusters that are nearest to each other, in place.
 * @param {Map<number, number[]>} clusters
 * @param {Matrix} distance
 * @param {Matrix} likeness
 */
function merge(clusters, distance, likeness) {
  const names = [...clusters.keys()];
  let [a, b] = names;
  for (const i of names) for (const j of names) if (i !== j && distance.at(i, j) < distance.at(a, b)) [a, b] = [i, j];
  const [left, right] = [clusters.get(a) ?? [], clusters.get(b) ?? []];
  const size = distance.rows;
  for (let k = 0; k < size; k++) {
    const both = left.length * distance.at(a, k) + right.length * distance.at(b, k);
    distance.data[a * size + k] = both / (left.length + right.length);
  }
  for (let k = 0; k < size; k++) distance.data[k * size + a] = distance.at(a, k);
  clusters.set(a, joined(left, right, likeness));
  clusters.delete(b);
}

/**
 * Join two rows of units at their closest ends.
 * @param {number[]} left
 * @param {number[]} right
 * @param {Matrix} likeness
 */
function joined(left, right, likeness) {
  const ways = [left, left.toReversed()].flatMap((a) => [right, right.toReversed()].map((b) => ({ a, b })));
  /** @param {{ a: number[], b: number[] }} way */
  const near = ({ a, b }) => likeness.at(a[a.length - 1], b[0]);
  const { a, b } = ways.reduce((best, way) => (near(way) > near(best) ? way : best));
  return [...a, ...b];
}

/**
 * Return each column with mean 0 and norm 1, null where it never changes. Columns are first made small, so that squares
 * of neither large nor tiny numbers are lost.
 * @param {Matrix} values
 */
function standard(values) {
  return Array.from({ length: values.cols }, (_, unit) => {
    const column = Float64Array.from({ length: values.rows }, (_, t) => values.at(t, unit));
    if (column.every((value) => value === column[0])) return null;
    const small = scaled(column);
    const mean = small.reduce((sum, value) => sum + value, 0) / small.length;
    const apart = scaled(small.map((value) => value - mean));
    const length = Math.sqrt(dot(apart, apart));
    return apart.map((value) => value / length);
  });
}

/** @param {Float64Array} column */
function scaled(column) {
  const largest = column.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return column.map((value) => value / largest);
}

/**
 * @param {Float64Array} a
 * @param {Float64Array} b
 */
function dot(a, b) {
  return a.reduce((sum, value, k) => sum + value * b[k], 0);
}

/** @param {number} value */
function finite(value) {
  return Number.isNaN(value) ? 0 : value;
}

/**
 * Return for each unit the share of timesteps at which a signal stands within 0.1 of an end of its range. Gates lie
 * between 0 and 1, candidates and hidden states between -1 and 1 (Karpathy et al. 2016).
 * @param {import("../trace.js").Trace[]} traces
 * @param {string} signal
 * @param {number} [layer]
 * @param {boolean} [reverse]
 */
export function saturation(traces, signal, layer = -1, reverse = false) {
  if (!traces.length) throw new Refusal("There are no sentences. Give at least one.");
  const matrices = traces.map((trace) => signalOf(trace.layer(layer, reverse), signal));
  const [low, high] = ends(traces[0].network.spec.model, signal);
  if (!Number.isFinite(low) || !Number.isFinite(high)) {
    throw new Refusal(`${signal} has no ends to be near to; choose a gate, a candidate or a tanh state.`);
  }
  const rows = matrices.reduce((sum, matrix) => sum + matrix.rows, 0);
  const found = new Float64Array(matrices[0].cols);
  for (const { data, cols } of matrices) {
    for (let k = 0; k < data.length; k++) found[k % cols] += Number(data[k] < low + NEAR || data[k] > high - NEAR);
  }
  return found.map((count) => count / rows);
}

/**
 * @param {import("../layer.js").LayerTrace} layer
 * @param {string} name
 */
function signalOf({ signals }, name) {
  const found = signals.get(name);
  if (!found) throw new Refusal(`signal is ${shown(name)}; choose one of ${[...signals.keys()].join(", ")}.`);
  return found;
}
