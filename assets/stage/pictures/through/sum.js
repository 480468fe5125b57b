/**
 * One matrix at every word: what each timestep adds to its gradient, as matrices and for one weight as signed bars that
 * add up; and the same number measured by a nudge of the weight.
 */

import { format } from "../../arrays.js";
import { mix, readTheme } from "../../colour.js";
import { press } from "../../parts/keys.js";
import { readType } from "../../parts/type.js";
import { counted, percent, scientific } from "../../parts/words.js";
import { html, say, svg } from "../../svg.js";
import { button, choice } from "./controls.js";
import { Reader } from "./reader.js";
import { short } from "./words.js";
import { signed, tableOf, weightName } from "./table.js";
import { NUDGE, nudged, shareOfLast, summandsOf, worst } from "./summands.js";

const LAST = 3; // words whose part is told
const DIGITS = 3;
const NARROWEST = 58; // px of a word's column: a number of three digits with its sign
const CELL = 12; // px of a small matrix
const BAR = 40; // px of the longest bar
const TINT = 0.6; // of a hue behind a number: it must stay legible
const THICKEST = 9; // px of the arrow of the largest gradient

/** @typedef {import("./summands.js").Summands} Summands */

/**
 * @typedef {object} Data
 * @property {string} network
 * @property {string} sentence
 * @property {import("./asked.js").Answers} answers
 * @property {import("../../types.d.ts").Palette} palette
 * @property {string} caption
 */

export class Sum {
  /** @param {Element} host @param {HTMLElement} frame */
  constructor(host, frame) {
    this.host = host;
    this.data = /** @type {Data | null} */ (null);
    this.found = /** @type {Summands | null} */ (null);
    this.trace = /** @type {import("../../../net/trace.js").Trace | null} */ (null);
    this.veiled = false;
    this.fresh = -1;
    this.every = false;
    this.at = /** @type {[row: number, col: number] | null} */ (null);
    this.checked = "";
    this.where = choice({
      label: "the loss counts at",
      options: { last: "the last word alone", every: "every word" },
      value: "last",
      changed: (value) => this.put(value === "every"),
    });
    this.scroll = html("div", { class: "through-scroll", tabindex: "0", role: "group", "aria-label": "The sentence" });
    this.check = html("p", { class: "through-check", role: "status" });
    this.all = button("Check all weights by nudging", () => this.nudgeAll());
    this.side = html("div", { class: "through-side" }, [this.check]);
    this.caption = html("p", { class: "caption" });
    const bar = html("div", { class: "through-bar" }, [this.where.root, this.all]);
    frame.append(bar, html("div", { class: "through-body" }, [this.scroll, this.side]), this.caption);
    this.reader = new Reader(
      (trace) => this.read(trace),
      (message) => say(this.caption, message),
    );
  }

  /** @param {Data} data @param {import("../through.js").Around} around */
  show(data, { veiled, fresh }) {
    const uncovered = this.veiled && !veiled;
    if (this.fresh !== fresh) {
      Object.assign(this, { every: false, at: null });
      this.where.put("last");
    }
    Object.assign(this, { data, veiled, fresh });
    say(this.caption, data.caption);
    this.reader.show(data.network, data.sentence);
    if (uncovered) this.scroll.focus({ preventScroll: true }); // else the answers would keep the arrow keys
  }

  /** @param {import("../../../net/trace.js").Trace} trace */
  read(trace) {
    const { data } = this;
    if (!data) return;
    const units = trace.network.spec.model.hiddenSize;
    if (this.at && Math.max(...this.at) >= units) this.at = null;
    this.trace = trace;
    this.checked = "";
    this.found = summandsOf(trace, data.answers, this.every);
    this.draw();
    this.scroll.scrollLeft = this.scroll.scrollWidth; // the end, where the gradient comes from
  }

  /** @param {boolean} every */
  put(every) {
    this.every = every;
    if (this.trace) this.read(this.trace);
  }

  /** The weight that is looked at: the one with the largest gradient until one was chosen. */
  get chosen() {
    const { total } = /** @type {Summands} */ (this.found);
    if (this.at) return this.at;
    let most = 0;
    total.data.forEach((value, at) => (most = Math.abs(value) > Math.abs(total.data[most]) ? at : most));
    return /** @type {[number, number]} */ ([Math.floor(most / total.cols), most % total.cols]);
  }

  /** @param {number} row @param {number} col */
  choose(row, col) {
    const units = this.found?.total.rows ?? 1;
    /** @param {number} at */
    const inside = (at) => Math.min(Math.max(at, 0), units - 1);
    this.at = /** @type {[number, number]} */ ([inside(row), inside(col)]);
    this.draw();
  }

  /** @param {KeyboardEvent} event */
  keydown(event) {
    if (!this.found || this.veiled) return;
    const [row, col] = this.chosen;
    press(event, {
      arrows: {
        ArrowRight: () => this.choose(row, col + 1),
        ArrowLeft: () => this.choose(row, col - 1),
        ArrowDown: () => this.choose(row + 1, col),
        ArrowUp: () => this.choose(row - 1, col),
      },
    });
  }

