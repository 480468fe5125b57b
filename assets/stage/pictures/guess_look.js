/**
 * What each may look at: the words of a sentence for a table, a window network and a recurrent one, inked by how much
 * the guess of each depends on them, and their guesses. A gap moves along the sentence; all is computed here.
 */

import { NgramTable } from "../../net/instruments/ngrams.js";
import { standIns, swayOf } from "../../net/instruments/sway.js";
import { WindowNetwork } from "../../net/instruments/window.js";
import { record } from "../../net/trace.js";
import { atHand, fetchDescription, fetchNetworks, wholeOf } from "../networks.js";
import { html, say } from "../svg.js";

const LIKELIEST = 4;
const LEAST = 0.01; // a guess that moves by less is drawn as not moved

/** @typedef {{ key: string, name: string, hue: string }} Who */

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

/** @param {number} share */
const points = (share) => String(Math.round(100 * share));

/** @param {number} share */
const percent = (share) => `${share < 0.095 && share >= 0.0005 ? (100 * share).toFixed(1) : Math.round(100 * share)} %`;

/** The sentence as one of the three reads it, and its guess. */
class Reader {
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
   * @param {Data} data
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
    this.byNetwork = (ids) => {
      const { answers } = record(network, { words: data.words.slice(0, ids.length), ids, known, dropped: 0 });
      return ids.map((_, t) => answers.row(t));
    };
    /** @param {number[]} ids */
    this.byTable = (ids) =>
      ids.map((_, t) => this.table.probabilities(ids.slice(Math.max(t + 2 - data.order, 0), t + 1), data.order));
    /** @param {number[]} context */
    this.byWindow = (context) => beside.probabilities(context);
    this.own = this.byNetwork(data.ids);
    /** @type {Map<number, (number | undefined)[]>} */
    this.known = new Map();
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
    this.box.replaceChildren(
      html("div", { class: "guess_look-head" }, [this.back, this.on, this.where, legend]),
      ...this.readers.map((reader) => reader.row),
    );
    this.refresh();
  }

  /** Return a button for each kind of recurrent network. @param {Data} data */
  choices({ cell, cells }) {
    return Object.entries(cells).map(([kind, name]) => {
      const button = html("button", { class: "guess_look-kind", type: "button" }, name);
      button.setAttribute("aria-pressed", String(kind === cell));
      button.onclick = () => {
        if (kind !== cell) this.tell({ cell: kind, order: Date.now() }); // the same cell twice is asked for twice
      };
      return button;
    });
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
    const [table, window, network] = this.readers;
    const next = gap + 1 < ids.length ? ids[gap + 1] : data.truth;
    const truth = next || null; // an unknown piece is no answer
    const read = ids.slice(0, gap + 1);
    const context = read.slice(Math.max(read.length + 1 - order, 0));
    const sways = this.swaysAt(gap);
    table.name(`${data.table.name}, N = ${order}`, looksAt(context.length, order, piece));
    table.drawCells(
      data,
      gap,
      context.length,
      this.nearSways(read, (ids) => this.table.probabilities(ids, order)),
    );
    const { counts } = this.table.after(context);
    const says = this.aboutCounts(context);
    table.drawGuess(this.table.probabilities(context, order), pieces, truth, says, (id) => counts[id] > 0);
    const near = this.nearSways(read, byWindow);
    window.name(`${data.window.name}, N = ${order}`, `sees the same ${counted(context.length, piece)}, as vectors`);
    window.drawCells(data, gap, context.length, near);
    window.drawGuess(byWindow(read), pieces, truth, this.dependsMost(near, gap));
    network.name(data.network.name, `its state has read ${counted(read.length, piece)}`);
    network.drawCells(data, gap, read.length, sways);
    network.drawGuess(this.own[gap], pieces, truth, this.dependsOn(sways, gap));
  }

  /** @param {number[]} context @returns {string} */
  aboutCounts(context) {
    const { order, pieces, piece } = /** @type {Data} */ (this.data);
    /** @param {number[]} ids */
    const quoted = (ids) => `“${ids.map((id) => pieces[id]).join(piece === "word" ? " " : "")}”`;
    const known = this.table.known(context, order);
    const { total, kinds } = this.table.after(known);
    const { size } = this.table;
    const cells = `${kinds} of ${size} ${piece}s came after it; ${size - kinds} never did: empty cells`;
    const followed = `seen ${total.toLocaleString("en")} times; ${cells}`;
    if (known.length === context.length && known.length) return `${quoted(known)}: ${followed}.`;
    const only = known.length ? `${quoted(known)}, ${followed}` : "how often each comes at all";
    return context.length
      ? `${quoted(context)} was never seen: all cells are empty; it backs off to ${only}.`
      : `Counts ${only}.`;
  }

  /**
   * Say on which piece a guess depends most.
   * @param {number[]} sways
   * @param {number} gap
   */
  dependsMost(sways, gap) {
    const { words, piece } = /** @type {Data} */ (this.data);
    const found = sways.slice(0, gap + 1);
    const most = Math.max(...found);
    if (most < LEAST) return "";
    const at = found.indexOf(most);
    return `Depends most on “${words[at]}”, ${counted(gap + 1 - at, piece)} back.`;
  }

  /**
   * Say on which piece a guess depends most, and past which it depends on none; nothing while that is not known.
   * @param {(number | undefined)[]} sways
   * @param {number} gap
   */
  dependsOn(sways, gap) {
    const { piece } = /** @type {Data} */ (this.data);
    const found = sways.slice(0, gap + 1).map((sway) => sway ?? -1);
    const furthest = found.findIndex((sway) => sway >= LEAST);
    if (found.includes(-1) || furthest < 0) return "";
    const none = furthest ? `, on none further than ${counted(gap + 1 - furthest, piece)} back` : "";
    return `${this.dependsMost(found, gap).slice(0, -1)}${none}.`;
  }

  /**
   * What the guess of a table or of a window network depends on; it sees the last N − 1 pieces alone.
   * @param {number[]} read
   * @param {(context: number[]) => Float64Array} after its guess after those
   * @returns {number[]}
   */
  nearSways(read, after) {
    const { order } = /** @type {Data} */ (this.data);
    /** @param {number[]} ids */
    const guess = (ids) => after(ids.slice(Math.max(ids.length + 1 - order, 0)));
    /** Only the last row is asked for. @param {number[]} ids */
    const guesses = (ids) => ids.map((_, t) => (t === ids.length - 1 ? guess(ids) : new Float64Array()));
    const own = guesses(read);
    return read.map((_, at) => {
      if (at < read.length - order + 1) return 0;
      const moved = swayOf(guesses, read, own, at, standIns(this.table, read, at));
      return moved[read.length - 1];
    });
  }

  /**
   * What the network's guess at a gap depends on: found one piece after the other, from the gap back.
   * @param {number} gap
   */
  swaysAt(gap) {
    const known = this.known?.get(gap);
    if (known) return known;
    const { ids } = /** @type {Data} */ (this.data);
    const read = ids.slice(0, gap + 1);
    const found = /** @type {(number | undefined)[]} */ (read.map(() => undefined));
    this.known?.set(gap, found);
    const { turn, own } = this;
    const guesses = /** @type {import("../../net/instruments/sway.js").Guesses} */ (this.byNetwork);
    let at = gap;
    const some = () => {
      if (this.turn !== turn || !this.box.isConnected) return;
      const until = performance.now() + 12;
      for (; at >= 0 && performance.now() < until; at--)
        found[at] = swayOf(guesses, read, own, at, standIns(this.table, read, at))[gap];
      if (this.gap === gap) this.refresh();
      if (at >= 0) setTimeout(some, 0);
    };
    setTimeout(some, 0);
    return found;
  }

  end() {
    this.turn++;
  }
}

/**
 * What a table sees here; N is said once its window is full.
 * @param {number} seen
 * @param {number} order
 * @param {string} piece
 */
function looksAt(seen, order, piece) {
  const looks = `looks at ${counted(seen, piece)}`;
  if (seen < order - 1) return looks;
  return `${looks} (N = ${order}: ${seen ? `${counted(seen, piece)} and the next one` : "the next one alone"})`;
}

/** What was fetched under a key. @param {string} key */
const described = (key) => /** @type {any} */ (wholeOf(/** @type {any} */ ({ description: key })));

/** @param {number} number @param {string} noun */
const counted = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
