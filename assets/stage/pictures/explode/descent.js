/**
 * Plain gradient descent of an RNN of one layer on some sentences of the same length, all of them in every step, as it
 * is and with the gradient's norm cut. Draws nothing. Equals `Eight`, `taken` and `descent` in
 * `core/experiments/lessons`; it holds all sentences in one array, because sixty steps have to fit into a frame or two.
 */

import { SQUASH } from "../../../net/squash.js";
import { readFor } from "../../../net/tasks.js";

/** @typedef {import("../../../net/types.d.ts").Network} Network */

/** Flat arrays by the network's names. @typedef {Map<string, Float64Array>} Flat */

/**
 * What a step found before it was taken.
 * @typedef {object} Found
 * @property {number} norm of the gradient
 * @property {number} loss
 * @property {number} right answers
 */

/** @typedef {Found & { weights: Flat, slopes: Flat }} Step */

const [WORDS, INPUT, RECURRENT] = ["embedding.weight", "rnn.weight_ih_l0", "rnn.weight_hh_l0"];
const BIASES = ["rnn.bias_ih_l0", "rnn.bias_hh_l0"];
const [READ, READ_BIAS] = ["readout.weight", "readout.bias"];

/** Sentences with their answers, and what weights make of them. */
export class Sentences {
  /**
   * @param {Network} network
   * @param {[sentence: string, answer: string][]} pairs
   * @param {import("../../../net/types.d.ts").Activation} activation
   */
  constructor(network, pairs, activation) {
    this.squash = SQUASH[activation];
    this.ids = pairs.map(([sentence]) => readFor(network, sentence).ids);
    this.targets = pairs.map(([, answer]) => network.classes.indexOf(answer));
    const { hiddenSize, embeddingSize } = network.spec.model;
    this.units = hiddenSize;
    this.numbers = embeddingSize;
    this.start = /** @type {Flat} */ (new Map([...network.weights].map(([name, { data }]) => [name, data])));
  }

  /**
   * Return the states after each word of each sentence, from the one before the first on: (sentences, T + 1, H).
   * @param {Flat} weights
   */
  states(weights) {
    const { units, numbers, ids } = this;
    const [words, input, matrix] = [WORDS, INPUT, RECURRENT].map((name) => of(weights, name));
    const [fromInput, fromHidden] = BIASES.map((name) => of(weights, name));
    /** @type {Map<number, Float64Array>} what a word adds before the function */
    const adds = new Map();
    for (const id of new Set(ids.flat())) {
      const sum = Float64Array.from(fromInput, (bias, j) => bias + fromHidden[j]);
      addProduct(sum, input, words.subarray(id * numbers, (id + 1) * numbers));
      adds.set(id, sum);
    }
    return ids.map((sentence) => {
      const states = [new Float64Array(units)];
      sentence.forEach((id, t) => {
        const sum = Float64Array.from(adds.get(id) ?? []);
        addProduct(sum, matrix, states[t]);
        states.push(sum.map(this.squash.value));
      });
      return states;
    });
  }

  /**
   * Return logits less their largest after the last word, and the logarithm of the sum of their powers.
   * @param {Flat} weights
   * @param {Float64Array} state
   */
  answer(weights, state) {
    const logits = Float64Array.from(of(weights, READ_BIAS));
    addProduct(logits, of(weights, READ), state);
    const top = logits.reduce((most, one) => Math.max(most, one), -Infinity);
    const below = logits.map((one) => one - top);
    return { below, spread: Math.log(below.reduce((sum, one) => sum + Math.exp(one), 0)) };
  }

  /**
   * Return mean loss and right answers of some weights.
   * @param {Flat} weights
   */
  judge(weights) {
    const states = this.states(weights);
    let [loss, right] = [0, 0];
    states.forEach((own, at) => {
      const { below, spread } = this.answer(weights, own[own.length - 1]);
      loss += (spread - below[this.targets[at]]) / states.length;
      right += Number(below.indexOf(0) === this.targets[at]);
    });
    return { loss, right: Number.isFinite(loss) ? right : 0 };
  }

