/** Questions about *Inside the LSTM*. */

import { record } from "../../../net/trace.js";
import { choice, factor, line, number, place, plain, rounded } from "../asking.js";
import { JUDGED } from "../sentences.js";
import { blocks, miscounted, oneOf, weightsOf, workOf } from "./counted.js";
import { started } from "./lstm_start.js";

/** @typedef {import("../types.d.ts").Question} Question */
/** @typedef {import("../types.d.ts").ScoreRow} ScoreRow */

export const GATES = ["forget", "input", "output", "candidate"];
/** @type {Record<string, string>} */
const CALLED = { forget_gate: "forget gate", input_gate: "input gate", output_gate: "output gate" };
const SHUT = {
  forget_gate: "With the forget gate shut nothing is kept: c is what is written at this word, and never beyond ±1.",
  input_gate: "With the input gate shut nothing is written: c only fades, word by word, and never grows.",
  output_gate: "With the output gate shut c goes on as before, but h is 0: nothing is shown.",
};

/** @type {Question} */
const weights = {
  id: "lstm_weights",
  lesson: "lstm",
  scene: "gates",
  kind: "number",
  about: "How many weights an LSTM has",
  trap: "Three gates and the candidate each have a matrix of their own",
  make(draw) {
    const size = { units: draw.int(3, 6), inputs: draw.int(2, 6) };
    const solved = blocks(GATES, size, {}, [workOf(4, size)]);
    return number({
      ask:
        `An LSTM cell has ${size.units} units and reads vectors of ${size.inputs} ` +
        "numbers. How many weights has it, biases counted?",
      picture: oneOf("forget", size),
      given: { ...size },
      answer: weightsOf(4, size),
      right: `${workOf(4, size)}: four matrices, each with its biases.`,
      ideas: [
        {
          value: weightsOf(3, size),
          says: "You counted the three gates. The candidate, what may be written, has a matrix too.",
          picture: blocks(GATES, size, { gates: { candidate: "missing" } }),
        },
        ...miscounted(GATES, size),
      ],
      other: { says: "Count one matrix with its biases, then all four.", picture: solved },
    });
  },
};

/** @type {Question} */
const memory = {
  id: "lstm_memory",
  lesson: "lstm",
  scene: "belt",
  kind: "number",
  about: "The new cell state from the old one",
  trap: "f near 1 keeps; what is written is i · g",
  make(draw) {
    const [f, i] = [draw.part(0.1, 0.9, 10), draw.part(0.1, 0.9, 10)];
    const [g, c] = [draw.pick([-0.8, -0.5, 0.4, 0.6, 0.9]), draw.part(0.5, 2, 2)];
    const answer = f * c + i * g;
    const solved = [
      line(`f · c + i · g = ${plain(f)} · ${plain(c)} + ${plain(i)} · ${factor(g)}`),
      line(`= ${plain(answer)}`),
    ];
    /** @param {number} kept @param {number} written @param {import("../types.d.ts").State} [state] */
    const bars = (kept, written, state) =>
      /** @type {import("../types.d.ts").BarsSketch} */ ({
        kind: "bars",
        bars: [
          { label: "old c", value: c, told: plain(c), hue: "cell_state" },
          { label: "kept", value: kept, told: plain(kept), hue: "forget_gate", state },
          { label: "written", value: written, told: plain(written), hue: "input_gate", state },
          { label: "new c", value: kept + written, told: plain(kept + written), hue: "cell_state" },
        ],
      });
    return number({
      ask: "One unit of an LSTM at one word. What is its new cell state c?",
      picture: {
        kind: "bars",
        bars: [
          { label: "old c", value: c, told: plain(c), hue: "cell_state" },
          { label: "f", value: f, told: plain(f), hue: "forget_gate" },
          { label: "i", value: i, told: plain(i), hue: "input_gate" },
          { label: "g", value: g, told: plain(g), hue: "candidate" },
        ],
      },
      given: { f, i, g, c },
      answer,
      tolerance: 0.011,
      right: `${plain(f)} of ${plain(c)} is kept, ${plain(i)} of ${plain(g)} is written: ${plain(answer)}.`,
      ideas: [
        {
          value: (1 - f) * c + i * g,
          says: "You let f forget. f is the share that is kept: f near 1 keeps.",
          picture: bars((1 - f) * c, i * g, "wrong"),
        },
        {
          value: i * c + f * g,
          says: "You exchanged the gates: f belongs to the old c, i to the candidate g.",
          picture: bars(i * c, f * g, "wrong"),
        },
        { value: f * c, says: "You left out what is written, i · g.", picture: bars(f * c, i * g) },
        {
          value: f * c + (1 - f) * g,
          says: "That is a GRU, in which one gate does both. An LSTM has i as a gate of its own.",
          picture: bars(f * c, (1 - f) * g, "wrong"),
        },
        {
          value: f * c + g,
          says: "You wrote all of g. The input gate lets a share of it in.",
          picture: bars(f * c, g, "wrong"),
        },
      ],
      other: { says: "Kept: f · old c. Written: i · g. Add them.", picture: { ...bars(f * c, i * g), work: solved } },
    });
  },
};

