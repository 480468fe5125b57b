// @ts-nocheck
/** A score as one drawing for paper and slides: tokens, labels, legends, staves, and where they come from. */

import { asSvgBlob, fontFace, rasterise, saveAs } from "../figure/export.js";
import { svg } from "../svg.js";

const MARGIN = 24;
const GUTTER = 196;
const LETTER = 0.53; // mean width of a letter of the house's font, in ems

/** Lines of at most `width` pixels. */
export function wrap(text, width, size) {
  const room = Math.max(12, Math.floor(width / (size * LETTER)));
  const lines = [""];
  for (const word of text.split(" ")) {
    if (lines.at(-1).length + word.length >= room) lines.push("");
    lines[lines.length - 1] += `${lines.at(-1) ? " " : ""}${word}`;
  }
  return lines;
}

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

async function compose(stage, staves, { caption }) {
  const { theme } = stage;
  const visible = staves.filter(({ veiled }) => !veiled);
  const width = GUTTER + stage.width + 2 * MARGIN;
  const text = (x, y, content, attributes = {}) =>
    svg("text", { x, y, "font-size": 15, fill: theme.text, ...attributes }, content);
  const words = stage.words.map((word, timestep) =>
    text(
      MARGIN + GUTTER + stage.x(timestep),
      MARGIN + stage.fontSize,
      stage.fit(word, stage.columnWidth - 4, stage.fontSize),
      { "text-anchor": "middle", "font-weight": 600, "font-size": stage.fontSize },
    ),
  );
  let y = MARGIN + stage.fontSize + 16;
  const parts = [];
  for (const stave of visible) {
    const picture = stave.root.cloneNode(true);
    picture.querySelectorAll(".mark").forEach((mark) => mark.remove());
    picture.setAttribute("x", MARGIN + GUTTER);
    picture.setAttribute("y", y);
    parts.push(...heading(stage, stave, y, text), picture);
    const lines = (stave.series ?? stave.chips ?? []).length;
    const noted = stave.note ? wrap(stave.note, GUTTER - 44, 12.5).length : 0;
    y += Math.max(stave.height, 54 + 20 * lines + 17 * noted) + 12;
  }
  const lines = wrap(caption, width - 2 * MARGIN, 12.5);
  parts.push(
    ...lines.map((line, index) => text(MARGIN, y + 18 * (index + 1), line, { "font-size": 12.5, fill: theme.faint })),
  );
  const height = y + 18 * lines.length + MARGIN;
  return svg(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      "font-family": theme.font,
    },
    [
      svg("style", {}, await fontFace(theme.font)),
      svg("rect", { width, height, fill: theme.background }),
      ...words,
      ...parts,
    ],
  );
}

/** A field of a CSV file; a leading = + - @ of a word is defused, so that no spreadsheet takes it for a formula. */
function field(value) {
  if (typeof value === "number") return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function asCsv(stage, staves, { caption }) {
  const rows = staves.filter(({ veiled }) => !veiled).flatMap((stave) => stave.rows());
  const lines = rows.map(([timestep, signal, unit, value]) =>
    [timestep + 1, stage.words[timestep], signal, unit === "" ? "" : unit + 1, value].map(field).join(","),
  );
  return new Blob(
    [`# ${caption.replaceAll(/[\r\n]+/g, " ")}\n`, "timestep,token,signal,unit,value\n", lines.join("\n"), "\n"],
    { type: "text/csv" },
  );
}

export function scoreMenu(stage, staves, data) {
  const drawn = async () => asSvgBlob(new XMLSerializer().serializeToString(await compose(stage, staves, data)));
  return saveAs(`unrolled-${data.name}`, {
    png: async (scale) => rasterise(await drawn(), scale),
    svg: drawn,
    csv: async () => asCsv(stage, staves, data),
  });
}
