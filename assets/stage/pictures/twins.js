/**
 * A sentence and its twin, which differs in one word: what is left of the difference between their states, word by
 * word. Which word stands in the twin is chosen here; each choice says how it ends in the first network.
 */

import { mix, readTheme } from "../colour.js";
import { hostOf } from "../page.js";
import { format } from "../arrays.js";
import { readType } from "../parts/type.js";
import { html, put } from "../svg.js";
import { drawLines } from "./lines.js";

const HEIGHT = 270; // px of the usual base
const WORD = 62; // px that a word below the lines needs

/**
 * @typedef {{ name: string, hue: string, dash: string, points: [number, number][] }} Line
 * @typedef {{ word: string, lines: Line[] }} Twin
 * @typedef {object} Twins what `core.figures.twins` measured
 * @property {string[]} words
 * @property {string} subject
 * @property {number} at
 * @property {Twin[]} twins
 * @property {string} chosen the twin that is shown first
 * @property {string} caption
 */

/** @param {Line} line */
const ending = ({ points }) => points.at(-1)?.[1] ?? NaN;

export class Picture {
  /** @param {import("../page.js").Root} root */
  constructor(root) {
    this.host = hostOf(root);
    this.data = /** @type {Twins | null} */ (null);
    this.veiled = false;
    this.chosen = "";
    this.choices = html("div", { class: "twins-choices", role: "group", "aria-label": "The word in the twin" });
    this.sentences = html("div", { class: "twins-sentences" });
    this.plot = html("div", { class: "twins-plot" });
    this.caption = html("p", { class: "caption" });
    this.root = html("div", { class: "picture twins", role: "group" }, [
      this.choices,
      this.sentences,
      this.plot,
      this.caption,
    ]);
    root.append(this.root);
    this.watch = new ResizeObserver(() => this.draw());
    this.watch.observe(this.root);
  }

  /** @param {Twins} data @param {{ alt: string, veiled: boolean }} around */
  show(data, { alt, veiled }) {
    const known = data.twins.some(({ word }) => word === this.chosen);
    if (!known || this.data?.subject !== data.subject) this.chosen = data.chosen;
    Object.assign(this, { data, veiled });
    put(this.root, "aria-label", alt);
    this.caption.textContent = `Norm of the difference of the two states. ${data.caption}`;
    this.build();
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
    this.choices.replaceChildren(
      html("span", {}, `“${data.subject}” becomes`),
      ...data.twins.map(({ word, lines }) => {
        const ends = veiled ? [] : [html("small", {}, `${lines[0].name} ${format(ending(lines[0]), 2)}`)];
        const pressed = word === this.chosen ? "true" : "false";
        const onclick = () => this.choose(word);
        return html("button", { type: "button", "aria-pressed": pressed, onclick }, [html("b", {}, word), ...ends]);
      }),
    );
    const row = (/** @type {string} */ name, /** @type {string} */ word) =>
      html("p", {}, [
        html("b", {}, name),
        ...data.words.flatMap((one, at) => [
          " ",
          html("span", at === data.at ? { class: "twins-word" } : {}, at === data.at ? word : one),
        ]),
      ]);
    this.sentences.replaceChildren(row("A", data.subject), row("B", twin.word));
    this.root.style.setProperty("--twins-hue", mix("#c2410c", theme.text, 0.2));
    this.draw();
  }

  draw() {
    const { data, twin } = this;
    const width = this.root.clientWidth;
    if (!data || !twin || !width) return;
    this.plot.classList.toggle("twins-covered", this.veiled);
    const [theme, type] = [readTheme(this.host), readType(this.host)];
    const height = type.px(HEIGHT);
    this.plot.style.minHeight = `${height}px`;
    if (this.veiled) return this.plot.replaceChildren();
    const most = Math.max(
      1.2,
      ...data.twins.flatMap(({ lines }) => lines.flatMap(({ points }) => points.map(([, y]) => y))),
    );
    const last = data.words.length - 1;
    const every = Math.max(1, Math.ceil(((last - data.at + 1) * type.px(WORD)) / width));
    const ticks = data.words
      .map((word, at) => /** @type {[number, string]} */ ([at, word.slice(0, 9)]))
      .filter(([at]) => at >= data.at && (at - data.at) % every === 0);
    const lines = twin.lines.map((line) => ({ ...line, weight: 4, name: `${line.name} ${format(ending(line), 2)}` }));
    const first = { name: "", hue: theme.text, weight: 1, dash: "2 4", points: level(data.at, last) };
    this.plot.replaceChildren(
      html("p", {}, "What is left of the difference: 1 is as much as at the word itself"),
      drawLines(
        {
          lines: [first, ...lines],
          x: [data.at, last],
          y: [0, most],
          xTicks: ticks,
          yTicks: [
            [0, "0"],
            [1, "1"],
            ...(most > 2 ? [/** @type {[number, string]} */ ([Math.floor(most), String(Math.floor(most))])] : []),
          ],
          xTitle: "after each word",
        },
        { width, height, theme, type },
      ),
    );
  }

  end() {
    this.watch.disconnect();
  }
}

/** @param {number} from @param {number} to @returns {[number, number][]} */
const level = (from, to) => [
  [from, 1],
  [to, 1],
];
