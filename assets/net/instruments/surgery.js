/**
 * Surgery: what an operation does to a sentence, signal by signal. Knows two traces. Equals `difference` in
 * `core/instruments/surgery.py`.
 */

import { norms } from "../back/norms.js";
import { Matrix } from "../matrix.js";
import { Refusal } from "../refusal.js";
import { gradientProfile } from "./gradient.js";

/** @typedef {import("../trace.js").Trace} Trace */

/** Operated minus untouched, on sentences of one length, word by word. */
export class Difference {
  /**
   * @param {Trace} untouched
   * @param {Trace} operated
   */
  constructor(untouched, operated) {
    this.untouched = untouched;
    this.operated = operated;
    /** @type {Map<string, Matrix>} the top layer's signals, (T, H) */
    this.signals = this.layer();
    /** The norm of the difference of the top states, (T,). */
    this.hidden = norms(/** @type {Matrix} */ (this.signals.get("hidden")));
    this.logits = minus(operated.logits, untouched.logits);
    this.answers = minus(operated.answers, untouched.answers);
  }

  /** The first timestep at which a top signal differs at all; null if none does. */
  get first() {
    const matrices = [...this.signals.values()];
    for (let t = 0; t < this.logits.rows; t++) {
      if (matrices.some((matrix) => matrix.row(t).some((value) => value !== 0))) return t;
    }
    return null;
  }

  /**
   * Return the differences of a layer's signals, (T, H).
   * @param {number} [layer]
   * @param {boolean} [reverse]
   */
  layer(layer = -1, reverse = false) {
    const [before, after] = [this.untouched.layer(layer, reverse), this.operated.layer(layer, reverse)];
    return new Map(
      [...before.signals].map(([name, values]) => [
        name,
        minus(/** @type {Matrix} */ (after.signals.get(name)), values),
      ]),
    );
  }

  /**
   * Return the norms of the loss's gradient by the top states (T,), untouched and operated. Without a target, the
   * untouched run's most probable class is meant in both.
   * @param {import("./loss.js").Target} [target]
   * @param {number} [at]
   */
  gradients(target = null, at = -1) {
    const before = gradientProfile(this.untouched, target, at);
    return [before.hidden, gradientProfile(this.operated, before.target, at).hidden];
  }
}

/**
 * Compare two runs of networks with the same signals and classes, on sentences of one length.
 * @param {Trace} untouched
 * @param {Trace} operated
 */
export function difference(untouched, operated) {
  const [before, after] = [untouched.logits.rows, operated.logits.rows];
  if (before !== after) {
    throw new Refusal(`The sentences have ${before} and ${after} words; compare sentences of one length.`);
  }
  if (shape(untouched) !== shape(operated)) {
    throw new Refusal("The networks differ in cells, units or classes; compare networks of one shape.");
  }
  return new Difference(untouched, operated);
}

/** @param {Trace} trace */
function shape(trace) {
  return [...trace.layer().signals.keys(), trace.layer().scan.hidden.cols, trace.logits.cols].join();
}

/**
 * Return one matrix minus another, over the rows that both have.
 * @param {Matrix} left
 * @param {Matrix} right
 */
export function minus(left, right) {
  const rows = Math.min(left.rows, right.rows);
  const values = left.data.subarray(0, rows * left.cols);
  return new Matrix(
    rows,
    left.cols,
    values.map((value, k) => value - right.data[k]),
  );
}
