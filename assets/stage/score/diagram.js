/** The cell as a diagram, with the numbers of the cursor's timestep and unit flowing through it. */

import { format } from "../arrays.js";
import { usual } from "../parts/type.js";
import { say, svg } from "../svg.js";
import { cellBefore, hiddenBefore, recalled, shares } from "./model.js";

/** In px of the usual base; across, as many as there is room for. */
const WIDTH = 320;
const [NARROWEST, WIDEST] = [262, 420]; // gates lie on one another in less: then all of it is smaller
const HEIGHTS = { rnn: 116, gru: 166, lstm: 168 };

/** @typedef {"start" | "middle" | "end"} Anchor */
/** @typedef {import("./model.js").Model} Model */

/**
 * @param {import("./stage.js").Stage} stage
 * @param {Model} model
 * @param {number} room that there is across, px
 */
export function diagram(stage, model, room) {
  const name = `Diagram of the ${model.kind.toUpperCase()} cell with this unit's numbers`;
  const scale = Math.min(stage.px(1), room / NARROWEST);
  const [wide, high] = [Math.min(room / scale, WIDEST), HEIGHTS[model.kind]];
  const size = { viewBox: `0 0 ${wide} ${high}`, width: wide * scale, height: high * scale, class: "diagram" };
  const root = svg("svg", { ...size, role: "img", "aria-label": name });
  const pen = new Pen(root, stage.theme, wide / WIDTH);
  DRAW[model.kind](pen, stage.palette.signals, model);
  let shown = model;
  return {
    root,
    /** Take other numbers of the same network. @param {Model} other */
    update(other) {
      shown = other;
    },
    /** @param {import("../cursor.js").Cursor} state */
    move({ timestep, unit }) {
      const values = flowing(shown, timestep, unit);
      for (const [signal, text] of pen.numbers) say(text, signal in values ? format(values[signal], 2) : "");
    },
  };
}

/** Draws the parts of a cell, and knows where its numbers stand. Places across are told on 320 px. */
class Pen {
  /**
   * @param {SVGSVGElement} root
   * @param {import("../colour.js").Theme} theme
   * @param {number} stretch of the places across
   */
  constructor(root, theme, stretch) {
    this.root = root;
    this.theme = theme;
    this.stretch = stretch;
    /** @type {Map<string, SVGTextElement>} */
    this.numbers = new Map();
  }

  /**
   * @param {number[]} places x, y, x, y, …
   * @param {string} [hue]
   * @param {number} [weight] px
   * @param {string} [dash]
   */
  line(places, hue = this.theme.faint, weight = 2, dash) {
    const points = places.map((place, index) => (index % 2 ? place : place * this.stretch)).join(" ");
    const look = { fill: "none", stroke: hue, "stroke-width": weight, "stroke-dasharray": dash };
    this.root.append(svg("polyline", { points, ...look }));
  }

  /** @param {number} x @param {number} y @param {string} sign */
  node(x, y, sign) {
    const { background, text } = this.theme;
    const circle = { cx: x * this.stretch, cy: y, r: 11, fill: background, stroke: text, "stroke-width": 1.5 };
    this.root.append(svg("circle", circle));
    this.#text(x, y + 5, sign, "middle", { "font-size": usual.size("body"), fill: text });
  }

