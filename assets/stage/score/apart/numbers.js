/** The numbers of an operation as they are written and said. */

import { digitsFor, format } from "../../arrays.js";
import { shown } from "../model.js";

/** @typedef {import("./sums.js").Cell} Cell */
/** @typedef {import("./sums.js").Row} Row */
/** @typedef {import("./sums.js").Operation} Operation */

/**
 * Return the numbers of a row as they are shown: terms with as many digits as they need to give the result.
 * @param {Operation} operation
 * @param {Cell[]} cells
 */
export function numbersOf({ sign }, cells) {
  const values = cells.map(({ value }) => value);
  if (sign === "squash") return values.map((value) => shown(value, 2));
  /** @param {number[]} all */
  const compute = (all) => all.reduce((one, other) => (sign === "times" ? one * other : one + other));
  const digits = digitsFor(values.slice(0, -1), compute, 2);
  return values.map((value, place) => shown(value, place < values.length - 1 ? digits : 2));
}

/**
 * Return the rows in words, for who does not see them.
 * @param {Operation} operation
 * @param {Row[]} rows
 */
export function inWords(operation, rows) {
  const said = rows.map(({ gate, several, unit, cells, held }) => {
    const who = `${several && gate ? `${gate.label}, ` : ""}unit ${unit + 1}`;
    if (held !== null) return `${who}: held at ${format(held, 2)} by hand`;
    const numbers = numbersOf(operation, cells);
    return `${who}: ${numbers.slice(0, -1).join(SPOKEN[operation.sign])} gives ${numbers[numbers.length - 1]}`;
  });
  return [operation.name, ...said].join("; ");
}

/** @type {Record<import("./sums.js").Sign, string>} */
const SPOKEN = { plus: " plus ", times: " times ", squash: "", join: "" };
