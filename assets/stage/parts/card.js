/** A card over the page at a button: the browser opens it, and closes it on Escape or a press outside. */

import { html } from "../svg.js";
import { lettersSwitch } from "./letters.js";
import { zoomOf } from "./zoom.js";

const GAP = 8; // px between button and card, and from the edge of the window
const LEAST = 240; // px of room for a card, wherever its button is

/**
 * Make `card` open at `button`. It lies above everything and keeps its place at the button while the page scrolls;
 * what had the focus before has it again once it is closed.
 * @template {HTMLElement} Card
 * @param {HTMLButtonElement} button
 * @param {Card} card
 * @returns {Card}
 */
export function cardAt(button, card) {
  card.popover = "auto";
  button.popoverTargetElement = card;
  const place = () => {
    const { right, bottom, top } = button.getBoundingClientRect();
    const room = Math.max(innerHeight - bottom, top, LEAST) - 2 * GAP;
    const zoom = zoomOf(card);
    card.style.maxHeight = `${room / zoom}px`;
    const [width, height] = [zoom * card.offsetWidth, zoom * card.offsetHeight];
    const below = bottom + GAP + height <= innerHeight || top < height;
    card.style.left = `${Math.max(GAP, Math.min(right, innerWidth - GAP) - width) / zoom}px`;
    card.style.top = `${(below ? bottom + GAP : top - GAP - height) / zoom}px`;
  };
  card.addEventListener("toggle", (event) => {
    const follow = /** @type {ToggleEvent} */ (event).newState === "open" ? "addEventListener" : "removeEventListener";
    for (const moved of ["scroll", "resize"]) window[follow](moved, place, true);
    place();
  });
  let before = /** @type {Element | null} */ (null); // what had the focus as it was opened
  card.addEventListener("beforetoggle", (event) => {
    if (/** @type {ToggleEvent} */ (event).newState === "open") {
      before = /** @type {ShadowRoot | Document} */ (card.getRootNode()).activeElement;
    } else if (card.matches(":focus-within")) {
      const back = before instanceof HTMLElement && before.isConnected ? before : button;
      back.focus({ preventScroll: true });
    }
  });
  return card;
}

/**
 * Return a button "?" and the card that it opens: which key does what, and whether single letters do.
 * @param {[key: string, text: string][]} keys
 */
export function keysCard(keys) {
  const label = "Keys (?)";
  const button = html("button", { type: "button", class: "key text help", "aria-label": label, title: label }, "?");
  const rows = keys.flatMap(([key, text]) => [html("dt", {}, key), html("dd", {}, text)]);
  const { label: letters, refresh } = lettersSwitch();
  const card = cardAt(button, html("div", { class: "keys", tabindex: "0" }, [html("dl", {}, rows), letters]));
  card.addEventListener("beforetoggle", refresh);
  return { button, card };
}
