/**
 * A score on a page: it fetches its networks, has them read the sentence under the reader's hand, and is drawn anew
 * when that changes. What the page says of the same picture does not touch it.
 */

import { readTheme } from "../colour.js";
import { cursor, move } from "../cursor.js";
import { EMPTY, differs, hands, subscribe, take } from "../hands.js";
import { atHand, fetchDescription, fetchNetworks, wholeOf } from "../networks.js";
import { AT_REST, arrive, closeMenu, hostOf, tellServer } from "../page.js";
import { atRest } from "../parts/rest.js";
import { pause } from "../player.js";
import { Samples } from "../samples.js";
import { followField, isWaiting } from "../sentence.js";
import { html } from "../svg.js";
import { Switch } from "../switch.js";
import { readBoard } from "./board/board.js";
import { SentenceEditor } from "./editor.js";
import { readHand } from "./hand/link.js";
import { Orders } from "./order.js";
import { Probes } from "./probes.js";
import { arranged, ofThese } from "./rows.js";
import { buildScore } from "./score.js";
import { Follower } from "./twin.js";

const REST = 1000; // ms without a key, as long as the page waits for a sentence

/** @typedef {import("../page.js").Root} Root */
/** @typedef {import("../page.js").Component} Component */
/** @typedef {import("../types.d.ts").Described} Described */
/** @typedef {import("../types.d.ts").Told} Told */
/** @typedef {import("../switch.js").Picture} Picture */
/** @typedef {import("../../net/types.d.ts").Network} Network */

/** Where the last score stood: what was held on one page does not come along to another. */
let page = location.pathname;
addEventListener("popstate", () => (page = location.pathname)); // who goes back finds the address as it was

function handByLink() {
  const arrived = page === location.pathname;
  page = location.pathname;
  return arrived ? readHand(new URL(location.href).searchParams) : { hand: EMPTY, misread: [] };
}

/** Take a step apart from the start: the second one, which has an old state, unless a link says which. */
function openStep() {
  if (cursor.operation < 0) move({ timestep: cursor.timestep || 1, operation: 0, pinned: true, opened: true });
}

export class ScoreEntry {
  /** @param {Root} root */
  constructor(root) {
    this.root = root;
    this.host = hostOf(root);
    this.ended = false;
    this.width = 0;
    this.scenery = "";
    this.pictured = "";
    this.drawn = "";
    this.answered = "";
    this.frame = 0;
    this.editor = new SentenceEditor(root);
    this.follower = new Follower();
    this.played = "";
    this.led = ""; // to which place the page has led
    this.probes = new Probes(() => this.build());
    this.told = /** @type {Picture | null} */ (null); // by the page
    this.described = /** @type {Described | null} */ (null); // to be drawn
    this.veiled = /** @type {string[]} */ ([]);
    this.sent = /** @type {unknown} */ (null);
    this.fresh = /** @type {number | null} */ (null);
    this.newest = /** @type {Component | null} */ (null);
    this.component = /** @type {Component | null} */ (null); // the newest one whose description is here
    this.scene = /** @type {ReturnType<typeof buildScore> | null} */ (null);
    this.waitsFor = "";
    this.excuse = /** @type {HTMLElement | null} */ (null);
    this.watcher = new ResizeObserver(() => {
      if (Math.abs(this.host.clientWidth - this.width) > 2) requestAnimationFrame(() => this.buildAnew());
    });
    this.orders = new Orders();
    this.switch = new Switch({ chosen: () => this.choose(), near: () => this.fetchOthers() });
    this.samples = new Samples(() => this.choose());
    this.settle = atRest(() => this.rest(), REST);
    closeMenu();
    arrive();
    /** Whether neither the reader nor a link has put the cursor to a unit. */
    /** What the link says with which one came: it counts more than the place to which the page leads. */
    this.linked = new Set(new URL(location.href).searchParams.keys());
    this.untouched = cursor.unit === 0 && !this.linked.has("u");
    const { hand, misread } = handByLink();
    this.misread = misread;
    take(hand);
    this.hand = { ...hands };
    this.stop = subscribe(() => this.follow());
    this.watcher.observe(this.host);
  }

