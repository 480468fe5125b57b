/** Questions about *GRU and relatives*. */

import { record } from "../../../net/trace.js";
import { counted } from "../../parts/words.js";
import { choice, factor, line, number, order, plain, rounded } from "../asking.js";
import { JUDGED } from "../sentences.js";
import { blocks, miscounted, oneOf, weightsOf, workOf } from "./counted.js";

/** @typedef {import("../types.d.ts").Question} Question */
/** @typedef {import("../types.d.ts").ScoreRow} ScoreRow */

const PARTS = ["reset", "update", "candidate"];

/** @type {Question} */
const weights = {
  id: "gru_weights",
  lesson: "gru",
  scene: "weights",
  kind: "number",
  about: "How many weights a GRU has",
  trap: "Two gates and the candidate: three matrices",
  make(draw) {
    const size = { units: draw.int(3, 7), inputs: draw.int(2, 6) };
    return number({
      ask:
        `A GRU has ${size.units} units and reads vectors of ${size.inputs} numbers. How ` +
        "many weights has it, with one bias for each unit of each gate?",
      picture: oneOf("reset", size),
      given: { ...size },
      answer: weightsOf(3, size),
      right: `${workOf(3, size)}: reset gate, update gate, candidate.`,
      ideas: [
        {
          value: weightsOf(4, size),
          says: "Four would be an LSTM. A GRU has two gates and a candidate.",
          picture: blocks([...PARTS, "output"], size, { gates: { output: "extra" } }),
        },
        {
          value: weightsOf(2, size),
          says: "You counted the two gates. The candidate has a matrix, too.",
          picture: blocks(PARTS, size, { gates: { candidate: "missing" } }),
        },
        ...miscounted(PARTS, size),
      ],
      other: {
        says: "Count one matrix with its biases, then all three.",
        picture: blocks(PARTS, size, {}, [workOf(3, size)]),
      },
    });
  },
};

/** @type {Question} */
const blend = {
  id: "gru_blend",
  lesson: "gru",
  scene: "blend",
  kind: "number",
  about: "The new state between old and candidate",
  trap: "Two ways to write z: read which one is meant",
  make(draw) {
    const keeps = draw.pick([true, false]);
    const z = draw.pick([0.1, 0.2, 0.3, 0.7, 0.8, 0.9]);
    const [h, n] = [draw.part(-0.9, 0.9, 10) || 0.4, draw.part(-0.9, 0.9, 10) || -0.6];
    const keep = keeps ? z : 1 - z;
    const answer = keep * h + (1 - keep) * n;
    const formula = keeps ? "z · old h + (1 − z) · n" : "(1 − z) · old h + z · n";
    const bars = (/** @type {number} */ kept) =>
      /** @type {import("../types.d.ts").BarsSketch} */ ({
        kind: "bars",
        bars: [
          { label: "kept of old h", value: kept * h, told: plain(kept * h), hue: "hidden" },
          { label: "taken of n", value: (1 - kept) * n, told: plain((1 - kept) * n), hue: "candidate" },
          { label: "new h", value: kept * h + (1 - kept) * n, told: plain(kept * h + (1 - kept) * n), hue: "hidden" },
        ],
      });
    const solved = {
      ...bars(keep),
      work: [line(`${plain(keep)} · ${factor(h)} + ${plain(1 - keep)} · ${factor(n)} = ${plain(answer)}`)],
    };
    return number({
      ask: `A GRU written as h = ${formula}. What is the new h?`,
      picture: {
        kind: "bars",
        bars: [
          { label: "old h", value: h, told: plain(h), hue: "hidden" },
          { label: "n", value: n, told: plain(n), hue: "candidate" },
          { label: "z", value: z, told: plain(z), hue: "update_gate" },
        ],
      },
      given: { z, h, n, keeps },
      answer,
      tolerance: 0.011,
      right: `${plain(keep)} of the old state and ${plain(1 - keep)} of the candidate: ${plain(answer)}.`,
      ideas: [
        {
          value: (1 - keep) * h + keep * n,
          says: "You read z the other way round. Both ways are in use; look at the formula.",
          picture: bars(1 - keep),
        },
        { value: z * h + z * n, says: "One gate does both: what is not kept is taken from n.", picture: solved },
        { value: keep * h, says: "You left out what is taken of n.", picture: solved },
        { value: h + n, says: "You added both whole. z divides 1 between them.", picture: solved },
      ],
      other: { says: "Put the numbers into the formula.", picture: solved },
    });
  },
};

/** @type {Question} */
const convention = {
  id: "gru_convention",
  lesson: "gru",
  scene: "conventions",
  kind: "choice",
  about: "Which way z is written",
  trap: "In one convention z near 1 keeps, in the other it writes",
  make(draw) {
    const [h, n] = draw.pick([[0.9, -0.7], [-0.8, 0.6], [0.7, 0.1], [-0.6, 0.8]]); // prettier-ignore
    const [z, keeps] = [draw.pick([0.9, 0.95, 0.1, 0.05]), draw.pick([true, false])];
    const keep = keeps ? z : 1 - z;
    const bars = (/** @type {number} */ kept) =>
      /** @type {import("../types.d.ts").BarsSketch} */ ({
        kind: "bars",
        bars: [
          { label: "old h", value: h, told: plain(h), hue: "hidden" },
          { label: "candidate n", value: n, told: plain(n), hue: "candidate" },
          { label: "new h", value: kept * h + (1 - kept) * n, told: plain(kept * h + (1 - kept) * n), hue: "hidden" },
        ],
        work: [line(`z = ${z}`)],
      });
    const [one, two] = ["h = z · old h + (1 − z) · n", "h = (1 − z) · old h + z · n"];
    return choice(draw, {
      ask: "Here is what a GRU's unit did at one word. Which equation does it follow?",
      picture: bars(keep),
      given: { h, n, z, keeps },
      right: {
        label: keeps ? one : two,
        says:
          `With z = ${z} it ${keep > 0.5 ? "kept almost all" : "took almost all of n"}: ` +
          `${keeps ? "z is the share that is kept" : "z is the share that is new"}.`,
      },
      wrong: [
        {
          label: keeps ? two : one,
          says: "By this equation the new state would be as drawn here.",
          picture: bars(1 - keep),
        },
        {
          label: "h = old h + z · n",
          says: "Then nothing would be forgotten, and the state could grow beyond 1.",
          picture: {
            ...bars(keep),
            bars: [
              ...bars(keep).bars.slice(0, 2),
              { label: "new h", value: h + z * n, told: plain(h + z * n), state: "wrong" },
            ],
          },
        },
      ],
    });
  },
};

