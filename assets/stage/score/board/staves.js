/**
 * The numbers of each kind of stave, by its type; what a stave does not say itself, the signal that it shows says.
 * Draws nothing: the module of the same name in `score/staves` does.
 */

import { CLASS_LABELS } from "../../../net/instruments/labels.js";
import { ledger } from "../../../net/instruments/ledger.js";
import { readProbe } from "../../../net/instruments/probe.js";
import { Matrix } from "../../../net/matrix.js";
import { record } from "../../../net/trace.js";
import { likeliest } from "./answers.js";
import { contributions, jacobian, paths, reach } from "./way_back.js";

/** @typedef {import("./reading.js").Reading} Reading */
/** @typedef {import("../../../net/types.d.ts").Clamp} Clamp */

const MANY = 6; // answers where the readout is large

/** @type {Record<string, (reading: Reading, stave: any, loss?: string) => import("../../types.d.ts").Stave>} */
export const READERS = {
  carousel,
  contributions,
  heat: shown,
  jacobian,
  lanes,
  ledger: written,
  lines,
  means: shown,
  memory: written,
  outcomes,
  paths,
  probe,
  profile,
  reach,
  readout,
  unrolled,
  written,
};

/**
 * @param {Reading} reading
 * @param {import("../../types.d.ts").HeatDescribed | import("../../types.d.ts").LinesDescribed} stave
 */
function shown({ signals }, stave) {
  return { ...signals[stave.of], ...stave };
}

/**
 * @param {Reading} reading
 * @param {import("../../types.d.ts").LinesDescribed} stave
 */
function lines(reading, stave) {
  return { ...shown(reading, stave), kept: stave.forget ? reading.signals[stave.forget].values : undefined };
}

/**
 * @param {Reading} reading
 * @param {import("../../types.d.ts").CarouselDescribed} stave
 * @returns {import("../../types.d.ts").CarouselStave}
 */
function carousel(reading, stave) {
  const signal = reading.signals[stave.of];
  const { network, layer, reverse } = signal;
  const usual = (reading.ghostOf(network) ?? reading).traces[network];
  const gates = /** @type {Matrix} */ (usual.layer(layer, reverse).signals.get("forget_gate"));
  const at = lowestAfterFirst(gates);
  /** @type {Clamp[]} */
  const clamps = [
    { kind: "clamp", gate: "forget_gate", value: 1, units: null, start: at, stop: null },
    { kind: "clamp", gate: "input_gate", value: 0, units: null, start: at, stop: null },
  ];
  const { ids, words, known, dropped } = usual;
  const carried = record(usual.network, { ids, words, known, dropped }, clamps).layer(layer, reverse);
  return {
    ...signal,
    ...stave,
    alone: signal.ghost,
    carried: /** @type {Matrix} */ (carried.signals.get("cell_state")),
    forget: reading.signals[stave.forget].values,
    aloneForget: reading.signals[stave.forget].ghost,
    at,
  };
}

/**
 * @param {Reading} reading
 * @param {import("../../types.d.ts").LanesDescribed} stave
 * @returns {import("../../types.d.ts").LanesStave}
 */
function lanes(reading, stave) {
  const signal = reading.signals[stave.of];
  const [output, hidden] = [stave.output, stave.shown].map((key) => reading.signals[key]);
  const alone = reading.ghostOf(signal.network);
  /** @param {Reading} one */
  const best = (one) => likeliest(one.traces[signal.network], 1).map(([answer]) => answer);
  return {
    ...signal,
    ...stave,
    output: output.values,
    shows: hidden.values,
    hues: { output: output.hue, hidden: hidden.hue },
    alone: signal.ghost,
    aloneShows: hidden.ghost,
    said: best(reading),
    usual: alone ? best(alone) : undefined,
  };
}

/**
 * @param {Reading} reading
 * @param {import("../../types.d.ts").OutcomesDescribed} stave
 * @returns {import("../../types.d.ts").OutcomesStave}
 */
function outcomes(reading, stave) {
  const { network } = stave;
  const left = reading.ghostOf(network) ?? reading;
  const usual = left.traces[network];
  const { ids, words, known, dropped } = usual;
  const { layer, reverse } = reading.signals[stave.of];
  /** @param {import("../../../net/trace.js").Trace} trace */
  const answer = (trace) => likeliest(trace, 1)[trace.length - 1][0];
  return {
    ...stave,
    number: usual.network.answer === "number",
    free: answer(usual),
    now: answer(reading.traces[network]),
    touched: left !== reading,
    ledger: reading.ledgerOf(stave.of),
    alone: left.ledgerOf(stave.of),
    when: (clamp) => {
      const trace = record(usual.network, { ids, words, known, dropped }, [clamp]);
      return { answer: answer(trace), kept: clamp.value, ledger: ledger(trace, layer, reverse) };
    },
  };
}

/** The timestep after the first at which the mean of the gates is lowest; 0 of one word. @param {Matrix} gates */
function lowestAfterFirst(gates) {
  const means = Array.from({ length: gates.rows }, (_, t) => gates.row(t).reduce((sum, value) => sum + value, 0));
  return means.reduce((least, mean, t) => (t && (!least || mean < means[least]) ? t : least), 0);
}

