/** The tables of an opened step: what is weighed, what is added and squashed, what comes next. A row is a unit. */

import { digitsFor, format, subscript } from "../../arrays.js";
import { counted, percent } from "../../parts/words.js";
import { html } from "../../svg.js";
import { ADD, ANSWER, SQUASH, WEIGH } from "./acts.js";
import { curveOf } from "./curve.js";
import { likeliest } from "./numbers.js";

const MOST = 4; // answers that are shown

/** @typedef {import("./acts.js").Looked} Looked */
/** @typedef {import("./acts.js").Numbers} Numbers */
/** @typedef {import("./acts.js").Opened} Opened */

/**
 * Return the rows in which the old state and the word stand above the weights of W.
 * @param {Opened} read
 * @param {Numbers} numbers
 * @param {Looked} at
 */
export function weighRows({ W, trace }, { old, word }, at) {
  const { timestep, one } = at;
  const [H, E] = [old.length, word.length];
  const there = at.act >= WEIGH;
  const names = one
    ? [html("th", { colspan: H + E }, `× one matrix W = [W_hh  W_xh], ${H} × ${H + E}`)]
    : [
        html("th", { colspan: H }, `× W_hh, ${H} × ${H}`),
        html("th", { colspan: E, class: "step-x" }, `× W_xh, ${H} × ${E}`),
      ];
  const rows = Array.from({ length: H }, (_, unit) =>
    rowOf(unit, at, [
      html("th", {}, `unit ${unit + 1}`),
      ...Array.from(W.row(unit), (weight, place) =>
        html("td", { class: place === H ? "step-x" : "" }, there ? format(weight, 2) : ""),
      ),
    ]),
  );
  const from = timestep ? `old state h${subscript(timestep)}` : "h₀: nothing read yet";
  return [
    html("tr", {}, [
      html("th"),
      html("th", { colspan: H }, from),
      html("th", { colspan: E, class: "step-x" }, `“${trace.words[timestep]}”: x${subscript(timestep + 1)}`),
    ]),
    html("tr", {}, [
      html("th"),
      ...Array.from(old, (value) => coloured(value, "step-old", at)),
      ...Array.from(word, (value, place) => coloured(value, place ? "step-word" : "step-word step-x", at)),
    ]),
    html("tr", { class: there ? "" : "step-later" }, [html("th"), ...names]),
    ...rows,
  ];
}

/**
 * Return the terms of a unit's sum and the sum, with as many digits as the terms need to give it.
 * @param {Numbers} numbers
 * @param {number} unit
 * @param {boolean} one whether one matrix weighs
 */
export function termsOf({ ofState, ofWord, both, bias, sum }, unit, one) {
  const terms = [...(one ? [both[unit]] : [ofState[unit], ofWord[unit]]), bias[unit]];
  const digits = digitsFor(terms, (all) => all.reduce((total, term) => total + term, 0), 2);
  return [...terms.map((term) => format(term, digits)), format(sum[unit], 2)];
}

/**
 * Return the rows of sum, bias and new state, with the curve of the function above them.
 * @param {Numbers} numbers
 * @param {Looked} at
 */
export function addRows(numbers, at) {
  const { sum, state } = numbers;
  const { act, one, squash } = at;
  /** @type {[string, number][]} */
  const weighed = one ? [["= sum", WEIGH]] : [["= W_hh h", WEIGH], ["+ W_xh x", WEIGH]]; // prettier-ignore
  /** @type {[string, number][]} */
  const columns = [...weighed, ["+ b", ADD], ["= a", ADD]];
  const squashed = act >= SQUASH;
  const rows = Array.from(state, (value, unit) => {
    const terms = termsOf(numbers, unit, one);
    return rowOf(unit, at, [
      html("th", { class: "step-narrow" }, `unit ${unit + 1}`),
      ...columns.map(([, from], place) => html("td", {}, act >= from ? terms[place] : "")),
      coloured(value, "step-new", at, squashed),
    ]);
  });
  const curve = squashed ? curveOf(sum, state, at.unit, squash === "ReLU") : "";
  return [
    html("tr", { class: "step-curve" }, [
      html("th", { class: "step-narrow" }),
      html("td", { colspan: columns.length + 1, rowspan: 2 }, curve),
    ]),
    html("tr", { class: "step-curve" }, html("th", { class: "step-narrow" })),
    html("tr", {}, [
      html("th", { class: "step-narrow" }),
      ...columns.map(([title, from]) => html("th", { class: act >= from ? "" : "step-later" }, title)),
      html("th", { class: squashed ? "step-result" : "step-later" }, `${squash}(a) = h${subscript(at.timestep + 1)}`),
    ]),
    ...rows,
  ];
}

/**
 * Return the rows of the likeliest next words.
 * @param {Opened} read
 * @param {Numbers} numbers
 * @param {Looked} at
 */
export function answerRows({ trace }, { scores, shares }, { act, timestep }) {
  const { classes } = trace.network;
  const { first, others, rest } = likeliest(shares, MOST);
  const rows = first.map((place) =>
    html("tr", {}, [
      html("th", {}, classes[place]),
      html("td", {}, format(scores[place], 2)),
      html("td", { class: "acts-bar-of" }, html("i", { style: `width:${(100 * shares[place]).toFixed(1)}%` })),
      html("td", {}, `${percent(shares[place])} %`),
    ]),
  );
  const more = html("tr", { class: "step-rest" }, [
    html("th", { colspan: 3 }, `${counted(others, "other word")}`),
    html("td", {}, `${percent(rest)} %`),
  ]);
  return [
    html("tr", {}, html("th", { colspan: 4 }, `W_y h${subscript(timestep + 1)} + b_y: a score for each word`)),
    html("tr", {}, [
      html("th", {}, "next word"),
      html("th", {}, "score"),
      html("th", { colspan: 2 }, "softmax: probability"),
    ]),
    ...(act >= ANSWER ? [...rows, more] : []),
  ];
}

/** @param {number} value @param {string} look @param {Looked} at @param {boolean} [there] */
function coloured(value, look, { hue }, there = true) {
  if (!there) return html("td", { class: `${look} step-later` });
  return html("td", { class: look, style: `background-color:${hue(value)}` }, format(value, 2));
}

/** A row of a unit, chosen by a click. @param {number} unit @param {Looked} at @param {Node[]} cells */
function rowOf(unit, at, cells) {
  const row = html("tr", { class: unit === at.unit ? "step-unit step-here" : "step-unit" }, cells);
  row.onclick = () => at.look(unit);
  return row;
}
