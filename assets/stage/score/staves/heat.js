/** A signal as a heatmap: a column a timestep, a row a unit. Drawn once; the cursor only moves two marks. */

import { format } from "../../arrays.js";
import { ramp } from "../../colour.js";
import { choose } from "../../cursor.js";
import { rowsOf } from "../../parts/rows.js";
import { put, svg } from "../../svg.js";
import { cells, px } from "./cells.js";

const GAP = 1.5;
const TOP = 4;

/**
 * @param {import("../stage.js").Stage} stage
 * @param {import("../../types.d.ts").HeatStave} stave
 * @returns {import("../../types.d.ts").StaveView}
 */
export function heat(stage, { label, symbol, scale, low, high, hue, values, note }) {
  const [tallest, all] = stage.roomy ? [12, 132] : [9, 100];
  const unitHeight = Math.max(2, Math.min(stage.px(tallest), stage.px(all) / values.cols));
  const height = Math.round(unitHeight * values.cols) + 2 * TOP;
  const colours = ramp(scale, hue, stage.palette, stage.theme);
  const picture = cells(boxes(stage, values, unitHeight), scale, colours);
  const marks = cursorMarks(stage, unitHeight);
  const root = svg(
    "svg",
    { width: stage.width, height, role: "img", "aria-label": inWords(stage, label, scale, values) },
    [picture, marks.band, marks.here],
  );
  /** @param {number} y */
  const unitAt = (y) => Math.min(Math.max(Math.floor((y - TOP) / unitHeight), 0), values.cols - 1);
  stage.listen(root, (x, y) => [stage.timestepAt(x), unitAt(y)]);
  root.addEventListener("click", (event) => {
    if (event.shiftKey) choose(unitAt(event.clientY - root.getBoundingClientRect().top));
  });
  const title = scale === "squashed" ? "the tanh of the value" : undefined;
  /** @type {[string, string]} */
  const ends = [format(low, 0), format(high, 0)];
  const legend = { ends, colours, title };
  return { root, height, label, symbol, hue, note, legend, move: marks.move, rows: () => rowsOf(values, label) };
}

/**
 * @param {import("../stage.js").Stage} stage
 * @param {import("../../../net/matrix.js").Matrix} values
 * @param {number} unitHeight
 * @returns {Generator<[number, import("./cells.js").Box]>}
 */
function* boxes(stage, values, unitHeight) {
  const [width, height] = [px(stage.columnWidth - GAP), px(unitHeight)];
  for (let timestep = 0; timestep < values.rows; timestep++) {
    const x = px(stage.x(timestep) - (stage.columnWidth - GAP) / 2);
    for (let unit = 0; unit < values.cols; unit++)
      yield [values.at(timestep, unit), { x, y: px(TOP + unit * unitHeight), width, height }];
  }
}

/**
 * A frame around the cursor's unit, another around its number.
 * @param {import("../stage.js").Stage} stage
 * @param {number} unitHeight
 */
function cursorMarks(stage, unitHeight) {
  const look = { fill: "none", stroke: stage.theme.text, class: "mark" };
  const width = stage.columnWidth - GAP;
  const wide = { x: stage.left - 3, width: stage.columnWidth * stage.length + 6, height: unitHeight };
  const band = svg("rect", { ...look, ...wide, y: 0, "stroke-opacity": 0.45, "stroke-width": 1 });
  const here = svg("rect", { ...look, width: width + 2, height: unitHeight + 2, "stroke-width": 2, rx: 1 });
  /** @param {import("../../cursor.js").Cursor} state */
  const move = ({ timestep, unit }) => {
    put(band, "y", TOP + unit * unitHeight);
    put(here, "x", stage.x(timestep) - width / 2 - 1);
    put(here, "y", TOP - 1 + unit * unitHeight);
  };
  return { band, here, move };
}

/**
 * What the picture shows, in a sentence: where the mean over the units is lowest and highest. Of a signal with both
 * signs it is the mean size.
 * @param {import("../stage.js").Stage} stage
 * @param {string} label
 * @param {import("../../types.d.ts").Scale} scale
 * @param {import("../../../net/matrix.js").Matrix} values
 */
function inWords({ words }, label, scale, values) {
  const means = words.slice(0, values.rows).map((_, timestep) => {
    const row = Array.from(values.row(timestep), (value) => (scale === "gate" ? value : Math.abs(value)));
    return row.reduce((sum, value) => sum + value, 0) / row.length;
  });
  const size = `${label}, ${values.rows} words × ${values.cols} units`;
  if (!means.every(Number.isFinite)) return `${size}: not all of it are numbers`;
  const [low, high] = [Math.min(...means), Math.max(...means)];
  /** @param {number} mean */
  const at = (mean) => `${format(mean, 2)} at “${words[means.indexOf(mean)]}”`;
  return `${size}: the mean ${scale === "gate" ? "" : "size "}is lowest, ${at(low)}, and highest, ${at(high)}`;
}
