/**
 * A page as a score: one time axis, staves under one another, one cursor line through all of them.
 * The token row stays in sight, long sentences scroll all staves together, the lens stands at the side.
 */

import { cursor, move, subscribe } from "../cursor.js";
import { act, play, still } from "../player.js";
import { drawnBy } from "../parts/exact.js";
import { NARROW, readType } from "../parts/type.js";
import { html, say } from "../svg.js";
import { asDrawer, lens, slide } from "./lens.js";
import { HeldList } from "./hand/held.js";
import { numbersOf, numbersTable } from "./numbers.js";
import { Ordering } from "./ordering.js";
import { rollScene, unroll } from "./opening.js";
import { printed, smaller } from "./print.js";
import { staveRow } from "./row.js";
import { RowsMenu, reset } from "./rows_menu.js";
import { sight } from "./scroll.js";
import { shapeOf, shapeOfStave } from "./shape.js";
import { scoreMenu } from "./sheet.js";
import { Stage } from "./stage.js";
import { apart } from "./staves/apart.js";
import { carousel } from "./staves/carousel.js";
import { contributions } from "./staves/contributions.js";
import { heat } from "./staves/heat.js";
import { jacobian } from "./staves/jacobian.js";
import { lanes } from "./staves/lanes.js";
import { ledger } from "./staves/ledger.js";
import { lines } from "./staves/lines.js";
import { means } from "./staves/means.js";
import { memory } from "./staves/memory.js";
import { outcomes } from "./staves/outcomes.js";
import { probe } from "./staves/probe.js";
import { profile } from "./staves/profile.js";
import { reach } from "./staves/reach.js";
import { readout } from "./staves/readout.js";
import { unrolled } from "./staves/unrolled.js";
import { written } from "./staves/written.js";
import { Beside, PAIR_KEYS, showKeys } from "./switch.js";
import { KEYS, tokenRow } from "./tokens.js";
import { transport } from "./transport.js";

const WIDE = 900; // px of the usual base: room for the lens beside the staves
const VERY_WIDE = 1725; // type is larger beside an open lens, too, and its names need room
const LENS = [296, 392]; // px of the usual base, at least and at most
const SPILL = 9; // px that a score may reach into the gap beside it, rather than scroll for them
const GAP = 18; // px between staves and lens, as in score.css
const MARGIN = 8; // px
const LENS_PADDING = 16; // px, as in score.css

/** @type {Record<string, (stage: Stage, stave: any) => import("../types.d.ts").StaveView>} */
const STAVES = {
  ...{
    apart,
    carousel,
    contributions,
    heat,
    jacobian,
    lanes,
    ledger,
    lines,
    means,
    memory,
    outcomes,
    paths: profile,
    probe,
    profile,
    reach,
    readout,
    unrolled,
    written,
  },
};

/** @typedef {import("../types.d.ts").ScoreData & import("../types.d.ts").ScoreSetting} Data */
/** @typedef {(name: string, value: string) => void} Send */
/** @typedef {import("./editor.js").SentenceEditor} Editor */

/**
 * Put a score into its place on the page, instead of the one that is there.
 * @param {ShadowRoot | Element} root
 * @param {Data} data
 * @param {Send} send
 * @param {Editor | null} [editor] of the sentence, where it is the reader's
 */
export const buildScore = (root, data, send, editor = null) => new Score(root, data, send, editor);

