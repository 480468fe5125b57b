/**
 * What a guess hangs on: by how much it moves when one of the pieces that were read is another. Equals
 * `core/instruments/sway.py`; asks a table and a network alike.
 */

/** @typedef {(ids: number[]) => ArrayLike<number>[]} Guesses the probabilities after each piece, T rows of K */

const BEFORE = 2; // pieces by which it is judged what else might stand at a place

/**
 * Return by how much the guess after each piece moves when piece `place` is another, (T,), from 0 to 1.
 * @param {Guesses} guesses
 * @param {number[]} ids
 * @param {ArrayLike<number>[]} own the guesses on `ids` as they are
 * @param {number} place
 * @param {number[]} others what stands in for it
 */
export function swayOf(guesses, ids, own, place, others) {
  const moved = new Float64Array(ids.length);
  for (const other of others) {
    const rows = guesses(ids.with(place, other));
    for (let t = place; t < ids.length; t++) moved[t] += apart(rows[t], own[t]) / others.length;
  }
  return moved;
}

/** @param {ArrayLike<number>} one @param {ArrayLike<number>} other */
function apart(one, other) {
  let sum = 0;
  for (let k = 0; k < one.length; k++) sum += Math.abs(one[k] - other[k]);
  return sum / 2;
}

/**
 * Return the likeliest other pieces at a place, after the two before it.
 * @param {import("./ngrams.js").NgramTable} table
 * @param {number[]} ids
 * @param {number} place
 * @param {number} [count]
 */
export function standIns(table, ids, place, count = 3) {
  const before = ids.slice(Math.max(place - BEFORE, 0), place);
  const row = table.probabilities(before, BEFORE + 1);
  const likeliest = [...row.keys()].sort((a, b) => row[b] - row[a] || a - b);
  return likeliest.filter((piece) => piece !== ids[place]).slice(0, count);
}
