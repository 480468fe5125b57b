/** The film: one cursor in training time. Live it rides on the newest step; playing it glides from frame to frame. */

import { still } from "../../player.js";
import { nextStop } from "./runs.js";

const FRAME_MS = 110;

/** A frame lasts as long early, where they are dense, as late: the film is slow where much happens. */
export class Film {
  step = 0;
  live = true;
  playing = false;
  rate = 1;
  #stops;
  #newest;
  #moved;
  #request = 0;
  #begun = 0;
  #before = 0;

  /**
   * @param {object} of
   * @param {() => number[]} of.stops the measured steps
   * @param {() => number} of.newest the step the runs have come to
   * @param {() => void} of.moved hears of every change
   */
  constructor({ stops, newest, moved }) {
    this.#stops = stops;
    this.#newest = newest;
    this.#moved = moved;
  }

  pause() {
    this.#stop();
    this.#moved();
  }

  /** @param {number} step */
  to(step) {
    this.#stop();
    this.#set(step);
  }

  /** @param {number} direction 1 to the next frame, -1 to the one before */
  by(direction) {
    this.to(nextStop(this.#stops(), this.step, direction));
  }

  /** Go to the first frame. */
  begin() {
    this.to(this.#stops()[0] ?? 0);
  }

  goLive() {
    this.#stop();
    this.#set(this.#newest(), true);
  }

  ride() {
    if (this.live) this.step = this.#newest();
  }

  play() {
    const stops = this.#stops();
    if (this.playing || stops.length < 2) return;
    const again = this.live || this.step >= stops[stops.length - 1];
    this.#before = again ? stops[0] : this.step;
    [this.step, this.live, this.playing] = [this.#before, false, true];
    this.#begun = performance.now();
    this.#moved();
    this.#request = requestAnimationFrame((now) => this.#tick(now));
  }

  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }

  #stop() {
    cancelAnimationFrame(this.#request);
    this.playing = false;
  }

  /** @param {number} step */
  #set(step, live = false) {
    this.live = live;
    const first = this.#stops()[0] ?? 0; // before the first there are no numbers
    this.step = Math.min(Math.max(step, first), Math.max(this.#newest(), 0));
    this.#moved();
  }

  /** @param {number} now */
  #tick(now) {
    const stops = this.#stops();
    const target = nextStop(stops, this.#before, 1);
    const passed = Math.max(((now - this.#begun) * this.rate) / FRAME_MS, 0); // the picture may be older than the key
    const share = still() ? Math.floor(passed) : passed;
    if (share < 1) this.step = this.#before + (target - this.#before) * share;
    else {
      this.#begun += FRAME_MS / this.rate;
      if (now - this.#begun > 2 * FRAME_MS) this.#begun = now; // the page was hidden: do not hurry after it
      this.step = this.#before = target;
      if (target >= (stops.at(-1) ?? 0)) {
        this.#stop();
        this.#set(this.step, this.step >= this.#newest());
        return;
      }
    }
    this.#moved();
    this.#request = requestAnimationFrame((time) => this.#tick(time));
  }
}
