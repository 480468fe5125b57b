/** Questions about *Deeper and both ways*. */

import { choice, line, number, place } from "../asking.js";
import { recalled } from "../sentences.js";

/** @typedef {import("../types.d.ts").Question} Question */
/** @typedef {import("../types.d.ts").WiringSketch} WiringSketch */

/**
 * @param {string[]} words
 * @param {number} layers
 * @param {("forward" | "back")[]} ways
 * @param {(t: number) => boolean} [lit]
 * @returns {WiringSketch}
 */
const wired = (words, layers, ways, lit = () => false) => ({
  kind: "wiring",
  columns: words.map((reads, t) => ({ reads, answers: "", lit: lit(t) })),
  layers,
  ways,
});

/** @type {Question} */
const weights = {
  id: "deeper_weights",
  lesson: "deeper",
  scene: "layers",
  kind: "number",
  about: "How many weights two layers have",
  trap: "The second layer reads states, not words",
  make(draw) {
    const [units, inputs] = [draw.int(3, 7), draw.int(2, 9)];
    const [first, second] = [units * (units + inputs + 1), units * (units + units + 1)];
    const picture = /** @type {import("../types.d.ts").BlocksSketch} */ ({
      kind: "blocks",
      bands: [{ label: "layer 2", rows: units }],
      blocks: [
        { label: `own state · ${units}`, cols: units },
        { label: `layer 1 · ${units}`, cols: units },
        { label: "bias", cols: 1 },
      ],
      work: [
        line(`layer 1: ${units} · (${units} + ${inputs} + 1) = ${first}`),
        line(`layer 2: ${units} · (${units} + ${units} + 1) = ${second}`),
      ],
    });
    return number({
      ask:
        `Two RNN layers of ${units} units each read vectors of ${inputs} numbers. ` +
        "How many weights have both together, biases counted?",
      picture: wired(["x₁", "x₂", "x₃", "…"], 2, ["forward"]),
      given: { units, inputs },
      answer: first + second,
      right: `${first} + ${second}: the second layer reads the ${units} states of the first.`,
      ideas: [
        {
          value: 2 * first,
          says: "You gave the second layer words to read. It reads the states of the first.",
          picture,
        },
        { value: first, says: "That is the first layer.", picture },
        { value: 2 * second, says: `The first layer reads the ${inputs} numbers of a word.`, picture },
        { value: first + second - 2 * units, says: "You left out the biases.", picture },
      ],
      other: { says: "Count each layer by what it reads.", picture },
    });
  },
};

/** @type {Question} */
const wide = {
  id: "deeper_wide",
  lesson: "deeper",
  scene: "both",
  kind: "number",
  about: "What a readout of two directions sees",
  trap: "Both directions' states are put beside one another",
  make(draw) {
    const [units, classes] = [draw.int(3, 16), draw.int(2, 5)];
    const picture = /** @type {import("../types.d.ts").BlocksSketch} */ ({
      kind: "blocks",
      bands: [{ label: "answers", rows: classes }],
      blocks: [
        { label: `from the left · ${units}`, cols: units },
        { label: `from the right · ${units}`, cols: units },
        { label: "bias", cols: 1 },
      ],
      work: [line(`${classes} · (${units} + ${units} + 1) = ${classes * (2 * units + 1)}`)],
    });
    return number({
      ask:
        `A network reads in both directions, with ${units} units each. How many weights ` +
        `has the readout that tells ${classes} tags apart, biases counted?`,
      picture: wired(["the", "dog", "barks"], 1, ["forward", "back"]),
      given: { units, classes },
      answer: classes * (2 * units + 1),
      right: `${classes} · (2 · ${units} + 1): it sees both states at each word.`,
      ideas: [
        {
          value: classes * (units + 1),
          says: "You counted one direction. Both states stand beside one another.",
          picture,
        },
        { value: classes * 2 * units, says: "You left out the biases.", picture },
        { value: 2 * classes * (units + 1), says: "There is one readout for both, with one bias an answer.", picture },
      ],
      other: { says: "Two states of that many units go in.", picture },
    });
  },
};

