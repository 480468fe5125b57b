/**
 * The eigenvalues of a real square matrix: `np.linalg.eigvals`, in no order.
 *
 * Rows and columns that stand alone give theirs away exactly; reflections (Householder) bring the rest to Hessenberg
 * form, and QR steps with Wilkinson's shift take one eigenvalue after another off its end. Knows no network.
 */

import { Matrix, product, transposedProduct } from "../matrix.js";

const MOST_STEPS = 100;

/**
 * A complex matrix on its way to a triangle.
 * @typedef {{ re: Matrix, im: Matrix }} Complex
 */

/**
 * Return the real and the imaginary parts of the eigenvalues of a finite matrix.
 * @param {Matrix} matrix (N, N)
 * @returns {{ re: number[], im: number[] }}
 */
export function eigenvalues(matrix) {
  const { alone, rest } = separated(matrix);
  const A = { re: hessenberg(rest), im: new Matrix(rest.rows, rest.rows) };
  const found = { re: alone, im: alone.map(() => 0) };
  let last = rest.rows - 1;
  for (let steps = 0; last >= 0; steps++) {
    const first = blockStart(A, last);
    if (first === last || steps > MOST_STEPS) {
      found.re.push(A.re.at(last, last));
      found.im.push(A.im.at(last, last));
      last--;
      steps = 0;
    } else qrStep(A, first, last, steps % 10 === 9 ? unusualShift(A, last) : wilkinsonShift(A, last));
  }
  return found;
}

/**
 * Return the size of the largest eigenvalue.
 * @param {Matrix} matrix
 */
export function spectralRadius(matrix) {
  const { re, im } = eigenvalues(matrix);
  return Math.max(0, ...re.map((part, k) => Math.hypot(part, im[k])));
}

/**
 * Take away, again and again, what has nothing beside its diagonal in its row or in its column: that is an eigenvalue.
 * @param {Matrix} matrix
 */
function separated(matrix) {
  let left = Array.from({ length: matrix.rows }, (_, index) => index);
  const alone = [];
  for (;;) {
    const one = left.find(
      (i) => left.every((j) => j === i || !matrix.at(i, j)) || left.every((j) => j === i || !matrix.at(j, i)),
    );
    if (one === undefined) break;
    alone.push(matrix.at(one, one));
    left = left.filter((index) => index !== one);
  }
  const rest = new Matrix(left.length, left.length);
  left.forEach((i, row) => left.forEach((j, col) => (rest.row(row)[col] = matrix.at(i, j))));
  return { alone, rest };
}

/**
 * Return a similar matrix with zeros below the first subdiagonal.
 * @param {Matrix} matrix
 */
function hessenberg(matrix) {
  const A = matrix.copy();
  for (let k = 0; k < A.rows - 2; k++) {
    const v = new Float64Array(A.rows);
    for (let i = k + 1; i < A.rows; i++) v[i] = A.at(i, k);
    v[k + 1] += Math.hypot(...v) * (v[k + 1] < 0 ? -1 : 1);
    const norm = Math.hypot(...v);
    if (norm === 0) continue;
    reflect(A, v.map((part) => part / norm)); // prettier-ignore
    for (let i = k + 2; i < A.rows; i++) A.row(i)[k] = 0;
  }
  return A;
}

/**
 * Multiply a matrix from both sides with the reflection 1 − 2 v vᵀ, in place.
 * @param {Matrix} A
 * @param {Float64Array} v of length 1
 */
function reflect(A, v) {
  const fromLeft = transposedProduct(A, v);
  v.forEach((part, i) => part && A.row(i).forEach((_, j, row) => (row[j] -= 2 * part * fromLeft[j])));
  product(A, v).forEach((sum, i) => A.row(i).forEach((_, j, row) => (row[j] -= 2 * sum * v[j])));
}

/**
 * Return where the block ends upwards that the last row belongs to; below it stands nothing that counts.
 * @param {Complex} A
 * @param {number} last
 */
function blockStart({ re, im }, last) {
  for (let k = last; k > 0; k--) {
    const around = Math.hypot(re.at(k, k), im.at(k, k)) + Math.hypot(re.at(k - 1, k - 1), im.at(k - 1, k - 1));
    if (Math.hypot(re.at(k, k - 1), im.at(k, k - 1)) <= Number.EPSILON * around) return k;
  }
  return 0;
}

