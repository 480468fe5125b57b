/** What a GRU mixes at each word: the old state, the new value, and how much of the old one is kept. */

import { record } from "../../../net/trace.js";

/** @typedef {import("../../../net/types.d.ts").Network} Network */

/** @typedef {{ unit: number, timestep: number, keep: number }} Hold a share that is kept, by hand */

/**
 * Return the trace of a sentence, with one unit's update gate held by hand at one word.
 * @param {Network} network a GRU
 * @param {string} sentence
 * @param {Hold | null} hold
 */
export function traceOf(network, sentence, hold) {
  if (!hold) return record(network, sentence);
  const { unit, timestep, keep } = hold;
  const value = writes(network) ? 1 - keep : keep;
  const clamp = {
    gate: "update_gate",
    value,
    units: [unit],
    start: timestep,
    stop: timestep + 1,
  };
  return record(network, sentence, [{ kind: "clamp", ...clamp }]);
}

/** Whether an update gate near 1 takes the new value. @param {Network} network */
const writes = (network) => network.spec.model.updateGate === "writes";

/**
 * Return what a unit mixes at a timestep: `old`, `fresh`, the share `keep` of the old, and the new `state`.
 * @param {import("../../../net/trace.js").Trace} trace of a GRU
 * @param {number} timestep
 * @param {number} unit
 */
export function mixed({ network, top }, timestep, unit) {
  const [gate, fresh] = ["update_gate", "candidate"].map((name) => top.signals.get(name)?.at(timestep, unit) ?? NaN);
  const old = timestep ? top.hidden.at(timestep - 1, unit) : top.initialHidden[unit];
  return {
    old,
    fresh,
    keep: writes(network) ? 1 - gate : gate,
    state: top.hidden.at(timestep, unit),
  };
}

/**
 * Return the likeliest answer after the last word, and its share.
 * @param {import("../../../net/trace.js").Trace} trace
 */
export function answerOf({ answers, length, network }) {
  const shares = answers.row(length - 1);
  const best = shares.reduce((most, share, at) => (share > shares[most] ? at : most), 0);
  return { answer: network.classes[best] ?? "", share: shares[best] };
}
