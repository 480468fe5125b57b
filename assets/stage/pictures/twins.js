/**
 * A sentence and its twin, which differs in one word. Of each network: whether a probe reads the right subject from its
 * state after each word of either sentence, and how far apart the two states are. The probe may be wrong while the
 * states differ as much as at first: then the subject is not gone, but mixed. Which word stands in the twin is chosen
 * here.
 */

import { mix, readTheme } from "../colour.js";
import { hostOf } from "../page.js";
import { format } from "../arrays.js";
import { html, put } from "../svg.js";

const WRONG = "#c2410c";
const TALLEST = 1.5; // shares beyond it are drawn as high, and told
const ROWS = 4; // of a network: its name on a narrow screen, what is read of A, of B, how far apart the states are

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

/** What a verdict means, before how far apart the states are. @type {Record<Verdict, string>} */
const MEANS = {
  gone: "the two states are nearly the same:",
  mixed: "A and B are not both read, yet the states differ:",
  kept: "A and B are both read, the states differ:",
};
const IN_SHORT =
  "In the RNN: kept, both are read; mixed, not both, yet the states differ; gone, the states are nearly the same.";

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
      ...(veiled ? [] : [html("small", {}, IN_SHORT)]),
    );
    this.legend.replaceChildren(...(veiled ? [COVERED] : legendOf(data.subject, twin.word)));
    const words = data.words.slice(data.at);
    this.root.style.setProperty("--twins-words", String(words.length));
    const head = words.map((word, at) =>
      html("span", { class: "twins-word", style: `--t:${at}` }, at ? word : [html("b", {}, `${word}/${twin.word}`)]),
    );
    const about = html("span", { class: "twins-about" }, "after the word");
    this.grid.replaceChildren(about, ...head, ...twin.lines.flatMap((line, row) => this.rowsOf(line, row, twin.word)));
  }

  /**
   * The rows of a network: what is read of A, what of B, and how far apart the states are.
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
    const shares = new Map(line.points);
    const end = html("b", {}, format(shares.get(place + last) ?? NaN, 2));
    const told = veiled ? [] : [html("strong", {}, line.verdict), html("small", {}, [`${MEANS[line.verdict]} `, end])];
    const name = html("div", { class: `twins-name twins-${veiled ? "" : line.verdict}`, style: `--r:${top}` }, [
      html("b", {}, line.name),
      ...told,
    ]);
    const rule = html("span", { class: "twins-rule", style: `--r:${top}` });
    const labels = [`A: ${subject}`, `B: ${other}`, "apart"].map((text, at) =>
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
    const bars = words.slice(place).map((_, at) => {
      const share = shares.get(place + at) ?? NaN;
      const high = (100 * Math.min(share, TALLEST)) / TALLEST || 0;
      const style = `--r:${top + 3};--t:${at}`;
      const bar = html("i", { style: `height:${high.toFixed(1)}%` });
      return html("span", { class: "twins-bar", style, title: format(share, 2) }, bar);
    });
    return [rule, name, ...labels, ...read, ...bars];
  }
}

const COVERED = "Answer first. What is read from the states then appears.";

/**
 * What the tiles and the bars are.
 * @param {string} subject
 * @param {string} other
 */
const legendOf = (subject, other) => [
  "A reader (a linear probe) names the animal from each state: ",
  html("i", { class: "twins-right" }, "✓"),
  " right, ",
  html("i", { class: "twins-wrong" }, "other"),
  ` wrong. Bars: how far apart the states are (1: as after ${subject}/${other}).`,
];
