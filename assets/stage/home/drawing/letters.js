/** The texts of a page as SVG: a line of text is a text element, with its font, at its place. */

import { svg } from "../../svg.js";

const pen = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
const SAME = 2; // px by which words of a line may stand higher or lower

/** @typedef {import("./walk.js").Walker} Walker */
/** @typedef {{ text: string, left: number, right: number, top: number, height: number }} Line */

/** @type {Map<string, { up: number, down: number }>} */
const fonts = new Map();

/** How far a font reaches above and below its line. @param {CSSStyleDeclaration} style */
export function reachOf({ fontStyle, fontWeight, fontSize, fontFamily }) {
  const font = `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`;
  let known = fonts.get(font);
  if (!known) {
    pen.font = font;
    const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = pen.measureText("x");
    known = { up, down };
    fonts.set(font, known);
  }
  return known;
}

/** @param {Walker} walker @param {CSSStyleDeclaration} style */
export const noteFont = (walker, { fontFamily, fontStyle }) =>
  void walker.fonts.add(`${fontFamily.split(",")[0].replaceAll('"', "").trim()}|${fontStyle}`);

/**
 * Return a text, line by line.
 * @param {Walker} walker
 * @param {Text} node
 * @param {CSSStyleDeclaration} style of the element around it
 * @param {DOMRect | null} within
 * @param {string[]} lines under, over or through it
 */
export function lettersOf(walker, node, style, within, lines) {
  if (!node.data.trim() || parseFloat(style.fontSize) === 0) return [];
  const found = linesOf(node, style.whiteSpaceCollapse === "preserve");
  if (found.length) noteFont(walker, style);
  return found.map((line) => {
    const { up, down } = reachOf(style);
    const place = walker.place(new DOMRect(line.left, line.top, line.right - line.left, line.height));
    walker.seen(place, within);
    const y = place.y + (place.height - up - down) / 2 + up;
    return svg("text", { x: place.x, y, ...lookOf(style, lines) }, cased(line.text, style.textTransform));
  });
}

/**
 * @param {CSSStyleDeclaration} style
 * @param {string[]} [lines]
 */
export function lookOf(style, lines = []) {
  const numbers =
    style.fontVariantNumeric === "normal" ? undefined : `font-variant-numeric:${style.fontVariantNumeric}`;
  return {
    "font-family": style.fontFamily,
    "font-size": parseFloat(style.fontSize),
    "font-weight": style.fontWeight === "400" ? undefined : style.fontWeight,
    "font-style": style.fontStyle === "normal" ? undefined : style.fontStyle,
    "letter-spacing": style.letterSpacing === "normal" ? undefined : style.letterSpacing,
    "text-decoration": lines.length ? lines.join(" ") : undefined,
    fill: style.color,
    style: ["white-space:pre", numbers].filter(Boolean).join(";"),
  };
}

/** @param {string} text @param {string} how */
function cased(text, how) {
  if (how === "uppercase") return text.toUpperCase();
  if (how === "lowercase") return text.toLowerCase();
  return how === "capitalize" ? text.replaceAll(/(^|\s)\S/g, (letter) => letter.toUpperCase()) : text;
}

/** @param {Text} node @param {boolean} kept whether its spaces are all shown */
function linesOf(node, kept) {
  /** @type {Line[]} */
  const lines = [];
  const range = document.createRange();
  for (const found of node.data.matchAll(kept ? /[^\n]/gu : /\S+/g)) {
    for (const [text, box] of piecesOf(range, node, found.index, found[0])) {
      const last = lines[lines.length - 1];
      const follows = last && Math.abs(last.top - box.top) < SAME && box.left >= last.right - SAME;
      if (!follows) lines.push({ text, left: box.left, right: box.right, top: box.top, height: box.height });
      else {
        const apart = !kept && box.left - last.right > 0.5;
        Object.assign(last, { text: `${last.text}${apart ? " " : ""}${text}`, right: box.right });
      }
    }
  }
  return lines.filter(({ text }) => text.trim());
}

/**
 * A word with its box; each letter with its own, where it goes on in another line.
 * @param {Range} range
 * @param {Text} node
 * @param {number} start
 * @param {string} word
 * @returns {[string, DOMRect][]}
 */
function piecesOf(range, node, start, word) {
  /** @type {(from: number, to: number) => DOMRect[]} */
  const boxes = (from, to) => {
    range.setStart(node, from);
    range.setEnd(node, to);
    return [...range.getClientRects()].filter(({ width }) => width > 0);
  };
  const [box, ...more] = boxes(start, start + word.length);
  if (!box) return [];
  if (more.every(({ top }) => Math.abs(top - box.top) < SAME)) return [[word, whole([box, ...more])]];
  let at = start;
  return [...word].flatMap((letter) => {
    const [own] = boxes(at, (at += letter.length));
    return own ? [/** @type {[string, DOMRect]} */ ([letter, own])] : [];
  });
}

/** @param {DOMRect[]} boxes that stand beside one another */
function whole(boxes) {
  const [left, right] = [Math.min(...boxes.map((box) => box.left)), Math.max(...boxes.map((box) => box.right))];
  return new DOMRect(left, boxes[0].top, right - left, boxes[0].height);
}
