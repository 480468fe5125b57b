/** What an act does, in a sentence, with the numbers of the unit that is looked at. */

import { digitsFor, format, subscript } from "../../arrays.js";
import { counted, percent } from "../../parts/words.js";
import { ADD, BESIDE, SQUASH, WEIGH } from "./acts.js";
import { likeliest } from "./numbers.js";
import { termsOf } from "./tables.js";

/** @typedef {import("./acts.js").Looked} Looked */
/** @typedef {import("./acts.js").Numbers} Numbers */
/** @typedef {import("./acts.js").Opened} Opened */

/**
 * @param {Opened} read
 * @param {Numbers} numbers
 * @param {Looked} at
 */
export function inWords(read, numbers, at) {
  const named = `Unit ${at.unit + 1}`;
  if (at.act === BESIDE) return besideInWords(numbers, at);
  if (at.act === WEIGH) return `${named}: ${weighed(read, numbers, at)}.`;
  if (at.act === ADD) {
    const [sum, bias, all] = termsOf(numbers, at.unit, true);
    return `${named}: ${sum} + (${bias}) = ${all}. The bias is the same at every word.`;
  }
  if (at.act === SQUASH) return `${named}: ${squashedInWords(numbers, at)}`;
  const most = likeliest(numbers.shares, 1).first[0];
  const { classes } = read.trace.network;
  return `From the new state alone: “${classes[most]}” comes next with ${percent(numbers.shares[most])} %.`;
}

/** @param {Numbers} numbers @param {Looked} at */
function besideInWords({ old, word }, { timestep }) {
  const from = timestep
    ? `The old state is ${counted(old.length, "number")}`
    : "Before the first word the state h₀ is given";
  return `${from}, the word's vector ${word.length}. They stand side by side; no earlier word is read again.`;
}

/** @param {Numbers} numbers @param {Looked} at */
function squashedInWords({ sum, state }, { timestep, unit, squash }) {
  const digits = digitsFor([sum[unit]], ([a]) => (squash === "ReLU" ? Math.max(a, 0) : Math.tanh(a)), 2);
  const goes = `${squash}(${format(sum[unit], digits)}) = ${format(state[unit], 2)}.`;
  return `${goes} This is the new state h${subscript(timestep + 1)}: the old state of the next word.`;
}

/**
 * What a unit's row makes of the numbers above it.
 * @param {Opened} read
 * @param {Numbers} numbers
 * @param {Looked} at
 */
function weighed({ W }, { old, word, ofState, ofWord, both }, { unit, one }) {
  if (!one) {
    const parts = [ofState[unit], ofWord[unit]];
    const digits = digitsFor(parts, ([a, b]) => a + b, 2);
    const [a, b] = parts.map((part) => format(part, digits));
    return `from the old state ${a}, from the word ${b}, together ${format(both[unit], 2)}, as by one matrix`;
  }
  const weights = Array.from(W.row(unit));
  const values = [...old, ...word];
  /** @param {number[]} all */
  const sum = (all) => values.reduce((total, _, k) => total + all[2 * k] * all[2 * k + 1], 0);
  const numbers = values.flatMap((value, k) => [weights[k], value]);
  const digits = digitsFor(numbers, sum, 2);
  const bracket = (/** @type {number} */ value) => (value < 0 ? `(${format(value, digits)})` : format(value, digits));
  const terms = values.map((value, k) => `${format(weights[k], digits)}·${bracket(value)}`);
  return `${terms.join(" + ").replaceAll("+ −", "− ")} = ${format(both[unit], 2)}`;
}
