/** Paths of lines and of the marks on them, as an SVG writes them. */

/** @typedef {[x: number, y: number]} Point */

/**
 * Return a path through the points; where there is none, the pen is up.
 * @param {Iterable<Point | null>} points
 */
export function linePath(points) {
  let [pen, path] = ["M", ""];
  for (const point of points) {
    if (point) path += `${pen}${point[0].toFixed(1)} ${point[1].toFixed(1)}`;
    pen = point ? "L" : "M";
  }
  return path;
}

/** `r` is half the width, px. */
const MARKS = {
  /** @type {(x: number, y: number, r: number) => string} */
  circle: (x, y, r) => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`,
  /** @type {(x: number, y: number, r: number) => string} */
  square: (x, y, r) => `M${x - r} ${y - r}h${2 * r}v${2 * r}h${-2 * r}z`,
  /** @type {(x: number, y: number, r: number) => string} */
  diamond: (x, y, r) => `M${x} ${y - 1.3 * r}l${1.3 * r} ${1.3 * r}l${-1.3 * r} ${1.3 * r}l${-1.3 * r} ${-1.3 * r}z`,
};

/**
 * Return the path of a mark at a point.
 * @param {string} mark "circle", "square" or "diamond"; any other is a circle
 * @param {Point} point
 * @param {number} r half its width, px
 */
export function markPath(mark, [x, y], r) {
  const draw = Object.hasOwn(MARKS, mark) ? MARKS[/** @type {keyof typeof MARKS} */ (mark)] : MARKS.circle;
  return draw(+x.toFixed(1), +y.toFixed(1), r);
}
