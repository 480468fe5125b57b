/**
 * Words as points of a plane, both axes on one scale, with arrows between them. A word is clicked, or reached with the
 * arrow keys; the names of words in the background stand where there is room, and at the word that is pointed at.
 */

import { dress, sheetOf } from "../styles.js";
import { html, put, svg } from "../svg.js";

const EDGE = 32; // px around the points
const USUAL = 800; // px, height of a window in which a plane has its usual height
const FLAT = 0.6; // a plane that grows is at most this high for its width
const RING = 13; // px
const DOT = 5; // px, radius of a point
const LETTER = 0.56; // of the size of type, on average
const SIZE = { strong: 16, plain: 14 };
const AROUND = [
  { dx: 10, dy: 5, anchor: "start" },
  { dx: -10, dy: 5, anchor: "end" },
  { dx: 0, dy: -11, anchor: "middle" },
  { dx: 0, dy: 21, anchor: "middle" },
  { dx: 8, dy: -8, anchor: "start" },
  { dx: 8, dy: 18, anchor: "start" },
  { dx: -8, dy: -8, anchor: "end" },
  { dx: -8, dy: 18, anchor: "end" },
];
const SIDES = [
  [1, 0],
  [-1, 0],
  [0.9, -0.4],
  [-0.9, -0.4],
  [0.9, 0.4],
  [-0.9, 0.4],
  [0.6, -0.8],
  [-0.6, -0.8],
  [0.6, 0.8],
  [-0.6, 0.8],
];
/** Further off, for names that have no room beside their point: a thin line leads to these. */
const OFF = [28, 46, 66, 90].flatMap((far) =>
  SIDES.map(([x, y]) => ({ dx: x * far, dy: y * far + 5, anchor: x > 0 ? "start" : "end" })),
);
const CLEAR = 9; // px around the points of others that a name leaves free where it could be taken for theirs

/** @typedef {{ x: number, y: number }} Place */
/** @typedef {"chosen" | "answer" | "strong" | "plain"} Role */
/** @typedef {Place & { word: string, role: Role, hue?: string, leads?: boolean }} Point `leads`: see `names` */
/** @typedef {{ from: Place, to: Place, kind: "given" | "moved" | "near" }} Arrow */
/** @typedef {{ left: number, right: number, top: number, bottom: number }} Box */

/** @param {Box} one @param {Box} other */
const meet = (one, other) =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

/** Where an arrow ends that leaves the point free to which it goes. @param {Place} from @param {Place} to */
function short(from, to) {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const share = length > 2 * DOT ? 1 - (DOT + 1) / length : 1;
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

/** Boxes along a line, so that no name stands on it. @param {Place} from @param {Place} to @returns {Box[]} */
function along(from, to) {
  const count = Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / 12);
  return Array.from({ length: count }, (_, index) => {
    const share = (index + 0.5) / count;
    const [x, y] = [from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share];
    return { left: x - 4, right: x + 4, top: y - 4, bottom: y + 4 };
  });
}

/** @param {Place} point @param {typeof AROUND[number]} place of its name @param {number} wide @param {number} type */
function boxOf({ x, y }, { dx, dy, anchor }, wide, type) {
  const left = x + dx - wide * ({ start: 0, middle: 0.5 }[anchor] ?? 1);
  return { left, right: left + wide, top: y + dy - type * 0.8, bottom: y + dy + type * 0.2 };
}

/**
 * Return where the name of each point stands, or null where there is no room: names that must stand there are placed
 * first, then those in strong type. A name that must stand there, or `leads`, stands off where there is no room nearer.
 * @param {(Place & { word: string, strong: boolean, must?: boolean, leads?: boolean })[]} points px
 * @param {number} width
 * @param {{ from: Place, to: Place }[]} [lines] px
 * @param {Box[]} [boxes] px, that are taken
 * @param {number} [height]
 */
