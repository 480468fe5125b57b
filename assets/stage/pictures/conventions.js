/**
 * The four ways to write a GRU, with the same numbers in each: what z means, and where the reset gate stands. Between
 * two of them stands by how much they differ. With the sign of z's weights turned, two of them become the same network.
 */

import { format } from "../arrays.js";
import { html, put, say } from "../svg.js";
import { WAYS, apart, drawn, outputs, turned } from "./conventions/numbers.js";

const EQUAL = 1e-12; // below it two numbers differ by rounding alone

/** @typedef {import("./conventions/numbers.js").Numbers} Numbers */

/**
 * @typedef {object} Conventions
 * @property {Numbers} numbers
 * @property {Record<string, string>} who writes it so, by the letter of the way
 */

/** A weight with its index. @param {string} name @param {string} of */
const named = (name, of) => [name, html("sub", {}, of)];

const SAYS = { keeps: "z near 1 keeps the old state", writes: "z near 1 takes the new value" };
const WHERE = { before: "r inside, before U", after: "r outside, after U" };
const PAIRS = /** @type {const} */ ([
  ["A", "B"],
  ["C", "D"],
  ["A", "C"],
  ["B", "D"],
]);

export class Picture {
  /** @param {import("../page.js").Root} root */
  constructor(root) {
    this.data = /** @type {Conventions | null} */ (null);
    this.numbers = /** @type {Numbers | null} */ (null);
    this.veiled = false;
    this.turn = true;
    this.buttons = [false, true].map((turn) =>
      html("button", { type: "button", class: "key", onclick: () => this.choose(turn) }, [
        turn ? "z’s weights with the other sign in B and D" : "the same weights in all four",
      ]),
    );
    this.other = html("button", { type: "button", class: "key", onclick: () => this.draw() }, "Other numbers");
    this.bar = html("div", { class: "transport conventions-bar" }, [
      html(
        "div",
        {
          class: "conventions-turn",
          role: "group",
          "aria-label": "Weights of z",
        },
        this.buttons,
      ),
      this.other,
    ]);
    this.grid = html("div", { class: "conventions-grid" });
    this.note = html("p", { class: "conventions-note", role: "status" });
    this.root = html("div", { class: "picture conventions", role: "group" }, [this.bar, this.grid, this.note]);
    root.append(this.root);
  }

  /** @param {Conventions} data @param {{ alt: string, veiled: boolean }} around */
  show(data, { alt, veiled }) {
    if (JSON.stringify(data) !== JSON.stringify(this.data)) this.numbers = data.numbers;
    Object.assign(this, { data, veiled });
    put(this.root, "aria-label", alt);
    this.bar.inert = veiled;
    this.root.classList.toggle("conventions-covered", veiled);
    this.build();
  }

  /** @param {boolean} turn */
  choose(turn) {
    this.turn = turn;
    this.build();
  }

  draw() {
    this.numbers = drawn(Math.random);
    this.build();
  }

  build() {
    const { data, numbers, veiled, turn } = this;
    if (!data || !numbers) return;
    this.buttons.forEach((button, at) => put(button, "aria-pressed", String(!veiled && Boolean(at) === turn)));
    const found = Object.fromEntries(
      Object.entries(WAYS).map(([name, way]) => [name, outputs(turn && way.writes ? turned(numbers) : numbers, way)]),
    );
    const heads = Object.values(SAYS).map((says, at) => html("h3", { class: `conventions-head-${at}` }, says));
    const sides = Object.values(WHERE).map((says, at) => html("p", { class: `conventions-side-${at}` }, says));
    const cards = Object.keys(WAYS).map((name) => this.card(name, data.who[name], found[name], found.A));
    const signs = PAIRS.map(([one, other]) => this.sign(one, other, found[one], found[other]));
    this.grid.replaceChildren(...heads, ...sides, ...cards, ...signs);
    const equal = PAIRS.filter(([one, other]) => apart(found[one], found[other]) < EQUAL);
    const same = equal.map((pair) => pair.join(" and ")).join(", ");
    const other = turn ? "They are the same network, written in another way." : "";
    say(this.note, veiled ? "" : same ? `Equal to the last digit: ${same}. ${other}` : "No two give the same states.");
  }

  /**
   * One way: who writes it so, its equations, and its states after each step.
   * @param {string} name
   * @param {string} who
   * @param {number[][]} states
   * @param {number[][]} first those of the first way
   */
  card(name, who, states, first) {
    const { writes, before } = WAYS[name];
    const minus = this.turn && writes && !this.veiled;
    const sum = [...named("W", "z"), " x + ", ...named("U", "z"), " old"];
    const gate = minus ? [html("b", { class: "conventions-minus" }, "−"), "(", ...sum, ")"] : sum;
    const rows = states[0].map((_, unit) =>
      html("tr", {}, [
        html("th", { scope: "row" }, `unit ${unit + 1}`),
        ...states.map((state, step) => {
          const other = !this.veiled && Math.abs(state[unit] - first[step][unit]) >= EQUAL;
          return html("td", other ? { class: "conventions-other" } : {}, this.veiled ? "?" : format(state[unit], 4));
        }),
      ]),
    );
    const head = html("tr", {}, [
      html("th"),
      ...states.map((_, step) => html("th", { scope: "col" }, `step ${step + 1}`)),
    ]);
    return html(
      "section",
      {
        class: `conventions-card conventions-${name}`,
        "aria-label": `Way ${name}: ${who}`,
      },
      [
        html("h3", {}, [html("b", {}, name), html("span", {}, who)]),
        html("p", {}, ["z = σ(", ...gate, ")"]),
        html("p", {}, ["new = tanh(W x + ", html("b", {}, before ? "U (r ⊙ old)" : "r ⊙ (U old)"), ")"]),
        html("p", {}, ["h = ", html("b", {}, writes ? "(1 − z) ⊙ old + z ⊙ new" : "z ⊙ old + (1 − z) ⊙ new")]),
        html("table", {}, [html("caption", {}, "its states h"), head, ...rows]),
      ],
    );
  }

  /**
   * Whether two ways are the same network, between them.
   * @param {string} one
   * @param {string} other
   * @param {number[][]} here the states of the one
   * @param {number[][]} there those of the other
   */
  sign(one, other, here, there) {
    const equal = apart(here, there) < EQUAL;
    const look = `conventions-sign conventions-${one}${other}${equal && !this.veiled ? " conventions-equal" : ""}`;
    if (this.veiled) return html("div", { class: look }, html("b", {}, "?"));
    const from = here.findIndex((state, step) => apart([state], [there[step]]) >= EQUAL) + 1;
    const says = equal ? "the same network" : `another network: other states from step ${from} on`;
    return html("div", { class: look }, [html("b", {}, equal ? "=" : "≠"), html("span", {}, says)]);
  }
}
