/**
 * Where is the dog? After each word, the subject that can still be read from the state of each network: its ink is its
 * probability. What is read rightly stands in the one colour of the picture, all else in grey. The reading is revealed
 * word by word. On a narrow page time runs from top to bottom. A sentence that is typed is read here, in the same frame
 * (`subjects.js`); the page hears of it later.
 */

import { Refusal } from "../../net/refusal.js";
import { mix, readTheme } from "../colour.js";
import { hands, subscribe, take } from "../hands.js";
import { atHand, fetchNetworks, fetchProbe, probeAtHand } from "../networks.js";
import { hostOf } from "../page.js";
import { signButton } from "../parts/icons.js";
import { press, takeKeys } from "../parts/keys.js";
import { still } from "../player.js";
import { isWaiting } from "../sentence.js";
import { html, put, readout, say } from "../svg.js";
import { Clock } from "./clock.js";
import { chartOf } from "./ink/chart.js";
import { HEAD, READER, rowOf, wordsOf } from "./ink/grid.js";
import { saidAt, summaryOf } from "./ink/said.js";
import { inkOf } from "./subjects.js";

const STEP = 420; // ms for a word
const HUE = "#9a3412";
const FEW = 18; // words beside which there is room for large answers

/**
 * @typedef {{ word: string, share: number | null, of: number | null, right: boolean }} Read
 * @typedef {object} Row
 * @property {string} name
 * @property {string} note
 * @property {string} hue
 * @property {(Read | null)[]} read after each word; null before the subject
 * @property {{ word: string, share: number | null, right: boolean | null }} says after the last word
 *
 * @typedef {object} Ink what `core.figures.ink` measured
 * @property {string[]} words
 * @property {boolean[]} known
 * @property {string} subject
 * @property {number} at its place
 * @property {string} answer
 * @property {Row[]} rows
 * @property {{ name: string, hue: string, dash: string, points: [number, number][] }[]} lines
 * @property {number} chance
 * @property {string} caption
 * @property {string[]} networks their keys
 * @property {Record<string, string>} answers the word that is right to say of each subject,
 * @property {string[]} adjectives after one of these
 * @property {boolean} [plays] whether it plays by itself the first time that one is put up; then no question waits for
 *   its end, and the page is not told
 */

/** @type {Ink} */
const NOTHING = {
  ...{ words: [], known: [], subject: "", at: 0, answer: "", rows: [], lines: [], chance: 0, caption: "" },
  ...{ networks: [], answers: {}, adjectives: [] },
};
const READ =
  "The reader is a linear probe: for each subject, a weighted sum of the state’s numbers, with the same weights " +
  "after every word; it names the subject with the largest sum. The stronger the ink, the surer it is.";
const UNKNOWN = "Words on a dotted line are unknown to the networks, which read all of them as one and the same.";

/** Whether one has played by itself; once in a visit is enough. */
const opened = { over: false };

export class Picture {
  /** @param {import("../page.js").Root} root @param {(value: unknown) => void} tell */
  constructor(root, tell) {
    this.host = hostOf(root);
    this.tell = tell;
    this.told = NOTHING; // by the page
    this.data = NOTHING; // as it is drawn: of the sentence under the reader's hand
    this.alt = "";
    this.frame = 0;
    this.veiled = false;
    this.shown = false;
    this.fresh = 0;
    this.timestep = 0;
    /** @type {HTMLElement[][]} what appears after each word */
    this.after = [];
    /** @type {HTMLElement[]} */
    this.words = [];
    this.clock = new Clock(() => this.toggle());
    this.scrub = html("input", { type: "range", min: 0, step: 1, "aria-label": "Word", class: "scrub" });
    this.scrub.oninput = () => this.go(Number(this.scrub.value));
    this.position = readout({ class: "position" });
    this.bar = html("div", { class: "transport", role: "toolbar", "aria-label": "Read the sentence" }, [
      signButton("first", "First word (Home)", () => this.go(0)),
      signButton("back", "One word back (←)", () => this.go(this.timestep - 1)),
      this.clock.button,
      signButton("next", "One word on (→)", () => this.go(this.timestep + 1)),
      signButton("last", "Last word (End)", () => this.go(this.last)),
      this.scrub,
      this.position,
    ]);
    this.grid = html("div", { class: "ink-grid" });
    this.scroll = html("div", { class: "ink-scroll", tabindex: "0" }, this.grid);
    this.now = readout({ class: "ink-now" });
    this.lines = html("div", { class: "ink-lines" });
    this.caption = html("p", { class: "caption" });
    this.root = html("div", { class: "picture ink", role: "group" }, [
      this.bar,
      this.scroll,
      this.now,
      this.lines,
      this.caption,
    ]);
    root.append(this.root);
    this.watch = new ResizeObserver(() => this.drawLines());
    this.watch.observe(this.root);
    this.ends = subscribe(() => (this.frame ||= requestAnimationFrame(() => this.follow())));
  }

