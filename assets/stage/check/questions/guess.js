/** Questions about *Guess the next word*. */

import { record } from "../../../net/trace.js";
import { choice, line, number, order, place, plain } from "../asking.js";
import { recalled } from "../sentences.js";

/** @typedef {import("../types.d.ts").Question} Question */

/** @param {[string, number][]} bars @param {string[]} [work] @returns {import("../types.d.ts").BarsSketch} */
const bars = (bars, work = []) => ({
  kind: "bars",
  bars: bars.map(([label, value]) => ({ label, value, told: plain(value) })),
  work: work.map((text) => line(text)),
});

/** @type {Question} */
const cells = {
  id: "guess_cells",
  lesson: "guess",
  scene: "score",
  kind: "number",
  about: "How many rows and cells an n-gram table has",
  trap: "Each word more multiplies the table",
  make(draw) {
    const [words, n] = [draw.pick([5, 6, 8, 10, 20]), draw.pick([2, 3, 4])];
    const grows = bars(
      Array.from({ length: n }, (_, k) => [`N = ${k + 1}`, words ** (k + 1)]),
      [Array.from({ length: n }, () => words).join(" · ") + ` = ${words ** n}`],
    );
    return number({
      ask:
        `A table counts every sequence of N = ${n} words (${n - 1} before, one to ` +
        `guess). The vocabulary has ${words} words. How many cells has it?`,
      picture: { kind: "score", words: Array.from({ length: n }, (_, k) => (k < n - 1 ? "a word" : "?")), rows: [] },
      given: { words, n },
      answer: words ** n,
      right: `${words} to the power of ${n}: most of these cells stay empty on any text.`,
      ideas: [
        {
          value: words * n,
          says: "You added a set of words for each place. Each word can follow each: they multiply.",
          picture: grows,
        },
        {
          value: words ** (n - 1),
          says: "Those are the contexts, the rows. Each has a cell for each next word.",
          picture: grows,
        },
        { value: n ** words, says: "You exchanged base and exponent.", picture: grows },
      ],
      other: { says: "As many choices as words at each place.", picture: grows },
    });
  },
};

/** @type {Question} */
const perplexity = {
  id: "guess_perplexity",
  lesson: "guess",
  scene: "score",
  kind: "number",
  about: "Perplexity from probabilities",
  trap: "It is the geometric mean of 1/P, a number of choices",
  make(draw) {
    const [a, b] = draw.some([1, 2, 3, 4], 2);
    const powers = draw.shuffled(draw.pick([[a, a, b, b], [a, b, a, b], [a, b]])); // prettier-ignore
    const ps = powers.map((power) => 2 ** -power);
    const answer = 2 ** (powers.reduce((sum, one) => sum + one) / powers.length);
    const inverse = ps.map((p) => 1 / p);
    const mean = inverse.reduce((sum, one) => sum + one) / ps.length;
    const product = inverse.reduce((all, one) => all * one, 1);
    const solved = bars(
      inverse.map((value, k) => [`1 / P of word ${k + 1}`, value]),
      [`(${inverse.join(" · ")})^(1/${ps.length}) ` + `= ${plain(answer)}`],
    );
    return number({
      ask:
        "A network gave the words of a text the " +
        `probabilities ${ps.map((p) => `1/${1 / p}`).join(", ")}. What is its perplexity?`,
      picture: bars(ps.map((p, k) => [`P of word ${k + 1}`, p])),
      given: { ps },
      answer,
      tolerance: 0.05,
      right: `${plain(answer)}: as unsure as if it chose among so many words each time.`,
      ideas: [
        {
          value: mean,
          says: "You took the plain mean of 1/P. Probabilities multiply, so it is the geometric mean.",
          picture: solved,
        },
        {
          value: product,
          says: "That is 1 over the probability of the whole text. Take its root, one for each word.",
          picture: solved,
        },
        { value: 1 / answer, says: "That is the mean probability. Perplexity is 1 over it.", picture: solved },
        {
          value: Math.log2(answer),
          says: "That is the cross-entropy in bits. Perplexity is 2 to the power of it.",
          picture: solved,
        },
      ],
      other: { says: "Multiply all 1/P, and take the root, one for each word.", picture: solved },
    });
  },
};

/** @type {Question} */
const window = {
  id: "guess_window",
  lesson: "guess",
  scene: "look",
  kind: "place",
  about: "How far back a table looks",
  trap: "N counts the guessed word, too",
  make(draw) {
    const { words } = recalled(draw, draw.int(4, 7));
    const n = draw.int(2, 5);
    const at = words.length;
    const first = at - (n - 1);
    const all = [...words, "?"];
    const looked = {
      id: "w",
      label: "may be looked at",
      type: /** @type {const} */ ("heat"),
      values: all.map((_, t) => Number(t >= first && t < at)),
      hue: "hidden",
      scale: /** @type {const} */ ("gate"),
    };
    return place({
      ask: `A table of N = ${n} words guesses the word at “?”. Click the first word that it may look at.`,
      picture: { kind: "score", words: all, rows: [] },
      given: { words, n },
      answer: `word:${first}`,
      right: `“${words[first]}”: ${n - 1} before and the guessed one are ${n}. What stands before is not seen at all.`,
      places: words.map((word, t) => ({ id: `word:${t}`, label: word })),
      wrong: (id) => {
        const off = Number(id.slice(5)) - first;
        const says =
          off === -1
            ? `N = ${n} counts the guessed word, ` + `so it sees ${n - 1} words.`
            : off < 0
              ? "A table sees only its window. A state that is carried on is what a recurrent network has."
              : `It sees ${n - 1} words before the guessed one.`;
        return { says, picture: { kind: "score", words: all, rows: [looked] } };
      },
    });
  },
};

