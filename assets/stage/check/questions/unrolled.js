/** Questions about *The unrolled RNN*. */

import { record } from "../../../net/trace.js";
import { choice, factor, line, number, place, plain, rounded } from "../asking.js";
import { recalled } from "../sentences.js";
import { blocks, miscounted, weightsOf, workOf } from "./counted.js";

/** @typedef {import("../types.d.ts").Question} Question */

const STATE = ["new state"];

/** @type {Question} */
const weights = {
  id: "unrolled_weights",
  lesson: "unrolled",
  scene: "roll",
  kind: "number",
  about: "How many weights an RNN has",
  trap: "A bias is a column, and the length of the sentence is no factor",
  make(draw) {
    const size = { units: draw.int(3, 8), inputs: draw.int(2, 7) };
    const words = draw.int(5, 20);
    const answer = weightsOf(1, size);
    return number({
      ask:
        `An RNN cell has ${size.units} units and reads vectors of ${size.inputs} numbers. ` +
        `How many weights has it for a sentence of ${words} words, biases counted?`,
      picture: {
        kind: "wiring",
        columns: ["word 1", "word 2", "word 3", "…"].map((reads) => ({ reads, answers: "" })),
        layers: 1,
        ways: ["forward"],
      },
      given: { ...size, words },
      answer,
      right: `${workOf(1, size)}, for any number of words: the same matrix reads each of them.`,
      ideas: [
        {
          value: answer * words,
          says: `You counted the matrix once for each of the ${words} words. It is one matrix, used ${words} times.`,
          picture: blocks(STATE, size, {}, [workOf(1, size)]),
        },
        ...miscounted(STATE, size),
      ],
      other: {
        says: "Each unit has one weight for each old state, one for each input, and a bias.",
        picture: blocks(STATE, size, {}, [workOf(1, size)]),
      },
    });
  },
};

/** @type {Question} */
const longer = {
  id: "unrolled_longer",
  lesson: "unrolled",
  scene: "roll",
  kind: "choice",
  about: "What a longer sentence needs",
  trap: "The boxes are one cell at other timesteps, not other cells",
  make(draw) {
    const size = { units: draw.int(3, 7), inputs: draw.int(2, 5) };
    const [short, times] = [draw.int(4, 9), draw.int(2, 4)];
    const stored = weightsOf(1, size);
    /** @param {number} columns @returns {import("../types.d.ts").Sketch} */
    const chain = (columns) => ({
      kind: "wiring",
      columns: Array.from({ length: columns }, (_, at) => ({ reads: `${at + 1}`, answers: "" })),
      layers: 1,
      ways: ["forward"],
    });
    return choice(draw, {
      ask:
        `An RNN with ${stored} weights reads ${short} words. ` +
        `How many weights does it need for a sentence of ${short * times} words?`,
      picture: chain(short),
      given: { ...size, short, times },
      right: { label: `${stored}`, says: `${stored}: it is the same cell at each timestep, with the same weights.` },
      wrong: [
        {
          label: `${stored * times}`,
          says: "That would be new cells for new words, as in a window network. Here is what is stored, once.",
          picture: blocks(STATE, size),
        },
        {
          label: `${stored + (short * times - short) * size.inputs}`,
          says: `You gave each further word a column of its own. All words go through the ${size.inputs} columns here.`,
          picture: blocks(STATE, size, { input: "extra" }),
        },
        {
          label: `${stored * short * times}`,
          says: "You counted each box of the drawing. They are one cell, drawn once for each timestep.",
          picture: blocks(STATE, size),
        },
      ],
    });
  },
};

/** @type {Question} */
const step = {
  id: "unrolled_step",
  lesson: "unrolled",
  scene: "step",
  kind: "number",
  about: "One step of an RNN by hand",
  trap: "tanh comes last, and the old state is part of the sum",
  make(draw) {
    const [w, u, b] = [draw.part(0.5, 1.5, 10), draw.part(-1, 1, 4) || 0.5, draw.part(-0.4, 0.4, 10)];
    const [before, x] = [draw.part(0.2, 0.9, 10), draw.part(1, 2, 2)];
    const sum = w * before + u * x + b;
    const answer = Math.tanh(sum);
    const terms = `${plain(w)} · ${plain(before)} + ${factor(u)} · ${plain(x)} + ${factor(b)}`;
    const bars = (/** @type {import("../types.d.ts").State | undefined} */ old) => [
      { label: "w · old h", value: w * before, told: plain(w * before), hue: "hidden", state: old },
      { label: "u · x", value: u * x, told: plain(u * x), hue: "plain" },
      { label: "b", value: b, told: plain(b), hue: "plain" },
    ];
    const after = { label: "new h", value: answer, told: plain(answer), hue: "hidden" };
    const solved = [line(`h = tanh(${terms})`), line(`= tanh(${plain(sum)}) = ${plain(answer)}`)];
    return number({
      ask: `One unit: h = tanh(w · h + u · x + b). What is the new h?`,
      picture: {
        kind: "bars",
        bars: bars(undefined),
        work: [line(`w = ${plain(w)}, old h = ${plain(before)}, u = ${plain(u)}, x = ${plain(x)}, b = ${plain(b)}`)],
      },
      given: { w, u, b, before, x },
      answer,
      tolerance: 0.02,
      right: `tanh(${plain(sum)}) = ${plain(answer)}.`,
      ideas: [
        {
          value: sum,
          says: "You stopped before tanh, which brings the sum to between −1 and 1.",
          picture: { kind: "bars", bars: [...bars(undefined), { ...after, state: "missing" }], work: solved },
        },
        {
          value: Math.tanh(u * x + b),
          says: "You left out the old state: the cell would forget at each word.",
          picture: { kind: "bars", bars: [...bars("missing"), after], work: solved },
        },
        {
          value: 1 / (1 + Math.exp(-sum)),
          says: "You took the sigmoid of a gate; a state goes through tanh, and can be negative.",
          picture: { kind: "bars", bars: [...bars(undefined), after], work: solved },
        },
      ],
      other: {
        says: "Add the three terms, then take tanh.",
        picture: { kind: "bars", bars: [...bars(undefined), after], work: solved },
      },
    });
  },
};

