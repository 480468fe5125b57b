/**
 * One unit in three lanes: above, what it holds (c) as a band from word to word; below, what it shows (h), a vessel a
 * word; between them its output gate (o), two bars that leave a gap as wide as the gate is open. What is held falls
 * through the gap: band and vessels are on one scale, that of tanh c, which is what the gate sees.
 */

import { format } from "../../arrays.js";
import { cursor } from "../../cursor.js";
import { atRest } from "../../parts/rest.js";
import { percent } from "../../parts/words.js";
import { put, svg } from "../../svg.js";
import { isHeld, offers } from "../hand/offer.js";
import { outline, px } from "./cells.js";
import { Drawn } from "./drawn.js";

/** In px of the usual base. */
const HEIGHT = 224;
const LARGE = 400;
const BAR = 12; // of a gate
const FALL = 12; // between the band and a gate
const WIDE = 0.8; // of a column: a gate that is wide open
const MANY = 0.5; // from so much on what is shown has a bold number
const SEEN = 0.01; // a difference that is smaller is not drawn
const PHONE = 420; // up to this width names beside the lanes have little room
const ROOM = 1.5; // of its type, for a line of numbers

/** @typedef {import("../../types.d.ts").LanesStave} LanesStave */
/** @typedef {import("../../../net/matrix.js").Matrix} Matrix */
/** @typedef {import("../../../net/types.d.ts").Clamp} Clamp */
/** @typedef {import("../board/answers.js").Guess} Guess */

/**
 * @param {import("../stage.js").Stage} stage
 * @param {LanesStave} stave
 * @returns {import("../../types.d.ts").StaveView}
 */
export const lanes = (stage, stave) => new Lanes(stage, stave);

/**
 * All output gates at a word.
 * @param {number} value
 * @param {number} at timestep
 * @returns {Clamp}
 */
const heldAt = (value, at) => ({ kind: "clamp", gate: "output_gate", value, units: null, start: at, stop: at + 1 });

/** Whether two numbers can be told apart in the picture. @param {number} a @param {number} b */
const differ = (a, b) => !(Math.abs(a - b) < SEEN);

/** An answer as it is said. @param {Guess} answer */
const saidOf = ([text, share]) => (share === null ? text : `“${text}” ${percent(share)} %`);

/**
 * Say what is to be done, and whether it is done.
 * @param {{ early: string, last: string }} called the word at which gates are opened, and the last one
 * @param {{ early: Guess, last: Guess }} alone what is said there left alone
 * @param {{ early: Guess, last: Guess, shut: boolean } | null} now and as the hand holds the gates; null: nothing held
 */
export function taskOf(called, alone, now) {
  const asks = `At ${called.early} it says ${saidOf(alone.early)}, at ${called.last} ${saidOf(alone.last)}.`;
  if (!now) return `${asks} To do: open every output gate at ${called.early}; then shut them at ${called.last}.`;
  const says = (/** @type {"early" | "last"} */ at) =>
    `At ${called[at]} it says ${saidOf(now[at])}, left alone ${saidOf(alone[at])}.`;
  if (now.shut && now.last[0] !== alone.last[0]) return `✓ Done: what is held is not shown. ${says("last")}`;
  const tells = now.early[0] === alone.last[0] && alone.early[0] !== alone.last[0];
  if (tells) return `✓ Done: it tells what it holds too early. ${says("early")}`;
  return `Not yet. ${says(now.shut ? "last" : "early")}`;
}

class Lanes extends Drawn {
  /**
   * @param {import("../stage.js").Stage} stage
   * @param {LanesStave} stave
   */
  constructor(stage, stave) {
    super(stage, stave, stage.px(stave.large ? LARGE : HEIGHT));
    this.stave = stave;
    this.unit = -1;
    this.type = stage.size("label");
    const room = this.type * ROOM;
    const [bar, fall] = [stage.px(BAR), stage.px(FALL)];
    this.deep = (this.height - 3 * room - bar - 2 * fall) / 2;
    this.middle = room + this.deep / 2; // of the band
    this.gate = room + this.deep + fall;
    this.foot = this.height - room;
    this.root.append(svg("g"));
    this.name = () => put(this.root, "aria-label", this.inWords());
    this.nameLater = atRest(this.name);
    this.show(cursor.unit);
    this.name();
    stage.listen(this.root);
  }

