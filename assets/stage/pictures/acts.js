/**
 * What a picture has that goes through a sentence word by word, and through each word act by act: the bar with its
 * buttons, the sentence with the state after each word, playing, the keys. The picture says what an act shows.
 */

import { mix, readTheme } from "../colour.js";
import { hands, subscribe, take } from "../hands.js";
import { atHand } from "../networks.js";
import { hostOf } from "../page.js";
import { signButton } from "../parts/icons.js";
import { press, takeKeys } from "../parts/keys.js";
import { zoomOf } from "../parts/zoom.js";
import { still } from "../player.js";
import { isWaiting } from "../sentence.js";
import { dress, sheetOf } from "../styles.js";
import { html, put, say } from "../svg.js";
import { came } from "./arriving.js";
import { Clock } from "./clock.js";

const ACT = 1500; // ms
const TRAVEL = 420; // ms that a number takes to where it is read
const TINT = 0.55; // of a hue behind a number: it must stay legible
const ASIDE = 60; // px of the sentence that stay in sight beside the word

/** @typedef {import("../types.d.ts").Palette} Palette */
/** @typedef {import("../../net/types.d.ts").Network} Network */

/**
 * What a page tells of every picture of this kind.
 * @typedef {{ network: string, sentence: string, palette: Palette, caption: string }} Told
 */

/**
 * How numbers move where a picture shows it: what leaves when another act comes next, and how it arrives.
 * @typedef {{ leave?: (timestep: number, act: number) => unknown, arrive?: (left: any) => void }} Moves
 */

/**
 * @typedef {object} Chain
 * @property {string} name of the state before the first word
 * @property {string[]} words
 * @property {ArrayLike<number>[]} states one more than words
 * @property {(value: number) => string} hue
 * @property {number} seen so many states after the first are there
 */

export class Acts {
  /**
   * @param {import("../page.js").Root} root
   * @param {string[]} names of the acts
   * @param {string} whole what is gone through, in words
   */
  constructor(root, names, whole) {
    sheetOf("pictures/acts.css").then((sheet) => dress(root, sheet));
    this.host = hostOf(root);
    this.names = names;
    this.veiled = false;
    this.timestep = 0;
    this.act = 0;
    this.unit = 0;
    this.fresh = -1;
    this.told = /** @type {Told | null} */ (null);
    this.ended = false;
    this.clock = new Clock(() => this.toggle());
    this.acts = names.map((name, act) =>
      html("button", { type: "button", onclick: () => this.go(this.timestep, act) }, `${act + 1} · ${name}`),
    );
    this.bar = html("div", { class: "transport acts-bar", role: "toolbar", "aria-label": whole }, [
      signButton("first", "First word (Home)", () => this.go(0, 0)),
      signButton("back", "One act back (←)", () => this.by(-1)),
      this.clock.button,
      signButton("next", "One act on (→)", () => this.by(1)),
      html("div", { class: "acts-acts", role: "group", "aria-label": "Act" }, this.acts),
    ]);
    this.chain = html("div", { class: "acts-chain", tabindex: "0", role: "group", "aria-label": "The sentence" });
    this.says = html("p", { class: "acts-says", role: "status" });
    this.caption = html("p", { class: "caption" });
    this.unsubscribe = subscribe(() => this.reread());
  }

  /**
   * Take what the page tells, have its network read, and draw; what was covered until now plays its timestep.
   * @param {Told} told
   * @param {{ veiled: boolean, fresh: number }} around
   */
  async appear(told, { veiled, fresh }) {
    const uncovered = this.veiled && !veiled;
    Object.assign(this, { told, veiled, fresh });
    if (!isWaiting()) take({ sentence: null }); // what was typed has become the page's
    say(this.caption, told.caption);
    if (veiled) this.stop();
    if (!(await came([told.network], this.says)) || this.ended || this.told !== told) return;
    this.reread();
    this.seen(uncovered);
  }

  /** Take the arrow keys from the answers; what was covered until now plays its timestep. @param {boolean} uncovered */
  seen(uncovered) {
    if (!this.veiled) takeKeys(this.chain);
    if (uncovered && !still()) this.playOne();
  }

  /** Have the network read the sentence under the reader's hand; the last picture stays where there is no word. */
  reread() {
    const networks = this.told && atHand([this.told.network]);
    if (!this.told || !networks) return;
    try {
      this.readBy(networks[0], hands.sentence ?? this.told.sentence);
    } catch (error) {
      if (hands.sentence === null) throw error;
    }
    const [timestep, unit] = [Math.min(this.timestep, this.last), Math.min(this.unit, this.units - 1)];
    Object.assign(this, { timestep, unit });
    this.draw();
  }

  /**
   * Have a network read a sentence.
   * @type {(network: Network, sentence: string) => void}
   */
  readBy() {}

  draw() {}

  /** The last timestep. */
  get last() {
    return 0;
  }

  get units() {
    return 1;
  }

