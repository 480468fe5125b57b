/**
 * Gradients and luck on the same eight sentences, from the same start: what is right after so many losses. Draws
 * nothing. Equals `Eight`, `by_gradient` and `by_luck` in `core/experiments/lessons/learning.py`, but for the numbers
 * that are drawn.
 */

import { Pass } from "../../../net/forward.js";
import { gradientProfile } from "../../../net/instruments/gradient.js";
import { lossAt } from "../../../net/instruments/loss.js";
import { record } from "../../../net/trace.js";
import { readFor } from "../../../net/tasks.js";

/** @typedef {import("../../../net/types.d.ts").Network} Network */
/** @typedef {import("../../../net/types.d.ts").Weights} Weights */

export const COST = 3; // losses for which a gradient counts: one there, two back
const STEP = 1; // the rate of a gradient step, and the norm to which a longer gradient is cut
const NUDGE = 0.1; // how far luck begins to jump in each weight
const GROWS = 1.5; // by what it then goes farther, where a jump was good

/**
 * Return numbers from 0 to 1 that are the same for the same seed (mulberry32).
 * @param {number} seed
 */
export function drawn(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Return numbers of a normal distribution (Box and Muller 1958).
 * @param {() => number} draw
 */
export const normal = (draw) => () => Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());

/**
 * Return the network of so many units with weights drawn anew, as PyTorch draws them: words normal, all others even
 * between ∓1/√units.
 * @param {Network} network an RNN of one layer
 * @param {number} units
 * @param {number} seed
 * @returns {Network}
 */
export function begun(network, units, seed) {
  const { model } = network.spec;
  const draw = drawn(seed);
  const gauss = normal(draw);
  const even = () => (2 * draw() - 1) / Math.sqrt(units);
  /** @param {number} side */
  const sized = (side) => (side === model.hiddenSize ? units : side);
  const weights = new Map();
  for (const [name, { shape }] of network.weights) {
    const own = name === "embedding.weight" ? shape : shape.map(sized);
    const count = own.reduce((product, side) => product * side, 1);
    weights.set(name, {
      shape: own,
      data: Float64Array.from({ length: count }, name.startsWith("emb") ? gauss : even),
    });
  }
  return { ...network, spec: { ...network.spec, model: { ...model, hiddenSize: units } }, weights };
}

/** How many weights a network has. @param {Weights} weights */
export const counted = (weights) => [...weights.values()].reduce((sum, { data }) => sum + data.length, 0);

/** Sentences with their answers, and what a network with some weights makes of them. */
export class Sentences {
  /**
   * @param {Network} network
   * @param {[sentence: string, answer: string][]} pairs
   */
  constructor(network, pairs) {
    this.network = network;
    this.readings = pairs.map(([sentence]) => readFor(network, sentence));
    this.targets = pairs.map(([, answer]) => network.classes.indexOf(answer));
  }

  /**
   * Return the mean loss after the last words, and how many answers are right.
   * @param {Weights} weights
   */
  judge(weights) {
    let [loss, right] = [0, 0];
    this.readings.forEach(({ ids }, at) => {
      const { logits } = Pass.forward(this.network.spec.model, weights, ids);
      const row = logits.row(ids.length - 1);
      const top = Math.max(...row);
      const spread = Math.log(row.reduce((sum, value) => sum + Math.exp(value - top), 0)) + top;
      loss += (spread - row[this.targets[at]]) / this.targets.length;
      right += Number(row.indexOf(top) === this.targets[at]);
    });
    return { loss, right };
  }

  /**
   * Return the weights after a step along the gradient of the mean loss.
   * @param {Weights} weights
   * @returns {Weights}
   */
  step(weights) {
    /** @type {Map<string, Float64Array>} */
    const slopes = new Map();
    this.readings.forEach((reading, at) => {
      const trace = record({ ...this.network, weights }, reading);
      const profile = gradientProfile(trace, null, -1, { loss: lossAt(trace, this.targets[at]) });
      for (const [name, { data }] of profile.weightGradients()) {
        const sum = slopes.get(name) ?? new Float64Array(data.length);
        data.forEach((value, k) => (sum[k] += value / this.targets.length));
        slopes.set(name, sum);
      }
    });
    let square = 0;
    for (const data of slopes.values()) square += data.reduce((sum, value) => sum + value * value, 0);
    const rate = STEP * Math.min(1, STEP / Math.sqrt(square));
    return moved(weights, (name, at) => -rate * (slopes.get(name)?.[at] ?? 0));
  }
}

/** @param {Weights} weights @param {(name: string, at: number) => number} by @returns {Weights} */
function moved(weights, by) {
  const found = new Map();
  for (const [name, { shape, data }] of weights) {
    found.set(name, { shape, data: data.map((value, at) => value + by(name, at)) });
  }
  return found;
}

/**
 * One point of a run: how many losses were computed, the loss then, and how many answers are right.
 * @typedef {{ spent: number, loss: number, right: number }} Point
 */

/** A walk along gradients. */
export class Gradients {
  /** @param {Sentences} sentences @param {Weights} weights */
  constructor(sentences, weights) {
    this.sentences = sentences;
    this.weights = weights;
    this.spent = 0;
    this.points = /** @type {Point[]} */ ([{ spent: 0, ...sentences.judge(weights) }]);
  }

  advance() {
    this.weights = this.sentences.step(this.weights);
    this.spent += COST;
    this.points.push({ spent: this.spent, ...this.sentences.judge(this.weights) });
  }
}

/** Random jumps, each kept if the loss is lower then; about a fifth of them are good (Rechenberg 1973). */
export class Luck {
  /** @param {Sentences} sentences @param {Weights} weights @param {number} seed */
  constructor(sentences, weights, seed) {
    this.sentences = sentences;
    this.weights = weights;
    this.gauss = normal(drawn(seed));
    this.far = NUDGE;
    this.spent = 0;
    this.points = /** @type {Point[]} */ ([{ spent: 0, ...sentences.judge(weights) }]);
  }

  advance() {
    const best = this.points[this.points.length - 1];
    const jump = moved(this.weights, () => this.far * this.gauss());
    const found = this.sentences.judge(jump);
    this.spent += 1;
    if (found.loss < best.loss) {
      this.weights = jump;
      this.far *= GROWS;
      this.points.push({ spent: this.spent, ...found });
    } else {
      this.far /= GROWS ** 0.25;
      this.points.push({ ...best, spent: this.spent });
    }
  }
}
