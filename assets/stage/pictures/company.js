/**
 * The company that words keep: the neighbours of two words as bars, one row above and one below a line, in colour where
 * they share one; the plane of all rows beside it, and sentences in which the first word stands.
 */

import { format } from "../arrays.js";
import { html, say, svg } from "../svg.js";
import { Plane } from "./plane.js";
import { cosine } from "./vectors.js";

const SENTENCES = { beside: 1, alone: 12 }; // beside the plane, and in its place
const BARS = 48; // px of the highest bar
const NAMES = 64; // px for the neighbours' names, which stand upright
const TOP = 4; // px above the bars
const SIDE = 66; // px for the two words
const NARROW = 9; // px of the narrowest bar that has room for its name
const AROUND = 6; // words to each side of the one that a sentence is shown for

/**
 * @typedef {object} Company
 * @property {string[]} words
 * @property {string[]} sentences
 * @property {number[][]} counts how often two words stand in one sentence
 * @property {number[][]} rows the PPMI of each word with each
 * @property {[number, number][]} plane
 * @property {string[]} columns the neighbours, in an order with a meaning
 * @property {string[]} strong words whose names always stand there
 * @property {string[]} first the two words that are compared at first
 * @property {string} other the word that comes in the second one's place once the question is answered
 * @property {string} within where two words stand that are counted together
 */

/** @param {number} count */
const times = (count) => (count === 1 ? "once" : `${count} times`);

/**
 * Return the columns of the largest sizes, in their order, and none of size 0.
 * @param {number[]} columns
 * @param {(column: number) => number} sizeOf
 * @param {number} most
 */
export function strongest(columns, sizeOf, most) {
  const kept = columns.filter((column) => sizeOf(column) > 0).sort((one, other) => sizeOf(other) - sizeOf(one));
  const among = new Set(kept.slice(0, Math.max(most, 1)));
  return columns.filter((column) => among.has(column));
}

export class Picture {
  /** @param {import("../page.js").Root} root */
  constructor(root) {
    this.data = /** @type {Company | null} */ (null);
    this.compared = ["", ""];
    this.slot = 0;
    this.veiled = false;
    this.fresh = -1;
    this.alt = "";
    this.plane = new Plane(root, (word) => this.picked(word), 345);
    this.slots = [0, 1].map((slot) => html("button", { type: "button", onclick: () => this.aim(slot) }));
    this.cosine = html("strong", {});
    this.together = html("p", { class: "company-together", "aria-live": "polite" });
    this.contrast = html("p", { class: "company-contrast" });
    this.key = html("p", { class: "company-key" });
    this.bars = svg("svg", { role: "img", class: "company-bars", height: TOP + 2 * BARS + NAMES });
    this.sentences = html("div", { class: "company-sentences" });
    const head = html("p", { class: "company-head" }, [this.slots[0], "and", this.slots[1], this.cosine]);
    const side = html("div", { class: "company-side" }, [head, this.together, this.contrast, this.key, this.bars]);
    this.root = html("div", { class: "picture company" }, [this.plane.root, side, this.sentences]);
    root.append(this.root);
    this.watch = new ResizeObserver(() => this.drawBars());
    this.watch.observe(side);
  }

  /** @param {Company} data @param {{ veiled: boolean, alt: string, fresh: number }} around */
  show(data, { veiled, alt, fresh }) {
    const opened = this.veiled && !veiled;
    if (this.fresh !== fresh || !this.compared.every((word) => data.words.includes(word))) {
      this.compared = [...data.first];
      if (!veiled) this.compared[1] = data.other;
      this.aim(1);
    }
    if (opened) this.compared = [data.first[0], data.other];
    Object.assign(this, { data, veiled, alt, fresh });
    this.root.classList.toggle("veiled", veiled);
    this.draw();
  }

  /** @param {number} slot */
  aim(slot) {
    this.slot = slot;
    this.slots.forEach((button, index) => button.setAttribute("aria-pressed", String(index === slot)));
  }

  /** @param {string} word */
  picked(word) {
    this.compared[this.slot] = word;
    this.draw();
  }

