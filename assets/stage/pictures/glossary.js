/** The glossary as a page: a search, the letters, and every term with its sentence, its picture and its places. */

import { headingOf, pictureOf, usedIn } from "../glossary/entry.js";
import { terms } from "../glossary/told.js";
import { hostOf, onWidth } from "../page.js";
import { sheetOf, dress } from "../styles.js";
import { html, put, say } from "../svg.js";

/** @typedef {import("../types.d.ts").Term} Term */
/** @typedef {{ term: Term, root: HTMLElement, place: HTMLElement, width: number }} Entry */

const sheet = await sheetOf("glossary/terms.css");
const INSIDE = 40; // px, of an entry's padding and border
const WIDEST = 420; // px, of a picture
const AGAIN = 4000; // ms until pictures that are missing are asked for again

export class Picture {
  /**
   * @param {import("../page.js").Root} root
   * @param {unknown} _tell
   * @param {(address: string) => void} go
   */
  constructor(root, _tell, go) {
    this.host = hostOf(root);
    this.go = go;
    dress(root, sheet);
    this.entries = /** @type {Entry[]} */ ([]);
    this.byLesson = false;
    this.ended = false;
    this.field = html("input", { type: "search", class: "glossary-search", "aria-label": "Search the terms" });
    put(this.field, "placeholder", "Search: gate, h, learning rate …");
    this.field.oninput = () => this.#sieve();
    this.order = html("button", { type: "button", class: "key text", onclick: () => this.#turn() }, "By lesson");
    this.found = html("p", { class: "glossary-found", role: "status" });
    this.letters = html("nav", { class: "glossary-letters", "aria-label": "Letters" });
    this.list = html("div", { class: "glossary-list" });
    const bar = html("div", { class: "glossary-bar" }, [this.field, this.order, this.found]);
    this.frame = html("div", { class: "picture glossary" }, [bar, this.letters, this.list]);
    root.append(this.frame);
    this.seer = new IntersectionObserver((seen) => this.#seen(seen), { rootMargin: "300px" });
    this.watcher = onWidth(this.frame, () => this.#drawAgain());
  }

  /** @param {{ asked: string }} data */
  async show({ asked }) {
    this.asked = asked;
    const told = await terms().catch((/** @type {Error} */ error) => error);
    if (this.ended) return;
    if (told instanceof Error) {
      this.list.replaceChildren(html("p", { class: "failed" }, told.message));
      return;
    }
    this.#build(told);
    this.#comeTo(asked);
    if (told.some(({ picture }) => !picture)) this.#askAgain();
  }

  end() {
    this.ended = true;
    clearTimeout(this.timer);
    this.seer.disconnect();
    this.watcher.disconnect();
  }

  /** @param {Term[]} told */
  #build(told) {
    for (const { root } of this.entries) this.seer.unobserve(root);
    this.entries = told.map((term) => {
      const place = html("div", { class: "glossary-place" });
      const used = usedIn(term, (event, address) => this.#go(event, address));
      const text = [headingOf(term, "h3"), html("p", {}, term.says), place, used];
      return { term, place, width: 0, root: html("article", { class: "term", id: term.id, tabindex: "-1" }, text) };
    });
    this.#arrange();
    for (const { root } of this.entries) this.seer.observe(root);
  }

  /** Put the entries in their order, below letters or below lessons. */
  #arrange() {
    const groups = new Map();
    for (const entry of this.entries) {
      const name = this.byLesson ? entry.term.where[0].page : entry.term.name[0].toUpperCase();
      groups.set(name, [...(groups.get(name) ?? []), entry]);
    }
    const parts = [...groups].map(([name, entries]) =>
      html("section", { "aria-label": name }, [
        html("h2", {}, name),
        html(
          "div",
          { class: "glossary-entries" },
          entries.map((/** @type {Entry} */ { root }) => root),
        ),
      ]),
    );
    this.list.replaceChildren(...parts);
    this.letters.replaceChildren(
      ...parts.map((part) => {
        const name = part.getAttribute("aria-label") ?? "";
        return html("button", { type: "button", onclick: () => part.scrollIntoView({ block: "start" }) }, name);
      }),
    );
    say(this.order, this.byLesson ? "A to Z" : "By lesson");
    this.#sieve();
  }

  #turn() {
    this.byLesson = !this.byLesson;
    this.#arrange();
  }

  /** Leave those in sight that have what is searched for: in the name first, else in the sentence. */
  #sieve() {
    const wanted = this.field.value.trim().toLowerCase();
    const inName = this.entries.filter(({ term }) => namesOf(term).some((name) => name.includes(wanted)));
    const left = new Set(inName.length ? inName : this.entries.filter(({ term }) => has(term.says, wanted)));
    for (const entry of this.entries) entry.root.hidden = !left.has(entry);
    for (const part of this.list.children) {
      const empty = !part.querySelector("article:not([hidden])");
      /** @type {HTMLElement} */ (part).hidden = empty;
    }
    const none = wanted ? `No term has “${this.field.value.trim()}” in its name or its sentence.` : "";
    say(this.found, left.size ? `${left.size} of ${this.entries.length} terms` : none);
  }

  /** Bring a term into sight, and into the address. @param {string} id */
  #comeTo(id) {
    const entry = this.entries.find(({ term }) => term.id === id);
    for (const { root } of this.entries) root.toggleAttribute("data-asked", root === entry?.root);
    if (!entry) return;
    this.#draw(entry);
    requestAnimationFrame(() => {
      entry.root.scrollIntoView({ block: "center" });
      entry.root.focus({ preventScroll: true });
    });
  }

  /** @param {IntersectionObserverEntry[]} seen */
  #seen(seen) {
    for (const { isIntersecting, target } of seen) {
      const entry = this.entries.find(({ root }) => root === target);
      if (isIntersecting && entry) this.#draw(entry);
    }
  }

  /** @param {Entry} entry */
  #draw(entry) {
    const width = Math.min(entry.root.clientWidth - INSIDE, WIDEST);
    if (entry.width === width || width <= 0) return;
    entry.width = width;
    entry.place.replaceChildren(pictureOf(entry.term, this.host, width));
  }

  #drawAgain() {
    for (const entry of this.entries) if (entry.width) this.#draw(entry);
  }

  /** Ask for the pictures that are still missing, as long as the page is in sight. */
  #askAgain() {
    this.timer = setTimeout(async () => {
      const told = await terms().catch(() => /** @type {Term[]} */ ([]));
      if (this.ended) return;
      for (const entry of this.entries) {
        const now = told.find(({ id }) => id === entry.term.id);
        if (entry.term.picture || !now?.picture) continue;
        entry.term = now;
        if (entry.width) Object.assign(entry, { width: 0 });
        this.#draw(entry);
      }
      if (this.entries.some(({ term }) => !term.picture)) this.#askAgain();
    }, AGAIN);
  }

  /** @param {MouseEvent} event @param {string} address */
  #go(event, address) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    this.go(address);
  }
}

/** @param {string} text @param {string} wanted */
const has = (text, wanted) => text.toLowerCase().includes(wanted);

/** @param {Term} term */
const namesOf = ({ name, also, symbol }) => [name, ...also, symbol].map((one) => one.toLowerCase());
