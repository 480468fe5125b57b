/** What a network does with so many a's and as many b's: its counting unit's value, and where it is wrong. */

import { record } from "../../../net/trace.js";

/** @typedef {import("../../../net/types.d.ts").Network} Network */

/**
 * Return so many a's, and as many b's.
 * @param {number} count
 */
export const wordOf = (count) => [...Array(count).fill("a"), ...Array(count).fill("b")];

/**
 * Return the unit's value after each letter, its step there, what other signals are there, and the timesteps after
 * which the network expects the wrong thing: after every b but the last comes a b, after the last one the end.
 * @param {Network} network
 * @param {string} signal
 * @param {number} unit
 * @param {number} count
 * @param {string[]} [others] such as gates; what the cell does not have is left out
 */
export function counted(network, signal, unit, count, others = []) {
  const trace = record(network, wordOf(count));
  const { signals, initialHidden, initialCell } = trace.top;
  const letters = [...Array(2 * count).keys()];
  const of = (/** @type {string} */ name) => letters.map((t) => signals.get(name)?.at(t, unit) ?? NaN);
  const values = of(signal);
  const start = (signal === "cell_state" ? initialCell : initialHidden)?.[unit] ?? 0;
  const steps = values.map((value, t) => value - (t ? values[t - 1] : start));
  const wrong = letters.slice(count).filter((t) => said(trace, t) !== (t === 2 * count - 1 ? "." : "b"));
  const beside = Object.fromEntries(others.filter((name) => signals.has(name)).map((name) => [name, of(name)]));
  return { values, steps, wrong, beside };
}

/**
 * Return the step that is largest, and the last one.
 * @param {number[]} steps
 */
export function largestAndLast(steps) {
  const largest = steps.reduce((most, step) => (Math.abs(step) > Math.abs(most) ? step : most), 0);
  return { largest, last: steps.at(-1) ?? 0 };
}

/** @param {import("../../../net/trace.js").Trace} trace @param {number} timestep */
function said({ logits, network }, timestep) {
  const row = logits.row(timestep);
  return network.classes[row.reduce((best, score, at) => (score > row[best] ? at : best), 0)];
}
