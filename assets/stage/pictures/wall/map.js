/** The map of the error as layers of ink, and on it the two runs; a step that leaves it is an arrow over its edge. */

import { sigmoid } from "../../../net/squash.js";
import { linePath } from "../../parts/path.js";
import { zoomOf } from "../../parts/zoom.js";
import { svg } from "../../svg.js";

export const WRONG = "var(--st-red-text-color, #c2410c)";
const LAYER = 0.062; // how much ink each layer adds
const NAMED = 5.75; // the w at which the wall's name stands
const FREE = 5; // px, from a dot to the next: where steps are short not each has one
const STEEP = 4.5; // from this w on the plains meet at the wall

/** @typedef {import("./wall.js").Wall} Wall */
/** @typedef {import("./wall.js").Runs} Runs */
/** @typedef {import("./unit.js").Place} Place */

/** Where numbers stand on the map. */
class Scales {
  /** @param {{ left: number, top: number, width: number, height: number }} box @param {Wall} data */
  constructor(box, { weights, biases }) {
    this.box = box;
    this.weights = weights;
    this.biases = biases;
  }

  /** @param {number} weight */
  x(weight) {
    const { box, weights } = this;
    return box.left + ((weight - weights[0]) / (weights[1] - weights[0])) * box.width;
  }

  /** @param {number} bias */
  y(bias) {
    const { box, biases } = this;
    return box.top + ((biases[1] - bias) / (biases[1] - biases[0])) * box.height;
  }

  /** @param {number} x px @param {number} y px @returns {[weight: number, bias: number]} */
  at(x, y) {
    const { box, weights, biases } = this;
    const [across, down] = [(x - box.left) / box.width, (y - box.top) / box.height].map((one) =>
      Math.min(Math.max(one, 0), 1),
    );
    return [weights[0] + across * (weights[1] - weights[0]), biases[1] - down * (biases[1] - biases[0])];
  }

  /** @param {Place} place @returns {import("../../parts/path.js").Point} */
  point({ weight, bias }) {
    return [this.x(weight), this.y(bias)];
  }
}

/**
 * @param {import("../gradients.js").Place} place
 * @param {{ width: number, height: number }} room px
 * @param {Wall} data
 * @param {Runs} runs
 * @param {{ layers: string[], grid: { columns: number, rows: number },
 *   begin: (weight: number, bias: number) => void }} map
 */
export function drawMap(place, { width, height }, data, runs, { layers, grid, begin }) {
  const { theme, type, narrow, veiled } = place;
  const size = type.size(narrow ? "note" : "body");
  const box = { left: size * 1.6, top: 2, width: width - size * 1.6 - 2, height: height - size * 1.8 };
  const scales = new Scales(box, data);
  const ink = { fill: theme.text, "fill-opacity": LAYER, "shape-rendering": "crispEdges" };
  const turn = `translate(${box.left} ${box.top}) scale(${box.width / grid.columns} ${box.height / grid.rows})`;
  const edge = { x: box.left, y: box.top, width: box.width, height: box.height };
  const ground = svg("rect", { ...edge, fill: "transparent", stroke: theme.faint, class: "wall-map" });
  if (!veiled) follow(ground, scales, begin);
  const through = { "pointer-events": "none" };
  const crest = [STEEP, data.weights[1]].map((weight) => wallAt(scales, data, weight));
  return [
    svg("rect", { ...edge, fill: theme.background }),
    svg("defs", {}, svg("clipPath", { id: "wall-edge" }, svg("rect", edge))),
    svg(
      "g",
      { transform: turn },
      layers.map((d) => svg("path", { d, ...ink })),
    ),
    ground,
    svg("g", through, [
      ...names(scales, data, theme, size),
      svg("g", { "clip-path": "url(#wall-edge)" }, [
        svg("path", { d: linePath(crest), stroke: theme.text, "stroke-width": 3.5, class: "wall-crest" }),
        ...course(scales, runs.cut, theme.accent, "wall-cut"),
        ...course(scales, runs.thrown ? runs.plain.slice(0, runs.thrown) : runs.plain, WRONG, "wall-plain"),
      ]),
      ...(runs.thrown ? thrown(scales, runs, size, theme) : []),
      ...ends(scales, runs, theme, size),
    ]),
  ];
}

/**
 * A pointer that is pressed puts the start, and draws it along.
 * @param {SVGElement} ground
 * @param {Scales} scales
 * @param {(weight: number, bias: number) => void} begin
 */
function follow(ground, scales, begin) {
  ground.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    const box = ground.ownerSVGElement?.getBoundingClientRect();
    if (!box) return;
    /** @param {PointerEvent} at */
    const put = ({ clientX, clientY }) =>
      begin(...scales.at((clientX - box.left) / zoomOf(ground), (clientY - box.top) / zoomOf(ground)));
    put(/** @type {PointerEvent} */ (event));
    const leave = new AbortController();
    addEventListener("pointermove", put, { signal: leave.signal });
    for (const end of ["pointerup", "pointercancel"])
      addEventListener(end, () => leave.abort(), { signal: leave.signal });
  });
}

/** @param {import("../../colour.js").Theme} theme */
const rim = (theme) => ({
  "paint-order": "stroke",
  stroke: theme.background,
  "stroke-width": 4,
  "stroke-linejoin": "round",
});

/**
 * A place on the wall: where the unit may rest just where it begins, and a breath more or less takes it up or down.
 * @param {Scales} scales
 * @param {Wall} data
 * @param {number} weight
 */
