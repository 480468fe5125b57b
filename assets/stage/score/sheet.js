/**
 * A score as one drawing for paper and slides: the page's question, tokens, labels, legends, staves, and where they
 * come from. Who has pinned a place takes it along, with its equations.
 */

import { cursor } from "../cursor.js";
import { rasterise, saveAs } from "../figure/export.js";
import { csvFile } from "../parts/csv.js";
import { MARGIN, onPaper, writer } from "../parts/paper.js";
import { usual } from "../parts/type.js";
import { wrap } from "../parts/words.js";
import { svg } from "../svg.js";
import { columnsOf, equationsOf, isLong, sumOf, whatIsRead } from "./model.js";
import { numbersOf } from "./numbers.js";

const GUTTER = 196;
const BESIDE = 400; // width of the lens
const BOLD = 1.06; // so much wider are bold letters
const [QUESTION, NOTE, SMALL] = [usual.size("large"), usual.size("note"), usual.size("small")];

/** @typedef {import("../types.d.ts").PlacedStave} PlacedStave */
/** @typedef {ReturnType<typeof writer>} Write */
/** @typedef {import("./stage.js").Stage} Stage */
/** @typedef {import("./model.js").Model} Model */
/** @typedef {import("./apart/panel.js").Paper} Paper */
/** @typedef {import("../types.d.ts").ScoreData & import("../types.d.ts").ScoreSetting} Around */

/**
 * Return the menu that saves a score.
 * @param {Stage} stage
 * @param {PlacedStave[]} staves
 * @param {Around} data
 * @param {import("./lens.js").Lens | null} side the lens, where there is one
 */
export function scoreMenu(stage, staves, data, side) {
  const visible = () => staves.filter(({ veiled }) => !veiled);
  const drawn = () => draw(stage, visible(), data, side?.covered ? null : data.model, side?.apart?.paper ?? null);
  return saveAs(`unrolled-${data.name}`, {
    png: async (scale) => rasterise(await drawn(), scale),
    svg: drawn,
    csv: async () => csvFile(...numbersOf(stage.words, staves), data.caption),
  });
}

/**
 * @param {Stage} stage
 * @param {PlacedStave[]} staves
 * @param {Around} data
 * @param {Model | null} model
 * @param {Paper | null} apart what is taken apart
 */
function draw(stage, staves, data, model, apart) {
  const { caption, question } = data;
  const write = writer(stage.theme);
  const beside = cursor.pinned && model ? lensOf(stage, model, apart, write) : null;
  const width = GUTTER + stage.width + 2 * MARGIN + (beside ? BESIDE : 0);
  const asked = question ? wrap(question, width - 2 * MARGIN, QUESTION) : [];
  const top = MARGIN + asked.length * 24;
  const head = wordsOf(stage, data, top, write);
  const parts = [
    ...asked.map((line, index) => write(MARGIN, MARGIN + 14 + 24 * index, line, { "font-size": QUESTION })),
    ...head.parts,
  ];
  let bottom = head.bottom + 16;
  for (const stave of staves) {
    const found = finding(stave, bottom, width, write);
    parts.push(...found);
    bottom += 17 * found.length;
    parts.push(...heading(stage, stave, bottom, write), ...ticks(stage, stave, bottom, write));
    parts.push(pictureOf(stave, bottom));
    const lines = (stave.series ?? stave.chips ?? []).length;
    const noted = stave.note ? wrap(stave.note, GUTTER - 44, SMALL).length : 0;
    bottom += Math.max(stave.height, 54 + 20 * lines + 17 * noted) + 12;
  }
  if (cursor.pinned) parts.push(column(stage, head.bottom + 8, bottom));
  if (beside) {
    beside.root.setAttribute("transform", `translate(${GUTTER + stage.width + 2 * MARGIN} ${top})`);
    parts.push(beside.root);
    bottom = Math.max(bottom, top + beside.height);
  }
  return onPaper(stage.theme, { width, bottom, parts, caption });
}

