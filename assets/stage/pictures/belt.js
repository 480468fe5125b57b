/**
 * One timestep of an LSTM as a conveyor belt, in four acts: the forget gate lets part of the cell state through, what
 * the input gate writes is put on it, both together are the new state, and the output gate shows part of that. Then the
 * belt goes on to the next word. One unit is drawn; below stand every number of a few. The network reads the sentence
 * here.
 */

import { mix, readTheme } from "../colour.js";
import { format } from "../arrays.js";
import { onWidth } from "../page.js";
import { readType } from "../parts/type.js";
import { html, put, say } from "../svg.js";
import { Acts, comeFrom } from "./acts.js";
import { ACTS, COLUMNS, FORGET, OUTPUT, SPANS, UPDATE } from "./belt/columns.js";
import { beltOf, rnnOf, sharesOf } from "./belt/drawing.js";
import { actsOf, opened, wiredOf, writesMost, written } from "./belt/numbers.js";

const RNN =
  "The RNN’s cell: one tanh of h before and the word makes all of h anew. The LSTM adds what is missing here: " +
  "a belt, and three gates at it. Its candidate g is what an RNN’s cell is.";
const FULL = 0.5; // of a gate's hue behind its number, where it is open
const NAMES = 66; // px of the usual base for the units' names before the table

/** @typedef {import("./belt/columns.js").Name} Name */
/** @typedef {import("./belt/numbers.js").Opened} Opened */

/**
 * @typedef {object} Belt
 * @property {string} network
 * @property {string} sentence
 * @property {number[]} units
 * @property {number} unit the one that is spoken of
 * @property {number} timestep
 * @property {import("../types.d.ts").Palette} palette
 * @property {string} caption
 */

export class Picture extends Acts {
  /** @param {import("../page.js").Root} root */
  constructor(root) {
    super(root, ACTS, "Go through the four acts");
    this.data = /** @type {Belt | null} */ (null);
    this.read = /** @type {Opened | null} */ (null);
    this.drawn = /** @type {ReturnType<typeof beltOf> | null} */ (null);
    this.cell = html("div", { class: "belt-cell-drawn" });
    this.table = html("table", { class: "belt-table" });
    this.plain = false; // whether the RNN's cell is shown
    this.cells = ["the LSTM’s cell", "the RNN’s cell"].map((name, place) =>
      html("button", { type: "button", onclick: () => this.swap(place === 1) }, name),
    );
    const which = { class: "acts-which", role: "group", "aria-label": "Whose cell is drawn" };
    this.which = html("div", which, this.cells);
    this.bar.append(this.which);
    this.open = html("div", { class: "belt-open", tabindex: "0" }, this.table);
    const parts = [this.bar, this.chain, this.says, this.cell, this.open, this.caption];
    this.root = html("div", { class: "picture belt", role: "group" }, parts);
    root.append(this.root);
    this.watch = onWidth(this.root, () => this.rebuild());
  }

  /** @param {Belt} data @param {{ alt: string, veiled: boolean, fresh: number }} around */
  async show(data, { alt, veiled, fresh }) {
    const { timestep, units } = data;
    if (this.fresh !== fresh) Object.assign(this, { timestep, act: FORGET, unit: units.indexOf(data.unit) });
    this.data = data;
    put(this.root, "aria-label", alt);
    this.root.classList.toggle("belt-covered", veiled);
    this.root.style.setProperty("--acts-empty", readTheme(this.host).empty);
    this.root.style.setProperty("--belt-hue", data.palette.signals.cell_state);
    this.drawn = null;
    await this.appear(data, { veiled, fresh });
  }

  /** Draw the cell for the room that there is. */
  rebuild() {
    this.drawn = null;
    this.draw();
  }

  /** Draw the RNN's cell in the place of the LSTM's, or that again. @param {boolean} plain */
  swap(plain) {
    this.stop();
    this.plain = plain;
    this.rebuild();
  }

  /** No act of the LSTM is at work in an RNN's cell. */
  drawActs() {
    super.drawActs();
    if (this.plain) for (const button of this.acts) put(button, "aria-pressed", false);
  }

  /** Whoever goes on looks at the LSTM. @param {number} timestep @param {number} act */
  move(timestep, act) {
    if (this.plain) Object.assign(this, { plain: false, drawn: null });
    super.move(timestep, act);
  }

