/**
 * A page as a score: one time axis, staves under one another, one cursor line through all of them.
 * The token row stays in sight, long sentences scroll all staves together, the lens stands at the side.
 */

import { cursor, move, subscribe } from "../cursor.js";
import { act, morph, play, still } from "../player.js";
import { NARROW, readType } from "../parts/type.js";
import { html, say } from "../svg.js";
import { HeldList } from "./held.js";
import { asDrawer, lens } from "./lens.js";
import { numbersTable } from "./numbers.js";
import { printExactly } from "./print.js";
import { staveRow } from "./row.js";
import { sight } from "./scroll.js";
import { scoreMenu } from "./sheet.js";
import { Stage } from "./stage.js";
import { heat } from "./staves/heat.js";
import { ledger } from "./staves/ledger.js";
import { lines } from "./staves/lines.js";
import { probe } from "./staves/probe.js";
import { profile } from "./staves/profile.js";
import { readout } from "./staves/readout.js";
import { unrolled } from "./staves/unrolled.js";
import { written } from "./staves/written.js";
import { tokenRow } from "./tokens.js";
import { transport } from "./transport.js";

const WIDE = 900; // px of the usual base: room for the lens beside the staves
const LENS = [296, 392]; // px of the usual base, at least and at most
const LENS_PADDING = 16; // px, as in stage.css
const PAPER = 640; // px between the margins of a page, A4 or letter

/** @type {Record<string, (stage: Stage, stave: any) => import("../types.d.ts").StaveView>} */
const STAVES = { heat, ledger, lines, probe, profile, readout, unrolled, written };

/** @typedef {import("../types.d.ts").ScoreData & import("../types.d.ts").ScoreSetting} Data */
/** @typedef {(name: string, value: string) => void} Send */

/**
 * Put a score into its place on the page, instead of the one that is there.
 * @param {ShadowRoot | Element} root
 * @param {Data} data
 * @param {Send} send
 */
export const buildScore = (root, data, send) => new Score(root, data, send);

class Score {
  /**
   * @param {ShadowRoot | Element} root
   * @param {Data} data
   * @param {Send} send
   */
  constructor(root, data, send) {
    const host = "host" in root ? root.host : root;
    const width = host.clientWidth;
    this.data = data;
    this.send = send;
    this.built = false;
    const type = readType(host);
    const { wide, narrow, gutter } = roomIn(type, width);
    this.wide = wide;
    this.narrow = narrow;
    this.gutter = gutter;
    const { model } = data;
    const beside = model && this.wide ? Math.max(type.px(LENS[0]), Math.min(type.px(LENS[1]), width * 0.265)) : 0;
    this.stage = new Stage(data, host, width - this.gutter - beside - 26);
    this.staves = data.staves.map((stave) => this.place(stave));
    this.rows = this.staves.map((stave) => staveRow(this.stage, stave));
    this.tokens = tokenRow(this.stage, data.tokens);
    this.head = html("div", { class: "playhead", "aria-hidden": "true", style: `width:${this.stage.columnWidth}px` });
    this.sheet = this.makeSheet();
    const inside = (beside || width) - 2 * LENS_PADDING;
    this.side = model ? lens(this.stage, model, this.covers(model), inside) : null;
    this.table = numbersTable(this.stage.words, this.staves);
    this.bar = transport(this.stage, {
      finished: () => this.finished(),
      canRoll: data.staves.some(({ type }) => type === "unrolled"),
      menu: scoreMenu(this.stage, this.staves, data, this.side?.covered ?? false),
    });
    this.held = new HeldList(data);
    this.caption = html("p", { class: "caption" }, data.caption);
    this.show(root, beside);
    this.keepInSight = sight(this.sheet, this.stage, this.gutter);
    move({ length: this.stage.length, units: data.units ?? 1, direction: data.backward ? -1 : 1 });
    this.ends = [subscribe((state, changed) => this.follow(state, changed)), printExactly(this.staves)];
    this.follow(cursor, null);
    this.built = true;
    if (data.play) this.open();
  }

  /** @param {import("../types.d.ts").Stave} stave */
  place(stave) {
    const drawn = STAVES[stave.type](this.stage, stave);
    return { ...drawn, veiled: this.data.veiled.includes(stave.id) };
  }

  /** Whether the lens would tell what the reader is to predict. @param {import("./model.js").Model} model */
  covers(model) {
    return this.data.veiled.some((id) => id in model.signals);
  }

  makeSheet() {
    const heading = html("div", { class: "row tokens" }, [html("div", { class: "gutter" }, "token"), this.tokens.root]);
    const name = "The score: tokens from left to right";
    const rows = this.rows.map(({ root }) => root);
    return html("div", { class: "scroller", tabindex: 0, "aria-label": name }, [heading, ...rows, this.head]);
  }

