/** A network as the lens needs it: its gates in reading order, their sums, and the equations that join them. */

import { Matrix } from "../../net/matrix.js";
import { erased } from "../../net/operations.js";
import { digitsFor, format, subscript } from "../arrays.js";
import { compact } from "../parts/words.js";

const ROOM = 6; // letters of a term in a row of one line

/**
 * @typedef {object} Gate
 * @property {string} name
 * @property {string} label
 * @property {string} symbol
 * @property {string} hue
 * @property {string} squash the sign of the function that squashes the sum; none for the identity
 * @property {number} offset which block of rows of the weight matrices is the gate's
 * @property {Matrix} input W_x·x
 * @property {Matrix} recurrent W_h·h
 * @property {Float64Array} bias
 * @property {Matrix | null} peephole the share of the cell state, if the gate sees it
 * @property {Matrix} value
 * @property {Matrix | null} held what is held by hand, NaN where the gate is free; null if it is free everywhere
 *
 * @typedef {object} Model
 * @property {"rnn" | "gru" | "lstm"} kind
 * @property {number} hiddenSize
 * @property {boolean} writes whether a GRU's update gate near 1 writes the candidate
 * @property {"after" | "before" | null} reset where a GRU's reset gate stands, from the product; null without one
 * @property {Gate[]} gates
 * @property {Record<string, Matrix>} signals
 * @property {string[]} words
 * @property {string} whose of two runs side by side, which one it is; "" of one alone
 * @property {Matrix} hidden
 * @property {Matrix} inputs
 * @property {boolean} below whether the inputs are what a layer below hands up; else they are the words' vectors
 * @property {Matrix} initial the state before the first word
 * @property {Matrix | null} initialCell
 * @property {Matrix} weightInput
 * @property {Matrix} weightHidden
 * @property {Float64Array | null} recalledBias what is added to W_h·h before a reset gate; null where none stands there
 * @property {Set<number>} erased the timesteps at which nothing is read
 * @property {import("../../net/types.d.ts").Network} untouched the network left alone
 */

/**
 * Return what the lens looks into.
 * @param {import("../types.d.ts").LensDescribed} described
 * @param {import("../../net/trace.js").Trace} trace of the lens's network
 * @param {Record<string, import("../types.d.ts").Shown>} table the score's signals by their keys
 * @param {import("../../net/types.d.ts").Network} untouched the lens's network left alone
 * @param {string} [whose] of two runs side by side, which one it is
 * @returns {Model}
 */
export function readModel(described, trace, table, untouched, whose = "") {
  const { top, network } = trace;
  const { cell, weights, inputs } = top.scan;
  const { kind, hiddenSize, updateGate, resetGate, layers } = network.spec.model;
  const candidate = cell.gates.indexOf("candidate");
  const signals = Object.fromEntries(Object.entries(described.signals).map(([name, key]) => [name, table[key].values]));
  const gates = described.gates.map(({ name, squash }) => {
    const { label, symbol, hue } = table[described.signals[name]];
    const { input, recurrent, bias, peephole } = /** @type {import("../../net/layer.js").Part} */ (top.parts.get(name));
    const offset = cell.gates.indexOf(name);
    const held = top.scan.held?.get(name) ?? null;
    return { name, label, symbol, hue, squash, offset, input, recurrent, bias, peephole, value: signals[name], held };
  });
  const reset = signals.reset_gate ? resetGate : null;
  return {
    kind,
    hiddenSize,
    writes: updateGate === "writes",
    reset,
    gates,
    signals,
    words: trace.words,
    whose,
    hidden: signals.hidden,
    inputs,
    below: layers > 1,
    initial: new Matrix(1, hiddenSize, top.initialHidden),
    initialCell: top.initialCell && new Matrix(1, hiddenSize, top.initialCell),
    weightInput: weights.weightIh,
    weightHidden: weights.weightHh,
    recalledBias: reset === "after" ? weights.part(weights.biasHh, candidate) : null,
    erased: new Set(erased(trace.operations, trace.length)),
    untouched,
  };
}

/**
 * What the network reads at a timestep, in words.
 * @param {Model} model
 * @param {number} t
 */
export const whatIsRead = ({ erased, words, whose }, t) =>
  `${erased.has(t) ? `nothing, “${words[t]}” is erased` : `“${words[t]}”`}${whose && ` · ${whose}`}`;