  /**
   * Return the gradient of the mean loss by each array of weights, and its norm.
   * @param {Flat} weights
   */
  gradient(weights) {
    const { units, numbers, ids } = this;
    const [words, input, matrix, read] = [WORDS, INPUT, RECURRENT, READ].map((name) => of(weights, name));
    const slopes = /** @type {Flat} */ (new Map());
    for (const [name, { length }] of weights) slopes.set(name, new Float64Array(length));
    const [dWords, dInput, dMatrix, dRead] = [WORDS, INPUT, RECURRENT, READ].map((name) => of(slopes, name));
    const [dReadBias, dBias] = [READ_BIAS, BIASES[0]].map((name) => of(slopes, name));
    this.states(weights).forEach((states, at) => {
      const last = states.length - 1;
      const { below, spread } = this.answer(weights, states[last]);
      const dLogits = below.map((one) => Math.exp(one - spread) / ids.length);
      dLogits[this.targets[at]] -= 1 / ids.length;
      dLogits.forEach((d, k) => (dReadBias[k] += d));
      addOuter(dRead, dLogits, states[last]);
      let delta = new Float64Array(units);
      addTransposed(delta, read, dLogits);
      for (let t = last; t > 0; t--) {
        const [id, after] = [ids[at][t - 1], states[t]];
        const before = delta.map((d, j) => d * this.squash.slope(after[j]));
        before.forEach((d, j) => (dBias[j] += d));
        addOuter(dMatrix, before, states[t - 1]);
        addOuter(dInput, before, words.subarray(id * numbers, (id + 1) * numbers));
        addTransposed(dWords.subarray(id * numbers, (id + 1) * numbers), input, before);
        delta = new Float64Array(units);
        addTransposed(delta, matrix, before);
      }
    });
    of(slopes, BIASES[1]).set(dBias);
    let square = 0;
    for (const slope of slopes.values()) square += slope.reduce((sum, one) => sum + one * one, 0);
    return { slopes, norm: Math.sqrt(square) };
  }
}

/** By what a gradient of this norm is multiplied. @param {number} norm @param {number} threshold */
export const factor = (norm, threshold) => (norm > threshold ? threshold / norm : 1);

/**
 * Return the weights a distance away, against the gradient.
 * @param {Flat} weights
 * @param {Flat} slopes
 * @param {number} times the gradient
 * @returns {Flat}
 */
export function moved(weights, slopes, times) {
  const found = new Map();
  for (const [name, data] of weights) {
    const slope = of(slopes, name);
    found.set(
      name,
      data.map((one, k) => one - times * slope[k]),
    );
  }
  return found;
}

/**
 * Return what each step found; the last one is that at which a number is none, if there is one.
 * @param {Sentences} sentences
 * @param {number} rate
 * @param {number} steps
 * @param {number} threshold Infinity cuts nothing
 * @returns {Step[]}
 */
export function descent(sentences, rate, steps, threshold) {
  const found = /** @type {Step[]} */ ([]);
  for (let weights = sentences.start; found.length <= steps;) {
    const { slopes, norm } = sentences.gradient(weights);
    const { loss, right } = sentences.judge(weights);
    found.push({ norm, loss, right, weights, slopes });
    if (Number.isNaN(norm) || Number.isNaN(loss)) break;
    weights = moved(weights, slopes, rate * factor(norm, threshold));
  }
  return found;
}

/** @param {Flat} weights @param {string} name */
function of(weights, name) {
  const found = weights.get(name);
  if (!found) throw new TypeError(`There is no weight ${name}.`);
  return found;
}

/** Add M v to a sum. @param {Float64Array} sum (R,) @param {Float64Array} m (R, C) @param {Float64Array} v (C,) */
function addProduct(sum, m, v) {
  for (let i = 0, k = 0; i < sum.length; i++) {
    let one = 0;
    for (let j = 0; j < v.length; j++, k++) one += m[k] * v[j];
    sum[i] += one;
  }
}

/** Add Mᵀ v to a sum. @param {Float64Array} sum (C,) @param {Float64Array} m (R, C) @param {Float64Array} v (R,) */
function addTransposed(sum, m, v) {
  for (let i = 0, k = 0; i < v.length; i++) {
    for (let j = 0; j < sum.length; j++, k++) sum[j] += m[k] * v[i];
  }
}

/** Add l rᵀ to a sum. @param {Float64Array} sum (R, C) @param {Float64Array} l (R,) @param {Float64Array} r (C,) */
function addOuter(sum, l, r) {
  for (let i = 0, k = 0; i < l.length; i++) {
    for (let j = 0; j < r.length; j++, k++) sum[k] += l[i] * r[j];
  }
}
