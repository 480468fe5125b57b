/** Questions about *Words to numbers*. */

import { choice, line, number, place, plain } from "../asking.js";

/** @typedef {import("../types.d.ts").Question} Question */
/** @typedef {import("../types.d.ts").ScoreRow} ScoreRow */

const WORDS = ["the", "dog", "cat", "bank", "river", "king", "queen", "apple", "house", "town", "sofa", "hen"];

/** One-hot vectors as rows of squares. @param {string[]} words @param {string[]} shown @returns {ScoreRow[]} */
const onehot = (words, shown) =>
  shown.map((word) => ({
    id: word,
    label: word,
    type: "heat",
    values: words.map((one) => Number(one === word)),
    hue: "hidden",
    scale: "gate",
    figures: true,
  }));

/** @type {Question} */
const code = {
  id: "words_onehot",
  poll: true,
  lesson: "words",
  scene: "ids",
  kind: "choice",
  about: "What a one-hot vector is",
  trap: "As many numbers as words, one of them 1",
  make(draw) {
    const words = draw.some(WORDS, draw.int(4, 6));
    const at = draw.int(1, words.length - 1);
    const of = (/** @type {(k: number) => number} */ value) => `(${words.map((_, k) => value(k)).join(", ")})`;
    const picture = /** @type {const} */ ({ kind: "score", words, rows: onehot(words, [words[at]]) });
    const binary = [...(at + 1).toString(2).padStart(words.length, "0")].join(", ");
    return choice(draw, {
      ask: `The vocabulary is ${words.join(", ")}, in this order. Which is the one-hot vector of “${words[at]}”?`,
      picture: { kind: "score", words, rows: [] },
      given: { words, at },
      right: { label: of((k) => Number(k === at)), says: `A 1 at the place of “${words[at]}”, 0 everywhere else.` },
      wrong: [
        { label: of((k) => Number(k !== at)), says: "One is hot, not all but one.", picture },
        {
          label: `(${binary})`,
          says: "That is its number written in twos. In a one-hot vector each word has a place of its own.",
          picture,
        },
        {
          label: `(${at + 1})`,
          says: "That is its id: one number, in which later words would be larger words.",
          picture,
        },
        {
          label: of((k) => Number(k <= at)),
          says: "All words up to it are hot here; one-hot has a single 1.",
          picture,
        },
      ],
    });
  },
};

/** @type {Question} */
const distance = {
  id: "words_distance",
  lesson: "words",
  scene: "ids",
  kind: "number",
  about: "How far apart one-hot words are",
  trap: "All pairs are equally far: one-hot knows no meaning",
  make(draw) {
    const words = draw.some(WORDS, draw.int(4, 7));
    const [one, two] = draw.some(words, 2);
    const picture = /** @type {const} */ ({ kind: "score", words, rows: onehot(words, [one, two]) });
    const solved = { ...picture, work: [line("differences: 1, −1 and zeros"), line("√(1² + 1²) = 1.414")] };
    return number({
      ask: `How far is “${one}” from “${two}” in one-hot numbers (length of the difference)?`,
      picture,
      given: { words, one, two },
      answer: Math.SQRT2,
      tolerance: 0.02,
      right: "√2, as of any two words: none is nearer to another.",
      ideas: [
        { value: 2, says: "2 is the square of the distance. Take its root.", picture: solved },
        { value: 1, says: "They differ in two places, not in one.", picture: solved },
        {
          value: 0,
          says: "0 is the cosine of the two. The distance is that of two different points.",
          picture: solved,
        },
      ],
      other: { says: "They differ in two places, by 1 each, whatever the words mean.", picture: solved },
    });
  },
};

