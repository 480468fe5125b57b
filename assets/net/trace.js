/**
 * The trace, everything that one forward pass did on one sentence: `core/instruments/trace.py`, in float64.
 *
 * Knows a network, a sentence and operations; draws nothing.
 */

import { Pass } from "./forward.js";
import { LayerTrace } from "./layer.js";
import { checkPlace, checkedOperations, edited, erased, heldGates } from "./operations.js";
import { Refusal } from "./refusal.js";
import { softmax } from "./squash.js";
import { readFor, seamOf } from "./tasks.js";

/** @typedef {import("./types.d.ts").Network} Network */
/** @typedef {import("./types.d.ts").Operation} Operation */
/** @typedef {import("./types.d.ts").Reading} Reading */

/** One sentence of T words, read by one network with K classes. */
export class Trace {
  /** @type {Map<string, LayerTrace>} */
  #layers = new Map();

  /**
   * @param {Network} network
   * @param {Reading} reading
   * @param {Pass} forward
   * @param {Operation[]} operations
   */
  constructor(network, reading, forward, operations) {
    this.network = network;
    this.words = reading.words;
    this.ids = reading.ids;
    this.known = reading.known;
    this.dropped = reading.dropped;
    this.forward = forward;
    this.operations = operations;
    /** (T, K) */
    this.logits = forward.logits;
    /** (T, K), the probabilities of the classes, or the number that is answered */
    this.answers = network.answer === "class" ? softmax(forward.logits) : forward.logits;
  }

  /**
   * Return what a layer did (0 is the lowest, -1 the top one), in one of its directions.
   * @param {number} [layer]
   * @param {boolean} [reverse]
   */
  layer(layer = -1, reverse = false) {
    const { layers } = this.network.spec.model;
    checkPlace(this.network.spec.model, layer, reverse);
    const place = layer < 0 ? layer + layers : layer;
    const key = `${place} ${reverse}`;
    const found = this.#layers.get(key) ?? new LayerTrace(this.forward.stack.scan(place, reverse), reverse);
    this.#layers.set(key, found);
    return found;
  }

  /** What the top layer did, reading from the start. */
  get top() {
    return this.layer();
  }

  /** What the decoder looked at; null in a network without attention. */
  get attention() {
    return this.forward.attention;
  }

  /** The vectors that were read, (T, E). */
  get inputs() {
    return this.forward.inputs;
  }

  /** Number of words T. */
  get length() {
    return this.words.length;
  }
}

/**
 * Read a sentence and keep everything.
 * @param {Network} network
 * @param {Reading | string | string[]} sentence a text, a list of words, or words already looked up
 * @param {Operation[]} [operations] gates to hold, words to erase or replace while reading
 */
export function record(network, sentence, operations = []) {
  const asked = checkedOperations(operations);
  const reading = edited(readingOf(network, sentence), asked, network.vocabulary);
  const { model } = network.spec;
  const { ids } = reading;
  const forward = Pass.forward(model, network.weights, ids, {
    held: heldGates(asked, model, ids.length),
    erased: erased(asked, ids.length),
    seam: seamOf(network, ids),
  });
  return new Trace(network, reading, forward, asked);
}

/**
 * Look up the words of a sentence, or check those that were looked up before.
 * @param {Network} network
 * @param {Reading | string | string[]} sentence
 */
function readingOf(network, sentence) {
  if (typeof sentence === "string" || Array.isArray(sentence)) return readFor(network, sentence);
  const { ids, words } = sentence;
  if (!ids.length || ids.length !== words.length)
    throw new Refusal(
      `The sentence has ${words.length} words and ${ids.length} ids; give at least one word, and one id for each.`,
    );
  const wrong = ids.find((id) => !(id >= 0 && id < network.vocabulary.length));
  if (wrong !== undefined)
    throw new Refusal(
      `There is no word with id ${wrong}; this network knows ids 0 to ${network.vocabulary.length - 1}.`,
    );
  return sentence;
}
