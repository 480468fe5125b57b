/**
 * A sentence and its twin, which differs in one word. Of each network: the subject that is read from its state after
 * each word of either sentence, and how much the two states differ. Both may be wrong while the states differ as much
 * as at first: then the subject is not gone, but mixed. Which word stands in the twin is chosen here.
 */

import { mix, readTheme } from "../colour.js";
import { hostOf } from "../page.js";
import { format } from "../arrays.js";
import { html, put } from "../svg.js";

const HUE = "#c2410c";
const TALLEST = 3; // shares beyond it are drawn as high, and told

/** @typedef {"gone" | "mixed" | "kept"} Verdict */

/**
 * @typedef {{ name: string, points: [number, number][], read: [string[], string[]], verdict: Verdict }} Line
 * @typedef {{ word: string, lines: Line[] }} Twin
 * @typedef {object} Twins what `core.figures.twins` measured
 * @property {string[]} words
 * @property {string} subject
 * @property {number} at
 * @property {Twin[]} twins
 * @property {string} chosen the twin that is shown first
 * @property {string} caption
 */

/** @type {Record<Verdict, string>} */
const VERDICTS = { gone: "gone", mixed: "not gone, but mixed", kept: "kept" };
/** @type {Record<Verdict, string>} */
const MEANS = {
  gone: "nearly the same state twice",
  mixed: "states differ, neither word is read",
  kept: "states differ, both words are read",
};

export class Picture {
  /** @param {import("../page.js").Root} root */
  constructor(root) {
    this.host = hostOf(root);
    this.data = /** @type {Twins | null} */ (null);
    this.veiled = false;
    this.chosen = "";
    this.choices = html("div", { class: "twins-choices", role: "group", "aria-label": "The word in the twin" });
    this.grid = html("div", { class: "twins-grid" });
    this.scroll = html("div", { class: "twins-scroll", tabindex: "0", role: "group" }, this.grid);
    this.note = html("p", { class: "twins-note" });
    this.caption = html("p", { class: "caption" });
    this.root = html("div", { class: "picture twins", role: "group" }, [
      this.choices,
      this.scroll,
      this.note,
      this.caption,
    ]);
    root.append(this.root);
  }

  /** @param {Twins} data @param {{ alt: string, veiled: boolean }} around */
  show(data, { alt, veiled }) {
    const known = data.twins.some(({ word }) => word === this.chosen);
    if (!known || this.data?.subject !== data.subject) this.chosen = data.chosen;
    Object.assign(this, { data, veiled });
    put(this.root, "aria-label", alt);
    this.caption.textContent = data.caption;
    this.build();
    this.scroll.scrollLeft = veiled ? 0 : this.scroll.scrollWidth; // what is left at the end is what is asked
  }

  /** @param {string} word */
  choose(word) {
    this.chosen = word;
    this.build();
    const chosen = this.choices.querySelector("[aria-pressed=true]");
    if (chosen instanceof HTMLElement) chosen.focus();
  }

  get twin() {
    return this.data?.twins.find(({ word }) => word === this.chosen);
  }

  build() {
    const { data, veiled, twin } = this;
    if (!data || !twin) return;
    const theme = readTheme(this.host);
    const dark = parseInt(theme.background.slice(1, 3), 16) < 128;
    this.root.style.setProperty("--twins-hue", mix(HUE, theme.text, dark ? 0.45 : 0));
    this.root.classList.toggle("twins-covered", veiled);
    this.choices.replaceChildren(
      html("span", {}, `A: “${data.subject}”, B:`),
      ...data.twins.map(({ word, lines }) => {
        const ends = veiled ? [] : [html("small", {}, `${lines[0].name}: ${lines[0].verdict}`)];
        const pressed = word === this.chosen ? "true" : "false";
        const onclick = () => this.choose(word);
        return html("button", { type: "button", "aria-pressed": pressed, onclick }, [html("b", {}, word), ...ends]);
      }),
    );
    const words = data.words.slice(data.at);
    this.root.style.setProperty("--twins-words", String(words.length));
    const head = words.map((word, at) =>
      html("span", { class: "twins-word", style: `--t:${at}` }, at ? word : [html("b", {}, `${word} / ${twin.word}`)]),
    );
    const about = html("span", { class: "twins-about" }, "after the word");
    this.grid.replaceChildren(about, ...head, ...twin.lines.flatMap((line, row) => this.rowsOf(line, row, twin.word)));
    const first = `${data.subject}/${twin.word}`;
    const unit = `Bars: how far apart the states are; 1 (dashed): as far as after ${first}. More is not better.`;
    const covered = "Answer first. What is read and what differs then appears.";
    this.note.textContent = veiled ? covered : `${unit} Bold: the right word is read.`;
  }

  /**
   * The rows of a network: what is read of A, what of B, and how much the states differ.
   * @param {Line} line
   * @param {number} row
   * @param {string} other
   * @returns {HTMLElement[]}
   */
  rowsOf(line, row, other) {
    const { veiled } = this;
    const { subject = "", at: place = 0, words = [] } = this.data ?? {};
    const top = 2 + 3 * row;
    const told = veiled ? [] : [html("strong", {}, VERDICTS[line.verdict]), html("small", {}, MEANS[line.verdict])];
    const name = html("div", { class: `twins-name twins-${veiled ? "" : line.verdict}`, style: `--r:${top}` }, [
      html("b", {}, line.name),
      ...told,
    ]);
    const labels = ["read in A", "read in B", "apart"].map((text, at) =>
      html("span", { class: "twins-label", style: `--r:${top + at}` }, text),
    );
    if (veiled) {
      const cover = html("span", { class: "twins-cover", style: `--r:${top}` });
      return [name, ...labels, cover];
    }
    const read = line.read.flatMap((found, which) =>
      found.map((word, at) => {
        const right = word === (which ? other : subject);
        const look = { class: right ? "twins-read twins-right" : "twins-read", style: `--r:${top + which};--t:${at}` };
        return html("span", look, word || "NaN");
      }),
    );
    const shares = new Map(line.points);
    const bars = words.slice(place).map((_, at) => {
      const share = shares.get(place + at) ?? NaN;
      const high = (100 * Math.min(share, TALLEST)) / TALLEST || 0;
      const last = place + at === words.length - 1;
      const within = high > 70 ? { class: "twins-within" } : {};
      const number = at === 0 || last ? [html("small", within, format(share, 2))] : [];
      const style = `--r:${top + 2};--t:${at}`;
      return html("span", { class: `twins-bar twins-${line.verdict}`, style, title: format(share, 2) }, [
        html("i", { style: `height:${high.toFixed(1)}%` }, number),
      ]);
    });
    return [name, ...labels, ...read, ...bars];
  }
}