  /** @param {Component} component */
  show(component) {
    this.newest = component;
    const told = JSON.parse(component.text);
    const described = wholeOf(told);
    if (described) this.hear(component, told, described);
    else this.describe(told, () => this.newest === component && this.show(component));
  }

  /**
   * Fetch a description, with the networks beside it, then go on; the last picture stays until then.
   * @param {Told} told
   * @param {() => void} go
   */
  async describe(told, go) {
    fetchNetworks(told.networks.map(({ key }) => key)).catch(() => {}); // who draws asks anew, and says why
    try {
      await fetchDescription(told.description ?? "");
    } catch (error) {
      if (!this.ended) this.excuseFor(/** @type {Error} */ (error), () => this.describe(told, go));
      return;
    }
    if (!this.ended) go();
  }

  /**
   * Take what the page says.
   * @param {Component} component
   * @param {Told} told
   * @param {Described} described all of it
   */
  hear(component, told, described) {
    const { fresh, field, others, veiled } = component.data;
    if (this.fresh !== null && this.fresh !== fresh) {
      pause();
      move({ ...AT_REST, timestep: 0, unit: 0 });
      this.untouched = true;
      this.linked.clear();
      this.led = "";
      take(EMPTY);
      if (component.data.scene === "apart") openStep();
    }
    this.fresh = fresh;
    this.component = component;
    if (!this.told) {
      take({ rows: ofThese(hands.rows, described) });
      if (component.data.scene === "apart") openStep();
    }
    this.told = { described: told, veiled };
    this.switch.hear(others ?? "");
    this.samples.hear(field, described.sentence);
    this.aim(this.picture) || this.aim(this.told);
    followField(field, { host: this.host, drawn: () => this.editor.drawn, samples: described.samples });
    if (!isWaiting()) take({ sentence: null });
    if (this.turn()) this.scene?.answersTo(this.around);
  }

  /** The reader chose in a control of the page: draw that, unless the page alone knows what it is. */
  choose() {
    const { picture } = this;
    if (!picture || this.ended) return;
    if (!this.aim(picture)) {
      this.describe(picture.described, () => this.choose());
      return;
    }
    if (this.samples.chosen) take({ sentence: null });
    this.turn();
  }

  /** What the page describes, and what was chosen since. @returns {Picture | null} */
  get picture() {
    const picture = this.told && this.switch.picture(this.told);
    const sentence = this.samples.chosen;
    if (!picture || !sentence) return picture;
    return { ...picture, described: { ...picture.described, sentence, target: null } };
  }

  /** Return whether a picture is what is to be drawn from now on: its description may be on its way. */
  /** @param {Picture | null} picture */
  aim(picture) {
    const described = picture && wholeOf(picture.described);
    if (!described) return false;
    this.described = described;
    this.veiled = picture.veiled;
    this.scenery = this.sceneryOf(described);
    return true;
  }

  /** Draw it; return whether that was in place, because no more than sentence and numbers are new. */
  turn() {
    const inPlace = !this.plays && this.look === this.pictured;
    if (inPlace) {
      this.follow();
    } else {
      pause();
      this.build();
      if (!this.scene) requestAnimationFrame(() => this.build());
    }
    return inPlace;
  }

  /** Whether there is a picture: until then the address may say where its cursor is to stand, but not what it is. */
  get hasCursor() {
    return this.scene !== null;
  }

  /** The sentence to draw: what is typed, else the page's. */
  get sentence() {
    return hands.sentence ?? this.described?.sentence ?? "";
  }

  /** What the page says around the picture, and what is covered in it: also where the page is to ask anew. */
  get around() {
    const { data } = /** @type {Component} */ (this.component);
    const anew = data.anew?.[this.sentence] ?? [];
    return { ...data, veiled: [...new Set([...this.veiled, ...anew])] };
  }

  /** Everything that a picture depends on but its sentence and the numbers of its networks. */
  get look() {
    return `${this.scenery} ${this.around.veiled.sort()}`;
  }

