/** Learning rate and clipping of a run, to be changed on its way: two fields in a card at its chip. */

import { cardAt } from "../../parts/card.js";
import { thousands } from "../../parts/words.js";
import { html } from "../../svg.js";

/** @typedef {import("../types.d.ts").Limits} Limits */
/** @typedef {{ learning_rate?: number, clip?: number | null }} Values */
/** @typedef {{ rate: number, clip: number | null, limits: Limits }} Now `limits` are core's: lowest and highest */

const [RATE, CLIP] = ["Learning rate", "Clip at norm (0: off)"]; // as in the settings above

/** @param {number} value */
const plainly = (value) => value.toLocaleString("en", { maximumFractionDigits: 9 });

/**
 * What the two fields say: what differs from now, or a sentence about what cannot be. A clip of 0, or none, is off.
 * @param {string} rate
 * @param {string} clip
 * @param {Now} now
 * @returns {{ values: Values, problem?: undefined } | { problem: string, values?: undefined }}
 */
export function readChange(rate, clip, now) {
  const { learning_rate: rates, clip: norms } = now.limits;
  /** @type {(text: string) => number | null} */
  const number = (text) => (text.trim() === "" ? null : Number(text.trim().replace(",", ".")));
  const [wanted, norm] = [number(rate), number(clip) || null];
  if (wanted === null || !(wanted >= rates[0] && wanted <= rates[1]))
    return { problem: `The learning rate is a number from ${rates.map(plainly).join(" to ")}.` };
  if (norm !== null && !(norm >= norms[0] && norm <= norms[1]))
    return { problem: `Clip at a norm from ${norms.map(plainly).join(" to ")}, or at 0: off.` };
  /** @type {Values} */
  const values = {};
  if (wanted !== now.rate) values.learning_rate = wanted;
  if (norm !== now.clip) values.clip = norm;
  return { values };
}

/**
 * Return the form that opens at a button.
 * @param {HTMLButtonElement} button
 * @param {import("../types.d.ts").Member} member
 * @param {(values: Values) => void} apply
 */
export function changeForm(button, { entry, run }, apply) {
  const { learning_rate, clip: norm, limits } = entry;
  const now = { rate: learning_rate, clip: norm, limits };
  /** @type {(label: string, value: number) => HTMLInputElement} */
  const input = (label, value) => {
    const said = `${label} of ${entry.short}`;
    return html("input", { type: "text", inputmode: "decimal", autocomplete: "off", value, "aria-label": said });
  };
  const [rate, clip] = [input(RATE, now.rate), input(CLIP, now.clip ?? 0)];
  const problem = html("p", { class: "problem", role: "alert" });
  const at = html("p");
  const form = html("form", { class: "change" }, [
    html("label", {}, [RATE, rate]),
    html("label", {}, [CLIP, clip]),
    problem,
    html("div", {}, [
      html("button", { type: "submit", class: "key text primary" }, "Apply"),
      html("button", { type: "button", class: "key text", onclick: () => form.hidePopover() }, "Cancel"),
    ]),
    at,
  ]);
  form.onsubmit = (event) => {
    event.preventDefault();
    const { problem: sentence = "", values = {} } = readChange(rate.value, clip.value, now);
    problem.textContent = sentence;
    if (sentence) return;
    if (Object.keys(values).length > 0) apply(values);
    form.hidePopover();
  };
  form.onkeydown = (event) => event.stopPropagation();
  rate.onfocus = () => rate.select();
  form.addEventListener("beforetoggle", (event) => {
    if (/** @type {ToggleEvent} */ (event).newState !== "open") return;
    rate.autofocus = true; // in the card that opens; said earlier, it would be asked of the page
    problem.textContent = "";
    at.textContent = `From about step ${thousands(run.step)} on.`;
  });
  return cardAt(button, form);
}
