/**
 * A sentence as one-hot columns over the vocabulary's rows, and the embedding matrix, whose row a column picks. Rows of
 * the vocabulary that the sentence does not use are told by their number. The chosen word is in colour.
 */

import { format } from "../arrays.js";
import { thousands } from "../parts/words.js";
import { zoomOf } from "../parts/zoom.js";
import { html } from "../svg.js";

const FLIGHT = 320; // ms in which the picked row comes down

/** @typedef {{ id: number, word: string, vector: number[], times: number }} Entry times: 0 where nobody counted */
/**
 * @typedef {object} Sentence
 * @property {string[]} words
 * @property {number[]} places of each word, its entry
 * @property {Entry[]} entries
 * @property {number} size of the vocabulary
 * @property {"sentence" | "text"} counted where the words were counted
 * @property {string} first the word that is chosen at first
 */

const DIGITS = 2;

/**
 * Return how far apart two one-hot columns are.
 * @param {number} one place of the 1 in one of them
 * @param {number} other
 */
export const apart = (one, other) => (one === other ? 0 : Math.SQRT2);

/**
 * Return the sum that makes a number of the picked row: what is multiplied by 0 beside what is multiplied by 1.
 * @param {Entry[]} entries
 * @param {number} picked place of the entry that the column picks
 * @param {number} column of the matrix
 */
export function sum(entries, picked, column) {
  const term = (/** @type {Entry} */ { vector }, /** @type {number} */ share) =>
    `${share} × ${vector[column] < 0 ? `(${format(vector[column], DIGITS)})` : format(vector[column], DIGITS)}`;
  const shown = entries.map((entry, place) => ({ entry, place })).filter(({ place }) => Math.abs(place - picked) < 2);
  const terms = shown.map(({ entry, place }) => term(entry, place === picked ? 1 : 0));
  const before = shown[0].place > 0 ? ["…"] : [];
  const after = shown[shown.length - 1].place < entries.length - 1 ? ["…"] : [];
  return `${[...before, ...terms, ...after].join(" + ")} = ${format(entries[picked].vector[column], DIGITS)}`;
}

export class Picture {
  /** @param {import("../page.js").Root} root */
  constructor(root) {
    this.data = /** @type {Sentence | null} */ (null);
    this.veiled = false;
    this.at = 0;
    this.column = 0;
    this.table = html("table", {});
    this.result = html("p", { class: "onehot-result", "aria-live": "polite" });
    this.root = html("div", { class: "picture onehot" }, [
      html("div", { class: "onehot-scroll" }, this.table),
      this.result,
    ]);
    root.append(this.root);
    this.root.onkeydown = (event) => this.pressed(event);
  }

  /** @param {Sentence} data @param {{ veiled: boolean, alt: string, fresh: number }} around */
  show(data, { veiled, alt, fresh }) {
    const kept = this.fresh === fresh ? (this.data?.words[this.at] ?? data.first) : data.first;
    this.fresh = fresh;
    this.data = data;
    this.veiled = veiled;
    this.table.setAttribute("aria-label", alt);
    this.choose(Math.max(0, data.words.indexOf(data.words.includes(kept) ? kept : data.first)), false);
  }

  /** Whether it is known how often the words come. */
  get counted() {
    return (this.data?.entries[0].times ?? 0) > 0;
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (!by || !this.data) return;
    event.preventDefault();
    this.choose(Math.min(Math.max(this.at + by, 0), this.data.words.length - 1), true);
    /** @type {HTMLElement | null} */ (this.table.querySelector("[aria-pressed=true]"))?.focus();
  }

  /** @param {number} at @param {boolean} moves whether the picked row comes down */
  choose(at, moves) {
    this.at = at;
    this.draw();
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const [from, to] = [this.table.querySelector("tr.picked .onehot-row"), this.result.querySelector(".onehot-row")];
    if (!moves || still || !from || !to) return;
    const [a, b, zoom] = [from.getBoundingClientRect(), to.getBoundingClientRect(), zoomOf(to)];
    const start = { transform: `translate(${(a.left - b.left) / zoom}px, ${(a.top - b.top) / zoom}px)` };
    to.animate([start, { transform: "none" }], { duration: FLIGHT, easing: "ease-out" });
  }

