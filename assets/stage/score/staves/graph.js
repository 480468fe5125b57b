/**
 * Lines over the columns of the words, each with a ring at the cursor: what the staves share whose lines are networks
 * or paths. Beside a line the same one of another run may stand, thin and dashed.
 */

import { linePath, markPath } from "../../parts/path.js";
import { atRest } from "../../parts/rest.js";
import { rowsOf } from "../../parts/rows.js";
import { put, svg } from "../../svg.js";
import { BROKEN, cross } from "./cells.js";
import { Drawn } from "./drawn.js";

/** @type {Record<string, number>} */
const RADII = { square: 3.6 }; // as large to the eye as the other marks
const RADIUS = 4;
const CROSS = 8; // px, of what is not a number

/** @typedef {import("../../types.d.ts").Series} Series */
/** @typedef {import("../../types.d.ts").TwoRuns} TwoRuns */
/** @typedef {import("../stage.js").Stage} Stage */
/** @typedef {import("../../../net/matrix.js").Matrix} Matrix */

/**
 * @typedef {object} Axis where a number stands
 * @property {(number: number) => number} y
 * @property {(number: number) => boolean} holds
 * @property {number} floor where the axis ends, px
 * @property {number} [ceiling] where it begins, px; none where it holds the largest number
 */

/** How a line looks. @typedef {Omit<Series, "values" | "ghost">} Look */

export class Graph extends Drawn {
  /**
   * @param {Stage} stage
   * @param {import("./drawn.js").Called & { series: Look[] }} stave
   * @param {number} height px
   */
  constructor(stage, stave, height) {
    super(stage, stave, height);
    this.series = stave.series;
    const ring = { r: 8, fill: "none", "stroke-width": 2.5, class: "mark", visibility: "hidden" };
    this.dots = stave.series.map(({ hue }) => svg("circle", { ...ring, stroke: hue }));
    this.grid = svg("g");
    this.lines = svg("g");
    this.root.append(this.grid, this.lines, ...this.dots);
    this.nameLater = atRest(() => this.name());
    stage.listen(this.root);
  }

  /** The picture in a sentence. */
  inWords() {
    return this.label;
  }

  name() {
    put(this.root, "aria-label", this.inWords());
  }

  /** @param {Series[]} series @param {Axis & { grid: () => Element[] }} axis */
  draw(series, axis) {
    const { stage } = this;
    this.grid.replaceChildren(...axis.grid());
    const beside = series.flatMap(({ ghost, hue }) => (ghost ? [drawGhost(stage, ghost, hue, axis)] : []));
    this.lines.replaceChildren(...beside, ...series.map((one) => drawLine(stage, one, axis)));
  }

  /** Put the rings at a timestep. @param {number} timestep @param {Series[]} series @param {Axis} axis */
  point(timestep, series, axis) {
    const { stage, dots } = this;
    series.forEach(({ values }, place) => {
      const number = timestep < values.rows ? values.at(timestep) : NaN;
      const seen = axis.holds(number);
      put(dots[place], "visibility", seen ? "visible" : "hidden");
      if (!seen) return;
      put(dots[place], "cx", stage.x(timestep));
      put(dots[place], "cy", axis.y(number));
    });
  }
}

/**
 * The numbers of lines as rows; where two runs stand side by side, those of both.
 * @param {string} label
 * @param {Series[]} series
 * @param {TwoRuns} [runs]
 */
export function rowsOfLines(label, series, runs) {
  /** @type {(values: Matrix, signal: string) => import("../../parts/rows.js").Row[]} */
  const rows = (values, signal) =>
    rowsOf(values, signal).map(([timestep, name, , value]) => [timestep, name, "", value]);
  return series.flatMap(({ name, values, ghost }) => {
    if (!runs || !ghost) return rows(values, `${label} ${name}`);
    const [first, second] = runs.names.map((run) => `${runs.label} ${name}, ${run}`);
    return [...rows(values, first), ...rows(ghost, second)];
  });
}

/**
 * Return a line; where it leaves the axis it ends in a mark that points out, it is never drawn along the edge. What is
 * not a number is crossed out.
 * @param {Stage} stage
 * @param {Series} line
 * @param {Axis} axis
 */
function drawLine(stage, { values, hue, dash, mark }, axis) {
  const points = pointsOf(stage, values, axis);
  const marks = points.flatMap((point) =>
    point ? [svg("path", { d: markPath(mark, point, RADII[mark] ?? RADIUS) })] : [],
  );
  marks.push(...leaving(stage, [...values.data], axis));
  const stroke = { stroke: hue, "stroke-width": 2.5, "stroke-dasharray": dash, "stroke-linejoin": "round" };
  return svg("g", {}, [
    svg("path", { d: linePath(points), fill: "none", ...stroke }),
    svg("g", { fill: hue, stroke: stage.theme.background, "stroke-width": 1 }, marks),
    svg("path", { d: crosses(stage, [...values.data], axis), stroke: BROKEN, "stroke-width": 1.5 }),
  ]);
}

/**
 * Return the same line of another run: thin and dashed, without marks, in the hue of the line that it goes with.
 * @param {Stage} stage
 * @param {Matrix} values
 * @param {string} hue
 * @param {Axis} axis
 */
function drawGhost(stage, values, hue, axis) {
  const look = { fill: "none", stroke: hue, "stroke-width": 1.5, "stroke-dasharray": "3 4", class: "alone" };
  return svg("path", { d: linePath(pointsOf(stage, values, axis)), ...look });
}

/**
 * Where the numbers of a line stand; null where they have no place on the axis.
 * @param {Stage} stage
 * @param {Matrix} values
 * @param {Axis} axis
 * @returns {(import("../../parts/path.js").Point | null)[]}
 */
function pointsOf(stage, values, axis) {
  return Array.from({ length: values.rows }, (_, row) =>
    axis.holds(values.at(row)) ? [stage.x(row), axis.y(values.at(row))] : null,
  );
}

/**
 * Return the marks where a line leaves the axis: below it on the way back, above it anywhere.
 * @param {Stage} stage
 * @param {number[]} numbers
 * @param {Axis} axis
 */
function leaving(stage, numbers, axis) {
  const { floor, ceiling = -Infinity } = axis;
  return numbers.flatMap((number, row) => {
    if (Number.isNaN(number) || axis.holds(number)) return [];
    const [x, above] = [stage.x(row) - 6, axis.y(number) < ceiling];
    const comesBack = row + 1 < numbers.length && axis.holds(numbers[row + 1]);
    if (!above && !comesBack) return [];
    const d = above ? `M${x} ${ceiling + 4}h12l-6 -11z` : `M${x} ${floor - 4}h12l-6 11z`;
    return [svg("path", { d }, svg("title", {}, `goes on ${above ? "above" : "below"} the axis`))];
  });
}

/** @param {Stage} stage @param {number[]} numbers @param {Axis} axis */
function crosses(stage, numbers, { floor }) {
  const box = { y: floor - CROSS, width: CROSS, height: CROSS };
  return numbers
    .map((number, row) => (Number.isNaN(number) ? cross({ ...box, x: stage.x(row) - CROSS / 2 }) : ""))
    .join("");
}
