/**
 * An unrolled network as boxes: which timesteps read something, and which answer. When another shape is shown, what
 * it has not fades out, what it has comes in, and what stays moves to its place.
 */

import { readTheme } from "../colour.js";
import { hostOf, onWidth } from "../page.js";
import { still } from "../player.js";
import { html, put, say, svg } from "../svg.js";

/**
 * @typedef {object} Column one timestep
 * @property {string} read what comes in; "" for nothing
 * @property {boolean} own whether that is what the network wrote itself a timestep before
 * @property {string} answer what goes out; "" for nothing
 * @property {string} note a number above it
 * @property {string} asked what would have been right, where the answer is wrong; "" otherwise
 * @property {number} part 0, or 1 for the network that writes
 */

/**
 * @typedef {object} Wiring
 * @property {Column[]} columns
 * @property {string[]} parts what each part is called
 * @property {string} between what passes from one part to the other; "" for nothing
 */

const BOX = { top: 76, height: 48 };
const MIDDLE = BOX.top + BOX.height / 2;
const [NOTE, ANSWER, READ, PART] = [16, 38, 182, 212]; // where texts stand in a line
const LINE = 232;
const LETTER = 9.4; // px of a letter at 17 px
const [NARROWEST, CLOSEST, WIDEST] = [34, 27, 150]; // px of a timestep; in several lines they stand closer
const EDGE = 8;
const MARGIN = 14; // px beside lines, where the state goes from one to the next
const LEAVING = 300; // ms that a timestep takes to fade out
const COVERED = "Answer first. The picture then appears here.";

/** @param {Column} column */
const wide = (column) => LETTER * Math.max(column.read.length, column.answer.length, column.note.length * 0.9);

/** @param {number} width */
const boxOf = (width) => Math.min(Math.max(width - 22, width / 2), 74);

/**
 * Where each timestep stands: in one line if there is room, else each part begins a line of its own.
 * @param {Column[]} columns
 * @param {number} room
 */
export function placesOf(columns, room) {
  const text = Math.max(...columns.map(wide));
  const inOne = Math.max(NARROWEST, Math.min(text + 9, WIDEST));
  const fits = columns.length * inOne <= room;
  const wanted = fits ? inOne : Math.max(CLOSEST, Math.min(text + 8, WIDEST));
  const free = fits ? room : room - 2 * MARGIN;
  const inLine = fits ? columns.length : Math.max(1, Math.floor(free / wanted));
  /** @type {number[][]} */
  const lines = [];
  columns.forEach(({ part }, index) => {
    const begins = inLine < columns.length && part !== columns[index - 1]?.part;
    if (!index || begins || lines[lines.length - 1].length === inLine) lines.push([]);
    lines[lines.length - 1].push(index);
  });
  const longest = Math.max(...lines.map((line) => line.length));
  const width = Math.max(wanted, Math.min(free / longest, WIDEST));
  const left = Math.max(0, (room - width * longest) / 2);
  const places = lines.flatMap((line, at) => line.map((_, place) => ({ left: left + place * width, top: at * LINE })));
  return { places, width, height: lines.length * LINE };
}

/**
 * The way of the state into a timestep, drawn from the timestep's own corner; "" where none comes.
 * @param {{ left: number, top: number }[]} places
 * @param {number} index
 * @param {number} width
 */
function wayInto(places, index, width) {
  if (!index) return "";
  const [before, here, box] = [places[index - 1], places[index], boxOf(width)];
  const [from, into] = [before.left - here.left + (width + box) / 2, (width - box) / 2 - 7];
  if (before.top === here.top) return `M${from} ${MIDDLE}H${into}`;
  const turn = from + EDGE;
  return `M${from} ${MIDDLE - LINE}H${turn}V${-EDGE}H${into - EDGE}V${MIDDLE}H${into}`;
}

/** The marks of one timestep. */
class Step {
  constructor() {
    this.box = svg("rect", {
      class: "wiring-box",
      y: BOX.top,
      height: BOX.height,
      rx: 9,
    });
    this.state = svg("path", {
      class: "wiring-state",
      "marker-end": "url(#wiring-head)",
    });
    this.into = svg("path", {
      class: "wiring-arrow",
      "marker-end": "url(#wiring-head)",
    });
    this.out = svg("path", {
      class: "wiring-arrow",
      "marker-end": "url(#wiring-head)",
    });
    this.read = svg("text", { class: "wiring-read", y: READ });
    this.answer = svg("text", { class: "wiring-answer", y: ANSWER });
    this.note = svg("text", { class: "wiring-note", y: NOTE });
    this.reading = svg("g", { class: "wiring-part" }, [this.into, this.read]);
    this.writing = svg("g", { class: "wiring-part" }, [this.out, this.answer, this.note]);
    this.group = svg("g", { class: "wiring-step" }, [this.state, this.box, this.reading, this.writing]);
  }

