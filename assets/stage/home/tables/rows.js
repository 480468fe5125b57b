/** Rows of tables, a number each where that can be: so any program counts, draws and compares them. Draws nothing. */

/** @typedef {import("../../parts/csv.js").Field} Field */
/** @typedef {import("../../parts/csv.js").Table} Table */

/** The columns of what a network does while it reads: those of a score. */
export const READ = ["timestep", "token", "signal", "unit", "value"];

/** A signal as the page calls it. @param {string} name */
export const called = (name) => (name === "hidden" ? "hidden state" : name.replaceAll("_", " "));

/**
 * Return the rows of a signal of all units, in the columns of `READ`.
 * @param {string[]} words
 * @param {string} name
 * @param {{ cols: number, at: (t: number, unit: number) => number }} values (T, H)
 * @param {number[]} [units] those that are wanted; without it all
 */
export const signalRows = (words, name, values, units = [...Array(values.cols).keys()]) =>
  words.flatMap((word, t) => units.map((unit) => [t + 1, word, called(name), unit + 1, values.at(t, unit)]));

/**
 * Return the rows of all signals of a trace's top layer, and what the network answers after each word.
 * @param {import("../../../net/trace.js").Trace} trace
 * @param {number[]} [units] those that are wanted; without it all
 * @returns {Field[][]}
 */
export function traceRows({ words, top, answers, network }, units) {
  const signals = [...top.signals].flatMap(([name, values]) => signalRows(words, name, values, units));
  const said = words.flatMap((word, t) =>
    network.classes.map((name, at) => [t + 1, word, `answer: ${name}`, null, answers.at(t, at)]),
  );
  return [...signals, ...said];
}

/**
 * Return the columns of a list of numbers.
 * @param {string} name
 * @param {number} count
 */
export const numbered = (name, count) => Array.from({ length: count }, (_, at) => `${name} ${at + 1}`);

/**
 * Where a vector stands on the plane that is drawn.
 * @param {ArrayLike<number>} vector
 * @param {{ mean: number[], axes: number[][] }} plane
 */
export const placeOn = (vector, { mean, axes }) =>
  axes.map((axis) => axis.reduce((sum, along, k) => sum + along * (vector[k] - mean[k]), 0));
