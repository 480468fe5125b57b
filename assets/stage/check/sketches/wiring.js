/** Cells that read and answer, one for each timestep, and what goes from one to the next. */

import { svg } from "../../svg.js";

const CELL = 44;
const LAYER = 64;

/**
 * @param {import("../types.d.ts").WiringSketch} sketch
 * @param {import("./sketch.js").Place} place
 */
export function drawWiring({ columns, layers, ways, apart }, { width, theme, type }) {
  const size = type.size("label");
  const step = Math.min(type.px(120), width / columns.length);
  const cell = Math.min(type.px(CELL), step * 0.6);
  const rows = layers * ways.length;
  const top = columns.some(({ answers }) => answers) ? size * 2.8 : 0;
  const high = type.px(LAYER);
  const bottom = top + rows * high;
  const height = bottom + size * 2.6;
  const x = (/** @type {number} */ t) => step * (t + 0.5);
  const y = (/** @type {number} */ row) => bottom - high * (row + 0.5);
  const stroke = { stroke: theme.faint, "stroke-width": 1.6 };
  const text = { "font-size": size, "text-anchor": "middle", fill: theme.text };
  const parts = columns.flatMap(({ reads, answers, lit, state }, t) => {
    const cells = Array.from({ length: rows }, (_, row) => {
      const at = { x: x(t) - cell / 2, y: y(row) - cell / 2, width: cell, height: cell, rx: 8 };
      const dashed =
        state === "missing" ? { fill: "none", "stroke-dasharray": "4 3" } : { fill: lit ? theme.accent : theme.panel };
      return svg("rect", { ...at, ...stroke, ...dashed });
    });
    const into = arrow([x(t), bottom + 2], [x(t), y(0) + cell / 2 + 3], stroke);
    const out = arrow([x(t), y(rows - 1) - cell / 2], [x(t), top - size * 0.6], stroke);
    return [
      ...cells,
      ...Array.from({ length: rows - 1 }, (_, row) =>
        arrow([x(t), y(row) - cell / 2], [x(t), y(row + 1) + cell / 2 + 3], stroke),
      ).flat(),
      ...(reads ? [...into, svg("text", { ...text, x: x(t), y: bottom + size * 1.4 }, reads)] : []),
      ...(answers ? [...out, svg("text", { ...text, x: x(t), y: size * 1.4 }, answers)] : []),
    ];
  });
  const chain = apart
    ? []
    : columns.slice(1).flatMap((_, t) =>
        Array.from({ length: rows }, (_row, row) => {
          const [from, to] = [x(t) + cell / 2 + 1, x(t + 1) - cell / 2 - 3];
          const back = ways[row % ways.length] === "back";
          return arrow(back ? [to + 2, y(row)] : [from, y(row)], back ? [from + 2, y(row)] : [to, y(row)], stroke);
        }).flat(),
      );
  const wide = step * columns.length;
  const frame = { width: wide, height, viewBox: `0 0 ${wide} ${height}`, "aria-hidden": "true" };
  return svg("svg", frame, [...chain, ...parts]);
}

/** @param {number[]} from @param {number[]} to @param {{ stroke: string, "stroke-width": number }} stroke */
function arrow([x1, y1], [x2, y2], stroke) {
  const long = Math.hypot(x2 - x1, y2 - y1) || 1;
  const [ux, uy] = [(5 * (x2 - x1)) / long, (5 * (y2 - y1)) / long];
  const head = `${x2 + ux * 0.6},${y2 + uy * 0.6} ${x2 - ux - uy},${y2 - uy + ux} ${x2 - ux + uy},${y2 - uy - ux}`;
  return [svg("line", { x1, y1, x2, y2, ...stroke }), svg("polygon", { points: head, fill: stroke.stroke })];
}