  /**
   * @param {ShadowRoot | Element} root
   * @param {number} beside width of the lens, px
   */
  show(root, beside) {
    const { bar, sheet, side, table, wide, narrow, stage, gutter } = this;
    const card = html("div", { class: "score" }, [
      bar.root,
      this.held.root,
      html("div", { class: "sheet" }, side ? [sheet, side.root] : [sheet]),
      table.root,
      this.caption,
    ]);
    for (const [name, on] of Object.entries({ wide, narrow, roomy: stage.roomy })) card.classList.toggle(name, on);
    if (side && !wide) asDrawer(side.root);
    root.querySelector(".score")?.remove();
    root.append(card);
    const view = sheet.clientWidth;
    sheet.classList.toggle("whole", gutter + stage.width <= view + 1);
    for (const [name, size] of Object.entries({ lens: beside, gutter, view }))
      card.style.setProperty(`--${name}`, `${size}px`);
    card.style.setProperty("--paper", String(PAPER / (gutter + stage.width)));
  }

  /**
   * Draw what the cursor changed; everything, if nothing is said of changes.
   * @param {import("../cursor.js").Cursor} state
   * @param {import("../cursor.js").Changed | null} changed
   */
  follow(state, changed) {
    const { stage, head } = this;
    const shift = this.gutter + stage.x(state.timestep) - stage.columnWidth / 2;
    head.style.transform = `translateX(${shift}px)`;
    head.classList.toggle("pinned", state.pinned);
    head.classList.toggle("smooth", state.playing);
    for (const stave of this.staves) stave.move(state);
    for (const row of this.rows) row.move(state);
    this.tokens.move(state);
    this.bar.move(state);
    if (!changed || changed.timestep || changed.unit || changed.pinned || changed.chosen) this.side?.move(state);
    this.table.refresh();
    if (!changed || changed.timestep) this.keepInSight(shift);
  }

  /**
   * Draw other numbers of the same words in place, so that what is under the hand stays there; false where the words
   * are others.
   * @param {Data} data
   */
  update(data) {
    const words = data.tokens.map(({ text }) => text);
    if (words.join("\n") !== this.stage.words.join("\n")) return false;
    Object.assign(this.data, data);
    data.staves.forEach((stave, index) => this.renumber(stave, index));
    if (data.model) this.side?.update(data.model);
    this.held.update(data);
    say(this.caption, data.caption);
    this.follow(cursor, { unit: true });
    return true;
  }

  /** @param {import("../types.d.ts").Stave} stave @param {number} index */
  renumber(stave, index) {
    const known = this.staves[index];
    if (known.update) return known.update(stave);
    Object.assign(known, this.place(stave));
    const row = staveRow(this.stage, known);
    this.rows[index].root.replaceWith(row.root);
    this.rows[index] = row;
  }

  /** What the page says around the same picture has changed. @param {Partial<Data>} around */
  answersTo(around) {
    Object.assign(this.data, around, { play: "" });
    this.follow(cursor, null);
  }

  /** Tell the page, once, that the sentence was read to its end. */
  finished() {
    const { data, built } = this;
    if (data.veiled.length === 0 && (built || !data.play)) this.send("finished", data.signature);
  }

  /** Play by itself, with a scene before it; at once at the end for readers who asked for less motion. */
  open() {
    const { data, stage, sheet } = this;
    const finished = () => this.finished();
    if (document.activeElement !== document.body) sheet.focus({ preventScroll: true });
    if (still()) move({ timestep: data.backward ? 0 : stage.length - 1 });
    else if (data.scene === "roll") act(rollScene(finished), unroll);
    else play(finished);
  }

  stop() {
    for (const end of this.ends) end();
  }

  /** @param {KeyboardEvent} event */
  keydown(event) {
    this.bar.keydown(event);
  }
}

const unroll = () => {
  morph(1, true);
  move({ lit: "" });
};

/**
 * What "the same weights" means: all copies fall into one, come out again, and one matrix lights up in each.
 * @param {() => void} finished
 * @returns {[number, () => void][]}
 */
function rollScene(finished) {
  return [
    [300, () => morph(0)],
    [1500, () => morph(1)],
    [800, () => move({ lit: "W_h" })],
    [1500, () => play(finished)],
  ];
}

/**
 * What there is room for, and the width of what stands to the left of the staves.
 * @param {import("../parts/type.js").Type} type
 * @param {number} width px
 */
function roomIn(type, width) {
  const narrow = width < type.px(NARROW);
  return { wide: width >= type.px(WIDE), narrow, gutter: type.px(narrow ? 86 : 118) };
}
