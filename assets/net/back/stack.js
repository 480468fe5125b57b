/**
 * The way back through layers and directions. Knows pulls, sweeps and connections; no words, no readout. Equals
 * `Stack.backward` and `Stack.contributions` in `core/equations/stack.py`.
 */

import { SeamCell } from "../cells/seam.js";
import { Matrix, addTransposedProduct } from "../matrix.js";
import { directions, suffix } from "../shapes.js";
import { aroundBackward, aroundContributions } from "./connection.js";
import { pullOf } from "./pull.js";
import { contributionsOf } from "./weights.js";
import { backward } from "./sweep.js";

/** @typedef {import("../scan.js").Scan} Scan */
/** @typedef {import("./contribution.js").Contribution} Contribution */
/** @typedef {import("./sweep.js").Gradients} Gradients */

/**
 * The loss differentiated by everything in a stack: `places` has the gradients of each layer and direction in its own
 * reading order; `inputs` (T, E); `highways` (T, W) those by each highway gate's pre-activation.
 * @typedef {object} StackGradients
 * @property {Map<string, Gradients>} places
 * @property {Matrix} inputs
 * @property {(Matrix | null)[]} highways
 */

/**
 * `cuts`: see `Sweep`. `last` says that nothing is asked after this timestep; it needs a single direction. The way
 * ends at the states of layer `lowest`; -1 goes on to the inputs and the weights.
 * @typedef {{ cuts?: number[], last?: number, lowest?: number }} Way
 */

/** The way back through one stack, as often as it is asked: the slopes are found once. */
export class StackBack {
  /** @param {import("../stack.js").Stack} stack */
  constructor(stack) {
    this.stack = stack;
    this.pulls = new Map([...stack.scans].map(([place, scan]) => [place, pullOf(scan)]));
  }

  /**
   * Carry the loss back through the layers, from the derivative by the outputs (T, W).
   * @param {Matrix} dOutputs
   * @param {Way} [way]
   * @returns {StackGradients}
   */
  backward(dOutputs, way = {}) {
    const { stack } = this;
    const lowest = way.lowest ?? -1;
    const places = new Map();
    const highways = [];
    let dInputs = dOutputs;
    for (let layer = stack.model.layers - 1; layer >= Math.max(lowest, 0); layer--) {
      const around = aroundBackward(stack.around[layer], dInputs);
      highways.unshift(around.gate);
      /** @type {(Matrix | null)[]} */
      const ways = [around.below];
      for (const reverse of directions(stack.model)) {
        const asked = this.own(around.hidden, reverse);
        const gradients = this.through(suffix(layer, reverse), asked, way, layer === lowest);
        places.set(suffix(layer, reverse), gradients);
        if (layer !== lowest) ways.push(inOrder(byInput(stack.scan(layer, reverse), gradients), reverse));
      }
      if (layer !== lowest) dInputs = sum(ways.filter((found) => found !== null));
    }
    return { places, inputs: dInputs, highways };
  }

  /**
   * @param {string} place
   * @param {Matrix} asked
   * @param {Way} way
   * @param {boolean} statesOnly
   */
  through(place, asked, { cuts, last }, statesOnly) {
    const pull = /** @type {import("./pull.js").Pull} */ (this.pulls.get(place));
    const scan = /** @type {Scan} */ (this.stack.scans.get(place));
    return backward(scan, pull, asked, { cuts, last, statesOnly });
  }

  /**
   * Return the derivatives of one sweep, in its own reading order.
   * @param {StackGradients} gradients
   * @param {number} layer 0 is the lowest, -1 the top one
   * @param {boolean} reverse
   */
  of({ places }, layer, reverse) {
    const place = suffix(layer < 0 ? layer + this.stack.model.layers : layer, reverse);
    return /** @type {Gradients} */ (places.get(place));
  }

  /**
   * Return the columns of a direction, in its reading order.
   * @param {Matrix} dHidden
   * @param {boolean} reverse
   */
  own(dHidden, reverse) {
    const units = this.stack.model.hiddenSize;
    if (dHidden.cols === units) return dHidden;
    const found = new Matrix(dHidden.rows, units);
    const from = reverse ? units : 0;
    for (let t = 0; t < found.rows; t++) found.row(t).set(dHidden.row(t).subarray(from, from + units));
    return inOrder(found, reverse);
  }

  /**
   * Return what each timestep adds to the gradient of each weight, by its full name, in sentence order.
   * @param {StackGradients} gradients
   */
  contributions(gradients) {
    /** @type {Map<string, Contribution>} */
    const found = new Map();
    for (const reverse of directions(this.stack.model)) {
      for (let layer = 0; layer < this.stack.model.layers; layer++) {
        const end = suffix(layer, reverse);
        const parts = contributionsOf(this.stack.scan(layer, reverse), this.of(gradients, layer, reverse));
        for (const [part, ofPart] of parts) {
          for (const [name, one] of ofPart) {
            const turns = reverse && !name.startsWith("initial");
            found.set(`${part}.${name}${end}`, turns ? one.fromTheEnd() : one);
          }
        }
      }
    }
    gradients.highways.forEach((dGate, layer) => {
      const around = aroundContributions(this.stack.around[layer], dGate);
      for (const [name, one] of around) found.set(`highway.${name}_l${layer}`, one);
    });
    return found;
  }
}

/**
 * Return the derivative by the inputs of a scan, (T, E).
 * @param {Scan} scan
 * @param {Gradients} gradients
 */
function byInput({ cell, weights, inputs }, { fromInput }) {
  const found = new Matrix(inputs.rows, inputs.cols);
  if (!fromInput) return found;
  const seam = cell instanceof SeamCell ? cell.seam : inputs.rows;
  const decoder = cell instanceof SeamCell ? cell.decoder : weights;
  for (let t = 0; t < found.rows; t++) {
    addTransposedProduct(found.row(t), (t < seam ? weights : decoder).weightIh, fromInput.row(t));
  }
  return found;
}

/**
 * @param {Matrix} matrix
 * @param {boolean} reverse
 */
function inOrder(matrix, reverse) {
  return reverse ? matrix.reversed() : matrix;
}

/**
 * Return the sum of matrices of one shape.
 * @param {Matrix[]} matrices at least one
 */
function sum([first, ...others]) {
  if (!others.length) return first;
  const found = first.copy();
  for (const { data } of others) for (let k = 0; k < data.length; k++) found.data[k] += data[k];
  return found;
}
