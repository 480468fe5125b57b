/**
 * What a picture offers to do by hand at its own word: buttons that hold gates there and let go of them. The sliders of
 * the lens do the same at the cursor.
 */

import { move } from "../../cursor.js";
import { hands, take } from "../../hands.js";
import { pause } from "../../player.js";

/** @typedef {import("../../../net/types.d.ts").Clamp} Clamp */
/** @typedef {import("../../types.d.ts").ByHand} ByHand */
/** @typedef {import("../../types.d.ts").Offer} Offer */

/**
 * Return a button for each set of clamps, and one that lets go of them all.
 * @param {[text: string, clamps: Clamp[]][]} choices
 * @returns {Offer[]}
 */
export function offers(choices) {
  const all = choices.flatMap(([, clamps]) => clamps);
  const free = without(hands.operations, all);
  const made = choices.map(([text, clamps]) => ({
    text,
    pressed: clamps.every(isHeld),
    act: () => hold(clamps, all),
  }));
  return [
    ...made,
    { text: "let go", disabled: free.length === hands.operations.length, act: () => take({ operations: free }) },
  ];
}

/** Whether the hand holds a gate so. @param {Clamp} clamp */
export const isHeld = (clamp) => hands.operations.some((one) => isSame(one, clamp));

/**
 * Hold gates at their place, instead of what else is offered there, and look at it.
 * @param {Clamp[]} clamps
 * @param {Clamp[]} all that are offered
 */
function hold(clamps, all) {
  const isAlone = hands.twin === null && hands.show === "second"; // what is held is to be seen
  take({ operations: [...without(hands.operations, all), ...clamps], ...(isAlone && { show: "first" }) });
  pause();
  move({ timestep: clamps[0].start ?? 0, pinned: true });
}

/**
 * Return the operations that hold none of these gates at these places.
 * @param {ByHand[]} operations
 * @param {Clamp[]} clamps
 */
export const without = (operations, clamps) =>
  operations.filter((one) => !clamps.some((clamp) => isSame(one, { ...clamp, value: valueOf(one) })));

/** @param {ByHand} one */
const valueOf = (one) => (one.kind === "clamp" ? one.value : NaN);

/** @param {ByHand} one @param {Clamp} other */
const isSame = (one, other) => one.kind === "clamp" && placed(one) === placed(other);

/** @param {Clamp} clamp */
const placed = ({ gate, value, units = null, start = 0, stop = null }) =>
  JSON.stringify([gate, value, units, start, stop]);