/** @type {Question} */
const row = {
  id: "words_row",
  lesson: "words",
  scene: "ids",
  kind: "place",
  about: "Which row of the matrix a word picks",
  trap: "The one-hot vector picks a row: its product with the matrix is looked up",
  needs: ["recall/lstm"],
  make(draw, { network }) {
    const { weights, vocabulary } = network("recall/lstm");
    const words = draw.some(["dog", "cat", "hen", "bear", "doll", "sofa", "horse", "bird"], 5);
    const at = draw.int(0, words.length - 1);
    const E = /** @type {import("../../../net/types.d.ts").Weight} */ (weights.get("embedding.weight"));
    const size = E.shape[1];
    const numbers = words.map((word) => Array.from(E.data.slice(vocabulary.indexOf(word) * size).slice(0, 6)));
    const labels = numbers[0].map((_, k) => `number ${k + 1}`);
    /** @type {ScoreRow[]} */
    const rows = words.map((_, k) => ({
      id: `row${k}`,
      label: `row ${k + 1}`,
      type: "heat",
      values: numbers[k].map((value) => Math.tanh(value)),
      hue: "hidden",
      scale: "signed",
    }));
    const vector = words.map((_, k) => Number(k === at));
    const solved = /** @type {import("../types.d.ts").Sketch} */ ({
      kind: "score",
      words: labels,
      rows: rows.map((one, k) => ({
        ...one,
        label: `${vector[k]} · row ${k + 1}`,
        values: one.values.map((v) => v * vector[k]),
      })),
    });
    return place({
      ask:
        `The one-hot vector (${vector.join(", ")}) is multiplied with this ` +
        "embedding matrix. Click a number of the row that comes out.",
      picture: { kind: "score", words: labels, rows },
      given: { words, at, vector },
      answer: `row${at}:0`,
      right: `Row ${at + 1}, the vector of “${words[at]}”: all other rows are multiplied by 0.`,
      places: words.map((_, k) => ({ id: `row${k}:0`, label: `row ${k + 1}` })),
      wrong: () => ({
        says: "Multiply each row by its number of the vector, and add: only the row of the 1 is left.",
        picture: solved,
      }),
    });
  },
};

/** @type {Question} */
const stored = {
  id: "words_stored",
  lesson: "words",
  scene: "task",
  kind: "number",
  about: "How many numbers an embedding stores",
  trap: "One vector a word, whatever the length of a sentence",
  make(draw) {
    const [words, size, length] = [draw.int(2, 12) * 10, draw.int(2, 8), draw.int(5, 12)];
    const picture = /** @type {import("../types.d.ts").BlocksSketch} */ ({
      kind: "blocks",
      bands: [{ label: `${words} words`, rows: 10 }],
      blocks: [{ label: `${size} numbers`, cols: size }],
      work: [line(`${words} · ${size} = ${words * size}`)],
    });
    const bars = [
      ["words", words],
      ["numbers a word", size],
      ["words of the sentence", length],
    ];
    return number({
      ask:
        `A vocabulary of ${words} words, ${size} numbers for each. How many numbers ` +
        `does the embedding store for sentences of ${length} words?`,
      picture: {
        kind: "bars",
        bars: bars.map(([label, value]) => ({ label: String(label), value: Number(value), told: String(value) })),
      },
      given: { words, size, length },
      answer: words * size,
      right: `${words} · ${size}: a row for each word it knows; a sentence looks rows up.`,
      ideas: [
        {
          value: length * size,
          says: "Those are the numbers that one sentence looks up. All words are stored.",
          picture,
        },
        { value: words * words, says: "Those would be one-hot vectors: as many numbers as words for each.", picture },
        { value: words + size, says: "Each word has its own numbers: multiply.", picture },
        { value: words * size * length, says: "A longer sentence uses the same rows again.", picture },
      ],
      other: { says: "One row of numbers for each word.", picture },
    });
  },
};

/**
 * Four words that form a parallelogram, and where wrong ways end, none beside another.
 * @param {import("../draw.js").Draw} draw
 */
function parallelogram(draw) {
  return draw.clearest(40, 1.4, () => {
    const [x, y, up, right] = [draw.int(-4, 1), draw.int(-4, 1), draw.int(2, 3), draw.int(2, 3)];
    const slope = draw.int(0, 1);
    /** @type {[number, number][]} */
    const all = [
      [x, y],
      [x + slope, y + up],
      [x + right, y + slope],
      [x + right + slope, y + up + slope],
      [x + slope - right, y + up - slope],
      [2 * x + right + slope, 2 * y + up + slope],
    ];
    const apart = all.flatMap((one, k) => all.slice(k + 1).map((two) => Math.hypot(one[0] - two[0], one[1] - two[1])));
    return [Math.min(...apart), { at: all.slice(0, 4), far: all[4], sum: all[5] }];
  });
}

