/**
 * Rows of a score one at a time: a picture is built up before the class. A covered row keeps its place and its name, so
 * that nothing moves when the next one comes; a press on a name covers or uncovers that row alone.
 */

import { dress } from "../styles.js";

const STAGES = '[data-testid="stBidiComponentIsolated"]';
const ROWS = ".score .row.stave";

/** The scores of the page: each stands in the shadow of its component. */
const scores = () =>
  [...document.querySelectorAll(STAGES)].flatMap(({ shadowRoot }) =>
    shadowRoot?.querySelector(ROWS) ? [shadowRoot] : [],
  );

export class Rows {
  constructor() {
    this.sheet = new CSSStyleSheet();
    this.covered = /** @type {Set<number>} */ (new Set()); // places of rows, from 0
  }

  get isOn() {
    return this.covered.size > 0;
  }

  /** Cover all rows but the first; after that, uncover the next one. */
  next() {
    const first = [...this.covered].sort((a, b) => a - b)[0];
    if (this.isOn) this.covered.delete(first);
    else for (let place = 1; place < this.count; place += 1) this.covered.add(place);
    this.#draw();
  }

  get count() {
    return Math.max(0, ...scores().map((root) => root.querySelectorAll(ROWS).length));
  }

  /** Cover or uncover the row whose name was pressed; return whether there is one. @param {Event} event */
  pressed(event) {
    const path = event.composedPath().filter((at) => at instanceof Element);
    const row = path.find((at) => at.matches(ROWS));
    if (!row || !path.some((at) => at.matches(".title"))) return false;
    const place = [...(row.parentElement?.querySelectorAll(":scope > .row.stave") ?? [])].indexOf(row);
    if (!this.covered.delete(place)) this.covered.add(place);
    this.#draw();
    return true;
  }

  /** Uncover all. */
  clear() {
    this.covered.clear();
    this.#draw();
  }

  /** Rows come anew when the sentence does, so it is a rule, not a mark on them. */
  #draw() {
    const rows = [...this.covered].map((place) => `.row.stave:nth-child(${place + 2} of .row)`).join();
    const rule = rows && `:is(${rows}) > :not(.gutter), :is(${rows}) > .gutter > :not(.title) { visibility: hidden }`;
    this.sheet.replaceSync(rule);
    for (const root of scores()) dress(root, this.sheet);
  }
}
