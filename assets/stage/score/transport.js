/** The bar that plays: buttons, scrubber, position in words, and the keyboard for the whole page. */

import { choose, cursor, move } from "../cursor.js";
import { keysCard } from "../parts/card.js";
import { icon, signButton } from "../parts/icons.js";
import { press } from "../parts/keys.js";
import { go, morph, pause, pin, play, step, still, tempo } from "../player.js";
import { html, put, readout, say } from "../svg.js";
import { unitBeside } from "./order.js";

const TEMPI = [0.5, 1, 2, 4];
const QUIET = 500; // ms that the cursor rests before it is told to who does not see it
/** @type {[string, string][]} */
const KEYS = [
  ["← →", "one word back, on"],
  ["Home End", "first, last word"],
  ["space", "play, pause"],
  ["↑ ↓", "unit above, below"],
  ["click", "pin a word and a unit, open their numbers"],
  ["Enter", "pin, unpin"],
  ["k, shift+click", "keep a unit's line"],
  ["u", "roll up, unroll"],
  ["Esc", "let go"],
];
/** @type {[string, string][]} */
const ROW_KEYS = [
  ["v", "rows: show, hide, enlarge"],
  ["o", "next order of the units"],
];
/** @type {[string, string]} */
const APART = [", .", "take the step apart: one operation back, on"];

/**
 * @typedef {object} Around
 * @property {() => void} finished called at the end of the sentence
 * @property {[string, string][]} keys what other keys do
 * @property {Record<string, () => void>} letters those of them that are letters
 * @property {(() => void) | null} turn gives the sentence a twin, or takes it away; null where it may have none
 * @property {import("./apart/panel.js").Apart | null} apart what takes a step apart, where there is a lens to see it
 * @property {boolean} opens whether the lens is closed at first, and opened beside the picture
 * @property {HTMLElement} menu
 * @property {import("./rows_menu.js").RowsMenu | null} rows their menu; null where they stay as the link has them
 */

/**
 * @param {import("./stage.js").Stage} stage
 * @param {Around} around
 */
export const transport = (stage, around) => new Transport(stage, around);

class Transport {
  /**
   * @param {import("./stage.js").Stage} stage
   * @param {Around} around
   */
  constructor(stage, { finished, keys, letters, turn, apart, opens, menu, rows }) {
    const own = [...KEYS, ...(rows ? ROW_KEYS : []), ...(apart ? [APART] : [])];
    const { button: help, card } = keysCard([...own, ...keys, ["?", "these keys"]]);
    this.apart = apart;
    this.stage = stage;
    this.finished = finished;
    this.letters = letters;
    this.help = help;
    this.rows = rows;
    this.timer = 0;
    this.sign = "play";
    this.play = signButton("play", "Play (space)", () => this.toggle());
    this.play.classList.add("primary");
    this.scrub = slider();
    this.position = readout({ class: "position" });
    this.spoken = html("span", { class: "spoken", "aria-live": "polite" });
    this.lens = opens ? lensButton() : null;
    this.roll = rollButton();
    this.twin = turn && twinButton(turn);
    this.root = html("div", { class: "transport", role: "toolbar", "aria-label": "Play the sentence" }, [
      html("span", { class: "plays", role: "group", "data-control": "play", "aria-label": "Play and step" }, [
        signButton("first", "First word (Home)", () => go(0)),
        signButton("back", "One word back (←)", () => step(-1)),
        this.play,
        signButton("next", "One word on (→)", () => step(1)),
        signButton("last", "Last word (End)", () => go(stage.length - 1)),
        this.scrub,
      ]),
      this.position,
      tempoButton(),
      ...(this.lens ? [this.lens] : []),
      this.roll,
      ...(this.twin ? [this.twin] : []),
      ...(rows ? [rows.button] : []),
      help,
      menu,
      ...(rows ? [rows.card] : []),
      card,
      this.spoken,
    ]);
  }

  /** Say whether there is a twin. @param {boolean} there */
  hasTwin(there) {
    if (this.twin) put(this.twin, "aria-pressed", there);
  }

  /** Whether there is a network to be rolled up. @param {boolean} can */
  canRoll(can) {
    this.roll.hidden = !can;
  }

  toggle() {
    if (cursor.playing) pause();
    else play(this.finished);
  }