export function names(points, width, lines = [], boxes = [], height = Infinity) {
  const rank = (/** @type {{ must?: boolean, strong: boolean }} */ { must, strong }) => (must ? 2 : strong ? 1 : 0);
  const order = points.map((_, index) => index).sort((a, b) => rank(points[b]) - rank(points[a]));
  const dots = points.map(({ x, y }) => ({ left: x - DOT, right: x + DOT, top: y - DOT, bottom: y + DOT }));
  const taken = [...boxes, ...lines.flatMap(({ from, to }) => along(from, to))];
  const named = /** @type {Box[]} */ ([]);
  /** @type {(typeof AROUND[number] | null)[]} */
  const found = points.map(() => null);
  for (const index of order) {
    const { x, y, word, strong, must, leads } = points[index];
    const type = strong ? SIZE.strong : SIZE.plain;
    const wide = word.length * type * LETTER;
    const places = must || leads ? [...AROUND, ...OFF] : AROUND;
    const around = places.map((place) => boxOf(points[index], place, wide, type));
    const within = (/** @type {Box} */ box) =>
      box.left >= 0 && box.right <= width && box.top >= 0 && box.bottom <= height;
    const wider = (/** @type {Box} */ { left, right, top, bottom }) => {
      const clear = leads ? CLEAR - DOT : 0;
      return { left: left - clear, right: right + clear, top: top - clear, bottom: bottom + clear };
    };
    const lead = (/** @type {number} */ at) =>
      at < AROUND.length ? [] : along(points[index], { x: x + places[at].dx, y: y + places[at].dy - 5 });
    const open = [...places.keys()].filter(
      (at) =>
        within(around[at]) &&
        !dots.some((one, other) => other !== index && meet(wider(around[at]), one)) &&
        !taken.some((one) => meet(around[at], one)),
    );
    const crosses = (/** @type {number} */ at) => named.some((one) => lead(at).some((part) => meet(one, part)));
    const free = open.find((at) => !crosses(at)) ?? open[0] ?? -1;
    if (free < 0 && !must) continue;
    const at = Math.max(free, 0);
    found[index] = places[at];
    named.push(around[at]);
    taken.push(around[at], ...lead(at));
  }
  return found;
}

/**
 * Return the box of a name below a ring or, where something stands there, above it.
 * @param {Place} ring px
 * @param {string} name
 * @param {Place[]} points px
 * @param {{ from: Place, to: Place }[]} lines px
 * @returns {Box}
 */
export function ringName({ x, y }, name, points, lines) {
  const half = (name.length * SIZE.plain * LETTER) / 2;
  const taken = points.map((at) => ({ left: at.x - 5, right: at.x + 5, top: at.y - 5, bottom: at.y + 5 }));
  taken.push(...lines.flatMap(({ from, to }) => along(from, to)));
  const [below, above] = [y + RING + 2, y - RING - 2 - SIZE.plain].map((top) => {
    return { left: x - half, right: x + half, top, bottom: top + SIZE.plain };
  });
  const free = (/** @type {Box} */ box) => !taken.some((one) => meet(box, one));
  return free(below) || !free(above) ? below : above;
}

export class Plane {
  /**
   * @param {import("../page.js").Root} root of the picture
   * @param {(word: string) => void} pick
   * @param {number} height px, in a window of the usual height; a higher one has room for more
   */
  constructor(root, pick, height = 400) {
    sheetOf("pictures/plane.css").then((sheet) => dress(root, sheet));
    this.pick = pick;
    this.height = height;
    this.points = /** @type {Point[]} */ ([]);
    this.arrows = /** @type {Arrow[]} */ ([]);
    this.bounds = /** @type {Place[]} */ ([]);
    this.sought = "";
    this.bare = false;
    this.at = "";
    this.drawnArrows = svg("g");
    this.drawnPoints = svg("g");
    this.groups = /** @type {Map<string, SVGGElement>} */ (new Map());
    const heads = ["given", "moved"].map((kind) => this.head(kind));
    this.drawing = svg("svg", { class: "plane", role: "group" }, [
      svg("defs", {}, heads),
      this.drawnArrows,
      this.drawnPoints,
    ]);
    this.root = html("div", { class: "plane-frame" });
    this.root.append(this.drawing);
    this.drawing.addEventListener("keydown", (event) => this.pressed(event));
    this.watch = new ResizeObserver(() => this.draw());
    this.watch.observe(this.root);
  }

  /** @param {string} kind */
  head(kind) {
    const shape = { id: `plane-${kind}`, viewBox: "0 0 10 10", refX: 9, refY: 5, markerWidth: 5, markerHeight: 5 };
    return svg(
      "marker",
      { ...shape, orient: "auto-start-reverse", class: kind },
      svg("path", { d: "M0 0 10 5 0 10z" }),
    );
  }

  /**
   * @param {Point[]} points
   * @param {{ arrows?: Arrow[], bounds?: Place[], sought?: string, bare?: boolean, alt: string }} around `bounds`: what
   *   has to be in sight, too; `sought`: the name of the place where a moved arrow ends; `bare`: whether words in the
   *   background are named only where they are pointed at
   */
  show(points, { arrows = [], bounds = [], sought = "", bare = false, alt }) {
    Object.assign(this, { points, arrows, bounds, sought, bare });
    put(this.drawing, "aria-label", alt);
    if (!points.some(({ word }) => word === this.at)) this.at = points[0]?.word ?? "";
    this.draw();
  }

