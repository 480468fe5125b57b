/** The tables of pictures whose network reads in the browser: what it does now, with what a hand has changed. */

import { atHand } from "../../networks.js";
import { outputs, WAYS } from "../../pictures/conventions/numbers.js";
import { counted as countedLetters, wordOf } from "../../pictures/counting/numbers.js";
import { followed } from "../../pictures/brackets/numbers.js";
import { countOf, CELLS } from "../../pictures/sizes/numbers.js";
import { cuttingOf } from "../../pictures/through/cutting.js";
import { called, numbered, READ, traceRows } from "./rows.js";

/** @typedef {import("./rows.js").Table} Table */
/** @typedef {import("./rows.js").Field} Field */

const ONE = ["network", ...READ];

/** @type {Record<string, (drawing: any, data: any) => Table | null>} by what the picture of a gradient is */
const THROUGH = {
  sum: ({ found }) =>
    found && [
      ["timestep", "token", "loss", "gradient by the state", "row", "column", "added to the gradient of W_h"],
      found.each.flatMap(
        (/** @type {import("../../../net/matrix.js").Matrix} */ { rows, cols, data }, /** @type {number} */ t) =>
          Array.from({ length: rows * cols }, (_, at) => [
            ...[t + 1, found.trace.words[t], found.losses[t], found.back[t]],
            ...[Math.floor(at / cols) + 1, (at % cols) + 1, data[at]],
          ]),
      ),
    ],

  step: ({ stand, rate }) => {
    if (!stand) return null;
    const { trace, gradient, value } = stand;
    const rows = [...gradient].flatMap(([name, slopes]) => {
      const before = trace.network.weights.get(name).data;
      return Array.from(slopes.data, (/** @type {number} */ slope, /** @type {number} */ at) => [
        ...[name, at + 1, before[at], slope, before[at] - rate.value() * slope, rate.value(), value],
      ]);
    });
    return [["weights", "number", "before", "gradient", "after", "learning rate", "loss before"], rows];
  },

  search: ({ runs }) => [
    ["run", "who", "losses computed", "loss", "right answers"],
    runs.flatMap((/** @type {any} */ { gradients, luck }, /** @type {number} */ run) =>
      Object.entries({ gradients, luck }).flatMap(([who, { points }]) =>
        points.map((/** @type {any} */ { spent, loss, right }) => [run + 1, who, spent, loss, right]),
      ),
    ),
  ],

  windows: ({ trace, window, reset }, { answers }) => {
    if (!trace) return null;
    const { cuts, whole, left } = cuttingOf(trace, answers, window.value(), reset);
    const begins = (/** @type {number} */ t) => (cuts.includes(t) ? "yes" : "no");
    const rows = trace.words.map((/** @type {string} */ word, /** @type {number} */ t) => [
      ...[t + 1, word, begins(t), whole[t], left[t]],
    ]);
    return [["timestep", "token", "a window begins", "gradient without windows", "gradient with windows"], rows];
  },

  far: (_, { series }) => [
    ["sentences", "words that the gradient goes back", "network", "share right"],
    series.flatMap((/** @type {import("../../pictures/through/far.js").Series} */ { name, back, values }) =>
      back.flatMap((words, at) => values[at].map((share, network) => [name, words, network + 1, share])),
    ),
  ],
};

