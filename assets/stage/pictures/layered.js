/**
 * Networks of one and two layers on one sentence, and of three on demand: what each direction of the first layer knows
 * at each word, and what can be read from both together, or from the layer above, and whether that is right; on demand
 * the units themselves. Where one direction has read subject and verb, it is asked for both, and one arrow leads up
 * from it; between them each has read one, and two arrows meet. Beside it, how often networks are right by layers
 * and directions, a point for each random start, with their weights and the time that they take to train.
 */

import { mix, readTheme } from "../colour.js";
import { hostOf } from "../page.js";
import { percent } from "../parts/words.js";
import { html, put, say, svg } from "../svg.js";
import { rowsOf } from "./layered/ways.js";

/**
 * @typedef {object} Layer
 * @property {number[]} shares how probable the second of the two answers is, at each word, as read from its states
 * @property {number[][]} units (T, U) states, −1..1
 *
 * @typedef {object} Half a direction of the first layer
 * @property {string} name with its arrow, such as "→ from the left"
 * @property {string} reads whose number, such as "subject"
 * @property {number[]} shares how probable the second of the two numbers is, at each word, as read from its states
 * @property {number[]} differs how probable the second of the two answers is, read from its states alone
 *
 * @typedef {object} Cell
 * @property {Record<string, string | number>} look
 * @property {number} sure of what it says, ½..1
 * @property {string} said
 * @property {string} run cells side by side that have the same one say it once
 * @property {number[]} [units]
 * @property {string} [title]
 *
 * @typedef {object} Layered
 * @property {string[]} words
 * @property {[string, string]} answers
 * @property {number} right which of them is right; -1 where nobody can tell
 * @property {[from: number, to: number]} between words that stand between subject and verb, the last not counted
 * @property {{ name: string, layers: Layer[], halves: [Half, Half] }[]} networks
 * @property {[string, string]} numbers
 * @property {boolean} all whether all networks are shown at first
 * @property {import("./layered/ways.js").Way[]} ways
 * @property {string} caption
 */

const SURE = 0.8; // from here on an answer is told
const NEGATIVE = "#2b74c4";
const POSITIVE = "#d9701a";
const UNIT = 3; // px of a unit
const CHANCE = 0.5;
const NTH = ["first", "second", "third"];
const HALVES = 2; // the networks whose first layer is drawn by its two directions; of deeper ones all layers are
/** What stands on the halves, before the question is answered and after. */
const TOPS = Object.freeze({ asked: ["both", "second layer"], told: ["readout adds", "second layer compares"] });
const ARROW = [30, 17]; // px of the usual base
/** What the directions have read before the words in between, among them, and after. */
const READ = Object.freeze(["← has read both", "each direction has read one", "→ has read both"]);

export class Picture {
  /** @param {import("../page.js").Root} root */
  constructor(root) {
    this.host = hostOf(root);
    this.data = /** @type {Layered | null} */ (null);
    this.veiled = false;
    this.opened = false;
    this.all = false;
    this.width = 0;
    this.grid = html("div", { class: "layered-grid" });
    this.states = html("button", { type: "button", class: "key", onclick: () => this.turn() }, "show the states");
    this.third = html("button", { type: "button", class: "key", onclick: () => this.showAll() }, "show three layers");
    this.table = html("div", { class: "layered-ways" });
    this.caption = html("p", { class: "caption" });
    const scroll = {
      class: "layered-scroll",
      tabindex: "0",
      role: "group",
      "aria-label": "Layers on the sentence",
    };
    this.root = html("div", { class: "picture layered", role: "group" }, [
      html("div", { class: "layered-body" }, [
        html("div", { class: "layered-left" }, [html("div", scroll, this.grid), this.states, this.third]),
        this.table,
      ]),
      this.caption,
    ]);
    root.append(this.root);
    this.watch = new ResizeObserver(() => this.root.clientWidth !== this.width && this.draw());
    this.watch.observe(this.root);
  }

  /** @param {Layered} data @param {{ alt: string, veiled: boolean }} around */
  show(data, { alt, veiled }) {
    Object.assign(this, { data, veiled });
    if (veiled) this.opened = false;
    put(this.root, "aria-label", alt);
    say(this.caption, data.caption);
    this.states.inert = this.third.inert = veiled;
    this.all = data.all && !veiled;
    this.draw();
  }

  turn() {
    this.opened = !this.opened;
    this.draw();
  }

  showAll() {
    this.all = !this.all;
    this.draw();
  }