  get last() {
    return Math.max(this.data.words.length - 1, 0);
  }

  /** @param {Ink} told @param {{ alt: string, veiled: boolean, fresh: number }} around */
  show(told, { alt, veiled, fresh }) {
    this.told = told;
    if (!isWaiting()) take({ sentence: null });
    const data = this.typed() ?? told;
    const uncovered = this.veiled && !veiled;
    const another = data.words.join(" ") !== this.data.words.join(" ") || this.fresh !== fresh;
    Object.assign(this, { alt, veiled, fresh });
    const plays = this.plays(another, uncovered);
    this.draw(data);
    this.fetch();
    this.go(another || !this.shown ? this.last : Math.min(this.timestep, this.last), !veiled && !uncovered);
    this.shown = true;
    if (!veiled) takeKeys(this.scroll);
    if (plays && !still()) this.start();
    else if (uncovered) this.go(this.last);
  }

  /** Draw what is told of a sentence. @param {Ink} data */
  draw(data) {
    this.data = data;
    this.stop();
    this.root.classList.toggle("ink-covered", this.veiled);
    const theme = readTheme(this.host);
    this.root.style.setProperty("--ink-hue", mix(HUE, theme.text, isDark(theme) ? 0.58 : 0));
    this.build();
    this.drawLines();
    say(this.caption, `${READ} ${data.known.includes(false) ? `${UNKNOWN} ` : ""}${data.caption}`);
    put(this.scrub, "max", this.last);
    put(this.root, "aria-label", data === this.told || this.veiled ? this.alt : summaryOf(this.data));
  }

  /** What is told of the sentence that is typed; null if none is, or it cannot be read here yet. */
  typed() {
    const networks = atHand(this.told.networks);
    const probes = this.told.networks.flatMap((key) => probeAtHand(key)?.probe ?? []);
    if (hands.sentence === null || !networks || probes.length < networks.length) return null;
    try {
      return inkOf(this.told, networks, probes, hands.sentence);
    } catch (error) {
      if (error instanceof Refusal) return this.data; // without a word the last one stays
      throw error;
    }
  }

  /** Read what is typed, in the frame in which it is. */
  follow() {
    this.frame = 0;
    const data = this.typed();
    if (!data || data.words.join(" ") === this.data.words.join(" ")) return;
    this.draw(data);
    this.go(this.last, false);
  }

  /** Have at hand what reads a sentence; where it cannot be had, the page reads. */
  async fetch() {
    const { networks } = this.told;
    await Promise.all([fetchNetworks(networks), ...networks.map((key) => probeAtHand(key) ?? fetchProbe(key))])
      .then(() => this.follow())
      .catch(() => {});
  }

  /**
   * Whether the picture goes on playing, or begins to by itself.
   * @param {boolean} another whether it is of another sentence
   * @param {boolean} uncovered whether it was covered until now
   */
  plays(another, uncovered) {
    const opens = this.told.plays === true && !opened.over && !this.veiled;
    if (opens) opened.over = true;
    return uncovered || opens || (!another && this.clock.plays);
  }

