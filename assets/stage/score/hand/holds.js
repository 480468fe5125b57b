/** Gates that the reader holds: which of them this network has, what they are called, and which are looked at. */

import { format } from "../../arrays.js";

/** @typedef {import("../../types.d.ts").Described} Described */
/** @typedef {import("../../../net/types.d.ts").Clamp} Clamp */
/** @typedef {import("../../types.d.ts").ByHand} ByHand */

/** Where values that are held may lie, by the sign of what squashes them: those of a gate are never outside. */
/** @type {Record<string, [low: number, high: number]>} */
const ENDS = { σ: [0, 1], tanh: [-1, 1], ReLU: [0, 2] };

/** @param {string} squash @returns {[low: number, high: number]} */
export const endsOf = (squash) => ENDS[squash] ?? [-2, 2];

/** @param {ByHand[]} operations */
export const clampsOf = (operations) => operations.filter((one) => one.kind === "clamp");

/**
 * Return why a clamp does not fit; nothing where it does.
 * @param {Clamp} clamp
 * @param {Described} described
 * @param {number} hiddenSize
 * @param {number} steps
 */
export function misfit({ gate, value, units, start = 0 }, described, hiddenSize, steps) {
  const gates = described.lens?.gates ?? [];
  const known = gates.find(({ name }) => name === gate);
  if (!known) return `this network has ${gates.map(({ name }) => labelOf(described, name)).join(", ") || "no lens"}`;
  if (units?.some((unit) => unit >= hiddenSize)) return `this network has units 1 to ${hiddenSize}`;
  const [low, high] = endsOf(known.squash);
  if (!within(value, known.squash)) return `it takes values from ${format(low, 0)} to ${high}`;
  return start >= steps ? `this sentence has ${steps} ${steps === 1 ? "word" : "words"}` : "";
}

/**
 * What a gate is called: as on the staves, else by its name.
 * @param {Described} described
 * @param {string} gate
 */
export function labelOf({ lens, signals }, gate) {
  const key = lens && Object.hasOwn(lens.signals, gate) ? lens.signals[gate] : "";
  return signals[key]?.label ?? gate.replaceAll("_", " ");
}

/**
 * Return what a clamp is called.
 * @param {Clamp} clamp
 * @param {string[]} words
 * @param {string} label of the gate
 */
export function inWords({ value, units, start = 0, stop }, words, label) {
  const which = units ? `unit${units.length > 1 ? "s" : ""} ${units.map((unit) => unit + 1).join(", ")}` : "all units";
  const word = start < words.length ? `“${words[start]}”` : `word ${start + 1}`;
  const when = stop ? `at ${word}` : start > 0 ? `from ${word} on` : "everywhere";
  return `${label}, ${which}, ${when}: ${format(Number(value), 2)}`;
}

/** @param {Clamp["value"]} value @param {string} squash */
function within(value, squash) {
  const [low, high] = endsOf(squash);
  return Number(value) >= low && Number(value) <= high;
}

/**
 * Return the clamp that holds a place of a gate; the last one said counts.
 * @param {ByHand[]} operations
 * @param {{ name: string, squash: string }} gate
 * @param {number} timestep
 * @param {number} unit
 */
export function holding(operations, { name, squash }, timestep, unit) {
  return clampsOf(operations).findLast(
    ({ gate, value, units, start = 0, stop }) =>
      gate === name &&
      within(value, squash) &&
      timestep >= start &&
      timestep < (stop ?? Infinity) &&
      (units?.includes(unit) ?? true),
  );
}

/**
 * Return the operations with another one in the place of `old`, at the end where there is no old one.
 * @param {ByHand[]} operations
 * @param {ByHand | undefined} old
 * @param {ByHand} next
 */
export const replaced = (operations, old, next) =>
  old && operations.includes(old) ? operations.map((one) => (one === old ? next : one)) : [...operations, next];
