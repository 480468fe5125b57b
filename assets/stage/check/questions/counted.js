/** Weights of a cell as blocks of squares, for all questions that count them. */

/** @typedef {import("../types.d.ts").State} State */

/**
 * @param {string[]} gates what is computed from the same inputs, from top to bottom
 * @param {{ units: number, inputs: number }} size
 * @param {{ bias?: State, old?: State, input?: State, gates?: Record<string, State> }} [states]
 * @param {string[]} [work]
 * @returns {import("../types.d.ts").BlocksSketch}
 */
export function blocks(gates, { units, inputs }, states = {}, work = []) {
  return {
    kind: "blocks",
    bands: gates.map((label) => ({ label, rows: units, state: states.gates?.[label] })),
    blocks: [
      { label: `old state · ${units}`, cols: units, state: states.old },
      { label: `input · ${inputs}`, cols: inputs, state: states.input },
      { label: "bias", cols: 1, state: states.bias },
    ],
    work: work.map((text) => ({ text })),
  };
}

/**
 * One gate's matrix, without its biases: what is asked stands for all of it.
 * @param {string} gate
 * @param {{ units: number, inputs: number }} size
 * @returns {import("../types.d.ts").BlocksSketch}
 */
export const oneOf = (gate, size) => {
  const whole = blocks([gate], size);
  return { ...whole, blocks: whole.blocks.slice(0, 2), work: [{ text: "one of its matrices, biases not drawn" }] };
};

/** @param {number} gates @param {{ units: number, inputs: number }} size */
export const weightsOf = (gates, { units, inputs }) => gates * units * (units + inputs + 1);

/** @param {number} gates @param {{ units: number, inputs: number }} size */
export const workOf = (gates, { units, inputs }) =>
  `${gates > 1 ? `${gates} · ` : ""}${units} · (${units} + ${inputs} + 1) = ${weightsOf(gates, { units, inputs })}`;

/**
 * The wrong ideas of who counts a cell's weights, each with the picture of what it counts.
 * @param {string[]} gates
 * @param {{ units: number, inputs: number }} size
 */
export function miscounted(gates, size) {
  const { units, inputs } = size;
  const [all, one] = [gates.length, `${gates.length > 1 ? "of each gate " : ""}`];
  const found = [
    {
      value: all * units * (units + inputs),
      says: `You left out the biases: one for each unit ${one}is the last column.`,
      picture: blocks(gates, size, { bias: "missing" }),
    },
    {
      value: all * (units * (units + inputs) + 1),
      says: `You counted one bias ${one}for all units: it is a whole column, one number a unit.`,
      picture: blocks(gates, size, { bias: "missing" }),
    },
    {
      value: all * units * (inputs + 1),
      says: "You left out what reads the old state: without it, the network would not be recurrent.",
      picture: blocks(gates, size, { old: "missing" }),
    },
    {
      value: all * units * (units + 1),
      says: "You left out what reads the input.",
      picture: blocks(gates, size, { input: "missing" }),
    },
    {
      value: all * units * (units + inputs + 2),
      says: "You counted two biases. PyTorch stores two; they are added, and formulas have one.",
      picture: {
        ...blocks(gates, size),
        blocks: [
          ...blocks(gates, size).blocks,
          { label: "second bias", cols: 1, state: /** @type {State} */ ("extra") },
        ],
      },
    },
  ];
  if (gates.length < 2) return found;
  const rest = Object.fromEntries(gates.slice(1).map((gate) => [gate, /** @type {State} */ ("missing")]));
  return [
    ...found,
    {
      value: weightsOf(1, size),
      says: `You counted one of ${all}: each of ${gates.join(", ")} has a matrix of its own.`,
      picture: blocks(gates, size, { gates: rest }),
    },
  ];
}
