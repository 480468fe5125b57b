/**
 * A text in windows: the state goes on from one to the next, or begins anew; the gradient stops where a window begins.
 * Below each word stands how much gradient comes back to its state, and how much would without windows.
 */

import { readTheme } from "../../colour.js";
import { press, takeKeys } from "../../parts/keys.js";
import { readType } from "../../parts/type.js";
import { counted } from "../../parts/words.js";
import { html, put, say, svg } from "../../svg.js";
import { choice, slider } from "./controls.js";
import { cuttingOf } from "./cutting.js";
import { Reader } from "./reader.js";
import { short } from "./words.js";

const NARROWEST = 58; // px of a word's column
const TALL = 70; // px of the largest gradient
const WIDE = 25; // of type, that the whole name of what is cut off takes
const LAST = "of what a training step gains is left: what the last window alone teaches";
const BEYOND = 2; // words by which a window may be longer than the sentence

/** @typedef {import("./cutting.js").Cutting} Cutting */

/**
 * @typedef {object} Data
 * @property {string} network
 * @property {string} sentence
 * @property {import("./asked.js").Answers} answers
 * @property {number} window
 * @property {string} hue of the gradient
 * @property {string} caption
 */

export class Windows {
  /** @param {Element} host @param {HTMLElement} frame */
  constructor(host, frame) {
    this.host = host;
    this.data = /** @type {Data | null} */ (null);
    this.trace = /** @type {import("../../../net/trace.js").Trace | null} */ (null);
    this.veiled = false;
    this.fresh = -1;
    this.reset = false;
    this.window = slider({
      label: "words in a window, from the end",
      low: 1,
      high: 16,
      step: 1,
      value: 5,
      said: String,
      changed: () => this.draw(),
    });
    this.state = choice({
      label: "between windows the state is",
      options: { on: "carried on", anew: "set to 0" },
      value: "on",
      changed: (value) => {
        this.reset = value === "anew";
        this.draw();
      },
    });
    this.bar = html("div", { class: "through-bar" }, [this.window.root, this.state.root]);
    const named = { class: "through-scroll through-whole", tabindex: "0", role: "group", "aria-label": "The sentence" };
    this.scroll = html("div", named);
    this.cards = html("div", { class: "through-cards", role: "status" });
    this.caption = html("p", { class: "caption" });
    frame.append(this.bar, this.cards, this.scroll, this.caption);
    this.reader = new Reader(
      (trace) => this.read(trace),
      (message) => say(this.caption, message),
    );
  }

  /** @param {Data} data @param {import("../through.js").Around} around */
  show(data, { veiled, fresh }) {
    if (this.fresh !== fresh || veiled) {
      this.window.put(data.window);
      this.state.put("on");
      this.reset = false;
    }
    Object.assign(this, { data, veiled, fresh });
    this.bar.inert = veiled;
    say(this.caption, data.caption);
    this.reader.show(data.network, data.sentence);
    if (!veiled) takeKeys(this.scroll);
  }

  /** @param {import("../../../net/trace.js").Trace} trace */
  read(trace) {
    const window = this.window.value();
    this.trace = trace;
    put(this.window.input, "max", trace.length + BEYOND);
    this.window.put(Math.min(window, trace.length + BEYOND));
    this.draw();
    this.scroll.scrollLeft = this.scroll.scrollWidth;
  }

  /** @param {KeyboardEvent} event */
  keydown(event) {
    if (this.veiled || !this.trace) return;
    /** @param {number} by */
    const by = (by) => {
      this.window.put(this.window.value() + by);
      this.draw();
    };
    press(event, { arrows: { ArrowRight: () => by(1), ArrowLeft: () => by(-1) } });
  }

  draw() {
    const { trace, data, veiled } = this;
    if (!trace || !data) return;
    const found = cuttingOf(trace, data.answers, this.window.value(), this.reset);
    this.drawWords(found, data.hue);
    this.cards.replaceChildren(...(veiled ? [] : this.results(found)));
  }

