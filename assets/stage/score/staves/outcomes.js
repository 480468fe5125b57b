/**
 * What the network says after the last word, three times side by side: left alone, with all forget gates held at 1 at
 * one word, and held at 0 there; below each, how much of the memory is from before that word. Buttons hold them so,
 * and the rows below follow: the one that they are of has a frame. The word is the one that the reader has pinned; else
 * that at which the network left alone drops most.
 */

import { cursor } from "../../cursor.js";
import { atRest } from "../../parts/rest.js";
import { percent } from "../../parts/words.js";
import { put, svg } from "../../svg.js";
import { isHeld, offers } from "../hand/offer.js";
import { BROKEN } from "./cells.js";
import { Drawn } from "./drawn.js";
import { keptAt, mostDropped, partsOf } from "./memory.js";

/** In px of the usual base. */
const THICK = 12; // of the bar of the memory
const THIN = 6; // of the bar of the answer
const BETWEEN = 14;
const NARROW = 560; // cells stand under one another where there is less room
const FRAME = 10;
const ENDS = Object.freeze([1, 0]);
const MANY = 0.9; // the share of the memory that a word keeps, at least, if it is to remember
const FEW = 0.05; // at most, if it is to forget

/** @typedef {import("../../types.d.ts").OutcomesStave} OutcomesStave */
/** @typedef {import("../../../net/types.d.ts").Clamp} Clamp */
/** @typedef {import("../board/answers.js").Guess} Guess */
/**
 * What is said last, which share is kept at a word, and which share of the memory at the end was written before it.
 * @typedef {{ answer: Guess, kept: number, early: number }} Outcome
 */

/**
 * @param {import("../stage.js").Stage} stage
 * @param {OutcomesStave} stave
 * @returns {import("../../types.d.ts").StaveView}
 */
export const outcomes = (stage, stave) => new Outcomes(stage, stave);

/**
 * All forget gates at a word.
 * @param {number} value
 * @param {number} at timestep
 * @returns {Clamp & { value: number }}
 */
export const heldAt = (value, at) => ({
  ...{ kind: "clamp", gate: "forget_gate", value, units: null, start: at, stop: at + 1 },
});

/**
 * Return which share of the memory after the last word was written before a word.
 * @param {import("../../../net/instruments/ledger.js").Ledger} ledger
 * @param {number} at timestep
 */
export function earlyIn(ledger, at) {
  const parts = partsOf(ledger).at(-1) ?? [];
  return parts.reduce((sum, { word, share }) => sum + (word < at ? share : 0), 0);
}

/** An answer as it is said. @param {Guess} answer */
export const saidOf = ([text, share]) => (share === null ? text : `${text} ${percent(share)} %`);

/**
 * Say what is to be done at a word, and what comes of what was done.
 * @param {string} word with its place
 * @param {Omit<Outcome, "early">} alone left alone
 * @param {Omit<Outcome, "early"> | null} now as the hand holds it
 */
export function taskOf(word, alone, now) {
  if (!now) return `At ${word} most is dropped. To do: hold f at 1 there, so that all is kept; then at 0.`;
  if (!Number.isFinite(now.kept)) return `What is kept at ${word} is not a number.`;
  const [said, usual] = [saidOf(now.answer), saidOf(alone.answer)];
  const says = `It says ${said} at the end${said === usual ? "" : `, not ${usual}`}.`;
  if (now.kept >= MANY) return `✓ Done: it remembers. ${says}`;
  if (now.kept <= FEW) return `✓ Done: it forgets. ${says}`;
  return `Not yet: f at 1 is to remember, at 0 to forget. ${says}`;
}

/** How high a cell is that holds its lines, whatever their size. @param {import("../stage.js").Stage} stage */
const highOf = (stage) =>
  3.1 * stage.size("label") + 1.35 * stage.size("answer") + stage.px(1.6 * FRAME + THIN + THICK) + 6;