/** @param {number[]} terms */
export const sum = (terms) => terms.reduce((total, term) => total + term, 0);

/** A number with so many digits, or a power of ten where they would not fit. */
/** @type {(value: number, digits: number) => string} */
export const shown = (value, digits) => (Math.abs(value) < 1000 ? format(value, digits) : compact(value));

/**
 * Return what heads the columns of the sums.
 * @param {Model} model
 */
export const columnsOf = ({ gates }) => [
  "W_x·x",
  "W_h·h",
  ...(gates.some(({ peephole }) => peephole) ? ["w_c·c"] : []),
  "b",
  "sum",
  "value",
];

/**
 * Return a gate's sum at a timestep and unit, as it is shown: its terms, which give the sum, and what becomes of it.
 * @param {Model} model
 * @param {Gate} gate
 * @param {number} t
 * @param {number} j
 */
export function sumOf({ gates }, gate, t, j) {
  const peepholes = gates.some(({ peephole }) => peephole) ? [gate.peephole?.at(t, j) ?? 0] : [];
  const terms = [gate.input.at(t, j), gate.recurrent.at(t, j), ...peepholes, gate.bias[j]];
  const digits = digitsFor(terms, sum, 2);
  return [
    ...terms.map((term) => shown(term, digits)),
    shown(sum(terms), 2),
    isHeld(gate, t, j)
      ? `held ${format(gate.value.at(t, j))}`
      : `${gate.squash} = ${format(gate.value.at(t, j))}`.trim(),
  ];
}

/** Whether the terms of a sum have so many digits that the row needs two lines. @param {string[]} texts of `sumOf` */
export const isLong = (texts) => texts.slice(0, -2).some((term) => term.length > ROOM);

/**
 * Whether a gate is held by hand at a timestep and unit: its sum then does not make its value.
 * @param {Gate} gate
 * @param {number} t
 * @param {number} j
 */
export const isHeld = ({ held }, t, j) => held !== null && !Number.isNaN(held.at(t, j));

/**
 * A sum of products in words, with as many digits as it needs to be true.
 * @param {number[][]} terms the factors of each product
 */
function products(terms) {
  /** @param {number[]} factors */
  const product = (factors) => factors.reduce((all, factor) => all * factor, 1);
  /** @param {number[]} numbers */
  const compute = (numbers) => {
    let at = 0;
    return sum(terms.map(({ length }) => product(numbers.slice(at, (at += length)))));
  };
  const digits = digitsFor(terms.flat(), compute, 3);
  /** @param {number} value */
  const factor = (value) => (value < 0 ? `(${format(value, digits)})` : format(value, digits));
  return terms.map((factors) => factors.map(factor).join("·")).join(" + ");
}

/**
 * The state of a unit before a timestep.
 * @param {Model} model
 * @param {number} t
 * @param {number} j
 */
export const hiddenBefore = ({ hidden, initial }, t, j) => (t === 0 ? initial.at(0, j) : hidden.at(t - 1, j));

/**
 * The cell state of a unit before a timestep.
 * @param {Model} model
 * @param {number} t
 * @param {number} j
 */
export const cellBefore = ({ signals, initialCell }, t, j) =>
  t === 0 ? (initialCell?.at(0, j) ?? 0) : signals.cell_state.at(t - 1, j);

/**
 * How a GRU's update gate shares the new state out, in letters and numbers: what of the old one, what of the candidate.
 * @param {Model} model
 * @param {number} t
 * @param {number} j
 */
export function shares({ signals, writes }, t, j) {
  const z = signals.update_gate.at(t, j);
  return writes
    ? { keeps: "(1 − z)", keep: 1 - z, proposes: "z", propose: z }
    : { keeps: "z", keep: z, proposes: "(1 − z)", propose: 1 - z };
}

/**
 * What goes into a GRU's candidate from the state: the reset gate stands after the product, before it, or nowhere.
 * @param {Model["reset"]} reset
 * @param {string} before the state in letters
 */
export const recalled = (reset, before) =>
  reset === "after" ? `r·(W_h·${before} + b_h)` : reset === "before" ? `W_h·(r·${before})` : `W_h·${before}`;

