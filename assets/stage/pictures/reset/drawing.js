/**
 * A GRU as a drawing in the signs of the conveyor belt: the state goes through along the top; below, what it adds to
 * the new value passes the reset gate first. Lines are as wide as their numbers.
 */

import { format } from "../../arrays.js";
import { mix } from "../../colour.js";
import { put, say } from "../../svg.js";
import { drawing } from "../../score/diagram/diagram.js";

/** @typedef {import("./numbers.js").Seen} Seen */
/** @typedef {import("../../score/diagram/pen.js").Pen} Pen */

/** In px of the usual base. */
const HIGH = 204;
const ROOMY = 700; // across, from where on there is room for whole names
const LARGE = 1.4; // times the usual size, up to
const TALL = 0.31; // of the window
const EDGE = 2;
const [THIN, THICK] = [1.5, 13]; // of a line without a number, and what the largest number adds
const CLEAR = { lit: 1, done: 0.7, later: 0.36 };
const LEGIBLE = 0.85; // of the text's colour in labels: they must be read where a part recedes
const LETTERS = [9, 16]; // of a word, in little room and in much

/** The parts that make the new value; the others mix it with the old state, as the scene before has told. */
const LIT = ["before", "recall", "reset", "reset_gate", "new", "candidate", "update_gate"].flatMap((part) => [
  part,
  `${part} value`,
]);
/** What is asked about, and what follows from it. @type {(keyof Seen)[]} */
const ASKED = ["seen", "sum", "fresh", "written", "state"];

/** Each number of the drawing by the name of its place. @type {Record<string, keyof Seen>} */
const DRAWN = {
  before_hidden: "old",
  recalled: "recalled",
  "reset_gate value": "reset",
  seen: "seen",
  word: "word",
  sum: "sum",
  "candidate value": "fresh",
  candidate: "fresh",
  "update_gate value": "keep",
  kept: "kept",
  written: "written",
  hidden: "state",
};

/**
 * @param {Pen} pen
 * @param {Record<string, string>} hue
 * @param {boolean} roomy
 */
function draw(pen, hue, roomy) {
  const name = (/** @type {string} */ whole, /** @type {string} */ short) => (roomy ? whole : short);
  pen.flow("before_hidden", [8, 44, 176, 44], hue.hidden);
  pen.labels.set("before", pen.label(8, 16, "", "start"));
  pen.number(8, 33, "before_hidden", undefined, "start");
  pen.part("recall");
  pen.flow("recalled", [30, 44, 30, 134, 98, 134], hue.hidden);
  pen.label(40, 106, name("old units × weights", "old adds"), "start");
  pen.number(40, 122, "recalled", undefined, "start");
  pen.part("reset");
  pen.line([98, 170, 98, 134]);
  pen.flow("seen", [98, 134, 156, 134], hue.hidden);
  pen.node(98, 134, "×");
  pen.gate(98, 170, "r", hue.reset_gate, "reset_gate");
  pen.label(128, 106, name("it adds", "adds"));
  pen.number(128, 122, "seen");
  pen.part("take");
  pen.flow("candidate", [222, 134, 266, 134, 266, 80], hue.candidate);
  pen.line([176, 80, 266, 80]);
  pen.label(226, 74, "1 − z");
  pen.flow("written", [266, 80, 266, 44], hue.candidate);
  pen.node(266, 80, "×");
  pen.number(274, 66, "written", undefined, "start");
  pen.part("new");
  pen.flow("word", [156, 196, 156, 134], pen.theme.text);
  pen.labels.set("word", pen.label(164, 192, "", "start"));
  pen.number(164, 176, "word", undefined, "start");
  pen.flow("sum", [156, 134, 222, 134], hue.candidate);
  pen.node(156, 134, "+");
  pen.number(187, 122, "sum");
  pen.label(222, 178, name("the new value", "new"));
  pen.gate(222, 134, "tanh", hue.candidate, "candidate");
  pen.part("keep");
  pen.line([176, 80, 176, 44]);
  pen.flow("kept", [176, 44, 266, 44], hue.hidden);
  pen.node(176, 44, "×");
  pen.label(221, 16, "kept");
  pen.number(221, 33, "kept");
  pen.gate(176, 80, "z", hue.update_gate, "update_gate");
  pen.part("mix");
  pen.flow("hidden", [266, 44, 312, 44], hue.hidden);
  pen.node(266, 44, "+");
  pen.labels.set("now", pen.label(312, 16, "", "end"));
  pen.number(312, 33, "hidden", undefined, "end");
}

/**
 * Return the drawing for so much room; `show` puts a word into it.
 * @param {import("../../colour.js").Theme} theme
 * @param {Record<string, string>} hues of the signals
 * @param {number} room px
 * @param {number} px of a px of the usual base
 */
export function cellOf(theme, hues, room, px) {
  const roomy = room >= ROOMY * px;
  const scale = roomy ? Math.max(px, Math.min(px * LARGE, (innerHeight * TALL) / HIGH)) : px;
  const wide = room / scale;
  const across = (/** @type {number} */ x) => EDGE + ((x - 8) * (wide - 2 * EDGE)) / 304;
  const clear = { ...theme, faint: mix(theme.background, theme.text, LEGIBLE) };
  const look = { name: "", wide, high: HIGH, scale, across, clear: CLEAR };
  const { root, pen, light, write } = drawing(clear, look, (drawn) => draw(drawn, hues, roomy));
  light((part) => (LIT.includes(part) ? "lit" : "done"));
  const label = (/** @type {string} */ name, /** @type {string} */ text) => {
    const element = pen.labels.get(name);
    if (element) say(element, text);
  };
  const letters = LETTERS[Number(roomy)];
  return {
    root,
    /**
     * @param {Seen} numbers
     * @param {{ from?: string, word: string, to?: string, covered: boolean, says: string }} around
     */
    show(numbers, { from, word, to, covered, says }) {
      put(root, "aria-label", says);
      const there = (/** @type {string} */ place) => !(covered && ASKED.includes(DRAWN[place]));
      const texts = Object.entries(DRAWN).map(([place, of]) => [place, there(place) ? format(numbers[of], 2) : "?"]);
      write(Object.fromEntries(texts));
      label("before", from === undefined ? "at the start" : `h from “${cut(from, letters)}”`);
      label("now", to === undefined ? "h, the last word" : `h, on to “${cut(to, letters)}”`);
      label("word", roomy ? `“${cut(word, letters)}” adds` : `“${cut(word, letters)}”`);
      const most = Math.max(1, Math.abs(numbers.recalled) || 0, Math.abs(numbers.word) || 0);
      for (const [place, line] of pen.flows) {
        const value = there(place) ? Math.abs(numbers[DRAWN[place]]) || 0 : 0;
        put(line, "stroke-width", THIN + THICK * Math.min(value / most, 1));
      }
    },
  };
}

/** @param {string} text @param {number} letters */
const cut = (text, letters) => (text.length > letters ? `${text.slice(0, letters - 1)}…` : text);
