/**
 * A sentence read in windows: which gradient is left where none goes from one window to the one before, and what is
 * answered where the state does not go on either. Draws nothing.
 */

import { truncation } from "../../../net/instruments/truncation.js";
import { gradientProfile } from "../../../net/instruments/gradient.js";
import { record } from "../../../net/trace.js";
import { askedOf } from "./asked.js";

const RECURRENT = "rnn.weight_hh_l0";

/** @typedef {import("../../../net/trace.js").Trace} Trace */
/** @typedef {import("../../../net/instruments/gradient.js").GradientProfile} Profile */

/**
 * `whole` and `left` are the sizes of the gradient by each state (T,) of the last answer's loss, without windows and
 * with them; `cosine` stands between both gradients of the recurrent weights: how much a small step along what is left
 * lowers the loss, as a share of what one of the same length along the whole gradient does. The answer is a class.
 * @typedef {object} Cutting
 * @property {Trace} trace
 * @property {number[]} cuts timesteps with which a window begins, the first left out
 * @property {number[]} whole
 * @property {number[]} left
 * @property {number} cosine NaN where one of the two gradients is zero
 * @property {number} deciding the timestep of the word that decides the answer; -1 without one
 * @property {{ name: string, whole: number, read: number }} answer its probability without windows and with them
 */

/**
 * @param {Trace} trace
 * @param {import("./asked.js").Answers} answers
 * @param {number} window
 * @param {boolean} reset whether each window begins from an empty state
 * @returns {Cutting}
 */
export function cuttingOf(trace, answers, window, reset) {
  const { network, words, length } = trace;
  const asked = askedOf(trace, answers, false).targets[length - 1];
  const { full, truncated, cuts, cosine } = truncation(trace, window, asked);
  const whole = sizes(full);
  const found = { trace, cuts, whole, left: sizes(truncated), cosine: cosine.get(RECURRENT) ?? NaN };
  const deciding = words.findIndex((word) => Object.hasOwn(answers, word.toLowerCase()));
  const sure = trace.answers.at(length - 1, asked);
  const answer = { name: network.classes[asked], whole: sure, read: sure };
  if (!reset || !cuts.length) return { ...found, deciding, answer };
  const from = cuts[cuts.length - 1];
  const alone = record(network, part(trace, from));
  const own = gradientProfile(alone, asked);
  const left = [...new Array(from).fill(0), ...sizes(own)];
  return {
    ...found,
    left,
    cosine: cosineOf(full, own),
    deciding,
    answer: { ...answer, read: alone.answers.at(length - from - 1, asked) },
  };
}

/** The last words of a sentence. @param {Trace} trace @param {number} from */
const part = ({ words, ids, known }, from) => ({
  words: words.slice(from),
  ids: ids.slice(from),
  known: known.slice(from),
  dropped: 0,
});

/** The size of the gradient by each state that is kept: c of an LSTM, h of all others. @param {Profile} profile */
const sizes = ({ hidden, cellState }) => Array.from(cellState ?? hidden);

/** @param {Profile} one @param {Profile} other */
function cosineOf(one, other) {
  const [a, b] = [one, other].map((profile) => profile.weightGradients().get(RECURRENT)?.data ?? new Float64Array());
  const size = (/** @type {Float64Array} */ data) => Math.hypot(...data);
  return a.reduce((sum, value, at) => sum + (value / size(a)) * (b[at] / size(b)), 0);
}
