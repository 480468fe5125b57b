/**
 * What the reader does by hand: which of it fits the networks and the sentence, what it is called, and the networks
 * that come of it.
 *
 * A word that is erased is erased for all networks. Everything else is done to the network that the lens looks into,
 * and to no other: unit 3 of another network is another unit. What does not fit stays under the hand, and is said:
 * with another sentence or another network it may fit again.
 */

import { withForgetBias } from "../../../net/instruments/forget_bias.js";
import { radiusOf, withRadius } from "../../../net/instruments/radius.js";
import { REMOVABLE, gates } from "../../../net/shapes.js";
import { readFor } from "../../../net/tasks.js";
import { format } from "../../arrays.js";
import { counted, listed } from "../../parts/words.js";
import { labelOf, misfit as misfitOf, inWords as clampInWords } from "./holds.js";

/** @typedef {import("../../types.d.ts").ByHand} ByHand */
/** @typedef {import("../../types.d.ts").Described} Described */
/** @typedef {import("../../../net/types.d.ts").Network} Network */
/** @typedef {import("../../../net/types.d.ts").Operation} Operation */

const NOTHING = 1e-30; // an eigenvalue that is smaller cannot be scaled to any size that one would ask for

/** @typedef {{ operation: ByHand, said: string }} Done what is done, and what it is called */

/**
 * What an operation meets.
 * @typedef {object} Met
 * @property {Described} described
 * @property {Network | null} network that the lens looks into, if there is one
 * @property {string[]} words
 */

/** Whether an operation counts for all networks of a score. @param {ByHand} operation */
export const isForAll = ({ kind }) => kind === "erase";

/**
 * Part what fits from what does not.
 * @param {Described} described
 * @param {Network[]} networks
 * @param {string} sentence
 * @param {ByHand[]} operations
 * @returns {{ done: Done[], refused: string[] }} what is refused says why
 */
export function sorted(described, networks, sentence, operations) {
  /** @type {{ done: Done[], refused: string[] }} */
  const found = { done: [], refused: [] };
  if (!operations.length) return found;
  const network = described.lens && networks[described.lens.network];
  const met = { described, network, words: readFor(networks[0], sentence).words };
  for (const operation of operations) {
    const said = inWords(operation, met);
    const reason = misfit(operation, met);
    const verb = operation.kind === "clamp" ? "held" : "done";
    if (reason) found.refused.push(`Not ${verb}: ${said}; ${reason}.`);
    else found.done.push({ operation, said });
  }
  return found;
}

/**
 * Return what an operation is called.
 * @param {ByHand} operation
 * @param {Met} met
 */
function inWords(operation, { described, words }) {
  switch (operation.kind) {
    case "clamp":
      return clampInWords(operation, words, labelOf(described, operation.gate));
    case "off":
      return `${labelOf(described, operation.gate)}: switched off`;
    case "erase": {
      const { timestep } = operation;
      return timestep < words.length
        ? `“${words[timestep]}”, word ${timestep + 1}: erased`
        : `word ${timestep + 1}: erased`;
    }
    case "radius": {
      const of = operation.gate ? `, ${labelOf(described, operation.gate)}` : "";
      return `radius of W_h${of}: ${format(operation.radius, 2)}`;
    }
    case "forget_bias":
      return `forget bias: ${format(operation.bias, 2)}`;
  }
}

/**
 * Return why an operation does not fit; nothing where it does.
 * @param {ByHand} operation
 * @param {Met} met
 */
function misfit(operation, met) {
  const { described, network, words } = met;
  if (operation.kind === "erase")
    return operation.timestep < words.length ? "" : `this sentence has ${counted(words.length, "word")}`;
  if (!network) return "this page has no lens to do it in";
  if (operation.kind === "clamp") return misfitOf(operation, described, network.spec.model.hiddenSize, words.length);
  if (operation.kind === "forget_bias")
    return gates(network.spec.model).includes("forget_gate") ? "" : "this network has no forget gate";
  return operation.kind === "off" ? needed(operation.gate, met, network) : unscalable(operation, met, network);
}

/**
 * Return why a gate cannot be switched off; nothing where it can.
 * @param {string} gate
 * @param {Met} met
 * @param {Network} network
 */
function needed(gate, met, { spec: { model } }) {
  const there = gates(model);
  const removable = REMOVABLE[model.kind].filter((name) => there.includes(name));
  if (removable.includes(gate)) return "";
  if (!there.includes(gate)) return `this network has ${labels(there, met)}`;
  return removable.length ? `this cell can only do without its ${labels(removable, met)}` : "this cell needs it";
}

/**
 * Return why a matrix cannot be scaled; nothing where it can.
 * @param {import("../../types.d.ts").Radius} operation
 * @param {Met} met
 * @param {Network} network
 */
function unscalable({ gate, radius }, met, network) {
  const there = gates(network.spec.model);
  if (gate === null && there.length > 1) return `this network has a matrix for each of ${labels(there, met)}`;
  if (gate !== null && !there.includes(gate)) return `this network has ${labels(there, met)}`;
  const now = radiusOf(network, { gate });
  if (now === null) return "the matrix has entries that are not finite";
  return now < NOTHING && radius > 0 ? "all eigenvalues of the matrix are 0" : "";
}

/** @param {string[]} names of gates @param {Met} met */
const labels = (names, { described }) => listed(names.map((name) => labelOf(described, name)));

/**
 * Return a network with what is done to its weights. Of two that are done to the same weights the later counts, as if
 * the earlier had not been.
 * @param {Network} network
 * @param {Done[]} done
 */
export function changed(network, done) {
  /** @type {Map<string | null, (now: Network) => Network>} */
  const changes = new Map();
  for (const { operation } of done) {
    if (operation.kind === "radius") {
      const { gate, radius } = operation;
      changes.set(gate, (now) => withRadius(now, radius, { gate }));
    } else if (operation.kind === "forget_bias") {
      changes.set("bias", (now) => withForgetBias(now, operation.bias));
    }
  }
  return [...changes.values()].reduce((now, change) => change(now), network);
}

/**
 * Return what is done while a network reads.
 * @param {Done[]} done
 * @returns {Operation[]}
 */
export const whileReading = (done) =>
  done.flatMap(({ operation }) => (operation.kind === "radius" || operation.kind === "forget_bias" ? [] : [operation]));
