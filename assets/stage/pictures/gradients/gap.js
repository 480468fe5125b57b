/**
 * Right answers against the gap, on two tasks side by side: the middle one of many networks of each cell as a line, and
 * on demand each of one cell's networks as a thin one.
 */

import { svg } from "../../svg.js";
import { Chart, apart } from "./chart.js";
import { choice } from "./controls.js";

const BESIDE = 8; // px, from a line's end to what is said there
const THICK = { lstm: 11, gru: 6.5, rnn: 3.5 }; // px: of lines that lie on one another all are seen
const NONE = "none";
const APART = 28; // px, between the two charts
const FEW = 20; // points up to here are written at the axis
const TENS = [10, 20, 30, 40];

/** @typedef {"rnn" | "gru" | "lstm"} Kind */
/** @typedef {import("../gradients.js").Place} Place */

/**
 * @typedef {object} Panel
 * @property {string} title what has to be kept, as a question
 * @property {string} finding
 * @property {string} sentence an example
 * @property {number[]} points of the exam
 * @property {string} across what the points count
 * @property {number} chance share
 * @property {[number, number]} trained from which point to which
 * @property {Record<Kind, number[][]>} starts shares of right answers (starts, points)
 */

/** @typedef {Record<Kind, { name: string, hue: string }>} Looks */

/** @param {number[]} values */
export function middleOf(values) {
  const order = [...values].sort((one, other) => one - other);
  const half = order.length / 2;
  return (order[Math.ceil(half) - 1] + order[Math.floor(half)]) / 2;
}

/**
 * What stands at the ends of lines: those that end alike stand in one, each name in its hue.
 * @param {Looks} looks
 * @param {Record<string, number[]>} lines percent
 */
export function endsOf(looks, lines) {
  const alike = /** @type {Map<number, Kind[]>} */ (new Map());
  for (const [kind, line] of Object.entries(lines)) {
    const end = Math.round(line[line.length - 1]);
    alike.set(end, [...(alike.get(end) ?? []), /** @type {Kind} */ (kind)]);
  }
  return [...alike].map(([end, kinds]) => ({ end, named: kinds.map((kind) => looks[kind]) }));
}

/** @param {{ panels: Panel[], looks: Looks, redraw: () => void }} data */
export function drawGap({ panels, looks, redraw }) {
  const now = { shown: NONE };
  const kinds = /** @type {Kind[]} */ (Object.keys(looks));
  const count = panels[0].starts.rnn.length;
  const controls = [
    choice({
      label: "Show",
      options: {
        [NONE]: `the middle of ${count}`,
        ...Object.fromEntries(kinds.map((kind) => [kind, `all ${count} ${looks[kind].name}`])),
      },
      value: now.shown,
      changed: (shown) => {
        now.shown = shown;
        redraw();
      },
    }),
  ];
  return { controls, draw: (/** @type {Place} */ place) => draw(place, panels, looks, now.shown) };
}

/**
 * @param {Place} place
 * @param {Panel[]} panels
 * @param {Looks} looks
 * @param {string} shown the cell whose networks are drawn one by one
 */
function draw(place, panels, looks, shown) {
  const { type, width, narrow, veiled, alt } = place;
  const each = narrow ? width : (width - APART) / panels.length;
  const [head, height] = [type.px(84), type.px(narrow ? 270 : 300)];
  const drawn = panels.map((panel, at) => {
    const [x, y] = narrow ? [0, at * (head + height + APART)] : [at * (each + APART), 0];
    return svg("g", { transform: `translate(${x} ${y})` }, [
      ...headOf(place, panel),
      svg("g", { transform: `translate(0 ${head})` }, chartOf(place, panel, looks, { shown, width: each, height })),
    ]);
  });
  const full = (head + height) * (narrow ? panels.length : 1) + (narrow ? APART : 0);
  const name = veiled ? "Covered until the question is answered." : alt;
  return [svg("svg", { width, height: full, role: "img", "aria-label": name }, drawn)];
}