  /** @param {import("./acts.js").Network} network @param {string} sentence */
  readBy(network, sentence) {
    this.read = opened(network, sentence);
  }

  get last() {
    return Math.max((this.read?.trace.length ?? 1) - 1, 0);
  }

  get units() {
    return this.data?.units.length ?? 1;
  }

  draw() {
    const { read, data, timestep, act, veiled } = this;
    if (!read || !data) return;
    const { words } = read.trace;
    const hue = this.huesOf(data.palette);
    const seen = veiled ? timestep : act >= UPDATE ? timestep + 1 : timestep;
    const states = Array.from({ length: read.memory.rows }, (_, t) =>
      data.units.map((unit) => read.memory.at(t, unit)),
    );
    this.drawChain({ name: "start", words, states, hue, seen });
    this.drawActs();
    this.open.replaceChildren(veiled ? html("p", {}, "Answer first. The belt then starts here.") : this.table);
    this.cell.hidden = this.which.hidden = veiled;
    this.open.hidden = this.plain && !veiled;
    this.cells.forEach((button, place) => put(button, "aria-pressed", this.plain === (place === 1)));
    say(this.says, veiled ? "" : this.plain ? RNN : this.inWords());
    if (veiled) return;
    this.drawCell(read, data);
    if (this.plain) return say(this.caption, "A drawing: an RNN’s numbers would be those of other weights.");
    say(this.caption, `${this.whereItWrites(read, data)} ${data.caption}`);
    const rows = data.units.map((unit, place) => this.row(unit, place, hue));
    this.table.replaceChildren(this.columns(), this.spans(), this.heads(), ...rows);
  }

  /** @param {Opened} read @param {Belt} data */
  drawCell(read, data) {
    const { host, root, timestep, act, unit } = this;
    const room = root.clientWidth;
    const px = readType(host).px(1);
    if (this.plain) {
      const { signals } = data.palette;
      this.cell.replaceChildren(rnnOf(readTheme(host), signals, room, px, NAMES * px, RNN));
      return;
    }
    if (!this.drawn) {
      this.drawn = beltOf(readTheme(host), data.palette.signals, wiredOf(read.trace), room, px, NAMES * px);
      this.cell.replaceChildren(this.drawn.root);
    }
    const numbers = actsOf(read, timestep, data.units[unit]);
    const held = Array.from({ length: read.memory.rows }, (_, t) => Math.abs(read.memory.at(t, data.units[unit])));
    const { words } = read.trace;
    const [from, to] = [words[timestep - 1] ?? null, words[timestep + 1] ?? null];
    const most = Math.max(1, ...held.filter(Number.isFinite));
    const texts = written(numbers);
    this.drawn.show({ act, numbers, texts, most, from, word: words[timestep], to, says: this.inWords() });
  }

  /** The columns, as wide as the drawing above them asks for. */
  columns() {
    const px = readType(this.host).px(1);
    const width = this.root.clientWidth;
    const { sign, number } = sharesOf(width, NAMES * px);
    const wide = (/** @type {number} */ part) => html("col", { style: `width:${((100 * part) / width).toFixed(3)}%` });
    return html("colgroup", {}, [wide(NAMES * px), ...COLUMNS.flatMap(() => [wide(sign), wide(number)])]);
  }

  spans() {
    const heads = ACTS.map((name, act) => {
      const look = `belt-act${act === this.act ? " belt-lit" : ""}`;
      return html("th", { class: look, scope: "colgroup", colspan: 2 * SPANS[act] }, `${act + 1} · ${name}`);
    });
    return html("tr", {}, [html("td"), ...heads]);
  }

  heads() {
    const { act } = this;
    const cells = COLUMNS.flatMap((column) => {
      const there = act >= column.act;
      const look = `belt-head${onBelt(column.name) ? " belt-on" : ""}${there ? "" : " belt-later"}`;
      const what = column.what ? [html("br"), html("small", {}, column.what)] : [];
      return [html("th", { class: "belt-sign" }), html("th", { class: look }, [html("b", {}, column.head), ...what])];
    });
    return html("tr", {}, [html("th"), ...cells]);
  }

