/**
 * Units that mean something: two sentences, their words coloured by what one unit holds after each of them, for three
 * units; above, what is looked for, in the same colours. Cards choose it. The network reads what is typed here, in the
 * same frame; what is looked for in it comes from the page.
 */

import { format } from "../arrays.js";
import { contrasting, mix, readTheme } from "../colour.js";
import { hands, subscribe, take } from "../hands.js";
import { atHand } from "../networks.js";
import { hostOf } from "../page.js";
import { press, takeKeys } from "../parts/keys.js";
import { isWaiting } from "../sentence.js";
import { html, put, readout, say } from "../svg.js";
import { came } from "./arriving.js";
import { between, coloured, heldBy } from "./units/numbers.js";

const TINT = 0.72; // of a hue behind a word: it must stay legible
const BROKEN = "repeating-linear-gradient(135deg, #8a8f98 0 3px, transparent 3px 7px)";

/** @typedef {import("./units/numbers.js").Unit} Unit */
/** @typedef {ReturnType<typeof heldBy>} Held */

/**
 * @typedef {object} Units
 * @property {string} network
 * @property {[own: string, beside: string]} sentences
 * @property {{ what: string, low: string, high: string, ends: [number, number], rows: (number | null)[][] }} label
 * @property {Unit[]} units
 * @property {number} best
 * @property {number} before the best |r| before training
 * @property {{ id: string, name: string, after: number, before: number, seeds: number }[]} cards
 * @property {string} chosen
 * @property {import("../types.d.ts").Palette} palette
 * @property {string} caption
 */

export class Picture {
  /** @param {import("../page.js").Root} root @param {(value: unknown) => void} tell */
  constructor(root, tell) {
    this.host = hostOf(root);
    this.tell = tell;
    this.data = /** @type {Units | null} */ (null);
    this.read = /** @type {Held[]} */ ([]);
    this.typed = false;
    this.veiled = false;
    this.ended = false;
    this.fresh = -1;
    this.at = 0;
    this.cards = html("nav", { class: "units-cards", "aria-label": "What is looked for" });
    this.rows = html("div", { class: "units-rows", tabindex: "0", role: "group", "aria-label": "The sentences" });
    this.key = html("p", { class: "units-key" });
    this.says = readout({ class: "units-says" });
    this.caption = html("p", { class: "caption" });
    const parts = [this.cards, this.rows, this.says, this.caption];
    this.root = html("div", { class: "picture units", role: "group" }, parts);
    root.append(this.root);
    this.unsubscribe = subscribe(() => this.reread());
  }

  /** @param {Units} data @param {{ alt: string, veiled: boolean, fresh: number }} around */
  async show(data, { alt, veiled, fresh }) {
    if (this.fresh !== fresh || this.data?.chosen !== data.chosen) this.at = 0;
    Object.assign(this, { data, veiled, fresh });
    if (!isWaiting()) take({ sentence: null }); // what was typed has become the page's
    put(this.root, "aria-label", alt);
    this.root.classList.toggle("units-covered", veiled);
    say(this.caption, data.caption);
    this.drawCards();
    if (!veiled) takeKeys(this.rows);
    if (!(await came([data.network], this.says)) || this.ended || this.data !== data) return;
    this.reread();
  }

  /** Have the network read the sentence under the reader's hand; the last picture stays where there is no word. */
  reread() {
    const networks = this.data && atHand([this.data.network]);
    if (!this.data || !networks) return;
    const [own, beside] = this.data.sentences;
    try {
      this.read = [hands.sentence ?? own, beside].map((sentence) => heldBy(networks[0], sentence));
      this.typed = hands.sentence !== null && hands.sentence !== own;
    } catch (error) {
      if (hands.sentence === null) throw error;
    }
    this.draw();
  }

  get count() {
    return this.read.reduce((sum, { words }) => sum + words.length, 0);
  }

  draw() {
    const { data, veiled } = this;
    if (!data || !this.read.length) return;
    this.at = Math.min(this.at, this.count - 1);
    const { label, units, best } = data;
    const hue = this.hues();
    const end = (/** @type {number} */ value, /** @type {string} */ name) =>
      html("span", {}, [html("i", { style: `background:${hue(value)}` }), name]);
    this.key.replaceChildren(...(veiled ? [] : [end(-1, label.low), end(1, label.high)]));
    const name = html("div", { class: "units-name" }, [html("b", {}, label.what), this.key]);
    const wanted = veiled
      ? html("div", { class: "units-hidden" }, "Answer first: what is looked for then stands here.")
      : this.row(name, "units-label", (sentence, t) => this.labelled(sentence, t));
    const found = units.map((unit) => {
      const look = unit.unit === best && !veiled ? " units-best" : "";
      const r = veiled ? "" : `r = ${format(unit.r, 2)}`;
      const value = (/** @type {number} */ sentence, /** @type {number} */ t) =>
        coloured(this.read[sentence].of(unit.unit)[t], unit);
      const title = [html("b", {}, `unit ${unit.unit + 1}`), ...(r ? [html("strong", {}, r)] : [])];
      return this.row(html("div", { class: "units-name" }, title), `units-unit${look}`, value);
    });
    this.rows.replaceChildren(wanted, ...found);
    say(this.says, this.inWords());
  }

