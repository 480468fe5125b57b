/** Stripes over numbers that are held by hand: seen on every colour, in both themes, on paper too. */

import { put, svg } from "../../svg.js";

const STEP = 7; // px between stripes

/**
 * Return a drawing, and what lays it over a path.
 * @param {import("../stage.js").Stage} stage
 */
export function hatch({ theme }) {
  const size = { width: STEP, height: STEP, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" };
  /** @param {string} fill @param {number} width @param {number} [opacity] */
  const stripe = (fill, width, opacity) =>
    svg("rect", { x: (STEP - width) / 2, width, height: STEP, fill, "fill-opacity": opacity });
  const id = "hatched"; // the same in every stave, so that any of them may stand for all in a file
  const pattern = svg("pattern", { id, ...size }, [stripe(theme.background, 4, 0.6), stripe(theme.text, 1.6)]);
  const covered = svg("path", { fill: `url(#${id})`, class: "hatched" });
  const root = svg("g", {}, [svg("defs", {}, pattern), covered]);
  return { root, over: (/** @type {string} */ path) => put(covered, "d", path) };
}
