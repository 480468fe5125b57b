/**
 * Layers on each other, each in one direction or in two, a pass through all of them: `core/equations/stack.py`, of
 * one sentence.
 *
 * Knows scans and connections; neither words nor readout. The second direction is a forward scan on the sentence
 * turned round.
 */

import { cellOf } from "./cells/cells.js";
import { SeamCell } from "./cells/seam.js";
import { Around } from "./connection.js";
import { beside } from "./matrix.js";
import { directions, suffix, width } from "./shapes.js";
import { LayerWeights, matrixOf } from "./weights.js";

/** @typedef {import("./matrix.js").Matrix} Matrix */
/** @typedef {import("./scan.js").Scan} Scan */
/** @typedef {import("./types.d.ts").Model} Model */
/** @typedef {import("./types.d.ts").Weights} Weights */

/**
 * Values of clamped gates by layer and direction, each under its `suffix`, in the order in which it reads.
 * @typedef {Map<string, import("./types.d.ts").Gates>} Held
 */

/** One pass: the scan of each layer and direction, and what goes around each layer. */
export class Stack {
  /**
   * @param {Model} model
   * @param {Map<string, Scan>} scans by `suffix`; those of the second direction run from the end of the sentence
   * @param {Around[]} around one a layer
   */
  constructor(model, scans, around) {
    this.model = model;
    this.scans = scans;
    this.around = around;
  }

  /**
   * Read inputs (T, E) by weights with PyTorch's names.
   * @param {Model} model
   * @param {Weights} weights
   * @param {Matrix} inputs
   * @param {Held | null} [held]
   * @param {number | null} [seam] from which timestep on a decoder reads; null if there is none
   */
  static forward(model, weights, inputs, held = null, seam = null) {
    const scans = new Map();
    const around = [];
    let below = inputs;
    for (let layer = 0; layer < model.layers; layer++) {
      const states = directions(model).map((reverse) => {
        const place = suffix(layer, reverse);
        const own = LayerWeights.named(weights, layer, reverse);
        const cell = cellAt(model, weights, layer, seam);
        const scan = cell.forward(reverse ? below.reversed() : below, own, held?.get(place) ?? null);
        scans.set(place, scan);
        return reverse ? scan.hidden.slice(1).reversed() : scan.hidden.slice(1);
      });
      const hidden = states.length === 1 ? states[0] : beside(states[0], states[1]);
      const one = connected(model, weights, layer, below, hidden);
      around.push(one);
      below = one.outputs;
    }
    return new Stack(model, scans, around);
  }

  /**
   * Return the scan of a layer (0 is the lowest) and direction.
   * @param {number} layer
   * @param {boolean} [reverse]
   */
  scan(layer, reverse = false) {
    const found = this.scans.get(suffix(layer, reverse));
    if (!found) throw new TypeError(`There is no scan ${suffix(layer, reverse)}.`);
    return found;
  }

  /** The input of the readout, (T, W). */
  get outputs() {
    return this.around[this.around.length - 1].outputs;
  }

  /**
   * The columns of the outputs that hold states of the second direction, each from and to.
   * @returns {[number, number][]}
   */
  get fromEndColumns() {
    const { bidirectional, hiddenSize: units, connection, embeddingSize } = this.model;
    if (!bidirectional) return [];
    if (connection !== "dense") return [[units, 2 * units]];
    return this.around.map((_, layer) => {
      const from = embeddingSize + layer * width(this.model) + units;
      return [from, from + units];
    });
  }
}

/**
 * @param {Model} model
 * @param {Weights} weights
 * @param {number} layer
 * @param {number | null} seam
 */
function cellAt(model, weights, layer, seam) {
  const cell = cellOf(model);
  return seam === null ? cell : new SeamCell(cell, seam, LayerWeights.named(weights, layer, false, "decoder"));
}

/**
 * @param {Model} model
 * @param {Weights} weights
 * @param {number} layer
 * @param {Matrix} inputs
 * @param {Matrix} hidden
 */
function connected(model, weights, layer, inputs, hidden) {
  if (model.connection !== "highway") return Around.connect(model.connection, inputs, hidden);
  const weight = matrixOf(weights, `highway.weight_l${layer}`);
  const bias = matrixOf(weights, `highway.bias_l${layer}`).data;
  return Around.connect(model.connection, inputs, hidden, weight, bias);
}
