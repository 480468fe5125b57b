/** Questions about *Vanishing gradients*. */

import { gradientProfile } from "../../../net/instruments/gradient.js";
import { record } from "../../../net/trace.js";
import { power as tenTo, scientific } from "../../parts/words.js";
import { choice, line, number, order, plain } from "../asking.js";
import { SUBJECTS, recalled } from "../sentences.js";

/** @typedef {import("../types.d.ts").Question} Question */
/** @typedef {import("../types.d.ts").LinesSketch} LinesSketch */

/** "0.12", "0.0031" or "1.2e−9" as it is said. @param {number} value */
export const share = (value) => (value >= 0.01 ? plain(value, 3) : scientific(value));

/**
 * What is left after each step, as lines.
 * @param {{ name: string, hue: string, w: (step: number) => number }[]} lines
 * @param {number} steps
 * @returns {LinesSketch}
 */
function left(lines, steps) {
  const found = lines.map(({ name, hue, w }) => ({
    name,
    hue,
    points: Array.from({ length: steps + 1 }, (_, n) => /** @type {[number, number]} */ ([n, w(n)])),
  }));
  const top = Math.max(1, ...found.flatMap(({ points }) => points.map(([, y]) => y)));
  return {
    kind: "lines",
    lines: found,
    x: [0, steps],
    y: [Math.min(0, ...found.flatMap(({ points }) => points.map(([, y]) => y))), top],
    xTicks: [0, Math.round(steps / 2), steps].map((n) => [n, String(n)]),
    yTicks: [0, top].map((y) => [y, plain(y, 1)]),
    xTitle: "steps back",
  };
}

/** @type {Question} */
const power = {
  id: "gradients_power",
  lesson: "gradients",
  scene: "unit",
  kind: "number",
  about: "What a weight leaves after many steps",
  trap: "A factor at each step is a power, not a sum",
  make(draw) {
    const w = draw.pick([0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 1.02, 1.05, 1.1]);
    const steps = draw.pick([5, 8, 10, 15, 20, 25]);
    const answer = w ** steps;
    const of = (/** @type {{ name: string, hue: string, w: (n: number) => number }[]} */ lines) => left(lines, steps);
    const right = { name: `${w}ⁿ`, hue: "hidden", w: (/** @type {number} */ n) => w ** n };
    const steady = (/** @type {number} */ n) => 1 + n * (w - 1);
    return number({
      ask: `One linear unit hands its gradient back with the weight w = ${w}. What share is left after ${steps} steps?`,
      picture: { ...of([]), lines: [], notes: [[0, 1, "1 at the start"]] },
      given: { w, steps },
      answer,
      tolerance: Math.max(0.005, answer * 0.04),
      right: `${w} to the power of ${steps} is ${share(answer)}: each step takes its share of what is left.`,
      ideas: [
        {
          value: steady(steps),
          says:
            `You took away ${plain(Math.abs(1 - w))} of the whole at each ` +
            "step, a straight line. It is a share of what is left.",
          picture: of([right, { name: "your line", hue: "accent", w: steady }]),
        },
        {
          value: w * steps,
          says: `You multiplied by ${steps}. The weight is a factor at each of the ${steps} steps.`,
          picture: of([right]),
        },
        {
          value: w,
          says: "That is what is left after one step.",
          picture: { ...of([right]), notes: [[1, w, "one step"]] },
        },
        {
          value: 1 - answer,
          says: "That is what is gone. What is left is the other part.",
          picture: of([right]),
        },
      ],
      other: { says: `Multiply ${w} by itself, ${steps} times.`, picture: of([right]) },
    });
  },
};

/** @type {Record<string, { name: string, hue: string }>} */
const ASKED = {
  rnn: { name: "the RNN", hue: "rnn" },
  gru: { name: "the GRU", hue: "gru" },
  lstm: { name: "the LSTM’s cell state", hue: "lstm" },
};
const LETTERS = ["A", "B", "C"];
const DASHES = ["", "9 4", "2 4"];

/**
 * How much of the gradient at the last word is left at each word before, by network.
 * @param {string[]} words @param {string} target @param {import("../types.d.ts").Sources} sources
 */
function profiles(words, target, { network }) {
  const found = Object.keys(ASKED).map((kind) => {
    const trace = record(network(`recall/${kind}/untrained`), words);
    const profile = gradientProfile(trace, target);
    const norms = [...((kind === "lstm" && profile.cellState) || profile.hidden)].reverse();
    return /** @type {[string, number[]]} */ ([kind, norms.map((norm) => norm / norms[0])]);
  });
  return Object.fromEntries(found);
}

