/** How often networks are right by layers and directions: a point for each random start, weights and time beside it. */

import { readType } from "../../parts/type.js";
import { percent, thousands } from "../../parts/words.js";
import { html, svg } from "../../svg.js";

const AXIS = [0.4, 1];
const CHANCE = 0.5;
const DOTS = Object.freeze({ wide: 230, high: 34, right: 64 }); // px; right of the axis stands the middle one

/**
 * @typedef {object} Way
 * @property {string} name
 * @property {boolean} both whether it reads both ways
 * @property {number[]} starts shares of right answers
 * @property {number} weights
 * @property {string} time
 */

/**
 * Return the rows of the table.
 * @param {Way[]} ways
 * @param {boolean} veiled
 * @param {Element} host
 */
export function rowsOf(ways, veiled, host) {
  const type = readType(host);
  const head = html("div", { class: "layered-way layered-head" }, [
    html("span", {}, "→ one way, ⇄ both"),
    html("span", { class: "layered-dots" }, ["correct at the bold words", ends(type.size("label"))]),
    html("span", {}, "weights"),
    html("span", {}, "time"),
  ]);
  const rows = ways.map(({ name, both, starts, weights, time }) =>
    html("div", { class: "layered-way", "data-both": both }, [
      html("b", {}, name),
      veiled
        ? html("span", { class: "layered-hidden layered-dots" }, "?")
        : html("span", { class: "layered-dots" }, dots(starts, type.size("label"))),
      html("span", {}, thousands(weights)),
      html("span", {}, veiled ? "?" : time),
    ]),
  );
  return [head, ...rows];
}

/** Where a share stands on the axis. @param {number} share */
const across = (share) => {
  const [low, top] = AXIS;
  return 6 + ((Math.max(share, low) - low) / (top - low)) * (DOTS.wide - DOTS.right);
};

/** What the dashed line and the end of the axis are. @param {number} size of the letters, px */
function ends(size) {
  const { wide } = DOTS;
  const look = { y: size, "font-size": size, "text-anchor": "middle", fill: "currentColor" };
  return svg("svg", { viewBox: `0 0 ${wide} ${1.3 * size}`, width: wide, height: 1.3 * size }, [
    svg("text", { ...look, x: across(CHANCE) }, "guessing"),
    svg("text", { ...look, x: across(1) }, "all"),
  ]);
}

/**
 * A point for each random start, those that would lie on one another beside each other, and the one in the middle.
 * @param {number[]} starts
 * @param {number} size of the letters, px
 */
function dots(starts, size) {
  const { wide, high } = DOTS;
  /** @type {Map<number, number>} */
  const seen = new Map();
  const points = starts.map((share) => {
    const place = Math.round(across(share) / 5);
    const before = seen.get(place) ?? 0;
    seen.set(place, before + 1);
    const row = before % 5;
    const y = high / 2 + (row % 2 ? 1 : -1) * Math.ceil(row / 2) * 5.5;
    return svg("circle", { cx: across(share), cy: y, r: 2.6, class: "layered-dot" });
  });
  const sorted = [...starts].sort((a, b) => a - b);
  const middle = sorted.length ? (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2 : NaN;
  const [level, guess] = [high / 2, across(CHANCE)];
  const told = Number.isFinite(middle) ? `${percent(middle)} %` : "–";
  const number = { class: "layered-middle", x: wide, y: level + size * 0.35, "text-anchor": "end", "font-size": size };
  return svg("svg", { viewBox: `0 0 ${wide} ${high}`, width: wide, height: high, "aria-hidden": "true" }, [
    svg("line", { class: "layered-axis", x1: across(AXIS[0]), x2: across(1), y1: level, y2: level }),
    svg("line", { class: "layered-chance", x1: guess, x2: guess, y1: 2, y2: high - 2 }),
    ...points,
    svg("text", number, told),
  ]);
}
