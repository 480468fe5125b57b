/** The norm of each row. Knows no network. Equals `norms` in `core/equations/contribution.py`. */

const TINY = Number.MIN_VALUE * 2 ** 52 * 2 ** 104; // the smallest normal number over the square of the rounding
const HUGE = Number.MAX_VALUE;

/**
 * Return the norm of a row, without squaring small numbers away or large ones to infinity.
 * @param {ArrayLike<number>} row
 */
export function norm(row) {
  let squares = 0;
  for (let j = 0; j < row.length; j++) squares += row[j] * row[j];
  return squares > TINY && squares < HUGE ? Math.sqrt(squares) : scaledNorm(row);
}

/** @param {import("../matrix.js").Matrix} rows @returns {Float64Array} the norm of each row, (T,) */
export function norms(rows) {
  return Float64Array.from({ length: rows.rows }, (_, t) => norm(rows.row(t)));
}

/** @param {ArrayLike<number>} row */
function scaledNorm(row) {
  let largest = 0;
  for (let j = 0; j < row.length; j++) largest = Math.max(largest, Math.abs(row[j])); // NaN stays
  const scale = largest > 0 && Number.isFinite(largest) ? largest : 1;
  let squares = 0;
  for (let j = 0; j < row.length; j++) squares += (row[j] / scale) ** 2;
  return scale * Math.sqrt(squares);
}
