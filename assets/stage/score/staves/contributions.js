/**
 * What each word adds to the gradient of a weight that all words share: a row of bars a network, the norm of a word's
 * part as a share of all norms. The parts are matrices, which partly cancel: how much of them is left stands in words.
 */

import { cursor } from "../../cursor.js";
import { atRest } from "../../parts/rest.js";
import { percent } from "../../parts/words.js";
import { put, say, svg } from "../../svg.js";
import { BROKEN, cross, outline, px } from "./cells.js";
import { Drawn } from "./drawn.js";

/** In px of the usual base. */
const ROW = 88;
const ENLARGED = 1.6;
const HEAD = 18; // the row's name
const FOOT = 8;
const NAMED = 0.05; // a share that is smaller is written at the cursor only
const LAST = 3; // so many words are said to be the last ones
const DIFFERS = 0.005; // shares that are nearer than this look the same
const NOTE = "norm of ∂L/∂W_h at each word, as a share of all";

/** @typedef {import("../../types.d.ts").ContributionsStave} ContributionsStave */
/** @typedef {import("../../types.d.ts").Parts} Parts */
/** @typedef {import("../stage.js").Stage} Stage */

/**
 * @param {Stage} stage
 * @param {ContributionsStave} stave
 * @returns {import("../../types.d.ts").StaveView}
 */
export const contributions = (stage, stave) => new Contributions(stage, stave);

class Contributions extends Drawn {
  /**
   * @param {Stage} stage
   * @param {ContributionsStave} stave
   */
  constructor(stage, stave) {
    const rowHeight = stage.px(stave.large ? ROW * ENLARGED : ROW);
    super(stage, stave, rowHeight * stave.series.length);
    this.stave = stave;
    this.note = [NOTE, stave.note].filter(Boolean).join("; ");
    this.rowHeight = rowHeight;
    this.top = 1;
    this.bands = stave.series.map((one, place) => new Band(stage, one, place * this.rowHeight, this.rowHeight));
    this.root.append(...this.bands.map(({ root }) => root));
    this.name = () =>
      put(this.root, "aria-label", `${stave.label}: ${this.stave.series.map(inWords(stage)).join("; ")}`);
    this.nameLater = atRest(this.name);
    this.show();
    this.name();
    stage.listen(this.root);
  }

  /** All rows on one scale, which holds the largest share. */
  show() {
    const { series } = this.stave;
    const all = series.flatMap(({ shares, ghost }) => [...shares, ...(ghost?.shares ?? [])]).filter(Number.isFinite);
    const largest = all.reduce((most, one) => Math.max(most, one), 0);
    this.top = Math.max(Math.ceil(10 * largest - 1e-9), 1) / 10;
    this.bands.forEach((band, place) => band.show(series[place], this.top, this.stave.runs));
    this.move(cursor);
  }

  /** The scale's end, and whose bars these are. @returns {[y: number, text: string][]} */
  axis() {
    return this.bands.flatMap((band, place) => {
      const end = /** @type {[number, string]} */ ([band.y(this.top), `${percent(this.top)} %`]);
      return [end, /** @type {[number, string]} */ ([band.y(0) - this.stage.px(8), this.stave.series[place].name])];
    });
  }

  /** @param {ContributionsStave} stave */
  update(stave) {
    this.stave = stave;
    this.show();
    this.nameLater();
  }

  /** @param {{ timestep: number }} state */
  move({ timestep }) {
    for (const band of this.bands) band.move(timestep);
  }

  rows() {
    const { label, stave } = this;
    const { runs } = stave;
    /** @type {(signal: string, shares: Float64Array) => import("../../parts/rows.js").Row[]} */
    const rows = (signal, shares) => Array.from(shares, (share, timestep) => [timestep, signal, "", share]);
    return stave.series.flatMap(({ name, shares, ghost }) => {
      if (!runs || !ghost) return rows(`${label} ${name}`, shares);
      const [first, second] = runs.names.map((run) => `${runs.label} ${name}, ${run}`);
      return [...rows(first, shares), ...rows(second, ghost.shares)];
    });
  }
}

