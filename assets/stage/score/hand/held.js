/** The list of what is done by hand: each can be undone, and all at once. Nothing is there while nothing is done. */

import { hands, take } from "../../hands.js";
import { atRest } from "../../parts/rest.js";
import { html, put, say } from "../../svg.js";
import { isForAll } from "./done.js";

const KEY = "Hatched: done by hand. Dashed lines and outlined bars: the network left alone.";
const AROUND = "The text around this picture is about the network left alone.";

/** @typedef {Pick<import("../../types.d.ts").ScoreData, "done" | "refused" | "where">} Data */

export class HeldList {
  /** @param {Data} data */
  constructor(data) {
    this.data = data;
    this.count = 0;
    this.chips = html("ul", { role: "list" });
    this.all = html("button", { type: "button", class: "all", onclick: undoAll }, "Undo all");
    this.notes = html("div");
    this.row = html("div", {}, [this.chips, this.all]);
    this.list = html("div", { class: "held", role: "group", "aria-label": "Done by hand" }, [this.row, this.notes]);
    this.spoken = html("span", { class: "spoken", "aria-live": "polite" });
    this.root = html("div", {}, [this.list, this.spoken]);
    this.drawLater = atRest(() => this.rest());
    this.speakLater = atRest(() => say(this.spoken, inWords(this.data)));
    this.draw();
  }

  /**
   * Show what is done. What makes the list longer waits until the hand rests: the slider under it would move away.
   * @param {Data} data
   */
  update(data) {
    const grows = data.done.length + data.refused.length > this.count;
    const news = inWords(data) !== inWords(this.data);
    this.data = data;
    if (grows) this.drawLater();
    else this.draw();
    if (news) this.speakLater();
  }

  rest() {
    const root = /** @type {ShadowRoot | Document} */ (this.root.getRootNode());
    if (root.querySelector("input:active")) this.drawLater();
    else this.draw();
  }

  draw() {
    const { done, refused, where } = this.data;
    this.count = done.length + refused.length;
    this.list.hidden = this.count === 0;
    while (this.chips.children.length > done.length) this.chips.lastElementChild?.remove();
    while (this.chips.children.length < done.length)
      this.chips.append(html("li", {}, html("button", { type: "button" })));
    done.forEach((one, index) => write(/** @type {HTMLButtonElement} */ (this.chips.children[index].firstChild), one));
    const only =
      where && !done.every(({ operation }) => isForAll(operation)) ? `In ${where}, which the lens looks into. ` : "";
    const said = done.length ? [...refused, `${only}${KEY} ${AROUND}`] : refused;
    this.notes.replaceChildren(...said.map((text) => html("p", {}, text)));
  }
}

/** @param {HTMLButtonElement} chip @param {import("./done.js").Done} done */
function write(chip, { operation, said }) {
  say(chip, `${said} ×`);
  put(chip, "aria-label", `Undo: ${said}`);
  chip.onclick = () => take({ operations: hands.operations.filter((one) => one !== operation) });
}

const undoAll = () => take({ operations: [] });

/** @param {Data} data */
const inWords = ({ done, refused }) =>
  [done.length ? `By hand: ${done.map(({ said }) => said).join("; ")}.` : "Nothing is done by hand.", ...refused].join(
    " ",
  );
