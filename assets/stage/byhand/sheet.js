/**
 * The sheet: a cell of one to three units whose weights and inputs are typed. What it holds, how its size changes, how
 * numbers are read, and how it becomes a link. Nothing is computed or drawn here.
 */

import { GATES } from "../../net/shapes.js";

/**
 * @typedef {import("../../net/types.d.ts").Kind} Kind
 * @typedef {import("../../net/types.d.ts").Activation} Activation
 *
 * @typedef {object} Block the weights of a gate
 * @property {number[][]} input (H, D)
 * @property {number[][]} recurrent (H, H)
 * @property {number[]} bias (H,)
 *
 * @typedef {object} Sheet
 * @property {Kind} kind
 * @property {boolean} textbook of a GRU: z near 1 writes, and r stands before the product; else as in PyTorch
 * @property {Activation} activation of an RNN
 * @property {number[][]} inputs (T, D)
 * @property {number[]} hidden h₀, (H,)
 * @property {number[]} memory c₀, (H,), which only an LSTM reads
 * @property {Record<string, Block>} weights by gate
 * @property {number} asked the unit whose last state is differentiated
 * @property {number | null} target what it should be; without one the derivative of the state itself is asked
 */

export const MOST_UNITS = 3;
export const MOST_INPUTS = 3;
export const MOST_STEPS = 8;
export const LARGEST = 1e6;

/** @type {readonly Kind[]} */
export const KINDS = ["rnn", "gru", "lstm"];
/** @type {readonly Activation[]} */
export const ACTIVATIONS = ["tanh", "relu", "sigmoid", "identity"];

/** @param {Sheet} sheet */
export const sizeOf = ({ inputs, hidden }) => ({
  steps: inputs.length,
  inputs: inputs[0].length,
  units: hidden.length,
});

/** @param {Sheet} sheet */
export const gatesOf = ({ kind }) => GATES[kind];

/**
 * Return the sheet in another size or with another cell: what fits stays, what is new is 0.
 * @param {Sheet} sheet
 * @param {{ kind?: Kind, units?: number, inputs?: number, steps?: number }} change
 * @returns {Sheet}
 */
export function resized(sheet, change) {
  const { kind, units, inputs, steps } = { kind: sheet.kind, ...sizeOf(sheet), ...change };
  /** @param {number[][] | undefined} from @param {number} rows @param {number} cols */
  const grid = (from, rows, cols) => filled(rows, (row) => filled(cols, (col) => from?.[row]?.[col] ?? 0));
  /** @param {number[] | undefined} from */
  const row = (from) => filled(units, (unit) => from?.[unit] ?? 0);
  const weights = Object.fromEntries(
    GATES[kind].map((gate) => {
      const known = sheet.weights[gate];
      return [
        gate,
        {
          input: grid(known?.input, units, inputs),
          recurrent: grid(known?.recurrent, units, units),
          bias: row(known?.bias),
        },
      ];
    }),
  );
  const kept = kind === sheet.kind ? {} : sheet.weights; // another cell's weights wait for its return
  return {
    ...sheet,
    kind,
    inputs: grid(sheet.inputs, steps, inputs),
    hidden: row(sheet.hidden),
    memory: row(sheet.memory),
    weights: { ...kept, ...weights },
    asked: Math.min(sheet.asked, units - 1),
  };
}

/** @template Item @param {number} length @param {(at: number) => Item} make */
const filled = (length, make) => Array.from({ length }, (_, at) => make(at));

/**
 * Where a number stands on the sheet: `x 0 1`, `h 0`, `c 0`, `y`, or gate, matrix and place, as in
 * `forget_gate input 0 1`.
 * @typedef {string} Place
 */

/**
 * Return the sheet with another number at a place.
 * @param {Sheet} sheet
 * @param {Place} place
 * @param {number | null} value null only for the target: none
 * @returns {Sheet}
 */
export function withNumber(sheet, place, value) {
  if (place === "y") return { ...sheet, target: value };
  const found = /** @type {Sheet} */ (structuredClone(sheet));
  const { row, at } = located(found, place);
  row[at] = Number(value);
  return found;
}

/**
 * Return the number at a place, null where no target is set.
 * @param {Sheet} sheet
 * @param {Place} place
 */
export function numberAt(sheet, place) {
  if (place === "y") return sheet.target;
  const { row, at } = located(sheet, place);
  return row[at];
}

