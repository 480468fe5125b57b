/**
 * One timestep of an LSTM, in four acts, as the numbers that are shown: what is kept, what is written, the new cell
 * state, what of it is shown. Draws nothing.
 */

import { digitsFor, format } from "../../arrays.js";
import { record } from "../../../net/trace.js";

/** @typedef {import("../../../net/types.d.ts").Network} Network */
/** @typedef {ReturnType<typeof actsOf>} Acts */

const DIGITS = 2;
const GATES = [
  ["forget_gate", "f"],
  ["input_gate", "i"],
  ["candidate", "g"],
  ["output_gate", "o"],
];

/**
 * Return what is said of an LSTM's timesteps on a sentence: its trace, and its cell states (T+1) with the first one.
 * @param {Network} network
 * @param {string | string[] | import("../../../net/types.d.ts").Reading} sentence
 */
export function opened(network, sentence) {
  const trace = record(network, sentence);
  const { memory, hidden } = trace.top.scan;
  if (!memory) throw new Error("This network has no cell state; a step of an LSTM is opened here.");
  return { trace, memory, hidden };
}

/** @typedef {ReturnType<typeof opened>} Opened */

/**
 * Return what says how the cell is drawn: its gates with their signs, and which of them see the cell state.
 * @param {import("../../../net/trace.js").Trace} trace
 */
export function wiredOf({ top }) {
  const gates = GATES.map(([name, symbol]) => ({ name, symbol, peephole: top.parts.get(name)?.peephole ?? null }));
  return { gates, signals: Object.fromEntries(gates.map(({ name }) => [name, true])) };
}

/**
 * Return the numbers of one unit at a timestep: the cell state before, the gates and the candidate, what is kept of the
 * one and written of the other, the new cell state, its tanh, and what is shown of it.
 * @param {Opened} all
 * @param {number} timestep
 * @param {number} unit
 */
export function actsOf({ trace, memory, hidden }, timestep, unit) {
  const { scan } = trace.top;
  const of = (/** @type {string} */ gate) => scan.gate(gate).at(timestep, unit);
  const [before, forget, input] = [memory.at(timestep, unit), of("forget_gate"), of("input_gate")];
  const [candidate, output, now] = [of("candidate"), of("output_gate"), memory.at(timestep + 1, unit)];
  return {
    ...{ before, forget, kept: forget * before },
    ...{ input, candidate, written: input * candidate },
    ...{ now, output, tanh: Math.tanh(now), shown: hidden.at(timestep + 1, unit) },
  };
}

/**
 * Return the timestep at which a unit writes most, and how much.
 * @param {Opened} all
 * @param {number} unit
 */
export function writesMost(all, unit) {
  const amounts = Array.from({ length: all.trace.length }, (_, timestep) => actsOf(all, timestep, unit).written);
  const sizes = amounts.map((amount) => (Number.isFinite(amount) ? Math.abs(amount) : 0));
  const timestep = sizes.indexOf(Math.max(...sizes));
  return { timestep, amount: amounts[timestep] };
}

/**
 * Return the numbers as they are written, with so many digits that whoever works them out by hand comes to what stands
 * there.
 * @param {Acts} numbers
 * @returns {Record<keyof Acts, string>}
 */
export function written(numbers) {
  const { before, forget, kept, input, candidate, now, output, tanh, shown } = numbers;
  const product = (/** @type {number[]} */ [a, b]) => a * b;
  const ofTanh = digitsFor([output, tanh], product, DIGITS);
  const ofNow = digitsFor([now], ([c]) => Math.tanh(c), ofTanh);
  const ofSum = digitsFor([kept, numbers.written], ([a, b]) => a + b, ofNow, DIGITS);
  const ofKept = digitsFor([forget, before], product, ofSum);
  const ofWritten = digitsFor([input, candidate], product, ofSum);
  return {
    ...{ before: format(before, ofKept), forget: format(forget, ofKept), kept: format(kept, ofSum) },
    ...{ input: format(input, ofWritten), candidate: format(candidate, ofWritten) },
    ...{ written: format(numbers.written, ofSum), now: format(now, ofNow), output: format(output, ofTanh) },
    ...{ tanh: format(tanh, ofTanh), shown: format(shown, DIGITS) },
  };
}
