/** What the belt's table and its drawing share: the acts, and which number stands where. Draws nothing. */

export const ACTS = ["forget", "store", "update", "output"];
export const FORGET = 0;
export const STORE = 1;
export const UPDATE = 2;
export const OUTPUT = 3;

/** @typedef {keyof import("./numbers.js").Acts} Name */

/**
 * What stands where, from left to right: a number of a unit, the act at which it is there, the sign before it, the
 * signal whose hue it has where it is a gate, and what it comes from.
 * @typedef {{ name: Name, act: number, sign: string, gate?: string, from?: Name[], head: string, what: string }} Column
 */

/** @type {Column[]} */
export const COLUMNS = [
  { name: "before", act: FORGET, sign: "", head: "c before", what: "on the belt" },
  { name: "forget", act: FORGET, sign: "×", gate: "forget_gate", head: "f", what: "forget gate" },
  { name: "kept", act: FORGET, sign: "=", from: ["before"], head: "kept", what: "" },
  { name: "input", act: STORE, sign: "", gate: "input_gate", head: "i", what: "input gate" },
  { name: "candidate", act: STORE, sign: "×", gate: "candidate", head: "g", what: "candidate" },
  { name: "written", act: STORE, sign: "=", from: ["candidate"], head: "stored", what: "" },
  { name: "now", act: UPDATE, sign: "", from: ["kept", "written"], head: "c now", what: "kept + stored" },
  { name: "tanh", act: OUTPUT, sign: "", from: ["now"], head: "tanh c", what: "" },
  { name: "output", act: OUTPUT, sign: "×", gate: "output_gate", head: "o", what: "output gate" },
  { name: "shown", act: OUTPUT, sign: "=", from: ["tanh"], head: "h", what: "shown" },
];

/** The acts, each with its columns: of how many it is the head. */
export const SPANS = ACTS.map((_, act) => COLUMNS.filter((column) => column.act === act).length);
