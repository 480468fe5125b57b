/**
 * Jacobians: how each state depends on the one before it, with the words held fixed. Knows a trace. Equals
 * `core/instruments/jacobian.py` but for the singular values below the largest.
 *
 * J_t = ∂s_t/∂s_{t-1} for every timestep, where the state s is h, in an LSTM [h, c]; their products ∂s_T/∂s_t = J_T ···
 * J_{t+1}; and the bounds that the textbooks draw beside them (Pascanu et al. 2013).
 */

import { pullOf } from "../back/pull.js";
import { Matrix, addTransposedProduct } from "../matrix.js";
import { spectralRadius } from "./eigenvalues.js";
import { spectralNorm } from "./singular.js";

const STEEPEST = { tanh: 1, relu: 1, sigmoid: 0.25, identity: 1 }; // slope of each activation

/** @typedef {{ weight: Matrix, steepest: number }} Alone the one matrix of an RNN, and the steepest slope behind it */

/** The Jacobians of one layer in one direction, in its reading order. What is not asked for is not computed. */
export class Jacobians {
  /**
   * @param {Matrix[]} steps `steps[t]` is ∂s_t/∂s_{t-1}, (S, S); S is H, or in an LSTM 2H: first h, then c
   * @param {number} units H
   * @param {Alone | null} alone null where W_h is not alone (GRU, LSTM)
   * @param {boolean} reverse whether the layer reads from the end: `steps[0]` then belongs to the last word
   */
  constructor(steps, units, alone, reverse) {
    this.steps = steps;
    this.units = units;
    this.alone = alone;
    this.reverse = reverse;
    /** @type {Matrix[] | null} */
    this.products = null;
  }

  /** `toLast[t]` is ∂s_{T-1}/∂s_t; the last one is the identity. */
  get toLast() {
    return (this.products ??= productsOf(this.steps));
  }

  /** ∂h_t/∂h_{t-1}, with the LSTM's cell state held fixed, (H, H) for each timestep. */
  get hidden() {
    return this.steps.map((step) => corner(step, this.units));
  }

  /** ∂h_{T-1}/∂h_t, (H, H) for each timestep. */
  get hiddenToLast() {
    return this.toLast.map((step) => corner(step, this.units));
  }

  /** Largest singular value of each ∂h_t/∂h_{t-1}, (T,); NaN where an entry is not finite. */
  get norms() {
    return Float64Array.from(this.hidden, spectralNorm);
  }

  /** Largest singular value of each ∂s_t/∂s_{t-1}, (T,): an LSTM's c goes along; NaN where an entry is not finite. */
  get stateNorms() {
    return Float64Array.from(this.steps, spectralNorm);
  }

  /** Largest singular value of each ∂h_{T-1}/∂h_t, (T,); NaN where an entry is not finite. */
  get normsToLast() {
    return Float64Array.from(this.hiddenToLast, spectralNorm);
  }

  /** Size of the largest eigenvalue of each ∂h_t/∂h_{t-1}, (T,); NaN where an entry is not finite. */
  get spectralRadii() {
    return Float64Array.from(this.hidden, radiusOf);
  }

  /**
   * (T,), the radius of W_h to the power of T-1-t: what the norm of ∂h_{T-1}/∂h_t follows in a linear network; null
   * where W_h is not alone.
   */
  get linearBound() {
    return this.alone && this.powers(radiusOf(this.alone.weight));
  }

  /**
   * (T,), (steepest slope × largest singular value of W_h) to the power of T-1-t: what the norm never exceeds; null
   * where W_h is not alone.
   */
  get pascanuBound() {
    return this.alone && this.powers(this.alone.steepest * spectralNorm(this.alone.weight));
  }

  /** @param {number} factor */
  powers(factor) {
    return Float64Array.from(this.steps, (_, t) => power(factor, this.steps.length - 1 - t));
  }
}

/**
 * Return the Jacobians of a layer along the sentence (0 is the lowest, -1 the top one).
 * @param {import("../trace.js").Trace} trace
 * @param {number} [layer]
 * @param {boolean} [reverse]
 */
export function jacobians(trace, layer = -1, reverse = false) {
  const { scan } = trace.layer(layer, reverse);
  const { kind, decoder, activation } = trace.network.spec.model;
  const one = kind === "rnn" && !decoder; // the bounds are those of one matrix
  const alone = one ? { weight: scan.weights.weightHh, steepest: STEEPEST[activation] } : null;
  return new Jacobians(eachStep(scan), scan.hidden.cols, alone, reverse);
}

/**
 * Return the products of all later steps, for each timestep.
 * @param {Matrix[]} steps
 */
function productsOf(steps) {
  const found = [...steps];
  found[steps.length - 1] = identity(steps[0].rows);
  for (let t = steps.length - 2; t >= 0; t--) found[t] = multiplied(found[t + 1], steps[t + 1]);
  return found;
}

/**
 * Send the identity back through one timestep after another; each row is one derivative.
 * @param {import("../scan.js").Scan} scan
 */
function eachStep(scan) {
  const [pull, units] = [pullOf(scan), scan.hidden.cols];
  const size = scan.memory ? 2 * units : units;
  const [one, dGates] = [identity(size), new Float64Array(scan.gates.size * units)];
  return Array.from({ length: scan.steps }, (_, t) => {
    const step = new Matrix(size, size);
    for (let i = 0; i < size; i++) {
      const [row, d] = [step.row(i), one.row(i)];
      const dMemory = scan.memory && d.slice(units);
      pull.step(t, d.subarray(0, units), dMemory, dGates, row.subarray(0, units), dMemory && row.subarray(units));
    }
    return step;
  });
}

/**
 * @param {Matrix} left
 * @param {Matrix} right
 */
function multiplied(left, right) {
  const found = new Matrix(left.rows, right.cols);
  for (let i = 0; i < left.rows; i++) addTransposedProduct(found.row(i), right, left.row(i));
  return found;
}

/** @param {number} size */
function identity(size) {
  const found = new Matrix(size, size);
  for (let i = 0; i < size; i++) found.data[i * size + i] = 1;
  return found;
}

/**
 * @param {Matrix} matrix
 * @param {number} size
 */
function corner(matrix, size) {
  if (matrix.rows === size) return matrix;
  const found = new Matrix(size, size);
  for (let i = 0; i < size; i++) found.row(i).set(matrix.row(i).subarray(0, size));
  return found;
}

/**
 * A power; NaN to the power of 0 is NaN, as nothing is known of the matrix.
 * @param {number} base
 * @param {number} exponent
 */
const power = (base, exponent) => (Number.isNaN(base) ? NaN : base ** exponent);

/**
 * Return the size of the largest eigenvalue; NaN if an entry is not finite.
 * @param {Matrix} matrix
 */
function radiusOf(matrix) {
  return matrix.data.every(Number.isFinite) ? spectralRadius(matrix) : NaN;
}
