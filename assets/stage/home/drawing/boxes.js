/** The boxes of a page as SVG: grounds, gradients, borders, rings; corners as they are. */

import { svg } from "../../svg.js";
import { gradientOf } from "./gradients.js";

const SIDES = /** @type {const} */ (["Top", "Right", "Bottom", "Left"]);
const CLEAR = /^(transparent|rgba\(.*, 0\))$|\/ 0\)$/;

/** @typedef {import("./walk.js").Walker} Walker */

/** Whether a colour is seen. @param {string} colour */
export const isSeen = (colour) => !CLEAR.test(colour);

/** @param {string} text @param {number} whole of which it may be a share */
export const lengthOf = (text, whole) =>
  text.endsWith("%") ? (parseFloat(text) / 100) * whole : parseFloat(text) || 0;

/**
 * Return what the box of an element shows, without what is in it.
 * @param {Walker} walker
 * @param {DOMRect} box
 * @param {CSSStyleDeclaration} style
 * @param {DOMRect | null} within
 */
export function boxOf(walker, box, style, within) {
  if (!box.width && !box.height) return [];
  const corners = cornersOf(style, box);
  const parts = [
    ...ringsOf(style, box, corners, false),
    ...groundsOf(walker, style, box, corners),
    ...ringsOf(style, box, corners, true),
    ...bordersOf(style, box, corners),
  ];
  if (parts.length) walker.seen(box, within);
  return parts;
}

/**
 * What stands before and after the content of an element, as far as it is a box that has a place of its own.
 * @param {Walker} walker
 * @param {Element} element
 * @param {DOMRect} box
 * @param {DOMRect | null} within
 */
export function pseudoBoxes(walker, element, box, within) {
  return ["::before", "::after"].flatMap((which) => {
    const style = getComputedStyle(element, which);
    if (["none", "normal"].includes(style.content) || style.position !== "absolute") return [];
    const own = getComputedStyle(element);
    const [left, top] = [box.x + parseFloat(own.borderLeftWidth), box.y + parseFloat(own.borderTopWidth)];
    const place = [left + parseFloat(style.left), top + parseFloat(style.top)];
    const size = [parseFloat(style.width), parseFloat(style.height)];
    if (![...place, ...size].every(Number.isFinite)) return [];
    return boxOf(walker, new DOMRect(place[0], place[1], size[0], size[1]), style, within);
  });
}

/**
 * The radii of the corners, clockwise from the left above, px.
 * @param {CSSStyleDeclaration} style
 * @param {DOMRect} box
 */
function cornersOf(style, { width, height }) {
  const most = Math.min(width, height) / 2;
  return [
    style.borderTopLeftRadius,
    style.borderTopRightRadius,
    style.borderBottomRightRadius,
    style.borderBottomLeftRadius,
  ].map((radius) => Math.min(lengthOf(radius, width), most));
}

/**
 * Return a box with its corners, grown by so many px on all sides.
 * @param {DOMRect} box
 * @param {number[]} corners
 * @param {number} by
 * @param {Record<string, string | number | undefined>} look
 */
function rounded({ x, y, width, height }, corners, by, look) {
  const [left, top, across, down] = [x - by, y - by, Math.max(width + 2 * by, 0), Math.max(height + 2 * by, 0)];
  const radii = corners.map((radius) => (radius ? Math.max(radius + by, 0) : 0));
  if (radii.every((radius) => radius === radii[0]))
    return svg("rect", { x: left, y: top, width: across, height: down, rx: radii[0] || undefined, ...look });
  const [a, b, c, d] = radii;
  const arc = (/** @type {number} */ r, /** @type {string} */ to) => (r ? `a${r} ${r} 0 0 1 ${to}` : "");
  const path = [
    `M${left + a} ${top}h${across - a - b}${arc(b, `${b} ${b}`)}v${down - b - c}${arc(c, `${-c} ${c}`)}`,
    `h${-(across - c - d)}${arc(d, `${-d} ${-d}`)}v${-(down - d - a)}${arc(a, `${a} ${-a}`)}z`,
  ];
  return svg("path", { d: path.join(""), ...look });
}

