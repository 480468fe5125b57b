/** Questions about *Which gate matters?* */

import { record } from "../../../net/trace.js";
import { choice, line, number, order, plain, rounded } from "../asking.js";
import { JUDGED } from "../sentences.js";
import { blocks, miscounted, weightsOf, workOf } from "./counted.js";
import { GATES } from "./lstm.js";

/** @typedef {import("../types.d.ts").Question} Question */

/** What an absent gate makes of the equations. @type {Record<string, { c: string, h: string }>} */
const EQUATIONS = {
  forget: { c: "c = old c + i · g", h: "h = o · tanh(c)" },
  input: { c: "c = f · old c + g", h: "h = o · tanh(c)" },
  output: { c: "c = f · old c + i · g", h: "h = tanh(c)" },
};

/** @type {Question} */
const equation = {
  id: "gates_out_equation",
  lesson: "gates_out",
  scene: "eight",
  kind: "choice",
  about: "The equations without a gate",
  trap: "An absent gate stands at 1, not at 0",
  make(draw) {
    const gone = draw.pick(Object.keys(EQUATIONS));
    const [f, i, o] = [0.5, 0.6, 0.7];
    const [c, g] = [draw.part(0.5, 1.5, 2), draw.part(0.2, 0.8, 10)];
    const bars = (/** @type {string} */ name, /** @type {number} */ as) => {
      const value = (/** @type {string} */ one, /** @type {number} */ usual) => (one === name ? as : usual);
      const next = value("forget", f) * c + value("input", i) * g;
      const shown = value("output", o) * Math.tanh(next);
      return /** @type {import("../types.d.ts").BarsSketch} */ ({
        kind: "bars",
        bars: [
          { label: "old c", value: c, told: plain(c), hue: "cell_state" },
          { label: "g", value: g, told: plain(g), hue: "candidate" },
          { label: "new c", value: next, told: plain(next), hue: "cell_state" },
          { label: "h", value: shown, told: plain(shown), hue: "hidden" },
        ],
      });
    };
    const written = (/** @type {{ c: string, h: string }} */ one) => `${one.c}, ${one.h}`;
    const others = Object.keys(EQUATIONS).filter((name) => name !== gone);
    const zero = {
      forget: "c = i · g, h = o · tanh(c)",
      input: "c = f · old c, h = o · tanh(c)",
      output: "c = f · old c + i · g, h = 0",
    };
    return choice(draw, {
      ask: `An LSTM is built without its ${gone} gate. Which are its equations?`,
      picture: { ...bars("", 1), work: [line("with all gates: c = f · old c + i · g, h = o · tanh(c)")] },
      given: { gone },
      right: { label: written(EQUATIONS[gone]), says: `An absent gate stands at 1: it lets everything through.` },
      wrong: [
        {
          label: zero[/** @type {keyof typeof zero} */ (gone)],
          says: "This is the gate held at 0, shut for ever. Without a gate nothing stands in the way.",
          picture: bars(gone, 0),
        },
        ...others.map((name) => ({
          label: written(EQUATIONS[name]),
          says: `This cell lacks the ${name} gate.`,
          picture: bars(name, 1),
        })),
      ],
    });
  },
};

