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
const TIMES = [0, 25, 100, 200, 400, 800]; // steps that are written below the axis

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

/**
 * @typedef {object} Film
 * @property {string[]} words
 * @property {number} asked timestep
 * @property {Line[]} lines the one that is asked about is the last
 * @property {number} arrives the share that counts as arrived
 * @property {{ step: number }} [kept] how the slider stood before
 * @property {() => void} redraw
 */

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
  const now = { step: most, ...data.kept };
  let timer = 0;
  const control = slider({
    label: "training step",
    low: 0,
    high: most,
    step: 1,
    value: now.step,
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
    now,
    training: trained(data.lines, now, go, () => clearInterval(timer)),
  };
}

/**
 * The training as a film to take home: all steps that some network was measured at.
 * @param {Line[]} lines
 * @param {{ step: number }} now
 * @param {(step: number) => void} go
 * @param {() => void} stop
 * @returns {import("../../home/reels.js").Training}
 */
function trained(lines, now, go, stop) {
  const steps = [...new Set(lines.flatMap((line) => line.steps))].sort((a, b) => a - b);
  const before = { step: -1 };
  return {
    steps,
    at: (index) => {
      stop();
      if (before.step < 0) before.step = now.step;
      go(steps[index]);
    },
    back: () => {
      if (before.step >= 0) go(before.step);
      before.step = -1;
    },
  };
}

/**
 * @param {import("../gradients.js").Place} place
 * @param {Film} data
 * @param {number} step
 * @param {number} most
 */
function draw(place, { words, asked, lines, arrives }, step, most) {
  const { type, width, narrow, veiled, alt } = place;
  const height = type.px(350);
  const right = narrow ? width : Math.min(type.px(460), width * 0.42);
  const left = narrow ? width : width - right - 24;
  const shown = lines.map(({ name, hue, steps, shares }) => ({
    name,
    hue,
    shares: shares[lastOf(steps, step)],
    bold: name === lines[lines.length - 1].name,
  }));
  const room = { left: 0, width: left, height, ends: ENDS, ticks: TICKS };
  const chart = overWords(place, room, { words, asked }, veiled ? [] : shown);
  const foot = { x: narrow ? 0 : left + 24, y: narrow ? height + 16 : 0 };
  const beside = veiled
    ? []
    : timeline(place, lines, { step, most, width: right, word: quoted(words[asked]), asked, arrives });
  const said = lines.map(({ name, steps, right: share }) => `${name} ${percent(share[lastOf(steps, step)])} right`);
  const name = veiled ? "Covered until the question is answered." : `${alt} At step ${step}: ${said.join("; ")}.`;
  const look = { width, height: narrow ? 2 * height + 16 : height, role: "img", "aria-label": name };
  return [svg("svg", look, [svg("g", {}, chart), svg("g", { transform: `translate(${foot.x} ${foot.y})` }, beside)])];
}

/**
 * Between which steps a share is at least as large as asked: from the first measured one that is, to the first that is
 * not, or to the end.
 * @param {number[]} steps
 * @param {number[]} shares at these steps
 * @param {number} least
 * @returns {[from: number, to: number][]}
 */
export function spansOf(steps, shares, least) {
  const found = /** @type {[number, number][]} */ ([]);
  shares.forEach((share, at) => {
    if (!(share >= least)) return;
    const to = steps[Math.min(at + 1, steps.length - 1)];
    const before = found[found.length - 1];
    if (before && before[1] === steps[at]) before[1] = to;
    else found.push([steps[at], to]);
  });
  return found;
}

/**
 * A row a network, the one asked about on top: while which steps its gradient arrives, and when its answers are right.
 * The first steps have more room than the last: the axis goes by the square root.
 * @param {import("../gradients.js").Place} place
 * @param {Line[]} lines
 * @param {{ step: number, most: number, width: number, word: string, asked: number, arrives: number }} seen
 */
function timeline({ theme, type, narrow }, lines, seen) {
  const { step, most, width, word } = seen;
  const size = type.size(narrow ? "note" : "body");
  const [ends, row, top] = [[4, width - 18], type.px(86), size * 3];
  /** @param {number} at */
  const x = (at) => ends[0] + Math.sqrt(at / most) * (ends[1] - ends[0]);
  const foot = top + lines.length * row - size * 0.4;
  const text = { "font-size": size, fill: theme.faint };
  const ticks = TIMES.filter((time) => time <= most).flatMap((time) => [
    svg("line", { x1: x(time), x2: x(time), y1: foot, y2: foot + 5, stroke: theme.faint }),
    svg("text", { ...text, x: x(time), y: foot + size * 1.4, "text-anchor": "middle" }, String(time)),
  ]);
  return [
    svg("text", { x: 0, y: size, "font-size": size, fill: theme.text }, `thick: a tenth or more is left at ${word}`),
    ...lines.toReversed().flatMap((line, at) => rowOf({ theme, size, x, y: top + at * row }, line, seen)),
    svg("line", { x1: x(0), x2: x(most), y1: foot, y2: foot, stroke: theme.line }),
    svg("line", { x1: x(step), x2: x(step), y1: top, y2: foot, stroke: theme.accent, "stroke-opacity": 0.5 }),
    ...ticks,
    svg(
      "text",
      { ...text, x: x(most), y: foot + size * 2.6, "text-anchor": "end" },
      "training step, the first drawn wider",
    ),
  ];
}

