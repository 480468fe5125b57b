/** Arithmetic with word vectors, as `core/vectors/words.py` has it. Draws nothing. */

/** @typedef {number[]} Vector */
/** @typedef {{ words: string[], matrix: Vector[] }} Words a vector for each word */
/** @typedef {{ word: string, cosine: number }} Ranked */

/** @param {Vector} one @param {Vector} other */
export const dot = (one, other) => one.reduce((total, value, index) => total + value * other[index], 0);

/** @param {Vector} vector */
export const size = (vector) => Math.sqrt(dot(vector, vector));

/** @param {Vector} one @param {Vector} other @param {number} [share] of the other */
export const plus = (one, other, share = 1) => one.map((value, index) => value + share * other[index]);

/** @param {Vector} one @param {Vector} other */
export const minus = (one, other) => plus(one, other, -1);

/** The cosine of two vectors; 0 where one is zero. @param {Vector} one @param {Vector} other */
export function cosine(one, other) {
  const sizes = size(one) * size(other);
  return sizes > 0 ? dot(one, other) / sizes : 0;
}

/**
 * The words nearest to a vector, the highest cosine first; of equal ones the one that comes first.
 * @param {Words} of
 * @param {Vector} vector
 * @param {string[]} [without]
 * @returns {Ranked[]}
 */
export const near = ({ words, matrix }, vector, without = []) =>
  words
    .map((word, index) => ({ word, cosine: cosine(matrix[index], vector) }))
    .filter(({ word }) => !without.includes(word))
    .sort((one, other) => other.cosine - one.cosine);

/** @param {Words} of @param {string} word */
export const vectorOf = ({ words, matrix }, word) => matrix[words.indexOf(word)];

/**
 * `first` − `minus` + `plus`.
 * @param {Words} of
 * @param {string[]} asked first, minus, plus
 */
export function sought(of, [first, less, more]) {
  return plus(minus(vectorOf(of, first), vectorOf(of, less)), vectorOf(of, more));
}

/**
 * The cosine of `first` − `minus` and `answer` − `plus`: 1 in a parallelogram.
 * @param {Words} of
 * @param {string[]} asked first, minus, plus
 * @param {string} answer
 */
export function offsetCosine(of, [first, less, more], answer) {
  return cosine(minus(vectorOf(of, first), vectorOf(of, less)), minus(vectorOf(of, answer), vectorOf(of, more)));
}

/**
 * How many analogies have their answer as the nearest word.
 * @param {Words} of
 * @param {string[][]} analogies first, minus, plus, answer
 * @param {boolean} exclude whether the three asked words are left out
 */
export const right = (of, analogies, exclude) =>
  analogies.filter(([first, less, more, answer]) => {
    const asked = [first, less, more];
    return near(of, sought(of, asked), exclude ? asked : [])[0].word === answer;
  }).length;

/**
 * What is wrong with three asked words, in a sentence; nothing if there is nothing.
 * @param {string[]} words that have a vector
 * @param {string[]} asked
 */
export function problem(words, asked) {
  const unknown = asked.find((word) => !words.includes(word));
  if (unknown !== undefined) {
    return unknown
      ? `“${unknown}” is not among the ${words.length} words of this text. Type or click one of its words.`
      : "An analogy needs three words. Type or click the one that is missing.";
  }
  const twice = asked.find((word, index) => asked.indexOf(word) !== index);
  return twice ? `An analogy needs three different words; “${twice}” stands in it twice.` : "";
}

/** @typedef {{ origin: Vector, axes: [Vector, Vector] }} Flat a plane in the space of the vectors */

/**
 * The plane through three points: the first axis goes from the first point to the second.
 * @param {Vector} origin
 * @param {Vector} one
 * @param {Vector} other
 * @returns {Flat}
 */
export function through(origin, one, other) {
  const unit = (/** @type {Vector} */ vector) => vector.map((value) => value / (size(vector) || 1));
  const first = unit(minus(one, origin));
  const rest = minus(other, origin);
  return { origin, axes: [first, unit(plus(rest, first, -dot(rest, first)))] };
}

/**
 * Where a vector stands in a plane, and how far from it.
 * @param {Flat} flat
 * @param {Vector} vector
 */
export function placeIn({ origin, axes }, vector) {
  const from = minus(vector, origin);
  const [x, y] = axes.map((axis) => dot(from, axis));
  const off = size(plus(plus(from, axes[0], -x), axes[1], -y));
  return { x, y, off };
}
