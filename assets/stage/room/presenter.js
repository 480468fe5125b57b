/** The presenter's page tells where it is, whenever that changes: one message at a time, the newest counts. */

import { cursor, subscribe as subscribeToCursor } from "../cursor.js";
import { subscribe as subscribeToHands, hands } from "../hands.js";
import { dialsNow } from "./dials.js";
import { pageNow, pathNow, queryNow, rateNow, whereNow } from "./place.js";
import { switchesNow } from "./switches.js";
import { isAnswered } from "./question.js";

const OFTEN = 250; // ms after which address and question are looked at
const SETTLED = 350; // ms that a page's address stays before a class is led there: it comes in two steps
const GAP = 60; // ms between two messages

/** @typedef {import("./place.js").Place} Place */

export class Presenter {
  /** @param {(place: Place) => Promise<boolean>} tell */
  constructor(tell) {
    this.tell = tell;
    this.told = "";
    this.page = { name: pageNow(), since: -Infinity };
    this.query = queryNow(whereNow());
    this.path = pathNow();
    this.sentence = /** @type {string | null} */ (hands.sentence);
    this.dials = dialsNow();
    this.switches = switchesNow();
    this.begun = 0; // when it began to play
    this.from = whereNow(); // and from where
    this.busy = false;
    this.timer = setInterval(() => this.look(), OFTEN);
    this.ends = [subscribeToCursor((_, changed) => this.moved(changed)), subscribeToHands(() => this.look())];
    this.look();
  }

  /** @param {import("../cursor.js").Changed} changed */
  moved(changed) {
    if (changed.playing && cursor.playing) [this.begun, this.from] = [performance.now(), whereNow()];
    if (changed.playing || !cursor.playing) void this.post();
  }

  look() {
    const [name, now] = [pageNow(), performance.now()];
    if (name !== this.page.name) this.page = { name, since: now };
    if (hands.sentence !== null) this.sentence = hands.sentence;
    else if (now - this.page.since > SETTLED) this.sentence = null;
    // A film that plays tells four steps a second.
    if (now - this.page.since > SETTLED) [this.dials, this.switches] = [dialsNow(), switchesNow()];
    void this.post();
  }

  /** @returns {Place} */
  get place() {
    const where = cursor.playing ? this.from : whereNow();
    if (performance.now() - this.page.since > SETTLED) {
      this.query = queryNow(where);
      this.path = pathNow();
      this.answered = isAnswered();
    }
    const playing = cursor.playing ? { rate: rateNow(), since: performance.now() - this.begun } : null;
    const { path, query, sentence, dials, switches, answered = false } = this;
    return { path, query, cursor: where, playing, sentence, answered, dials, switches };
  }

  /** Say where the page is, unless that was said. */
  async post() {
    if (this.busy) return;
    const { place } = this;
    const text = JSON.stringify({ ...place, playing: place.playing && place.playing.rate });
    if (text === this.told) return;
    this.busy = true;
    const fine = await this.tell(place);
    if (fine) this.told = text;
    setTimeout(
      () => {
        this.busy = false;
        if (fine) void this.post();
      },
      fine ? GAP : OFTEN,
    );
  }

  end() {
    clearInterval(this.timer);
    for (const end of this.ends) end();
  }
}
