/**
 * The belt as a drawing: the cell of the lens, large, with the cell state coming in from the word before and going on
 * to the next. An act lights its path; each line of the belt is as wide as its number is large.
 */

import { format } from "../../arrays.js";
import { mix } from "../../colour.js";
import { put, say, svg } from "../../svg.js";
import { drawing } from "../../score/diagram/diagram.js";
import { drawLstm } from "../../score/diagram/wiring.js";
import { ACTS, COLUMNS, FORGET, OUTPUT, STORE } from "./columns.js";

/** @typedef {import("./columns.js").Name} Name */
/** @typedef {import("../../score/diagram/diagram.js").State} State */
/** @typedef {Record<Name, string>} Texts */

/** In px of the usual base. */
const HIGH = 174;
const SHARED = 700; // across, from where on the parts stand above the table's columns
const LARGE = 1.5; // times the usual size, there, up to
const TALL = 0.25; // of the window: the table has to have room below
const EDGE = 2;
const [THIN, THICK] = [1.5, 13]; // of a line without a number, and what the largest number adds
const LETTER = 6.6; // of a label
const SPACE = { label: 100, shared: 190 }; // for what stands at an end of the belt
const CLEAR = { lit: 1, done: 0.7, later: 0.36 };
const LEGIBLE = 0.85; // of the text's colour in labels: they must be read where a part recedes

/** What each number of the drawing is in the table. @type {Record<string, Name>} */
const DRAWN = {
  before_cell: "before",
  "forget_gate value": "forget",
  kept: "kept",
  "input_gate value": "input",
  "candidate value": "candidate",
  written: "written",
  cell_state: "now",
  "output_gate value": "output",
  hidden: "shown",
};

/** The parts that are at work in an act: what makes its number, and what that comes from. */
const LIT = [
  ["before", "inputs", "forget", "forget_gate", "forget_gate value"],
  ["inputs", "store", "input_gate", "input_gate value", "candidate", "candidate value"],
  ["forget", "store", "update"],
  ["inputs", "output", "output_gate", "output_gate value"],
];
/** When a gate sees the cell state, where it does. @type {Record<string, number>} */
const SEES = { forget_gate: FORGET, input_gate: STORE, output_gate: OUTPUT };

/**
 * Return whether a part of the drawing is at work in an act, has been, or comes later.
 * @param {number} act
 * @param {string} part
 * @returns {State}
 */
export function lightOf(act, part) {
  const acts = [...ACTS.keys()].filter((one) => LIT[one].includes(part) || SEES[part.replace(" sees", "")] === one);
  return acts.includes(act) ? "lit" : acts[0] > act ? "later" : "done";
}

/**
 * Return the numbers that stand in the drawing at an act, by its own names: those that are there already.
 * @param {number} act
 * @param {Texts} texts
 * @returns {Record<string, string>}
 */
export function textsAt(act, texts) {
  const there = Object.entries(DRAWN).filter(([, name]) => actOf(name) <= act);
  return Object.fromEntries(there.map(([signal, name]) => [signal, texts[name]]));
}

/** @param {Name} name */
const actOf = (name) => COLUMNS.find((column) => column.name === name)?.act ?? OUTPUT;

/**
 * How the belt's width is shared out: of the units' names, and of each column its sign and its number, px.
 * @param {number} width
 * @param {number} names
 */
export function sharesOf(width, names) {
  const column = (width - names) / COLUMNS.length;
  const sign = column * 0.22;
  const centre = (/** @type {Name} */ name) =>
    names + column * COLUMNS.findIndex((one) => one.name === name) + (column + sign) / 2;
  return { sign, number: column - sign, centre };
}

/**
 * Return where the places of the drawing lie so that its parts stand above their columns, by what is known of a few.
 * @param {number} wide
 * @param {(name: Name) => number} centre
 * @returns {(x: number) => number}
 */
export function above(wide, centre) {
  const known = [
    [8, EDGE],
    [76, centre("forget")],
    [113, centre("kept")],
    [128, centre("input")],
    [172, centre("candidate")],
    [222, centre("tanh")],
    [266, centre("output")],
    [312, wide - EDGE],
  ];
  return (x) => {
    const found = known.findIndex(([place]) => place >= x);
    const next = Math.max(found, 1);
    const [[a, from], [b, to]] = [known[next - 1], known[next]];
    return from + ((x - a) * (to - from)) / (b - a);
  };
}

/**
 * @typedef {object} Step
 * @property {number} act
 * @property {import("./numbers.js").Acts} numbers
 * @property {Texts} texts
 * @property {number} most the largest number that this unit holds in the sentence
 * @property {string | null} from the word before
 * @property {string} word
 * @property {string | null} to the next word
 * @property {string} says
 */

