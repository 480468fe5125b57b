/** How many weights each cell has, for any sizes: the shapes of its arrays, multiplied out. */

import { weightShapes } from "../../../net/shapes.js";

/** @typedef {import("../../../net/types.d.ts").Model} Model */

/**
 * @typedef {object} Sizes
 * @property {number} words V, in the vocabulary; there are as many answers
 * @property {number} vector E, numbers in a word's vector
 * @property {number} units H, of each layer
 * @property {number} layers
 * @property {boolean} oneHot whether words enter as one-hot columns: there are no vectors, and E is V
 * @property {boolean} twoBiases whether each gate has two biases a unit, as in PyTorch; else one
 *
 * @typedef {{ words: number, cell: number, readout: number, total: number }} Count
 */

export const LEAST = 1;
export const MOST = 1_000_000;
export const MOST_LAYERS = 100;

/** @type {Model} */
const PLAIN = {
  kind: "rnn",
  embeddingSize: 1,
  hiddenSize: 1,
  activation: "tanh",
  initialState: "zeros",
  without: [],
  peepholes: false,
  bidirectional: false,
  layers: 1,
  connection: "plain",
  readout: "each",
  decoder: false,
  attention: false,
  updateGate: "keeps",
  resetGate: "after",
};

/** The cells, and the blocks of each: a block has a matrix for the word, one for the old state, and a bias. */
export const CELLS = {
  rnn: { name: "RNN", blocks: ["h"], model: PLAIN },
  update: {
    name: "update gate only",
    blocks: ["z", "new"],
    model: {
      ...PLAIN,
      kind: /** @type {const} */ ("gru"),
      without: ["reset_gate"],
    },
  },
  gru: {
    name: "GRU",
    blocks: ["r", "z", "new"],
    model: { ...PLAIN, kind: /** @type {const} */ ("gru") },
  },
  lstm: {
    name: "LSTM",
    blocks: ["i", "f", "new", "o"],
    model: { ...PLAIN, kind: /** @type {const} */ ("lstm") },
  },
  peepholes: {
    name: "LSTM with peepholes",
    blocks: ["i", "f", "new", "o"],
    model: { ...PLAIN, kind: /** @type {const} */ ("lstm"), peepholes: true },
  },
};

/** @typedef {keyof typeof CELLS} Cell */

/**
 * Return the weights of a network: of its words, of its recurrent layers, of its readout, and all of them.
 * @param {Cell} cell
 * @param {Sizes} sizes
 * @returns {Count}
 */
export function countOf(cell, { words, vector, units, layers, oneHot, twoBiases }) {
  const model = {
    ...CELLS[cell].model,
    embeddingSize: oneHot ? words : vector,
    hiddenSize: units,
    layers,
  };
  const found = { words: 0, cell: 0, readout: 0, total: 0 };
  for (const [name, shape] of weightShapes(model, words, words)) {
    if (oneHot && name === "embedding.weight") continue;
    if (!twoBiases && name.includes("bias_hh")) continue;
    const part = name.startsWith("rnn") ? "cell" : name.startsWith("readout") ? "readout" : "words";
    const many = shape.reduce((product, size) => product * size, 1);
    found[part] += many;
    found.total += many;
  }
  return found;
}

/**
 * Return how the cell's weights are counted, with the numbers: a summand for each kind of layer.
 * @param {Cell} cell
 * @param {Sizes} sizes
 * @param {(number: number) => string} said
 */
export function formulaOf(cell, sizes, said) {
  const { words, vector, units, layers, oneHot, twoBiases } = sizes;
  const [G, biases] = [CELLS[cell].blocks.length, twoBiases ? 2 : 1];
  const holes = cell === "peepholes" ? " + 3" : "";
  /** @param {number} below */
  const layer = (below) => {
    const block = `${said(below)} + ${said(units)} + ${biases}`;
    return holes ? `${said(units)} · (${G} · (${block})${holes})` : `${G} · ${said(units)} · (${block})`;
  };
  const [first, above] = [layer(oneHot ? words : vector), layer(units)];
  const more = layers === 2 ? ` + ${above}` : ` + ${layers - 1} · ${above}`;
  return `${first}${layers > 1 ? more : ""}`;
}

/**
 * Return what is wrong with a size that was typed, in a sentence; "" if nothing is.
 * @param {string} name
 * @param {string} text
 * @param {number} most
 */
export function wrongWith(name, text, most) {
  const size = /^\s*\d[\d,\s]*$/.test(text) ? Number(text.replace(/[,\s]/g, "")) : NaN;
  if (size >= LEAST && size <= most) return "";
  const came = text.trim().slice(0, 20) || "nothing";
  return `${name}: ${came} is no size; type a whole number from ${LEAST} to ${most.toLocaleString("en")}.`;
}

/** Return the size that was typed. @param {string} text */
export const sizeOf = (text) => Number(text.replace(/[,\s]/g, ""));
