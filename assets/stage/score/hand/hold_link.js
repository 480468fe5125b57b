/**
 * Held gates in a link: `?hold=forget_gate:3:0.00:5-`, once for each. Gate, units, value, words; units and words are
 * counted from 1, as on screen, and `all` means each of them. `5` is the fifth word alone, `5-` from it on.
 */

/** @typedef {import("../../../net/types.d.ts").Clamp} Clamp */
/** @typedef {import("../../types.d.ts").ByHand} ByHand */

export const HOLD = "hold";
const MOST = 16; // held at once by a link
const SHOWN = 40; // letters of what cannot be read
const NUMBER = "[1-9]\\d{0,3}";
const FORM = new RegExp(
  `^(?<gate>[a-z_]{1,24}):(?<units>all|${NUMBER}(?:,${NUMBER}){0,7}):(?<value>-?\\d(?:\\.\\d{1,2})?):` +
    `(?:all|(?<start>${NUMBER})(?<on>-?))$`,
);

/**
 * Return what a link holds, and a sentence for each part of it that cannot be read.
 * @param {URLSearchParams} asked
 */
export function readHolds(asked) {
  const parts = asked.getAll(HOLD);
  /** @type {Clamp[]} */
  const clamps = [];
  /** @type {string[]} */
  const misread = [];
  for (const part of parts.slice(0, MOST)) {
    const clamp = clampOf(part);
    if (clamp) clamps.push(clamp);
    else
      misread.push(`The link holds “${short(part)}”, which is no gate; expected one such as “forget_gate:3:0.00:5-”.`);
  }
  if (parts.length > MOST) misread.push(`The link holds ${parts.length} gates; the first ${MOST} of them count.`);
  return { clamps, misread };
}

/** @param {string} part @returns {Clamp | null} */
function clampOf(part) {
  const found = FORM.exec(part)?.groups;
  if (!found) return null;
  const { gate, units, value, start = "1", on = "-" } = found;
  return {
    kind: "clamp",
    gate,
    value: Number(value),
    units: units === "all" ? null : [...new Set(units.split(",").map((unit) => Number(unit) - 1))],
    start: Number(start) - 1,
    stop: on ? null : Number(start),
  };
}

/** Return what a sentence shows of a part of a link that cannot be read. @param {string} part */
export function short(part) {
  const letters = Array.from(part);
  return letters.length > SHOWN ? `${letters.slice(0, SHOWN).join("")}…` : part;
}

/**
 * Write what is held into an address, in the place of what it held.
 * @param {URL} address
 * @param {ByHand[]} operations
 */
export function writeHolds(address, operations) {
  const { searchParams } = address;
  if (!searchParams.has(HOLD) && !operations.length) return;
  searchParams.delete(HOLD);
  for (const one of operations) if (one.kind === "clamp") searchParams.append(HOLD, written(one));
  address.search = address.search.replaceAll("%3A", ":").replaceAll("%2C", ","); // as they are in a query
}

/** @param {Clamp} clamp */
function written({ gate, value, units, start = 0, stop }) {
  const which = units ? units.map((unit) => unit + 1).join(",") : "all";
  const when = stop ? String(start + 1) : start > 0 ? `${start + 1}-` : "all";
  return [gate, which, Number(value).toFixed(2), when].join(":");
}
