/**
 * The menu at a word: other words in its place, and what else may be done to it. The browser closes it on Escape or a
 * press outside. A word under the mouse, or chosen by the arrows, is shown on the staves before it is taken.
 */

import { html, put, say } from "../svg.js";

const GAP = 6; // px between word and menu, and from the edge of the window
const MOST = 150; // words of the vocabulary that are shown at a time

let menus = 0; // a sentence and its twin have one each

/** @typedef {import("./editor.js").Editor} Editor */
/** @typedef {import("./editor.js").Place} Place */

export class WordMenu {
  at = -1;
  /** @type {Place} */
  place = "replace";
  /** @type {HTMLElement[]} words to choose from, in the order of the arrows */
  options = [];
  chosen = -1;
  /** Whether the reader has keyboard and mouse at hand. */
  typing = true;

  /**
   * @param {Editor} editor
   * @param {import("../page.js").Root} root
   */
  constructor(editor, root) {
    this.editor = editor;
    this.home = root;
    this.id = `offered-${++menus}`;
    this.title = html("p", { class: "about" });
    this.list = html("div", { class: "words", role: "listbox", id: this.id, "aria-label": "words" });
    this.said = html("p", { class: "said", role: "status" });
    this.acts = html("div", { class: "acts" });
    this.field = html("input", {
      type: "text",
      role: "combobox",
      "aria-label": "Another word",
      "aria-expanded": "true",
      "aria-controls": this.id,
      "aria-autocomplete": "list",
      placeholder: "any word",
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      dir: "auto",
      maxlength: 200,
      oninput: () => this.offer(),
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.keydown(event),
    });
    const use = html("button", { type: "submit", class: "act" }, "Use");
    const form = html("form", { class: "asked" }, [this.field, use]);
    form.onsubmit = (event) => {
      event.preventDefault();
      this.take(this.options[this.chosen]?.textContent ?? this.field.value);
    };
    this.root = html("div", { class: "wordmenu", role: "dialog", tabindex: -1, popover: "auto" }, [
      this.title,
      form,
      this.list,
      this.said,
      this.acts,
    ]);
    this.position = () => this.moveToWord();
    this.root.addEventListener("beforetoggle", (event) => this.toggled(/** @type {ToggleEvent} */ (event)));
    this.root.addEventListener("toggle", (event) => this.after(/** @type {ToggleEvent} */ (event)));
  }

  get isOpen() {
    return this.at >= 0;
  }

  /**
   * Open at a word.
   * @param {number} at
   * @param {Place} [place] whether its words replace it or are put in beside it
   * @param {{ typing?: boolean, said?: string }} [how] whether the reader has a keyboard at hand; what to say first
   */
  open(at, place = "replace", { typing = true, said = "" } = {}) {
    if (this.root.parentNode !== this.home) this.home.append(this.root);
    this.close();
    this.at = at;
    this.typing = typing;
    this.list.style.minHeight = "";
    this.fill(place);
    this.root.showPopover();
    this.list.style.minHeight = `${this.list.offsetHeight}px`; // the menu keeps its size while one types
    this.editor.row?.refresh();
    this.moveToWord();
    if (said) say(this.said, said);
    (typing ? this.field : this.root).focus({ preventScroll: true });
  }

  close() {
    if (this.isOpen) this.root.hidePopover();
  }

  /** @param {Place} place */
  fill(place) {
    const { at, editor } = this;
    const word = editor.words[at];
    this.place = place;
    const where = `word ${at + 1} of ${editor.words.length}`;
    const known = editor.isErased(at) ? "erased" : editor.isKnown(at) ? "known" : "unknown";
    const quoted = html("b", { dir: "auto" }, word);
    const told = place === "replace" ? [quoted, ` · ${where} · ${known}`] : [`a new word ${place} `, quoted];
    this.title.replaceChildren(...told);
    put(this.root, "aria-label", place === "replace" ? `${word}, ${where}, ${known}` : `A new word ${place} ${word}`);
    this.field.value = "";
    this.acts.replaceChildren(...(place === "replace" ? this.deeds() : [this.back()]));
    this.offer();
  }

  deeds() {
    const { at, editor } = this;
    const last = editor.words.length - 1;
    /** @type {(text: string, label: string, onclick: () => void, disabled?: boolean) => HTMLElement} */
    const deed = (text, label, onclick, disabled = false) =>
      html("button", { type: "button", class: "act", "aria-label": label, title: label, onclick, disabled }, text);
    return [
      deed("← move", "Move left (Alt+←)", () => this.done(editor.move(at, -1)), at === 0),
      deed("move →", "Move right (Alt+→)", () => this.done(editor.move(at, 1)), at === last),
      deed("+ before", "Insert before", () => this.ask("before")),
      deed("+ after", "Insert after (+)", () => this.ask("after")),
      editor.isErased(at)
        ? deed("read again", "Read this word again", () => this.erase(false))
        : deed("erase", "Erase: nothing is read here, its place stays", () => this.erase(true)),
      deed("delete", "Delete (Del)", () => this.done(editor.delete(at))),
    ];
  }

