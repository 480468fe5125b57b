/**
 * Every claim of the lessons: at a glance, and as a table. Filters, order and what is open are chosen in the browser
 * and kept in the address; no page is run for them.
 */

import { fetchDescription, wholeOf } from "../networks.js";
import { html, say } from "../svg.js";
import { NAMES, NOTHING, fits, ordered, turned, write } from "./claims/choices.js";
import { claimsFile } from "./claims/file.js";
import { Opened } from "./claims/opened.js";
import { Overview } from "./claims/overview.js";
import { CALLED } from "./claims/marks.js";
import { Table } from "./claims/table.js";

/** @typedef {import("./claims/choices.js").Claim} Claim */
/** @typedef {import("./claims/choices.js").Choice} Choice */
/** @typedef {import("./seeds.js").Proof["here"]} Here */
/** @typedef {{ table: string, here: Record<string, Here>, asked: Partial<Choice> }} Told */
/** @typedef {{ alt: string, fresh: number, stream: string, watcher: string }} Around */

const QUIET = 300; // ms without a key after which the address says what is searched for
const MOST_LETTERS = 80;

/** What was chosen last: who comes back from a scene finds it again. */
const last = { choice: /** @type {Partial<Choice>} */ ({}) };

export class Picture {
  /** @type {Claim[]} */
  claims = [];
  /** @type {Record<string, string>} */
  lessons = {};
  /** @type {Choice} */
  choice = { ...NOTHING };
  /** @type {Map<string, Here>} what this visit has measured, by claim */
  here = new Map();
  /** @type {Opened | null} */
  opened = null;
  /** @type {Map<string, Opened>} claims that were closed while they are measured again: that goes on */
  aside = new Map();
  /** @type {Around} */
  around = { alt: "", fresh: -1, stream: "", watcher: "" };
  table = "";
  asked = "";
  home = location.pathname;
  timer = 0;

  /** @param {import("../page.js").Root} root @param {unknown} _tell @param {(place: unknown) => void} go */
  constructor(root, _tell, go) {
    this.go = go;
    const choose = (/** @type {Partial<Choice>} */ change) => this.#press(change);
    this.overview = new Overview({ choose, open: (id) => this.#open(id, true) });
    this.rows = new Table({
      toggle: (id) => (this.choice.claim === id ? this.#close() : this.#open(id, false)),
      sort: (column) => this.#choose({ sort: turned(column, this.choice.sort) }),
      go: (claim, click) => this.#go(claim, click),
    });
    this.words = html("input", {
      ...{ type: "search", class: "claims-words", placeholder: "Search the claims", maxlength: MOST_LETTERS },
      ...{ "aria-label": "Words searched for", oninput: () => this.#search() },
    });
    this.count = html("p", { class: "claims-count", role: "status" });
    this.all = html("button", { type: "button", class: "key", onclick: () => this.#all() }, "Show all");
    this.file = html("a", { class: "key claims-file", download: "unrolled-claims.csv" }, "CSV of all");
    this.none = html("p", { class: "claims-none" });
    this.frame = html("section", { class: "picture claims" }, [
      this.overview.element,
      html("div", { class: "claims-bar" }, [this.words, this.count, this.all, this.file]),
      this.rows.element,
      this.none,
    ]);
    this.frame.addEventListener("keydown", (event) => this.#key(event));
    this.place = root;
  }

  /** @param {Told} told @param {Around} around */
  async show(told, around) {
    const beginsAgain = this.around.fresh >= 0 && this.around.fresh !== around.fresh;
    this.around = around;
    for (const [id, here] of Object.entries(told.here)) this.here.set(id, here);
    try {
      await fetchDescription(told.table);
    } catch (error) {
      this.place.replaceChildren(html("p", { class: "picture" }, /** @type {Error} */ (error).message));
      return;
    }
    if (this.table !== told.table) this.#build(told.table);
    const asked = JSON.stringify(told.asked);
    const comesAgain = this.asked === "" && asked === "{}";
    if (beginsAgain || asked !== this.asked) this.#begin(comesAgain ? last.choice : told.asked);
    this.asked = asked;
  }

  /** @param {string} key of the table's description */
  #build(key) {
    const found = /** @type {any} */ (wholeOf(/** @type {any} */ ({ description: key })));
    Object.assign(this, { table: key, claims: found.claims, lessons: found.lessons });
    this.overview.show(this.claims, this.lessons);
    this.rows.show(this.claims, this.lessons);
    for (const [id, here] of this.here) this.rows.tell(id, here, false);
    this.file.href = URL.createObjectURL(claimsFile(this.claims, document.baseURI));
    this.place.replaceChildren(this.frame);
  }

  /** @param {Partial<Choice>} asked by the link */
  #begin(asked) {
    const { claim, ...others } = { ...NOTHING, ...asked };
    this.#shut();
    this.choice = { ...NOTHING, ...others };
    this.words.value = this.choice.words;
    if (claim) this.#open(claim, true);
    else this.#draw();
  }

  #draw() {
    const { choice, claims, lessons } = this;
    last.choice = { ...choice };
    const fitting = claims.filter((claim) => fits(claim, choice, lessons));
    const ids = new Set(fitting.map(({ id }) => id));
    const aside = choice.claim !== "" && !ids.has(choice.claim);
    const shown = ordered(
      claims.filter(({ id }) => ids.has(id) || id === choice.claim),
      choice.sort,
    );
    this.rows.put(shown, choice.sort);
    this.overview.tell(choice, ids);
    const chosen = choice.lesson || choice.verdict || choice.words.trim();
    const whole = `All ${claims.length} claims`;
    const open = aside ? " and the one that is open" : "";
    say(this.count, chosen ? `${fitting.length} of ${claims.length} claims${open}` : whole);
    this.all.hidden = !chosen;
    this.rows.element.hidden = shown.length === 0;
    say(this.none, fitting.length ? "" : `No claim ${this.#said()}. Choose less, or show all ${claims.length}.`);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#write(), QUIET);
  }

  /** What is chosen, in words. */
  #said() {
    const { lesson, verdict, words } = this.choice;
    return [
      ...(lesson ? [`of “${this.lessons[lesson]}”`] : []),
      ...(verdict ? [`that ${CALLED[/** @type {"holds"} */ (verdict)]}`] : []),
      ...(words.trim() ? [`with “${words.trim()}”`] : []),
    ].join(" ");
  }

  #write() {
    if (location.pathname !== this.home) return;
    const address = new URL(location.href);
    write(address, this.choice);
    if (address.href !== location.href) history.replaceState(history.state, "", address);
  }

  /** @param {Partial<Choice>} change */
  #choose(change) {
    Object.assign(this.choice, change);
    this.#draw();
  }

  /** Choose, or choose no longer what is chosen. @param {Partial<Choice>} change */
  #press(change) {
    for (const name of NAMES) if (change[name] && change[name] === this.choice[name]) change[name] = "";
    this.#choose(change);
  }

