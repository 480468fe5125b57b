/** A vote as a class sees it: the question with its answers; once it is revealed, how often each was given. */

import { html } from "../svg.js";

/**
 * @typedef {object} Vote
 * @property {number} number
 * @property {string} question
 * @property {string[]} answers
 * @property {number} round 1, or 2 after the class has talked
 * @property {boolean} open
 * @property {number} voted how many have
 * @property {number[][] | null} counts of each round; null before they are revealed
 * @property {number | null} right which answer the network gave
 */

/**
 * Return what shows a vote.
 * @param {Vote} vote
 * @param {number} people how many are in the room
 * @param {(number | null)[] | null} mine what this reader said in each round; null for the presenter
 * @param {((answer: number) => void) | null} cast votes; null where it is too late, or for the presenter
 */
export function ballot(vote, people, mine, cast) {
  const said = mine?.[vote.round - 1] ?? null;
  const may = cast && vote.open && said === null;
  const answers = vote.answers.map((text, at) => {
    if (may) return html("li", {}, html("button", { type: "button", onclick: () => cast(at) }, text));
    return html("li", { class: at === said ? "mine" : "" }, [label(vote, at, said), bars(vote, at)]);
  });
  const kind = vote.counts ? "votes counted" : "votes";
  return html("section", { class: kind, "aria-label": "Vote of the class" }, [
    html("h2", {}, vote.question),
    html("ol", {}, answers),
    html("p", { class: "how-many", role: "status" }, told(vote, people, said, mine !== null)),
  ]);
}

/** @param {Vote} vote @param {number} at @param {number | null} said */
function label({ answers, right }, at, said) {
  const signs = [at === right ? "✓ came out" : "", at === said ? "your vote" : ""].filter(Boolean);
  return html("span", { class: "answer" }, [
    answers[at],
    ...signs.map((sign) => html("span", { class: sign.startsWith("✓") ? "sign right" : "sign" }, sign)),
  ]);
}

/** @param {Vote} vote @param {number} at */
function bars({ counts }, at) {
  const all = (counts ?? []).map((round, index) => {
    const votes = round.reduce((sum, one) => sum + one, 0);
    const share = votes ? round[at] / votes : 0;
    const when = counts && counts.length > 1 ? ["first", "second"][index] : "";
    const bar = html("span", { class: "track", "aria-hidden": "true" }, html("i", { class: `round-${index + 1}` }));
    /** @type {HTMLElement} */ (bar.firstChild).style.width = `${100 * share}%`;
    return html("span", { class: "bar" }, [
      ...(when ? [html("span", { class: "when" }, when)] : []),
      bar,
      html("span", { class: "count" }, `${round[at]} · ${Math.round(100 * share)} %`),
    ]);
  });
  return html("span", { class: "bars" }, all);
}

/** @param {Vote} vote @param {number} people @param {number | null} said @param {boolean} student */
function told({ round, open, voted, counts }, people, said, student) {
  const vote = round > 1 ? "the second vote" : "the vote";
  const many = `${voted} of ${Math.max(people, voted)} have voted.`;
  if (counts) return `${voted === 1 ? "1 vote" : `${voted} votes`}${round > 1 ? " in the second round" : ""}.`;
  const mine = !student ? "" : said !== null ? "You have voted. " : open ? "Choose an answer: it counts once. " : "";
  const later = student && said !== null ? " The presenter shows the result later." : "";
  return `${mine}${open ? many : `${many} ${vote[0].toUpperCase()}${vote.slice(1)} is closed.`}${later}`;
}
