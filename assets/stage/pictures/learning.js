/**
 * A training of word vectors as a film: the map of the vectors before the first step beside the map of now, and the
 * vectors themselves of a word and of those that ended near it. How a gap is filled is folded below.
 */

import { readTheme } from "../colour.js";
import { thousands } from "../parts/words.js";
import { still } from "../player.js";
import { html, say } from "../svg.js";
import { Alike, rowsOf } from "./alike.js";
import { Gaps } from "./gaps.js";
import { Plane } from "./plane.js";
import { placeIn } from "./vectors.js";

const BEAT = 280; // ms of a frame
const HEIGHT = 236; // px of a map
const METHODS = {
  cbow: ["CBOW", "CBOW: the mean of its neighbours guesses a word"],
  "skip-gram": ["skip-gram", "skip-gram: a word guesses each neighbour"],
};
const COVERED = "Answer first. The training then plays here.";

/**
 * @typedef {object} Film
 * @property {string[]} words
 * @property {"cbow" | "skip-gram"} method
 * @property {number} window
 * @property {string[]} sentences
 * @property {number[]} steps
 * @property {number[]} losses
 * @property {number[][][]} read
 * @property {number[][][]} guessed
 * @property {{ mean: number[], axes: [number[], number[]] }[]} flats the planes of both matrices
 * @property {number[]} columns the order of the words in the heatmaps
 * @property {[negative: string, positive: string]} hues
 * @property {string[]} strong words that are named on the map where there is room
 * @property {string[]} marked the word that is asked about, and those that fit the same gaps; none in other texts
 * @property {string[]} beside words that stand beside it; none in other texts
 * @property {string[]} sizes numbers a word that can be chosen
 * @property {number} starts how many starts there are
 * @property {number} start which one this is
 */

export class Picture {
  /** @param {import("../page.js").Root} root @param {(value: unknown) => void} tell */
  constructor(root, tell) {
    this.tell = tell;
    this.data = /** @type {Film | null} */ (null);
    this.frame = 0;
    this.sentence = 0;
    this.middle = 0;
    this.subject = "";
    this.timer = 0;
    this.veiled = false;
    this.alt = "";
    this.orders = 0;
    this.which = 0;
    this.planes = [0, 1].map(() => new Plane(root, (word) => this.picked(word), HEIGHT));
    this.titles = [0, 1].map(() => html("p", { class: "learning-title" }));
    this.notes = [0, 1].map(() => html("p", { class: "learning-note" }));
    this.cover = html("p", { class: "learning-cover" }, COVERED);
    this.alike = new Alike();
    this.gaps = new Gaps(
      (at) => this.to(this.frame, at),
      (which) => this.turn(which),
    );
    this.button = html("button", { type: "button", class: "learning-play", onclick: () => this.toggle() }, "Play");
    this.slider = html("input", { type: "range", min: 0, value: 0, "aria-label": "Training step" });
    this.slider.oninput = () => {
      this.pause();
      this.to(Number(this.slider.value));
    };
    this.position = html("output", { class: "learning-position", "aria-live": "off" });
    this.again = html("button", { type: "button", class: "learning-again", onclick: () => this.another() });
    this.sizes = html("span", { class: "learning-choice", role: "group", "aria-label": "Numbers a word" });
    const bar = [this.button, this.slider, this.position, this.again, this.sizes];
    this.root = html("div", { class: "picture learning" }, [
      ...this.planes.map((plane, index) =>
        html("div", { class: "learning-map" }, [
          this.titles[index],
          this.notes[index],
          ...(index ? [this.cover] : []),
          plane.root,
        ]),
      ),
      this.alike.root,
      html("div", { class: "learning-bar" }, bar),
      this.gaps.root,
    ]);
    root.append(this.root);
  }

  /** @param {Film} data @param {{ veiled: boolean, alt: string }} around */
  show(data, { veiled, alt }) {
    const other = this.data !== null && JSON.stringify(this.data) !== JSON.stringify(data);
    const anew = this.data === null || other || this.veiled !== veiled;
    Object.assign(this, { data, veiled, alt });
    this.slider.max = String(data.steps.length - 1);
    this.slider.disabled = this.button.disabled = this.again.disabled = veiled;
    this.offer(data);
    this.keep(data);
    this.pause();
    this.to(anew ? 0 : this.frame);
    if (anew && !veiled) this.play();
  }

  /** Keep the word that is asked about, and the window, where another text has them. @param {Film} data */
  keep({ words, sentences, marked, strong }) {
    if (!words.includes(this.subject)) this.ask(marked[0] ?? strong[0]);
    this.sentence = Math.min(this.sentence, sentences.length - 1);
    this.middle = Math.min(this.middle, this.words.length - 1);
  }

  /** Offer other trainings. @param {Film} data */
  offer({ sizes, read, start, starts }) {
    say(this.again, `Another start (${start + 1} of ${starts})`);
    const now = String(read[0][0].length);
    const press = (/** @type {string} */ size) => () => this.order({ size });
    this.sizes.replaceChildren(
      "numbers a word",
      ...sizes.map((size) =>
        html(
          "button",
          { type: "button", "aria-pressed": String(size === now), disabled: this.veiled, onclick: press(size) },
          size,
        ),
      ),
    );
  }

  another() {
    if (this.data) this.order({ start: String((this.data.start + 1) % this.data.starts) });
  }