  draw() {
    const width = Math.max(this.root.clientWidth, 200);
    const { points } = this;
    const height = Math.max(this.height, Math.min(this.height + innerHeight - USUAL, width * FLAT));
    put(this.drawing, "width", width);
    put(this.drawing, "height", height);
    put(this.drawing, "viewBox", `0 0 ${width} ${height}`);
    const seen = [...points, ...this.bounds];
    if (!seen.length) return;
    const [xs, ys] = [seen.map(({ x }) => x), seen.map(({ y }) => y)];
    const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const side = EDGE + 34;
    const scale = Math.min((width - 2 * side) / (right - left || 1), (height - 2 * EDGE) / (high - low || 1));
    const at = (/** @type {Place} */ { x, y }) => ({
      x: width / 2 + (x - (left + right) / 2) * scale,
      y: height / 2 - (y - (low + high) / 2) * scale,
    });
    const must = (/** @type {Point} */ { role }) => role === "chosen" || role === "answer";
    const placed = points.map((point) => {
      return { ...point, ...at(point), strong: point.role !== "plain", must: must(point) };
    });
    const lines = this.arrows.map(({ from, to, kind }) => ({ from: at(from), to: at(to), kind }));
    const rings = lines
      .filter(({ kind }) => kind === "moved")
      .map(({ to }) => ({ ...to, box: ringName(to, this.sought, placed, lines) }));
    const boxes = rings.map(({ box }) => box);
    const labels = names(placed, width, lines, boxes, height);
    for (const [word, group] of this.groups) {
      if (points.some((point) => point.word === word)) continue;
      group.remove();
      this.groups.delete(word);
    }
    placed.forEach((point, index) => this.drawPoint(point, this.bare && point.role === "plain" ? null : labels[index]));
    this.drawnArrows.replaceChildren(
      ...lines.map(({ from: a, to: b, kind }) => {
        const marker = kind === "near" ? undefined : `url(#plane-${kind})`;
        const end = kind === "given" ? short(a, b) : b;
        return svg("line", { class: kind, x1: a.x, y1: a.y, x2: end.x, y2: end.y, "marker-end": marker });
      }),
      ...rings.flatMap(({ x, y, box }) => [
        svg("circle", { class: "plane-sought", cx: x, cy: y, r: RING }),
        svg("text", { class: "plane-sought-name", x, y: box.bottom - 2, "text-anchor": "middle" }, this.sought),
      ]),
    );
  }

  /**
   * @param {Point} point px
   * @param {typeof AROUND[number] | null} label
   */
  drawPoint({ word, x, y, role, hue }, label) {
    let group = this.groups.get(word);
    if (!group) {
      const name = svg("text", {}, word);
      const lead = svg("line", { class: "plane-lead" });
      const [hit, dot] = [svg("circle", { class: "plane-hit", r: 14 }), svg("circle", { class: "plane-dot", r: DOT })];
      const parts = [lead, hit, dot, name];
      group = svg("g", { role: "button", "aria-label": word }, parts);
      group.addEventListener("click", () => this.chose(word));
      this.groups.set(word, group);
      this.drawnPoints.append(group);
    }
    put(group, "class", `plane-word ${role}${label ? "" : " quiet"}${hue ? " hued" : ""}`);
    put(group, "tabindex", word === this.at ? 0 : -1);
    put(group, "aria-pressed", role === "chosen");
    if (hue) group.style.setProperty("--hue", hue);
    group.style.transform = `translate(${x}px, ${y}px)`;
    const { dx, dy, anchor } = label ?? AROUND[2];
    const name = /** @type {SVGTextElement} */ (group.lastChild);
    for (const [key, value] of Object.entries({ x: dx, y: dy, "text-anchor": anchor })) put(name, key, value);
    const off = label !== null && OFF.includes(label);
    const lead = /** @type {SVGLineElement} */ (group.firstChild);
    const end = off ? { x2: dx - 2 * Math.sign(dx), y2: dy - 5 } : { x2: 0, y2: 0 };
    for (const [key, value] of Object.entries(end)) put(lead, key, value);
  }

  /** @param {string} word */
  chose(word) {
    this.at = word;
    this.pick(word);
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    const { key } = event;
    if (key === "Enter" || key === " ") {
      event.preventDefault();
      this.chose(this.at);
      return;
    }
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[key] ?? 0;
    if (!by) return;
    event.preventDefault();
    const index = this.points.findIndex(({ word }) => word === this.at) + by;
    this.at = this.points[(index + this.points.length) % this.points.length].word;
    for (const [word, group] of this.groups) put(group, "tabindex", word === this.at ? 0 : -1);
    this.groups.get(this.at)?.focus();
  }

  end() {
    this.watch.disconnect();
  }
}
