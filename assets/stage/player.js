// @ts-nocheck
/** Play, pause, step: the only clock of the stage. */

import { cursor, move } from "./cursor.js";

const STEP_MS = 900;
const MOTION_MS = 380;
let frame = 0;
let begun = 0;
let finished = () => {};
export const tempo = { rate: 1 };

export const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** `then` is called once when all was played: to the last timestep, or to the first where gradients travel back. */
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

/** A short scene before playing: an act waits its milliseconds, then happens. A step, pause or play calls `end`. */
export function act(acts, end) {
  stopScene();
  endScene = end;
  const go = ([first, ...rest]) => {
    if (!first) return;
    scene = setTimeout(() => {
      first[1]();
      go(rest);
    }, first[0]);
  };
  go(acts);
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

export function step(by) {
  pause();
  move({ timestep: cursor.timestep + by, phase: 1 });
}

export function go(timestep) {
  pause();
  move({ timestep, phase: 1 });
}

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
