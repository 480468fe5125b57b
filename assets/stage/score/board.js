/**
 * From the description of a score (`core/figures/score.py`) to what is drawn: its networks read the words here, and
 * every number on screen comes from what they did. Draws nothing.
 */

import { gradientProfile } from "../../net/instruments/gradient.js";
import { CLASS_LABELS } from "../../net/instruments/labels.js";
import { ledger } from "../../net/instruments/ledger.js";
import { readProbe } from "../../net/instruments/probe.js";
import { Matrix } from "../../net/matrix.js";
import { record } from "../../net/trace.js";
import { readFor } from "../../net/tasks.js";
import { likeliest } from "./answers.js";
import { sorted } from "./holds.js";
import { readModel } from "./model.js";

/** @typedef {import("../types.d.ts").Described} Described */
/** @typedef {import("../../net/types.d.ts").Network} Network */
/** @typedef {import("../../net/types.d.ts").Operation} Operation */
/** @typedef {import("../../net/trace.js").Trace} Trace */
/** @typedef {import("./holds.js").Held} Held */

/**
 * Return the score with the numbers of its networks on a sentence.
 * @param {Described} described
 * @param {Network[]} networks in the order of the description
 * @param {string} [sentence] another text than the one that is described
 * @param {Operation[]} [operations] gates to hold, words to erase or replace while reading
 * @returns {import("../types.d.ts").ScoreData}
 */
export function readBoard(described, networks, sentence = described.sentence, operations = []) {
  const reading = new Reading(described, networks, sentence, operations);
  const { traces, signals, held, refused } = reading;
  const [{ words, known }] = traces;
  const [place, count] = [described.lens?.network ?? 0, networks.length];
  const where = count > 1 ? `network ${place + 1} of ${count}` : "";
  const sources = described.networks.map(({ from }) => from).join("; ");
  return {
    name: described.name,
    palette: described.palette,
    tokens: words.map((text, timestep) => ({ text, known: known[timestep] })),
    units: Math.max(...traces.map((trace) => trace.top.hidden.cols)),
    staves: described.staves.map((stave) => reading.stave(stave)),
    model: described.lens && readModel(described.lens, traces[described.lens.network], signals),
    held,
    refused,
    where,
    caption: `Unrolled · ${sources} · “${words.join(" ")}”${held.length ? heldInWords(held, where) : ""}`,
  };
}

/** @param {Held[]} held @param {string} where */
const heldInWords = (held, where) =>
  ` · held by hand${where && ` in ${where}`}: ${held.map(({ said }) => said).join("; ")}` +
  " · dashed or outlined: the network left alone";

/** @type {{ held: Held[], refused: string[] }} */
const NOTHING = { held: [], refused: [] };

/** What the networks of a score did on a sentence. */
class Reading {
  /**
   * @param {Described} described
   * @param {Network[]} networks
   * @param {string} sentence
   * @param {Operation[]} operations
   */
  constructor(described, networks, sentence, operations) {
    const { held, refused } = this.sorted(described, networks, sentence, operations);
    this.held = held;
    this.refused = refused;
    const free = operations.filter((one) => one.kind !== "clamp");
    const all = [...free, ...held.map(({ clamp }) => clamp)];
    this.lens = described.lens?.network;
    this.traces = networks.map((network, place) => record(network, sentence, place === this.lens ? all : free));
    /** The lens's network left alone, as long as it is held. */
    this.alone = this.lens !== undefined && held.length ? record(networks[this.lens], sentence, free) : null;
    this.target = sentence === described.sentence ? described.target : null;
    this.signals = Object.fromEntries(
      Object.entries(described.signals).map(([key, signal]) => [key, this.signal(signal)]),
    );
    /** @type {Map<number, import("../../net/instruments/gradient.js").GradientProfile>} */
    this.profiles = new Map();
    /** @type {Map<string, import("../../net/instruments/ledger.js").Ledger>} */
    this.ledgers = new Map();
  }

  /**
   * Part the gates to hold into those that the lens's network has and others.
   * @param {Described} described
   * @param {Network[]} networks
   * @param {string} sentence
   * @param {Operation[]} operations
   */
  sorted(described, networks, sentence, operations) {
    const network = described.lens && networks[described.lens.network];
    if (!network || !operations.length) return NOTHING;
    const { words } = readFor(network, sentence);
    return sorted(described, network.spec.model.hiddenSize, words, operations);
  }

