/** The tables of pictures of words, and of what guesses the next one. */

import { numbered, placeOn } from "./rows.js";

/** @typedef {import("./rows.js").Table} Table */

/** @type {Record<string, (scene: any, data: any) => Table | null>} by the kind of a picture */
export const WORDS = {
  onehot: (_, { entries }) => [
    ["word", "id", "times", ...numbered("vector", entries[0]?.vector.length ?? 0)],
    entries.map((/** @type {import("../../pictures/onehot.js").Entry} */ one) => [
      ...[one.word, one.id, one.times],
      ...one.vector,
    ]),
  ],

  company: (_, { words, counts, rows }) => [
    ["word", "neighbour", "sentences", "PPMI"],
    words.flatMap((/** @type {string} */ word, /** @type {number} */ row) =>
      words.map((/** @type {string} */ other, /** @type {number} */ col) => [
        ...[word, other, counts[row][col]],
        rows[row][col],
      ]),
    ),
  ],

  learning: (_, { words, steps, losses, read, guessed }) => [
    ["step", "loss", "word", "number", "read", "guessed"],
    steps.flatMap((/** @type {number} */ step, /** @type {number} */ at) =>
      words.flatMap((/** @type {string} */ word, /** @type {number} */ row) =>
        read[at][row].map((/** @type {number} */ value, /** @type {number} */ k) => [
          ...[step, losses[at], word, k + 1],
          ...[value, guessed[at][row][k]],
        ]),
      ),
    ),
  ],

  analogy: (_, { words, matrix, mean, axes }) => [
    ["word", "across", "up", ...numbered("vector", matrix[0].length)],
    words.map((/** @type {string} */ word, /** @type {number} */ row) => [
      word,
      ...placeOn(matrix[row], { mean, axes }),
      ...matrix[row],
    ]),
  ],

  valence: (_, { words, ratings, before, after, mean, axes }) => [
    ["word", "rating", "across before", "up before", "across after", "up after"],
    words.map((/** @type {string} */ word, /** @type {number} */ row) => [
      ...[word, ratings[row] || null],
      ...placeOn(before[row], { mean, axes }),
      ...placeOn(after[row], { mean, axes }),
    ]),
  ],

  guess_look: ({ gap, own, byWindow, table }, { ids, order, pieces, ...readers }) => {
    if (!own.length) return null; // its networks are on their way
    const read = ids.slice(0, gap + 1);
    const guesses = [
      [readers.table.name, table.probabilities(read.slice(Math.max(read.length + 1 - order, 0)), order)],
      [readers.window.name, byWindow(read)],
      [readers.network.name, own[gap]],
    ];
    return [
      ["reader", "after", "piece", "probability"],
      guesses.flatMap(([name, shares]) =>
        pieces.map((/** @type {string} */ piece, /** @type {number} */ id) => [name, gap + 1, piece, shares[id]]),
      ),
    ];
  },

  guess_draw: (_, { samples }) => [
    ["temperature", "text", "unknown"],
    samples.map((/** @type {{ temperature: number, text: string, unknown: number }} */ one) => [
      ...[one.temperature, one.text, one.unknown],
    ]),
  ],

  guess_sentence: (_, { sentences }) => [
    ["sentence", "place", "word", "known", "bits", "perplexity of the sentence"],
    sentences.flatMap((/** @type {any} */ { words, known, bits, forms }, /** @type {number} */ row) =>
      words.map((/** @type {string} */ word, /** @type {number} */ at) => [
        ...[row + 1, at + 1, word, String(known[at]), bits[at]],
        forms.from_bits,
      ]),
    ),
  ],
};
