/**
 * How many answers over a gap are learnt, by how far the gradient goes back: kept networks as points, where all
 * sentences have the gap and where there are shorter ones; and one network that was trained now, answer by answer.
 */

import { readTheme } from "../../colour.js";
import { readType } from "../../parts/type.js";
import { percent } from "../../parts/words.js";
import { html, say, svg } from "../../svg.js";
import { Chart } from "../gradients/chart.js";

const SIDEWAYS = 620; // px, below which a picture is a phone's
const SPREAD = 0.28; // words to the left and right over which points of one place are spread

/** @typedef {{ name: string, back: number[], values: number[][] }} Series values: a row of networks for each `back` */

/**
 * @typedef {object} Data
 * @property {Series[]} series the one that is asked about first
 * @property {number} shown which series the trained network belongs to
 * @property {number} back words that its gradient goes back
 * @property {number | null} score its share of right answers; null while it is not trained
 * @property {{ subject: string, said: string, right: boolean }[]} answers
 * @property {number} reaches words back that the subject stands
 * @property {number} chance
 * @property {string} hue
 * @property {string} caption
 */

export class Far {
  /** @param {Element} host @param {HTMLElement} frame */
  constructor(host, frame) {
    this.host = host;
    this.data = /** @type {Data | null} */ (null);
    this.veiled = false;
    this.cards = html("div", { class: "through-cards" });
    this.plot = html("div", { class: "through-plot through-alone" });
    this.answers = html("p", { class: "through-answers" });
    this.caption = html("p", { class: "caption" });
    frame.append(this.cards, this.plot, this.answers, this.caption);
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
    const width = this.plot.clientWidth || 800;
    const narrow = width < SIDEWAYS;
    const size = type.size(narrow ? "note" : "body");
    const height = type.px(230);
    const far = Math.max(...data.series.flatMap(({ back }) => back));
    const margins = { left: type.px(56), right: type.px(narrow ? 12 : 190), top: size * 1.6, bottom: size * 3.2 };
    const chart = new Chart({ width, height, margins, x: [1, far + 0.5], y: [0, 1.03], theme, size });
    const axes = chart.axes({ x: [2, 5, 10, 16, 20], y: [], xName: "words that the gradient goes back", yName: "" });
    const [left, right] = [chart.x(1), chart.x(far + 0.5)];
    const scale = [0, 0.5, 1].flatMap((share) => {
      const look = { x: left - 8, y: chart.y(share) + size * 0.35, "text-anchor": "end", fill: theme.faint };
      const rule = { x1: left, x2: right, y1: chart.y(share), y2: chart.y(share), stroke: theme.line };
      return [
        svg("text", { ...look, "font-size": size }, `${percent(share)} %`),
        svg("line", { ...rule, "stroke-dasharray": "2 4" }),
      ];
    });
    const here = chart.x(data.reaches);
    const mark = [
      svg("line", {
        x1: here,
        x2: here,
        y1: chart.y(1.03),
        y2: chart.y(0),
        stroke: theme.text,
        "stroke-dasharray": "6 4",
      }),
      chart.label(here + 6, chart.y(0.5), `the animal stands ${data.reaches} back`, {}),
    ];
    const name = veiled ? "Covered until you answer." : inWords(data);
    const covered = svg("text", {
      x: width / 2,
      y: height / 2,
      "text-anchor": "middle",
      "font-size": size,
      fill: theme.text,
    });
    covered.append("Answer first. Twenty networks for each number then appear here.");
    const parts = veiled ? [...axes, covered] : [...axes, ...scale, ...mark, ...this.drawn(chart, data, narrow)];
    this.plot.replaceChildren(svg("svg", { width, height, role: "img", "aria-label": name }, parts));
    this.cards.replaceChildren(...(veiled ? [] : this.results(data)));
    this.answers.replaceChildren(...(veiled ? [] : answersOf(data)));
  }

  /** @param {Chart} chart @param {Data} data @param {boolean} narrow */
  drawn(chart, { series, shown, back, score, chance, hue }, narrow) {
    const { theme } = chart.layout;
    const even = { x1: chart.x(1), x2: chart.x(chart.layout.x[1]), y1: chart.y(chance), y2: chart.y(chance) };
    const lines = series.flatMap((one, at) => {
      const colour = at === 0 ? hue : theme.faint;
      const middles = one.back.map((x, k) => /** @type {[number, number]} */ ([x, median(one.values[k])]));
      const points = one.back.flatMap((x, k) =>
        one.values[k].map((y, seed) => {
          const aside = one.values[k].length > 1 ? (2 * seed) / (one.values[k].length - 1) - 1 : 0;
          const place = { cx: chart.x(x + SPREAD * aside), cy: chart.y(y), r: 2.6 };
          return svg("circle", { ...place, fill: colour, "fill-opacity": 0.55 });
        }),
      );
      return [...points, chart.line(middles, { stroke: colour, "stroke-width": at === 0 ? 3 : 2 })];
    });
    const look = { cx: chart.x(back), r: 8, fill: "none", stroke: theme.text, "stroke-width": 2.5 };
    const ring = score === null ? [] : [svg("circle", { ...look, cy: chart.y(score) })];
    const right = chart.x(chart.layout.x[1]) + 8;
    const names = narrow
      ? []
      : [
          chart.label(right, chart.y(chance) + 5, "as by chance", { fill: theme.faint }),
          chart.label(right, chart.y(0.94), series[0].name, { fill: hue, "font-weight": 700 }),
          chart.label(right, chart.y(0.78), series[1].name, { fill: theme.faint, "font-weight": 700 }),
          chart.label(right, chart.y(0.62), "○ trained now", { "font-weight": shown === 0 ? 700 : 400 }),
        ];
    return [svg("line", { ...even, stroke: theme.faint, "stroke-dasharray": "2 3" }), ...lines, ...ring, ...names];
  }

  /** @param {Data} data */
  results({ series, back, hue }) {
    return series.map(({ name, back: known, values }, at) => {
      const k = known.indexOf(back);
      const big = k < 0 ? "–" : `${percent(median(values[k]))} %`;
      const ends = k < 0 ? "?" : [Math.min, Math.max].map((end) => percent(end(...values[k]))).join(" to ");
      const number = html("b", { style: at === 0 ? `color:${hue}` : "" }, big);
      return html("div", {}, [number, html("span", {}, `right, ${back} back, ${name} (${ends} %)`)]);
    });
  }

  /** No key is its own. */
  keydown() {}

  /** Nothing goes on. */
  end() {}
}

/** @param {number[]} values */
function median(values) {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** What the network that was trained now says after each animal. @param {Data} data */
function answersOf({ answers, score }) {
  if (score === null) return [];
  const said = answers.map(({ subject, said, right }) =>
    html("span", { "data-right": String(right) }, [`${subject} → `, html("b", {}, said)]),
  );
  return [html("span", {}, `○ Trained now, ${percent(score)} % right:`), ...said];
}

/** @param {Data} data */
function inWords({ series, back }) {
  const said = series.map(({ name, back: known, values }) => {
    const all = known.map((words, at) => `${words} words ${percent(median(values[at]))} %`);
    return `${name}: ${all.join(", ")}.`;
  });
  return `Right answers by how far the gradient goes back, ${back} now. ${said.join(" ")}`;
}
