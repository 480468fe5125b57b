/** The sheet, solved: for each gate, state and derivative the formula with its numbers, and the tables of them. */

import { difference, name, number, product, rest, slope, squash, sum } from "./terms.js";
import { Values } from "./values.js";

/** @typedef {import("./sheet.js").Sheet} Sheet */
/** @typedef {import("./terms.js").Term} Term */
/** @typedef {import("./values.js").Leaf} Leaf */

/**
 * A formula once with names and once with numbers: `pick` says which.
 * @typedef {(pick: (leaf: Leaf) => Term) => Term} Formula
 *
 * @typedef {object} Row one line of a table
 * @property {string} id
 * @property {string} signal of core: "forget_gate", "cell_state", …; "inputs" for x
 * @property {number} unit
 * @property {boolean} back whether it holds derivatives
 * @property {(t: number) => Leaf | null} at timestep 0 is before the first input; null where there is nothing
 * @property {(t: number) => Formula | null} by how it is worked out; null where it is given
 */

/** Order in which the signals of a cell are worked out. @type {Record<Sheet["kind"], string[]>} */
export const ORDER = {
  rnn: ["hidden"],
  gru: ["reset_gate", "update_gate", "candidate", "hidden"],
  lstm: ["forget_gate", "input_gate", "candidate", "output_gate", "cell_state", "hidden"],
};