class Outcomes extends Drawn {
  /**
   * @param {import("../stage.js").Stage} stage
   * @param {OutcomesStave} stave
   */
  constructor(stage, stave) {
    const across = Math.min(stage.width, stage.available);
    const stacked = across < stage.px(NARROW);
    const high = highOf(stage);
    const height = stacked ? 3 * high : high;
    super(stage, stave, height, svg("svg", { width: across, height, role: "img" }));
    this.stave = stave;
    this.across = across;
    this.stacked = stacked;
    this.high = high;
    this.at = -1;
    this.found = /** @type {Outcome[]} */ ([]);
    this.root.classList.add("unlined");
    this.named = atRest(() => put(this.root, "aria-label", this.inWords()));
    this.show();
    put(this.root, "aria-label", this.inWords());
  }

  /** The word at which gates are held: the pinned one, else the one that keeps least; null without one. */
  get word() {
    const least = mostDropped(partsOf(this.stave.alone));
    if (least === null || !cursor.pinned || !cursor.timestep) return least;
    return Math.min(cursor.timestep, this.stage.words.length - 1);
  }

  /** Find what comes of each way to hold the gates, left alone first. @param {number | null} at timestep */
  find(at) {
    const { stave } = this;
    this.at = at ?? -1;
    if (at === null) {
      this.found = [{ answer: stave.free, kept: NaN, early: NaN }];
      return;
    }
    const free = { answer: stave.free, kept: keptAt(partsOf(stave.alone))[at], early: earlyIn(stave.alone, at) };
    const held = ENDS.map((value) => {
      const { answer, kept, ledger } = stave.when(heldAt(value, at));
      return { answer, kept, early: earlyIn(ledger, at) };
    });
    this.found = [free, ...held];
  }

  show() {
    const { stage, across, stacked } = this;
    const at = this.word;
    this.find(at);
    const word = at === null ? "" : `“${stage.words[at]}”`;
    const called = [
      "left alone, as it learnt",
      `f held at 1 at ${word}: all kept`,
      `f held at 0 at ${word}: all dropped`,
    ];
    const { high } = this;
    const gap = stage.px(BETWEEN);
    const wide = stacked ? across - 2 : (across - 2 * gap) / 3;
    const cells = this.found.map((one, place) => {
      const held = at !== null && (place ? isHeld(heldAt(ENDS[place - 1], at)) : !this.stave.touched);
      const [x, y] = stacked ? [1, place * high] : [1 + place * (wide + gap), 0];
      const box = { x, y, wide: wide - 2, high: high - 6 };
      return svg("g", { class: held ? "outcome here" : "outcome" }, [
        ...this.cell(one, called[place], box, place === 0, held),
        ...(at === null ? [] : this.memory(one.early, word, box, place === 0)),
      ]);
    });
    this.root.replaceChildren(...cells);
  }

  /**
   * @param {Outcome} outcome
   * @param {string} name
   * @param {{ x: number, y: number, wide: number, high: number }} box
   * @param {boolean} free whether nothing is held
   * @param {boolean} here whether the hand holds it so: the rows below are of it
   */
  cell({ answer: [text, share] }, name, { x, y, wide, high }, free, here) {
    const { stage, hue = "" } = this;
    const { theme } = stage;
    const [label, large] = [stage.size("label"), stage.size("answer")];
    const inside = stage.px(FRAME);
    const room = wide - 2 * inside;
    const said = share === null ? text : `${text} ${percent(share)} %`;
    const below = here ? "below ▾" : "";
    const top = y + inside + 1.5 * label + large * 1.35;
    const bar = { x: x + inside, y: top, height: stage.px(THIN), rx: 3 };
    const fill = free ? theme.faint : hue;
    return [
      svg("rect", {
        ...{ x, y: y + 2, width: wide, height: high - 2, rx: 8, fill: theme.panel },
        ...{ stroke: !here ? theme.line : free ? theme.text : hue, "stroke-width": here ? 3 : 1 },
      }),
      svg("text", { x: x + inside, y: y + inside + label, fill: theme.text, "font-size": label }, [
        stage.fit(name, room - stage.widthOf(below, label), label),
      ]),
      svg(
        "text",
        { x: x + wide - inside, y: y + inside + label, fill: theme.text, "font-size": label, "text-anchor": "end" },
        below,
      ),
      svg(
        "text",
        {
          ...{ x: x + inside, y: y + inside + 1.5 * label + large * 0.92, fill: theme.text },
          ...{ "font-size": large, "font-weight": 700 },
        },
        stage.fit(said, room, large),
      ),
      ...(share === null || this.stave.number
        ? []
        : [
            svg("rect", { ...bar, width: room, fill: theme.empty }),
            svg("rect", { ...bar, width: Math.max(room * share, 1), fill }),
          ]),
    ];
  }

