/** A field for a long text of the reader's own: counted here, sent only if it is neither too short nor too long. */

import { counted, thousands } from "./parts/words.js";
import { html, say } from "./svg.js";

export class TextField {
  /**
   * @param {ShadowRoot | Element} root
   * @param {(text: string) => void} send
   */
  constructor(root, send) {
    this.low = 0;
    this.high = 0;
    this.used = "";
    this.field = html("textarea", { rows: 7, spellcheck: "false", "aria-label": "Your own text" });
    this.note = html("output", { class: "note" });
    this.use = html("button", { type: "button" }, "Use this text");
    this.back = html("button", { type: "button" }, "Use the supplied text");
    this.field.oninput = () => this.judge();
    this.field.onpaste = (event) => this.paste(event);
    this.use.onclick = () => send(this.field.value);
    this.back.onclick = () => send("");
    const below = html("div", { class: "below" }, [this.use, this.back, this.note]);
    root.append(html("div", { class: "owntext" }, [this.field, below]));
  }

  /** @param {{ text: string, low: number, high: number }} data */
  show({ text, low, high }) {
    this.low = low;
    this.high = high;
    if (text !== this.used || (text && !this.field.value)) this.field.value = text;
    this.used = text;
    this.judge();
  }

  judge() {
    const { low, high, field, used } = this;
    const { length } = field.value;
    const [short, long] = [length > 0 && length < low, length > high];
    const range = `${thousands(low)} to ${thousands(high)}`;
    let words = `${counted(length, "character")} of ${range}. It stays on this server, in this visit.`;
    if (short) words = `${counted(length, "character")} are too few to learn from: ${range} are read. Add more.`;
    if (long) words = `${counted(length, "character")} are too many: ${range} are read. Cut the text down.`;
    if (length === 0) words = `Paste or type ${range} characters. Until then the supplied text is learnt.`;
    this.say(words, short || long);
    this.use.disabled = length === 0 || short || long || field.value === used;
    this.back.disabled = used === "";
  }

  /**
   * A field of megabytes would hold the browser up: what cannot be used is not taken in.
   * @param {ClipboardEvent} event
   */
  paste(event) {
    const length = event.clipboardData?.getData("text").length ?? 0;
    if (length <= this.high) return;
    event.preventDefault();
    const most = `${counted(length, "character")} are too many: at most ${thousands(this.high)} are read.`;
    this.say(`${most} Nothing was pasted; what was here stays.`, true);
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
