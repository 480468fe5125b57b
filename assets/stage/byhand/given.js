/** The fields of the sheet: inputs, first states, the weights of each gate, and what is asked. */

import { subscript } from "../arrays.js";
import { html, put, say } from "../svg.js";
import { gatesOf, numberAt, readNumber, sizeOf } from "./sheet.js";
import { ORDER } from "./solve.js";
import { WORDS, letterOf } from "./values.js";

/** @typedef {import("./sheet.js").Sheet} Sheet */
/** @typedef {import("./solve.js").Solution} Solution */
/** @typedef {import("./terms.js").Write} Write */

/**
 * @typedef {object} Field
 * @property {HTMLInputElement} input
 * @property {HTMLElement | null} slope where the derivative by this weight stands
 */

export class Given {
  /** @param {(place: string, text: string) => void} typed */
  constructor(typed) {
    this.typed = typed;
    this.element = html("section", { class: "given", "aria-label": "Given" });
    /** @type {Map<string, Field>} */
    this.fields = new Map();
    this.shape = "";
  }

  /**
   * Show a sheet; a field in which one types keeps what is typed.
   * @param {Solution} solution
   * @param {{ back: boolean, write: Write, lit: Set<string>, hue: (signal: string) => string }} how
   */
  show(solution, { back, write, lit, hue }) {
    const { sheet } = solution;
    const shape = JSON.stringify([sheet.kind, sizeOf(sheet)]);
    if (shape !== this.shape) this.#build(sheet, hue);
    this.shape = shape;
    for (const [place, { input, slope }] of this.fields) {
      const value = numberAt(sheet, place);
      const known = readNumber(input.value);
      if (input.value === "" ? value !== null : known !== value || !isNear(input)) input.value = fieldText(value);
      input.removeAttribute("aria-invalid");
      input.classList.toggle("lit", lit.has(place) || lit.has(cellOf(place)));
      const found = back && slope ? solution.ofWeight(place) : null;
      if (slope) say(slope, found ? `δ ${write(found.leaf.value)}` : "");
    }
    this.element.classList.toggle("back", back);
  }

  /** Mark what was typed as no number. @param {string} place */
  refuse(place) {
    const found = this.fields.get(place);
    if (found) put(found.input, "aria-invalid", "true");
  }

  /** @param {Sheet} sheet @param {(signal: string) => string} hue */
  #build(sheet, hue) {
    this.fields.clear();
    this.element.replaceChildren(
      this.#inputs(sheet),
      html(
        "div",
        { class: "gates" },
        weighed(sheet).map((gate) => this.#gate(sheet, gate, hue(gate))),
      ),
    );
  }

  /** @param {Sheet} sheet */
  #inputs(sheet) {
    const { steps, inputs, units } = sizeOf(sheet);
    const times = range(steps);
    const head = html("tr", {}, [cell("th", ""), ...times.map((t) => cell("th", [html("i", {}, "x"), sub(t + 1)]))]);
    const rows = range(inputs).map((d) =>
      html("tr", {}, [
        cell("th", inputs > 1 ? `number ${d + 1}` : "input"),
        ...times.map((t) =>
          cell("td", this.#field(`x ${t} ${d}`, `Input ${t + 1}${inputs > 1 ? `, number ${d + 1}` : ""}`)),
        ),
      ]),
    );
    const states = [["h", "hidden state"], ...(sheet.kind === "lstm" ? [["c", "cell state"]] : [])];
    const starts = states.map(([letter, long]) =>
      html("label", { class: "start" }, [
        html("span", {}, [html("i", {}, letter), sub(0)]),
        ...range(units).map((j) => this.#field(`${letter} ${j}`, `First ${long}${units > 1 ? `, unit ${j + 1}` : ""}`)),
      ]),
    );
    return html("div", { class: "inputs" }, [
      html("div", { class: "scrolls" }, html("table", {}, [head, ...rows])),
      html("div", { class: "starts" }, starts),
    ]);
  }

  /** @param {Sheet} sheet @param {string} gate @param {string} hue */
  #gate(sheet, gate, hue) {
    const { inputs, units } = sizeOf(sheet);
    const letter = letterOf(sheet.kind, gate);
    const label = WORDS[gate];
    const heads = [
      ...range(inputs).map((d) => (inputs > 1 ? [html("i", {}, "x"), sup(d + 1)] : [html("i", {}, "x")])),
      ...range(units).map((k) => (units > 1 ? [html("i", {}, "h"), sup(k + 1)] : [html("i", {}, "h")])),
      [html("i", {}, "b")],
    ];
    const rows = range(units).map((j) => {
      const own = units > 1 ? `, unit ${j + 1}` : "";
      const say = (/** @type {string} */ what) => `${label}${own}: ${what}`;
      return html("tr", {}, [
        ...(units > 1 ? [cell("th", `${j + 1}`)] : []),
        ...range(inputs).map((d) =>
          cell("td", this.#weight(`${gate} input ${j} ${d}`, say(`weight of x${inputs > 1 ? ` ${d + 1}` : ""}`))),
        ),
        ...range(units).map((k) =>
          cell("td", this.#weight(`${gate} recurrent ${j} ${k}`, say(`weight of h${units > 1 ? ` ${k + 1}` : ""}`))),
        ),
        cell("td", this.#weight(`${gate} bias ${j}`, say("bias"))),
      ]);
    });
    const head = html("tr", {}, [...(units > 1 ? [cell("th", "")] : []), ...heads.map((one) => cell("th", one))]);
    return html("fieldset", { class: "gate", style: `--hue: ${hue}` }, [
      html("legend", {}, [html("i", {}, letter), ` ${label}`]),
      html("div", { class: "scrolls" }, html("table", {}, [head, ...rows])),
    ]);
  }

  /** @param {string} place @param {string} label */
  #weight(place, label) {
    const slope = html("small", { class: "slope" });
    return [this.#field(place, label, slope), slope];
  }

  /** @param {string} place @param {string} label @param {HTMLElement | null} [slope] */
  #field(place, label, slope = null) {
    const input = html("input", {
      type: "text",
      inputmode: "text",
      autocomplete: "off",
      spellcheck: "false",
      "aria-label": label,
      onfocus: () => input.select(),
      oninput: () => this.typed(place, input.value),
    });
    this.fields.set(place, { input, slope });
    return input;
  }
}

/** The gates in the order in which they are worked out. @param {Sheet} sheet */
const weighed = (sheet) => ORDER[sheet.kind].filter((signal) => gatesOf(sheet).includes(signal));

/** How a number stands in a field. @param {number | null} value */
export const fieldText = (value) => (value === null ? "" : String(Number(value.toPrecision(12))).replace("-", "−"));

/** Whether somebody types in a field. @param {HTMLInputElement} input */
const isNear = (input) => /** @type {ShadowRoot | Document} */ (input.getRootNode()).activeElement === input;

/** Where a given number stands in the table. @param {string} place */
function cellOf(place) {
  const [what, first, second] = place.split(" ");
  if (what === "x") return `x${second} ${Number(first) + 1}`;
  return what === "h" ? `hidden${first} 0` : `cell_state${first} 0`;
}

/** @param {number} count */
const range = (count) => Array.from({ length: count }, (_, at) => at);

/** @param {"th" | "td"} tag @param {Node | string | (Node | string)[]} children */
const cell = (tag, children) => html(tag, {}, children);

/** @param {number} at */
const sub = (at) => html("sub", { "aria-label": subscript(at) }, String(at));

/** @param {number} at */
const sup = (at) => html("sup", {}, `(${at})`);
