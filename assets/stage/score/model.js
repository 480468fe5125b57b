/** A network as the lens needs it: its gates in reading order, their sums, and the equations that join them. */

import { compact, decode, digitsFor, format, subscript } from "../arrays.js";

/** @type {Record<string, string>} */
const SIGNS = { sigmoid: "σ", identity: "", relu: "ReLU" };

/** @typedef {import("../arrays.js").Matrix} Matrix */

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
 * @property {Matrix} bias
 * @property {Matrix | null} peephole the share of the cell state, if the gate sees it
 * @property {Matrix} value
 *
 * @typedef {object} Model
 * @property {"rnn" | "gru" | "lstm"} kind
 * @property {number} hiddenSize
 * @property {Gate[]} gates
 * @property {Record<string, Matrix>} signals
 * @property {Matrix} hidden
 * @property {Matrix} inputs
 * @property {Matrix} initial
 * @property {Matrix} weightInput
 * @property {Matrix} weightHidden
 */

/**
 * @param {import("../types.d.ts").LensData} raw
 * @param {Record<string, import("../types.d.ts").Shown>} table the score's signals, by the keys that `raw` names
 * @returns {Model}
 */
export function readModel(raw, table) {
  const signals = Object.fromEntries(Object.entries(raw.signals).map(([name, key]) => [name, table[key].values]));
  const gates = raw.gates.map(({ name, of, activation, offset, input, recurrent, bias, peephole }) => ({
    name,
    offset,
    label: table[of].label,
    symbol: table[of].symbol,
    hue: table[of].hue,
    squash: SIGNS[activation] ?? activation,
    input: decode(input),
    recurrent: decode(recurrent),
    bias: decode(bias),
    peephole: peephole ? decode(peephole) : null,
    value: signals[name],
  }));
  return {
    kind: raw.kind,
    hiddenSize: raw.hidden_size,
    gates,
    signals,
    hidden: signals.hidden,
    inputs: decode(raw.inputs),
    initial: decode(raw.initial_hidden),
    weightInput: decode(raw.weight_input),
    weightHidden: decode(raw.weight_hidden),
  };
}

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
  const terms = [gate.input.at(t, j), gate.recurrent.at(t, j), ...peepholes, gate.bias.at(j)];
  const digits = digitsFor(terms, sum, 2);
  return [
    ...terms.map((term) => shown(term, digits)),
    shown(sum(terms), 2),
    `${gate.squash} = ${format(gate.value.at(t, j))}`.trim(),
  ];
}

/**
 * The sum of two products in words, with as many digits as it needs to be true.
 * @param {number[]} factors a·b + c·d, or a·b
 */
function products(factors) {
  /** @param {number[]} numbers */
  const compute = ([a, b, c = 0, d = 0]) => a * b + c * d;
  const digits = digitsFor(factors, compute, 3);
  /** @param {number} value */
  const factor = (value) => (value < 0 ? `(${format(value, digits)})` : format(value, digits));
  const pairs = [factors.slice(0, 2), factors.slice(2)].filter(({ length }) => length > 0);
  return pairs.map((pair) => pair.map(factor).join("·")).join(" + ");
}

/** @type {Record<Model["kind"], (model: Model, t: number, j: number) => string[]>} */
const EQUATIONS = {
  rnn({ hidden, gates }, t, j) {
    const [now, before] = [subscript(t + 1), subscript(t)];
    return [`h${now} = ${gates[0].squash}(W_x·x${now} + W_h·h${before} + b) = ${format(hidden.at(t, j))}`];
  },
  gru({ signals, hidden, initial }, t, j) {
    const before = t === 0 ? initial.at(0, j) : hidden.at(t - 1, j);
    const [z, n] = [signals.update_gate.at(t, j), signals.candidate.at(t, j)];
    return [
      `h${subscript(t + 1)} = (1 − z)·n + z·h${subscript(t)}`,
      `= ${products([1 - z, n, z, before])} = ${format(hidden.at(t, j))}`,
    ];
  },
  lstm({ signals, hidden }, t, j) {
    const [now, before] = [subscript(t + 1), subscript(t)];
    const { forget_gate: f, input_gate: i, candidate: g, output_gate: o, cell_state: c } = signals;
    const kept = t === 0 ? 0 : c.at(t - 1, j);
    const cell = products([f.at(t, j), kept, i.at(t, j), g.at(t, j)]);
    return [
      `c${now} = f·c${before} + i·g = ${cell} = ${format(c.at(t, j))}`,
      `h${now} = o·tanh(c${now}) = ${products([o.at(t, j), Math.tanh(c.at(t, j))])} = ${format(hidden.at(t, j))}`,
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
  return [
    ...ranked(`x${subscript(t + 1)}`, model.weightInput.row(row), model.inputs.row(t), most),
    ...ranked(`h${subscript(t)}`, model.weightHidden.row(row), before, most),
  ];
}

/**
 * @param {string} name
 * @param {Float32Array | Float64Array} weights
 * @param {Float32Array | Float64Array} values
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
