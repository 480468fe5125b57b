/** A slider, a switch and a button above a picture; each answers in the same frame. */

import { html, put, readout, say } from "../../svg.js";

/**
 * @typedef {object} Slider
 * @property {HTMLElement} root
 * @property {HTMLInputElement} input
 * @property {() => number} value
 * @property {(value: number) => void} put
 */

/**
 * @param {{ label: string, low: number, high: number, step: number, value: number, said: (value: number) => string,
 *   changed: (value: number) => void }} asked
 * @returns {Slider}
 */
export function slider({ label, low, high, step, value, said, changed }) {
  const number = readout({ class: "through-number" });
  const input = html("input", { type: "range", min: low, max: high, step, value, "aria-label": label });
  const tell = () => {
    say(number, said(Number(input.value)));
    put(input, "aria-valuetext", number.textContent);
  };
  input.addEventListener("input", () => {
    tell();
    changed(Number(input.value));
  });
  tell();
  const root = html("label", { class: "through-slider" }, [
    html("span", {}, label),
    html("span", { class: "through-slid" }, [input, number]),
  ]);
  /** @param {number} to */
  const move = (to) => {
    input.value = String(to);
    tell();
  };
  return { root, input, value: () => Number(input.value), put: move };
}

/**
 * @param {{ label: string, options: Record<string, string>, value: string, changed: (value: string) => void }} asked
 * @returns {{ root: HTMLElement, put: (value: string) => void }}
 */
export function choice({ label, options, value, changed }) {
  const buttons = Object.entries(options).map(([name, called]) =>
    html("button", { type: "button", "data-name": name, onclick: () => choose(name) }, called),
  );
  /** @param {string} chosen */
  const mark = (chosen) => buttons.forEach((one) => put(one, "aria-pressed", one.dataset.name === chosen));
  /** @param {string} chosen */
  const choose = (chosen) => {
    mark(chosen);
    changed(chosen);
  };
  mark(value);
  const look = { class: "through-choice", role: "group", "aria-label": label };
  return { root: html("div", look, [html("span", {}, label), ...buttons]), put: mark };
}

/**
 * @param {string} called
 * @param {() => void} onclick
 * @param {boolean} [first] whether it is the one that is meant to be pressed
 */
export const button = (called, onclick, first = false) =>
  html("button", { type: "button", class: first ? "through-button through-first" : "through-button", onclick }, called);
