// @ts-nocheck
/** A score as one drawing for paper and slides: tokens, labels, legends, staves, and where they come from. */

import { rasterise, saveAs } from "../figure/export.js";
import { csvFile } from "../parts/csv.js";
import { MARGIN, onPaper, writer } from "../parts/paper.js";
import { wrap } from "../parts/words.js";
import { svg } from "../svg.js";

const GUTTER = 196;

/** What stands to the left of a stave: name, note, legend. */
function heading(stage, stave, y, text) {
  const { theme } = stage;
  const parts = [text(MARGIN, y + 18, stave.label, { "font-weight": 600, fill: stave.hue ?? theme.text })];
  let line = y + 40;
  for (const said of stave.note ? wrap(stave.note, GUTTER - 44, 12.5) : []) {
    parts.push(text(MARGIN, line - 2, said, { "font-size": 12.5, fill: theme.faint }));
    line += 17;
  }
  const row = (content, draw) => {
    parts.push(...draw(line), text(MARGIN + 38, line, content, { "font-size": 13 }));
    line += 20;
  };
  for (const { name, hue, dash } of stave.series ?? []) {
    row(name, (at) => [
      svg("path", { d: `M${MARGIN} ${at - 4}h30`, stroke: hue, "stroke-width": 3, "stroke-dasharray": dash }),
    ]);
  }
  for (const { text: name, hue } of stave.chips ?? []) {
    row(name, (at) => [svg("rect", { x: MARGIN, y: at - 12, width: 5, height: 16, fill: hue })]);
  }
  if (stave.legend) {
    const { ends, colours } = stave.legend;
    const bars = colours.filter((_, index) => index % 4 === 0);
    parts.push(
      ...bars.map((colour, index) =>
        svg("rect", { x: MARGIN + 26 + index * 4, y: line - 10, width: 4.4, height: 10, fill: colour }),
      ),
      text(MARGIN, line, ends[0], { "font-size": 13 }),
      text(MARGIN + 32 + bars.length * 4, line, ends[1], { "font-size": 13 }),
    );
  }
  for (const [top, tick] of stave.axis ?? []) {
    parts.push(
      text(MARGIN + GUTTER - 8, y + top + 4, tick, { "text-anchor": "end", "font-size": 12, fill: theme.faint }),
    );
  }
  return parts;
}

async function drawn(stage, staves, { caption }) {
  const write = writer(stage.theme);
  const words = stage.words.map((word, timestep) =>
    write(
      MARGIN + GUTTER + stage.x(timestep),
      MARGIN + stage.fontSize,
      stage.fit(word, stage.columnWidth - 4, stage.fontSize),
      { "text-anchor": "middle", "font-weight": 600, "font-size": stage.fontSize },
    ),
  );
  let bottom = MARGIN + stage.fontSize + 16;
  const parts = [];
  for (const stave of staves.filter(({ veiled }) => !veiled)) {
    const picture = stave.root.cloneNode(true);
    picture.querySelectorAll(".mark").forEach((mark) => mark.remove());
    picture.setAttribute("x", MARGIN + GUTTER);
    picture.setAttribute("y", bottom);
    parts.push(...heading(stage, stave, bottom, write), picture);
    const lines = (stave.series ?? stave.chips ?? []).length;
    const noted = stave.note ? wrap(stave.note, GUTTER - 44, 12.5).length : 0;
    bottom += Math.max(stave.height, 54 + 20 * lines + 17 * noted) + 12;
  }
  const width = GUTTER + stage.width + 2 * MARGIN;
  return onPaper(stage.theme, { width, bottom, parts: [...words, ...parts], caption });
}

function numbersFile(stage, staves, { caption }) {
  const rows = staves
    .filter(({ veiled }) => !veiled)
    .flatMap((stave) => stave.rows())
    .map(([timestep, signal, unit, value]) => [
      timestep + 1,
      stage.words[timestep],
      signal,
      unit === "" ? null : unit + 1,
      value,
    ]);
  return csvFile(["timestep", "token", "signal", "unit", "value"], rows, caption);
}

export function scoreMenu(stage, staves, data) {
  return saveAs(`unrolled-${data.name}`, {
    png: async (scale) => rasterise(await drawn(stage, staves, data), scale),
    svg: () => drawn(stage, staves, data),
    csv: async () => numbersFile(stage, staves, data),
  });
}
