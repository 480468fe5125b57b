/**
 * What is in the memory after each word, split by the word that wrote it: a bar a word, its parts from the first writer
 * at the foot to the last one on top. A part is as high as the mean size, over the units, of what its writer wrote and
 * the forget gates have left. The few words that write most have a colour of their own wherever they are still in
 * memory, the others are grey; parts are named, inside the bar or above it.
 */

import { format } from "../../arrays.js";
import { contrasting, mix } from "../../colour.js";
import { atRest } from "../../parts/rest.js";
import { listed, percent } from "../../parts/words.js";
import { put, svg } from "../../svg.js";
import { outline, px } from "./cells.js";
import { Drawn } from "./drawn.js";

/** In px of the usual base. */
const HEIGHT = 158;
const LOWER = 104; // below what comes of it
const LARGE = 380;
const PAD = 10;
const LINE = 17; // what a line of text needs
const BETWEEN = 0.14; // of a column
const GREY = 0.34; // of the text's colour, in what the other words wrote
const PEAK = 0.2; // of the highest part: a word with a colour has once written so much
const NAMED = 0.05; // of a bar: a smaller part has no name
const ABOVE = 3; // names over a bar
const MOST_SPOKEN = 2;
const FALLS = 0.5; // where less than this share is kept, an arrow says so
const TIP = 4; // px

/** @typedef {import("../../types.d.ts").MemoryStave} MemoryStave */
/** @typedef {import("../stage.js").Stage} Stage */
/** @typedef {import("../../../net/instruments/ledger.js").Ledger} Ledger */
/** @typedef {{ word: number, size: number, share: number }} Part of a bar; word -1 is the start */

/**
 * @param {Stage} stage
 * @param {MemoryStave} stave
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

/**
 * Return the words, in small letters and in the order of the sentence, that have written most: as many as have colours.
 * @param {Part[][]} bars
 * @param {string[]} words
 * @param {number} count
 */
export function foremost(bars, words, count) {
  /** @type {Map<string, number>} */
  const peaks = new Map();
  for (const parts of bars) {
    /** @type {Map<string, number>} */
    const sizes = new Map();
    for (const { word, size } of parts) {
      const name = words[word]?.toLowerCase();
      if (name !== undefined) sizes.set(name, (sizes.get(name) ?? 0) + size);
    }
    for (const [name, size] of sizes) peaks.set(name, Math.max(peaks.get(name) ?? 0, size));
  }
  const ranked = [...peaks].sort(([, a], [, b]) => b - a).slice(0, count);
  const few = ranked.filter(([, peak]) => peak > 0 && peak >= PEAK * ranked[0][1]).map(([name]) => name);
  return [...peaks.keys()].filter((name) => few.includes(name));
}

/** @param {Part[]} parts */
const heightOf = (parts) => parts.reduce((sum, { size }) => sum + size, 0);

class Memory extends Drawn {
  /**
   * @param {Stage} stage
   * @param {MemoryStave} stave
   */
  constructor(stage, stave) {
    super(stage, stave, stage.px(stave.large ? LARGE : stave.below ? LOWER : HEIGHT));
    this.stave = stave;
    this.bars = partsOf(stave.ledger);
    this.top = 1;
    this.above = /** @type {number[]} */ ([]); // the uppermost line of names in each bar, or over it
    const { line, text } = stage.theme;
    this.grid = [1, 0].map(() => svg("line", { x1: stage.left, x2: stage.width, stroke: line }));
    this.parts = svg("g");
    this.alone = svg("path", { fill: "none", stroke: text, "stroke-width": 1.2, "stroke-dasharray": "4 3" });
    this.names = svg("g", { "text-anchor": "middle", "font-size": stage.size("label") });
    this.drop = svg("g");
    this.root.append(...this.grid, this.parts, this.alone, this.names, this.drop);
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
    const hues = this.huesOf(alone.length ? alone : this.bars);
    /** @type {Map<string, string>} */
    const paths = new Map();
    /** @type {SVGElement[]} */
    const names = [];
    this.bars.forEach((parts, timestep) => {
      const boxes = this.boxes(parts, timestep);
      for (const { part, box } of boxes) {
        const hue = hues(part.word);
        paths.set(hue, (paths.get(hue) ?? "") + outline(box));
      }
      const called = this.named(boxes, timestep, hues);
      this.above[timestep] = Math.min(...called.map((one) => Number(one.getAttribute("y"))), this.height);
      names.push(...called);
    });
    this.parts.replaceChildren(...[...paths].map(([fill, d]) => svg("path", { fill, d })));
    this.names.replaceChildren(...names);
    this.drop.replaceChildren(...this.falls());
    put(this.alone, "d", alone.map((parts, timestep) => this.whole(parts, timestep)).join(""));
  }

