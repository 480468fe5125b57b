/** A tab in a room: it presents, or it follows. One room a tab; it stays from page to page. */

import { listen } from "../feed.js";
import { download } from "../figure/export.js";
import { ballot } from "./ballot.js";
import { Bar } from "./bar.js";
import { Code } from "./code.js";
import { Follower } from "./follower.js";
import { forgetRoom, keepRoom, myName, presented, random, roomHere } from "./kept.js";
import { linkOf, nameOf, send } from "./line.js";
import { Presenter } from "./presenter.js";
import { answer, asked, cameOut, canAsk, sceneNow } from "./question.js";
import { pageOf, pathNow } from "./place.js";
import { sayRefused } from "./refused.js";
import { Touch } from "./touch.js";

const OFTEN = 1000; // ms after which the page is looked at
const FAREWELL = 12_000; // ms that the reason stays why there is no room any more
const ROUNDS = 2;
/** What a page shows to the presenter alone: it is on no link. @type {Record<string, string>} */
const ALONE = {
  train: " What the presenter trains here, and its film, are on the screen in front only.",
  own: " The presenter's own network is on the screen in front only.",
};

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
    this.folded = ""; // which phase of a vote is hidden
    this.mine = /** @type {(number | null)[] | null} */ (null);
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

  /**
   * What the vote shows, made anew only when it is another one; nothing while it is hidden.
   * @param {((answer: number) => void) | null} cast votes; null for who presents
   */
  ballot(cast) {
    const { vote, people } = this.class;
    if (!vote || this.folded === phaseOf(vote)) return { vote: null, signature: "" };
    const mine = cast && (this.mine ?? []);
    const signature = JSON.stringify([vote, people, mine]);
    if (signature === this.bar.signature) return { vote: this.bar.vote.firstChild, signature };
    return { vote: ballot(vote, people, mine, cast), signature };
  }

  /** What hides the counts, to see the picture, and shows them again. @returns {import("./bar.js").Button[]} */
  get fold() {
    const { vote } = this.class;
    if (!vote?.counts) return [];
    const phase = phaseOf(vote);
    const hidden = this.folded === phase;
    const act = () => {
      this.folded = hidden ? "" : phase;
      this.show();
    };
    return [{ name: hidden ? "Show the vote" : "Hide the vote", act }];
  }

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
    if (news.class) this.follower.people = news.class.people;
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
    this.follower?.look();
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
    const alone = ALONE[this.place?.path ?? ""] ?? "";
    return [`You follow the class ${this.room.code}.${locked}${alone}`, "calm"];
  }

  show() {
    const { vote } = this.class;
    const [state, tone] = this.state;
    const { classList } = document.documentElement;
    classList.toggle("room-follows", this.follows);
    classList.toggle("room-votes", vote?.open ?? false);
    classList.toggle("room-locked", this.rule === "refuse");
    const back = { name: "Back to the class", act: () => this.back(), primary: true };
    const leave = { name: "Leave the room", act: () => this.quit() };
    const buttons = [...(this.follows ? [] : [back]), ...this.fold, leave];
    this.bar.show({ state, tone, buttons, ...this.ballot((at) => void this.cast(at)) });
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
    this.closing = false;
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
    return this.order("ask", { ...question, lesson: pathNow(), scene: sceneNow() });
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
      ...this.fold,
      ...(vote ? [{ name: "Close the vote", act: order("done") }] : []),
      ...(!vote && canAsk() ? [{ name: "Ask the class", act: () => void this.ask(), primary: true }] : []),
      { name, about, act: order(locked ? "free" : "lock"), pressed: locked },
      ...(votes ? [{ name: "CSV of the votes", act: () => void this.keep() }] : []),
      { name: "Code", act: () => this.code.turn(), about: "Code, link and QR for the class" },
      ...this.#end,
    ];
  }

  /** A click closes nothing that a whole class is in: it asks once. @returns {import("./bar.js").Button[]} */
  get #end() {
    const sure = (/** @type {boolean} */ on) => () => {
      this.closing = on;
      this.show();
    };
    if (!this.closing) return [{ name: "End", act: sure(true), about: "Close the room for all" }];
    return [
      { name: "Yes, close it for all", act: () => void this.close(), primary: true },
      { name: "No", act: sure(false) },
    ];
  }

  show() {
    if (!this.code) return; // it is being made
    const { people } = this.class;
    const count = people === 1 ? "1 person" : `${people} people`;
    this.code.count(`${count} in the room`);
    const onSlide = document.documentElement.classList.contains("slides");
    const inside = onSlide ? nameOf(linkOf(this.room.code)) : `You present in ${this.room.code}`;
    const state = this.trouble || `${inside} · ${count}`;
    const tone = this.trouble ? "trouble" : "calm";
    this.bar.show({ state, tone, buttons: this.acts, ...this.ballot(null) });
  }

  /** Keep the counts as a file. */
  async keep() {
    const { ok, text } = await send(`/${this.room.code}/votes`, this.who);
    if (!ok) return this.bar.tell(text);
    return download(`unrolled-votes-${this.room.code}.csv`, new Blob([text], { type: "text/csv" }));
  }

  /** Close the room for all, once that is confirmed. */
  async close() {
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

/** Which round of which vote it is, and whether its counts are shown. @param {import("./ballot.js").Vote} vote */
const phaseOf = ({ number, round, counts }) => `${number} ${round} ${counts !== null}`;

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
async function openRoom() {
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

let opening = /** @type {Promise<string> | null} */ (null);

/** Open a room, once however often it is asked for, or say why there is none. */
export async function openOrSay() {
  if (opening) return;
  opening = openRoom();
  const problem = await opening;
  opening = null;
  if (problem) await sayRefused(problem, openOrSay);
}

/** Ask the class the question in sight, or reveal what it said: a key of slide mode. Nothing where nobody presents. */
export const askClass = async () => void (here instanceof Presenting && (await here.ask()));
