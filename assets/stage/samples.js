/**
 * The samples beside the sentence field of the page, Streamlit's own list. The one that is chosen counts until the page
 * has taken it over and emptied the box. Knows no score.
 */

import { onceChanged } from "./parts/rest.js";

const CHOOSES = ["click", "pointerup", "keydown"];

export class Samples {
  /** @param {() => void} chosen called when the reader chose */
  constructor(chosen) {
    this.selector = "";
    this.chosen = ""; // and the page has not heard of it
    this.tell = chosen;
    this.listening = new AbortController();
    const { signal } = this.listening;
    const heard = (/** @type {Event} */ { target }) => this.heard(target);
    // Streamlit's list is closed before others hear of it.
    for (const type of CHOOSES) document.addEventListener(type, heard, { signal, capture: true });
  }

  /**
   * Take what the page says: which field they stand beside, by the key of its control, and which sentence it shows.
   * @param {string} field "" for none
   * @param {string} sentence
   */
  hear(field, sentence) {
    this.selector = field ? `.st-key-${CSS.escape(`${field}_sample`)} input` : "";
    if (sentence === this.chosen || this.box?.value !== this.chosen) this.chosen = "";
  }

  end() {
    this.listening.abort();
  }

  get box() {
    const found = this.selector ? document.querySelector(this.selector) : null;
    return found instanceof HTMLInputElement ? found : null;
  }

  /** @param {EventTarget | null} target of an event by which a sample may be chosen */
  heard(target) {
    const { box } = this;
    const list = document.getElementById(box?.getAttribute("aria-controls") ?? "");
    if (!box || !list || !(target instanceof Element) || (target !== box && !list.contains(target))) return;
    let before = box.value;
    const offered = [...list.querySelectorAll("[role=option]")].map(({ textContent }) => textContent);
    onceChanged(box, () => {
      if (box.value !== before && offered.includes(box.value)) {
        this.chosen = box.value;
        this.tell();
      }
      before = box.value;
    });
  }
}
