/** The points of a proof: a row a line, a point a seed, the median and the ends in words; one axis below all rows. */

import { power } from "../../parts/words.js";
import { put, svg } from "../../svg.js";

/** @typedef {import("../seeds.js").Proof} Proof */
/** @typedef {import("../seeds.js").Point} Point */

/**
 * @typedef {object} Room
 * @property {number} width px
 * @property {import("../../colour.js").Theme} theme
 * @property {import("../../parts/type.js").Type} type
 * @property {number | null} chosen
 */

const HEAD = 20; // px of a row's words
const STRIP = 24; // px of its points
const APART = 8;
const DOT = 4.5; // px
const TICKS = 6;
const EDGE = 10; // px beside the axis
const LETTER = 0.58;
const WORDS = 46; // letters of the longest head of a row

/** @typedef {(value: number) => number} Place */

/** What is measured, in few digits. @param {Proof["scale"]} scale @param {number} value */
export function short(scale, value) {
  if (scale === "percent") return `${trimmed((100 * value).toFixed(Math.abs(value - 0.5) > 0.45 ? 1 : 0))} %`;
  if (value !== 0 && Math.abs(value) < 0.001) {
    const [mantissa, exponent] = value.toExponential(0).split("e").map(Number);
    return `${mantissa}·${power(exponent)}`;
  }
  return Math.abs(value) >= 1000 ? Math.round(value).toLocaleString("en") : trimmed(value.toPrecision(2));
}

/** @param {string} text */
const trimmed = (text) =>
  text.includes("e") ? String(Number(text)) : text.replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");

/** What a seed gave, in words. @param {Proof} proof @param {Point} point @param {boolean} here */
export function told({ lines, scale }, [seed, values, bears], here) {
  const said = lines.map(({ name }, at) => {
    const value = values[at];
    const none = bears === null ? "still to come" : "not a finite number";
    return `${name} ${value === null ? none : short(scale, value)}`;
  });
  const which = `Seed ${seed}${here ? ", measured here" : ""}`;
  const part = bears === null ? "" : bears ? " It bears the claim." : " It speaks against the claim.";
  return `${which}: ${said.join(", ")}.${part}`;
}

/**
 * Draw all points.
 * @param {Proof} proof
 * @param {{ kept: Point[], here: Point[] }} points
 * @param {Room} room
 */
export function drawSeeds(proof, { kept, here }, { width, theme, type, chosen }) {
  const size = type.size("label");
  const strips = [...(kept.length ? [kept] : []), ...(here.length ? [here] : [])];
  const row = type.px(HEAD) + STRIP * Math.max(strips.length, 1) + APART;
  const bottom = row * proof.lines.length;
  const { place, ticks } = axisOf(proof, [...kept, ...here], EDGE, width - EDGE);
  const height = bottom + size * 2.8;
  const drawing = svg("svg", { class: "seeds-drawing", role: "img", tabindex: 0, width, height });
  const faint = { "font-size": size, fill: theme.faint };
  for (const [value, text] of ticks) {
    const x = place(value);
    drawing.append(svg("line", { x1: x, x2: x, y1: 0, y2: bottom, stroke: theme.line }));
    const end = x > width - 24 ? "end" : x < 24 ? "start" : "middle";
    drawing.append(svg("text", { ...faint, x, y: bottom + size * 1.1, "text-anchor": end }, text));
  }
  drawing.append(svg("text", { ...faint, x: width / 2, y: height - 4, "text-anchor": "middle" }, proof.unit));
  proof.lines.forEach((line, at) => {
    const top = row * at;
    const hue = line.hue || theme.accent;
    const all = here.length ? here : kept;
    drawing.append(...headOf(proof, at, all, { top: top + size * 1.05, width, size, theme, here: here.length > 0 }));
    strips.forEach((points, strip) => {
      const middle = top + type.px(HEAD) + STRIP * (strip + 0.5);
      const own = points === here;
      const faded = !own && here.length > 0;
      drawing.append(...rangeOf(values(points, at), place, middle, theme));
      for (const point of points) {
        const mark = markOf(point, at, { place, middle, hue, own, faded, theme });
        if (mark) {
          put(mark, "data-chosen", chosen !== null && Number(mark.getAttribute("data-at")) === chosen);
          drawing.append(mark);
        }
      }
    });
    if (line.least !== null) {
      const x = place(line.least);
      const [y1, y2] = [top + type.px(HEAD), top + row - APART];
      drawing.append(svg("line", { class: "seeds-least", x1: x, x2: x, y1, y2, stroke: theme.text }));
    }
  });
  return drawing;
}

/** The finite numbers of a line. @param {Point[]} points @param {number} at */
const values = (points, at) => points.flatMap(([, found]) => found[at] ?? []);