/** @type {Question} */
const weights = {
  id: "gates_out_weights",
  lesson: "gates_out",
  scene: "eight",
  kind: "number",
  about: "What a gate less saves",
  trap: "Each gate has a matrix of its own; the candidate stays",
  make(draw) {
    const size = { units: draw.int(3, 6), inputs: draw.int(2, 5) };
    const gone = draw.some(GATES.slice(0, 3), draw.int(1, 2));
    const left = GATES.filter((gate) => !gone.includes(gate));
    const states = Object.fromEntries(gone.map((gate) => [gate, /** @type {const} */ ("missing")]));
    return number({
      ask:
        `An LSTM of ${size.units} units, with vectors of ${size.inputs} ` +
        `numbers, is built without its ${gone.join(" and ")} ` +
        `gate${gone.length > 1 ? "s" : ""}. How many weights are left, biases counted?`,
      picture: blocks(GATES, size, { gates: states }),
      given: { ...size, gone: gone.length },
      answer: weightsOf(left.length, size),
      right: `${workOf(left.length, size)}: ${left.join(", ")}.`,
      ideas: [
        { value: weightsOf(4, size), says: "That is with all gates.", picture: blocks(GATES, size) },
        {
          value: weightsOf(gone.length, size),
          says: "That is what is left out.",
          picture: blocks(GATES, size, { gates: states }),
        },
        {
          value: weightsOf(3 - gone.length, size),
          says: "The candidate is no gate: its matrix stays.",
          picture: blocks(left, size, {}, [workOf(left.length, size)]),
        },
        ...miscounted(left, size),
      ],
      other: { says: "Count those that are left.", picture: blocks(left, size, {}, [workOf(left.length, size)]) },
    });
  },
};

/** @type {Question} */
const grows = {
  id: "gates_out_grows",
  lesson: "gates_out",
  scene: "tasks",
  kind: "number",
  about: "What becomes of c without a forget gate",
  trap: "Without it nothing is forgotten: c is a sum",
  make(draw) {
    const [c, written, steps] = [draw.part(0, 1, 2), draw.pick([0.2, 0.25, 0.3, 0.5]), draw.int(3, 8)];
    const answer = c + steps * written;
    const lines = (/** @type {[string, string, (n: number) => number][]} */ all) =>
      /** @type {import("../types.d.ts").LinesSketch} */ ({
        kind: "lines",
        lines: all.map(([name, hue, of]) => ({
          name,
          hue,
          points: Array.from({ length: steps + 1 }, (_, n) => [n, of(n)]),
        })),
        x: [0, steps],
        y: [0, answer],
        xTicks: [0, steps].map((n) => [n, String(n)]),
        yTicks: [0, answer].map((y) => [y, plain(y)]),
        xTitle: "words read",
      });
    const solved = lines([["c", "cell_state", (n) => c + n * written]]);
    const half = (/** @type {number} */ n) => 0.5 ** n * c + written * 2 * (1 - 0.5 ** n);
    return number({
      ask:
        "An LSTM without forget gate: c is " +
        `${plain(c)}, and ${written} is ` +
        `written at each of ${steps} words. What is c then?`,
      picture: {
        kind: "bars",
        bars: [
          { label: "c at first", value: c, told: plain(c), hue: "cell_state" },
          { label: "written at each word", value: written, told: plain(written), hue: "input_gate" },
        ],
      },
      given: { c, written, steps },
      answer,
      tolerance: 0.011,
      right: `${plain(c)} + ${steps} · ${written} = ${plain(answer)}: f stands at 1, so everything stays.`,
      ideas: [
        { value: written, says: "You let it forget all. An absent gate stands at 1, not at 0.", picture: solved },
        { value: c, says: "You let nothing in. The input gate is still there.", picture: solved },
        {
          value: half(steps),
          says: "You let it forget by half. Without " + "forget gate nothing fades.",
          picture: {
            ...lines([
              ["c", "cell_state", (n) => c + n * written],
              ["with f = 0.5", "accent", half],
            ]),
          },
        },
        { value: Math.tanh(answer), says: "tanh is taken for h. c itself goes on growing.", picture: solved },
      ],
      other: { says: "Each word adds what it writes.", picture: solved },
    });
  },
};

/** @type {Question} */
const ranked = {
  id: "gates_out_ranked",
  lesson: "gates_out",
  scene: "eight",
  kind: "order",
  about: "Which gates matter most, as measured",
  trap: "Input and forget gate together are about as good as all three",
  make(draw, { measured }) {
    const shares = measured["gates_out/eight"];
    const names = Object.keys(shares);
    const some = draw.clearest(60, 0.03, () => {
      const three = draw.some(names, 4);
      const sorted = three.map((name) => shares[name]).sort((a, b) => a - b);
      return [Math.min(...sorted.slice(1).map((value, k) => value - sorted[k])), three];
    });
    return order(draw, {
      ask:
        "LSTMs with these gates only, trained " +
        "alike on everyday English. " +
        "Put the one that is right most often on top.",
      given: { some },
      items: some.map((name) => ({
        id: name,
        label: name,
        value: shares[name],
        told: `${plain(100 * shares[name], 1)} %`,
      })),
      ends: ["right most often", "right least often"],
      right: "These are the middle ones of twenty random starts.",
    });
  },
};

