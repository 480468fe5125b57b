/**
 * One timestep of an LSTM as a conveyor belt, in four acts: the forget gate lets part of the cell state through, what
 * the input gate writes is put on it, both together are the new state, and the output gate shows part of that. Then the
 * belt goes on to the next word. A few units, every number of theirs; the network reads the sentence here.
 */

import { mix, readTheme } from "../colour.js";
import { html, put, say } from "../svg.js";
import { Acts, comeFrom } from "./acts.js";
import { actsOf, opened, written } from "./belt/numbers.js";

const ACTS = ["forget", "store", "update", "output"];
const [FORGET, STORE, UPDATE, OUTPUT] = ACTS.keys();
const FULL = 0.5; // of a gate's hue behind its number, where it is open

/** @typedef {import("./belt/numbers.js").Acts} Numbers */
/** @typedef {keyof Numbers} Name */

/**
 * What stands where, from left to right: a number of a unit, the act at which it is there, the sign before it, the
 * signal whose hue it has where it is a gate, and what it comes from.
 * @type {{ name: Name, act: number, sign: string, gate?: string, from?: Name[], head: string, what: string }[]}
 */
const COLUMNS = [
  { name: "before", act: FORGET, sign: "", head: "c before", what: "on the belt" },
  { name: "forget", act: FORGET, sign: "×", gate: "forget_gate", head: "f", what: "forget gate" },
  { name: "kept", act: FORGET, sign: "=", from: ["before"], head: "kept", what: "" },
  { name: "input", act: STORE, sign: "", gate: "input_gate", head: "i", what: "input gate" },
  { name: "candidate", act: STORE, sign: "×", gate: "candidate", head: "g", what: "candidate" },
  { name: "written", act: STORE, sign: "=", from: ["candidate"], head: "written", what: "" },
  { name: "now", act: UPDATE, sign: "", from: ["kept", "written"], head: "c now", what: "kept + written" },
  { name: "output", act: OUTPUT, sign: "", gate: "output_gate", head: "o", what: "output gate" },
  { name: "tanh", act: OUTPUT, sign: "×", from: ["now"], head: "tanh c", what: "" },
  { name: "shown", act: OUTPUT, sign: "=", from: ["tanh"], head: "h", what: "shown" },
];

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
    this.read = /** @type {import("./belt/numbers.js").Opened | null} */ (null);
    this.table = html("table", { class: "belt-table" });
    this.open = html("div", { class: "belt-open" }, this.table);
    const parts = [this.bar, this.chain, this.open, this.says, this.caption];
    this.root = html("div", { class: "picture belt", role: "group" }, parts);
    root.append(this.root);
  }

  /** @param {Belt} data @param {{ alt: string, veiled: boolean, fresh: number }} around */
  async show(data, { alt, veiled, fresh }) {
    const { timestep, units } = data;
    if (this.fresh !== fresh) Object.assign(this, { timestep, act: OUTPUT, unit: units.indexOf(data.unit) });
    this.data = data;
    put(this.root, "aria-label", alt);
    this.root.classList.toggle("belt-covered", veiled);
    this.root.style.setProperty("--acts-empty", readTheme(this.host).empty);
    this.root.style.setProperty("--belt-hue", data.palette.signals.cell_state);
    await this.appear(data, { veiled, fresh });
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
    if (veiled) return say(this.says, "");
    this.table.replaceChildren(this.heads(), ...data.units.map((unit, place) => this.row(unit, place, hue)));
    say(this.says, this.inWords());
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
    const numbers = actsOf(/** @type {import("./belt/numbers.js").Opened} */ (read), timestep, unit);
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
