/** What each of the three looks at and depends on, in words. */

import { counted } from "../../parts/words.js";
import { LEAST } from "./swayed.js";

/** @typedef {{ order: number, piece: string, pieces: string[], words: string[] }} Data */

/**
 * What a table sees here; N is said once its window is full.
 * @param {number} seen
 * @param {number} order
 * @param {string} piece
 */
export function looksAt(seen, order, piece) {
  const looks = `looks at ${counted(seen, piece)}`;
  if (seen < order - 1) return looks;
  return `${looks} (N = ${order}: ${seen ? `${counted(seen, piece)} and the next one` : "the next one alone"})`;
}

/**
 * Say what a table has counted after a context, and how many of its cells are empty there.
 * @param {import("../../../net/instruments/ngrams.js").NgramTable} table
 * @param {number[]} context
 * @param {Data} data
 */
export function aboutCounts(table, context, { order, pieces, piece }) {
  /** @param {number[]} ids */
  const quoted = (ids) => `“${ids.map((id) => pieces[id]).join(piece === "word" ? " " : "")}”`;
  const known = table.known(context, order);
  const { total, kinds } = table.after(known);
  const { size } = table;
  const cells = `${kinds} of ${size} ${piece}s came after it; ${size - kinds} never did: empty cells`;
  const followed = `seen ${total.toLocaleString("en")} times; ${cells}`;
  if (known.length === context.length && known.length) return `${quoted(known)}: ${followed}.`;
  const only = known.length ? `${quoted(known)}, ${followed}` : "how often each comes at all";
  return context.length
    ? `${quoted(context)} was never seen: all cells are empty; it backs off to ${only}.`
    : `Counts ${only}.`;
}

/**
 * Say on which piece a guess depends most.
 * @param {number[]} sways
 * @param {number} gap
 * @param {Data} data
 */
export function dependsMost(sways, gap, { words, piece }) {
  const found = sways.slice(0, gap + 1);
  const most = Math.max(...found);
  if (most < LEAST) return "";
  const at = found.indexOf(most);
  return `Depends most on “${words[at]}”, ${counted(gap + 1 - at, piece)} back.`;
}

/**
 * Say on which piece a guess depends most, and past which it depends on none; nothing while that is not known.
 * @param {(number | undefined)[]} sways
 * @param {number} gap
 * @param {Data} data
 */
export function dependsOn(sways, gap, data) {
  const found = sways.slice(0, gap + 1).map((sway) => sway ?? -1);
  const furthest = found.findIndex((sway) => sway >= LEAST);
  if (found.includes(-1) || furthest < 0) return "";
  const none = furthest ? `, on none further than ${counted(gap + 1 - furthest, data.piece)} back` : "";
  return `${dependsMost(found, gap, data).slice(0, -1)}${none}.`;
}
