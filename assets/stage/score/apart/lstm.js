/** The operations of an LSTM: first forget, then store, then show. */

import { cellBefore } from "../model.js";
import { PROPOSES, SHARES_AND_PROPOSAL, bias, cell, ofUnits, squash, weigh } from "./sums.js";

/** @typedef {import("./sums.js").Operation} Operation */
/** @typedef {import("../model.js").Model} Model */

/** @param {Model} model @returns {Operation[]} */
export function lstm(model) {
  const { gates, signals } = model;
  const late = gates.filter(({ name, peephole }) => name === "output_gate" && peephole);
  const early = gates.filter((gate) => !late.includes(gate));
  const peeping = early.some(({ peephole }) => peephole);
  const several = gates.length > 1 ? "Gates and proposal weigh" : "The proposal g weighs";
  return [
    weigh(gates, `${several} all these numbers, each with its own rows of W.`),
    bias(early, peeping),
    squash(early, early.length > 1 ? SHARES_AND_PROPOSAL : PROPOSES),
    ...(signals.forget_gate ? [forgets(model)] : []),
    ...(signals.input_gate ? [stores(model)] : []),
    updates(model),
    ...(late.length ? [bias(late, true), squash(late, "σ makes o a share between 0 and 1.")] : []),
    outputs(model),
  ];
}

/** A gate's value; one that is left out stands open. */
/** @type {(model: Model, name: string, t: number, j: number) => number} */
const open = ({ signals }, name, t, j) => signals[name]?.at(t, j) ?? 1;

/** @param {Model} model @param {number} t @param {number} j */
const kept = (model, t, j) => open(model, "forget_gate", t, j) * cellBefore(model, t, j);

/** @param {Model} model @param {number} t @param {number} j */
const stored = (model, t, j) => open(model, "input_gate", t, j) * model.signals.candidate.at(t, j);

/** @param {Model} model @returns {Operation} */
const forgets = (model) => ({
  id: "forget",
  name: "Forget",
  short: "f·c",
  says: "Each unit of c keeps the share f of what it held.",
  sign: "times",
  heads: ["c before", "f", "kept"],
  lights: ["before", "forget", "forget_gate", "forget_gate value"],
  rows: ofUnits((t, j) => [
    cell(cellBefore(model, t, j), "memory", "cell_state"),
    cell(open(model, "forget_gate", t, j), "share", "forget_gate"),
    cell(kept(model, t, j), "memory", "cell_state"),
  ]),
});

/** @param {Model} model @returns {Operation} */
const stores = (model) => ({
  id: "store",
  name: "Store",
  short: "i·g",
  says: "Each unit stores the share i of the proposal g.",
  sign: "times",
  heads: ["g", "i", "stored"],
  lights: ["store", "input_gate", "input_gate value", "candidate", "candidate value"],
  rows: ofUnits((t, j) => [
    cell(model.signals.candidate.at(t, j), "signed", "candidate"),
    cell(open(model, "input_gate", t, j), "share", "input_gate"),
    cell(stored(model, t, j), "signed", "candidate"),
  ]),
});

/** @param {Model} model @returns {Operation} */
function updates(model) {
  const { forget_gate: forget, input_gate: input } = model.signals;
  return {
    id: "update",
    name: "Update",
    short: "+",
    says: `What ${forget ? "was kept" : "c held"} and what ${input ? "is stored" : "g proposes"} make the new c.`,
    sign: "plus",
    heads: [forget ? "kept" : "c before", input ? "stored" : "g", "c"],
    lights: ["update", ...(forget ? [] : ["before"]), ...(input ? [] : ["candidate", "candidate value"])],
    rows: ofUnits((t, j) => [
      cell(kept(model, t, j), "memory", "cell_state"),
      cell(stored(model, t, j), "memory", "candidate"),
      cell(model.signals.cell_state.at(t, j), "memory", "cell_state"),
    ]),
  };
}

/** @param {Model} model @returns {Operation} */
function outputs(model) {
  const { output_gate: gate, cell_state: c } = model.signals;
  const shown = {
    id: "output",
    name: "Output",
    short: "o·",
    lights: ["output", "output_gate", "output_gate value"],
  };
  if (!gate)
    return {
      ...shown,
      short: "tanh",
      says: "tanh brings c between −1 and 1: every unit shows all of it as the new state h.",
      sign: "squash",
      heads: ["c", "tanh", "h"],
      rows: ofUnits(
        (t, j) => [cell(c.at(t, j), "memory", "cell_state"), cell(model.hidden.at(t, j), "signed", "hidden")],
        "tanh",
      ),
    };
  return {
    ...shown,
    says: "Each unit shows the share o of tanh(c): this is the new state h.",
    sign: "times",
    heads: ["tanh(c)", "o", "h"],
    rows: ofUnits((t, j) => [
      cell(Math.tanh(c.at(t, j)), "signed", "cell_state"),
      cell(open(model, "output_gate", t, j), "share", "output_gate"),
      cell(model.hidden.at(t, j), "signed", "hidden"),
    ]),
  };
}
