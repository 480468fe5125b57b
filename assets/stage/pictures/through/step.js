/**
 * One step of plain gradient descent: the weights, their gradient and the weights after; and the loss of the sentence
 * along the step, so that it is seen where a rate is too large. Steps may be taken, one after the other.
 */

import { digitsFor, format } from "../../arrays.js";
import { mix, readTheme } from "../../colour.js";
import { readType } from "../../parts/type.js";
import { counted } from "../../parts/words.js";
import { still } from "../../player.js";
import { html, say } from "../../svg.js";
import { record } from "../../../net/trace.js";
import { lossWith } from "./asked.js";
import { button, slider } from "./controls.js";
import { covered } from "./covered.js";
import { AT_FIRST, MOST, RATES, descentOf, heightOf } from "./descent.js";
import { Reader } from "./reader.js";
import { WEIGHT } from "./summands.js";
import { signed, tableOf, weightName } from "./table.js";
import { along, lossAfter, standAt, stepped, taken } from "./walk.js";

const TINT = 0.55;
const MOST_TOLD = 6; // losses of steps that were taken
const GLIDE = 1600; // ms in which the rate goes from the one asked about to the other

/** @typedef {import("./walk.js").Stand} Stand */

/**
 * @typedef {object} Data
 * @property {string} network
 * @property {string} sentence
 * @property {string} other another sentence, whose loss is told
 * @property {import("./asked.js").Answers} answers
 * @property {import("../../types.d.ts").Palette} palette
 * @property {string} caption
 */

export class Step {
  /** @param {Element} host @param {HTMLElement} frame */
  constructor(host, frame) {
    this.host = host;
    this.data = /** @type {Data | null} */ (null);
    this.stand = /** @type {Stand | null} */ (null);
    this.first = /** @type {import("../../../net/trace.js").Trace | null} */ (null);
    this.other = /** @type {Stand | null} */ (null);
    this.curve = /** @type {number[]} */ ([]);
    this.walked = /** @type {number[]} */ ([]);
    this.veiled = false;
    this.fresh = -1;
    this.at = /** @type {[row: number, col: number]} */ ([0, 0]);
    this.moving = 0;
    this.rate = slider({
      label: "learning rate η",
      low: 0,
      high: MOST,
      step: 0.5,
      value: AT_FIRST,
      said: (value) => format(value, 1),
      changed: () => this.draw(),
    });
    this.rate.root.addEventListener("pointerdown", () => cancelAnimationFrame(this.moving));
    this.take = button("Take this step", () => this.go(), true);
    this.again = button("Back to the start", () => this.back());
    this.bar = html("div", { class: "through-bar" }, [this.rate.root, this.take, this.again]);
    this.tables = html("div", { class: "through-tables" });
    this.says = html("p", { class: "through-says" });
    this.plot = html("div", { class: "through-plot" });
    this.caption = html("p", { class: "caption" });
    const left = html("div", { class: "through-left" }, [this.tables, this.says]);
    frame.append(this.bar, html("div", { class: "through-body" }, [left, this.plot]), this.caption);
    this.reader = new Reader(
      (trace) => this.read(trace),
      (message) => say(this.caption, message),
    );
  }

  /** @param {Data} data @param {import("../through.js").Around} around */
  show(data, { veiled, fresh }) {
    const uncovered = this.veiled && !veiled;
    if (this.fresh !== fresh || veiled) this.rate.put(veiled ? AT_FIRST : MOST);
    Object.assign(this, { data, veiled, fresh });
    this.bar.inert = veiled;
    say(this.caption, data.caption);
    this.reader.show(data.network, data.sentence);
    if (uncovered) this.glide();
  }

  /** From the rate that was asked about first to the other. */
  glide() {
    if (still()) return this.rate.put(MOST);
    const begun = performance.now();
    const on = () => {
      const share = Math.min((performance.now() - begun) / GLIDE, 1);
      this.rate.put(AT_FIRST + share * (MOST - AT_FIRST));
      this.draw();
      if (share < 1) this.moving = requestAnimationFrame(on);
    };
    this.moving = requestAnimationFrame(on);
  }

  /** @param {import("../../../net/trace.js").Trace} trace */
  read(trace) {
    const { data } = this;
    if (!data) return;
    this.first = trace;
    this.other = standAt(record(trace.network, data.other), data.answers);
    this.walked = [];
    this.put(standAt(trace, data.answers));
  }

  /** @param {Stand} stand */
  put(stand) {
    this.stand = stand;
    this.curve = along(stand, RATES);
    const units = stand.trace.network.spec.model.hiddenSize;
    if (Math.max(...this.at) >= units) this.choose(0, 0);
    this.draw();
  }

