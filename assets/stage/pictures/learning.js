/**
 * A training of word vectors as a film: the plane of the vectors that are read, the window on a sentence, both
 * matrices, and which words are guessed now. What is guessed is computed here from the two matrices.
 */

import { format } from "../arrays.js";
import { mix, readTheme } from "../colour.js";
import { thousands } from "../parts/words.js";
import { still } from "../player.js";
import { html, say } from "../svg.js";
import { Plane } from "./plane.js";
import { dot, placeIn, plus } from "./vectors.js";

const BEAT = 420; // ms of a frame
const SHOWN = 4; // guessed words
const CELL = 7; // px, height of an entry of a matrix
const FULL = 5; // an entry of this size has the full colour

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
 * @property {number[]} mean
 * @property {[number[], number[]]} axes
 * @property {string[]} strong
 * @property {string[]} marked
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
    this.plane = new Plane(root, () => {}, 300);
    this.button = html("button", { type: "button", class: "learning-play", onclick: () => this.toggle() }, "Play");
    this.slider = html("input", { type: "range", min: 0, value: 0, "aria-label": "Training step" });
    this.slider.oninput = () => {
      this.pause();
      this.to(Number(this.slider.value));
    };
    this.position = html("output", { class: "learning-position", "aria-live": "off" });
    this.line = html("p", { class: "learning-line" });
    this.says = html("p", { class: "learning-says" });
    this.matrices = ["read", "guessed"].map(() => html("canvas", { role: "img" }));
    this.ranking = html("ol", { class: "learning-ranking" });
    const bar = html("div", { class: "learning-bar" }, [this.button, this.slider, this.position]);
    const titles = ["E, a column for each word as it is read", "U, a column for each word as it is guessed"];
    const side = html("div", { class: "learning-side" }, [
      this.line,
      this.says,
      ...this.matrices.flatMap((canvas, index) => [html("p", { class: "learning-title" }, titles[index]), canvas]),
      this.ranking,
    ]);
    this.root = html("div", { class: "learning" }, [html("div", {}, [this.plane.root, bar]), side]);
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
    this.slider.disabled = this.button.disabled = veiled;
    this.sentence = Math.min(this.sentence, data.sentences.length - 1);
    this.middle = Math.min(this.middle, this.words.length - 1);
    this.pause();
    this.to(veiled || opened || other || first ? 0 : this.frame);
    if (opened || (other && !veiled) || (first && !veiled)) this.play();
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
    const flat = { origin: data.mean, axes: data.axes };
    const role = (/** @type {string} */ word) =>
      data.marked.includes(word) ? "answer" : data.strong.includes(word) ? "strong" : "plain";
    const places = (/** @type {number} */ at) => data.read[at].map((vector) => placeIn(flat, vector));
    const points = places(frame).map((place, id) => {
      const word = data.words[id];
      return { ...place, word, role: /** @type {import("./plane.js").Point["role"]} */ (role(word)) };
    });
    this.plane.show(points, { bounds: places(this.last), alt: `${this.alt} Step ${data.steps[frame]}.` });
    const step = `step ${thousands(data.steps[frame])} of ${thousands(data.steps[this.last])}`;
    say(this.position, `${step}, loss ${format(data.losses[frame], 2)}`);
    this.drawWindow(data);
    this.drawMatrices();
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
    this.line.replaceChildren(
      ...words.map((word, at) => {
        const kind = read.includes(at) ? "read" : target.includes(at) ? "target" : "";
        return html("button", { type: "button", class: kind, onclick: press(at) }, word);
      }),
    );
    const several = read.length > 1 ? `the mean of ${read.length} words` : "one word";
    const sought = target.map((at) => words[at]);
    say(this.says, `Read: ${several}. To be guessed: ${sought.join(", ")}.`);
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
    [data.read, data.guessed].forEach((matrix, index) => {
      const canvas = this.matrices[index];
      const used = (index ? target : read).map((at) => data.words.indexOf(words[at]));
      const width = Math.max(canvas.parentElement?.clientWidth ?? 0, 200);
      paint(canvas, matrix[this.frame], used, width, theme);
      const which = used.map((id) => data.words[id]).join(", ");
      canvas.setAttribute("aria-label", `${index ? "U" : "E"}, columns in use: ${which}.`);
    });
  }

  end() {
    this.pause();
    this.plane.end();
    this.watch.disconnect();
  }
}

/**
 * Paint a matrix, a column for each word; columns in use are in colour, the others grey.
 * @param {HTMLCanvasElement} canvas
 * @param {number[][]} matrix
 * @param {number[]} used
 * @param {number} width px
 * @param {import("../colour.js").Theme} theme
 */
function paint(canvas, matrix, used, width, theme) {
  const ratio = devicePixelRatio || 1;
  const step = width / matrix.length;
  const height = matrix[0].length * CELL;
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const pen = canvas.getContext("2d");
  if (!pen) return;
  pen.scale(ratio, ratio);
  matrix.forEach((row, id) => {
    const hue = used.includes(id) ? theme.accent : theme.faint;
    row.forEach((value, entry) => {
      pen.fillStyle = mix(theme.empty, hue, Math.min(Math.abs(value) / FULL, 1));
      pen.fillRect(id * step, entry * CELL, step - 1, CELL - 1);
      if (value < 0) return;
      pen.fillStyle = theme.background;
      pen.fillRect(id * step + step / 2 - 1.5, entry * CELL + CELL / 2 - 1.5, 2, 2);
    });
    if (!used.includes(id)) return;
    pen.strokeStyle = theme.accent;
    pen.strokeRect(id * step + 0.5, 0.5, step - 2, height - 1);
  });
}
