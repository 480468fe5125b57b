/** What explains a picture: the line of a series, the colours of a scale from end to end. */

import { html, svg } from "../svg.js";

/**
 * Return a piece of a series' line, as it is drawn.
 * @param {{ hue: string, dash?: string }} look
 * @param {number} [weight] width of the line, px
 */
export function swatch({ hue, dash }, weight = 3.5) {
  return svg(
    "svg",
    { width: 30, height: 10, class: "swatch", "aria-hidden": "true" },
    svg("path", { d: "M1 5H29", stroke: hue, "stroke-width": weight, "stroke-dasharray": dash }),
  );
}

/**
 * Return the colours of a scale between the numbers at its ends.
 * @param {{ ends: [low: string, high: string], colours: string[], title?: string }} scale
 */
export function scaleKey({ ends, colours, title }) {
  const stops = colours.filter((_, index) => index % 8 === 0);
  const bar = html("i", { style: `background:linear-gradient(90deg,${stops.join(",")})` });
  return html("span", { class: "scale", title }, [ends[0], bar, ends[1]]);
}
