/**
 * How far back each answer reaches: a column an answer, a row a word, coloured by the share of the answer's gradient
 * that arrives there, on a logarithmic scale. Words stand where their own answer does, the numbers in the cursor's
 * column.
 */

import { format } from "../../arrays.js";
import { ramp } from "../../colour.js";
import { cursor } from "../../cursor.js";
import { atRest } from "../../parts/rest.js";
import { power, scientific } from "../../parts/words.js";
import { copyOf, html, put, say, svg } from "../../svg.js";
import { Matrix } from "../../../net/matrix.js";
import { BROKEN, Cells, EDGE, px } from "./cells.js";
import { Drawn } from "./drawn.js";

const GAP = 1.5;
const TOP = 4;
const DECADES = 3;
/** In px of the usual base. */
const TALLEST = 24;
const ALL = 372; // so that each of 24 words has room for a number
const LEAST = 2; // px
const ENLARGED = 1.7;
const FAR = 0.1; // a share; where fewer arrives, a line ends what an answer reaches
const NOTE = "column: an answer; row: a word; colour: the share of the answer’s gradient that arrives there";
const LINES = "line: up to there a tenth arrives; dashed: left alone";
const INK = "#14171c"; // on full colours, in both themes
const FULL = 0.87; // from here on, ink is read more easily than the text of a dark page

/** @typedef {import("../../types.d.ts").ReachStave} ReachStave */
/** @typedef {import("../stage.js").Stage} Stage */

/**
 * @param {Stage} stage
 * @param {ReachStave} stave
 * @returns {import("../../types.d.ts").StaveView}
 */
export const reach = (stage, stave) => new Reach(stage, stave);

class Reach extends Drawn {
  /**
   * @param {Stage} stage
   * @param {ReachStave} stave
   */
  constructor(stage, stave) {
    super(stage, stave, 0, html("div", { class: "cells", role: "img" }));
    this.stave = stave;
    const { length } = stage;
    const size = stage.px(stave.large ? ENLARGED : 1);
    this.rowHeight = Math.max(LEAST, Math.min(TALLEST * size, (ALL * size) / length));
    this.height = Math.round(this.rowHeight * length) + 2 * TOP;
    /** A row of type has room in so many rows of the picture. */
    this.every = Math.ceil((stage.size("small") + 2) / this.rowHeight);
    const scale = stave.difference ? "signed" : "gate";
    const colours = ramp(scale, stave.hue, stage.palette, stage.theme);
    this.legend = legendOf(stave, colours);
    const box = { width: px(stage.columnWidth - GAP), height: px(this.rowHeight) };
    this.cells = new Cells(coloured(stave), scale, colours, (timestep, word) => ({
      x: px(stage.x(timestep) - (stage.columnWidth - GAP) / 2),
      y: px(this.top(word)),
      ...box,
    }));
    const canvas = this.canvas();
    this.context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    this.crosses = svg("path", { stroke: BROKEN, "stroke-width": 1, "shape-rendering": "crispEdges" });
    this.row = svg("path", { fill: "none", stroke: stage.theme.text, "stroke-width": 1.5, class: "mark" });
    this.numbers = this.numbersAt();
    const edge = { fill: "none", stroke: stage.theme.text, "stroke-width": 2, class: "alone" };
    this.reached = svg("path", edge);
    this.reachedAlone = svg("path", { ...edge, "stroke-dasharray": "4 4" });
    const edges = [this.reached, this.reachedAlone];
    this.above = svg("g", {}, [this.gaps(), this.unasked(), this.words(), ...edges, this.row, this.numbers.root]);
    const drawing = svg("svg", { width: stage.width, height: this.height }, [this.crosses, this.above]);
    put(this.root, "style", `width:${stage.width}px;height:${this.height}px`);
    this.root.append(canvas, drawing);
    this.name = () => put(this.root, "aria-label", inWords(stage, this.stave));
    this.nameLater = atRest(this.name);
    this.name();
    this.paint();
    stage.listen(this.root);
  }

  /** @param {number} word */
  top(word) {
    return TOP + word * this.rowHeight;
  }

  /** A canvas whose pixels stand where the boxes do. */
  canvas() {
    const { stage, rowHeight } = this;
    const size = stage.length + 2 * EDGE;
    const [left, top] = [stage.left - EDGE * stage.columnWidth, TOP - EDGE * rowHeight];
    const place = `left:${left}px;top:${top}px;width:${size * stage.columnWidth}px;height:${size * rowHeight}px`;
    return html("canvas", { width: size, height: size, style: place });
  }

