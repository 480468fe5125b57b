// @ts-nocheck
/**
 * The unrolled network: a copy of the one cell for each timestep, and the weights they share.
 * Token above, state inside, readout below; the state travels to the right. Rolled up, all copies lie on one another.
 */

import { cursor, move } from "../../cursor.js";
import { ramp } from "../../colour.js";
import { rowsOf } from "../../parts/rows.js";
import { put, svg } from "../../svg.js";
import { subscript } from "../../arrays.js";
import { cells } from "./heat.js";

const INPUT_TOP = 16;
const STRIP = 9;
const BOX_TOP = 58;
const BOX = 136;
const HEIGHT = BOX_TOP + BOX + 46;

export function unrolled(stage, { label, symbol, hue, scale, values, inputs, initial, weights, carry, note }) {
  const { theme, palette } = stage;
  const middle = BOX_TOP + BOX / 2;
  const boxWidth = Math.min(46, stage.columnWidth * 0.58);
  const colours = ramp(scale, hue, palette, theme);
  const stateOf = (matrix, row) => strip(matrix, row, scale, colours, boxWidth - 14);
  const first = stage.left / 2 - 5;

  const arrows = Object.fromEntries(
    weights.map(({ name, hue: colour }) => [name, svg("g", { stroke: colour, fill: colour, "stroke-width": 2 })]),
  );
  const copies = [];
  for (let timestep = 0; timestep < stage.length; timestep++) {
    const state = svg("g", {}, stateOf(values, timestep));
    const embedding = svg("g", {}, inputStrip(inputs, timestep, colours, Math.min(stage.columnWidth - 12, 64)));
    const box = svg("rect", {
      x: -boxWidth / 2,
      y: BOX_TOP,
      width: boxWidth,
      height: BOX,
      rx: 9,
      fill: theme.background,
      stroke: hue,
      "stroke-width": 2,
    });
    const name = svg(
      "text",
      { y: BOX_TOP + BOX + 17, x: -5, "text-anchor": "end", "font-size": stage.fontSize - 3, fill: theme.faint },
      `h${subscript(timestep + 1)}`,
    );
    const group = svg("g", {}, [embedding, box, state, name]);
    const down = svg("path", { d: `M0 ${INPUT_TOP + STRIP + 3}V${BOX_TOP - 4}`, "marker-end": "url(#head-in)" });
    const out = svg("path", { d: `M0 ${BOX_TOP + BOX + 2}V${HEIGHT - 6}`, "marker-end": "url(#head-out)" });
    const across = svg("path", { "marker-end": "url(#head-state)", fill: "none" });
    arrows[weights[0].name].append(down);
    arrows[weights[1].name].append(across);
    arrows[weights[2].name].append(out);
    const belt = svg(
      "path",
      { stroke: carry ?? "none", "stroke-width": 3, fill: "none" },
      carry ? svg("title", {}, "cell state") : [],
    );
    copies.push({ group, state, embedding, down, out, across, belt, box });
  }
  const start = svg("g", { transform: `translate(${first} 0)` }, [
    svg("rect", {
      x: -11,
      y: BOX_TOP + 14,
      width: 22,
      height: BOX - 28,
      rx: 6,
      fill: theme.background,
      stroke: theme.faint,
      "stroke-dasharray": "3 3",
    }),
    strip(initial, 0, scale, colours, 10, BOX_TOP + 18, BOX - 36),
    svg(
      "text",
      { y: BOX_TOP + BOX + 4, "text-anchor": "middle", "font-size": stage.fontSize - 3, fill: theme.faint },
      "h₀",
    ),
  ]);
  const loop = svg("path", {
    fill: "none",
    stroke: weights[1].hue,
    "stroke-width": 2.5,
    "marker-end": "url(#head-state)",
  });
  const pulse = [0, 1].map((index) => svg("circle", { r: 6, fill: weights[index].hue, class: "mark" }));
  const heads = svg(
    "defs",
    {},
    [
      ["head-in", 0],
      ["head-state", 1],
      ["head-out", 2],
    ].map(([id, index]) =>
      svg(
        "marker",
        {
          id,
          viewBox: "0 0 8 8",
          refX: 7,
          refY: 4,
          markerWidth: 7,
          markerHeight: 7,
          orient: "auto",
          markerUnits: "userSpaceOnUse",
        },
        svg("path", { d: "M0 0L8 4L0 8z", fill: weights[index].hue }),
      ),
    ),
  );
  const root = svg(
    "svg",
    {
      width: stage.width,
      height: HEIGHT,
      role: "img",
      "aria-label":
        `Unrolled network: ${stage.length} copies of one cell, ` +
        `a state of ${values.columns} units passed from each to the next`,
    },
    [
      heads,
      ...copies.map(({ belt }) => belt),
      ...Object.values(arrows),
      start,
      ...copies.map(({ group }) => group),
      loop,
      ...pulse,
    ],
  );
  root.onpointermove = (event) => event.pointerType === "mouse" && stage.follow(event, root);
  root.onclick = (event) => stage.pin(event, root);

  const scene = { stage, copies, arrows, start, loop, pulse, first, middle, boxWidth, weights };
  return {
    root,
    height: HEIGHT,
    label,
    symbol,
    hue,
    note,
    chips: weights.map(({ name, shape, hue: colour, count }) => ({
      name,
      hue: colour,
      text: `${name} ${shape}`,
      title: `${name}: the same ${count.toLocaleString("en")} numbers in all ${stage.length} copies`,
      light: (on) => move({ lit: on ? name : "" }),
    })),
    move: (state, changed) => draw(scene, state, changed),
    rows: () => rowsOf(values, label),
  };
}

