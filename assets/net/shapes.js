/**
 * The weights of a network by name and shape: `core/network/shapes.py`.
 *
 * Names are PyTorch's where PyTorch has the weight. Knows no numbers.
 */

/** @typedef {import("./types.d.ts").Model} Model */

/**
 * Blocks of H rows in the recurrent weights of each full cell, from top to bottom.
 * @type {Record<import("./types.d.ts").Kind, string[]>}
 */
export const GATES = {
  rnn: ["hidden"],
  gru: ["reset_gate", "update_gate", "candidate"],
  lstm: ["input_gate", "forget_gate", "candidate", "output_gate"],
};

/**
 * The gates that each cell can do without: `core/spec/model.py`.
 * @type {Record<import("./types.d.ts").Kind, string[]>}
 */
export const REMOVABLE = { rnn: [], gru: ["reset_gate"], lstm: ["input_gate", "forget_gate", "output_gate"] };

/** The gates with peepholes, in the order of `weight_ch`. */
const PEEPING = ["input_gate", "forget_gate", "output_gate"];

/**
 * Return the blocks of H rows that the recurrent weights of this cell have, from top to bottom.
 * @param {Model} model
 */
export function gates(model) {
  return GATES[model.kind].filter((gate) => !model.without.includes(gate));
}

/**
 * Return the gates that see the cell state.
 * @param {Model} model
 */
export function peeping(model) {
  return model.peepholes ? PEEPING.filter((gate) => !model.without.includes(gate)) : [];
}

/**
 * Return whether each direction of a layer reads from the end: [false], or [false, true].
 * @param {Model} model
 */
export function directions(model) {
  return model.bidirectional ? [false, true] : [false];
}

/**
 * Return how many numbers a layer's states hold at each timestep, both directions together.
 * @param {Model} model
 */
export function width(model) {
  return model.hiddenSize * directions(model).length;
}

/**
 * Return PyTorch's ending for the weights of a layer (0 is the lowest) and direction: "_l0", "_l1_reverse".
 * @param {number} layer
 * @param {boolean} reverse
 */
export function suffix(layer, reverse) {
  return reverse ? `_l${layer}_reverse` : `_l${layer}`;
}

/**
 * Return how many numbers a layer reads at each timestep; for layer `model.layers`, the readout.
 * @param {Model} model
 * @param {number} layer
 */
export function widthBelow(model, layer) {
  if (model.connection === "dense") return model.embeddingSize + layer * width(model);
  if (model.attention && layer === model.layers) return 2 * width(model); // a state and its context
  return layer ? width(model) : model.embeddingSize;
}

/**
 * Return the name and shape of every weight of a network, in PyTorch's order.
 * @param {Model} model
 * @param {number} words
 * @param {number} classes
 * @returns {Map<string, number[]>}
 */
export function weightShapes(model, words, classes) {
  /** @type {Map<string, number[]>} */
  const shapes = new Map([["embedding.weight", [words, model.embeddingSize]]]);
  const all = width(model);
  for (let layer = 0; layer < model.layers; layer++) {
    const cell = cellShapes(model, widthBelow(model, layer));
    for (const reverse of directions(model))
      for (const [name, shape] of cell) shapes.set(`rnn.${name}${suffix(layer, reverse)}`, shape);
    if (model.connection === "highway") {
      shapes.set(`highway.weight_l${layer}`, [all, all]);
      shapes.set(`highway.bias_l${layer}`, [all]);
    }
  }
  for (let layer = 0; model.decoder && layer < model.layers; layer++)
    for (const [name, shape] of cellShapes(model, widthBelow(model, layer)))
      if (!name.startsWith("initial")) shapes.set(`decoder.${name}${suffix(layer, false)}`, shape);
  shapes.set("readout.weight", [classes, widthBelow(model, model.layers)]);
  shapes.set("readout.bias", [classes]);
  return shapes;
}

/**
 * @param {Model} model
 * @param {number} inputs
 * @returns {[string, number[]][]}
 */
function cellShapes(model, inputs) {
  const units = model.hiddenSize;
  const rows = gates(model).length * units;
  /** @type {[string, number[]][]} */
  const shapes = [
    ["weight_ih", [rows, inputs]],
    ["weight_hh", [rows, units]],
    ["bias_ih", [rows]],
    ["bias_hh", [rows]],
  ];
  if (model.peepholes) shapes.push(["weight_ch", [peeping(model).length * units]]);
  if (model.initialState !== "zeros") {
    shapes.push(["initial_hidden", [units]]);
    if (model.kind === "lstm") shapes.push(["initial_cell", [units]]);
  }
  return shapes;
}
