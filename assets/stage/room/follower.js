/** A student's page goes where the presenter is: to another page by its link, else by cursor and hand alone. */

import { cursor, move, subscribe as subscribeToCursor } from "../cursor.js";
import { hands, subscribe as subscribeToHands, take } from "../hands.js";
import { pause, play, tempo } from "../player.js";
import { readHand } from "../score/hand/link.js";
import { base } from "./line.js";
import { turnDials } from "./dials.js";
import { turnSwitches } from "./switches.js";
import { RUNS, handNow, handOf, pageNow, pageOf, whereNow } from "./place.js";

const STEP = 900; // ms of a word that is played
const BACKWARD = 2.5; // times as fast
const APART = 30; // ms a person, within which a class's pages set out: a page run takes the server half of it
const LOST = 4000; // ms after which a page that is another one is led once more; then twice as many
const MOST_LOST = 16_000;
const AGAIN = 80; // ms after which a page that came to rest elsewhere is led again
const PATIENCE = 40; // times that it is led again, until there is news

/** @typedef {import("./place.js").Place} Place */

export class Follower {
  constructor() {
    this.page = "";
    this.due = ""; // the page to which this one is about to go
    this.people = 1; // in the room
    this.start = 0;
    this.lost = 0; // since when this page is seen to be another one than it was led to; 0 while it is not
    this.wait = LOST;
    this.placedAt = 0;
    this.place = /** @type {Place | null} */ (null);
    this.moving = false; // whether what changes is changed here
    this.timer = 0;
    this.tries = 0;
    this.ends = [subscribeToCursor(() => this.strayed()), subscribeToHands(() => this.strayed())];
  }

  /**
   * Go where the presenter is: on the same page at once, to another page when it is this one's turn.
   * @param {Place} place
   * @param {number} age for how many ms it has been there
   * @param {boolean} [anew] whether this page was elsewhere, on its own
   */
  go(place, age, anew = false) {
    const page = nameOf(place);
    [this.place, this.placedAt] = [place, performance.now() - age];
    if (page !== this.page) [this.lost, this.wait] = [0, LOST];
    this.tries = 0;
    const turns = page !== this.page || (anew && page !== pageNow());
    if (turns && this.due === page) return;
    clearTimeout(this.start);
    this.due = turns ? page : "";
    const crowd = turns && !anew && this.page !== "";
    if (crowd) this.start = setTimeout(() => this.#arrive(), Math.random() * this.people * APART);
    else this.#arrive(anew);
  }

  /** Be where the presenter is now. @param {boolean} [anew] */
  #arrive(anew = false) {
    const { place } = this;
    if (!place) return;
    if (this.due) this.#turnTo(place, this.due);
    this.due = "";
    if (anew && place.sentence === null) this.#led(() => take({ sentence: null }));
    this.#lead(place);
    this.#led(() => this.#play(place, performance.now() - this.placedAt));
    this.look();
  }

  /** Whether this page is the one that the presenter is at. */
  get isThere() {
    return this.place !== null && this.page === nameOf(this.place);
  }

  /** Have sliders and switches stand as the presenter’s do: pictures come later than their page, films begin alone. */
  look() {
    const { place } = this;
    if (!place || !this.isThere) return;
    const { dials, switches, playing } = place;
    if (dials) this.#led(() => turnDials(dials));
    if (switches && !playing) this.#led(() => turnSwitches(switches));
    this.#findBack(place);
  }

  /**
   * A busy server may take two wishes for one, and forget that it was a link: then its page stays as it was.
   * @param {Place} place
   */
  #findBack({ path, query }) {
    const now = performance.now();
    this.lost = this.page === pageNow() ? 0 : this.lost || now;
    if (!this.lost || now - this.lost < this.wait || this.wait > MOST_LOST) return;
    [this.lost, this.wait] = [0, 2 * this.wait];
    comeTo(path, query);
  }

  /** @param {Place} place @param {string} page */
  #turnTo({ path, query }, page) {
    const known = this.page !== "" || page !== pageNow();
    this.page = page;
    if (known) comeTo(path, query); // else it came here by the room's link
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
    if (this.moving || !place || place.playing || !this.isThere || this.tries >= PATIENCE) return;
    this.tries += 1;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.place && !this.place.playing && this.#lead(this.place), AGAIN);
  }

  /** Let the page go. */
  stop() {
    clearTimeout(this.timer);
    clearTimeout(this.start);
    this.due = "";
    this.place = null;
  }

  end() {
    this.stop();
    for (const end of this.ends) end();
  }
}

/**
 * Come to a page as through the browser's history: Streamlit reads links then.
 * @param {string} path
 * @param {string} query
 */
function comeTo(path, query) {
  const address = new URL(`${path}${query}`, base());
  if (!address.searchParams.has(RUNS)) address.searchParams.set(RUNS, ""); // the supplied ones, whatever was before
  history.replaceState(history.state, "", address);
  dispatchEvent(new PopStateEvent("popstate", { state: history.state }));
}

/** Which page a place is on, and what of its link makes it run. @param {Place} place */
const nameOf = ({ path, query }) => `${path}?${pageOf(query)}`;

/** Whether the cursor is not where it should be. @param {import("./place.js").Where} where */
function differs(where) {
  const now = /** @type {Record<string, unknown>} */ (whereNow());
  return Object.entries(where).some(([name, value]) => now[name] !== value);
}
