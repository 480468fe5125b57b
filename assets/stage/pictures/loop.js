/**
 * A text cut into a batch of windows, what goes into a recurrent layer and what comes out: all states, or only the last
 * of each row; and where the loss stands, which needs a state there. The network reads the rows here.
 */

import { record } from "../../net/trace.js";
import { mix, readTheme } from "../colour.js";
import { atHand, fetchNetworks } from "../networks.js";
import { hostOf } from "../page.js";
import { format } from "../arrays.js";
import { counted } from "../parts/words.js";
import { html, put } from "../svg.js";
import { lossesOf, meanOf } from "./loop/losses.js";

const MOST_ROWS = 5;
const LONGEST = 8; // words of a window

/**
 * @typedef {object} Loop
 * @property {string} network
 * @property {string[]} words
 * @property {number[][]} vectors of the words
 * @property {number} embedding
 * @property {number} units
 * @property {number} batch
 * @property {number} window
 * @property {import("../types.d.ts").Palette} palette
 */

export class Picture {
  /** @param {import("../page.js").Root} root */
  constructor(root) {
    this.host = hostOf(root);
    this.data = /** @type {Loop | null} */ (null);
    this.veiled = false;
    this.fresh = 0;
    this.ended = false;
    this.batch = slider("batch size", 1, MOST_ROWS, () => this.draw());
    this.window = slider("window", 2, LONGEST, () => this.draw());
    this.every = false;
    this.all = html("input", { type: "checkbox", onchange: () => this.putLoss(this.every && this.all.checked) });
    this.losses = [false, true].map((every) => {
      const onclick = () => this.putLoss(every);
      return html("button", { type: "button", onclick }, every ? "every word" : "last word only");
    });
    const losses = html("span", { class: "loop-losses", role: "group", "aria-label": "Where the loss stands" }, [
      "loss at",
      ...this.losses,
    ]);
    this.switch = html("label", {}, [this.all, html("code", {}, "return_sequences")]);
    this.shapes = html("p", { class: "loop-shapes" });
    this.rows = html("div", { class: "loop-rows" });
    this.says = html("p", { class: "loop-says" });
    this.root = html("div", { class: "picture loop", role: "group" }, [
      html("div", { class: "loop-bar" }, [this.batch.root, this.window.root, this.switch, losses]),
      this.shapes,
      this.rows,
      this.says,
    ]);
    root.append(this.root);
  }

  /** @param {Loop} data @param {{ alt: string, veiled: boolean, fresh: number }} around */
  show(data, { alt, veiled, fresh }) {
    if (!this.data || this.fresh !== fresh) {
      this.batch.field.value = String(data.batch);
      this.window.field.value = String(data.window);
      this.all.checked = this.every = false;
    }
    Object.assign(this, { data, veiled, fresh });
    put(this.root, "aria-label", alt);
    for (const field of [this.batch.field, this.window.field, this.all, ...this.losses]) field.disabled = veiled;
    this.draw();
  }

  /** Have the loss at every word, which needs all states, or at the last one. @param {boolean} every */
  putLoss(every) {
    this.every = every;
    if (every) this.all.checked = true;
    this.draw();
  }

  async draw() {
    const { data } = this;
    if (!data) return;
    const networks = atHand([data.network]);
    if (networks) return this.put(data, networks[0]);
    try {
      await fetchNetworks([data.network]);
      if (!this.ended) this.draw();
    } catch (error) {
      this.says.textContent = /** @type {Error} */ (error).message;
    }
  }

