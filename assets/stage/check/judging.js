/** Whether an answer is right, and what to say of it. Knows what was asked; draws nothing. */

/** @typedef {import("./types.d.ts").Asked} Asked */
/** @typedef {import("./types.d.ts").Because} Because */
/** @typedef {{ right: boolean, because: Because }} Verdict */

const ROUNDING = 1e-9;

/**
 * @param {Asked} asked
 * @param {string | number | string[]} answer the id of an option or place, a number, or ids in their order
 * @returns {Verdict}
 */
export function judge(asked, answer) {
  if (asked.kind === "number") return ofNumber(asked, Number(answer));
  if (asked.kind === "order") return ofOrder(asked, /** @type {string[]} */ (answer));
  const option = asked.options.find(({ id }) => id === answer);
  if (answer === asked.answer) return { right: true, because: { says: asked.right } };
  return { right: false, because: option ?? { says: "This is none of the answers." } };
}

/** @param {import("./types.d.ts").NumberAsked} asked @param {number} answer @returns {Verdict} */
function ofNumber({ answer: due, tolerance, right, ideas, other }, answer) {
  const near = (/** @type {number} */ value) =>
    Math.abs(answer - value) <= tolerance + ROUNDING * (1 + Math.abs(value));
  if (near(due)) return { right: true, because: { says: right } };
  return { right: false, because: ideas.find(({ value }) => near(value)) ?? { ...other, solves: true } };
}

/** @param {import("./types.d.ts").OrderAsked} asked @param {string[]} answer @returns {Verdict} */
function ofOrder({ items, answer: due, right }, answer) {
  const rank = (/** @type {string} */ id) => due.indexOf(id);
  const at = answer.findIndex((id, place) => place > 0 && rank(id) < rank(answer[place - 1]));
  if (at < 0) return { right: true, because: { says: right } };
  const pair = [answer[at - 1], answer[at]];
  const bars = answer.map((id) => {
    const { label, value, told } = /** @type {(typeof items)[0]} */ (items.find((one) => one.id === id));
    const state = pair.includes(id) ? /** @type {const} */ ("wrong") : undefined;
    return { label, value, told, state };
  });
  const [upper, lower] = bars.slice(at - 1, at + 1);
  const says = `“${lower.label}” (${lower.told}) belongs above “${upper.label}” (${upper.told}).`;
  return { right: false, because: { says, picture: { kind: "bars", bars } } };
}

/** What a typed number is: 0.5, −2, 1/3, 3e-4 or 3 · 10^-4; null if it is none. @param {string} text */
export function typed(text) {
  const bare = text
    .trim()
    .replaceAll(/[−–]/g, "-")
    .replace(/\s*[·*×]\s*10\s*\^?\s*/, "e")
    .replaceAll(/[\s,](?=\d{3}(\D|$))/g, "")
    .replace(",", ".");
  const number = /^-?(\d+\.?\d*|\.\d+)(e-?\d{1,3})?$/i;
  const [above, below, ...more] = bare.split("/");
  if (more.length || !number.test(above) || (below !== undefined && !number.test(below))) return null;
  const value = Number(above) / (below === undefined ? 1 : Number(below));
  return Number.isFinite(value) ? value : null;
}
