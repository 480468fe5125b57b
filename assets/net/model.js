/**
 * What the equations need to know of a recipe, checked: `core/spec/model.py`.
 *
 * Knows options, no numbers of a network. How weights were first drawn and trained is left to core.
 */

import { Refusal, shown } from "./refusal.js";
import { GATES, width } from "./shapes.js";

/** @typedef {import("./types.d.ts").Model} Model */

/** Names in a file, ours, what a recipe has that leaves them out, and which words or numbers they may be. */
const OPTIONS = /** @type {const} */ ([
  ["kind", "kind", "lstm", ["rnn", "gru", "lstm"]],
  ["embedding_size", "embeddingSize", 16, 300],
  ["hidden_size", "hiddenSize", 32, 256],
  ["activation", "activation", "tanh", ["tanh", "relu", "sigmoid", "identity"]],
  ["initial_state", "initialState", "zeros", ["zeros", "random", "learnt"]],
  ["peepholes", "peepholes", false, [true, false]],
  ["bidirectional", "bidirectional", false, [true, false]],
  ["layers", "layers", 1, 8],
  ["connection", "connection", "plain", ["plain", "residual", "highway", "dense"]],
  ["readout", "readout", "each", ["each", "last", "mean", "max"]],
  ["decoder", "decoder", false, [true, false]],
  ["attention", "attention", false, [true, false]],
  ["update_gate", "updateGate", "keeps", ["keeps", "writes"]],
  ["reset_gate", "resetGate", "after", ["after", "before"]],
]);

/** What a recipe has besides, for whoever draws the first weights. */
const OTHERS = ["without", "convention", "forget_bias", "initialisation", "spectral_radius"];

const TEXTBOOK = { update_gate: "writes", reset_gate: "before" };

/**
 * Return the model of a recipe, as the file has it; what is left out takes its default.
 * @param {Record<string, unknown>} values
 * @returns {Model}
 */
export function modelOf(values) {
  const known = [...OPTIONS.map(([name]) => name), ...OTHERS];
  const unknown = Object.keys(values).find((name) => !known.includes(name));
  if (unknown !== undefined) refuse(`model has no ${shown(unknown)}; it has ${known.join(", ")}. Remove it.`);
  checked("convention", values.convention ?? "pytorch", ["pytorch", "textbook"]);
  const given = { ...(values.convention === "textbook" ? TEXTBOOK : {}), ...values };
  /** @type {Record<string, unknown>} */
  const model = {};
  for (const [name, ours, usual, allowed] of OPTIONS) {
    const value = Object.hasOwn(given, name) ? /** @type {any} */ (given)[name] : usual;
    model[ours] = checked(name, value, allowed);
  }
  const found = /** @type {Model} */ (/** @type {unknown} */ ({ ...model, without: [] }));
  found.without = gatesLeftOut(found, values.without ?? []);
  return together(found);
}

/**
 * @param {string} name
 * @param {unknown} value
 * @param {number | readonly unknown[]} allowed
 */
function checked(name, value, allowed) {
  if (typeof allowed === "number") {
    if (!Number.isInteger(value) || Number(value) < 1 || Number(value) > allowed)
      refuse(`${name} is ${shown(value)}; choose a whole number from 1 to ${allowed}.`);
  } else if (!allowed.includes(value)) refuse(`${name} is ${shown(value)}; choose one of ${allowed.join(", ")}.`);
  return value;
}

/**
 * Return the gates to leave out, in the cell's order.
 * @param {Model} model
 * @param {unknown} without
 */
function gatesLeftOut({ kind }, without) {
  const removable = GATES[kind].filter((gate) => gate.endsWith("_gate") && gate !== "update_gate");
  if (!Array.isArray(without) || !without.every((gate) => removable.includes(gate)))
    refuse(
      `without is ${shown(without)}; a ${kind.toUpperCase()} can do without ` +
        `${removable.length ? `any of ${removable.join(", ")}` : "nothing, as this cell has no gates"}.`,
    );
  return removable.filter((gate) => without.includes(gate));
}

/**
 * Refuse options that contradict each other, so that no equation meets what it does not fit.
 * @param {Model} model
 */
function together(model) {
  const { kind, without, peepholes, connection, embeddingSize } = model;
  const gated = kind === "lstm" && without.length < GATES.lstm.length - 1;
  if (peepholes && !gated) refuse("peepholes are there for the gates of an LSTM. Turn them off, or keep a gate.");
  checkDecoder(model);
  const adds = connection === "residual" || connection === "highway";
  if (adds && embeddingSize !== width(model))
    refuse(`A ${connection} connection needs embedding_size ${width(model)}, and it is ${embeddingSize}.`);
  return model;
}

/** @param {Model} model */
function checkDecoder({ decoder, attention, connection, readout, bidirectional }) {
  const chain = !bidirectional && connection === "plain" && readout === "each";
  if (decoder && !chain) refuse("A decoder needs one direction, plain connections and the readout “each”.");
  if (attention && !decoder) refuse("attention needs a decoder. Choose it, too, or leave attention out.");
}

/**
 * @param {string} why
 * @returns {never}
 */
function refuse(why) {
  throw new Refusal(`The recipe cannot be used. ${why}`);
}
