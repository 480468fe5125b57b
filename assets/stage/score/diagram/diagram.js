/** The cell as a diagram, with the numbers of the cursor's timestep and unit flowing through it. */

import { format } from "../../arrays.js";
import { put, say, svg } from "../../svg.js";
import { cellBefore, hiddenBefore, shares } from "../model.js";
import { Pen } from "./pen.js";
import { DRAW } from "./wiring.js";

/** In px of the usual base; across, as many as there is room for. */
const WIDTH = 320;
const [NARROWEST, WIDEST] = [262, 420]; // gates lie on one another in less: then all of it is smaller
const HEIGHTS = { rnn: 116, gru: 182, lstm: 172 };
/** @typedef {"lit" | "done" | "later"} State of a part */
/** How clear a part is while a step is taken apart. @type {Record<State, number>} */
const CLEAR = { lit: 1, done: 0.5, later: 0.2 };

/** @typedef {import("../model.js").Model} Model */

/**
 * @param {import("../stage.js").Stage} stage
 * @param {Model} model
 * @param {number} room that there is across, px
 */
export function diagram(stage, model, room) {
  const name = `Diagram of the ${model.kind.toUpperCase()} cell with this unit's numbers`;
  const scale = Math.min(stage.px(1), room / NARROWEST);
  const [wide, high] = [Math.min(room / scale, WIDEST), HEIGHTS[model.kind]];
  const look = { name, wide, high, scale, across: (/** @type {number} */ x) => (x * wide) / WIDTH, clear: CLEAR };
  const { theme, palette } = stage;
  const { root, light, write } = drawing(theme, look, (pen) => DRAW[model.kind](pen, palette.signals, model));
  let shown = model;
  return {
    root,
    light,
    /** Take other numbers of the same network. @param {Model} other */
    update(other) {
      shown = other;
    },
    /** @param {import("../../cursor.js").Cursor} state */
    move({ timestep, unit }) {
      const values = flowing(shown, timestep, unit);
      const said = Object.keys(shown.signals).map((one) => `${one.replace("_", " ")} ${format(values[one], 2)}`);
      root.setAttribute("aria-label", `${name}: ${said.join(", ")}`);
      write(Object.fromEntries(Object.entries(values).map(([signal, value]) => [signal, format(value, 2)])));
    },
  };
}

/**
 * @typedef {object} Look
 * @property {string} name of the drawing, for those who do not see it
 * @property {number} wide
 * @property {number} high
 * @property {number} scale
 * @property {(x: number) => number} across where a place lies that is told on 320 px
 * @property {Record<State, number>} clear how clear a part is
 */

/**
 * Return a cell as it is drawn, whose parts light up and whose numbers are written.
 * @param {import("../../colour.js").Theme} theme
 * @param {Look} look
 * @param {(pen: Pen) => void} draw
 */
export function drawing(theme, { name, wide, high, scale, across, clear }, draw) {
  const size = { viewBox: `0 0 ${wide} ${high}`, width: wide * scale, height: high * scale, class: "diagram" };
  const root = svg("svg", { ...size, role: "img", "aria-label": name });
  const pen = new Pen(root, theme, across);
  draw(pen);
  return {
    root,
    pen,
    /** Light up what is at work; all of it where nothing is told. @param {((part: string) => State) | null} stateOf */
    light(stateOf) {
      for (const [part, group] of pen.parts) {
        const state = stateOf ? stateOf(part) : "lit";
        put(group, "opacity", clear[state]);
        put(group, "class", state);
      }
    },
    /** Write its numbers; where none is told there is none. @param {Record<string, string>} texts by signal */
    write(texts) {
      for (const [signal, text] of pen.numbers) say(text, texts[signal] ?? "");
    },
  };
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