/**
 * Return the eigenvalue of the last 2 × 2 corner that is nearer to its last number.
 * @param {Complex} A
 * @param {number} n
 * @returns {[number, number]}
 */
function wilkinsonShift({ re, im }, n) {
  const [d, e] = [re.at(n, n), im.at(n, n)];
  const [p, q] = [(re.at(n - 1, n - 1) - d) / 2, (im.at(n - 1, n - 1) - e) / 2];
  const [b, c] = [re.at(n - 1, n), im.at(n - 1, n)];
  const [f, g] = [re.at(n, n - 1), im.at(n, n - 1)];
  const [x, y] = [p * p - q * q + b * f - c * g, 2 * p * q + b * g + c * f];
  const size = Math.hypot(x, y);
  const root = [Math.sqrt(Math.max((size + x) / 2, 0)), Math.sqrt(Math.max((size - x) / 2, 0)) * (y < 0 ? -1 : 1)];
  const sign = p * root[0] + q * root[1] < 0 ? -1 : 1;
  const [u, v] = [p + sign * root[0], q + sign * root[1]];
  const whole = u * u + v * v;
  if (whole === 0) return [d, e];
  const [s, t] = [b * f - c * g, b * g + c * f];
  return [d - (s * u + t * v) / whole, e - (t * u - s * v) / whole];
}

/**
 * Return a shift off every symmetry, for a matrix on which the usual one goes round in a circle.
 * @param {Complex} A
 * @param {number} n
 * @returns {[number, number]}
 */
function unusualShift({ re, im }, n) {
  return [re.at(n, n) + Math.hypot(re.at(n, n - 1), im.at(n, n - 1)), im.at(n, n)];
}

/**
 * Make A − shift = Q R into R Q + shift, on rows and columns `first` to `last`, by rotations of two rows.
 * @param {Complex} A
 * @param {number} first
 * @param {number} last
 * @param {[number, number]} shift
 */
function qrStep(A, first, last, [shiftRe, shiftIm]) {
  for (let k = first; k <= last; k++) {
    A.re.row(k)[k] -= shiftRe;
    A.im.row(k)[k] -= shiftIm;
  }
  const rotations = [];
  for (let k = first; k < last; k++) rotations.push(turnRows(A, k, last));
  rotations.forEach((rotation, at) => turnColumns(A, first, first + at, rotation));
  for (let k = first; k <= last; k++) {
    A.re.row(k)[k] += shiftRe;
    A.im.row(k)[k] += shiftIm;
  }
}

/**
 * Rotate two rows so that the number below the diagonal becomes 0; return the rotation, cos and sin, both complex.
 * @param {Complex} A
 * @param {number} k
 * @param {number} last
 */
function turnRows({ re, im }, k, last) {
  const corner = [re.at(k, k), im.at(k, k), re.at(k + 1, k), im.at(k + 1, k)];
  const size = Math.hypot(...corner);
  const [cr, ci, sr, si] = size === 0 ? [1, 0, 0, 0] : corner.map((part) => part / size);
  const [xr, xi, yr, yi] = [re.row(k), im.row(k), re.row(k + 1), im.row(k + 1)];
  for (let j = k; j <= last; j++) {
    const [pr, pi, qr, qi] = [xr[j], xi[j], yr[j], yi[j]];
    xr[j] = cr * pr + ci * pi + sr * qr + si * qi;
    xi[j] = cr * pi - ci * pr + sr * qi - si * qr;
    yr[j] = cr * qr - ci * qi - sr * pr + si * pi;
    yi[j] = cr * qi + ci * qr - sr * pi - si * pr;
  }
  return [cr, ci, sr, si];
}

/**
 * Rotate two columns back.
 * @param {Complex} A
 * @param {number} first
 * @param {number} k
 * @param {number[]} rotation
 */
function turnColumns({ re, im }, first, k, [cr, ci, sr, si]) {
  for (let i = first; i <= k + 1; i++) {
    const [xr, xi] = [re.row(i), im.row(i)];
    const [pr, pi, qr, qi] = [xr[k], xi[k], xr[k + 1], xi[k + 1]];
    xr[k] = pr * cr - pi * ci + qr * sr - qi * si;
    xi[k] = pr * ci + pi * cr + qr * si + qi * sr;
    xr[k + 1] = qr * cr + qi * ci - pr * sr - pi * si;
    xi[k + 1] = qi * cr - qr * ci - pi * sr + pr * si;
  }
}
