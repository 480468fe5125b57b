/**
 * The gradient profile: how much each state of a sentence matters to the loss. Knows a trace and a loss. Equals
 * `core/instruments/gradient.py`.
 *
 * ‖∂L/∂h_t‖ for every timestep t, and for an LSTM ‖∂L/∂c_t‖ beside it. Total derivatives: what flows through later
 * timesteps is part of them. The weights are shared, so the gradient of one is a sum over time: `contributions`.
 */

import { norms } from "../back/norms.js";
import { PassBack } from "../back/forward.js";
import { Refusal, shown } from "../refusal.js";
import { checked, lossAt } from "./loss.js";

/** @typedef {import("../matrix.js").Matrix} Matrix */
/** @typedef {import("../trace.js").Trace} Trace */
/** @typedef {import("../back/forward.js").NetworkGradients} NetworkGradients */
/** @typedef {import("./loss.js").Loss} Loss */
/** @typedef {import("./loss.js").Target} Target */

/**
 * Gradients (T, H) of the loss by one layer's states, and their norms (T,); cells in an LSTM only.
 * @typedef {object} StateGradients
 * @property {Float64Array} hidden
 * @property {Float64Array | null} cellState
 * @property {Matrix} hiddenGradient
 * @property {Matrix | null} cellGradient
 */

/** Of the top layer at hand; `layer(...)` has the others. `at` and `target` name the last answer asked. */
export class GradientProfile {
  /**
   * @param {Trace} trace
   * @param {Loss} asked
   * @param {number[]} cuts timesteps at which a window begins, the first one left out
   */
  constructor(trace, asked, cuts) {
    this.trace = trace;
    this.asked = asked;
    this.cuts = cuts;
    this.back = new PassBack(trace.forward);
    this.gradients = this.back.backward(asked.slope(trace.answers), cuts);
    this.loss = asked.value(trace.logits);
    this.at = asked.asked.at(-1) ?? trace.logits.rows - 1;
    this.target = asked.targets[this.at];
    const top = this.layer();
    this.hidden = top.hidden;
    this.cellState = top.cellState;
    this.hiddenGradient = top.hiddenGradient;
    this.cellGradient = top.cellGradient;
  }

  /**
   * Return the gradients by a layer's states (0 is the lowest, -1 the top one), in sentence order.
   * @param {number} [layer]
   * @param {boolean} [reverse]
   * @returns {StateGradients}
   */
  layer(layer = -1, reverse = false) {
    const of = this.trace.layer(layer, reverse);
    const { hidden, memory } = this.of(layer, reverse);
    const [hiddenGradient, cellGradient] = [of.inOrder(hidden), memory && of.inOrder(memory)];
    const cellState = cellGradient && norms(cellGradient);
    return { hidden: norms(hiddenGradient), cellState, hiddenGradient, cellGradient };
  }

  /**
   * Return the derivatives of a layer's sweep, in its own reading order.
   * @param {number} layer
   * @param {boolean} reverse
   */
  of(layer, reverse) {
    return this.back.stack.of(this.gradients.stack, layer, reverse);
  }

  /** The gradient by the vectors that were read, (T, E). */
  get inputs() {
    return this.gradients.stack.inputs;
  }

  /** Return what each timestep adds to the gradient of each weight, by its name. */
  contributions() {
    return this.back.contributions(this.gradients);
  }

  /** Return the gradient of each weight: the sum of its contributions. */
  weightGradients() {
    return new Map([...this.contributions()].map(([name, one]) => [name, one.total]));
  }
}

/**
 * Differentiate a loss by every state and every weight.
 * @param {Trace} trace
 * @param {Target | Target[]} [target] see `lossAt`
 * @param {number | "each"} [at] see `lossAt`
 * @param {{ loss?: Loss, window?: number }} [options] `loss`: any other weighting of answers, instead of `target` and
 *   `at`; `window`: no gradient goes from one window of this many timesteps to the one before, counted from the end
 */
export function gradientProfile(trace, target = null, at = -1, { loss, window } = {}) {
  const asked = loss ? checked(loss, trace) : lossAt(trace, target, at);
  const cuts = window === undefined ? [] : cutPlaces(trace.logits.rows, window);
  if (cuts.length && trace.network.spec.model.bidirectional) {
    throw new Refusal("window is given, and this network reads in both directions: nothing can be cut.");
  }
  if (cuts.length && trace.network.spec.model.attention) {
    throw new Refusal(
      "window is given, and this network's decoder looks back at every state of the encoder: nothing can be cut.",
    );
  }
  return new GradientProfile(trace, asked, cuts);
}

/**
 * Return the timesteps at which a window begins, the first one left out: none goes back from there.
 * @param {number} steps
 * @param {number} window
 */
export function cutPlaces(steps, window) {
  if (!(Number.isInteger(window) && window >= 1))
    throw new Refusal(`window is ${shown(window)}; choose at least 1 timestep.`);
  const found = [];
  for (let t = steps - window; t > 0; t -= window) found.unshift(t);
  return found;
}
