/** A tab in a room: it presents, or it follows. One room a tab; it stays from page to page. */

import { listen } from "../feed.js";
import { download } from "../figure/export.js";
import { ballot } from "./ballot.js";
import { Bar } from "./bar.js";
import { Code } from "./code.js";
import { Follower } from "./follower.js";
import { forgetRoom, keepRoom, myName, presented, random, roomHere } from "./kept.js";
import { send } from "./line.js";
import { Presenter } from "./presenter.js";
import { answer, asked, cameOut, canAsk } from "./question.js";
import { pageOf, pathNow } from "./place.js";
import { Touch } from "./touch.js";

const OFTEN = 1000; // ms after which the page is looked at
const FAREWELL = 12_000; // ms that the reason stays why there is no room any more
const ROUNDS = 2;

/**
 * @typedef {object} Class what all are told of the class
 * @property {number} people
 * @property {boolean} locked
 * @property {boolean} away whether nobody has presented for a while
 * @property {import("./ballot.js").Vote | null} vote
 * @property {number} votes how many questions were asked
 *
 * @typedef {object} News
 * @property {"ended" | "replaced"} [over]
 * @property {import("./place.js").Place | null} [place]
 * @property {number} [age] ms
 * @property {Class} [class]
 * @property {(number | null)[] | null} [mine] what this reader voted
 */

const QUIET = { people: 0, locked: false, away: false, vote: null, votes: 0 };

/** What student and presenter have in common: the line, the bar. */
class Tab {
  /** @param {import("./kept.js").Kept} room */
  constructor(room) {
    this.room = room;
    this.who = room.secret || myName();
    this.tab = random(8);
    this.class = /** @type {Class} */ (QUIET);
    this.trouble = "";
    this.bar = new Bar();
    this.timer = setInterval(() => this.look(), OFTEN);
    void this.bar.open().then(() => this.show());
    const at = { stream: `rooms/${room.code}/events`, watcher: this.who };
    /** @type {(news: News) => void} */
    const hear = (news) => this.hear(news);
    this.hangUp = listen([["tab", this.tab]], at, hear, (sentence, status) => this.troubled(sentence, status));
  }

  /** @param {News} news */
  hear(news) {
    if (news.over === "ended") return this.gone("The presenter has closed the room. You go on alone.");
    if (news.over === "replaced") return this.gone("Another tab of this browser follows the class now.", false);
    if (news.class) this.class = news.class;
    this.show();
  }

  /** @param {string} sentence @param {number} status */
  troubled(sentence, status) {
    if (status === 404) return this.gone(`${sentence} You go on alone.`);
    if (status === 403) return this.gone(sentence);
    this.trouble = sentence;
    this.show();
  }

  look() {
    this.bar.wear();
  }

  show() {}

  /** There is no room any more: say so, and go on alone. @param {string} sentence @param {boolean} [all] */
  gone(sentence, all = true) {
    forgetRoom(all);
    this.stop();
    const close = () => this.bar.end();
    document.documentElement.classList.remove("room-follows", "room-votes", "room-locked");
    this.bar.show({ state: sentence, tone: "trouble", buttons: [{ name: "Close", act: close }] });
    setTimeout(close, FAREWELL);
  }

  stop() {
    clearInterval(this.timer);
    this.hangUp();
    if (here === this) here = null;
  }

  end() {
    this.stop();
    this.bar.end();
  }
}

class Student extends Tab {
  /** @param {import("./kept.js").Kept} room */
  constructor(room) {
    super(room);
    this.follower = new Follower();
    this.follows = true;
    this.place = /** @type {import("./place.js").Place | null} */ (null);
    this.placedAt = 0; // when the presenter came there, on this clock
    this.mine = /** @type {(number | null)[] | null} */ (null);
    this.said = /** @type {number | null} */ (null); // the vote on the question in sight, after its end too
    this.touch = new Touch(
      this.bar.host,
      () => this.rule,
      (rule) =>
        rule === "leave" ? this.leave() : this.bar.tell("The presenter has locked the pages: look, not touch."),
    );
  }

