/**
 * The one cursor of a page: timestep, unit, pinned or not, playing or not.
 * Whatever moves on a page, moves because this says so; the server is not asked.
 */

/**
 * @typedef {object} Cursor
 * @property {number} timestep
 * @property {number} unit
 * @property {number} length how many timesteps there are
 * @property {number} units how many units there are
 * @property {boolean} pinned
 * @property {boolean} opened whether the step of the cursor stands beside the picture, with its numbers
 * @property {boolean} playing
 * @property {number} direction 1 plays forward; -1 back, as gradients travel
 * @property {number} phase how far the motion of this timestep has come, 0..1
 * @property {number} unrolled 0 = one rolled cell, 1 = a copy for each timestep
 * @property {string} lit name of the weight matrix that is lit in all its copies
 * @property {number[]} chosen units kept for comparison
 * @property {number} operation which operation of the timestep is looked at, taken apart; -1 while it is whole
 *
 * @typedef {{ [Key in keyof Cursor]?: true }} Changed what differs from before
 * @typedef {(state: Cursor, changed: Changed) => void} Listener
 */

/** @type {Set<Listener>} */
const listeners = new Set();

/** @type {Cursor} */
export const cursor = {
  timestep: 0,
  unit: 0,
  length: 1,
  units: 1,
  pinned: false,
  opened: false,
  playing: false,
  direction: 1,
  phase: 1,
  unrolled: 1,
  lit: "",
  chosen: [],
  operation: -1,
};

/**
 * Tell `listener` of every change; return what ends it.
 * @param {Listener} listener
 */
export function subscribe(listener) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** @type {(value: number, top: number) => number} */
const clamp = (value, top) => Math.min(Math.max(Math.trunc(value) || 0, 0), Math.max(top - 1, 0));

/**
 * Change the cursor; listeners hear (cursor, changed) once, and only when something differs. A timestep or a unit
 * that is not there is brought inside.
 * @param {Partial<Cursor>} change
 */
export function move(change) {
  const wanted = { ...cursor, ...change };
  wanted.timestep = clamp(wanted.timestep, wanted.length);
  wanted.unit = clamp(wanted.unit, wanted.units);
  const keys = /** @type {(keyof Cursor)[]} */ (Object.keys(wanted)).filter((key) => cursor[key] !== wanted[key]);
  if (keys.length === 0) return;
  Object.assign(cursor, wanted);
  /** @type {Changed} */
  const changed = Object.fromEntries(keys.map((key) => [key, true]));
  for (const listener of listeners) listener(cursor, changed);
}

/**
 * Keep a unit's line for comparison, at most four; let it go if it is kept.
 * @param {number} unit
 */
export function choose(unit) {
  const kept = cursor.chosen.includes(unit)
    ? cursor.chosen.filter((other) => other !== unit)
    : [...cursor.chosen, unit].slice(-4);
  move({ chosen: kept });
}

/**
 * Follow the mouse, unless the reader pinned a place or the network is reading.
 * @param {number} timestep
 * @param {number} unit
 */
export function hover(timestep, unit) {
  if (!cursor.pinned && !cursor.playing) move({ timestep, unit, phase: 1 });
}
