/** All questions in the order of the lessons. This is the only list of them. */

import { DEEPER } from "./questions/deeper.js";
import { GATES_OUT } from "./questions/gates_out.js";
import { GRADIENTS } from "./questions/gradients.js";
import { GRU } from "./questions/gru.js";
import { GUESS } from "./questions/guess.js";
import { LEARNING } from "./questions/learning.js";
import { LSTM } from "./questions/lstm.js";
import { SHAPES_QUESTIONS } from "./questions/shapes.js";
import { UNROLLED } from "./questions/unrolled.js";
import { WORDS_QUESTIONS } from "./questions/words.js";

/** @type {import("./types.d.ts").Question[]} */
export const QUESTIONS = [
  ...[...WORDS_QUESTIONS, ...GUESS, ...UNROLLED, ...SHAPES_QUESTIONS],
  ...[...LEARNING, ...GRADIENTS],
  ...[...LSTM, ...GRU, ...DEEPER, ...GATES_OUT],
];

/** What those are called that lectures ask as a poll or for a discussion; they stand in their lessons, too. */
export const POLLS_TITLE = "Polls of the lectures";

/** Return the question of this id. @param {string} id */
export const questionOf = (id) => QUESTIONS.find((one) => one.id === id);
