/**
 * What a gradient that goes back so many words does not learn. On the left the sentences that teach, and whether the
 * gradient reaches their animal; on the right how many answers over one gap are right: the middle one of the kept
 * networks as a line, all of them as points where the chosen number stands, and one network that was trained now.
 */

import { readTheme } from "../../colour.js";
import { readType } from "../../parts/type.js";
import { html, say, svg } from "../../svg.js";
import { Chart } from "../gradients/chart.js";
import { covered } from "./covered.js";
import { stripsOf } from "./strips.js";

const SIDEWAYS = 460; // px, below which a chart is a phone's
const SPREAD = 0.28; // words to the left and right over which points of one place are spread
const BESIDE = [0.72, 0.9]; // how high on its steep part each line is named

/**
 * `shortest` is the least number of words between animal and answer, `values` a row of networks for each `back`.
 * @typedef {{ name: string, shortest: number, back: number[], values: number[][] }} Series
 */

/**
 * @typedef {object} Data
 * @property {Series[]} series the one that is asked about first
 * @property {number} back words that the gradient goes back
 * @property {number | null} score share of right answers of the network that is trained now; null until then
 * @property {{ subject: string, asked: string, said: string, right: boolean }[]} answers
 * @property {number} gap words between animal and answer in the sentences that judge
 * @property {number} judged how many these are
 * @property {number} chance
 * @property {[animal: string, answer: string]} example
 * @property {string} hue
 * @property {string} caption
 */

export class Far {
  /** @param {Element} host @param {HTMLElement} frame */
  constructor(host, frame) {
    this.host = host;
    this.data = /** @type {Data | null} */ (null);
    this.veiled = false;
    this.left = html("div", { class: "through-strips" });
    this.plot = html("div", { class: "through-plot" });
    this.score = html("summary");
    this.said = html("p", { class: "through-answers" });
    this.answers = html("details", { class: "through-trained" }, [this.score, this.said]);
    this.caption = html("p", { class: "caption" });
    frame.append(html("div", { class: "through-body" }, [this.left, this.plot]), this.answers, this.caption);
  }

  /** @param {Data} data @param {import("../through.js").Around} around */
  show(data, { veiled }) {
    Object.assign(this, { data, veiled });
    say(this.caption, data.caption);
    this.draw();
  }

  draw() {
    const { data, veiled } = this;
    if (!data) return;
    const theme = readTheme(this.host);
    const type = readType(this.host);
    this.drawStrips(data, theme, type);
    this.drawChart(data, theme, type);
    this.answers.hidden = veiled || data.score === null;
    say(
      this.score,
      data.score === null ? "" : `◯ trained now: ${rightOf(data.score, data.judged)} of ${data.judged} right`,
    );
    this.said.replaceChildren(...answersOf(data));
  }

  /**
   * @param {Data} data
   * @param {import("../../colour.js").Theme} theme
   * @param {import("../../parts/type.js").Type} type
   */
  drawStrips({ series, back, judged, hue, example }, theme, type) {
    const width = this.left.clientWidth || 480;
    const rows = series.map(({ name, shortest, back: known, values }, at) => {
      const k = known.indexOf(back);
      const big = this.veiled ? "?" : `${k < 0 ? "–" : rightOf(median(values[k]), judged)} of ${judged}`;
      const says = this.veiled ? `of ${judged} right` : `right: ${reason(back > shortest, at)}`;
      const beside = at === 0 ? "" : "the shortest:";
      return {
        gap: shortest,
        title: name,
        beside,
        big,
        says,
        hue: at === 0 ? hue : theme.text,
      };
    });
    const { parts, height } = stripsOf(rows, { width, back, theme, type, hue, words: example });
    const named = rows.map(({ title, big, says }) => `${title}: ${big} ${says}.`).join(" ");
    this.left.replaceChildren(svg("svg", { width, height, role: "img", "aria-label": named }, parts));
  }

  /**
   * @param {Data} data
   * @param {import("../../colour.js").Theme} theme
   * @param {import("../../parts/type.js").Type} type
   */
  drawChart(data, theme, type) {
    const width = this.plot.clientWidth || 480;
    const size = type.size(width < SIDEWAYS ? "note" : "body");
    const height = type.px(270);
    if (this.veiled) {
      const says = "Twenty networks for each number then stand here.";
      return this.plot.replaceChildren(covered({ width, height, size, says }));
    }
    const far = Math.max(...data.series.flatMap(({ back }) => back)) + 0.5;
    const margins = { left: type.px(30), right: type.px(8), top: size * 2.2, bottom: size * 3.2 };
    const chart = new Chart({ width, height, margins, x: [1, far], y: [0, 1.03], theme, size });
    const axes = chart.axes({
      ...{ x: [2, 5, 10, 16, 20], y: [] },
      ...{
        xName: "words that the gradient goes back",
        yName: `right answers, of ${data.judged} (the middle one of ${data.series[0].values[0].length} networks)`,
      },
    });
    const look = { width, height, role: "img", "aria-label": inWords(data) };
    const parts = [...axes, ...scaleOf(chart, data), ...pointsOf(chart, data), ...linesOf(chart, data)];
    this.plot.replaceChildren(svg("svg", look, parts));
  }