function strip(matrix, row, scale, colours, width, top = BOX_TOP + 6, height = BOX - 12) {
  const unitHeight = height / matrix.columns;
  const one = { rows: 1, columns: matrix.columns, at: (_, unit) => matrix.at(row, unit) };
  return cells(one, scale, colours, (_, unit) => ({
    x: -width / 2,
    y: +(top + unit * unitHeight).toFixed(2),
    width,
    height: +unitHeight.toFixed(2),
  }));
}

function inputStrip(inputs, row, colours, width) {
  const unitWidth = width / inputs.columns;
  const one = { rows: 1, columns: inputs.columns, at: (_, unit) => inputs.at(row, unit) };
  return cells(one, "squashed", colours, (_, unit) => ({
    x: +(-width / 2 + unit * unitWidth).toFixed(2),
    y: INPUT_TOP,
    width: +unitWidth.toFixed(2),
    height: STRIP,
  }));
}

function draw({ stage, copies, arrows, start, loop, pulse, first, middle, boxWidth, weights }, state) {
  const home = stage.x(state.timestep);
  const place = (timestep) => home + (stage.x(timestep) - home) * state.unrolled;
  const rolled = state.unrolled < 1;
  copies.forEach(({ group, state: cells, embedding, down, out, across, belt, box }, timestep) => {
    const x = place(timestep);
    const now = timestep === state.timestep;
    const read = timestep <= state.timestep;
    const shown = now ? 1 : state.unrolled;
    const position = `translate(${x.toFixed(1)} 0)`;
    for (const element of [group, down, out]) put(element, "transform", position);
    const from = timestep === 0 ? first + 11 : place(timestep - 1) + boxWidth / 2;
    put(belt, "d", `M${(from + 2).toFixed(1)} ${middle + 34}H${(x - boxWidth / 2 - 1).toFixed(1)}`);
    put(belt, "opacity", rolled ? 0 : read ? 1 : 0.22);
    put(across, "d", `M${(from + 2).toFixed(1)} ${middle}H${(x - boxWidth / 2 - 3).toFixed(1)}`);
    const lit = (index) => state.lit === weights[index].name;
    put(across, "opacity", rolled ? Math.max(0, 2 * state.unrolled - 1) : read || lit(1) ? 1 : 0.22);
    put(cells, "opacity", read ? (now ? state.phase : 1) : 0);
    put(embedding, "opacity", read ? 1 : 0.25);
    put(group, "opacity", shown * (read ? 1 : 0.45));
    put(down, "opacity", shown * (read || lit(0) ? 1 : 0.22));
    put(out, "opacity", shown * (read || lit(2) ? 1 : 0.22));
    put(box, "stroke-width", now ? 3.5 : 2);
  });
  put(start, "opacity", state.unrolled);
  put(loop, "opacity", rolled ? 1 - state.unrolled : 0);
  if (rolled) {
    const right = home + boxWidth / 2;
    const far = Math.min(46, stage.width - right - 6);
    const back = Math.min(52, home - boxWidth / 2 - 6);
    put(
      loop,
      "d",
      `M${right} ${middle}C${right + far} ${middle - 14} ${right + far * 0.65} ${BOX_TOP - 34} ` +
        `${home} ${BOX_TOP - 22}` +
        `S${home - boxWidth / 2 - back} ${middle - 30} ${home - boxWidth / 2 - 4} ${middle}`,
    );
  }
  for (const { name } of weights) put(arrows[name], "stroke-width", state.lit === name ? 5 : 2);
  for (const { name } of weights) put(arrows[name], "opacity", state.lit && state.lit !== name ? 0.25 : 1);
  const moving = state.phase < 1 && state.unrolled === 1;
  const eased = state.phase * state.phase * (3 - 2 * state.phase);
  const from = state.timestep === 0 ? first : stage.x(state.timestep - 1);
  put(pulse[0], "visibility", moving ? "visible" : "hidden");
  put(pulse[1], "visibility", moving ? "visible" : "hidden");
  if (!moving) return;
  put(pulse[0], "cx", home);
  put(pulse[0], "cy", INPUT_TOP + (BOX_TOP + 10 - INPUT_TOP) * eased);
  put(pulse[1], "cx", from + (home - boxWidth / 2 - from) * eased);
  put(pulse[1], "cy", middle);
}

let morphing = 0;

/** Roll up or unroll, in a third of a second; at once for readers who asked for less motion. */
export function morph(to, instantly) {
  cancelAnimationFrame(morphing);
  const from = cursor.unrolled;
  if (instantly || from === to) return move({ unrolled: to });
  const begun = performance.now();
  const frame = (now) => {
    const share = Math.min((now - begun) / 420, 1);
    const eased = share * share * (3 - 2 * share);
    move({ unrolled: share === 1 ? to : from + (to - from) * eased });
    if (share < 1) morphing = requestAnimationFrame(frame);
  };
  morphing = requestAnimationFrame(frame);
}
