/**
 * What probes read of the subject after each word of a sentence, a row for each network, as the picture `ink` draws it.
 * Equals `core/figures/ink.py`, which told it of the page's own sentence. Knows networks and probes; draws nothing.
 */

import { CLASS_LABELS } from "../../net/instruments/labels.js";
import { readProbe } from "../../net/instruments/probe.js";
import { record } from "../../net/trace.js";

/** @typedef {import("../../net/types.d.ts").Network} Network */
/** @typedef {import("../../net/trace.js").Trace} Trace */
/** @typedef {import("../../net/instruments/probe.js").Probe} Probe */
/** @typedef {import("./ink.js").Ink} Ink */

/**
 * Return what is told of another sentence by the same networks. One without a word is refused.
 * @param {Ink} told of any sentence
 * @param {Network[]} networks
 * @param {Probe[]} probes of each network
 * @param {string} sentence
 * @returns {Ink}
 */
export function inkOf(told, networks, probes, sentence) {
  const traces = networks.map((network) => record(network, sentence));
  const [{ words, known }] = traces;
  const { answers, adjectives } = told;
  const named = CLASS_LABELS.subject(words, Object.keys(answers));
  const found = named.findIndex((one) => one !== null);
  const subject = named[found] ?? "";
  const at = found < 0 ? words.length : found;
  const asked = adjectives.includes(words[words.length - 1]) && subject in answers;
  const rows = told.rows.map((row, place) => {
    const says = saidBy(traces[place], asked ? answers[subject] : null);
    return { ...row, read: readAfter(traces[place], probes[place], at, subject), says };
  });
  return { ...told, words, known, subject, at, answer: answers[subject] ?? "", rows };
}

/** @param {Trace} trace @param {Probe} probe @param {number} at @param {string} subject */
function readAfter(trace, probe, at, subject) {
  const read = readProbe(probe, trace);
  return trace.words.map((_, timestep) => (timestep < at ? null : likeliest(read.row(timestep), probe, subject)));
}

/** @param {Float64Array} row @param {Probe} probe @param {string} subject */
function likeliest(row, { classes }, subject) {
  if (!row.every(Number.isFinite)) return { word: "", share: null, of: null, right: false };
  const share = Math.max(...row);
  const word = classes[row.indexOf(share)];
  return { word, share, of: row[classes.indexOf(subject)] ?? 0, right: word === subject };
}

/** @param {Trace} trace @param {string | null} right what is right to say; null where nothing is asked */
function saidBy({ answers, network, words }, right) {
  const last = answers.row(words.length - 1);
  const share = Math.max(...last);
  const word = network.classes[Math.max(last.indexOf(share), 0)];
  return { word, share: Number.isFinite(share) ? share : null, right: right === null ? null : word === right };
}
