/**
 * How far each answer reaches back: a triangle a network, a row an answer, a column a word, as dark as much of the
 * answer's gradient arrives there; or the last answer's gradient by its two ways through the LSTM. The browser reads
 * the sentence and goes back over it itself.
 */

import { reachMap } from "../../../net/instruments/reach.js";
import { record } from "../../../net/trace.js";
import { atHand, fetchNetworks } from "../../networks.js";
import { svg } from "../../svg.js";
import { choice } from "./controls.js";
import { drawRoads, roadsOf } from "./roads.js";

const FAR = 0.1; // a share that counts as arrived
const LEVELS = /** @type {[number, number][]} */ ([
  [0.5, 1],
  [0.1, 0.62],
  [0.01, 0.32],
  [0.001, 0.14],
]); // from which share on, and how dark
const LEGIBLE = 12; // px of a row from which on its word is named

const READING = [
  "In a row, each square is a word before that answer:",
  "the darker, the more of the gradient comes back to it.",
];

/** @typedef {import("../gradients.js").Place} Place */
/** @typedef {import("../../../net/matrix.js").Matrix} Matrix */

/**
 * @typedef {object} Reach
 * @property {string} sentence
 * @property {number} target the class that is asked for at the last word
 * @property {number} asked timestep of the word that is named
 * @property {{ name: string, hue: string, untrained: string, trained: string }[]} networks with their keys
 * @property {{ weights: Weights, view: string }} [kept] how the controls stood before
 * @property {() => void} redraw
 */

/** @typedef {"untrained" | "trained"} Weights */

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
 * @param {Pick<Matrix, "rows" | "at">} shares
 */
export const reached = (shares) => arrived(shares, shares.rows - 1);

/**
 * The same from any answer.
 * @param {Pick<Matrix, "rows" | "at">} shares
 * @param {number} answer timestep
 */
function arrived(shares, answer) {
  let back = 0;
  while (back < answer && shares.at(answer, answer - back - 1) >= FAR) back++;
  return back;
}

/** @param {Reach} data */
export function drawReach(data) {
  const now = { weights: /** @type {Weights} */ ("untrained"), view: "words", ...data.kept };
  const keys = data.networks.flatMap(({ untrained, trained }) => [untrained, trained]);
  const known = /** @type {Map<string, any>} */ (new Map());
  let trouble = "";
  fetchNetworks(keys).then(data.redraw, (error) => {
    trouble = error.message;
    data.redraw();
  });
  /** @param {Partial<typeof now>} change */
  const change = (change) => {
    Object.assign(now, change);
    data.redraw();
  };
  const weights = choice({
    label: "Weights",
    options: { untrained: "untrained", trained: "trained" },
    value: now.weights,
    changed: (chosen) => change({ weights: /** @type {Weights} */ (chosen) }),
  });
  const view = choice({
    label: "Show",
    options: { words: "all words", roads: "the LSTM’s two ways" },
    value: now.view,
    changed: (chosen) => {
      change({ view: chosen });
      // The text tells of the trained LSTM's two ways; untrained both fade.
      if (chosen === "roads") /** @type {HTMLElement} */ (weights.querySelector("[data-name=trained]")).click();
    },
  });
  const controls = [weights, view];
  /**
   * What is computed of a network, once: widths and themes change, sentences do not.
   * @template T
   * @param {string} key
   * @param {(network: import("../../../net/types.d.ts").Network) => T} of
   * @returns {T | null}
   */
  const once = (key, of) => {
    const name = `${now.view} ${key}`;
    const network = atHand([key])?.[0];
    if (!known.has(name) && network) known.set(name, of(network));
    return known.get(name) ?? null;
  };
  /** @param {Place} place */
  const draw = (place) => {
    if (now.view === "roads" && !trouble && !place.veiled) {
      const { hue, ...keys } = data.networks[data.networks.length - 1];
      const roads = once(keys[now.weights], (network) => roadsOf(network, data.sentence, data.target));
      return roads ? drawRoads(place, roads, { asked: data.asked, hue }) : [];
    }
    const seen = data.networks.map((one) =>
      once(one[now.weights], (network) => seenBy(network, data.sentence, data.target)),
    );
    return maps(place, data, seen.some((one) => one === null) ? [] : /** @type {Seen[]} */ (seen), trouble);
  };
  return { controls, draw, now };
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
  const words = seen[0]?.words.length ?? 0;
  const least = type.px(each > type.px(480) ? 330 : 238); // on a wide page squares are larger
  const side = Math.min(each - type.px(64), Math.max(least, Math.min(type.px(320), words * (LEGIBLE + 0.5))));
  const height = side + size * 8.4;
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
        const look = { theme, size, big: type.size("answer"), small: type.size("note") };
        return [
          svg("g", { transform: `translate(${x + 2} ${y})` }, triangle(look, networks[at], one, { side, each, asked })),
        ];
      });
  const text = { x: 0, y: size, fill: theme.text, "font-size": size };
  const problem = trouble ? [svg("text", text, trouble)] : [];
  const { notes, foot } = reading({ theme, size, narrow }, rows * height + size);
  const look = { width, height: foot, role: "img", "aria-label": name };
  return [svg("svg", look, [...drawn, ...problem, ...(drawn.length ? notes : [])])];
}

/**
 * How a row is read, below all maps, and where that ends.
 * @param {{ theme: import("../../colour.js").Theme, size: number, narrow: boolean }} look
 * @param {number} y px
 */
function reading({ theme, size, narrow }, y) {
  const lines = narrow ? READING : [READING.join(" ")];
  const notes = lines.map((line, at) =>
    svg("text", { x: 0, y: y + 1.35 * at * size, fill: theme.faint, "font-size": size }, line),
  );
  return { notes, foot: y + size * (1.35 * lines.length - 0.85) };
}