class Score {
  /**
   * @param {ShadowRoot | Element} root
   * @param {Data} data
   * @param {Send} send
   * @param {Editor | null} editor
   */
  constructor(root, data, send, editor) {
    const host = "host" in root ? root.host : root;
    const width = host.clientWidth;
    this.data = data;
    this.send = send;
    this.built = false;
    this.view = 0;
    this.shape = shapeOf(data);
    const type = readType(host);
    const { wide, narrow, gutter } = roomIn(type, width);
    this.wide = wide;
    this.narrow = narrow;
    this.gutter = gutter;
    const { model } = data;
    /** The width of a lens beside the staves, px; 0 without one. */
    this.lensWidth = model && wide ? Math.max(type.px(LENS[0]), Math.min(type.px(LENS[1]), width * 0.265)) : 0;
    /** What the staves have across beside an open lens, px: by it the size of type is chosen, open or not. */
    this.room = width - gutter - this.lensWidth - GAP - MARGIN;
    this.stage = new Stage(data, host, this.room);
    if (!this.isOpen) this.takeRoom();
    this.stage.order = data.order;
    this.stage.veiled = data.veiled;
    this.editor = editor;
    this.look = lookOf(data);
    this.rows = data.staves.map((stave) => this.newRow(stave));
    /** The menu, the table and the printer hold this array: other staves take their places in it. */
    this.staves = this.rows.map(({ stave }) => stave);
    this.tokens = tokenRow(this.stage, data.tokens, editor);
    this.twin = /** @type {ReturnType<typeof tokenRow> | null} */ (null);
    this.heading = html("div", { class: "row tokens" }, wordsRow(this.tokens));
    this.head = html("div", { class: "playhead", "aria-hidden": "true" });
    this.ordering = new Ordering();
    this.menu = new RowsMenu(data.rows, this.ordering);
    this.empty = emptyScore(data);
    this.sheet = this.makeSheet();
    const inside = (this.lensWidth || width) - 2 * LENS_PADDING;
    this.side = model ? lens(this.stage, model, this.covers(model), inside, this.opens && wide) : null;
    this.table = numbersTable(this.stage, this.staves);
    this.held = new HeldList(data);
    this.beside = new Beside(this.held.row, () => editor?.turn(), narrow);
    this.caption = html("p", { class: "caption" }, data.caption);
    this.bar = this.makeBar();
    this.card = this.makeCard();
    this.show(root);
    this.showPair();
    this.keepInSight = this.fitView();
    move({ length: this.stage.length, units: data.units ?? 1, direction: data.backward ? -1 : 1 });
    this.asked = cursor.timestep; // by the reader; where it is brought, because there are fewer words, is the other
    this.brought = cursor.timestep;
    this.ends = [subscribe((state, changed) => this.follow(state, changed)), printed(this)];
    this.arrange(this.rows);
    this.redraw();
    this.keepInSight(this.left(cursor));
    this.built = true;
    if (data.play) this.open();
  }

  /** @param {import("../types.d.ts").Stave} stave */
  place(stave) {
    const drawn = STAVES[stave.type](this.stage, stave);
    if (!(drawn.root instanceof SVGElement)) drawnBy(drawn.root, () => drawn.vector());
    return Object.assign(drawn, { veiled: this.data.veiled.includes(stave.id) });
  }

  /** @param {import("../types.d.ts").Stave} stave */
  newRow(stave) {
    return staveRow(this.stage, this.place(stave), { id: stave.id, shape: shapeOfStave(stave) });
  }

  /** Whether the lens would tell what the reader is to predict. @param {import("./model.js").Model} model */
  covers(model) {
    return this.data.veiled.some((id) => id in model.signals);
  }

  /** Whether the lens is closed at first: a picture is about all units, and all of the width is its own. */
  get opens() {
    return Boolean(this.data.model) && !this.narrow && !this.data.opened;
  }

  /** Whether a lens stands beside the staves, or below them where there is no room beside or on a phone. */
  get isOpen() {
    return !this.opens || cursor.opened;
  }

  /** Give the columns the room that the lens leaves. */
  takeRoom() {
    const { stage, room, lensWidth, data, isOpen } = this;
    stage.available = isOpen || !lensWidth ? room : room + lensWidth + GAP;
    stage.read(data);
  }

  /** Open or close the lens: the columns get other widths, and the cursor stays in sight. */
  turnLens() {
    const { side, bar } = this;
    if (!this.isOpen && side?.root.matches(":focus-within")) bar.lens?.focus();
    this.takeRoom();
    this.showLens();
    this.layOut();
    this.keepInSight(this.left(cursor));
  }

  /** @param {number} available px for the columns */
  takeWidth(available) {
    const { stage, data } = this;
    stage.available = available;
    if (stage.read(data)) this.layOut();
  }

  /** Draw all at the widths that the columns have now. */
  layOut() {
    this.draw(true);
    this.tokens.read(this.data.tokens);
    this.showPair();
    this.keepInSight = this.fitView();
    this.redraw();
  }

  /**
   * Make a lens that has no room beside the picture a drawer at the bottom. On a phone its heading is always there;
   * where there is a button for it, it is gone when it is closed.
   * @param {Element} aside
   */
  makeDrawer(aside) {
    const close = () => move({ opened: false, pinned: false });
    asDrawer(aside, this.opens, this.opens ? close : () => slide(aside, !aside.hasAttribute("open")));
  }

  showLens() {
    this.card.classList.toggle("opened", this.isOpen);
    if (this.side) this.side.root.hidden = !this.isOpen;
  }

  makeSheet() {
    const name = "The score: tokens from left to right";
    const rows = this.rows.map(({ root }) => root);
    const inside = [this.heading, ...rows, this.empty, this.head];
    return html("div", { class: "scroller", tabindex: 0, "aria-label": name }, inside);
  }

