/**
 * Networks of one, two and three layers on one sentence: what can be read from each layer at each word, on the same
 * axis and whether that is right, and on demand the units themselves. Beside it, how often networks are right by layers
 * and directions, a point for each random start, with their weights and the time that they take to train.
 */

import { mix, readTheme } from "../colour.js";
import { hostOf } from "../page.js";
import { readType } from "../parts/type.js";
import { percent, thousands } from "../parts/words.js";
import { html, put, say, svg } from "../svg.js";

/**
 * @typedef {object} Layer
 * @property {number[]} shares how probable the second of the two answers is, at each word, as read from its states
 * @property {number[][]} units (T, U) states, −1..1
 *
 * @typedef {object} Way
 * @property {string} name
 * @property {boolean} both whether it reads both ways
 * @property {number} layers
 * @property {number[]} starts shares of right answers
 * @property {number} weights
 * @property {string} time
 *
 * @typedef {object} Layered
 * @property {string[]} words
 * @property {[string, string]} answers
 * @property {number} right which of them is right; -1 where nobody can tell
 * @property {[from: number, to: number]} between words that stand between subject and verb, the last not counted
 * @property {{ name: string, layers: Layer[] }[]} networks
 * @property {Way[]} ways
 * @property {string} caption
 */

const SURE = 0.8; // from here on an answer is told
const NEGATIVE = "#2b74c4";
const POSITIVE = "#d9701a";
const UNIT = 3; // px of a unit
const AXIS = [0.4, 1];
const CHANCE = 0.5;
const DOTS = Object.freeze({ wide: 230, high: 34, right: 64 }); // px; right of the axis stands the middle one

export class Picture {
  /** @param {import("../page.js").Root} root */
  constructor(root) {
    this.host = hostOf(root);
    this.data = /** @type {Layered | null} */ (null);
    this.veiled = false;
    this.opened = false;
    this.width = 0;
    this.grid = html("div", { class: "layered-grid" });
    this.states = html("button", { type: "button", class: "key", onclick: () => this.turn() }, "show the states");
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
        html("div", { class: "layered-left" }, [html("div", scroll, this.grid), this.states]),
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
    this.states.inert = veiled;
    this.draw();
  }

  turn() {
    this.opened = !this.opened;
    this.draw();
  }

  draw() {
    const { data } = this;
    this.width = this.root.clientWidth;
    if (!data || !this.width) return;
    put(this.states, "aria-pressed", this.opened);
    put(this.grid, "style", `--words: ${data.words.length}`);
    let row = 2;
    const words = data.words.map((word, at) =>
      html("div", { class: "layered-word", "data-between": this.isBetween(at), style: cell(at + 2, 2) }, word),
    );
    const blocks = data.networks.flatMap(({ name, layers }) =>
      [...layers.keys()].reverse().flatMap((at) => {
        row += 1;
        const top = at === layers.length - 1;
        const layer = layers.length > 1 ? `${top ? "" : "↑ "}layer ${at + 1}` : "";
        const label = [html("b", {}, top ? name : ""), html("span", {}, layer)];
        return [
          html("div", { class: "layered-name", "data-first": top, style: cell(1, row) }, label),
          ...data.words.map((_, t) => this.cell(layers[at], t, row, top)),
        ];
      }),
    );
    this.grid.replaceChildren(...this.heads(data), ...words, ...blocks);
    this.table.replaceChildren(...this.ways(data));
  }

  /** How the networks read, and what is asked of which words. @param {Layered} data */
  heads({ between: [from, to], answers, right }) {
    const how = html("div", { class: "layered-how", style: "grid-area: 1 / 1 / 3 / 2" }, [
      html("span", {}, "⇄ both ways"),
      html("span", {}, "↑ layer on layer"),
    ]);
    if (from >= to) return [how];
    const asked = this.veiled || right < 0 ? "agree?" : `right: “${answers[right]}”`;
    return [
      how,
      html("div", { class: "layered-role", style: cell(from + 1, 1) }, "subject"),
      html("div", { class: "layered-role layered-asked", style: `grid-area: 1 / ${from + 2} / 2 / ${to + 2}` }, asked),
      html("div", { class: "layered-role", style: cell(to + 2, 1) }, "verb"),
    ];
  }

  /** @param {number} at */
  isBetween(at) {
    const [from, to] = this.data?.between ?? [0, 0];
    return from <= at && at < to;
  }

