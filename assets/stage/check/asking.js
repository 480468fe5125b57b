/** Questions put together: options in a drawn order, ideas that lead to another number than the answer. */

import { format } from "../arrays.js";

/** @typedef {import("./types.d.ts").Because} Because */
/** @typedef {import("./types.d.ts").Sketch} Sketch */
/** @typedef {import("./draw.js").Draw} Draw */
/** @typedef {{ ask: string, picture?: Sketch, given: Record<string, unknown> }} Asks */

/**
 * One of some answers; those that are called the same as one before are left out.
 * @param {Draw} draw
 * @param {Asks & { right: { label: string, says: string }, wrong: (Because & { label: string })[],
 *   kept?: boolean }} asks
 *   `kept`: the options stand in the order of their labels
 * @returns {import("./types.d.ts").ChoiceAsked}
 */
export function choice(draw, { ask, picture, given, right, wrong, kept }) {
  const all = [right, ...wrong];
  const distinct = all.filter(({ label }, at) => all.findIndex((one) => one.label === label) === at);
  const sorted = kept ? distinct.sort((a, b) => (a.label < b.label ? -1 : 1)) : draw.shuffled(distinct);
  const options = sorted.map((one, at) => ({ ...one, id: "abcdef"[at] }));
  const answer = /** @type {{ id: string }} */ (options.find(({ label }) => label === right.label)).id;
  return { kind: "choice", ask, picture, given, right: right.says, options, answer };
}

/**
 * A place in the picture.
 * @param {Asks & { right: string, answer: string, places: { id: string, label: string }[],
 *   wrong: (id: string) => Because }} asks
 * @returns {import("./types.d.ts").ChoiceAsked}
 */
export function place({ ask, picture, given, right, answer, places, wrong }) {
  const options = places.map((one) => ({ ...one, ...(one.id === answer ? { says: right } : wrong(one.id)) }));
  return { kind: "place", ask, picture, given, right, options, answer };
}

/**
 * A number. An idea that leads to the right one, or to that of an idea before, is left out.
 * @param {Asks & { right: string, answer: number, tolerance?: number, unit?: string,
 *   ideas: (Because & { value: number })[], other: Because }} asks
 * @returns {import("./types.d.ts").NumberAsked}
 */
export function number({ ask, picture, given, right, answer, tolerance = 0, unit = "", ideas, other }) {
  const apart = (/** @type {number} */ one, /** @type {number} */ two) => Math.abs(one - two) > 2 * tolerance;
  const kept = ideas.filter(
    ({ value }, at) => apart(value, answer) && ideas.slice(0, at).every((one) => apart(one.value, value)),
  );
  return { kind: "number", ask, picture, given, right, answer, tolerance, unit, ideas: kept, other };
}

/**
 * An order, by the values of the items.
 * @param {Draw} draw
 * @param {Asks & { right: string, rising?: boolean, ends: [first: string, last: string],
 *   items: { id: string, label: string, value: number, told: string }[] }} asks
 * @returns {import("./types.d.ts").OrderAsked}
 */
export function order(draw, { ask, picture, given, right, items, ends, rising = false }) {
  const sorted = [...items].sort((a, b) => (rising ? a.value - b.value : b.value - a.value));
  const answer = sorted.map(({ id }) => id);
  let shown = draw.shuffled(items);
  if (shown.every(({ id }, at) => id === answer[at])) shown = [...shown.slice(1), shown[0]];
  return { kind: "order", ask, picture, given, right, items: shown, answer, ends };
}

/**
 * A number as it is written in questions: no more digits than it needs.
 * @param {number} value
 * @param {number} [most]
 */
export function plain(value, most = 3) {
  const text = format(value, most);
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

/** A number as a factor: negative ones in brackets. @param {number} value @param {number} [most] */
export const factor = (value, most) => (value < 0 ? `(${plain(value, most)})` : plain(value, most));

/** @param {number} value @param {number} digits */
export const rounded = (value, digits) => Math.round(value * 10 ** digits) / 10 ** digits;

/** @type {(text: string, state?: import("./types.d.ts").State) => import("./types.d.ts").WorkLine} */
export const line = (text, state) => ({ text, state });
