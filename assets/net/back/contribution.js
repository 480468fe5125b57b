/**
 * The summand of each timestep in the gradient of one weight. Knows two factors, no network. Equals `Contribution` in
 * `core/equations/contribution.py`.
 *
 * The weight is the same at every timestep, so its gradient is a sum over timesteps; the summands are kept as the two
 * factors of an outer product. In the textbook GRU, W_hn multiplies r ⊙ h: these products are a second pair of factors.
 */

import { Matrix } from "../matrix.js";
import { norm, norms } from "./norms.js";

/** @typedef {{ left: Matrix, right: Matrix | null }} Pair rows l_t (R,) and r_t (C,); no right for a vector */

export class Contribution {
  /**
   * @param {Matrix} left (T, R)
   * @param {Matrix | null} [right] (T, C)
   * @param {Pair[]} [others] further pairs, whose products are added
   */
  constructor(left, right = null, others = []) {
    /** @type {Pair[]} */
    this.pairs = [{ left, right }, ...others];
  }

  /** Number of timesteps. */
  get steps() {
    return this.pairs[0].left.rows;
  }

  /** The gradient: the sum over all timesteps, (R, C), or (R, 1) of a vector. */
  get total() {
    const sum = this.zero();
    for (let t = 0; t < this.steps; t++) this.add(sum, t);
    return sum;
  }

  /**
   * Return the summand of one timestep, (R, C) or (R, 1).
   * @param {number} timestep
   */
  at(timestep) {
    const found = this.zero();
    this.add(found, timestep);
    return found;
  }

  /** The norm of each timestep's summand, (T,); an outer product's is known without forming it. */
  get norms() {
    const [{ left, right }] = this.pairs;
    if (this.pairs.length > 1) return Float64Array.from({ length: this.steps }, (_, t) => norm(this.at(t).data));
    const found = norms(left);
    if (right) norms(right).forEach((value, t) => (found[t] *= value));
    return found;
  }

  /** Return the same summands in the opposite order of time. */
  fromTheEnd() {
    const [first, ...others] = this.pairs.map(({ left, right }) => ({
      left: left.reversed(),
      right: right && right.reversed(),
    }));
    return new Contribution(first.left, first.right, others);
  }

  /** Return room for a summand. */
  zero() {
    const [{ left, right }] = this.pairs;
    return new Matrix(left.cols, right ? right.cols : 1);
  }

  /**
   * Add the summand of a timestep.
   * @param {Matrix} sum
   * @param {number} t
   */
  add(sum, t) {
    const { data, cols } = sum;
    for (const { left, right } of this.pairs) {
      const [l, r] = [left.row(t), right ? right.row(t) : null];
      for (let i = 0, k = 0; i < l.length; i++) {
        if (r) for (let j = 0; j < cols; j++, k++) data[k] += l[i] * r[j];
        else data[i] += l[i];
      }
    }
  }
}
