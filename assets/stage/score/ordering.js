/** The choice in which order units stand in the pictures. */

import { hands, take } from "../hands.js";
import { html } from "../svg.js";
import { NAMES, showsUnits } from "./order.js";

/** @typedef {import("./order.js").By} By */

const ABOUT =
  "The effect on the answer is what a unit adds to it after the last word. The units that matter most are large.";
const CHOICES = /** @type {By[]} */ (Object.keys(NAMES));

export class Ordering {
  constructor() {
    this.offered = CHOICES;
    this.options = CHOICES.map((by) => html("option", { value: by }, NAMES[by]));
    this.select = html("select", {}, this.options);
    this.select.onchange = () => take({ order: /** @type {By} */ (this.select.value) });
    const label = html("label", {}, [html("span", {}, "Order of the units (o)"), this.select]);
    this.root = html("div", { class: "ordering" }, [label, html("small", {}, ABOUT)]);
  }

  /**
   * Show the order that is chosen, where pictures show several units. What units carry is the difference to a twin: it
   * is offered where there is one.
   * @param {import("../types.d.ts").ScoreData} board
   */
  show({ staves, units }) {
    const twin = hands.twin !== null;
    this.root.hidden = units < 2 || !showsUnits(staves);
    this.offered = CHOICES.filter((by) => by !== "carried" || twin || hands.order === by);
    for (const option of this.options) {
      const by = /** @type {By} */ (option.value);
      option.hidden = option.disabled = !this.offered.includes(by);
    }
    if (this.select.value !== hands.order) this.select.value = hands.order;
  }

  /** Take the next order. */
  turn() {
    if (this.root.hidden) return;
    const next = (this.offered.indexOf(hands.order) + 1) % this.offered.length;
    take({ order: this.offered[next] });
  }
}
