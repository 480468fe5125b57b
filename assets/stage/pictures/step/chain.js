/** The sentence, and below each word the state after it: of words that were not read yet there is none. */

import { html } from "../../svg.js";
import { SQUASH } from "./acts.js";

/** @typedef {import("./acts.js").Looked} Looked */

/**
 * Return a column for the initial state, and one for each word; the word that is looked at is marked.
 * @param {import("./acts.js").Opened} read
 * @param {Looked} at
 * @param {boolean} veiled whether no state is shown
 * @param {(timestep: number) => void} go to a word
 */
export function chainOf({ trace, states }, at, veiled, go) {
  const seen = veiled ? 0 : at.act >= SQUASH ? at.timestep + 1 : at.timestep;
  const strips = states.map((state, place) => stripOf(state, place <= seen, veiled ? "" : partOf(place, at), at.hue));
  const begins = html("span", { class: "step-column" }, [html("b", {}, "h₀"), strips[0]]);
  const words = trace.words.map((word, place) => {
    const current = place === at.timestep ? "step" : undefined;
    const look = { class: "step-column", type: "button", title: word, "aria-current": current };
    return html("button", { ...look, onclick: () => go(place) }, [html("b", {}, word), strips[place + 1]]);
  });
  return [begins, ...words];
}

/** Which part a state has in the step that is looked at. @param {number} place @param {Looked} at */
const partOf = (place, { timestep }) =>
  place === timestep ? " step-from" : place === timestep + 1 ? " step-into" : "";

/**
 * @param {ArrayLike<number>} state
 * @param {boolean} read whether it is there yet
 * @param {string} part
 * @param {Looked["hue"]} hue
 */
function stripOf(state, read, part, hue) {
  const cells = Array.from(state, (value) => html("i", read ? { style: `background:${hue(value)}` } : {}));
  return html("span", { class: `step-state${read ? "" : " step-ahead"}${part}`, "aria-hidden": "true" }, cells);
}

/**
 * Scroll the sentence so that a word is in sight.
 * @param {HTMLElement} chain
 * @param {number} timestep
 */
export function bringIntoSight(chain, timestep) {
  const word = /** @type {HTMLElement | undefined} */ (chain.children[timestep + 1]);
  if (!word) return;
  if (word.offsetLeft < chain.scrollLeft) chain.scrollLeft = word.offsetLeft - BEFORE;
  const beyond = word.offsetLeft + word.offsetWidth - chain.clientWidth;
  if (beyond > chain.scrollLeft) chain.scrollLeft = beyond + BEFORE;
}

const BEFORE = 60; // px of its neighbours that stay in sight
