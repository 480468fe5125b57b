/**
 * The numbers of each stave where two runs stand side by side: of the one that is shown, or of their difference, on
 * fixed scales. Sizes and words have no useful difference: there both runs stand beside one another, and that is said.
 * Draws nothing.
 */

import { Ledger } from "../../../net/instruments/ledger.js";
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
const DIFFERENCES = {
  ...{ carousel: first, lanes: lanesOfFirst, outcomes: ofFirst, heat: apartIn, lines: apartIn, reach, unrolled },
  ...{ ledger: writtenApart, memory: writtenApart, written: writtenApart },
};

/** @typedef {(first: any, second: any, length: number) => object} Join */

/** How two runs stand beside one another where nothing is subtracted, and which is which. */
/** @type {Record<string, { join: Join, which: (first: string, second: string) => string, what: string }>} */
const BESIDE = {
  contributions: { join: barsBeside, which: (a, b) => `${a}; outlined: ${b}`, what: "sizes" },
  means: { join: meansBeside, which: (a, b) => `${a}; outlined: ${b}`, what: "means" },
  jacobian: { join: measuredBeside, which: thin, what: "sizes" },
  paths: { join: linesBeside, which: thin, what: "sizes" },
  probe: { join: wordsBeside, which: (a, b) => `${a} and ${b}`, what: "words" },
  profile: { join: linesBeside, which: thin, what: "sizes" },
};

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
  if (difference && stave.type in BESIDE) return beside(pair, stave);
  const read = difference ? DIFFERENCES[stave.type](pair, stave) : READERS[stave.type](shown, stave);
  return pair.show === "first" ? read : { ...read, label: `${read.label}, ${pair.name}` };
}

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
  const [a, b] = pair.names.map((name) => (pair.kind === "twin" ? `in ${name}` : name));
  const note = stave.type === "heat" ? `orange: higher ${a}; blue: higher ${b}` : `above 0: higher ${a}`;
  return { ...at, ...SCALES[at.scale], ...bound, symbol, values, held, note, ghost: undefined };
}

/**
 * A task for the hand is that of the first run.
 * @param {Pair} pair
 * @param {import("../../types.d.ts").CarouselDescribed} stave
 */
function first(pair, stave) {
  const read = /** @type {import("../../types.d.ts").CarouselStave} */ (READERS.carousel(pair.first, stave));
  const [values, carried, forget] = [read.values, read.carried, read.forget].map((one) => one.slice(0, pair.length));
  const [alone, aloneForget] = [read.alone, read.aloneForget].map((one) => one?.slice(0, pair.length));
  return {
    ...read,
    label: `${read.label}, ${pair.names[0]}`,
    values,
    carried,
    forget,
    alone,
    aloneForget,
    at: Math.min(read.at, pair.length - 1),
  };
}

/**
 * What is held and shown is that of the first run.
 * @param {Pair} pair
 * @param {import("../../types.d.ts").LanesDescribed} stave
 */
function lanesOfFirst(pair, stave) {
  const read = /** @type {import("../../types.d.ts").LanesStave} */ (READERS.lanes(pair.first, stave));
  const [values, output, shows] = [read.values, read.output, read.shows].map((one) => one.slice(0, pair.length));
  const [alone, aloneShows] = [read.alone, read.aloneShows].map((one) => one?.slice(0, pair.length));
  const [said, usual] = [read.said.slice(0, pair.length), read.usual?.slice(0, pair.length)];
  return { ...read, label: `${read.label}, ${pair.names[0]}`, values, output, shows, alone, aloneShows, said, usual };
}

/**
 * What comes of holding gates is that of the first run.
 * @param {Pair} pair
 * @param {import("../../types.d.ts").OutcomesDescribed} stave
 */
function ofFirst(pair, stave) {
  const read = READERS.outcomes(pair.first, stave);
  return { ...read, label: `${read.label}, ${pair.names[0]}` };
}

/**
 * Who wrote the difference of two memories: what a word wrote in one run minus what the word below it wrote in the
 * other. These parts add up to the difference.
 * @param {Pair} pair
 * @param {import("../../types.d.ts").OfALedger} stave
 * @returns {import("../../types.d.ts").LedgerStave}
 */
