/**
 * In which order units stand in the pictures, and which of them matter. Knows traces; draws nothing.
 *
 * The order is that of the network left alone, on the words as they are once the reader rests: rows stay where they
 * are while a sentence is typed or a gate is dragged, or nobody could follow a unit.
 */

import { Matrix } from "../../net/matrix.js";
import { clusterOrder, differenceCarried, effectOnAnswer } from "../../net/instruments/units.js";

const MATTER = 6; // units that are named and drawn large, where there are too many for all
const PICTURES = ["heat", "written"];
export const ORDER = "order"; // the name in a link

/** @typedef {import("../../net/trace.js").Trace} Trace */
/** @typedef {"trained" | "clustered" | "effect" | "carried"} By */

/**
 * @typedef {object} Order
 * @property {By} by
 * @property {number[]} units from top to bottom
 * @property {number[]} few those that matter, the one that matters most first
 */

/** What each order is called, after "units". @type {Record<By, string>} */
export const NAMES = {
  effect: "by effect on the answer",
  carried: "by what they carry",
  clustered: "clustered",
  trained: "as trained",
};

/** @type {By} */
export const USUAL = "effect";

/** Whether there is a picture in which units stand under one another. @param {{ type: string }[]} staves */
export const showsUnits = (staves) => staves.some(({ type }) => PICTURES.includes(type));

/** Return the units as they were trained. @param {number} units how many there are */
export const asTrained = (units) => Array.from({ length: units }, (_, unit) => unit);

/**
 * Return the units of a network in an order.
 *
 * What matters is what they carry of the difference to a twin, where that is the order; else their effect on the
 * answer.
 * @param {By} by "carried" is by effect where there is no twin
 * @param {Trace} trace
 * @param {Trace | null} [twin] what the network did on another sentence
 * @param {[layer: number, reverse: boolean]} [place]
 * @returns {Order}
 */
export function orderOf(by, trace, twin = null, place = [-1, false]) {
  if (by === "carried" && !twin) return orderOf("effect", trace, null, place);
  const sizes =
    by === "carried" && twin ? differenceCarried(trace, twin, "hidden", ...place) : effectOnAnswer(trace, ...place);
  const ranked = largestFirst(sizes);
  return { by, units: arranged(by, ranked, trace.layer(...place).hidden), few: ranked.slice(0, MATTER) };
}

/** @param {By} by @param {number[]} ranked @param {Matrix} hidden */
function arranged(by, ranked, hidden) {
  if (by === "trained") return asTrained(ranked.length);
  return by === "clustered" ? clusterOrder(hidden) : ranked;
}

/** Return the places of the numbers, that of the largest size first; what is not a number comes last. */
/** @param {Float64Array} numbers */
export function largestFirst(numbers) {
  const sizes = numbers.map((number) => (Number.isNaN(number) ? -1 : Math.abs(number)));
  return [...sizes.keys()].sort((a, b) => sizes[b] - sizes[a] || a - b);
}

/**
 * Return the unit that stands so many rows further down; the last one there is at the ends.
 * @param {number[]} units from top to bottom
 * @param {number} unit
 * @param {number} rows
 */
export function unitBeside(units, unit, rows) {
  const at = units.indexOf(unit);
  return at < 0 ? unit + rows : units[Math.min(Math.max(at + rows, 0), units.length - 1)];
}

/**
 * Return a row of numbers, one a unit, as units stand; without an order as they are.
 * @param {Matrix} numbers
 * @param {number} row
 * @param {Order} [order]
 */
export function inOrder(numbers, row, order) {
  const units = order?.units ?? asTrained(numbers.cols);
  return new Matrix(
    1,
    numbers.cols,
    Float64Array.from(units, (unit) => numbers.at(row, unit)),
  );
}

/** The orders as they stand in one score. */
export class Orders {
  constructor() {
    /** @type {Map<string, { order: Order, basis: string, words: string, beside: string }>} */
    this.known = new Map();
    /** Whether an order stands that other words would change. */
    this.stale = false;
  }

  /**
   * Return the order as it stands; it is found anew where another is chosen, or where the words are others and nobody
   * types. With another word in the twin it stays until the reader rests.
   * @param {number} which of the score's networks
   * @param {By} by
   * @param {Trace} trace
   * @param {Trace | null} twin
   * @param {[layer: number, reverse: boolean]} place
   * @param {boolean} typing
   */
  of(which, by, trace, twin, place, typing) {
    const key = `${which} ${place}`;
    const basis = `${by} ${twin !== null} ${trace.network.key}`;
    const words = JSON.stringify([trace.words, trace.forward.erased]);
    const beside = JSON.stringify(twin?.words ?? null);
    const found = this.known.get(key);
    if (found?.basis === basis && (typing || found.words === words)) {
      this.stale ||= found.words !== words || found.beside !== beside;
      return found.order;
    }
    const order = orderOf(by, trace, twin, place);
    this.known.set(key, { order, basis, words, beside });
    return order;
  }

  /** The reader rests: find the orders anew when they are asked for next. Return whether any can be another. */
  rest() {
    const { stale } = this;
    if (stale) this.known.clear();
    this.stale = false;
    return stale;
  }
}

/**
 * Return the order that a link asks for, and a sentence where it asks for none that there is.
 * @param {URLSearchParams} asked
 * @returns {{ order: By, misread: string[] }}
 */
export function readOrder(asked) {
  const wanted = asked.get(ORDER) ?? USUAL;
  if (Object.hasOwn(NAMES, wanted)) return { order: /** @type {By} */ (wanted), misread: [] };
  const short = Array.from(wanted).slice(0, 24).join("");
  const known = Object.keys(NAMES).join(", ");
  return { order: USUAL, misread: [`The link asks for the units' order “${short}”; there are ${known}.`] };
}

/** Write an order into an address, in the place of what it said. @param {URL} address @param {By} order */
export function writeOrder({ searchParams }, order) {
  if (order !== USUAL) searchParams.set(ORDER, order);
  else if (searchParams.has(ORDER)) searchParams.delete(ORDER);
}
