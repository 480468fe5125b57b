/**
 * What the networks of a score do on the words under the reader's hand: their traces, and what follows from them,
 * each computed once. Draws nothing.
 */

import { gradientProfile } from "../../../net/instruments/gradient.js";
import { ledger } from "../../../net/instruments/ledger.js";
import { readFor } from "../../../net/tasks.js";
import { record } from "../../../net/trace.js";
import { sorted } from "../hand/holds.js";

/** @typedef {import("../../types.d.ts").Described} Described */
/** @typedef {import("../../hands.js").Hands} Hands */
/** @typedef {import("../../../net/types.d.ts").Network} Network */
/** @typedef {import("../../../net/trace.js").Trace} Trace */

/** @type {{ held: import("../hand/holds.js").Held[], refused: string[] }} */
const NOTHING = { held: [], refused: [] };

export class Reading {
  /**
   * @param {Described} described
   * @param {Network[]} networks
   * @param {Hands} hand
   */
  constructor(described, networks, hand) {
    const sentence = hand.sentence ?? described.sentence;
    const { held, refused } = this.sorted(described, networks, sentence, hand);
    this.held = held;
    this.refused = refused;
    const free = hand.operations.filter((one) => one.kind !== "clamp");
    const all = [...free, ...held.map(({ clamp }) => clamp)];
    this.lens = described.lens?.network;
    this.traces = networks.map((network, place) => record(network, sentence, place === this.lens ? all : free));
    /** The lens's network left alone, as long as it is held. */
    this.alone = this.lens !== undefined && held.length ? record(networks[this.lens], sentence, free) : null;
    this.target = sentence === described.sentence ? described.target : null;
    this.signals = Object.fromEntries(
      Object.entries(described.signals).map(([key, signal]) => [key, this.signal(signal)]),
    );
    /** @type {Map<number, import("../../../net/instruments/gradient.js").GradientProfile>} */
    this.profiles = new Map();
    /** @type {Map<string, import("../../../net/instruments/ledger.js").Ledger>} */
    this.ledgers = new Map();
  }

  /**
   * Part the gates to hold into those that the lens's network has and others.
   * @param {Described} described
   * @param {Network[]} networks
   * @param {string} sentence
   * @param {Hands} hand
   */
  sorted(described, networks, sentence, { operations }) {
    const network = described.lens && networks[described.lens.network];
    if (!network || !operations.length) return NOTHING;
    const { words } = readFor(network, sentence);
    return sorted(described, network.spec.model.hiddenSize, words, operations);
  }

  /** @param {import("../../types.d.ts").SignalAt} at */
  signal(at) {
    const { scan, signals } = this.traces[at.network].layer(at.layer, at.reverse);
    const ghost = this.ghostOf(at.network)?.layer(at.layer, at.reverse).signals.get(at.name);
    const held = at.reverse ? undefined : scan.held?.get(at.name);
    return {
      ...at,
      values: /** @type {import("../../../net/matrix.js").Matrix} */ (signals.get(at.name)),
      held,
      ghost,
    };
  }

  /** What a network did left alone, if it is held. @param {number} place which of the networks */
  ghostOf(place) {
    return place === this.lens ? this.alone : null;
  }

  /** @param {string} key of the signal that is the memory */
  ledgerOf(key) {
    const { network, layer, reverse } = this.signals[key];
    const found = this.ledgers.get(key) ?? ledger(this.traces[network], layer, reverse);
    this.ledgers.set(key, found);
    return found;
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

  /** The loss in letters. */
  loss() {
    const asked = this.asked();
    return this.number
      ? `(y − ${Number(asked.toPrecision(6))})²`
      : `−log p(“${this.traces[0].network.classes[asked]}”)`;
  }
}