  /** @param {Described} described */
  sceneryOf(described) {
    const theme = Object.values(readTheme(this.host));
    return JSON.stringify([{ ...described, sentence: "", target: null, networks: null }, theme]);
  }

  /** Draw what is under the reader's hand, unless it is drawn already: gates that are dragged once a frame. */
  follow() {
    if (this.hand.operations !== hands.operations) this.misread = [];
    const { twin } = this;
    if (twin !== hands.twin)
      take({ twin }); // comes here again
    else if (this.drawn !== this.sentence || this.answered !== this.wanted || this.hasTurned) this.build();
    else if (differs(this.hand, hands)) this.frame ||= requestAnimationFrame(() => this.build());
  }

  /** The twin of the sentence to draw: it follows where the sentence changes. */
  get twin() {
    const networks = this.described && atHand(this.described.networks.map(({ key }) => key));
    if (!this.described || !networks) return hands.twin;
    return this.follower.follow(networks[networks.length - 1], this.described.kinds, this.sentence, hands.twin);
  }

  /** Whether there is another twin, or another of two runs is to be shown. */
  get hasTurned() {
    return this.hand.twin !== hands.twin || this.hand.show !== hands.show;
  }

  /** What is asked of which networks: their keys, and what the page says of its own sentence. */
  get wanted() {
    const { networks = [], sentence, target } = this.described ?? {};
    return [...networks.map(({ key }) => key), this.sentence === sentence ? target : null].join();
  }

  /** What waits for rest, if anything does. @param {boolean} typing */
  restLater(typing) {
    if (typing || this.orders.stale) this.settle();
  }

  /** The reader rests: columns get their width, units their order. */
  rest() {
    this.scene?.settle();
    if (this.orders.rest()) this.build();
  }

  /** Draw on another width: the picture that is there does not fit it. */
  buildAnew() {
    this.pictured = "";
    this.build();
  }

  repaint() {
    this.buildAnew();
  }

  taken() {
    const { scene, component } = this;
    if (!scene || !component) return null;
    const apart = scene.side?.takenApart ?? null;
    return { kind: "score", name: scene.data.name, from: scene.data.caption, numbers: scene.numbers(), apart };
  }

  build() {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    const { component, described } = this;
    if (!component || !described || this.ended) return;
    const keys = described.networks.map(({ key }) => key);
    const networks = atHand(keys);
    if (networks) this.draw(described, networks);
    else this.fetch(keys);
  }

  /** @param {Described} described @param {Network[]} networks */
  draw(described, networks) {
    const board = this.read(described, networks);
    const width = (this.scene && this.width) || this.host.clientWidth;
    if (!board || !width) return;
    board.refused = [...this.misread, ...board.refused];
    const typing = hands.sentence !== null;
    this.drawn = this.sentence;
    this.answered = this.wanted;
    this.hand = { ...hands };
    this.excuse?.remove();
    this.lookAtFirst(board);
    this.restLater(typing);
    const isNew = this.plays || this.look !== this.pictured;
    if (isNew || !this.scene?.read(board, typing)) this.put(board);
    if (!board.pair && !board.unread) take({ show: "first" }); // there is nothing to choose between any more
  }

  /** Whether the page wants it to play, and it has not yet. */
  get plays() {
    const { play } = this.around;
    return play && this.played !== play;
  }

  /**
   * Put up a new scene; without a width it is out of sight, and the watcher comes again when it has one.
   * @param {import("../types.d.ts").ScoreData} board
   */
  put(board) {
    const { around } = this;
    this.width = this.host.clientWidth;
    if (!this.width) return;
    this.scene?.stop();
    this.pictured = this.look;
    const play = this.plays;
    this.played = around.play;
    const columns = board.pair?.columns ?? board.tokens;
    this.lead(around, columns.length, board.units ?? 1);
    if (around.backward && this.isUntouched()) move({ timestep: columns.length - 1 });
    const send = (/** @type {string} */ name, /** @type {unknown} */ value) => this.tell(name, value);
    this.scene = buildScore(this.root, { ...board, ...around, play }, send, this.editing);
  }

