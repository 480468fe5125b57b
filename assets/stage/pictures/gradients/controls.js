/** A slider and a switch above a picture; both answer in the same frame. */

import { html, readout, say } from "../../svg.js";

/**
 * @param {{ label: string, low: number, high: number, step: number, value: number, said: (value: number) => string,
 *   changed: (value: number) => void }} asked
 */
export function slider({ label, low, high, step, value, said, changed }) {
  const number = readout({ class: "gradients-number" });
  const input = html("input", { type: "range", min: low, max: high, step, value, "aria-label": label });
  const tell = () => {
    say(number, said(Number(input.value)));
    input.setAttribute("aria-valuetext", number.textContent ?? "");
  };
  input.addEventListener("input", () => {
    tell();
    changed(Number(input.value));
  });
  tell();
  return html("label", { class: "gradients-slider" }, [html("span", {}, label), input, number]);
}

/**
 * @param {{ label: string, options: Record<string, string>, value: string, changed: (value: string) => void }} asked
 */
export function choice({ label, options, value, changed }) {
  const buttons = Object.entries(options).map(([name, called]) =>
    html("button", { type: "button", "data-name": name, "aria-pressed": String(name === value) }, called),
  );
  for (const button of buttons) {
    button.addEventListener("click", () => {
      for (const one of buttons) one.setAttribute("aria-pressed", String(one === button));
      changed(button.dataset.name ?? value);
    });
  }
  return html("div", { class: "gradients-choice", role: "group", "aria-label": label }, [
    html("span", {}, label),
    ...buttons,
  ]);
}
