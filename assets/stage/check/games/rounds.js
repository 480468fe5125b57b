/** Rounds of the games: what is read word by word, what is asked then, and what a network answers. Draws nothing. */

import { record } from "../../../net/trace.js";
import { plain } from "../asking.js";
import { SUBJECTS, recalled } from "../sentences.js";

/** @typedef {import("../../../net/types.d.ts").Network} Network */
/** @typedef {import("../draw.js").Draw} Draw */

/**
 * @typedef {object} Round
 * @property {string[]} words
 * @property {string} ask
 * @property {string[]} choices none where a number is asked
 * @property {string} due
 * @property {(network: Network) => { said: string, right: boolean }} play what a network says to it
 * @property {(said: string) => boolean} isRight
 *
 * @typedef {{ id: string, title: string, rule: string, task: string,
 *   round: (draw: Draw, level: number) => Round }} Game
 */

const NEAR = 1; // a total counts when it is as near, as in the task's own exam
const LONGEST = 24;
const MOST_BETWEEN = 30;
const DEEPEST = 8;
const PAIRS = { "(": ")", "[": "]", "{": "}" };
const NOTHING = "none";

/**
 * The class that a network finds most probable after the last word.
 * @param {Network} network
 * @param {string[]} words
 */
function likeliest(network, words) {
  const trace = record(network, words);
  const row = trace.answers.row(trace.length - 1);
  return network.classes[row.indexOf(Math.max(...row))];
}

/** A word as it is shown: a number with its minus sign. @param {string} word */
export const shown = (word) => word.replace(/^-(?=\d)/, "−");

/** @type {Game} */
const total = {
  id: "total",
  title: "Add until asked",
  rule: "After an “a” the next number is added; all other numbers do not count. At “b” the total is asked for.",
  task: "total",
  round(draw, level) {
    const length = Math.min(5 + 2 * level, LONGEST);
    /** @type {string[]} */
    const words = [];
    let sum = 0;
    let adds = false;
    while (words.length < length || !sum || adds) {
      const value = draw.int(-9, 9);
      if (!adds && words.length && draw.share() < 0.3) {
        words.push("a");
        adds = true;
        continue;
      }
      words.push(String(value));
      if (adds) sum += value;
      adds = false;
    }
    words.push("b");
    const isRight = (/** @type {string} */ said) => Math.abs(Number(said) - sum) <= NEAR;
    return {
      words,
      ask: "What is the total? Within 1 counts, for the networks too.",
      choices: [],
      due: String(sum),
      isRight,
      play(network) {
        const trace = record(network, words);
        const said = trace.answers.at(trace.length - 1);
        return { said: plain(said, 1), right: isRight(String(said)) };
      },
    };
  },
};

/** @type {Game} */
const animal = {
  id: "animal",
  title: "What was the animal?",
  rule: "A sentence goes by, and the gap grows. Who was it about? The networks say what it had.",
  task: "recall",
  round(draw, level) {
    const { subject, words } = recalled(draw, Math.min(3 + 3 * level, MOST_BETWEEN));
    return {
      words,
      ask: "Who was it?",
      choices: Object.keys(SUBJECTS),
      due: subject,
      isRight: (said) => said === subject,
      play(network) {
        const said = likeliest(network, words);
        const who = Object.keys(SUBJECTS).find((one) => SUBJECTS[one] === said);
        return { said: who ? `${said} (${who})` : said, right: SUBJECTS[subject] === said };
      },
    };
  },
};

/** @type {Game} */
const brackets = {
  id: "brackets",
  title: "Which bracket must close?",
  rule: "Brackets of three kinds open and close. Which must close next? Each round they nest deeper.",
  task: "brackets",
  round(draw, level) {
    const depth = Math.min(1 + level, DEEPEST);
    /** @type {string[]} */
    const words = [];
    /** @type {string[]} */
    const open = [];
    let deepest = 0;
    while (deepest < depth || open.length > Math.max(1, depth - 2)) {
      const closes = open.length > 0 && (deepest >= depth || draw.share() < 0.3);
      if (closes) words.push(PAIRS[/** @type {keyof typeof PAIRS} */ (open.pop())]);
      else {
        open.push(draw.pick(Object.keys(PAIRS)));
        words.push(open[open.length - 1]);
        deepest = Math.max(deepest, open.length);
      }
    }
    const last = open[open.length - 1];
    const due = last ? PAIRS[/** @type {keyof typeof PAIRS} */ (last)] : NOTHING;
    return {
      words,
      ask: "Which bracket must close next?",
      choices: [...Object.values(PAIRS), NOTHING],
      due,
      isRight: (said) => said === due,
      play(network) {
        const said = likeliest(network, words);
        return { said, right: said === due };
      },
    };
  },
};

export const GAMES = [total, brackets, animal];
export const PLAYERS = ["rnn", "lstm"];
