/** Which units ReLU leaves on at each word: what a gradient passes there, and where nothing of it does. */

import { svg } from "../../svg.js";

const ACROSS = 4; // units side by side
const UNIT = 5.5; // px of the usual base, at most
const ROOM = 0.8; // of a column
const SAID = ["ReLU’s units: ", "■ on, passes all", " · ", "□ off, passes nothing"];

/**
 * @param {import("../gradients.js").Place} place
 * @param {import("./chart.js").Chart} chart whose columns they stand under
 * @param {{ left: number, top: number, on: number[][], asked: number, hue: string }} room px; `on`: 0 or 1, (T, U);
 *   `asked`: the timestep at which a gradient arrives, and passes no more
 */
export function switches({ theme, type, narrow }, chart, { left, top, on, asked, hue }) {
  const size = type.size(narrow ? "note" : "body");
  const step = Math.min(type.px(UNIT), (ROOM * (chart.x(1) - chart.x(0))) / ACROSS);
  const title = { x: left, y: top + size, fill: hue, "font-size": size, "font-weight": 600 };
  const columns = on.flatMap((units, t) => {
    if (t <= asked) return [];
    const x = chart.x(t) - (step * ACROSS) / 2;
    const dots = units.map((is, unit) =>
      svg("rect", {
        ...{ x: x + (unit % ACROSS) * step, y: top + 1.5 * size + Math.floor(unit / ACROSS) * step },
        ...{ width: step - 1, height: step - 1, class: "slopes-unit", "data-on": is },
        ...{ fill: is ? hue : "none", stroke: is ? hue : theme.faint, "stroke-width": 0.7 },
      }),
    );
    return [svg("g", {}, dots)];
  });
  return [svg("text", title, SAID.join("")), ...columns];
}