  /** @param {Layer} layer @param {number} t @param {number} row @param {boolean} first */
  cell({ shares, units }, t, row, first) {
    const { answers, right } = /** @type {Layered} */ (this.data);
    const place = cell(t + 2, row);
    if (this.veiled)
      return html(
        "div",
        {
          class: "layered-cell layered-hidden",
          "data-first": first,
          style: place,
        },
        this.isBetween(t) ? "?" : "",
      );
    const share = shares[t];
    const sure = Math.max(share, 1 - share);
    const said = sure >= SURE ? Number(share > 0.5) : -1;
    const verdict = said < 0 || right < 0 ? "" : said === right ? "right" : "wrong";
    const mark = { "": "", right: "✓ ", wrong: "✗ " }[verdict];
    return html(
      "div",
      {
        ...{ class: "layered-cell", "data-first": first, "data-verdict": verdict, "data-between": this.isBetween(t) },
        style: `${place}; --sure: ${Math.round(200 * (sure - CHANCE))}%`,
        title: `${answers[1]}: ${percent(share)} %`,
      },
      [html("span", {}, said < 0 ? "?" : `${mark}${answers[said]}`), ...(this.opened ? [this.strip(units[t])] : [])],
    );
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

  /** @param {Layered} data */
  ways({ ways }) {
    const type = readType(this.host);
    const head = html("div", { class: "layered-way layered-head" }, [
      html("span", {}, "→ one way, ⇄ both"),
      html("span", { class: "layered-dots" }, ["right at the bold words", ends(type.size("label"))]),
      html("span", {}, "weights"),
      html("span", {}, "time"),
    ]);
    const rows = ways.map(({ name, both, starts, weights, time }) =>
      html("div", { class: "layered-way", "data-both": both }, [
        html("b", {}, name),
        this.veiled
          ? html("span", { class: "layered-hidden layered-dots" }, "?")
          : html("span", { class: "layered-dots" }, dots(starts, type.size("label"))),
        html("span", {}, thousands(weights)),
        html("span", {}, this.veiled ? "?" : time),
      ]),
    );
    return [head, ...rows];
  }

  end() {
    this.watch.disconnect();
  }
}

/** @param {number} column @param {number} row */
const cell = (column, row) => `grid-column: ${column}; grid-row: ${row}`;

/** Where a share stands on the axis. @param {number} share */
const across = (share) => {
  const [low, top] = AXIS;
  return 6 + ((Math.max(share, low) - low) / (top - low)) * (DOTS.wide - DOTS.right);
};

/** What the dashed line and the end of the axis are. @param {number} size of the letters, px */
function ends(size) {
  const { wide } = DOTS;
  const look = { y: size, "font-size": size, "text-anchor": "middle", fill: "currentColor" };
  return svg("svg", { viewBox: `0 0 ${wide} ${1.3 * size}`, width: wide, height: 1.3 * size }, [
    svg("text", { ...look, x: across(CHANCE) }, "guessing"),
    svg("text", { ...look, x: across(1) }, "all"),
  ]);
}

/**
 * A point for each random start, those that would lie on one another beside each other, and the one in the middle.
 * @param {number[]} starts
 * @param {number} size of the letters, px
 */
function dots(starts, size) {
  const { wide, high } = DOTS;
  /** @type {Map<number, number>} */
  const seen = new Map();
  const points = starts.map((share) => {
    const place = Math.round(across(share) / 5);
    const before = seen.get(place) ?? 0;
    seen.set(place, before + 1);
    const row = before % 5;
    const y = high / 2 + (row % 2 ? 1 : -1) * Math.ceil(row / 2) * 5.5;
    return svg("circle", { cx: across(share), cy: y, r: 2.6, class: "layered-dot" });
  });
  const sorted = [...starts].sort((a, b) => a - b);
  const middle = sorted.length ? (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2 : NaN;
  const [level, guess] = [high / 2, across(CHANCE)];
  const told = Number.isFinite(middle) ? `${percent(middle)} %` : "–";
  const number = { class: "layered-middle", x: wide, y: level + size * 0.35, "text-anchor": "end", "font-size": size };
  return svg("svg", { viewBox: `0 0 ${wide} ${high}`, width: wide, height: high, "aria-hidden": "true" }, [
    svg("line", { class: "layered-axis", x1: across(AXIS[0]), x2: across(1), y1: level, y2: level }),
    svg("line", { class: "layered-chance", x1: guess, x2: guess, y1: 2, y2: high - 2 }),
    ...points,
    svg("text", number, told),
  ]);
}