  draw() {
    const { data } = this;
    this.width = this.root.clientWidth;
    if (!data || !this.width) return;
    put(this.states, "aria-pressed", this.opened);
    put(this.third, "aria-pressed", this.all);
    put(this.grid, "style", `--words: ${data.words.length}`);
    const [from, to] = data.between;
    const words = data.words.map((word, at) => {
      const half = from < to && (at === from - 1 ? 0 : at === to ? 1 : undefined); // subject and verb
      const look = { "data-between": this.isBetween(at), "data-half": half === false ? undefined : half };
      return html("div", { class: "layered-word", ...look, style: cell(at + 2, 2) }, word);
    });
    let row = 2;
    const shown = data.networks.slice(0, this.all ? undefined : HALVES);
    const blocks = shown.flatMap((network, at) => {
      const rows =
        at < HALVES
          ? this.withHalves(network, TOPS[this.veiled ? "asked" : "told"][at], row)
          : this.byLayers(network, row);
      row += at < HALVES ? 4 : network.layers.length;
      return rows;
    });
    this.grid.replaceChildren(...this.heads(data, row + 1), ...words, ...blocks);
    this.table.replaceChildren(...rowsOf(data.ways, this.veiled, this.host));
  }

  /**
   * A network whose first layer is drawn as two lanes, one a direction, with what is made of both above them.
   * @param {Layered["networks"][number]} network
   * @param {string} does what the part above the lanes does
   * @param {number} row above it
   */
  withHalves({ name, layers, halves }, does, row) {
    const { words } = /** @type {Layered} */ (this.data);
    const top = layers.length - 1;
    const lane = (/** @type {number} */ half) => [
      this.name(half ? "" : "halves", halves[half].name, row + 3 + half),
      ...this.row(row + 3 + half, (t) => this.half(halves[half], layers[0].units[t], half, t)),
    ];
    return [
      this.name(name, does, row + 1, true),
      ...this.row(row + 1, (t) => this.both(layers[top].shares[t], layers[top].units[t], t), true),
      ...words.map((_, t) => html("div", { class: "layered-up", style: cell(t + 2, row + 2) }, this.arrows(t))),
      ...lane(0),
      ...lane(1),
    ];
  }

  /** A network layer by layer, the top one first. @param {Layered["networks"][number]} network @param {number} row */
  byLayers({ name, layers }, row) {
    return [...layers.keys()].reverse().flatMap((at) => {
      row += 1;
      const top = at === layers.length - 1;
      const label = this.name(top ? name : "", `${top ? "" : "↑ "}${NTH[at] ?? at + 1} layer`, row, top);
      return [label, ...this.row(row, (t) => this.both(layers[at].shares[t], layers[at].units[t], t), top)];
    });
  }

  /**
   * A row of cells, one a word; what neighbours have in common is said once, in the middle of them.
   * @param {number} row
   * @param {(t: number) => Cell} cellAt
   * @param {boolean} [first] whether it is the first one of its network
   */
  row(row, cellAt, first = false) {
    const cells = /** @type {Layered} */ (this.data).words.map((_, t) => cellAt(t));
    const drawn = cells.map(({ look, sure, units, title }, t) =>
      html(
        "div",
        {
          ...{ class: "layered-cell", "data-first": first, "data-between": this.isBetween(t), title, ...look },
          style: `${cell(t + 2, row)}; --sure: ${Math.round(200 * (sure - CHANCE))}%`,
        },
        this.opened && units ? [this.strip(units)] : [],
      ),
    );
    const begins = cells.flatMap(({ run }, t) => (t && cells[t - 1].run === run ? [] : [t]));
    const said = begins.map((begin, at) => {
      const end = begins[at + 1] ?? cells.length;
      const style = `grid-area: ${row} / ${begin + 2} / ${row + 1} / ${end + 2}`;
      const between = [begin, end - 1].some((t) => this.isBetween(t));
      const look = { class: "layered-said", "data-first": first, "data-between": between, style };
      return html("div", look, [html("span", {}, cells[begin].said)]);
    });
    return [...drawn, ...said];
  }

  /** @param {string} name @param {string} part @param {number} row @param {boolean} [first] */
  name(name, part, row, first = false) {
    const label = [html("b", {}, name), html("span", {}, part)];
    return html("div", { class: "layered-name", "data-first": first, style: cell(1, row) }, label);
  }

  /**
   * What one direction of the first layer knows at a word: the number of its own word, or where it has read both,
   * whether they agree.
   * @param {Half} half
   * @param {number[]} units of both directions, those from the left first
   * @param {number} of 0 from the left, 1 from the right
   * @param {number} t
   * @returns {Cell}
   */
  half({ shares, differs, reads }, units, of, t) {
    const { numbers } = /** @type {Layered} */ (this.data);
    const middle = units.length / 2;
    const own = of ? units.slice(middle) : units.slice(0, middle);
    if (this.zone(t) === (of ? -1 : 1)) return this.both(differs[t], own, t);
    const share = shares[t];
    const sure = Math.max(share, 1 - share);
    const knows = sure >= SURE;
    const said = knows ? `${reads}: ${numbers[Number(share > 0.5)]}` : "?";
    const look = { class: "layered-cell layered-half", "data-half": of };
    const title = `${reads}: ${numbers[1]} ${percent(share)} %`;
    return { look, sure: knows ? sure : CHANCE, said, units: own, title, run: said };
  }

