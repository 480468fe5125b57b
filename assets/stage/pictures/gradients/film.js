/**
 * The film of a training: what is left of the gradient at each word after some steps, and when a tenth of it arrived at
 * the word asked about and half of the answers were right.
 */

import { still } from "../../player.js";
import { html, svg } from "../../svg.js";
import { slider } from "./controls.js";
import { overWords } from "./words.js";

const ENDS = /** @type {[number, number]} */ ([1e-5, 10]);
const TICKS = [1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1, 10];
const FILM = 4000; // ms for the whole training
const FRAME = 40; // ms

/**
 * @typedef {object} Line
 * @property {string} name
 * @property {string} hue
 * @property {number[]} steps at which it was measured
 * @property {number[][]} shares (steps, T)
 * @property {number[]} right share of right answers at these steps
 * @property {number | null} arrivesAt step
 * @property {number | null} rightAt step
 */

/** @typedef {{ words: string[], asked: number, lines: Line[], redraw: () => void }} Film */

/**
 * Which of the measured steps is the last one that is over.
 * @param {number[]} steps
 * @param {number} step
 */
export const lastOf = (steps, step) =>
  Math.max(
    0,
    steps.findLastIndex((one) => one <= step),
  );

/** @param {Film} data */
export function drawFilm(data) {
  const most = Math.max(...data.lines.flatMap(({ steps }) => steps));
  const now = { step: most };
  let timer = 0;
  const control = slider({
    label: "training step",
    low: 0,
    high: most,
    step: 1,
    value: most,
    said: String,
    changed: (step) => {
      now.step = step;
      data.redraw();
    },
  });
  const input = /** @type {HTMLInputElement} */ (control.querySelector("input"));
  /** @param {number} step */
  const go = (step) => {
    input.value = String(step);
    input.dispatchEvent(new Event("input"));
  };
  const play = () => {
    clearInterval(timer);
    if (still()) return go(most);
    const begun = performance.now();
    go(0);
    timer = window.setInterval(() => {
      const step = Math.round(((performance.now() - begun) / FILM) * most);
      if (step >= most || !input.isConnected) clearInterval(timer);
      go(Math.min(step, most));
    }, FRAME);
  };
  const button = html("button", { type: "button", class: "gradients-play", onclick: play, "aria-label": "Play" }, "▶");
  const controls = [html("div", { class: "gradients-steps" }, [button, control])];
  return {
    controls,
    draw: (/** @type {import("../gradients.js").Place} */ place) => draw(place, data, now.step, most),
  };
}

/**
 * @param {import("../gradients.js").Place} place
 * @param {Film} data
 * @param {number} step
 * @param {number} most
 */
function draw(place, { words, asked, lines }, step, most) {
  const { type, width, narrow, veiled, alt } = place;
  const height = type.px(330);
  const right = narrow ? width : Math.min(type.px(460), width * 0.42);
  const left = narrow ? width : width - right - 24;
  const shown = lines.map(({ name, hue, steps, shares }) => ({
    name,
    hue,
    shares: shares[lastOf(steps, step)],
    bold: true,
  }));
  const room = { left: 0, width: left, height, ends: ENDS, ticks: TICKS };
  const chart = overWords(place, room, { words, asked }, veiled ? [] : shown);
  const foot = { x: narrow ? 0 : left + 24, y: narrow ? height + 16 : 0 };
  const beside = veiled ? [] : timeline(place, lines, { step, most, width: right, word: words[asked] });
  const said = lines.map(({ name, steps, right: share }) => `${name} ${percent(share[lastOf(steps, step)])} right`);
  const name = veiled ? "Covered until the question is answered." : `${alt} At step ${step}: ${said.join("; ")}.`;
  const look = { width, height: narrow ? 2 * height + 16 : height, role: "img", "aria-label": name };
  return [svg("svg", look, [svg("g", {}, chart), svg("g", { transform: `translate(${foot.x} ${foot.y})` }, beside)])];
}

/**
 * A row a network: when its gradient arrived, and when its answers were right.
 * @param {import("../gradients.js").Place} place
 * @param {Line[]} lines
 * @param {{ step: number, most: number, width: number, word: string }} seen
 */
function timeline({ theme, type, narrow }, lines, { step, most, width, word }) {
  const size = type.size(narrow ? "note" : "body");
  const [ends, row] = [[12, width - 16], type.px(88)];
  /** @param {number} at */
  const x = (at) => ends[0] + (at / most) * (ends[1] - ends[0]);
  const text = { "font-size": size, fill: theme.text };
  const large = { "font-size": type.size("title") };
  const drawn = lines.flatMap((line, place) => {
    const y = size * 3.6 + place * row + size * 2.4;
    const until = Math.min(step, line.steps[line.steps.length - 1]);
    const now = line.right[lastOf(line.steps, step)];
    return [
      svg("text", { x: 0, y: y - size * 1.9, ...text, fill: line.hue, "font-weight": 700 }, [
        `${line.name}: ${percent(now)} of the answers right`,
      ]),
      svg("line", { x1: x(0), x2: x(most), y1: y, y2: y, stroke: theme.line, "stroke-width": 3 }),
      svg("line", { x1: x(0), x2: x(until), y1: y, y2: y, stroke: line.hue, "stroke-width": 3 }),
      ...mark(line.arrivesAt, step, x, y, `● ${line.arrivesAt}`, { ...large, fill: line.hue }, -size * 0.55),
      ...mark(line.rightAt, step, x, y, `✓ ${line.rightAt}`, { ...large, fill: line.hue }, size * 1.55),
    ];
  });
  return [
    svg("text", { x: 0, y: size, ...text }, `● at which step a tenth arrives at “${word}”`),
    svg("text", { x: 0, y: size * 2.3, ...text }, "✓ at which step half of the answers are right"),
    ...drawn,
  ];
}

/**
 * A mark at a step that is over, with its number; none before.
 * @param {number | null} at
 * @param {number} step
 * @param {(at: number) => number} x
 * @param {number} y
 * @param {string} said
 * @param {Record<string, string | number>} look
 * @param {number} below px
 */
function mark(at, step, x, y, said, look, below) {
  if (at === null || at > step) return [];
  const r = { cx: x(at), cy: y, r: 5, fill: look.fill };
  return [
    svg("circle", r),
    svg("text", { x: x(at) - 5, y: y + below, ...look, "font-weight": 700, class: "gradients-event" }, said),
  ];
}

/** @param {number} share */
const percent = (share) => `${Math.round(100 * share)} %`;