  /** @returns {import("./touch.js").Rule} */
  get rule() {
    if (!this.follows || this.trouble || this.class.away) return this.follows && !this.trouble ? "leave" : "free";
    return this.class.locked ? "refuse" : "leave";
  }

  /** @param {News} news */
  hear(news) {
    this.trouble = "";
    if ("mine" in news) this.#voted(news.mine ?? null);
    if (news.place) this.#led(news.place, news.age ?? 0);
    if (news.class?.locked && !news.class.away && !this.follows) this.back();
    super.hear(news);
    this.look();
  }

  /** @param {(number | null)[] | null} mine */
  #voted(mine) {
    this.mine = mine;
    this.said = mine?.findLast((one) => one !== null) ?? this.said;
  }

  /** @param {import("./place.js").Place} place @param {number} age */
  #led(place, age) {
    if (place.path !== this.place?.path || pageOf(place.query) !== pageOf(this.place.query)) this.said = null;
    this.place = place;
    this.placedAt = performance.now() - age;
    if (this.follows) this.follower.go(place, age);
  }

  /** Once the presenter shows the result, this page does: with the reader's own vote as the answer. */
  look() {
    super.look();
    if (this.follows && this.place?.answered && !this.class.vote?.open) answer(this.said);
  }

  leave() {
    this.follows = false;
    this.follower.stop();
    this.show();
  }

  back() {
    this.follows = true;
    if (this.place) this.follower.go(this.place, performance.now() - this.placedAt, true);
    this.show();
  }

  /** @param {number} answer */
  async cast(answer) {
    const { vote } = this.class;
    if (!vote) return;
    const ballot = { number: vote.number, round: vote.round, answer, tab: this.tab };
    const { ok, text } = await send(`/${this.room.code}/votes`, this.who, ballot);
    if (!ok) this.bar.tell(text);
  }

  /** @returns {[state: string, tone: "calm" | "own" | "trouble"]} */
  get state() {
    if (this.trouble) return [`${this.trouble} Until then you go on alone.`, "trouble"];
    if (this.class.away)
      return ["The presenter has been away for a while. You go on alone until they are back.", "own"];
    if (!this.follows) return ["You are on your own.", "own"];
    const locked = this.class.locked ? " Look, not touch." : "";
    return [`You follow the class ${this.room.code}.${locked}`, "calm"];
  }

  show() {
    const { vote, people } = this.class;
    const [state, tone] = this.state;
    const { classList } = document.documentElement;
    classList.toggle("room-follows", this.follows);
    classList.toggle("room-votes", vote?.open ?? false);
    classList.toggle("room-locked", this.rule === "refuse");
    const back = { name: "Back to the class", act: () => this.back(), primary: true };
    const buttons = [...(this.follows ? [] : [back]), { name: "Leave the room", act: () => this.quit() }];
    const signature = vote ? JSON.stringify([vote, people, this.mine]) : "";
    const cast = (/** @type {number} */ at) => void this.cast(at);
    const shown = vote && signature !== this.bar.signature ? ballot(vote, people, this.mine ?? [], cast) : null;
    this.bar.show({ state, tone, buttons, vote: vote ? (shown ?? this.bar.vote.firstChild) : null, signature });
  }

  quit() {
    forgetRoom();
    this.end();
  }

  stop() {
    super.stop();
    this.follower.end();
    this.touch.end();
  }
}

class Presenting extends Tab {
  /** @param {import("./kept.js").Kept} room */
  constructor(room) {
    super(room);
    this.code = new Code(this.bar.root, room, (sentence) => this.bar.tell(sentence));
    this.right = "";
    this.presenter = new Presenter(async (place) => (await this.order("place", place)).ok);
  }

  /** @param {string} what @param {object} [more] */
  async order(what, more = {}) {
    const sent = await send(`/${this.room.code}/orders`, this.who, { do: what, ...more });
    if (!sent.ok && sent.status !== 429 && what !== "place") this.bar.tell(sent.text);
    return sent;
  }

  /** @param {News} news */
  hear(news) {
    this.trouble = "";
    super.hear(news);
  }

