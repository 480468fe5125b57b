/** The cell as a diagram, with the numbers of the cursor's timestep and unit flowing through it. */

import { format } from "../arrays.js";
import { usual } from "../parts/type.js";
import { put, say, svg } from "../svg.js";
import { cellBefore, hiddenBefore, recalled, shares } from "./model.js";

/** In px of the usual base; across, as many as there is room for. */
const WIDTH = 320;
const [NARROWEST, WIDEST] = [262, 420]; // gates lie on one another in less: then all of it is smaller
const HEIGHTS = { rnn: 116, gru: 182, lstm: 172 };
/** How clear a part is while a step is taken apart. @type {Record<string, number>} */
const CLEAR = { lit: 1, done: 0.5, later: 0.2 };

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
    /** Light up what is at work; all of it where nothing is told. @param {((part: string) => string) | null} stateOf */
    light(stateOf) {
      for (const [part, group] of pen.parts) {
        const state = stateOf ? stateOf(part) : "lit";
        put(group, "opacity", CLEAR[state]);
        put(group, "class", state);
      }
    },
    /** @param {import("../cursor.js").Cursor} state */
    move({ timestep, unit }) {
      const values = flowing(shown, timestep, unit);
      for (const [signal, text] of pen.numbers) say(text, signal in values ? format(values[signal], 2) : "");
    },
  };
}

