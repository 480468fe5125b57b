/**
 * A loss on one sentence: which answers are asked for, at which timesteps. Knows answers, no way back. Equals
 * `core/instruments/loss.py`: L = -Σ_t w_t log p_t(target_t), or Σ_t w_t (y_t - target_t)² of a number y.
 */

import { Matrix } from "../matrix.js";
import { Refusal, shown } from "../refusal.js";

/** @typedef {import("../trace.js").Trace} Trace */
/** @typedef {number | string | null} Target a class as its number or name, or a number; null for the network's own */

export class Loss {
  /**
   * @param {number[]} targets (T,) what is asked for after each word: a class, or a number
   * @param {Float64Array} weights (T,) how much each answer counts
   * @param {boolean} number whether numbers are asked for
   */
  constructor(targets, weights, number) {
    this.targets = targets;
    this.weights = weights;
    this.number = number;
  }

  /**
   * Return the loss of logits (T, K).
   * @param {Matrix} logits
   */
  value(logits) {
    let sum = 0;
    for (const t of this.asked) {
      const [row, target] = [logits.row(t), this.targets[t]];
      if (this.number) {
        sum += this.weights[t] * (row[0] - target) ** 2;
        continue;
      }
      const top = row.reduce((most, value) => Math.max(most, value), -Infinity);
      const spread = Math.log(row.reduce((total, value) => total + Math.exp(value - top), 0)) + top;
      sum += this.weights[t] * (spread - row[target]);
    }
    return sum;
  }

  /**
   * Return the derivative by the logits (T, K), from what a trace answers: probabilities or numbers.
   * @param {Matrix} answers
   */
  slope(answers) {
    const found = new Matrix(answers.rows, answers.cols);
    for (const t of this.asked) {
      const row = found.row(t);
      row.set(answers.row(t));
      if (this.number) row[0] = 2 * (row[0] - this.targets[t]);
      else row[this.targets[t]] -= 1;
      for (let k = 0; k < row.length; k++) row[k] *= this.weights[t];
    }
    return found;
  }

  /** The timesteps that are asked. */
  get asked() {
    return [...this.weights.keys()].filter((t) => this.weights[t] !== 0);
  }
}

/**
 * Return the loss of one answer, or of the answers after each word.
 * @param {Trace} trace
 * @param {Target | Target[]} [target] a class as its number or name; null for the most probable one; or one of these
 *   for each timestep. Of a network that answers with a number: that number, or its text; null for 0
 * @param {number | "each"} [at] the timestep at which the answer is asked for; "each" for the sum over all
 */
export function lossAt(trace, target = null, at = -1) {
  const steps = trace.logits.rows;
  if (at !== "each" && !(Number.isInteger(at) && at >= -steps && at < steps)) {
    throw new Refusal(`at is ${shown(at)}; this sentence has timesteps 0 to ${steps - 1}, or “each” for all.`);
  }
  const each = Array.isArray(target) ? target : new Array(steps).fill(target);
  if (each.length !== steps) {
    throw new Refusal(`There are ${each.length} targets for ${steps} timesteps; give one for each.`);
  }
  const number = trace.network.answer === "number";
  const targets = each.map((one, t) => (number ? asNumber(one) : asClass(trace, one, t)));
  const weights = new Float64Array(steps).fill(at === "each" ? 1 : 0);
  if (at !== "each") weights[at < 0 ? at + steps : at] = 1;
  return new Loss(targets, weights, number);
}

/**
 * Return the loss if it fits the sentence and the network.
 * @param {Loss} loss
 * @param {Trace} trace
 */
export function checked(loss, trace) {
  const { rows, cols } = trace.logits;
  const [weights, targets] = [loss.weights.length, loss.targets.length];
  if (weights !== rows || targets !== rows) {
    const came = `weights (${weights},) and targets (${targets},)`;
    throw new Refusal(`The loss has ${came}; this sentence needs (${rows},) of each.`);
  }
  if (loss.number !== (trace.network.answer === "number")) {
    const [came, expected] = loss.number ? ["numbers", "classes"] : ["classes", "numbers"];
    throw new Refusal(`The loss asks for ${came}; this network answers with ${expected}.`);
  }
  const wrong = loss.number ? undefined : loss.targets.find((one) => !(one >= 0 && one < cols));
  if (wrong !== undefined) throw new Refusal(`target is ${wrong}; this network has classes 0 to ${cols - 1}.`);
  return loss;
}

/**
 * @param {Trace} trace
 * @param {Target} target
 * @param {number} t
 */
function asClass(trace, target, t) {
  const { classes } = trace.network;
  if (target === null) return largest(trace.answers.row(t));
  const found = typeof target === "string" ? classes.indexOf(target) : target;
  if (typeof target === "string" && found < 0) {
    const some = classes.slice(0, 8).join(", ");
    throw new Refusal(`target is ${shown(target)}; this network answers with ${some} ...`);
  }
  if (!Number.isInteger(found) || found < 0 || found >= classes.length) {
    throw new Refusal(`target is ${shown(target)}; this network has classes 0 to ${classes.length - 1}.`);
  }
  return found;
}

/** @param {Target} target */
function asNumber(target) {
  const found = typeof target === "string" && !target.trim() ? NaN : Number(target ?? 0);
  if (Number.isFinite(found)) return found;
  throw new Refusal(`target is ${shown(target)}; this network answers with numbers, such as 1.5.`);
}

/**
 * Return the place of the largest number, the first if several; what is not a number counts as the largest.
 * @param {Float64Array} row
 */
function largest(row) {
  let found = 0;
  for (let k = 1; k < row.length && !Number.isNaN(row[found]); k++) if (!(row[k] <= row[found])) found = k;
  return found;
}