  draw() {
    const { data, compared, veiled } = this;
    if (!data) return;
    const [one, other] = compared;
    const [a, b] = compared.map((word) => data.words.indexOf(word));
    this.slots.forEach((button, index) => say(button, compared[index]));
    say(this.cosine, `cosine ${veiled ? "?" : format(cosine(data.rows[a], data.rows[b]), 2)}`);
    const stand = `“${one}” and “${other}” stand ${data.within} ${times(data.counts[a][b])}.`;
    say(this.together, a === b ? `This is “${one}” twice. Choose another word for one of them.` : stand);
    this.compare(data);
    const swatch = (/** @type {string} */ kind) => html("i", { class: kind });
    this.key.replaceChildren(
      html("span", {}, [swatch("shared"), "neighbours of both"]),
      html("span", {}, [swatch(""), "of one only"]),
      html("span", {}, "height: how much more often than by chance (PPMI)"),
    );
    const beside = data.words.filter((_, index) => data.counts[a][index] > 0);
    const points = data.words.map((word, index) => ({
      word,
      x: data.plane[index][0],
      y: data.plane[index][1],
      leads: true,
      role: /** @type {"answer" | "chosen" | "strong" | "plain"} */ (
        word === one || word === other ? "answer" : data.strong.includes(word) ? "strong" : "plain"
      ),
    }));
    this.plane.show(points, { alt: this.alt });
    this.drawBars();
    const found = data.sentences.map((sentence) => sentence.split(" ")).filter((words) => words.includes(one));
    this.sentences.replaceChildren(
      html("p", {}, `Some sentences with “${one}”; its neighbours:`),
      ...found
        .slice(0, veiled ? SENTENCES.alone : SENTENCES.beside)
        .map((words) => html("p", {}, this.written(words, beside))),
    );
  }

  /** Say of the pair that was asked about what is said of the one that is compared. @param {Company} data */
  compare({ words, rows, counts, first, other }) {
    const [one, throne] = first;
    const second = this.compared.includes(one) && this.compared.includes(throne) ? other : throne;
    const [a, b] = [one, second].map((word) => words.indexOf(word));
    const said = `“${one}” and “${second}”: ${times(counts[a][b])}; cosine ${format(cosine(rows[a], rows[b]), 2)}.`;
    say(this.contrast, this.veiled || throne === other ? "" : said);
  }

  /**
   * Write a sentence, or what stands around the first word; words that have a row can be clicked.
   * @param {string[]} words
   * @param {string[]} beside the neighbours of the first word
   */
  written(words, beside) {
    const [one, other] = this.compared;
    const [from, to] = [words.indexOf(one) - AROUND, words.indexOf(one) + AROUND + 1];
    const shown = words.slice(Math.max(from, 0), to);
    const cut = [...(from > 0 ? ["…"] : []), ...shown, ...(to < words.length ? ["…"] : [])];
    return cut.map((word) => {
      if (!this.data?.words.includes(word)) return html("span", {}, word);
      const kind = word === one ? "one" : word === other ? "other" : beside.includes(word) ? "beside" : "";
      const press = () => this.picked(word);
      return html("button", { type: "button", class: kind, onclick: press }, word);
    });
  }

  drawBars() {
    const { data, compared } = this;
    if (!data) return;
    const width = Math.max(this.bars.parentElement?.clientWidth ?? 0, 260);
    const [a, b] = compared.map((word) => data.words.indexOf(word));
    const columns = strongest(
      data.columns.map((word) => data.words.indexOf(word)),
      (at) => Math.max(data.rows[a][at], data.rows[b][at]),
      Math.floor((width - SIDE) / NARROW),
    );
    const most = Math.max(...columns.flatMap((at) => [data.rows[a][at], data.rows[b][at]]), 1e-9);
    const step = Math.min((width - SIDE) / Math.max(columns.length, 1), 34);
    const middle = TOP + BARS;
    const shared = columns.filter((at) => data.rows[a][at] && data.rows[b][at]);
    this.bars.setAttribute("width", String(width));
    this.bars.classList.toggle("narrow", step < 13);
    const both = shared.map((at) => data.words[at]).join(", ") || "none";
    this.bars.setAttribute("aria-label", `Neighbours of “${compared[0]}” and “${compared[1]}”. Shared: ${both}.`);
    this.bars.replaceChildren(
      svg("text", { x: 0, y: middle - BARS / 2, class: "company-name" }, compared[0]),
      svg("text", { x: 0, y: middle + BARS / 2 + 8, class: "company-name" }, compared[1]),
      ...columns.flatMap((at, index) => {
        const kind = shared.includes(at) ? "shared" : "";
        const x = SIDE + index * step;
        const [up, down] = [a, b].map((word) => (data.rows[word][at] / most) * BARS);
        const wide = Math.max(step - 3, 2);
        const turned = `translate(${x + step / 2 + 4} ${middle + BARS + 6}) rotate(-90)`;
        return [
          svg("rect", { class: kind, x, y: middle - up, width: wide, height: up }),
          svg("rect", { class: kind, x, y: middle + 1, width: wide, height: down }),
          svg("text", { class: kind, transform: turned, "text-anchor": "end" }, data.words[at]),
        ];
      }),
      svg("line", { x1: SIDE, x2: SIDE + columns.length * step, y1: middle + 0.5, y2: middle + 0.5 }),
    );
  }

  end() {
    this.plane.end();
    this.watch.disconnect();
  }
}
