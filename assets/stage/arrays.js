// @ts-nocheck
/** Numbers as the server sends them: base64 of little-endian float32 or float64, with a shape. */

const KINDS = { f32: Float32Array, f64: Float64Array };

/** A matrix of `rows` timesteps × `columns` units; a vector has one column. */
export class Matrix {
  constructor(values, rows, columns) {
    this.values = values;
    this.rows = rows;
    this.columns = columns;
  }

  at(row, column = 0) {
    return this.values[row * this.columns + column];
  }

  row(index) {
    return this.values.subarray(index * this.columns, (index + 1) * this.columns);
  }
}

export function decode({ dtype, shape, data }) {
  const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
  return new Matrix(new KINDS[dtype](bytes.buffer), shape[0], shape[1] ?? 1);
}

const MINUS = "\u2212";

/** A number for reading: fixed digits, a real minus sign, NaN and infinity by name. */
export function format(value, digits = 3) {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : `${MINUS}∞`;
  return value
    .toFixed(digits)
    .replace("-", MINUS)
    .replace(new RegExp(`^${MINUS}(0\\.?0*)$`), "$1");
}

const SUPERSCRIPT = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

export function power(exponent) {
  return `10${String(exponent).replace(/./g, (character) => SUPERSCRIPT[character])}`;
}

/** A norm over many orders of magnitude: 0.031 as it is, 3.1 · 10⁻⁹ with its power. */
export function scientific(value) {
  if (!Number.isFinite(value) || value === 0) return format(value, 0);
  const exponent = Math.floor(Math.log10(Math.abs(value)));
  if (exponent >= -2 && exponent < 3) return format(value, Math.max(0, 3 - Math.max(exponent, 0)));
  return `${format(value / 10 ** exponent, 1)}·${power(exponent)}`;
}

/** Two digits after the point, or a power of ten where that would not fit a column. */
export function compact(value) {
  return Math.abs(value) < 1000 || !Number.isFinite(value) ? format(value, 2) : scientific(value);
}

const SUBSCRIPT = "₀₁₂₃₄₅₆₇₈₉";

export function subscript(number) {
  return String(number).replace(/\d/g, (digit) => SUBSCRIPT[digit]);
}