  /**
   * @param {number} unit
   * @param {number} place
   * @param {(value: number) => string} hue
   */
  row(unit, place, hue) {
    const { read, act, timestep } = this;
    const numbers = actsOf(/** @type {Opened} */ (read), timestep, unit);
    const texts = written(numbers);
    const asked = unit === this.data?.unit && timestep === this.data.timestep;
    const cells = COLUMNS.flatMap(({ name, act: from, sign, gate }) => {
      const there = act >= from;
      const when = there ? (act === from ? " belt-now" : "") : " belt-later";
      const look = `belt-cell${onBelt(name) ? " belt-on" : ""}${when}${name === "kept" && asked ? " belt-asked" : ""}`;
      const style = there ? `background:${gate ? this.mask(gate, numbers[name]) : hue(numbers[name])}` : "";
      const cell = html("td", { class: look, "data-name": name, ...(there && { style }) }, there ? texts[name] : "");
      return [html("td", { class: "belt-sign" }, there ? sign : ""), cell];
    });
    const here = place === this.unit;
    const row = html("tr", { class: here ? "belt-unit belt-here" : "belt-unit" }, [
      html("th", { scope: "row" }, `unit ${unit + 1}`),
      ...cells,
    ]);
    row.onclick = () => this.look(place);
    return row;
  }

  /**
   * A gate is filled as far as it is open; a candidate, from −1 to 1, by its size.
   * @param {string} gate
   * @param {number} value
   */
  mask(gate, value) {
    const theme = readTheme(this.host);
    const hue = mix(theme.empty, this.data?.palette.signals[gate] ?? theme.faint, FULL);
    const share = Math.min(Math.abs(value) || 0, 1) * 100;
    return `linear-gradient(90deg, ${hue} ${share}%, ${theme.empty} ${share}%) border-box`;
  }

  /** Where all numbers stand. */
  leave() {
    /** @type {Map<string, DOMRect[]>} */
    const places = new Map();
    for (const cell of this.table.querySelectorAll("td[data-name]")) {
      const name = cell.getAttribute("data-name") ?? "";
      places.set(name, [...(places.get(name) ?? []), cell.getBoundingClientRect()]);
    }
    return { places, timestep: this.timestep, act: this.act };
  }

  /**
   * What is new comes from what it was made of; at the next word the belt brings the new state to where it is the old.
   * @param {ReturnType<Picture["leave"]>} left
   */
  arrive({ places, timestep, act }) {
    const on = this.timestep === timestep + 1 && this.act === FORGET && act === OUTPUT;
    const next = this.timestep === timestep && this.act === act + 1;
    /** @type {[Name, Name][]} */
    const ways = COLUMNS.filter((column) => next && column.act === this.act).flatMap(({ name, from = [] }) =>
      from.slice(0, 1).map((source) => /** @type {[Name, Name]} */ ([name, source])),
    );
    if (on) ways.push(["before", "now"]);
    for (const [name, source] of ways) {
      const begins = places.get(source);
      const cells = this.table.querySelectorAll(`td[data-name=${name}]`);
      cells.forEach((cell, row) => begins?.[row] && comeFrom(cell, begins[row]));
    }
  }

  /** @param {Opened} read @param {Belt} data */
  whereItWrites(read, data) {
    const unit = data.units[this.unit];
    const { timestep, amount } = writesMost(read, unit);
    const most = `Unit ${unit + 1} writes most at “${read.trace.words[timestep]}” (${format(amount, 2)})`;
    return timestep === this.timestep ? `${most}, which is here.` : `${most}: go there to see it stored.`;
  }

  end() {
    this.watch.disconnect();
    super.end();
  }

  inWords() {
    const { read, data, act, timestep } = this;
    if (!read || !data) return "";
    const unit = data.units[this.unit];
    const text = written(actsOf(read, timestep, unit));
    const named = `Unit ${unit + 1}`;
    const bracket = (/** @type {string} */ number) => (number.startsWith("−") ? `(${number})` : number);
    const after = `after “${read.trace.words[timestep]}” it shows`;
    const said = [
      `Forget. ${named}: the forget gate lets ${text.forget} × ${bracket(text.before)} = ${text.kept} through.`,
      `Store. ${named}: of the candidate, ${text.input} × ${bracket(text.candidate)} = ${text.written} is written.`,
      `Update. ${named}: ${text.kept} + ${bracket(text.written)} = ${text.now} goes on to the next word.`,
      `Output. ${named}: ${after} ${text.output} × ${bracket(text.tanh)} = ${text.shown}, and still holds ${text.now}.`,
    ];
    return said[act];
  }
}

/** Whether a number is part of the cell state. @param {Name} name */
const onBelt = (name) => name === "before" || name === "kept" || name === "now";
