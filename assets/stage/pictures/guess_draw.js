/**
 * Letting it write: texts at some temperatures, and a line of probabilities on which a random number falls. The reader
 * turns temperature, top-k and top-p, draws, or writes a letter; all is computed here.
 */

import { NgramTable, written } from "../../net/instruments/ngrams.js";
import { drawn, longestCopy, reshaped } from "../../net/instruments/sampling.js";
import { record } from "../../net/trace.js";
import { atHand, fetchDescription, fetchNetworks, wholeOf } from "../networks.js";
import { html, say } from "../svg.js";

const TEMPERATURES = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.5, 2, 3, 5, 10, 30, 100];
const TOP_K = [1, 2, 3, 4, 5, 7, 10, 15, 20, 30, null];
const TOP_P = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1];
const LIKELIEST = 10; // letters that stand below the line
const NAMED = 0.022; // a narrower part of the line has no room for its letter
const MOST = 240; // letters of one text
const AT_ONCE = 40;
const KEY = "width: probability · in colour: the likeliest letter · framed: the letter on which the number fell";
const FALL = 900; // ms that a number that fell can be looked at
const PAUSE = 70; // ms between two letters that are drawn in a row

/**
 * @typedef {object} Data
 * @property {number} order N of the table, 0 for a network
 * @property {string[]} pieces by id
 * @property {number[]} begin ids that are read first
 * @property {{ temperature: number, text: string, round: number }[]} samples
 * @property {string} network its key, "" for the table
 * @property {string} text the key of what the table counts
 * @property {string} hue
 * @property {string} name of who writes
 */

/** @param {number} share */
const percent = (share) => `${share < 0.095 && share >= 0.0005 ? (100 * share).toFixed(1) : Math.round(100 * share)} %`;

/**
 * A slider over given values.
 * @template Value
 * @param {string} label
 * @param {Value[]} values
 * @param {Value} usual
 * @param {(value: Value) => string} called
 * @param {() => void} changed
 */
function slider(label, values, usual, called, changed) {
  const output = html("output", { "aria-live": "off" }, called(usual));
  const input = html("input", { type: "range", min: 0, max: values.length - 1, step: 1, "aria-label": label });
  input.value = String(values.indexOf(usual));
  input.setAttribute("aria-valuetext", called(usual));
  input.oninput = () => {
    const text = called(values[Number(input.value)]);
    say(output, text);
    input.setAttribute("aria-valuetext", text);
    changed();
  };
  const root = html("label", { class: "guess_draw-slider" }, [html("span", {}, label), input, output]);
  return { root, value: () => values[Number(input.value)] };
}

export class Picture {
  /** @param {import("../page.js").Root} root */
  constructor(root) {
    this.turn = 0;
    this.of = "";
    this.ids = /** @type {number[]} */ ([]);
    this.last = /** @type {string | null} */ (null); // where the last number fell
    this.pointed = -1; // the letter on which a number has fallen that is not written yet
    this.singly = true; // whether one letter is drawn, not many in a row
    this.left = 0; // letters that are still to be drawn in a row
    this.misses = 0; // windows that were never seen
    this.box = html("section", { class: "picture guess_draw" });
    this.samples = html("div", { class: "guess_draw-samples" });
    const changed = () => this.refresh();
    this.temperature = slider("Temperature", TEMPERATURES, 1, String, changed);
    this.topK = slider("Top-k", TOP_K, null, (k) => (k === null ? "all" : String(k)), changed);
    this.topP = slider("Top-p", TOP_P, 1, String, changed);
    this.line = html("div", { class: "guess_draw-line" });
    this.number = html("span", { class: "guess_draw-number", role: "status" });
    this.chips = html("div", { class: "guess_draw-chips" });
    this.text = html("p", { class: "guess_draw-text" });
    this.says = html("p", { class: "guess_draw-says" });
    /** @param {string} name @param {() => void} act */
    const button = (name, act) => html("button", { class: "key", type: "button", onclick: act }, name);
    this.one = button("Draw one", () => this.draw(1));
    this.more = button(`Draw ${AT_ONCE}`, () => this.draw(this.left ? 0 : AT_ONCE));
    this.again = button("Start again", () => this.restart());
    this.hand = html("div", { class: "guess_draw-hand" }, [
      html("div", { class: "guess_draw-sliders" }, [this.temperature.root, this.topK.root, this.topP.root]),
      this.line,
      html("p", { class: "guess_draw-key" }, KEY),
      this.chips,
      html("div", { class: "guess_draw-keys" }, [this.one, this.more, this.again, this.number]),
      this.text,
      this.says,
    ]);
    root.append(this.box);
  }

