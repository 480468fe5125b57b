/**
 * Layers on each other, four times: nothing around them, or a way past each, at whose end what it brings is added, or
 * mixed by a gate, or stands beside. A funnel is as wide at each layer as much
 * of the gradient arrives below it; under it stand the answers that are right after the same training. Drawn by
 * `gradients.js`.
 */

import { svg } from "../svg.js";
import { choice } from "./gradients/controls.js";
import { written } from "./gradients/share.js";

const WIDEST = 2.6; // the share that is as wide as a layer
const GAP = 26; // px
const ARC = 13; // px, how far a way past a layer stands off
const SIGN = 4.6; // px, half of what stands on a way past a layer

/**
 * @typedef {object} Tower
 * @property {string} name
 * @property {"" | "added" | "gated" | "beside"} way what becomes of what goes past a layer
 * @property {string} handed what a layer hands on, in words
 * @property {string} hue
 * @property {number[]} shares (layers + 1,), from the words up
 * @property {number[]} right answers of each random start
 */

/**
 * @typedef {object} Depth
 * @property {Record<string, Tower[]>} towers by the number of layers
 * @property {string} layers at first
 * @property {number} asked answers
 * @property {number} steps of the training
 * @property {{ enough: string, few: string } | null} border of so many layers as at first: with which gradient and more
 *   all answers came right, and with which and less never all
 * @property {() => void} redraw
 */

/** @typedef {import("./gradients.js").Place} Place */

/** @param {Depth} data */
export function drawDepth(data) {
  const now = { layers: data.layers };
  const controls = [
    choice({
      label: "Layers",
      options: Object.fromEntries(Object.keys(data.towers).map((layers) => [layers, layers])),
      value: now.layers,
      changed: (layers) => {
        now.layers = layers;
        data.redraw();
      },
    }),
  ];
  return { controls, draw: (/** @type {Place} */ place) => draw(place, data, data.towers[now.layers]) };
}

/** The one in the middle, of an even number the lower of the two. @param {number[]} values */
export const middle = (values) => [...values].sort((one, other) => one - other)[(values.length - 1) >> 1];

/**
 * @param {Place} place
 * @param {Depth} data
 * @param {Tower[]} towers
 */
function draw(place, data, towers) {
  const { width, narrow, type, veiled, alt, theme } = place;
  const across = narrow ? 2 : 4;
  const each = (width - (across - 1) * GAP) / across;
  const tall = type.px(narrow ? 130 : 140);
  const size = type.size(narrow ? "note" : "body");
  const height = tall + size * 8.4 + type.px(20);
  const said = towers.map(
    ({ name, shares, right }) =>
      `${name}: ${written(shares[0])} of the gradient, ${middle(right)} of ${data.asked} answers right`,
  );
  const label = veiled ? "Covered until the question is answered." : `${alt} ${said.join("; ")}.`;
  const rows = Math.ceil(towers.length / across);
  const foot = size * 1.6;
  const look = { width, height: rows * height + foot, role: "img", "aria-label": label };
  if (veiled) return [svg("svg", look)];
  const drawn = towers.map((one, at) => {
    const to = `translate(${(at % across) * (each + GAP)} ${Math.floor(at / across) * height})`;
    return svg("g", { transform: to, class: "depth-tower" }, tower(place, one, { each, tall, size }, data));
  });
  const text = { x: 0, "font-size": size, fill: theme.faint };
  const notes = noted(data, towers).flatMap((one) => (narrow ? one : [one.join(" ")]));
  const below = notes.map((note, at) => svg("text", { ...text, y: rows * height + size * (1 + 1.35 * at) }, note));
  return [svg("svg", { ...look, height: rows * height + foot * notes.length }, [...drawn, ...below])];
}

/**
 * What is said below the towers, each sentence in lines for a phone.
 * @param {Depth} data
 * @param {Tower[]} towers
 */
function noted({ layers, steps, asked, border }, [{ shares, right }]) {
  const squares = [
    `Squares: right after ${steps} steps,`,
    `the middle one of ${right.length} starts (lowest to highest).`,
  ];
  if (!border || shares.length - 1 !== Number(layers)) return [squares];
  const { enough, few } = border;
  return [
    squares,
    [
      `Where ${enough} or more arrives,`,
      `all ${asked} come right, in every start;`,
      `where ${few} or less arrives, never all.`,
    ],
  ];
}

/**
 * @param {Place} place
 * @param {Tower} of
 * @param {{ each: number, tall: number, size: number }} room px
 * @param {Depth} data
 */
