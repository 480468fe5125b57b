/** The lab's numbers as a table: for screen readers, and for whoever wants to read instead of look. */

import { scientific } from "../../parts/words.js";
import { html } from "../../svg.js";
import { inWords } from "../data/runs.js";
import { scored } from "../data/scores.js";

/** @typedef {import("../lab.js").Lab} Lab */
/** @typedef {import("../types.d.ts").Member} Member */

const HEAD = [
  "run",
  "state",
  "loss of this step's batch",
  "gradient norm",
  "measured at step",
  "held-out",
  "‖∂L/∂h‖, first word",
  "last word",
];

/** @param {number | null | undefined} value */
const cell = (value) => (value === null || value === undefined ? "–" : scientific(value));

export class NumbersTable {
  #lab;
  #body = html("div", { class: "tablebody" });
  root;

  /** @param {Lab} lab */
  constructor(lab) {
    this.#lab = lab;
    const summary = html("summary", {}, "The numbers of this training step as a table");
    this.root = html("details", { class: "astable" }, [summary, this.#body]);
    this.root.ontoggle = () => this.refresh();
  }

  refresh() {
    if (!this.root.open) return;
    const step = Math.round(this.#lab.film.step);
    const head = HEAD.map((name) => html("th", { scope: "col" }, name));
    const rows = this.#lab.runs.map((member) => this.#row(member, step));
    const caption = html("caption", {}, `training step ${step}`);
    this.#body.replaceChildren(html("table", {}, [caption, html("tr", {}, head), ...rows]));
  }

  /**
   * What a row says of a run at a training step.
   * @param {Member} member
   * @param {number} step
   */
  #row(member, step) {
    const { entry, run } = member;
    const frame = this.#lab.frameOf(member);
    const measured = frame
      ? [String(frame.step), scored(entry, frame.score), cell(frame.profile[0]), cell(frame.profile.at(-1))]
      : ["–", "–", "–", "–"];
    const texts = [inWords(run), cell(run.losses.at(step)), cell(run.norms.at(step)), ...measured];
    const cells = texts.map((text) => html("td", {}, text));
    return html("tr", {}, [html("th", { scope: "row" }, entry.name), ...cells]);
  }
}
