/** A matrix of weights, a square each: what an idea leaves out is dashed, what it has too much is filled. */

import { svg } from "../../svg.js";

const GAP = 10;
const LARGEST = 30;
const HIGHEST = 300;

/**
 * @param {import("../types.d.ts").BlocksSketch} sketch
 * @param {import("./sketch.js").Place} place
 */
export function drawBlocks({ bands, blocks }, { width, theme, type }) {
  const size = type.size("label");
  const longest = Math.max(...bands.map(({ label }) => label.length));
  const left = longest * size * 0.58 + 12;
  const [rows, cols] = [sum(bands.map((one) => one.rows)), sum(blocks.map((one) => one.cols))];
  const across = (width - left - GAP * blocks.length - size * 4) / cols;
  const side = Math.max(3, Math.min(LARGEST, across, (HIGHEST - GAP * bands.length) / rows));
  const top = size * 3;
  const xs = placed(blocks.map(({ cols: count }) => count * side));
  const ys = placed(bands.map(({ rows: count }) => count * side));
  const drawn = bands.flatMap((band, at) => {
    const y = top + ys[at];
    const middle = y + (band.rows * side) / 2 + size * 0.35;
    const look = { "font-size": size, fill: theme.text, "text-anchor": "end" };
    const name = svg("text", { ...look, x: left - 10, y: middle }, band.label);
    const squares = blocks.flatMap((block, place) => {
      const state = block.state ?? band.state ?? "";
      return Array.from({ length: band.rows * block.cols }, (_, k) =>
        square(left + xs[place] + (k % block.cols) * side, y + Math.floor(k / block.cols) * side, side, state, theme),
      );
    });
    return [name, ...squares];
  });
  const heads = blocks.map(({ label, cols: count }, at) => {
    const x = left + xs[at] + (count * side) / 2;
    const low = at % 2 ? size * 1.1 : size * 2.4; // narrow ones stand beside one another: their names take turns
    return svg("text", { x, y: low, "text-anchor": "middle", "font-size": size, fill: theme.faint }, label);
  });
  const height = top + ys[ys.length - 1] + bands[bands.length - 1].rows * side + 6;
  return svg("svg", { width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" }, [...heads, ...drawn]);
}

/** Where each begins. @param {number[]} lengths */
function placed(lengths) {
  const found = [0];
  for (const length of lengths.slice(0, -1)) found.push(found[found.length - 1] + length + GAP);
  return found;
}

/** @param {number[]} numbers */
const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);

/**
 * @param {number} x @param {number} y @param {number} side @param {string} state
 * @param {import("../../colour.js").Theme} theme
 */
function square(x, y, side, state, theme) {
  const at = { x: x + 1, y: y + 1, width: side - 2, height: side - 2, rx: 2 };
  if (state === "missing")
    return svg("rect", { ...at, fill: "none", stroke: theme.accent, "stroke-width": 1.5, "stroke-dasharray": "3 2" });
  const fill = state === "extra" ? theme.accent : theme.line;
  return svg("rect", { ...at, fill });
}
