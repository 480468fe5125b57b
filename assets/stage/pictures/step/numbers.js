/**
 * One timestep of a plain RNN, taken apart into the numbers that are added: what `LayerTrace.parts` of
 * `core/instruments/layer_trace.py` says, and the same by one matrix. Draws nothing.
 */

import { beside, product } from "../../../net/matrix.js";
import { record } from "../../../net/trace.js";

/** @typedef {import("../../../net/types.d.ts").Network} Network */

const STARTS = "rnn.initial_hidden_l0";

/**
 * Return the network begun from a state in which every unit is the same number.
 * @param {Network} network
 * @param {number} value
 * @returns {Network}
 */
export function begunAt(network, value) {
  const data = new Float64Array(network.spec.model.hiddenSize).fill(value);
  return { ...network, weights: new Map([...network.weights, [STARTS, { shape: [data.length], data }]]) };
}

/**
 * Return everything that is said of an RNN's timesteps on a sentence.
 * @param {Network} network a plain RNN of one layer, H units, words of E numbers
 * @param {string | string[] | import("../../../net/types.d.ts").Reading} sentence
 * @param {number} start what every unit of the initial state is
 */
export function opened(network, sentence, start) {
  const trace = record(begunAt(network, start), sentence);
  const { top } = trace;
  const { weights: w } = top.scan;
  const W = beside(w.weightHh, w.weightIh);
  const part = top.parts.get("hidden");
  if (!part) throw new Error("This network has gates; a step of a plain RNN is opened here.");
  const states = [top.initialHidden, ...Array.from({ length: trace.length }, (_, t) => top.hidden.row(t))];
  return { trace, W, part, states };
}

/** @typedef {ReturnType<typeof opened>} Opened */

/**
 * Return the numbers of a timestep: the old state (H,), the word's vector (E,), both products (H,), their sum by one
 * matrix (H,), the bias (H,), what is squashed (H,), the new state (H,), the scores and the shares of the answers (K,).
 * @param {Opened} all
 * @param {number} timestep
 */
export function stepOf({ trace, W, part, states }, timestep) {
  const [old, word] = [states[timestep], trace.inputs.row(timestep)];
  return {
    old,
    word,
    ofState: part.recurrent.row(timestep),
    ofWord: part.input.row(timestep),
    both: product(W, Float64Array.of(...old, ...word)),
    bias: part.bias,
    sum: part.preActivation.row(timestep),
    state: states[timestep + 1],
    scores: trace.logits.row(timestep),
    shares: trace.answers.row(timestep),
  };
}

/**
 * Return the likeliest answers, and what all others have together.
 * @param {ArrayLike<number>} shares
 * @param {number} most
 */
export function likeliest(shares, most) {
  const order = [...Array(shares.length).keys()].sort((a, b) => shares[b] - shares[a] || a - b);
  const [first, others] = [order.slice(0, most), order.slice(most)];
  return { first, others: others.length, rest: others.reduce((sum, at) => sum + shares[at], 0) };
}
