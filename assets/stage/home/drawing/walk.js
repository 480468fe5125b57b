/**
 * What is on the page, as SVG: boxes, texts, drawings and painted pictures become what they are, each in its place.
 *
 * Two designs were compared: a drawing for paper that each picture makes of itself, or one walk over what the browser
 * shows. The walk is one module for all pictures, and what is taken home is what was seen. A canvas is painted in
 * pixels: where its picture knows an exact drawing (`parts/exact.js`), that is taken.
 */

import { exactly } from "../../parts/exact.js";
import { svg } from "../../svg.js";
import { boxOf, pseudoBoxes } from "./boxes.js";
import { fieldOf } from "./fields.js";
import { placed } from "./inline.js";
import { lettersOf } from "./letters.js";

/** What works the picture and is none of it; what is only spoken stands for it where it is not seen. */
const LEFT_OUT = [
  ...[".transport", ".menu", ".help", ".astable", ".spoken", ".offers", ".handle", ".opener", ".reweigh", ".pencil"],
  ...[".acts", ".row.tokens .key", ".operations button", ".score > .caption", ".figure figcaption"],
  ...["script", "style", "template", "dialog", ":popover-open"],
].join(", ");

/** @typedef {{ left: number, top: number, right: number, bottom: number }} Extent */
/** @typedef {{ x: number, y: number }} Origin */

/**
 * @typedef {object} Walked
 * @property {SVGElement[]} parts
 * @property {Extent} extent of all that is seen, from the origin
 * @property {Set<string>} fonts families and styles that its texts have, "family|style"
 */

let taken = 0; // so many drawings: their names must differ

/**
 * Return what an element shows.
 * @param {Element} element
 * @param {Origin} origin in the window, px
 * @returns {Walked}
 */
export function walk(element, origin) {
  const walker = new Walker(origin);
  const parts = walker.element(element, null, []);
  return { parts, extent: walker.extent, fonts: walker.fonts };
}

export class Walker {
  /** @param {Origin} origin */
  constructor(origin) {
    this.origin = origin;
    this.fonts = /** @type {Set<string>} */ (new Set());
    this.extent = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  }

  /** A name that no other drawing has. @param {string} kind */
  name(kind) {
    taken += 1;
    return `${kind}${taken}`;
  }

  /** Where a box of the window stands. @param {DOMRect} box */
  place(box) {
    return new DOMRect(box.x - this.origin.x, box.y - this.origin.y, box.width, box.height);
  }

  /** Note that something is seen there. @param {DOMRect} box @param {DOMRect | null} within what lets it be seen */
  seen(box, within) {
    const { extent } = this;
    const [left, top] = [Math.max(box.left, within?.left ?? -Infinity), Math.max(box.top, within?.top ?? -Infinity)];
    const right = Math.min(box.right, within?.right ?? Infinity);
    const bottom = Math.min(box.bottom, within?.bottom ?? Infinity);
    if (right <= left || bottom <= top) return;
    extent.left = Math.min(extent.left, left);
    extent.top = Math.min(extent.top, top);
    extent.right = Math.max(extent.right, right);
    extent.bottom = Math.max(extent.bottom, bottom);
  }

  /**
   * @param {Element} element
   * @param {DOMRect | null} within the box outside of which nothing is seen
   * @param {string[]} lines under, over or through its texts
   * @returns {SVGElement[]}
   */
  element(element, within, lines) {
    const style = getComputedStyle(element);
    const boxless = style.display === "contents"; // it is seen by its children, and called invisible
    if (element.matches(LEFT_OUT) || !(boxless || element.checkVisibility())) return [];
    if (style.opacity === "0" || isHidden(element, style)) return [];
    const box = this.place(element.getBoundingClientRect());
    if (style.textDecorationLine !== "none") lines = [...lines, style.textDecorationLine];
    const shown = style.visibility === "visible";
    const parts = shown ? [...boxOf(this, box, style, within), ...pseudoBoxes(this, element, box, within)] : [];
    const own = shown ? this.picture(element, style, box, within) : null;
    parts.push(...(own ?? this.children(element, within, lines, style, box)));
    return style.opacity === "1" ? parts : wrapped(parts, { opacity: style.opacity });
  }

