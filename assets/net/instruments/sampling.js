/**
 * How a next piece is drawn: temperature, top-k, top-p, and the random number that chooses. Equals
 * `core/instruments/sampling.py`. Knows probabilities; no words and no networks.
 */

/** @typedef {{ temperature: number, topK: number | null, topP: number }} Shaping `topK` is null for all */

/**
 * Return the probabilities (K,) from which a piece is drawn: temperature first, then top-k, then top-p.
 * @param {ArrayLike<number>} given
 * @param {Shaping} shaping
 */
export function reshaped(given, { temperature, topK, topP }) {
  const likeliest = [...Array(given.length).keys()].sort((a, b) => given[b] - given[a] || a - b);
  const kept = new Float64Array(given.length);
  if (temperature === 0) {
    kept[likeliest[0]] = 1;
    return kept;
  }
  const most = given[likeliest[0]];
  const order = likeliest.slice(0, topK ?? undefined);
  for (const id of order) kept[id] = Math.exp(Math.log(given[id] / most) / temperature);
  scale(kept);
  if (topP < 1) {
    let sum = 0;
    for (const id of order) {
      const enough = sum >= topP;
      sum += kept[id];
      if (enough) kept[id] = 0;
    }
    scale(kept);
  }
  return kept;
}

/**
 * Return probabilities (K,) in which one piece is never drawn; as they are, if there is no other.
 * @param {ArrayLike<number>} given
 * @param {number} piece
 */
export function without(given, piece) {
  const kept = Float64Array.from(given, (share, id) => (id === piece ? 0 : share));
  return kept.some((share) => share > 0) ? kept : Float64Array.from(given);
}

/**
 * Return the piece on which a number from 0 up to, not including, 1 falls; never one of probability 0.
 * @param {ArrayLike<number>} given
 * @param {number} number
 */
export function drawn(given, number) {
  let [whole, last] = [0, 0];
  for (let id = 0; id < given.length; id++) {
    whole += given[id];
    if (given[id] > 0) last = id;
  }
  let sum = 0;
  for (let id = 0; id < last; id++) {
    sum += given[id];
    if (given[id] > 0 && number * whole < sum) return id;
  }
  return last;
}

/** @param {Float64Array} row */
function scale(row) {
  const sum = row.reduce((all, one) => all + one, 0);
  for (let id = 0; id < row.length; id++) row[id] /= sum;
}
