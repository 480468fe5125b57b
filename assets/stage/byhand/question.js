/** What is differentiated on the way back: the last state of a unit, or half its squared distance from a target. */

import { html, say } from "../svg.js";
import { select } from "./bar.js";
import { fieldText } from "./given.js";
import { readNumber } from "./sheet.js";

export class Question {
  /** @param {{ ask: (unit: number) => void, typed: (place: string, text: string) => void }} acts */
  constructor({ ask, typed }) {
    this.unit = select({}, "Unit that is asked for", (id) => ask(Number(id)));
    this.target = html("input", {
      type: "text",
      autocomplete: "off",
      "aria-label": "Target; empty for none",
      placeholder: "none",
      oninput: () => typed("y", this.target.value),
    });
    this.loss = html("span");
    this.element = html("p", { class: "question" }, [
      html("span", {}, "δ of a number: the derivative of L by it."),
      this.loss,
      this.unit,
      html("label", {}, ["target ", html("i", {}, "y"), " (optional) ", this.target]),
    ]);
  }

  /** @param {import("./solve.js").Solution} solution @param {import("./terms.js").Write} write */
  show({ sheet, units, steps, loss }, write) {
    const h = `h at timestep ${steps}`;
    say(this.loss, `L = ${sheet.target === null ? h : `½·(h − y)², ${h},`} = ${write(loss)}`);
    if (this.unit.length !== units)
      this.unit.replaceChildren(
        ...Array.from({ length: units }, (_, j) => html("option", { value: String(j) }, `unit ${j + 1}`)),
      );
    this.unit.value = String(sheet.asked);
    this.unit.hidden = units === 1;
    if (readNumber(this.target.value) !== sheet.target) this.target.value = fieldText(sheet.target);
    this.target.removeAttribute("aria-invalid");
  }
}
