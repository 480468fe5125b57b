/** Fields of a form as they stand: a slider at its place, a tick, a text, what is chosen. */

import { svg } from "../../svg.js";
import { lookOf, noteFont, reachOf } from "./letters.js";

const TRACK = 4; // px
const KNOB = 7;

/** @typedef {import("./walk.js").Walker} Walker */

/**
 * Return what a field shows, null where the element is none.
 * @param {Walker} walker
 * @param {Element} element
 * @param {CSSStyleDeclaration} style
 * @param {DOMRect} box
 * @returns {SVGElement[] | null}
 */
export function fieldOf(walker, element, style, box) {
  if (element instanceof HTMLSelectElement)
    return written(walker, style, box, element.selectedOptions[0]?.textContent?.trim() ?? "");
  if (element instanceof HTMLTextAreaElement) return written(walker, style, box, element.value);
  if (!(element instanceof HTMLInputElement)) return null;
  walker.seen(box, null);
  if (element.type === "range") return slider(element, style, box);
  if (/checkbox|radio/.test(element.type)) return tick(element, style, box);
  return element.type === "file" ? [] : written(walker, style, box, element.value || element.placeholder);
}

/** @param {Walker} walker @param {CSSStyleDeclaration} style @param {DOMRect} box @param {string} text */
function written(walker, style, box, text) {
  noteFont(walker, style);
  const { up, down } = reachOf(style);
  const x = box.x + parseFloat(style.paddingLeft) + parseFloat(style.borderLeftWidth);
  const y = box.y + (box.height - up - down) / 2 + up;
  return text ? [svg("text", { x, y, ...lookOf(style) }, text)] : [];
}

/** @param {HTMLInputElement} field @param {CSSStyleDeclaration} style @param {DOMRect} box */
function slider(field, style, box) {
  const [low, high] = [Number(field.min || 0), Number(field.max || 100)];
  const share = high > low ? (Number(field.value) - low) / (high - low) : 0;
  const [y, x] = [box.y + box.height / 2, box.x + KNOB + share * (box.width - 2 * KNOB)];
  const colour = style.accentColor === "auto" ? style.color : style.accentColor;
  const bar = { y: y - TRACK / 2, height: TRACK, rx: TRACK / 2 };
  return [
    svg("rect", { x: box.x, width: box.width, ...bar, fill: style.color, "fill-opacity": 0.2 }),
    svg("rect", { x: box.x, width: Math.max(x - box.x, 0), ...bar, fill: colour }),
    svg("circle", { cx: x, cy: y, r: KNOB, fill: colour }),
  ];
}

/** @param {HTMLInputElement} field @param {CSSStyleDeclaration} style @param {DOMRect} box */
function tick(field, style, { x, y, width, height }) {
  const colour = style.accentColor === "auto" ? style.color : style.accentColor;
  const frame = {
    x: x + 0.5,
    y: y + 0.5,
    width: width - 1,
    height: height - 1,
    rx: field.type === "radio" ? width / 2 : 2,
  };
  const look = { stroke: colour, fill: field.checked ? colour : "none" };
  const mark = svg("path", {
    d: `M${x + 0.25 * width} ${y + 0.52 * height}l${0.18 * width} ${0.18 * height}l${0.32 * width} ${-0.38 * height}`,
    ...{ fill: "none", stroke: "#ffffff", "stroke-width": 1.6 },
  });
  return [svg("rect", { ...frame, ...look }), ...(field.checked ? [mark] : [])];
}