/** @type {Record<Model["kind"], (model: Model, t: number, j: number) => string[]>} */
const EQUATIONS = {
  rnn({ hidden, gates }, t, j) {
    const [now, before] = [subscript(t + 1), subscript(t)];
    if (isHeld(gates[0], t, j)) return [`h${now} = ${format(hidden.at(t, j))}, held by hand`];
    const inside = `W_x·x${now} + W_h·h${before} + b`;
    const squashed = gates[0].squash ? `${gates[0].squash}(${inside})` : inside;
    return [`h${now} = ${squashed} = ${format(hidden.at(t, j))}`];
  },
  gru(model, t, j) {
    const { signals, hidden, reset, gates } = model;
    const [now, before] = [subscript(t + 1), `h${subscript(t)}`];
    const { keeps, keep, proposes, propose } = shares(model, t, j);
    const n = signals.candidate.at(t, j);
    const numbers = products([
      [propose, n],
      [keep, hiddenBefore(model, t, j)],
    ]);
    const held = isHeld(gates[gates.length - 1], t, j);
    return [
      held ? `n = ${format(n)}, held by hand` : `n = tanh(W_x·x${now} + ${recalled(reset, before)} + b) = ${format(n)}`,
      `h${now} = ${proposes}·n + ${keeps}·${before}`,
      `= ${numbers} = ${format(hidden.at(t, j))}`,
    ];
  },
  lstm(model, t, j) {
    const { signals, hidden } = model;
    const [now, before] = [subscript(t + 1), subscript(t)];
    const { forget_gate: f, input_gate: i, candidate: g, output_gate: o, cell_state: c } = signals;
    /** A gate that is left out stands at 1. @param {Matrix | undefined} gate @param {number} value */
    const gated = (gate, value) => (gate ? [gate.at(t, j), value] : [value]);
    const cell = products([gated(f, cellBefore(model, t, j)), gated(i, g.at(t, j))]);
    const letters = `${f ? "f·" : ""}c${before} + ${i ? "i·" : ""}g`;
    const shows = o ? `o·tanh(c${now}) = ${products([[o.at(t, j), Math.tanh(c.at(t, j))]])}` : `tanh(c${now})`;
    return [
      `c${now} = ${letters} = ${cell} = ${format(c.at(t, j))}`,
      `h${now} = ${shows} = ${format(hidden.at(t, j))}`,
    ];
  },
};

/**
 * Return how the gates make the new state of a unit, a line an equation.
 * @param {Model} model
 * @param {number} t
 * @param {number} j
 */
export const equationsOf = (model, t, j) => EQUATIONS[model.kind](model, t, j);

/**
 * Return which numbers of x and h weigh most in a gate's sum: rows of name, weight × value, product; the rest of x
 * and of h is summed up.
 * @param {Model} model
 * @param {Gate} gate
 * @param {number} t
 * @param {number} j
 * @param {number} most how many are named
 */
export function largestProducts(model, gate, t, j, most) {
  const row = gate.offset * model.hiddenSize + j;
  const before = t === 0 ? model.initial.row(0) : model.hidden.row(t - 1);
  const { reset_gate: r } = model.signals;
  const waits = model.reset === "before" && gate.name === "candidate";
  const seen = waits ? before.map((value, unit) => value * r.at(t, unit)) : before;
  return [
    ...ranked(`x${subscript(t + 1)}`, model.weightInput.row(row), model.inputs.row(t), most),
    ...ranked(`${waits ? "r·" : ""}h${subscript(t)}`, model.weightHidden.row(row), seen, most),
  ];
}

/**
 * @param {string} name
 * @param {Float64Array} weights
 * @param {Float64Array} values
 * @param {number} most
 */
function ranked(name, weights, values, most) {
  const all = Array.from(weights, (weight, place) => ({ place, weight, value: values[place] }));
  all.sort((a, b) => Math.abs(b.weight * b.value) - Math.abs(a.weight * a.value));
  const rest = sum(all.slice(most).map(({ weight, value }) => weight * value));
  const named = all.slice(0, most);
  const digits = digitsFor([...named.map(({ weight, value }) => weight * value), rest], sum, 2);
  const lines = named.map(({ place, weight, value }) => {
    const each = digitsFor([weight, value], ([a, b]) => a * b, digits);
    return [
      `${name} unit ${place + 1}`,
      `${shown(weight, each)} × ${shown(value, each)}`,
      shown(weight * value, digits),
    ];
  });
  return all.length > most ? [...lines, [`${all.length - most} more of ${name}`, "", shown(rest, digits)]] : lines;
}