/**
 * @param {{ theme: import("../../colour.js").Theme, size: number, x: (step: number) => number, y: number }} place
 * @param {Line} line
 * @param {{ step: number, most: number, asked: number, arrives: number }} seen
 */
function rowOf({ theme, size, x, y }, { name, hue, steps, shares, right, arrivesAt, rightAt }, seen) {
  const { step, most, asked, arrives } = seen;
  const [bar, end] = [y + size * 2.4, steps[steps.length - 1]];
  const now = lastOf(steps, step);
  const there = shares.map((of) => of[asked]);
  const spans = spansOf(steps, there, arrives).filter(([from]) => from <= step);
  const over = step >= end;
  const look = { size, hue, x, right: x(most) };
  const below = bar + size * 1.7;
  const never = over && rightAt === null;
  return [
    svg("text", { x: 0, y, "font-size": size, fill: hue, "font-weight": 700 }, name),
    svg("text", { x: x(most) - size * 0.6, y, "font-size": size, fill: theme.text, "text-anchor": "end" }, [
      `${percent(right[now])} of the answers right`,
    ]),
    svg("line", { x1: x(0), x2: x(Math.min(step, end)), y1: bar, y2: bar, stroke: theme.line, "stroke-width": 4 }),
    ...spans.map(([from, to]) => {
      const d = `M${x(from)} ${bar}H${Math.max(x(Math.min(to, step)), x(from) + 2)}`;
      return svg("path", { d, stroke: hue, "stroke-width": 10, class: "gradients-arrived" });
    }),
    ...mark(look, arrivesAt, step, bar - size * 0.7, "●", over ? whileThere(spans, end) : "arrives"),
    ...mark(look, rightAt, step, below, "✓", "half right"),
    ...(never ? [svg("text", { x: x(0), y: below, "font-size": size, fill: theme.text }, "never half right")] : []),
    ...(over && end < most ? ended(theme, { at: x(end), right: x(most), bar, size }) : []),
  ];
}

/**
 * Where the training of a network ends before that of others: its weights stay as they are.
 * @param {import("../../colour.js").Theme} theme
 * @param {{ at: number, right: number, bar: number, size: number }} place px
 */
function ended({ text: fill }, { at, right, bar, size }) {
  const look = { x: right - size * 0.6, y: bar + size * 1.7, "font-size": size, fill, "text-anchor": "end" };
  return [
    svg("path", { d: `M${at} ${bar - 9}v18`, stroke: fill, "stroke-width": 2.5, class: "gradients-ended" }),
    svg("text", look, "training ends here"),
  ];
}

/**
 * What is said of a gradient at its first step, once its training is over.
 * @param {[from: number, to: number][]} spans
 * @param {number} end of the training
 */
function whileThere(spans, end) {
  const [, to] = spans[spans.length - 1] ?? [0, end];
  return to >= end ? "arrives" : `to ${to} only`;
}

/**
 * A mark at a step that is over, with what came then; none before. The words begin there, or where they have room.
 * @param {{ size: number, hue: string, x: (step: number) => number, right: number }} look
 * @param {number | null} at
 * @param {number} step
 * @param {number} y px
 * @param {string} sign
 * @param {string} said
 */
function mark({ size, hue, x, right }, at, step, y, sign, said) {
  if (at === null || at > step) return [];
  const text = `${sign} ${at}${said.startsWith("to") ? "" : ":"} ${said}`;
  const place = { x: Math.max(0, Math.min(x(at) - 5, right - text.length * 0.6 * size)), y };
  return [
    svg("text", { ...place, "font-size": size * 1.12, fill: hue, "font-weight": 700, class: "gradients-event" }, text),
  ];
}

/** A word as it stands in a sentence; a long one has no room. @param {string} word */
const quoted = (word) => (word.length > 8 ? "the word" : `“${word}”`);

/** @param {number} share */
const percent = (share) => `${Math.round(100 * share)} %`;
