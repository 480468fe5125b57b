// @ts-nocheck
/**
 * The one cursor of a page: timestep, unit, pinned or not, playing or not.
 * Whatever moves on a page, moves because this says so; the server is not asked.
 */

const listeners = new Set();

export const cursor = {
  timestep: 0,
  unit: 0,
  length: 1,
  units: 1,
  pinned: false,
  playing: false,
  direction: 1, // 1 plays forward; -1 back, as gradients travel
  phase: 1, // how far the motion of this timestep has come, 0..1
  unrolled: 1, // 0 = one rolled cell, 1 = a copy for each timestep
  lit: "", // name of the weight matrix that is lit in all its copies
  chosen: [], // units kept for comparison
};

export function subscribe(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const clamp = (value, top) => Math.min(Math.max(Math.trunc(value) || 0, 0), Math.max(top - 1, 0));

/** Change the cursor; listeners hear (cursor, changed) once, and only when something differs. */
export function move(change) {
  const wanted = { ...change };
  const length = wanted.length ?? cursor.length;
  const units = wanted.units ?? cursor.units;
  wanted.timestep = clamp(wanted.timestep ?? cursor.timestep, length);
  wanted.unit = clamp(wanted.unit ?? cursor.unit, units);
  const changed = {};
  for (const [key, value] of Object.entries(wanted)) {
    if (cursor[key] !== value) changed[key] = true;
    cursor[key] = value;
  }
  if (Object.keys(changed).length > 0) for (const listener of listeners) listener(cursor, changed);
}

export function choose(unit) {
  const kept = cursor.chosen.includes(unit)
    ? cursor.chosen.filter((other) => other !== unit)
    : [...cursor.chosen, unit].slice(-4);
  move({ chosen: kept });
}

/** Follow the mouse, unless the reader pinned a place or the network is reading. */
export function hover(timestep, unit) {
  if (!cursor.pinned && !cursor.playing) move({ timestep, unit, phase: 1 });
}
