/**
 * What the reader has under the hand: the sentence as it is typed, its twin, what is done to the network while it
 * reads, which of two runs and which rows of the picture are shown. One for the page, as the cursor is; scenes that
 * read a sentence follow it in the same frame, and the server is not asked.
 */

import { USUAL } from "./score/order.js";
import { AS_AT_FIRST } from "./score/rows.js";

/** @typedef {import("./types.d.ts").ByHand} ByHand */

/**
 * @typedef {object} Hands
 * @property {string | null} sentence as it is typed; null as long as it is the page's own
 * @property {ByHand[]} operations gates that are held or switched off, words that are erased, weights that are changed
 * @property {import("./score/rows.js").Rows} rows of the picture that are shown, hidden or large
 * @property {import("./score/order.js").By} order in which order units stand in the pictures
 * @property {string | null} twin another sentence beside it; null without one
 * @property {Show} show of two runs: of the sentence and its twin, or of a network that is changed and left alone
 *
 * @typedef {"first" | "second" | "difference"} Show
 *
 * @typedef {(state: Hands) => void} Listener
 */

/** @type {Set<Listener>} */
const listeners = new Set();

/** Nothing is done. @type {Readonly<Hands>} */
export const EMPTY = {
  sentence: null,
  operations: [],
  rows: AS_AT_FIRST,
  order: USUAL,
  twin: null,
  show: "first",
};

/** @type {Hands} */
export const hands = { ...EMPTY };

/**
 * Tell `listener` of every change; return what ends it.
 * @param {Listener} listener
 */
export function subscribe(listener) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/**
 * Change what is under the hand; listeners hear of it once, and only when something differs.
 * @param {Partial<Hands>} change
 */
export function take(change) {
  if (!differs({ ...hands, ...change }, hands)) return;
  Object.assign(hands, change);
  for (const listener of listeners) listener(hands);
}

/** Whether two hands do not do the same. @param {Hands} one @param {Hands} other */
export const differs = (one, other) => keys.some((key) => one[key] !== other[key]);

const keys = /** @type {(keyof Hands)[]} */ (Object.keys(EMPTY));