/** @param {Sheet} sheet @param {Place} place @returns {{ row: number[], at: number }} */
function located(sheet, place) {
  const [what, ...rest] = place.split(" ");
  if (what === "x") return { row: sheet.inputs[Number(rest[0])], at: Number(rest[1]) };
  if (what === "h" || what === "c") return { row: what === "h" ? sheet.hidden : sheet.memory, at: Number(rest[0]) };
  const block = sheet.weights[what];
  if (rest[0] === "bias") return { row: block.bias, at: Number(rest[1]) };
  return { row: block[/** @type {"input" | "recurrent"} */ (rest[0])][Number(rest[1])], at: Number(rest[2]) };
}

/**
 * Read a number as people write it: 0.5, −2, 1e-3, with a decimal comma, or a fraction such as 1/3.
 * @param {string} text
 * @returns {number | null} null where it is none, or larger than a sheet holds
 */
export function readNumber(text) {
  const parts = text.trim().replace(/[−–]/g, "-").replace(/,/g, ".").split("/");
  if (parts.length > 2 || !parts.every((part) => PLAIN.test(part.trim()))) return null;
  const [over, under = 1] = parts.map(Number);
  const value = over / under;
  return Number.isFinite(value) && Math.abs(value) <= LARGEST ? value : null;
}

const PLAIN = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i;

/**
 * Return the sheet as a text for a link; `fromLink` reads it.
 * @param {Sheet} sheet
 */
export function toLink(sheet) {
  const { steps, inputs, units } = sizeOf(sheet);
  const option = sheet.kind === "gru" ? (sheet.textbook ? "textbook" : "pytorch") : sheet.activation;
  const head = [sheet.kind, ...(sheet.kind === "lstm" ? [] : [option]), units, inputs, steps];
  const target = sheet.target === null ? [] : [sheet.target];
  const numbers = [...sheet.inputs.flat(), ...sheet.hidden, ...(sheet.kind === "lstm" ? sheet.memory : [])];
  const weights = gatesOf(sheet).flatMap((gate) => {
    const { input, recurrent, bias } = sheet.weights[gate];
    return [...input.flat(), ...recurrent.flat(), ...bias];
  });
  return [head, numbers, weights, [sheet.asked + 1, ...target]].map((part) => part.join("_")).join("__");
}

/**
 * Return the sheet of a link; null where it is not one.
 * @param {string} text
 * @returns {Sheet | null}
 */
export function fromLink(text) {
  const parts = text.split("__").map((part) => part.split("_"));
  const head = parts.length === 4 ? headOf(parts[0]) : null;
  if (!head) return null;
  const [, given, weights, [asked, ...target]] = parts;
  const { kind, option, units, inputs, steps } = head;
  const states = kind === "lstm" ? 2 : 1;
  const fits =
    given.length === steps * inputs + states * units &&
    weights.length === GATES[kind].length * units * (inputs + units + 1) &&
    target.length <= 1 &&
    within(Number(asked), units);
  const numbers = [...given, ...weights, ...target].map(readNumber).filter((value) => value !== null);
  if (!fits || numbers.length !== given.length + weights.length + target.length) return null;
  const row = (/** @type {number} */ length) => numbers.splice(0, length);
  const grid = (/** @type {number} */ rows, /** @type {number} */ cols) => filled(rows, () => row(cols));
  const block = () => ({ input: grid(units, inputs), recurrent: grid(units, units), bias: row(units) });
  return {
    kind,
    textbook: option !== "pytorch",
    activation: ACTIVATIONS.find((one) => one === option) ?? "tanh",
    inputs: grid(steps, inputs),
    hidden: row(units),
    memory: kind === "lstm" ? row(units) : filled(units, () => 0),
    weights: Object.fromEntries(GATES[kind].map((gate) => [gate, block()])),
    asked: Number(asked) - 1,
    target: numbers.length ? numbers[0] : null,
  };
}

/** What a link may say of a cell besides its size. @type {Record<Kind, readonly string[]>} */
const CHOICES = { rnn: ACTIVATIONS, gru: ["textbook", "pytorch"], lstm: [""] };

/**
 * Read the beginning of a link: the cell, its choice and its sizes; null where it says something else.
 * @param {string[]} words
 */
function headOf(words) {
  const kind = KINDS.find((one) => one === words[0]);
  if (!kind) return null;
  const [option, ...sizes] = kind === "lstm" ? ["", ...words.slice(1)] : words.slice(1);
  const [units, inputs, steps] = sizes.map(Number);
  const sized = within(units, MOST_UNITS) && within(inputs, MOST_INPUTS) && within(steps, MOST_STEPS);
  return sized && sizes.length === 3 && CHOICES[kind].includes(option) ? { kind, option, units, inputs, steps } : null;
}

/** @param {number} value @param {number} most */
const within = (value, most) => Number.isInteger(value) && value >= 1 && value <= most;