/**
 * What one unit keeps and writes at each word.
 * @param {import("../../../net/types.d.ts").Network} network @param {string} sentence @param {string} kind
 * @param {number} unit
 */
function keepAndWrite(network, sentence, kind, unit) {
  const trace = record(network, sentence);
  const of = (/** @type {string} */ gate) => {
    const values = trace.layer().signals.get(gate);
    return trace.words.map((_, t) => (values ? values.at(t, unit) : NaN));
  };
  const keep = of(kind === "gru" ? "update_gate" : "forget_gate");
  const write = kind === "gru" ? keep.map((value) => 1 - value) : of("input_gate");
  return { words: trace.words, keep, write, units: trace.layer().hidden.cols };
}

/** @type {Question} */
const pair = {
  id: "gru_pair",
  lesson: "gru",
  scene: "beside",
  kind: "choice",
  about: "Which gates are a GRU's",
  trap: "In a GRU keeping and writing add up to 1; in an LSTM they need not",
  needs: ["everyday/gru", "everyday/lstm"],
  make(draw, { network }) {
    const { sentence, units, read } = draw.clearest(10, 0.4, () => {
      const sentence = draw.pick(JUDGED);
      const units = ["gru", "lstm"].map((kind) =>
        draw.int(0, keepAndWrite(network(`everyday/${kind}`), sentence, kind, 0).units - 1),
      );
      const read = ["gru", "lstm"].map((kind, k) =>
        keepAndWrite(network(`everyday/${kind}`), sentence, kind, units[k]),
      );
      const off = Math.max(...read[1].keep.map((value, t) => Math.abs(value + read[1].write[t] - 1)));
      return [off, { sentence, units, read }];
    });
    const flipped = draw.pick([true, false]);
    const [top, below] = flipped ? [1, 0] : [0, 1];
    /** @param {number} which @param {string} name @param {boolean} figures @returns {ScoreRow[]} */
    const rows = (which, name, figures) => [
      {
        id: `k${which}`,
        label: `${name} keeps`,
        type: "heat",
        values: read[which].keep.map((v) => rounded(v, 3)),
        hue: "forget_gate",
        scale: "gate",
        figures,
      },
      {
        id: `w${which}`,
        label: `${name} writes`,
        type: "heat",
        values: read[which].write.map((v) => rounded(v, 3)),
        hue: "input_gate",
        scale: "gate",
        figures,
      },
    ];
    const picture = (/** @type {boolean} */ figures) =>
      /** @type {import("../types.d.ts").ScoreSketch} */ ({
        kind: "score",
        words: read[0].words,
        rows: [...rows(top, "A", figures), ...rows(below, "B", figures)],
      });
    const label = flipped ? "B" : "A";
    const why = `In ${label} what is kept and what is written add up to 1 at every word.`;
    return choice(draw, {
      ask: "How much a unit keeps and writes at each word, in a GRU and in an LSTM. Which is the GRU?",
      picture: picture(true),
      given: { sentence, units, flipped },
      right: { label, says: why },
      wrong: [
        {
          label: flipped ? "A" : "B",
          says: `${why} The other one, the LSTM, has two gates of their own.`,
          picture: picture(true),
        },
        { label: "it cannot be said", says: `It can: ${why}`, picture: picture(true) },
      ],
      kept: true,
    });
  },
};

/** @type {Question} */
const sizes = {
  id: "gru_sizes",
  lesson: "gru",
  scene: "ladder",
  kind: "order",
  about: "Which cell has most weights",
  trap: "Gates count once each, units count squared",
  make(draw) {
    const cells = { RNN: 1, "update gate only": 2, GRU: 3, LSTM: 4 };
    const items = draw.clearest(30, 0.12, () => {
      const some = Object.entries(cells).map(([name, gates]) => ({
        name,
        gates,
        units: draw.int(2, 8) * 4,
        inputs: 8,
      }));
      const sorted = some.map((one) => weightsOf(one.gates, one)).sort((a, b) => a - b);
      return [Math.min(...sorted.slice(1).map((value, k) => value / sorted[k] - 1)), some];
    });
    return order(draw, {
      ask: "All read vectors of 8 numbers. Put the cell with most weights on top.",
      given: { items },
      items: items.map((one) => ({
        id: one.name,
        label: `${one.name}, ${one.units} units`,
        value: weightsOf(one.gates, one),
        told: counted(weightsOf(one.gates, one), "weight"),
      })),
      ends: ["most weights", "fewest weights"],
      right: "Matrices times units times (units + inputs + 1): twice the units are almost four times the weights.",
    });
  },
};

export const GRU = [weights, blend, convention, pair, sizes];