/** @type {Question} */
const analogy = {
  id: "words_analogy",
  lesson: "words",
  scene: "analogy",
  kind: "place",
  about: "Where king − man + woman ends",
  trap: "The difference is taken from one pair and added to the other word",
  make(draw) {
    const names = ["man", "king", "woman"];
    const { at, far, sum } = parallelogram(draw);
    const points = [
      ...at.slice(0, 3).map(([px, py], k) => ({ id: names[k], x: px, y: py, label: names[k] })),
      ...draw
        .shuffled([
          { id: "right", at: at[3] },
          { id: "back", at: far },
          { id: "sum", at: sum },
        ]) // prettier-ignore
        .map(({ id, at: [px, py] }, k) => ({ id, x: px, y: py, label: "ABC"[k] })),
    ];
    const size = Math.max(...points.flatMap(({ x: px, y: py }) => [Math.abs(px), Math.abs(py)]));
    const given = {
      man: at[0],
      king: at[1],
      woman: at[2],
      points: Object.fromEntries(points.map((one) => [one.id, [one.x, one.y]])),
    };
    const drawn = [
      { from: at[0], to: at[1], label: "", hue: "hidden" },
      { from: at[2], to: at[3], label: "", hue: "hidden" },
    ];
    return place({
      ask: "Each word is a point. Click where king − man + woman ends.",
      picture: { kind: "plane", size, points, arrows: [] },
      given,
      answer: "right",
      right: "The arrow from man to king, put at woman.",
      places: points.slice(3).map(({ id, label }) => ({ id, label })),
      wrong: (id) => ({
        says:
          id === "back"
            ? "You went from woman to man and on: that is king − woman + man. Subtract man, add woman."
            : "You added without subtracting. king − man is an arrow: put it at woman.",
        picture: {
          kind: "plane",
          size,
          points,
          arrows: drawn,
          work: [line(`(${at[1]}) − (${at[0]}) + (${at[2]})`.replaceAll(",", ", "))],
        },
      }),
    });
  },
};

/** @type {Question} */
const near = {
  id: "words_cosine",
  lesson: "words",
  scene: "counts",
  kind: "number",
  about: "The cosine of two count vectors",
  trap: "Cosine compares directions, not how often a word comes",
  make(draw) {
    const [a, b] = draw.pick([[3, 4], [4, 3], [6, 8], [8, 6], [5, 12]]); // prettier-ignore
    const times = draw.int(2, 3);
    const [c, d] = draw.pick([
      [a * times, b * times],
      [b, a],
      [a * times, b * times],
      [0, b],
    ]);
    const answer = (a * c + b * d) / (Math.hypot(a, b) * Math.hypot(c, d));
    const [one, two] = draw.some(["river", "bank", "king", "queen"], 2);
    const [x, y] = ["water", "crown"];
    const long = Math.max(a, b, c, d);
    /**
     * @type {(x: number, y: number, label: string, hue: string) => import("../types.d.ts").PlaneSketch["arrows"][0]}
     */
    const arrow = (right, up, label, hue) => ({ from: [0, 0], to: [(6 * right) / long, (6 * up) / long], label, hue });
    const arrows = [arrow(a, b, one, "hidden"), arrow(c, d, two, "cell_state")];
    const picture = /** @type {import("../types.d.ts").PlaneSketch} */ ({ kind: "plane", size: 6, points: [], arrows });
    const solved = {
      ...picture,
      work: [
        line(
          `(${a} · ${c} + ${b} · ${d}) / (${plain(Math.hypot(a, b))} · ${plain(Math.hypot(c, d))}) = ${plain(answer)}`,
        ),
      ],
    };
    return number({
      ask:
        `Beside “${one}” stood “${x}” ${a} times and “${y}” ${b} times; beside ` +
        `“${two}” ${c} and ${d} times. What is the cosine of the two?`,
      picture,
      given: { a, b, c, d },
      answer,
      tolerance: 0.02,
      right: `${plain(answer)}: the product of the two, divided by both lengths.`,
      ideas: [
        {
          value: a * c + b * d,
          says: "You did not divide by the two lengths, so a frequent word would seem near to all.",
          picture: solved,
        },
        {
          value: 1 / (1 + Math.hypot(a - c, b - d)),
          says: "That is about how far the points are. Cosine asks for the directions.",
          picture: solved,
        },
        { value: 0, says: "0 would be a right angle: nothing in common. They share neighbours.", picture: solved },
        { value: 1, says: "1 would be the same direction: the same shares of neighbours.", picture: solved },
      ],
      other: { says: "Multiply number by number, add, divide by both lengths.", picture: solved },
    });
  },
};

export const WORDS_QUESTIONS = [code, distance, row, stored, analogy, near];