/** @type {Question} */
const clue = {
  id: "deeper_clue",
  lesson: "deeper",
  scene: "both",
  kind: "choice",
  about: "Which direction knows at a word",
  trap: "A direction knows only what stands on its side",
  make(draw) {
    const before = draw.pick([true, false]);
    const words = draw.pick([
      before ? ["the", "river", "has", "a", "bank"] : ["the", "bank", "of", "the", "river"],
      before ? ["President", "Roosevelt", "called", "Teddy"] : ["Teddy", "Roosevelt", "was", "President"],
      before ? ["money", "lies", "in", "the", "bank"] : ["the", "bank", "has", "money"],
    ]);
    const asked = words.find((word) => word === "bank" || word === "Teddy") ?? words[0];
    const at = words.indexOf(asked);
    const [left, right] = ["the direction from the left", "the direction from the right"];
    const ways = /** @type {("forward" | "back")[]} */ ([before ? "forward" : "back"]);
    const sees = (/** @type {boolean} */ fromLeft) =>
      wired(words, 1, [fromLeft ? "forward" : "back"], (t) => (fromLeft ? t <= at : t >= at));
    return choice(draw, {
      ask: `“${words.join(" ")}”: which direction can know at “${asked}” what it means?`,
      picture: wired(words, 1, ["forward", "back"], (t) => t === at),
      given: { words, at, before },
      right: {
        label: before ? left : right,
        says:
          `What tells it stands ${before ? "before" : "behind"} “${asked}”, ` +
          `where only ${before ? left : right} has been.`,
      },
      wrong: [
        {
          label: before ? right : left,
          says: `Here is what it has read at “${asked}”: what tells the meaning is not among it.`,
          picture: sees(!before),
        },
        {
          label: "either by itself",
          says: "Only one of them has read the word that tells it.",
          picture: { ...sees(before), ways },
        },
        {
          label: "neither, even together",
          says: "The word that tells it is in the sentence, and one direction has read it.",
          picture: { ...sees(before), ways },
        },
      ],
    });
  },
};

/** @type {Question} */
const waits = {
  id: "deeper_waits",
  lesson: "deeper",
  scene: "wait",
  kind: "number",
  about: "How many answers may still change",
  trap: "Two directions cannot answer before the end",
  make(draw) {
    const both = draw.pick([true, true, false]);
    const { words } = recalled(draw, draw.int(4, 7));
    const heard = draw.int(3, words.length - 2);
    const read = words.slice(0, heard);
    const picture = wired(read, 1, both ? ["forward", "back"] : ["forward"], () => both);
    return number({
      ask:
        `A tagger that reads ${both ? "in both directions" : "from the left only"} has heard “${read.join(" ")}” ` +
        `and tagged each word. Another word comes. How many of the ${heard} tags may change?`,
      picture: wired(read, 1, both ? ["forward", "back"] : ["forward"]),
      given: { both, heard },
      answer: both ? heard : 0,
      right: both
        ? `All ${heard}: the direction from the right begins anew, at the new word.`
        : "None: what was read does not change, so neither do its states.",
      ideas: [
        {
          value: both ? 0 : heard,
          says: both
            ? "The direction from the right starts at the end, and the end has moved."
            : "From the left, a state knows only what came before; a later word changes none.",
          picture,
        },
        {
          value: 1,
          says: both
            ? "Not only the last: the new word is read first by the direction from the right, and carried on to all."
            : "The last state was computed before the new word came.",
          picture,
        },
        { value: heard + 1, says: `There are ${heard} tags so far.`, picture },
      ],
      other: { says: "Which states does the new word enter?", picture },
    });
  },
};

/** @type {Question} */
const reach = {
  id: "deeper_reach",
  lesson: "deeper",
  scene: "layers",
  kind: "place",
  about: "Which state changes with a word",
  trap: "Forward, a word moves its own state and all later ones, in every layer",
  make(draw) {
    const { words } = recalled(draw, draw.int(3, 5));
    const back = draw.pick([true, false]);
    const changed = draw.int(1, words.length - 2);
    const last = back ? 0 : words.length - 1;
    const asked = draw.pick(["nearest", "farthest"]);
    const due = asked === "nearest" ? changed : last;
    const moves = (/** @type {number} */ t) => Number(back ? t <= changed : t >= changed);
    const row = (/** @type {boolean} */ known) => ({
      id: "s",
      label: "state of layer 2",
      type: /** @type {const} */ ("heat"),
      values: words.map((_, t) => (known ? moves(t) : 0)),
      hue: "hidden",
      scale: /** @type {const} */ ("gate"),
    });
    const which = asked === "nearest" ? "first" : "last";
    return place({
      ask:
        `Two layers read from the ${back ? "right" : "left"}. “${words[changed]}” is replaced. In its ` +
        `reading order, click the ${which} word at which the second layer's state changes.`,
      picture: { kind: "score", words, rows: [row(false)], lit: [changed] },
      given: { words, changed, back, asked },
      answer: `s:${due}`,
      right:
        asked === "nearest"
          ? "At the word itself: both layers read it at its timestep."
          : "Up to its last one: what changed is carried on.",
      places: words.map((word, t) => ({ id: `s:${t}`, label: word })),
      wrong: (id) => ({
        says: moves(Number(id.slice(2)))
          ? `This state changes, but it is not the ${which} one.`
          : `It has read this word ${back ? "before, coming from the right" : "before it came to the changed one"}: ` +
            "the state stays.",
        picture: { kind: "score", words, rows: [row(true)], lit: [changed] },
      }),
    });
  },
};

export const DEEPER = [weights, wide, clue, waits, reach];
