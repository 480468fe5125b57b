/** What a network answers after each word, for reading: the likeliest classes with their probabilities, or a number. */

import { format } from "../../arrays.js";

/** @typedef {[text: string, share: number | null]} Guess a class with its probability, null where there is none */

/**
 * Return the guesses after each word. Where all classes are shown they keep their order, so that a bar stays in its
 * place. Where a probability is not finite, no class is the likeliest.
 * @param {import("../../../net/trace.js").Trace} trace
 * @param {number} most how many classes are shown
 * @returns {Guess[][]}
 */
export function likeliest({ network, answers }, most) {
  const rows = Array.from({ length: answers.rows }, (_, timestep) => answers.row(timestep));
  if (network.answer === "number") return rows.map(([number]) => [[inWords(number), finite(number)]]);
  const { classes } = network;
  const count = Math.min(most, classes.length);
  const all = [...classes.keys()];
  return rows.map((row) => {
    if (!row.every(Number.isFinite)) return [["NaN", null], ...Array.from({ length: count - 1 }, nothing)];
    const order = count === classes.length ? all : all.toSorted((a, b) => row[b] - row[a]).slice(0, count);
    return order.map((index) => /** @type {Guess} */ ([classes[index], row[index]]));
  });
}

/** @returns {Guess} */
const nothing = () => ["", null];

/** @param {number} number */
const finite = (number) => (Number.isFinite(number) ? number : null);

/** @param {number} number */
const inWords = (number) => format(number, 2);
