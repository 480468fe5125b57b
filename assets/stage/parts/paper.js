/** A drawing for paper and slides: on the page's ground, with its font inside and where it comes from below. */

import { asSvgBlob, fontFace } from "../figure/export.js";
import { svg } from "../svg.js";
import { usual } from "./type.js";
import { wrap } from "./words.js";

export const MARGIN = 24;
const SMALL = usual.size("small");
const LINE = 18;

/**
 * Return a text of the drawing; `more` are attributes.
 * @param {import("../colour.js").Theme} theme
 * @returns {(x: number, y: number, content: string, more?: Record<string, string | number | undefined>) => SVGElement}
 */
export const writer = (theme) => (x, y, content, more) =>
  svg("text", { x, y, "font-size": usual.size("body"), fill: theme.text, ...more }, content);

/**
 * Return the drawing as a file.
 * @param {import("../colour.js").Theme} theme
 * @param {{ width: number, bottom: number, parts: SVGElement[], caption: string }} drawing `bottom`: where the last
 *   of its parts ends, px
 */
export async function onPaper(theme, { width, bottom, parts, caption }) {
  const write = writer(theme);
  const lines = wrap(caption, width - 2 * MARGIN, SMALL);
  const said = lines.map((line, index) =>
    write(MARGIN, bottom + LINE * (index + 1), line, { "font-size": SMALL, fill: theme.faint }),
  );
  const height = bottom + LINE * lines.length + MARGIN;
  const page = {
    xmlns: "http://www.w3.org/2000/svg",
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    "font-family": theme.font,
  };
  const face = svg("style", {}, await fontFace(theme.font));
  const ground = svg("rect", { width, height, fill: theme.background });
  return asSvgBlob(new XMLSerializer().serializeToString(svg("svg", page, [face, ground, ...parts, ...said])));
}
