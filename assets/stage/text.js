/**
 * A field for a long text of the reader's own, pasted, typed or opened from a file: counted here, sent only if it is
 * neither too short nor too long. A text of many pages is held beside the field, which would be slow with it.
 */

import { counted, thousands } from "./parts/words.js";
import { NoText, readPlain } from "./plain.js";
import { html, say } from "./svg.js";

/** Characters that a field takes without getting slow. */
const MOST_IN_FIELD = 20_000;
const BEGINNING = 160;

/** @param {number} bytes */
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

/**
 * Return how many bytes a text takes in the file of a network, as `core.spec.tasks` counts them.
 * @param {string} text
 */
const bytesInAFile = (text) => new TextEncoder().encode(JSON.stringify(JSON.stringify(text))).length;

export class TextField {
  /**
   * @param {ShadowRoot | Element} root
   * @param {(text: string) => void} send
   */
  constructor(root, send) {
    this.low = 0;
    this.high = 0;
    /** How many bytes of a file it may take. */
    this.most = 0;
    /** Whether a text of the reader's is in use, and it, if it is not too long for the field. */
    this.inUse = false;
    this.used = "";
    /** A text too long for the field. */
    this.held = "";
    /** What has to be said of what was opened. */
    this.remark = "";
    this.field = html("textarea", { rows: 7, spellcheck: "false", "aria-label": "Your own text" });
    this.note = html("output", { class: "note" });
    this.file = html("input", { type: "file", accept: ".txt,.text,.md,text/plain", hidden: true });
    this.open = html("button", { type: "button" }, "Open a text file");
    this.use = html("button", { type: "button" }, "Use this text");
    this.back = html("button", { type: "button" }, "Use the supplied text");
    this.field.oninput = () => this.typed();
    this.field.onpaste = (event) => this.paste(event);
    this.open.onclick = () => this.file.click();
    this.file.onchange = () => this.opened();
    this.use.onclick = () => send(this.held || this.field.value);
    this.back.onclick = () => send("");
    const below = html("div", { class: "below" }, [this.open, this.use, this.back, this.note]);
    root.append(html("div", { class: "owntext" }, [this.field, this.file, below]));
  }

  /** @param {{ text: string, characters: number, beginning: string, low: number, high: number, most: number }} data */
  show({ text, characters, beginning, low, high, most }) {
    this.low = low;
    this.high = high;
    this.most = most;
    this.inUse = characters > 0;
    const used = text || beginning;
    if (used !== this.used) {
      this.held = this.remark = "";
      this.field.value = text;
    } else if (text && !this.field.value && !this.held) this.field.value = text;
    this.used = used;
    this.field.placeholder = beginning ? `In use: ${counted(characters, "character")}, beginning “${beginning}…”` : "";
    this.judge();
  }

  typed() {
    this.held = this.remark = "";
    this.judge();
  }

  /**
   * Take a text in: into the field or, if it is too long for it, beside it.
   * @param {string} text
   * @param {string} remark
   */
  take(text, remark) {
    const long = text.length > MOST_IN_FIELD;
    this.held = long ? text : "";
    this.remark = remark;
    this.field.value = long ? "" : text;
    if (long) this.field.placeholder = `${text.slice(0, BEGINNING).replace(/\s+/g, " ")}…`;
    this.judge();
  }

  judge() {
    const { field, held, used, inUse } = this;
    const text = held || field.value;
    const refused = this.whyNot(text);
    const range = `${thousands(this.low)} to ${thousands(this.high)}`;
    let words = `${counted(text.length, "character")} of ${range}. It stays on this server, in this visit.`;
    if (!text) words = `Paste, type or open ${range} characters. Until then the supplied text is learnt.`;
    if (!text && inUse) words = `Paste, type or open ${range} other characters, or go on with the text in use.`;
    this.say([this.remark, refused || words].filter(Boolean).join(" "), refused !== "");
    this.use.disabled = !text || refused !== "" || text === used;
    this.back.disabled = !inUse;
  }

  /**
   * Return why a text cannot be used, nothing if it can.
   * @param {string} text
   */
  whyNot(text) {
    const { low, high, most } = this;
    const { length } = text;
    const range = `${thousands(low)} to ${thousands(high)} are read.`;
    if (length > 0 && length < low)
      return `${counted(length, "character")} are too few to learn from: ${range} Add more.`;
    if (length > high) return `${counted(length, "character")} are too many: ${range} Cut the text down.`;
    const bytes = 4 * length > most ? bytesInAFile(text) : 0;
    if (bytes > most) return `It takes ${megabytes(bytes)}: ${megabytes(most)} are the most. Cut the text down.`;
    return "";
  }

  /**
   * What cannot be used is not taken in; what is long for a field is held beside it.
   * @param {ClipboardEvent} event
   */
  paste(event) {
    const text = event.clipboardData?.getData("text") ?? "";
    if (text.length <= MOST_IN_FIELD) return;
    event.preventDefault();
    if (text.length <= this.high) this.take(text, "");
    else {
      const most = `${counted(text.length, "character")} are too many: at most ${thousands(this.high)} are read.`;
      this.say(`${most} Nothing was pasted; what was here stays.`, true);
    }
  }

  /** A file that cannot be used is told of, and nothing else changes. */
  async opened() {
    const [file] = this.file.files ?? [];
    this.file.value = ""; // so that the same one can be opened again
    if (!file) return;
    try {
      const { text, note } = await readPlain(file, this.high);
      this.take(text, note);
    } catch (error) {
      const why = error instanceof NoText ? error.message : `“${file.name}” could not be read. Open it once more.`;
      this.say(`${why} What was here stays.`, true);
    }
  }

  /**
   * @param {string} words
   * @param {boolean} refused
   */
  say(words, refused) {
    say(this.note, words);
    this.note.classList.toggle("refused", refused);
  }
}
