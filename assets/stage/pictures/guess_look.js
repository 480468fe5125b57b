/**
 * What each may look at: the words of a sentence for a table, a window network and a recurrent one, inked by how much
 * the guess of each depends on them, and their guesses. A gap moves along the sentence; all is computed here.
 */

import { NgramTable } from "../../net/instruments/ngrams.js";
import { WindowNetwork } from "../../net/instruments/window.js";
import { record } from "../../net/trace.js";
import { atHand, fetchDescription, fetchNetworks, wholeOf } from "../networks.js";
import { counted } from "../parts/words.js";
import { html, say } from "../svg.js";
import { Reader } from "./looking/reader.js";
import { aboutCounts, dependsMost, dependsOn, looksAt } from "./looking/said.js";
import { FarSways, nearSways } from "./looking/swayed.js";

/** @typedef {import("./looking/reader.js").Who} Who */

/**
 * @typedef {object} Data
 * @property {number} order N of the table
 * @property {string} piece what is read: "word" or "character"
 * @property {string[]} pieces by id
 * @property {string[]} words of the sentence, as typed
 * @property {number[]} ids
 * @property {number | null} truth what comes after the sentence, where it is known
 * @property {string} cell the kind of the recurrent network
 * @property {Record<string, string>} cells the kinds that may be chosen, and their names
 * @property {Who} network
 * @property {Who} table its key is that of the text that it counts
 * @property {Who} window its key is that of what tells of it
 */

export class Picture {
  /** @param {import("../page.js").Root} root @param {(told: { cell: string, order: number }) => void} tell */
  constructor(root, tell) {
    this.tell = tell;
    this.gap = 0;
    this.shown = "";
    this.box = html("section", { class: "picture guess_look", tabindex: "0" });
    root.append(this.box);
    this.turn = 0;
    this.readers = /** @type {Reader[]} */ ([]);
    this.own = /** @type {ArrayLike<number>[]} */ ([]);
    this.box.onkeydown = (event) => this.pressed(event);
  }

  /** @param {Data} data @param {{ alt: string, veiled: boolean }} around */
  async show(data, around) {
    const turn = ++this.turn;
    this.box.setAttribute("aria-label", around.alt);
    try {
      await Promise.all([
        fetchNetworks([data.network.key]),
        ...[data.table, data.window].map(({ key }) => fetchDescription(key)),
      ]);
    } catch (error) {
      const sentence = error instanceof Error ? error.message : String(error);
      this.box.replaceChildren(html("p", { class: "failed" }, sentence));
      return;
    }
    if (turn === this.turn) this.draw(data, around.veiled);
  }

  /** @param {Data} data @param {boolean} veiled */
  draw(data, veiled) {
    const [network] = /** @type {import("../../net/types.d.ts").Network[]} */ (atHand([data.network.key]));
    const [{ text, size }, told] = [data.table, data.window].map(({ key }) => described(key));
    const sentence = data.ids.join();
    if (sentence !== this.shown) this.gap = data.ids.length - 1;
    this.shown = sentence;
    this.data = data;
    this.veiled = veiled;
    if (this.counted !== text) this.counts = new NgramTable(text, size);
    this.counted = text;
    const beside = new WindowNetwork(told);
    const known = data.ids.map((id) => id !== 0);
    /** @param {number[]} ids */
    const byNetwork = (ids) => {
      const { answers } = record(network, { words: data.words.slice(0, ids.length), ids, known, dropped: 0 });
      return ids.map((_, t) => answers.row(t));
    };
    /** @param {number[]} context */
    this.byWindow = (context) => beside.probabilities(context);
    this.own = byNetwork(data.ids);
    this.far?.end();
    this.far = new FarSways(this.table, data.ids, byNetwork, this.own);
    this.back = html("button", { class: "key", type: "button", onclick: () => this.go(this.gap - 1) }, "←");
    this.on = html("button", { class: "key", type: "button", onclick: () => this.go(this.gap + 1) }, "→");
    this.back.setAttribute("aria-label", `Move the gap one ${data.piece} back`);
    this.on.setAttribute("aria-label", `Move the gap one ${data.piece} on`);
    this.where = html("span", { class: "guess_look-where", role: "status" });
    const legend = html("span", { class: "guess_look-legend" }, [
      html("i"),
      `number: change of the guess at ? with another ${data.piece} here, in percentage points; none: under 1`,
    ]);
    const go = (/** @type {number} */ at) => this.go(at);
    this.readers = [data.table, data.window].map((who) => new Reader(who, go));
    this.readers.push(new Reader(data.network, go, this.choices(data)));
    this.box.classList.toggle("guess_look-veiled", veiled);
    this.box.classList.remove("guess_look-asked");
    this.box.replaceChildren(
      html("div", { class: "guess_look-head" }, [this.back, this.on, this.where, legend]),
      ...this.readers.map((reader) => reader.row),
    );
    this.refresh();
  }

