// @ts-nocheck
/** One number a training step, and statistics over several such courses. Pure: no page, no clock. */

export const MOST = 160;

/** Length of a stretch: a power of two, so that a point once drawn stays where it is when a run gets longer. */
export function stretchOf(length, most = MOST) {
  let stretch = 1;
  while (length / stretch > most) stretch *= 2;
  return stretch;
}

/** The median; null if a number is missing, because it was not finite: a run that blows up is seen to. */
function median(values, from, to) {
  const sorted = values.slice(from, to);
  if (sorted.includes(null)) return null;
  sorted.sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** A course that grows: `values[i]` was measured in step i + 1; it is drawn on an axis of `axis` steps. */
export class Course {
  constructor(values = []) {
    this.values = [];
    this.axis = 0;
    this.kept = { stretch: 0, y: [] };
    this.splice(0, values);
  }

  get length() {
    return this.values.length;
  }

  /** As fine as the axis: a line changes its grain when the axis grows, not in between. */
  get stretch() {
    return stretchOf(Math.max(this.length, this.axis));
  }

  /** The number of a step, or null. */
  at(step) {
    return this.values[Math.min(Math.max(Math.round(step), 1), this.length) - 1] ?? null;
  }

  /** Keep what is known up to `from`, append what comes after it. */
  splice(from, values) {
    if (from < this.length) {
      this.values.length = from;
      this.kept = { stretch: 0, y: [] };
    }
    for (const value of values) this.values.push(value);
  }

  /** {x, y}: medians of equal stretches, at most MOST of them; whole stretches are computed once. */
  thinned(stretch = this.stretch) {
    if (this.kept.stretch !== stretch) this.kept = { stretch, y: [] };
    const { y } = this.kept;
    while ((y.length + 1) * stretch <= this.length)
      y.push(median(this.values, y.length * stretch, (y.length + 1) * stretch));
    const x = y.map((_, index) => (index + 1) * stretch);
    if (y.length * stretch === this.length) return { x, y: y.slice() };
    return { x: [...x, this.length], y: [...y, median(this.values, y.length * stretch, this.length)] };
  }
}

/** Least, mean and largest of several lines wherever at least one has a number; of two or more it is a band. */
export function band(lines) {
  const places = new Map();
  for (const { x, y } of lines) {
    x.forEach((place, index) => {
      if (y[index] === null || y[index] === undefined) return;
      if (!places.has(place)) places.set(place, []);
      places.get(place).push(y[index]);
    });
  }
  const x = [...places.keys()].sort((a, b) => a - b);
  const all = x.map((place) => places.get(place));
  return {
    x,
    low: all.map((values) => Math.min(...values)),
    high: all.map((values) => Math.max(...values)),
    mean: all.map((values) => values.reduce((sum, value) => sum + value, 0) / values.length),
  };
}

/** The band of courses that have come to different steps: as far as the slowest, in the longest stretches. */
export function bandOf(courses) {
  const going = courses.filter(({ length }) => length > 0);
  if (going.length === 0) return { x: [], low: [], high: [], mean: [] };
  const stretch = Math.max(...going.map((course) => course.stretch));
  const lines = going.map((course) => course.thinned(stretch));
  const slowest = Math.min(...going.map(({ length }) => length));
  const together = going.every(({ length }) => length === slowest);
  return band(
    lines.map(({ x, y }) => ({ x: x.filter((place) => place <= slowest && (together || place % stretch === 0)), y })),
  );
}

/** Whole powers of ten around all numbers, at least these: an axis that moves seldom, by a decade. */
export function decades(lines, [least, most]) {
  let [low, high] = [Infinity, -Infinity];
  for (const value of lines.flat()) {
    if (!(value > 0) || !Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return [least, most];
  return [Math.min(least, Math.floor(Math.log10(low))), Math.max(most, Math.ceil(Math.log10(high)))];
}
