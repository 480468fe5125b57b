/**
 * What else is done by hand, in a link: `?do=erase:5&do=off:input_gate&do=radius:forget_gate:0.90&do=forget_bias:1.00`,
 * once for each. The fifth word is erased; the radius of an RNN's one matrix needs no gate.
 */

import { short } from "./hold_link.js";

/** @typedef {import("../../types.d.ts").ByHand} ByHand */

export const DO = "do";
const MOST = 16; // done at once by a link
const GATE = "[a-z_]{1,24}";

/**
 * How each is written, and what is meant.
 * @type {[RegExp, (found: Record<string, string>) => ByHand][]}
 */
const FORMS = [
  [/^erase:(?<word>[1-9]\d{0,3})$/, ({ word }) => ({ kind: "erase", timestep: Number(word) - 1 })],
  [new RegExp(`^off:(?<gate>${GATE})$`), ({ gate }) => ({ kind: "off", gate })],
  [
    new RegExp(`^radius:(?:(?<gate>${GATE}):)?(?<radius>\\d(?:\\.\\d{1,2})?)$`),
    ({ gate, radius }) => ({ kind: "radius", gate: gate ?? null, radius: Number(radius) }),
  ],
  [/^forget_bias:(?<bias>-?\d(?:\.\d{1,2})?)$/, ({ bias }) => ({ kind: "forget_bias", bias: Number(bias) })],
];

/**
 * Return what a link does, and a sentence for each part of it that cannot be read.
 * @param {URLSearchParams} asked
 */
export function readDone(asked) {
  const parts = asked.getAll(DO);
  /** @type {ByHand[]} */
  const operations = [];
  /** @type {string[]} */
  const misread = [];
  for (const part of parts.slice(0, MOST)) {
    const operation = operationOf(part);
    if (operation) operations.push(operation);
    else misread.push(`The link does “${short(part)}”, which cannot be read; expected one such as “erase:5”.`);
  }
  if (parts.length > MOST) misread.push(`The link does ${parts.length} things; the first ${MOST} of them count.`);
  return { operations, misread };
}

/** @param {string} part @returns {ByHand | null} */
function operationOf(part) {
  for (const [form, meant] of FORMS) {
    const found = form.exec(part)?.groups;
    if (found) return meant(found);
  }
  return null;
}

/**
 * Write what is done into an address, in the place of what it did.
 * @param {URL} address
 * @param {ByHand[]} operations
 */
export function writeDone(address, operations) {
  const { searchParams } = address;
  if (!searchParams.has(DO) && !operations.length) return;
  searchParams.delete(DO);
  for (const one of operations) if (one.kind !== "clamp") searchParams.append(DO, written(one));
  address.search = address.search.replaceAll("%3A", ":").replaceAll("%2C", ","); // as they are in a query
}

/** @param {Exclude<ByHand, { kind: "clamp" }>} operation */
function written(operation) {
  switch (operation.kind) {
    case "erase":
      return `erase:${operation.timestep + 1}`;
    case "off":
      return `off:${operation.gate}`;
    case "radius":
      return ["radius", ...(operation.gate ? [operation.gate] : []), operation.radius.toFixed(2)].join(":");
    case "forget_bias":
      return `forget_bias:${operation.bias.toFixed(2)}`;
  }
}