/** What is asked, what came out, and an example. @param {Place} place @param {Panel} panel */
function headOf({ theme, type, narrow, veiled }, { title, finding, sentence }) {
  const [size, large] = [type.size(narrow ? "note" : "body"), type.size(narrow ? "title" : "answer")];
  const text = { x: 0, fill: theme.text, "font-size": size };
  return [
    svg("text", { ...text, y: size, "font-weight": 600 }, title),
    svg("text", { ...text, y: size * 1.5 + large, "font-size": large, "font-weight": 700 }, veiled ? "" : finding),
    svg("text", { ...text, y: size * 2.9 + large, fill: theme.faint }, sentence),
  ];
}

/**
 * @param {Place} place
 * @param {Panel} panel
 * @param {Looks} looks
 * @param {{ shown: string, width: number, height: number }} room
 */
function chartOf({ theme, type, narrow, veiled }, panel, looks, { shown, width, height }) {
  const size = type.size(narrow ? "note" : "body");
  const large = type.size(narrow ? "large" : "title");
  const margins = { left: type.px(44), right: large * (narrow ? 8.8 : 9.6), top: size * 2.2, bottom: size * 3.4 };
  const { points, starts } = panel;
  const last = points[points.length - 1];
  const chart = new Chart({ width, height, margins, x: [Math.min(points[0], 0), last], y: [0, 104], theme, size });
  const across = last > FEW ? TENS.filter((ten) => ten <= last) : points.filter((point) => point % 2 === 0);
  const said = { xName: panel.across, yName: "right answers in %" };
  const axes = chart.axes({ x: across, y: [0, 25, 50, 75, 100], ...said });
  if (veiled) return [...axes, ...ground(chart, panel)];
  const lines = Object.fromEntries(
    Object.entries(starts).map(([kind, rows]) => [
      kind,
      points.map((_, at) => 100 * middleOf(rows.map((row) => row[at]))),
    ]),
  );
  /** @param {string} kind @param {number[]} line @param {Record<string, number>} look */
  const course = (kind, line, look) =>
    chart.line(
      line.map((percent, at) => [points[at], percent]),
      { stroke: looks[/** @type {Kind} */ (kind)].hue, ...look },
    );
  const single = shown === NONE ? [] : starts[/** @type {Kind} */ (shown)];
  const ends = endsOf(looks, lines);
  const wanted = ends.map(({ end }) => chart.y(end) + large * 0.35);
  const heights = apart(wanted, large * 1.25, [margins.top, height - margins.bottom]);
  return [
    ...axes,
    ...ground(chart, panel),
    ...Object.keys(THICK).map((kind) =>
      course(kind, lines[kind], { "stroke-width": THICK[/** @type {Kind} */ (kind)] }),
    ),
    ...single.map((row) =>
      course(
        shown,
        row.map((share) => 100 * share),
        { "stroke-width": 1.2, "stroke-opacity": 0.6 },
      ),
    ),
    ...ends.map(({ end, named }, at) => {
      const look = { fill: named[0].hue, "font-size": large, "font-weight": 700 };
      const label = chart.label(chart.x(last) + BESIDE, heights[at], `${end} % `, look);
      label.append(...named.map(({ name, hue }, k) => svg("tspan", { fill: hue }, `${k ? ", " : ""}${name}`)));
      return label;
    }),
  ];
}

/** The lengths that were trained on, and chance. @param {Chart} chart @param {Panel} panel */
function ground(chart, { trained: [from, to], chance }) {
  const { theme, margins, height, width, size } = chart.layout;
  const [left, right, level] = [chart.x(from), chart.x(to), chart.y(100 * chance)];
  const shade = { x: left, y: margins.top, width: right - left, height: height - margins.bottom - margins.top };
  const across = { x1: margins.left, x2: width - margins.right, y1: level, y2: level, stroke: theme.faint };
  const text = { fill: theme.faint, "font-size": size };
  return [
    svg("rect", { ...shade, fill: theme.faint, "fill-opacity": 0.13 }),
    svg("line", { ...across, "stroke-width": 1.5 }),
    chart.label(width - margins.right - 4, level - 5, `chance ${percent(chance)} %`, { ...text, "text-anchor": "end" }),
    svg("text", { ...text, x: left + 6, y: height - margins.bottom - 7 }, `trained on ${from} to ${to}`),
  ];
}

/** @param {number} share */
const percent = (share) => Number((100 * share).toFixed(1));
