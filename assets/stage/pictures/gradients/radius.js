/** The eigenvalues of a recurrent matrix around the circle of 1, and what comes back without and with tanh. */

import { svg } from "../../svg.js";
import { slider } from "./controls.js";
import { written } from "./unit.js";
import { overWords } from "./words.js";

const MOST = 2; // the radius that the plane holds
const ENDS = /** @type {[number, number]} */ ([1e-3, 1e3]);
const TICKS = [1e-3, 1e-2, 0.1, 1, 10, 1e2, 1e3];

/**
 * @param {{ words: string[], asked: number, radii: number[], shares: number[][], eigenvalues: [number, number][],
 *   start: number, hue: string, redraw: () => void }} data eigenvalues of radius 1
 */
export function drawRadius({ words, asked, radii, shares, eigenvalues, start, hue, redraw }) {
  const now = { at: radii.indexOf(start) };
  const controls = [
    slider({
      label: "largest eigenvalue of W_h",
      low: 0,
      high: radii.length - 1,
      step: 1,
      value: now.at,
      said: (at) => radii[at].toFixed(2),
      changed: (at) => {
        now.at = at;
        redraw();
      },
    }),
  ];
  /** @param {import("../gradients.js").Place} place */
  const draw = (place) => {
    const { theme, type, width, narrow, veiled, alt } = place;
    const radius = radii[now.at];
    const size = type.size(narrow ? "note" : "body");
    const side = narrow ? Math.min(width, type.px(260)) : type.px(310);
    const height = narrow ? side + type.px(300) : type.px(330);
    const linear = powersBack(radius, words.length);
    const measured = shares[now.at];
    const over = linear[asked] >= measured[asked];
    /** @type {import("./words.js").Line[]} */
    const lines = [
      { name: "linear theory, without tanh:", hue: theme.faint, shares: linear, dash: "6 4" },
      { name: "measured, with tanh:", hue, shares: measured, bold: true },
    ];
    lines.forEach((line, at) => (line.side = over === !at ? "above" : "below"));
    const factor = written(linear[asked] / measured[asked]);
    const room = { left: narrow ? 0 : side + 24, width: narrow ? width : width - side - 24, ends: ENDS, ticks: TICKS };
    const chart = overWords(
      place,
      { ...room, height: narrow ? type.px(290) : height },
      { words, asked },
      veiled ? [] : lines,
      veiled ? "" : `the slopes of tanh: ÷ ${factor}`,
    );
    const below = svg("g", narrow ? { transform: `translate(0 ${side + 10})` } : {}, chart);
    const said = lines.map((line) => `${line.name} ${written(line.shares[asked])}`).join("; ");
    const outside = eigenvalues.filter(([re, im]) => Math.hypot(re, im) * radius > 1).length;
    const name = veiled
      ? "Covered until the question is answered."
      : `${alt} ${outside} lie outside the circle. Left at “${words[asked]}”: ${said}.`;
    const plane = around(eigenvalues, veiled ? 1 : radius, side, size, theme, hue);
    return [svg("svg", { width, height, role: "img", "aria-label": name }, [...plane, below])];
  };
  return { controls, draw };
}

/**
 * What is left at each word where each step back multiplies by the same factor.
 * @param {number} factor
 * @param {number} words
 */
export const powersBack = (factor, words) => Array.from({ length: words }, (_, at) => factor ** (words - 1 - at));

/**
 * Those outside the circle have colour.
 * @param {[number, number][]} eigenvalues
 * @param {number} radius
 * @param {number} side px
 * @param {number} size px
 * @param {import("../../colour.js").Theme} theme
 * @param {string} hue
 */
function around(eigenvalues, radius, side, size, theme, hue) {
  const [middle, unit] = [side / 2, (side / 2 - size) / MOST];
  const rule = { stroke: theme.line };
  const rim = { "paint-order": "stroke", stroke: theme.background, "stroke-width": 4 };
  const centred = { x: middle, "text-anchor": "middle", ...rim };
  return [
    svg("line", { x1: 0, x2: side, y1: middle, y2: middle, ...rule }),
    svg("line", { y1: 0, y2: side, x1: middle, x2: middle, ...rule }),
    svg("circle", { cx: middle, cy: middle, r: unit, fill: "none", stroke: theme.text, "stroke-width": 2 }),
    svg("text", { x: 0, y: size, fill: theme.text, "font-size": size }, "a dot: an eigenvalue of W_h,"),
    svg("text", { x: 0, y: size * 2.2, fill: theme.faint, "font-size": size }, "what it multiplies a direction by"),
    svg("text", { ...centred, y: side - size * 1.4, fill: theme.text, "font-size": size }, "circle: size 1"),
    svg(
      "text",
      { ...centred, y: side - size * 0.2, fill: theme.faint, "font-size": size },
      "outside grows, inside fades",
    ),
    ...eigenvalues.map(([re, im]) =>
      svg("circle", {
        cx: middle + re * radius * unit,
        cy: middle - im * radius * unit,
        r: 4.5,
        fill: Math.hypot(re, im) * radius > 1 ? hue : theme.faint,
        stroke: theme.background,
        class: "gradients-eigenvalue",
      }),
    ),
  ];
}