/**
 * The words above the staves: of a sentence, and of its twin. Those that differ are underlined.
 * @param {Stage} stage
 * @param {Around} data
 * @param {number} top
 * @param {Write} write
 */
function wordsOf(stage, { tokens, pair }, top, write) {
  const size = stage.size("label");
  const rows = pair?.tokens ? [tokens, pair.tokens] : [tokens];
  /** @param {number} row */
  const y = (row) => top + size + row * (size + 10);
  const look = { "font-weight": 600, "font-size": size };
  const words = rows.flatMap((row, index) =>
    row.map(({ text, differs, erased }, timestep) => {
      const [x, short] = [MARGIN + GUTTER + stage.x(timestep), stage.fit(text, stage.columnWidth - 4, size)];
      const line = erased ? STRUCK : differs === undefined ? {} : { "text-decoration": "underline" };
      return write(x, y(index), short, { "text-anchor": "middle", ...look, ...line });
    }),
  );
  const names = rows.length > 1 ? rows.map((_, index) => write(MARGIN, y(index), "AB"[index], look)) : [];
  return { parts: [...words, ...names], bottom: y(rows.length - 1) };
}

/**
 * What the numbers of a stave say, above it.
 * @param {PlacedStave} stave
 * @param {number} y
 * @param {number} width
 * @param {Write} write
 */
function finding(stave, y, width, write) {
  const said = stave.finding?.(cursor);
  const lines = said ? wrap(said, (width - 2 * MARGIN) / BOLD, NOTE) : [];
  return lines.map((line, index) =>
    write(MARGIN, y + 12 + 17 * index, line, { "font-size": NOTE, "font-weight": 600 }),
  );
}

/**
 * A stave as it stands; the cursor's marks only where the reader has pinned them.
 * @param {PlacedStave} stave
 * @param {number} y
 */
function pictureOf(stave, y) {
  const picture = stave.vector();
  if (!cursor.pinned) for (const mark of picture.querySelectorAll(".mark")) mark.remove();
  picture.setAttribute("x", String(MARGIN + GUTTER));
  picture.setAttribute("y", String(y));
  return picture;
}

/**
 * The pinned timestep, through all staves.
 * @param {Stage} stage
 * @param {number} top
 * @param {number} bottom
 */
function column(stage, top, bottom) {
  const x = MARGIN + GUTTER + stage.x(cursor.timestep) - stage.columnWidth / 2;
  const look = { fill: "none", stroke: stage.theme.accent, "stroke-width": 2 };
  return svg("rect", { x, y: top, width: stage.columnWidth, height: bottom - top, ...look });
}

/** How a word stands there that is erased by hand. */
const STRUCK = { "text-decoration": "line-through" };

/**
 * What the lens says of the pinned place.
 * @param {Stage} stage
 * @param {Model} model
 * @param {Paper | null} apart
 * @param {Write} write
 */
function lensOf(stage, model, apart, write) {
  const { timestep: t, unit: j } = cursor;
  const faint = { "font-size": SMALL, fill: stage.theme.faint };
  const parts = [
    write(0, 16, `timestep ${t + 1} · unit ${j + 1}`, { "font-weight": 600, "font-size": QUESTION }),
    write(0, 38, `the network reads ${whatIsRead(model, t)}`, { "font-size": NOTE }),
  ];
  let y = 52;
  for (const line of equationsOf(model, t, j).flatMap((text) => wrap(text, BESIDE - MARGIN, NOTE)))
    parts.push(write(0, (y += 19), line, { "font-size": NOTE }));
  const places = columnsOf(model).map((_, index, all) =>
    index === all.length - 1 ? BESIDE - MARGIN : 74 + 58 * index,
  );
  y += 28;
  columnsOf(model).forEach((text, index) =>
    parts.push(write(places[index], y, text, { ...faint, "text-anchor": "end" })),
  );
  for (const gate of model.gates) {
    y += 21;
    parts.push(write(0, y, gate.symbol, { "font-weight": 700, fill: gate.hue }));
    const texts = sumOf(model, gate, t, j);
    const terms = texts.length - 2;
    const long = isLong(texts);
    texts.forEach((text, index) => {
      if (long && index === terms) y += 19;
      const x = long && index < terms ? 24 + ((index + 1) * (BESIDE - MARGIN - 24)) / terms : places[index];
      parts.push(write(x, y, text, { "font-size": NOTE, "text-anchor": "end" }));
    });
  }
  if (apart) y = putApart(parts, apart, y + 34, write);
  return { root: svg("g", {}, parts), height: y + 12 };
}

