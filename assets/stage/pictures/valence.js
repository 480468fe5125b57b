/** The words of a network's embedding on a plane, before and after training, coloured by how people rated them. */

import { format } from "../arrays.js";
import { mix } from "../colour.js";
import { html, say } from "../svg.js";
import { Plane } from "./plane.js";
import { near, placeIn, vectorOf } from "./vectors.js";

const SHOWN = 5; // nearest words
const STRONG = 2.5; // a rating of this size has the full colour
const GREY = "#8a8f98";

/**
 * @typedef {object} Embedding
 * @property {string[]} words
 * @property {number[][]} before
 * @property {number[][]} after
 * @property {number[]} mean
 * @property {[number[], number[]]} axes
 * @property {number[]} ratings from -4 to 4; 0 for words that say nothing
 * @property {string[]} grammar words that act on others
 * @property {[bad: string, good: string]} hues
 * @property {string[]} first the words whose names stand there whatever happens
 * @property {number} apart how far the two `first` words are from one another, in mean distances of two words
 * @property {number} correlation of the vertical axis with the ratings
 */

export class Picture {
  /** @param {import("../page.js").Root} root */
  constructor(root) {
    this.data = /** @type {Embedding | null} */ (null);
    this.word = "";
    this.trained = false;
    this.veiled = false;
    this.alt = "";
    this.fresh = -1;
    this.plane = new Plane(root, (word) => this.picked(word), 360);
    this.button = html("button", { type: "button", onclick: () => this.turn(!this.trained) });
    this.state = html("p", { class: "valence-state", "aria-live": "polite" });
    this.key = html("p", { class: "valence-key" });
    this.name = html("p", { class: "valence-name" });
    this.ranking = html("ol", { class: "valence-ranking" });
    const side = html("div", { class: "valence-side" }, [this.button, this.key, this.state, this.name, this.ranking]);
    this.root = html("div", { class: "picture valence" }, [this.plane.root, side]);
    root.append(this.root);
  }

  /** @param {Embedding} data @param {{ veiled: boolean, alt: string, fresh: number }} around */
  show(data, { veiled, alt, fresh }) {
    if (this.fresh !== fresh || !data.words.includes(this.word)) this.word = data.first[0];
    const opened = this.data !== null && this.veiled && !veiled;
    const began = this.data === null || this.fresh !== fresh;
    Object.assign(this, { data, veiled, alt, fresh });
    this.button.disabled = veiled;
    if (opened || began || veiled) this.turn(!veiled);
    else this.draw();
  }

  /** @param {boolean} trained */
  turn(trained) {
    this.trained = trained;
    say(this.button, trained ? "Before training" : "After training");
    this.draw();
  }

  /** @param {string} word */
  picked(word) {
    this.word = word;
    this.draw();
  }

  draw() {
    const { data, trained } = this;
    if (!data) return;
    const matrix = trained ? data.after : data.before;
    const flat = { origin: data.mean, axes: data.axes };
    const points = data.words.map((word, id) => ({
      ...placeIn(flat, matrix[id]),
      word,
      hue: this.hue(data.ratings[id]),
      role: this.role(word),
    }));
    const ends = data.first.map((word) => placeIn(flat, matrix[data.words.indexOf(word)]));
    const arrows = trained ? [{ from: ends[0], to: ends[1], kind: /** @type {const} */ ("near") }] : [];
    this.plane.show(points, { arrows, bounds: data.after.map((vector) => placeIn(flat, vector)), alt: this.alt });
    const [one, other] = data.first;
    const swatch = (/** @type {number} */ rating, /** @type {string} */ says) =>
      html("span", {}, [html("i", { style: `background:${this.hue(rating)}` }), says]);
    this.key.replaceChildren("People rated it:", swatch(4, "good"), swatch(-4, "bad"), swatch(0, "neither"));
    const far = `“${one}” to “${other}”: ${format(data.apart, 1)} times as far as two words on average. `;
    const higher = `The higher a word, the better people rated it (correlation ${format(data.correlation, 2)}).`;
    const told = `${far}${higher}`;
    say(this.state, trained ? told : "Before training: small random numbers.");
    const rating = data.ratings[data.words.indexOf(this.word)];
    const rated = rating ? `, rated ${format(rating, 1)} of −4 to 4` : "";
    this.name.replaceChildren("Nearest to ", html("strong", {}, this.word), `${rated}; cosine:`);
    const of = { words: data.words, matrix };
    this.ranking.replaceChildren(
      ...near(of, vectorOf(of, this.word), [this.word])
        .slice(0, SHOWN)
        .map(({ word, cosine }) =>
          html("li", {}, [
            html("i", { style: `background:${this.hue(data.ratings[data.words.indexOf(word)])}` }),
            html("span", {}, word),
            html("output", { "aria-live": "off" }, format(cosine, 2)),
          ]),
        ),
    );
  }

  /** @param {string} word @returns {import("./plane.js").Point["role"]} */
  role(word) {
    if (word === this.word || (this.trained && this.data?.first.includes(word))) return "chosen";
    return this.data?.grammar.includes(word) ? "strong" : "plain";
  }

  /** @param {number} rating */
  hue(rating) {
    if (!this.data || !rating) return GREY;
    return mix(GREY, this.data.hues[rating > 0 ? 1 : 0], Math.min(0.4 + Math.abs(rating) / STRONG, 1));
  }

  end() {
    this.plane.end();
  }
}