  /** @param {Cutting} found @param {string} hue */
  drawWords({ trace, cuts, whole, left, deciding }, hue) {
    const theme = readTheme(this.host);
    const type = readType(this.host);
    const [label, body] = [type.size("label"), type.size("body")];
    const column = Math.max(type.px(NARROWEST), (this.scroll.clientWidth - 4) / trace.length);
    const x = (/** @type {number} */ t) => (t + 0.5) * column;
    const [boxTop, boxEnd] = [type.px(4), type.px(4) + body * 3.4];
    const back = boxEnd + type.px(20);
    const tall = type.px(TALL);
    const base = back + type.px(26) + label * 1.8 + tall;
    const height = base + label * 1.6;
    const begins = [0, ...cuts];
    const text = { "text-anchor": "middle", fill: theme.text, "font-size": body };
    const boxes = begins.map((from, at) => {
      const to = begins[at + 1] ?? trace.length;
      const look = { x: from * column + 3, y: boxTop, width: (to - from) * column - 6, height: boxEnd - boxTop, rx: 8 };
      return svg("rect", { ...look, fill: theme.panel, stroke: theme.line, "stroke-width": 1.5 });
    });
    const state = boxTop + body * 2.6;
    const words = trace.words.map((word, t) => {
      const look = { ...text, x: x(t), y: boxTop + body * 1.4, "font-weight": t === deciding ? 700 : 400 };
      return svg("text", look, short(word, column / body));
    });
    const stateArrows = trace.words.slice(1).map((_, at) => {
      const [broken, middle] = [this.reset && cuts.includes(at + 1), (at + 1) * column];
      const d = `M${x(at) + 8} ${state}H${x(at + 1) - 9}m-4 -4l5 4l-5 4`;
      return broken
        ? svg(
            "text",
            {
              ...text,
              x: middle,
              y: state + 5,
              "font-weight": 700,
              "font-size": label,
            },
            "h = 0",
          )
        : svg("path", { d, fill: "none", stroke: theme.text, "stroke-width": 1.6 });
    });
    const parts = [...boxes, ...words, ...stateArrows];
    const width = column * trace.length;
    if (this.veiled) {
      parts.push(svg("rect", { x: 0, y: back, width, height: height - back, class: "through-cover" }));
      const covered = "Answer first. What comes back then appears here.";
      parts.push(svg("text", { ...text, x: width / 2, y: (back + height) / 2 }, covered));
    } else {
      parts.push(...this.gradient({ whole, left, cuts }, { x, column, back, base, tall, label }, theme, hue));
    }
    const named = this.veiled ? "Covered until you answer." : inWords({ trace, cuts, whole, left, deciding });
    this.scroll.replaceChildren(svg("svg", { width, height, role: "img", "aria-label": named }, parts));
  }

