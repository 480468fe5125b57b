/** How large type is in slide mode: it follows the window, and is never smaller than what can be read in its room. */

import { STEPS } from "../parts/type.js";

export const HALL = 1920; // px, from which on a window is a hall's projector
const ROOM = 1200; // px, below which it is an old projector or a phone
const LEAST = { hall: 18, room: 14.4, small: 12 }; // px of the smallest step of type; some drawings are scaled down
const [WIDTH, HEIGHT] = [1920, 1080]; // px of the window for which scenes are made

/**
 * Return the base of all sizes of type, px.
 * @param {number} width of the window, px
 * @param {number} height
 */
export function baseIn(width, height) {
  const least = width >= HALL ? LEAST.hall : width >= ROOM ? LEAST.room : LEAST.small;
  const share = Math.min(width / WIDTH, height / HEIGHT);
  return Math.max(least, LEAST.hall * share) / STEPS.small;
}
