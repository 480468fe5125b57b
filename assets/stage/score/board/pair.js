/**
 * Two runs side by side: of a sentence and its twin, or of networks that are changed by hand and left alone. One of
 * them is shown, or the first minus the second; columns align by position. Draws nothing.
 */

import { norms } from "../../../net/back/norms.js";
import { minus } from "../../../net/instruments/surgery.js";
import { Reading } from "./reading.js";

/** @typedef {import("../../types.d.ts").Described} Described */
/** @typedef {import("../../hands.js").Hands} Hands */
/** @typedef {import("../../../net/types.d.ts").Network} Network */
/** @typedef {import("../../../net/matrix.js").Matrix} Matrix */

/** What the runs are called, and their difference. */
const NAMES = { twin: ["A", "B", "A − B"], changed: ["by hand", "alone", "by hand − alone"] };

export class Pair {
  /**
   * @param {"twin" | "changed"} kind
   * @param {import("../../hands.js").Show} show
   * @param {Reading} first
   * @param {Reading} second
   */
  constructor(kind, show, first, second) {
    this.kind = kind;
    this.show = show;
    this.first = first;
    this.second = second;
    this.names = NAMES[kind];
    /** The run of the twin, if it is one. */
    this.twin = kind === "twin" ? second : null;
    /** How many words stand under one another. */
    this.length = Math.min(first.traces[0].length, second.traces[0].length);
  }

  /** The run that is shown; of a difference the first. */
  get shown() {
    return this.show === "second" ? this.second : this.first;
  }

  /** What the run that is shown is called, or the difference. */
  get name() {
    return this.names[["first", "second", "difference"].indexOf(this.show)];
  }

  /** First minus second, of a signal of the score. @param {string} key */
  difference(key) {
    return minus(this.first.signals[key].values, this.second.signals[key].values);
  }

  /**
   * Return the norm of the difference of a network's top states, (T,); null where it has no such state.
   * @param {number} place of the network
   * @param {"hidden" | "cell_state"} state
   */
  apart(place, state) {
    const [first, second] = [this.first, this.second].map(({ traces }) => traces[place].top.signals.get(state));
    return first && second ? norms(minus(first, second)) : null;
  }

  /** The first timestep at which a network's likeliest answers differ; null if none does. @param {number} place */
  parting(place) {
    const [first, second] = [this.first, this.second].map((reading) => reading.likeliest(place));
    const at = first.findIndex(([text], timestep) => timestep < this.length && text !== second[timestep][0]);
    return at < 0 ? null : at;
  }
}

/**
 * Return the pair that is under the reader's hand, null for none; and why there is no twin where one is asked for.
 * @param {Described} described
 * @param {Network[]} networks
 * @param {Hands} hand
 * @param {Reading} first what the hand does
 * @returns {{ pair: Pair | null, unread: string }}
 */
export function pairOf(described, networks, hand, first) {
  const { twin, show } = hand;
  if (typeof twin === "string") {
    try {
      const { probes, orders } = first;
      const second = new Reading(described, networks, { ...hand, sentence: twin }, probes, orders, first);
      return { pair: new Pair("twin", show, first, second), unread: "" };
    } catch (error) {
      return { pair: null, unread: `The twin cannot be read. ${/** @type {Error} */ (error).message}` };
    }
  }
  return { pair: first.alone && new Pair("changed", show, first, first.alone), unread: "" };
}

/**
 * Return norms as shares of the first that is not 0; as they are where there is none.
 * @param {Float64Array} values
 */
export function sharesOfFirst(values) {
  const first = values.find((value) => value !== 0);
  return first === undefined ? values : values.map((value) => value / first);
}
