/** How often each network's reader is right, by how many words were read since the subject. */

import { readTheme } from "../../colour.js";
import { readType } from "../../parts/type.js";
import { html } from "../../svg.js";
import { drawLines, namedByEnds } from "../lines.js";

const HEIGHT = 104; // px of the usual base
const NARROWEST = 280;
const EVERY = 4; // words between two ticks

/**
 * Return the chart below a sentence, and above it what it says in words.
 * @param {import("../ink.js").Ink} ink
 * @param {Element} host where theme and type are read
 * @param {number} width
 */
export function chartOf({ lines, chance, subject }, host, width) {
  const [type, theme] = [readType(host), readTheme(host)];
  const most = Math.max(...lines.flatMap(({ points }) => points.map(([lag]) => lag)));
  const guess = { name: "guessing", hue: theme.faint, weight: 1.5, points: spread(most, chance) };
  const drawing = drawLines(
    {
      lines: namedByEnds([...lines, guess]),
      x: [0, most],
      y: [0, 1],
      xTicks: ticks(most),
      yTicks: [
        [0, "0 %"],
        [0.5, "50 %"],
        [1, "100 %"],
      ],
      xTitle: "",
    },
    { width: Math.max(width, NARROWEST), height: type.px(HEIGHT), theme, type },
  );
  const title = `On sentences that no network has seen: how often the reader is right, by words since the ${subject}`;
  return [html("p", {}, title), drawing];
}

/** @param {number} most @param {number} value @returns {[number, number][]} */
const spread = (most, value) => [
  [0, value],
  [most, value],
];

/** @param {number} most @returns {[number, string][]} */
const ticks = (most) =>
  Array.from(
    { length: Math.floor(most / EVERY) + 1 },
    (_, at) => /** @type {[number, string]} */ ([EVERY * at, `${EVERY * at}`]),
  );
