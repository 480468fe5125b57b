/**
 * From the description of a score (`core/figures/score.py`) to what is drawn: its networks read the words here, and
 * every number on screen comes from what they did. Draws nothing.
 */

import { gradientProfile } from "../../net/instruments/gradient.js";
import { Matrix } from "../../net/matrix.js";
import { record } from "../../net/trace.js";
import { likeliest } from "./answers.js";
import { readModel } from "./model.js";

/** @typedef {import("../types.d.ts").Described} Described */
/** @typedef {import("../../net/types.d.ts").Network} Network */
/** @typedef {import("../../net/types.d.ts").Operation} Operation */
/** @typedef {import("../../net/trace.js").Trace} Trace */

/**
 * Return the score with the numbers of its networks on a sentence.
 * @param {Described} described
 * @param {Network[]} networks in the order of the description
 * @param {string} [sentence] another text than the one that is described
 * @param {Operation[]} [operations] gates to hold, words to erase or replace while reading
 * @returns {import("../types.d.ts").ScoreData}
 */
export function readBoard(described, networks, sentence = described.sentence, operations = []) {
  const reading = new Reading(described, networks, sentence, operations);
  const { traces, signals } = reading;
  const [{ words, known }] = traces;
  const sources = described.networks.map(({ from }) => from).join("; ");
  return {
    name: described.name,
    palette: described.palette,
    tokens: words.map((text, timestep) => ({ text, known: known[timestep] })),
    units: Math.max(...traces.map((trace) => trace.top.hidden.cols)),
    staves: described.staves.map((stave) => reading.stave(stave)),
    model: described.lens && readModel(described.lens, traces[described.lens.network], signals),
    caption: `Unrolled · ${sources} · “${words.join(" ")}”`,
  };
}

/** What the networks of a score did on a sentence. */
class Reading {
  /**
   * @param {Described} described
   * @param {Network[]} networks
   * @param {string} sentence
   * @param {Operation[]} operations
   */
  constructor(described, networks, sentence, operations) {
    this.traces = networks.map((network) => record(network, sentence, operations));
    this.target = sentence === described.sentence ? described.target : null;
    this.signals = Object.fromEntries(
      Object.entries(described.signals).map(([key, signal]) => [key, this.signal(signal)]),
    );
    /** @type {Map<number, import("../../net/instruments/gradient.js").GradientProfile>} */
    this.profiles = new Map();
  }

  /** @param {import("../types.d.ts").SignalAt} at */
  signal(at) {
    const layer = this.traces[at.network].layer(at.layer, at.reverse);
    return { ...at, values: /** @type {Matrix} */ (layer.signals.get(at.name)) };
  }

  /**
   * Return a stave with its numbers; what it does not say itself, the signal that it shows says.
   * @param {import("../types.d.ts").StaveDescribed} stave
   * @returns {import("../types.d.ts").Stave}
   */
  stave(stave) {
    if (stave.type === "readout") return this.readout(stave);
    if (stave.type === "profile") return this.profile(stave);
    const shown = { ...this.signals[stave.of], ...stave };
    return shown.type === "unrolled" ? { ...shown, ...this.unrolled(shown) } : shown;
  }

  /** @param {import("../types.d.ts").ReadoutDescribed} stave */
  readout(stave) {
    const trace = this.traces[stave.network];
    return { ...stave, number: trace.network.answer === "number", best: likeliest(trace, stave.most) };
  }

  /** @param {import("../types.d.ts").UnrolledDescribed} stave */
  unrolled({ network, weights }) {
    const trace = this.traces[network];
    const { initialHidden } = trace.top;
    return {
      inputs: trace.inputs,
      initial: new Matrix(1, initialHidden.length, initialHidden),
      weights: weights.map(({ name, hue, weight }) => {
        const { shape, data } = /** @type {import("../../net/types.d.ts").Weight} */ (
          trace.network.weights.get(weight)
        );
        return { name, hue, shape: shape.join("×"), count: data.length };
      }),
    };
  }

  /** @param {import("../types.d.ts").ProfileDescribed} stave */
  profile(stave) {
    const series = stave.series.map(({ network, state, ...look }) => {
      const { hidden, cellState } = this.profileOf(network);
      const norms = state === "cell_state" && cellState ? cellState : hidden;
      return { ...look, values: new Matrix(norms.length, 1, norms) };
    });
    return { ...stave, series, note: `L = ${this.loss()} at the last word` };
  }

  /** @param {number} place which of the networks */
  profileOf(place) {
    const profile = this.profiles.get(place) ?? gradientProfile(this.traces[place], this.asked());
    this.profiles.set(place, profile);
    return profile;
  }

  /** The class or number that the loss asks for: what the page says, else what the last network holds likeliest. */
  asked() {
    const answers = /** @type {Trace} */ (this.traces.at(-1)).answers;
    const last = answers.row(answers.rows - 1);
    return this.target ?? (this.number ? last[0] : last.indexOf(Math.max(...last)));
  }

  get number() {
    return this.traces[0].network.answer === "number";
  }

  loss() {
    const asked = this.asked();
    return this.number
      ? `(y − ${Number(asked.toPrecision(6))})²`
      : `−log p(“${this.traces[0].network.classes[asked]}”)`;
  }
}