/** Draws the parts of a cell, and knows where they and its numbers stand. Places across are told on 320 px. */
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
    /** @type {Map<string, SVGGElement>} */
    this.parts = new Map();
    this.group = svg("g");
    this.part("before");
  }

  /** Draw from here on what belongs to a part, which lights up as one. @param {string} name @returns {SVGGElement} */
  part(name) {
    const known = this.parts.get(name);
    this.group = known ?? svg("g");
    if (!known) this.root.append(this.group);
    this.parts.set(name, this.group);
    return this.group;
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
    this.group.append(svg("polyline", { points, ...look }));
  }

  /** @param {number} x @param {number} y @param {string} sign */
  node(x, y, sign) {
    const { background, text } = this.theme;
    const circle = { cx: x * this.stretch, cy: y, r: 11, fill: background, stroke: text, "stroke-width": 1.5 };
    this.group.append(svg("circle", circle));
    this.#text(x, y + 5, sign, "middle", { "font-size": usual.size("body"), fill: text });
  }

  /**
   * A gate is a part of its own, and so is its value, which is there after its sum.
   * @param {number} x
   * @param {number} y
   * @param {string} symbol
   * @param {string} hue
   * @param {string} signal
   */
  gate(x, y, symbol, hue, signal) {
    const { group } = this;
    const width = symbol.length > 1 ? 48 : 34;
    const box = { x: x * this.stretch - width / 2, y: y - 12, width, height: 24, rx: 6, fill: hue };
    this.part(signal).append(svg("rect", box));
    this.#text(x, y + 5, symbol, "middle", { "font-size": usual.size("label"), "font-weight": 700, fill: "#fff" });
    this.part(`${signal} value`);
    const look = { "font-size": usual.size("small"), fill: this.theme.text, class: "value" };
    this.numbers.set(`${signal} value`, this.#text(x, y + 28, "", "middle", look));
    this.group = group;
  }

  /** @param {number} x @param {number} y @param {string} signal @param {string} [hue] @param {Anchor} [anchor] */
  number(x, y, signal, hue = this.theme.text, anchor = "middle") {
    const look = { "font-size": usual.size("small"), "font-weight": 600, fill: hue, class: "value" };
    this.numbers.set(signal, this.#text(x, y, "", anchor, look));
  }

  /** @param {number} x @param {number} y @param {string} text @param {Anchor} [anchor] @param {string} [hue] */
  label(x, y, text, anchor = "middle", hue = this.theme.faint) {
    this.#text(x, y, text, anchor, { "font-size": usual.size("small"), fill: hue });
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
    this.group.append(element);
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
  for (const { name, value } of gates) if (name !== "hidden") values[`${name} value`] = value.at(t, j);
  values.before_hidden = hiddenBefore(model, t, j);
  values.from_hidden = gates[0].recurrent.at(t, j);
  values.from_input = gates[0].input.at(t, j);
  values.bias = gates[0].bias[j];
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
    pen.line([8, 44, signals.forget_gate ? 76 : 150, 44], hue.cell_state, 4);
    pen.label(8, 16, "c before", "start");
    pen.number(8, 33, "before_cell", hue.cell_state, "start");
    if (signals.forget_gate) drawForget(pen, hue);
    drawUpdate(pen, hue);
    drawOutput(pen, hue, "output_gate" in signals);
    drawStore(pen, hue, "input_gate" in signals);
    for (const { name } of gates.filter(({ peephole }) => peephole)) {
      pen.part(`${name} sees`);
      pen.line(SEES[name], hue.cell_state, 1.5, "3 3");
    }
    drawInputs(pen, gates, 166);
  },

  /** keep or replace: the two shares of the new state. */
  gru(pen, hue, model) {
    const { keeps, proposes } = shares(model, 0, 0);
    pen.line([8, 44, 86, 44], hue.hidden, 4);
    pen.label(8, 16, "h before", "start");
    pen.number(8, 33, "before_hidden", hue.hidden, "start");
    pen.part("keep");
    pen.line([86, 44, 224, 44], hue.hidden, 4);
    pen.line([86, 96, 86, 54]);
    pen.node(86, 44, "×");
    pen.gate(86, 108, "z", hue.update_gate, "update_gate");
    pen.label(150, 16, `kept: ${keeps}·h`);
    pen.number(150, 33, "kept");
    pen.part("take");
    pen.line([224, 96, 224, 54]);
    pen.label(232, 70, `${proposes}·n`, "start");
    pen.number(232, 85, "written", undefined, "start");
    pen.part("mix");
    pen.line([224, 44, 312, 44], hue.hidden, 4);
    pen.node(224, 44, "+");
    pen.label(312, 16, "h", "end");
    pen.number(312, 33, "hidden", hue.hidden, "end");
    pen.part(model.reset ? "resets" : "inputs");
    if (model.reset) {
      pen.line([160, 108, 206, 108]);
      pen.gate(146, 108, "r", hue.reset_gate, "reset_gate");
    }
    pen.label(312, 160, `n reads ${recalled(model.reset, "h before")}`, "end");
    pen.gate(224, 108, "n", hue.candidate, "candidate");
    drawInputs(pen, model.gates, 177);
  },

  /** One squashed sum: the whole memory is rewritten at every timestep. */
  rnn(pen, hue, { gates }) {
    pen.part("inputs");
    pen.line([8, 44, 136, 44], hue.hidden, 3);
    pen.line([160, 104, 160, 58]);
    pen.part("weighed");
    pen.label(8, 16, "W_h · all of h before", "start");
    pen.number(8, 33, "from_hidden", undefined, "start");
    pen.label(170, 92, "W_x · x", "start");
    pen.number(170, 109, "from_input", undefined, "start");
    pen.part("bias");
    pen.label(150, 92, "b", "end");
    pen.number(150, 109, "bias", undefined, "end");
    pen.gate(160, 44, gates[0].squash || "sum", hue.hidden, "hidden");
    pen.part("hidden value");
    pen.line([184, 44, 312, 44], hue.hidden, 3);
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
  pen.part("forget");
  pen.line([76, 44, 150, 44], hue.cell_state, 4);
  pen.line([76, 96, 76, 54]);
  pen.node(76, 44, "×");
  pen.gate(76, 108, "f", hue.forget_gate, "forget_gate");
  pen.label(113, 16, "kept");
  pen.number(113, 33, "kept");
}

/** @param {Pen} pen @param {Record<string, string>} hue @param {boolean} gated whether there is an input gate */
function drawStore(pen, hue, gated) {
  pen.part(gated ? "store" : "update");
  if (gated) {
    pen.line([128, 96, 128, 88, 150, 88, 150, 82]);
    pen.line([172, 96, 172, 88, 150, 88]);
    pen.line([150, 72, 150, 55]);
    pen.node(150, 78, "×");
    pen.gate(128, 108, "i", hue.input_gate, "input_gate");
    pen.label(168, 66, "stored", "start");
    pen.number(168, 81, "written", undefined, "start");
  } else pen.line([150, 96, 150, 55]);
  pen.gate(gated ? 172 : 150, 108, "g", hue.candidate, "candidate");
}

/** @param {Pen} pen @param {Record<string, string>} hue */
function drawUpdate(pen, hue) {
  pen.part("update");
  pen.line([150, 44, 312, 44], hue.cell_state, 4);
  pen.node(150, 44, "+");
  pen.label(312, 16, "c", "end");
  pen.number(312, 33, "cell_state", hue.cell_state, "end");
}

/** @param {Pen} pen @param {Record<string, string>} hue @param {boolean} gated whether there is an output gate */
function drawOutput(pen, hue, gated) {
  pen.part("output");
  pen.line([222, 46, 222, 154, 312, 154], hue.hidden, 2.5);
  pen.label(228, 62, "tanh", "start");
  pen.number(312, 148, "hidden", hue.hidden, "end");
  pen.label(312, 168, "h", "end");
  if (!gated) return;
  pen.line([262, 96, 262, 90, 232, 90], hue.hidden);
  pen.node(222, 90, "×");
  pen.gate(266, 108, "o", hue.output_gate, "output_gate");
}

/** @param {Pen} pen @param {import("./model.js").Gate[]} gates @param {number} y */
function drawInputs(pen, gates, y) {
  pen.part("inputs");
  const symbols = gates.map(({ symbol }) => symbol).join(", ");
  pen.label(8, y, `${symbols} read${gates.length > 1 ? "" : "s"} x and h before`, "start", pen.theme.text);
}
