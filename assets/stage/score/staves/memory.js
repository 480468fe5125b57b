/**
 * What is in the memory after each word, split by the word that wrote it: a bar a word, its parts from the first writer
 * at the foot to the last one on top. A part is as high as the mean size, over the units, of what its writer wrote and
 * the forget gates have left. Who holds more than half of it has full colour. The cursor's word has a frame wherever it
 * is still in memory, but for where what comes of it stands above.
 */

import { format } from "../../arrays.js";
import { mix } from "../../colour.js";
import { cursor } from "../../cursor.js";
import { atRest } from "../../parts/rest.js";
import { listed, percent } from "../../parts/words.js";
import { put, svg } from "../../svg.js";
import { outline, px } from "./cells.js";
import { Drawn } from "./drawn.js";

/** In px of the usual base. */
const HEIGHT = 200;
const LOWER = 112; // below what comes of it
const LARGE = 380;
const PAD = 10;
const LINE = 17; // what a line of text needs
const BETWEEN = 0.14; // of a column
const HALF = 0.5;
const FAINT = 0.24; // of the colour in what is less than half
const MOST_SPOKEN = 2;

/** @typedef {import("../../types.d.ts").LedgerStave} LedgerStave */
/** @typedef {import("../stage.js").Stage} Stage */
/** @typedef {import("../../../net/instruments/ledger.js").Ledger} Ledger */
/** @typedef {{ word: number, size: number, share: number }} Part of a bar; word -1 is the start */

/**
 * @param {Stage} stage
 * @param {LedgerStave} stave
 * @returns {import("../../types.d.ts").StaveView}
 */
export const memory = (stage, stave) => new Memory(stage, stave);

/**
 * Return the parts of the memory after each word, in the order in which they were written.
 * @param {Ledger} ledger
 * @returns {Part[][]}
 */
export function partsOf({ written, initial }) {
  return written.map((left, timestep) => {
    const sizes = [sizeOf(initial.row(timestep)), ...written.map((_, word) => sizeOf(left.row(word)))];
    const sum = sizes.reduce((total, size) => total + size, 0);
    return sizes.map((size, place) => ({ word: place - 1, size, share: size / sum }));
  });
}

/** @param {Float64Array} row the mean size of its numbers */
const sizeOf = (row) => row.reduce((sum, value) => sum + Math.abs(value), 0) / row.length;

/** @param {Part[]} parts */
const heightOf = (parts) => parts.reduce((sum, { size }) => sum + size, 0);

class Memory extends Drawn {
  /**
   * @param {Stage} stage
   * @param {LedgerStave} stave
   */
  constructor(stage, stave) {
    super(stage, stave, stage.px(stave.large ? LARGE : stave.below ? LOWER : HEIGHT));
    this.stave = stave;
    this.bars = partsOf(stave.ledger);
    this.top = 1;
    const { line, text, background } = stage.theme;
    this.grid = [1, 0].map(() => svg("line", { x1: stage.left, x2: stage.width, stroke: line }));
    this.faint = svg("path", { fill: mix(background, stave.hue, FAINT), stroke: background });
    this.full = svg("path", { fill: stave.hue, stroke: background });
    this.mine = svg("path", { fill: "none", stroke: text, "stroke-width": 2, class: "mine" });
    this.alone = svg("path", { fill: "none", stroke: text, "stroke-width": 1.2, "stroke-dasharray": "4 3" });
    this.names = svg("g", { "text-anchor": "middle", "font-size": stage.size("small") });
    this.root.append(...this.grid, this.faint, this.full, this.names, this.alone, this.mine);
    this.name = () => put(this.root, "aria-label", this.inWords());
    this.nameLater = atRest(this.name);
    this.show();
    this.name();
    stage.listen(this.root);
  }

  show() {
    const { stave } = this;
    this.bars = partsOf(stave.ledger);
    const alone = stave.alone ? partsOf(stave.alone) : [];
    const most = [...this.bars, ...alone].map(heightOf).filter(Number.isFinite);
    this.top = Math.max(...most, 1e-9) > 1 ? Math.ceil(Math.max(...most)) : 1;
    this.grid.forEach((line, end) => {
      const y = this.y(end ? 0 : this.top);
      put(line, "y1", y);
      put(line, "y2", y);
      put(line, "stroke-dasharray", end ? "" : "2 4");
    });
    let [full, faint] = ["", ""];
    /** @type {SVGElement[]} */
    const names = [];
    this.bars.forEach((parts, timestep) => {
      for (const { part, box } of this.boxes(parts, timestep)) {
        if (part.share > HALF) full += outline(box);
        else faint += outline(box);
        names.push(...this.called(part, timestep, box));
      }
    });
    put(this.full, "d", full);
    put(this.faint, "d", faint);
    this.names.replaceChildren(...names);
    put(this.alone, "d", alone.map((parts, timestep) => this.whole(parts, timestep)).join(""));
    this.frame(cursor.timestep);
  }

  /**
   * Where the parts of a bar stand; those that are no number, or nothing, stand nowhere.
   * @param {Part[]} parts
   * @param {number} timestep
   */
  boxes(parts, timestep) {
    const { x, width } = this.across(timestep);
    let foot = 0;
    return parts.flatMap((part) => {
      if (!(part.size > 0)) return [];
      const [from, to] = [this.y(foot), this.y(foot + part.size)];
      foot += part.size;
      return [{ part, box: { x, width, y: px(to), height: px(from - to) } }];
    });
  }

