/**
 * Editing the sentence in the row of words. An edit is a text in the sentence field, as if it had been typed: what the
 * row shows is what is read from that text, and the field, the link and the server hear of it in their own way. A twin
 * is edited in the same way in a row of its own; it stands in no field.
 *
 * Editing is possible while staves are covered, as typing is: what they show stays covered, and the page may ask
 * about the new sentence.
 */

import { readFor } from "../../net/tasks.js";
import { MAX_TOKENS } from "../../net/text.js";
import { move } from "../cursor.js";
import { differs, hands, take } from "../hands.js";
import { isTyped } from "../parts/keys.js";
import { pause } from "../player.js";
import { write } from "../sentence.js";
import { History, deleted, inserted, moved, replaced } from "./edits.js";
import { defaultTwin, textOf } from "./twin.js";
import { WordMenu } from "./wordmenu.js";

/** @typedef {import("../../net/types.d.ts").Network} Network */
/** @typedef {import("./tokens.js").Row} Row */

/**
 * @typedef {object} Drawn what stands on the score
 * @property {Network} network the one whose words are shown
 * @property {Network} judge the one whose answer a twin is to change
 * @property {string[]} telling words on which the answer of its task depends
 * @property {string[][]} kinds those of them that may stand in one another's place
 * @property {string} sentence
 * @property {string[]} words
 *
 * @typedef {"replace" | "before" | "after"} Place where a word comes to stand
 *
 * @typedef {object} State what an edit changes
 * @property {string} sentence
 * @property {string | null} twin
 */

const LAST = "This is the last word: the network needs one to read.";
const FULL = `A sentence has at most ${MAX_TOKENS} words: delete one first.`;

export class Editor {
  /** @type {Drawn | null} */
  drawn = null;
  /** @type {Row | null} the newest one */
  row = null;
  /** @type {History<State>} */
  history = new History();
  /** @type {string | null} what is only tried */
  tried = null;
  /** What was under the hand before it was tried. @type {Partial<import("../hands.js").Hands>} */
  before = {};
  /** What the row is called. */
  name = "The words of the sentence";

  /** @param {import("../page.js").Root} root */
  constructor(root) {
    this.menu = new WordMenu(this, root);
  }

  /** What a text is under the hand. @param {string} text @returns {Partial<import("../hands.js").Hands>} */
  taken(text) {
    return { sentence: text };
  }

  /** What the edits of this row change, as it is under the hand. */
  get atHand() {
    return { sentence: hands.sentence, twin: hands.twin };
  }

  /**
   * Take note of what is drawn from now on.
   * @param {Drawn} drawn
   */
  shows(drawn) {
    if (drawn.sentence === this.tried) return;
    const others = this.drawn && this.drawn.words.join(" ") !== drawn.words.join(" ");
    this.drawn = drawn;
    if (others) this.menu.close();
  }

  get words() {
    return this.drawn?.words ?? [];
  }

  /** @param {number} at */
  isKnown(at) {
    const { drawn } = this;
    return Boolean(drawn && readFor(drawn.network, drawn.sentence).known[at]);
  }

  /**
   * Return the words of the network that contain what was typed: first those on which the answer depends, then those
   * that begin with it.
   * @param {string} typed
   */
  offers(typed) {
    const { network, telling } = /** @type {Drawn} */ (this.drawn);
    const asked = typed.trim().toLowerCase();
    /** @param {string} word */
    const fits = (word) => word.toLowerCase().includes(asked);
    /** @param {string} word */
    const begins = (word) => word.toLowerCase().startsWith(asked);
    const rest = network.vocabulary.slice(1).filter((word) => !telling.includes(word) && fits(word));
    return {
      telling: telling.filter(fits),
      rest: [...rest.filter(begins), ...rest.filter((word) => !begins(word))],
    };
  }

  /**
   * Return why a text is no word, and whether the network knows it.
   * @param {string} typed
   */
  judge(typed) {
    try {
      const { words, known } = readFor(/** @type {Drawn} */ (this.drawn).network, typed);
      return { refused: "", known: known.every((is, place) => is || words[place] === "<go>") };
    } catch (error) {
      return { refused: /** @type {Error} */ (error).message, known: false };
    }
  }

  /**
   * Show a word in its place without taking it.
   * @param {number} at
   * @param {Place} place
   * @param {string} word
   */
  try(at, place, word) {
    const text = this.textOf(this.with(at, place, word));
    if (this.refusalOf(text)) return;
    if (this.tried === null) this.before = this.atHand;
    this.tried = text;
    take(this.taken(text));
  }

  /** Show again what was there before a word was tried, unless something else has come since. */
  untry() {
    const { tried, before } = this;
    this.tried = null;
    if (tried !== null && !differs({ ...hands, ...this.taken(tried) }, hands)) take(before);
  }

  /**
   * Take a word; return why it cannot be taken, "" if it was.
   * @param {number} at
   * @param {Place} place
   * @param {string} word
   */
  put(at, place, word) {
    return this.judge(word).refused || this.change(this.with(at, place, word), at + Number(place === "after"));
  }

  /** @param {number} at */
  delete(at) {
    return this.words.length === 1 ? LAST : this.change(deleted(this.words, at), at);
  }