  /**
   * What comes back: arrows that stop where a window begins, bars that are filled or, where it is cut off, hollow.
   * @param {{ whole: number[], left: number[], cuts: number[] }} found
   * @param {any} geometry
   * @param {import("../../colour.js").Theme} theme
   * @param {string} hue
   */
  gradient({ whole, left, cuts }, { x, column, back, base, tall, label }, theme, hue) {
    const most = Math.max(...whole, ...left) || 1;
    const wide = Math.min(column * 0.56, 46);
    const last = cuts[cuts.length - 1] ?? 0;
    const arrows = whole.slice(1).map((_, at) => {
      const t = at + 1;
      const middle = t * column;
      if (cuts.includes(t)) {
        const cross = `M${middle - 6} ${back - 7}l12 14m0 -14l-12 14`;
        return svg("path", {
          d: cross,
          stroke: theme.text,
          "stroke-width": 3,
          fill: "none",
        });
      }
      const d = `M${x(t) - 8} ${back}H${x(t - 1) + 9}m4 -4l-5 4l5 4`;
      const there = t > last;
      return svg("path", { d, fill: "none", stroke: there ? hue : theme.line, "stroke-width": there ? 2.5 : 1.5 });
    });
    const bars = whole.flatMap((full, t) => {
      const [outer, inner] = [(tall * full) / most, (tall * left[t]) / most];
      const look = { x: x(t) - wide / 2, width: wide };
      return [
        svg("rect", {
          ...{ ...look, y: base - outer, height: outer, fill: "none", stroke: theme.faint },
          ...{ "stroke-width": 1.5, "stroke-dasharray": "4 3" },
        }),
        svg("rect", { ...look, y: base - inner, height: inner, fill: hue, class: "through-left-over" }),
      ];
    });
    const line = { x1: 0, x2: column * whole.length, y1: base, y2: base, stroke: theme.line };
    const text = { fill: theme.text, "font-size": label };
    const kept = this.trace?.network.spec.model.kind === "lstm" ? "cell state c" : "state h";
    const said = `gradient that comes back to each ${kept}`;
    const names = [svg("text", { ...text, x: 0, y: back + label * 1.9 }, said)];
    if (last) {
      const off = { ...text, x: last * column - 10, y: base - tall - 2, "text-anchor": "end", "font-weight": 700 };
      const room = last * column > label * WIDE && column * whole.length <= this.scroll.clientWidth;
      names.push(svg("text", off, room ? "cut off: dashed is what would come without windows" : "cut off"));
    }
    return [...arrows, ...bars, svg("line", line), ...names];
  }

  /** @param {Cutting} found */
  results({ trace, cuts, whole, left, cosine, deciding, answer }) {
    const said = (/** @type {number} */ share) => `${(100 * share).toFixed(1)} %`;
    const same = answer.read === answer.whole;
    const forward = same ? "the same as without windows" : `without windows ${said(answer.whole)}`;
    const at = Math.max(deciding, 0);
    const share = whole[at] ? left[at] / whole[at] : NaN;
    const kept = Number.isFinite(share) ? `${Math.round(100 * share)} %` : "none";
    const cut = cuts.length ? "" : ": nothing is cut";
    return [
      card(`“${answer.name}” ${said(answer.read)}`, `is the answer, ${forward}`, !same),
      card(kept, `of the gradient at “${trace.words[at]}” is left${cut}`, Number.isFinite(share) && share < 1),
      card(...gain(cosine)),
    ];
  }

  end() {
    this.reader.end();
  }
}

/**
 * How much one small step of W_h along what is left lowers the loss, as a share of what one of the same length along
 * the whole gradient does.
 * @param {number} cosine
 * @returns {[number: string, says: string, cut: boolean]}
 */
function gain(cosine) {
  if (!Number.isFinite(cosine)) return ["–", "no gradient of W_h is left", false];
  const share = Math.round(100 * cosine);
  if (share < 0) return ["loss rises", "in a small training step", true];
  return [`${share} %`, share < 100 ? LAST : "of what a training step gains is left", share < 100];
}

/** @param {string} number @param {string} says @param {boolean} cut whether something is lost */
const card = (number, says, cut) =>
  html("div", { "data-lit": String(cut) }, [html("b", {}, number), html("span", {}, says)]);

/** @param {{ trace: Cutting["trace"], cuts: number[], whole: number[], left: number[], deciding: number }} found */
function inWords({ trace, cuts, whole, left, deciding }) {
  const windows = `${counted(trace.length, "word")} in ${counted(cuts.length + 1, "window")}.`;
  if (!cuts.length) return `${windows} Nothing is cut.`;
  const at = Math.max(deciding, 0);
  const share = whole[at] ? Math.round((100 * left[at]) / whole[at]) : 0;
  const last = trace.words[cuts[cuts.length - 1]];
  return `${windows} No gradient goes back beyond “${last}”; to “${trace.words[at]}” come ${share} %.`;
}
