/** Straight gradients of a style sheet as those of SVG. */

import { svg } from "../../svg.js";

const TOWARDS = { top: 0, right: 90, bottom: 180, left: 270 };

/** The parts of a list, where commas inside brackets part nothing. @param {string} text */
const partsOf = (text) => text.split(/,(?![^(]*\))/).map((part) => part.trim());

/**
 * Return the gradient with a name, null where it is of another kind.
 * @param {string} text as the browser says it
 * @param {DOMRect} box
 * @param {string} id
 */
export function gradientOf(text, { x, y, width, height }, id) {
  const found = /^(repeating-)?linear-gradient\((.*)\)$/.exec(text);
  if (!found) return null;
  const parts = partsOf(found[2]);
  const turned = angleOf(parts[0]);
  const angle = (((turned ?? 180) * Math.PI) / 180) % (2 * Math.PI);
  const [across, down] = [Math.sin(angle), -Math.cos(angle)];
  const length = Math.abs(width * across) + Math.abs(height * down);
  const stops = stopsOf(turned === null ? parts : parts.slice(1), length);
  if (stops.length < 2 || !length) return null;
  const end = found[1] ? stops[stops.length - 1].at || length : length;
  const [startX, startY] = [x + (width - length * across) / 2, y + (height - length * down) / 2];
  return svg(
    "linearGradient",
    {
      ...{ id, gradientUnits: "userSpaceOnUse", spreadMethod: found[1] ? "repeat" : "pad" },
      ...{ x1: startX, y1: startY, x2: startX + end * across, y2: startY + end * down },
    },
    stops.map(({ colour, at }) => svg("stop", { offset: at / end, "stop-color": colour })),
  );
}

/** The direction in degrees, null where none is said. @param {string} text */
function angleOf(text) {
  if (/^-?[\d.]+deg$/.test(text)) return parseFloat(text);
  const side = /^to (top|right|bottom|left)$/.exec(text)?.[1];
  return side ? TOWARDS[/** @type {keyof typeof TOWARDS} */ (side)] : null;
}

/** @param {string[]} parts @param {number} length of the whole, px */
function stopsOf(parts, length) {
  /** @type {{ colour: string, at: number }[]} */
  const stops = [];
  for (const part of parts) {
    const places = part.match(/(?<=\s)-?[\d.]+(?:px|%)/g) ?? [];
    const colour = part.replaceAll(/\s-?[\d.]+(?:px|%)/g, "").trim();
    const lengths = places.map((place) =>
      place.endsWith("%") ? (parseFloat(place) / 100) * length : parseFloat(place),
    );
    for (const at of lengths.length ? lengths : [NaN]) stops.push({ colour, at });
  }
  return evened(stops, length);
}

/**
 * Put those that say no place evenly between the others.
 * @param {{ colour: string, at: number }[]} stops
 * @param {number} length
 */
function evened(stops, length) {
  if (!stops.length) return stops;
  if (Number.isNaN(stops[0].at)) stops[0].at = 0;
  const last = stops[stops.length - 1];
  if (Number.isNaN(last.at)) last.at = length;
  stops.forEach((stop, index) => {
    if (!Number.isNaN(stop.at)) return;
    const next = stops.findIndex(({ at }, place) => place > index && !Number.isNaN(at));
    const before = stops[index - 1].at;
    stop.at = before + (stops[next].at - before) / (next - index + 1);
  });
  return stops;
}
