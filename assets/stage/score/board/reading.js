/**
 * What the networks of a score do on the words under the reader's hand: their traces, and what follows from them,
 * each computed once. Draws nothing.
 */

import { gradientProfile } from "../../../net/instruments/gradient.js";
import { ledger } from "../../../net/instruments/ledger.js";
import { lossAt } from "../../../net/instruments/loss.js";
import { record } from "../../../net/trace.js";
import { changed, isForAll, sorted, whileReading } from "../hand/done.js";
import { likeliest } from "./answers.js";

/** @typedef {import("../../types.d.ts").Described} Described */
/** @typedef {import("../../hands.js").Hands} Hands */
/** @typedef {import("../../../net/types.d.ts").Network} Network */
/** @typedef {import("../../../net/trace.js").Trace} Trace */

export class Reading {
  /**
   * @param {Described} described
   * @param {Network[]} networks
   * @param {Hands} hand
   * @param {import("../probes.js").ProbeSource} probes
   * @param {import("../order.js").Orders} orders as they stand
   * @param {Reading | null} [beside] that of the sentence, where this is the twin's
   */
  constructor(described, networks, hand, probes, orders, beside = null) {
    this.probes = probes;
    /** The probe of one of the networks. @param {number} place */
    this.probeOf = (place) => probes.of(described.networks[place].key);
    const sentence = hand.sentence ?? described.sentence;
    const { done, refused } = sorted(described, networks, sentence, hand.operations);
    this.done = done;
    this.refused = refused;
    this.lens = described.lens?.network;
    this.hand = hand;
    this.orders = orders;
    /** @type {Map<number, Trace | null>} */
    this.twins = new Map();
    this.beside = beside;
    this.traces = networks.map((network, place) => {
      const here = this.doneTo(place);
      return record(changed(network, here), sentence, whileReading(here));
    });
    /** What the networks do left alone, as long as something is done. @type {Reading | null} */
    this.alone = done.length
      ? new Reading(described, networks, { ...hand, operations: [] }, probes, orders, beside)
      : null;
    this.target = sentence === described.sentence ? described.target : null;
    this.signals = Object.fromEntries(
      Object.entries(described.signals).map(([key, signal]) => [key, this.signal(signal)]),
    );
    /** @type {Map<number, import("../../../net/instruments/gradient.js").GradientProfile>} */
    this.profiles = new Map();
    /** @type {Map<string, import("../../../net/instruments/ledger.js").Ledger>} */
    this.ledgers = new Map();
  }

  /** What is done to a network. @param {number} place which of the networks */
  doneTo(place) {
    return place === this.lens ? this.done : this.done.filter(({ operation }) => isForAll(operation));
  }

  /** @param {import("../../types.d.ts").SignalAt} at @returns {import("../../types.d.ts").Shown} */
  signal(at) {
    const { scan, signals } = this.traces[at.network].layer(at.layer, at.reverse);
    const ghost = this.ghostOf(at.network)?.traces[at.network].layer(at.layer, at.reverse).signals.get(at.name);
    const held = at.reverse ? undefined : scan.held?.get(at.name);
    return {
      ...at,
      order: this.orderOf(at.network, at.layer, at.reverse),
      values: /** @type {import("../../../net/matrix.js").Matrix} */ (signals.get(at.name)),
      held,
      ghost,
    };
  }

  /**
   * What is read where a network is left alone, if something is done to it.
   * @param {number} place of the network
   * @returns {Reading | null}
   */
  ghostOf(place) {
    return this.doneTo(place).length ? this.alone : null;
  }

  /** The network whose order others of the same recipe take over: their units are the same ones, trained or not. */
  get first() {
    return this.lens ?? 0;
  }

  /**
   * In which order the units of a layer stand: that of the network left alone, and of a twin that of its sentence.
   * @param {number} place which of the networks
   * @param {number} [layer]
   * @param {boolean} [reverse]
   * @returns {import("../order.js").Order}
   */
  orderOf(place, layer = -1, reverse = false) {
    const other = this.beside ?? this.alone;
    if (other) return other.orderOf(place, layer, reverse);
    const [recipe, first] = [place, this.first].map((at) => JSON.stringify(this.traces[at].network.spec));
    const at = recipe === first ? this.first : place;
    const trace = this.traces[at];
    const { layers } = trace.network.spec.model;
    const { order, sentence } = this.hand;
    const own = /** @type {[number, boolean]} */ ([layer < 0 ? layer + layers : layer, reverse]);
    return this.orders.of(at, order, trace, order === "carried" ? this.twinOf(at) : null, own, sentence !== null);
  }

  /**
   * What a network does on the twin of the sentence, left alone; null where there is no twin, or no word in it.
   * @param {number} place of the network
   */
  twinOf(place) {
    const { twin } = this.hand;
    if (typeof twin !== "string") return null;
    if (!this.twins.has(place)) this.twins.set(place, recordIfWords(this.traces[place].network, twin));
    return this.twins.get(place) ?? null;
  }

  /** The likeliest answer of a network after each word. @param {number} place which of the networks */
  likeliest(place) {
    return likeliest(this.traces[place], 1).map(([guess]) => guess);
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

  /**
   * The class or number that the loss asks for: what the page says, else what the last network holds likeliest, left
   * alone. So the loss stays the same while something is done.
   * @returns {number}
   */
  asked() {
    if (this.alone) return this.alone.asked();
    const trace = /** @type {Trace} */ (this.traces.at(-1));
    const { answers } = trace;
    return this.target ?? (this.number ? answers.at(answers.rows - 1) : lossAt(trace).targets[answers.rows - 1]);
  }

  get number() {
    return this.traces[0].network.answer === "number";
  }

  /** What the loss asks for, by its name; "" where it is a number. */
  wanted() {
    return this.number ? "" : this.traces[0].network.classes[this.asked()];
  }

  /** The loss in letters. */
  loss() {
    const asked = this.asked();
    return this.number ? `(y − ${Number(asked.toPrecision(6))})²` : `−log p(“${this.wanted()}”)`;
  }
}

/** @param {Network} network @param {string} sentence */
function recordIfWords(network, sentence) {
  try {
    return record(network, sentence);
  } catch {
    return null;
  }
}