/** @type {Question} */
const zero = {
  id: "guess_zero",
  lesson: "guess",
  scene: "sentence",
  kind: "choice",
  about: "What a sequence that was never seen costs a table",
  trap: "One probability of 0 makes the whole sentence impossible",
  make(draw) {
    const ps = Array.from({ length: draw.int(3, 5) }, () => draw.pick([0.2, 0.25, 0.4, 0.5]));
    const at = draw.int(0, ps.length - 1);
    const all = ps.with(at, 0);
    const product = (/** @type {number[]} */ some) =>
      plain(
        some.reduce((left, one) => left * one, 1),
        4,
      );
    const others = all.filter((p) => p);
    const picture = bars(
      all.map((p, k) => [`P of word ${k + 1}`, p]),
      [`${all.map((p) => plain(p)).join(" · ")} ` + "= 0"],
    );
    return choice(draw, {
      ask: `A table without back-off gives the words of a sentence these probabilities. How probable is the sentence?`,
      picture: { ...picture, work: [] },
      given: { ps: all },
      right: {
        label: "0",
        says: "0: a sequence that was never seen makes the whole sentence impossible, so tables back off.",
      },
      wrong: [
        { label: product(others), says: "You left out the word that was never seen. Its 0 multiplies all.", picture },
        {
          label: plain(all.reduce((sum, one) => sum + one) / all.length),
          says: "You took the mean. Probabilities of one word after another multiply.",
          picture,
        },
        { label: plain(Math.min(...others)), says: "The sentence is less probable than any of its words.", picture },
      ],
    });
  },
};

/** @type {Question} */
const next = {
  id: "guess_next",
  lesson: "guess",
  scene: "draw",
  kind: "order",
  about: "What comes after temperature",
  trap: "A low temperature sharpens, a high one flattens; the order stays",
  make(draw) {
    const rest = Array.from({ length: 3 }, () => draw.part(0, 1.5, 10));
    const logits = [2, ...rest];
    const temperatures = draw.some([0.3, 0.5, 1, 1.5, 3], 4);
    const top = (/** @type {number} */ T) => 1 / logits.reduce((sum, one) => sum + Math.exp((one - 2) / T), 0);
    return order(draw, {
      ask: "The same logits at four temperatures: at which is the likeliest word most probable? Most probable on top.",
      picture: bars(logits.map((value, k) => [`logit of word ${k + 1}`, value])),
      given: { logits, temperatures },
      items: temperatures.map((T) => ({
        id: String(T),
        label: `temperature ${T}`,
        value: top(T),
        told: `P = ${plain(top(T), 2)}`,
      })),
      ends: ["most probable", "least probable"],
      right:
        "Logits are divided by the temperature: a low one makes differences larger, the likeliest wins more often.",
    });
  },
};

/** @type {Question} */
const read = {
  id: "guess_read",
  lesson: "guess",
  scene: "draw",
  kind: "order",
  about: "What a trained network guesses next",
  trap: "It is a probability for each word, and the subject decides",
  needs: ["recall/lstm"],
  make(draw, { network }) {
    const of = network("recall/lstm");
    const found = draw.clearest(12, 0.4, () => {
      const { words } = recalled(draw, draw.int(4, 10));
      const cut = draw.pick([words.length, 1, words.length - 2]);
      const read = words.slice(0, cut);
      const trace = record(of, read);
      const row = trace.answers.row(trace.length - 1);
      const sorted = of.classes
        .map((label, k) => ({ id: label, label, value: row[k] }))
        .filter(({ id }) => id !== "<unk>")
        .sort((a, b) => b.value - a.value);
      const some = [0, 1, 4, 20].map((k) => sorted[k]);
      const gaps = some.slice(1).map((one, k) => Math.log(some[k].value / one.value));
      return [Math.min(...gaps), { read, some }];
    });
    return order(draw, {
      ask: `The LSTM of these lessons has read “${found.read.join(" ")}”. Put what it guesses next in order.`,
      picture: { kind: "score", words: [...found.read, "?"], rows: [] },
      given: { read: found.read, words: found.some.map(({ id }) => id) },
      items: found.some.map((one) => ({
        ...one,
        told: one.value < 0.001 ? "under 0.1 %" : `${plain(100 * one.value, 1)} %`,
      })),
      ends: ["likeliest", "least likely"],
      right: "These are its own probabilities, computed here.",
    });
  },
};

export const GUESS = [cells, perplexity, window, zero, next, read];