  /** @param {import("../cursor.js").Cursor} state */
  move({ timestep, playing, direction, unrolled, opened }) {
    const { stage, scrub, play: button } = this;
    const last = stage.length - 1;
    put(scrub, "max", last);
    if (scrub.value !== String(timestep)) scrub.value = String(timestep);
    say(this.position, `${timestep + 1} / ${stage.length}`);
    put(scrub, "aria-valuetext", `${timestep + 1} of ${stage.length}: ${stage.words[timestep]}`);
    const sign = playing ? "pause" : "play";
    if (sign !== this.sign) button.replaceChildren(icon(sign));
    this.sign = sign;
    put(button, "aria-label", playing ? "Pause (space)" : "Play (space)");
    say(this.roll, unrolled === 1 ? "Roll up" : "Unroll");
    if (this.lens) put(this.lens, "aria-expanded", opened);
    if (this.lens) say(this.lens, opened ? "Close this step" : "Open this step");
    if (timestep === (direction > 0 ? last : 0) && !playing) this.finished();
    clearTimeout(this.timer);
    const words = `timestep ${timestep + 1} of ${stage.length}, ${stage.words[timestep]}`;
    this.timer = setTimeout(() => say(this.spoken, words), QUIET);
  }

  /** Go to the unit so many rows further down. @param {number} rows */
  walk(rows) {
    move({ unit: unitBeside(this.stage.order, cursor.unit, rows) });
  }

  /** @param {KeyboardEvent} event */
  keydown(event) {
    press(event, {
      arrows: {
        ArrowRight: () => step(1),
        ArrowLeft: () => step(-1),
        Home: () => go(0),
        End: () => go(this.stage.length - 1),
        ArrowDown: () => this.walk(1),
        ArrowUp: () => this.walk(-1),
      },
      letters: {
        "?": () => this.help.click(),
        v: () => this.rows?.button.click(),
        t: () => this.twin?.click(),
        ...this.letters,
        u: () => !this.roll.hidden && this.roll.click(),
        o: () => this.rows?.ordering.turn(),
        k: () => choose(cursor.unit),
        ".": () => this.apart?.step(1),
        ",": () => this.apart?.step(-1),
        Escape: () => this.apart?.close() || move({ pinned: false, opened: false, chosen: [], lit: "" }),
      },
      buttons: { " ": () => this.toggle(), Enter: () => pin(cursor.timestep, cursor.unit) },
    });
  }
}

/** What a control is called in a link that hides or locks it. @param {string} name */
const called = (name) => ({ "data-control": name });

function slider() {
  const scrub = html("input", { type: "range", min: 0, max: 0, step: 1, "aria-label": "Timestep", class: "scrub" });
  scrub.oninput = () => go(Number(scrub.value));
  return scrub;
}

/** Open the step of the cursor beside the picture, or close it. */
function lensButton() {
  const title = "The numbers of this timestep and unit, beside the picture";
  const onclick = () => {
    pause();
    move({ opened: !cursor.opened, pinned: !cursor.opened });
  };
  return html("button", {
    type: "button",
    class: "key text",
    title,
    "aria-controls": "lens",
    onclick,
    ...called("lens"),
  });
}

function rollButton() {
  const title = "Roll up / unroll (u)";
  const onclick = () => morph(cursor.unrolled === 1 ? 0 : 1, still());
  return html("button", { type: "button", class: "key text", title, onclick, ...called("roll") }, "Roll up");
}

/** @param {() => void} onclick */
function twinButton(onclick) {
  const title = "A second sentence that differs in one word (t)";
  return html(
    "button",
    { type: "button", class: "key text", title, "aria-pressed": "false", onclick, ...called("twin") },
    "Twin",
  );
}

function tempoButton() {
  const button = html(
    "button",
    {
      type: "button",
      class: "key text tempo",
      title: "Tempo",
      ...called("tempo"),
      "aria-label": `Tempo ${tempo.rate} times`,
    },
    `${tempo.rate}×`,
  );
  button.onclick = () => {
    tempo.rate = TEMPI[(TEMPI.indexOf(tempo.rate) + 1) % TEMPI.length];
    say(button, `${tempo.rate}×`);
    put(button, "aria-label", `Tempo ${tempo.rate} times`);
  };
  return button;
}
