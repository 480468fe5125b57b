/**
 * A training of word vectors as a film: the plane of the vectors that are read, the window on a sentence, both
 * matrices, and which words are guessed now. What is guessed is computed here from the two matrices.
 */

import { format } from "../arrays.js";
import { readTheme } from "../colour.js";
import { thousands } from "../parts/words.js";
import { still } from "../player.js";
import { html, say } from "../svg.js";
import { Matrix } from "./matrices.js";
import { Plane } from "./plane.js";
import { dot, near, placeIn, plus } from "./vectors.js";

const BEAT = 280; // ms of a frame
const SHOWN = 3; // guessed words
const LONG = 14; // words of a sentence that is shown whole
const MATRICES = { E: "read", U: "guessed" };

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
 * @property {string[]} strong
 * @property {string[]} marked the word that is asked about, and those that fit the same gaps; none in other texts
 * @property {string[]} sizes numbers a word that can be chosen
 * @property {number} starts how many starts there are
 * @property {number} start which one this is
 */

/**
 * Return the places of the words in a window: what is read, and what is to be guessed.
 * @param {number} length of the sentence
 * @param {number} middle
 * @param {number} window
 * @param {string} method
 */
export function roles(length, middle, window, method) {
  const around = Array.from({ length }, (_, at) => at).filter((at) => at !== middle && Math.abs(at - middle) <= window);
  return method === "cbow" ? { read: around, target: [middle] } : { read: [middle], target: around };
}

/**
 * Return the probability of each word, given those that are read: softmax of U times the mean of their rows of E.
 * @param {number[][]} read E
 * @param {number[][]} guessed U
 * @param {number[]} given ids
 */
export function probabilities(read, guessed, given) {
  const share = 1 / given.length;
  const zero = read[0].map(() => 0);
  const vector = given.reduce((sum, id) => plus(sum, read[id], share), zero);
  const logits = guessed.map((row) => dot(row, vector));
  const highest = Math.max(...logits);
  const powers = logits.map((value) => Math.exp(value - highest));
  const total = powers.reduce((sum, value) => sum + value, 0);
  return powers.map((value) => value / total);
}

/**
 * Return which words of a long sentence stand around the window, from and to; a short one is shown whole.
 * @param {number} length
 * @param {number} middle
 * @param {number} window
 */
export function stretch(length, middle, window) {
  if (length <= LONG) return [0, length];
  return [Math.max(middle - window - 1, 0), Math.min(middle + window + 2, length)];
}

export class Picture {
  /** @param {import("../page.js").Root} root @param {(value: unknown) => void} tell */
  constructor(root, tell) {
    this.tell = tell;
    this.data = /** @type {Film | null} */ (null);
    this.frame = 0;
    this.sentence = 0;
    this.middle = 2;
    this.timer = 0;
    this.veiled = false;
    this.alt = "";
    this.orders = 0;
    this.which = 0;
    this.plane = new Plane(root, (word) => this.picked(word), 250);
    this.button = html("button", { type: "button", class: "learning-play", onclick: () => this.toggle() }, "Play");
    this.slider = html("input", { type: "range", min: 0, value: 0, "aria-label": "Training step" });
    this.slider.oninput = () => {
      this.pause();
      this.to(Number(this.slider.value));
    };
    this.position = html("output", { class: "learning-position", "aria-live": "off" });
    this.line = html("p", { class: "learning-line" });
    this.says = html("p", { class: "learning-says" });
    this.nearest = html("p", { class: "learning-nearest" });
    this.guess = html("p", { class: "learning-title" });
    const legend = ["a column a word, orange above 0, blue below", "same order"];
    this.matrices = Object.entries(MATRICES).map(
      ([name, says], index) => new Matrix(`vectors of words ${says} (${name}): ${legend[index]}`, name),
    );
    this.ranking = html("ol", { class: "learning-ranking" });
    this.again = html("button", { type: "button", class: "learning-again", onclick: () => this.another() });
    this.sizes = html("span", { class: "learning-choice", role: "group", "aria-label": "Numbers a word" });
    this.drawn = Object.entries(MATRICES).map(([name, says], index) =>
      html("button", { type: "button", onclick: () => this.turn(index) }, `${says} (${name})`),
    );
    const drawn = html("span", { class: "learning-choice", role: "group", "aria-label": "Vectors on the plane" });
    drawn.append(...this.drawn);
    const bar = html("div", { class: "learning-bar" }, [this.button, this.slider, this.position]);
    const below = html("div", { class: "learning-bar" }, [this.again, this.sizes, drawn]);
    const side = html("div", { class: "learning-side" }, [
      this.line,
      this.says,
      ...this.matrices.map((one) => one.root),
      this.guess,
      this.ranking,
    ]);
    this.root = html("div", { class: "picture learning" }, [
      html("div", { class: "learning-left" }, [this.nearest, this.plane.root, bar, below]),
      side,
    ]);
    root.append(this.root);
    this.watch = new ResizeObserver(() => this.drawMatrices());
    this.watch.observe(side);
  }

  /** @param {Film} data @param {{ veiled: boolean, alt: string }} around */
  show(data, { veiled, alt }) {
    const opened = this.veiled && !veiled;
    const other = this.data !== null && JSON.stringify(this.data) !== JSON.stringify(data);
    const first = this.data === null;
    Object.assign(this, { data, veiled, alt });
    this.slider.max = String(data.steps.length - 1);
    this.slider.disabled = this.button.disabled = this.again.disabled = veiled;
    this.offer(data);
    this.sentence = Math.min(this.sentence, data.sentences.length - 1);
    this.middle = Math.min(this.middle, this.words.length - 1);
    this.pause();
    this.to(veiled || opened || other || first ? 0 : this.frame);
    if (opened || (other && !veiled) || (first && !veiled)) this.play();
  }