/** The solution of a sheet. */
export class Solution extends Values {
  /** The tables: what is read and computed, and the derivatives of the loss by all of it. @returns {Row[]} */
  get rows() {
    const each = (/** @type {number} */ count, /** @type {(at: number) => Row} */ row) =>
      Array.from({ length: count }, (_, at) => row(at));
    const order = ORDER[this.sheet.kind];
    const gates = order.filter((signal) => this.gates.includes(signal) && signal !== "hidden");
    const states = order.filter((signal) => !gates.includes(signal)).reverse();
    const before = this.sheet.kind === "rnn" ? ["hidden"] : gates;
    return [
      ...each(this.width, (d) => this.#given(d)),
      ...order.flatMap((signal) => each(this.units, (j) => this.#forward(signal, j))),
      ...states.flatMap((signal) => each(this.units, (j) => this.#backward(signal, j))),
      ...before.flatMap((gate) => each(this.units, (j) => this.#beforeSquashing(gate, j))),
      ...each(this.width, (d) => this.#backToInput(d)),
    ];
  }

  /** @param {number} d @returns {Row} */
  #given(d) {
    const at = (/** @type {number} */ t) => (t ? this.x(t, d) : null);
    return { id: `x${d}`, signal: "inputs", unit: d, back: false, at, by: () => null };
  }

  /** @param {string} signal @param {number} j @returns {Row} */
  #forward(signal, j) {
    const state = signal === "hidden" || signal === "cell_state";
    return {
      id: `${signal}${j}`,
      signal,
      unit: j,
      back: false,
      at: (t) => (t || state ? this.signal(signal, t, j) : null),
      by: (t) => (t ? this.#forwardBy(signal, t, j) : null),
    };
  }

  /** @param {string} signal @param {number} j @returns {Row} */
  #backward(signal, j) {
    const memory = signal === "cell_state";
    return {
      id: `d ${signal}${j}`,
      signal,
      unit: j,
      back: true,
      at: (t) => (memory ? this.dc(t, j) : this.dh(t, j)),
      by: (t) => (memory ? this.#dcBy(t, j) : this.#dhBy(t, j)),
    };
  }

  /** @param {string} gate @param {number} j @returns {Row} */
  #beforeSquashing(gate, j) {
    return {
      id: `d before ${gate}${j}`,
      signal: gate,
      unit: j,
      back: true,
      at: (t) => (t ? this.da(gate, t, j) : null),
      by: (t) => (t ? this.#daBy(gate, t, j) : null),
    };
  }

  /** @param {number} d @returns {Row} */
  #backToInput(d) {
    return {
      id: `d x${d}`,
      signal: "inputs",
      unit: d,
      back: true,
      at: (t) => (t ? this.dx(t, d) : null),
      by: (t) => (t ? this.#dxBy(t, d) : null),
    };
  }

  /**
   * Return the derivative of the loss by a weight, and how it is summed up over the timesteps.
   * @param {string} place as in `Place` of the sheet: gate, matrix, row and column
   * @returns {{ leaf: Leaf, by: Formula } | null} null for what is no weight
   */
  ofWeight(place) {
    const [gate, matrix, row, col] = place.split(" ");
    const [j, k] = [Number(row), Number(col)];
    if (!this.gates.includes(gate)) return null;
    const files = { input: "weight_ih", recurrent: "weight_hh", bias: "bias_ih" };
    const total = this.byWeights?.get(files[/** @type {keyof typeof files} */ (matrix)])?.total;
    const value = total?.at(this.gates.indexOf(gate) * this.units + j, matrix === "bias" ? 0 : k) ?? NaN;
    const weight = matrix === "input" ? this.w(gate, j, k) : matrix === "bias" ? this.b(gate, j) : this.u(gate, j, k);
    const named = weight.name.is === "name" ? { ...weight.name, letter: `δ${weight.name.letter}` } : weight.name;
    const times = Array.from({ length: this.steps }, (_, at) => at + 1);
    const by = (/** @type {(leaf: Leaf) => Term} */ pick) =>
      sum(times.map((t) => this.#summand(gate, matrix, t, j, k, pick)));
    return { leaf: { name: named, value, cell: "" }, by };
  }

  /**
   * @param {string} gate @param {string} matrix @param {number} t @param {number} j @param {number} k
   * @param {(leaf: Leaf) => Term} pick
   */
  #summand(gate, matrix, t, j, k, pick) {
    const d = pick(this.da(gate, t, j));
    if (matrix === "bias") return d;
    if (matrix === "input") return product(d, pick(this.x(t, k)));
    const h = pick(this.signal("hidden", t - 1, k));
    if (this.sheet.kind !== "gru" || gate !== "candidate") return product(d, h);
    return product(d, pick(this.signal("reset_gate", t, this.sheet.textbook ? k : j)), h);
  }

  // How each value is worked out.

  /** @template Item @param {number} count @param {(at: number) => Item} make */
  #each(count, make) {
    return Array.from({ length: count }, (_, at) => make(at));
  }

  /** What goes into a gate. @param {string} gate @param {number} t @param {number} j @returns {Formula} */
  #into(gate, t, j) {
    const { sheet } = this;
    return (pick) => {
      const words = this.#each(this.width, (d) => product(pick(this.w(gate, j, d)), pick(this.x(t, d))));
      const before = (/** @type {number} */ k) => pick(this.signal("hidden", t - 1, k));
      const own = (/** @type {number} */ k) => pick(this.u(gate, j, k));
      const reset = (/** @type {number} */ k) => pick(this.signal("reset_gate", t, k));
      const b = pick(this.b(gate, j));
      if (sheet.kind !== "gru" || gate !== "candidate")
        return sum([...words, ...this.#each(this.units, (k) => product(own(k), before(k))), b]);
      if (sheet.textbook)
        return sum([...words, ...this.#each(this.units, (k) => product(own(k), reset(k), before(k))), b]);
      const states = sum(this.#each(this.units, (k) => product(own(k), before(k))));
      return sum([...words, product(reset(j), states), b]);
    };
  }

  /** @param {string} signal @param {number} t @param {number} j @returns {Formula} */
  #forwardBy(signal, t, j) {
    const { kind, activation, textbook } = this.sheet;
    /** @param {string} of */
    const now = (of) => this.signal(of, t, j);
    const before = (/** @type {string} */ of) => this.signal(of, t - 1, j);
    if (signal === "cell_state")
      return (pick) =>
        sum([
          product(pick(now("forget_gate")), pick(before("cell_state"))),
          product(pick(now("input_gate")), pick(now("candidate"))),
        ]);
    if (signal === "hidden" && kind === "lstm")
      return (pick) => product(pick(now("output_gate")), squash("tanh", pick(now("cell_state"))));
    if (signal === "hidden" && kind === "gru")
      return (pick) => {
        const [z, n, h] = [pick(now("update_gate")), pick(now("candidate")), pick(before("hidden"))];
        return textbook ? sum([product(z, n), product(rest(z), h)]) : sum([product(rest(z), n), product(z, h)]);
      };
    const by = signal === "hidden" ? activation : signal === "candidate" ? "tanh" : "sigmoid";
    return (pick) => squash(by, this.#into(signal, t, j)(pick));
  }

  /** What is asked of the last state. @param {(leaf: Leaf) => Term} pick */
  #asked(pick) {
    const { target, asked } = this.sheet;
    if (target === null) return number(1);
    return difference(
      pick(this.signal("hidden", this.steps, asked)),
      pick({ name: name("y"), value: target, cell: "" }),
    );
  }

  /** @param {number} t @param {number} j @returns {Formula} */
  #dhBy(t, j) {
    const { kind, textbook, asked } = this.sheet;
    const next = t + 1;
    return (pick) => {
      const parts = t === this.steps && j === asked ? [this.#asked(pick)] : [];
      if (t === this.steps) return parts.length ? sum(parts) : number(0);
      const back = (/** @type {string} */ gate) =>
        this.#each(this.units, (k) => product(pick(this.u(gate, k, j)), pick(this.da(gate, next, k))));
      if (kind !== "gru") return sum(this.gates.flatMap(back));
      const z = pick(this.signal("update_gate", next, j));
      const kept = product(textbook ? rest(z) : z, pick(this.dh(next, j)));
      const reset = (/** @type {number} */ k) => pick(this.signal("reset_gate", next, k));
      const proposed = textbook
        ? [product(reset(j), sum(back("candidate")))]
        : this.#each(this.units, (k) =>
            product(pick(this.u("candidate", k, j)), reset(k), pick(this.da("candidate", next, k))),
          );
      return sum([kept, ...back("reset_gate"), ...back("update_gate"), ...proposed]);
    };
  }

  /** @param {number} t @param {number} j @returns {Formula} */
  #dcBy(t, j) {
    return (pick) => {
      const parts = [];
      if (t) {
        const shown = squash("tanh", pick(this.signal("cell_state", t, j)));
        parts.push(product(pick(this.dh(t, j)), pick(this.signal("output_gate", t, j)), slope("tanh", shown)));
      }
      if (t < this.steps) parts.push(product(pick(this.signal("forget_gate", t + 1, j)), pick(this.dc(t + 1, j))));
      return sum(parts);
    };
  }

  /** @param {string} gate @param {number} t @param {number} j @returns {Formula} */
  #daBy(gate, t, j) {
    const { kind } = this.sheet;
    const now = (/** @type {string} */ of) => this.signal(of, t, j);
    if (kind === "rnn") return (pick) => this.#daOfRnn(t, j, pick);
    if (kind === "gru") return (pick) => this.#daOfGru(gate, t, j, pick);
    return (pick) => {
      const own = pick(now(gate));
      if (gate === "output_gate")
        return product(pick(this.dh(t, j)), squash("tanh", pick(now("cell_state"))), slope("sigmoid", own));
      const dc = pick(this.dc(t, j));
      if (gate === "candidate") return product(dc, pick(now("input_gate")), slope("tanh", own));
      const times = gate === "forget_gate" ? this.signal("cell_state", t - 1, j) : now("candidate");
      return product(dc, pick(times), slope("sigmoid", own));
    };
  }

  /** @param {number} t @param {number} j @param {(leaf: Leaf) => Term} pick */
  #daOfRnn(t, j, pick) {
    const { activation } = this.sheet;
    const dh = pick(this.dh(t, j));
    const h = this.signal("hidden", t, j);
    if (activation === "identity") return dh;
    if (activation !== "relu") return product(dh, slope(activation, pick(h)));
    const above = h.name.is === "name" ? { ...h.name, letter: "[h > 0]" } : h.name;
    return product(dh, pick({ name: above, value: h.value > 0 ? 1 : 0, cell: h.cell }));
  }

  /** @param {string} gate @param {number} t @param {number} j @param {(leaf: Leaf) => Term} pick */
  #daOfGru(gate, t, j, pick) {
    const { textbook } = this.sheet;
    const now = (/** @type {string} */ of) => pick(this.signal(of, t, j));
    const before = (/** @type {number} */ k) => pick(this.signal("hidden", t - 1, k));
    const dh = pick(this.dh(t, j));
    const [z, n] = [now("update_gate"), now("candidate")];
    if (gate === "candidate") return product(dh, textbook ? z : rest(z), slope("tanh", n));
    if (gate === "update_gate")
      return product(dh, textbook ? difference(n, before(j)) : difference(before(j), n), slope("sigmoid", z));
    const r = slope("sigmoid", now("reset_gate"));
    if (textbook) {
      const asked = this.#each(this.units, (k) =>
        product(pick(this.u("candidate", k, j)), pick(this.da("candidate", t, k))),
      );
      return product(sum(asked), before(j), r);
    }
    const states = this.#each(this.units, (k) => product(pick(this.u("candidate", j, k)), before(k)));
    return product(pick(this.da("candidate", t, j)), sum(states), r);
  }

  /** @param {number} t @param {number} d @returns {Formula} */
  #dxBy(t, d) {
    return (pick) =>
      sum(
        this.gates.flatMap((gate) =>
          this.#each(this.units, (k) => product(pick(this.w(gate, k, d)), pick(this.da(gate, t, k)))),
        ),
      );
  }

  /** The number of weights, worked out: "4·(2·1 + 2·2 + 2) = 32". */
  get count() {
    const [gates, h, d] = [this.gates.length, this.units, this.width];
    const total = gates * (h * d + h * h + h);
    return `${gates > 1 ? `${gates}·` : ""}(${h}·${d} + ${h}·${h} + ${h}) = ${total}`;
  }
}
