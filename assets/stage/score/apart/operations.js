/**
 * A timestep taken apart: the operations of a cell one after another, in the order in which the network does them,
 * and the arithmetic of each in a few units. Every number is one of the model's; nothing is drawn here.
 */

import { cellBefore, hiddenBefore } from "../model.js";
import { gru } from "./gru.js";
import { lstm } from "./lstm.js";
import { ROWS, bias, squash, weigh } from "./sums.js";

/** @typedef {import("./sums.js").Operation} Operation */
/** @typedef {import("../model.js").Model} Model */

/** What a student takes away from a cell. @type {Record<Model["kind"], string>} */
export const HEADINGS = {
  rnn: "The new state is a squashed sum of the word and the old state.",
  lstm: "First forget, then store, then show.",
  gru: "The update gate mixes the old state with a new proposal.",
};

/**
 * Return the operations of a timestep.
 * @param {Model} model
 * @returns {Operation[]}
 */
export const operationsOf = (model) => [join(model), ...CELLS[model.kind](model)];

/**
 * Return the units to look at: the cursor's, then those that move most at this timestep.
 * @param {Model} model
 * @param {number} t
 * @param {number} unit
 */
export function unitsOf(model, t, unit) {
  const { cell_state: memory, hidden } = model.signals;
  const before = memory ? cellBefore : hiddenBefore;
  const moved = Array.from({ length: model.hiddenSize }, (_, j) => {
    const change = Math.abs((memory ?? hidden).at(t, j) - before(model, t, j));
    return { j, change: Number.isNaN(change) ? Infinity : change };
  });
  const others = moved.filter(({ j }) => j !== unit).sort((a, b) => b.change - a.change || a.j - b.j);
  return [unit, ...others.slice(0, ROWS - 1).map(({ j }) => j)];
}

/**
 * Return the numbers that are put side by side: x and the state before, (E,) and (H,).
 * @param {Model} model
 * @param {number} t
 */
export const joined = ({ inputs, hidden, initial }, t) => ({
  word: inputs.row(t),
  state: t === 0 ? initial.row(0) : hidden.row(t - 1),
});

/** @param {Model} model @returns {Operation} */
const join = ({ below }) => ({
  id: "join",
  name: "Concatenate",
  short: "x h",
  says: `${below ? "What the layer below says, x," : "The word’s numbers x"} and the old state h stand side by side.`,
  sign: "join",
  heads: [],
  lights: ["inputs"],
  rows: () => [],
});

/** @param {Model} model @returns {Operation[]} */
function rnn(model) {
  const { gates } = model;
  return [
    weigh(gates, "Every unit weighs all these numbers with its own row of W, and adds up."),
    bias(gates, false),
    squash(gates, SQUASHED[gates[0].squash]),
  ];
}

/** @type {Record<string, string>} */
const SQUASHED = {
  tanh: "tanh brings every sum between −1 and 1: this is the new state.",
  σ: "σ brings every sum between 0 and 1: this is the new state.",
  ReLU: "ReLU keeps what is above 0 and makes the rest 0: this is the new state.",
  "": "Nothing is squashed in this network: the sum is the new state.",
};

/** @type {Record<Model["kind"], (model: Model) => Operation[]>} */
const CELLS = { rnn, gru, lstm };

/**
 * Return where one operation on or back leads: after the last one to the next timestep, before the first to the last
 * one of the timestep before. Taking apart begins with the first operation, or backwards with the last.
 * @param {{ operation: number, timestep: number, length: number }} at
 * @param {number} count of operations
 * @param {number} by 1 or -1
 */
export function stepped({ operation, timestep, length }, count, by) {
  const next = operation < 0 && by < 0 ? count - 1 : operation + by;
  if (next >= count) return timestep + 1 < length ? { timestep: timestep + 1, operation: 0 } : { timestep, operation };
  if (next < 0) return timestep > 0 ? { timestep: timestep - 1, operation: count - 1 } : { timestep, operation };
  return { timestep, operation: next };
}

/**
 * Return whether a part of the diagram is at work, has been, or comes later.
 * @param {Operation[]} operations
 * @param {number} index of the operation that is looked at
 * @param {string} part
 * @returns {import("../diagram/diagram.js").State}
 */
export function lightOf(operations, index, part) {
  if (operations[index].lights.includes(part)) return "lit";
  const first = operations.findIndex(({ lights }) => lights.includes(part));
  return first > index && part !== GIVEN ? "later" : "done";
}

const GIVEN = "before"; // the state before is there from the beginning

/**
 * Return where the axes of a timestep end: those of all sums are one, and so are those of cell states, so that a bar
 * keeps its length from operation to operation.
 * @param {Operation[]} operations
 * @param {number} t
 * @param {number[]} units
 * @returns {Record<import("./sums.js").Scale, number>}
 */
export function endsOf(operations, t, units) {
  const cells = operations.flatMap(({ rows }) => rows(t, units).flatMap((row) => row.cells));
  /** @param {import("./sums.js").Scale} scale */
  const end = (scale) => roundUp(cells.filter((cell) => cell.scale === scale).map(({ value }) => value));
  return { share: 1, signed: 1, sum: end("sum"), memory: end("memory") };
}

/**
 * Return the next of 1, 2, 3, 5, 10, 20, … that no number exceeds in size; what is not finite does not count.
 * @param {Iterable<number>} values
 */
export function roundUp(values) {
  let most = 1;
  for (const value of values) if (Number.isFinite(value)) most = Math.max(most, Math.abs(value));
  const ten = 10 ** Math.floor(Math.log10(most));
  return ([1, 2, 3, 5].find((step) => most <= step * ten) ?? 10) * ten;
}
