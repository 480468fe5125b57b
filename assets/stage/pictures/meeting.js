/**
 * The two directions of one network: above the words what the state from the left knows of the noun, below them what
 * the state from the right knows; at a noun both meet. A word that is clicked is not read, and everything follows.
 */

import { hands, subscribe, take } from "../hands.js";
import { atHand } from "../networks.js";
import { press } from "../parts/keys.js";
import { percent } from "../parts/words.js";
import { isWaiting } from "../sentence.js";
import { html, put, say, svg } from "../svg.js";
import { came } from "./arriving.js";
import { isAsked, met, passed } from "./meeting/numbers.js";

/** @typedef {import("./meeting/numbers.js").Known} Known */

/**
 * @typedef {object} Meeting
 * @property {string} network
 * @property {import("../../net/instruments/probe.js").Probe[]} probes from the left, from the right
 * @property {string[]} kinds
 * @property {string[]} nouns
 * @property {string} end the word between two clauses
 * @property {string} sentence
 * @property {string} caption
 */

const SAYS = ["from the left: what the words up to here tell →", "← from the right: what the words from here on tell"];

export class Picture {
  /** @param {import("../page.js").Root} root */
  constructor(root) {
    this.data = /** @type {Meeting | null} */ (null);
    this.met = /** @type {import("./meeting/numbers.js").Met | null} */ (null);
    this.erased = /** @type {number[]} */ ([]);
    this.veiled = false;
    this.signature = "";
    this.ended = false;
    this.grid = html("div", { class: "meeting-grid" });
    this.scroll = html(
      "div",
      {
        class: "meeting-scroll",
        tabindex: "0",
        role: "group",
        "aria-label": "The sentence",
      },
      [html("p", { class: "meeting-says" }, SAYS[0]), this.grid, html("p", { class: "meeting-says" }, SAYS[1])],
    );
    this.told = html("p", { class: "meeting-told", role: "status" });
    this.caption = html("p", { class: "caption" });
    this.root = html("div", { class: "picture meeting", role: "group" }, [this.scroll, this.told, this.caption]);
    root.append(this.root);
    this.unsubscribe = subscribe(() => this.reread());
  }

  /** @param {Meeting} data @param {{ alt: string, veiled: boolean, fresh: number }} around */
  async show(data, { alt, veiled, fresh }) {
    const signature = `${data.network} ${data.sentence} ${fresh}`;
    if (veiled || this.signature !== signature) this.erased = [];
    Object.assign(this, { data, veiled, signature });
    if (!isWaiting()) take({ sentence: null }); // what was typed has become the page's
    put(this.root, "aria-label", alt);
    say(this.caption, data.caption);
    if (!(await came([data.network], this.told)) || this.ended || this.data !== data) return;
    this.reread();
  }

  /** Have the network read the sentence under the reader's hand; the last picture stays where there is no word. */
  reread() {
    const { data } = this;
    const networks = data && atHand([data.network]);
    if (!data || !networks) return;
    try {
      this.met = met(networks[0], data.probes, data.kinds, hands.sentence ?? data.sentence, this.erased);
    } catch (error) {
      if (hands.sentence === null && !this.erased.length) throw error;
      this.erased = [];
    }
    this.draw();
  }

  /** Read a word no more, or again. @param {number} timestep */
  turn(timestep) {
    if (this.veiled) return;
    const without = this.erased.filter((one) => one !== timestep);
    this.erased = without.length < this.erased.length ? without : [...without, timestep];
    this.reread();
    /** @type {HTMLElement | null} */ (this.grid.querySelector(`[data-at="${timestep}"]`))?.focus();
  }

  /** @param {KeyboardEvent} event */
  keydown(event) {
    const step = (/** @type {number} */ by) => () => {
      const words = [...this.grid.querySelectorAll("button")];
      const at = words.findIndex((word) => word.matches(":focus"));
      words[Math.min(Math.max(at + by, 0), words.length - 1)]?.focus();
    };
    press(event, { arrows: { ArrowRight: step(1), ArrowLeft: step(-1) } });
  }

  draw() {
    const { data, met: found, veiled } = this;
    if (!data || !found) return;
    const asked = found.words.map((word, at) => isAsked(word, found.answers[at], data.nouns));
    const rows = WAYS.map((way, of) => {
      const done = passed(found.words, asked, data.end, way);
      return found.read[of].map((known, at) => (done[at] ? null : known));
    });
    this.grid.replaceChildren(
      ...found.words.flatMap((word, at) => [
        this.chain(rows[0], at, 1),
        this.cell(rows[0], at, asked[at], 1),
        this.word(word, at, asked[at]),
        this.cell(rows[1], at, asked[at], -1),
        this.chain(rows[1], at, -1),
      ]),
    );
    put(this.grid, "style", `--words: ${found.words.length}`);
    const nouns = found.words.flatMap((word, at) => (asked[at] ? [`“${word}”: ${sentenceOf(found, at)}`] : []));
    const none = "No word here that may be an animal or a thing.";
    say(this.told, veiled ? "" : nouns.length ? `${nouns.slice(0, MOST_TOLD).join(". ")}.` : none);
  }

