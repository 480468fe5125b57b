/**
 * Operations on a network while it reads, hold a gate, switch it off, erase a word, put another one in its place:
 * `core/instruments/operations.py`.
 *
 * Plain values, to be given to `record`. Knows words and gates; no equations.
 */

import { Matrix } from "./matrix.js";
import { Refusal, shown } from "./refusal.js";
import { REMOVABLE, gates, suffix } from "./shapes.js";
import { UNKNOWN, reading } from "./text.js";

/** @typedef {import("./types.d.ts").Clamp} Clamp */
/** @typedef {import("./types.d.ts").Model} Model */
/** @typedef {import("./types.d.ts").Off} Off */
/** @typedef {import("./types.d.ts").Operation} Operation */
/** @typedef {import("./types.d.ts").Reading} Reading */

/**
 * Return operations as they are; refuse what is no list of them.
 * @param {unknown} operations
 * @returns {Operation[]}
 */
export function checkedOperations(operations) {
  const known = ["clamp", "off", "erase", "replace"];
  if (!Array.isArray(operations) || !operations.every((one) => known.includes(one?.kind)))
    throw new Refusal(
      `operations is ${shown(operations)}; expected a list, such as [{ kind: "erase", timestep: 3 }] or ` +
        '[{ kind: "clamp", gate: "forget_gate", value: 1 }].',
    );
  return operations;
}

/**
 * Return the sentence with words replaced; erased ones keep their place.
 * @param {Reading} before
 * @param {Operation[]} operations
 * @param {string[]} vocabulary
 * @returns {Reading}
 */
export function edited(before, operations, vocabulary) {
  const words = [...before.words];
  const ids = [...before.ids];
  for (const operation of operations) {
    if (operation.kind === "clamp" || operation.kind === "off") continue;
    checkTimestep(operation.timestep, words.length);
    if (operation.kind === "erase") continue;
    const at = counted(operation.timestep, words.length);
    words[at] = operation.word;
    ids[at] = knownId(operation.word, vocabulary);
  }
  return reading(words, ids, before.dropped);
}

/**
 * Return the timesteps at which nothing is read, counted from the start.
 * @param {Operation[]} operations
 * @param {number} steps
 */
export function erased(operations, steps) {
  return operations.flatMap((one) => (one.kind === "erase" ? [counted(one.timestep, steps)] : []));
}

/**
 * Return the clamped values (T, H) of each layer and direction that has some, by gate, NaN where free. A gate that is
 * switched off is held at 1; of two operations on one number the later counts. A direction that reads from the end gets
 * its values in its own order.
 * @param {Operation[]} operations
 * @param {Model} model
 * @param {number} steps
 * @returns {import("./stack.js").Held}
 */
export function heldGates(operations, model, steps) {
  const held = new Map();
  for (const operation of operations) {
    if (operation.kind === "erase" || operation.kind === "replace") continue;
    const clamp = operation.kind === "off" ? opened(operation, model) : operation;
    checkClamp(clamp, model, steps);
    const { gate, reverse = false, layer = -1 } = clamp;
    const place = suffix(counted(layer, model.layers), reverse);
    if (!held.has(place)) held.set(place, new Map());
    const free = new Float64Array(steps * model.hiddenSize).fill(NaN);
    const values = held.get(place).get(gate) ?? new Matrix(steps, model.hiddenSize, free);
    held.get(place).set(gate, values);
    hold(values, clamp, unitsOf(clamp, model));
  }
  return held;
}

/**
 * Write what a clamp holds over values (T, H).
 * @param {Matrix} values
 * @param {Clamp} clamp
 * @param {number[]} units
 */
function hold(values, { value, start = 0, stop = null, reverse = false }, units) {
  const steps = values.rows;
  const end = Math.min(counted(stop ?? steps, steps), steps);
  for (let t = counted(start, steps); t < end; t++) {
    const row = values.row(reverse ? steps - 1 - t : t);
    units.forEach((unit, at) => (row[unit] = Array.isArray(value) ? value[at] : value));
  }
}

