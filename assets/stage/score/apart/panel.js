/**
 * A step taken apart: the operations of the cursor's timestep one after another, lit in the diagram, said in a
 * sentence, drawn as bars. Which one is looked at stands in the cursor; after the last one comes the next timestep.
 */

import { cursor, move } from "../../cursor.js";
import { signButton } from "../../parts/icons.js";
import { usual } from "../../parts/type.js";
import { pause, still } from "../../player.js";
import { copyOf, html, put, readout, say, svg } from "../../svg.js";
import { HEIGHT, barsOf } from "./bars.js";
import { columnsOf } from "./columns.js";
import { whatIsRead } from "../model.js";
import { inWords } from "./numbers.js";
import { HEADINGS, endsOf, joined, lightOf, operationsOf, stepped, unitsOf } from "./operations.js";

const MOTION_MS = 300;
const NARROWEST = 262; // px of the usual base: with less, all of it is smaller

/** @typedef {import("../../cursor.js").Cursor} Cursor */
/** @typedef {import("../diagram/diagram.js").State} State */
/** @typedef {import("../model.js").Model} Model */
/** @typedef {import("./bars.js").Motion} Motion */

/**
 * What is looked at, for paper.
 * @typedef {{ title: string, says: string, picture: SVGSVGElement, height: number }} Paper
 */

/** Whether all numbers are shown; it outlives the picture. */
const chosen = { numbers: false };

export class Apart {
  /**
   * @param {import("../stage.js").Stage} stage
   * @param {Model} model
   * @param {{ light: (stateOf: ((part: string) => State) | null) => void }} diagram that lights up
   * @param {number} room that there is across, px
   */
  constructor(stage, model, diagram, room) {
    this.stage = stage;
    this.model = model;
    this.diagram = diagram;
    this.operations = operationsOf(model);
    this.frame = 0;
    this.drawn = "";
    /** @type {Motion[]} */
    this.motions = [];
    const scale = Math.min(stage.size("small") / usual.size("small"), room / NARROWEST);
    this.width = room / scale;
    const size = { viewBox: `0 0 ${this.width} ${HEIGHT}`, width: room, height: HEIGHT * scale };
    this.picture = svg("svg", { ...size, class: "bars", role: "img" });
    this.picture.onclick = () => this.showNumbers(!chosen.numbers);
    this.opener = html("button", { type: "button", class: "opener", onclick: () => this.step(1) }, [
      "Take this step apart ",
      html("kbd", {}, "."),
    ]);
    this.name = readout({ class: "operation" });
    this.back = signButton("back", "One operation back (,)", () => this.step(-1));
    this.next = signButton("next", "One operation on (.)", () => this.step(1));
    this.track = html(
      "div",
      { class: "track" },
      this.operations.map((_, index) => this.segment(index)),
    );
    this.sentence = html("p", { "aria-live": "polite" });
    this.numbers = html("button", { type: "button", onclick: () => this.showNumbers(!chosen.numbers) }, "Numbers");
    this.panel = html("section", { class: "operations", "aria-label": "This step taken apart" }, [
      html("div", {}, [this.back, this.name, this.next, closer(() => this.close())]),
      this.track,
      this.sentence,
      this.picture,
      html("footer", {}, [html("p", {}, HEADINGS[model.kind]), this.numbers]),
    ]);
    this.root = html("div", {}, [this.opener, this.panel]);
    this.showNumbers(chosen.numbers);
  }

  get isOpen() {
    return cursor.operation >= 0;
  }

  /** The operation that is looked at; a link may ask for one that this cell does not have. */
  get index() {
    return Math.min(cursor.operation, this.operations.length - 1);
  }

  /** @param {number} index of an operation */
  segment(index) {
    const { name, short } = this.operations[index];
    const label = `${index + 1}: ${name}`;
    const onclick = () => this.show({ operation: index });
    return html("button", { type: "button", title: name, "aria-label": label, onclick }, short);
  }

  /** One operation on or back. @param {number} by */
  step(by) {
    const { index: operation, isOpen } = this;
    this.show(stepped({ ...cursor, operation }, this.operations.length, by));
    if (!isOpen) this.comeIntoSight();
  }

  /**
   * Look at an operation; it stays while the mouse moves on, and the unrolled network has come as far.
   * @param {{ operation: number, timestep?: number }} change
   */
  show(change) {
    pause();
    move({ ...change, pinned: true, opened: true, phase: (change.operation + 1) / this.operations.length });
  }

