/** A student's page goes where the presenter is: to another page by its link, else by cursor and hand alone. */

import { cursor, move, subscribe as subscribeToCursor } from "../cursor.js";
import { hands, subscribe as subscribeToHands, take } from "../hands.js";
import { pause, play, tempo } from "../player.js";
import { readHand } from "../score/hand/link.js";
import { base } from "./line.js";
import { handNow, handOf, pageNow, pageOf, whereNow } from "./place.js";

const STEP = 900; // ms of a word that is played
const BACKWARD = 2.5; // times as fast
const AGAIN = 80; // ms after which a page that came to rest elsewhere is led again
const PATIENCE = 40; // times that it is led again, until there is news

/** @typedef {import("./place.js").Place} Place */

export class Follower {
  constructor() {
    this.page = "";
    this.place = /** @type {Place | null} */ (null);
    this.moving = false; // whether what changes is changed here
    this.timer = 0;
    this.tries = 0;
    this.ends = [subscribeToCursor(() => this.strayed()), subscribeToHands(() => this.strayed())];
  }

  /**
   * Go where the presenter is.
   * @param {Place} place
   * @param {number} age for how many ms it has been there
   * @param {boolean} [anew] whether this page was elsewhere, on its own
   */
  go(place, age, anew = false) {
    const page = `${place.path}?${pageOf(place.query)}`;
    this.place = place;
    this.tries = 0;
    if (page !== this.page || (anew && page !== pageNow())) this.#turnTo(place, page);
    if (anew && place.sentence === null) this.#led(() => take({ sentence: null }));
    this.#lead(place);
    this.#led(() => this.#play(place, age));
  }

  /** @param {Place} place @param {string} page */
  #turnTo({ path, query }, page) {
    const known = this.page !== "" || page !== pageNow();
    this.page = page;
    if (!known) return; // it came here by the room's link
    const address = new URL(`${path}${query}`, base());
    history.replaceState(history.state, "", address);
    dispatchEvent(new PopStateEvent("popstate", { state: history.state })); // Streamlit reads links then
  }

  /** @param {Place} place */
  #lead({ cursor: where, query, sentence, playing }) {
    this.#led(() => {
      if (handOf(query) !== handNow()) {
        const { hand } = readHand(new URLSearchParams(query));
        take({ ...hand, sentence: hands.sentence });
      }
      if (sentence !== null) take({ sentence });
      if (playing || differs(where)) {
        if (!playing) pause();
        const { rolled, ...wanted } = where;
        move({ ...wanted, phase: 1, unrolled: rolled ? 0 : 1 });
      }
    });
  }

  /** Play from where the presenter began, as far as it has come meanwhile. @param {Place} place @param {number} age */
  #play({ playing, cursor: where }, age) {
    if (!playing) return pause();
    const { timestep, direction } = where;
    const elapsed = (playing.since + age) * playing.rate * (direction < 0 ? BACKWARD : 1);
    const at = timestep + direction * Math.floor(elapsed / STEP);
    const [first, last] = direction > 0 ? [0, cursor.length - 1] : [cursor.length - 1, 0];
    pause();
    tempo.rate = playing.rate;
    if ((at - last) * direction >= 0) return move({ timestep: last, phase: 1 });
    move({ timestep: at === first ? last : at - direction, phase: 1 });
    play();
  }

  /** @param {() => void} act */
  #led(act) {
    this.moving = true;
    try {
      act();
    } finally {
      this.moving = false;
    }
  }

  /** The page came to rest elsewhere: a picture that is put up begins where its link says. */
  strayed() {
    const { place } = this;
    if (this.moving || !place || place.playing || this.tries >= PATIENCE) return;
    this.tries += 1;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.place && !this.place.playing && this.#lead(this.place), AGAIN);
  }

  /** Let the page go. */
  stop() {
    clearTimeout(this.timer);
    this.place = null;
  }

  end() {
    this.stop();
    for (const end of this.ends) end();
  }
}

/** Whether the cursor is not where it should be. @param {import("./place.js").Where} where */
function differs(where) {
  const now = /** @type {Record<string, unknown>} */ (whereNow());
  return Object.entries(where).some(([name, value]) => now[name] !== value);
}