  /** @param {number} at @param {number} by */
  move(at, by) {
    const to = Math.min(Math.max(at + by, 0), this.words.length - 1);
    return this.change(moved(this.words, at, to), to);
  }

  /** Whether a word is erased by hand. @param {number} at */
  isErased(at) {
    return hands.operations.some((one) => one.kind === "erase" && one.timestep === at);
  }

  /**
   * Let the networks read nothing in the place of a word, or the word again; it stays in the sentence.
   * @param {number} at
   * @param {boolean} erased
   */
  erase(at, erased) {
    const others = hands.operations.filter((one) => one.kind !== "erase" || one.timestep !== at);
    this.untry();
    pause();
    take({ operations: erased ? [...others, { kind: "erase", timestep: at }] : others });
    move({ timestep: at });
  }

  undo() {
    this.restore(this.history.undo(this.state));
  }

  redo() {
    this.restore(this.history.redo(this.state));
  }

  /** @returns {State} */
  get state() {
    return { sentence: this.sentence, twin: hands.twin };
  }

  /** What stands in the field. */
  get sentence() {
    return this.drawn?.sentence ?? "";
  }

  /**
   * Undo and redo by key, wherever on the page nothing is typed.
   * @param {KeyboardEvent} event
   */
  keydown(event) {
    if (event.defaultPrevented || event.altKey || !(event.ctrlKey || event.metaKey) || isTyped(event)) return;
    const key = event.key.toLowerCase();
    if (key === "z" && !event.shiftKey) this.undo();
    else if (key === "y" || key === "z") this.redo();
    else return;
    event.preventDefault();
  }

  /** @param {number} at @param {Place} place @param {string} word */
  with(at, place, word) {
    if (place === "replace") return replaced(this.words, at, word);
    return inserted(this.words, place === "after" ? at + 1 : at, word);
  }

  /** Return words as a text for a field of one line. @param {string[]} words */
  textOf(words) {
    return textOf(/** @type {Drawn} */ (this.drawn).network, words);
  }

  /** @param {string} text */
  refusalOf(text) {
    try {
      return readFor(/** @type {Drawn} */ (this.drawn).network, text).dropped ? FULL : "";
    } catch (error) {
      return /** @type {Error} */ (error).message;
    }
  }

  /**
   * Put other words into the field; return why it cannot be, "" if it was.
   * @param {string[]} words
   * @param {number} timestep where the cursor goes
   */
  change(words, timestep) {
    const text = this.textOf(words);
    const refused = words.length > MAX_TOKENS ? FULL : this.refusalOf(text);
    if (refused) return refused;
    if (words.some((word, place) => word !== this.words[place]) || words.length !== this.words.length) {
      this.history.keep(this.state);
      this.hand(text);
    }
    move({ timestep });
    this.row?.focus();
    return "";
  }

  /** @param {State | undefined} state */
  restore(state) {
    if (!state) return;
    const { twin, sentence } = state;
    const other = sentence !== this.sentence;
    take({ twin, ...(other && this.taken(sentence)) });
    if (other) this.hand(sentence);
    this.row?.refresh();
    if (!this.hasFocus()) this.row?.focus();
  }

  hasFocus() {
    return Boolean(this.row?.hasFocus());
  }

  /**
   * Put a text into the field; it is drawn when this returns.
   * @param {string} text
   */
  hand(text) {
    if (!this.drawn) return;
    this.lay(text);
    write(text);
    this.row?.refresh();
  }

  /** Take a text as what is drawn, before it is. @param {string} text */
  lay(text) {
    const drawn = /** @type {Drawn} */ (this.drawn);
    pause();
    this.tried = null;
    this.drawn = { ...drawn, sentence: text, words: readFor(drawn.network, text).words };
    this.menu.close();
  }
}

/** The editor of the sentence, and beside it that of its twin; they share what can be undone. */
export class SentenceEditor extends Editor {
  /** @param {import("../page.js").Root} root */
  constructor(root) {
    super(root);
    this.twin = new TwinEditor(root, this);
  }

  /** @override */
  hasFocus() {
    return super.hasFocus() || this.twin.hasFocus();
  }

  /** Give the sentence a twin, or take it away. */
  turn() {
    const { drawn } = this;
    if (!drawn) return;
    pause();
    this.history.keep(this.state);
    const made = hands.twin === null ? this.textOf(defaultTwin(drawn.judge, drawn.kinds, drawn.words)) : null;
    take({ twin: made, show: "first" });
    this.row?.refresh();
  }
}

/** The editor of the twin. */
class TwinEditor extends Editor {
  name = "Sentence B, the twin";

  /**
   * @param {import("../page.js").Root} root
   * @param {Editor} first the editor of the sentence
   */
  constructor(root, first) {
    super(root);
    this.first = first;
    this.history = first.history;
  }

  /** @override @param {string} text */
  taken(text) {
    return { twin: text };
  }

  /** @override */
  get state() {
    return this.first.state;
  }

  /** @override */
  undo() {
    this.first.undo();
  }

  /** @override */
  redo() {
    this.first.redo();
  }

  /** @override @param {string} text */
  hand(text) {
    if (!this.drawn) return;
    this.lay(text);
    take({ twin: text });
    this.first.row?.refresh();
    this.row?.refresh();
  }
}