  nudgeAll() {
    if (!this.found) return;
    const count = this.found.total.data.length;
    const most = scientific(worst(this.found));
    this.checked = `All ${count} nudged, one after the other: nudge and sum differ by at most ${most}.`;
    this.draw();
  }

  draw() {
    const { found, data, veiled } = this;
    if (!found || !data) return;
    const theme = readTheme(this.host);
    /** @param {number} share from -1 to 1 @param {number} [most] */
    this.hue = (share, most = 1) => {
      const { negative, positive } = data.palette;
      return mix(theme.empty, share < 0 ? negative : positive, most * Math.min(Math.abs(share), 1) || 0);
    };
    this.drawWords(found, theme);
    this.side.hidden = veiled;
    if (veiled) return;
    this.drawTotal(found);
    this.drawCheck(found);
  }

  /** @param {Summands} found @param {import("../../colour.js").Theme} theme */
  drawWords({ trace, losses, back, each, sizes, total }, theme) {
    const type = readType(this.host);
    const [label, body] = [type.size("label"), type.size("body")];
    const count = trace.length;
    const room = this.scroll.clientWidth;
    const column = Math.max(type.px(NARROWEST), (room - 4) / count);
    const [cell, tall] = [type.px(CELL), type.px(BAR)];
    const side = cell * total.rows;
    const rows = [1.2, 2.6, 4.2].map((lines) => lines * body);
    const top = rows[2] + type.px(16);
    const share = top + side + type.px(30);
    const zero = share + body * 2.2 + tall;
    const height = this.veiled ? top + side : zero + tall + label * 1.6;
    const x = (/** @type {number} */ t) => (t + 0.5) * column;
    const text = { "text-anchor": "middle", fill: theme.text, "font-size": label };
    /** @type {SVGElement[]} */
    const parts = trace.words.flatMap((word, t) => [
      svg("text", { ...text, x: x(t), y: rows[0], "font-size": body }, short(word, column / body)),
      ...(losses[t] === null
        ? []
        : [svg("text", { ...text, x: x(t), y: rows[1], "font-weight": 700 }, `loss ${format(losses[t] ?? 0, 1)}`)]),
    ]);
    if (!this.veiled) {
      const geometry = { x, column, cell, top, side, share, zero, tall, arrow: rows[2], label, body };
      parts.push(...this.arrows(back, geometry, theme));
      parts.push(...each.flatMap((one, t) => this.small(one, t, each, geometry)));
      parts.push(...this.bracket(sizes, geometry, theme));
      parts.push(...this.bars(each, geometry, theme));
    } else {
      const look = { x: 0, y: top - 8, width: column * count, height: side, class: "through-cover" };
      parts.push(svg("rect", look));
      const covered = "Answer first. What each word adds then appears here.";
      parts.push(svg("text", { ...text, x: (column * count) / 2, y: top + side / 2, "font-size": body }, covered));
    }
    const look = { width: column * count, height, role: "img", "aria-label": this.inWords() };
    this.scroll.replaceChildren(svg("svg", look, parts));
  }

  /**
   * The way back, from word to word: the thicker, the larger the gradient by the state.
   * @param {Float64Array} back
   * @param {any} geometry
   * @param {import("../../colour.js").Theme} theme
   */
  arrows(back, { x, column, arrow, label }, theme) {
    const most = Math.max(...back) || 1;
    const drawn = Array.from(back, (norm, t) => {
      if (t === 0) return null;
      const thick = Math.max((THICKEST * norm) / most, 0.6);
      const [from, to, half] = [x(t) - column * 0.18, x(t - 1) + column * 0.18, thick / 2 + 3];
      const d = `M${from} ${arrow}H${to + 6}m4 ${-half}l-9 ${half}l9 ${half}`;
      return svg("path", { d, fill: "none", stroke: theme.accent, "stroke-width": thick });
    }).filter((one) => one !== null);
    const said = "the gradient runs back";
    return [...drawn, svg("text", { x: 0, y: arrow - label * 0.75, fill: theme.text, "font-size": label }, said)];
  }

  /**
   * What a timestep adds to all weights, as a small matrix.
   * @param {import("../../../net/matrix.js").Matrix} one
   * @param {number} t
   * @param {import("../../../net/matrix.js").Matrix[]} each
   * @param {any} geometry
   */
  small(one, t, each, { x, cell, top, side }) {
    const most = Math.max(...each.flatMap(({ data }) => Array.from(data, Math.abs))) || 1;
    const [row, col] = this.chosen;
    const left = x(t) - side / 2;
    const cells = Array.from(one.data, (value, at) => {
      const [i, j] = [Math.floor(at / one.cols), at % one.cols];
      const place = { x: left + j * cell, y: top + i * cell, width: cell - 1, height: cell - 1 };
      const rect = svg("rect", { ...place, fill: this.hue?.(value / most) ?? "", class: "through-cell" });
      rect.onclick = () => this.choose(i, j);
      return rect;
    });
    const place = { x: left + col * cell - 1, y: top + row * cell - 1, width: cell + 1, height: cell + 1 };
    return [...cells, svg("rect", { ...place, class: "through-chosen" })];
  }

