// @ts-nocheck
/** What is looked into, as one drawing for paper and slides, and as numbers. */

import { power } from "../../arrays.js";
import { readTheme } from "../../colour.js";
import { rasterise, saveAs } from "../../figure/export.js";
import { csvFile } from "../../parts/csv.js";
import { MARGIN, onPaper, writer } from "../../parts/paper.js";
import { wrap } from "../../parts/words.js";
import { svg } from "../../svg.js";
import { scored, signalsOf } from "./columns.js";
import { colourOf } from "./heatmap.js";
import { HIGH, LOW, beyond, heightOf, pathOf } from "./norms.js";
import { frameAt, writtenAt } from "../data/runs.js";
import { codesOf, levelOf, rounded, valueOf } from "../data/signals.js";

const [WIDTH, GAP, HEAT, NORMS] = [400, 40, 100, 110];

/** A heatmap as vectors: one path a colour, so that there are few elements. */
function cells(frame, signal, [length, units], width, palette, theme) {
  const codes = codesOf(frame, signal);
  const boxes = new Map();
  const [w, h] = [width / length, HEAT / units];
  for (let row = 0; row < length; row++) {
    for (let unit = 0; unit < units; unit++) {
      const exact = levelOf(signal, codes[row * units + unit]);
      const level = exact && Math.max(1, exact & ~3); // 64 shades are enough for the eye
      const [x, y, right, low] = [row * w, unit * h, (row + 1) * w, (unit + 1) * h].map((at) => at.toFixed(2));
      const box = level ? `M${x} ${y}H${right}V${low}H${x}z` : `M${x} ${y}L${right} ${low}M${right} ${y}L${x} ${low}`;
      boxes.set(level, (boxes.get(level) ?? "") + box);
    }
  }
  return svg(
    "g",
    { "shape-rendering": "crispEdges" },
    [...boxes].map(([level, d]) =>
      svg("path", { d, [level ? "fill" : "stroke"]: colourOf(signal, level, palette, theme) }),
    ),
  );
}

/** One run: a group of its own, and how high it is. */
function drawColumn(lab, member, theme, text) {
  const { entry, run } = member;
  const frame = run.frames[frameAt(run.frames, lab.film.step)];
  const parts = [
    svg("path", { d: "M0 12h28", stroke: entry.hue, "stroke-width": 3.5, "stroke-dasharray": entry.dash ?? "" }),
    text(36, 17, entry.short, { "font-weight": 650 }),
  ];
  if (!frame) return [svg("g", {}, parts), 30];
  parts.push(
    text(WIDTH, 17, `step ${frame.step} · ${scored(entry, frame.score)}`, { "text-anchor": "end", "font-size": 13 }),
  );
  let y = 34;
  for (const line of wrap(writtenAt(run.frames, lab.film.step)?.samples[lab.temperature] ?? "", WIDTH, 13))
    if (line) parts.push(text(0, (y += 18), line, { "font-size": 13 }));
  const words = entry.probe.map((word, index) =>
    svg(
      "g",
      { transform: `translate(${((index + 0.5) / entry.probe.length) * WIDTH + 4} ${y + 58}) rotate(-55)` },
      text(0, 0, word, { "font-size": 12 }),
    ),
  );
  parts.push(...words);
  y += 66;
  const [length, units] = frame.shape;
  const heat = (signal) => {
    parts.push(
      text(0, y + 14, `${signal.symbol} ${signal.label}`, { fill: signal.hue, "font-weight": 600, "font-size": 13 }),
    );
    const picture = cells(frame, signal, [length, units], WIDTH, lab.data.palette, theme);
    picture.setAttribute("transform", `translate(0 ${y + 20})`);
    parts.push(picture);
    y += HEAT + 30;
  };
  const [state, ...others] = signalsOf(entry);
  heat(state);
  const above = beyond(frame);
  parts.push(
    text(0, y + 14, `${entry.gradients.map(({ label }) => label).join(" and, dashed, ")}${above && `: ${above}`}`, {
      "font-weight": 600,
      "font-size": 13,
    }),
  );
  const scale = `translate(0 ${y + 20}) scale(${WIDTH / (10 * length)} ${NORMS / 100})`;
  for (let exponent = HIGH; exponent >= LOW; exponent -= 4) {
    const at = y + 20 + heightOf(10 ** exponent) * (NORMS / 100);
    parts.push(
      svg("path", { d: `M0 ${at}H${WIDTH}`, stroke: theme.line, "stroke-dasharray": "2 4" }),
      text(-4, at + 4, power(exponent), { "text-anchor": "end", "font-size": 10, fill: theme.faint }),
    );
  }
  const line = (norms, stroke, dash) =>
    svg("path", {
      d: pathOf(norms) || "M0 0",
      transform: scale,
      fill: "none",
      stroke,
      "stroke-width": 2.5,
      "stroke-dasharray": dash,
      "vector-effect": "non-scaling-stroke",
    });
  for (const { of, hue, dash } of entry.gradients) if (frame[of]) parts.push(line(frame[of], hue, dash));
  y += NORMS + 30;
  others.forEach(heat);
  return [svg("g", {}, parts), y];
}

async function drawn(root, lab) {
  const theme = readTheme(root.host ?? root);
  const write = writer(theme);
  const columns = lab.looked().map((member) => drawColumn(lab, member, theme, write));
  const width = Math.max(2 * MARGIN + columns.length * (WIDTH + GAP), 500);
  columns.forEach(([group], index) =>
    group.setAttribute("transform", `translate(${MARGIN + GAP / 2 + index * (WIDTH + GAP)} ${MARGIN})`),
  );
  const bottom = MARGIN + Math.max(40, ...columns.map(([, height]) => height));
  return onPaper(theme, { width, bottom, parts: columns.map(([group]) => group), caption: lab.data.caption });
}

function numbersFile(lab) {
  const rows = [];
  for (const { entry, run } of lab.looked()) {
    const frame = run.frames[frameAt(run.frames, lab.film.step)];
    if (!frame) continue;
    const row = (timestep, signal, unit, value) =>
      rows.push([entry.name, frame.step, timestep + 1, entry.probe[timestep], signal, unit, value]);
    for (const signal of entry.signals) {
      const [length, units] = frame.shape;
      const codes = codesOf(frame, signal);
      for (let timestep = 0; timestep < length; timestep++)
        for (let unit = 0; unit < units; unit++)
          row(timestep, signal.name, unit + 1, rounded(signal, valueOf(signal, codes[timestep * units + unit])));
    }
    for (const { of, name } of entry.gradients)
      (frame[of] ?? []).forEach((norm, timestep) => row(timestep, `gradient norm, ${name}`, null, norm));
  }
  return csvFile(["run", "step", "timestep", "token", "signal", "unit", "value"], rows, lab.data.caption);
}

export function labMenu(root, lab) {
  return saveAs("unrolled-lab-film", {
    png: async (scale) => rasterise(await drawn(root, lab), scale),
    svg: () => drawn(root, lab),
    csv: async () => numbersFile(lab),
  });
}
