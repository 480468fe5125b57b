/**
 * Arithmetic as it is written on paper: a formula with its numbers in it, as text and as LaTeX. Every formula can be
 * computed from what it shows; nothing is drawn here.
 */

import { subscript } from "../arrays.js";

/**
 * @typedef {{ is: "number", value: number }
 *   | { is: "name", letter: string, below: string, unit: number | null, of: number | null }
 *   | { is: "sum", parts: Term[] }
 *   | { is: "product", parts: Term[] }
 *   | { is: "difference", parts: [Term, Term] }
 *   | { is: "squash", by: Squash, part: Term }
 *   | { is: "rest", part: Term }
 *   | { is: "slope", of: "tanh" | "sigmoid", part: Term }} Term
 *
 * "rest" is 1 − z; "slope" is 1 − h² or h · (1 − h): of tanh and σ, told from their value.
 *
 * @typedef {"tanh" | "sigmoid" | "relu" | "identity"} Squash
 * @typedef {(value: number) => string} Write how a number is written
 */

/** @type {Record<Squash, { text: string, latex: string, value: (a: number) => number }>} */
const SQUASHES = {
  tanh: { text: "tanh", latex: "\\tanh", value: Math.tanh },
  sigmoid: { text: "σ", latex: "\\sigma", value: (a) => 0.5 * Math.tanh(0.5 * a) + 0.5 },
  relu: { text: "ReLU", latex: "\\operatorname{ReLU}", value: (a) => Math.max(a, 0) },
  identity: { text: "", latex: "", value: (a) => a },
};

/** @type {(value: number) => Term} */
export const number = (value) => ({ is: "number", value });
/** @type {(parts: Term[]) => Term} */
export const sum = (parts) => (parts.length === 1 ? parts[0] : { is: "sum", parts });
/** @type {(...parts: Term[]) => Term} */
export const product = (...parts) => ({ is: "product", parts });
/** @type {(left: Term, right: Term) => Term} */
export const difference = (left, right) => ({ is: "difference", parts: [left, right] });
/** @type {(by: Squash, part: Term) => Term} */
export const squash = (by, part) => ({ is: "squash", by, part });
/** @type {(part: Term) => Term} */
export const rest = (part) => ({ is: "rest", part });
/** @type {(of: "tanh" | "sigmoid", part: Term) => Term} */
export const slope = (of, part) => ({ is: "slope", of, part });

/**
 * A name such as f₂⁽¹⁾: a letter, what stands below it, and the unit where there are several.
 * @param {string} letter
 * @param {string | number} [below]
 * @param {number | null} [unit] counted from 0
 * @param {number | null} [of] the number that a weight is multiplied with, counted from 0
 * @returns {Term}
 */
export const name = (letter, below = "", unit = null, of = null) => ({
  is: "name",
  letter,
  below: String(below),
  unit,
  of,
});

/**
 * Return the value of a formula whose names are all numbers. Raises TypeError at a name.
 * @param {Term} term
 * @returns {number}
 */
export function valueOf(term) {
  switch (term.is) {
    case "number":
      return term.value;
    case "sum":
      return term.parts.reduce((total, part) => total + valueOf(part), 0);
    case "product":
      return term.parts.reduce((total, part) => total * valueOf(part), 1);
    case "difference":
      return valueOf(term.parts[0]) - valueOf(term.parts[1]);
    case "squash":
      return SQUASHES[term.by].value(valueOf(term.part));
    case "rest":
      return 1 - valueOf(term.part);
    case "slope": {
      const value = valueOf(term.part);
      return term.of === "tanh" ? 1 - value * value : value * (1 - value);
    }
    default:
      throw new TypeError(`${asText(term, String)} is a name, no number.`);
  }
}

/** @typedef {{ [Kind in Term["is"]]: (term: any, write: Write, inside: (term: Term) => string) => string }} Hand */

/** @type {Hand} */
const TEXT = {
  number: ({ value }, write) => write(value),
  name: ({ letter, below, unit, of }) => `${letter}${lowered(below)}${raised(unit, of)}`,
  sum: ({ parts }, _, inside) => parts.map(inside).join(" + "),
  product: ({ parts }, _, inside) => parts.map(inside).join("·"),
  difference: ({ parts }, _, inside) => parts.map(inside).join(" − "),
  squash: ({ by, part }, _, inside) => {
    const sign = SQUASHES[/** @type {Squash} */ (by)].text;
    return sign ? `${sign}(${inside(part)})` : inside(part);
  },
  rest: ({ part }, _, inside) => `(1 − ${inside(part)})`,
  slope: ({ of, part }, _, inside) =>
    of === "tanh" ? `(1 − ${inside(part)}²)` : `${inside(part)}·(1 − ${inside(part)})`,
};