  go() {
    const { stand, data } = this;
    if (!stand || !data) return;
    this.walked.push(stand.value);
    this.put(taken(stand, this.rate.value(), data.answers));
  }

  back() {
    if (this.first) this.read(this.first);
  }

  draw() {
    const { stand, data } = this;
    if (!stand || !data) return;
    const theme = readTheme(this.host);
    const rate = this.rate.value();
    const after = stepped(stand, rate);
    this.drawTables(stand, after, rate, theme);
    const value = lossAfter(stand, rate);
    this.drawPlot(stand, rate, value, theme);
    this.again.disabled = !this.walked.length;
    this.take.disabled = !Number.isFinite(value);
    say(this.says, this.inWords(stand, after, rate));
  }

  /**
   * @param {Stand} stand
   * @param {import("../../../net/types.d.ts").Weights} after
   * @param {number} rate
   * @param {import("../../colour.js").Theme} theme
   */
  drawTables({ trace, gradient }, after, rate, theme) {
    const { palette } = /** @type {Data} */ (this.data);
    const slope = /** @type {import("../../../net/matrix.js").Matrix} */ (gradient.get(WEIGHT));
    /** @param {ArrayLike<number> | undefined} data */
    const shaped = (data) => Object.assign(slope.copy(), { data: Float64Array.from(data ?? []) });
    /** @param {number} most */
    const hue = (most) => (/** @type {number} */ value) =>
      mix(
        theme.empty,
        value < 0 ? palette.negative : palette.positive,
        TINT * Math.min(Math.abs(value / most), 1) || 0,
      );
    const largest = Math.max(...Array.from(slope.data, Math.abs)) || 1;
    const two = (/** @type {number} */ value) => format(value, 2);
    const around = { chosen: this.at, choose: (/** @type {number} */ i, /** @type {number} */ j) => this.choose(i, j) };
    const before = shaped(trace.network.weights.get(WEIGHT)?.data);
    this.tables.replaceChildren(
      tableOf({ title: "W_h before", matrix: before, said: two, hue: hue(1), ...around }),
      html("span", { class: "through-sign" }, `− ${format(rate, 1)} ×`),
      tableOf({ title: "its gradient", matrix: slope, said: signed, hue: hue(largest), ...around }),
      html("span", { class: "through-sign" }, "="),
      tableOf({ title: "W_h after", matrix: shaped(after.get(WEIGHT)?.data), said: two, hue: hue(1), ...around }),
    );
  }

  /** @param {number} row @param {number} col */
  choose(row, col) {
    this.at = /** @type {[number, number]} */ ([row, col]);
    this.draw();
  }

  /**
   * @param {Stand} stand
   * @param {number} rate
   * @param {number} after the loss after the step
   * @param {import("../../colour.js").Theme} theme
   */
  drawPlot(stand, rate, after, theme) {
    const type = readType(this.host);
    const width = this.plot.clientWidth || 400;
    const { curve, veiled } = this;
    const says = "The loss along the step then stands here.";
    const marked = !this.walked.length;
    const descent = { before: stand.value, steep: stand.steep, curve, rate, after, marked };
    this.plot.replaceChildren(
      veiled
        ? covered({ width, height: heightOf(type), size: type.size("body"), says })
        : descentOf(descent, { width, theme, type }),
    );
  }

  /**
   * @param {Stand} stand
   * @param {import("../../../net/types.d.ts").Weights} after
   * @param {number} rate
   */
  inWords({ trace, gradient }, after, rate) {
    const [row, col] = this.at;
    const slope = gradient.get(WEIGHT)?.at(row, col) ?? 0;
    const at = row * trace.network.spec.model.hiddenSize + col;
    const [from, to] = [trace.network.weights, after].map((weights) => weights.get(WEIGHT)?.data[at] ?? 0);
    const digits = digitsFor([from, slope], ([weight, steep]) => weight - rate * steep, 2);
    const taken = `${format(from, digits)} − ${format(rate, 1)} × (${format(slope, digits)}) = ${format(to, 2)}`;
    const sum = `${weightName(row, col)}: ${taken}.`;
    if (this.veiled || !this.other) return sum;
    const { other } = this;
    const elsewhere = lossWith(other.trace, other.loss, after);
    const both = `${format(other.value, 2)} → ${format(elsewhere, 2)}`;
    const beside = `For another sentence, “${other.trace.words.join(" ")}” the loss goes ${both}.`;
    const steps = this.walked.slice(-MOST_TOLD).map((one) => format(one, 2));
    const path = steps.length ? ` ${counted(this.walked.length, "step")} taken: ${steps.join(" → ")} → now.` : "";
    return `${sum} ${beside}${path}`;
  }

  /** No key is its own. */
  keydown() {}

  end() {
    cancelAnimationFrame(this.moving);
    this.reader.end();
  }
}