  /** @param {number} timestep */
  across(timestep) {
    const width = this.stage.columnWidth * (1 - BETWEEN);
    return { x: px(this.stage.x(timestep) - width / 2), width: px(width) };
  }

  /** The outline of a whole bar. @param {Part[]} parts @param {number} timestep */
  whole(parts, timestep) {
    const size = heightOf(parts);
    const [top, foot] = [this.y(size), this.y(0)];
    return size > 0 ? outline({ ...this.across(timestep), y: px(top), height: px(foot - top) }) : "";
  }

  /**
   * The writer of a part, and its share below, as far as there is room.
   * @param {Part} part
   * @param {number} timestep
   * @param {import("./cells.js").Box} box
   */
  called({ word, share }, timestep, { y, width, height }) {
    const { stage } = this;
    const [size, line] = [stage.size("small"), stage.px(LINE)];
    const texts = [word < 0 ? "start" : stage.fit(stage.words[word], width - 2, size), `${percent(share)} %`];
    const lines = texts.slice(0, Math.min(2, Math.floor(height / line)));
    const fill = share > HALF ? stage.theme.background : stage.theme.text;
    const first = y + height / 2 - ((lines.length - 1) * line) / 2 + size * 0.35;
    return lines.map((text, row) =>
      svg("text", { x: stage.x(timestep), y: px(first + row * line), fill, "font-weight": row ? 700 : 600 }, text),
    );
  }

  /** Frame what a word wrote, wherever it is still in memory. @param {number} word */
  frame(word) {
    if (this.stave.below) return;
    const boxes = this.bars.flatMap((parts, timestep) =>
      this.boxes(parts, timestep).flatMap(({ part, box }) => (part.word === word ? [outline(box)] : [])),
    );
    put(this.mine, "d", boxes.join(""));
  }

  /** @param {number} value */
  y(value) {
    const pad = this.stage.px(PAD);
    return pad + ((this.top - value) / this.top) * (this.height - 2 * pad);
  }

  /** @returns {[y: number, text: string][]} */
  axis() {
    return [this.top, 0].map((value) => [this.y(value), format(value, 0)]);
  }

  /** @param {import("../../cursor.js").Cursor} state */
  finding({ timestep }) {
    if (this.stave.below) return "";
    const at = Math.min(timestep, this.bars.length - 1);
    return `${this.said(at)} Framed: what “${this.stage.words[at]}” wrote.`;
  }

  /** @param {import("../../cursor.js").Cursor} state */
  move({ timestep }) {
    this.frame(timestep);
  }

  /** @param {LedgerStave} stave */
  update(stave) {
    this.stave = stave;
    this.show();
    this.nameLater();
  }

  rows() {
    const { words } = this.stage;
    return this.bars.flatMap((parts, timestep) =>
      parts.slice(0, timestep + 2).map(({ word, size }) => {
        const writer = word < 0 ? "the start" : `word ${word + 1}, “${words[word]}”`;
        return /** @type {import("../../parts/rows.js").Row} */ ([timestep, `${this.label}: ${writer}`, "", size]);
      }),
    );
  }

  /** @param {number} timestep */
  said(timestep) {
    return whoHolds(this.bars, this.stage.words, timestep, this.stave.difference);
  }

  inWords() {
    return `${this.label}. ${this.said(this.bars.length - 1)}`;
  }
}

/**
 * Return the share of the memory before it that each word keeps; the first one has none before it.
 * @param {Part[][]} bars
 */
export function keptAt(bars) {
  return bars.map((parts, timestep) => {
    const before = timestep ? heightOf(bars[timestep - 1]) : 0;
    const left = parts.filter(({ word }) => word < timestep).reduce((sum, { size }) => sum + size, 0);
    return before > 0 ? left / before : NaN;
  });
}

/** Where least is kept; null where nothing is. @param {number[]} kept a share a word, NaN for none */
export function leastKept(kept) {
  const at = kept.reduce((least, share, t) => (share < kept[least] || Number.isNaN(kept[least]) ? t : least), 0);
  return Number.isFinite(kept[at]) ? at : null;
}

/**
 * Say who wrote most of the memory after a word.
 * @param {Part[][]} bars
 * @param {string[]} words
 * @param {number} timestep
 * @param {boolean} [difference] whether it is that of one run minus that of another
 */
export function whoHolds(bars, words, timestep, difference = false) {
  const parts = bars[timestep];
  const after = `after “${words[timestep]}” (word ${timestep + 1})`;
  if (parts.every(({ size }) => size === 0)) return `Nothing is in memory ${after}.`;
  if (!parts.every(({ share }) => Number.isFinite(share))) return `What is in memory ${after} is not a number.`;
  const most = parts.toSorted((a, b) => b.share - a.share).slice(0, MOST_SPOKEN);
  const said = most.map(({ word, share }, rank) => {
    const by = word < 0 ? "the start" : `“${words[word]}”`;
    return `${percent(share)} % ${rank ? "" : "was written "}by ${by}`;
  });
  return `Of the ${difference ? "difference" : "memory"} ${after}, by size, ${listed(said)}.`;
}
