/** Questions about *Shapes of sequence problems*, and the lectures' polls about tasks and data. */

import { record } from "../../../net/trace.js";
import { choice, line, number, place, plain, rounded } from "../asking.js";
import { JUDGED } from "../sentences.js";

/** @typedef {import("../types.d.ts").Question} Question */
/** @typedef {import("../types.d.ts").WiringSketch} WiringSketch */

/**
 * What each shape is called, and when it reads and answers.
 * @type {Record<string, { label: string, reads: number[], answers: number[] }>}
 */
const SHAPES = {
  one: { label: "one to one", reads: [0], answers: [0] },
  writes: { label: "one to many", reads: [0], answers: [0, 1, 2, 3] },
  judges: { label: "many to one", reads: [0, 1, 2, 3], answers: [3] },
  tags: { label: "many to many, word by word", reads: [0, 1, 2, 3], answers: [0, 1, 2, 3] },
  translates: { label: "encoder and decoder", reads: [0, 1, 2], answers: [3, 4, 5] },
};
/** @type {[what: string, shape: string][]} */
const KINDS = [
  ["A review becomes a number of stars", "judges"],
  ["Is this e-mail spam?", "judges"],
  ["In which language is this word?", "judges"],
  ["Each word of a sentence is marked as a name or not", "tags"],
  ["Each frame of a film is labelled while it runs", "tags"],
  ["A number of stars becomes a review", "writes"],
  ["An image becomes a caption", "writes"],
  ["An English sentence becomes a German one", "translates"],
  ["A long text becomes a summary", "translates"],
  ["A question about a text becomes an answer in words", "translates"],
];

/** @param {string} shape @returns {WiringSketch} */
function wired(shape) {
  const { reads, answers } = SHAPES[shape];
  const steps = Math.max(...reads, ...answers) + 1;
  return {
    kind: "wiring",
    columns: Array.from({ length: steps }, (_, t) => ({
      reads: reads.includes(t) ? "word" : "",
      answers: answers.includes(t) ? "answer" : "",
    })),
    layers: 1,
    ways: ["forward"],
    apart: steps === 1,
  };
}

/** @type {Question} */
const kind = {
  id: "shapes_kind",
  lesson: "shapes",
  scene: "kinds",
  kind: "choice",
  about: "Which shape a task has",
  trap: "When does it read, and when does it answer?",
  make(draw) {
    const [what, shape] = draw.pick(KINDS);
    const options = Object.entries(SHAPES).map(([name, { label }]) => ({
      label,
      says: `This would be ${label}: look when it reads and when it answers.`,
      picture: wired(name),
    }));
    const right = /** @type {(typeof options)[0]} */ (options.find(({ label }) => label === SHAPES[shape].label));
    return choice(draw, {
      ask: `${what}: which shape is this?`,
      picture: {
        kind: "wiring",
        columns: Array.from({ length: 4 }, () => ({ reads: "?", answers: "?" })),
        layers: 1,
        ways: ["forward"],
      },
      given: { what, shape },
      right: { label: right.label, says: `Its cells read and answer so: ${right.label}.` },
      wrong: draw.some(
        options.filter((one) => one !== right),
        3,
      ),
    });
  },
};

const SINGLE = /** @type {WiringSketch} */ ({ ...wired("one"), columns: [{ reads: "numbers", answers: "answer" }] });

/** @type {Question} */
const suits = {
  id: "shapes_suits",
  poll: true,
  lesson: "shapes",
  scene: "kinds",
  kind: "choice",
  about: "Which task suits a recurrent network",
  trap: "Recurrence is for what comes in an order, with a memory of what came before",
  make(draw) {
    const right = draw.pick([
      "Guess the next word of a sentence",
      "Recognise a spoken word from its sound",
      "Forecast tomorrow's load of a power grid",
      "Tag the names in a sentence",
    ]);
    const wrong = draw.some(
      [
        [
          "Is a tumour malignant, from its size and age?",
          "A row of measurements has no order in time: one input, one answer.",
        ],
        [
          "The price of a house from its area and rooms",
          "Area and rooms come in no order, and there is no past to remember.",
        ],
        [
          "Is there a cat in this image?",
          "An image is there at once; its neighbours are in space: a convolutional network suits it.",
        ],
        ["Will this customer leave, from a form?", "The fields of a form have no order that means something."],
      ],
      3,
    );
    return choice(draw, {
      ask: "Which of these tasks suits a recurrent network best?",
      picture: {
        kind: "wiring",
        columns: Array.from({ length: 4 }, (_, t) => ({ reads: `x${"₁₂₃₄"[t]}`, answers: "" })),
        layers: 1,
        ways: ["forward"],
      },
      given: { right },
      right: { label: right, says: "Its input comes one after another, and what came before decides what it means." },
      wrong: wrong.map(([label, says]) => ({ label, says, picture: SINGLE })),
    });
  },
};