  /** @param {Loop} data @param {import("../../net/types.d.ts").Network} network */
  put(data, network) {
    const { words, vectors, embedding, units, palette } = data;
    const window = Math.min(Number(this.window.field.value), words.length);
    const rows = Math.min(Number(this.batch.field.value), Math.floor(words.length / window));
    const all = this.all.checked;
    const theme = readTheme(this.host);
    /** @param {ArrayLike<number>} numbers */
    const strip = (numbers) => stripOf(numbers, palette, theme);
    this.batch.says.textContent = String(rows);
    this.window.says.textContent = String(window);
    const into = `(${rows}, ${window}, ${embedding})`;
    const out = this.veiled ? "?" : all ? `(${rows}, ${window}, ${units})` : `(${rows}, ${units})`;
    const names = all ? "batch, window, units" : "batch, units";
    this.shapes.replaceChildren(
      shape(into, "batch, window, embedding"),
      html("span", { class: "loop-layer" }, "→ RNN →"),
      shape(out, this.veiled ? "" : names, true),
    );
    this.losses.forEach((button, at) => put(button, "aria-pressed", !this.veiled && this.every === Boolean(at)));
    /** @type {(number | null)[]} */
    const lost = [];
    this.rows.replaceChildren(
      ...Array.from({ length: rows }, (_, row) => {
        const from = row * window;
        const own = words.slice(from, from + window);
        const trace = record(network, own.join(" "));
        const { hidden } = trace.top;
        const following = own.map((_, at) => words[from + at + 1]);
        const losses = this.veiled ? [] : lossesOf(trace, following, this.every);
        lost.push(...losses);
        const states = own.map((_, at) => {
          const seen = !this.veiled && (all || at === own.length - 1);
          const filled = seen && at < hidden.rows;
          return html("span", { class: filled ? "loop-state" : "loop-state loop-kept" }, [
            filled ? strip(hidden.row(at)) : html("i"),
            lossHere(losses[at] ?? null, following[at]),
          ]);
        });
        const read = own.map((word, at) =>
          html("span", { class: "loop-cell", title: word }, [html("b", {}, word), strip(vectors[from + at])]),
        );
        return html("div", { class: "loop-row" }, [
          html("div", { class: "loop-in" }, read),
          html("span", { class: "loop-arrow", "aria-hidden": "true" }, "→"),
          html("div", { class: "loop-out" }, states),
        ]);
      }),
    );
    const numbers = rows * (all ? window : 1) * units;
    const left = words.length - rows * window;
    const rest = left ? ` The batch is full: ${counted(left, "word")} of the text must wait for the next one.` : "";
    this.says.textContent = this.veiled ? "" : `${numbers.toLocaleString("en")} numbers come out. ${told(lost)}${rest}`;
  }

  end() {
    this.ended = true;
  }
}

/** The mean loss in words. @param {(number | null)[]} lost */
function told(lost) {
  const count = lost.filter((loss) => loss !== null).length;
  return count ? `The loss is the mean of ${counted(count, "number")}: ${format(meanOf(lost), 2)}.` : "";
}

/** The loss below a state. @param {number | null} loss @param {string} [word] that follows */
function lossHere(loss, word) {
  if (loss === null) return html("small");
  const title = `−log p(“${word}”) = ${format(loss, 3)}`;
  return html("small", { class: "loop-loss", title }, [
    html("span", {}, `next: ${word}`),
    html("b", {}, `loss ${format(loss, 2)}`),
  ]);
}

/**
 * @param {string} numbers
 * @param {string} names
 * @param {boolean} [found] whether it is what is asked for
 */
const shape = (numbers, names, found = false) =>
  html("span", { class: found ? "loop-shape loop-found" : "loop-shape" }, [
    html("b", {}, numbers),
    html("small", {}, names),
  ]);

/**
 * Numbers from -1 to 1 as a strip of colours.
 * @param {ArrayLike<number>} numbers
 * @param {import("../types.d.ts").Palette} palette
 * @param {import("../colour.js").Theme} theme
 */
function stripOf(numbers, { negative, positive }, theme) {
  const share = 100 / numbers.length;
  const stops = Array.from(numbers, (value, at) => {
    const colour = mix(theme.empty, value < 0 ? negative : positive, Math.min(Math.abs(value), 1) || 0);
    return `${colour} ${(at * share).toFixed(2)}% ${((at + 1) * share).toFixed(2)}%`;
  });
  return html("i", { style: `background:linear-gradient(to right,${stops.join(",")})` });
}

/**
 * @param {string} name
 * @param {number} low
 * @param {number} high
 * @param {() => void} oninput
 */
function slider(name, low, high, oninput) {
  const field = html("input", { type: "range", min: low, max: high, step: 1, "aria-label": name, oninput });
  const says = html("output", {});
  return { field, says, root: html("label", {}, [name, field, says]) };
}
