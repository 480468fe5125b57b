/** What to look at again: the questions whose last answer was wrong, with the scenes that show them. For paper, too. */

import { html } from "../svg.js";
import { counted } from "../parts/words.js";

/** @typedef {import("./types.d.ts").Question} Question */
/** @typedef {import("./progress.js").Progress} Progress */

/**
 * @param {Question[]} questions
 * @param {Progress} progress
 * @param {{ addressOf: (question: Question) => string, nameOf: (question: Question) => string,
 *   ask: (question: Question) => void }} ways
 */
export function listOf(questions, progress, { addressOf, nameOf, ask }) {
  const answered = questions.filter(({ id }) => progress.of(id));
  const wrong = answered.filter(({ id }) => progress.of(id)?.last === "wrong");
  const rows = wrong.map((question) => {
    const { wrong: wrongs, right } = /** @type {{ wrong: number, right: number }} */ (progress.of(question.id));
    const often = `${counted(wrongs, "wrong answer")}${right ? `, ${right} right before` : ""}`;
    return html("li", {}, [
      html("button", { type: "button", class: "what", onclick: () => ask(question) }, question.about),
      html("span", { class: "trap" }, question.trap),
      html("span", { class: "often" }, often),
      html("a", { href: addressOf(question), target: "_self" }, [
        nameOf(question),
        html("span", { class: "address" }, addressOf(question)),
      ]),
    ]);
  });
  const right = answered.length - wrong.length;
  const said = !answered.length
    ? "Nothing is answered yet. What you get wrong will stand here, with the scene that shows it."
    : wrong.length
      ? `${right} of ${counted(answered.length, "question")} right at last. To look at again:`
      : `All of ${counted(answered.length, "question")} right at last: nothing to look at again.`;
  return [html("p", {}, said), ...(rows.length ? [html("ol", { class: "list" }, rows)] : [])];
}