  /**
   * What one direction knows at a word.
   * @param {(Known | null)[]} read null where it has passed the noun
   * @param {number} at
   * @param {boolean} asked
   * @param {1 | -1} way in which it reads
   */
  cell(read, at, asked, way) {
    const style = `grid-column: ${at + 1}; grid-row: ${way === 1 ? 2 : 4}`;
    if (this.veiled) return html("div", { class: "meeting-cell meeting-hidden", style }, asked ? "?" : "");
    const known = read[at];
    if (!known) return html("div", { class: "meeting-cell meeting-passed", style });
    const look = `${style}; --share: ${Math.round(100 * known.share)}%`;
    const sign = this.data?.kinds.indexOf(known.kind) ?? -1;
    const around = { class: "meeting-cell", style: look, "data-kind": String(sign), "data-asked": asked };
    return html("div", around, toldOf(known, asked, read[at - way]?.kind !== known.kind));
  }

  /**
   * A link of the chain that one direction is: a state at each word, made from the one before it on its way.
   * @param {(Known | null)[]} read
   * @param {number} at
   * @param {1 | -1} way
   */
  chain(read, at, way) {
    const kind = this.veiled ? "" : read[at]?.kind;
    const sign = this.data?.kinds.indexOf(kind ?? "") ?? -1;
    const last = at + way < 0 || at + way >= read.length;
    const first = at - way < 0 || at - way >= read.length;
    const style = `grid-column: ${at + 1}; grid-row: ${way === 1 ? 1 : 5}`;
    const around = { class: "meeting-chain", "data-kind": sign, "data-way": way, "data-passed": kind === undefined };
    const part = (/** @type {string} */ name) => html("i", { class: `meeting-${name}` });
    return html("div", { ...around, style, "aria-hidden": "true" }, [
      ...(first ? [] : [part("in"), head(way)]),
      ...(last ? [] : [part("out")]),
      part("dot"),
    ]);
  }

  /** @param {string} word @param {number} at @param {boolean} asked */
  word(word, at, asked) {
    const found = /** @type {import("./meeting/numbers.js").Met} */ (this.met);
    const erased = this.erased.includes(at);
    const { kind } = found.answers[at];
    const told = this.veiled ? "?" : kind || "neither";
    const sign = this.veiled ? -1 : (this.data?.kinds.indexOf(kind) ?? -1);
    return html(
      "button",
      {
        ...{
          type: "button",
          class: "meeting-word",
          "data-at": String(at),
          "data-asked": asked,
          "data-kind": sign,
        },
        style: `grid-column: ${at + 1}; grid-row: 3`,
        "aria-pressed": String(erased),
        "aria-label": `${word}${asked ? ` ${told}` : ""}${erased ? ", covered" : ""}`,
        title: erased ? "read this word again" : "cover this word",
        onclick: () => this.turn(at),
      },
      [
        html("span", { class: found.known[at] ? "" : "meeting-unknown" }, word),
        ...(asked ? [html("b", {}, told)] : []),
      ],
    );
  }

  end() {
    this.ended = true;
    this.unsubscribe();
  }
}

/** The head of an arrow that comes in. @param {1 | -1} way */
const head = (way) =>
  svg("svg", { class: "meeting-head", viewBox: "0 0 8 10", width: 8, height: 10 }, [
    svg("path", { d: way === 1 ? "M0 0l8 5l-8 5z" : "M8 0l-8 5l8 5z" }),
  ]);

const MOST_TOLD = 4;
const WAYS = /** @type {const} */ ([1, -1]);

/**
 * What stands in a cell: at a noun always something, elsewhere a kind where it begins.
 * @param {Known} known
 * @param {boolean} asked
 * @param {boolean} begins
 */
function toldOf({ kind, share }, asked, begins) {
  if (asked) return kind ? `${kind} ${percent(share)} %` : "does not know";
  return begins ? kind : "";
}

/** @param {import("./meeting/numbers.js").Met} found @param {number} at */
function sentenceOf(found, at) {
  const [left, right] = found.read.map((read) => read[at].kind);
  const { kind, share } = found.answers[at];
  const who =
    left && right ? "both directions know" : left ? "known from the left" : right ? "known from the right" : "";
  return kind ? `${kind}, ${percent(share)} %${who ? `, ${who}` : ", a guess"}` : "neither";
}
