/** What the reader does to a score, in its link: said by the address, written into it. */

import { EMPTY } from "../../hands.js";
import { ORDER, readOrder, writeOrder } from "../order.js";
import { ALSO, ROWS, readRows, writeRows } from "../rows.js";
import { DO, readDone, writeDone } from "./do_link.js";
import { HOLD, readHolds, writeHolds } from "./hold_link.js";
import { SHOW, TWIN, readTwin, writeTwin } from "./twin_link.js";

/** @typedef {import("../../hands.js").Hands} Hands */

/** The names of what a link says of a hand. */
export const NAMES = [HOLD, DO, ROWS, ALSO, ORDER, TWIN, SHOW];

/**
 * Return the hand that a link describes, and a sentence for each part of it that cannot be read.
 * @param {URLSearchParams} asked
 * @returns {{ hand: Hands, misread: string[] }}
 */
export function readHand(asked) {
  const { clamps, misread } = readHolds(asked);
  const { operations, misread: others } = readDone(asked);
  const { order, misread: unordered } = readOrder(asked);
  const { twin, show, misread: beside } = readTwin(asked);
  const hand = { ...EMPTY, operations: [...clamps, ...operations], rows: readRows(asked), order, twin, show };
  return { hand, misread: [...misread, ...others, ...unordered, ...beside] };
}

/**
 * Write a hand into an address, in the place of what it said.
 * @param {URL} address
 * @param {Hands} hands
 */
export function writeHand(address, { operations, rows, order, twin, show }) {
  writeTwin(address, { twin, show });
  writeOrder(address, order);
  writeRows(address, rows);
  writeHolds(address, operations);
  writeDone(address, operations);
}
