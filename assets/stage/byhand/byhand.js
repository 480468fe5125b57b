/**
 * A network typed by hand: every number of the sheet can be changed, everything follows in the same frame, and each
 * number is worked out as on paper. The server is never asked.
 */

import { readTheme } from "../colour.js";
import { hostOf } from "../page.js";
import { copy } from "../parts/clipboard.js";
import { press as pressed } from "../parts/keys.js";
import { atRest } from "../parts/rest.js";
import { listed } from "../parts/words.js";
import { html, put, say } from "../svg.js";
import { Bar, button, choice, press, select } from "./bar.js";
import { EXAMPLES } from "./examples.js";
import { Given } from "./given.js";
import { Question } from "./question.js";
import { fromLink, readNumber, resized, sizeOf, toLink, withNumber } from "./sheet.js";
import { ORDER, Solution } from "./solve.js";
import { letterOf } from "./values.js";
import { Table, lookUp } from "./table.js";
import { asLatexText, asPlainText, writer } from "./written.js";

/** @typedef {import("./sheet.js").Sheet} Sheet */

/**
 * @typedef {object} View
 * @property {boolean} back whether derivatives are shown
 * @property {string} chosen the number that is worked out
 * @property {boolean} covered
 * @property {Set<string>} open the numbers that were uncovered
 * @property {number} digits
 */

const IN_LINK = "sheet";
const DIGITS = { 2: "2 digits", 3: "3 digits", 4: "4 digits", 6: "6 digits" };
const MOST_UNDONE = 100;

/** @returns {View} */
const atFirst = () => ({ back: false, chosen: "", covered: false, open: new Set(), digits: 4 });

