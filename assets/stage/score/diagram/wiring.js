/** How the cells are drawn: a function a cell, part after part. */

import { recalled, shares } from "../model.js";

/** @typedef {import("./pen.js").Pen} Pen */
/** @typedef {import("../model.js").Gate} Gate */
/** @typedef {import("../model.js").Model} Model */

/**
 * What of an LSTM says how it is drawn.
 * @typedef {{ signals: Record<string, unknown>, gates: Pick<Gate, "name" | "symbol" | "peephole">[] }} Wired
 */

/** Gates that are left out are not drawn: what they would let through flows on. */
/** @type {Record<Model["kind"], (pen: Pen, hue: Record<string, string>, model: Model) => void>} */
export const DRAW = {
  lstm: drawLstm,

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

/**
 * forget → store → update → output, along the conveyor belt of the cell state.
 * @param {Pen} pen
 * @param {Record<string, string>} hue of the signals, and of what is `written` where that has one
 * @param {Wired} cell
 */
export function drawLstm(pen, hue, { signals, gates }) {
  pen.flow("before_cell", [8, 44, signals.forget_gate ? 76 : 150, 44], hue.cell_state, 4);
  pen.labels.set("before", pen.label(8, 16, "c before", "start"));
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
}

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
  pen.flow("kept", [76, 44, 150, 44], hue.cell_state, 4);
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
    pen.flow("written", [150, 72, 150, 55], hue.written);
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
  pen.flow("cell_state", [150, 44, 312, 44], hue.cell_state, 4);
  pen.node(150, 44, "+");
  pen.labels.set("now", pen.label(312, 16, "c", "end"));
  pen.number(312, 33, "cell_state", hue.cell_state, "end");
}

/** @param {Pen} pen @param {Record<string, string>} hue @param {boolean} gated whether there is an output gate */
function drawOutput(pen, hue, gated) {
  pen.part("output");
  pen.flow("hidden", [222, 46, 222, 154, 312, 154], hue.hidden, 2.5);
  pen.labels.set("tanh", pen.label(228, 62, "tanh", "start"));
  pen.number(312, 148, "hidden", hue.hidden, "end");
  pen.labels.set("shown", pen.label(312, 168, "h", "end"));
  if (!gated) return;
  pen.line([266, 96, 266, 90, 222, 90], hue.hidden);
  pen.node(222, 90, "×");
  pen.gate(266, 108, "o", hue.output_gate, "output_gate");
}

/** @param {Pen} pen @param {Wired["gates"]} gates @param {number} y */
function drawInputs(pen, gates, y) {
  pen.part("inputs");
  const symbols = gates.map(({ symbol }) => symbol).join(", ");
  const said = `${symbols} read${gates.length > 1 ? "" : "s"} x and h before`;
  pen.labels.set("inputs", pen.label(8, y, said, "start", pen.theme.text));
}