  /** Return whether it was open. */
  close() {
    const { isOpen } = this;
    if (isOpen) move({ operation: -1, phase: 1 });
    return isOpen;
  }

  comeIntoSight() {
    const closed = this.root.closest(".drawer:not([open])")?.querySelector("header");
    closed?.click();
    this.root.parentElement?.scrollIntoView({ block: "nearest", behavior: still() ? "auto" : "smooth" });
  }

  /** @param {boolean} on */
  showNumbers(on) {
    chosen.numbers = on;
    put(this.numbers, "aria-pressed", on);
    this.picture.classList.toggle("numbered", on);
  }

  /** Take other numbers of the same network. @param {Model} model */
  update(model) {
    this.model = model;
    this.operations = operationsOf(model);
  }

  /** @param {Cursor} state */
  move({ timestep: t, unit }) {
    const { isOpen, index, operations } = this;
    this.opener.hidden = isOpen;
    this.panel.hidden = !isOpen;
    cancelAnimationFrame(this.frame);
    if (!isOpen) {
      this.drawn = "";
      return this.diagram.light(null);
    }
    const operation = operations[index];
    say(this.name, operation.name);
    say(this.sentence, operation.says);
    this.back.disabled = t === 0 && index === 0;
    this.next.disabled = t === this.stage.length - 1 && index === operations.length - 1;
    operations.forEach((_, place) => {
      const state = place < index ? "done" : place === index ? "lit" : "later";
      put(this.track.children[place], "class", state);
      put(this.track.children[place], "aria-current", place === index ? "step" : "false");
    });
    this.diagram.light((part) => lightOf(operations, index, part));
    this.draw(t, unit);
    this.play(index, t);
  }

  /** @param {number} t @param {number} unit */
  draw(t, unit) {
    const { stage, model, operations, index, width } = this;
    const units = unitsOf(model, t, unit);
    const operation = operations[index];
    const rows = operation.rows(t, units);
    const look = { hue: stage.palette.signals.hidden, unit, first: t === 0 };
    const from = model.below ? "from the layer below" : whatIsRead(model, t);
    const { parts, motions } =
      operation.sign === "join"
        ? columnsOf(stage, joined(model, t), from, look, width)
        : barsOf(stage, operation, rows, endsOf(operations, t, units), model.hiddenSize, width);
    put(this.picture, "aria-label", inWords(operation, rows));
    this.picture.replaceChildren(...parts);
    this.motions = motions;
  }

  /**
   * Let the operation happen, when it comes after the one that was looked at; anything else is shown as it is.
   * @param {number} index
   * @param {number} t
   */
  play(index, t) {
    const place = `${t} ${index}`;
    const before = this.drawn;
    this.drawn = place;
    const on = before === "" || before === `${t} ${index - 1}` || (index === 0 && before.startsWith(`${t - 1} `));
    if (!on || still()) return;
    const begun = performance.now();
    /** @param {number} now */
    const tick = (now) => {
      const share = Math.min(Math.max((now - begun) / MOTION_MS, 0), 1);
      for (const motion of this.motions) motion(share * share * (3 - 2 * share));
      if (share < 1) this.frame = requestAnimationFrame(tick);
    };
    tick(begun);
  }

  /** Show the operation as far as it has happened, and let it rest there. @param {number} share */
  happen(share) {
    cancelAnimationFrame(this.frame);
    for (const motion of this.motions) motion(share);
  }

  /** Null where nothing is taken apart. @returns {Paper | null} */
  get paper() {
    if (!this.isOpen) return null;
    const { name, says } = this.operations[this.index];
    for (const motion of this.motions) motion(1);
    const picture = copyOf(this.picture);
    for (const [name, length] of Object.entries({ width: this.width, height: HEIGHT })) put(picture, name, length);
    if (!chosen.numbers) for (const number of picture.querySelectorAll(".number")) number.remove();
    return { title: `${this.index + 1} of ${this.operations.length} · ${name}`, says, picture, height: HEIGHT };
  }
}

/** @param {() => void} onclick */
const closer = (onclick) =>
  html("button", { type: "button", class: "key", "aria-label": "Close (Esc)", title: "Close (Esc)", onclick }, "×");
