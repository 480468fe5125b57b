/** The operations of a GRU: two gates, a proposal, and the mix of it with the old state. */

import { addProduct } from "../../../net/matrix.js";
import { hiddenBefore, shares } from "../model.js";
import { PROPOSES, SHARES_AND_PROPOSAL, bias, cell, ofUnits, rowsOf, squash, weigh } from "./sums.js";

/** @typedef {import("./sums.js").Operation} Operation */
/** @typedef {import("../model.js").Model} Model */
/** @typedef {import("../model.js").Gate} Gate */

/** @param {Model} model @returns {Operation[]} */
export function gru(model) {
  const { gates, reset } = model;
  const [first, candidate] = [gates.filter(({ name }) => name !== "candidate"), gates[gates.length - 1]];
  const early = reset ? first : gates;
  const whose = reset ? "The two gates weigh" : "Gate and proposal weigh";
  return [
    weigh(early, `${whose} all these numbers, each with its own rows of W.`),
    bias(early, false),
    squash(early, reset ? "σ makes each gate a share between 0 and 1." : SHARES_AND_PROPOSAL),
    ...(reset ? [resets(model), addsUp(model, candidate), squash([candidate], PROPOSES)] : []),
    ...mixes(model),
  ];
}

/** What the reset gate lets a GRU's proposal see of the old state. @param {Model} model @returns {Operation} */
function resets(model) {
  const { signals, reset } = model;
  const after = reset === "after";
  return {
    id: "reset",
    name: "Reset",
    short: "·r",
    says: after
      ? "The proposal gets only the share r of what W_h makes of the old state."
      : "The proposal sees only the share r of every unit’s old state.",
    sign: "times",
    heads: [after ? "W_h·h + b_h" : "h before", "r", after ? "recalled" : "r·h"],
    lights: ["reset_gate", "reset_gate value", "resets"],
    rows: ofUnits((t, j) => {
      const r = signals.reset_gate.at(t, j);
      if (after) {
        const recalled = model.gates[model.gates.length - 1].recurrent.at(t, j);
        return [cell(beforeReset(model, t, j)), cell(r, "share", "reset_gate"), cell(recalled)];
      }
      const h = hiddenBefore(model, t, j);
      return [cell(h, "signed", "hidden"), cell(r, "share", "reset_gate"), cell(r * h, "signed", "hidden")];
    }),
  };
}

/**
 * What a reset gate after the product stands before: W_h·h + b_h, as the cell makes it.
 * @param {Model} model
 * @param {number} t
 * @param {number} j
 */
function beforeReset({ gates, weightHidden, recalledBias, hidden, initial }, t, j) {
  const row = gates[gates.length - 1].offset * weightHidden.cols + j;
  const before = t === 0 ? initial.row(0) : hidden.row(t - 1);
  return addProduct(Float64Array.of(recalledBias?.[j] ?? 0), weightHidden.slice(row, row + 1), before)[0];
}

/** The sum of a GRU's candidate. @param {Model} model @param {Gate} candidate @returns {Operation} */
const addsUp = (model, candidate) => ({
  id: "add up",
  name: "Add up",
  short: "+",
  says: "What the word says, what is recalled and a bias make the sum of the proposal.",
  sign: "plus",
  heads: ["W_x·x", model.reset === "after" ? "recalled" : "W_h·(r·h)", "b", "sum"],
  lights: ["candidate", "resets"],
  rows: (t, units) =>
    rowsOf([candidate], t, units, ({ input, recurrent, bias: b }, j) => {
      const terms = [input.at(t, j), recurrent.at(t, j), b[j]];
      return [...terms, terms[0] + terms[1] + terms[2]].map((value) => cell(value));
    }),
});

/** How a GRU makes its new state. @param {Model} model @returns {Operation[]} */
function mixes(model) {
  const { signals, writes } = model;
  const [keeps, proposes] = writes ? ["1 − z", "z"] : ["z", "1 − z"];
  /** @type {(t: number, j: number) => number[]} */
  const parts = (t, j) => {
    const { keep, propose } = shares(model, t, j);
    return [keep * hiddenBefore(model, t, j), propose * signals.candidate.at(t, j)];
  };
  return [
    {
      id: "keep",
      name: "Keep",
      short: "·h",
      says: `Each unit keeps the share ${keeps} of its old state.`,
      sign: "times",
      heads: ["h before", keeps, "kept"],
      lights: ["before", "keep", "update_gate", "update_gate value"],
      rows: ofUnits((t, j) => [
        cell(hiddenBefore(model, t, j), "signed", "hidden"),
        cell(shares(model, t, j).keep, "share", "update_gate"),
        cell(parts(t, j)[0], "signed", "hidden"),
      ]),
    },
    {
      id: "propose",
      name: "Take",
      short: "·n",
      says: `Each unit takes the share ${proposes} of the new proposal n.`,
      sign: "times",
      heads: ["n", proposes, "taken"],
      lights: ["take", "update_gate", "update_gate value", "candidate", "candidate value"],
      rows: ofUnits((t, j) => [
        cell(signals.candidate.at(t, j), "signed", "candidate"),
        cell(shares(model, t, j).propose, "share", "update_gate"),
        cell(parts(t, j)[1], "signed", "candidate"),
      ]),
    },
    {
      id: "mix",
      name: "Mix",
      short: "+",
      says: "What was kept and what is taken make the new state h.",
      sign: "plus",
      heads: ["kept", "taken", "h"],
      lights: ["mix"],
      rows: ofUnits((t, j) => {
        const [kept, taken] = parts(t, j);
        return [
          cell(kept, "signed", "hidden"),
          cell(taken, "signed", "candidate"),
          cell(model.hidden.at(t, j), "signed", "hidden"),
        ];
      }),
    },
  ];
}
