/** The scene before a network reads: its copies fall into one and come out again. */

import { move } from "../cursor.js";
import { morph, play } from "../player.js";

export const unroll = () => {
  morph(1, true);
  move({ lit: "" });
};

/**
 * What "the same weights" means: all copies fall into one, come out again, and one matrix lights up in each.
 * @param {() => void} finished
 * @returns {[number, () => void][]}
 */
export function rollScene(finished) {
  return [
    [300, () => morph(0)],
    [1500, () => morph(1)],
    [800, () => move({ lit: "W_h" })],
    [1500, () => play(finished)],
  ];
}
