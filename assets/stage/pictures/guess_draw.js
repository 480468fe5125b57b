/**
 * Letting it write: texts at some temperatures, and a line of probabilities on which a random number falls. The reader
 * turns temperature, top-k and top-p, draws, or writes a piece; all is computed here (`writing/`).
 */

import { answerAfter } from "../../net/instruments/next.js";
import { NgramTable } from "../../net/instruments/ngrams.js";
import { drawn, reshaped, without } from "../../net/instruments/sampling.js";
import { atHand, fetchDescription, fetchNetworks, wholeOf } from "../networks.js";
import { html, say } from "../svg.js";
import { Line, cutOff, percent } from "./writing/line.js";
import { counts, many, stretches } from "./writing/said.js";
import { Sliders } from "./writing/shaping.js";
import { UNKNOWN_ID, Writer } from "./writing/writer.js";

const LIKELIEST = 10; // letters that stand below the line
const LIKELIEST_WORDS = 7;
const MOST = 240; // pieces of one text
const AT_ONCE = 40;
const FALL = 900; // ms that a number that fell can be looked at
const SEEN = 0.0005; // a share that is worth a word
const PAUSE = 70; // ms between two pieces that are drawn in a row

/**
 * @typedef {object} Data
 * @property {number} order N of the table, 0 for a network
 * @property {string} piece "letter" or "word"
 * @property {string[]} pieces by id
 * @property {number[]} begin ids that are read first
 * @property {number[]} ends ids that end a sentence
 * @property {number} unread the share of the text that is read as unknown
 * @property {{ temperature: number, text: string, round: number, unknown: number }[]} samples
 * @property {string} network its key, "" for the table
 * @property {string} text the key of what the table counts
 * @property {string} hue
 * @property {string} name of who writes
 */

