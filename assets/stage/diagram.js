/** The cell as a diagram, with the numbers of the cursor's timestep and unit flowing through it. */

import { format } from "./arrays.js";
import { put, say, svg } from "./svg.js";

const WIDTH = 300;
const HEIGHT = 148;

export function diagram(stage, model) {
  const draw = { rnn: drawRnn, gru: drawGru, lstm: drawLstm }[model.kind];
  const numbers = {};
  const root = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "diagram", role: "img", "aria-label": `Diagram of the ${model.kind.toUpperCase()} cell with this unit's numbers` });
  const pen = {
    line: (d, hue, weight = 2) => root.append(svg("path", { d, fill: "none", stroke: hue ?? stage.theme.faint, "stroke-width": weight })),
    node: (x, y, sign) => root.append(
      svg("circle", { cx: x, cy: y, r: 11, fill: stage.theme.background, stroke: stage.theme.text, "stroke-width": 1.5 }),
      svg("text", { x, y: y + 5, "text-anchor": "middle", "font-size": 15, fill: stage.theme.text }, sign)),
    gate: (x, y, symbol, hue, name) => {
      numbers[name] = svg("text", { x, y: y + 28, "text-anchor": "middle", "font-size": 12, fill: stage.theme.text, class: "figure" });
      root.append(
        svg("rect", { x: x - 17, y: y - 12, width: 34, height: 24, rx: 6, fill: hue }),
        svg("text", { x, y: y + 5, "text-anchor": "middle", "font-size": 14, "font-weight": 700, fill: "#fff" }, symbol), numbers[name]);
    },
    number: (x, y, name, hue, anchor = "middle") => {
      numbers[name] = svg("text", { x, y, "text-anchor": anchor, "font-size": 12.5, "font-weight": 600, fill: hue ?? stage.theme.text, class: "figure" });
      root.append(numbers[name]);
    },
    label: (x, y, text, anchor = "middle") => root.append(svg("text", { x, y, "text-anchor": anchor, "font-size": 12, fill: stage.theme.faint }, text)),
  };
  draw(pen, stage.palette.signals);
  const opacity = svg("title", {}, "numbers of the cursor's unit");
  root.append(opacity);
  return {
    root,
    move({ timestep, unit }) {
      const values = flowing(model, timestep, unit);
      for (const [name, text] of Object.entries(numbers)) say(text, values[name] === undefined ? "" : format(values[name], 2));
      put(root, "data-timestep", timestep);
    },
  };
}

function flowing({ signals, initial }, t, j) {
  const values = Object.fromEntries(Object.entries(signals).map(([name, matrix]) => [name, matrix.at(t, j)]));
  values.before_hidden = t === 0 ? initial.at(0, j) : signals.hidden.at(t - 1, j);
  if (signals.cell_state) {
    values.before_cell = t === 0 ? 0 : signals.cell_state.at(t - 1, j);
    values.kept = values.forget_gate * values.before_cell;
    values.written = values.input_gate * values.candidate;
  }
  if (signals.update_gate) {
    values.kept = values.update_gate * values.before_hidden;
    values.written = (1 - values.update_gate) * values.candidate;
  }
  return values;
}

/** forget → store → update → output, along the conveyor belt of the cell state. */
function drawLstm(pen, hue) {
  pen.line("M34 30H282", hue.cell_state, 4);
  pen.line("M70 88V42");
  pen.line("M128 88V74H142V42M158 88V74H142");
  pen.line("M212 30V60M246 88V72H224", hue.hidden);
  pen.line("M212 72V140H282", hue.hidden, 2.5);
  pen.node(70, 30, "×");
  pen.node(142, 30, "+");
  pen.node(142, 64, "×");
  pen.node(212, 72, "×");
  pen.gate(70, 98, "f", hue.forget_gate, "forget_gate");
  pen.gate(122, 98, "i", hue.input_gate, "input_gate");
  pen.gate(164, 98, "g", hue.candidate, "candidate");
  pen.gate(250, 98, "o", hue.output_gate, "output_gate");
  pen.label(10, 14, "c before", "start");
  pen.number(10, 34, "before_cell", hue.cell_state, "start");
  pen.number(104, 22, "kept");
  pen.number(160, 54, "written", undefined, "start");
  pen.label(262, 14, "c");
  pen.number(262, 52, "cell_state", hue.cell_state);
  pen.label(196, 52, "tanh", "end");
  pen.label(292, 132, "h", "end");
  pen.number(236, 134, "hidden", hue.hidden);
}

/** keep (z) or replace (1 − z): the two shares of the new state. */
function drawGru(pen, hue) {
  pen.line("M34 30H282", hue.hidden, 4);
  pen.line("M84 88V42M190 88V78H172V42");
  pen.line("M124 98H146");
  pen.node(84, 30, "×");
  pen.node(172, 30, "+");
  pen.gate(84, 98, "z", hue.update_gate, "update_gate");
  pen.gate(128, 98, "r", hue.reset_gate, "reset_gate");
  pen.gate(190, 98, "n", hue.candidate, "candidate");
  pen.label(10, 14, "h before", "start");
  pen.number(10, 34, "before_hidden", hue.hidden, "start");
  pen.number(122, 22, "kept");
  pen.number(180, 64, "written", undefined, "start");
  pen.label(262, 14, "h");
  pen.number(262, 52, "hidden", hue.hidden);
}

/** One squashed sum: the whole memory is rewritten at every timestep. */
function drawRnn(pen, hue) {
  pen.line("M48 44H132M168 44H282", hue.hidden, 3);
  pen.line("M150 112V58");
  pen.gate(150, 44, "tanh", hue.hidden, "none");
  pen.label(10, 28, "h before", "start");
  pen.number(10, 50, "before_hidden", hue.hidden, "start");
  pen.label(150, 128, "x, through W");
  pen.label(262, 28, "h");
  pen.number(262, 66, "hidden", hue.hidden);
}
