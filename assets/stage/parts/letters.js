/**
 * Keys of one letter, digit or sign act wherever the focus is, so they can be switched off (WCAG 2.1.4): who steers by
 * voice sets them off by accident. The choice stays in this browser; where it keeps nothing, until the page is left.
 */

import { html } from "../svg.js";

const KEPT = "unrolled-letters";
const OFF = "off";

let off = false;
try {
  off = localStorage.getItem(KEPT) === OFF;
  addEventListener("storage", ({ key, newValue }) => {
    if (key === KEPT) off = newValue === OFF;
  });
} catch {
  // a browser that refuses storage, or none
}

/** Whether a key is one of those, and they are switched off. @param {{ key: string }} event */
export const isSwitchedOff = ({ key }) => off && key.length === 1 && key !== " ";

/** @param {boolean} act */
function turn(act) {
  off = !act;
  try {
    if (off) localStorage.setItem(KEPT, OFF);
    else localStorage.removeItem(KEPT);
  } catch {
    // it holds until the page is left
  }
}

/** Return the switch: a box with its words. */
export function lettersSwitch() {
  const box = html("input", { type: "checkbox", onchange: () => turn(box.checked) });
  const label = html("label", { class: "keys-letters" }, [box, "Keys of one letter or sign act"]);
  /** Another card may have turned it. */
  const refresh = () => {
    box.checked = !off;
  };
  refresh();
  return { label, refresh };
}