/** @type {Question} */
const curve = {
  id: "gradients_curve",
  lesson: "gradients",
  scene: "untrained",
  kind: "choice",
  about: "Which network's gradient fades fastest",
  trap: "All three fade before training; the cell state least",
  needs: ["recall/rnn/untrained", "recall/gru/untrained", "recall/lstm/untrained"],
  make(draw, sources) {
    const { words, subject } = recalled(draw, draw.int(8, 12));
    const shares = profiles(words, SUBJECTS[subject], sources);
    const back = words.length - 2;
    const letters = draw.shuffled(LETTERS);
    const kinds = Object.keys(ASKED);
    const asked = draw.pick(kinds);
    const low = Math.floor(Math.min(...kinds.map((kind) => Math.log10(shares[kind][back]))));
    /**
     * @param {(kind: string, at: number) => { name: string, hue: string, dash?: string }} look
     * @returns {LinesSketch}
     */
    const lines = (look) => ({
      kind: "lines",
      lines: kinds.map((kind, at) => ({
        ...look(kind, at),
        points: shares[kind].slice(0, back + 1).map((value, n) => [n, Math.log10(value)]),
      })),
      x: [0, back],
      y: [low, 0],
      xTicks: [0, Math.round(back / 2), back].map((n) => [n, n === back ? subject : String(n)]),
      yTicks: [0, Math.round(low / 2), low].map((y) => [y, y ? tenTo(y) : "1"]),
      xTitle: "words back from the answer",
    });
    const named = lines((kind) => ({ ...ASKED[kind], name: kind === "lstm" ? "LSTM c" : kind.toUpperCase() }));
    const options = kinds.map((kind, at) => ({
      label: letters[at],
      says:
        `${letters[at]} is ${ASKED[kind].name}: ${share(shares[kind][back])} ` +
        `of its gradient is left at “${subject}”.`,
      picture: named,
    }));
    const right = options[kinds.indexOf(asked)];
    return choice(draw, {
      ask:
        "Before training: how much of the gradient is left, going back from the " +
        `answer to “${subject}”. Which line is ${ASKED[asked].name}?`,
      picture: lines((_, at) => ({ name: letters[at], hue: "plain", dash: DASHES[LETTERS.indexOf(letters[at])] })),
      given: { words, subject, asked, letters },
      right,
      wrong: options.filter((one) => one !== right),
      kept: true,
    });
  },
};

/** The largest slope of a function, and what it is called. @type {Record<string, number>} */
const SLOPES = { sigmoid: 0.25, tanh: 1 };

/** @type {Question} */
const slope = {
  id: "gradients_slope",
  lesson: "gradients",
  scene: "slopes",
  kind: "number",
  about: "What the slopes of sigmoid and tanh leave",
  trap: "The slope of a sigmoid is a quarter at most",
  make(draw) {
    const name = draw.pick(["sigmoid", "sigmoid", "tanh"]);
    const steps = draw.int(2, 5);
    const answer = SLOPES[name] ** steps;
    const lines = (/** @type {string[]} */ names) =>
      left(
        names.map((one) => ({ name: one, hue: one === name ? "hidden" : "plain", w: (n) => SLOPES[one] ** n })),
        steps,
      );
    return number({
      ask:
        `Each step back multiplies by the slope of a ${name}, the weights ` +
        `are 1. What is left after ${steps} steps at most?`,
      picture: slopes(name),
      given: { name, steps },
      answer,
      tolerance: Math.max(0.0005, answer * 0.05),
      right: `The slope is ${SLOPES[name]} at most, and ${SLOPES[name]} to the power of ${steps} is ${share(answer)}.`,
      ideas: [
        {
          value: 0.5 ** steps,
          says: "0.5 is the sigmoid’s value at 0. Its slope there is σ(1 − σ) = 0.25.",
          picture: slopes("sigmoid"),
        },
        {
          value: SLOPES[name === "tanh" ? "sigmoid" : "tanh"] ** steps,
          says: `That is the other function: a tanh has a slope of up to 1, a sigmoid of up to 0.25.`,
          picture: lines(["tanh", "sigmoid"]),
        },
        {
          value: SLOPES[name] * steps,
          says: "You multiplied by the number of steps. The slope is a factor at each of them.",
          picture: lines([name]),
        },
        { value: SLOPES[name], says: "That is one step. It is a factor at each of them.", picture: lines([name]) },
      ],
      other: { says: `Take the largest slope of a ${name} to the power of ${steps}.`, picture: lines([name]) },
    });
  },
};

