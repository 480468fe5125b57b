/**
 * The sentence field of the page. It is Streamlit's own: link, undo and screen readers know it. What is typed into it
 * is read in the same frame (`hands.js`); the page hears of it when the reader rests, as if Enter had been pressed.
 * Below it stands what a word may become (`offers.js`).
 */

import { take } from "./hands.js";
import { Offers } from "./offers.js";
import { isLeft } from "./page.js";

const REST = 1000; // ms without a key

let selector = "";
let rest = 0;
let composing = false;
/** What is typed into as long as no picture has said that it is the field. @type {EventTarget | null} */
let early = null;
const offers = new Offers();

document.addEventListener("input", (event) => {
  const { target, isTrusted } = event;
  if (!isField(target)) early = target;
  if (!isField(target)) return;
  typed(target);
  if (isTrusted) offers.offer(target, composing);
  else offers.close(); // edited in the row of words
});
document.addEventListener("compositionstart", ({ target }) => {
  if (isField(target)) composing = true;
});
document.addEventListener("compositionend", ({ target }) => {
  composing = false;
  if (!isField(target)) return;
  typed(target);
  offers.offer(target);
});
document.addEventListener("focusin", ({ target }) => {
  if (isField(target)) offers.arrive(target);
});
document.addEventListener(
  "focusout",
  ({ target }) => {
    early = null;
    if (!isField(target)) return;
    stopWaiting(); // Streamlit hands over what stands in a field that is left
    offers.close();
  },
  true,
);
document.addEventListener(
  "pointerdown",
  ({ target }) => {
    if (isField(target)) offers.close(); // the caret moves
  },
  true,
);
document.addEventListener(
  "keydown",
  (event) => {
    if (event.key === "Enter") early = null;
    if (!isField(event.target)) return;
    if (event.isTrusted && offers.keydown(event)) {
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === "Enter") {
      stopWaiting();
    }
  },
  true,
);

/**
 * Say which field it is, by the key of its control; "" for none. What was typed into it before, while networks were
 * trained or modules fetched, is read from now on, and the page hears of it.
 * @param {string} key
 * @param {import("./offers.js").Source | null} [source] what may be offered below it
 */
export function followField(key, source = null) {
  const before = selector;
  selector = key ? `.st-key-${CSS.escape(key)} input` : "";
  offers.source = source;
  const field = selector ? document.querySelector(selector) : null;
  if (!isField(field)) return;
  if (field === early) typed(field);
  else if (isWaiting()) take({ sentence: field.value });
  else if (selector !== before && field === document.activeElement) waitForRest(field); // typed before this module came
  early = null;
}

/** Whether something was typed that the page has not heard of. */
export const isWaiting = () => rest !== 0;

/**
 * Put a text into the field as if it had been typed.
 * @param {string} text
 */
export function write(text) {
  const field = selector ? document.querySelector(selector) : null;
  if (!isField(field)) return;
  // React overrides the field's own setter, so it would not notice.
  const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value") ?? {};
  set?.call(field, text);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/**
 * @param {EventTarget | null} target
 * @returns {target is HTMLInputElement}
 */
function isField(target) {
  return selector !== "" && target instanceof HTMLInputElement && target.matches(selector);
}

/** @param {HTMLInputElement} field */
function typed(field) {
  take({ sentence: field.value });
  waitForRest(field);
}

/** @param {HTMLInputElement} field */
function waitForRest(field) {
  stopWaiting();
  if (!composing) rest = window.setTimeout(() => handOver(field), REST);
}

function stopWaiting() {
  clearTimeout(rest);
  rest = 0;
}

/** @param {HTMLInputElement} field */
function handOver(field) {
  stopWaiting();
  offers.rest();
  const enter = { key: "Enter", code: "Enter", keyCode: 13, bubbles: true, cancelable: true };
  if (field.isConnected && !isLeft()) field.dispatchEvent(new KeyboardEvent("keydown", enter));
}