  /** @param {Data} data @param {{ alt: string, veiled: boolean }} around */
  async show(data, around) {
    const turn = ++this.turn;
    this.box.setAttribute("aria-label", around.alt);
    try {
      await Promise.all([fetchNetworks(data.network ? [data.network] : []), fetchDescription(data.text)]);
    } catch (error) {
      const sentence = error instanceof Error ? error.message : String(error);
      this.box.replaceChildren(html("p", { class: "failed" }, sentence));
      return;
    }
    if (turn === this.turn) this.put(data, around.veiled);
  }

  /** @param {Data} data @param {boolean} veiled */
  put(data, veiled) {
    this.data = data;
    const { text, size } = /** @type {any} */ (wholeOf(/** @type {any} */ ({ description: data.text })));
    if (this.table?.text !== text) this.table = new NgramTable(text, size);
    this.box.style.setProperty("--hue", data.hue);
    this.box.classList.toggle("guess_draw-veiled", veiled);
    this.samples.replaceChildren(...data.samples.map((one) => sampleOf(one, veiled)));
    this.box.replaceChildren(this.samples, ...(veiled ? [] : [this.hand]));
    const of = `${data.name} ${data.network} ${data.begin.join()}`;
    if (of !== this.of) this.restart();
    else this.refresh();
    this.of = of;
  }

  /** Write anew, after the beginning. */
  restart() {
    Object.assign(this, { ids: [...(this.data?.begin ?? [])], last: null, left: 0, misses: 0, pointed: -1 });
    this.read();
    this.refresh();
  }

  /** Have the model say what comes after all that stands there. */
  read() {
    const { data, ids, table } = this;
    if (!data || !table) return;
    if (!data.network) {
      this.row = table.probabilities(ids.slice(Math.max(ids.length + 1 - data.order, 0)), data.order);
      return;
    }
    const [network] = /** @type {import("../../net/types.d.ts").Network[]} */ (atHand([data.network]));
    const known = ids.map((id) => id !== 0);
    const { answers } = record(network, { words: ids.map((id) => data.pieces[id]), ids, known, dropped: 0 });
    this.row = answers.row(ids.length - 1);
  }

  /** Draw some letters, one after the other. @param {number} count */
  draw(count) {
    const running = this.pointed >= 0;
    this.left = count;
    this.singly = count === 1;
    if (running || !count) this.refresh();
    else this.next();
  }

  next() {
    const { kept, data } = this;
    if (!this.left || !kept || !data || !this.box.isConnected) return;
    if (this.full) {
      this.left = 0;
      return this.refresh();
    }
    this.left--;
    const { turn } = this;
    const number = Math.random();
    const id = drawn(kept, number);
    this.last = `${number.toFixed(3)} falls on “${data.pieces[id]}”`;
    this.point(number, id);
    const go = () => {
      if (turn !== this.turn || this.pointed !== id) return; // started again, or another letter was written
      this.write(id);
      this.next();
    };
    setTimeout(go, this.singly ? FALL : PAUSE);
  }

  /** Show where the number falls, and on which letter. @param {number} number @param {number} id */
  point(number, id) {
    this.pointed = id;
    const pin = html("span", { class: "guess_draw-pin", style: `left:${(100 * number).toFixed(2)}%` });
    this.line.append(pin);
    for (const part of this.line.querySelectorAll("i"))
      part.classList.toggle("guess_draw-hit", part.dataset.id === String(id));
    say(this.number, this.last ?? "");
  }

  get full() {
    return this.ids.length - (this.data?.begin.length ?? 0) >= MOST;
  }

