/**
 * The largest singular value of a square matrix. Knows no network. Equals `np.linalg.norm(A, 2)`.
 *
 * AᵀA is symmetric: reflections (Householder) make it tridiagonal, and the sign changes of its leading minors (Sturm)
 * say how many of its eigenvalues lie below a number, so that bisection finds the largest one. Squaring loses nothing
 * here: the largest value keeps all its digits.
 */

import { norm } from "../back/norms.js";
import { Matrix, addTransposedProduct } from "../matrix.js";

const NOTHING = 1e-100; // beside entries of about 1; its square is still a normal number

/**
 * Return the largest singular value of a square matrix; NaN if an entry is not finite.
 * @param {Matrix} matrix
 */
export function spectralNorm(matrix) {
  const size = matrix.data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (!Number.isFinite(size)) return NaN;
  if (size === 0) return 0;
  const unit = new Matrix(
    matrix.rows,
    matrix.cols,
    matrix.data.map((value) => value / size),
  );
  return size * Math.sqrt(largestEigenvalue(...tridiagonal(squared(unit))));
}

/**
 * Return AᵀA.
 * @param {Matrix} A
 */
function squared(A) {
  const found = new Matrix(A.cols, A.cols);
  for (let i = 0; i < A.cols; i++) {
    const column = Float64Array.from({ length: A.rows }, (_, r) => A.at(r, i));
    addTransposedProduct(found.row(i), A, column);
  }
  return found;
}

/**
 * Return diagonal (H,) and the numbers beside it (H - 1,) of a tridiagonal matrix with the eigenvalues of a symmetric
 * one, which is used up.
 * @param {Matrix} S
 * @returns {[diagonal: Float64Array, beside: Float64Array]}
 */
function tridiagonal(S) {
  const size = S.rows;
  const beside = new Float64Array(Math.max(size - 1, 0));
  for (let k = 0; k < size - 1; k++) {
    const v = S.row(k).slice();
    v.fill(0, 0, k + 1);
    const length = norm(v);
    beside[k] = v[k + 1] > 0 ? -length : length;
    v[k + 1] -= beside[k];
    if (length > NOTHING) reflect(S, v, norm(v) ** 2, k + 1);
  }
  return [Float64Array.from({ length: size }, (_, k) => S.at(k, k)), beside];
}

/**
 * Put (1 - 2vvᵀ/|v|²) S (1 - 2vvᵀ/|v|²) in place of the block of S from row and column `from` on.
 * @param {Matrix} S
 * @param {Float64Array} v zero before `from`
 * @param {number} squares |v|²
 * @param {number} from
 */
function reflect(S, v, squares, from) {
  const { rows: size, data } = S;
  const p = addTransposedProduct(new Float64Array(size), S, v);
  let along = 0;
  for (let i = from; i < size; i++) along += (p[i] *= 2 / squares) * v[i];
  for (let i = from; i < size; i++) p[i] -= (along / squares) * v[i];
  for (let i = from; i < size; i++) for (let j = from; j < size; j++) data[i * size + j] -= v[i] * p[j] + p[i] * v[j];
}

/**
 * Return the largest eigenvalue of a tridiagonal matrix whose eigenvalues are not negative.
 * @param {Float64Array} diagonal
 * @param {Float64Array} beside
 */
function largestEigenvalue(diagonal, beside) {
  let low = 0;
  let high = 0;
  for (let k = 0; k < diagonal.length; k++) {
    low = Math.max(low, diagonal[k]);
    high = Math.max(high, diagonal[k] + Math.abs(beside[k] ?? 0) + Math.abs(beside[k - 1] ?? 0));
  }
  for (let middle = (low + high) / 2; middle > low && middle < high; middle = (low + high) / 2) {
    if (allBelow(diagonal, beside, middle)) high = middle;
    else low = middle;
  }
  return high;
}

/**
 * Whether all eigenvalues lie below a number: then no pivot of T - x is positive.
 * @param {Float64Array} diagonal
 * @param {Float64Array} beside
 * @param {number} x
 */
function allBelow(diagonal, beside, x) {
  let pivot = diagonal[0] - x;
  for (let k = 1; k < diagonal.length && pivot < 0; k++) pivot = diagonal[k] - x - beside[k - 1] ** 2 / pivot;
  return pivot < 0;
}