const SHOWN = 4;

/** @type {Question} */
const first = {
  id: "unrolled_first",
  lesson: "unrolled",
  scene: "twin",
  kind: "place",
  about: "From which word on two sentences differ in the state",
  trap: "A state knows what was read, never what comes",
  needs: ["recall/rnn"],
  make(draw, { network }) {
    const { words } = recalled(draw, draw.int(6, 9));
    const changed = draw.int(2, 5);
    const others = ["garden", "house", "river", "winter", "school", "monday", "town"];
    const twin = words.with(changed, draw.pick(others.filter((one) => one !== words[changed])));
    const [one, two] = [words, twin].map((sentence) => record(network("recall/rnn"), sentence).layer().hidden);
    const differs = words.map((_, t) => Math.max(...one.row(t).map((value, j) => Math.abs(value - two.row(t)[j]))));
    const rows = Array.from({ length: SHOWN }, (_, j) => ({
      id: `h${j}`,
      label: `unit ${j + 1}`,
      type: /** @type {const} */ ("heat"),
      values: words.map((_, t) => one.row(t)[j]),
      hue: "hidden",
      scale: /** @type {const} */ ("signed"),
    }));
    const difference = {
      ...rows[0],
      id: "d",
      label: "difference",
      type: /** @type {const} */ ("bars"),
      values: differs.map((value) => Math.min(value, 1)),
    };
    return place({
      ask:
        `Another sentence has “${twin[changed]}” in place of “${words[changed]}”, the rest ` +
        "is the same. Click the first word after which the states differ.",
      picture: { kind: "score", words, rows },
      given: { words, twin, changed },
      answer: `word:${changed}`,
      right:
        `At “${words[changed]}”: before it the network has read the same words in both sentences, ` +
        "so its states are equal.",
      places: words.map((word, t) => ({ id: `word:${t}`, label: word })),
      wrong: (id) => ({
        says:
          Number(id.slice(5)) < changed
            ? "A state knows only what was read. Until the changed word, it has read the same in both."
            : "The changed word is read at its own timestep, and moves the state right there.",
        picture: { kind: "score", words, rows: [difference], lit: [changed] },
      }),
    });
  },
};

/** @type {Question} */
const state = {
  id: "unrolled_state",
  lesson: "unrolled",
  scene: "step",
  kind: "number",
  about: "How many numbers a state has",
  trap: "Units are not timesteps, and the state is not one number",
  needs: ["recall/rnn"],
  make(draw, { network }) {
    const { words } = recalled(draw, draw.int(5, 8));
    const units = draw.int(5, 9);
    const hidden = record(network("recall/rnn"), words).layer().hidden;
    const first = draw.int(0, hidden.cols - units);
    const rows = Array.from({ length: units }, (_, j) => ({
      id: `h${j}`,
      label: `unit ${j + 1}`,
      type: /** @type {const} */ ("heat"),
      values: words.map((_, t) => rounded(hidden.row(t)[first + j], 4)),
      hue: "hidden",
      scale: /** @type {const} */ ("signed"),
    }));
    const t = draw.int(1, words.length - 2);
    const picture = /** @type {const} */ ({ kind: "score", words, rows });
    return number({
      ask:
        `These are the states of a network with ${units} units. How many ` +
        `numbers go from “${words[t]}” to “${words[t + 1]}”?`,
      picture,
      given: { words, units, t },
      answer: units,
      right: `${units}: one column, the state after “${words[t]}”, one number a unit.`,
      ideas: [
        {
          value: words.length,
          says: "You counted words. A row is one unit through time; what goes on to the next word is a column.",
          picture: { ...picture, lit: [t] },
        },
        {
          value: 1,
          says: "The state is a vector: each row has one number of it at this word.",
          picture: { ...picture, lit: [t] },
        },
        {
          value: units * (t + 1),
          says: "Only the last column goes on; what was before it is kept only in so far as it is in that column.",
          picture: { ...picture, lit: [t] },
        },
        {
          value: units * words.length,
          says: "You counted the whole picture. Only one column goes from one word to the next.",
          picture: { ...picture, lit: [t] },
        },
      ],
      other: { says: "Count the numbers in the column of this word.", picture: { ...picture, lit: [t] } },
    });
  },
};

export const UNROLLED = [weights, longer, step, first, state];
