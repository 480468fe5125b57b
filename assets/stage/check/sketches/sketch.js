/** A picture of a question: its kind drawn, with the arithmetic below it. */

import { html } from "../../svg.js";
import { drawLines } from "../../pictures/lines.js";
import { drawBars } from "./bars.js";
import { drawBlocks } from "./blocks.js";
import { drawPlane } from "./plane.js";
import { drawScore } from "./score.js";
import { described } from "./told.js";
import { drawWiring } from "./wiring.js";

/** @typedef {import("../types.d.ts").Sketch} Sketch */

/**
 * @typedef {object} Place what a drawing has to know of where it stands
 * @property {number} width px
 * @property {import("../../colour.js").Theme} theme
 * @property {import("../../parts/type.js").Type} type
 * @property {import("../../types.d.ts").Palette} palette
 * @property {Record<string, string>} looks hues of networks
 * @property {boolean} narrow
 * @property {Record<string, "right" | "wrong">} [marks] of places
 * @property {{ label: string, id: string }[]} [places] that can be clicked
 * @property {(id: string) => void} [onPlace] what a click does; without it none can be clicked
 */

const HEIGHT = 300;

/** @param {Sketch} sketch @param {Place} place @returns {HTMLElement} */
export function drawSketch(sketch, place) {
  const drawn = drawnAs(sketch, place);
  const clicked = Boolean(place.onPlace);
  const look = clicked ? { role: "group" } : { role: "img" };
  const picture = html("div", { class: `sketch ${sketch.kind}`, ...look, "aria-label": described(sketch) }, drawn);
  const work = (sketch.work ?? []).map(({ text, state }) => html("span", { class: state ?? "" }, text));
  return html("figure", {}, work.length ? [picture, html("figcaption", {}, work)] : [picture]);
}

/** @param {Sketch} sketch @param {Place} place @returns {Element} */
function drawnAs(sketch, place) {
  const hue = (/** @type {string} */ name) => hueOf(name, place);
  switch (sketch.kind) {
    case "score":
      return drawScore(sketch, place, hue);
    case "bars":
      return drawBars(sketch, hue);
    case "blocks":
      return drawBlocks(sketch, place);
    case "plane":
      return drawPlane(sketch, place, hue);
    case "wiring":
      return drawWiring(sketch, place);
    default: {
      const height = place.type.px(place.narrow ? HEIGHT * 0.85 : HEIGHT);
      const lines = sketch.lines.map((one) => ({ ...one, hue: hue(one.hue) }));
      return drawLines({ ...sketch, lines }, { ...place, height });
    }
  }
}

/** @param {string} name of a hue @param {Place} place */
function hueOf(name, { palette, looks, theme }) {
  if (name === "accent") return theme.accent;
  return palette.signals[name] ?? looks[name] ?? theme.faint;
}
