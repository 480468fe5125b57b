/** The squashing function, with a point for each unit. The numbers of units stand below it, none on another. */

import { svg } from "../../svg.js";
import { apart } from "../lines.js";

const [WIDTH, HEIGHT, FOOT] = [210, 40, 18]; // px
const EDGE = 6;
const LEAST = 15; // px between the numbers of two units

/**
 * Return the drawing.
 * @param {ArrayLike<number>} sum what is squashed
 * @param {ArrayLike<number>} state what comes of it
 * @param {number} chosen unit
 * @param {boolean} relu else tanh
 */
export function curveOf(sum, state, chosen, relu) {
  const reach = Math.max(3, ...Array.from(sum, Math.abs));
  const top = relu ? reach : 1;
  const x = (/** @type {number} */ a) => ((a + reach) / (2 * reach)) * (WIDTH - 2 * EDGE) + EDGE;
  const y = (/** @type {number} */ h) =>
    HEIGHT - EDGE - ((h + (relu ? 0 : top)) / (relu ? top : 2 * top)) * (HEIGHT - 2 * EDGE);
  const at = (/** @type {number} */ a) => `${x(a).toFixed(1)},${y(relu ? Math.max(a, 0) : Math.tanh(a)).toFixed(1)}`;
  const points = Array.from({ length: 61 }, (_, k) => at(((k - 30) / 30) * reach)).join(" ");
  const units = [...Array(sum.length).keys()].sort((one) => (one === chosen ? 1 : -1)); // the chosen one in front
  const size = { width: WIDTH, height: HEIGHT + FOOT, viewBox: `0 0 ${WIDTH} ${HEIGHT + FOOT}` };
  return svg("svg", { ...size, "aria-hidden": "true" }, [
    svg("path", { d: `M0 ${y(0)}H${WIDTH}M${x(0)} 0V${HEIGHT}`, class: "step-axis" }),
    svg("polyline", { points, class: "step-line" }),
    ...placesOf(Array.from(sum, x)).flatMap(([place, unit]) => {
      const look = { class: unit === chosen ? "step-here" : "step-dot" };
      return [
        svg("path", { d: `M${x(sum[unit])} ${y(state[unit])}L${place} ${HEIGHT + 4}`, class: "step-axis" }),
        svg("text", { x: place, y: HEIGHT + FOOT - 2, "text-anchor": "middle", ...look }, String(unit + 1)),
      ];
    }),
    ...units.map((unit) =>
      svg("circle", { cx: x(sum[unit]), cy: y(state[unit]), r: 4, class: unit === chosen ? "step-here" : "step-dot" }),
    ),
  ]);
}

/**
 * Return where the number of each unit stands, from left to right and inside: [px, unit].
 * @param {number[]} wanted px of each unit's point
 */
export function placesOf(wanted) {
  const places = apart(
    wanted.map((place, unit) => /** @type {[number, number]} */ ([place, unit])),
    LEAST,
  );
  const [first, last] = [places[0]?.[0] ?? 0, places.at(-1)?.[0] ?? 0];
  const moved = Math.max(EDGE - first, 0) || Math.min(WIDTH - EDGE - last, 0);
  return places.map(([place, unit]) => /** @type {[number, number]} */ ([place + moved, unit]));
}
