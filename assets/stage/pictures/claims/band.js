/**
 * The seeds of a claim as a small band. The border stands at the same place in all rows, so that a column of bands is
 * read as a whole: right of it a seed bears the claim, left of it it does not. Each band has its own scale.
 */

import { svg } from "../../svg.js";

/** @typedef {import("./choices.js").Claim} Claim */

export const WIDTH = 200;
export const HEIGHT = 30;
const BORDER = 0.36; // of the width, where a seed just bears the claim
const EDGE = 7;
const DOT = 3.6;
const FAR = 30; // times between the ends, beyond which the scale is in powers of ten
const LEVELS = 5;
const APART = 3.4;

/**
 * Return where each seed stands, 0 at the left end and 1 at the right; null where it is not a finite number.
 * @param {(number | null)[]} points
 * @param {number} least
 */
export function placed(points, least) {
  const known = points.filter((one) => one !== null);
  const all = [...known, least];
  const wide = Math.min(...all) > 0 && Math.max(...all) / Math.min(...all) >= FAR;
  const scaled = (/** @type {number} */ value) => (wide ? Math.log10(value / least) : value - least);
  const away = known.map(scaled);
  const unit = Math.max(...away.map((one) => (one < 0 ? -one / BORDER : one / (1 - BORDER))), 0);
  return points.map((one) => (one === null ? null : BORDER + (unit > 1e-9 * Math.abs(least) ? scaled(one) / unit : 0)));
}

/** @param {number} share of the width */
const across = (share) => EDGE + share * (WIDTH - 2 * EDGE);

/**
 * Draw the seeds: dots, and crosses for those that speak against the claim; at the left end what is not finite.
 * What this visit has measured is full, and what is kept pale beside it.
 * @param {Claim} claim
 * @param {import("../seeds.js").Point[]} [here]
 */
export function drawBand({ points, against, least, bears = 0, count = 0, drawn }, here = []) {
  const told = `${bears} of ${count} ${drawn} bear it${here.length ? `; ${here.length} measured here` : ""}`;
  const pale = here.length ? " claims-kept" : "";
  const kept = points.map((value, seed) => ({ seed, value, bears: !against.includes(seed), look: pale }));
  const anew = here.map(([seed, , bearing, value = null]) => ({ seed, value, bears: bearing, look: " claims-here" }));
  const all = [...kept, ...anew];
  const drawing = svg("svg", {
    class: "claims-band",
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    role: "img",
    "aria-label": told,
  });
  const middle = HEIGHT / 2;
  const border = across(BORDER);
  drawing.append(
    svg("line", { class: "claims-axis", x1: EDGE, x2: WIDTH - EDGE, y1: middle, y2: middle }),
    svg("line", { class: "claims-border", x1: border, x2: border, y1: 2, y2: HEIGHT - 2 }),
  );
  const values = all.map(({ value }) => value);
  placed(values, least ?? 0).forEach((place, at) => {
    const { seed, bears: bearing, look } = all[at];
    const x = across(place ?? 0);
    const y = middle + (((seed * 7) % LEVELS) - (LEVELS - 1) / 2) * APART;
    if (bearing) drawing.append(svg("circle", { class: `claims-dot${look}`, cx: x, cy: y, r: DOT }));
    else drawing.append(svg("path", { class: `claims-cross${look}`, d: crossAt(x, y, DOT) }));
  });
  return drawing;
}

/** @param {number} x @param {number} y @param {number} size */
export const crossAt = (x, y, size) =>
  `M${x - size} ${y - size}l${2 * size} ${2 * size}m0 ${-2 * size}l${-2 * size} ${2 * size}`;

/** Between which shares of many more seeds the claim would be borne, as a bar from 0 to 100 %. @param {Claim} claim */
export function drawRange({ low = 0, high = 1, bears = 0, count = 0 }) {
  const [width, middle] = [100, 5];
  const at = count ? (100 * bears) / count : 0;
  return svg("svg", { class: "claims-range", viewBox: `-4 0 ${width + 8} 10`, "aria-hidden": "true" }, [
    svg("line", { class: "claims-axis", x1: 0, x2: width, y1: middle, y2: middle }),
    svg("line", { class: "claims-between", x1: 100 * low, x2: 100 * high, y1: middle, y2: middle }),
    svg("circle", { class: "claims-at", cx: at, cy: middle, r: 3.6 }),
  ]);
}