  /** @param {number} timestep @param {number} act */
  go(timestep, act) {
    this.stop();
    this.move(timestep, act);
  }

  /** Some acts on or back; after the last one comes the next word. @param {number} acts */
  by(acts) {
    const count = this.names.length;
    const most = (this.last + 1) * count - 1;
    const to = Math.min(Math.max(this.timestep * count + this.act + acts, 0), most);
    this.go(Math.floor(to / count), to % count);
  }

  /** @param {number} timestep @param {number} act */
  move(timestep, act) {
    if (this.veiled) return;
    const moves = /** @type {Moves} */ (/** @type {unknown} */ (this));
    const left = still() ? null : moves.leave?.(timestep, act);
    Object.assign(this, { timestep, act });
    this.draw();
    if (left) moves.arrive?.(left);
  }

  toggle() {
    if (this.clock.plays) this.stop();
    else this.begin((this.last + 1) * this.names.length - 1);
  }

  /** Play this timestep alone, from its first act. */
  playOne() {
    this.move(this.timestep, 0);
    this.begin((this.timestep + 1) * this.names.length - 1);
  }

  /** @param {number} until the act, counted from the first word, at which it stops */
  begin(until) {
    if (this.veiled) return;
    const count = this.names.length;
    const at = () => this.timestep * count + this.act;
    if (at() >= until) this.move(0, 0);
    this.clock.begin(ACT, () => {
      const next = at() + 1;
      this.move(Math.floor(next / count), next % count);
      return next >= until;
    });
  }

  stop() {
    this.clock.stop();
  }

  /** Show which act it is; none while the picture is covered. */
  drawActs() {
    this.acts.forEach((button, act) => {
      put(button, "aria-pressed", act === this.act && !this.veiled);
      button.disabled = this.veiled;
    });
  }

  /** @param {KeyboardEvent} event */
  keydown(event) {
    press(event, {
      arrows: {
        ArrowRight: () => this.by(1),
        ArrowLeft: () => this.by(-1),
        ArrowDown: () => this.look(this.unit + 1),
        ArrowUp: () => this.look(this.unit - 1),
        Home: () => this.go(0, 0),
        End: () => this.go(this.last, this.names.length - 1),
      },
      buttons: { " ": () => this.toggle() },
    });
  }

  /** @param {number} unit */
  look(unit) {
    this.unit = Math.min(Math.max(unit, 0), this.units - 1);
    this.draw();
  }

  /** Return what colours a number. @param {Palette} palette */
  huesOf(palette) {
    const theme = readTheme(this.host);
    /** @param {number} value */
    return (value) => {
      const { negative, positive } = palette;
      return mix(theme.empty, value < 0 ? negative : positive, TINT * Math.min(Math.abs(value), 1) || 0);
    };
  }

  /**
   * The sentence, and below each word the state after it: of words that were not read yet there is none.
   * @param {Chain} chain
   */
  drawChain({ name, words, states, hue, seen }) {
    const { timestep, veiled } = this;
    const strips = states.map((state, at) => {
      const there = at <= seen;
      const cells = Array.from(state, (value) => html("i", there ? { style: `background:${hue(value)}` } : {}));
      const part = veiled ? "" : at === timestep ? " acts-from" : at === timestep + 1 ? " acts-into" : "";
      return html("span", { class: `acts-state${there ? "" : " acts-ahead"}${part}`, "aria-hidden": "true" }, cells);
    });
    const begins = html("span", { class: "acts-column" }, [html("b", {}, name), strips[0]]);
    const columns = words.map((word, at) => {
      const here = at === timestep;
      const look = { class: "acts-column", type: "button", title: word, "aria-current": here ? "step" : undefined };
      const onclick = () => this.go(at, this.names.length - 1);
      return html("button", { ...look, onclick }, [html("b", {}, word), strips[at + 1]]);
    });
    const { scrollLeft } = this.chain;
    this.chain.replaceChildren(begins, ...columns);
    this.chain.scrollLeft = scrollLeft;
    const { offsetLeft = 0, offsetWidth = 0 } = columns[timestep] ?? {};
    if (offsetLeft < this.chain.scrollLeft) this.chain.scrollLeft = offsetLeft - ASIDE;
    const beyond = offsetLeft + offsetWidth - this.chain.clientWidth;
    if (beyond > this.chain.scrollLeft) this.chain.scrollLeft = beyond + ASIDE;
  }

  end() {
    this.ended = true;
    this.stop();
    this.unsubscribe();
  }
}

/**
 * Let an element come from where something stood.
 * @param {Element} cell
 * @param {DOMRect} from
 */
export function comeFrom(cell, from) {
  const here = cell.getBoundingClientRect();
  const zoom = zoomOf(cell);
  const [x, y] = [(from.x - here.x) / zoom, (from.y - here.y) / zoom];
  cell.animate([{ transform: `translate(${x}px, ${y}px)` }, { transform: "none" }], {
    duration: TRAVEL,
    easing: "ease-in-out",
  });
}
