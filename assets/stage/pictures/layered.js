/**
 * Networks of one, two and three layers on one sentence: what can be read from each layer at each word, on the same
 * axis, and on demand the units themselves. Beside it, how often networks are right by layers and directions, a point
 * for each random start, with their weights and the time that they take to train.
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
 * @property {[from: number, to: number]} between words that stand between, the last not counted
 * @property {{ name: string, layers: Layer[] }[]} networks
 * @property {Way[]} ways
 * @property {string} right what their points are
 * @property {string} caption
 */

const SURE = 0.8; // from here on an answer is told
const NEGATIVE = "#2b74c4";
const POSITIVE = "#d9701a";
const UNIT = 3; // px of a unit
const AXIS = [0.4, 1];

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
    let row = 1;
    const words = data.words.map((word, at) =>
      html(
        "div",
        {
          class: "layered-word",
          "data-between": this.isBetween(at),
          style: cell(at + 2, 1),
        },
        word,
      ),
    );
    const blocks = data.networks.flatMap(({ name, layers }) =>
      [...layers.keys()].reverse().flatMap((at) => {
        row += 1;
        const top = at === layers.length - 1;
        const label = [html("b", {}, top ? name : ""), html("span", {}, layers.length > 1 ? `layer ${at + 1}` : "")];
        return [
          html("div", { class: "layered-name", "data-first": top, style: cell(1, row) }, label),
          ...data.words.map((_, t) => this.cell(layers[at], t, row, top)),
        ];
      }),
    );
    this.grid.replaceChildren(...words, ...blocks);
    this.table.replaceChildren(...this.ways(data));
  }

  /** @param {number} at */
  isBetween(at) {
    const [from, to] = this.data?.between ?? [0, 0];
    return from <= at && at < to;
  }

  /** @param {Layer} layer @param {number} t @param {number} row @param {boolean} first */
  cell({ shares, units }, t, row, first) {
    const [no, yes] = /** @type {Layered} */ (this.data).answers;
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
    const kind = sure >= SURE ? (share > 0.5 ? 1 : 0) : -1;
    const told = kind < 0 ? "?" : [no, yes][kind];
    return html(
      "div",
      {
        ...{
          class: "layered-cell",
          "data-first": first,
          "data-kind": kind,
          "data-between": this.isBetween(t),
        },
        style: `${place}; --share: ${Math.round(100 * sure)}%`,
        title: `${yes}: ${percent(share)} %`,
      },
      [html("span", {}, told), ...(this.opened ? [this.strip(units[t])] : [])],
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
  ways({ ways, right }) {
    const type = readType(this.host);
    const head = html("div", { class: "layered-way layered-head" }, [
      html("span", {}, "layers, directions"),
      html("span", {}, right),
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

/**
 * A point for each random start, those that would lie on one another beside each other, and the one in the middle.
 * @param {number[]} starts
 * @param {number} size of the letters, px
 */
function dots(starts, size) {
  const [wide, high] = [220, 34];
  const [low, top] = AXIS;
  const x = (/** @type {number} */ share) => 6 + ((Math.max(share, low) - low) / (top - low)) * (wide - 54);
  /** @type {Map<number, number>} */
  const seen = new Map();
  const points = starts.map((share) => {
    const place = Math.round(x(share) / 5);
    const before = seen.get(place) ?? 0;
    seen.set(place, before + 1);
    const row = before % 5;
    const y = high / 2 + (row % 2 ? 1 : -1) * Math.ceil(row / 2) * 5.5;
    return svg("circle", { cx: x(share), cy: y, r: 2.6, class: "layered-dot" });
  });
  const sorted = [...starts].sort((a, b) => a - b);
  const middle = sorted.length ? (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2 : NaN;
  return svg(
    "svg",
    {
      viewBox: `0 0 ${wide} ${high}`,
      width: wide,
      height: high,
      "aria-hidden": "true",
    },
    [
      svg("line", {
        class: "layered-axis",
        x1: x(low),
        x2: x(1),
        y1: high / 2,
        y2: high / 2,
      }),
      svg("line", {
        class: "layered-chance",
        x1: x(0.5),
        x2: x(0.5),
        y1: 2,
        y2: high - 2,
      }),
      ...points,
      svg(
        "text",
        {
          class: "layered-middle",
          x: wide,
          y: high / 2 + size * 0.35,
          "text-anchor": "end",
          "font-size": size,
        },
        Number.isFinite(middle) ? `${percent(middle)} %` : "–",
      ),
    ],
  );
}