function tower({ theme, type, narrow }, { name, way, handed, hue, shares, right }, { each, tall, size }, { asked }) {
  const layers = shares.length - 1;
  const top = size * 3.4;
  const step = tall / layers;
  const [wide, mid] = [each - 2 * ARC, (each - 2 * ARC) / 2];
  const text = { "font-size": size, fill: theme.text };
  const boxes = Array.from({ length: layers }, (_, at) => {
    const box = { x: 0, y: top + at * step + 3, width: wide, height: step - 6, rx: 4 };
    return svg("rect", { ...box, fill: theme.empty, stroke: theme.line });
  });
  const past = Array.from({ length: way ? layers : 0 }, (_, at) =>
    passing(theme, way, hue, { x: wide, from: top + at * step, to: top + (at + 1) * step }),
  );
  const half = shares.map((share) => (Math.min(share, WIDEST) / WIDEST) * (wide / 2)).reverse(); // from the top down
  const edge = half.map((one, at) => [one, top + at * step]);
  const outline = [
    ...edge.map(([one, y]) => `${mid - one} ${y}`),
    ...edge.reverse().map(([one, y]) => `${mid + one} ${y}`),
  ];
  const foot = top + tall + size * 1.6;
  const got = middle(right);
  const ends = [Math.min(...right), Math.max(...right)];
  const range = ends[0] === ends[1] ? "" : `(${ends[0]} to ${ends[1]})`;
  const side = Math.min((wide - size * 2.4) / asked - 3, type.px(20));
  const squares = Array.from({ length: asked }, (_, at) => {
    const box = { x: at * (side + 3), y: foot + size * 2.9, width: side, height: side, rx: 2 };
    return svg("rect", { ...box, fill: at < got ? hue : "none", stroke: at < got ? hue : theme.faint });
  });
  const big = { "font-size": type.size(narrow ? "title" : "answer"), "font-weight": 700, fill: hue };
  return [
    svg("text", { x: 0, y: size * 1.1, ...text, fill: hue, "font-weight": 700 }, name),
    svg("text", { x: wide, y: size * 1.1, ...text, "text-anchor": "end", fill: theme.faint }, handed),
    svg(
      "text",
      { x: mid, y: top - size * 0.5, ...text, "text-anchor": "middle", fill: theme.faint },
      "gradient at the answer: 1",
    ),
    ...boxes,
    svg("path", { d: `M${outline.join("L")}z`, fill: hue, "fill-opacity": 0.75, class: "depth-funnel" }),
    ...past,
    svg("text", { x: mid, y: foot - size * 0.1, "text-anchor": "middle", ...text, "font-weight": 700 }, [
      `${written(shares[0])} `,
      svg("tspan", { "font-weight": 400 }, narrow ? "arrives" : "arrives at the words"),
    ]),
    svg("text", { x: 0, y: foot + size * 2.2, ...big }, `${got} of ${asked} right`),
    ...squares,
    svg("text", { x: asked * (side + 3) + 4, y: foot + size * 2.9 + side - 4, ...text }, range),
  ];
}

/**
 * The way past a layer: where it comes in again it is added (+), a gate lets some of it through (a diamond half full),
 * or it goes on beside the rest (two lines with corners).
 * @param {import("../colour.js").Theme} theme
 * @param {string} way
 * @param {string} hue
 * @param {{ x: number, from: number, to: number }} place px
 */
function passing({ background }, way, hue, { x, from, to }) {
  const line = { fill: "none", stroke: hue, "stroke-width": 2, class: "depth-past" };
  const [out, middle] = [x + ARC, (from + to) / 2];
  if (way === "beside") {
    const lines = [0, 4].map((off) => `M${x - 2} ${from + 2 + off / 2}H${out - off}V${to - 2 - off / 2}H${x - 2}`);
    return svg("path", { ...line, "stroke-width": 1.6, d: lines.join("") });
  }
  const d = `M${x - 2} ${from}C${x + ARC * 1.6} ${from} ${x + ARC * 1.6} ${to} ${x - 2} ${to}`;
  const added = `M${x - SIGN} ${from}h${2 * SIGN}M${x} ${from - SIGN}v${2 * SIGN}`;
  const gate = { x: out, y: middle };
  const sign =
    way === "added"
      ? [
          svg("circle", { cx: x, cy: from, r: SIGN + 1, fill: background, stroke: hue, "stroke-width": 1.5 }),
          svg("path", { d: added, stroke: hue, "stroke-width": 1.8 }),
        ]
      : [
          svg("path", { d: diamond(gate), fill: background, stroke: hue, "stroke-width": 1.5 }),
          svg("path", { d: `M${gate.x} ${gate.y - SIGN}v${2 * SIGN}l${-SIGN} ${-SIGN}z`, fill: hue }),
        ];
  return svg("g", {}, [svg("path", { ...line, d }), ...sign]);
}

/** @param {{ x: number, y: number }} middle px */
const diamond = ({ x, y }) => `M${x - SIGN} ${y}l${SIGN} ${-SIGN}l${SIGN} ${SIGN}l${-SIGN} ${SIGN}z`;