  /** No key is its own. */
  keydown() {}

  /** Nothing goes on. */
  end() {}
}

/** Why so many are right. @param {boolean} reached whether the gradient comes to the animal @param {number} at */
function reason(reached, at) {
  if (at === 0) return reached ? "the gradient comes to the animal" : "the gradient stops before the animal";
  return reached ? "short ones teach it to keep the animal" : "too short for the shortest, too";
}

/**
 * How many answers are right: heights, what guessing gets, and where the animal stands.
 * @param {Chart} chart
 * @param {Data} data
 */
function scaleOf(chart, { judged, chance, gap }) {
  const { theme, size, x } = chart.layout;
  const [left, right] = x.map((end) => chart.x(end));
  const here = chart.x(gap + 1);
  const upright = { x1: here, x2: here, y1: chart.y(1.03), y2: chart.y(0), stroke: theme.text };
  return [
    ...[0, 0.5, 1].flatMap((share) => {
      const look = { x: left - 8, y: chart.y(share) + size * 0.35, "text-anchor": "end", fill: theme.faint };
      const rule = { x1: left, x2: right, y1: chart.y(share), y2: chart.y(share), stroke: theme.line };
      return [
        svg("text", { ...look, "font-size": size }, String(judged * share)),
        svg("line", { ...rule, "stroke-dasharray": "2 4" }),
      ];
    }),
    svg("line", { x1: left, x2: right, y1: chart.y(chance), y2: chart.y(chance), stroke: theme.faint }),
    chart.label(right, chart.y(chance) - size * 0.4, `guessing: ${judged * chance}`, {
      ...{ "text-anchor": "end", fill: theme.faint },
    }),
    svg("line", { ...upright, "stroke-dasharray": "6 4" }),
    chart.label(here + 5, chart.y(0.36), "the animal", {}),
  ];
}

/** All networks of the number of words that is chosen. @param {Chart} chart @param {Data} data */
function pointsOf(chart, { series, hue, back: chosen }) {
  return series.flatMap(({ back, values }, at) =>
    back.flatMap((x, k) =>
      (x === chosen ? values[k] : []).map((y, seed) => {
        const aside = values[k].length > 1 ? (2 * seed) / (values[k].length - 1) - 1 : 0;
        const place = { cx: chart.x(x + SPREAD * aside), cy: chart.y(y), r: 2.4 };
        return svg("circle", { ...place, fill: at === 0 ? hue : chart.layout.theme.text, "fill-opacity": 0.55 });
      }),
    ),
  );
}

/**
 * The middle networks, each line named beside its steep part; where the chosen number of words stands; and the ring
 * of the network that was trained now.
 * @param {Chart} chart
 * @param {Data} data
 */
function linesOf(chart, { series, back, score, hue, gap }) {
  const { theme, size } = chart.layout;
  const drawn = series.flatMap(({ back: known, values }, at) => {
    const colour = at === 0 ? hue : theme.text;
    const middles = known.map((x, k) => /** @type {[number, number]} */ ([x, median(values[k])]));
    const here = middles.filter(([x]) => x === back);
    const steep = middles.find(([, y]) => y > 0.5) ?? middles[middles.length - 1];
    const beside = { fill: colour, "font-weight": 700, "text-anchor": at === 0 ? "end" : "start" };
    const x = at === 0 ? chart.x(steep[0]) - size * 0.6 : chart.x(steep[0] + 1) + size;
    return [
      chart.line(middles, { stroke: colour, "stroke-width": 3 }),
      ...here.map(([x, y]) => svg("circle", { cx: chart.x(x), cy: chart.y(y), r: 6, fill: colour })),
      chart.label(x, chart.y(BESIDE[at]), at === 0 ? `only gaps of ${gap}` : "short gaps, too", beside),
    ];
  });
  if (score === null) return drawn;
  const ring = { cx: chart.x(back), cy: chart.y(score), r: 10, fill: "none", stroke: theme.text, "stroke-width": 2.5 };
  return [...drawn, svg("circle", { ...ring, class: "through-now" })];
}

/** How many of the judged sentences are right: a middle of an even number may be a half. */
/** @param {number} share @param {number} judged */
const rightOf = (share, judged) => String(Math.round(2 * share * judged) / 2);

/** @param {number[]} values */
function median(values) {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** What the network that was trained now says after each animal, all sentences with one animal together. */
/** @param {Data} data */
function answersOf({ answers }) {
  const animals = [...new Set(answers.map(({ subject }) => subject))];
  return animals.map((animal) => {
    const own = answers.filter(({ subject }) => subject === animal);
    const words = own.flatMap(({ said, right }, at) => [
      at ? ", " : "",
      html("b", { "data-right": String(right) }, said),
    ]);
    return html("span", {}, [`${animal} → ${own[0].asked}? `, ...words]);
  });
}

/** @param {Data} data */
function inWords({ series, back, judged }) {
  const said = series.map(({ name, back: known, values }) => {
    const all = known.map((words, at) => `${words} words ${rightOf(median(values[at]), judged)}`);
    return `${name}: ${all.join(", ")}.`;
  });
  return `Right answers of ${judged} by how far the gradient goes back, ${back} now. ${said.join(" ")}`;
}