  /** What is between the columns, in the colour of the page. */
  gaps() {
    const { stage, height } = this;
    const edges = Array.from({ length: stage.length + 1 }, (_, index) => stage.left + index * stage.columnWidth);
    const d = edges.map((x) => `M${px(x - GAP / 2)} 0h${GAP}v${height}h${-GAP}z`).join("");
    return svg("path", { d, fill: stage.theme.background, "shape-rendering": "crispEdges" });
  }

  /** The words that an answer has not read yet: nothing stands there. */
  unasked() {
    const { stage, height, stave } = this;
    const steps = stage.words.map((_, t) => {
      const [x, y] = [px(stage.left + t * stage.columnWidth), px(this.top(t + 1))];
      return `M${x} ${y}h${stage.columnWidth}V${height}h${-stage.columnWidth}z`;
    });
    const look = { fill: stage.theme.background, "shape-rendering": "crispEdges" };
    return svg("path", { d: stave.both ? "" : steps.join(""), ...look });
  }

  /** The first word has no room beside its box: it stands in the margin. @returns {[y: number, text: string][]} */
  axis() {
    const { stage, stave, rowHeight } = this;
    return stave.both ? [] : [[this.top(0) + rowHeight / 2, stage.words[0]]];
  }

  /** The words beside the boxes of their own answers, as far as there is room. */
  words() {
    const { stage, every, stave } = this;
    const size = stage.size("small");
    const look = { "text-anchor": "end", "font-size": size, fill: stage.theme.text };
    const written = stage.words.map((word, t) => {
      if (stave.both || t === 0 || t % every) return null;
      const [x, y] = [stage.x(t) - stage.columnWidth / 2 - 6, this.middle(t)];
      return svg("text", { ...look, x, y }, stage.fit(word, x - 2, size));
    });
    return svg(
      "g",
      {},
      written.flatMap((word) => word ?? []),
    );
  }

  /** Where a line of type stands, px. @param {number} word */
  middle(word) {
    const half = (Math.max(this.rowHeight, this.stage.size("small")) + this.stage.size("small")) / 2;
    return px(Math.min(this.top(word) + half - 1, this.height - 2));
  }

  /** The shares in the cursor's column. */
  numbersAt() {
    const { stage, every } = this;
    const look = { "text-anchor": "middle", "font-size": stage.size("small"), "font-weight": 600 };
    const texts = stage.words.map((_, word) => svg("text", { ...look, y: this.middle(word) }));
    const root = svg("g", { class: "mark" }, texts);
    const show = (/** @type {number} */ timestep) =>
      texts.forEach((text, word) => {
        const there = (this.stave.both || word <= timestep) && word % every === 0;
        put(text, "x", stage.x(timestep));
        const { shares, difference } = this.stave;
        put(text, "fill", Math.abs(this.cells.values.at(timestep, word)) > FULL ? INK : stage.theme.text);
        say(text, there ? (difference ? signed : short)(shares.at(timestep, word)) : "");
      });
    return { root, show };
  }

  /**
   * The edge of what each answer reaches: from its own word on, a tenth of its gradient arrives at every word.
   * @param {Matrix} shares
   */
  edgeOf(shares) {
    const { stage, stave } = this;
    const ends = stage.words.map((_, t) => {
      let [first, last] = [t, t];
      while (first > 0 && shares.at(t, first - 1) >= FAR) first--;
      while (stave.both && last < stage.length - 1 && shares.at(t, last + 1) >= FAR) last++;
      return [first, last + 1];
    });
    /** @param {number} side */
    const stairs = (side) =>
      ends
        .map((end, t) => `${t ? "V" : `M${px(stage.left)} `}${px(this.top(end[side]))}h${px(stage.columnWidth)}`)
        .join("");
    return stave.both ? stairs(0) + stairs(1) : stairs(0);
  }

  paint() {
    const { shares, ghost, difference, note } = this.stave;
    this.note = difference ? `${NOTE}, ${note}` : [NOTE, ghost && LINES].filter(Boolean).join("; ");
    put(this.reached, "d", ghost ? this.edgeOf(shares) : "");
    put(this.reachedAlone, "d", ghost ? this.edgeOf(ghost) : "");
    this.cells.values = coloured(this.stave);
    const first = Int32Array.from(this.stage.words.keys());
    this.cells.paint(this.context, { first, lines: first.map(() => 1), count: first.length });
    put(this.crosses, "d", this.cells.crosses());
  }

