/** A sentence as one of three readers reads it: pieces inked by how much the guess depends on each, and the guess. */

import { html, say } from "../../svg.js";
import { percent } from "../writing/line.js";
import { LEAST } from "./swayed.js";

const LIKELIEST = 4;

/** @typedef {{ key: string, name: string, hue: string }} Who */

/** @param {number} share */
const points = (share) => String(Math.round(100 * share));

/** One of the three. */
export class Reader {
  #cells = html("p", { class: "guess_look-cells" });
  #title = html("h3");
  #says = html("span", { class: "guess_look-says" });
  #bars = html("ol", { class: "guess_look-bars", "aria-label": "guesses" });
  #about = html("p", { class: "guess_look-about" });

  /**
   * @param {Who} who
   * @param {(at: number) => void} go
   * @param {HTMLElement[]} [choices] what stands in place of its name
   */
  constructor(who, go, choices = []) {
    this.who = who;
    this.go = go;
    const style = `--hue:${who.hue}`;
    this.row = html("div", { class: "guess_look-row", style }, [
      html("div", { class: "guess_look-text" }, [
        html("header", {}, [this.#title, ...choices, this.#says]),
        this.#cells,
        this.#about,
      ]),
      this.#bars,
    ]);
  }

  /**
   * @param {{ words: string[], piece: string }} data
   * @param {number} gap the gap stands after this piece
   * @param {number} window how many pieces before the gap are seen; -1 while that is covered
   * @param {(number | undefined)[]} sways of each piece, undefined while it is not known
   */
  drawCells({ words, piece }, gap, window, sways) {
    const letters = piece !== "word";
    this.#cells.classList.toggle("guess_look-letters", letters);
    const cells = words.map((word, at) => {
      const sway = sways[at] ?? 0;
      const seen = at <= gap && at > gap - window;
      const kind = window < 0 ? "plain" : at > gap ? "later" : seen ? "seen" : "unseen";
      const edge = seen && at === gap - window + 1 ? " guess_look-first" : "";
      const moved = at <= gap && sway >= LEAST;
      return html(
        "span",
        {
          class: `guess_look-cell guess_look-${kind}${edge}`,
          style: `--sway:${(100 * sway).toFixed(1)}%`,
          onclick: () => this.go(Math.max(at - 1, 0)),
        },
        [html("b", {}, moved ? points(sway) : ""), html("i", {}, word)],
      );
    });
    cells.splice(
      gap + 1,
      0,
      html("span", { class: "guess_look-cell guess_look-gap" }, [html("b"), html("i", {}, "?")]),
    );
    this.#cells.replaceChildren(...cells);
  }

  /** @param {string} title @param {string} says */
  name(title, says) {
    say(this.#title, title);
    say(this.#says, says);
  }

  /**
   * @param {ArrayLike<number>} row
   * @param {string[]} pieces
   * @param {number | null} truth
   * @param {string} about
   * @param {(id: number) => boolean} [counted] whether a piece was ever counted here; all are by a network
   */
  drawGuess(row, pieces, truth, about, counted = () => true) {
    const order = [...pieces.keys()].sort((a, b) => row[b] - row[a] || a - b);
    const shown = order.slice(0, LIKELIEST);
    if (truth !== null && !shown.includes(truth)) shown[LIKELIEST - 1] = truth;
    const bars = shown.map((id) =>
      html("li", { class: `${id === truth ? "guess_look-true" : ""} ${counted(id) ? "" : "guess_look-empty"}` }, [
        html("span", { class: "guess_look-piece" }, pieces[id]),
        html("span", { class: "guess_look-track" }, html("i", { style: `width:${(100 * row[id]).toFixed(2)}%` })),
        html("span", { class: "guess_look-share" }, percent(row[id])),
      ]),
    );
    this.#bars.replaceChildren(...bars);
    say(this.#about, about);
  }
}
