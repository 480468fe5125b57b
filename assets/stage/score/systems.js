/** A score on paper in systems, as music has them: as many words a line as stay legible, below one another. */

import { LEGIBLE } from "../parts/printing.js";
import { html } from "../svg.js";

/**
 * How many words stand in a system, so that all have about as many.
 * @param {number} length words
 * @param {number} room for words, px
 * @param {number} columnWidth px
 */
export function wordsASystem(length, room, columnWidth) {
  const most = Math.max(1, Math.floor(room / columnWidth));
  return Math.ceil(length / Math.ceil(length / most));
}

/**
 * Return the systems of a score; none where all words fit across.
 * @param {HTMLElement} sheet its rows
 * @param {import("./stage.js").Stage} stage
 * @param {number} gutter px before the words
 * @param {number} most px across
 */
export function systemsOf(sheet, stage, gutter, most) {
  const { length, columnWidth, width, left } = stage;
  if (gutter + width <= most) return [];
  const beside = Math.max(width - length * columnWidth, 0); // a beginning before the words, what stands after them
  const words = wordsASystem(length, most - gutter - beside, columnWidth);
  return Array.from({ length: Math.ceil(length / words) }, (_, index) => {
    const before = index * words * columnWidth;
    const after = width - left - before - words * columnWidth;
    const copy = /** @type {HTMLElement} */ (sheet.cloneNode(true));
    const place = {
      "--paper": String(LEGIBLE),
      "--shift": `${-before}px`,
      "--wide": `${gutter + beside + words * columnWidth}px`,
      "--before": index ? `${left + before}px` : "-99px",
      "--after": after > columnWidth / 2 ? `${after}px` : "-99px", // the last one keeps what stands beside it
    };
    for (const [name, value] of Object.entries(place)) copy.style.setProperty(name, value);
    return html("div", { class: index ? "system" : "system first" }, copy);
  });
}