/** @type {Question} */
const data = {
  id: "shapes_data",
  poll: true,
  lesson: "shapes",
  scene: "kinds",
  kind: "choice",
  about: "Which data lose their meaning when shuffled",
  trap: "Recurrence suits data in which the order says something",
  make(draw) {
    const ordered = draw.some(
      ["letters of a word", "prices day by day", "steps of a walk", "notes of a song", "words of a review"],
      3,
    );
    const right = draw.pick([
      "rows of a table of patients",
      "tickets drawn from a box",
      "a bag of apples, weighed one by one",
    ]);
    return choice(draw, {
      ask:
        "Three of these data lose their meaning when they are shuffled. " +
        "Which does not, so that recurrence brings nothing?",
      picture: {
        kind: "wiring",
        columns: Array.from({ length: 4 }, (_, t) => ({ reads: "2413"[t], answers: "" })),
        layers: 1,
        ways: ["forward"],
      },
      given: { right, ordered },
      right: { label: right, says: "In any order they say the same: there is nothing that a state has to carry on." },
      wrong: ordered.map((label) => ({
        label,
        says: `Shuffled ${label} say something else: the order is part of what is meant.`,
        picture: wired("tags"),
      })),
    });
  },
};

/** @type {Question} */
const film = {
  id: "shapes_film",
  poll: true,
  lesson: "shapes",
  scene: "kinds",
  kind: "choice",
  about: "Convolutional and recurrent network together",
  trap: "One looks at a frame, the other carries on what was seen",
  make(draw) {
    const what = draw.pick([
      "films of sign language become words",
      "films get a caption",
      "a goal is found in a football film",
    ]);
    const chain = (/** @type {string} */ answers, /** @type {boolean} */ apart) =>
      /** @type {WiringSketch} */ ({
        kind: "wiring",
        columns: Array.from({ length: 4 }, (_, t) => ({
          reads: `frame ${t + 1}`,
          answers: t === 3 || apart ? answers : "",
        })),
        layers: apart ? 1 : 2,
        ways: ["forward"],
        apart,
      });
    return choice(draw, {
      ask: `A convolutional and a recurrent network work together: ${what}. Who does what?`,
      picture: chain("answer", false),
      given: { what },
      right: {
        label: "the convolutional one reads each frame, the recurrent one what comes after what",
        says: "Each frame becomes a vector by convolution; these vectors are the recurrent network's words.",
      },
      wrong: [
        {
          label: "the recurrent one reads each frame, the convolutional one the order",
          says: "Neighbours in a frame are in space, which convolution is for; time is what a state carries on.",
          picture: chain("answer", false),
        },
        {
          label: "the convolutional one alone, frame by frame",
          says: "Then each frame is answered by itself: nothing is carried on.",
          picture: chain("answer", true),
        },
        {
          label: "both vote, each on the whole film",
          says: "They work one on top of the other: what one computes of a frame, the other reads.",
          picture: chain("answer", false),
        },
      ],
    });
  },
};

/** @type {Question} */
const bottleneck = {
  id: "shapes_bottleneck",
  lesson: "shapes",
  scene: "bottleneck",
  kind: "number",
  about: "What goes from encoder to decoder",
  trap: "One state, however long the sentence: that is the bottleneck",
  make(draw) {
    const [units, words, cell] = [draw.int(2, 9) * 8, draw.int(8, 30), draw.pick(["RNN", "GRU", "LSTM"])];
    const states = cell === "LSTM" ? 2 : 1;
    const picture = /** @type {WiringSketch} */ ({
      ...wired("translates"),
      columns: wired("translates").columns.map((one, t) => ({ ...one, lit: t === 2 })),
      work: [line(`${units} units${states > 1 ? ", h and c" : ""}: ${units * states} numbers go to the right`)],
    });
    return number({
      ask:
        `Encoder and decoder, ${cell} with ${units} units, no attention. A sentence of ` +
        `${words} words is read. How many numbers does the decoder get of it?`,
      picture: wired("translates"),
      given: { units, words, cell },
      answer: units * states,
      right:
        `${units * states}: the last state${states > 1 ? ", h and c," : ""} ` +
        `and nothing else, for ${words} words as for two.`,
      ideas: [
        {
          value: units * words,
          says: "All states would reach it with attention. Without, only the last one does.",
          picture,
        },
        {
          value: units * (3 - states),
          says:
            states > 1
              ? "An LSTM hands on two states, h and c."
              : `Only an LSTM has a second state, c. A ${cell} has one.`,
          picture,
        },
        { value: words, says: "The words stay with the encoder. What goes on is its last state.", picture },
      ],
      other: { says: "Count the numbers of the last state.", picture },
    });
  },
};

