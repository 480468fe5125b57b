/** Temperature, top-k and top-p: three sliders over values that are worth a step. */

import { html, readout, say } from "../../svg.js";

/** @typedef {import("../../../net/instruments/sampling.js").Shaping} Shaping */

const TEMPERATURES = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.5, 2, 3, 5, 10, 30, 100];
const TOP_K = [1, 2, 3, 4, 5, 7, 10, 15, 20, 30, null];
const TOP_P = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1];

/**
 * @template Value
 * @param {string} label
 * @param {Value[]} values
 * @param {Value} usual
 * @param {(value: Value) => string} called
 * @param {() => void} changed
 */
function slider(label, values, usual, called, changed) {
  const output = readout();
  const input = html("input", {
    type: "range",
    min: 0,
    max: values.length - 1,
    step: 1,
    "aria-label": label,
  });
  input.value = String(values.indexOf(usual));
  const value = () => values[Number(input.value)];
  const tell = () => {
    say(output, called(value()));
    input.setAttribute("aria-valuetext", called(value()));
  };
  input.oninput = () => {
    tell();
    changed();
  };
  tell();
  return {
    root: html("label", { class: "guess_draw-slider" }, [html("span", {}, label), input, output]),
    value,
  };
}

export class Sliders {
  /** @param {() => void} changed */
  constructor(changed) {
    this.temperature = slider("Temperature", TEMPERATURES, 1, String, changed);
    this.topK = slider("Top-k", TOP_K, null, (k) => (k === null ? "all" : String(k)), changed);
    this.topP = slider("Top-p", TOP_P, 1, String, changed);
    const { temperature, topK, topP } = this;
    this.root = html("div", { class: "guess_draw-sliders" }, [
      html("strong", {}, "Draw by hand"),
      temperature.root,
      topK.root,
      topP.root,
    ]);
  }

  /** @returns {Shaping} */
  get shaping() {
    return {
      temperature: this.temperature.value(),
      topK: this.topK.value(),
      topP: this.topP.value(),
    };
  }
}
