/**
 * A score on paper. Exact drawings stand where canvases are on screen: a printer has more pixels than a screen. Its
 * columns take the width of paper; a sentence for which that is too little stands in systems below one another.
 */

import { PAPER, WIDEST } from "../parts/printing.js";
import { systemsOf } from "./systems.js";

/** How a score of so many px is made smaller for paper, as its style sheet asks. @param {number} width */
export const smaller = (width) => String(PAPER / width);

/**
 * @typedef {object} Printed a score
 * @property {import("../types.d.ts").PlacedStave[]} staves
 * @property {HTMLElement} sheet that they stand on
 * @property {import("./stage.js").Stage} stage
 * @property {number} gutter px before the words
 * @property {(available: number) => void} takeWidth gives its columns so much room, px
 */

/**
 * Make a score as paper asks, for each print.
 * @param {Printed} score
 * @returns {() => void} what ends it
 */
export function printed(score) {
  const { staves, sheet, stage, gutter } = score;
  /** @type {import("../types.d.ts").PlacedStave[]} */
  let painted = [];
  /** @type {SVGSVGElement[]} */
  let drawings = [];
  /** @type {HTMLElement[]} */
  let systems = [];
  /** @type {number | null} the room on screen while it is on paper */
  let room = null;
  const before = () => {
    after();
    room = stage.available;
    score.takeWidth(Math.min(room, WIDEST - gutter));
    painted = staves.filter(({ root, veiled }) => !veiled && !(root instanceof SVGElement));
    drawings = painted.map((stave) => stave.vector());
    painted.forEach(({ root }, index) => root.replaceWith(drawings[index]));
    systems = systemsOf(sheet, stage, gutter, WIDEST);
    sheet.after(...systems);
    sheet.classList.toggle("in-systems", systems.length > 0);
  };
  const after = () => {
    if (room === null) return;
    drawings.forEach((drawing, index) => drawing.replaceWith(painted[index].root));
    for (const one of systems) one.remove();
    sheet.classList.remove("in-systems");
    score.takeWidth(room);
    [drawings, systems, room] = [[], [], null];
  };
  addEventListener("beforeprint", before);
  addEventListener("afterprint", after);
  return () => {
    removeEventListener("beforeprint", before);
    removeEventListener("afterprint", after);
  };
}