  #search() {
    this.#choose({ words: this.words.value });
  }

  #all() {
    this.words.value = "";
    this.#choose({ lesson: "", verdict: "", words: "" });
    this.words.focus();
  }

  /** @param {string} id @param {boolean} come whether its row is brought into sight */
  #open(id, come) {
    const claim = this.claims.find((one) => one.id === id);
    if (!claim) return;
    if (this.choice.claim !== id) {
      this.#shut();
      this.choice.claim = id;
      this.opened = this.aside.get(id) ?? this.#opened(claim);
      this.aside.delete(id);
      this.rows.open(id)?.replaceChildren(this.opened.element);
    }
    this.#draw();
    if (!come) return;
    this.rows.bringIntoSight(id);
    this.rows.focus(id);
  }

  /** @param {Claim} claim */
  #opened(claim) {
    const { id } = claim;
    return new Opened(
      claim,
      { ...this.around, lesson: this.lessons[claim.lesson], here: this.here.get(id) },
      {
        go: (click) => this.#go(claim, click),
        close: () => this.#close(),
        heard: (here) => this.#hear(id, here),
        over: () => this.#over(id),
      },
    );
  }

  /** A claim that is no longer measured; one that was closed meanwhile is put away. @param {string} id */
  #over(id) {
    this.aside.get(id)?.end();
    this.aside.delete(id);
    const here = this.here.get(id);
    if (here) this.rows.tell(id, here, false);
  }

  /** Close what is open; where it is being measured again, that goes on. */
  #shut() {
    if (this.opened?.running) this.aside.set(this.choice.claim, this.opened);
    else this.opened?.end();
    this.opened = null;
    this.choice.claim = "";
    this.rows.open("");
  }

  #close() {
    const { claim } = this.choice;
    this.#shut();
    this.#draw();
    this.rows.focus(claim);
  }

  /** @param {string} id @param {Here} here */
  #hear(id, here) {
    this.here.set(id, here);
    this.rows.tell(id, here, true);
  }

  /** A click with one of these keys is the browser's. @param {Claim} claim @param {MouseEvent} click */
  #go({ lesson, scene }, click) {
    if (click.ctrlKey || click.metaKey || click.shiftKey || click.altKey) return;
    click.preventDefault();
    clearTimeout(this.timer);
    this.#write();
    this.go([lesson, scene]);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const typed = event.target === this.words && this.words.value !== "";
    if (event.key !== "Escape" || event.defaultPrevented || typed || !this.choice.claim) return;
    event.stopPropagation();
    this.#close();
  }

  end() {
    clearTimeout(this.timer);
    URL.revokeObjectURL(this.file.href);
    for (const opened of [this.opened, ...this.aside.values()]) opened?.end();
  }
}