  /** Ask for another training; the same order twice is two orders. @param {Record<string, string>} what */
  order(what) {
    this.pause();
    say(this.position, "training …");
    this.orders += 1;
    this.tell({ ...what, order: this.orders });
  }

  /** Draw the vectors of the other matrix. @param {number} which */
  turn(which) {
    this.which = which;
    this.draw();
  }

  /** Ask about a word, and bring the window to the next sentence that has it. @param {string} word */
  ask(word) {
    this.subject = word;
    const { sentences = [] } = this.data ?? {};
    const order = sentences.map((_, index) => (this.sentence + index) % sentences.length);
    const found = order.find((index) => sentences[index].split(" ").includes(word));
    if (found === undefined) return;
    this.sentence = found;
    this.middle = this.words.indexOf(word);
  }

  /** @param {string} word */
  picked(word) {
    if (this.veiled) return;
    this.pause();
    this.ask(word);
    this.draw();
  }

  get words() {
    return this.data?.sentences[this.sentence].split(" ") ?? [];
  }

  get last() {
    return (this.data?.steps.length ?? 1) - 1;
  }

  toggle() {
    if (this.timer) return this.pause();
    if (this.frame === this.last) this.to(0);
    this.play();
  }

  play() {
    if (still()) return this.to(this.last);
    say(this.button, "Pause");
    this.root.classList.add("playing");
    this.timer = setInterval(() => {
      this.slide();
      this.to(this.frame + 1);
      if (this.frame === this.last) this.stop();
    }, BEAT);
  }

  /** At the end of the film the window comes back to the word that is asked about. */
  stop() {
    this.pause();
    this.ask(this.subject);
    this.draw();
  }

  pause() {
    clearInterval(this.timer);
    this.timer = 0;
    say(this.button, "Play");
    this.root.classList.remove("playing");
  }

  /** Move the window on by a word, at the end of a sentence to the next one. */
  slide() {
    this.middle += 1;
    if (this.middle < this.words.length) return;
    this.middle = 0;
    this.sentence = (this.sentence + 1) % (this.data?.sentences.length ?? 1);
  }

  /** @param {number} frame @param {number} [middle] where the window is brought, by hand */
  to(frame, middle) {
    if (middle !== undefined) {
      this.pause();
      this.middle = middle;
    }
    this.frame = Math.min(frame, this.last);
    this.slider.value = String(this.frame);
    if (!this.veiled && this.frame === this.last) this.tell("end");
    this.draw();
  }

  /** @returns {import("../home/reels.js").Training | null} */
  training() {
    const { data, frame } = this;
    if (!data || this.veiled) return null;
    const at = (/** @type {number} */ index) => {
      this.pause();
      this.to(index);
    };
    return { steps: data.steps, at, back: () => at(frame) };
  }

  draw() {
    const { data, frame, last, veiled } = this;
    if (!data) return;
    const film = this.which ? data.guessed : data.read;
    const mates = data.marked.includes(this.subject) ? data.marked : [];
    const rows = rowsOf({ words: data.words, matrix: film[last] }, this.subject, mates, data.beside);
    const named = veiled ? [this.subject] : [this.subject, ...rows.group];
    const step = `step ${thousands(data.steps[frame])} of ${thousands(data.steps[last])}`;
    const [method, means] = METHODS[data.method];
    say(this.titles[0], "Before training");
    say(this.notes[0], "each word has random numbers");
    say(this.titles[1], veiled ? "After training" : `${frame === last ? "After" : "During"} training by ${method}`);
    say(this.notes[1], means);
    say(this.position, step);
    this.cover.hidden = !veiled;
    this.planes[1].root.hidden = this.alike.root.hidden = veiled;
    const now = data.steps[frame];
    this.#map(0, film[0], film[0], named, data, `${this.alt} Before training.`);
    const nearest = `Nearest to “${this.subject}” at the end: ${rows.group.join(", ")}.`;
    this.#map(1, film[frame], film[last], named, data, `${this.alt} Step ${now}. ${nearest}`);
    const theme = () => readTheme(this.root);
    this.alike.draw({ words: data.words, matrix: film[frame] }, film[0], this.subject, rows, data.hues, theme());
    this.gaps.show(data, { words: this.words, middle: this.middle, frame }, this.which, theme);
  }

  /**
   * @param {number} index of the map
   * @param {number[][]} vectors
   * @param {number[][]} frame what has to be in sight
   * @param {string[]} named
   * @param {Film} data
   * @param {string} alt
   */
  #map(index, vectors, frame, named, { words, strong, beside, marked, flats }, alt) {
    const { mean, axes } = flats[this.which];
    const place = (/** @type {number[]} */ vector) => placeIn({ origin: mean, axes }, vector);
    const bare = marked.length > 0; // names of all words would cover the map
    const others = this.veiled ? [] : bare ? beside : strong;
    /** @type {(word: string) => import("./plane.js").Point["role"]} */
    const role = (word) => (named.includes(word) ? "answer" : others.includes(word) ? "strong" : "plain");
    const points = vectors.map((vector, id) => ({ ...place(vector), word: words[id], role: role(words[id]) }));
    this.planes[index].show(points, { bounds: frame.map(place), alt, bare });
  }

  end() {
    this.pause();
    this.planes.forEach((plane) => plane.end());
    this.gaps.end();
  }
}
