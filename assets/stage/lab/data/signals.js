/**
 * What the film keeps of a signal, as `core/nets/film.py` writes it: a byte for a number between two ends, the upper
 * half of a float32 for one without ends. Either has two digits, and so has what is said of it.
 */

import { format } from "../../arrays.js";
import { scientific } from "../../parts/words.js";

/** @typedef {import("../../types.d.ts").Signal} Signal */
/** @typedef {{ signals: Record<string, string | Uint8Array | Uint16Array> }} Held what a frame holds, by name */

export const LEVELS = 256; // of a picture: 0 for what is NaN, then from the low end to the high one

/**
 * Return the codes of a signal, (T, U); they are unpacked when they are looked at first.
 * @param {Held} frame
 * @param {Signal} signal
 */
export function codesOf(frame, { name, scale }) {
  const held = frame.signals[name];
  if (typeof held !== "string") return held;
  const bytes = Uint8Array.from(atob(held), (character) => character.charCodeAt(0));
  return (frame.signals[name] = scale === "squashed" ? new Uint16Array(bytes.buffer) : bytes);
}

const bits = new Uint32Array(1);
const float = new Float32Array(bits.buffer);

/**
 * Return the number that a code stands for, NaN where there was none.
 * @param {Signal} signal
 * @param {number} code
 */
export function valueOf({ scale, low, high }, code) {
  if (scale !== "squashed") return code === 0 ? NaN : low + ((high - low) * (code - 1)) / (LEVELS - 2);
  bits[0] = code << 16;
  return float[0];
}

/**
 * Return the level that a code is drawn in; a number that is infinite lies at the end of its scale.
 * @param {Signal} signal
 * @param {number} code
 */
export function levelOf(signal, code) {
  if (signal.scale !== "squashed") return code;
  const share = (Math.tanh(valueOf(signal, code)) - signal.low) / (signal.high - signal.low);
  return Number.isNaN(share) ? 0 : 1 + Math.round((LEVELS - 2) * share);
}

/**
 * Return a number of a signal with the digits that it has.
 * @param {Signal} signal
 * @param {number} value
 */
export function rounded({ scale }, value) {
  return Number(scale === "squashed" ? value.toPrecision(2) : value.toFixed(2));
}

/**
 * Return a number of a signal in words.
 * @param {Signal} signal
 * @param {number} value
 */
export function said(signal, value) {
  if (signal.scale !== "squashed") return format(value, 2);
  const number = rounded(signal, value);
  const size = Math.abs(number);
  if (!(size >= 1e-3 && size < 1e4)) return scientific(number);
  return format(number, Math.max(0, 1 - Math.floor(Math.log10(size))));
}
