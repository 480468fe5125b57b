/** The common time axis of a score: how wide a timestep is, what is under the mouse, what fits. */

import { readTheme } from "../colour.js";
import { cursor, hover } from "../cursor.js";
import { readType } from "../parts/type.js";
import { zoomOf } from "../parts/zoom.js";
import { pin } from "../player.js";

/** Lengths in px of the usual base. */
const NARROWEST = 40;
const WIDEST = 150;
const MOST = 220;
const RIGHT = 6;
const ROOMY = 1150; // room for larger type
const LARGER = 1.215; // so much; `score.css` has the same
const SPARE = 24; // what a column that has to grow gets for the next letters
const AHEAD = 3; // so many words more have room where columns have to shrink

/** Everything a stave needs to draw itself above and below the others. */
export class Stage {
  /**
   * @param {import("../types.d.ts").ScoreData} data
   * @param {Element} host
   * @param {number} available width, px
   */
  constructor(data, host, available) {
    this.theme = readTheme(host);
    this.palette = data.palette;
    this.type = readType(host);
    this.roomy = available > this.px(ROOMY);
    this.pen = document.createElement("canvas").getContext("2d");
    this.available = available;
    this.data = data;
    this.veiled = /** @type {string[]} */ ([]); // what the page covers until its question is answered
    this.left = 0;
    this.words = /** @type {string[]} */ ([]);
    /** Units from top to bottom, of the network that is looked into. */
    this.order = /** @type {number[]} */ ([]);
    this.length = 0;
    /** Columns that have a width: a twin may have more words than what is shown. */
    this.across = 0;
    this.columnWidth = 0;
    this.width = 0;
    /** Whether the reader types: what takes long waits until the reader rests. */
    this.typing = false;
    this.read(data);
  }

  /**
   * Take the words of a sentence, and of its twin if it has one; return whether the columns are others now.
   *
   * Columns are as wide as the words need and the page has room for. While the reader types, that would move the whole
   * picture at every key: then columns stay until a word does not fit, or until a new word would stand outside though
   * there is room for all; they change by more than the next key needs. At rest they are what they are without typing.
   * @param {Pick<import("../types.d.ts").ScoreData, "tokens" | "pair">} board
   * @param {boolean} [typing]
   */
  read({ tokens, pair }, typing = false) {
    const { length, across, columnWidth, left } = this;
    const rows = pair?.tokens ? [tokens, pair.tokens] : [tokens];
    this.left = this.px(this.data.staves.some(({ type }) => type === "unrolled") ? 44 : 12);
    this.typing = typing;
    this.words = pair?.columns ?? tokens.map(({ text }) => text);
    this.length = this.words.length;
    this.across = Math.max(...rows.map((row) => row.length));
    const widest = Math.max(...rows.map((row) => this.widest(row)));
    const needed = Math.min(Math.max(widest + 6, this.px(NARROWEST)), this.px(MOST));
    const wanted = typing ? this.whileTyping(needed, across) : this.atRest(needed);
    this.columnWidth = Math.floor(wanted);
    this.width = Math.max(this.left + this.columnWidth * this.across + RIGHT, Math.floor(this.available));
    const counted = this.length !== length || this.across !== across;
    return counted || this.columnWidth !== columnWidth || this.left !== left;
  }

  /** The width of the widest word, px. @param {import("../types.d.ts").Token[]} tokens */
  widest(tokens) {
    const widths = tokens.map(({ text }) => this.widthOf(text, this.size("label")));
    return Math.max(this.marks(tokens), ...widths);
  }

  /**
   * Return the width of the mark "unknown": below one word alone it may be wider than its column, side by side not.
   * @param {import("../types.d.ts").Token[]} tokens
   */
  marks(tokens) {
    const beside = tokens.some(({ known }, t) => !known && tokens[t + 1]?.known === false);
    return beside ? this.widthOf("unknown", this.type.size("small")) : 0;
  }

  /** @param {number} needed by the widest word, px */
  atRest(needed) {
    return Math.max(needed, Math.min(this.roomFor(this.across), this.px(WIDEST)));
  }

  /**
   * @param {number} needed by the widest word, px
   * @param {number} before how many columns there were
   */
  whileTyping(needed, before) {
    const { columnWidth, across } = this;
    const longer = across > before;
    const [room, ahead] = [this.roomFor(across), this.roomFor(across + AHEAD)];
    const spare = Math.min(needed + this.px(SPARE), this.px(MOST));
    if (columnWidth < Math.floor(needed)) return ahead < needed ? spare : Math.min(spare, ahead);
    return longer && columnWidth > room && room >= needed ? Math.max(needed, ahead) : columnWidth;
  }

  /** The width of a column where all are in sight, px. @param {number} length how many columns */
  roomFor(length) {
    return (this.available - this.left - RIGHT) / length;
  }

  /**
   * Return the size of type of a step, px.
   * @param {import("../parts/type.js").Step} step
   */
  size(step) {
    return this.type.size(step) * (this.roomy ? LARGER : 1);
  }

  /**
   * Return a length that text asks for, px.
   * @param {number} usual px at the usual base
   */
  px(usual) {
    return this.type.px(usual);
  }

  /**
   * Return the middle of a timestep's column.
   * @param {number} timestep
   */
  x(timestep) {
    return this.left + (timestep + 0.5) * this.columnWidth;
  }

  /** @param {number} x px from the left edge of a stave */
  timestepAt(x) {
    return Math.min(Math.max(Math.floor((x - this.left) / this.columnWidth), 0), this.length - 1);
  }

  /**
   * @param {string} text
   * @param {number} size px
   */
  widthOf(text, size) {
    if (!this.pen) return size * text.length;
    this.pen.font = `600 ${size}px ${this.theme.font}`;
    return this.pen.measureText(text).width;
  }

  /**
   * Return a word that fits its column: one that is too wide loses its end.
   * @param {string} text
   * @param {number} width
   * @param {number} size
   */
  fit(text, width, size) {
    if (this.widthOf(text, size) <= width) return text;
    const letters = [...text];
    while (letters.length > 1 && this.widthOf(`${letters.join("")}…`, size) > width) letters.pop();
    return `${letters.join("")}…`;
  }

  /**
   * Let the cursor follow the mouse over a drawing, and a click pin it. `place` says where the mouse is.
   * @param {HTMLElement | SVGSVGElement} root
   * @param {(x: number, y: number) => [timestep: number, unit: number]} [place]
   * @param {boolean} [opens] whether a click opens the lens, too
   */
  listen(root, place = (x) => [this.timestepAt(x), cursor.unit], opens = true) {
    /** @param {MouseEvent} event */
    const at = (event) => {
      const [box, zoom] = [root.getBoundingClientRect(), zoomOf(root)];
      return place((event.clientX - box.left) / zoom, (event.clientY - box.top) / zoom);
    };
    root.onpointermove = (event) => void (event.pointerType === "mouse" && hover(...at(event)));
    root.onclick = (event) => void (event.shiftKey || pin(...at(event), opens));
  }
}
