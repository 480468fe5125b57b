/** Numbers for reading: digits, powers of ten, subscripts. */

const MOST_MORE = 4; // digits that a number may have more than the result it is shown to give

const MINUS = "\u2212";

/**
 * A number for reading: fixed digits, a real minus sign, NaN and infinity by name.
 * @param {number} value
 * @param {number} [digits]
 */
export function format(value, digits = 3) {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : `${MINUS}∞`;
  return value
    .toFixed(digits)
    .replace("-", MINUS)
    .replace(new RegExp(`^${MINUS}(0\\.?0*)$`), "$1");
}

const SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** @param {number} exponent a whole number */
export function power(exponent) {
  const digits = String(Math.abs(exponent)).replace(/\d/g, (digit) => SUPERSCRIPT[Number(digit)]);
  return `10${exponent < 0 ? "⁻" : ""}${digits}`;
}

/**
 * A norm over many orders of magnitude: 0.031 as it is, 3.1 · 10⁻⁹ with its power.
 * @param {number} value
 */
export function scientific(value) {
  if (!Number.isFinite(value) || value === 0) return format(value, 0);
  const [mantissa, exponent] = value.toExponential(1).split("e").map(Number); // 9.96e-9 is 1.0 · 10⁻⁸
  if (exponent >= -2 && exponent < 3) return format(value, Math.max(0, 3 - Math.max(exponent, 0)));
  return `${format(mantissa, 1)}·${power(exponent)}`;
}

/**
 * Two digits after the point, or a power of ten where that would not fit a column.
 * @param {number} value
 */
export function compact(value) {
  return Math.abs(value) < 1000 || !Number.isFinite(value) ? format(value, 2) : scientific(value);
}

/**
 * Return the fewest digits with which the numbers that are shown give the result that is shown.
 * @param {number[]} numbers
 * @param {(numbers: number[]) => number} compute the result of them
 * @param {number} digits of the result
 * @param {number} [least]
 */
export function digitsFor(numbers, compute, digits, least = 2) {
  const result = Number(compute(numbers).toFixed(digits));
  for (let places = least; places <= digits + MOST_MORE; places++) {
    const shown = compute(numbers.map((number) => Number(number.toFixed(places))));
    if (Number(shown.toFixed(digits)) === result) return places;
  }
  return least;
}

const SUBSCRIPT = "₀₁₂₃₄₅₆₇₈₉";

/** @param {number} number a whole number from 0 on */
export function subscript(number) {
  return String(number).replace(/\d/g, (digit) => SUBSCRIPT[Number(digit)]);
}
