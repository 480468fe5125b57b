/** How a verdict looks and what it is called: a filled circle, a half one, a cross; a ring where nothing is kept. */

import { svg } from "../../svg.js";
import { crossAt } from "./band.js";

/** @typedef {import("./choices.js").Word} Word */

/** @type {Record<Word, string>} */
export const CALLED = {
  holds: "holds",
  mostly: "holds on most",
  fails: "does not hold here",
  "": "not measured",
};

/** @type {Record<Word, (count: number) => string>} */
export const MANY = {
  holds: (count) => (count === 1 ? "holds" : "hold"),
  mostly: (count) => `${count === 1 ? "holds" : "hold"} on most`,
  fails: (count) => `${count === 1 ? "does" : "do"} not hold here`,
  "": () => "not measured",
};

/** Where the verdicts part; as `core.experiments.experiment` has it. @type {Record<Word, string>} */
export const RULE = {
  holds: "on 95 % of the starts or more",
  mostly: "on 75 % or more",
  fails: "on fewer",
  "": "",
};

/** @param {Word} word */
export function mark(word) {
  const drawing = svg("svg", { class: "claims-mark", viewBox: "0 0 16 16", "aria-hidden": "true" });
  drawing.dataset.word = word;
  if (word === "fails") drawing.append(svg("path", { class: "claims-crossed", d: crossAt(8, 8, 5) }));
  else drawing.append(svg("circle", { class: "claims-ring", cx: 8, cy: 8, r: 6 }));
  if (word === "holds") drawing.append(svg("circle", { class: "claims-full", cx: 8, cy: 8, r: 6 }));
  if (word === "mostly") drawing.append(svg("path", { class: "claims-full", d: "M8 2a6 6 0 0 0 0 12z" }));
  return drawing;
}
