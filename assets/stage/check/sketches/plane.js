/** Points and arrows on squared paper; a point that can be clicked is a button. */

import { svg } from "../../svg.js";

const LARGEST = 380;
const HEAD = 9; // px of an arrow
const BESIDE = 10; // px from the tip of an arrow to its name

/** @typedef {import("./sketch.js").Place} Place */

/**
 * @param {import("../types.d.ts").PlaneSketch} sketch
 * @param {Place} place
 * @param {(name: string) => string} hue
 */
export function drawPlane({ size: reach, points, arrows }, place, hue) {
  const { width, theme, type } = place;
  const size = type.size("label");
  const names = Math.max(0, ...arrows.map(({ label }) => label.length)) * size * 0.62; // px, to the right of the paper
  const side = Math.min(width - names, type.px(LARGEST));
  const all = Math.ceil(reach) + 1;
  const at = (/** @type {number} */ value) => ((value + all) / (2 * all)) * side;
  const [x, y] = [at, (/** @type {number} */ value) => side - at(value)];
  const text = { "font-size": size, fill: theme.text, "text-anchor": "middle" };
  const every = Array.from({ length: 2 * all + 1 }, (_, k) => k - all);
  const paper = every.flatMap((value) => {
    const look = { stroke: theme.line, "stroke-width": value ? 0.6 : 1.6 };
    return [
      svg("line", { ...look, x1: x(value), x2: x(value), y1: 0, y2: side }),
      svg("line", { ...look, y1: y(value), y2: y(value), x1: 0, x2: side }),
    ];
  });
  const drawn = arrows.flatMap(({ from, to, label, state, hue: name = "plain" }) => {
    const colour = state === "wrong" ? theme.accent : hue(name);
    const [a, b] = [[x(from[0]), y(from[1])], [x(to[0]), y(to[1])]]; // prettier-ignore
    const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
    const long = Math.hypot(dx, dy) || 1;
    const [ux, uy] = [(dx / long) * HEAD, (dy / long) * HEAD];
    const foot = [b[0] - ux, b[1] - uy];
    const side1 = `${foot[0] - uy / 2},${foot[1] + ux / 2}`;
    const side2 = `${foot[0] + uy / 2},${foot[1] - ux / 2}`;
    const head = `${b[0]},${b[1]} ${side1} ${side2}`;
    const away = { x: b[0] + BESIDE, y: b[1] + size * 0.6, "text-anchor": "start" };
    return [
      svg("line", { x1: a[0], y1: a[1], x2: b[0], y2: b[1], stroke: colour, "stroke-width": 2.5 }),
      svg("polygon", { points: head, fill: colour }),
      svg("text", { ...text, ...away, "font-weight": 700 }, label),
    ];
  });
  const marked = points.map((one) => pointOf(one, [x(one.x), y(one.y)], place, text));
  const wide = side + names;
  const frame = { width: wide, height: side, viewBox: `0 0 ${wide} ${side}` };
  return svg("svg", place.onPlace ? frame : { ...frame, "aria-hidden": "true" }, [...paper, ...drawn, ...marked]);
}

/**
 * @param {import("../types.d.ts").PlaneSketch["points"][0]} point
 * @param {number[]} at px
 * @param {Place} place
 * @param {Record<string, string | number>} text
 */
function pointOf({ id, label, state }, [x, y], { theme, type, places = [], marks = {}, onPlace }, text) {
  const clickable = onPlace && places.some((one) => one.id === id);
  const mark = marks[id] ?? state ?? "";
  const fill = mark === "right" ? "#1f7a38" : mark === "wrong" ? theme.accent : theme.text;
  const parts = [
    svg("circle", { cx: x, cy: y, r: type.px(clickable ? 22 : 1), fill: "transparent" }),
    svg("circle", { cx: x, cy: y, r: 6, fill, class: "dot" }),
    svg("text", { ...text, x, y: y - 11 }, label),
  ];
  if (!clickable) return svg("g", { class: mark }, parts);
  const button = svg(
    "g",
    { role: "button", tabindex: 0, "aria-label": label, "data-place": id, class: "place" },
    parts,
  );
  button.addEventListener("click", () => onPlace(id));
  button.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    onPlace(id);
  });
  return button;
}
