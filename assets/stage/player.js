/** Play, pause, step: the only clock of the stage. */

import { cursor, move } from "./cursor.js";

const STEP_MS = 900;
const MOTION_MS = 380;
const MORPH_MS = 420;
let frame = 0;
let begun = 0;
let finished = () => {};
export const tempo = { rate: 1 };

export const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/**
 * Play to the last timestep, or back to the first where gradients travel back; then call `then`, once.
 * @param {() => void} [then]
 */
export function play(then = () => {}) {
  stopScene();
  if (cursor.playing) return;
  finished = then;
  const [first, last] = cursor.direction > 0 ? [0, cursor.length - 1] : [cursor.length - 1, 0];
  const again = cursor.timestep === last;
  begun = performance.now();
  move({
    playing: true,
    pinned: false,
    timestep: again ? first : cursor.timestep + cursor.direction,
    phase: still() ? 1 : 0,
  });
  frame = requestAnimationFrame(tick);
}

let scene = 0;
let endScene = () => {};

/**
 * Play a short scene: each act waits its milliseconds, then happens. A step, pause or play ends it and calls `end`.
 * @param {[wait: number, happen: () => void][]} acts
 * @param {() => void} end
 */
export function act(acts, end) {
  stopScene();
  endScene = end;
  const wait = (index = 0) => {
    if (index === acts.length) return;
    const [ms, happen] = acts[index];
    scene = setTimeout(() => {
      happen();
      wait(index + 1);
    }, ms);
  };
  wait();
}

function stopScene() {
  clearTimeout(scene);
  endScene();
  endScene = () => {};
}

export function pause() {
  stopScene();
  cancelAnimationFrame(frame);
  if (cursor.playing) move({ playing: false, phase: 1 });
}

/** @param {number} by */
export function step(by) {
  pause();
  move({ timestep: cursor.timestep + by, phase: 1 });
}

/** @param {number} timestep */
export function go(timestep) {
  pause();
  move({ timestep, phase: 1 });
}

/**
 * Pin a place, or let go of it where it is pinned already; what plays is paused.
 * @param {number} timestep
 * @param {number} unit
 * @param {boolean} [opens] whether a place that is pinned is opened in the lens, too
 */
export function pin(timestep, unit, opens = true) {
  pause();
  const same = cursor.pinned && cursor.timestep === timestep && cursor.unit === unit;
  move({ timestep, unit, pinned: !same, phase: 1, ...(opens && !same ? { opened: true } : {}) });
}

let morphing = 0;

/**
 * Roll the network up or unroll it, in a third of a second; at once for readers who asked for less motion.
 * @param {number} to 0 rolled up, 1 unrolled
 * @param {boolean} [instantly]
 */
export function morph(to, instantly = false) {
  cancelAnimationFrame(morphing);
  const from = cursor.unrolled;
  if (instantly || from === to) return move({ unrolled: to });
  const start = performance.now();
  /** @param {number} now */
  const next = (now) => {
    const share = Math.min((now - start) / MORPH_MS, 1);
    const eased = share * share * (3 - 2 * share);
    move({ unrolled: share === 1 ? to : from + (to - from) * eased });
    if (share < 1) morphing = requestAnimationFrame(next);
  };
  morphing = requestAnimationFrame(next);
}

/** @param {number} now ms, as the browser tells a frame */
function tick(now) {
  const elapsed = (now - begun) * tempo.rate * (cursor.direction < 0 ? 2.5 : 1);
  if (elapsed < STEP_MS) {
    const phase = still() ? 1 : Math.min(elapsed / MOTION_MS, 1);
    if (phase !== cursor.phase) move({ phase });
  } else if (cursor.timestep !== (cursor.direction > 0 ? cursor.length - 1 : 0)) {
    begun = now;
    move({ timestep: cursor.timestep + cursor.direction, phase: still() ? 1 : 0 });
  } else {
    pause();
    finished();
    return;
  }
  frame = requestAnimationFrame(tick);
}
