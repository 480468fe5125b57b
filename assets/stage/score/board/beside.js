/**
 * The numbers of each stave where two runs stand side by side: of the one that is shown, or of their difference, on
 * fixed scales. What has no difference shows the first run, and says so. Draws nothing.
 */

import { Matrix } from "../../../net/matrix.js";
import { minus } from "../../../net/instruments/surgery.js";
import { sharesOfFirst } from "./pair.js";
import { READERS } from "./staves.js";

/** @typedef {import("./pair.js").Pair} Pair */
/** @typedef {import("./reading.js").Reading} Reading */
/** @typedef {import("../../types.d.ts").Stave} Stave */

/** The scale of a difference: gates lie in [-1, 1] then, tanh signals in [-2, 2]. */
/** @type {Record<string, { scale: import("../../types.d.ts").Scale, low: number, high: number }>} */
const SCALES = {
  gate: { scale: "signed", low: -1, high: 1 },
  signed: { scale: "doubled", low: -2, high: 2 },
  squashed: { scale: "squashed", low: -1, high: 1 },
};

/** @type {Record<string, (pair: Pair, stave: any) => Stave>} */
const DIFFERENCES = { heat: apartIn, lines: apartIn, unrolled };

/**
 * Return a stave with its numbers.
 * @param {Reading} shown the run that is shown
 * @param {Pair | null} pair
 * @param {import("../../types.d.ts").StaveDescribed} stave
 * @returns {Stave}
 */
export function readStave(shown, pair, stave) {
  if (stave.type === "apart") return apart(pair, stave);
  if (!pair) return READERS[stave.type](shown, stave);
  const difference = pair.show === "difference";
  if (stave.type === "readout" && (difference || pair.kind === "twin")) return both(shown, pair, stave);
  const made = difference ? DIFFERENCES[stave.type]?.(pair, stave) : undefined;
  const read = made ?? READERS[stave.type](shown, stave);
  return pair.show === "first" ? read : { ...read, label: `${read.label}, ${nameOf(pair, made !== undefined)}` };
}

/** Which run a stave shows, where it may be the second. @param {Pair} pair @param {boolean} apart */
const nameOf = (pair, apart) => (pair.show === "difference" && !apart ? pair.names[0] : pair.name);

/**
 * The difference of the signal that a stave shows. Its numbers are not held; the gates are, and hatched where they are.
 * @param {Pair} pair
 * @param {import("../../types.d.ts").HeatDescribed | import("../../types.d.ts").LinesDescribed} stave
 */
function apartIn(pair, stave) {
  const at = { ...pair.first.signals[stave.of], ...stave };
  const bound = "bound" in at && at.bound !== undefined ? { bound: SCALES[at.scale].high } : {};
  const symbol = at.symbol && `Δ${at.symbol}`;
  const [values, held] = [pair.difference(stave.of), at.held?.slice(0, pair.length)];
  return { ...at, ...SCALES[at.scale], ...bound, symbol, values, held, ghost: undefined };
}

/** @param {Pair} pair @param {import("../../types.d.ts").UnrolledDescribed} stave */
function unrolled(pair, stave) {
  const [first, second] = [pair.first, pair.second].map(
    (reading) => /** @type {import("../../types.d.ts").UnrolledStave} */ (READERS.unrolled(reading, stave)),
  );
  const { scale } = SCALES[first.scale];
  const [inputs, initial] = [minus(first.inputs, second.inputs), minus(first.initial, second.initial)];
  return { ...first, scale, values: pair.difference(stave.of), inputs, initial };
}

/**
 * The likeliest answers of both runs in the columns that are shown, under one another.
 * @param {Reading} shown
 * @param {Pair} pair
 * @param {import("../../types.d.ts").ReadoutDescribed} stave
 * @returns {Stave}
 */
function both(shown, pair, stave) {
  const { network } = stave;
  const [first, second] = [pair.first, pair.second].map((reading) => reading.likeliest(network));
  const columns = pair.show === "difference" ? first.slice(0, pair.length) : shown.likeliest(network);
  /** @type {import("./answers.js").Guess} */
  const none = ["", null];
  const best = columns.map((_, timestep) => [first[timestep] ?? none, second[timestep] ?? none]);
  const read = /** @type {import("../../types.d.ts").ReadoutStave} */ (READERS.readout(shown, stave));
  const of = pair.names.slice(0, 2);
  return {
    ...read,
    best,
    ghost: undefined,
    of,
    parting: pair.parting(network),
    note: "the likeliest",
  };
}

/**
 * What is left of the difference of the states; nothing without a twin.
 * @param {Pair | null} pair
 * @param {import("../../types.d.ts").ApartDescribed} stave
 * @returns {import("../../types.d.ts").ApartStave}
 */
function apart(pair, stave) {
  const shares = (/** @type {import("../../types.d.ts").SeriesDescribed} */ { network, state }) => {
    const norms = pair?.kind === "twin" ? pair.apart(network, state) : null;
    return norms ? sharesOfFirst(norms) : new Float64Array();
  };
  const series = stave.series.map((one) => {
    const { name, hue, dash, mark } = one;
    const values = shares(one);
    return { name, hue, dash, mark, values: new Matrix(values.length, 1, values) };
  });
  return { ...stave, series };
}
