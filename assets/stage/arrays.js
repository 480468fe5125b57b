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

/**
 * Return the fewest digits with which the numbers that are shown give the result that is shown. A result in the middle
 * between two numbers may be missed by all of them: then so many as come as near as the middle.
 * @param {number[]} numbers
 * @param {(numbers: number[]) => number} compute the result of them
 * @param {number} digits of the result
 * @param {number} [least]
 */
export function digitsFor(numbers, compute, digits, least = 2) {
  const result = Number(compute(numbers).toFixed(digits));
  const middle = 0.5 * 10 ** -digits + 4 * Number.EPSILON * (1 + Math.abs(result));
  let near = 0;
  for (let places = least; places <= digits + MOST_MORE; places++) {
    const shown = compute(numbers.map((number) => Number(number.toFixed(places))));
    if (Number(shown.toFixed(digits)) === result) return places;
    if (Math.abs(shown - result) <= middle) near ||= places;
  }
  return near || least;
}

const SUBSCRIPT = "₀₁₂₃₄₅₆₇₈₉";

/** @param {number} number a whole number from 0 on */
export function subscript(number) {
  return String(number).replace(/\d/g, (digit) => SUBSCRIPT[Number(digit)]);
}