/** @typedef {(signal: string, unit: number) => number[]} Reading */

/**
 * Read a sentence without one of the gates.
 * @param {import("../../../net/types.d.ts").Network} network
 * @param {string} sentence
 * @param {string} gate
 * @returns {Reading}
 */
function without(network, sentence, gate) {
  const layer = record(network, sentence, [{ kind: "off", gate: `${gate}_gate` }]).layer();
  return (signal, unit) => {
    const values = layer.signals.get(signal);
    return Array.from({ length: layer.hidden.rows }, (_, t) => rounded(values ? values.at(t, unit) : NaN, 3));
  };
}

/** @param {Reading} one @param {Reading} other @param {number} unit */
const apart = (one, other, unit) =>
  Math.max(
    ...["cell_state", "hidden"].flatMap((signal) =>
      one(signal, unit).map((value, t) => Math.abs(value - other(signal, unit)[t])),
    ),
  );

/** @param {string[]} words @param {Reading} read @param {number} unit @returns {import("../types.d.ts").ScoreSketch} */
const unitOf = (words, read, unit) => ({
  kind: "score",
  words,
  rows: [
    { id: "g", label: "candidate g", type: "heat", values: read("candidate", unit), hue: "candidate", scale: "signed" },
    {
      id: "c",
      label: "cell state c",
      type: "bars",
      values: read("cell_state", unit),
      hue: "cell_state",
      scale: "signed",
    },
    { id: "h", label: "h", type: "bars", values: read("hidden", unit), hue: "hidden", scale: "signed" },
  ].map((row) => /** @type {import("../types.d.ts").ScoreRow} */ ({ ...row, figures: true })),
});

/** @type {Record<string, string>} */
const LEFT_OUT = {
  forget: "c = old c + i · g: nothing of it is lost.",
  input: "c = f · old c + g: each word is written whole.",
  output: "h = tanh(c) at every word.",
};

/** @type {Question} */
const missing = {
  id: "gates_out_missing",
  lesson: "gates_out",
  scene: "eight",
  kind: "choice",
  about: "Which gate a network does without",
  trap: "Without forget gate c piles up, without output gate h is tanh c",
  needs: ["everyday/lstm"],
  make(draw, { network }) {
    const of = network("everyday/lstm");
    const names = Object.keys(LEFT_OUT);
    const { sentence, unit, by } = draw.clearest(10, 0.5, () => {
      const sentence = draw.pick(JUDGED);
      const unit = draw.int(0, of.spec.model.hiddenSize - 1);
      const by = Object.fromEntries(names.map((name) => [name, without(of, sentence, name)]));
      const pairs = [["forget", "input"], ["forget", "output"], ["input", "output"]]; // prettier-ignore
      return [Math.min(...pairs.map(([a, b]) => apart(by[a], by[b], unit))), { sentence, unit, by }];
    });
    const gone = draw.pick(names);
    const { words } = record(of, sentence);
    const options = names.map((name) => ({
      label: `${name} gate`,
      says: `Without the ${name} gate ${LEFT_OUT[name]} Then this unit would look so.`,
      picture: unitOf(words, by[name], unit),
    }));
    return choice(draw, {
      ask: "One gate of this LSTM was left out, so it stands at 1. Here is one of its units. Which gate is it?",
      picture: unitOf(words, by[gone], unit),
      given: { sentence, unit, gone },
      right: { label: `${gone} gate`, says: LEFT_OUT[gone] },
      wrong: options.filter(({ label }) => label !== `${gone} gate`),
      kept: true,
    });
  },
};

export const GATES_OUT = [equation, weights, grows, ranked, missing];
