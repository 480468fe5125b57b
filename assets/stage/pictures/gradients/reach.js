/**
 * How far each answer reaches back: a triangle a network, a row an answer, a column a word, as dark as much of the
 * answer's gradient arrives there. The browser reads the sentence and goes back over it itself.
 */

import { reachMap } from "../../../net/instruments/reach.js";
import { record } from "../../../net/trace.js";
import { atHand, fetchNetworks } from "../../networks.js";
import { svg } from "../../svg.js";
import { choice } from "./controls.js";

const FAR = 0.1; // a share that counts as arrived
const LEVELS = /** @type {[number, number][]} */ ([
  [0.5, 1],
  [0.1, 0.62],
  [0.01, 0.32],
  [0.001, 0.14],
]); // from which share on, and how dark
const NAMED = 20; // words that have room for their names

/** @typedef {import("../gradients.js").Place} Place */
/** @typedef {import("../../../net/matrix.js").Matrix} Matrix */

/**
 * @typedef {object} Reach
 * @property {string} sentence
 * @property {number} target the class that is asked for at the last word
 * @property {number} asked timestep of the word that is named
 * @property {{ name: string, hue: string, untrained: string, trained: string }[]} networks with their keys
 * @property {() => void} redraw
 */

/** @typedef {{ words: string[], shares: Matrix }} Seen */

/**
 * Which share of each answer's gradient arrives at each word, (T, T); of an LSTM at its cell states.
 * @param {import("../../../net/types.d.ts").Network} network
 * @param {string} sentence
 * @param {number} target
 * @returns {Seen}
 */
export function seenBy(network, sentence, target) {
  const trace = record(network, sentence);
  const last = trace.words.length - 1;
  const { hidden, cellState } = reachMap(
    trace,
    trace.words.map((_, t) => (t === last ? target : null)),
  );
  const shares = (cellState ?? hidden).copy();
  for (let t = 0; t <= last; t++) {
    const own = shares.at(t, t);
    shares.row(t).forEach((norm, at, row) => (row[at] = norm === 0 ? 0 : norm / own));
  }
  return { words: trace.words, shares };
}

/**
 * How many words back from the last one a tenth arrives at every word.
 * @param {Matrix} shares
 */
export function reached(shares) {
  const last = shares.rows - 1;
  let back = 0;
  while (back < last && shares.at(last, last - back - 1) >= FAR) back++;
  return back;
}

/** @param {Reach} data */
export function drawReach(data) {
  const now = { weights: "untrained" };
  const keys = data.networks.flatMap(({ untrained, trained }) => [untrained, trained]);
  let trouble = "";
  fetchNetworks(keys).then(data.redraw, (error) => {
    trouble = error.message;
    data.redraw();
  });
  const controls = [
    choice({
      label: "Weights",
      options: { untrained: "untrained", trained: "trained" },
      value: now.weights,
      changed: (weights) => {
        now.weights = weights;
        data.redraw();
      },
    }),
  ];
  /** @param {Place} place */
  const draw = (place) => {
    const shown = atHand(data.networks.map((one) => (now.weights === "trained" ? one.trained : one.untrained)));
    const seen = shown?.map((network) => seenBy(network, data.sentence, data.target)) ?? [];
    return maps(place, data, seen, trouble);
  };
  return { controls, draw };
}

/**
 * @param {Place} place
 * @param {Reach} data
 * @param {Seen[]} seen of each network; none until they are here
 * @param {string} trouble why they are not
 */
function maps({ theme, type, width, narrow, veiled, alt }, { networks, asked }, seen, trouble) {
  const size = type.size(narrow ? "note" : "body");
  const gap = 18;
  const each = narrow ? width : (width - 2 * gap) / 3;
  const side = Math.min(each - type.px(56), type.px(290));
  const height = side + size * 4.6;
  const foot = size * 2.6;
  const rows = narrow ? networks.length : 1;
  const found = seen.map(({ shares }) => reached(shares));
  const said = networks.map(({ name }, at) => `${name} ${found[at]} words`).join(", ");
  const name = veiled
    ? "Covered until the question is answered."
    : trouble || `${alt} From the last word a tenth reaches back: ${said}.`;
  const drawn = veiled
    ? []
    : seen.flatMap((one, at) => {
        const x = narrow ? 0 : at * (each + gap);
        const y = narrow ? at * height : 0;
        const parts = triangle({ theme, size, big: type.size("answer") }, networks[at], one, { side, asked });
        return [svg("g", { transform: `translate(${x} ${y})` }, parts)];
      });
  const legend = veiled ? [] : levels({ theme, size }, rows * height + size * 1.2, width);
  const text = { x: 0, y: size, fill: theme.text, "font-size": size };
  const problem = trouble ? [svg("text", text, trouble)] : [];
  const look = { width, height: rows * height + foot, role: "img", "aria-label": name };
  return [svg("svg", look, [...drawn, ...legend, ...problem])];
}

/**
 * @param {{ theme: import("../../colour.js").Theme, size: number, big: number }} look
 * @param {{ name: string, hue: string }} network
 * @param {Seen} seen
 * @param {{ side: number, asked: number }} room
 */
function triangle({ theme, size, big }, { name, hue }, { words, shares }, { side, asked }) {
  const cell = side / words.length;
  const top = size * 3.4;
  const last = words.length - 1;
  const back = reached(shares);
  const layers = LEVELS.map(([least, dark], level) => {
    const most = level ? LEVELS[level - 1][0] : Infinity;
    let d = "";
    for (let t = 0; t <= last; t++) {
      for (let at = 0; at <= t; at++) {
        const share = shares.at(t, at);
        if (share >= least && share < most) d += `M${at * cell} ${top + t * cell}h${cell - 1}v${cell - 1}h${1 - cell}z`;
      }
    }
    return svg("path", { d, fill: hue, "fill-opacity": dark, class: "gradients-level" });
  });
  const named = words.flatMap((word, t) => {
    if (words.length > NAMED && t !== asked && t !== last) return [];
    const look = { fill: t === asked ? theme.text : theme.faint, "font-weight": t === asked ? 700 : 400 };
    const at = { x: (t + 1) * cell + 4, y: top + (t + 0.5) * cell, "dominant-baseline": "central" };
    return [svg("text", { ...at, ...look, "font-size": Math.min(size, Math.max(12, cell * 0.8)) }, word)];
  });
  const outline = `M0 ${top}h${cell}${words
    .map(() => `v${cell}h${cell}`)
    .join("")
    .slice(0, -`h${cell}`.length)}H0z`;
  const row = { x: -1, y: top + last * cell - 1, width: side + 1, height: cell + 1, fill: "none", stroke: theme.text };
  return [
    svg("text", { x: 0, y: size * 1.5, fill: hue, "font-size": big, "font-weight": 700 }, `${name}: ${back} back`),
    svg("path", { d: outline, fill: "none", stroke: theme.line }),
    ...layers,
    svg("rect", { ...row, "stroke-width": 1.5 }),
    ...named,
  ];
}

/**
 * What the shades mean.
 * @param {{ theme: import("../../colour.js").Theme, size: number }} look
 * @param {number} y px
 * @param {number} width px
 */
function levels({ theme, size }, y, width) {
  const step = Math.min(width / LEVELS.length, size * 8);
  return LEVELS.flatMap(([least, dark], at) => [
    svg("rect", { x: at * step, y: y - size, width: size, height: size, fill: theme.text, "fill-opacity": dark }),
    svg("text", { x: at * step + size * 1.4, y, fill: theme.text, "font-size": size }, `${least} or more`),
  ]);
}