/** @type {Hand} */
const LATEX = {
  number: ({ value }, write) => inLatex(write(value)),
  name: ({ letter, below, unit, of }) => {
    return `${letter.replace(DELTA, "\\delta ")}${below && `_{${below}}`}${over(unit, of)}`;
  },
  sum: ({ parts }, _, inside) => parts.map(inside).join(" + "),
  product: ({ parts }, _, inside) => parts.map(inside).join(" \\cdot "),
  difference: ({ parts }, _, inside) => parts.map(inside).join(" - "),
  squash: ({ by, part }, _, inside) => {
    const sign = SQUASHES[/** @type {Squash} */ (by)].latex;
    return sign ? `${sign}\\left(${inside(part)}\\right)` : inside(part);
  },
  rest: ({ part }, _, inside) => `(1 - ${inside(part)})`,
  slope: ({ of, part }, _, inside) =>
    of === "tanh" ? `(1 - ${inside(part)}^2)` : `${inside(part)} \\cdot (1 - ${inside(part)})`,
};

const DELTA = /^δ/;

/**
 * Return a formula as text.
 * @param {Term} term
 * @param {Write} write
 * @returns {string}
 */
export const asText = (term, write) => written(TEXT, term, write, "");

/**
 * Return a formula as LaTeX.
 * @param {Term} term
 * @param {Write} write
 * @returns {string}
 */
export const asLatex = (term, write) => written(LATEX, term, write, "");

/**
 * Return a formula as pieces of text with its names between them, for a page that sets names as formulas do.
 * @template Drawn
 * @param {Term} term
 * @param {Write} write
 * @param {(name: { letter: string, below: string, over: string }) => Drawn} draw
 * @returns {(string | Drawn)[]}
 */
export function asPieces(term, write, draw) {
  /** @type {Drawn[]} */
  const names = [];
  /** @type {Hand} */
  const hand = {
    ...TEXT,
    name: ({ letter, below, unit, of }) => {
      names.push(draw({ letter, below, over: places(unit, of).join(",") }));
      return HERE;
    },
  };
  return written(hand, term, write, "")
    .split(HERE)
    .flatMap((text, at) => (at < names.length ? [text, names[at]] : [text]));
}

const HERE = "\u0000"; // where a name stands; no formula has this sign

/**
 * @param {Hand} hand
 * @param {Term} term
 * @param {Write} write
 * @param {Term["is"] | ""} around what the term stands in
 * @returns {string}
 */
function written(hand, term, write, around) {
  const found = hand[term.is](term, write, (part) => written(hand, part, write, term.is));
  return needsBrackets(term, around) ? `(${found})` : found;
}

/**
 * A sum within a product, and a number below 0 that follows a sign.
 * @param {Term} term
 * @param {Term["is"] | ""} around
 */
function needsBrackets(term, around) {
  if (around === "" || around === "squash") return false;
  if (term.is === "number") return term.value < 0 || Object.is(term.value, -0);
  return (term.is === "sum" && around !== "sum") || (term.is === "difference" && around !== "sum");
}

const SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** @param {string} below */
const lowered = (below) => (/^\d+$/.test(below) ? subscript(Number(below)) : below && `_${below}`);

/** @param {number | null} unit @param {number | null} of @returns {number[]} counted from 1 */
const places = (unit, of) => [unit, of].filter((place) => place !== null).map((place) => place + 1);

/** @param {number | null} unit @param {number | null} of */
function raised(unit, of) {
  const found = places(unit, of).map((place) => SUPERSCRIPT[place]);
  return found.length ? `⁽${found.join(",")}⁾` : "";
}

/** @param {number | null} unit @param {number | null} of */
function over(unit, of) {
  const found = places(unit, of);
  return found.length ? `^{(${found.join(",")})}` : "";
}

/** @param {string} text */
const inLatex = (text) =>
  text
    .replace("−", "-")
    .replace("∞", "\\infty")
    .replace("NaN", "\\mathrm{NaN}")
    .replace(/·10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)/, (_, power) => ` \\cdot 10^{${power.replace(/./gu, plainDigit)}}`);

/** @param {string} sign */
const plainDigit = (sign) => (sign === "⁻" ? "-" : String(SUPERSCRIPT.indexOf(sign)));
