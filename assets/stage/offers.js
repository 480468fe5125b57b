/**
 * The list below the sentence field: what the word that is being typed may become or, while the field is empty,
 * samples. Tab takes the first word, the arrows choose, Enter takes what was chosen, Escape closes; a click or a
 * touch takes, too. Nothing is taken unasked: where the word is one already, Tab leaves the field as ever.
 *
 * The list stands in the page beside the field, because a screen reader follows no id into a shadow root.
 */

import { readTheme } from "./colour.js";
import { completions } from "./completions.js";
import { html, put } from "./svg.js";

const GAP = 4; // px between field and list, and from the edge of the window
const ID = "unrolled-offers";
const STYLE = `
#${ID} { position: fixed; inset: auto; margin: 0; padding: 6px; box-sizing: border-box; overflow: auto;
  border: 1px solid var(--line); border-radius: 10px; color: var(--text); background: var(--background);
  box-shadow: 0 6px 22px rgba(0, 0, 0, 0.16); font: 0.9rem/1.4 var(--font); overscroll-behavior: contain; }
#${ID}:popover-open { display: flex; flex-wrap: wrap; gap: 4px; }
#${ID}.samples { flex-direction: column; }
#${ID} [role="option"] { padding: 3px 9px; border-radius: 7px; background: var(--panel); cursor: pointer;
  overflow-wrap: anywhere; }
#${ID} kbd { margin-left: 7px; font: 0.78rem var(--font); opacity: 0.72; }
#${ID} [role="option"]:hover, #${ID} [aria-selected="true"] { color: #fff; background: var(--accent); }
@media (pointer: coarse) {
  #${ID} [role="option"] { display: flex; align-items: center; min-height: 44px; min-width: 44px;
    justify-content: center; box-sizing: border-box; }
  #${ID}.samples [role="option"] { justify-content: flex-start; }
  #${ID} kbd { display: none; }
}`;

/**
 * @typedef {{ network: import("../net/types.d.ts").Network, telling: string[] }} Drawn
 *
 * @typedef {object} Source what may be offered
 * @property {Element} host where the page's theme is read
 * @property {() => Drawn | null} drawn whose words are offered
 * @property {string[]} samples
 */

export class Offers {
  /** @type {Source | null} */
  source = null;
  /** @type {HTMLInputElement | null} the field below which the list is open */
  field = null;
  /** @type {HTMLElement[]} */
  options = [];
  chosen = -1;
  /** Where the word begins that is to be completed. */
  from = 0;
  /** Whether Tab takes the first. */
  tab = false;
  /** Where the word begins whose list was closed by hand; it stays closed. */
  refused = -1;
  taking = false;

  constructor() {
    this.root = html("div", { id: ID, role: "listbox", popover: "manual" });
    this.follow = () => this.stand();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    document.adoptedStyleSheets.push(sheet);
  }

  /**
   * The field was come to: it says what it can do, and shows samples while it is empty.
   * @param {HTMLInputElement} field
   */
  arrive(field) {
    if (!this.source) return;
    const says = { role: "combobox", "aria-autocomplete": "list", "aria-haspopup": "listbox", autocomplete: "off" };
    for (const [key, value] of Object.entries({ ...says, "aria-expanded": "false" })) put(field, key, value);
    this.refused = -1;
    if (!field.value) this.offer(field);
  }

  /**
   * Offer what fits what stands in the field. Beside a keyboard, what composes has a window of its own there.
   * @param {HTMLInputElement} field
   * @param {boolean} [composing] whether an input method is at work
   */
  offer(field, composing = false) {
    const { source } = this;
    const drawn = source?.drawn();
    if (this.taking || !drawn || field !== document.activeElement) return;
    if (composing && !matchMedia("(pointer: coarse)").matches) this.close();
    else if (field.value) this.complete(field, drawn);
    else this.open(field, source?.samples ?? [], "samples");
  }

  /** @param {HTMLInputElement} field @param {Drawn} drawn */
  complete(field, drawn) {
    const caret = field.selectionStart ?? 0;
    const found = caret === field.selectionEnd ? completions(drawn, field.value, caret) : null;
    if (found?.from !== this.refused) this.refused = -1;
    if (!found || found.from === this.refused) return this.close();
    this.from = found.from;
    this.open(field, found.words, "words that this network knows", !found.isWord);
  }

