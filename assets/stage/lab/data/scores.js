/** The shares of right answers: in the whole test set, and at lengths as in training. Pure. */

import { percent } from "../../parts/words.js";

/** @typedef {import("../types.d.ts").RunEntry} RunEntry */
/** @typedef {import("../types.d.ts").Frame} Frame */

/**
 * The share of right answers at lengths as in training, or null: the mean over those points.
 * @param {Pick<RunEntry, "curve">} entry
 * @param {Pick<Frame, "curve"> | null | undefined} frame
 */
export function whereTrained({ curve: { trained } }, frame) {
  const there = (frame?.curve ?? []).filter(([point]) => trained.points.includes(point));
  const values = there.map(([, value]) => value).filter((value) => value !== null);
  if (values.length === 0 || values.length < trained.points.length) return null;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * A score with its unit.
 * @param {{ curve: Pick<RunEntry["curve"], "scale"> }} entry
 * @param {number | null | undefined} value
 */
export function scored(entry, value) {
  if (value === null || value === undefined) return "–";
  const { scale } = entry.curve;
  if (scale === "share") return `${percent(value)} % right`;
  return `${scale} ${value < 100 ? value.toPrecision(3) : Math.round(value)}`;
}
