/** Keeping the focus where it was when buttons are made anew. */

const LISTS = ".run, .film, .temperature";
const ITEMS = "button, input";

/**
 * How to find the button that has the focus once all of them were made anew; undefined if it is elsewhere.
 * @param {ShadowRoot | HTMLElement} root
 * @returns {((card: Element) => HTMLElement | undefined) | undefined}
 */
export function placeOfFocus(root) {
  const { activeElement: active } = root instanceof ShadowRoot ? root : document;
  const list = active?.closest(LISTS);
  const lab = active?.closest(".lab");
  if (!active || !list || !lab) return undefined;
  /** @type {(card: Element) => Element[]} */
  const lists = (card) => [...card.querySelectorAll(LISTS)];
  const [place, item] = [lists(lab).indexOf(list), [...list.querySelectorAll(ITEMS)].indexOf(active)];
  return (card) => /** @type {HTMLElement | undefined} */ (lists(card)[place]?.querySelectorAll(ITEMS)[item]);
}