  makeBar() {
    const { stage, staves, data, editor, side, menu } = this;
    return transport(stage, {
      finished: () => this.finished(),
      keys: editor ? [...KEYS, ...PAIR_KEYS] : PAIR_KEYS,
      letters: showKeys(() => this.data.pair),
      turn: editor && (() => editor.turn()),
      rows: data.fixedRows ? null : menu,
      apart: side?.apart ?? null,
      opens: this.opens,
      menu: scoreMenu(stage, staves, data, side),
    });
  }

  makeCard() {
    const { bar, beside, held, sheet, side, table, wide, narrow, stage, caption } = this;
    const staves = html("div", { class: "sheet" }, side ? [sheet, side.root] : [sheet]);
    const card = html("div", { class: "score" }, [bar.root, beside.root, held.root, staves, table.root, caption]);
    for (const [name, on] of Object.entries({ wide, narrow, roomy: stage.roomy })) card.classList.toggle(name, on);
    if (side && !wide) this.makeDrawer(side.root);
    return card;
  }

  /** @param {ShadowRoot | Element} root */
  show(root) {
    const { card, gutter, lensWidth } = this;
    this.showLens();
    card.style.setProperty("--lens", `${lensWidth}px`);
    card.style.setProperty("--gutter", `${gutter}px`);
    root.querySelector(".score")?.remove();
    root.append(card);
  }

  /** Measure what is seen of the columns, and return what brings a place into sight. */
  fitView() {
    const { sheet, stage, gutter } = this;
    this.view = sheet.clientWidth;
    this.card.style.setProperty("--view", `${this.view}px`);
    this.fitColumns();
    return sight(sheet, stage, gutter, this.view);
  }

  /** Make room for the columns as they are now. */
  fitColumns() {
    const { sheet, head, stage, gutter, view } = this;
    const width = gutter + stage.width;
    sheet.classList.toggle("whole", width <= view + SPILL);
    sheet.style.setProperty("--paper", smaller(width));
    head.style.width = `${stage.columnWidth}px`;
  }

  /**
   * Draw what a board says: in place where the columns stay as they are, else with new pictures; rows come and go.
   * Nothing else is touched: scroll and focus, menus, what is open or selected. Return false where this score cannot,
   * because the networks have another shape: then it is to be built anew.
   * @param {import("../types.d.ts").ScoreData} board on the same description
   * @param {boolean} typing whether the reader is about to type on
   */
  read(board, typing) {
    if (shapeOf(board) !== this.shape) return false;
    Object.assign(this.data, board);
    this.stage.order = board.order;
    this.draw(this.stage.read(board, typing));
    this.menu.update(board.rows);
    if (board.model) this.side?.update(board.model);
    this.held.update(board);
    this.tokens.read(board.tokens);
    this.showPair();
    say(this.caption, board.caption);
    this.keepTimestep(typing);
    this.redraw();
    return true;
  }

  /** The reader rests: give the columns the width that they have without typing. */
  settle() {
    const { tokens } = this.data;
    if (!this.stage.read(this.data)) return;
    this.draw(true);
    this.tokens.read(tokens);
    this.showPair();
    this.redraw();
  }

  /** Show what there is of a second run: the words of a twin, the switch, what both come to. */
  showPair() {
    const { pair, unread } = this.data;
    this.showTwin(pair?.tokens ?? null);
    this.beside.update(pair, unread);
    this.bar.hasTwin(this.twin !== null);
  }

  /** @param {import("../types.d.ts").Token[] | null} words of the twin; null without one */
  showTwin(words) {
    const { tokens, stage, editor } = this;
    tokens.call(words ? "A" : "token", words ? "Sentence A" : "The words of the sentence");
    if (words && this.twin) return this.twin.read(words);
    this.twin = words && tokenRow(stage, words, editor && editor.twin);
    this.twin?.call("B", "Sentence B");
    const first = [...this.heading.children].slice(0, 2);
    this.heading.replaceChildren(...first, ...(this.twin ? wordsRow(this.twin) : []));
  }

  /** Draw the staves in their rows. @param {boolean} moved whether the columns are others now */
  draw(moved) {
    const look = lookOf(this.data);
    const known = new Map(look === this.look ? this.rows.map((row) => [row.id, row]) : []);
    this.look = look;
    const rows = this.data.staves.map((stave) => {
      const row = known.get(stave.id);
      if (!row) return this.newRow(stave);
      const shape = shapeOfStave(stave);
      if (moved || row.shape !== shape) row.show(this.place(stave), shape);
      else row.update(stave);
      return row;
    });
    this.arrange(rows);
    if (moved) this.fitColumns();
  }

