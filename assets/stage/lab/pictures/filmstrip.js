/** The film at one training step, as one drawing for paper and slides, and as numbers. */

import { readTheme } from "../../colour.js";
import { rasterise, saveAs } from "../../figure/export.js";
import { csvFile } from "../../parts/csv.js";
import { MARGIN, onPaper, writer } from "../../parts/paper.js";
import { usual } from "../../parts/type.js";
import { power, thousands, wrap } from "../../parts/words.js";
import { svg } from "../../svg.js";
import { writtenAt } from "../data/runs.js";
import { scored } from "../data/scores.js";
import { codesOf, levelOf, rounded, valueOf } from "../data/signals.js";
import { scaleOf, signalsOf } from "./columns.js";
import { drawn } from "./drawing.js";
import { colourOf } from "./heatmap.js";
import { normAxis, pathOf } from "./norms.js";

/** @typedef {import("../lab.js").Lab} Lab */
/** @typedef {import("../types.d.ts").Member} Member */
/** @typedef {import("../types.d.ts").Frame} Frame */
/** @typedef {import("../../types.d.ts").Signal} Signal */
/** @typedef {import("../../colour.js").Theme} Theme */

/** @typedef {string | number | null} Cell of a table */

const [WIDTH, GAP, HEAT, NORMS, FIGURE] = [400, 40, 100, 110, 320];
const [NOTE, SMALL] = [usual.size("note"), usual.size("small")];
const SHADES = 4; // levels that the eye does not tell apart
const [BARS, BAR] = [33, 3]; // of a scale, and their width, px

/**
 * A heatmap as vectors: one path a colour, so that there are few elements; what is NaN is a cross.
 * @param {Frame} frame
 * @param {Signal} signal
 * @param {import("../../types.d.ts").Palette} palette
 * @param {Theme} theme
 */
function cells(frame, signal, palette, theme) {
  const codes = codesOf(frame, signal);
  const [length, units] = frame.shape;
  const [width, height] = [WIDTH / length, HEAT / units];
  /** @type {Map<number, string>} */
  const boxes = new Map();
  codes.forEach((/** @type {number} */ code, /** @type {number} */ index) => {
    const exact = levelOf(signal, code);
    const level = exact && Math.max(1, exact - (exact % SHADES));
    const [row, unit] = [Math.floor(index / units), index % units];
    const edges = [row * width, (row + 1) * width, unit * height, (unit + 1) * height];
    const [left, right, top, low] = edges.map((edge) => edge.toFixed(2));
    const cross = `M${left} ${top}L${right} ${low}M${right} ${top}L${left} ${low}`;
    const box = level ? `M${left} ${top}H${right}V${low}H${left}z` : cross;
    boxes.set(level, (boxes.get(level) ?? "") + box);
  });
  const paths = [...boxes].map(([level, d]) =>
    svg("path", { d, [level ? "fill" : "stroke"]: colourOf(signal, level, palette, theme) }),
  );
  return svg("g", { "shape-rendering": "crispEdges" }, paths);
}

/** One run as a drawing that grows downwards. */
class Strip {
  /** @type {SVGElement[]} */
  #parts = [];
  #y = 34;
  #lab;
  #member;
  #theme;
  #write;

  /**
   * @param {Lab} lab
   * @param {Member} member
   * @param {Theme} theme
   */
  constructor(lab, member, theme) {
    this.#lab = lab;
    this.#member = member;
    this.#theme = theme;
    this.#write = writer(theme);
    const { hue, dash, short } = member.entry;
    this.#parts.push(svg("path", { d: "M0 12h28", stroke: hue, "stroke-width": 3.5, "stroke-dasharray": dash }));
    this.#say(36, 17, short, { "font-weight": 650 });
    const frame = lab.frameOf(member);
    if (frame) this.#draw(frame);
  }