  draw() {
    if (!this.data) return;
    const { words, places, entries, size } = this.data;
    const picked = places[this.at];
    const word = words[this.at];
    const width = entries[0].vector.length;
    const head = html("tr", {}, [
      html("th", { scope: "col" }, "id"),
      ...(this.counted
        ? [html("th", { scope: "col", class: "onehot-times" }, `times in the ${this.data.counted}`)]
        : []),
      html("th", { scope: "col", class: "onehot-word" }, "word"),
      ...words.map((one, index) => this.head(one, index)),
      html("th", { scope: "col", class: "onehot-far" }, ["distance to ", html("b", {}, word)]),
      html("th", { scope: "colgroup", colspan: width, class: "onehot-matrix" }, [
        "embedding matrix",
        html("small", {}, "random numbers before training"),
      ]),
    ]);
    const rows = entries.flatMap((entry, place) => {
      const before = place ? entries[place - 1].id : -1;
      return [this.gap(entry.id - before - 1), this.row(entry, place, place === picked)];
    });
    const last = this.gap(size - 1 - entries[entries.length - 1].id);
    this.table.replaceChildren(
      html("thead", {}, head),
      html(
        "tbody",
        {},
        [...rows, last].filter((row) => row !== null),
      ),
    );
    this.say(entries[picked], picked);
  }

  /** @param {string} word @param {number} index */
  head(word, index) {
    const pressed = index === this.at;
    const press = html(
      "button",
      {
        type: "button",
        "aria-pressed": String(pressed),
        tabindex: pressed ? 0 : -1,
        onclick: () => this.choose(index, true),
      },
      word,
    );
    return html("th", { scope: "col", class: pressed ? "chosen" : "" }, press);
  }

  /** @param {Entry} entry @param {number} place @param {boolean} picked */
  row(entry, place, picked) {
    const { places } = /** @type {Sentence} */ (this.data);
    const far = apart(places[this.at], place);
    const bar = html("i", { style: `width:${(far / Math.SQRT2) * 45}%` });
    const distance = this.veiled ? "?" : far ? `√2 ≈ ${format(far, DIGITS)}` : "0";
    return html("tr", { class: picked ? "picked" : "" }, [
      html("td", {}, String(entry.id)),
      ...(this.counted ? [html("td", {}, thousands(entry.times))] : []),
      html("th", { scope: "row", class: "onehot-word" }, entry.word),
      ...places.map((one, index) =>
        html(
          "td",
          { class: `onehot-digit${one === place ? " one" : ""}${index === this.at ? " chosen" : ""}` },
          one === place ? "1" : "0",
        ),
      ),
      html("td", { class: "onehot-far" }, this.veiled ? distance : [bar, distance]),
      ...entry.vector.map((number, column) =>
        html(
          "td",
          { class: "onehot-number onehot-row", onpointerenter: () => this.point(column) },
          format(number, DIGITS),
        ),
      ),
    ]);
  }

  /** @param {number} count rows that are left out */
  gap(count) {
    if (!count || !this.data) return null;
    const said = `⋮ ${thousands(count)} more, all 0`;
    return html("tr", { class: "onehot-gap" }, [
      html("td", {}),
      html("td", { colspan: this.data.words.length + 1 + Number(this.counted) }, said),
      html("td", {}),
      html("td", { colspan: this.data.entries[0].vector.length }, "⋮"),
    ]);
  }

  /** Show the sum of another number. @param {number} column */
  point(column) {
    if (!this.data || column === this.column) return;
    this.column = column;
    const picked = this.data.places[this.at];
    this.say(this.data.entries[picked], picked);
  }

  /** @param {Entry} entry @param {number} picked */
  say(entry, picked) {
    const { entries } = /** @type {Sentence} */ (this.data);
    const row = html(
      "span",
      { class: "onehot-row" },
      entry.vector.map((number, column) =>
        html("b", { class: column === this.column ? "pointed" : "" }, format(number, DIGITS)),
      ),
    );
    const which = ["first", "second", "third", "fourth"][this.column];
    this.result.replaceChildren(
      html("span", {}, [html("b", {}, entry.word), " as one-hot × embedding matrix = row ", String(entry.id), " ="]),
      row,
      html("span", { class: "onehot-sum" }, `${which} number: ${sum(entries, picked, this.column)}`),
    );
  }
}