export class Picture {
  /** @param {import("../page.js").Root} root */
  constructor(root) {
    this.turn = 0;
    this.of = "";
    this.data = /** @type {Data | null} */ (null);
    this.table = /** @type {NgramTable | null} */ (null);
    this.writer = /** @type {Writer | null} */ (null);
    this.fell = ""; // where the last number fell
    this.pointed = -1; // the piece on which a number has fallen that is not written yet
    this.left = 0; // pieces that are still to be drawn in a row
    this.toTheEnd = false; // whether the row ends with the sentence
    this.box = html("section", { class: "picture guess_draw" });
    this.samples = html("div", { class: "guess_draw-samples" });
    this.sliders = new Sliders(() => this.refresh());
    this.line = new Line((id) => this.force(id));
    this.number = html("span", { class: "guess_draw-number", role: "status" });
    this.key = html("p", { class: "guess_draw-key" });
    this.chips = html("div", { class: "guess_draw-chips" });
    this.text = html("p", { class: "guess_draw-text" });
    this.says = html("p", { class: "guess_draw-says" });
    /** @param {string} name @param {() => void} act */
    const button = (name, act) => html("button", { class: "key", type: "button", onclick: act }, name);
    this.one = button("Draw one", () => this.draw(1));
    this.more = button(`Draw ${AT_ONCE}`, () => this.draw(this.left ? 0 : AT_ONCE));
    this.whole = button("To the end", () => this.draw(MOST, true));
    this.again = button("Start again", () => this.restart());
    this.hand = html("div", { class: "guess_draw-hand" }, [
      this.sliders.root,
      this.line.root,
      html("div", { class: "guess_draw-under" }, [this.key, this.number]),
      html("div", { class: "guess_draw-next" }, [
        this.chips,
        html("div", { class: "guess_draw-keys" }, [this.one, this.more, this.whole, this.again]),
      ]),
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
    this.whole.hidden = !data.ends.length;
    this.samples.replaceChildren(...data.samples.map((one) => sampleOf(one, data.piece, veiled)));
    this.box.replaceChildren(this.samples, ...(veiled ? [] : [this.hand]));
    const of = `${data.name} ${data.network} ${data.text} ${data.begin.join()}`;
    if (of !== this.of) this.restart();
    else this.refresh();
    this.of = of;
  }

  /** Write anew, after the beginning. */
  restart() {
    const { data, table } = this;
    if (!data || !table) return;
    Object.assign(this, { fell: "", left: 0, pointed: -1 });
    const [network] = data.network ? (atHand([data.network]) ?? []) : [];
    const says = network ? (/** @type {number[]} */ ids) => answerAfter(network, ids) : null;
    this.writer = new Writer(table, data.begin, data.order, says);
    this.refresh();
  }

  /** Draw some pieces, one after the other. @param {number} count @param {boolean} [toTheEnd] */
  draw(count, toTheEnd = false) {
    const running = this.pointed >= 0;
    Object.assign(this, { left: count, toTheEnd });
    if (running || !count) this.refresh();
    else this.next();
  }

  next() {
    const { kept, data } = this;
    if (!this.left || !kept || !data || !this.box.isConnected) return;
    if (this.full) {
      this.left = 0;
      this.refresh();
      return;
    }
    const singly = this.left === 1 && !this.toTheEnd;
    this.left--;
    const { turn } = this;
    const number = Math.random();
    const id = drawn(kept, number);
    this.pointed = id;
    this.fell = `${number.toFixed(3)} falls on “${data.pieces[id]}”`;
    this.line.point(number, id);
    say(this.number, this.fell);
    const go = () => {
      if (turn !== this.turn || this.pointed !== id) return; // started again, or another piece was written
      if (this.toTheEnd && data.ends.includes(id)) this.left = 0;
      this.write(id);
      this.next();
    };
    setTimeout(go, singly ? FALL : PAUSE);
  }

  get full() {
    return (this.writer?.length ?? 0) >= MOST;
  }

  /** The probabilities from which a piece is drawn; the unknown one never is. */
  get kept() {
    return this.writer && reshaped(without(this.writer.row, UNKNOWN_ID), this.sliders.shaping);
  }

  /** @param {number} id */
  write(id) {
    if (this.full) return;
    this.pointed = -1;
    this.writer?.write(id);
    this.refresh();
  }

  /** The reader writes a piece, whatever its probability. @param {number} id */
  force(id) {
    Object.assign(this, { fell: "", left: 0 });
    this.write(id);
  }

  refresh() {
    const { data, kept, writer } = this;
    if (!data || !kept || !writer) return;
    this.drawLine(kept, writer, data);
    this.drawText(writer, data);
    for (const button of [this.one, this.more, this.whole]) button.disabled = this.full;
    say(this.more, this.left ? "Stop" : `Draw ${AT_ONCE}`);
    say(this.number, this.fell);
  }

  /** @param {Float64Array} kept @param {Writer} writer @param {Data} data */
  drawLine(kept, { row }, { pieces, piece }) {
    const parts = [...kept.keys()].filter((id) => kept[id] > 0);
    const most = piece === "word" ? LIKELIEST_WORDS : LIKELIEST;
    const likeliest = parts.sort((a, b) => kept[b] - kept[a] || a - b).slice(0, most);
    this.line.draw(row, kept, likeliest[0], pieces);
    const { count, share } = cutOff(row, kept, UNKNOWN_ID);
    const unknown = row[UNKNOWN_ID] >= SEEN && !kept[UNKNOWN_ID];
    const alike = !unknown && kept.every((share, id) => Math.abs(share - row[id]) < 1e-9);
    this.line.root.classList.toggle("guess_draw-alike", alike);
    const told = ["width: probability", "colour: the likeliest"];
    if (alike) told.push("drawn from what the model says");
    if (unknown) told.push(`hatched: <unk>, ${percent(row[UNKNOWN_ID])}, never drawn`);
    if (count) told.push(`hatched: cut off, ${many(count, piece)} with ${percent(share)}`);
    say(this.key, told.join(" · "));
    const chips = likeliest.map((id) =>
      html(
        "button",
        {
          type: "button",
          class: "guess_draw-chip",
          onclick: () => this.force(id),
        },
        [html("b", {}, pieces[id]), html("span", {}, percent(kept[id]))],
      ),
    );
    const focused = [...this.chips.children].indexOf(/** @type {any} */ (this.chips.getRootNode()).activeElement);
    this.chips.replaceChildren(...chips);
    if (focused >= 0) chips[Math.min(focused, chips.length - 1)].focus();
  }

  /** @param {Writer} writer @param {Data} data */
  drawText(writer, { pieces, piece, unread }) {
    const parts = stretches(writer, pieces, piece === "word").map(({ text, begin, copied, seen }) => {
      const looks = [begin && "guess_draw-begin", seen && "guess_draw-seen"].filter(Boolean).join(" ");
      return html(copied ? "mark" : "span", { class: looks }, text);
    });
    this.text.replaceChildren(...parts, "▏");
    const full = this.full ? ` ${MOST} ${piece}s are the most: start again.` : "";
    say(this.says, counts(writer, piece, unread) + full);
  }

  end() {
    this.turn++;
    this.left = 0;
  }
}

/** @param {Data["samples"][number]} sample @param {string} piece @param {boolean} veiled */
function sampleOf({ temperature, text, round, unknown }, piece, veiled) {
  const comes = [
    round && `repeats itself every ${round === 1 ? piece : `${round} ${piece}s`}`,
    unknown && `<unk> passed over ${many(unknown, "time")}`,
  ];
  return html("div", { class: `guess_draw-sample${round ? " guess_draw-round" : ""}` }, [
    html("strong", {}, `temperature ${temperature}`),
    html("span", { class: "guess_draw-written" }, veiled ? "" : text),
    html("em", {}, veiled ? "" : comes.filter(Boolean).join(" · ")),
  ]);
}
