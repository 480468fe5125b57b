/**
 * Gradients and luck, run here: the same network from the same start, the same eight sentences, the same number of
 * losses. Each run adds a line to those before it; luck may go on until it has all answers.
 */

import { format } from "../../arrays.js";
import { readTheme } from "../../colour.js";
import { atHand, fetchNetworks } from "../../networks.js";
import { readType } from "../../parts/type.js";
import { thousands } from "../../parts/words.js";
import { still } from "../../player.js";
import { html, say, svg } from "../../svg.js";
import { Chart } from "../gradients/chart.js";
import { button, choice } from "./controls.js";
import { covered } from "./covered.js";
import { COST, Gradients, Luck, Sentences, begun, counted } from "./luck.js";

const AT_A_TIME = 3; // losses in a frame, so that the lines are seen to grow
const MORE_AT_A_TIME = 24;
const MOST = 4000; // losses after which luck is given up
const KEPT = 12; // runs whose lines stay
const TOP = 5; // of the axis of losses
const SIDEWAYS = 520; // px, below which a picture is a phone's
const WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "all eight"];

/** @typedef {{ gradients: Gradients, luck: Luck, weights: number }} Run */

/**
 * @typedef {object} Data
 * @property {string} network
 * @property {[sentence: string, answer: string][]} sentences
 * @property {number} budget losses that each may compute
 * @property {number} units
 */

export class Search {
  /** @param {Element} host @param {HTMLElement} frame */
  constructor(host, frame) {
    this.host = host;
    this.data = /** @type {Data | null} */ (null);
    this.runs = /** @type {Run[]} */ ([]);
    this.veiled = false;
    this.fresh = -1;
    this.ended = false;
    this.units = 32;
    this.seed = 0;
    this.frame = 0;
    this.size = choice({
      label: "units",
      options: { 8: "8", 16: "16", 32: "32", 64: "64" },
      value: "32",
      changed: (value) => {
        this.units = Number(value);
        this.runs = [];
        this.begin();
      },
    });
    this.again = button("Run again from another start", () => this.begin(), true);
    this.more = button("Let luck go on", () => this.goOn());
    this.bar = html("div", { class: "through-bar" }, [this.size.root, this.again, this.more]);
    this.cards = html("div", { class: "through-cards", role: "status" });
    this.plot = html("div", { class: "through-plot through-alone" });
    frame.append(this.bar, this.cards, this.plot);
  }

  /** @param {Data} data @param {import("../through.js").Around} around */
  async show(data, { veiled, fresh }) {
    if (this.fresh !== fresh) {
      Object.assign(this, { runs: [], seed: 0, units: data.units });
      this.size.put(String(data.units));
    }
    Object.assign(this, { data, veiled, fresh });
    this.bar.inert = veiled;
    try {
      await fetchNetworks([data.network]);
    } catch (error) {
      return say(this.cards, /** @type {Error} */ (error).message);
    }
    if (this.ended || this.data !== data) return;
    if (veiled || this.runs.length) this.draw();
    else this.begin();
  }

  /** Begin a run from another start. */
  begin() {
    const { data } = this;
    const networks = data && atHand([data.network]);
    if (!data || !networks) return;
    const seed = (this.seed += 1);
    const start = begun(networks[0], this.units, seed);
    const sentences = new Sentences(start, data.sentences);
    const [gradients, luck] = [new Gradients(sentences, start.weights), new Luck(sentences, start.weights, seed)];
    this.runs = [...this.runs.slice(1 - KEPT), { gradients, luck, weights: counted(start.weights) }];
    this.grow(AT_A_TIME, ({ gradients, luck }) => {
      if (gradients.spent < data.budget) gradients.advance();
      while (luck.spent < Math.min(gradients.spent, data.budget)) luck.advance();
      return luck.spent >= data.budget;
    });
  }

  /** Let luck go on from where the last run left it, until it has all answers. */
  goOn() {
    this.grow(MORE_AT_A_TIME, ({ luck }) => {
      luck.advance();
      return luck.spent >= MOST || luck.points[luck.points.length - 1].right === luck.sentences.targets.length;
    });
  }