function writtenApart(pair, stave) {
  const signal = pair.first.signals[stave.of];
  const [a, b] = [pair.first, pair.second].map((reading) => reading.ledgerOf(stave.of));
  const written = a.written.slice(0, pair.length).map((one, timestep) => minus(one, b.written[timestep]));
  const [initial, kept, total] = [minus(a.initial, b.initial), minus(a.kept, b.kept), minus(a.total, b.total)];
  const ledger = new Ledger(a.state, written, initial, kept, total);
  return { ...signal, ...stave, symbol: `Δ${signal.symbol}`, ledger, difference: true };
}

/** @param {Pair} pair @param {import("../../types.d.ts").ReachDescribed} stave */
function reach(pair, stave) {
  const [first, second] = [pair.first, pair.second].map(
    (reading) => /** @type {import("../../types.d.ts").ReachStave} */ (READERS.reach(reading, stave)),
  );
  const shares = new Matrix(pair.length, pair.length);
  for (let t = 0; t < pair.length; t++)
    for (let word = 0; word < pair.length; word++)
      shares.row(t)[word] = first.shares.at(t, word) - second.shares.at(t, word);
  const [a, b] = pair.names;
  return { ...first, shares, ghost: undefined, difference: true, note: `in ${a} minus in ${b}` };
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
 * Both runs in one row, over the columns that both have.
 * @param {Pair} pair
 * @param {import("../../types.d.ts").StaveDescribed} stave
 * @returns {Stave}
 */
function beside(pair, stave) {
  const { join, which, what } = BESIDE[stave.type];
  const runs = [pair.first, pair.second];
  const losses = new Set(runs.map((reading) => reading.loss()));
  const loss = losses.size > 1 ? "that of each run" : undefined;
  const [first, second] = runs.map((reading) => READERS[stave.type](reading, stave, loss));
  const [a, b] = pair.names;
  const { label } = first;
  const said = {
    label: `${label}, ${which(a, b)}`,
    note: [first.note, `${what} are not subtracted`].filter(Boolean).join("; "),
    runs: { label, names: [a, b] },
  };
  return Object.assign({}, first, join(first, second, pair.length), said);
}

/** @param {string} first with marks @param {string} second */
function thin(first, second) {
  return `${first}; thin: ${second}`;
}

/** @typedef {import("../../types.d.ts").Series} Series */

/** @param {{ series: Series[] }} first @param {{ series: Series[] }} second @param {number} length */
function linesBeside(first, second, length) {
  const series = first.series.map((line, place) => ({
    ...line,
    values: line.values.slice(0, length),
    ghost: second.series[place].values.slice(0, length),
  }));
  return { series };
}

/** @typedef {import("../../types.d.ts").MeansStave} Means */

/** @param {Means} first @param {Means} second @param {number} length */
function meansBeside(first, second, length) {
  return { values: first.values.slice(0, length), ghost: second.values.slice(0, length) };
}

/** @typedef {Pick<import("../../types.d.ts").JacobianStave, "measure">} Measured */

/** @param {Measured} first @param {Measured} second @param {number} length */
function measuredBeside(first, second, length) {
  const measure = () => {
    const [a, b] = [first.measure(), second.measure()];
    return a.map(({ values }, place) => ({
      values: values.slice(0, length),
      ghost: b[place].values.slice(0, length),
    }));
  };
  return { measure };
}

/** @typedef {Pick<import("../../types.d.ts").ContributionsStave, "series">} Bars */

/** @param {Bars} first @param {Bars} second @param {number} length */
function barsBeside(first, second, length) {
  const series = first.series.map((one, place) => {
    const { shares, left } = second.series[place];
    return { ...one, shares: one.shares.slice(0, length), ghost: { shares: shares.slice(0, length), left } };
  });
  return { series };
}

/** @typedef {import("../../types.d.ts").ProbeStave} ProbeStave */

/** @param {ProbeStave} first @param {ProbeStave} second @param {number} length */
function wordsBeside(first, second, length) {
  const { answers, subject } = second;
  const usual = first.usual && second.usual;
  return {
    answers: first.answers.slice(0, length),
    usual,
    ghost: undefined,
    second: { answers: answers.slice(0, length), subject },
  };
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