  /** Put the rows under one another; those that stand there already stay, and so does what has the focus. */
  /** @param {import("./row.js").StaveRow[]} rows */
  arrange(rows) {
    const { sheet, empty, staves, bar, data } = this;
    const left = this.rows.findIndex(({ root }) => root.matches(":focus-within"));
    for (const row of this.rows) if (!rows.includes(row)) row.root.remove();
    rows.forEach(({ root }, place) => {
      const next = sheet.children[place + 1]; // below the words
      if (next !== root) next.before(root);
    });
    this.rows = rows;
    staves.splice(0, staves.length, ...rows.map(({ stave }) => stave));
    tellRows(rows, data.fixedRows ? [] : data.rows);
    empty.hidden = rows.length > 0;
    bar.canRoll(data.staves.some(({ type }) => type === "unrolled"));
    if (left >= 0 && !sheet.matches(":focus-within")) (rows[Math.min(left, rows.length - 1)] ?? this.menu).focus();
  }

  /**
   * The cursor stays at its timestep; where fewer words took it away while the reader types, it comes back with them.
   * @param {boolean} typing
   */
  keepTimestep(typing) {
    if (!typing || cursor.timestep !== this.brought) this.asked = cursor.timestep;
    move({ length: this.stage.length, timestep: this.asked });
    this.brought = cursor.timestep;
  }

  /**
   * Draw what the cursor changed, and bring it into sight.
   * @param {import("../cursor.js").Cursor} state
   * @param {import("../cursor.js").Changed} changed
   */
  follow(state, changed) {
    if (changed.opened && this.opens) return this.turnLens();
    this.point(state);
    const { timestep, unit, pinned, chosen, operation } = changed;
    if (timestep || unit || pinned || chosen || operation) this.side?.move(state);
    this.table.refresh();
    if (changed.timestep) this.keepInSight(this.left(state));
  }

  /** Draw all that depends on the cursor, wherever the sentence is scrolled to. */
  redraw() {
    this.point(cursor);
    this.side?.move(cursor);
    this.table.refresh();
  }

  /** @param {import("../cursor.js").Cursor} state */
  point(state) {
    const { head } = this;
    head.style.transform = `translateX(${this.left(state)}px)`;
    head.classList.toggle("pinned", state.pinned);
    head.classList.toggle("smooth", state.playing);
    for (const stave of this.staves) stave.move(state);
    for (const row of this.rows) row.move(state);
    this.tokens.move(state);
    this.twin?.move(state);
    this.bar.move(state);
    this.ordering.show(this.data);
  }

  /** Where the cursor's column begins, px. @param {import("../cursor.js").Cursor} state */
  left({ timestep }) {
    return this.gutter + this.stage.x(timestep) - this.stage.columnWidth / 2;
  }

  /** What the page says around the same picture has changed. @param {Partial<Data>} around */
  answersTo(around) {
    Object.assign(this.data, around, { play: "" });
    this.redraw();
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

  /** The numbers of all that is uncovered, as a table. */
  numbers() {
    return numbersOf(this.stage.words, this.staves);
  }

  stop() {
    for (const end of this.ends) end();
  }

  /** @param {KeyboardEvent} event */
  keydown(event) {
    this.bar.keydown(event);
  }
}

/** A row of words, and what stands to its left. @param {ReturnType<typeof tokenRow>} words */
const wordsRow = ({ beside, root }) => [html("div", { class: "gutter" }, beside), root];

/**
 * What the staves show of two runs; its change asks for other rows. The first run looks as it does alone.
 * @param {Pick<Data, "pair">} data
 */
const lookOf = ({ pair }) => (pair && pair.show !== "first" ? `${pair.kind} ${pair.show}` : "");

/** What stands in the place of rows that are all hidden. @param {Pick<Data, "fixedRows">} data */
function emptyScore({ fixedRows }) {
  if (fixedRows) return html("div", { class: "empty", hidden: true }, "The link hides all rows.");
  const again = html("button", { type: "button", class: "act", onclick: reset }, "Show them as at first");
  return html("div", { class: "empty", hidden: true }, [
    "All rows are hidden. Choose some under “Rows” above, or: ",
    again,
  ]);
}

/**
 * @param {import("./row.js").StaveRow[]} rows
 * @param {import("../types.d.ts").RowShown[]} told
 */
function tellRows(rows, told) {
  const known = new Map(told.map((one) => [one.id, one]));
  for (const row of rows) row.tell(known.get(row.id));
}

/**
 * What there is room for, and the width of what stands to the left of the staves.
 * @param {import("../parts/type.js").Type} type
 * @param {number} width px
 */
function roomIn(type, width) {
  const narrow = width < type.px(NARROW);
  const gutter = narrow ? 86 : width < type.px(VERY_WIDE) ? 118 : 156;
  return { wide: width >= type.px(WIDE), narrow, gutter: type.px(gutter) };
}