  /** @param {import("../types.d.ts").SignalAt} at */
  signal(at) {
    const { scan, signals } = this.traces[at.network].layer(at.layer, at.reverse);
    const ghost = this.ghostOf(at.network)?.layer(at.layer, at.reverse).signals.get(at.name);
    const held = at.reverse ? undefined : scan.held?.get(at.name);
    return { ...at, values: /** @type {Matrix} */ (signals.get(at.name)), held, ghost };
  }

  /** What a network did left alone, if it is held. @param {number} place which of the networks */
  ghostOf(place) {
    return place === this.lens ? this.alone : null;
  }

  /**
   * Return a stave with its numbers; what it does not say itself, the signal that it shows says.
   * @param {import("../types.d.ts").StaveDescribed} stave
   * @returns {import("../types.d.ts").Stave}
   */
  stave(stave) {
    if (stave.type === "readout") return this.readout(stave);
    if (stave.type === "profile") return this.profile(stave);
    if (stave.type === "probe") return this.probe(stave);
    if (stave.type === "ledger" || stave.type === "written")
      return { ...this.signals[stave.of], ...stave, ledger: this.ledgerOf(stave.of) };
    const shown = { ...this.signals[stave.of], ...stave };
    return shown.type === "unrolled" ? { ...shown, ...this.unrolled(shown) } : shown;
  }

  /** @param {import("../types.d.ts").ReadoutDescribed} stave */
  readout(stave) {
    const trace = this.traces[stave.network];
    const alone = this.ghostOf(stave.network);
    const ghost = alone ? likeliest(alone, Infinity) : undefined;
    return { ...stave, number: trace.network.answer === "number", best: likeliest(trace, stave.most), ghost };
  }

  /**
   * @param {import("../types.d.ts").ProbeDescribed} stave
   * @returns {import("../types.d.ts").ProbeStave}
   */
  probe({ network, probe, ...stave }) {
    const trace = this.traces[network];
    const read = readProbe(probe, trace);
    const right = CLASS_LABELS[probe.label](trace.words, probe.classes);
    const answers = right.map((word, timestep) => {
      if (word === null) return null;
      const row = read.row(timestep);
      const share = Math.max(...row);
      if (!Number.isFinite(share)) return { word: "NaN", share: null, right: false };
      const says = probe.classes[row.indexOf(share)];
      return { word: says, share, right: says === word };
    });
    return { ...stave, answers };
  }

  /** @param {string} key of the signal that is the memory */
  ledgerOf(key) {
    const { network, layer, reverse } = this.signals[key];
    const found = this.ledgers.get(key) ?? ledger(this.traces[network], layer, reverse);
    this.ledgers.set(key, found);
    return found;
  }

  /** @param {import("../types.d.ts").UnrolledDescribed} stave */
  unrolled({ network, weights }) {
    const trace = this.traces[network];
    const { initialHidden } = trace.top;
    return {
      inputs: trace.inputs,
      initial: new Matrix(1, initialHidden.length, initialHidden),
      weights: weights.map(({ name, hue, weight }) => {
        const { shape, data } = /** @type {import("../../net/types.d.ts").Weight} */ (
          trace.network.weights.get(weight)
        );
        return { name, hue, shape: shape.join("×"), count: data.length };
      }),
    };
  }

  /** @param {import("../types.d.ts").ProfileDescribed} stave */
  profile(stave) {
    const series = stave.series.map(({ network, state, ...look }) => {
      const { hidden, cellState } = this.profileOf(network);
      const norms = state === "cell_state" && cellState ? cellState : hidden;
      return { ...look, values: new Matrix(norms.length, 1, norms) };
    });
    return { ...stave, series, note: `L = ${this.loss()} at the last word` };
  }

  /** @param {number} place which of the networks */
  profileOf(place) {
    const profile = this.profiles.get(place) ?? gradientProfile(this.traces[place], this.asked());
    this.profiles.set(place, profile);
    return profile;
  }

  /** The class or number that the loss asks for: what the page says, else what the last network holds likeliest. */
  asked() {
    const answers = /** @type {Trace} */ (this.traces.at(-1)).answers;
    const last = answers.row(answers.rows - 1);
    return this.target ?? (this.number ? last[0] : last.indexOf(Math.max(...last)));
  }

  get number() {
    return this.traces[0].network.answer === "number";
  }

  loss() {
    const asked = this.asked();
    return this.number
      ? `(y − ${Number(asked.toPrecision(6))})²`
      : `−log p(“${this.traces[0].network.classes[asked]}”)`;
  }
}