/**
 * Return a place counted from the start; a negative one is counted from the end.
 * @param {number} place
 * @param {number} count
 */
const counted = (place, count) => (place < 0 ? place + count : place);

/**
 * @param {Clamp} clamp
 * @param {Model} model
 */
const unitsOf = ({ units }, model) => units ?? Array.from({ length: model.hiddenSize }, (_, unit) => unit);

/**
 * @param {string} typed
 * @param {string[]} vocabulary
 */
function knownId(typed, vocabulary) {
  const id = vocabulary.indexOf(typed.toLowerCase());
  if (id < 0)
    throw new Refusal(
      `word is '${Array.from(typed).slice(0, 40).join("")}', which this network does not know; choose one of its ` +
        `${vocabulary.length} words, or ${UNKNOWN} for any it does not know.`,
    );
  return id;
}

/**
 * @param {Clamp} clamp
 * @param {Model} model
 * @param {number} steps
 */
function checkClamp(clamp, model, steps) {
  const { gate, value, layer = -1, reverse = false, start = 0 } = clamp;
  checkGate(gate, model);
  checkPlace(model, layer, reverse);
  const units = unitsOf(clamp, model);
  const wrong = units.find((unit) => !within(unit, 0, model.hiddenSize - 1));
  if (wrong !== undefined)
    throw new Refusal(`units has ${wrong}; this network has units 0 to ${model.hiddenSize - 1}.`);
  checkTimestep(start, steps, "start");
  if (Array.isArray(value) && value.length !== units.length)
    throw new Refusal(`value has ${value.length} numbers for ${units.length} units; give one, or one a unit.`);
  if (![value].flat().every(Number.isFinite)) throw new Refusal(`value is ${said(value)}; choose a finite number.`);
}

/**
 * Refuse a layer (0 is the lowest, -1 the top one) or a direction that a network does not have.
 * @param {Model} model
 * @param {number} layer
 * @param {boolean} reverse
 */
export function checkPlace(model, layer, reverse) {
  if (!within(layer, -model.layers, model.layers - 1))
    throw new Refusal(`layer is ${layer}; this network has layers 0 to ${model.layers - 1}.`);
  if (reverse && !model.bidirectional)
    throw new Refusal("reverse is True; this network reads in one direction only. Leave it out.");
}

/**
 * @param {number} timestep
 * @param {number} steps
 * @param {string} [name] of what the timestep is for
 */
function checkTimestep(timestep, steps, name = "timestep") {
  if (!within(timestep, -steps, steps - 1))
    throw new Refusal(`${name} is ${timestep}; this sentence has timesteps 0 to ${steps - 1}.`);
}

/**
 * Return what a gate does that is switched off.
 * @param {Off} off
 * @param {Model} model
 * @returns {Clamp}
 */
function opened({ gate, layer, reverse }, model) {
  checkGate(gate, model);
  const removable = REMOVABLE[model.kind];
  if (removable.includes(gate)) return { kind: "clamp", gate, value: 1, layer, reverse };
  const can = removable.length ? `it can do without ${removable.join(", ")}` : "it has no gate to switch off";
  throw new Refusal(`gate is ${shown(gate)}; a cell of kind ${model.kind} needs it, ${can}.`);
}

/**
 * @param {string} gate
 * @param {Model} model
 */
function checkGate(gate, model) {
  const names = gates(model);
  if (!names.includes(gate)) throw new Refusal(`gate is ${shown(gate)}; this network has ${names.join(", ")}.`);
}

/** @param {number | number[]} value */
const said = (value) => (Array.isArray(value) ? `(${value.join(", ")})` : value);

/**
 * Whether a value is a whole number from `low` to `high`: `core/spec/limits.py`.
 * @param {number} value
 * @param {number} low
 * @param {number} high
 */
const within = (value, low, high) => Number.isInteger(value) && value >= low && value <= high;
