/**
 * The weights of RNN, GRU and LSTM for any sizes: a box for each block of a cell, how many times the RNN's weights that
 * makes, and what it is of the whole network.
 */

import { thousands } from "../parts/words.js";
import { html, put, say } from "../svg.js";
import { CELLS, MOST, MOST_LAYERS, countOf, formulaOf, sizeOf, wrongWith } from "./sizes/numbers.js";

/** @typedef {import("./sizes/numbers.js").Cell} Cell */
/** @typedef {import("./sizes/numbers.js").Sizes} Sizes */

/** @typedef {{ presets: Record<string, Sizes & { cell: Cell }>, first: string }} Told presets by their names */

const FIELDS = /** @type {const} */ ([
  ["words", "words", MOST],
  ["vector", "numbers in a word’s vector", MOST],
  ["units", "units", MOST],
  ["layers", "layers", MOST_LAYERS],
]);
const CHECKS = /** @type {const} */ ([
  ["oneHot", "one-hot words"],
  ["twoBiases", "two biases, as in PyTorch"],
]);
const PARTS = /** @type {const} */ (["words", "cell", "readout"]);

export class Picture {
  /** @param {import("../page.js").Root} root */
  constructor(root) {
    this.veiled = false;
    this.chosen = /** @type {Cell} */ ("lstm");
    this.sizes = /** @type {Sizes | null} */ (null);
    this.signature = "";
    this.fields = FIELDS.map(([name, label]) => {
      const field = html("input", {
        inputmode: "numeric",
        name,
        autocomplete: "off",
        oninput: () => this.typed(),
      });
      return html("label", { class: "sizes-field" }, [html("span", {}, label), field]);
    });
    this.checks = CHECKS.map(([name, label]) =>
      html("label", { class: "sizes-check" }, [
        html("input", { type: "checkbox", name, onchange: () => this.typed() }),
        label,
      ]),
    );
    this.presets = html("div", {
      class: "sizes-presets",
      role: "group",
      "aria-label": "Sizes of a lecture",
    });
    this.wrong = html("p", { class: "sizes-wrong", role: "alert" });
    this.bar = html("div", { class: "sizes-bar" }, [this.presets, ...this.fields, ...this.checks]);
    this.rows = html("div", { class: "sizes-rows" });
    this.formula = html("p", { class: "sizes-formula", role: "status" });
    this.whole = html("p", { class: "sizes-whole" });
    this.root = html("div", { class: "picture sizes", role: "group" }, [
      ...[this.bar, this.wrong, this.rows, this.formula, this.whole],
    ]);
    root.append(this.root);
  }

  /** @param {Told} data @param {{ alt: string, veiled: boolean, fresh: number }} around */
  show(data, { alt, veiled, fresh }) {
    this.veiled = veiled;
    put(this.root, "aria-label", alt);
    this.root.classList.toggle("sizes-covered", veiled);
    const buttons = Object.entries(data.presets).map(([name, sizes]) =>
      html("button", { type: "button", class: "key", onclick: () => this.take(sizes) }, name),
    );
    this.presets.replaceChildren(...buttons);
    const signature = `${JSON.stringify(data)} ${fresh}`;
    if (signature === this.signature) return this.draw();
    this.signature = signature;
    this.take(data.presets[data.first]);
  }

  /** Put sizes into the fields, and count. @param {Sizes & { cell: Cell }} sizes */
  take({ cell, ...sizes }) {
    this.chosen = cell;
    for (const input of this.inputs) {
      const value = sizes[/** @type {keyof Sizes} */ (input.name)];
      if (typeof value === "boolean") input.checked = value;
      else input.value = thousands(value);
    }
    this.typed();
  }

  get inputs() {
    return /** @type {HTMLInputElement[]} */ ([...this.bar.querySelectorAll("input")]);
  }

