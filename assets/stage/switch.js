/**
 * Controls of the page that the score answers to before the page has run: which cell, whose weights. They are
 * Streamlit's own, as the sentence field is; the page says beside its description what their other options would show
 * (`core/figures/others.py`). What was chosen counts until the page has heard of it. Knows no score.
 */

import { onceChanged } from "./parts/rest.js";

const CHOOSES = ["click", "pointerup", "keyup"];
const COMES_NEAR = ["pointerover", "focusin"];
const SERIES = 5000; // ms after the last choice in which the page may still answer to the ones before it

/** @typedef {import("./types.d.ts").Told} Told */
/** @typedef {import("./types.d.ts").Others} Others */
/** @typedef {{ described: Told, veiled: string[] }} Picture */

/**
 * Return what an option shows on the sentence that is described; null if the page does not say.
 * @param {Others} others
 * @param {number[]} places which option of each control
 * @param {Picture} shown
 * @returns {Picture | null}
 */
export function pictureOf({ options, values }, places, { described, veiled }) {
  const option = options[places.join()];
  if (!option) return null;
  const changed = Object.entries(option.score).map(([name, place]) => [name, values[place]]);
  return { described: { ...described, ...Object.fromEntries(changed) }, veiled: option.veiled ?? veiled };
}

export class Switch {
  /** @param {{ chosen: () => void, near: () => void }} tell of a choice, and of a hand that comes near a control */
  constructor({ chosen, near }) {
    this.others = /** @type {Others | null} */ (null);
    this.text = "";
    this.ahead = /** @type {Map<string, number>} */ (new Map()); // chosen, and the page has not heard of it
    this.series = /** @type {Map<string, { places: number[], at: number }>} */ (new Map()); // not answered to yet
    this.listening = new AbortController();
    const { signal } = this.listening;
    /** @param {string[]} types @param {(key: string, control: Element) => void} act */
    const listen = (types, act) => {
      const heard = (/** @type {Event} */ { target }) => {
        const control = target instanceof Element ? target : null;
        const key = this.others?.controls.find((one) => control?.closest(selectorOf(one)));
        if (control && key) act(key, /** @type {Element} */ (control.closest(selectorOf(key))));
      };
      // Streamlit's controls keep these events to themselves.
      for (const type of types) document.addEventListener(type, heard, { signal, capture: true });
    };
    listen(CHOOSES, (key, control) => onceChanged(control, () => this.choose(key) && chosen()));
    listen(COMES_NEAR, near);
  }

  /** Take what the page says of its options; "" where it says nothing. @param {string} text */
  hear(text) {
    if (this.text !== text) this.others = text ? JSON.parse(text) : null;
    this.text = text;
    for (const [key, place] of this.ahead)
      if (this.shown(key) === place || selected(key) !== place) this.ahead.delete(key);
    for (const key of this.series.keys()) this.answered(key);
  }

  /** After several quick choices an answer to one before the last is not to be seen. @param {string} key */
  answered(key) {
    const { places, at } = /** @type {{ places: number[], at: number }} */ (this.series.get(key));
    const [shown, last] = [/** @type {number} */ (this.shown(key)), places.at(-1)];
    const upTo = places.indexOf(shown);
    if (upTo >= 0) places.splice(0, upTo + 1);
    const isOver = last === undefined || !places.length || selected(key) !== last || performance.now() - at > SERIES;
    if (isOver) this.series.delete(key);
    else if (shown !== last) this.ahead.set(key, last);
  }

  /**
   * Return what is to be drawn where the page describes `shown`: what was chosen since; null where only the page knows.
   * @param {Picture} shown
   */
  picture(shown) {
    const { others, ahead } = this;
    if (!others || !ahead.size) return shown;
    const places = others.controls.map((key, index) => ahead.get(key) ?? others.shown[index]);
    return pictureOf(others, places, shown);
  }

  /** Whether something was chosen that the page has not heard of. */
  get isAhead() {
    return this.ahead.size > 0;
  }

  /** The keys of the networks that an option may ask for. */
  get networks() {
    return /** @type {Told["networks"][]} */ (this.valuesOf("networks")).flatMap((all) => all.map(({ key }) => key));
  }

  /** The keys of the descriptions that an option may ask for. */
  get descriptions() {
    return /** @type {string[]} */ (this.valuesOf("description"));
  }

  /** What the options say of a part, where they say something else. @param {string} part */
  valuesOf(part) {
    const { options, values } = this.others ?? { options: {}, values: [] };
    const places = Object.values(options).flatMap(({ score }) => score[part] ?? []);
    return [...new Set(places)].map((place) => values[place]);
  }

  end() {
    this.listening.abort();
  }

  /** What the page described of a control. @param {string} key */
  shown(key) {
    return this.others?.shown[this.others.controls.indexOf(key)];
  }

  /** Read a control; return whether it says something new. @param {string} key */
  choose(key) {
    const [place, before] = [selected(key), this.ahead.get(key) ?? this.shown(key)];
    if (place < 0 || place === before) return false;
    this.series.set(key, { places: [...(this.series.get(key)?.places ?? []), place], at: performance.now() });
    if (place === this.shown(key)) this.ahead.delete(key);
    else this.ahead.set(key, place);
    return true;
  }
}

/** @param {string} key */
const selectorOf = (key) => `.st-key-${CSS.escape(key)}`;

/** Which option of a control is chosen; -1 if none. @param {string} key */
function selected(key) {
  const options = document.querySelectorAll(`${selectorOf(key)} [role=radio]`);
  return [...options].findIndex((option) => option.getAttribute("aria-checked") === "true");
}
