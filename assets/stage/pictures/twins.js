/**
 * A sentence and its twin, which differs in one word. Of each network: whether a probe reads the right subject from its
 * state after each word of either sentence, and whether the two states differ. At the end stand the two findings, and
 * what follows: the probe may be wrong while the states differ; then the subject is not gone, but mixed. How large a
 * difference is says nothing about how well a word is kept, so its ink stops at the first one. Which word stands in the
 * twin is chosen here.
 */

import { mix, readTheme } from "../colour.js";
import { hostOf } from "../page.js";
import { format } from "../arrays.js";
import { html, put } from "../svg.js";

const WRONG = "#c2410c";
const FAINTEST = 0.25; // ink of a difference that is nearly nothing
const ROWS = 4; // of a network: its name on a narrow screen, what is read of A, of B, whether the states differ

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

/**
 * The two findings after the last word that a verdict rests on. @type {Record<Verdict, [states: string, read: string]>}
 */
const FINDINGS = {
  gone: ["= same state twice", "✗ nothing to tell them by"],
  mixed: ["≠ states differ", "✗ words not both read"],
  kept: ["≠ states differ", "✓ both words read"],
};
const GONE = 0.05; // as `core.figures.twins` calls it

export class Picture {
  /** @param {import("../page.js").Root} root */
  constructor(root) {
    this.host = hostOf(root);
    this.data = /** @type {Twins | null} */ (null);
    this.veiled = false;
    this.chosen = "";
    this.legend = html("p", { class: "twins-legend" });
    this.choices = html("div", { class: "twins-choices", role: "group", "aria-label": "The word in the twin" });
    this.grid = html("div", { class: "twins-grid" });
    this.scroll = html("div", { class: "twins-scroll", tabindex: "0", role: "group" }, this.grid);
    this.caption = html("p", { class: "caption" });
    this.root = html("div", { class: "picture twins", role: "group" }, [
      this.choices,
      this.legend,
      this.scroll,
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
    this.root.style.setProperty("--twins-wrong", mix(WRONG, theme.text, dark ? 0.3 : 0));
    this.root.classList.toggle("twins-covered", veiled);
    this.choices.replaceChildren(
      html("span", {}, `A: “${data.subject}”, B:`),
      ...data.twins.map(({ word, lines }) => {
        const ends = veiled ? [] : [html("small", {}, ` ${lines[0].verdict}`)];
        const pressed = word === this.chosen ? "true" : "false";
        const onclick = () => this.choose(word);
        return html("button", { type: "button", "aria-pressed": pressed, onclick }, [html("b", {}, word), ...ends]);
      }),
      ...(veiled ? [] : [html("small", {}, "in the RNN")]),
    );
    this.legend.replaceChildren(...(veiled ? [COVERED] : legendOf(data.subject, twin.word)));
    const words = data.words.slice(data.at);
    this.root.style.setProperty("--twins-words", String(words.length));
    const head = words.map((word, at) =>
      html("span", { class: "twins-word", style: `--t:${at}` }, at ? word : [html("b", {}, `${word}/${twin.word}`)]),
    );
    const about = html("span", { class: "twins-about" }, "after the word");
    const end = html("span", { class: "twins-ending" }, veiled ? "" : "at the end");
    this.grid.replaceChildren(
      about,
      ...head,
      end,
      ...twin.lines.flatMap((line, row) => this.rowsOf(line, row, twin.word)),
    );
  }

  /**
   * The rows of a network: what is read of A, what of B, whether the states differ.
   * @param {Line} line
   * @param {number} row
   * @param {string} other
   * @returns {HTMLElement[]}
   */
  rowsOf(line, row, other) {
    const { veiled } = this;
    const { subject = "", at: place = 0, words = [] } = this.data ?? {};
    const top = 2 + ROWS * row;
    const last = words.length - 1 - place;
    const [called, ...state] = line.name.split("'s ");
    const name = html("div", { class: "twins-name", style: `--r:${top}` }, [
      html("b", {}, called),
      ...state.map((told) => html("small", {}, told)),
    ]);
    const rule = html("span", { class: "twins-rule", style: `--r:${top}` });
    const labels = [`A: ${subject}`, `B: ${other}`, "states"].map((text, at) =>
      html("span", { class: "twins-label", style: `--r:${top + 1 + at}` }, text),
    );
    if (veiled) return [rule, name, ...labels, html("span", { class: "twins-cover", style: `--r:${top}` })];
    const read = line.read.flatMap((found, which) =>
      found.map((word, at) => {
        const right = word === (which ? other : subject);
        const look = right ? "twins-right" : "twins-wrong";
        const title = `${words[place + at]}: ${word || "NaN"}, ${right ? "right" : "wrong"}`;
        const said = right && at > 0 && at < last ? "✓" : word || "NaN";
        const style = `--r:${top + 1 + which};--t:${at}`;
        return html("span", { class: "twins-read", style, title }, html("i", { class: look }, said));
      }),
    );
    const shares = new Map(line.points);
    const differ = words.slice(place).map((_, at) => {
      const share = shares.get(place + at) ?? NaN;
      const [sign, ink] = signOf(share);
      const style = `--r:${top + 3};--t:${at};--a:${ink.toFixed(2)}`;
      return html("span", { class: "twins-differ", style, title: `difference ${format(share, 2)}` }, sign);
    });
    const end = html("div", { class: `twins-end twins-${line.verdict}`, style: `--r:${top}` }, [
      html("strong", {}, VERDICTS[line.verdict]),
      ...FINDINGS[line.verdict].map((told) => html("small", {}, told)),
    ]);
    return [rule, name, ...labels, ...read, ...differ, end];
  }
}

/**
 * How a difference is drawn: its sign, and its ink, which is full from the first difference on.
 * @param {number} share of the first difference
 * @returns {[sign: string, ink: number]}
 */
const signOf = (share) => (share >= GONE ? ["≠", FAINTEST + (1 - FAINTEST) * Math.min(share, 1)] : ["=", 1]);

/** @type {Record<Verdict, string>} */
const VERDICTS = { gone: "gone", mixed: "not gone, but mixed", kept: "kept" };
const COVERED = "Answer first. What is read from the states then appears.";

/**
 * What the tiles and the signs are.
 * @param {string} subject
 * @param {string} other
 */
const legendOf = (subject, other) => [
  "A reader (a linear probe) names the animal from each state: ",
  html("i", { class: "twins-right" }, "✓"),
  " right, ",
  html("i", { class: "twins-wrong" }, "other"),
  ` wrong. ≠ the states after ${subject} and after ${other} differ, = they are nearly the same.`,
];