/**
 * @param {Walker} walker
 * @param {CSSStyleDeclaration} style
 * @param {DOMRect} box
 * @param {number[]} corners
 */
function groundsOf(walker, style, box, corners) {
  /** @type {SVGElement[]} */
  const parts = [];
  if (isSeen(style.backgroundColor)) parts.push(rounded(box, corners, 0, { fill: style.backgroundColor }));
  if (style.backgroundImage.includes("gradient(")) {
    const id = walker.name("ground");
    const gradient = gradientOf(style.backgroundImage, box, id);
    if (gradient) parts.push(gradient, rounded(box, corners, 0, { fill: `url(#${id})` }));
  }
  return parts;
}

/**
 * @param {CSSStyleDeclaration} style
 * @param {DOMRect} box
 * @param {number[]} corners
 */
function bordersOf(style, box, corners) {
  const sides = SIDES.map((side) => ({
    width: parseFloat(style[`border${side}Width`]),
    kind: style[`border${side}Style`],
    colour: style[`border${side}Color`],
  })).map((side) => ({ ...side, there: side.width > 0 && !/none|hidden/.test(side.kind) && isSeen(side.colour) }));
  const [first] = sides;
  if (!sides.some(({ there }) => there)) return [];
  const same = sides.every(
    ({ there, width, colour, kind }) =>
      there && width === first.width && colour === first.colour && kind === first.kind,
  );
  if (same) return [rounded(box, corners, -first.width / 2, { fill: "none", ...strokeOf(first) })];
  return sides.flatMap((side, index) => (side.there ? [lineAt(box, index, side)] : []));
}

/** @param {{ width: number, kind: string, colour: string }} side */
function strokeOf({ width, kind, colour }) {
  const dashes = { dashed: `${3 * width} ${2 * width}`, dotted: `${width} ${width}` }[kind];
  return { stroke: colour, "stroke-width": width, "stroke-dasharray": dashes };
}

/**
 * @param {DOMRect} box
 * @param {number} index of the side
 * @param {{ width: number, kind: string, colour: string }} side
 */
function lineAt({ left, right, top, bottom }, index, side) {
  const half = side.width / 2;
  const [x1, y1, x2, y2] = [
    [left, top + half, right, top + half],
    [right - half, top, right - half, bottom],
    [left, bottom - half, right, bottom - half],
    [left + half, top, left + half, bottom],
  ][index];
  return svg("line", { x1, y1, x2, y2, ...strokeOf(side) });
}

/**
 * Rings and lines that are written as shadows; what is soft is a shadow, and a flat picture has none.
 * @param {CSSStyleDeclaration} style
 * @param {DOMRect} box
 * @param {number[]} corners
 * @param {boolean} inner
 */
function ringsOf({ boxShadow }, box, corners, inner) {
  if (boxShadow === "none") return [];
  return boxShadow.split(/,(?![^(]*\))/).flatMap((shadow) => {
    const isInner = shadow.includes("inset");
    const colour = shadow
      .replace(/\binset\b/, "")
      .replace(/-?[\d.]+px/g, "")
      .trim();
    const [across, down, soft, spread] = [...shadow.matchAll(/(-?[\d.]+)px/g)].map(([, size]) => Number(size));
    if (isInner !== inner || soft > 0 || !isSeen(colour)) return [];
    if (spread) {
      const ring = { fill: "none", stroke: colour, "stroke-width": spread };
      return [rounded(box, corners, (inner ? -spread : spread) / 2, ring)];
    }
    const { left, right, top, bottom } = box;
    const [x, width] = across > 0 ? [left, across] : [right + across, -across];
    const [y, height] = down > 0 === inner ? [top, Math.abs(down)] : [bottom - Math.abs(down), Math.abs(down)];
    if (across) return [svg("rect", { x, y: top, width, height: bottom - top, fill: colour })];
    const outside = inner ? 0 : down;
    return down ? [svg("rect", { x: left, y: y + outside, width: right - left, height, fill: colour })] : [];
  });
}
