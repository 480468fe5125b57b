/** All questions in the order of the lessons. This is the only list of them. */

import { GRADIENTS } from "./questions/gradients.js";
import { LSTM } from "./questions/lstm.js";
import { UNROLLED } from "./questions/unrolled.js";

/** @type {import("./types.d.ts").Question[]} */
export const QUESTIONS = [...UNROLLED, ...GRADIENTS, ...LSTM];

/** Return the question of this id. @param {string} id */
export const questionOf = (id) => QUESTIONS.find((one) => one.id === id);
