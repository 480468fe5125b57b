/** One unit of a GRU and one of an LSTM at a timestep, as lines in the same places: see, keep, write, show. */

import { digitsFor, format } from "../../arrays.js";
import { actsOf, written } from "../belt/numbers.js";
import { mixed } from "../blend/numbers.js";

/** @typedef {import("../../../net/trace.js").Trace} Trace */

/**
 * @typedef {object} Line
 * @property {number} act at which it is there
 * @property {string} name
 * @property {string} [letter] of its gate; none where the cell has no gate in that place
 * @property {number} [gate] between 0 and 1
 * @property {boolean} [rest] whether the gate is what another one leaves
 * @property {string} text
 * @property {string} result
 */

const DIGITS = 2;
const MOST_PLACES = 7;
const [SEE, KEEP, WRITE, SHOW] = [0, 1, 2, 3];

/**
 * So many places that both products come out as they are shown; z and 1 − z have as many.
 * @param {number[]} one @param {number[]} other @param {number} digits of the products
 */
function placesFor(one, other, digits) {
  const rounded = (/** @type {number} */ value, /** @type {number} */ places) => Number(value.toFixed(places));
  const fits = (/** @type {number} */ places) =>
    [one, other].every(([a, b]) => rounded(rounded(a, places) * rounded(b, places), digits) === rounded(a * b, digits));
  const places = Array.from({ length: MOST_PLACES - DIGITS }, (_, more) => DIGITS + more);
  return places.find(fits) ?? MOST_PLACES;
}

/** A factor or summand as it is written behind a sign. @param {string} number */
const inBrackets = (number) => (number.startsWith("−") ? `(${number})` : number);

/**
 * Return how much of the old state is kept and of the new value written.
 * @param {Trace} trace
 * @param {number} timestep
 * @param {number} unit
 */
export function gatesOf(trace, timestep, unit) {
  if (trace.top.scan.memory) {
    const at = (/** @type {string} */ gate) => trace.top.scan.gate(gate).at(timestep, unit);
    return { keep: at("forget_gate"), write: at("input_gate") };
  }
  const { keep } = mixed(trace, timestep, unit);
  return { keep, write: 1 - keep };
}

/**
 * Return the lines of a unit at a timestep.
 * @param {Trace} trace of a GRU or an LSTM
 * @param {number} timestep
 * @param {number} unit
 * @returns {Line[]}
 */
export function linesOf(trace, timestep, unit) {
  return trace.top.scan.memory ? linesOfLstm(trace, timestep, unit) : linesOfGru(trace, timestep, unit);
}

/** @param {Trace} trace @param {number} timestep @param {number} unit @returns {Line[]} */
function linesOfGru(trace, timestep, unit) {
  const { old, fresh, keep, state } = mixed(trace, timestep, unit);
  const reset = trace.top.signals.get("reset_gate")?.at(timestep, unit) ?? 1;
  const [kept, taken] = [keep * old, (1 - keep) * fresh];
  const ofSum = digitsFor([kept, taken], ([a, b]) => a + b, DIGITS);
  const ofGate = placesFor([keep, old], [1 - keep, fresh], ofSum);
  const text = {
    ...{ keep: format(keep, ofGate), rest: format(1 - keep, ofGate), old: format(old, ofGate) },
    ...{ fresh: format(fresh, ofGate), kept: format(kept, ofSum), taken: format(taken, ofSum) },
    now: format(state, DIGITS),
  };
  return [
    {
      act: SEE,
      name: "new value",
      letter: "r",
      gate: reset,
      text: `with ${format(reset, DIGITS)} of the old state:`,
      result: text.fresh,
    },
    ...pair("z", "1 − z", { keep, write: 1 - keep }, text),
    { act: WRITE, name: "together", text: `z + (1 − z) = ${text.keep} + ${text.rest} =`, result: "1" },
    { act: SHOW, name: "new state", text: `h = ${text.kept} + ${inBrackets(text.taken)} =`, result: text.now },
    { act: SHOW, name: "shows", text: "all of it:", result: text.now },
  ];
}

/** @param {Trace} trace @param {number} timestep @param {number} unit @returns {Line[]} */
function linesOfLstm(trace, timestep, unit) {
  const { memory, hidden } = trace.top.scan;
  if (!memory) return [];
  const numbers = actsOf({ trace, memory, hidden }, timestep, unit);
  const shown = written(numbers);
  const { forget: keep, input: write } = numbers;
  const text = {
    ...{ keep: shown.forget, rest: shown.input, old: shown.before },
    ...{ fresh: shown.candidate, kept: shown.kept, taken: shown.written },
  };
  const sum = digitsFor([keep, write], ([a, b]) => a + b, DIGITS);
  return [
    { act: SEE, name: "new value", text: "with all of h:", result: text.fresh },
    ...pair("f", "i", { keep, write }, text),
    {
      act: WRITE,
      name: "together",
      text: `f + i = ${format(keep, sum)} + ${format(write, sum)} =`,
      result: format(keep + write, DIGITS),
    },
    { act: SHOW, name: "new state", text: `c = ${text.kept} + ${inBrackets(text.taken)} =`, result: shown.now },
    {
      act: SHOW,
      name: "shows",
      letter: "o",
      gate: numbers.output,
      text: `tanh c: ${shown.output} × ${inBrackets(shown.tanh)} =`,
      result: shown.shown,
    },
  ];
}

/**
 * What is kept and what is written.
 * @param {string} first @param {string} second the letters of the gates
 * @param {{ keep: number, write: number }} gates
 * @param {Record<"keep" | "rest" | "old" | "fresh" | "kept" | "taken", string>} text
 * @returns {Line[]}
 */
function pair(first, second, { keep, write }, text) {
  const line = (/** @type {string} */ gate, /** @type {string} */ value) => `${gate} × ${inBrackets(value)} =`;
  return [
    { act: KEEP, name: "keeps", letter: first, gate: keep, text: line(text.keep, text.old), result: text.kept },
    {
      act: WRITE,
      name: "writes",
      letter: second,
      gate: write,
      rest: second === "1 − z",
      text: line(text.rest, text.fresh),
      result: text.taken,
    },
  ];
}
