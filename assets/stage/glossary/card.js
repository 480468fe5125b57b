/**
 * The card of a term, over the page at the word that opened it. Escape or a press outside closes it, as the browser
 * does with every popover; the word has the focus again then.
 */

import { isFile } from "../inside.js";
import { dress, sheetOf } from "../styles.js";
import { html } from "../svg.js";
import { headingOf, pictureOf, usedIn } from "./entry.js";
import { terms } from "./told.js";

/** @typedef {import("../types.d.ts").Term} Term */

const GAP = 6; // px between word and card, and from the edge of the window
const WIDTH = 400; // px
const INSIDE = 36; // px, of its padding on both sides
const COMES = "…";
const THEME = ["background-color", "text-color", "secondary-background-color", "primary-color", "border-color"];
const LOOKS = [...THEME, "font", "heading-font"].map((name) => `--st-${name}`);

const sheets = await Promise.all([sheetOf("stage.css"), sheetOf("glossary/terms.css")]);

/** The one card of the page: made when it is first needed. */
class Card {
  constructor() {
    this.root = html("div", { popover: "auto", class: "unrolled-term", role: "dialog" });
    this.shadow = this.root.attachShadow({ mode: "open" });
    for (const sheet of sheets) dress(this.shadow, sheet);
    this.link = /** @type {HTMLAnchorElement | null} */ (null);
    this.place = () => this.#place();
    this.root.addEventListener("toggle", (event) => this.#toggled(/** @type {ToggleEvent} */ (event)));
    document.body.append(this.root);
  }

  /**
   * @param {HTMLAnchorElement} link
   * @param {string} id
   * @param {Element} dressed a component's place, which has the theme's colours
   */
  async open(link, id, dressed) {
    this.link = link;
    const looks = getComputedStyle(dressed);
    for (const name of LOOKS) this.root.style.setProperty(name, looks.getPropertyValue(name));
    const width = Math.min(WIDTH, innerWidth - 2 * GAP);
    this.root.style.width = `${width}px`;
    this.#show([html("h2", {}, link.textContent ?? ""), html("p", { class: "term-later" }, COMES)]);
    const told = await terms().catch((/** @type {Error} */ error) => error);
    if (this.link !== link) return;
    const term = told instanceof Error ? undefined : told.find((one) => one.id === id);
    this.root.setAttribute("aria-label", term ? `${term.name}: what it means` : "Glossary");
    this.#show(term ? this.#of(term, width - INSIDE) : [html("p", {}, sayOf(told, id))]);
  }

  /** @param {Element[]} body */
  #show(body) {
    const close = html("button", { type: "button", class: "term-close", "aria-label": "Close" }, "×");
    close.onclick = () => this.root.hidePopover();
    this.shadow.replaceChildren(html("div", { class: "picture term" }, [close, ...body]));
    if (!this.root.matches(":popover-open")) this.root.showPopover();
    this.#place();
    close.focus({ preventScroll: true });
  }

  /** @param {Term} term @param {number} width px */
  #of(term, width) {
    const told = [headingOf(term, "h2"), html("p", {}, term.says), pictureOf(term, this.root, width)];
    if (isFile()) return told; // its links lead to pages of the server
    const all = html("a", { href: `glossary?term=${term.id}`, target: "_blank" }, "In the glossary");
    return [...told, usedIn(term), html("p", { class: "term-where" }, all)];
  }

  /** Below the word, or above it where there is more room. */
  #place() {
    if (!this.link) return;
    const { left, bottom, top } = this.link.getBoundingClientRect();
    const [below, above] = [innerHeight - bottom, top];
    this.root.style.maxHeight = `${Math.max(below, above) - 2 * GAP}px`;
    const { offsetWidth, offsetHeight } = this.root;
    const under = offsetHeight + 2 * GAP <= below || below >= above;
    this.root.style.left = `${Math.max(GAP, Math.min(left, innerWidth - GAP - offsetWidth))}px`;
    this.root.style.top = `${under ? bottom + GAP : top - GAP - offsetHeight}px`;
  }

  /** @param {ToggleEvent} event */
  #toggled({ newState }) {
    const follow = newState === "open" ? "addEventListener" : "removeEventListener";
    for (const moved of ["scroll", "resize"]) window[follow](moved, this.place, true);
    if (newState === "open") return;
    const at = document.activeElement;
    if (!at || at === document.body || at === this.root) this.link?.focus({ preventScroll: true });
    this.link = null;
  }
}

/** @param {Term[] | Error} told @param {string} id */
const sayOf = (told, id) => (told instanceof Error ? told.message : `The glossary has no entry “${id}”.`);

/** @type {Card | null} */
let card = null;

/**
 * Open the card of a term at its link.
 * @param {HTMLAnchorElement} link
 * @param {string} id
 * @param {Element} dressed
 */
export function openCard(link, id, dressed) {
  card ??= new Card();
  return card.open(link, id, dressed);
}