  /** Read the fields; what is no size is told, and the last count stays. */
  typed() {
    const inputs = new Map(this.inputs.map((input) => [input.name, input]));
    const text = (/** @type {string} */ name) => inputs.get(name)?.value ?? "";
    const checked = (/** @type {string} */ name) => inputs.get(name)?.checked ?? false;
    const wrong = FIELDS.map(([name, label, most]) =>
      name === "vector" && checked("oneHot") ? "" : wrongWith(label, text(name), most),
    );
    FIELDS.forEach(([name], at) => {
      const input = inputs.get(name);
      if (!input) return;
      put(input, "aria-invalid", String(Boolean(wrong[at])));
      input.disabled = name === "vector" && checked("oneHot");
    });
    say(this.wrong, wrong.find(Boolean) ?? "");
    if (wrong.some(Boolean)) return;
    const [words, units, layers] = ["words", "units", "layers"].map((name) => sizeOf(text(name)));
    const oneHot = checked("oneHot");
    const vector = oneHot ? words : sizeOf(text("vector"));
    this.sizes = {
      words,
      units,
      layers,
      vector,
      oneHot,
      twoBiases: checked("twoBiases"),
    };
    this.draw();
  }

  draw() {
    const { sizes } = this;
    if (!sizes) return;
    const cells = /** @type {Cell[]} */ (Object.keys(CELLS));
    this.rows.replaceChildren(
      html("div", { class: "sizes-head", "aria-hidden": "true" }, [
        ...["", "blocks of one cell", "", "weights of the cell"].map((text) => html("span", {}, text)),
        html("span", { class: "sizes-legend" }, ["whole network: ", ...PARTS.map(legend)]),
      ]),
      ...cells.map((cell) => this.row(cell, sizes)),
    );
    const { name } = CELLS[this.chosen];
    if (this.veiled) {
      say(this.formula, "A block: a matrix for the word, a matrix for the old state, and a bias.");
      say(this.whole, "");
      return;
    }
    const count = countOf(this.chosen, sizes);
    say(this.formula, `${name}: ${formulaOf(this.chosen, sizes, thousands)} = ${thousands(count.cell)}`);
    const vectors = sizes.oneHot
      ? "one-hot words need no vectors"
      : `${thousands(sizes.words)} · ${thousands(sizes.vector)} = ${thousands(count.words)} for the words’ vectors`;
    const readout = `${thousands(sizes.words)} · (${thousands(sizes.units)} + 1) = ${thousands(count.readout)}`;
    say(this.whole, `Beside the cell: ${vectors}; ${readout} for the readout.`);
  }

  /** @param {Cell} cell @param {Sizes} sizes */
  row(cell, sizes) {
    const { veiled } = this;
    const { name, blocks } = CELLS[cell];
    const [count, plain] = [countOf(cell, sizes), countOf("rnn", sizes)];
    const covered = veiled && cell !== "rnn";
    const known = (/** @type {string} */ text) => (covered ? "?" : text);
    const boxes = covered ? [] : blocks.map((block) => html("i", {}, block));
    if (!covered && cell === "peepholes") boxes.push(html("i", { class: "sizes-holes" }, "+ 3"));
    const shares = html(
      "span",
      { class: "sizes-shares", "aria-hidden": "true" },
      PARTS.map((part) =>
        html("i", {
          class: `sizes-of-${part}`,
          style: `flex-grow:${count[part] / count.total}`,
        }),
      ),
    );
    const look = {
      type: "button",
      class: "sizes-row",
      "aria-pressed": String(!veiled && cell === this.chosen),
      disabled: veiled,
      onclick: () => {
        this.chosen = cell;
        this.draw();
        /** @type {HTMLElement | null} */ (this.rows.querySelector("[aria-pressed=true]"))?.focus();
      },
    };
    return html("button", look, [
      html("b", {}, name),
      html("span", { class: "sizes-blocks" }, boxes),
      html("b", { class: "sizes-times" }, known(`× ${times(count.cell / plain.cell)}`)),
      html("span", { class: "sizes-number" }, known(thousands(count.cell))),
      html("span", { class: "sizes-network" }, [
        html("span", {}, known(`${thousands(count.total)} (× ${times(count.total / plain.total)})`)),
        covered ? "" : shares,
      ]),
    ]);
  }
}

/** A part of the network in its colour. @param {(typeof PARTS)[number]} part */
const legend = (part) => html("span", {}, [html("i", { class: `sizes-of-${part}` }), part]);

/** "4", "3.98", "1.02": two digits where it is no whole number. @param {number} ratio */
const times = (ratio) => (Number.isInteger(ratio) ? String(ratio) : ratio.toFixed(2));
