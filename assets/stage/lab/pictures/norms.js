// @ts-nocheck
/** Gradient norms per timestep of the probe sentence, logarithmic, on a range that never moves. */

import { power, scientific } from "../../arrays.js";
import { linePath } from "../../parts/path.js";
import { html, put, svg } from "../../svg.js";

export const LOW = -10;
export const HIGH = 2;
const TICKS = [2, -2, -6, -10];
const HEIGHT = 100;
const COLUMN = 10;

export const heightOf = (norm) => ((HIGH - Math.min(Math.max(Math.log10(norm), LOW), HIGH)) / (HIGH - LOW)) * HEIGHT;

const drawable = (norm) => norm !== null && norm > 10 ** LOW && norm <= 10 ** HIGH;

/**
 * A path over the timesteps; a gap where there is no norm or none in the range. It leaves the range by its head,
 * never along it.
 */
export function pathOf(norms, column = COLUMN) {
  const near = (timestep) => drawable(norms[timestep - 1] ?? null) || drawable(norms[timestep + 1] ?? null);
  const seen = (norm, timestep) => drawable(norm) || (norm > 10 ** HIGH && near(timestep));
  return linePath(
    norms.map((norm, timestep) => (seen(norm, timestep) ? [(timestep + 0.5) * column, heightOf(norm)] : null)),
  );
}

/** What cannot be drawn because it is above the range, in words; nothing if all can. */
export function beyond(frame) {
  const highest = Math.max(0, ...(frame?.profile ?? []), ...(frame?.cell ?? []));
  return highest > 10 ** HIGH ? `above the axis, up to ${scientific(highest)}` : "";
}

/** Lines of one run: dL/dh, and dL/dc of an LSTM. */
export function normsStave(label, length, lines, theme) {
  const grid = TICKS.map((exponent) =>
    svg("path", {
      d: `M0 ${heightOf(10 ** exponent)}H${length * COLUMN}`,
      stroke: theme.line,
      "stroke-width": 1,
      "stroke-dasharray": "2 4",
      "vector-effect": "non-scaling-stroke",
    }),
  );
  const paths = lines.map(({ hue, dash }) =>
    svg("path", {
      fill: "none",
      stroke: hue,
      "stroke-width": 2.5,
      "stroke-dasharray": dash,
      "stroke-linejoin": "round",
      "stroke-linecap": "round",
      "vector-effect": "non-scaling-stroke",
    }),
  );
  const picture = svg(
    "svg",
    {
      viewBox: `0 0 ${length * COLUMN} ${HEIGHT}`,
      preserveAspectRatio: "none",
      role: "img",
      "aria-label": label,
      class: "norms",
    },
    [...grid, ...paths],
  );
  const ticks = TICKS.map((exponent) =>
    html("span", { class: "tick", style: `top:${heightOf(10 ** exponent)}%` }, power(exponent)),
  );
  return {
    picture,
    ticks,
    draw(frame) {
      lines.forEach(({ of }, index) => put(paths[index], "d", (frame?.[of] && pathOf(frame[of])) || "M0 0"));
    },
  };
}