  /** Return a button for each kind of recurrent network; it is pressed before its network comes. @param {Data} data */
  choices({ cell, cells }) {
    const buttons = Object.entries(cells).map(([kind, name]) => {
      const button = html("button", { class: "guess_look-kind", type: "button" }, name);
      button.setAttribute("aria-pressed", String(kind === cell));
      button.onclick = () => {
        if (button.getAttribute("aria-pressed") === "true") return;
        for (const one of buttons) one.setAttribute("aria-pressed", String(one === button));
        this.box.classList.toggle("guess_look-asked", kind !== cell);
        this.tell({ cell: kind, order: Date.now() }); // the same cell twice is asked for twice
      };
      return button;
    });
    return buttons;
  }

  get table() {
    return /** @type {NgramTable} */ (this.counts);
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.data) return;
    const last = this.data.ids.length - 1;
    const steps = { ArrowLeft: this.gap - 1, ArrowRight: this.gap + 1, Home: 0, End: last };
    const to = /** @type {Record<string, number>} */ (steps)[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.go(to);
  }

  /** @param {number} to */
  go(to) {
    if (!this.data) return;
    this.gap = Math.min(Math.max(to, 0), this.data.ids.length - 1);
    this.refresh();
  }

  refresh() {
    const { data, gap } = this;
    if (!data || !this.back || !this.on || !this.where) return;
    this.back.disabled = gap === 0;
    this.on.disabled = gap === data.ids.length - 1;
    say(this.where, `gap after ${data.piece} ${gap + 1} of ${data.ids.length}`);
    if (this.veiled) this.drawVeiled(data);
    else this.drawSeen(data);
  }

  /** Before the reader has predicted there are the words alone. @param {Data} data */
  drawVeiled(data) {
    for (const reader of this.readers) {
      reader.drawCells(data, this.gap, -1, []);
      reader.name(reader.who === data.network ? data.network.name : `${reader.who.name}, N = ${data.order}`, "");
    }
  }

  /** @param {Data} data */
  drawSeen(data) {
    const { gap } = this;
    const { ids, order, piece, pieces } = data;
    const byWindow = /** @type {(context: number[]) => Float64Array} */ (this.byWindow);
    const [table, window] = this.readers;
    const read = ids.slice(0, gap + 1);
    const context = read.slice(Math.max(read.length + 1 - order, 0));
    /** @param {(context: number[]) => Float64Array} after */
    const near = (after) => nearSways(this.table, order, read, after);
    /** @param {number[]} ids */
    const byTable = (ids) => this.table.probabilities(ids, order);
    table.name(`${data.table.name}, N = ${order}`, looksAt(context.length, order, piece));
    table.drawCells(data, gap, context.length, near(byTable));
    const { counts } = this.table.after(context);
    const says = aboutCounts(this.table, context, data);
    table.drawGuess(byTable(context), pieces, this.truth, says, (id) => counts[id] > 0);
    const seen = near(byWindow);
    window.name(`${data.window.name}, N = ${order}`, `sees the same ${counted(context.length, piece)}, as vectors`);
    window.drawCells(data, gap, context.length, seen);
    window.drawGuess(byWindow(read), pieces, this.truth, dependsMost(seen, gap, data));
    this.drawFar(data);
  }

  /** Draw the recurrent network's row, and again when more is known of what its guess depends on. @param {Data} data */
  drawFar(data) {
    const { gap, readers, own, far } = this;
    const sways = far?.at(gap, () => this.gap === gap && this.drawFar(data)) ?? [];
    const [, , network] = readers;
    network.name(data.network.name, `its state has read ${counted(gap + 1, data.piece)}`);
    network.drawCells(data, gap, gap + 1, sways);
    network.drawGuess(own[gap], data.pieces, this.truth, dependsOn(sways, gap, data));
  }

  /** What comes at the gap, null where that is not known; an unknown piece is no answer. */
  get truth() {
    const { gap, data } = this;
    const next = data && (gap + 1 < data.ids.length ? data.ids[gap + 1] : data.truth);
    return next || null;
  }

  end() {
    this.turn++;
    this.far?.end();
  }
}

/** What was fetched under a key. @param {string} key */
const described = (key) => /** @type {any} */ (wholeOf(/** @type {any} */ ({ description: key })));