  /** The probabilities from which a letter is drawn. */
  get kept() {
    const shaping = { temperature: this.temperature.value(), topK: this.topK.value(), topP: this.topP.value() };
    return this.row && reshaped(this.row, shaping);
  }

  /** @param {number} id */
  write(id) {
    const { data, table } = this;
    if (!data || !table || this.full) return;
    const window = data.order ? this.ids.slice(Math.max(this.ids.length + 1 - data.order, 0)) : [];
    if (window.length && table.known(window, data.order).length < window.length) this.misses++;
    this.pointed = -1;
    this.ids.push(id);
    this.read();
    this.refresh();
  }

  /** The reader writes a letter, whatever its probability. @param {number} id */
  force(id) {
    this.last = null;
    this.left = 0;
    this.write(id);
  }

  refresh() {
    const { data, kept } = this;
    if (!data || !kept) return;
    this.drawLine(kept, data.pieces);
    this.drawText(data);
    for (const button of [this.one, this.more]) button.disabled = this.full;
    say(this.more, this.left ? "Stop" : `Draw ${AT_ONCE}`);
    say(this.number, this.last ?? "");
  }

  /** @param {Float64Array} kept @param {string[]} pieces */
  drawLine(kept, pieces) {
    const parts = [...kept.keys()].filter((id) => kept[id] > 0);
    const likeliest = [...parts].sort((a, b) => kept[b] - kept[a] || a - b).slice(0, LIKELIEST);
    const segments = parts.map((id) =>
      html(
        "i",
        {
          style: `width:${(100 * kept[id]).toFixed(3)}%`,
          "data-id": id,
          title: `${pieces[id]}: ${percent(kept[id])}`,
          class: id === likeliest[0] ? "guess_draw-likeliest" : "",
          onclick: () => this.force(id),
        },
        kept[id] >= NAMED ? pieces[id] : "",
      ),
    );
    this.line.replaceChildren(...segments);
    const chips = likeliest.map((id) =>
      html("button", { type: "button", class: "guess_draw-chip", onclick: () => this.force(id) }, [
        html("b", {}, pieces[id]),
        html("span", {}, percent(kept[id])),
      ]),
    );
    const focused = [...this.chips.children].indexOf(/** @type {any} */ (this.chips.getRootNode()).activeElement);
    this.chips.replaceChildren(...chips);
    if (focused >= 0) chips[Math.min(focused, chips.length - 1)].focus();
  }

  /** @param {Data} data */
  drawText({ begin, pieces, order }) {
    const own = this.ids.slice(begin.length);
    const [at, length] = longestCopy(written(own), this.table?.text ?? "");
    /** @param {number[]} ids */
    const shown = (ids) =>
      ids
        .map((id) => pieces[id])
        .join("")
        .replaceAll("␣", " ");
    this.text.replaceChildren(
      html("span", { class: "guess_draw-begin" }, shown(begin)),
      shown(own.slice(0, at)),
      html("mark", {}, shown(own.slice(at, at + length))),
      `${shown(own.slice(at + length))}▏`,
    );
    const copied = own.length ? `Longest run that stands in the book: ${length} letters (marked). ` : "";
    const window = order > 2 ? `last ${order - 1} letters` : "last letter";
    const missed = `The table had never seen the ${window} and used fewer: ${times(this.misses)}. `;
    const full = this.full ? `${MOST} letters are the most: start again.` : "";
    say(this.says, `${own.length} letters written. ${copied}${order > 1 ? missed : ""}${full}`);
  }

  end() {
    this.turn++;
    this.left = 0;
  }
}

/** @param {number} number */
const times = (number) => `${number} time${number === 1 ? "" : "s"}`;

/** @param {{ temperature: number, text: string, round: number }} sample @param {boolean} veiled */
function sampleOf({ temperature, text, round }, veiled) {
  const comes = round ? `repeats itself every ${round === 1 ? "character" : `${round} characters`}` : "";
  return html("div", { class: `guess_draw-sample${round ? " guess_draw-round" : ""}` }, [
    html("strong", {}, `temperature ${temperature}`),
    html("span", { class: "guess_draw-written" }, veiled ? "" : text),
    html("em", {}, veiled ? "" : comes),
  ]);
}