  /**
   * Which part of all that is added the last words have.
   * @param {number[]} sizes
   * @param {any} geometry
   * @param {import("../../colour.js").Theme} theme
   */
  bracket(sizes, { x, column, top, side, share, body }, theme) {
    const found = shareOfLast(sizes, LAST);
    if (sizes.length <= LAST + 1 || !Number.isFinite(found)) return [];
    const [from, to] = [x(sizes.length - LAST) - column / 2 + 3, x(sizes.length - 1) + column / 2 - 3];
    const y = top + side + 4;
    const even = percent(LAST / sizes.length);
    const big = readType(this.host).size("answer");
    const look = { "text-anchor": "end", fill: theme.text, "font-size": body };
    return [
      svg("path", { d: `M${from} ${y}v6H${to}v-6`, fill: "none", stroke: theme.text, "stroke-width": 2 }),
      svg("text", { ...look, x: to, y: share + 2 }, [
        svg("tspan", {}, `${LAST} of ${sizes.length} words add `),
        svg("tspan", { "font-size": big, "font-weight": 700 }, `${percent(found)} %`),
        svg("tspan", {}, ` (even: ${even} %)`),
      ]),
    ];
  }

  /**
   * What each timestep adds to the weight that is looked at.
   * @param {import("../../../net/matrix.js").Matrix[]} each
   * @param {any} geometry
   * @param {import("../../colour.js").Theme} theme
   */
  bars(each, { x, column, zero, tall, label }, theme) {
    const [row, col] = this.chosen;
    const values = each.map((one) => one.at(row, col));
    const most = Math.max(...values.map(Math.abs)) || 1;
    const wide = Math.min(column * 0.5, 44);
    const base = { x1: 0, x2: x(values.length - 1) + column / 2, y1: zero, y2: zero, stroke: theme.line };
    const named = { x: 0, y: zero - tall - 5, fill: theme.text, "font-size": label };
    return [
      svg("line", base),
      svg("text", named, "what each adds to the framed weight"),
      ...values.flatMap((value, t) => {
        const height = (Math.abs(value) / most) * tall;
        const look = { x: x(t) - wide / 2, width: wide, fill: this.hue?.(Math.sign(value)) ?? "" };
        const y = value < 0 ? zero + height + label : zero - height - 5;
        const number = { x: x(t), y, "text-anchor": "middle", fill: theme.text, "font-size": label };
        return [
          svg("rect", { ...look, y: value < 0 ? zero : zero - height, height, class: "through-summand" }),
          svg("text", number, signed(value)),
        ];
      }),
    ];
  }

  /** @param {Summands} found */
  drawTotal({ total }) {
    const most = Math.max(...Array.from(total.data, Math.abs)) || 1;
    const table = tableOf({
      title: "Added up: the gradient of W_h",
      matrix: total,
      said: signed,
      hue: (value) => this.hue?.(value / most, TINT) ?? "",
      chosen: this.chosen,
      choose: (row, col) => this.choose(row, col),
    });
    this.side.replaceChildren(table, this.check);
  }

  /** @param {Summands} found */
  drawCheck(found) {
    const [row, col] = this.chosen;
    const { weight, below, above, slope } = nudged(found, row, col);
    const sum = found.total.at(row, col);
    const bold = (/** @type {string} */ text) => html("b", {}, text);
    this.check.replaceChildren(
      html("span", {}, [
        `${weightName(row, col)}: ${counted(found.each.length, "number")} add up to `,
        bold(signed(sum)),
      ]),
      html(
        "span",
        {},
        `Check: nudge it from ${format(weight, 4)} by ∓${NUDGE}: loss ${format(below, 6)} and ${format(above, 6)}`,
      ),
      html("span", {}, ["Slope between them: ", bold(signed(slope))]),
      html("span", {}, this.checked),
    );
  }

  inWords() {
    const { found } = this;
    if (!found || this.veiled) return "What each word adds to the gradient of W_h, covered until you answer.";
    const share = shareOfLast(found.sizes, LAST);
    if (!Number.isFinite(share)) return "No word adds anything to the gradient of W_h.";
    const [row, col] = this.chosen;
    const words = found.trace.words.map((word, t) => `${word} ${format(found.each[t].at(row, col), DIGITS)}`);
    const last = `The last ${LAST} of ${counted(found.sizes.length, "word")} add ${percent(share)} %.`;
    const sum = format(found.total.at(row, col), DIGITS);
    return `${last} To ${weightName(row, col)} add: ${words.join(", ")}; together ${sum}.`;
  }

  end() {
    this.reader.end();
  }
}
