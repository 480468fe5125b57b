/** Looking into up to four runs at one training step: the probe's words, states, gradients, gates, written text. */

import { format } from "../../arrays.js";
import { ramp, readTheme } from "../../colour.js";
import { scaleKey, swatch } from "../../parts/legend.js";
import { scientific, thousands } from "../../parts/words.js";
import { html, put, readout, say } from "../../svg.js";
import { frameAt, writtenAt } from "../data/runs.js";
import { scored } from "../data/scores.js";
import { codesOf, said, valueOf } from "../data/signals.js";
import { heatmap } from "./heatmap.js";
import { NormsStave, normAxis } from "./norms.js";

/** @typedef {import("../lab.js").Lab} Lab */
/** @typedef {import("../types.d.ts").Member} Member */
/** @typedef {import("../types.d.ts").Frame} Frame */
/** @typedef {import("../../types.d.ts").Signal} Signal */
/** @typedef {import("../../types.d.ts").Palette} Palette */
/** @typedef {import("../../colour.js").Theme} Theme */
/** @typedef {{ timestep: number, unit: number }} Place */

export const TEMPERATURES = ["0.3", "0.7", "1.0", "1.5"];
/** @type {Record<string, string>} */
const SHOWN = { " ": "␣", "\n": "↵", "\t": "⇥" };
const MOST_UNITS = 32;
const ACROSS = 0.85; // of their distance along the line, from one slanted word to the next

/**
 * The ends of a scale in words, and its colours; of what has no ends it is the tanh that has.
 * @param {Signal} signal
 * @param {Palette} palette
 * @param {Theme} theme
 * @returns {{ ends: [low: string, high: string], colours: string[] }}
 */
export function scaleOf({ scale, symbol, hue, low, high }, palette, theme) {
  const first = `${scale === "squashed" ? `tanh(${symbol}) ` : ""}${format(low, 0)}`;
  return { ends: [first, format(high, 0)], colours: ramp(scale, hue, palette, theme) };
}

/**
 * The signals of a run as they are looked at: the state first, at the gradients that reach it.
 * @param {{ signals: Signal[] }} entry
 * @returns {[state: Signal, ...others: Signal[]]}
 */
export const signalsOf = ({ signals }) => [signals[signals.length - 1], ...signals.slice(0, -1)];

/**
 * How many words and units a frame of a run holds: as its first frame says, before that as its recipe does.
 * @param {Member} member
 * @returns {[length: number, units: number]}
 */
const shapeOf = ({ entry, run }) => run.frames[0]?.shape ?? [entry.probe.length, Math.min(entry.units, MOST_UNITS)];

/**
 * The words above: level where they fit, slanted where they do not, every second or third where there are many.
 * @param {string[]} tokens
 */
function wordsRow(tokens) {
  const every = Math.ceil(tokens.length / (tokens.some((token) => token.length > 2) ? 30 : 64));
  const words = tokens.map((token, index) => {
    const place = `left:${((index + 0.5) / tokens.length) * 100}%`;
    return html(
      "span",
      { title: token, style: place },
      index % every === 0 ? html("b", {}, SHOWN[token] ?? token) : "",
    );
  });
  return html("div", { class: "words" }, words);
}

/** A signal as a picture, with the number that is pointed at. */
class SignalStave {
  root;
  #signal;
  #map;
  #value = readout();
  #units;

