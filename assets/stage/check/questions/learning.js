/** Questions about *Learning through time*. */

import { line, number, order, place, plain } from "../asking.js";
import { recalled } from "../sentences.js";

/** @typedef {import("../types.d.ts").Question} Question */

/** @param {[string, number][]} bars @param {string[]} [work] @returns {import("../types.d.ts").BarsSketch} */
const bars = (bars, work = []) => ({
  kind: "bars",
  bars: bars.map(([label, value]) => ({ label, value, told: plain(value) })),
  work: work.map((text) => line(text)),
});

/** @type {Question} */
const sum = {
  id: "learning_sum",
  lesson: "learning",
  scene: "sum",
  kind: "number",
  about: "The gradient of a weight that is used at each word",
  trap: "Contributions of the timesteps add up",
  make(draw) {
    const words = recalled(draw, 3).words.slice(0, draw.int(3, 5));
    const parts = words.map(() => draw.part(-0.5, 0.9, 10) || 0.2);
    const answer = parts.reduce((all, one) => all + one);
    const given = bars(words.map((word, t) => [word, parts[t]]));
    const solved = bars([
      ...words.map((word, t) => /** @type {[string, number]} */ ([word, parts[t]])),
      ["sum", answer],
    ]);
    return number({
      ask:
        "One shared weight is used at every word. Its gradient at each " +
        "is drawn. What is the gradient of the weight?",
      picture: given,
      given: { parts },
      answer,
      tolerance: 0.011,
      right: `${plain(answer)}: it is one weight, so what each word wants of it adds up.`,
      ideas: [
        {
          value: answer / parts.length,
          says: "You took the mean. The gradient of a weight that is used several times is the sum.",
          picture: solved,
        },
        {
          value: parts[parts.length - 1],
          says: "That is the last word's part alone. All words used the weight.",
          picture: solved,
        },
        {
          value: parts.map(Math.abs).reduce((all, one) => all + one),
          says: "You added sizes. Parts with opposite signs cancel.",
          picture: solved,
        },
        { value: Math.max(...parts), says: "That is the largest part. All of them count.", picture: solved },
        {
          value: parts.reduce((all, one) => all * one, 1),
          says: "Factors multiply on the way back through time. Parts of one weight add up.",
          picture: solved,
        },
      ],
      other: { says: "Add them, with their signs.", picture: solved },
    });
  },
};

/** @type {Question} */
const step = {
  id: "learning_step",
  lesson: "learning",
  scene: "step",
  kind: "number",
  about: "One step of gradient descent",
  trap: "Against the gradient, times the learning rate",
  make(draw) {
    const [w, g] = [draw.part(-1, 1, 10) || 0.5, draw.part(-3, 3, 2) || 1.5];
    const rate = draw.pick([0.01, 0.05, 0.1, 0.2]);
    const answer = w - rate * g;
    const solved = bars(
      [
        ["weight before", w],
        ["− learning rate · gradient", -rate * g],
        ["weight after", answer],
      ],
      [`${plain(w)} − ${rate} · ${g < 0 ? `(${plain(g)})` : plain(g)} = ${plain(answer)}`],
    );
    return number({
      ask: `Plain gradient descent with a learning rate of ${rate}. What is the weight after one step?`,
      picture: bars([["weight", w], ["gradient", g]]), // prettier-ignore
      given: { w, g, rate },
      answer,
      tolerance: 0.002,
      right: `${plain(w)} minus ${rate} times the gradient: ${plain(answer)}.`,
      ideas: [
        { value: w + rate * g, says: "You went along the gradient: there the loss rises.", picture: solved },
        { value: w - g, says: "You left out the learning rate, and went the whole gradient.", picture: solved },
        { value: -rate * g, says: "That is the step. It is added to the weight.", picture: solved },
        {
          value: w * (1 - rate * g),
          says: "The step does not grow with the weight. It is subtracted.",
          picture: solved,
        },
      ],
      other: { says: "Weight − learning rate · gradient.", picture: solved },
    });
  },
};

