/**
 * The lens: the equations of one timestep and one unit, with the numbers that stand in them.
 *
 * It is closed until a cell is chosen. Two designs were compared: it is open exactly while a place is pinned, or the
 * cursor says so (`opened`). The first has no state of its own, but whoever plays lets go of the place, and would lose
 * the numbers that they want to see change. So the cursor says it.
 */

import { Apart } from "./apart/panel.js";
import { diagram } from "./diagram/diagram.js";
import { Handle } from "./hand/handle.js";
import { columnsOf, equationsOf, isLong, largestProducts, sumOf, whatIsRead } from "./model.js";
import { move } from "../cursor.js";
import { hands } from "../hands.js";
import { html, put, say } from "../svg.js";

const SHOWN_PRODUCTS = 3;

/** @typedef {import("./model.js").Model} Model */
/** @typedef {import("./model.js").Gate} Gate */

/**
 * Return the lens on a network; `covered` until the reader has predicted what its numbers would tell.
 * @param {import("./stage.js").Stage} stage
 * @param {Model} model
 * @param {boolean} covered
 * @param {number} room that there is across, px
 * @param {boolean} closes whether it can be closed
 */
export const lens = (stage, model, covered, room, closes) => new Lens(stage, model, covered, room, closes);

export class Lens {
  /**
   * @param {import("./stage.js").Stage} stage
   * @param {Model} model
   * @param {boolean} covered
   * @param {number} room
   * @param {boolean} closes
   */
  constructor(stage, model, covered, room, closes) {
    this.stage = stage;
    this.model = model;
    this.covered = covered;
    this.selected = 0;
    this.handle = new Handle();
    /** @type {import("../cursor.js").Cursor | null} */
    this.last = null;
    this.title = html("h2");
    this.words = html("p", { class: "where" });
    this.picture = diagram(stage, model, room);
    this.apart = covered ? null : new Apart(stage, model, this.picture, room);
    this.equations = html("ol", { class: "equations", role: "list" });
    this.rows = model.gates.map((gate, index) => this.gateRow(gate, index));
    this.heading = html("h3");
    this.products = html("table");
    const name = "Lens: the equations of this timestep and unit";
    this.root = html("aside", { class: "lens", id: "lens", "aria-label": name }, [
      html("header", {}, [...(closes ? [closer()] : []), this.title, this.words]),
      html("div", { class: "body" }, covered ? cover() : this.body()),
    ]);
  }

  body() {
    const columns = columnsOf(this.model).map((text) => html("th", { scope: "col", role: "columnheader" }, text));
    const line = html("tr", { role: "row" }, [html("td", { role: "cell" }), ...columns]);
    const head = html("thead", { role: "rowgroup" }, line);
    const sums = html("tbody", { role: "rowgroup" }, this.rows);
    // It is laid out as a grid, so that a long row can break: the roles keep it a table.
    const table = { class: "numbers", role: "table", style: `--columns:${columns.length}` };
    const step = this.apart ? [this.picture.root, this.apart.root] : this.picture.root;
    return [
      html("div", { class: "step" }, step),
      this.equations,
      html("table", table, [head, sums]),
      this.handle.root,
      html("div", { class: "products" }, [this.heading, this.products]),
      html("p", { class: "shapes" }, shapesOf(this.model)),
    ];
  }

  /**
   * A step that is taken apart, as a film of it needs it.
   * @returns {import("../entries/entry.js").TakenApart | null}
   */
  get takenApart() {
    const { apart, root, title } = this;
    if (!apart) return null;
    const parts = () => [title, this.words, .../** @type {Iterable<Element>} */ (root.querySelectorAll(".step"))];
    const happen = (/** @type {number} */ share) => {
      if (root.classList.contains("drawer")) slide(root, true);
      apart.happen(share);
    };
    return { count: apart.operations.length, happen, parts };
  }

  /** @param {Gate} gate @param {number} index */
  gateRow(gate, index) {
    const title = `${gate.label}: show its largest products, hold it by hand`;
    const look = { type: "button", class: "chip", style: `--hue:${gate.hue}`, title };
    const name = html("button", { ...look, onclick: () => this.select(index) }, gate.symbol);
    const cells = columnsOf(this.model).map(() => html("td", { role: "cell" }));
    return html("tr", { role: "row" }, [html("th", { scope: "row", role: "rowheader" }, name), ...cells]);
  }

