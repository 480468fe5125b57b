/** A card over the page at a button: the browser opens it, and closes it on Escape or a press outside. */

import { html } from "../svg.js";

const GAP = 8; // px between button and card, and from the edge of the window
const LEAST = 240; // px of room for a card, wherever its button is

/**
 * Make `card` open at `button`. It lies above everything and keeps its place at the button while the page scrolls.
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
    card.style.maxHeight = `${room}px`;
    const { offsetWidth, offsetHeight } = card;
    const below = bottom + GAP + offsetHeight <= innerHeight || top < offsetHeight;
    card.style.left = `${Math.max(GAP, Math.min(right, innerWidth - GAP) - offsetWidth)}px`;
    card.style.top = `${below ? bottom + GAP : top - GAP - offsetHeight}px`;
  };
  card.addEventListener("toggle", (event) => {
    const follow = /** @type {ToggleEvent} */ (event).newState === "open" ? "addEventListener" : "removeEventListener";
    for (const moved of ["scroll", "resize"]) window[follow](moved, place, true);
    place();
  });
  return card;
}

/**
 * Return a button "?" and the card that it opens: which key does what.
 * @param {[key: string, text: string][]} keys
 */
export function keysCard(keys) {
  const label = "Keys (?)";
  const button = html("button", { type: "button", class: "key text help", "aria-label": label, title: label }, "?");
  const rows = keys.flatMap(([key, text]) => [html("dt", {}, key), html("dd", {}, text)]);
  return { button, card: cardAt(button, html("dl", { class: "keys" }, rows)) };
}
