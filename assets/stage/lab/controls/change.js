// @ts-nocheck
/** Learning rate and clipping of a run, to be changed on its way: two fields in a card at its chip. */

import { html } from "../../svg.js";

const LEAST = 1e-6;
const LIMITS = { rate: 100, clip: 1e6 };
const [RATE, CLIP] = ["Learning rate", "Clip at norm (0: off)"]; // as in the settings above

/** What the two fields say: what differs from now, or a sentence about what cannot be. A clip of 0, or none, is off. */
export function readChange(rate, clip, now) {
  const values = {};
  const number = (text) => (text.trim() === "" ? null : Number(text.trim().replace(",", ".")));
  const [wanted, norm] = [number(rate), number(clip) || null];
  if (wanted === null || !(wanted >= LEAST && wanted <= LIMITS.rate))
    return { problem: "The learning rate is a number from 0.000001 to 100." };
  if (norm !== null && !(norm >= LEAST && norm <= LIMITS.clip))
    return { problem: "Clip at a norm from 0.000001 to 1,000,000, or at 0: off." };
  if (wanted !== now.rate) values.learning_rate = wanted;
  if (norm !== now.clip) values.clip = norm;
  return { values };
}

export function changeForm(lab, { entry, run }, apply) {
  const now = { rate: entry.learning_rate ?? null, clip: entry.clip ?? null };
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
      at.textContent = `From about step ${run.step.toLocaleString("en")} on.`;
      rate.focus();
      rate.select();
      document.addEventListener("pointerdown", outside, true);
      return undefined;
    },
  };
}
