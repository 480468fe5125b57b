/** The solution as it is written down: a line for each value, as text and as LaTeX. */

import { scientific } from "../parts/words.js";
import { format } from "../arrays.js";
import { asLatex, asText, number, squash, valueOf } from "./terms.js";

/** @typedef {import("./solve.js").Solution} Solution */
/** @typedef {import("./values.js").Leaf} Leaf */
/** @typedef {import("./solve.js").Formula} Formula */
/** @typedef {import("./terms.js").Term} Term */
/** @typedef {import("./terms.js").Write} Write */

/**
 * Return how numbers are written with some digits after the point: 0.5 as it is, and what would be 0 with its power
 * of ten.
 * @param {number} digits
 * @returns {Write}
 */
export const writer = (digits) => (value) => {
  if (!Number.isFinite(value) || value === 0) return format(value, 0);
  if (Math.abs(value) < 0.5 * 10 ** -digits || Math.abs(value) >= 1e7) return scientific(value);
  return format(value, digits).replace(/\.?0+$/, "");
};

/**
 * Return what a formula says, step by step: with names, with numbers, and what is squashed summed up; the value last.
 * @param {Leaf} leaf
 * @param {Formula} by
 * @returns {Term[]}
 */
export function steps(leaf, by) {
  const numbers = by(({ value }) => number(value));
  const summed = numbers.is === "squash" ? [squash(numbers.by, number(valueOf(numbers.part)))] : [];
  const plain = numbers.is === "number" ? [] : [numbers, ...summed];
  return [by(({ name }) => name), ...plain, number(leaf.value)].filter(
    (term, at, all) => at === 0 || asText(term, String) !== asText(all[at - 1], String),
  );
}

/**
 * Return the line of a value as text: `f₁ = σ(w_xf·x₁ + …) = σ(0.5·1 + …) = σ(0.6) = 0.6457`.
 * @param {Leaf} leaf
 * @param {Formula} by
 * @param {Write} write
 */
export const lineOf = (leaf, by, write) =>
  [leaf.name, ...steps(leaf, by)].map((term) => asText(term, write)).join(" = ");

/**
 * Return the line of a value as one row of LaTeX's `aligned`.
 * @param {Leaf} leaf
 * @param {Formula} by
 * @param {Write} write
 */
const latexLine = (leaf, by, write) =>
  `${asLatex(leaf.name, write)} &= ${steps(leaf, by)
    .map((term) => asLatex(term, write))
    .join(" = ")}`;

/**
 * Return all lines in the order in which one works: timestep by timestep, then back, then the weights.
 * @param {Solution} solution
 * @param {(leaf: Leaf, by: Formula) => string} line
 * @returns {{ title: string, lines: string[] }[]}
 */
function parts(solution, line) {
  const { rows, steps: last, sheet } = solution;
  const times = Array.from({ length: last }, (_, at) => at + 1);
  /** @param {boolean} back @param {number} t */
  const at = (back, t) =>
    rows.flatMap((row) => {
      const [leaf, by] = [row.at(t), row.by(t)];
      return row.back === back && leaf && by ? [line(leaf, by)] : [];
    });
  const weights = placesOfWeights(solution).flatMap((place) => {
    const found = solution.ofWeight(place);
    return found ? [line(found.leaf, found.by)] : [];
  });
  const unit = solution.units > 1 ? `, unit ${sheet.asked + 1}` : "";
  const loss = sheet.target === null ? `L = h${unit && ` (${unit.slice(2)})`} at timestep ${last}` : "L = ½·(h − y)²";
  return [
    ...times.map((t) => ({ title: `Timestep ${t}`, lines: at(false, t) })),
    ...[...times]
      .reverse()
      .map((t) => ({ title: `Back, timestep ${t} (δ is the derivative of ${loss})`, lines: at(true, t) })),
    { title: "Back, before the first timestep", lines: at(true, 0) },
    { title: "Derivatives by the weights", lines: weights },
  ];
}

/** @param {Solution} solution @returns {string[]} */
export function placesOfWeights({ gates, units, width }) {
  const each = (/** @type {number} */ count) => Array.from({ length: count }, (_, at) => at);
  return gates.flatMap((gate) =>
    each(units).flatMap((j) => [
      ...each(width).map((d) => `${gate} input ${j} ${d}`),
      ...each(units).map((k) => `${gate} recurrent ${j} ${k}`),
      `${gate} bias ${j}`,
    ]),
  );
}

/** @param {Solution} solution */
const title = ({ sheet, units, width, count }) =>
  `${sheet.kind.toUpperCase()}, ${units === 1 ? "1 unit" : `${units} units`}, ` +
  `${width === 1 ? "1 number" : `${width} numbers`} a timestep; weights: ${count}`;

/**
 * Return the whole solution as text.
 * @param {Solution} solution
 * @param {Write} write
 */
export function asPlainText(solution, write) {
  const found = parts(solution, (leaf, by) => lineOf(leaf, by, write));
  return [
    title(solution),
    given(solution, write),
    ...found.map(({ title: head, lines }) => [head, ...lines].join("\n")),
  ]
    .join("\n\n")
    .concat("\n");
}

/** @param {Solution} solution @param {Write} write */
const given = ({ sheet }, write) => {
  const row = (/** @type {number[]} */ numbers) => `(${numbers.map(write).join(", ")})`;
  const states = [`h₀ = ${row(sheet.hidden)}`, ...(sheet.kind === "lstm" ? [`c₀ = ${row(sheet.memory)}`] : [])];
  return [`x = ${sheet.inputs.map(row).join(", ")}`, ...states].join("; ");
};

/**
 * Return the whole solution as LaTeX for a document with `amsmath`.
 * @param {Solution} solution
 * @param {Write} write
 */
export function asLatexText(solution, write) {
  const found = parts(solution, (leaf, by) => latexLine(leaf, by, write));
  const blocks = found.map(
    ({ title: head, lines }) => `\\paragraph{${plain(head)}}\n\\begin{align*}\n${lines.join(" \\\\\n")}\n\\end{align*}`,
  );
  return `% ${title(solution)}\n${blocks.join("\n\n")}\n`;
}

/** @param {string} text */
const plain = (text) => text.replace("δ", "$\\delta$").replace("L = ½·(h − y)²", "$L = \\frac12 (h - y)^2$");