  /** @param {boolean} erased */
  erase(erased) {
    this.editor.erase(this.at, erased);
    this.close();
  }

  back() {
    const onclick = () => this.ask("replace");
    return html("button", { type: "button", class: "act", onclick }, "back");
  }

  /** @param {Place} place */
  ask(place) {
    this.fill(place);
    (this.typing ? this.field : this.root).focus({ preventScroll: true });
    this.moveToWord();
  }

  /** Offer the words that fit what is typed. */
  offer() {
    const typed = this.field.value;
    this.editor.untry();
    this.options = [];
    this.choose(-1);
    const { telling, rest } = this.editor.offers(typed);
    const shown = rest.slice(0, MOST);
    this.list.replaceChildren(...this.group("the answer depends on", telling), ...this.group("other words", shown));
    say(this.said, this.verdict(typed, rest.length - shown.length));
  }

  /** @param {string} typed @param {number} more how many words are not shown */
  verdict(typed, more) {
    const { refused, known } = this.editor.judge(typed);
    if (typed && !refused && !known)
      return `“${typed.trim()}” is unknown to this network. Enter takes it all the same.`;
    if (more > 0) return `${more} more words: type to find them.`;
    return this.typing ? "Point at a word to try it, click to take it." : "Tap a word to take it.";
  }

  /** @param {string} name @param {string[]} words */
  group(name, words) {
    if (!words.length) return [];
    const options = words.map((word) => this.option(word));
    const label = html("span", { class: "name", "aria-hidden": "true" }, name);
    return [html("div", { class: "group", role: "group", "aria-label": name }, [label, ...options])];
  }

  /** @param {string} word */
  option(word) {
    const place = this.options.length;
    const option = html(
      "span",
      { role: "option", id: `${this.id}-${place}`, dir: "auto", "aria-selected": "false" },
      word,
    );
    option.onpointerenter = ({ pointerType }) => void (pointerType === "mouse" && this.show(word));
    option.onpointerleave = ({ pointerType }) => void (pointerType === "mouse" && this.editor.untry());
    option.onpointerdown = (event) => event.preventDefault(); // the field keeps the focus
    option.onclick = () => this.take(word);
    this.options.push(option);
    return option;
  }

  /** Mark an option that the arrows have come to; -1 for none. @param {number} place */
  choose(place) {
    const [before, now] = [this.options[this.chosen], this.options[place]];
    this.chosen = now ? place : -1;
    if (before) put(before, "aria-selected", "false");
    if (now) put(now, "aria-selected", "true");
    put(this.field, "aria-activedescendant", now?.id ?? "");
    now?.scrollIntoView({ block: "nearest" });
  }

  /** @param {KeyboardEvent} event */
  keydown(event) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const places = this.options.length + 1; // one for the field itself
    this.choose(((this.chosen + 1 + by + places) % places) - 1);
    const word = this.options[this.chosen]?.textContent;
    if (word) this.show(word);
    else this.editor.untry();
  }

  /** @param {string} word */
  show(word) {
    this.editor.try(this.at, this.place, word);
  }

  /** @param {string} word */
  take(word) {
    this.done(this.editor.put(this.at, this.place, word));
  }

  /** @param {string} refused */
  done(refused) {
    if (refused) say(this.said, refused);
    else this.close();
  }

  /** @param {ToggleEvent} event */
  toggled({ newState }) {
    const follow = newState === "open" ? "addEventListener" : "removeEventListener";
    for (const happened of ["scroll", "resize"]) window[follow](happened, this.position, true);
    if (newState === "open") return;
    this.at = -1;
    this.editor.untry();
    this.editor.row?.refresh();
  }

  /** The word takes the focus back, unless the reader has gone elsewhere. @param {ToggleEvent} event */
  after({ newState }) {
    const free = document.activeElement === document.body || this.root.matches(":focus-within");
    if (newState === "closed" && !this.isOpen && free) this.editor.row?.focus();
  }

  /** Stand above the word, so that the staves are seen, or below it where there is no room; inside the window. */
  moveToWord() {
    const word = this.editor.row?.boxOf(this.at);
    if (!word) return;
    const { offsetWidth: width, offsetHeight: height, style } = this.root;
    const { left, right, top, bottom } = word;
    const above = top - GAP - height;
    const y = above >= GAP ? above : bottom + GAP;
    style.left = `${Math.max(GAP, Math.min((left + right - width) / 2, innerWidth - width - GAP))}px`;
    style.top = `${Math.max(GAP, Math.min(y, innerHeight - height - GAP))}px`;
  }
}
