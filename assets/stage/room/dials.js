/**
 * The sliders of the pictures in sight, a training's step among them. No address says how they stand; a class follows
 * them all the same. On the same page the same pictures have the same sliders, so their order names them.
 */

import { entriesInSight } from "../entries/entry.js";

const MOST = 16;
const SLIDERS = ".picture input[type=range]";

/** @returns {HTMLInputElement[]} */
const inSight = () => entriesInSight().flatMap(([root]) => [...root.querySelectorAll(SLIDERS)].filter(isInput));

/** @param {Element} element @returns {element is HTMLInputElement} */
const isInput = (element) => element instanceof HTMLInputElement;

/** How they stand, from top to bottom. */
export const dialsNow = () =>
  inSight()
    .slice(0, MOST)
    .map(({ valueAsNumber }) => valueAsNumber);

/**
 * Draw them to where they stand elsewhere, those that can be drawn. Pictures that are not there yet have none.
 * @param {number[]} dials
 */
export function turnDials(dials) {
  const here = inSight().slice(0, MOST);
  if (here.length !== dials.length) return;
  here.forEach((input, at) => {
    const before = input.value;
    if (input.disabled || input.closest("[inert]")) return;
    input.value = String(dials[at]); // the browser brings it within its ends
    if (input.value !== before) input.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