  /** @param {number} x @param {number} y @param {string} symbol @param {string} hue @param {string} signal */
  gate(x, y, symbol, hue, signal) {
    const width = symbol.length > 1 ? 48 : 34;
    const box = { x: x * this.stretch - width / 2, y: y - 12, width, height: 24, rx: 6, fill: hue };
    this.root.append(svg("rect", box));
    this.#text(x, y + 5, symbol, "middle", { "font-size": usual.size("label"), "font-weight": 700, fill: "#fff" });
    const look = { "font-size": usual.size("small"), fill: this.theme.text };
    this.numbers.set(signal, this.#text(x, y + 28, "", "middle", look));
  }

  /** @param {number} x @param {number} y @param {string} signal @param {string} [hue] @param {Anchor} [anchor] */
  number(x, y, signal, hue = this.theme.text, anchor = "middle") {
    const look = { "font-size": usual.size("small"), "font-weight": 600, fill: hue };
    this.numbers.set(signal, this.#text(x, y, "", anchor, look));
  }

  /** @param {number} x @param {number} y @param {string} text @param {Anchor} [anchor] */
  label(x, y, text, anchor = "middle") {
    this.#text(x, y, text, anchor, { "font-size": usual.size("small"), fill: this.theme.faint });
  }

  /**
   * @param {number} x
   * @param {number} y
   * @param {string} text
   * @param {Anchor} anchor
   * @param {Record<string, string | number>} look
   */
  #text(x, y, text, anchor, look) {
    const element = svg("text", { x: x * this.stretch, y, "text-anchor": anchor, ...look }, text);
    this.root.append(element);
    return element;
  }
}

/**
 * Return the numbers that flow through the cell of a unit, by name.
 * @param {Model} model
 * @param {number} t
 * @param {number} j
 */
function flowing(model, t, j) {
  const { signals, gates } = model;
  const values = Object.fromEntries(Object.entries(signals).map(([name, matrix]) => [name, matrix.at(t, j)]));
  values.before_hidden = hiddenBefore(model, t, j);
  values.from_hidden = gates[0].recurrent.at(t, j);
  values.from_input = gates[0].input.at(t, j) + gates[0].bias[j];
  if (signals.cell_state) {
    values.before_cell = cellBefore(model, t, j);
    values.kept = (values.forget_gate ?? 1) * values.before_cell;
    values.written = (values.input_gate ?? 1) * values.candidate;
  }
  if (signals.update_gate) {
    const { keep, propose } = shares(model, t, j);
    values.kept = keep * values.before_hidden;
    values.written = propose * values.candidate;
  }
  return values;
}

/** Gates that are left out are not drawn: what they would let through flows on. */
/** @type {Record<Model["kind"], (pen: Pen, hue: Record<string, string>, model: Model) => void>} */
const DRAW = {
  /** forget → store → update → output, along the conveyor belt of the cell state. */
  lstm(pen, hue, { signals, gates }) {
    pen.line([8, 44, 312, 44], hue.cell_state, 4);
    if (signals.forget_gate) drawForget(pen, hue);
    drawStore(pen, hue, "input_gate" in signals);
    drawOutput(pen, hue, "output_gate" in signals);
    for (const { name } of gates.filter(({ peephole }) => peephole)) pen.line(SEES[name], hue.cell_state, 1.5, "3 3");
    pen.label(8, 16, "c before", "start");
    pen.number(8, 33, "before_cell", hue.cell_state, "start");
    pen.label(312, 16, "c", "end");
    pen.number(312, 33, "cell_state", hue.cell_state, "end");
    pen.number(312, 148, "hidden", hue.hidden, "end");
    pen.label(312, 166, "h", "end");
  },

  /** keep or replace: the two shares of the new state. */
  gru(pen, hue, model) {
    const { keeps, proposes } = shares(model, 0, 0);
    pen.line([8, 44, 312, 44], hue.hidden, 4);
    pen.line([86, 96, 86, 54]);
    pen.line([224, 96, 224, 54]);
    if (model.reset) pen.line([160, 108, 206, 108]);
    pen.node(86, 44, "×");
    pen.node(224, 44, "+");
    pen.gate(86, 108, "z", hue.update_gate, "update_gate");
    if (model.reset) pen.gate(146, 108, "r", hue.reset_gate, "reset_gate");
    pen.gate(224, 108, "n", hue.candidate, "candidate");
    pen.label(312, 160, `n reads ${recalled(model.reset, "h before")}`, "end");
    pen.label(8, 16, "h before", "start");
    pen.number(8, 33, "before_hidden", hue.hidden, "start");
    pen.label(150, 16, `kept: ${keeps}·h`);
    pen.number(150, 33, "kept");
    pen.label(232, 70, `${proposes}·n`, "start");
    pen.number(232, 85, "written", undefined, "start");
    pen.label(312, 16, "h", "end");
    pen.number(312, 33, "hidden", hue.hidden, "end");
  },

  /** One squashed sum: the whole memory is rewritten at every timestep. */
  rnn(pen, hue, { gates }) {
    pen.line([8, 44, 136, 44], hue.hidden, 3);
    pen.line([184, 44, 312, 44], hue.hidden, 3);
    pen.line([160, 104, 160, 58]);
    pen.gate(160, 44, gates[0].squash || "sum", hue.hidden, "none");
    pen.label(8, 16, "W_h · all of h before", "start");
    pen.number(8, 33, "from_hidden", undefined, "start");
    pen.label(170, 92, "W_x · x + b", "start");
    pen.number(170, 109, "from_input", undefined, "start");
    pen.label(312, 16, "h", "end");
    pen.number(312, 33, "hidden", hue.hidden, "end");
  },
};

/** How the gates of an LSTM see the cell state: the output gate the new one, the others the old one. */
/** @type {Record<string, number[]>} */
const SEES = {
  forget_gate: [48, 44, 48, 108, 59, 108],
  input_gate: [48, 44, 48, 66, 104, 66, 104, 108, 111, 108],
  output_gate: [294, 44, 294, 108, 283, 108],
};

/** @param {Pen} pen @param {Record<string, string>} hue */
function drawForget(pen, hue) {
  pen.line([76, 96, 76, 54]);
  pen.node(76, 44, "×");
  pen.gate(76, 108, "f", hue.forget_gate, "forget_gate");
  pen.label(113, 16, "kept");
  pen.number(113, 33, "kept");
}

/** @param {Pen} pen @param {Record<string, string>} hue @param {boolean} gated whether there is an input gate */
function drawStore(pen, hue, gated) {
  if (gated) {
    pen.line([128, 96, 128, 88, 150, 88, 150, 82]);
    pen.line([172, 96, 172, 88, 150, 88]);
    pen.line([150, 72, 150, 54]);
    pen.node(150, 78, "×");
    pen.gate(128, 108, "i", hue.input_gate, "input_gate");
    pen.label(168, 66, "written", "start");
    pen.number(168, 81, "written", undefined, "start");
  } else pen.line([150, 96, 150, 54]);
  pen.node(150, 44, "+");
  pen.gate(gated ? 172 : 150, 108, "g", hue.candidate, "candidate");
}

/** @param {Pen} pen @param {Record<string, string>} hue @param {boolean} gated whether there is an output gate */
function drawOutput(pen, hue, gated) {
  pen.line([222, 44, 222, 154, 312, 154], hue.hidden, 2.5);
  pen.label(228, 62, "tanh", "start");
  if (!gated) return;
  pen.line([262, 96, 262, 90, 232, 90], hue.hidden);
  pen.node(222, 90, "×");
  pen.gate(266, 108, "o", hue.output_gate, "output_gate");
}