/** @param {Reading} reading @param {import("../../types.d.ts").OfALedger} stave */
function written(reading, stave) {
  const signal = reading.signals[stave.of];
  const alone = reading.ghostOf(signal.network)?.ledgerOf(stave.of);
  return { ...signal, ...stave, ledger: reading.ledgerOf(stave.of), alone };
}

/** @param {Reading} reading @param {import("../../types.d.ts").ReadoutDescribed} stave */
function readout(reading, stave) {
  const trace = reading.traces[stave.network];
  const alone = reading.ghostOf(stave.network);
  const ghost = alone ? likeliest(alone.traces[stave.network], Infinity) : undefined;
  return {
    ...stave,
    number: trace.network.answer === "number",
    best: likeliest(trace, stave.large ? Math.max(stave.most, MANY) : stave.most),
    ghost,
  };
}

/**
 * @param {Reading} reading
 * @param {import("../../types.d.ts").ProbeDescribed} stave
 * @returns {import("../../types.d.ts").ProbeStave}
 */
function probe(reading, stave) {
  const trace = reading.traces[stave.network];
  const fitted = reading.probeOf(stave.network);
  if (!("probe" in fitted)) return { ...stave, answers: [], subject: null, usual: true, missing: fitted };
  const right = CLASS_LABELS[fitted.probe.label](trace.words, fitted.probe.classes);
  const alone = reading.ghostOf(stave.network)?.traces[stave.network];
  const [answers, ghost] = [trace, alone].map((one) => one && probed(fitted, one, right));
  const first = right.findIndex((word) => word !== null);
  const usual = first === 1 && trace.words[0].toLowerCase() === "the";
  return { ...stave, answers: answers ?? [], ghost, subject: right[first] ?? null, usual, fitted };
}

/**
 * What a probe reads after each word; null where nothing is asked.
 * @param {import("../../types.d.ts").FittedProbe} fitted
 * @param {import("../../../net/trace.js").Trace} trace
 * @param {(string | null)[]} right
 */
function probed(fitted, trace, right) {
  const read = readProbe(fitted.probe, trace);
  return right.map((word, timestep) => (word === null ? null : answerOf(read.row(timestep), fitted, word)));
}

/**
 * @param {Float64Array} row probabilities of the classes
 * @param {import("../../types.d.ts").FittedProbe} fitted
 * @param {string} right
 */
function answerOf(row, { probe }, right) {
  const share = Math.max(...row);
  if (!Number.isFinite(share)) return { word: "NaN", share: null, right: false };
  const word = probe.classes[row.indexOf(share)];
  return { word, share, right: word === right };
}

/** @param {Reading} reading @param {import("../../types.d.ts").UnrolledDescribed} stave */
function unrolled({ traces, signals }, stave) {
  const trace = traces[stave.network];
  const { initialHidden } = trace.top;
  return {
    ...signals[stave.of],
    ...stave,
    inputs: trace.inputs,
    size: [...trace.network.weights.values()].reduce((sum, { data }) => sum + data.length, 0),
    initial: new Matrix(1, initialHidden.length, initialHidden),
    weights: stave.weights.map(({ name, hue, weight }) => {
      const { shape, data } = /** @type {import("../../../net/types.d.ts").Weight} */ (
        trace.network.weights.get(weight)
      );
      return { name, hue, shape: shape.join("×"), count: data.length };
    }),
  };
}

/**
 * @param {Reading} reading
 * @param {import("../../types.d.ts").ProfileDescribed} stave
 * @param {string} [loss] what is said of it
 */
function profile(reading, stave, loss = reading.loss()) {
  const drawn = stave.share ? sharesOf : normsOf;
  const series = stave.series.map(({ network, state, ...look }) => {
    const alone = reading.ghostOf(network);
    const ghost = alone ? drawn(alone, network, state) : undefined;
    return { ...look, values: drawn(reading, network, state), ghost };
  });
  if (!stave.share) return { ...stave, series, note: `L = ${loss} at the last word` };
  const asked = origin(reading.traces[0].words, stave.begins ?? []);
  return { ...stave, series, asked, wanted: reading.wanted(), note: "1: as much as at the last word" };
}

/**
 * Return the timestep of the first word on which the answer depends; 0 when there is none.
 * @param {string[]} words
 * @param {string[]} telling
 */
function origin(words, telling) {
  return Math.max(
    words.findIndex((word) => telling.includes(word.toLowerCase())),
    0,
  );
}

/**
 * The norms of a line, each divided by the last.
 * @param {Reading} reading
 * @param {number} network
 * @param {"hidden" | "cell_state"} state
 */
function sharesOf(reading, network, state) {
  const { rows, cols, data } = normsOf(reading, network, state);
  const last = data[data.length - 1];
  return new Matrix(
    rows,
    cols,
    data.map((norm) => norm / last),
  );
}

/**
 * Gradient norms, (T, 1).
 * @param {Reading} reading
 * @param {number} network which of them
 * @param {"hidden" | "cell_state"} state
 */
function normsOf(reading, network, state) {
  const { hidden, cellState } = reading.profileOf(network);
  const norms = state === "cell_state" && cellState ? cellState : hidden;
  return new Matrix(norms.length, 1, norms);
}