  /**
   * How much of the memory at the end is from before the word: a bar of the whole, and what it means.
   * @param {number} early a share
   * @param {string} word
   * @param {{ x: number, y: number, wide: number, high: number }} box
   * @param {boolean} free whether nothing is held
   */
  memory(early, word, { x, y, wide, high }, free) {
    const { stage, hue = "" } = this;
    const [label, inside, height] = [stage.size("label"), stage.px(FRAME), stage.px(THICK)];
    const room = wide - 2 * inside;
    const foot = y + high - inside * 0.6;
    const known = Number.isFinite(early);
    const whole = { x: x + inside, y: foot - height, height, rx: 3 };
    const share = `${percent(early)} %`;
    const ways = known
      ? [
          `${share} of its memory is from before ${word}`,
          `memory: ${share} from before ${word}`,
          `memory: ${share} old`,
        ]
      : ["its memory is not a number"];
    const said = ways.find((way) => stage.widthOf(way, label) <= room) ?? ways[ways.length - 1];
    return [
      svg(
        "text",
        { x: x + inside, y: foot - height - label * 0.4, fill: stage.theme.text, "font-size": label },
        stage.fit(said, room, label),
      ),
      svg("rect", { ...whole, width: room, fill: known ? stage.theme.empty : BROKEN, stroke: stage.theme.line }),
      svg("rect", { ...whole, width: known ? room * early : 0, fill: free ? stage.theme.faint : hue }),
    ];
  }

  finding() {
    const { stave, stage } = this;
    const at = this.word;
    if (at === null && stage.words.length > 1) return "What is in memory is not a number: holding it changes nothing.";
    if (at === null) return "Two words are needed: then there is something to keep.";
    if (at !== this.at) this.show();
    const [alone] = this.found;
    const now = stave.touched ? { answer: stave.now, kept: keptAt(partsOf(stave.ledger))[at] } : null;
    return taskOf(`“${stage.words[at]}” (word ${at + 1})`, alone, now);
  }

  offers() {
    const at = this.word;
    if (at === null) return [];
    const word = `“${this.stage.words[at]}”`;
    return offers(ENDS.map((value) => [`hold f at ${value} at ${word}`, [heldAt(value, at)]]));
  }

  move() {
    if ((this.word ?? -1) !== this.at) this.show();
  }

  /** @param {OutcomesStave} stave */
  update(stave) {
    this.stave = stave;
    this.show();
    this.named();
  }

  rows() {
    const last = this.stage.words.length - 1;
    const names = ["left alone", ...ENDS.map((value) => `f held at ${value}`)];
    return this.found.map(
      ({ answer: [text, share] }, place) =>
        /** @type {import("../../parts/rows.js").Row} */ ([
          last,
          `${this.label}, ${names[place]}: ${text}`,
          "",
          share ?? NaN,
        ]),
    );
  }

  inWords() {
    const at = this.word;
    const [free, one, none] = this.found.map(({ answer }) => saidOf(answer));
    if (at === null) return `${this.label}: ${free}`;
    const word = `“${this.stage.words[at]}”`;
    return `${this.label}: left alone ${free}; with f held at 1 at ${word} ${one}; with f held at 0 there ${none}`;
  }
}