  /** What edits the sentence, where the page has a field for it. */
  get editing() {
    return this.component?.data.field ? this.editor : null;
  }

  /**
   * Bring the cursor to the unit and the word that the page speaks of, once; what a link says counts more.
   * @param {{ unit?: number, timestep?: number }} place
   * @param {number} length of the sentence
   * @param {number} units of the network: the one before may have had fewer
   */
  lead({ unit, timestep }, length, units) {
    const place = JSON.stringify([unit, timestep]);
    if (place === this.led) return;
    this.led = place;
    if (unit !== undefined && (this.scene || !this.linked.has("u"))) move({ units, unit });
    if (timestep !== undefined && (this.scene || !this.linked.has("t"))) move({ length, timestep });
  }

  /** Begin at the unit that matters most. @param {import("../types.d.ts").ScoreData} board */
  lookAtFirst({ foremost, units = 1 }) {
    if (this.untouched) move({ units, unit: foremost });
    this.untouched = false;
  }

  /** Whether nobody has put the cursor anywhere yet. */
  isUntouched() {
    return !this.scene && cursor.timestep === 0 && !new URL(location.href).searchParams.has("t");
  }

  /**
   * Have the sentence under the reader's hand read; null where there is no word in it, and the last picture stays.
   * @param {Described} described
   * @param {Network[]} networks
   */
  read(described, networks) {
    try {
      const board = readBoard(arranged(described, hands.rows), networks, hands, this.probes, this.orders);
      const { telling, kinds } = described;
      const about = { network: networks[0], judge: networks[networks.length - 1], telling, kinds };
      /** @param {import("../types.d.ts").Token[]} tokens */
      const wordsOf = (tokens) => tokens.map(({ text }) => text);
      this.editor.shows({ ...about, sentence: this.sentence, words: wordsOf(board.tokens) });
      if (board.pair?.tokens && hands.twin !== null)
        this.editor.twin.shows({ ...about, sentence: hands.twin, words: wordsOf(board.pair.tokens) });
      return board;
    } catch (error) {
      if (hands.sentence === null && !hands.operations.length) throw error;
      return null;
    }
  }

  /**
   * Fetch what the picture needs, then build it; the last picture stays until then.
   * @param {string[]} keys
   */
  async fetch(keys) {
    const wanted = keys.join();
    if (this.waitsFor === wanted) return;
    this.waitsFor = wanted;
    try {
      await fetchNetworks(keys);
      if (this.waitsFor === wanted) this.build();
    } catch (error) {
      if (this.waitsFor === wanted && !this.ended) this.excuseFor(/** @type {Error} */ (error), () => this.build());
    } finally {
      if (this.waitsFor === wanted) this.waitsFor = "";
    }
  }

  /** Have at hand what the other options need; what does not come is asked for anew when it is chosen. */
  fetchOthers() {
    if (!this.scene || this.ended) return;
    for (const coming of [fetchNetworks(this.switch.networks), ...this.switch.descriptions.map(fetchDescription)])
      coming.catch(() => {});
  }

  /**
   * Say why there is no picture, and offer to try again.
   * @param {Error} error
   * @param {() => void} again
   */
  excuseFor({ message }, again) {
    const retry = html("button", { type: "button", onclick: again }, "Try again");
    this.excuse?.remove();
    this.excuse = html("div", { class: "excuse", role: "alert" }, [html("p", {}, message), retry]);
    this.root.append(this.excuse);
  }

  /** Tell the page, once; not of a picture that it has not heard of yet. @param {string} name @param {unknown} value */
  tell(name, value) {
    if (this.sent === value || hands.sentence !== null || this.switch.isAhead || this.samples.chosen) return;
    this.sent = value;
    tellServer(this.component, "state", name, value);
  }

  /** @param {KeyboardEvent} event */
  keydown(event) {
    this.editor.keydown(event);
    this.scene?.keydown(event);
  }

  end() {
    this.ended = true;
    cancelAnimationFrame(this.frame);
    this.stop();
    this.switch.end();
    this.samples.end();
    this.watcher.disconnect();
    this.scene?.stop();
  }
}
