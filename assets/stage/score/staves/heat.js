// @ts-nocheck
/** A signal as a heatmap: a column a timestep, a row a unit. Drawn once; the cursor only moves two marks. */

import { hover, choose, cursor, move } from "../../cursor.js";
import { LEVELS, RANGE, levelOf, ramp, shown } from "../../colour.js";
import { rowsOf } from "../../parts/rows.js";
import { put, svg } from "../../svg.js";

const GAP = 1.5;
const ENDS = { gate: ["0", "1"], signed: ["−1", "1"], squashed: ["−1", "1"] };

/** One path a colour level: few elements however long the sentence, and exact vectors in an export. */
export function cells(matrix, scale, colours, place) {
  const [low, high] = RANGE[scale];
  const paths = Array.from({ length: LEVELS + 1 }, () => []);
  const broken = [];
  for (let row = 0; row < matrix.rows; row++) {
    for (let unit = 0; unit < matrix.columns; unit++) {
      const { x, y, width, height } = place(row, unit);
      const level = levelOf(shown(scale, matrix.at(row, unit)), low, high);
      const box = `M${x} ${y}h${width}v${height}h${-width}z`;
      if (level < 0) broken.push(`M${x} ${y}l${width} ${height}M${x + width} ${y}l${-width} ${height}`);
      else paths[level].push(box);
    }
  }
  const drawn = paths
    .map((boxes, level) => [boxes, colours[level]])
    .filter(([boxes]) => boxes.length > 0)
    .map(([boxes, colour]) => svg("path", { d: boxes.join(""), fill: colour }));
  if (broken.length > 0) drawn.push(svg("path", { d: broken.join(""), stroke: "#d6009a", "stroke-width": 1 }));
  return svg("g", { "shape-rendering": "crispEdges" }, drawn);
}

export function heat(stage, { label, symbol, scale, hue, values, note }) {
  const unitHeight = Math.max(2, Math.min(stage.roomy ? 12 : 9, (stage.roomy ? 132 : 100) / values.columns));
  const height = Math.round(unitHeight * values.columns) + 8;
  const colours = ramp(scale, hue, stage.palette, stage.theme);
  const width = stage.columnWidth - GAP;
  const picture = cells(values, scale, colours, (row, unit) => ({
    x: +(stage.x(row) - width / 2).toFixed(2),
    y: +(4 + unit * unitHeight).toFixed(2),
    width: +width.toFixed(2),
    height: +unitHeight.toFixed(2),
  }));
  const band = svg("rect", {
    x: stage.left - 3,
    y: 0,
    width: stage.columnWidth * stage.length + 6,
    height: unitHeight,
    fill: "none",
    stroke: stage.theme.text,
    "stroke-opacity": 0.45,
    "stroke-width": 1,
    class: "mark",
  });
  const here = svg("rect", {
    width: width + 2,
    height: unitHeight + 2,
    fill: "none",
    stroke: stage.theme.text,
    "stroke-width": 2,
    rx: 1,
    class: "mark",
  });
  const root = svg(
    "svg",
    {
      width: stage.width,
      height,
      role: "img",
      "aria-label": `${label}, ${values.rows} timesteps × ${values.columns} units`,
    },
    [picture, band, here],
  );
  const target = (event) => {
    const box = root.getBoundingClientRect();
    const unit = Math.floor((event.clientY - box.top - 4) / unitHeight);
    return [stage.timestepAt(event.clientX - box.left), Math.min(Math.max(unit, 0), values.columns - 1)];
  };
  root.onpointermove = (event) => event.pointerType === "mouse" && hover(...target(event));
  root.onclick = (event) => {
    const [timestep, unit] = target(event);
    if (event.shiftKey) return choose(unit);
    const same = cursor.pinned && cursor.timestep === timestep && cursor.unit === unit;
    move({ timestep, unit, pinned: !same, playing: false, phase: 1 });
  };
  return {
    root,
    height,
    label,
    symbol,
    hue,
    note,
    legend: { ends: ENDS[scale], colours, title: scale === "squashed" ? "the tanh of the value" : undefined },
    move(state) {
      put(band, "y", 4 + state.unit * unitHeight);
      put(here, "x", stage.x(state.timestep) - width / 2 - 1);
      put(here, "y", 3 + state.unit * unitHeight);
    },
    rows: () => rowsOf(values, label),
  };
}
