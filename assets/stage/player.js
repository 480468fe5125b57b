/** Play, pause, step: the only clock of the stage. */

import { cursor, move } from "./cursor.js";

const STEP_MS = 900;
const MOTION_MS = 380;
let frame = 0;
let begun = 0;
let finished = () => {};
export const tempo = { rate: 1 };

export const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** `then` is called once when the last timestep has been played. */
export function play(then = () => {}) {
  clearTimeout(scene);
  if (cursor.playing) return;
  finished = then;
  const again = cursor.timestep >= cursor.length - 1;
  begun = performance.now();
  move({ playing: true, pinned: false, timestep: again ? 0 : cursor.timestep + 1, phase: still() ? 1 : 0 });
  frame = requestAnimationFrame(tick);
}

let scene = 0;

/** A short scene before playing: each act waits its milliseconds, then happens. Any step, pause or play ends it. */
export function act([first, ...rest]) {
  clearTimeout(scene);
  if (!first) return;
  const [wait, happen] = first;
  scene = setTimeout(() => {
    happen();
    act(rest);
  }, still() ? 0 : wait);
}

export function pause() {
  clearTimeout(scene);
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
  const elapsed = (now - begun) * tempo.rate;
  if (elapsed < STEP_MS) {
    const phase = still() ? 1 : Math.min(elapsed / MOTION_MS, 1);
    if (phase !== cursor.phase) move({ phase });
  } else if (cursor.timestep < cursor.length - 1) {
    begun = now;
    move({ timestep: cursor.timestep + 1, phase: still() ? 1 : 0 });
  } else {
    pause();
    finished();
    return;
  }
  frame = requestAnimationFrame(tick);
}