export class ByHand {
  /** @param {import("../page.js").Root} root */
  constructor(root) {
    this.host = hostOf(root);
    this.home = location.pathname;
    this.palette = /** @type {import("../types.d.ts").Palette} */ ({ signals: {}, positive: "", negative: "" });
    this.fresh = -1; // how often this visitor began again, once it is known
    /** @type {Sheet[]} */
    this.past = [];
    /** @type {Sheet[]} */
    this.future = [];
    this.touched = ""; // the place that was typed in last: a number that grows digit by digit is one change
    this.sheet = EXAMPLES[0].sheet;
    this.view = atFirst();
    this.remember = atRest(() => this.#writeLink());
    const typed = (/** @type {string} */ place, /** @type {string} */ text) => this.#typed(place, text);
    this.bar = new Bar({
      begin: (sheet) => this.#change(sheet),
      resize: (change) => this.#resize(change),
      change: (change) => this.#change({ ...this.sheet, ...change }),
      undo: (again) => this.#undo(again),
    });
    this.given = new Given(typed);
    this.table = new Table((cell) => this.#choose(cell));
    this.question = new Question({ ask: (asked) => this.#change({ ...this.sheet, asked }), typed });
    this.ways = [
      button("Forward", () => this.#look({ back: false })),
      button("Back", () => this.#look({ back: true })),
    ];
    this.covers = button("Cover the results", () => this.#cover());
    this.digits = select(DIGITS, "Digits", (digits) => this.#look({ digits: Number(digits) }));
    this.count = html("p", { class: "count" });
    this.note = html("output", { class: "note" });
    root.append(this.#put());
    this.#open();
  }

  #put() {
    const copies = [
      button("Copy as text", () => this.#copy("as text", asPlainText(new Solution(this.sheet), this.#write))),
      button("Copy as LaTeX", () => this.#copy("as LaTeX", asLatexText(new Solution(this.sheet), this.#write))),
      button("Copy the link", () => {
        this.#writeLink();
        void this.#copy("", location.href);
      }),
    ];
    const found = html("section", { class: "found", "aria-label": "Worked out" }, [
      html("div", { class: "bar" }, [choice("Direction", this.ways), this.covers, this.digits]),
      this.question.element,
      this.table.element,
      this.count,
      html("div", { class: "bar" }, copies),
    ]);
    return html("div", { class: "byhand" }, [
      this.bar.element,
      this.bar.says,
      html("div", { class: "sheets" }, [this.given.element, found]),
      this.note,
    ]);
  }

  /** Begin with the sheet of the address, if it has one. */
  #open() {
    const asked = new URL(location.href).searchParams.get(IN_LINK);
    const linked = asked === null ? null : fromLink(asked);
    this.sheet = linked ?? this.sheet;
    if (asked !== null && !linked) this.#say("The sheet of this link could not be read, so an example is shown.", true);
  }

  /** @param {{ palette: import("../types.d.ts").Palette }} described @param {{ fresh: number }} data */
  show({ palette }, { fresh }) {
    this.palette = palette;
    const beginsAgain = this.fresh >= 0 && this.fresh !== fresh;
    this.fresh = fresh;
    if (beginsAgain) this.#beginAgain();
    else this.#draw();
  }

  #beginAgain() {
    this.view = atFirst();
    this.#take(EXAMPLES[0].sheet);
    [this.past, this.future] = [[], []];
    this.#draw();
  }

  /** @param {KeyboardEvent} event */
  keydown(event) {
    const inField = event.composedPath().some((at) => at instanceof HTMLInputElement);
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !inField) {
      event.preventDefault();
      this.#undo(event.shiftKey);
    } else pressed(event, { letters: { b: () => this.#look({ back: !this.view.back }), c: () => this.#cover() } });
  }

  #draw() {
    const { sheet, view } = this;
    const solution = new Solution(sheet);
    if (!lookUp(solution, view.chosen)) view.chosen = firstOf(solution, view.back);
    const theme = readTheme(this.host);
    const lit = this.table.show(solution, { ...view, write: this.#write, palette: this.palette, theme });
    const hue = (/** @type {string} */ signal) => this.palette.signals[signal] ?? "";
    this.given.show(solution, { back: view.back, write: this.#write, lit, hue });
    this.bar.show(sheet, this.past.length > 0, this.future.length > 0);
    this.question.element.hidden = !view.back;
    this.question.show(solution, this.#write);
    this.ways.forEach((one, at) => press(one, view.back === Boolean(at)));
    press(this.covers, view.covered);
    this.digits.value = String(view.digits);
    const letters = ORDER[sheet.kind].filter((signal) => solution.gates.includes(signal));
    const named = listed(letters.map((signal) => letterOf(sheet.kind, signal)));
    const each = "(units · input size + units · units + one bias a unit)";
    const many = letters.length > 1 ? `${letters.length} · ` : "";
    say(this.count, `Weights of ${named}: ${many}${each} = ${solution.count}`);
  }

  /** How numbers are written. @param {number} value */
  #write = (value) => writer(this.view.digits)(value);

  /** @param {string} cell */
  #choose(cell) {
    if (this.view.covered && cell === this.view.chosen) this.view.open.add(cell);
    this.#look({ chosen: cell });
  }

  /** @param {Partial<View>} change */
  #look(change) {
    const turns = change.back !== undefined && change.back !== this.view.back;
    Object.assign(this.view, turns ? { ...change, chosen: "" } : change);
    this.#draw();
  }

  #cover() {
    this.#look({ covered: !this.view.covered, open: new Set() });
  }

  /** @param {Sheet} sheet @param {string} [place] where it was typed */
  #change(sheet, place = "") {
    if (!place || place !== this.touched) this.past = [...this.past, this.sheet].slice(-MOST_UNDONE);
    this.touched = place;
    this.future = [];
    this.#take(sheet);
  }

  /** @param {Sheet} sheet */
  #take(sheet) {
    this.sheet = sheet;
    this.view.open = new Set();
    this.#say("");
    this.#draw();
    this.remember();
  }

  /** @param {boolean} again */
  #undo(again) {
    const [from, to] = again ? [this.future, this.past] : [this.past, this.future];
    const sheet = from.pop();
    if (!sheet) return;
    to.push(this.sheet);
    this.touched = "";
    this.#take(sheet);
  }

  /** @param {Parameters<typeof resized>[1]} change */
  #resize(change) {
    const now = { kind: this.sheet.kind, ...sizeOf(this.sheet) };
    if (JSON.stringify({ ...now, ...change }) !== JSON.stringify(now)) this.#change(resized(this.sheet, change));
  }

  /** @param {string} place @param {string} text */
  #typed(place, text) {
    const value = readNumber(text);
    if (value !== null || (place === "y" && text.trim() === ""))
      return this.#change(withNumber(this.sheet, place, value), place);
    if (place === "y") put(this.question.target, "aria-invalid", "true");
    else this.given.refuse(place);
    const shown = text.length > 20 ? `${text.slice(0, 20)}…` : text;
    const what = text.trim() === "" ? "The field is empty." : `“${shown}” is not a number up to a million.`;
    this.#say(`${what} Type one such as 0.5, −2 or 1/3. Until then the last number counts.`, true);
  }

  /** @param {string} how "" for the link @param {string} text */
  async #copy(how, text) {
    try {
      await copy(text, "your browser does not allow it");
      this.#say(how ? `The solution was copied ${how}.` : "The link was copied.");
    } catch (error) {
      this.#say(`Nothing was copied: ${/** @type {Error} */ (error).message}.`, true);
    }
  }

  #writeLink() {
    if (location.pathname !== this.home) return;
    const address = new URL(location.href);
    address.searchParams.set(IN_LINK, toLink(this.sheet));
    if (address.href !== location.href) history.replaceState(history.state, "", address);
  }

  /** @param {string} words @param {boolean} [refused] */
  #say(words, refused = false) {
    say(this.note, words);
    this.note.classList.toggle("refused", refused);
  }
}

/** The number that one would work out first. @param {Solution} solution @param {boolean} back */
function firstOf(solution, back) {
  const t = back ? solution.steps : 1;
  const row = solution.rows.find((one) => one.back === back && one.by(t));
  return row ? `${row.id} ${t}` : "";
}