/** @type {Record<string, (scene: any, data: any) => Table | null>} by the kind of a picture */
export const READING = {
  belt: ({ read }, { units }) => read && [READ, traceRows(read.trace, units)],
  step: ({ read }) => read && [READ, traceRows(read.trace)],
  blend: ({ trace }) => trace && [READ, traceRows(trace)],
  reset: ({ trace }) => trace && [READ, traceRows(trace)],

  beside: ({ traces }) =>
    traces && [
      ONE,
      Object.entries(traces).flatMap(([kind, trace]) => traceRows(trace).map((row) => [kind.toUpperCase(), ...row])),
    ],

  units: ({ read }, { units }) =>
    read.length
      ? [
          ["sentence", "timestep", "token", "unit", "r with the label", "cell state"],
          read.flatMap(
            (/** @type {import("../../pictures/units.js").Held} */ { words, of }, /** @type {number} */ at) =>
              units.flatMap((/** @type {import("../../pictures/units/numbers.js").Unit} */ { unit, r }) =>
                of(unit).map((value, t) => [at + 1, t + 1, words[t], unit + 1, r, value]),
              ),
          ),
        ]
      : null,

  heard: ({ found }, { networks }) =>
    found && [
      ["network", "noun", "timestep", "words heard", "answer", "probability"],
      found.courses.flatMap(
        (/** @type {import("../../pictures/heard/numbers.js").Course[]} */ courses, /** @type {number} */ of) =>
          courses.flatMap(({ at, answers }) =>
            answers.map(({ kind, share }, more) => [
              ...[networks[of].name, found.words[at], at + 1, at + 1 + more, kind],
              share,
            ]),
          ),
      ),
    ],

  meeting: ({ met }) =>
    met && [
      ["timestep", "token", "read from", "kind", "probability"],
      [...Object.entries({ left: met.read[0], right: met.read[1], "both (the answer)": met.answers })].flatMap(
        ([from, known]) =>
          known.map(
            (
              /** @type {import("../../pictures/meeting/numbers.js").Known} */ { kind, share },
              /** @type {number} */ t,
            ) => [...[t + 1, met.words[t], from, kind || "none", share]],
          ),
      ),
    ],

  counting: ({ slider }, { cells }) => {
    const count = Number(slider.value);
    const letters = wordOf(count);
    return ofCells(cells, ["letter", "read", "signal", "unit", "value", "step", "expected right"], (cell, network) => {
      const { values, steps, wrong } = countedLetters(network, cell.signal, cell.unit, count);
      return values.map((value, t) => [
        ...[t + 1, letters[t], called(cell.signal), cell.unit + 1, value, steps[t]],
        t < count ? null : wrong.includes(t) ? "no" : "yes",
      ]);
    });
  },

  brackets: ({ words }, { cells }) =>
    ofCells(cells, ["bracket", "read", "open", "open by its unit", "must close next", "says"], (cell, network) =>
      followed(network, cell, words).map(({ depth, follows, next, said }, t) => [
        ...[t + 1, words[t], depth, follows, next, said],
      ]),
    ),

  conventions: ({ numbers }) => {
    if (!numbers) return null;
    const rows = Object.entries(WAYS).flatMap(([way, how]) =>
      outputs(numbers, how).flatMap((state, step) => state.map((value, unit) => [way, step + 1, unit + 1, value])),
    );
    return [["way", "timestep", "unit", "hidden state with the same weights"], rows];
  },

  sizes: ({ sizes }) => {
    if (!sizes) return null;
    const kinds = /** @type {(keyof typeof CELLS)[]} */ (Object.keys(CELLS));
    const rows = kinds.map((kind) => {
      const { words, cell, readout, total } = countOf(kind, sizes);
      return [CELLS[kind].name, words, cell, readout, total];
    });
    return [["cell", "weights of the words", "of the cell", "of the readout", "of all"], rows];
  },

  loop: ({ batch, window }, { words, vectors, embedding }) => {
    const length = Math.min(Number(window.field.value), words.length);
    const rows = Math.min(Number(batch.field.value), Math.floor(words.length / length));
    const told = Array.from({ length: rows * length }, (_, at) => [
      ...[Math.floor(at / length) + 1, (at % length) + 1, words[at], ...vectors[at]],
    ]);
    return [["row of the batch", "timestep", "token", ...numbered("vector", embedding)], told];
  },

  start: ({ read, bias, set }, { sets, biases }) => {
    const columns = ["share of", "forget bias", "timestep", "token", "random start", "share"];
    /** @param {number | null} share @param {number} t */
    const row = (share, t) => ["what was held, untrained", bias, t + 1, read.words[t], null, share];
    const rows = sets[set].values.flatMap((/** @type {number[]} */ shares, /** @type {number} */ at) =>
      shares.map((share, start) => ["right answers, trained", biases[at], null, "", start, share]),
    );
    return [columns, [...(read ? read.left.map(row) : []), ...rows]];
  },

  through: ({ kind, drawing }, data) => THROUGH[kind]?.(drawing, data) ?? null,
};

/**
 * Return a table of what each cell does with what stands there.
 * @param {any[]} cells
 * @param {string[]} columns
 * @param {(cell: any, network: import("../../../net/types.d.ts").Network) => Field[][]} rowsOf
 * @returns {Table | null}
 */
function ofCells(cells, columns, rowsOf) {
  const networks = atHand(cells.map(({ network }) => network));
  const rows = (networks ?? []).flatMap((network, at) =>
    rowsOf(cells[at], network).map((row) => [cells[at].name, ...row]),
  );
  return networks ? [["network", ...columns], rows] : null;
}
