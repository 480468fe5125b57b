/** Where the loss stands in a row of words: at every word, or at the last one alone. Draws nothing. */

import { lossAt } from "../../../net/instruments/loss.js";

/**
 * Return −log p of the word that follows, after each word; null where no loss stands.
 * @param {import("../../../net/trace.js").Trace} trace of the row
 * @param {(string | undefined)[]} following the word after each; undefined where the text ends
 * @param {boolean} every whether a loss stands at every word
 * @returns {(number | null)[]}
 */
export function lossesOf(trace, following, every) {
  const { classes, vocabulary } = trace.network;
  return following.map((word, t) => {
    if (word === undefined || !(every || t === following.length - 1)) return null;
    return lossAt(trace, classes.includes(word) ? word : vocabulary[0], t).value(trace.logits);
  });
}

/** The mean of those that are there; NaN of none. @param {(number | null)[]} losses */
export function meanOf(losses) {
  const there = losses.filter((loss) => loss !== null);
  return there.reduce((sum, loss) => sum + loss, 0) / there.length;
}
