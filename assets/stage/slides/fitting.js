/** How far a picture is enlarged on a slide: between which bounds, and what is tried next. Knows no page. */

import { STEPS } from "../parts/type.js";
import { HALL } from "./size.js";

const NARROWEST = 780; // px of the usual base, for which a picture has to be laid out at least
const USUAL = 16; // px of that base
const SMALLEST = { px: 10, share: 12 / 1280 }; // the smallest type where a picture is made smaller to fit a window
const MOST = 1.55;
const NEAR = 0.03; // two sizes that are as good as one
export const tries = 6;

/** @typedef {{ zoom: number, height: number, room: number, beyond: boolean }} Tried */

/**
 * Return the least and the most that pictures may be enlarged.
 * @param {number} width of the window, px
 * @param {number} height
 * @param {number} base of its type, px
 * @returns {[least: number, most: number]}
 */
export function bandOf(width, height, base) {
  const usual = (width * USUAL) / base;
  const most = Math.max(1, Math.min(MOST, usual / NARROWEST));
  const smallest = Math.max(SMALLEST.px, SMALLEST.share * width);
  const least = width >= HALL || width < height ? 1 : Math.min(1, smallest / (STEPS.small * base));
  return [least, most];
}

/**
 * Return what to try next, 0 when enough is known. A picture that is twice as large is two to four times as high.
 * @param {Tried[]} tried at least one, the first at 1
 * @param {[number, number]} band
 */
export function nextTry(tried, [least, most]) {
  const low = Math.max(0, ...tried.filter(({ beyond }) => !beyond).map(({ zoom }) => zoom));
  const high = Math.min(most, ...tried.filter(({ beyond }) => beyond).map(({ zoom }) => zoom));
  if (!low) {
    const smallest = Math.min(...tried.map(({ zoom }) => zoom));
    return smallest > least + NEAR ? Math.max(least, smallest - (1 - least) / 2) : 0;
  }
  if (high - low < NEAR) return 0;
  const isOpen = tried.every(({ beyond }) => !beyond);
  const { zoom, height, room } = tried.find((one) => one.zoom === low) ?? tried[0];
  const guess = isOpen ? zoom * Math.sqrt(room / Math.max(height, 1)) : (low + high) / 2;
  const next = Math.min(most, Math.max(guess, low + NEAR));
  return next - low < NEAR / 2 ? 0 : next;
}