  /**
   * Return what is no text and no box: drawings, painted pictures, fields; null where the children are to be walked.
   * @param {Element} element
   * @param {CSSStyleDeclaration} style
   * @param {DOMRect} box
   * @param {DOMRect | null} within
   */
  picture(element, style, box, within) {
    const exact = exactly(element);
    if (exact) return placed(this, exact, box, within);
    if (element instanceof SVGSVGElement) return placed(this, element, box, within);
    if (element instanceof HTMLCanvasElement) return this.painted(element, style, box, within);
    return fieldOf(this, element, style, box);
  }

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {CSSStyleDeclaration} style
   * @param {DOMRect} box
   * @param {DOMRect | null} within
   */
  painted(canvas, { imageRendering }, box, within) {
    if (!canvas.width || !canvas.height || !box.width || !box.height) return [];
    this.seen(box, within);
    const { x, y, width, height } = box;
    const href = canvas.toDataURL("image/png");
    const look = { style: imageRendering === "auto" ? undefined : `image-rendering:${imageRendering}` };
    return [svg("image", { href, x, y, width, height, preserveAspectRatio: "none", ...look })];
  }

  /**
   * @param {Element} element
   * @param {DOMRect | null} within
   * @param {string[]} lines
   * @param {CSSStyleDeclaration} style
   * @param {DOMRect} box
   */
  children(element, within, lines, style, box) {
    const clips = /hidden|clip/.test(`${style.overflowX} ${style.overflowY}`) && style.display !== "inline";
    const inner = clips ? inside(box, within) : within;
    const nodes = [...(element.shadowRoot ?? element).childNodes].flatMap(assigned);
    const parts = inOrder(nodes).flatMap((node) => {
      if (node instanceof Element) return this.element(node, inner, lines);
      return node instanceof Text && style.visibility === "visible" ? lettersOf(this, node, style, inner, lines) : [];
    });
    return clips && parts.length ? this.clipped(parts, box) : parts;
  }

  /** @param {SVGElement[]} parts @param {DOMRect} box */
  clipped(parts, { x, y, width, height }) {
    const id = this.name("clip");
    const clip = svg("clipPath", { id }, svg("rect", { x, y, width, height }));
    return [clip, ...wrapped(parts, { "clip-path": `url(#${id})` })];
  }
}

/** @param {SVGElement[]} parts @param {Record<string, string>} look */
const wrapped = (parts, look) => (parts.length ? [svg("g", look, parts)] : []);

/** What stands in a slot. @param {ChildNode} node @returns {Node[]} */
const assigned = (node) => {
  if (!(node instanceof HTMLSlotElement)) return [node];
  const nodes = node.assignedNodes();
  return nodes.length ? nodes : [...node.childNodes];
};

/** @param {DOMRect} box @param {DOMRect | null} within */
function inside(box, within) {
  if (!within) return box;
  const [left, top] = [Math.max(box.left, within.left), Math.max(box.top, within.top)];
  const [right, bottom] = [Math.min(box.right, within.right), Math.min(box.bottom, within.bottom)];
  return new DOMRect(left, top, Math.max(right - left, 0), Math.max(bottom - top, 0));
}

/**
 * Whether a text is there for who does not see the picture.
 * @param {Element} element
 * @param {CSSStyleDeclaration} style
 */
function isHidden(element, { clip, clipPath, position }) {
  if (clip.startsWith("rect(0px, 0px, 0px") || clipPath === "inset(50%)") return true;
  const { width, height } = element.getBoundingClientRect();
  return position === "absolute" && width <= 1 && height <= 1 && element.textContent !== "";
}

/** The children as they are painted over one another. @param {Node[]} nodes */
function inOrder(nodes) {
  const ranks = new Map(nodes.map((node) => [node, node instanceof Element ? rankOf(getComputedStyle(node)) : 0]));
  return [...ranks.values()].some(Boolean) ? nodes.sort((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0)) : nodes;
}

/** @param {CSSStyleDeclaration} style */
function rankOf({ zIndex, position, transform }) {
  if (zIndex !== "auto") return Number(zIndex) || 0.5;
  return position === "static" && transform === "none" ? 0 : 0.5;
}