/** @param {number[]} found */
function median(found) {
  const sorted = [...found].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * What stands above the points of a line: its name, and between which ends they lie around which median.
 * @param {Proof} proof
 * @param {number} at
 * @param {Point[]} points
 * @param {{ top: number, width: number, size: number, theme: import("../../colour.js").Theme, here: boolean }} around
 */
function headOf({ lines, scale }, at, points, { top, width, size, theme, here }) {
  const found = values(points, at);
  const rim = { "paint-order": "stroke", stroke: theme.background, "stroke-width": 4, "stroke-linejoin": "round" };
  const look = { y: top, "font-size": size, fill: theme.text, ...rim };
  const name = svg("text", { ...look, class: "seeds-name", x: 0 }, lines[at].name);
  if (!found.length) return [name];
  const [low, high] = [Math.min(...found), Math.max(...found)].map((value) => short(scale, value));
  const ends = low === high ? "all alike" : `${low} to ${high}`;
  const lost = points.filter(([, measured, bears]) => bears !== null && measured[at] === null).length;
  const notes = lost ? `, ${lost} not finite` : "";
  const whole = `${here ? "here " : ""}median ${short(scale, median(found))}`;
  const fits = width >= size * LETTER * WORDS;
  const text = svg("text", { ...look, x: width, "text-anchor": "end" });
  text.append(svg("tspan", { "font-weight": 700 }, fits ? whole : short(scale, median(found))));
  text.append(fits ? ` (${ends}${notes})` : ` (${ends})`);
  return [name, text];
}

/**
 * The stretch between the ends, and the median on it.
 * @param {number[]} found
 * @param {Place} place
 * @param {number} middle
 * @param {import("../../colour.js").Theme} theme
 */
function rangeOf(found, place, middle, theme) {
  if (!found.length) return [];
  const [low, high, x] = [place(Math.min(...found)), place(Math.max(...found)), place(median(found))];
  return [
    svg("rect", { x: low - 6, width: high - low + 12, y: middle - 8, height: 16, rx: 8, fill: theme.empty }),
    svg("line", { x1: x, x2: x, y1: middle - 11, y2: middle + 11, stroke: theme.text, "stroke-width": 2 }),
  ];
}

/**
 * A seed on a line: a dot, or a cross where it speaks against the claim.
 * @param {Point} point
 * @param {number} at
 * @param {{ place: Place, middle: number, hue: string, own: boolean, faded: boolean,
 *   theme: import("../../colour.js").Theme }} around
 */
function markOf([seed, found, bears], at, { place, middle, hue, own, faded, theme }) {
  const value = found[at];
  if (value === null) return null;
  const x = place(value);
  const y = middle + (((seed * 7) % 5) - 2) * 2.2; // so that equal ones are seen
  const told = { "data-at": seed + (own ? 0.5 : 0), "data-bears": String(bears), "data-here": String(own) };
  const colour = faded ? theme.faint : hue;
  if (bears !== false) {
    const fill = own ? colour : faded ? "none" : colour;
    return svg("circle", { ...told, class: "seeds-dot", cx: x, cy: y, r: DOT, fill, stroke: colour });
  }
  const d = `M${x - DOT} ${y - DOT}l${2 * DOT} ${2 * DOT}m0 ${-2 * DOT}l${-2 * DOT} ${2 * DOT}`;
  return svg("path", { ...told, class: "seeds-dot seeds-cross", d });
}

/**
 * Where values stand on the axis, and its ticks.
 * @param {Proof} proof
 * @param {Point[]} points
 * @param {number} from px
 * @param {number} to px
 * @returns {{ place: Place, ticks: [value: number, text: string][] }}
 */
export function axisOf({ lines, scale }, points, from, to) {
  const borders = lines.flatMap(({ least }) => least ?? []);
  const all = [...points.flatMap(([, found]) => found.flatMap((value) => value ?? [])), ...borders];
  const seen = scale === "log" ? all.filter((value) => value > 0).map(Math.log10) : all;
  const ends = seen.length ? [Math.min(...seen), Math.max(...seen)] : [0, 1];
  const step = scale === "log" ? Math.max(1, Math.ceil((ends[1] - ends[0]) / TICKS)) : nice(ends[1] - ends[0]);
  const [low, high] = [Math.floor(ends[0] / step) * step, Math.ceil(ends[1] / step) * step];
  const wide = high - low || step;
  const inside = (/** @type {number} */ value) => from + ((value - low) / wide) * (to - from);
  const count = Math.round(wide / step);
  const grid = Array.from({ length: count + 1 }, (_, at) => low + at * step);
  const spread = Math.max(1, Math.ceil((count * 46) / Math.max(to - from, 1)));
  const labelled = grid.filter((_, at) => at % spread === 0);
  return {
    place: (value) => inside(scale === "log" ? (value > 0 ? Math.max(Math.log10(value), low) : low) : value),
    ticks: labelled.map((value) =>
      scale === "log" ? [10 ** value, decade(value)] : [value, tick(scale, value, step)],
    ),
  };
}

/** @param {number} exponent */
const decade = (exponent) =>
  exponent >= -2 && exponent <= 3 ? String(Number((10 ** exponent).toFixed(2))) : power(exponent);

/** @param {Proof["scale"]} scale @param {number} value @param {number} step */
function tick(scale, value, step) {
  const [shown, apart] = scale === "percent" ? [100 * value, 100 * step] : [value, step];
  const text = shown.toFixed(Math.max(0, Math.ceil(-Math.log10(apart) - 1e-9)));
  return scale === "percent" ? `${text} %` : Number(text).toLocaleString("en", { maximumFractionDigits: 6 });
}

/** A distance of 1, 2 or 5 times a power of ten. @param {number} range */
function nice(range) {
  const rough = (range || 1) / TICKS;
  const base = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((times) => times * base).find((step) => step >= rough - 1e-12) ?? base;
}