/**
 * @typedef {object} Look
 * @property {import("../../colour.js").Theme} theme
 * @property {number} size px
 * @property {number} big px
 * @property {number} small px
 */

/**
 * @param {Look} look
 * @param {{ name: string, hue: string }} network
 * @param {Seen} seen
 * @param {{ side: number, each: number, asked: number }} room
 */
function triangle(look, { name, hue }, { words, shares }, { side, each, asked }) {
  const { theme, size, big } = look;
  const cell = side / words.length;
  const top = size * 3.5;
  const last = words.length - 1;
  const back = reached(shares);
  const axis = { "font-size": size, fill: theme.faint };
  const inner = cell - Math.min(1, cell * 0.1);
  const layers = LEVELS.map(([least, dark], level) => {
    const most = level ? LEVELS[level - 1][0] : Infinity;
    let d = "";
    for (let t = 0; t <= last; t++) {
      for (let at = 0; at <= t; at++) {
        const share = shares.at(t, at);
        if (share >= least && share < most) d += `M${at * cell} ${top + t * cell}h${inner}v${inner}h${-inner}z`;
      }
    }
    return svg("path", { d, fill: hue, "fill-opacity": dark, class: "gradients-level" });
  });
  const named = words.flatMap((word, t) => {
    if (cell < LEGIBLE && t !== asked && t !== last) return [];
    const style = { fill: t === asked ? theme.text : theme.faint, "font-weight": t === asked ? 700 : 400 };
    const at = { x: (t + 1) * cell + 4, y: top + (t + 0.5) * cell, "dominant-baseline": "central" };
    const fits = Math.max(LEGIBLE, Math.min(size, cell * 0.8));
    return [svg("text", { ...at, ...style, "font-size": fits }, short(word, each - (t + 1) * cell - 8, fits))];
  });
  const outline = `M0 ${top}h${cell}${words
    .map(() => `v${cell}h${cell}`)
    .join("")
    .slice(0, -`h${cell}`.length)}H0z`;
  const foot = top + side;
  return [
    svg("text", { x: 0, y: big, fill: hue, "font-size": big, "font-weight": 700 }, `${name}: ${counted(back)} back`),
    svg("text", { x: cell * 2, y: top - size * 0.3, ...axis }, "each row: the answer after …"),
    svg("path", { d: outline, fill: "none", stroke: theme.line }),
    ...layers,
    svg("path", { d: border(shares, cell, top), fill: "none", stroke: theme.text, "stroke-width": 2 }),
    ...named,
    ...bracket(look, { words, back, last, cell, foot }),
    ...levels(look, hue, foot + size * 4.6, Math.min(each, side + size * 3)),
  ];
}

/**
 * From which word on a tenth of an answer's gradient arrives, row by row: a staircase.
 * @param {Pick<Matrix, "rows" | "at">} shares
 * @param {number} cell px
 * @param {number} top px
 */
function border(shares, cell, top) {
  return Array.from({ length: shares.rows }, (_, answer) => {
    const x = (answer - arrived(shares, answer)) * cell;
    return `${answer ? "H" : "M"}${x}${answer ? "" : ` ${top}`}v${cell}`;
  }).join("");
}

/**
 * Below the last answer's row, as far as a tenth of its gradient arrives.
 * @param {Look} look
 * @param {{ words: string[], back: number, last: number, cell: number, foot: number }} place
 */
function bracket({ theme, size }, { words, back, last, cell, foot }) {
  const [from, to, y] = [(last - back) * cell, last * cell, foot + 4];
  const tick = size * 0.5;
  const text = { x: 0, y: y + size * 1.9, fill: theme.text, "font-size": size };
  const [answer, stop] = [words[last], words[last - back]].map((word) => short(word, size * 5, size));
  const said = svg("text", text, [
    `from “${answer}” a tenth `,
    svg("tspan", { "font-weight": 700 }, back ? `comes back to “${stop}”` : "comes to no word before"),
  ]);
  if (!back) return [said];
  const d = `M${from} ${y}v${tick}H${to}v${-tick}`;
  return [svg("path", { d, fill: "none", stroke: theme.text, "stroke-width": 2, class: "gradients-bracket" }), said];
}

/**
 * What the shades mean, in the network's own hue, with the staircase's line before the first that is under a tenth.
 * @param {Look} look
 * @param {string} hue
 * @param {number} y px
 * @param {number} width px
 */
function levels({ theme, small }, hue, y, width) {
  const step = width / LEVELS.length;
  const line = step * LEVELS.findIndex(([least]) => least < FAR) - small * 0.6;
  const edge = { x1: line, x2: line, y1: y - small * 1.3, y2: y + small * 0.3, stroke: theme.text, "stroke-width": 2 };
  return LEVELS.flatMap(([least, dark], at) => [
    ...(at ? [] : [svg("line", edge)]),
    svg("rect", { x: at * step, y: y - small, width: small, height: small, fill: hue, "fill-opacity": dark }),
    svg("text", { x: at * step + small * 1.3, y: y - 1, fill: theme.text, "font-size": small }, `≥ ${least}`),
  ]);
}

/** @param {number} words */
const counted = (words) => `${words} ${words === 1 ? "word" : "words"}`;

/** As much of a word as there is room for. @param {string} word @param {number} room px @param {number} size px */
function short(word, room, size) {
  const most = Math.max(2, Math.floor(room / (0.55 * size)));
  return word.length <= most ? word : `${word.slice(0, most - 1)}…`;
}
