// @ts-nocheck
/** A network as the lens needs it: its gates in reading order and the equations that join them. */

import { decode, format, subscript } from "../arrays.js";

/** `table`: the score's signals, by the keys that the lens names them by. */
export function readModel(raw, table) {
  const signals = Object.fromEntries(Object.entries(raw.signals).map(([name, key]) => [name, table[key].values]));
  const gates = raw.gates.map((gate) => ({
    ...gate,
    label: table[gate.of].label,
    symbol: table[gate.of].symbol,
    hue: table[gate.of].hue,
    squash: gate.activation === "sigmoid" ? "σ " : "tanh ",
    input: decode(gate.input),
    recurrent: decode(gate.recurrent),
    bias: decode(gate.bias),
    value: signals[gate.name],
  }));
  const model = {
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
  model.equations = EQUATIONS[raw.kind](model);
  return model;
}

/** A number behind a sign of multiplication: negative ones in brackets. */
const factor = (value) => (value < 0 ? `(${format(value, 2)})` : format(value, 2));

const EQUATIONS = {
  rnn:
    ({ signals }) =>
    (t, j) => {
      const [now, before] = [subscript(t + 1), subscript(t)];
      return [`h${now} = tanh(W_x·x${now} + W_h·h${before} + b) = ${format(signals.hidden.at(t, j))}`];
    },
  gru:
    ({ signals, hidden, initial }) =>
    (t, j) => {
      const before = t === 0 ? initial.at(0, j) : hidden.at(t - 1, j);
      const [z, n] = [signals.update_gate.at(t, j), signals.candidate.at(t, j)];
      return [
        `h${subscript(t + 1)} = (1 − z)·n + z·h${subscript(t)}`,
        `= ${format(1 - z, 2)}·${factor(n)} + ${format(z, 2)}·${factor(before)} = ${format(hidden.at(t, j))}`,
      ];
    },
  lstm:
    ({ signals, hidden }) =>
    (t, j) => {
      const [now, before] = [subscript(t + 1), subscript(t)];
      const cell = signals.cell_state.at(t, j);
      const [f, i, o] = ["forget_gate", "input_gate", "output_gate"].map((name) => format(signals[name].at(t, j), 2));
      const [c, g] = [t === 0 ? 0 : signals.cell_state.at(t - 1, j), signals.candidate.at(t, j)].map(factor);
      return [
        `c${now} = f·c${before} + i·g = ${f}·${c} + ${i}·${g} = ${format(cell)}`,
        `h${now} = o·tanh(c${now}) = ${o}·${factor(Math.tanh(cell))} = ${format(hidden.at(t, j))}`,
      ];
    },
};