  get height() {
    return this.#y;
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  at(x, y) {
    return svg("g", { transform: `translate(${x} ${y})` }, this.#parts);
  }

  /** @param {Frame} frame */
  #draw(frame) {
    const { entry, run } = this.#member;
    const measured = `measured at step ${thousands(frame.step)} · ${scored(entry, frame.score)}`;
    this.#say(WIDTH, 17, measured, { "text-anchor": "end", "font-size": NOTE });
    const written = writtenAt(run.frames, this.#lab.film.step)?.samples[this.#lab.temperature] ?? "";
    for (const line of wrap(written, WIDTH, NOTE)) if (line) this.#say(0, (this.#y += 18), line, { "font-size": NOTE });
    this.#words(entry.probe);
    const [state, ...others] = signalsOf(entry);
    this.#heat(frame, state);
    this.#norms(frame);
    for (const signal of others) this.#heat(frame, signal);
  }

  /** @param {string[]} words */
  #words(words) {
    for (const [index, word] of words.entries()) {
      const place = `translate(${((index + 0.5) / words.length) * WIDTH + 4} ${this.#y + 58}) rotate(-55)`;
      this.#parts.push(svg("g", { transform: place }, this.#write(0, 0, word, { "font-size": SMALL })));
    }
    this.#y += 66;
  }

  /**
   * @param {Frame} frame
   * @param {Signal} signal
   */
  #heat(frame, signal) {
    const { palette } = this.#lab.data;
    const title = { fill: signal.hue, "font-weight": 600, "font-size": NOTE };
    this.#say(0, this.#y + 14, `${signal.symbol} ${signal.label}`, title);
    this.#scale(signal);
    const picture = cells(frame, signal, palette, this.#theme);
    picture.setAttribute("transform", `translate(0 ${this.#y + 20})`);
    this.#parts.push(picture);
    this.#y += HEAT + 30;
  }

  /**
   * The colours of a signal, at the right of its name.
   * @param {Signal} signal
   */
  #scale(signal) {
    const { ends, colours } = scaleOf(signal, this.#lab.data.palette, this.#theme);
    const left = WIDTH - 18 - BARS * BAR;
    const small = { "font-size": SMALL, fill: this.#theme.faint };
    this.#say(left - 6, this.#y + 14, ends[0], { ...small, "text-anchor": "end" });
    this.#say(WIDTH, this.#y + 14, ends[1], { ...small, "text-anchor": "end" });
    for (let bar = 0; bar < BARS; bar++) {
      const fill = colours[Math.round((bar / (BARS - 1)) * (colours.length - 1))];
      const box = { x: left + bar * BAR, y: this.#y + 5, width: BAR + 0.3, height: 10, fill };
      this.#parts.push(svg("rect", box));
    }
  }

  /** @param {Frame} frame */
  #norms(frame) {
    const { gradients } = this.#member.entry;
    const axis = normAxis(this.#lab.highestNorm());
    const names = gradients.map(({ label }) => label).join(" and, dashed, ");
    this.#say(0, this.#y + 14, names, { "font-weight": 600, "font-size": NOTE });
    const top = this.#y + 20;
    for (const exponent of axis.ticks) {
      const at = top + (axis.y(10 ** exponent) * NORMS) / 100;
      const line = { d: `M0 ${at}H${WIDTH}`, stroke: this.#theme.line, "stroke-dasharray": "2 4" };
      this.#parts.push(svg("path", line));
      const tick = { "text-anchor": "end", "font-size": SMALL, fill: this.#theme.faint };
      this.#say(-4, at + 4, power(exponent), tick);
    }
    const transform = `translate(0 ${top}) scale(1 ${NORMS / 100})`;
    const pen = { transform, fill: "none", "stroke-width": 2.5, "vector-effect": "non-scaling-stroke" };
    for (const { of, hue, dash } of gradients) {
      const d = pathOf(frame[of] ?? [], axis, WIDTH / frame.shape[0]) || "M0 0";
      this.#parts.push(svg("path", { ...pen, d, stroke: hue, "stroke-dasharray": dash }));
    }
    this.#y += NORMS + 30;
  }

  /**
   * @param {number} x
   * @param {number} y
   * @param {string} text
   * @param {Record<string, string | number>} more
   */
  #say(x, y, text, more) {
    this.#parts.push(this.#write(x, y, text, more));
  }
}

/**
 * @param {ShadowRoot | HTMLElement} root
 * @param {Lab} lab
 */
async function film(root, lab) {
  const theme = readTheme(root instanceof ShadowRoot ? root.host : root);
  const strips = lab.looked().map((member) => new Strip(lab, member, theme));
  const width = Math.max(2 * MARGIN + strips.length * (WIDTH + GAP), 3 * WIDTH);
  const box = { width: (width - 2 * MARGIN) / 3, height: FIGURE, y: MARGIN };
  const figures = lab.sketches().map((one, index) => drawn(one, { ...box, x: MARGIN + index * box.width }, theme));
  const top = FIGURE + 2 * MARGIN;
  const columns = strips.map((strip, index) => strip.at(MARGIN + GAP + index * (WIDTH + GAP), top));
  const bottom = top + Math.max(40, ...strips.map(({ height }) => height));
  return onPaper(theme, { width, bottom, parts: [...figures, ...columns], caption: lab.data.caption });
}

/** @param {Lab} lab */
function numbersFile(lab) {
  const rows = lab.looked().flatMap((member) => {
    const { entry } = member;
    const frame = lab.frameOf(member);
    if (!frame) return [];
    const units = frame.shape[1];
    /** @type {(timestep: number, ...rest: Cell[]) => Cell[]} `rest`: signal, unit, value */
    const row = (timestep, ...rest) => [entry.name, frame.step, timestep + 1, entry.probe[timestep], ...rest];
    const signals = entry.signals.flatMap((signal) =>
      Array.from(codesOf(frame, signal), (code, at) => {
        const value = rounded(signal, valueOf(signal, code));
        return row(Math.floor(at / units), signal.name, (at % units) + 1, value);
      }),
    );
    const norms = entry.gradients.flatMap(({ of, name }) =>
      (frame[of] ?? []).map((norm, timestep) => row(timestep, `gradient norm, ${name}`, null, norm)),
    );
    return [...signals, ...norms];
  });
  return csvFile(["run", "step", "timestep", "token", "signal", "unit", "value"], rows, lab.data.caption);
}

/**
 * @param {ShadowRoot | HTMLElement} root
 * @param {Lab} lab
 */
export function labMenu(root, lab) {
  return saveAs("unrolled-lab-film", {
    png: async (/** @type {number} */ scale) => rasterise(await film(root, lab), scale),
    svg: () => film(root, lab),
    csv: async () => numbersFile(lab),
  });
}
