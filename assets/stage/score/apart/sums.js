/** What all cells do in a timestep: weigh the word and the old state, add a bias, squash; and how its rows are told. */

import { isHeld } from "../model.js";

/**
 * How a number is drawn: a gate's share of 1, a value between -1 and 1, or what has no ends: a sum, a cell state.
 * @typedef {"share" | "signed" | "sum" | "memory"} Scale
 *
 * @typedef {object} Cell one number of a row
 * @property {number} value
 * @property {Scale} scale
 * @property {string} signal whose hue it has; "" for what has none
 *
 * @typedef {object} Row the arithmetic of one unit: terms, and what they give
 * @property {Gate | null} gate whose sum it is
 * @property {boolean} several whether there are rows of other gates, too
 * @property {number} unit
 * @property {Cell[]} cells the result last
 * @property {string} squash the sign of the function that makes the result; none where it stays as it is
 * @property {number | null} held what the gate is held at by hand: then the terms do not make the value
 *
 * @typedef {"join" | "plus" | "times" | "squash"} Sign
 *
 * @typedef {object} Operation
 * @property {string} id
 * @property {string} name
 * @property {string} short what stands for it where there is little room
 * @property {string} says what happens, in one sentence
 * @property {Sign} sign
 * @property {string[]} heads of the numbers, in letters
 * @property {string[]} lights the parts of the diagram that do it
 * @property {(t: number, units: number[]) => Row[]} rows
 *
 * @typedef {import("../model.js").Model} Model
 * @typedef {import("../model.js").Gate} Gate
 */

export const ROWS = 5;

/** @param {number} value @param {Scale} [scale] @param {string} [signal] @returns {Cell} */
export const cell = (value, scale = "sum", signal = "") => ({ value, scale, signal });

export const PROPOSES = "tanh brings the sum between −1 and 1: the proposal for the new state.";
export const SHARES_AND_PROPOSAL = "σ makes each gate a share between 0 and 1, tanh a proposal between −1 and 1.";

/**
 * The rows of some gates' sums: of several units, as many as there is room for.
 * @param {Gate[]} gates
 * @param {number} t
 * @param {number[]} units
 * @param {(gate: Gate, unit: number) => Cell[]} cells
 * @returns {Row[]}
 */
export const rowsOf = (gates, t, units, cells) =>
  gates.flatMap((gate) =>
    units.slice(0, Math.max(1, Math.floor(ROWS / gates.length))).map((unit) => ({
      gate,
      several: gates.length > 1,
      unit,
      cells: cells(gate, unit),
      squash: gate.squash,
      held: isHeld(gate, t, unit) ? gate.value.at(t, unit) : null,
    })),
  );

/** @type {(cells: (t: number, unit: number) => Cell[], squash?: string) => Operation["rows"]} */
export const ofUnits =
  (cells, squash = "") =>
  (t, units) =>
    units.map((unit) => ({ gate: null, several: false, unit, cells: cells(t, unit), squash, held: null }));

/** @param {Gate[]} gates @returns {string[]} */
export const boxes = (gates) => gates.map(({ name }) => name);

/** W·[x; h]. @param {Gate[]} gates @param {string} says @returns {Operation} */
export const weigh = (gates, says) => ({
  id: "weigh",
  name: "Times W",
  short: "W",
  says,
  sign: "plus",
  heads: ["W_x·x", "W_h·h", "W·[x; h]"],
  lights: ["inputs", "weighed", ...boxes(gates)],
  rows: (t, units) =>
    rowsOf(gates, t, units, ({ input, recurrent }, j) => {
      const terms = [input.at(t, j), recurrent.at(t, j)];
      return [...terms, terms[0] + terms[1]].map((value) => cell(value));
    }),
});

/**
 * The sum with its bias, and with what the gate sees of the cell state.
 * @param {Gate[]} gates
 * @param {boolean} peeping whether some of them see the cell state
 * @returns {Operation}
 */
export function bias(gates, peeping) {
  const late = peeping && gates.every(({ name }) => name === "output_gate");
  const [who, which] = late ? ["The output gate", "new"] : ["Every gate with a peephole", "old"];
  return {
    id: late ? "late-bias" : "bias",
    name: peeping ? "Plus b, a look at c" : "Plus b",
    short: "+b",
    says: peeping
      ? `${who} adds its bias b and what it sees of the ${which} c.`
      : "Every sum gets its bias b, a number that is the same for all words.",
    sign: "plus",
    heads: ["W·[x; h]", ...(peeping ? ["w_c·c"] : []), "b", "sum"],
    lights: ["weighed", "bias", ...boxes(gates), ...(peeping ? gates.map(({ name }) => `${name} sees`) : [])],
    rows: (t, units) =>
      rowsOf(gates, t, units, ({ input, recurrent, peephole, bias: b }, j) => {
        const product = input.at(t, j) + recurrent.at(t, j);
        const seen = peephole ? peephole.at(t, j) : 0;
        return [product, ...(peeping ? [seen] : []), b[j], product + b[j] + seen].map((value) => cell(value));
      }),
  };
}

/** The sum becomes the gate's value. @param {Gate[]} gates @param {string} says @returns {Operation} */
export const squash = (gates, says) => ({
  id: `squash ${boxes(gates).join(" ")}`,
  name: gates[0].squash ? "Squash" : "No squashing",
  short: gates.every(({ squash: sign }) => sign === gates[0].squash) ? gates[0].squash || "=" : "σ",
  says,
  sign: "squash",
  heads: ["sum", [...new Set(gates.map(({ squash: sign }) => sign))].join(", "), "value"],
  lights: boxes(gates).flatMap((name) => [name, `${name} value`]),
  rows: (t, units) =>
    rowsOf(gates, t, units, ({ name, squash: sign, input, recurrent, peephole, bias: b, value }, j) => [
      cell(input.at(t, j) + recurrent.at(t, j) + b[j] + (peephole ? peephole.at(t, j) : 0)),
      cell(value.at(t, j), ENDS[sign] ?? "sum", name),
    ]),
});

/** @type {Record<string, Scale>} */
const ENDS = { σ: "share", tanh: "signed" };
