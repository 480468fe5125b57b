/** The list of what is held by hand: each can be let go, and all at once. Nothing is there while nothing is held. */

import { hands, take } from "../../hands.js";
import { atRest } from "../../parts/rest.js";
import { html, put, say } from "../../svg.js";

const KEY = "Hatched: held. Dashed lines and outlined bars: the network left alone.";
const BELOW = "What is written below is about the network left alone.";

/** @typedef {Pick<import("../../types.d.ts").ScoreData, "held" | "refused" | "where">} Data */

export class HeldList {
  /** @param {Data} data */
  constructor(data) {
    this.data = data;
    this.count = 0;
    this.chips = html("ul", { role: "list" });
    this.all = html("button", { type: "button", class: "all", onclick: letGoOfAll }, "Let go of all");
    this.notes = html("div");
    this.list = html("div", { class: "held", role: "group", "aria-label": "Held by hand" }, [
      html("div", {}, [this.chips, this.all]),
      this.notes,
    ]);
    this.spoken = html("span", { class: "spoken", "aria-live": "polite" });
    this.root = html("div", {}, [this.list, this.spoken]);
    this.drawLater = atRest(() => this.rest());
    this.speakLater = atRest(() => say(this.spoken, inWords(this.data)));
    this.draw();
  }

  /**
   * Show what is held. What makes the list longer waits until the hand rests: the slider under it would move away.
   * @param {Data} data
   */
  update(data) {
    const grows = data.held.length + data.refused.length > this.count;
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
    const { held, refused, where } = this.data;
    this.count = held.length + refused.length;
    this.list.hidden = this.count === 0;
    while (this.chips.children.length > held.length) this.chips.lastElementChild?.remove();
    while (this.chips.children.length < held.length)
      this.chips.append(html("li", {}, html("button", { type: "button" })));
    held.forEach((one, index) => write(/** @type {HTMLButtonElement} */ (this.chips.children[index].firstChild), one));
    const only = where ? `Held in ${where}, which the lens looks into. ` : "";
    const said = held.length ? [...refused, `${only}${KEY} ${BELOW}`] : refused;
    this.notes.replaceChildren(...said.map((text) => html("p", {}, text)));
  }
}

/** @param {HTMLButtonElement} chip @param {import("./holds.js").Held} held */
function write(chip, { clamp, said }) {
  say(chip, `${said} ×`);
  put(chip, "aria-label", `Let go: ${said}`);
  chip.onclick = () => take({ operations: hands.operations.filter((one) => one !== clamp) });
}

/** Words that are erased or replaced stay so. */
const letGoOfAll = () => take({ operations: hands.operations.filter(({ kind }) => kind !== "clamp") });

/** @param {Data} data */
const inWords = ({ held, refused }) =>
  [held.length ? `Held: ${held.map(({ said }) => said).join("; ")}.` : "Nothing is held.", ...refused].join(" ");