/** A function and its slope. @param {string} name @returns {LinesSketch} */
function slopes(name) {
  const at = Array.from({ length: 61 }, (_, k) => (k - 30) / 5);
  const sigmoid = (/** @type {number} */ x) => 1 / (1 + Math.exp(-x));
  const value = name === "tanh" ? Math.tanh : sigmoid;
  const steep = (/** @type {number} */ x) => (name === "tanh" ? 1 - value(x) ** 2 : value(x) * (1 - value(x)));
  const low = name === "tanh" ? -1 : 0;
  return {
    kind: "lines",
    lines: [
      { name, hue: "plain", points: at.map((x) => [x, value(x)]) },
      { name: "its slope", hue: "accent", dash: "9 4", points: at.map((x) => [x, steep(x)]) },
    ],
    x: [-6, 6],
    y: [low, 1],
    xTicks: [-6, 0, 6].map((x) => [x, plain(x)]),
    yTicks: [...new Set([low, 0, 0.25, 1])].map((y) => [y, plain(y)]),
    xTitle: "what goes in",
  };
}

/** @type {Question} */
const clip = {
  id: "gradients_clip",
  lesson: "gradients",
  scene: "explode",
  kind: "number",
  about: "What clipping by the norm does",
  trap: "Clipping shortens the gradient and keeps its direction",
  make(draw) {
    const [a, b, norm] = draw.pick([[3, 4, 5], [4, 3, 5], [6, 8, 10], [8, 6, 10]]); // prettier-ignore
    const times = draw.int(1, 2);
    const [x, y, long] = [a, b, norm].map((side) => side * times);
    const most = draw.pick([1, 2, 2.5]);
    const answer = (x * most) / long;
    /** @param {[number, number]} to @returns {import("../types.d.ts").PlaneSketch} */
    const arrows = (to) => ({
      kind: "plane",
      size: Math.max(x, y),
      points: [],
      arrows: [
        { from: [0, 0], to: [x, y], label: "gradient", hue: "plain" },
        { from: [0, 0], to, label: "clipped", hue: "accent" },
      ],
      work: [line(`‖(${x}, ${y})‖ = ${long}`), line(`(${x}, ${y}) · ${most} / ${long}`)],
    });
    const solved = arrows([answer, (y * most) / long]);
    return number({
      ask: `The gradient is (${x}, ${y}). It is clipped to a norm of ${most}. What is its first number then?`,
      picture: { ...solved, arrows: solved.arrows.slice(0, 1), work: [] },
      given: { x, y, most },
      answer,
      tolerance: 0.011,
      right: `Its norm is ${long}, so all of it is multiplied by ${most} / ${long}: ${plain(answer)}.`,
      ideas: [
        {
          value: most,
          says: "You cut each number at the threshold by itself: the direction changes. Here is where that points.",
          picture: { ...arrows([Math.min(x, most), Math.min(y, most)]), work: [] },
        },
        {
          value: x / long,
          says: "You made its norm 1, not the threshold.",
          picture: { ...arrows([x / long, y / long]), work: [] },
        },
        { value: x, says: "Its norm is above the threshold, so it is shortened.", picture: solved },
        {
          value: (x * most) / (x + y),
          says: "You divided by the sum. The norm is the length of the arrow, by Pythagoras.",
          picture: solved,
        },
      ],
      other: { says: "Find the norm, and multiply by threshold / norm.", picture: solved },
    });
  },
};

/** @type {Question} */
const most = {
  id: "gradients_order",
  lesson: "gradients",
  scene: "radius",
  kind: "order",
  about: "Which weight over how many steps leaves most",
  trap: "Many steps beat a weight near 1",
  make(draw) {
    const all = [
      ...[[0.5, 3], [0.5, 8], [0.8, 5], [0.9, 10], [0.9, 30], [0.95, 100], [0.99, 50]],
      ...[[0.99, 300], [1, 50], [1.02, 40], [1.1, 12], [1.05, 100]],
    ]; // prettier-ignore
    const items = draw.clearest(30, 0.5, () => {
      const some = draw.some(all, 4);
      const logs = some.map(([w, n]) => n * Math.log(w)).sort((a, b) => a - b);
      return [Math.min(...logs.slice(1).map((value, at) => value - logs[at])), some];
    });
    return order(draw, {
      ask: "What is left of a gradient after these steps back? Put the one that keeps most on top.",
      given: { items },
      items: items.map(([w, n]) => ({
        id: `${w}/${n}`,
        label: `w = ${w}, ${n} steps`,
        value: w ** n,
        told: share(w ** n),
      })),
      ends: ["most is left", "least is left"],
      right: "Each is its weight to the power of its steps.",
    });
  },
};

export const GRADIENTS = [power, curve, slope, clip, most];