  /** An arrow where most of what was in memory is dropped: from the bar before to what is left of it. */
  falls() {
    const { bars, stage, stave } = this;
    const at = stave.below || stave.difference ? null : mostDropped(bars);
    const kept = at === null ? 1 : keptAt(bars)[at];
    if (at === null || kept > FALLS) return [];
    const before = heightOf(bars[at - 1]);
    const [from, to] = [this.y(before), this.y(before * kept)];
    const x = px(stage.x(at) - stage.columnWidth / 2);
    const [size, tip] = [stage.size("label"), stage.px(TIP)];
    const look = { stroke: stage.theme.text, "stroke-width": 2.5, fill: "none" };
    const y = px(Math.min(from + size, this.above[at] - size) - tip);
    const text = { x: x + tip, y, fill: stage.theme.text, "font-size": size, "font-weight": 700 };
    return [
      svg("path", {
        ...look,
        d: `M${x} ${px(from)}V${px(to)}M${x - tip} ${px(to - tip)}L${x} ${px(to)}L${x + tip} ${px(to - tip)}`,
      }),
      ...(y > size ? [svg("text", text, "most dropped")] : []),
    ];
  }

  /** The colour of a writer: its own, or grey. @param {Part[][]} bars */
  huesOf(bars) {
    const { stave, stage } = this;
    const grey = mix(stage.theme.background, stage.theme.text, GREY);
    const few = foremost(bars, stage.words, stave.writers.length);
    return (/** @type {number} */ word) => stave.writers[few.indexOf(stage.words[word]?.toLowerCase())] ?? grey;
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
   * The names and shares of the parts of a bar: in the part where there is room, else above the bar, the largest.
   * @param {{ part: Part, box: import("./cells.js").Box }[]} boxes
   * @param {number} timestep
   * @param {(word: number) => string} hues
   */
  named(boxes, timestep, hues) {
    const { stage } = this;
    const [size, line] = [stage.size("label"), stage.px(LINE)];
    const large = boxes.filter(({ part }) => part.share >= NAMED);
    const inside = large.filter(({ box }) => box.height >= line);
    const above = large
      .filter(({ box }) => box.height < line)
      .sort((a, b) => b.part.share - a.part.share)
      .slice(0, ABOVE);
    const top = Math.min(...boxes.map(({ box }) => box.y));
    const over = above.reverse().map(({ part, box }, row) => {
      const y = px(top - size * 0.4 - row * line);
      const text = this.short(part, box.width, size);
      return y < size ? "" : svg("text", { x: stage.x(timestep), y, fill: stage.theme.text }, text);
    });
    const last = timestep === this.bars.length - 1;
    const most = Math.max(...large.map(({ part }) => part.share));
    return [
      ...inside.flatMap((one) => this.called(one, timestep, hues(one.part.word), last && one.part.share === most)),
      ...over.filter((one) => one !== ""),
    ];
  }

  /** A writer and its share in a line; where that does not fit, the writer alone. */
  /** @param {Part} part @param {number} room @param {number} size */
  short({ word, share }, room, size) {
    const said = `${this.writer(word)} ${percent(share)} %`;
    return this.stage.widthOf(said, size) <= room ? said : this.stage.fit(this.writer(word), room, size);
  }

  /** @param {number} word */
  writer(word) {
    return word < 0 ? "start" : this.stage.words[word];
  }

  /**
   * The writer of a part and its share, in a line, or under one another where there is room; large, what is most of all
   * at the end.
   * @param {{ part: Part, box: import("./cells.js").Box }} one
   * @param {number} timestep
   * @param {string} hue of the part
   * @param {boolean} most
   */
  called({ part, box: { y, width, height } }, timestep, hue, most) {
    const { stage } = this;
    const [size, line] = [stage.size("label"), stage.px(LINE)];
    const big = most && height > 3 * line ? stage.size("answer") : size;
    const [name, said] = [stage.fit(this.writer(part.word), width - 2, size), `${percent(part.share)} %`];
    const look = { x: stage.x(timestep), fill: contrasting(hue), "font-weight": 600 };
    const middle = y + height / 2;
    if (height < 2 * line)
      return [svg("text", { ...look, y: px(middle + size * 0.35) }, this.short(part, width, size))];
    return [
      svg("text", { ...look, y: px(middle - size * 0.15) }, name),
      svg("text", { ...look, y: px(middle + big * 0.95), "font-size": big, "font-weight": 700 }, said),
    ];
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
    return this.said(Math.min(timestep, this.bars.length - 1));
  }

  /** The cursor's line is the score's. */
  move() {}

  /** @param {MemoryStave} stave */
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

/** Where most of what was in memory is dropped, by size; null where nothing can be. @param {Part[][]} bars */
export function mostDropped(bars) {
  const kept = keptAt(bars);
  const dropped = bars.map((_, t) => (t ? heightOf(bars[t - 1]) * (1 - kept[t]) : NaN));
  const at = dropped.reduce((most, size, t) => (size > dropped[most] || Number.isNaN(dropped[most]) ? t : most), 0);
  return Number.isFinite(dropped[at]) ? at : null;
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
