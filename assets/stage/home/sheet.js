/** A scene as one drawing: its words above, its pictures, and where they come from below. */

import { facesOf } from "../figure/export.js";
import { svg } from "../svg.js";
import { noteFont } from "./drawing/letters.js";

const SLIDE = [1920, 1080];
const MARGIN = 56; // px of a slide
const LEAST = 520; // px that the words need across
const SHARE = 0.28; // of a slide for the words that stand beside the picture
const [HEAD, PROSE] = [24, 15]; // px of the heading on a page, of question and result
const MOST_HEAD = 48; // px of a slide, 24 pt
const SPOKEN = [36, 31, 27].map((size) => size / PROSE); // question and result on a slide: 18 pt where there is room
const COMFORT = 21; // px of a picture's smallest letters, from which on the words are that large

/** @typedef {import("../colour.js").Theme} Theme */
/** @typedef {import("./scene.js").Words} Words */
/** @typedef {{ size: number, weight?: number, family?: string, faint?: boolean }} Look */

/**
 * @typedef {object} Asked what the reader wants to have
 * @property {"page" | "white" | "clear"} ground
 * @property {boolean} words whether heading, question and result stand above
 * @property {boolean} slide whether it is a slide of 1920 × 1080
 */

/**
 * @typedef {object} Sheet
 * @property {SVGSVGElement} root
 * @property {number} width
 * @property {number} height
 * @property {number} least the size of its smallest type, px
 */

/** Text that is put on a sheet line by line. */
class Written {
  /** @param {Theme} theme @param {string} headings their font */
  constructor(theme, headings) {
    this.theme = theme;
    this.headings = headings;
    this.pen = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  }

  /**
   * Return the lines of a text below `top`, and where they end.
   * @param {string} text
   * @param {{ x: number, top: number, width: number }} place
   * @param {Look} look
   */
  put(text, { x, top, width }, { size, weight = 400, family = this.theme.font, faint = false }) {
    this.pen.font = `${weight} ${size}px ${family}`;
    const lines = text ? this.lines(text, width) : [];
    const high = size * 1.3;
    const own = { "font-family": family, "font-size": size, "font-weight": weight === 400 ? undefined : weight };
    const fill = faint ? this.theme.faint : this.theme.text;
    const parts = lines.map((line, index) =>
      svg("text", { x, y: top + high * index + size, ...own, fill, style: "white-space:pre" }, line),
    );
    return { parts, bottom: top + high * lines.length };
  }