  /** Say which answer came out, once the page shows it. */
  look() {
    super.look();
    const { vote } = this.class;
    const right = vote && !vote.open ? cameOut() : -1;
    const told = `${vote?.number} ${right}`;
    if (vote && right >= 0 && told !== this.right && asked()?.question === vote.question) {
      this.right = told;
      void this.order("right", { answer: right });
    }
    this.show();
  }

  /** Ask the class the question in sight; then show what it said. */
  async ask() {
    const { vote } = this.class;
    if (vote?.open) return this.order("reveal");
    const question = asked();
    if (!question) return this.bar.tell("There is no question with answers in sight.");
    const scene = new URL(location.href).searchParams.get("scene") ?? "";
    return this.order("ask", { ...question, lesson: pathNow(), scene });
  }

  /** @returns {import("./bar.js").Button[]} */
  get acts() {
    const { vote, locked, votes } = this.class;
    const order = (/** @type {string} */ what) => () => void this.order(what);
    const name = locked ? "Let go" : "Lock";
    const about = locked ? "Students may touch their pages again" : "Students look, and touch nothing";
    return [
      ...(vote?.open ? [{ name: "Reveal", act: order("reveal"), primary: true }] : []),
      ...(vote && vote.round < ROUNDS ? [{ name: "Vote again", act: order("again"), about: "A second vote" }] : []),
      ...(vote ? [{ name: "Close the vote", act: order("done") }] : []),
      ...(!vote && canAsk() ? [{ name: "Ask the class", act: () => void this.ask(), primary: true }] : []),
      { name, about, act: order(locked ? "free" : "lock"), pressed: locked },
      ...(votes ? [{ name: "CSV of the votes", act: () => void this.keep() }] : []),
      { name: "Code", act: () => this.code.turn(), about: "Code, link and QR for the class" },
      { name: "End", act: () => void this.close(), about: "Close the room for all" },
    ];
  }

  show() {
    if (!this.code) return; // it is being made
    const { vote, people } = this.class;
    const count = people === 1 ? "1 person" : `${people} people`;
    this.code.count(`${count} in the room`);
    const state = this.trouble || `You present in ${this.room.code} · ${count}`;
    const signature = vote ? JSON.stringify([vote, people]) : "";
    const shown = vote && signature !== this.bar.signature ? ballot(vote, people, null, null) : null;
    const tone = this.trouble ? "trouble" : "calm";
    const stands = vote ? (shown ?? this.bar.vote.firstChild) : null;
    this.bar.show({ state, tone, buttons: this.acts, vote: stands, signature });
  }

  /** Keep the counts as a file. */
  async keep() {
    const { ok, text } = await send(`/${this.room.code}/votes`, this.who);
    if (!ok) return this.bar.tell(text);
    return download(`unrolled-votes-${this.room.code}.csv`, new Blob([text], { type: "text/csv" }));
  }

  async close() {
    if (!confirm("Close the room? Your students' pages go on alone.")) return;
    const { ok } = await this.order("end");
    if (ok) forgetRoom(true);
    if (ok) this.end();
  }

  stop() {
    super.stop();
    this.presenter.end();
  }

  end() {
    super.end();
    this.code.end();
  }
}

let here = /** @type {Tab | null} */ (null);

/** Go on in the room that this tab is in. */
export function goOn() {
  const room = roomHere();
  if (room) here ??= room.secret ? new Presenting(room) : new Student(room);
}

/**
 * Open a room, or go on in the one that was opened in this browser; if this tab presents already, show its code.
 * @returns {Promise<string>} why not, in a sentence; "" when it is open
 */
export async function openRoom() {
  if (here instanceof Presenting) here.code.turn();
  if (here) return "";
  const before = presented();
  const still = before && (await send(`/${before.code}/orders`, before.secret, { do: "free" })).ok;
  if (before && still) keepRoom(before);
  else {
    const { ok, text } = await send("", "new", {});
    if (!ok) return text;
    keepRoom(JSON.parse(text));
  }
  goOn();
  return "";
}

/** What the keys of slide mode do: show or hide the code; ask, then reveal. */
export const presents = () => (here instanceof Presenting ? here : null);
