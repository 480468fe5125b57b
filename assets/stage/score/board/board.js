/**
 * From the description of a score (`core/figures/score.py`) to what is drawn: its networks read the words here, and
 * every number on screen comes from what they did. Draws nothing.
 */

import { EMPTY } from "../../hands.js";
import { isForAll } from "../hand/done.js";
import { readModel } from "../model.js";
import { Orders, asTrained, showsUnits } from "../order.js";
import { readStave } from "./beside.js";
import { pairOf } from "./pair.js";
import { Reading } from "./reading.js";
import { told } from "./told.js";

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
  const first = new Reading(described, networks, hand, probes, orders);
  const { pair, unread } = pairOf(described, networks, hand, first);
  const shown = pair ? pair.shown : first;
  const { done, refused } = first;
  const [{ words }] = first.traces;
  const units = Math.max(...first.traces.map((trace) => trace.top.hidden.cols));
  const place = described.lens?.network ?? 0;
  const twin = pair && pair.twin;
  const isThere = (/** @type {{ id: string }} */ { id }) => id !== "apart" || twin;
  const where = whereOf(place, networks.length);
  const sources = described.networks.map(({ from }) => from).join("; ");
  return {
    name: described.name,
    palette: described.palette,
    tokens: tokensOf(first, twin),
    units,
    ...unitsIn(described, first, units),
    staves: described.staves.filter(isThere).map((stave) => readStave(shown, pair, stave)),
    rows: described.rows?.filter(isThere) ?? [],
    model: modelOf(described, shown, networks[place], pair),
    pair: pair && sightOf(pair),
    unread,
    done,
    refused,
    where,
    caption: `Unrolled · ${sources} · “${words.join(" ")}”${pairInWords(pair)}${doneInWords(done, where)}`,
  };
}

/** Which of several networks the lens looks into; "" of one. @param {number} place @param {number} count */
const whereOf = (place, count) => (count > 1 ? `network ${place + 1} of ${count}` : "");

/**
 * The units from top to bottom, and the one that matters most.
 * @param {Described} described
 * @param {Reading} reading
 * @param {number} units
 */
function unitsIn({ staves }, reading, units) {
  const { units: order, few } = reading.orderOf(reading.first);
  return showsUnits(staves) ? { order, foremost: few[0] } : { order: asTrained(units), foremost: 0 };
}

/**
 * What the lens looks into; null on a page without one.
 * @param {Described} described
 * @param {Reading} shown
 * @param {import("../../../net/types.d.ts").Network} network left alone
 * @param {import("./pair.js").Pair | null} pair
 */
function modelOf({ lens }, { traces, signals }, network, pair) {
  return lens && readModel(lens, traces[lens.network], signals, network, whoseOf(pair));
}

/**
 * The words of a sentence; beside a twin, those that have another one there say which.
 * @param {Reading} reading
 * @param {Reading | null} other
 * @returns {import("../../types.d.ts").Token[]}
 */
function tokensOf({ traces: [{ words, known }], done }, other) {
  const erased = new Set(done.map(({ operation }) => operation.kind === "erase" && operation.timestep));
  return words.map((text, timestep) => {
    const partner = other?.traces[0].words[timestep] ?? "";
    const differs = other !== null && partner.toLowerCase() !== text.toLowerCase();
    return { text, known: known[timestep], erased: erased.has(timestep), ...(differs && { differs: partner }) };
  });
}

/**
 * What is seen of a pair: which run is shown, in which columns, and what both come to.
 * @param {import("./pair.js").Pair} pair
 * @returns {import("../../types.d.ts").PairSeen}
 */
function sightOf(pair) {
  const { kind, show, names, first, second, length } = pair;
  const [a, b] = [first, second].map(({ traces }) => traces[0].words);
  const both = a.slice(0, length).map((word, timestep) => (word === b[timestep] ? word : `${word} / ${b[timestep]}`));
  return {
    kind,
    show,
    names,
    columns: { first: a, second: b, difference: both }[show],
    tokens: kind === "twin" ? tokensOf(second, first) : null,
    told: kind === "twin" ? told(pair) : { head: "", lines: [] },
  };
}

/** Whose equations the lens shows: of a difference the first run's. @param {import("./pair.js").Pair | null} pair */
function whoseOf(pair) {
  if (!pair) return "";
  const name = pair.names[pair.show === "second" ? 1 : 0];
  return pair.kind === "twin" ? `sentence ${name}` : name;
}

/** @param {import("./pair.js").Pair | null} pair */
function pairInWords(pair) {
  if (!pair) return "";
  if (pair.kind === "changed") return ` · shown: ${pair.name}`;
  return ` is A, “${pair.second.traces[0].words.join(" ")}” is B · shown: ${pair.name}`;
}

/** @param {Done[]} done @param {string} where of several networks, the lens's */
function doneInWords(done, where) {
  if (!done.length) return "";
  const [all, one] = [
    done.filter(({ operation }) => isForAll(operation)),
    done.filter(({ operation }) => !isForAll(operation)),
  ];
  /** @param {string} head @param {Done[]} some */
  const told = (head, some) => (some.length ? ` · ${head}: ${some.map(({ said }) => said).join("; ")}` : "");
  const parts = where ? told("by hand", all) + told(`by hand in ${where}`, one) : told("by hand", done);
  return `${parts} · dashed or outlined: left alone`;
}