  /** @param {ReachStave} stave */
  update(stave) {
    this.stave = stave;
    this.paint();
    this.move(cursor);
    this.nameLater();
  }

  /** @param {{ timestep: number }} state */
  move({ timestep }) {
    const { stage, rowHeight } = this;
    const t = Math.min(timestep, stage.length - 1);
    const [x, wide] = [stage.left + t * stage.columnWidth, (stage.length - t) * stage.columnWidth];
    put(this.row, "d", `M${px(x)} ${px(this.top(t))}h${px(wide)}v${px(rowHeight)}h${px(-wide)}z`);
    this.numbers.show(t);
  }

  vector() {
    const { stage, height, cells, stave } = this;
    const look = { width: stage.width, height, role: "img", "aria-label": inWords(stage, stave) };
    return svg("svg", look, [cells.vector(), copyOf(this.above)]);
  }

  rows() {
    const { stave, stage } = this;
    const last = stage.length - 1;
    return stage.words.flatMap((_, timestep) =>
      stage.words.slice(0, (stave.both ? last : timestep) + 1).map((text, word) => {
        const signal = `${stave.label}: word ${word + 1}, “${text}”`;
        const share = stave.shares.at(timestep, word);
        return /** @type {import("../../parts/rows.js").Row} */ ([timestep, signal, "", share]);
      }),
    );
  }
}

/** What the colours mean. @param {ReachStave} stave @param {string[]} colours */
function legendOf({ difference }, colours) {
  /** @type {[string, string]} */
  const ends = difference ? ["−1", "1"] : [`≤ ${power(-DECADES)}`, "1"];
  return { ends, colours, title: difference ? undefined : "logarithmic" };
}

/**
 * Shares as levels from 0, a thousandth or less, to 1, all of it or more; a difference of shares as it is.
 * @param {ReachStave} stave
 */
function coloured({ shares, difference }) {
  if (difference) return shares;
  const { rows, cols, data } = shares;
  const level = (/** @type {number} */ share) => Math.min(Math.max(1 + Math.log10(share) / DECADES, 0), 1);
  return new Matrix(rows, cols, data.map(level));
}

/** A share in a column. @param {number} share */
function short(share) {
  if (share === 0 || share >= 0.095 || !Number.isFinite(share))
    return share < 10 ? format(share, 2) : scientific(share);
  return share >= 0.001 ? format(share, 3) : scientific(Number(share.toPrecision(1))).replace(/[.,]0/, "");
}

/** A difference of shares in a column; what is nearly 0 is left out. @param {number} share */
const signed = (share) => (Math.abs(share) < 0.005 ? "" : `${share > 0 ? "+" : ""}${format(share, 2)}`);

/**
 * What the picture shows, in a sentence: how much of the last answer's gradient arrives at the first word, and where
 * half of it is lost.
 * @param {Stage} stage
 * @param {ReachStave} stave
 */
function inWords({ words }, { label, shares, difference }) {
  if (difference) return largest(words, label, shares);
  const last = words.length - 1;
  const row = shares.row(last);
  const head = `${label}, words × words: of the gradient of the answer after “${words[last]}”`;
  if (!row.every(Number.isFinite)) return `${head} not all shares are numbers`;
  const lost = row.findLastIndex((share) => share < 0.5);
  const back = last - lost;
  const half = lost < 0 ? "nowhere less than half" : `less than half from ${back} word${back === 1 ? "" : "s"} back on`;
  return `${head}, ${scientific(row[0])} is left at the first word, “${words[0]}”, ${half}`;
}

/**
 * Where the shares of two runs differ most, in words.
 * @param {string[]} words
 * @param {string} label
 * @param {Matrix} shares
 */
function largest(words, label, { cols, data }) {
  const most = data.reduce((best, share, at) => (Math.abs(share) > Math.abs(data[best]) ? at : best), 0);
  const [answer, word, share] = [words[Math.floor(most / cols)], words[most % cols], format(data[most], 2)];
  return `${label}, words × words: differs most at “${word}” for the answer after “${answer}”, ${share}`;
}