  /**
   * @param {HTMLInputElement} field
   * @param {string[]} texts
   * @param {string} name what they are
   * @param {boolean} [tab] whether Tab takes the first
   */
  open(field, texts, name, tab = false) {
    if (!texts.length) return this.close();
    this.tab = tab;
    this.options = texts.map((text, place) => this.option(text, place));
    if (tab) this.options[0].append(html("kbd", { "aria-hidden": "true" }, "Tab"));
    this.root.replaceChildren(...this.options);
    this.root.classList.toggle("samples", !field.value);
    put(this.root, "aria-label", name);
    this.choose(-1);
    if (this.field) return this.stand();
    this.field = field;
    document.body.append(this.root);
    this.root.showPopover();
    for (const happened of ["scroll", "resize"]) addEventListener(happened, this.follow, true);
    put(field, "aria-controls", ID);
    put(field, "aria-expanded", "true");
    this.stand();
  }

  /** The reader rests: a list that only says how a whole word might go on is in the way of the picture. */
  rest() {
    if (this.field?.value && !this.tab) this.close();
  }

  close() {
    const { field } = this;
    if (!field) return;
    this.choose(-1);
    this.field = null;
    for (const happened of ["scroll", "resize"]) removeEventListener(happened, this.follow, true);
    put(field, "aria-expanded", "false");
    this.root.remove();
  }

  /** @param {string} text @param {number} place */
  option(text, place) {
    const id = `${ID}-${place}`;
    const option = html("div", { role: "option", id, dir: "auto", "aria-selected": "false", "data-text": text }, text);
    option.onpointerdown = (event) => event.preventDefault(); // the field keeps the focus
    option.onclick = () => this.take(text);
    return option;
  }

  /** Mark an option; -1 for none. @param {number} place */
  choose(place) {
    this.options.forEach((option, at) => put(option, "aria-selected", at === place));
    this.chosen = place;
    const { field } = this;
    if (!field) return;
    if (place < 0) field.removeAttribute("aria-activedescendant");
    else put(field, "aria-activedescendant", this.options[place].id);
    this.options[place]?.scrollIntoView({ block: "nearest" });
  }

  /**
   * Return whether the list has used a key.
   * @param {KeyboardEvent} event
   */
  keydown(event) {
    const { key } = event;
    if (!this.field || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey)
      return false;
    const act = this.acts()[key];
    if (act) act();
    else if (!PRINTED.test(key)) this.close(); // the caret moves, or the sentence is handed over
    return Boolean(act);
  }

  /** What the keys do now. @returns {Record<string, (() => void) | undefined>} */
  acts() {
    const { options, chosen, tab } = this;
    const places = options.length + 1; // one for the field itself
    /** @param {number} by */
    const step = (by) => () => this.choose(((chosen + 1 + by + places) % places) - 1);
    /** @param {number} place */
    const taker = (place) => (options[place] ? () => this.take(options[place].dataset.text ?? "") : undefined);
    return {
      ArrowDown: step(1),
      ArrowUp: step(-1),
      Enter: taker(chosen),
      Tab: taker(chosen < 0 && tab ? 0 : chosen),
      Escape: () => this.refuse(),
    };
  }

  refuse() {
    this.refused = this.field?.value ? this.from : -1;
    this.close();
  }

  /**
   * Put a text in the place of the word, or of nothing, as if it had been typed: the field's own undo takes it back.
   * @param {string} text
   */
  take(text) {
    const { field } = this;
    if (!field) return;
    const from = field.value ? this.from : 0;
    const to = field.selectionEnd ?? field.value.length;
    this.close();
    this.taking = true;
    field.focus({ preventScroll: true });
    field.setSelectionRange(from, to);
    if (!document.execCommand("insertText", false, text)) {
      field.setRangeText(text, from, to, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    this.taking = false;
  }

  /** Stand below the field, or above it where there is more room, inside of what is seen. */
  stand() {
    const { field, root, source } = this;
    if (!field?.isConnected || !source) return this.close();
    const { left, top, bottom, width } = field.getBoundingClientRect();
    const { text, background, panel, accent, font, line } = readTheme(source.host);
    for (const [name, value] of Object.entries({ text, background, panel, accent, font, line }))
      root.style.setProperty(`--${name}`, value);
    const height = visualViewport?.height ?? innerHeight;
    const [above, below] = [top - 2 * GAP, height - bottom - 2 * GAP];
    root.style.maxWidth = `${Math.min(Math.max(width, 260), innerWidth - 2 * GAP)}px`;
    root.style.maxHeight = `${Math.max(above, below)}px`;
    const up = root.offsetHeight > below && above > below;
    root.style.left = `${Math.max(GAP, Math.min(left, innerWidth - root.offsetWidth - GAP))}px`;
    root.style.top = `${up ? top - GAP - root.offsetHeight : bottom + GAP}px`;
  }
}

/** Keys after which the list is offered anew, by what stands in the field then. */
const PRINTED = /^(.|Backspace|Delete|Shift|Dead|Process|Unidentified)$/u;
