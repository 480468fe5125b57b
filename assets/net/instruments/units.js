/**
 * Units: who goes with whom, which are saturated, which change the answer, which carry a difference. Equals
 * `cluster_order`, `saturation`, `effect_on_answer` and `difference_carried` in `core/instruments/units.py`.
 */

import { PassBack } from "../back/forward.js";
import { norm } from "../back/norms.js";
import { Matrix } from "../matrix.js";
import { checkPlace } from "../operations.js";
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
 * Return for each unit (H,) what it adds to the answer after the last word.
 *
 * The answer is the margin, the logit of the likeliest class minus that of the second, or the number. The effect is the
 * gradient of it by what the layer hands up, times that, summed over the words: (w_best - w_second)_j h_j where the
 * readout takes the last state as it is. It is exact for the top layer; of a lower layer it is the first-order share.
 * @param {import("../trace.js").Trace} trace
 * @param {number} [layer]
 * @param {boolean} [reverse]
 */
export function effectOnAnswer(trace, layer = -1, reverse = false) {
  const { forward, logits, network } = trace;
  const { model } = network.spec;
  checkPlace(model, layer, reverse);
  const slope = new Matrix(logits.rows, logits.cols);
  const last = logits.row(logits.rows - 1);
  const [best, second] = network.answer === "number" ? [0] : twoLargest(last);
  slope.row(slope.rows - 1)[best] = 1;
  if (second !== undefined) slope.row(slope.rows - 1)[second] = -1;
  const back = new PassBack(forward);
  const lowest = layer < 0 ? layer + model.layers : layer;
  const gradients = back.stack.backward(back.unpooled(back.pooled(slope)), { lowest });
  const { asked } = back.stack.of(gradients, lowest, reverse);
  const { hidden } = forward.stack.scan(lowest, reverse);
  const found = new Float64Array(asked.cols);
  asked.data.forEach((slope, k) => (found[k % found.length] += slope * hidden.data[k + found.length]));
  return found;
}

/**
 * Return the places of the largest number and of the largest beside it, the first if several; what is not a number
 * counts as the largest.
 * @param {Float64Array} row
 */
function twoLargest(row) {
  /** @param {number[]} places */
  const largest = (places) => {
    const broken = places.find((k) => Number.isNaN(row[k]));
    return broken ?? places.reduce((found, k) => (row[k] > row[found] ? k : found), places[0]);
  };
  const all = [...row.keys()];
  const best = largest(all);
  return [best, largest(all.filter((k) => k !== best))];
}

/**
 * Return for each unit (H,) how much of the difference between two sentences it carries: the root mean square of the
 * difference over the words that both have, by position.
 * @param {import("../trace.js").Trace} trace
 * @param {import("../trace.js").Trace} twin
 * @param {string} [signal]
 * @param {number} [layer]
 * @param {boolean} [reverse]
 */
export function differenceCarried(trace, twin, signal = "hidden", layer = -1, reverse = false) {
  const [a, b] = [trace, twin].map((one) => signalOf(one.layer(layer, reverse), signal));
  if (a.cols !== b.cols)
    throw new Refusal(`The networks have ${a.cols} and ${b.cols} units; compare networks of one shape.`);
  const words = Math.min(a.rows, b.rows);
  const differs = (/** @type {number} */ unit) =>
    norm(Float64Array.from({ length: words }, (_, t) => a.at(t, unit) - b.at(t, unit)));
  return Float64Array.from({ length: a.cols }, (_, unit) => differs(unit) / Math.sqrt(words));
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
