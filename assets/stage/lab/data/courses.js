/** One number a training step, and statistics over several such courses. Pure: no page, no clock. */

/** @typedef {import("../types.d.ts").Line} Line */

export const MOST = 160;

/**
 * Length of a stretch: a power of two, so that a point once drawn stays where it is when a run gets longer.
 * @param {number} length
 */
export function stretchOf(length, most = MOST) {
  let stretch = 1;
  while (length / stretch > most) stretch *= 2;
  return stretch;
}

/**
 * The median; null if a number is missing, because it was not finite: a run that blows up is seen to.
 * @param {(number | null)[]} values
 * @param {number} from
 * @param {number} to
 */
function median(values, from, to) {
  const sorted = values.slice(from, to).filter((value) => value !== null);
  if (sorted.length < to - from) return null;
  sorted.sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** A course that grows: `values[i]` was measured in step i + 1; it is drawn on an axis of `axis` steps. */
export class Course {
  /** @type {(number | null)[]} */
  values = [];
  axis = 0;
  /** @type {{ stretch: number, y: (number | null)[] }} medians of whole stretches */
  #kept = { stretch: 0, y: [] };

  /** @param {(number | null)[]} values */
  constructor(values = []) {
    this.splice(0, values);
  }

  get length() {
    return this.values.length;
  }

  /** As fine as the axis: a line changes its grain when the axis grows, not in between. */
  get stretch() {
    return stretchOf(Math.max(this.length, this.axis));
  }

  /**
   * The number of a step, or null.
   * @param {number} step
   */
  at(step) {
    return this.values[this.#place(step)] ?? null;
  }

  /**
   * What the line shows at a step, or null: the median of the steps `from` … `to` around it.
   * @param {number} step
   */
  drawnAt(step) {
    const from = Math.floor(Math.max(this.#place(step), 0) / this.stretch) * this.stretch;
    const to = Math.min(from + this.stretch, this.length);
    return { value: to > from ? median(this.values, from, to) : null, from: from + 1, to };
  }

  /**
   * Keep what is known up to `from`, append what comes after it.
   * @param {number} from
   * @param {(number | null)[]} values
   */
  splice(from, values) {
    if (from < this.length) {
      this.values.length = from;
      this.#kept = { stretch: 0, y: [] };
    }
    for (const value of values) this.values.push(value);
  }

  /**
   * Medians of equal stretches, at most MOST of them; whole stretches are computed once.
   * @returns {Line}
   */
  thinned(stretch = this.stretch) {
    if (this.#kept.stretch !== stretch) this.#kept = { stretch, y: [] };
    const { y } = this.#kept;
    while ((y.length + 1) * stretch <= this.length)
      y.push(median(this.values, y.length * stretch, (y.length + 1) * stretch));
    const x = y.map((_, index) => (index + 1) * stretch);
    if (y.length * stretch === this.length) return { x, y: y.slice() };
    return { x: [...x, this.length], y: [...y, median(this.values, y.length * stretch, this.length)] };
  }

  /** @param {number} step */
  #place(step) {
    return Math.min(Math.max(Math.round(step), 1), this.length) - 1;
  }
}

/**
 * Least, mean and largest of several lines wherever at least one has a number; of two or more it is a band.
 * @param {Line[]} lines
 */
export function band(lines) {
  /** @type {Map<number, number[]>} */
  const places = new Map();
  for (const { x, y } of lines) {
    x.forEach((place, index) => {
      const value = y[index];
      if (value !== null && value !== undefined) places.set(place, [...(places.get(place) ?? []), value]);
    });
  }
  const sorted = [...places].sort(([a], [b]) => a - b);
  return {
    x: sorted.map(([place]) => place),
    low: sorted.map(([, values]) => Math.min(...values)),
    high: sorted.map(([, values]) => Math.max(...values)),
    mean: sorted.map(([, values]) => values.reduce((sum, value) => sum + value, 0) / values.length),
  };
}

/**
 * The band of courses that have come to different steps: as far as the slowest, in the longest stretches.
 * @param {Course[]} courses
 */
export function bandOf(courses) {
  const going = courses.filter(({ length }) => length > 0);
  if (going.length === 0) return band([]);
  const stretch = Math.max(...going.map((course) => course.stretch));
  const lines = going.map((course) => course.thinned(stretch));
  const slowest = Math.min(...going.map(({ length }) => length));
  const together = going.every(({ length }) => length === slowest);
  return band(
    lines.map(({ x, y }) => ({ x: x.filter((place) => place <= slowest && (together || place % stretch === 0)), y })),
  );
}

/**
 * Whole powers of ten around all numbers, at least these: an axis that moves seldom, by a decade.
 * @param {(number | null)[][]} lines
 * @param {[least: number, most: number]} exponents
 * @returns {[least: number, most: number]}
 */
export function decades(lines, [least, most]) {
  let [low, high] = [Infinity, -Infinity];
  for (const value of lines.flat()) {
    if (value === null || !(value > 0) || !Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return [least, most];
  return [Math.min(least, Math.floor(Math.log10(low))), Math.max(most, Math.ceil(Math.log10(high)))];
}