  build() {
    const { words, rows, answer } = this.data;
    this.after = words.map(() => []);
    this.root.style.setProperty("--ink-words", String(words.length));
    this.root.classList.toggle("ink-large", words.length <= FEW);
    this.root.classList.toggle("ink-lined", this.data.lines.length > 0);
    this.root.style.setProperty("--ink-rows", String(rows.length));
    this.words = wordsOf(this.data, (timestep) => this.go(timestep));
    const cells = rows.flatMap((row, number) => {
      const { heading, read, ending } = rowOf(row, number, words);
      read.forEach((cell, timestep) => this.after[timestep].push(cell));
      this.after.at(-1)?.push(ending);
      return [heading, ...read, ending];
    });
    const reader = html("span", { class: "ink-reader" }, READER);
    const head = html("span", { class: "ink-head" }, answer ? HEAD : "");
    this.grid.replaceChildren(reader, ...this.words, head, ...cells);
  }

  drawLines() {
    this.lines.hidden = !this.data.lines.length || this.veiled;
    if (this.lines.hidden) return;
    this.lines.replaceChildren(...chartOf(this.data, this.host, this.lines.clientWidth));
  }

  /** @param {number} timestep @param {boolean} [seen] whether the reader sees what is there */
  go(timestep, seen = !this.veiled) {
    this.stop();
    this.move(timestep, seen);
  }

  /** @param {number} timestep @param {boolean} seen */
  move(timestep, seen) {
    this.timestep = Math.min(Math.max(timestep, 0), this.last);
    this.words.forEach((word, at) => word.toggleAttribute("aria-current", at === this.timestep));
    this.after.forEach((cells, at) => {
      for (const cell of cells) {
        const ends = this.told.plays && cell.classList.contains("ink-says"); // the heading tells of it from the start
        cell.classList.toggle("ink-ahead", (at > this.timestep && !ends) || this.veiled);
        cell.classList.toggle("ink-here", at === this.timestep);
      }
    });
    this.scrub.value = String(this.timestep);
    say(this.position, `${this.timestep + 1} / ${this.data.words.length}`);
    say(this.now, this.veiled ? "" : saidAt(this.data, this.timestep));
    this.keepInSight();
    if (this.told.plays || !seen || this.timestep < this.last || !this.data.words.length) return;
    this.tell(this.data.words.join(" "));
  }

  /** Keep the word of the cursor in sight where the sentence is wider than the page. */
  keepInSight() {
    const word = this.words[this.timestep];
    if (!word || this.scroll.scrollWidth <= this.scroll.clientWidth) return;
    const { scroll } = this;
    const [from, to] = [word.offsetLeft - 120, word.offsetLeft + word.offsetWidth + 40];
    if (from < scroll.scrollLeft) scroll.scrollLeft = from;
    else if (to > scroll.scrollLeft + scroll.clientWidth) scroll.scrollLeft = to - scroll.clientWidth;
  }

  toggle() {
    if (this.clock.plays) this.stop();
    else this.start();
  }

  start() {
    if (this.veiled) return;
    this.stop();
    this.move(this.timestep === this.last ? Math.min(this.data.at, this.last) : this.timestep + 1, true);
    if (this.timestep === this.last) return;
    this.clock.begin(STEP, () => {
      this.move(this.timestep + 1, true);
      return this.timestep === this.last;
    });
  }

  stop() {
    this.clock.stop();
  }

  /** @param {KeyboardEvent} event */
  keydown(event) {
    press(event, {
      arrows: {
        ArrowRight: () => this.go(this.timestep + 1),
        ArrowLeft: () => this.go(this.timestep - 1),
        Home: () => this.go(0),
        End: () => this.go(this.last),
      },
      buttons: { " ": () => this.toggle() },
    });
  }

  end() {
    this.stop();
    this.ends();
    cancelAnimationFrame(this.frame);
    this.watch.disconnect();
  }
}

/** @param {import("../colour.js").Theme} theme */
const isDark = ({ background }) => parseInt(background.slice(1, 3), 16) < 128;
