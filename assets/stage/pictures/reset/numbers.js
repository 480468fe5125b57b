/** What a unit of a GRU makes its new value of: the word, and what its reset gate lets it see of the old state. */

import { addProduct } from "../../../net/matrix.js";
import { record } from "../../../net/trace.js";
import { format } from "../../arrays.js";
import { mixed } from "../blend/numbers.js";

/** @typedef {import("../../../net/types.d.ts").Network} Network */
/** @typedef {import("../../../net/trace.js").Trace} Trace */

/** @typedef {{ unit: number | null, timestep: number, value: number }} Hold r by hand; of all units without one */

/**
 * @typedef {object} Seen
 * @property {number} reset r
 * @property {number} word what the word adds to the sum, with the bias
 * @property {number} recalled what the old state adds to it at r = 1
 * @property {number} seen what it does add
 * @property {number} sum
 * @property {number} alone the new value at r = 0
 * @property {number} fresh the new value
 * @property {number} full the new value at r = 1
 * @property {number} keep
 * @property {number} old
 * @property {number} kept
 * @property {number} written
 * @property {number} state
 */

const [DIGITS, MOST_DIGITS] = [2, 6];

/**
 * Return the trace of a sentence, with reset gates held by hand at one word.
 * @param {Network} network a GRU
 * @param {string} sentence
 * @param {Hold | null} hold
 */
export function traceOf(network, sentence, hold) {
  if (!hold) return record(network, sentence);
  const { unit, timestep, value } = hold;
  const where = { units: unit === null ? null : [unit], start: timestep, stop: timestep + 1 };
  return record(network, sentence, [{ kind: "clamp", gate: "reset_gate", value, ...where }]);
}

/** Whether the reset gate stands before the matrix: what a unit sees then depends on the gates of all. */
export const standsBefore = (/** @type {Network} */ { spec }) => spec.model.resetGate === "before";

/**
 * Return what a unit makes its new value of at a timestep: `proposals` of `core/instruments/mixed.py`.
 * @param {Trace} trace of a GRU
 * @param {number} timestep
 * @param {number} unit
 * @returns {Seen}
 */
export function seenBy(trace, timestep, unit) {
  const { network, top } = trace;
  const { weights: w, cell } = top.scan;
  const part = /** @type {import("../../../net/layer.js").Part} */ (top.parts.get("candidate"));
  const block = cell.gates.indexOf("candidate");
  const gated = top.signals.has("reset_gate");
  const before = timestep ? top.hidden.row(timestep - 1) : top.initialHidden;
  const row = block * w.hiddenSize + unit;
  const bias = gated && !standsBefore(network) ? w.part(w.biasHh, block)[unit] : 0;
  const [recalled] = addProduct(Float64Array.of(bias), w.weightHh.slice(row, row + 1), before);
  const word = part.input.at(timestep, unit) + part.bias[unit];
  const seen = part.recurrent.at(timestep, unit);
  const { old, fresh, keep, state } = mixed(trace, timestep, unit);
  return {
    ...{ reset: top.signals.get("reset_gate")?.at(timestep, unit) ?? 1, word, recalled, seen, sum: word + seen },
    ...{ alone: Math.tanh(word), fresh, full: Math.tanh(word + recalled) },
    ...{ keep, old, kept: keep * old, written: (1 - keep) * fresh, state },
  };
}

/**
 * Return the new value as a sum that works out with the digits that are shown.
 * @param {Seen} numbers
 * @param {boolean} before whether the gate stands before the matrix, so that its product is another
 */
export function written({ reset, word, recalled, seen, fresh }, before) {
  const rounded = (/** @type {number} */ value, /** @type {number} */ digits) => Number(value.toFixed(digits));
  const comesTo = (/** @type {number} */ digits) => {
    const added = before ? rounded(seen, digits) : rounded(reset, digits) * rounded(recalled, digits);
    return rounded(Math.tanh(rounded(word, digits) + added), DIGITS) === rounded(fresh, DIGITS);
  };
  const all = Array.from({ length: MOST_DIGITS - DIGITS }, (_, more) => DIGITS + more);
  const digits = all.find(comesTo) ?? MOST_DIGITS;
  const said = (/** @type {number} */ value) => format(value, digits);
  const inBrackets = (/** @type {number} */ value) => (value < 0 ? `(${said(value)})` : said(value));
  const added = before ? inBrackets(seen) : `${said(reset)} · ${inBrackets(recalled)}`;
  return { sum: `tanh(${said(word)} + ${added})`, result: format(fresh, DIGITS) };
}
