/**
 * Truncated backpropagation made visible: where the gradient is cut, and how wrong it becomes. Knows gradient profiles.
 * Equals `core/instruments/truncation.py`.
 *
 * The sentence is cut into windows, counted from its end; each starts from a *detached* state: its numbers are used,
 * but no gradient goes back through it (Williams and Peng 1990).
 */

import { norm } from "../back/norms.js";
import { gradientProfile } from "./gradient.js";

/** @typedef {import("../matrix.js").Matrix} Matrix */
/** @typedef {import("./gradient.js").GradientProfile} GradientProfile */

/**
 * The gradient in full and truncated. `cuts` are the timesteps that start from a detached state; `cut` (T,) the norm of
 * what would have gone back from each of them. `error` is each weight's relative error: the norm of (full - truncated)
 * over that of the full gradient; 0 where the two are equal, infinite where only the full one is zero. `cosine` says
 * how well the truncated gradient still points the same way; NaN if one of them is zero.
 * @typedef {object} Truncation
 * @property {number} window
 * @property {number[]} cuts
 * @property {GradientProfile} full
 * @property {GradientProfile} truncated
 * @property {Float64Array} cut
 * @property {Map<string, number>} error
 * @property {Map<string, number>} cosine
 */

/**
 * Differentiate a loss in full and with windows of `window` timesteps; see `gradientProfile`.
 * @param {import("../trace.js").Trace} trace
 * @param {number} window
 * @param {import("./loss.js").Target | import("./loss.js").Target[]} [target]
 * @param {number | "each"} [at]
 * @returns {Truncation}
 */
export function truncation(trace, window, target = null, at = -1) {
  const truncated = gradientProfile(trace, target, at, { window });
  const full = gradientProfile(trace, target, at);
  const parts = truncated.weightGradients();
  const [error, cosine] = [new Map(), new Map()];
  for (const [name, { data: whole }] of full.weightGradients()) {
    const part = /** @type {Matrix} */ (parts.get(name)).data;
    const [apart, ofWhole, ofPart] = [norm(whole.map((value, k) => value - part[k])), norm(whole), norm(part)];
    error.set(name, apart === 0 ? 0 : apart / ofWhole);
    cosine.set(
      name,
      whole.reduce((sum, value, k) => sum + (value / ofWhole) * (part[k] / ofPart), 0),
    );
  }
  return { window, cuts: truncated.cuts, full, truncated, cut: cutNorms(truncated), error, cosine };
}

/**
 * Return the norm of what was cut off at each timestep, in all layers together, (T,).
 * @param {GradientProfile} profile
 */
function cutNorms({ gradients, trace }) {
  const lost = [...gradients.stack.places.values()].flatMap(({ cut }) => (cut ? [cut.hidden, cut.memory] : []));
  /** @param {unknown} _ @param {number} t */
  const at = (_, t) => norm(lost.flatMap((matrix) => (matrix ? [...matrix.row(t)] : [])));
  return Float64Array.from({ length: trace.logits.rows }, at);
}
