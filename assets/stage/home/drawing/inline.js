/** A drawing of the page once more, complete without style sheets. */

import { svg } from "../../svg.js";
import { noteFont } from "./letters.js";

/** What children take from their parent, as attributes. */
const INHERITED = [
  ...["fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray"],
  ...["stroke-dashoffset", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "shape-rendering", "paint-order"],
  ...["font-family", "font-size", "font-weight", "font-style", "letter-spacing", "text-anchor", "visibility"],
  ...["dominant-baseline", "marker-start", "marker-mid", "marker-end", "clip-rule"],
];
/** What is said of each by itself, and what it is where nothing is said. */
const OWN = {
  opacity: "1",
  "clip-path": "none",
  mask: "none",
  "vector-effect": "none",
  "stop-color": "rgb(0, 0, 0)",
  "stop-opacity": "1",
  "text-decoration-line": "none",
  "baseline-shift": "0px",
};
const KEPT = /^(id|href|x|y|x1|x2|y1|y2|cx|cy|r|rx|ry|d|dx|dy|fx|fy|width|height|points|transform|viewBox|offset)$/i;
const ALSO = new RegExp(
  "^(preserveAspectRatio|(gradient|pattern|marker|clipPath|mask)\\w+|refX|refY|orient|textLength|lengthAdjust|" +
    "spreadMethod|rotate|aria-label|role|xml:space)$",
);

/** @typedef {import("./walk.js").Walker} Walker */

/**
 * Return a drawing in its place, with what its style sheets say inside.
 * @param {Walker} walker
 * @param {SVGSVGElement} drawing
 * @param {DOMRect} box where it stands
 * @param {DOMRect | null} within
 */
export function placed(walker, drawing, box, within) {
  if (!box.width || !box.height) return [];
  const names = walker.name("d");
  const whole = drawing.isConnected ? dressed(walker, drawing, names, null) : renamed(drawing, names);
  if (!whole) return [];
  const [width, height] = sizeOf(drawing, box);
  const frame = { x: box.x, y: box.y, width: box.width, height: box.height };
  const viewBox = drawing.getAttribute("viewBox") ?? `0 0 ${width} ${height}`;
  const overflow = drawing.isConnected ? getComputedStyle(drawing).overflow : "hidden";
  for (const [key, value] of Object.entries({ ...frame, viewBox, overflow })) whole.setAttribute(key, String(value));
  walker.seen(box, within);
  if (overflow === "visible") for (const one of drawing.querySelectorAll(SHAPES)) spill(walker, one, within);
  return [whole];
}

const SHAPES = "path, rect, circle, line, polyline, polygon, text, ellipse";

/** @param {Walker} walker @param {Element} shape @param {DOMRect | null} within */
function spill(walker, shape, within) {
  if (shape.closest("defs, clipPath, marker, pattern, mask, symbol") || !shape.checkVisibility()) return;
  if (getComputedStyle(shape).visibility === "visible")
    walker.seen(walker.place(shape.getBoundingClientRect()), within);
}

/** How large a drawing is before it is enlarged. @param {SVGSVGElement} drawing @param {DOMRect} box */
function sizeOf(drawing, box) {
  if (!drawing.isConnected) return [drawing.width.baseVal.value, drawing.height.baseVal.value];
  return [drawing.clientWidth || box.width, drawing.clientHeight || box.height];
}

/**
 * @param {Walker} walker
 * @param {Element} element
 * @param {string} names what the names in it begin with
 * @param {CSSStyleDeclaration | null} around
 * @returns {SVGElement | null}
 */
function dressed(walker, element, names, around) {
  const style = getComputedStyle(element);
  if (style.display === "none" || element.matches("script, style, foreignObject")) return null;
  const made = svg(/** @type {"g"} */ (element.localName));
  for (const { name, value } of element.attributes) {
    if (KEPT.test(name) || ALSO.test(name)) made.setAttribute(name, value);
  }
  writeLook(made, style, around);
  turn(element, style, made);
  if (element instanceof SVGTextContentElement) noteText(walker, style, made);
  rename(made, names);
  for (const child of element.childNodes) {
    const copy = child instanceof Element ? dressed(walker, child, names, style) : null;
    if (copy) made.append(copy);
    else if (child instanceof Text) made.append(child.cloneNode());
  }
  return made;
}

/**
 * Write what the style sheets say of an element, where that is not said already.
 * @param {Element} made
 * @param {CSSStyleDeclaration} style
 * @param {CSSStyleDeclaration | null} around
 */
function writeLook(made, style, around) {
  for (const property of INHERITED) {
    const value = style.getPropertyValue(property);
    if (value && value !== around?.getPropertyValue(property)) made.setAttribute(property, value);
  }
  for (const [property, usual] of Object.entries(OWN)) {
    const value = style.getPropertyValue(property);
    if (value && value !== usual) made.setAttribute(property.replace("-line", ""), value);
  }
}

/**
 * What a style sheet turns or moves.
 * @param {Element} element
 * @param {CSSStyleDeclaration} style
 * @param {Element} made
 */
function turn(element, style, made) {
  if (style.transform === "none" || element.hasAttribute("transform") || element instanceof SVGSVGElement) return;
  const [x, y] = style.transformOrigin.split(" ").map((text) => parseFloat(text) || 0);
  made.setAttribute("transform", `translate(${x} ${y}) ${style.transform} translate(${-x} ${-y})`);
}

/** @param {Walker} walker @param {CSSStyleDeclaration} style @param {Element} made */
function noteText(walker, style, made) {
  noteFont(walker, style);
  const says = [
    style.fontVariantNumeric === "normal" ? "" : `font-variant-numeric:${style.fontVariantNumeric}`,
    style.whiteSpaceCollapse === "preserve" ? "white-space:pre" : "",
  ].filter(Boolean);
  if (says.length) made.setAttribute("style", says.join(";"));
}

/** Put a beginning before all names in a drawing. @param {SVGSVGElement} drawing @param {string} names */
function renamed(drawing, names) {
  for (const one of [drawing, ...drawing.querySelectorAll("*")]) rename(one, names);
  return drawing;
}

/** @param {Element} element @param {string} names */
function rename(element, names) {
  for (const attribute of element.attributes) {
    const { name, value } = attribute;
    if (name === "id") attribute.value = `${names}-${value}`;
    else if (name === "href" && value.startsWith("#")) attribute.value = `#${names}-${value.slice(1)}`;
    else if (value.includes("url("))
      attribute.value = value.replace(/url\(["']?[^#)]*#([^)"']+)["']?\)/, `url(#${names}-$1)`);
  }
}