const FROM_THE_END = ["last", ...["second", "third", "fourth", "fifth", "sixth"].map((one) => `${one} from the end`)];

/** @type {Question} */
const attention = {
  id: "shapes_attention",
  lesson: "shapes",
  scene: "attention",
  kind: "place",
  about: "Where attention looks when a word is reversed",
  trap: "The last letter read is the first one written",
  make(draw) {
    const letters = draw.some([..."abcdefghij"], draw.int(5, 7));
    const written = [...letters].reverse();
    const k = draw.int(0, letters.length - 2);
    const due = letters.length - 1 - k;
    const row = (/** @type {number} */ at, /** @type {boolean} */ known) => ({
      id: `a${at}`,
      label: `writes ${written[at]}`,
      type: /** @type {const} */ ("heat"),
      values: letters.map((_, t) => (known ? Number(t === letters.length - 1 - at) : 0)),
      hue: "hidden",
      scale: /** @type {const} */ ("gate"),
    });
    return place({
      ask:
        `A decoder with attention writes “${letters.join(" ")}” backwards. Click the ` +
        `letter at which it has to look for its letter number ${k + 1}.`,
      picture: { kind: "score", words: letters, rows: [] },
      given: { letters, k },
      answer: `word:${due}`,
      right: `“${letters[due]}”: backwards, its letter ${k + 1} ` + `is the one that was read ${FROM_THE_END[k]}.`,
      places: letters.map((letter, t) => ({ id: `word:${t}`, label: letter })),
      wrong: (id) => ({
        says:
          id === `word:${k}`
            ? "That would be copying: each letter from its own place. Backwards, the matrix runs from the end."
            : `Letter ${k + 1} of what is written is “${written[k]}”.`,
        picture: { kind: "score", words: letters, rows: written.map((_, at) => row(at, true)), lit: [due] },
      }),
    });
  },
};

/** @type {Question} */
const pool = {
  id: "shapes_pool",
  lesson: "shapes",
  scene: "pool",
  kind: "place",
  about: "Which word the maximum picks",
  trap: "The maximum is taken unit by unit, and keeps signs",
  needs: ["everyday/lstm"],
  make(draw, { network }) {
    const { words, values, sentence, unit } = draw.clearest(12, 0.1, () => {
      const sentence = draw.pick(JUDGED);
      const trace = record(network("everyday/lstm"), sentence);
      const hidden = trace.layer().hidden;
      const unit = draw.int(0, hidden.cols - 1);
      const values = trace.words.map((_, t) => rounded(hidden.at(t, unit), 4));
      const sorted = [...values].sort((a, b) => b - a);
      return [sorted[0] - sorted[1], { words: trace.words, values, sentence, unit }];
    });
    const due = values.indexOf(Math.max(...values));
    const strongest = values.map(Math.abs).indexOf(Math.max(...values.map(Math.abs)));
    const row = /** @type {const} */ ({
      id: "h",
      label: "state of one unit",
      type: "bars",
      values,
      hue: "hidden",
      scale: "signed",
    });
    return place({
      ask: "One answer for a sentence, from the largest state. Click the word from which this unit's value is taken.",
      picture: { kind: "score", words, rows: [row] },
      given: { sentence, unit },
      answer: `h:${due}`,
      right: `“${words[due]}”: ${plain(values[due], 2)} is the largest value of this unit, wherever it stands.`,
      places: words.map((word, t) => ({ id: `h:${t}`, label: word })),
      wrong: (id) => {
        const t = Number(id.slice(2));
        const says =
          t === strongest && values[t] < 0
            ? `${plain(values[t], 2)} is the strongest, but negative: the maximum keeps signs.`
            : t === words.length - 1
              ? "That is the last state. The maximum may come from any word."
              : `Here it is ${plain(values[t], 2)}; at “${words[due]}” it is ${plain(values[due], 2)}.`;
        return { says, picture: { kind: "score", words, rows: [{ ...row, figures: true }], lit: [due] } };
      },
    });
  },
};

export const SHAPES_QUESTIONS = [kind, suits, data, film, bottleneck, attention, pool];