  /** How the networks read, and which direction has read what. @param {Layered} data @param {number} rows of all */
  heads({ between: [from, to], answers, right, words }, rows) {
    const how = html("div", { class: "layered-how", style: "grid-area: 1 / 1 / 3 / 2" }, [
      html("span", {}, "⇄ both ways, ↑ layers"),
      html("b", {}, this.veiled || right < 0 ? "" : `answer: “${answers[right]}”`),
    ]);
    if (from >= to) return [how];
    const zones = [
      [0, from],
      [from, to],
      [to, words.length],
    ];
    const heads = zones.map(([begin, end], at) => {
      const look = { class: at === 1 ? "layered-role layered-asked" : "layered-role" };
      return html("div", { ...look, style: `grid-area: 1 / ${begin + 2} / 2 / ${end + 2}` }, READ[at]);
    });
    const frame = { class: "layered-between", style: `grid-area: 2 / ${from + 2} / ${rows} / ${to + 2}` };
    return [how, ...heads, html("div", frame)];
  }

  /**
   * Whether a word stands before the words in between (−1), among them (0) or after (1); NaN where there are none.
   * @param {number} at
   */
  zone(at) {
    const [from, to] = this.data?.between ?? [0, 0];
    return from < to ? Number(at >= to) - Number(at < from) : NaN;
  }

  /** @param {number} at */
  isBetween(at) {
    const [from, to] = this.data?.between ?? [0, 0];
    return from <= at && at < to;
  }

  /**
   * What is read of both words: whether they agree, and whether that is right.
   * @param {number} share how probable the second of the two answers is
   * @param {number[]} units that it is read from
   * @param {number} t
   * @returns {Cell}
   */
  both(share, units, t) {
    const { answers, right } = /** @type {Layered} */ (this.data);
    const zone = this.zone(t);
    if (this.veiled) {
      const asked = zone === 0;
      return { look: { class: "layered-cell layered-hidden" }, sure: CHANCE, said: asked ? "?" : "", run: `${zone}` };
    }
    const sure = Math.max(share, 1 - share);
    const said = sure >= SURE ? Number(share > 0.5) : -1;
    const verdict = said < 0 || right < 0 ? "" : said === right ? "right" : "wrong";
    const mark = { "": "", right: "✓ ", wrong: "✗ " }[verdict];
    const text = said < 0 ? (zone === 0 ? "? cannot tell" : "?") : `${mark}${answers[said]}`;
    const title = `${answers[1]}: ${percent(share)} %`;
    return { look: { "data-verdict": verdict }, sure, said: text, units, title, run: `${zone} ${text}` };
  }

  /** The arrows from the lanes at a word: from the one that has read both, or from each. @param {number} t */
  arrows(t) {
    const zone = this.zone(t);
    return Number.isNaN(zone) ? "" : arrowsOf(zone ? [Number(zone < 0)] : [0, 1]);
  }

  /** The units of a layer at a word, one over another. @param {number[]} units */
  strip(units) {
    const { empty } = readTheme(this.host);
    const height = UNIT * units.length;
    return svg(
      "svg",
      {
        class: "layered-strip",
        viewBox: `0 0 1 ${height}`,
        height,
        preserveAspectRatio: "none",
        "aria-hidden": "true",
      },
      units.map((value, at) =>
        svg("rect", {
          ...{ x: 0, y: UNIT * at, width: 1, height: UNIT },
          fill: mix(empty, value < 0 ? NEGATIVE : POSITIVE, Math.min(1, Math.abs(value))),
        }),
      ),
    );
  }

  end() {
    this.watch.disconnect();
  }
}

/** Arrows up from the halves that are needed: one where it meets none. @param {number[]} halves */
function arrowsOf(halves) {
  const [wide, high] = ARROW;
  const arrow = (/** @type {number} */ half) => {
    const look = { class: "layered-arrow", "data-half": half };
    if (halves.length === 1) return svg("path", { d: `M${wide / 2} ${high - 1}V3m-5 5l5 -5l5 5`, ...look });
    const [from, to] = half ? [wide - 3, wide / 2 + 2] : [3, wide / 2 - 2];
    const aside = half ? 5 : -5;
    return svg("path", { d: `M${from} ${high - 1}L${to} 3m${aside} 1l${-aside} -1l${-aside / 5} 6`, ...look });
  };
  const look = { viewBox: `0 0 ${wide} ${high}`, width: wide, height: high, "aria-hidden": "true" };
  return svg("svg", look, halves.map(arrow));
}

/** @param {number} column @param {number} row */
const cell = (column, row) => `grid-column: ${column}; grid-row: ${row}`;