  /** @param {number} index of a gate */
  select(index) {
    this.selected = index;
    if (this.last) this.move(this.last);
  }

  /** Take other numbers of the same network. @param {Model} model */
  update(model) {
    this.model = model;
    this.picture.update(model);
    this.apart?.update(model);
  }

  /** Whether a picture shows gates as held that are not: the lens shows the network as it is. */
  isFree() {
    return hands.operations.length === 0 && this.stage.data.staves.some(({ type }) => type === "carousel");
  }

  /** @param {import("../cursor.js").Cursor} state */
  move(state) {
    const { model } = this;
    const selected = model.gates[this.selected];
    const { timestep: t, unit: j } = state;
    this.last = state;
    say(this.title, `timestep ${t + 1} · unit ${j + 1}`);
    const notes = [this.isFree() ? "nothing held" : "", state.pinned ? "pinned" : ""].filter(Boolean);
    say(this.words, [`the network reads ${whatIsRead(model, t)}`, ...notes].join(" · "));
    if (this.covered) return;
    this.picture.move(state);
    this.apart?.move(state);
    fill(this.equations, "li", equationsOf(model, t, j));
    this.handle.move(selected, model);
    this.rows.forEach((row, index) => {
      const gate = model.gates[index];
      const texts = sumOf(model, gate, t, j);
      texts.forEach((text, place) => say(row.children[place + 1], text));
      row.classList.toggle("long", isLong(texts));
      put(row, "aria-selected", gate === selected);
    });
    const inside = model.reset === "after" && selected.name === "candidate" ? ", those of h before r·( … )" : "";
    say(this.heading, `weight × value: the largest in ${selected.symbol}${inside}`);
    const lines = largestProducts(model, selected, t, j, SHOWN_PRODUCTS);
    while (this.products.rows.length < lines.length) this.products.append(productRow());
    lines.forEach((texts, line) => texts.forEach((text, place) => say(this.products.rows[line].children[place], text)));
  }
}

function closer() {
  const label = "Close this step (Esc)";
  const onclick = () => move({ opened: false, pinned: false, operation: -1 });
  return html("button", { type: "button", class: "key closer", "aria-label": label, title: label, onclick }, "×");
}

const cover = () => html("p", { class: "cover" }, "The equations open with your prediction.");

const productRow = () => html("tr", {}, [html("th", { scope: "row" }), html("td"), html("td")]);

/**
 * Write texts into the children of an element, which are made when they are needed first.
 * @param {Element} list
 * @param {"li"} name
 * @param {string[]} texts
 */
function fill(list, name, texts) {
  while (list.children.length < texts.length) list.append(html(name));
  texts.forEach((text, index) => say(list.children[index], text));
}

/** @param {Model} model */
function shapesOf({ hiddenSize, inputs, kind, gates, writes }) {
  const rows = gates.length * hiddenSize;
  const each = gates.length > 1 ? `, ${gates.length} gates of ${hiddenSize} rows` : "";
  const convention = writes
    ? "Here z near 1 writes the candidate (Chung et al. 2014); in PyTorch it keeps the state."
    : "PyTorch's convention: z near 1 keeps; textbooks often write it the other way round.";
  return [
    `${kind.toUpperCase()}: x has ${inputs.cols} numbers, h has ${hiddenSize}.`,
    `W_x is ${rows}×${inputs.cols}, W_h is ${rows}×${hiddenSize}${each};`,
    `side by side they are one matrix of ${rows}×${inputs.cols + hiddenSize}. The same numbers at every timestep.`,
    ...(kind === "gru" ? [convention] : []),
  ].join(" ");
}

/**
 * Make the lens a drawer at the bottom: a click on its heading calls `toggle`.
 * @param {Element} aside
 * @param {boolean} open
 * @param {() => void} toggle
 */
export function asDrawer(aside, open, toggle) {
  const header = aside.querySelector("header");
  if (!header) return;
  put(header, "role", "button");
  put(header, "tabindex", "0");
  slide(aside, open);
  header.onclick = toggle;
  header.onkeydown = (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    toggle();
  };
  aside.classList.add("drawer");
}

/** Open or close a drawer. @param {Element} aside @param {boolean} open */
export function slide(aside, open) {
  aside.toggleAttribute("open", open);
  put(aside.querySelector("header") ?? aside, "aria-expanded", open);
}
