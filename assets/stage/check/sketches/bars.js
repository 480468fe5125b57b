/** A few numbers as bars below one another, each with its name before and its figure behind it. */

import { html } from "../../svg.js";

/**
 * @param {import("../types.d.ts").BarsSketch} sketch
 * @param {(name: string) => string} hue
 */
export function drawBars({ bars }, hue) {
  const low = Math.min(0, ...bars.map(({ value }) => value));
  const high = Math.max(0, ...bars.map(({ value }) => value));
  const room = high - low || 1;
  const rows = bars.flatMap(({ label, value, told, hue: name = "plain", state = "" }) => {
    const from = (100 * (Math.min(value, 0) - low)) / room;
    const style = `left:${from}%;width:${(100 * Math.abs(value)) / room}%;--hue:${hue(name)}`;
    const zero = html("i", { class: "zero", style: `left:${(100 * -low) / room}%` });
    return [
      html("span", { class: `name ${state}` }, label),
      html("span", { class: "track" }, [zero, html("i", { class: `bar ${state}`, style })]),
      html("b", { class: state }, told),
    ];
  });
  return html("div", { class: "bars" }, rows);
}
