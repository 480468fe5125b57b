// @ts-nocheck
/** The film: one cursor in training time. Live it rides on the newest step; playing it glides from frame to frame. */

import { still } from "../../player.js";
import { nextStop } from "./runs.js";

const FRAME_MS = 110;

/**
 * `stops()` are the measured steps, `newest()` the step the runs have come to, `moved()` hears of every change.
 * A frame lasts as long early, where they are dense, as late: the film is slow where much happens.
 */
export function makeFilm({ stops, newest, moved }) {
  const film = { step: 0, live: true, playing: false, rate: 1 };
  let [frame, begun, before] = [0, 0, 0];
  const set = (step, live = false) => {
    film.live = live;
    const first = stops()[0] ?? 0; // before the first there are no numbers
    film.step = Math.min(Math.max(step, first), Math.max(newest(), 0));
    moved();
  };
  const pause = () => {
    cancelAnimationFrame(frame);
    film.playing = false;
  };
  const tick = (now) => {
    const target = nextStop(stops(), before, 1);
    const passed = Math.max(((now - begun) * film.rate) / FRAME_MS, 0); // the first picture may be older than the key
    const share = still() ? Math.floor(passed) : passed;
    if (share >= 1) {
      begun += FRAME_MS / film.rate;
      if (now - begun > 2 * FRAME_MS) begun = now; // the page was hidden: do not hurry after it
      before = target;
      film.step = target;
      if (target >= (stops().at(-1) ?? 0)) {
        pause();
        set(film.step, film.step >= newest());
        return;
      }
    } else film.step = before + (target - before) * share;
    moved();
    frame = requestAnimationFrame(tick);
  };
  return Object.assign(film, {
    pause: () => {
      pause();
      moved();
    },
    to: (step) => {
      pause();
      set(step);
    },
    by: (direction) => {
      pause();
      set(nextStop(stops(), film.step, direction));
    },
    goLive: () => {
      pause();
      set(newest(), true);
    },
    ride: () => {
      if (film.live) film.step = newest();
    },
    play() {
      if (film.playing || stops().length < 2) return;
      const again = film.live || film.step >= stops().at(-1);
      before = again ? stops()[0] : film.step;
      film.step = before;
      film.live = false;
      film.playing = true;
      begun = performance.now();
      moved();
      frame = requestAnimationFrame(tick);
    },
    toggle() {
      if (film.playing) film.pause();
      else film.play();
    },
  });
}