  /**
   * @param {HTMLElement} name
   * @param {string} look
   * @param {(sentence: number, t: number) => number | null} value from −1 to 1; null where nothing is said
   */
  row(name, look, value) {
    const hue = this.hues();
    let place = -1;
    const lines = this.read.map(({ words }, sentence) =>
      html(
        "p",
        {},
        words.map((word, t) => {
          place += 1;
          const here = place;
          const style = styleOf(value(sentence, t), hue);
          const mark = here === this.at ? " units-here" : "";
          return html("span", { class: `units-word${mark}`, style, onclick: () => this.go(here) }, word);
        }),
      ),
    );
    return html("div", { class: `units-row ${look}` }, [name, html("div", { class: "units-text" }, lines)]);
  }

  /** What is looked for after a word; of a sentence that is being typed the page has not said it yet. */
  labelled(/** @type {number} */ sentence, /** @type {number} */ t) {
    const { label } = /** @type {Units} */ (this.data);
    const value = this.typed && !sentence ? null : (label.rows[sentence][t] ?? null);
    return value === null ? null : between(value, label.ends);
  }

  hues() {
    const theme = readTheme(this.host);
    const { negative, positive } = /** @type {Units} */ (this.data).palette;
    /** @param {number} value */
    return (value) => mix(theme.empty, value < 0 ? negative : positive, TINT * Math.abs(value));
  }

  drawCards() {
    const { data, veiled } = this;
    const cards = data?.cards.map(({ id, name, after, before }) => {
      const address = new URL(document.location.href);
      address.searchParams.set("scene", "units");
      address.searchParams.set("unit", id);
      address.searchParams.delete("lstm_units_guess");
      const onclick = (/** @type {MouseEvent} */ event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return; // the link is opened elsewhere
        event.preventDefault();
        this.tell(id);
      };
      const numbers = [
        html("strong", {}, format(after, 2)),
        html("small", {}, `untrained ${format(before, 2)}`),
        bars(after, before),
      ];
      const here = id === data.chosen ? "true" : undefined;
      const look = { class: "units-card", href: address.href, "data-id": id, "aria-current": here, onclick };
      return html("a", look, [html("b", {}, name), ...(veiled ? [] : numbers)]);
    });
    this.cards.replaceChildren(...(cards ?? []));
  }

  /** @param {number} place */
  go(place) {
    this.at = Math.min(Math.max(place, 0), this.count - 1);
    this.draw();
  }

  /** @param {KeyboardEvent} event */
  keydown(event) {
    press(event, {
      arrows: {
        ArrowRight: () => this.go(this.at + 1),
        ArrowLeft: () => this.go(this.at - 1),
        Home: () => this.go(0),
        End: () => this.go(this.count - 1),
      },
    });
  }

  inWords() {
    const { data, read, at } = this;
    if (!data || !read.length) return "";
    const own = read[0].words.length;
    const [sentence, t] = at < own ? [0, at] : [1, at - own];
    const held = data.units.map(({ unit }) => `unit ${unit + 1}: ${format(read[sentence].of(unit)[t], 2)}`);
    return `After “${read[sentence].words[t]}” (word ${t + 1}) the units hold: ${held.join(" · ")}.`;
  }

  end() {
    this.ended = true;
    this.unsubscribe();
  }
}

/** @param {number | null} value @param {(value: number) => string} hue */
function styleOf(value, hue) {
  if (value === null) return "";
  if (Number.isNaN(value)) return `background:${BROKEN}`;
  const colour = hue(value);
  return `background:${colour};color:${contrasting(colour)}`;
}

/** Two bars under one another, from 0 to 1. @param {number} after @param {number} before */
const bars = (after, before) =>
  html("span", { class: "units-bars", "aria-hidden": "true" }, [
    html("i", { style: `width:${100 * after}%` }),
    html("i", { style: `width:${100 * before}%` }),
  ]);