/** @type {Question} */
const windows = {
  id: "learning_windows",
  lesson: "learning",
  scene: "windows",
  kind: "place",
  about: "How far a loss reaches back in a window",
  trap: "The gradient stops at the cut; the state does not",
  make(draw) {
    const { words } = recalled(draw, draw.int(8, 11));
    const size = draw.int(3, 5);
    const cuts = Array.from({ length: Math.ceil(words.length / size) - 1 }, (_, k) => (k + 1) * size);
    const at = draw.pick(words.map((_, t) => t).filter((t) => t >= size && t % size > 0));
    const first = at - (at % size);
    const reached = {
      id: "r",
      label: "reached by the gradient",
      type: /** @type {const} */ ("heat"),
      values: words.map((_, t) => Number(t >= first && t <= at)),
      hue: "hidden",
      scale: /** @type {const} */ ("gate"),
    };
    return place({
      ask:
        `A text is cut into windows of ${size} words (lines). Click the earliest word to ` +
        `which the loss at “${words[at]}” (word ${at + 1}) sends a gradient.`,
      picture: { kind: "score", words, rows: [], cuts, lit: [at] },
      given: { words, size, at },
      answer: `word:${first}`,
      right:
        `“${words[first]}”, where its window begins: the state comes ` +
        "from further back, the gradient does not go there.",
      places: words.map((word, t) => ({ id: `word:${t}`, label: `${word}, word ${t + 1}` })),
      wrong: (id) => {
        const t = Number(id.slice(5));
        const says =
          t > at
            ? "A gradient goes back in time: later words do not matter to this loss."
            : t < first
              ? "You went across the cut. The state crosses it, the gradient is stopped there."
              : "It goes on, as far as the window begins.";
        return { says, picture: { kind: "score", words, rows: [reached], cuts, lit: [at] } };
      },
    });
  },
};

/** @type {Question} */
const nudge = {
  id: "learning_nudge",
  lesson: "learning",
  scene: "sum",
  kind: "number",
  about: "Checking a gradient by nudging a weight",
  trap: "Two sides: divide by twice the nudge",
  make(draw) {
    const epsilon = draw.pick([0.01, 0.05, 0.1]);
    const slope = draw.part(-4, 4, 2) || 1;
    const middle = draw.part(1, 3, 10);
    const bend = draw.pick([1, 2, 3]);
    const loss = (/** @type {number} */ x) => middle + slope * x + bend * x * x;
    const [up, down] = [loss(epsilon), loss(-epsilon)].map((one) => Number(one.toFixed(4)));
    const answer = (up - down) / (2 * epsilon);
    const at = Array.from({ length: 21 }, (_, k) => ((k - 10) / 10) * 1.4 * epsilon);
    const ys = at.map(loss);
    const curve = /** @type {import("../types.d.ts").LinesSketch} */ ({
      kind: "lines",
      lines: [{ name: "loss", hue: "plain", points: at.map((x, k) => [x, ys[k]]) }],
      x: [at[0], at[20]],
      y: [Math.min(...ys), Math.max(...ys)],
      xTicks: [-epsilon, 0, epsilon].map((x) => [x, plain(x)]),
      yTicks: [[loss(0), plain(loss(0))]],
      xTitle: "nudge of the weight",
    });
    const solved = {
      ...curve,
      lines: [
        ...curve.lines,
        {
          name: "slope",
          hue: "accent",
          points: /** @type {[number, number][]} */ ([
            [-epsilon, down],
            [epsilon, up],
          ]),
        },
      ],
      work: [line(`(${plain(up, 4)} − ${plain(down, 4)}) / (2 · ${epsilon}) = ${plain(answer)}`)],
    };
    return number({
      ask:
        `With the weight ${epsilon} larger the loss is ${plain(up, 4)}, with it ` +
        `${epsilon} smaller ${plain(down, 4)}. What is the gradient?`,
      picture: curve,
      given: { epsilon, up, down },
      answer,
      tolerance: Math.max(0.03, Math.abs(answer) * 0.03),
      right: `${plain(answer)}: rise over run, and the run is twice the nudge.`,
      ideas: [
        { value: (up - down) / epsilon, says: "You divided by one nudge. From −ε to +ε are two.", picture: solved },
        {
          value: up - down,
          says: "That is how much the loss rises. Divide it by how far the weight went.",
          picture: solved,
        },
        {
          value: -answer,
          says: "You took the step to be made. The gradient points where the loss rises.",
          picture: solved,
        },
      ],
      other: { says: "(loss above − loss below) / (2 · nudge).", picture: solved },
    });
  },
};

/** @type {Question} */
const losses = {
  id: "learning_losses",
  lesson: "learning",
  scene: "sum",
  kind: "order",
  about: "Which word has the largest loss",
  trap: "The loss is −log P: the less probable, the larger",
  make(draw) {
    const words = draw.some(["dog", "garden", "had", "fluffy", "tail", "river", "school", "town"], 4);
    const ps = draw.some([0.9, 0.6, 0.4, 0.25, 0.1, 0.05, 0.01], 4);
    return order(draw, {
      ask: "A language model gave the right words these probabilities. Put the word with the largest loss on top.",
      given: { words, ps },
      items: words.map((word, t) => ({
        id: word,
        label: `${word}: P = ${ps[t]}`,
        value: -Math.log(ps[t]),
        told: `−log P = ${plain(-Math.log(ps[t]), 2)}`,
      })),
      ends: ["largest loss", "smallest loss"],
      right: "The loss of a word is −log of the probability that the right word got.",
    });
  },
};

export const LEARNING = [sum, step, windows, nudge, losses];