  /**
   * @param {Signal} signal
   * @param {string} run what it is called
   * @param {[length: number, units: number]} shape
   * @param {Palette} palette
   * @param {Theme} theme
   */
  constructor(signal, run, shape, palette, theme) {
    this.#signal = signal;
    this.#units = shape[1];
    const title = html("div", { class: "title", title: signal.note, style: `--hue:${signal.hue}` }, [
      html("b", {}, signal.symbol),
      html("span", {}, signal.label),
      scaleKey(scaleOf(signal, palette, theme)),
      this.#value,
    ]);
    const label = `${signal.label} of ${run}: ${shape[0]} words × ${shape[1]} units`;
    this.#map = heatmap(signal, label, shape, palette, theme);
    this.root = html("div", { class: "stave" }, [title, this.#map.canvas]);
  }

  /** @param {Frame | null} frame */
  draw(frame) {
    this.#map.draw(frame);
  }

  /**
   * @param {Frame | null} frame
   * @param {Place | null} at
   */
  point(frame, at) {
    const codes = frame && at && at.unit < this.#units ? codesOf(frame, this.#signal) : null;
    const code = codes && at ? codes[at.timestep * this.#units + at.unit] : null;
    const words = code === null ? "" : said(this.#signal, valueOf(this.#signal, code));
    say(this.#value, words && at ? `unit ${at.unit + 1}: ${words}` : "");
  }
}

/** One run: everything is built once, `draw(step)` only fills it. */
class Column {
  root;
  #lab;
  #member;
  #shape;
  #where = readout();
  #reading = readout();
  #sample;
  #mark;
  #norms;
  #staves;
  /** @type {Frame | null} */
  #frame = null;
  #high = NaN;

  /**
   * @param {Lab} lab
   * @param {Member} member
   * @param {Theme} theme
   */
  constructor(lab, member, theme) {
    const { entry } = member;
    this.#lab = lab;
    this.#member = member;
    this.#shape = shapeOf(member);
    const [length] = this.#shape;
    this.#sample = html("p", { class: "sample", tabindex: 0, "aria-label": `Text written by ${entry.short}` });
    this.#mark = html("div", { class: "wordmark", hidden: true, style: `width:${100 / length}%` });
    this.#norms = new NormsStave(`Gradient norm at every word, ${entry.short}`, length, entry.gradients, theme);
    this.#staves = signalsOf(entry).map(
      (signal) => new SignalStave(signal, entry.short, this.#shape, lab.data.palette, theme),
    );
    const name = html("h3", { title: entry.label }, entry.short);
    const parts = [html("header", {}, [swatch(entry), name, this.#where]), ...this.#written(), this.#track()];
    if (entry.units > MOST_UNITS) parts.push(html("small", {}, `The first ${MOST_UNITS} of ${entry.units} units.`));
    const about = { class: "look", "aria-label": entry.name, style: `--words:${length}` };
    this.root = html("section", about, parts);
  }

  get outdated() {
    return String(shapeOf(this.#member)) !== String(this.#shape);
  }

  /**
   * @param {number} step
   * @param {import("./norms.js").Axis} axis
   */
  draw(step, axis) {
    const { run, entry } = this.#member;
    this.#write(step);
    const next = run.frames[frameAt(run.frames, step)] ?? null;
    if (next === this.#frame && axis.high === this.#high) return;
    [this.#frame, this.#high] = [next, axis.high];
    for (const stave of this.#staves) stave.draw(next);
    this.#norms.draw(next, axis);
    const broken = next?.broken ? " · not finite" : "";
    const measured = next && `measured at step ${thousands(next.step)} · ${scored(entry, next.score)}${broken}`;
    say(this.#where, measured ?? "no numbers yet");
    this.point(this.#lab.pointed);
  }

  /** @param {Place | null} at */
  point(at) {
    const [length] = this.#shape;
    const seen = at && at.timestep < length ? at : null;
    this.#mark.hidden = !seen;
    if (seen) this.#mark.style.left = `${(seen.timestep / length) * 100}%`;
    for (const stave of this.#staves) stave.point(this.#frame, seen);
    const norm = seen && this.#frame ? this.#frame.profile[seen.timestep] : undefined;
    say(this.#reading, norm === undefined ? "" : norm === null ? "not finite" : scientific(norm));
  }

  /**
   * Show what a language model has written by then.
   * @param {number} step
   */
  #write(step) {
    const written = writtenAt(this.#member.run.frames, step);
    const text = written?.samples[this.#lab.temperature] ?? "";
    say(this.#sample, text || "nothing written yet");
    put(this.#sample, "data-written", written && text ? `step ${thousands(written.step)}` : "");
  }

  /** Room for text, where any of the runs writes some. */
  #written() {
    if (!this.#lab.generates()) return [];
    return [this.#member.entry.generates ? this.#sample : html("p", { class: "sample none" }, "writes no text")];
  }

  /** All that stands on the axis of the words. */
  #track() {
    const { entry } = this.#member;
    const tokens = Array.from({ length: this.#shape[0] }, (_, index) => entry.probe[index] ?? "");
    const [state, ...others] = this.#staves.map(({ root }) => root);
    const keys = entry.gradients.flatMap((line) => [swatch(line), html("span", {}, line.label)]);
    const title = html("div", { class: "title", style: `--hue:${entry.hue}` }, [...keys, this.#reading]);
    const norms = html("div", { class: "stave" }, [title, this.#norms.root]);
    const track = html("div", { class: "track" }, [this.#mark, wordsRow(tokens), state, norms, ...others]);
    track.onpointermove = (event) => event.pointerType === "mouse" && this.#follow(event, track);
    track.onpointerleave = () => this.#lab.point(null);
    return track;
  }

  /**
   * @param {PointerEvent} event
   * @param {HTMLElement} track
   */
  #follow(event, track) {
    const [length, units] = this.#shape;
    const { left, width } = track.getBoundingClientRect();
    const timestep = Math.min(Math.max(Math.floor(((event.clientX - left) / width) * length), 0), length - 1);
    const target = /** @type {Element} */ (event.target);
    const map = target.closest("canvas")?.getBoundingClientRect();
    const unit = map
      ? Math.min(Math.floor(((event.clientY - map.top) / map.height) * units), units - 1)
      : (this.#lab.pointed?.unit ?? 0);
    this.#lab.point({ timestep, unit });
  }
}

/**
 * The choice of a temperature above what is written.
 * @param {string} chosen
 * @param {(temperature: string) => void} choose
 */
function temperatures(chosen, choose) {
  const buttons = TEMPERATURES.map((temperature) => {
    const button = html("button", { type: "button", role: "radio" }, temperature);
    button.onclick = () => {
      check(temperature);
      choose(temperature);
    };
    button.onkeydown = (event) => {
      const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (!by) return;
      const other = buttons[(buttons.indexOf(button) + by + buttons.length) % buttons.length];
      other.click();
      other.focus();
      event.preventDefault();
      event.stopPropagation();
    };
    return button;
  });
  /** @param {string} temperature */
  const check = (temperature) => {
    for (const button of buttons) {
      put(button, "aria-checked", button.textContent === temperature);
      button.tabIndex = button.textContent === temperature ? 0 : -1;
    }
  };
  check(chosen);
  const group = { class: "temperature", role: "radiogroup", "aria-label": "Temperature of the written text" };
  return html("div", group, ["Written text at temperature ", ...buttons]);
}

/**
 * Leave out words that would lie on one another: those that slant need the height of a line each.
 * @param {Element} row
 */
function thin(row) {
  const words = [...row.querySelectorAll("b")];
  if (words.length === 0) return;
  const across = (row.clientWidth / words.length) * ACROSS;
  const every = Math.ceil(parseFloat(getComputedStyle(words[0]).fontSize) / across);
  words.forEach((word, index) => {
    word.hidden = index % every > 0;
  });
}

/** All columns side by side. */
export class Columns {
  section;
  #lab;
  #columns;

  /**
   * @param {ShadowRoot | HTMLElement} root
   * @param {Lab} lab
   */
  constructor(root, lab) {
    this.#lab = lab;
    const theme = readTheme(root instanceof ShadowRoot ? root.host : root);
    this.#columns = lab.looked().map((member) => new Column(lab, member, theme));
    const choose = temperatures(lab.temperature, (temperature) => {
      lab.temperature = temperature;
      this.draw(lab.film.step);
    });
    const look = { class: "looks", style: `--looks:${this.#columns.length}` };
    const looks = html(
      "div",
      look,
      this.#columns.map((column) => column.root),
    );
    this.section = html("section", { class: "into" }, lab.generates() ? [choose, looks] : [looks]);
  }

  get outdated() {
    return this.#columns.some((column) => column.outdated);
  }

  /** @param {number} step */
  draw(step) {
    const axis = normAxis(this.#lab.highestNorm());
    for (const column of this.#columns) column.draw(step, axis);
  }

  /** @param {Place | null} at */
  point(at) {
    for (const column of this.#columns) column.point(at);
  }

  /** Words stand level where the widest of them fits its column, in all columns alike. Measured once a width. */
  slant() {
    const rows = [...this.section.querySelectorAll(".words")];
    for (const word of this.section.querySelectorAll("b")) word.hidden = false;
    /** @type {(within: Element) => number[]} */
    const widths = (within) => [...within.querySelectorAll("b")].map((word) => word.offsetWidth);
    const fits = rows.every((row) => {
      const room = row.clientWidth / Math.max(row.children.length, 1) - 3;
      return widths(row).every((width) => width <= room);
    });
    this.section.classList.toggle("slanted", !fits);
    const longest = Math.max(0, ...rows.flatMap(widths));
    if (!fits) rows.forEach(thin);
    this.section.style.setProperty("--words-height", `${Math.ceil(longest * 0.85) + 14}px`);
  }
}
