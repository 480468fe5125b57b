/** Pictures of questions in words, for who does not see them. */

import { plain } from "../asking.js";

/** @typedef {import("../types.d.ts").Sketch} Sketch */

/** @type {Record<string, string>} */
const STATES = { missing: " (left out)", extra: " (too much)", wrong: " (wrong)", right: "" };

/** @param {import("../types.d.ts").State | undefined} state */
const marked = (state) => (state ? STATES[state] : "");

/** @param {Sketch} sketch @returns {string} */
export function described(sketch) {
  switch (sketch.kind) {
    case "score":
      return `The words ${sketch.words.join(" ")}. ${sketch.rows.map((row) => ofRow(row, sketch.words)).join(" ")}`;
    case "bars":
      return sketch.bars.map(({ label, told, state }) => `${label} ${told}${marked(state)}`).join(", ");
    case "blocks": {
      const bands = sketch.bands.map(({ label, rows, state }) => `${label}: ${rows} rows${marked(state)}`);
      const blocks = sketch.blocks.map(({ label, cols, state }) => `${label}, ${cols} columns${marked(state)}`);
      return `A matrix of weights. ${bands.join(", ")}; ${blocks.join("; ")}.`;
    }
    case "plane": {
      const points = sketch.points.map(({ label, x, y }) => `${label} at ${plain(x)}, ${plain(y)}`);
      const arrows = sketch.arrows.map(
        ({ label, from, to }) =>
          `${label} from ${plain(from[0])}, ${plain(from[1])} ` + `to ${plain(to[0])}, ${plain(to[1])}`,
      );
      return `Squared paper. ${[...points, ...arrows].join("; ")}.`;
    }
    case "wiring":
      return `${sketch.columns.length} timesteps, ${sketch.layers} layers. ${sketch.columns
        .map(({ reads, answers }) =>
          [reads && `reads ${reads}`, answers && `answers ${answers}`].filter(Boolean).join(", "),
        )
        .filter(Boolean)
        .join("; ")}.`;
    default:
      return `Lines over ${sketch.xTitle}: ${sketch.lines.map(ofLine).join("; ")}.`;
  }
}

/** @param {import("../types.d.ts").ScoreRow} row @param {string[]} words */
function ofRow({ label, values }, words) {
  const numbers = values.map((value, t) => (Number.isFinite(value) ? `${words[t]} ${plain(value, 2)}` : ""));
  return `${label}: ${numbers.filter(Boolean).join(", ")}.`;
}

/** @param {import("../types.d.ts").LineDrawn} line */
function ofLine({ name, points }) {
  const [first, last] = [points[0], points[points.length - 1]];
  return `${name} from ${plain(first[1])} to ${plain(last[1])}`;
}
