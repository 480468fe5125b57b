/**
 * The samples beside the sentence field of the page, Streamlit's own list: the one that is chosen is read in the same
 * frame (`hands.js`), and counts until the page has taken it over and emptied the box.
 */

import { take } from "./hands.js";
import { onceChanged } from "./parts/rest.js";

const CHOOSES = ["click", "pointerup", "keydown"];

let selector = "";
let chosen = "";

for (const type of CHOOSES) {
  document.addEventListener(
    type,
    ({ target }) => {
      const box = boxOf();
      if (!box || !(target instanceof Element)) return;
      const list = document.getElementById(box.getAttribute("aria-controls") ?? "");
      if (!list || (target !== box && !list.contains(target))) return;
      let before = box.value;
      const offered = [...list.querySelectorAll("[role=option]")].map(({ textContent }) => textContent);
      onceChanged(box, () => {
        if (box.value !== before && offered.includes(box.value)) choose(box.value);
        before = box.value;
      });
    },
    true, // before Streamlit closes the list
  );
}

/**
 * Say beside which field they are, by the key of its control; "" for none.
 * @param {string} key
 */
export function followSamples(key) {
  selector = key ? `.st-key-${CSS.escape(`${key}_sample`)} input` : "";
}

/** Whether a sample was chosen that the page has not taken over. */
export const isChosen = () => chosen !== "" && boxOf()?.value === chosen;

/** Whether a sentence is a sample as it was chosen. @param {string | null} sentence */
export const isSample = (sentence) => chosen !== "" && chosen === sentence;

/** @param {string} sentence */
function choose(sentence) {
  chosen = sentence;
  take({ sentence });
}

function boxOf() {
  const box = selector ? document.querySelector(selector) : null;
  return box instanceof HTMLInputElement ? box : null;
}
