/** What is read from the states, in words. */

import { percent } from "../../parts/words.js";

/** @typedef {import("../ink.js").Ink} Ink */

const NO_SUBJECT = "There is no subject in this sentence: nothing can be read.";

/** @param {number | null} share */
export const told = (share) => (share === null ? "NaN" : `${percent(share)} %`);

/**
 * What is read after a word.
 * @param {Ink} ink
 * @param {number} timestep
 */
export function saidAt({ words, rows, subject, at }, timestep) {
  if (!subject) return NO_SUBJECT;
  if (timestep < at) return `The ${subject} has not been read yet.`;
  const each = rows.map(({ name, read }) => {
    const one = read[timestep];
    if (!one) return "";
    const other = one.right ? "" : ` (${subject} ${told(one.of)})`;
    return `${name} ${one.word} ${told(one.share)}${other}`;
  });
  return `After “${words[timestep]}”: ${each.join(" · ")}. Pale: the reader is unsure.`;
}

/** What is read after the last word and what is said next, for who does not see it. @param {Ink} ink */
export function summaryOf({ rows, subject, words, answer }) {
  if (!subject) return NO_SUBJECT;
  const each = rows.map(({ name, read, says }) => {
    const last = read.at(-1);
    return `${name}: ${last?.word ?? ""} ${told(last?.share ?? null)}${answer ? `, says ${says.word}` : ""}`;
  });
  return `“${words.join(" ")}”. The ${subject} at the end: ${each.join("; ")}.`;
}