  /**
   * Have the last run go on, some losses in a frame; all at once where nothing is to move.
   * @param {number} losses
   * @param {(run: Run) => boolean} advance returns whether it has come to its end
   */
  grow(losses, advance) {
    cancelAnimationFrame(this.frame);
    const run = this.runs[this.runs.length - 1];
    const on = () => {
      let over = false;
      for (let done = 0; !over && (still() || done < losses); done++) over = advance(run);
      this.draw();
      if (!over && !this.ended) this.frame = requestAnimationFrame(on);
    };
    on();
  }

  draw() {
    const { data, veiled } = this;
    if (!data) return;
    const theme = readTheme(this.host);
    const type = readType(this.host);
    const width = this.plot.clientWidth || 800;
    const narrow = width < SIDEWAYS;
    const size = type.size(narrow ? "note" : "body");
    const height = type.px(225);
    const run = this.runs[this.runs.length - 1];
    const end = Math.max(data.budget, run?.luck.spent ?? 0);
    const margins = { left: type.px(30), right: type.px(narrow ? 80 : 120), top: size * 2, bottom: size * 3.2 };
    const chart = new Chart({ width, height, margins, x: [0, end], y: [0, TOP], theme, size });
    const ticks = [0, 1, 2, 3].map((at) => Math.round((at * end) / 30) * 10);
    const axes = chart.axes({ x: ticks, y: [0, 1, 2, 3, 4, 5], xName: "losses computed", yName: "loss" });
    if (veiled || !run) {
      this.plot.replaceChildren(covered({ width, height, size, says: "Both then start here." }));
      this.cards.replaceChildren();
      return;
    }
    const lines = this.runs.flatMap((one) => {
      const last = one === run;
      return [one.luck, one.gradients].map((way) => {
        const points = way.points.map(({ spent, loss }) => /** @type {[number, number]} */ ([spent, loss]));
        const stroke = way instanceof Gradients ? theme.accent : theme.text;
        return chart.line(points, { stroke, "stroke-width": last ? 3 : 1, "stroke-opacity": last ? 1 : 0.3 });
      });
    });
    const names = [run.gradients, run.luck].map((way) => {
      const { spent, loss } = way.points[way.points.length - 1];
      const look = { fill: way instanceof Gradients ? theme.accent : theme.text, "font-weight": 700 };
      return chart.label(
        chart.x(spent) + 6,
        chart.y(Math.min(loss, TOP)) + 4,
        way instanceof Gradients ? "gradients" : "luck",
        look,
      );
    });
    const said = this.inWords(run);
    const look = { width, height, role: "img", "aria-label": said.join(" ") };
    this.plot.replaceChildren(svg("svg", look, [...axes, ...lines, ...names]));
    this.drawCards(run);
  }

  /** @param {Run} run */
  drawCards({ gradients, luck, weights }) {
    const of = gradients.sentences.targets.length;
    const cards = [gradients, luck].map((way) => {
      const { right, spent, loss } = way.points[way.points.length - 1];
      const by = way instanceof Gradients;
      const name = by
        ? `gradients: ${spent / COST} steps at ${COST} losses each`
        : `luck: ${thousands(spent)} random changes at 1 loss each`;
      const big = html("b", {}, `${right} of ${of} answers right`);
      return html("div", { "data-lit": String(by) }, [big, html("span", {}, `${name}; loss ${format(loss, 2)}`)]);
    });
    const size = html("div", {}, [
      html("b", {}, thousands(weights)),
      html("span", {}, "weights, the same start for both"),
    ]);
    this.cards.replaceChildren(...cards, size);
  }

  /** @param {Run} run */
  inWords({ gradients, luck }) {
    const [by, without] = [gradients, luck].map((way) => way.points[way.points.length - 1]);
    return [
      `Along gradients ${WORDS[by.right]} right after ${by.spent} losses.`,
      `By luck ${WORDS[without.right]} right after ${without.spent}.`,
    ];
  }

  /** No key is its own. */
  keydown() {}

  end() {
    this.ended = true;
    cancelAnimationFrame(this.frame);
  }
}