  /** @param {string} text @param {number} width */
  lines(text, width) {
    const lines = [""];
    for (const word of text.split(" ")) {
      const longer = lines[lines.length - 1] ? `${lines[lines.length - 1]} ${word}` : word;
      if (this.pen.measureText(longer).width <= width || !lines[lines.length - 1]) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  }
}

/**
 * The pictures under one another, from (0, 0).
 * @param {{ rows: { parts: SVGElement[], extent: import("./drawing/walk.js").Extent }[], gap: number }} drawn
 */
function stacked({ rows, gap }) {
  const left = Math.min(...rows.map(({ extent }) => extent.left));
  const width = Math.max(...rows.map(({ extent }) => extent.right)) - left;
  let y = 0;
  const parts = rows.map(({ parts: own, extent }) => {
    const moved = svg("g", { transform: `translate(${-left} ${y - extent.top})` }, own);
    y += extent.bottom - extent.top + gap;
    return moved;
  });
  return { parts, width, height: Math.max(y - gap, 1) };
}

/** The size of the smallest letters in a drawing, px. @param {SVGElement[]} parts */
function leastOf(parts) {
  const sizes = parts
    .flatMap((part) => [part, ...part.querySelectorAll("text, tspan, [font-size]")])
    .filter((one) => one.matches("text, tspan") && one.textContent?.trim())
    .map((one) => parseFloat(one.closest("[font-size]")?.getAttribute("font-size") ?? ""))
    .filter((size) => size > 0);
  return sizes.length ? Math.min(...sizes) : Infinity;
}

/**
 * Return the sheet of a scene.
 * @param {ReturnType<typeof import("./scene.js").drawn>} drawn
 * @param {Words} words
 * @param {{ short: string, long: string }} source where it comes from: as it stands below, and all that is known
 * @param {Asked} asked
 * @param {{ theme: Theme, headings: string }} looks
 * @returns {Promise<Sheet>}
 */
export async function sheetOf(drawn, words, source, asked, { theme, headings }) {
  if (!drawn.rows.length) throw new Error("nothing of it is in sight.");
  const picture = stacked(drawn);
  const write = new Written(theme, headings);
  const said = asked.words ? words : { heading: "", question: "", result: "" };
  const laid = asked.slide ? slideOf(picture, said, source.short, write) : pageOf(picture, said, source.short, write);
  const { width, height } = laid;
  const parts = [...laid.head, ...laid.foot, laid.shown];
  const fonts = new Set(drawn.fonts);
  for (const fontFamily of [theme.font, said.heading ? headings : theme.font])
    noteFont(/** @type {any} */ ({ fonts }), /** @type {any} */ ({ fontFamily, fontStyle: "normal" }));
  const faces = svg("style", {}, await facesOf(fonts));
  const about = svg("metadata", {}, source.long);
  const ground = asked.ground === "clear" ? [] : [svg("rect", { width, height, fill: theme.background })];
  const frame = { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}` };
  const title = svg("title", {}, words.heading);
  const root = svg("svg", { ...frame, "font-family": theme.font }, [title, about, faces, ...ground, ...parts]);
  return { root, width, height, least: Math.min(leastOf(laid.head), leastOf(picture.parts) * laid.scale) };
}

/**
 * @param {ReturnType<typeof stacked>} picture
 * @param {Words} words
 * @param {string} below
 * @param {Written} write
 */
function pageOf(picture, words, below, write) {
  const margin = 24;
  const across = Math.ceil(Math.max(picture.width, LEAST));
  const width = across + 2 * margin;
  const head = wordsAt(words, { x: margin, top: margin, width: across }, 1, write);
  const top = head.bottom + (head.parts.length ? 16 : 0);
  const shown = svg("g", { transform: `translate(${margin} ${top})`, class: "taken" }, picture.parts);
  const foot = write.put(
    below,
    { x: margin, top: top + picture.height + 16, width: across },
    { size: 12, faint: true },
  );
  const height = Math.ceil(foot.bottom + margin);
  return { width, height, scale: 1, head: head.parts, foot: foot.parts, shown };
}

/**
 * @param {Words} words
 * @param {{ x: number, top: number, width: number }} place
 * @param {number} scale
 * @param {Written} write
 */
function wordsAt({ heading, question, result }, place, scale, write) {
  const looks = /** @type {[string, Look, number][]} */ ([
    [heading, { size: Math.min(HEAD * scale, MOST_HEAD), weight: 600, family: write.headings }, 0],
    [question, { size: PROSE * scale }, 6],
    [result, { size: PROSE * scale, weight: 600 }, 4],
  ]);
  let { top } = place;
  const parts = looks.flatMap(([text, look, space]) => {
    if (!text) return [];
    const lines = write.put(text, { ...place, top: top + space * scale }, look);
    top = lines.bottom;
    return lines.parts;
  });
  return { parts, bottom: top };
}

/**
 * A slide: its words as large as the picture allows, its source below.
 * @param {ReturnType<typeof stacked>} picture
 * @param {Words} words
 * @param {string} below
 * @param {Written} write
 */
function slideOf(picture, words, below, write) {
  const [width, height] = SLIDE;
  const across = width - 2 * MARGIN;
  const foot = write.put(below, { x: MARGIN, top: 0, width: across }, { size: 18, faint: true });
  const floor = height - MARGIN * 0.5 - foot.bottom;
  for (const part of foot.parts) part.setAttribute("y", String(Number(part.getAttribute("y")) + floor));
  const least = leastOf(picture.parts);
  const tried = SPOKEN.map((size) => placed(picture, words, size, floor, write));
  const { head, room, scale } = tried.find((one) => one.scale * least >= COMFORT) ?? tried[tried.length - 1];
  const x = room.x + (room.width - picture.width * scale) / 2;
  const y = room.y + (room.bottom - room.y - picture.height * scale) / 2;
  const look = { transform: `translate(${x} ${y}) scale(${scale})`, class: "taken" };
  return { width, height, scale, head: head.parts, foot: foot.parts, shown: svg("g", look, picture.parts) };
}

/**
 * The words of a slide above its picture or beside it, whichever leaves the picture larger.
 * @param {ReturnType<typeof stacked>} picture
 * @param {Words} words
 * @param {number} size of the words, times that of a page
 * @param {number} floor where the room ends, px
 * @param {Written} write
 */
function placed(picture, words, size, floor, write) {
  const across = SLIDE[0] - 2 * MARGIN;
  const top = MARGIN * 0.7;
  const any = Object.values(words).some(Boolean);
  const above = wordsAt(words, { x: MARGIN, top, width: across }, size, write);
  const roomAbove = { x: MARGIN, y: above.bottom + (any ? 20 : 0), width: across, bottom: floor - 16 };
  const column = across * SHARE;
  const beside = wordsAt(words, { x: MARGIN, top: MARGIN, width: column }, size, write);
  const roomBeside = { x: MARGIN + column + 40, y: top, width: across - column - 40, bottom: floor - 16 };
  const scaleIn = (/** @type {typeof roomAbove} */ room) =>
    Math.min(room.width / picture.width, (room.bottom - room.y) / picture.height);
  const isBeside = any && scaleIn(roomBeside) > scaleIn(roomAbove) && beside.bottom < floor;
  const [head, room] = isBeside ? [beside, roomBeside] : [above, roomAbove];
  return { head, room, scale: scaleIn(room) };
}
