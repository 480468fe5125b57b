/** A question about where an LSTM's forget gate starts. */

import { line, number, plain } from "../asking.js";

/** @typedef {import("../types.d.ts").BarsSketch} BarsSketch */

const BIASES = [1, 2, 3]; // at 0 half is left at each word, which needs no calculation

/** What a gate lets through whose bias is this, and nothing else speaks; as it is written. @param {number} bias */
const opening = (bias) => Math.round(100 / (1 + Math.exp(-bias))) / 100;

/**
 * What is left after each word.
 * @param {number[]} left
 * @param {import("../types.d.ts").State} [state]
 * @returns {BarsSketch}
 */
const bars = (left, state) => ({
  kind: "bars",
  bars: left.map((value, at) => ({
    label: at ? `${at} later` : "held",
    value,
    told: plain(value, 2),
    hue: "forget_gate",
    state: at ? state : undefined,
  })),
});

/** @type {import("../types.d.ts").Question} */
export const started = {
  id: "lstm_start",
  lesson: "lstm",
  scene: "start",
  kind: "number",
  about: "What a forget gate leaves before it has learnt",
  trap: "Shares multiply: nearly all at each word is little after many",
  make(draw) {
    const [bias, words] = [draw.pick(BIASES), draw.int(3, 7)];
    const f = opening(bias);
    const after = (/** @type {(n: number) => number} */ left) => Array.from({ length: words + 1 }, (_, n) => left(n));
    const answer = f ** words;
    const solved = bars(after((n) => f ** n));
    return number({
      ask:
        `Before training a forget gate with bias ${bias} stands at f = ${plain(f)} at every word. A unit holds 1, ` +
        `and nothing is written. What does it hold ${words} words later?`,
      picture: bars([1, f]),
      given: { f, words },
      answer,
      tolerance: 0.011,
      right: `${plain(f)} to the power of ${words}: ${plain(answer)}. The bias decides it before anything is learnt.`,
      ideas: [
        {
          value: f,
          says: "That is what one word leaves. Each further word takes its share again.",
          picture: bars(
            after((n) => (n ? f : 1)),
            "wrong",
          ),
        },
        {
          value: 1 - words * (1 - f),
          says: "You took the same amount at each word. A gate takes a share of what is there.",
          picture: bars(
            after((n) => 1 - n * (1 - f)),
            "wrong",
          ),
        },
        {
          value: 1 - f ** words,
          says: "That is what was forgotten. f is the share that is kept.",
          picture: bars(
            after((n) => (n ? 1 - f ** n : 1)),
            "wrong",
          ),
        },
        {
          value: f ** (words - 1),
          says: "One word is missing: each of them multiplies by f, the last one, too.",
          picture: bars(after((n) => f ** n).slice(0, -1)),
        },
      ],
      other: {
        says: "Multiply by f once for each word.",
        picture: { ...solved, work: [line(`${plain(f)} to the power of ${words} = ${plain(answer)}`)] },
      },
    });
  },
};