/**
 * Return the drawing for so much room; `show` puts a step into it.
 * @param {import("../../colour.js").Theme} theme
 * @param {Record<string, string>} hues
 * @param {import("../../score/diagram/wiring.js").Wired} cell
 * @param {number} room px
 * @param {number} px of a px of the usual base
 * @param {number} names room for the units' names before the table, px
 */
export function beltOf(theme, hues, cell, room, px, names) {
  const { shared, look, clear } = frameOf(theme, room, px, names);
  const { root, pen, light, write } = drawing(clear, look, (drawn) => {
    drawLstm(drawn, { ...hues, written: hues.cell_state }, cell);
    drawn.part("update");
    drawn.group.append(tipOf(look.wide, 44, hues.cell_state));
  });
  const letters = Math.floor((shared ? SPACE.shared : SPACE.label) / LETTER);
  const label = (/** @type {string} */ name, /** @type {string} */ text) => {
    const element = pen.labels.get(name);
    if (element) say(element, text);
  };
  return {
    root,
    /** @param {Step} step */
    show({ act, numbers, texts, most, from, word, to, says }) {
      put(root, "aria-label", says);
      light((part) => lightOf(act, part));
      const said = shared ? texts : shortened(numbers);
      write(textsAt(act, said));
      label("before", from === null ? "at the start" : cut(`from “${from}”`, letters));
      label("now", to === null ? "the last word" : cut(`on to “${to}”`, letters));
      label("shown", "h, shown");
      label("inputs", `${cell.gates.map(({ symbol }) => symbol).join(", ")} read “${cut(word, letters)}” and h before`);
      label("tanh", act >= OUTPUT ? `tanh ${said.tanh}` : "tanh");
      for (const [signal, line] of pen.flows)
        put(line, "stroke-width", widthOf(numbers[DRAWN[signal]], act, signal, most));
    },
  };
}

/**
 * What is drawn for so much room, and whether its parts stand above the table's columns.
 * @param {import("../../colour.js").Theme} theme
 * @param {number} room px
 * @param {number} px of a px of the usual base
 * @param {number} names room for the units' names before the table, px
 */
function frameOf(theme, room, px, names) {
  const shared = room >= SHARED * px;
  const scale = shared ? Math.max(px, Math.min(px * LARGE, (innerHeight * TALL) / HIGH)) : px;
  const wide = room / scale;
  const across = shared
    ? above(wide, sharesOf(wide, names / scale).centre)
    : (/** @type {number} */ x) => EDGE + ((x - 8) * (wide - 2 * EDGE)) / 304;
  const look = { name: "", wide, high: HIGH, scale, across, clear: CLEAR };
  return { shared, look, clear: { ...theme, faint: mix(theme.background, theme.text, LEGIBLE) } };
}

/** The tip of a line that goes on to the next word. @param {number} wide @param {number} y @param {string} hue */
const tipOf = (wide, y, hue) =>
  svg("path", { d: `M${wide - EDGE - 10} ${y - 9}l10 9l-10 9z`, fill: hue, class: "belt-tip" });

/**
 * Return an RNN's cell in the same frame: its one tanh stands where the candidate does, and its h goes out where the
 * LSTM's does. Dashed is the belt that it lacks.
 * @param {import("../../colour.js").Theme} theme
 * @param {Record<string, string>} hues
 * @param {number} room px
 * @param {number} px of a px of the usual base
 * @param {number} names room for the units' names before the table, px
 * @param {string} says
 */
export function rnnOf(theme, hues, room, px, names, says) {
  const { shared, look, clear } = frameOf(theme, room, px, names);
  const { root } = drawing(clear, { ...look, name: says }, (pen) => {
    pen.part("lacks");
    pen.line([8, 44, 312, 44], clear.faint, 2, "3 6");
    pen.label(8, 33, shared ? "no belt: nothing goes past the tanh" : "no belt", "start");
    pen.part("makes");
    pen.line([8, 154, 172, 154, 172, 120], hues.hidden, 4);
    pen.label(8, 143, "h before, and x", "start");
    pen.line([172, 96, 172, 78, 222, 78, 222, 154, 312, 154], hues.hidden, 4);
    pen.gate(172, 108, "tanh", hues.candidate, "candidate");
    pen.label(312, 143, shared ? "h, made anew" : "h", "end");
    pen.group.append(tipOf(look.wide, 154, hues.hidden));
  });
  return root;
}

/** @param {number} value @param {number} act @param {string} signal @param {number} most */
function widthOf(value, act, signal, most) {
  const there = actOf(DRAWN[signal]) <= act && Number.isFinite(value);
  return THIN + (there ? THICK * Math.min(Math.abs(value) / most, 1) : 0);
}

/** The numbers with two digits: more have no room. @param {import("./numbers.js").Acts} numbers @returns {Texts} */
const shortened = (numbers) =>
  /** @type {Texts} */ (Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, format(value, 2)])));

/** @param {string} text @param {number} letters */
const cut = (text, letters) => (text.length > letters ? `${text.slice(0, letters - 1)}…` : text);