  /** @param {Matrix} values @param {number} timestep */
  of(values, timestep) {
    return values.at(timestep, Math.min(this.unit, values.cols - 1));
  }

  /** The numbers of the cursor's unit at a word. @param {number} timestep */
  at(timestep) {
    const { values, output, shows } = this.stave;
    const [c, o, h] = [values, output, shows].map((one) => this.of(one, timestep));
    return { c, o, h, tanh: Math.tanh(c) };
  }

  /** @param {number} unit */
  show(unit) {
    this.unit = unit;
    const { stave, stage } = this;
    const { alone, aloneShows } = stave;
    const { text } = stage.theme;
    const dashed = { fill: "none", stroke: text, "stroke-width": 1.2, "stroke-dasharray": "4 3" };
    const columns = Array.from({ length: stave.values.rows }, (_, t) => t);
    const levels = aloneShows ? columns.map((t) => this.level(t, aloneShows)).join("") : "";
    const held = alone && columns.some((t) => differ(this.of(alone, t), this.of(stave.values, t)));
    const drawn = [
      svg("path", { d: this.band(stave.values), fill: stave.hue, class: "lane-held" }),
      ...columns.flatMap((t) => this.column(t)),
      svg("path", { d: held ? this.band(alone) : "", ...dashed }),
      svg("path", { d: levels, ...dashed, "stroke-width": 2 }),
    ];
    this.root.replaceChildren(svg("g", {}, drawn));
  }

  /** The band of what is held: as thick as tanh c is far from 0. @param {Matrix} values */
  band(values) {
    const { stage, middle, deep } = this;
    const half = stage.columnWidth / 2;
    const sizes = Array.from({ length: values.rows }, (_, t) => {
      const size = Math.abs(Math.tanh(this.of(values, t)));
      return Number.isFinite(size) ? (size * deep) / 2 : 0;
    });
    const last = sizes.length - 1;
    const ends = [stage.x(0) - half, ...sizes.map((_, t) => stage.x(t)), stage.x(last) + half];
    const thick = [sizes[0], ...sizes, sizes[last]];
    const above = ends.map((x, place) => `${px(x)} ${px(middle - thick[place])}`);
    const below = ends.map((x, place) => `${px(x)} ${px(middle + thick[place])}`).reverse();
    return `M${[...above, ...below].join("L")}Z`;
  }

  /** What falls through the gate at a word, the gate, the vessel and the numbers. @param {number} t timestep */
  column(t) {
    const { stage, stave, deep, middle, gate, foot, type } = this;
    const { text, faint, line, background } = stage.theme;
    const { c, o, h, tanh } = this.at(t);
    const [x, bar] = [stage.x(t), stage.px(BAR)];
    const [wide, open] = [stage.columnWidth * WIDE, Number.isFinite(o) ? Math.min(Math.max(o, 0), 1) : 0];
    const [left, gap] = [x - wide / 2, wide * open];
    const shown = Number.isFinite(h) ? Math.abs(h) * deep : 0;
    const from = middle + (Number.isFinite(tanh) ? (Math.abs(tanh) * deep) / 2 : 0);
    const plates = [left, x + gap / 2].map((begin) => ({ x: px(begin), y: px(gate), width: px((wide - gap) / 2) }));
    const many = Math.abs(h) >= MANY;
    const number = {
      ...{ x, "text-anchor": "middle", "font-size": type, class: "lane-number" },
      ...{ "paint-order": "stroke", stroke: background, "stroke-width": 4, "stroke-linejoin": "round" },
    };
    const fall = { x: px(x - gap / 2), y: px(from), width: px(gap), height: px(Math.max(foot - shown - from, 0)) };
    const vessel = { x: px(left), y: px(foot - deep), width: px(wide), height: px(deep) };
    const filled = { ...vessel, y: px(foot - shown), height: px(shown) };
    return [
      svg("path", { d: outline(vessel), fill: stage.theme.empty, stroke: line }),
      svg("path", { d: outline(fall), fill: stave.hue, "fill-opacity": 0.55, class: "lane-fall" }),
      svg("path", { d: outline(filled), fill: stave.hues.hidden, class: "lane-shown" }),
      ...plates.map((plate) =>
        svg("path", { d: outline({ ...plate, height: px(bar) }), fill: stave.hues.output, class: "lane-gate" }),
      ),
      svg("text", { ...number, y: type, fill: text }, format(c, 2)),
      svg("text", { ...number, y: gate + bar + 1.1 * type, fill: text, "font-weight": 700 }, format(o, 2)),
      svg("text", { ...number, y: foot + 1.1 * type, fill: many ? text : faint, "font-weight": many ? 700 : 400 }, [
        format(h, 2),
      ]),
    ];
  }