/**
 * c and h of one unit, left alone or with a gate held shut from a word on.
 * @param {import("../../../net/types.d.ts").Network} network @param {string} sentence @param {string} gate "" for none
 * @param {number} start
 */
function read(network, sentence, gate, start) {
  const held = gate ? [/** @type {const} */ ({ kind: "clamp", gate, value: 0, start })] : [];
  const trace = record(network, sentence, held);
  const layer = trace.layer();
  const of = (/** @type {string} */ signal, /** @type {number} */ unit) => {
    const values = layer.signals.get(signal);
    return trace.words.map((_, t) => rounded(values ? values.at(t, unit) : NaN, 4));
  };
  return { words: trace.words, units: layer.hidden.cols, of };
}

/** @typedef {ReturnType<typeof read>} Reading */

/**
 * @param {Reading} reading @param {number} unit @param {string} whose
 * @returns {ScoreRow[]}
 */
function rowsOf(reading, unit, whose) {
  return [
    {
      id: "c",
      label: `c ${whose}`,
      type: "bars",
      values: reading.of("cell_state", unit),
      hue: "cell_state",
      scale: "signed",
    },
    { id: "h", label: `h ${whose}`, type: "bars", values: reading.of("hidden", unit), hue: "hidden", scale: "signed" },
  ];
}

/** How differently two ways to read go. @param {Reading} one @param {Reading} other @param {number} unit */
const apart = (one, other, unit) =>
  Math.max(
    ...["cell_state", "hidden"].flatMap((signal) =>
      one.of(signal, unit).map((value, t) => Math.abs(value - other.of(signal, unit)[t])),
    ),
  );

/** @type {Question} */
const shut = {
  id: "lstm_shut",
  lesson: "lstm",
  scene: "hold",
  kind: "choice",
  about: "Which gate was shut",
  trap: "Forget, input and output gate each leave another trace in c and h",
  needs: ["everyday/lstm"],
  make(draw, { network }) {
    const gates = Object.keys(CALLED);
    const found = draw.clearest(12, 0.6, () => {
      const sentence = draw.pick(JUDGED);
      const alone = read(network("everyday/lstm"), sentence, "", 0);
      const start = draw.int(2, alone.words.length - 4);
      const by = Object.fromEntries(gates.map((gate) => [gate, read(network("everyday/lstm"), sentence, gate, start)]));
      const unit = draw.int(0, alone.units - 1);
      const pairs = gates.flatMap((gate, at) => gates.slice(at + 1).map((other) => apart(by[gate], by[other], unit)));
      return [Math.min(...pairs), { sentence, alone, start, by, unit }];
    });
    const { alone, start, by, unit } = found;
    const gate = draw.pick(gates);
    const word = alone.words[start];
    /** @param {string} held @returns {import("../types.d.ts").ScoreSketch} */
    const picture = (held) => ({
      kind: "score",
      words: alone.words,
      rows: [
        ...rowsOf(alone, unit, "left alone"),
        ...rowsOf(by[held], unit, "one gate shut").map((row) => ({ ...row, id: `${row.id}2` })),
      ],
      cuts: [start],
    });
    const options = gates.map((one) => ({
      label: CALLED[one],
      says: `This would be the ${CALLED[one]}. ${SHUT[/** @type {keyof typeof SHUT} */ (one)]}`,
      picture: picture(one),
    }));
    const right = options[gates.indexOf(gate)];
    return choice(draw, {
      ask:
        `From “${word}” on, one gate of this network was held at 0. Here ` +
        "is one unit, before and after. Which gate was it?",
      picture: picture(gate),
      given: { sentence: found.sentence, start, unit, gate },
      right: { label: right.label, says: SHUT[/** @type {keyof typeof SHUT} */ (gate)] },
      wrong: options.filter((one) => one !== right),
      kept: true,
    });
  },
};

