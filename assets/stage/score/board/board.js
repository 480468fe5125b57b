/**
 * From the description of a score (`core/figures/score.py`) to what is drawn: its networks read the words here, and
 * every number on screen comes from what they did. Draws nothing.
 */

import { EMPTY } from "../../hands.js";
import { isForAll } from "../hand/done.js";
import { readModel } from "../model.js";
import { Orders, asTrained, showsUnits } from "../order.js";
import { Reading } from "./reading.js";
import { READERS } from "./staves.js";

/** @type {import("../probes.js").ProbeSource} */
const NO_PROBES = { of: () => ({ message: "There is no probe of this network." }) };

/** @typedef {import("../../types.d.ts").Described} Described */
/** @typedef {import("../../hands.js").Hands} Hands */
/** @typedef {import("../hand/done.js").Done} Done */

/**
 * Return the score with the numbers of its networks on a sentence.
 * @param {Described} described
 * @param {import("../../../net/types.d.ts").Network[]} networks in the order of the description
 * @param {Hands} [hand] what the reader does: another sentence, gates that are held
 * @param {import("../probes.js").ProbeSource} [probes] of the networks, for staves that show them
 * @param {Orders} [orders] of the units, as they stand
 * @returns {import("../../types.d.ts").ScoreData}
 */
export function readBoard(described, networks, hand = EMPTY, probes = NO_PROBES, orders = new Orders()) {
  const reading = new Reading(described, networks, hand, probes, orders);
  const { traces, signals, done, refused } = reading;
  const [{ words, known }] = traces;
  const erased = new Set(done.map(({ operation }) => operation.kind === "erase" && operation.timestep));
  const { units: order, few } = reading.orderOf(reading.first);
  const shown = showsUnits(described.staves);
  const units = Math.max(...traces.map((trace) => trace.top.hidden.cols));
  const [place, count] = [described.lens?.network ?? 0, networks.length];
  const where = count > 1 ? `network ${place + 1} of ${count}` : "";
  const sources = described.networks.map(({ from }) => from).join("; ");
  return {
    name: described.name,
    palette: described.palette,
    tokens: words.map((text, timestep) => ({ text, known: known[timestep], erased: erased.has(timestep) })),
    units,
    order: shown ? order : asTrained(units),
    foremost: shown ? few[0] : 0,
    staves: described.staves.map((stave) => READERS[stave.type](reading, stave)),
    rows: described.rows ?? [],
    model: described.lens && readModel(described.lens, traces[place], signals, networks[place]),
    done,
    refused,
    where,
    caption: `Unrolled · ${sources} · “${words.join(" ")}”${done.length ? doneInWords(done, where) : ""}`,
  };
}

/** @param {Done[]} done @param {string} where of several networks, the lens's */
function doneInWords(done, where) {
  const [all, one] = [
    done.filter(({ operation }) => isForAll(operation)),
    done.filter(({ operation }) => !isForAll(operation)),
  ];
  /** @param {string} head @param {Done[]} some */
  const told = (head, some) => (some.length ? ` · ${head}: ${some.map(({ said }) => said).join("; ")}` : "");
  const parts = where ? told("by hand", all) + told(`by hand in ${where}`, one) : told("by hand", done);
  return `${parts} · dashed or outlined: left alone`;
}
