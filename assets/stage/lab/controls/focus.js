// @ts-nocheck
/** Keeping the focus where it was when buttons are made anew. */

const LISTS = ".run, .film, .temperature";
const ITEMS = "button, input";

/** How to find the button that has the focus once all of them were made anew; undefined if it is elsewhere. */
export function placeOfFocus(root) {
  const active = (root.activeElement ? root : root.getRootNode()).activeElement;
  const list = active?.closest?.(".lab") && active.closest(LISTS);
  if (!list) return undefined;
  const lists = (card) => [...card.querySelectorAll(LISTS)];
  const at = [lists(active.closest(".lab")).indexOf(list), [...list.querySelectorAll(ITEMS)].indexOf(active)];
  return (card) => lists(card)[at[0]]?.querySelectorAll(ITEMS)[at[1]];
}
