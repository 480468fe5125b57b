/**
 * The probe: what can still be read from a state. Knows a trace, and what `Probe.to_dict` wrote. Equals `Probe.read` of
 * `core/instruments/probe.py`; fitting is core's.
 */

import { Matrix, affine } from "../matrix.js";
import { unpacked } from "../packed.js";
import { Refusal } from "../refusal.js";
import { softmax } from "../squash.js";

/** @typedef {import("../packed.js").Packed} Packed */

/**
 * A read-out of K classes from a state of H units: weights (K, H), bias (K,).
 * @typedef {object} Probe
 * @property {string} label
 * @property {string[]} classes
 * @property {"hidden" | "cell_state"} state
 * @property {number} layer
 * @property {boolean} reverse
 * @property {Packed} weights
 * @property {Packed} bias
 */

/**
 * Return the probability of each class after each word, (T, K); NaN where the state is not finite.
 * @param {Probe} probe
 * @param {import("../trace.js").Trace} trace
 */
export function readProbe(probe, trace) {
  const states = stateOf(trace.layer(probe.layer, probe.reverse), probe.state);
  const [rows, cols] = probe.weights.shape;
  if (states.cols !== cols)
    throw new Refusal(`The state has ${states.cols} units, the probe reads ${cols}; fit one on this network.`);
  return softmax(affine(states, new Matrix(rows, cols, unpacked(probe.weights)), unpacked(probe.bias)));
}

/**
 * @param {import("../layer.js").LayerTrace} layer
 * @param {Probe["state"]} state
 */
function stateOf(layer, state) {
  const found = layer.signals.get(state);
  if (!found) throw new Refusal("state is 'cell_state'; only an LSTM has one. Choose hidden.");
  return found;
}
