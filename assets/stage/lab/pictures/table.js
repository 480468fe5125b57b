// @ts-nocheck
/** The lab's numbers as a table: for screen readers, and for whoever wants to read instead of look. */

import { scientific } from "../../arrays.js";
import { html } from "../../svg.js";
import { scored } from "./columns.js";
import { inWords } from "../data/runs.js";

const HEAD = [
  "run",
  "state",
  "loss",
  "gradient norm",
  "measured at step",
  "held-out",
  "‖∂L/∂h‖, first word",
  "last word",
];

const cell = (value) => (value === null || value === undefined ? "–" : scientific(value));

/** What a row says of a run at a training step. */
function row(lab, member, step) {
  const { entry, run } = member;
  const frame = lab.frameOf(member);
  const measured = frame
    ? [String(frame.step), scored(entry, frame.score), cell(frame.profile[0]), cell(frame.profile.at(-1))]
    : ["–", "–", "–", "–"];
  return html("tr", {}, [
    html("th", { scope: "row" }, entry.name),
    ...[inWords(run), cell(run.losses.at(step)), cell(run.norms.at(step)), ...measured].map((text) =>
      html("td", {}, text),
    ),
  ]);
}

export function numbersTable(lab) {
  const body = html("div", { class: "tablebody" });
  const root = html("details", { class: "astable" }, [
    html("summary", {}, "The numbers of this training step as a table"),
    body,
  ]);
  const refresh = () => {
    if (!root.open) return;
    const step = Math.round(lab.film.step);
    const head = html(
      "tr",
      {},
      HEAD.map((name) => html("th", { scope: "col" }, name)),
    );
    body.replaceChildren(
      html("table", {}, [
        html("caption", {}, `training step ${step}`),
        head,
        ...lab.runs.map((member) => row(lab, member, step)),
      ]),
    );
  };
  root.ontoggle = refresh;
  return { root, refresh };
}