const wallAt = (scales, { model }, weight) =>
  /** @type {import("../../parts/path.js").Point} */ ([
    scales.x(weight),
    scales.y(model.begins - weight * sigmoid(model.begins)),
  ]);

/**
 * What lies where: two plains, the valley, the wall between; and what the sides of the map are.
 * @param {Scales} scales
 * @param {Wall} data
 * @param {import("../../colour.js").Theme} theme
 * @param {number} size of type, px
 */
function names(scales, data, theme, size) {
  const { box, weights } = scales;
  const look = { "font-size": size, fill: theme.text, ...rim(theme) };
  const [[fromX, fromY], [toX, toY]] = [weights[0], weights[1]].map((weight) => wallAt(scales, data, weight));
  const turn = (Math.atan2(toY - fromY, toX - fromX) * 180) / Math.PI;
  const [x, y] = wallAt(scales, data, NAMED);
  const bold = { ...look, "font-weight": 700, "text-anchor": "middle" };
  const axis = { "font-size": size, fill: theme.faint };
  const bottom = box.top + box.height + size * 1.3;
  return [
    svg("text", { ...look, x: scales.x(3.5), y: scales.y(-3.3), class: "wall-name" }, "large error"),
    svg("text", { ...look, x: scales.x(6.3), y: scales.y(-1.2), "text-anchor": "end" }, "small error"),
    svg("text", { ...look, x: scales.x(3.5), y: scales.y(-1.25), "font-weight": 700 }, "valley: error 0"),
    svg("text", { ...bold, y: size * 1.3, transform: `translate(${x} ${y}) rotate(${turn})` }, "the wall"),
    svg("text", { ...axis, x: box.left, y: bottom }, `w = ${weights[0]}`),
    svg("text", { ...axis, x: box.left + box.width, y: bottom, "text-anchor": "end" }, String(weights[1])),
    svg("text", { ...axis, x: box.left - 5, y: box.top + size, "text-anchor": "end" }, "b"),
  ];
}

/**
 * A run: a line with a dot at each step.
 * @param {Scales} scales
 * @param {Place[]} run
 * @param {string} hue
 * @param {string} called
 */
function course(scales, run, hue, called) {
  const points = run.map((place) => scales.point(place));
  const dots = apart(points)
    .map(([x, y]) => `M${x - 2.5} ${y}a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0 -5 0`)
    .join("");
  const line = { d: linePath(points), fill: "none", stroke: hue, "stroke-width": 2, "stroke-linejoin": "round" };
  return [svg("path", { ...line, class: called }), svg("path", { d: dots, fill: hue })];
}

/**
 * The points that are not as good as on the one before.
 * @param {import("../../parts/path.js").Point[]} points
 */
function apart(points) {
  let last = [NaN, NaN];
  return points.filter(([x, y]) => {
    if (Math.hypot(x - last[0], y - last[1]) < FREE) return false;
    last = [x, y];
    return true;
  });
}

/**
 * The step that leaves the map: an arrow over its edge.
 * @param {Scales} scales
 * @param {Runs} runs
 * @param {number} size of type, px
 * @param {import("../../colour.js").Theme} theme
 */
function thrown(scales, { plain, thrown }, size, theme) {
  const { box } = scales;
  const [from, to] = [plain[thrown - 1], plain[thrown]].map((place) => scales.point(place));
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const shares = [
    dx > 0 ? (box.left + box.width - from[0]) / dx : (box.left - from[0]) / dx,
    dy > 0 ? (box.top + box.height - from[1]) / dy : (box.top - from[1]) / dy,
  ].filter((one) => one >= 0);
  const share = Math.min(1, ...shares);
  const [x, y] = [from[0] + share * dx, from[1] + share * dy];
  const turn = (Math.atan2(dy, dx) * 180) / Math.PI;
  const d = `M${from[0]} ${from[1]}L${x} ${y}`;
  const head = svg("path", { d: "M2 0l-15 -8v16z", fill: WRONG, transform: `translate(${x} ${y}) rotate(${turn})` });
  const middle = { x: (from[0] + x) / 2 + size, y: (from[1] + y) / 2, "font-size": size * 1.1 };
  const name = svg("text", { ...middle, fill: WRONG, "font-weight": 700, ...rim(theme) }, "thrown off the map");
  return [svg("path", { d, stroke: WRONG, "stroke-width": 4, class: "wall-thrown" }), head, name];
}

/**
 * Where the runs begin, and where they are.
 * @param {Scales} scales
 * @param {Runs} runs
 * @param {import("../../colour.js").Theme} theme
 * @param {number} size of type, px
 */
function ends(scales, { plain, cut, thrown }, theme, size) {
  const [x, y] = scales.point(plain[0]);
  const ring = { cx: x, cy: y, r: 8, fill: theme.background, stroke: theme.text, "stroke-width": 2.5 };
  const name = { x: x + 13, y: y - 8, "font-size": size, fill: theme.text, "font-weight": 700, ...rim(theme) };
  const { box } = scales;
  const dots = [...(thrown ? [] : [{ run: plain, hue: WRONG }]), { run: cut, hue: theme.accent }].flatMap(
    ({ run, hue }) => {
      if (!run.length) return [];
      const [cx, cy] = scales.point(run[run.length - 1]);
      const there = cx >= box.left && cx <= box.left + box.width && cy >= box.top && cy <= box.top + box.height;
      return there ? [svg("circle", { cx, cy, r: 8, fill: hue, stroke: theme.background, "stroke-width": 2 })] : [];
    },
  );
  return [svg("circle", { ...ring, class: "wall-start" }), svg("text", name, "start"), ...dots];
}
