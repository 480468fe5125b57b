/**
 * Shapes of networks: each as a small drawing, which is a button, with how often networks of that shape are right; and
 * the one that is chosen large, with what a network reads and answers. Choosing another re-wires it.
 */

import { sheetOf, dress } from "../styles.js";
import { html, put, svg } from "../svg.js";
import { Picture as Wiring } from "./wiring.js";

/**
 * @typedef {object} Shape
 * @property {string} id
 * @property {string} label
 * @property {{ reads: boolean, answers: boolean, part: number }[]} steps
 * @property {string} says what a network does in this shape; "" for nothing
 * @property {number} low
 * @property {number} high between which shares all networks are right
 * @property {string} score the same in words; "" for nothing
 */

/**
 * @typedef {object} Kinds
 * @property {string} chosen
 * @property {number} heard how many choices the page has answered to
 * @property {Shape[]} shapes
 * @property {Record<string, import("./wiring.js").Wiring & { alt: string }>} wirings
 */

const [WIDE, TALL] = [148, 47]; // of a small drawing
const [BOX, APART] = [16, 32];
const TOP = (TALL - BOX) / 2;
const TIP = 4;
const RANGE = "(range of ten networks)";

/** @param {number} x @param {number} from @param {number} to */
const upwards = (x, from, to) => `M${x} ${from}V${to}M${x - TIP} ${to + TIP}L${x} ${to}L${x + TIP} ${to + TIP}`;

/** @param {Shape["steps"]} steps */
function small(steps) {
  const left = (WIDE - APART * (steps.length - 1) - BOX) / 2;
  const marks = steps.flatMap(({ reads, answers, part }, at) => {
    const x = left + at * APART;
    const middle = x + BOX / 2;
    const box = svg("rect", { class: "kinds-box", x, y: TOP, width: BOX, height: BOX, rx: 4 });
    put(box, "data-answers", answers);
    put(box, "data-part", part);
    const crossing = at > 0 && part !== steps[at - 1].part;
    const state = svg("path", { class: "kinds-way", d: `M${x - APART + BOX} ${TALL / 2}H${x}` });
    put(state, "data-crossing", crossing);
    return [
      ...(at ? [state] : []),
      box,
      ...(reads ? [svg("path", { class: "kinds-way", d: upwards(middle, TALL - 2, TOP + BOX + 3) })] : []),
      ...(answers ? [svg("path", { class: "kinds-way kinds-out", d: upwards(middle, TOP - 2, 3) })] : []),
    ];
  });
  return svg("svg", { class: "kinds-small", viewBox: `0 0 ${WIDE} ${TALL}`, "aria-hidden": "true" }, marks);
}

export class Picture {
  /** @param {import("../page.js").Root} root @param {(value: unknown) => void} tell */
  constructor(root, tell) {
    this.tell = tell;
    this.data = /** @type {Kinds | null} */ (null);
    this.chosen = "";
    this.clicks = 0;
    this.choices = html("div", { class: "kinds-choices", role: "group", "aria-label": "Shapes" });
    this.frame = html("div", { class: "picture kinds" }, this.choices);
    root.append(this.frame);
    sheetOf("pictures/wiring.css").then((sheet) => dress(root, sheet));
    this.wiring = new Wiring(root);
  }

  /** @param {Kinds} data */
  show(data) {
    this.data = data;
    this.clicks = Math.max(this.clicks, data.heard);
    if (data.heard === this.clicks) this.chosen = data.chosen; // else a later choice is on its way to the page
    const focused = /** @type {ShadowRoot | Document} */ (this.frame.getRootNode()).activeElement;
    const at = Array.from(this.choices.children).indexOf(/** @type {Element} */ (focused));
    this.choices.replaceChildren(...data.shapes.map((shape) => this.#choice(shape)));
    if (at >= 0) /** @type {HTMLElement} */ (this.choices.children[at]).focus();
    this.#draw();
  }

  /** @param {Shape} shape */
  #choice({ id, label, steps, says, low, high, score }) {
    const band = html("i", { class: "kinds-band", style: `--low:${low};--high:${high}` });
    const told = says ? [html("span", { class: "kinds-says" }, says)] : [];
    const choose = () => {
      this.chosen = id;
      this.clicks += 1;
      this.#draw();
      this.tell([id, this.clicks]);
    };
    return html("button", { type: "button", class: "kinds-one", "data-id": id, onclick: choose }, [
      html("span", { class: "kinds-label" }, label),
      small(steps),
      ...told,
      ...(score ? [band, html("span", { class: "kinds-score" }, score), html("small", {}, RANGE)] : []),
    ]);
  }

  #draw() {
    if (!this.data) return;
    for (const one of this.choices.children) put(one, "aria-pressed", one.getAttribute("data-id") === this.chosen);
    const wiring = this.data.wirings[this.chosen];
    this.wiring.show(wiring, { alt: wiring.alt });
  }

  end() {
    this.wiring.end();
    this.frame.remove();
  }
}