  /** Offer other trainings. @param {Film} data */
  offer({ sizes, read, start, starts }) {
    say(this.again, `Another start (${start + 1} of ${starts})`);
    const now = String(read[0][0].length);
    const press = (/** @type {string} */ size) => () => this.order({ size });
    this.sizes.replaceChildren(
      "numbers",
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

  /** Bring the window to a word. @param {string} word */
  picked(word) {
    const { sentences = [] } = this.data ?? {};
    const order = sentences.map((_, index) => (this.sentence + index) % sentences.length);
    const found = order.find((index) => sentences[index].split(" ").includes(word));
    if (found === undefined) return;
    this.pause();
    this.sentence = found;
    this.middle = this.words.indexOf(word);
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
      if (this.frame === this.last) this.pause();
    }, BEAT);
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

  /** @param {number} frame */
  to(frame) {
    this.frame = Math.min(frame, this.last);
    this.slider.value = String(this.frame);
    if (!this.veiled && this.frame === this.last) this.tell("end");
    this.draw();
  }

  draw() {
    const { data, frame } = this;
    if (!data) return;
    const { mean, axes } = data.flats[this.which];
    const flat = { origin: mean, axes };
    const film = this.which ? data.guessed : data.read;
    this.drawn.forEach((button, index) => button.setAttribute("aria-pressed", String(index === this.which)));
    const role = (/** @type {string} */ word) =>
      data.marked.includes(word) ? "answer" : data.strong.includes(word) ? "strong" : "plain";
    const places = (/** @type {number} */ at) => film[at].map((vector) => placeIn(flat, vector));
    const points = places(frame).map((place, id) => {
      const word = data.words[id];
      return { ...place, word, role: /** @type {import("./plane.js").Point["role"]} */ (role(word)) };
    });
    this.plane.show(points, { bounds: places(this.last), alt: `${this.alt} Step ${data.steps[frame]}.` });
    const step = `step ${thousands(data.steps[frame])} of ${thousands(data.steps[this.last])}`;
    say(this.position, `${step}, loss ${format(data.losses[frame], 2)}`);
    this.sayNearest(data, film[frame]);
    this.drawWindow(data);
    this.drawMatrices();
  }

  /** Say which words are nearest now to the one that is asked about. @param {Film} data @param {number[][]} matrix */
  sayNearest({ words, marked }, matrix) {
    const [word] = marked;
    this.nearest.hidden = !word;
    if (!word) return;
    const found = near({ words, matrix }, matrix[words.indexOf(word)], [word]).slice(0, SHOWN);
    const said = found.map(({ word: one, cosine }) => `${one} ${format(cosine, 2)}`).join(", ");
    this.nearest.replaceChildren("Nearest to ", html("strong", {}, word), this.veiled ? ": ?" : ` (cosine): ${said}`);
  }

  /** @param {Film} data */
  drawWindow(data) {
    const { words } = this;
    const { read, target } = roles(words.length, this.middle, data.window, data.method);
    const press = (/** @type {number} */ at) => () => {
      this.pause();
      this.middle = at;
      this.draw();
    };
    const [from, to] = stretch(words.length, this.middle, data.window);
    this.line.replaceChildren(
      ...(from > 0 ? ["…"] : []),
      ...words.slice(from, to).map((word, index) => {
        const at = from + index;
        const kind = read.includes(at) ? "read" : target.includes(at) ? "target" : "";
        return html("button", { type: "button", class: kind, onclick: press(at) }, word);
      }),
      ...(to < words.length ? ["…"] : []),
    );
    const several = read.length > 1 ? `the mean of ${read.length} words` : "one word";
    const sought = target.map((at) => words[at]);
    say(this.says, `Read: ${several}. To be guessed: ${sought.join(", ")}.`);
    say(this.guess, "Guess for this gap (a probability, not nearness):");
    const chances = probabilities(
      data.read[this.frame],
      data.guessed[this.frame],
      read.map((at) => data.words.indexOf(words[at])),
    );
    const order = chances.map((_, id) => id).sort((a, b) => chances[b] - chances[a]);
    this.ranking.replaceChildren(
      ...order
        .slice(0, SHOWN)
        .map((id) =>
          html("li", { class: sought.includes(data.words[id]) ? "sought" : "" }, [
            html("span", {}, data.words[id]),
            html("i", { style: `--share:${chances[id]}` }),
            html("output", { "aria-live": "off" }, `${format(100 * chances[id], 0)} %`),
          ]),
        ),
    );
  }

  drawMatrices() {
    const { data } = this;
    if (!data) return;
    const { words } = this;
    const { read, target } = roles(words.length, this.middle, data.window, data.method);
    const theme = readTheme(this.root);
    [data.read, data.guessed].forEach((film, index) => {
      const used = new Set((index ? target : read).map((at) => data.words.indexOf(words[at])));
      const shown = { matrix: film[this.frame], used: [...used] };
      this.matrices[index].draw(shown, data.words, data.columns, data.hues, theme);
    });
  }

  end() {
    this.pause();
    this.plane.end();
    this.watch.disconnect();
  }
}
