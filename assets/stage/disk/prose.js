/** Prose of a saved page as elements. What a reader typed is a text in it, and becomes a text node. */

const MATH = "http://www.w3.org/1998/Math/MathML";
const FORMULA = /^m(ath|row|i|o|n|sub|sup|subsup|under|over|underover)$/;

/** @typedef {import("./types.d.ts").Prose} Prose */

/** @param {Prose[]} nodes @returns {(Element | string)[]} */
export const prose = (nodes) => nodes.map((node) => (typeof node === "string" ? node : element(node)));

/** @param {Exclude<Prose, string>} node */
function element([tag, attributes, ...inside]) {
  const made = FORMULA.test(tag) ? document.createElementNS(MATH, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...prose(inside));
  return made;
}
