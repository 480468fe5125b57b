/** Who owns a key: the page's shortcuts leave it to the field, the slider or the button that it was pressed in. */

import { isSwitchedOff } from "./letters.js";

const LETTERS =
  "input:not([type=range]), textarea, select, [contenteditable], " +
  "[role=listbox], [role=combobox], [role=option], [role=menu], [role=dialog]";
const ARROWS = `${LETTERS}, [role=radio], [role=radiogroup], [role=slider], [role=tab]`;
const BUTTONS = `button, a, summary, label, [role=button], ${LETTERS}, [role=radio], [role=tab]`;
const OWNERS = { letters: LETTERS, arrows: ARROWS, buttons: BUTTONS };

/** Whether a key was pressed where text is typed or something is chosen. @param {Event} event */
export const isTyped = (event) => isIn(event, LETTERS);

/** @param {Event} event @param {string} owners */
const isIn = (event, owners) => event.composedPath().some((at) => at instanceof Element && at.matches(owners));

/** @typedef {Record<string, () => void>} Acts what a key does, by its name in `KeyboardEvent.key` */

/**
 * Do what a key is there for, unless the place it was pressed in needs it for itself.
 * @param {KeyboardEvent} event
 * @param {{ letters?: Acts, arrows?: Acts, buttons?: Acts }} acts `arrows`: keys that a slider or a radio button
 *   reads; `buttons`: space and Enter, which press what has the focus; `letters`: all others
 */
export function press(event, acts) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  for (const kind of /** @type {const} */ (["letters", "arrows", "buttons"])) {
    const act = acts[kind]?.[event.key];
    if (!act) continue;
    if (isSwitchedOff(event) || isIn(event, OWNERS[kind])) return;
    if (event.key !== "Escape") event.preventDefault(); // Escape closes what is open, besides
    act();
    return;
  }
}

const QUESTION = '[class*="_question"]'; // the frame that `pages/_shell/lesson/frame.py` puts around a question

/**
 * Give a picture the focus that an answer of the page's question has: the answers would keep the arrow keys. A picture
 * asks whenever it is shown uncovered, for it may be there only after the answer. Nobody else's focus is taken.
 * @param {HTMLElement} element of the picture
 */
export function takeKeys(element) {
  if (document.activeElement?.closest(QUESTION)) element.focus({ preventScroll: true });
}