/**
 * Add the operation that is looked at, and return where it ends.
 * @param {SVGElement[]} parts
 * @param {Paper} apart
 * @param {number} top
 * @param {Write} write
 */
function putApart(parts, { title, says, picture, height }, top, write) {
  let y = top;
  parts.push(write(0, y, title, { "font-weight": 600 }));
  for (const line of wrap(says, BESIDE - MARGIN, NOTE)) parts.push(write(0, (y += 19), line, { "font-size": NOTE }));
  picture.setAttribute("y", String(y + 10));
  parts.push(picture);
  return y + 10 + height;
}

/**
 * What stands to the left of a stave: name, note, legend.
 * @param {Stage} stage
 * @param {PlacedStave} stave
 * @param {number} y
 * @param {Write} write
 */
function heading(stage, stave, y, write) {
  const { theme } = stage;
  const label = stave.labelNow?.(cursor) ?? stave.label;
  const parts = [write(MARGIN, y + 18, label, { "font-weight": 600, fill: stave.hue ?? theme.text })];
  let line = y + 40;
  for (const said of stave.note ? wrap(stave.note, GUTTER - 44, SMALL) : []) {
    parts.push(write(MARGIN, line - 2, said, { "font-size": SMALL, fill: theme.faint }));
    line += 17;
  }
  for (const { name, hue, dash } of stave.series ?? []) {
    const look = { stroke: hue, "stroke-width": 3, "stroke-dasharray": dash };
    parts.push(svg("path", { d: `M${MARGIN} ${line - 4}h30`, ...look }), named(write, line, name));
    line += 20;
  }
  for (const { text, hue } of stave.chips ?? []) {
    parts.push(svg("rect", { x: MARGIN, y: line - 12, width: 5, height: 16, fill: hue }), named(write, line, text));
    line += 20;
  }
  if (stave.legend) parts.push(...scale(stave.legend, line, write));
  return parts;
}

/**
 * The numbers of a stave's axis.
 * @param {Stage} stage
 * @param {PlacedStave} stave
 * @param {number} y
 * @param {Write} write
 */
function ticks({ theme }, stave, y, write) {
  const tick = { "text-anchor": "end", "font-size": SMALL, fill: theme.faint };
  const places = stave.axis?.() ?? [];
  return places.map(([top, text]) => write(MARGIN + GUTTER - 8, y + top + 4, text, tick));
}

/** @type {(write: Write, y: number, text: string) => SVGElement} */
const named = (write, y, text) => write(MARGIN + 38, y, text, { "font-size": NOTE });

/**
 * @param {{ ends: [string, string], colours: string[] }} legend
 * @param {number} y
 * @param {Write} write
 */
function scale({ ends, colours }, y, write) {
  const shown = colours.filter((_, index) => index % 4 === 0);
  const bars = shown.map((fill, index) =>
    svg("rect", { x: MARGIN + 26 + index * 4, y: y - 10, width: 4.4, height: 10, fill }),
  );
  const small = { "font-size": NOTE };
  return [...bars, write(MARGIN, y, ends[0], small), write(MARGIN + 32 + bars.length * 4, y, ends[1], small)];
}
