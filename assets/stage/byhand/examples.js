/** Sheets to begin with: an exercise as it is set in lectures, and cells whose weights were chosen for what they do. */

import { GATES } from "../../net/shapes.js";

/** @typedef {import("./sheet.js").Sheet} Sheet */

/**
 * @typedef {object} Example
 * @property {string} id
 * @property {string} name
 * @property {string} says what to look for, in one sentence
 * @property {Sheet} sheet
 */

/** Weights of one unit: those of its inputs, of its own state, and the bias. @typedef {[...number[]]} Row */

/**
 * @param {Partial<Sheet> & Pick<Sheet, "kind" | "inputs">} what
 * @param {Record<string, Row>} rows of each gate of one unit
 * @returns {Sheet}
 */
function sheet(what, rows) {
  const weights = Object.fromEntries(
    GATES[what.kind].map((gate) => {
      const row = rows[gate];
      return [gate, { input: [row.slice(0, -2)], recurrent: [row.slice(-2, -1)], bias: row.slice(-1) }];
    }),
  );
  const usual = { textbook: true, activation: /** @type {const} */ ("tanh"), asked: 0, target: null };
  return { ...usual, hidden: [0], memory: [0], weights, ...what };
}

const OPEN = 100; // σ(100) is 1 to the last digit that is shown

/** @type {readonly Example[]} */
export const EXAMPLES = [
  {
    id: "exercise",
    name: "An exercise: one LSTM unit reads 1, 2, 3",
    says: "Work out f, i, g, o, then c, then h; one timestep after the other.",
    sheet: sheet(
      { kind: "lstm", inputs: [[1], [2], [3]] },
      {
        input_gate: [0.5, 0.25, 0],
        forget_gate: [-0.5, 0.5, 1],
        candidate: [0.5, -1, 0],
        output_gate: [0.25, 0.5, 0],
      },
    ),
  },
  {
    id: "counter",
    name: "A counter: an LSTM counts the ones",
    says: "σ(100) is 1, σ(−100) is 0: gates are switches. c grows by 1 at every 1; h shows its tanh.",
    sheet: sheet(
      { kind: "lstm", inputs: [[1], [0], [1], [1], [0], [1]] },
      {
        input_gate: [2 * OPEN, 0, -OPEN],
        forget_gate: [0, 0, OPEN],
        candidate: [0, 0, OPEN],
        output_gate: [0, 0, OPEN],
      },
    ),
  },
  {
    id: "latch",
    name: "A latch: set by 1, reset by −1, kept by 0",
    says: "A 1 sets c to 1, a −1 makes it forget, and at a 0 the forget gate keeps what was there.",
    sheet: sheet(
      { kind: "lstm", inputs: [[1], [0], [0], [-1], [0], [1]] },
      {
        input_gate: [OPEN, 0, -OPEN / 2],
        forget_gate: [OPEN, 0, OPEN / 2],
        candidate: [0, 0, OPEN],
        output_gate: [0, 0, OPEN],
      },
    ),
  },
  {
    id: "store",
    name: "Weights ±100: a store with a key for writing",
    says: "The second input opens the input gate and closes the forget gate: only then is the first one written to c.",
    sheet: sheet(
      { kind: "lstm", inputs: [[0.8, 1], [0.3, 0], [-0.6, 0], [-0.6, 1], [0.9, 0]] }, // prettier-ignore
      {
        input_gate: [0, OPEN, 0, -OPEN / 2],
        forget_gate: [0, -OPEN, 0, OPEN / 2],
        candidate: [1, 0, 0, 0],
        output_gate: [0, 0, 0, OPEN],
      },
    ),
  },
  {
    id: "sign",
    name: "A sign keeper: an RNN remembers + or −",
    says: "With a recurrent weight of 2, h stays near 1 or −1 for as long as the input is 0: one bit is kept.",
    sheet: sheet({ kind: "rnn", inputs: [[1], [0], [0], [-1], [0], [0]] }, { hidden: [4, 2, 0] }),
  },
  {
    id: "halves",
    name: "A GRU that forgets by halves",
    says: "z is 0.5: each h is half the old state and half n = tanh(x), so old inputs fade by halves.",
    sheet: sheet(
      { kind: "gru", inputs: [[1], [0], [0], [1], [1]] },
      { reset_gate: [0, 0, OPEN], update_gate: [0, 0, 0], candidate: [1, 0, 0] },
    ),
  },
];