  /** How high a vessel was filled left alone, if that is another height. @param {number} t @param {Matrix} alone */
  level(t, alone) {
    const usual = this.of(alone, t);
    if (!Number.isFinite(usual) || !differ(usual, this.at(t).h)) return "";
    const [x, half] = [this.stage.x(t), (this.stage.columnWidth * WIDE) / 2];
    const y = this.foot - Math.abs(usual) * this.deep;
    return `M${px(x - half)} ${px(y)}H${px(x + half)}`;
  }

  /** @returns {[y: number, text: string][]} */
  axis() {
    const { middle, gate, foot, deep, type, stage } = this;
    const narrow = stage.available < stage.px(PHONE);
    return [
      [narrow ? middle + 2.2 * type : middle, "holds c"], // there the row's keys stand beside the band's middle
      [gate + type / 2, "gate o"],
      [gate + 1.8 * type, narrow ? "gap: open" : "gap: how far open"],
      [foot - deep / 2, "shows h"],
      [foot - deep / 2 + 1.3 * type, "= o · tanh c"],
    ];
  }

  /** The word at which gates are opened: the one that is pinned, else the last but one. */
  get early() {
    const last = this.stage.words.length - 1;
    return cursor.pinned && cursor.timestep < last ? cursor.timestep : last - 1;
  }

  /** @param {import("../../cursor.js").Cursor} state */
  labelNow({ unit }) {
    const [, ...whose] = this.label.split(", ");
    return [`unit ${Math.min(unit, this.stave.values.cols - 1) + 1}`, ...whose].join(", ");
  }

  finding() {
    const { stave, stage, early } = this;
    const last = stage.words.length - 1;
    if (last < 1) return "Two words are needed: then something can wait.";
    const called = { early: `“${stage.words[early]}” (word ${early + 1})`, last: `“${stage.words[last]}”` };
    const { said, usual } = stave;
    const alone = usual ?? said;
    const now = usual ? { early: said[early], last: said[last], shut: isHeld(heldAt(0, last)) } : null;
    return taskOf(called, { early: alone[early], last: alone[last] }, now);
  }

  offers() {
    const [{ words }, { early }] = [this.stage, this];
    const last = words.length - 1;
    if (last < 1) return [];
    return offers([
      [`open every o at “${words[early]}”`, [heldAt(1, early)]],
      [`shut every o at “${words[last]}”`, [heldAt(0, last)]],
    ]);
  }

  /** @param {import("../../cursor.js").Cursor} state */
  move({ unit }) {
    if (this.unit !== unit) this.show(unit);
  }

  /** @param {LanesStave} stave */
  update(stave) {
    this.stave = stave;
    this.show(this.unit);
    this.nameLater();
  }

  rows() {
    const names = /** @type {const} */ ([
      ["holds c", "c"],
      ["output gate o", "o"],
      ["shows h", "h"],
    ]);
    return /** @type {import("../../parts/rows.js").Row[]} */ (
      Array.from({ length: this.stave.values.rows }, (_, t) =>
        names.map(([name, part]) => [t, name, this.unit, this.at(t)[part]]),
      ).flat()
    );
  }

  inWords() {
    const last = this.stave.values.rows - 1;
    const { words } = this.stage;
    const said = [...new Set([Math.max(last - 1, 0), last])].map((t) => {
      const { c, o, h } = this.at(t);
      const [holds, gate, shows] = [c, o, h].map((value) => format(value, 2));
      return `after “${words[t]}” it holds ${holds}, its output gate is at ${gate} and it shows ${shows}`;
    });
    return `Unit ${this.unit + 1} over the words: ${said.join("; ")}`;
  }
}