  /**
   * @param {Column} column
   * @param {{ left: number, top: number, width: number, crossing: boolean, state: string }} place
   */
  show(column, { left, top, width, crossing, state }) {
    const middle = width / 2;
    const box = boxOf(width);
    this.group.style.transform = `translate(${left}px, ${top}px)`;
    put(this.box, "x", middle - box / 2);
    put(this.box, "width", box);
    put(this.box, "data-part", column.part);
    put(this.box, "data-answers", column.answer !== "");
    put(this.state, "d", state);
    put(this.state, "data-there", state !== "");
    put(this.state, "data-crossing", crossing);
    put(this.into, "d", `M${middle} ${READ - 20}V${BOX.top + BOX.height + 8}`);
    put(this.out, "d", `M${middle} ${BOX.top}V${ANSWER + 14}`);
    for (const text of [this.read, this.answer, this.note]) put(text, "x", middle);
    put(this.reading, "data-there", column.read !== "");
    put(this.reading, "data-own", column.own);
    put(this.writing, "data-there", column.answer !== "");
    put(this.writing, "data-wrong", column.asked !== "");
    say(this.read, column.read);
    say(this.answer, column.answer);
    say(this.note, column.asked || column.note);
  }
}

/** Let a timestep fade out. @param {SVGGElement} group */
function leave(group) {
  if (still()) return group.remove();
  group.classList.add("wiring-leaving");
  setTimeout(() => group.remove(), LEAVING);
}

export class Picture {
  /** @param {import("../page.js").Root} root */
  constructor(root) {
    this.host = hostOf(root);
    /** @type {Step[]} */
    this.steps = [];
    this.labels = [0, 1].map(() => svg("text", { class: "wiring-name" }));
    this.between = svg("text", { class: "wiring-between", "text-anchor": "end" });
    const tip = svg("path", { d: "M0 0L8 4L0 8z", class: "wiring-head" });
    const size = { viewBox: "0 0 8 8", refX: 4, refY: 4, markerWidth: 7, markerHeight: 7 };
    const head = svg("marker", { id: "wiring-head", orient: "auto", markerUnits: "userSpaceOnUse", ...size }, tip);
    this.drawing = svg("svg", { role: "img" }, [svg("defs", {}, head), ...this.labels, this.between]);
    this.cover = html("p", { class: "wiring-cover", hidden: true }, COVERED);
    this.frame = html("div", { class: "picture wiring", tabindex: "0" }, [this.cover, this.drawing]);
    this.drawn = () => {};
    root.append(this.frame);
    this.watcher = onWidth(this.frame, () => this.drawn());
  }

  /**
   * @param {Wiring} data
   * @param {{ veiled?: boolean, alt?: string }} [around]
   */
  show(data, { veiled = false, alt = "" } = {}) {
    this.cover.hidden = !veiled;
    this.drawing.style.display = veiled ? "none" : "";
    this.frame.style.setProperty("--wiring-empty", readTheme(this.host).empty);
    put(this.drawing, "aria-label", alt);
    this.drawn = () => this.#draw(data);
    this.drawn();
  }

  /** @param {Wiring} data */
  #draw({ columns, parts, between }) {
    const room = this.frame.clientWidth || 800;
    const { places, width, height } = placesOf(columns, room);
    const whole = Math.max(room, ...places.map(({ left }) => left + width));
    put(this.drawing, "width", whole);
    put(this.drawing, "height", height);
    put(this.drawing, "viewBox", `0 0 ${whole} ${height}`);
    while (this.steps.length > columns.length) leave(/** @type {Step} */ (this.steps.pop()).group);
    const crosses = columns.findIndex((column) => column.part === 1);
    columns.forEach((column, index) => {
      if (index === this.steps.length) {
        this.steps.push(new Step());
        this.drawing.append(this.steps[index].group);
      }
      const crossing = between !== "" && index === crosses;
      this.steps[index].show(column, { ...places[index], width, crossing, state: wayInto(places, index, width) });
    });
    this.labels.forEach((label, part) => this.#name(label, parts[part] ?? "", part, columns, places, width));
    const at = places[Math.max(crosses, 0)];
    const apart = crosses > 0 && places[crosses - 1].top !== at.top;
    say(this.between, crosses > 0 ? between : "");
    put(this.between, "x", apart ? room - 2 * MARGIN : at.left + width / 2 - 12);
    put(this.between, "y", apart ? at.top - LINE + PART : at.top + BOX.top - 12);
  }

  /**
   * Write what a part is called below the timesteps of its last line.
   * @param {SVGTextElement} label
   * @param {string} called
   * @param {number} part
   * @param {Column[]} columns
   * @param {{ left: number, top: number }[]} places
   * @param {number} width
   */
  #name(label, called, part, columns, places, width) {
    const own = places.filter((_, index) => columns[index].part === part);
    say(label, own.length ? called : "");
    if (!own.length) return;
    const last = own.filter(({ top }) => top === own[own.length - 1].top);
    const broken = places[places.length - 1].top > 0;
    put(label, "x", broken ? last[0].left : (last[0].left + last[last.length - 1].left + width) / 2);
    put(label, "text-anchor", broken ? "start" : "middle");
    put(label, "y", last[0].top + PART);
  }

  end() {
    this.watcher.disconnect();
    this.frame.remove();
  }
}
