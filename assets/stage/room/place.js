/**
 * Where a page is, as it is told to a class: its link as it could be shared, without what is the presenter's own, and
 * the cursor, which the link says only when it rests.
 */

import { cursor } from "../cursor.js";
import { hands } from "../hands.js";
import { LENS } from "../page.js";
import { tempo } from "../player.js";
import { NAMES, writeHand } from "../score/hand/link.js";
import { base } from "./line.js";

const LIVE = new Set(["t", "u", "op", LENS, ...NAMES]);
/** What names networks that were trained here; empty, it means the supplied ones. */
export const RUNS = "run";
const OWN = new Set(["present", "palette", "room", "lock", "hide", "embed", "embed_options"]);

/**
 * @typedef {object} Place
 * @property {string} path the page, "" for the first
 * @property {string} query of its link, with the question mark; "" for none
 * @property {Where} cursor
 * @property {{ rate: number, since: number } | null} playing for how many ms it plays, from `cursor` on
 * @property {string | null} sentence as it is typed; null as long as the page's own is read
 * @property {boolean} answered whether the page's question is answered, or passed over
 * @property {number[]} [dials] how the sliders of its pictures stand
 * @property {import("./switches.js").Standing[]} [switches] what of its pictures is on, and off
 *
 * @typedef {{ timestep: number, unit: number, operation: number, direction: number, pinned: boolean, opened: boolean,
 *   rolled: boolean }} Where
 */

/** @param {URLSearchParams} said */
function withoutOwn(said) {
  for (const name of [...said.keys()]) if (OWN.has(name) || name.endsWith("_guess")) said.delete(name);
  return said;
}

/** What of a link makes a page run: all but the cursor, what is done by hand, and answers. @param {string} query */
export function pageOf(query) {
  const said = withoutOwn(new URLSearchParams(query));
  for (const name of LIVE) said.delete(name);
  if (!said.get(RUNS)) said.delete(RUNS);
  said.sort();
  return said.toString();
}

/** What of a link is done by hand. @param {string} query */
export function handOf(query) {
  const said = new URLSearchParams(query);
  for (const name of [...said.keys()]) if (!NAMES.includes(name)) said.delete(name);
  said.sort();
  return said.toString();
}

/** What is done by hand now, as a link says it. */
export function handNow() {
  const address = new URL(base());
  writeHand(address, hands);
  return handOf(address.search);
}

/** The page in sight: its name, "" for the first. */
export const pathNow = () => location.pathname.slice(base().pathname.length).replace(/\/$/, "");

/** Which page is in sight, and what of its link makes it run. */
export const pageNow = () => `${pathNow()}?${pageOf(location.search)}`;

/** @returns {Where} */
export function whereNow() {
  const { timestep, unit, operation, direction, pinned, opened, unrolled } = cursor;
  return { timestep, unit, operation, direction, pinned, opened, rolled: unrolled === 0 };
}

/**
 * Return the link of the page in sight, with the cursor and the hand of now.
 * @param {Where} where
 */
export function queryNow(where) {
  const address = new URL(location.href);
  const hasCursor = address.searchParams.has("t");
  const said = withoutOwn(address.searchParams);
  for (const name of LIVE) said.delete(name);
  if (hasCursor) {
    said.set("t", String(where.timestep + 1));
    said.set("u", String(where.unit + 1));
    if (where.operation >= 0) said.set("op", String(where.operation + 1));
    if (where.opened) said.set(LENS, "1");
  }
  writeHand(address, hands);
  return address.search;
}

/** How fast it plays. */
export const rateNow = () => tempo.rate;