/** @type {Question} */
const forgets = {
  id: "lstm_forgets",
  lesson: "lstm",
  scene: "gates",
  kind: "place",
  about: "Where a unit forgets",
  trap: "A forget gate near 1 keeps",
  needs: ["everyday/lstm"],
  make(draw, { network }) {
    const { words, values, unit, sentence } = draw.clearest(12, 0.15, () => {
      const sentence = draw.pick(JUDGED);
      const alone = read(network("everyday/lstm"), sentence, "", 0);
      const unit = draw.int(0, alone.units - 1);
      const values = alone.of("forget_gate", unit).slice(1);
      const sorted = [...values].sort((a, b) => a - b);
      return [sorted[1] - sorted[0], { words: alone.words, values: [NaN, ...values], unit, sentence }];
    });
    const answer = values.indexOf(Math.min(...values.slice(1)));
    /** @type {ScoreRow} */
    const row = { id: "f", label: "forget gate f", type: "heat", values, hue: "forget_gate", scale: "gate" };
    const figures = { ...row, figures: true };
    const said = (/** @type {number} */ t) => `At “${words[t]}” f is ${plain(values[t], 2)}`;
    return place({
      ask:
        "One unit’s forget gate on a sentence: full colour is 1, none is 0. " +
        "Click the word at which the unit forgets most.",
      picture: { kind: "score", words, rows: [row] },
      given: { sentence, unit },
      answer: `f:${answer}`,
      right: `${said(answer)}: so much is kept, and all the rest forgotten.`,
      places: words.slice(1).map((word, t) => ({ id: `f:${t + 1}`, label: word })),
      wrong: (id) => {
        const t = Number(id.slice(2));
        const keeps = values[t] > 0.7;
        return {
          says: keeps
            ? `${said(t)}: f near 1 keeps. It forgets where f is small.`
            : `${said(t)}; at “${words[answer]}” it is smaller still.`,
          picture: { kind: "score", words, rows: [figures], lit: [answer] },
        };
      },
    });
  },
};

/** @type {Question} */
const writer = {
  id: "lstm_writer",
  lesson: "lstm",
  scene: "ledger",
  kind: "place",
  about: "Whose writing is left in memory",
  trap: "What was written most may be forgotten since",
  make(draw) {
    const words = ["the", draw.pick(["dog", "cat", "hen"]), "was", "not", draw.pick(["big", "bad", "old"])];
    const found = draw.clearest(60, 0.15, () => {
      const f = words.map(() => draw.pick([0.2, 0.5, 0.9, 1]));
      const written = words.map(() => draw.pick([0.1, 0.3, 0.5, 0.8, 0.9]));
      const left = written.map((value, k) => f.slice(k + 1).reduce((product, one) => product * one, value));
      const [first, second] = [...left].sort((a, b) => b - a);
      const misleads = written[left.indexOf(first)] < Math.max(...written);
      return [misleads ? first - second : -1, { f, written, left }];
    });
    const { f, written, left } = found;
    const answer = left.indexOf(Math.max(...left));
    /** @type {(id: string, label: string, values: number[], hue: string) => ScoreRow} */
    const row = (id, label, values, hue) => ({ id, label, type: "bars", values, hue, scale: "gate", figures: true });
    const given = [row("w", "written, i · g", written, "input_gate"), row("f", "forget gate f", f, "forget_gate")];
    const ledger = row(
      "l",
      "left at the end",
      left.map((value) => rounded(value, 3)),
      "cell_state",
    );
    return place({
      ask:
        "What one unit writes at each word, and its forget gate. Click the " +
        "word that wrote most of what is left after the last one.",
      picture: { kind: "score", words, rows: given },
      given: { words, f, written },
      answer: `word:${answer}`,
      right: `“${words[answer]}”: ${plain(left[answer])} of it is left, after the forget gates of all later words.`,
      places: words.map((word, t) => ({ id: `word:${t}`, label: word })),
      wrong: (id) => {
        const t = Number(id.slice(5));
        const largest = written[t] === Math.max(...written);
        const says = `${largest ? "It wrote most, but later forget gates took" : "Later forget gates leave"} ${
          largest ? `it down to ${plain(left[t])}` : `${plain(left[t])} of it`
        }; of “${words[answer]}” ${plain(left[answer])} is left.`;
        return { says, picture: { kind: "score", words, rows: [...given, ledger], lit: [answer] } };
      },
    });
  },
};

