/**
 * The buttons and boxes of the pictures in sight that are on or off, and the step at which one of them stands. A class
 * is told how they stand, not what was pressed: who comes late hears the same. Each is known by its picture and what it
 * is called, because a switch that is on may bring others. What only does something, and stands nowhere, is left alone.
 */

import { entriesInSight } from "../entries/entry.js";

const MOST = 120;
const LETTERS = 40; // of a name
const TRIES = 30; // presses for the same: what does not turn here is not pressed for ever
const STAND = ".picture :is(button[aria-pressed], input[type=checkbox], :has(> button[aria-current=step]) > button)";

/** @typedef {[name: string, on: 0 | 1]} Standing */

/** By what each is called. @returns {[string, HTMLButtonElement | HTMLInputElement][]} */
function inSight() {
  return entriesInSight().flatMap(([root], place) => {
    const seen = /** @type {Map<string, number>} */ (new Map());
    return [...root.querySelectorAll(STAND)].filter(isSwitch).map((one) => {
      const label = one.ariaLabel || one.labels?.[0]?.textContent || one.textContent || "";
      const nth = (seen.get(label) ?? 0) + 1;
      seen.set(label, nth);
      return /** @type {[string, typeof one]} */ ([`${place} ${nth} ${label.trim().slice(0, LETTERS)}`, one]);
    });
  });
}

/** @param {Element} one @returns {one is HTMLButtonElement | HTMLInputElement} */
const isSwitch = (one) => one instanceof HTMLButtonElement || one instanceof HTMLInputElement;

/** @param {HTMLButtonElement | HTMLInputElement} one */
function isOn(one) {
  if (one instanceof HTMLInputElement) return one.checked;
  return one.ariaPressed === "true" || one.getAttribute("aria-current") === "step";
}

/** How they stand. @returns {Standing[]} */
export const switchesNow = () =>
  inSight()
    .slice(0, MOST)
    .map(([name, one]) => [name, isOn(one) ? 1 : 0]);

let wanted = "";
let tries = 0;

/**
 * Have them stand as elsewhere. First what is on there is pressed, which ends its alternatives; then what is still on
 * here, and off there.
 * @param {Standing[]} switches
 */
export function turnSwitches(switches) {
  const text = JSON.stringify(switches);
  tries = text === wanted ? tries : 0;
  wanted = text;
  let here = new Map(inSight());
  for (const on of [1, 1, 0])
    // a choice may put another one back
    for (const [name] of switches.filter((one) => one[1] === on)) {
      const one = here.get(name);
      if (!one || isOn(one) === Boolean(on) || one.disabled || one.closest("[inert]") || tries >= TRIES) continue;
      tries += 1;
      one.click();
      here = new Map(inSight()); // it may have drawn others
    }
}
