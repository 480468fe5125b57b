/**
 * The two ways of an LSTM's gradient over a sentence: straight along the cell state, where a step back multiplies by
 * the forget gate alone, and all others, through gates and W_h. Together they are the whole.
 */

import { gradientProfile } from "../../../net/instruments/gradient.js";
import { paths } from "../../../net/instruments/paths.js";
import { record } from "../../../net/trace.js";
import { svg } from "../../svg.js";
import { written } from "./share.js";
import { overWords } from "./words.js";

const ENDS = /** @type {[number, number]} */ ([1e-4, 10]);
const TICKS = [1e-4, 1e-3, 1e-2, 0.1, 1, 10];

/**
 * Norms at each word as shares of the whole at the last one, (T,).
 * @typedef {{ words: string[], straight: number[], rest: number[] }} Roads
 */

/**
 * @param {import("../../../net/types.d.ts").Network} network an LSTM
 * @param {string} sentence
 * @param {number} target the class that is asked for at the last word
 * @returns {Roads}
 */
export function roadsOf(network, sentence, target) {
  const trace = record(network, sentence);
  const { straightNorms, restNorms, totalNorms } = paths(gradientProfile(trace, target));
  const own = totalNorms[totalNorms.length - 1];
  const shares = (/** @type {Float64Array} */ norms) => Array.from(norms, (norm) => norm && norm / own);
  return { words: trace.words, straight: shares(straightNorms), rest: shares(restNorms) };
}

/**
 * @param {import("../gradients.js").Place} place
 * @param {Roads} roads
 * @param {{ asked: number, hue: string }} look
 */
export function drawRoads(place, { words, straight, rest }, { asked, hue }) {
  const { type, theme, width } = place;
  const height = type.px(360);
  const lines = [
    { name: "along c alone, by forget gates:", hue, shares: straight, bold: true },
    { name: "all other ways, through W_h:", hue: theme.text, shares: rest, bold: true, dash: "7 5" },
  ];
  const room = { left: 0, width, height, ends: ENDS, ticks: TICKS };
  const said = lines.map((line) => `${line.name} ${written(line.shares[asked])}`);
  const name = `Left at “${words[asked]}”: ${said.join("; ")}.`;
  return [
    svg("svg", { width, height, role: "img", "aria-label": name }, overWords(place, room, { words, asked }, lines)),
  ];
}
