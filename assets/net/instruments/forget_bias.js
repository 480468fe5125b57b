/**
 * Surgery on weights, the forget gate's bias set by hand: `with_forget_bias` of `core/instruments/surgery.py`.
 *
 * Knows a network's weights; reads no sentence.
 */

import { checkPlace } from "../operations.js";
import { Refusal } from "../refusal.js";
import { gates, suffix } from "../shapes.js";
import { matrixOf } from "../weights.js";

/** @typedef {import("../types.d.ts").Network} Network */
/** @typedef {{ layer?: number, reverse?: boolean }} Which layer 0 is the lowest, -1 the top one */

/**
 * Return the bias of the forget gate, unit by unit: the sum of PyTorch's two vectors.
 * @param {Network} network
 * @param {Which} [which]
 */
export function forgetBias(network, which = {}) {
  const [first, second] = vectors(network, which).map(({ own }) => own);
  return first.map((part, unit) => part + second[unit]);
}

/**
 * Return the network with that bias set to `bias` in every unit. It is set and not shifted: that is what "start with a
 * forget bias of 1" means.
 * @param {Network} network it is not changed itself, and the new one has no key
 * @param {number} bias
 * @param {Which} [which]
 * @returns {Network}
 */
export function withForgetBias(network, bias, which = {}) {
  const found = vectors(network, which);
  if (!Number.isFinite(Math.fround(bias))) throw new Refusal(`bias is ${bias}; choose a finite number, such as 1.`);
  const weights = new Map(network.weights);
  found.forEach(({ name, from, to, data }, index) => {
    const changed = data.slice();
    changed.fill(index ? 0 : Math.fround(bias), from, to);
    weights.set(name, { shape: [changed.length], data: changed });
  });
  return { ...network, weights, key: undefined };
}

/**
 * The two vectors that hold the bias, and which of their numbers do.
 * @param {Network} network
 * @param {Which} which
 */
function vectors({ spec: { model }, weights }, { layer = -1, reverse = false }) {
  const names = gates(model);
  const block = names.indexOf("forget_gate");
  if (block < 0)
    throw new Refusal(`This network has no forget gate, it has ${names.join(", ")}; take an LSTM with one.`);
  checkPlace(model, layer, reverse);
  const place = suffix(layer < 0 ? layer + model.layers : layer, reverse);
  const [from, to] = [block * model.hiddenSize, (block + 1) * model.hiddenSize];
  return ["rnn.bias_ih", "rnn.bias_hh"].map((begin) => {
    const { data } = matrixOf(weights, `${begin}${place}`);
    return {
      name: `${begin}${place}`,
      from,
      to,
      data,
      own: data.subarray(from, to),
    };
  });
}
