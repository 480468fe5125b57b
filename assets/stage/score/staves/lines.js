// @ts-nocheck
/** A signal as lines over time: all units faint, the chosen ones and the cursor's unit clear. */

import { format } from "../../arrays.js";
import { linePath } from "../../parts/path.js";
import { rowsOf } from "../../parts/rows.js";
import { put, svg } from "../../svg.js";

const DASHES = ["", "6 3", "2 3", "8 3 2 3"];
const HEIGHT = 132;
const PAD = 14;

export function lines(stage, { label, symbol, hue, values, note, bound }) {
  const top =
    bound ??
    Math.max(
      1,
      Math.ceil(
        values.values.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most), 0),
      ),
    );
  const y = (value) => PAD + ((top - value) / (2 * top)) * (HEIGHT - 2 * PAD);
  const inside = (value) => y(Math.min(Math.max(value, -top), top));
  const point = (row, value) => (Number.isFinite(value) ? [stage.x(row), inside(value)] : null);
  const timesteps = Array.from({ length: values.rows }, (_, row) => row);
  const course = (unit) => linePath(timesteps.map((row) => point(row, values.at(row, unit))));
  const courses = Array.from({ length: values.columns }, (_, unit) => course(unit));
  const grid = [top, 0, -top].map((value) =>
    svg("line", {
      x1: 0,
      x2: stage.width,
      y1: y(value),
      y2: y(value),
      stroke: stage.theme.line,
      "stroke-dasharray": value === 0 ? "" : "2 4",
    }),
  );
  const faint = svg("path", {
    d: courses.join(""),
    fill: "none",
    stroke: stage.theme.faint,
    "stroke-width": 1,
    opacity: 0.28,
  });
  const kept = svg("g");
  const bold = svg("path", { fill: "none", stroke: hue, "stroke-width": 3, "stroke-linejoin": "round" });
  const dot = svg("circle", { r: 5.5, fill: hue, stroke: stage.theme.background, "stroke-width": 2 });
  const number = svg("text", {
    fill: stage.theme.text,
    "font-size": stage.fontSize - 1,
    "font-weight": 600,
    "paint-order": "stroke",
    stroke: stage.theme.background,
    "stroke-width": 4,
  });
  const root = svg(
    "svg",
    { width: stage.width, height: HEIGHT, role: "img", "aria-label": `${label} over time, from ${-top} to ${top}` },
    [...grid, faint, kept, bold, dot, number],
  );
  root.onpointermove = (event) => event.pointerType === "mouse" && stage.follow(event, root);
  root.onclick = (event) => stage.pin(event, root);
  const keep = (units) => {
    kept.replaceChildren(
      ...units.map((unit, index) =>
        svg("path", {
          d: courses[unit] ?? "",
          fill: "none",
          stroke: stage.theme.text,
          "stroke-width": 2,
          "stroke-dasharray": DASHES[index % DASHES.length],
          opacity: 0.75,
        }),
      ),
    );
  };
  let keptUnits = null;
  return {
    root,
    height: HEIGHT,
    label,
    symbol,
    hue,
    note,
    axis: [
      [y(top), format(top, 0)],
      [y(0), "0"],
      [y(-top), format(-top, 0)],
    ],
    move(state) {
      if (keptUnits !== state.chosen) keep((keptUnits = state.chosen));
      put(bold, "d", courses[state.unit] ?? "");
      const value = values.at(state.timestep, state.unit);
      const at = Number.isFinite(value) ? y(Math.min(Math.max(value, -top), top)) : y(0);
      put(dot, "cx", stage.x(state.timestep));
      put(dot, "cy", at);
      const right = state.timestep > values.rows - 2 && values.rows > 1;
      put(number, "text-anchor", right ? "end" : "start");
      put(number, "x", stage.x(state.timestep) + (right ? -10 : 10));
      put(number, "y", Math.min(Math.max(at - 8, 12), HEIGHT - 4));
      const text = format(value);
      if (number.textContent !== text) number.textContent = text;
    },
    rows: () => rowsOf(values, label),
  };
}