/** The bars of one network. */
class Band {
  /**
   * @param {Stage} stage
   * @param {Parts} parts
   * @param {number} above px
   * @param {number} height px
   */
  constructor(stage, { hue, name }, above, height) {
    const { theme } = stage;
    this.stage = stage;
    this.high = above + stage.px(HEAD) + stage.size("small") + 2; // room for the number over the highest bar
    this.floor = above + height - stage.px(FOOT);
    this.top = 1;
    this.timestep = 0;
    const words = { x: stage.left, y: above + stage.px(HEAD) - 4, "font-size": stage.size("note"), fill: theme.text };
    this.left = svg("tspan", { fill: theme.faint });
    const title = svg("text", words, [svg("tspan", { fill: hue, "font-weight": 700 }, name), this.left]);
    this.base = svg("line", { x1: 0, x2: stage.width, y1: this.floor, y2: this.floor, stroke: theme.line });
    this.bars = svg("path", { fill: hue });
    this.alone = svg("path", { fill: "none", stroke: theme.text, "stroke-width": 1.2, class: "alone" });
    this.crosses = svg("path", { stroke: BROKEN, "stroke-width": 1 });
    const halo = { "paint-order": "stroke", stroke: theme.background, "stroke-width": 3 };
    const look = { "text-anchor": "middle", "font-size": stage.size("small"), fill: theme.text, ...halo };
    this.numbers = stage.words.map((_, timestep) => svg("text", { ...look, x: stage.x(timestep) }));
    /** @type {Float64Array} */
    this.shares = new Float64Array();
    this.root = svg("g", {}, [this.base, this.bars, this.alone, this.crosses, title, ...this.numbers]);
  }

  /** @param {number} share */
  y(share) {
    return this.floor - (share / this.top) * (this.floor - this.high);
  }

  /** @param {number} timestep */
  box(timestep) {
    const { stage, floor } = this;
    const width = stage.columnWidth * 0.62;
    return { x: stage.x(timestep) - width / 2, y: floor - width / 2, width, height: width / 2 };
  }

  /**
   * @param {Parts} parts
   * @param {number} top of the scale
   * @param {import("../../types.d.ts").TwoRuns} [runs]
   */
  show({ shares, left, ghost }, top, runs) {
    this.top = top;
    this.shares = shares;
    const there = [...shares.keys()];
    const bar = (/** @type {number} */ t) => {
      const { x, width } = this.box(t);
      return `M${px(x)} ${px(this.floor)}h${px(width)}V${px(this.y(shares[t]))}h${px(-width)}z`;
    };
    const finite = there.filter((t) => Number.isFinite(shares[t]));
    put(this.bars, "d", finite.map(bar).join(""));
    put(this.crosses, "d", there.map((t) => (Number.isFinite(shares[t]) ? "" : cross(this.box(t)))).join(""));
    put(this.alone, "d", ghost ? this.beside(ghost.shares) : "");
    say(this.left, `  ${addUp(left, ghost?.left, runs)}`);
    const tops = there.map((t) => Math.max(shares[t] || 0, ghost?.shares[t] || 0));
    this.numbers.forEach((number, t) => put(number, "y", this.y(tops[t]) - 3));
    this.write();
  }

  /** The outlines of another run's bars, where they differ. @param {Float64Array} shares */
  beside(shares) {
    return Array.from(shares, (share, t) => {
      if (!Number.isFinite(share) || Math.abs(share - this.shares[t]) < DIFFERS) return "";
      const { x, width } = this.box(t);
      return outline({ x: px(x), y: px(this.y(share)), width: px(width), height: px(this.floor - this.y(share)) });
    }).join("");
  }

  /** @param {number} timestep */
  move(timestep) {
    if (timestep === this.timestep) return;
    this.timestep = timestep;
    this.write();
  }

  /** Write the shares that are large, and the cursor's. */
  write() {
    this.numbers.forEach((number, t) => {
      const share = this.shares[t];
      const named = Number.isFinite(share) && (share >= NAMED || t === this.timestep);
      say(number, named ? `${percent(share)} %` : "");
    });
  }
}

/**
 * How much of the parts is left in their sum; beside it, where that is another number, of another run.
 * @param {number} left
 * @param {number | undefined} other
 * @param {import("../../types.d.ts").TwoRuns} [runs] what the runs are called, where they stand side by side
 */
function addUp(left, other, runs) {
  /** @param {number} share */
  const said = (share) => (Number.isFinite(share) ? `${percent(share)} %` : "no number");
  if (other === undefined || said(other) === said(left))
    return Number.isFinite(left) ? `the parts add up to ${said(left)} of their sizes: some cancel` : "not a number";
  if (!runs) return `the parts add up to ${said(left)} of their sizes, left alone ${said(other)}`;
  const [first, second] = runs.names;
  return `the parts add up to ${said(left)} (${first}) and ${said(other)} (${second}) of their sizes`;
}

/** A row in words: its largest part, what the last words add. @param {Stage} stage */
const inWords =
  ({ words }) =>
  (/** @type {Parts} */ { name, shares, left }) => {
    if (!shares.every(Number.isFinite)) return `${name}: not all parts are numbers`;
    const most = shares.reduce((best, share, t) => (share > shares[best] ? t : best), 0);
    const last = shares.slice(-LAST).reduce((sum, share) => sum + share, 0);
    const head = `${name}: the largest part, ${percent(shares[most])} %, is of “${words[most]}” (word ${most + 1})`;
    const ends = words.length > LAST ? `, the last ${LAST} words add ${percent(last)} %` : "";
    return `${head}${ends}; the parts add up to ${percent(left)} % of their sizes`;
  };
