// @ts-nocheck
/** A field for a long text of the reader's own: counted here, sent only if it is neither too short nor too long. */

import { html, say } from "./svg.js";

const counted = (number) => `${number.toLocaleString("en")} character${number === 1 ? "" : "s"}`;

export function buildText(root, send) {
  const field = html("textarea", { rows: 7, spellcheck: "false", "aria-label": "Your own text" });
  const note = html("output", { class: "note" });
  const use = html("button", { type: "button" }, "Use this text");
  const back = html("button", { type: "button" }, "Use the supplied text");
  let limits = { low: 0, high: 0 };
  let used = "";

  function judge() {
    const { length } = field.value;
    const short = length > 0 && length < limits.low;
    const long = length > limits.high;
    const range = `${limits.low.toLocaleString("en")} to ${limits.high.toLocaleString("en")}`;
    let words = `${counted(length)} of ${range}. It stays on this server, in this visit.`;
    if (short) words = `${counted(length)} are too few to learn from: ${range} are read. Add more.`;
    if (long) words = `${counted(length)} are too many: ${range} are read. Cut the text down.`;
    if (length === 0) words = `Paste or type ${range} characters. Until then the supplied text is learnt.`;
    say(note, words);
    note.classList.toggle("refused", short || long);
    use.disabled = length === 0 || short || long || field.value === used;
    back.disabled = used === "";
  }

  /** A field of megabytes would hold the browser up: what cannot be used is not taken in. */
  field.onpaste = (event) => {
    const { length } = event.clipboardData.getData("text");
    if (length <= limits.high) return;
    event.preventDefault();
    const most = `${counted(length)} are too many: at most ${limits.high.toLocaleString("en")} are read.`;
    say(note, `${most} Nothing was pasted; what was here stays.`);
    note.classList.add("refused");
  };
  field.oninput = judge;
  use.onclick = () => send(field.value);
  back.onclick = () => send("");
  root.append(html("div", { class: "owntext" }, [field, html("div", { class: "below" }, [use, back, note])]));
  return {
    show({ text, low, high }) {
      limits = { low, high };
      if (text !== used || (text && !field.value)) field.value = text;
      used = text;
      judge();
    },
    stop() {},
  };
}
