/** Numbers as coloured boxes. One path a colour: few elements however long the sentence, exact vectors in an export. */

import { LEVELS, RANGE, levelOf, shown } from "../../colour.js";
import { svg } from "../../svg.js";

export const BROKEN = "#d6009a"; // what is not a number is crossed out in it

/** @typedef {{ x: number, y: number, width: number, height: number }} Box */

/** @param {Box} box */
export const cross = ({ x, y, width, height }) => `M${x} ${y}l${width} ${height}M${x + width} ${y}l${-width} ${height}`;

/**
 * Return a group that draws each number at its place; a cross stands for one that is not finite.
 * @param {Iterable<[value: number, box: Box]>} numbers
 * @param {import("../../types.d.ts").Scale} scale
 * @param {string[]} colours
 */
export function cells(numbers, scale, colours) {
  const [low, high] = RANGE[scale];
  const paths = Array.from({ length: LEVELS + 1 }, () => "");
  let broken = "";
  for (const [value, box] of numbers) {
    const level = levelOf(shown(scale, value), low, high);
    if (level < 0) broken += cross(box);
    else paths[level] += `M${box.x} ${box.y}h${box.width}v${box.height}h${-box.width}z`;
  }
  const drawn = paths.flatMap((d, level) => (d ? [svg("path", { d, fill: colours[level] })] : []));
  if (broken) drawn.push(svg("path", { d: broken, stroke: BROKEN, "stroke-width": 1 }));
  return svg("g", { "shape-rendering": "crispEdges" }, drawn);
}

/** A length in px, as short as the eye needs it. @param {number} value */
export const px = (value) => Number(value.toFixed(2));
