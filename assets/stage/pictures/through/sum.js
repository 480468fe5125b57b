/**
 * One matrix at every word: what each timestep adds to its gradient, as matrices and for one weight as signed bars that
 * add up; and the same number measured by a nudge of the weight.
 */

import { format } from "../../arrays.js";
import { mix, readTheme } from "../../colour.js";
import { press, takeKeys } from "../../parts/keys.js";
import { readType } from "../../parts/type.js";
import { counted, percent, scientific } from "../../parts/words.js";
import { html, readout, say } from "../../svg.js";
import { choice } from "./controls.js";
import { Reader } from "./reader.js";
import { LAST, summed } from "./summed.js";
import { signed, tableOf, weightName } from "./table.js";
import { NUDGE, nudged, shareOfLast, summandsOf, worst } from "./summands.js";

const DIGITS = 3;
const TINT = 0.6; // of a hue behind a number: it must stay legible

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
    this.loss = readout();
    this.scroll = html("div", { class: "through-scroll", tabindex: "0", role: "group", "aria-label": "The sentence" });
    this.check = html("p", { class: "through-check", role: "status" });
    this.side = html("div", { class: "through-side" }, [this.check]);
    this.caption = html("p", { class: "caption" });
    const bar = html("div", { class: "through-bar" }, [this.where.root, this.loss]);
    frame.append(bar, html("div", { class: "through-body" }, [this.scroll, this.side]), this.caption);
    this.reader = new Reader(
      (trace) => this.read(trace),
      (message) => say(this.caption, message),
    );
  }

  /** @param {Data} data @param {import("../through.js").Around} around */
  show(data, { veiled, fresh }) {
    if (this.fresh !== fresh) {
      Object.assign(this, { every: false, at: null });
      this.where.put("last");
    }
    Object.assign(this, { data, veiled, fresh });
    say(this.caption, data.caption);
    this.reader.show(data.network, data.sentence);
    if (!veiled) takeKeys(this.scroll);
  }

  /** @param {import("../../../net/trace.js").Trace} trace */
  read(trace) {
    const { data } = this;
    if (!data) return;
    const units = trace.network.spec.model.hiddenSize;
    if (this.at && Math.max(...this.at) >= units) this.at = null;
    this.trace = trace;
    this.found = summandsOf(trace, data.answers, this.every);
    say(this.loss, lossInWords(this.found));
    this.checked = "";
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

  draw() {
    const { found, data, veiled } = this;
    if (!found || !data) return;
    const theme = readTheme(this.host);
    const { negative, positive } = data.palette;
    /** @param {number} share from -1 to 1 @param {number} [most] */
    const hue = (share, most = 1) =>
      mix(theme.empty, share < 0 ? negative : positive, most * Math.min(Math.abs(share), 1) || 0);
    const chosen = this.chosen;
    const choose = (/** @type {number} */ row, /** @type {number} */ col) => this.choose(row, col);
    const type = readType(this.host);
    const around = { room: this.scroll.clientWidth, theme, type, hue, chosen, choose, veiled, named: this.inWords() };
    this.scroll.replaceChildren(summed(found, around));
    this.side.hidden = veiled;
    if (veiled) return;
    const most = Math.max(...Array.from(found.total.data, Math.abs)) || 1;
    const shade = (/** @type {number} */ value) => hue(value / most, TINT);
    const title = "Added up: the gradient of W_h";
    const table = tableOf({ title, matrix: found.total, said: signed, hue: shade, chosen, choose });
    this.side.replaceChildren(table, this.check);
    this.drawCheck(found);
  }

  /** @param {Summands} found */
  drawCheck(found) {
    const [row, col] = this.chosen;
    const { weight, below, above, slope } = nudged(found, row, col);
    const bold = (/** @type {string} */ text) => html("b", {}, text);
    const count = found.total.data.length;
    this.checked ||= `All ${count} nudged: nudge and sum differ by at most ${scientific(worst(found))}.`;
    this.check.replaceChildren(
      html("span", {}, [
        `${weightName(row, col)}: ${counted(found.each.length, "number")} add up to `,
        bold(signed(found.total.at(row, col))),
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

/** What has to follow, and the loss of all that counts. @param {Summands} found */
function lossInWords({ trace, loss, losses }) {
  const value = format(loss.value(trace.logits), 2);
  const asked = `“${trace.network.classes[loss.targets[trace.length - 1]]}”`;
  if (losses.some((one) => one === null)) return `${asked} has to follow: loss ${value}`;
  return `the next word has to follow each, ${asked} the last: mean of ${losses.length} losses ${value}`;
}
