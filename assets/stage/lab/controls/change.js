// @ts-nocheck
/** Learning rate and clipping of a run, to be changed on its way: two fields in a card at its chip. */

import { html } from "../../svg.js";
import { thousands } from "../../parts/words.js";

const [RATE, CLIP] = ["Learning rate", "Clip at norm (0: off)"]; // as in the settings above

/**
 * What the two fields say: what differs from now, or a sentence about what cannot be. A clip of 0, or none, is off.
 * `now.limits` are core's: the lowest and highest learning rate and clip.
 */
export function readChange(rate, clip, now) {
  const values = {};
  const number = (text) => (text.trim() === "" ? null : Number(text.trim().replace(",", ".")));
  const [wanted, norm] = [number(rate), number(clip) || null];
  const { learning_rate: ofRate, clip: ofClip } = now.limits;
  if (wanted === null || !isWithin(wanted, ofRate))
    return { problem: `The learning rate is a number ${inWords(ofRate)}.` };
  if (norm !== null && !isWithin(norm, ofClip)) return { problem: `Clip at a norm ${inWords(ofClip)}, or at 0: off.` };
  if (wanted !== now.rate) values.learning_rate = wanted;
  if (norm !== now.clip) values.clip = norm;
  return { values };
}

const isWithin = (value, [low, high]) => value >= low && value <= high;

const inWords = (limit) => {
  const [low, high] = limit.map((end) => end.toLocaleString("en", { maximumFractionDigits: 9 }));
  return `from ${low} to ${high}`;
};

export function changeForm(lab, { entry, run }, apply) {
  const now = { rate: entry.learning_rate ?? null, clip: entry.clip ?? null, limits: entry.limits };
  const input = (value, label) =>
    html("input", {
      type: "text",
      inputmode: "decimal",
      autocomplete: "off",
      value: value ?? "",
      "aria-label": `${label} of ${entry.short}`,
    });
  const [rate, clip] = [input(now.rate, RATE), input(now.clip ?? 0, CLIP)];
  const problem = html("p", { class: "problem", role: "alert" });
  const at = html("p", {});
  const root = html("form", { class: "change", hidden: true }, [
    html("label", {}, [RATE, rate]),
    html("label", {}, [CLIP, clip]),
    problem,
    html("div", {}, [
      html("button", { type: "submit", class: "key text primary" }, "Apply"),
      html("button", { type: "button", class: "key text", onclick: () => close() }, "Cancel"),
    ]),
    at,
  ]);
  let opener = null;
  const close = () => {
    if (root.hidden) return;
    root.hidden = true;
    document.removeEventListener("pointerdown", outside, true);
    opener?.focus?.();
  };
  const outside = (event) => {
    if (!event.composedPath().includes(root) && !event.composedPath().includes(opener)) close();
  };
  root.onsubmit = (event) => {
    event.preventDefault();
    const said = readChange(rate.value, clip.value, now);
    problem.textContent = said.problem ?? "";
    if (said.problem) return;
    if (Object.keys(said.values).length > 0) apply(said.values);
    close();
  };
  root.onkeydown = (event) => {
    if (event.key === "Escape") close();
    event.stopPropagation();
  };
  return {
    root,
    close,
    toggle() {
      if (!root.hidden) return close();
      opener = root.getRootNode().activeElement;
      root.hidden = false;
      problem.textContent = "";
      at.textContent = `From about step ${thousands(run.step)} on.`;
      rate.focus();
      rate.select();
      document.addEventListener("pointerdown", outside, true);
      return undefined;
    },
  };
}
