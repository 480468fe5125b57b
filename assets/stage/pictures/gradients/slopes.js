/** Functions and their slopes, and what is left of one gradient where each of them stands in the way. */

import { svg } from "../../svg.js";
import { slider } from "./controls.js";
import { CALLED, WIDE, chains, curves } from "./curves.js";
import { written } from "./share.js";
import { switches } from "./switches.js";
import { chartOver, overWords } from "./words.js";

const ENDS = /** @type {[number, number]} */ ([1e-9, 10]);
const TICKS = [1e-8, 1e-6, 1e-4, 1e-2, 1];

/** @typedef {import("./curves.js").Hues} Hues */

/**
 * @param {{ words: string[], asked: number, shares: Record<keyof typeof CALLED, number[]>, off: string, on: number[][],
 *   hues: Hues, redraw: () => void }} data `off`: how many of the units ReLU switches off; `on`: which of them are on,
 *   0 or 1, (T, U)
 */
export function drawSlopes({ words, asked, shares, off, on, hues, redraw }) {
  const now = { a: 0.5 };
  const controls = [
    slider({
      label: "value a",
      low: -WIDE,
      high: WIDE,
      step: 0.1,
      value: now.a,
      said: (value) => value.toFixed(1),
      changed: (a) => {
        now.a = a;
        redraw();
      },
    }),
  ];
  const steps = words.length - 1 - asked;
  /** @param {import("../gradients.js").Place} place */
  const draw = (place) => {
    const { width, narrow, veiled, alt, theme } = place;
    const { left, tall, height, between, whole } = rooms(place);
    const hueOf = { ...hues, identity: theme.faint };
    const lines = Object.entries(CALLED).map(([name, called]) => ({
      name: called,
      note: name === "relu" ? `: ${off} of its units are off` : "",
      hue: hueOf[/** @type {keyof typeof CALLED} */ (name)],
      shares: shares[/** @type {keyof typeof CALLED} */ (name)],
      dash: name === "identity" ? "6 4" : "",
      bold: name === "sigmoid",
      side: name === "tanh" && !narrow ? /** @type {const} */ ("above") : undefined,
    }));
    const room = { left: narrow ? 0 : left + 24, width: narrow ? width : width - left - 24, ends: ENDS, ticks: TICKS };
    const chart = overWords(place, { ...room, height }, { words, asked }, veiled ? [] : lines);
    const columns = chartOver(place, { ...room, height }, words.length);
    const units = veiled ? [] : switches(place, columns, { left: room.left, top: height, on, asked, hue: hues.relu });
    const links = veiled ? [] : chains(place, { left: room.left, top: height + between + 6 }, now.a, steps, hues);
    const below = svg("g", narrow ? { transform: `translate(0 ${tall})` } : {}, [...chart, ...units, ...links]);
    const said = lines.map((line) => `${line.name} ${written(line.shares[asked])}${line.note}`).join("; ");
    const name = veiled ? "Covered until the question is answered." : `${alt} Left at “${words[asked]}”: ${said}.`;
    const look = { width, height: whole, role: "img", "aria-label": name };
    return [svg("svg", look, [...curves(place, left, tall, now.a, hues), below])];
  };
  return { controls, draw };
}

/**
 * What has which room, px: the functions are `left` wide and `tall`, what is left of a gradient has `height`, then come
 * the units and the chains; on a phone all are below one another.
 * @param {import("../gradients.js").Place} place
 */
function rooms({ type, width, narrow }) {
  const between = type.px(66);
  if (narrow) {
    const [tall, height] = [type.px(340), type.px(290)];
    return { left: width, tall, height, between, whole: tall + height + between + type.px(96) };
  }
  const tall = type.px(450);
  const height = tall - between - type.px(112);
  return { left: Math.min(type.px(400), width * 0.4), tall, height, between, whole: tall };
}
