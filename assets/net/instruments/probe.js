/**
 * The probe: what can still be read from a state. Knows a trace, and what `Probe.to_dict` wrote. Equals `Probe.read` of
 * `core/instruments/probe.py`; fitting is core's.
 */

import { Matrix, affine } from "../matrix.js";
import { Refusal } from "../refusal.js";
import { softmax } from "../squash.js";

/**
 * Numbers as `packed` of `core/arrays.py` writes them: base64 of little-endian bytes.
 * @typedef {{ dtype: "f32" | "f64", shape: number[], data: string }} Packed
 */

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

/** @param {Packed} packed */
function unpacked({ dtype, data }) {
  const { buffer } = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  const view = new DataView(buffer);
  if (dtype === "f64")
    return Float64Array.from({ length: buffer.byteLength / 8 }, (_, k) => view.getFloat64(8 * k, true));
  return Float64Array.from({ length: buffer.byteLength / 4 }, (_, k) => view.getFloat32(4 * k, true));
}