/** @type {Question} */
const shown = {
  id: "lstm_shown",
  lesson: "lstm",
  scene: "unit",
  kind: "number",
  about: "What an LSTM shows of its memory",
  trap: "c is kept, h is shown",
  make(draw) {
    const [c, o] = [draw.pick([-2, -1, -0.5, 0.5, 1, 1.5, 2]), draw.part(0.1, 0.9, 10)];
    const answer = o * Math.tanh(c);
    const bars = (/** @type {number} */ h, /** @type {import("../types.d.ts").State | undefined} */ state) =>
      /** @type {import("../types.d.ts").BarsSketch} */ ({
        kind: "bars",
        bars: [
          { label: "c", value: c, told: plain(c), hue: "cell_state" },
          { label: "tanh c", value: Math.tanh(c), told: plain(Math.tanh(c)), hue: "cell_state" },
          { label: "o", value: o, told: plain(o), hue: "output_gate" },
          { label: "h", value: h, told: plain(h), hue: "hidden", state },
        ],
      });
    const solved = {
      ...bars(answer, undefined),
      work: [line(`h = o · tanh(c) = ${plain(o)} · ${factor(Math.tanh(c))} = ${plain(answer)}`)],
    };
    return number({
      ask: "One unit of an LSTM after a word. What does it show: what is its h?",
      picture: { kind: "bars", bars: [bars(0, undefined).bars[0], bars(0, undefined).bars[2]] },
      given: { c, o },
      answer,
      tolerance: 0.011,
      right: `o · tanh(c) = ${plain(o)} · ${factor(Math.tanh(c))} = ${plain(answer)}.`,
      ideas: [
        { value: o * c, says: "You left out tanh: c may grow beyond ±1, h may not.", picture: bars(o * c, "wrong") },
        {
          value: Math.tanh(c),
          says: "You left out the output gate: it shows a share.",
          picture: bars(Math.tanh(c), "wrong"),
        },
        { value: c, says: "c is what is kept. What is shown is h.", picture: solved },
        {
          value: (1 - o) * Math.tanh(c),
          says: "o near 1 shows, it does not hide.",
          picture: bars((1 - o) * Math.tanh(c), "wrong"),
        },
      ],
      other: { says: "Take tanh of c, then the share o of it.", picture: solved },
    });
  },
};

/** @type {Question} */
const computed = {
  id: "lstm_computes",
  poll: true,
  lesson: "lstm",
  scene: "belt",
  kind: "choice",
  about: "What computes a gate's values",
  trap: "A gate is a layer of its own, with learnt weights and a sigmoid",
  make(draw) {
    const gate = draw.pick(["forget", "input", "output"]);
    const value = draw.part(0.1, 0.9, 10);
    const sum = Math.log(value / (1 - value));
    /** @param {string} name @param {number} shown @param {import("../types.d.ts").State} [state] */
    const bars = (name, shown, state) =>
      /** @type {import("../types.d.ts").BarsSketch} */ ({
        kind: "bars",
        bars: [
          { label: "W · [old h, x] + b", value: sum, told: plain(sum), hue: "plain" },
          { label: name, value: shown, told: plain(shown), hue: `${gate}_gate`, state },
        ],
      });
    const own = bars("its sigmoid", value);
    return choice(draw, {
      ask: `What computes the values of the ${gate} gate at a word?`,
      picture: { kind: "bars", bars: [{ label: `${gate} gate`, value, told: plain(value), hue: `${gate}_gate` }] },
      given: { gate, value },
      right: {
        label: "a layer with weights of its own and a sigmoid, from the old h and the word",
        says: "σ(W · [old h, x] + b), with a W for each gate, learnt like all others.",
      },
      wrong: [
        {
          label: "the same layer with a tanh",
          says: "tanh goes from −1 to 1; a share has to be between 0 and 1.",
          picture: bars("its tanh", Math.tanh(sum), "wrong"),
        },
        {
          label: "who builds the network sets them",
          says: "They are not set: they are computed anew at each word, with learnt weights.",
          picture: own,
        },
        {
          label: "they are learnt numbers, the same at every word",
          says: "The weights are learnt and stay; the gate's values change with each word.",
          picture: own,
        },
        {
          label: "a softmax, so that the three gates add up to 1",
          says: "Each gate of each unit has a sigmoid of its own: they need not add up to anything.",
          picture: own,
        },
      ],
    });
  },
};

export const LSTM = [weights, memory, computed, shut, forgets, writer, shown, started];
