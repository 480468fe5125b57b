/**
 * One timestep of an RNN, opened: the old state and the word's vector stand side by side above the matrix that weighs
 * them; then come bias, tanh, the new state and the next word. It is gone through act by act, and goes on with the next
 * word. The network reads the sentence here, in the frame in which it is typed.
 */

import { format, digitsFor, subscript } from "../arrays.js";
import { mix, readTheme } from "../colour.js";
import { hands, subscribe, take } from "../hands.js";
import { atHand, fetchNetworks } from "../networks.js";
import { hostOf } from "../page.js";
import { icon, signButton } from "../parts/icons.js";
import { press } from "../parts/keys.js";
import { counted, percent } from "../parts/words.js";
import { still } from "../player.js";
import { isWaiting } from "../sentence.js";
import { html, put, say, svg } from "../svg.js";
import { likeliest, opened, stepOf } from "./step/numbers.js";

const ACT = 1500; // ms
const TRAVEL = 420; // ms that a state takes to where the next step reads it
const MOST = 4; // answers that are shown
const TINT = 0.55; // of a hue behind a number: it must stay legible
const ACTS = ["side by side", "multiply by W", "add b", "squash", "next word"];
const [BESIDE, WEIGH, ADD, SQUASH, ANSWER] = ACTS.keys();

/** @typedef {ReturnType<typeof stepOf>} Numbers */

/**
 * @typedef {object} Step
 * @property {string} network
 * @property {string} sentence
 * @property {import("../types.d.ts").Palette} palette
 * @property {string} caption
 */

export class Picture {
  /** @param {import("../page.js").Root} root */
  constructor(root) {
    this.host = hostOf(root);
    this.data = /** @type {Step | null} */ (null);
    this.read = /** @type {import("./step/numbers.js").Opened | null} */ (null);
    this.veiled = false;
    this.timestep = 1;
    this.act = ANSWER;
    this.unit = 0;
    this.timer = 0;
    this.until = 0;
    this.fresh = -1;
    this.ended = false;
    this.play = signButton("play", "Play (space)", () => this.toggle());
    this.play.classList.add("primary");
    this.acts = ACTS.map((name, act) =>
      html("button", { type: "button", onclick: () => this.go(this.timestep, act) }, `${act + 1} · ${name}`),
    );
    this.one = html("input", { type: "checkbox", onchange: () => this.draw() });
    this.one.checked = true;
    this.start = html("input", { type: "range", min: -1, max: 1, step: 0.1, value: 0, oninput: () => this.reread() });
    put(this.start, "aria-label", "Initial state: every unit of h₀");
    this.begins = html("output", {});
    this.bar = html("div", { class: "transport step-bar", role: "toolbar", "aria-label": "Go through the step" }, [
      signButton("first", "First word (Home)", () => this.go(0, BESIDE)),
      signButton("back", "One act back (←)", () => this.by(-1)),
      this.play,
      signButton("next", "One act on (→)", () => this.by(1)),
      html("div", { class: "step-acts", role: "group", "aria-label": "Act" }, this.acts),
      html("label", {}, [this.one, "one matrix"]),
      html("label", {}, ["h₀", this.start, this.begins]),
    ]);
    this.chain = html("div", { class: "step-chain", tabindex: "0", role: "group", "aria-label": "The sentence" });
    this.weigh = html("table", { class: "step-weigh" });
    this.add = html("table", { class: "step-add" });
    this.answer = html("table", { class: "step-answer" });
    this.open = html("div", { class: "step-open" }, [this.weigh, this.add, this.answer]);
    this.says = html("p", { class: "step-says", role: "status" });
    this.caption = html("p", { class: "caption" });
    this.root = html("div", { class: "picture step", role: "group" }, [
      this.bar,
      this.chain,
      this.open,
      this.says,
      this.caption,
    ]);
    root.append(this.root);
    this.unsubscribe = subscribe(() => this.reread());
  }

  /** @param {Step} data @param {{ alt: string, veiled: boolean, fresh: number }} around */
  async show(data, { alt, veiled, fresh }) {
    const uncovered = this.veiled && !veiled;
    if (this.fresh !== fresh) {
      Object.assign(this, { timestep: 1, act: ANSWER, unit: 0 });
      this.start.value = "0";
      this.one.checked = true;
    }
    Object.assign(this, { data, veiled, fresh });
    if (!isWaiting()) take({ sentence: null }); // what was typed has become the page's
    put(this.root, "aria-label", alt);
    say(this.caption, data.caption);
    this.root.classList.toggle("step-covered", veiled);
    const theme = readTheme(this.host);
    this.root.style.setProperty("--step-empty", theme.empty);
    if (veiled) this.stop();
    try {
      await fetchNetworks([data.network]);
    } catch (error) {
      this.says.textContent = /** @type {Error} */ (error).message;
      return;
    }
    if (this.ended || this.data !== data) return;
    this.reread();
    if (!uncovered) return;
    this.chain.focus({ preventScroll: true }); // else the answers would keep the arrow keys
    if (!still()) this.playOne();
  }

  /** Have the network read the sentence under the reader's hand; the last picture stays where there is no word. */
  reread() {
    const { data } = this;
    const networks = data && atHand([data.network]);
    if (!data || !networks) return;
    try {
      this.read = opened(networks[0], hands.sentence ?? data.sentence, Number(this.start.value));
    } catch (error) {
      if (hands.sentence === null) throw error;
    }
    this.timestep = Math.min(this.timestep, this.last);
    this.unit = Math.min(this.unit, this.units - 1);
    this.draw();
  }

  get last() {
    return Math.max((this.read?.trace.length ?? 1) - 1, 0);
  }

  get units() {
    return this.read?.W.rows ?? 1;
  }

  /** @param {number} timestep @param {number} act */
  go(timestep, act) {
    this.stop();
    this.move(timestep, act);
  }

  /** Some acts on or back; after the last one comes the next word. @param {number} acts */
  by(acts) {
    const at = this.timestep * ACTS.length + this.act + acts;
    const most = (this.last + 1) * ACTS.length - 1;
    const to = Math.min(Math.max(at, 0), most);
    this.go(Math.floor(to / ACTS.length), to % ACTS.length);
  }

  /** @param {number} timestep @param {number} act */
  move(timestep, act) {
    if (this.veiled) return;
    const travels = timestep === this.timestep + 1 && this.act === ANSWER && !still() ? this.places() : null;
    Object.assign(this, { timestep, act });
    this.draw();
    if (travels) this.travel(travels);
  }

  toggle() {
    if (this.timer) this.stop();
    else this.begin((this.last + 1) * ACTS.length - 1);
  }

  /** Play this timestep alone, from its first act. */
  playOne() {
    this.move(this.timestep, BESIDE);
    this.begin(this.timestep * ACTS.length + ANSWER);
  }

  /** @param {number} until the act, counted from the first word, at which it stops */
  begin(until) {
    if (this.veiled) return;
    const at = () => this.timestep * ACTS.length + this.act;
    if (at() >= until) this.move(0, BESIDE);
    this.timer = window.setInterval(() => {
      const next = at() + 1;
      this.move(Math.floor(next / ACTS.length), next % ACTS.length);
      if (next >= until) this.stop();
    }, ACT);
    this.sign("pause");
  }

  stop() {
    if (!this.timer) return;
    clearInterval(this.timer);
    this.timer = 0;
    this.sign("play");
  }

  /** @param {"play" | "pause"} sign */
  sign(sign) {
    this.play.replaceChildren(icon(sign));
    put(this.play, "aria-label", sign === "play" ? "Play (space)" : "Pause (space)");
  }

  /** @param {KeyboardEvent} event */
  keydown(event) {
    press(event, {
      arrows: {
        ArrowRight: () => this.by(1),
        ArrowLeft: () => this.by(-1),
        ArrowDown: () => this.look(this.unit + 1),
        ArrowUp: () => this.look(this.unit - 1),
        Home: () => this.go(0, BESIDE),
        End: () => this.go(this.last, ANSWER),
      },
      buttons: { " ": () => this.toggle() },
    });
  }

  /** @param {number} unit */
  look(unit) {
    this.unit = Math.min(Math.max(unit, 0), this.units - 1);
    this.draw();
  }

  /** Where the numbers of the new state stand. */
  places() {
    return [...this.add.querySelectorAll(".step-new")].map((cell) => cell.getBoundingClientRect());
  }

  /** The new state goes to where the next step reads it, as its old state. @param {DOMRect[]} from */
  travel(from) {
    this.weigh.querySelectorAll(".step-old").forEach((cell, unit) => {
      const here = cell.getBoundingClientRect();
      const [x, y] = [from[unit].x - here.x, from[unit].y - here.y];
      cell.animate([{ transform: `translate(${x}px, ${y}px)` }, { transform: "none" }], {
        duration: TRAVEL,
        easing: "ease-in-out",
      });
    });
  }

  draw() {
    const { read, data } = this;
    if (!read || !data) return;
    say(this.begins, format(Number(this.start.value), 1));
    const theme = readTheme(this.host);
    /** @param {number} value */
    this.hue = (value) => {
      const { negative, positive } = data.palette;
      return mix(theme.empty, value < 0 ? negative : positive, TINT * Math.min(Math.abs(value), 1) || 0);
    };
    this.drawChain(read);
    this.acts.forEach((button, act) => {
      put(button, "aria-pressed", act === this.act && !this.veiled);
      button.disabled = this.veiled;
    });
    const covered = this.veiled ? [html("p", {}, "Answer first. The step then opens here.")] : [];
    this.open.replaceChildren(...(this.veiled ? covered : [this.weigh, this.add, this.answer]));
    if (this.veiled) return say(this.says, "");
    const numbers = stepOf(read, this.timestep);
    this.drawWeigh(read, numbers);
    this.drawAdd(numbers);
    this.drawAnswer(numbers);
    say(this.says, this.inWords(numbers));
  }

  /**
   * The sentence, and below each word the state after it: of words that were not read yet there is none.
   * @param {import("./step/numbers.js").Opened} read
   */
  drawChain({ trace, states }) {
    const { timestep, act, veiled } = this;
    const seen = veiled ? 0 : act >= SQUASH ? timestep + 1 : timestep;
    const strips = states.map((state, at) => {
      const read = at <= seen;
      const cells = Array.from(state, (value) => html("i", read ? { style: `background:${this.hue?.(value)}` } : {}));
      const part = veiled ? "" : at === timestep ? " step-from" : at === timestep + 1 ? " step-into" : "";
      return html("span", { class: `step-state${read ? "" : " step-ahead"}${part}`, "aria-hidden": "true" }, cells);
    });
    const begins = html("span", { class: "step-column" }, [html("b", {}, "h₀"), strips[0]]);
    const words = trace.words.map((word, at) => {
      const here = !veiled && at === timestep;
      const look = { class: "step-column", type: "button", title: word, "aria-current": here ? "step" : undefined };
      const onclick = () => this.go(at, ANSWER);
      return html("button", { ...look, onclick }, [html("b", {}, word), strips[at + 1]]);
    });
    const { scrollLeft } = this.chain;
    this.chain.replaceChildren(begins, ...words);
    this.chain.scrollLeft = scrollLeft;
    const { offsetLeft = 0, offsetWidth = 0 } = words[timestep] ?? {};
    if (offsetLeft < this.chain.scrollLeft) this.chain.scrollLeft = offsetLeft - 60;
    const beyond = offsetLeft + offsetWidth - this.chain.clientWidth;
    if (beyond > this.chain.scrollLeft) this.chain.scrollLeft = beyond + 60;
  }

  /** @param {number} value @param {string} look @param {boolean} [there] */
  coloured(value, look, there = true) {
    if (!there) return html("td", { class: `${look} step-later` });
    return html("td", { class: look, style: `background-color:${this.hue?.(value)}` }, format(value, 2));
  }

  /** @param {import("./step/numbers.js").Opened} read @param {Numbers} numbers */
  drawWeigh({ W, trace }, { old, word }) {
    const { timestep, act } = this;
    const [H, E] = [old.length, word.length];
    const one = this.one.checked;
    this.weigh.classList.toggle("step-two", !one);
    const there = act >= WEIGH;
    const names = one
      ? [html("th", { colspan: H + E }, `× one matrix W = [W_hh  W_xh], ${H} × ${H + E}`)]
      : [
          html("th", { colspan: H }, `× W_hh, ${H} × ${H}`),
          html("th", { colspan: E, class: "step-x" }, `× W_xh, ${H} × ${E}`),
        ];
    const rows = Array.from({ length: H }, (_, unit) =>
      this.rowOf(unit, [
        html("th", {}, `unit ${unit + 1}`),
        ...Array.from(W.row(unit), (weight, at) =>
          html("td", { class: at === H ? "step-x" : "" }, there ? format(weight, 2) : ""),
        ),
      ]),
    );
    const from = timestep ? `old state h${subscript(timestep)}` : "h₀: nothing read yet";
    this.weigh.replaceChildren(
      html("tr", {}, [
        html("th"),
        html("th", { colspan: H }, from),
        html("th", { colspan: E, class: "step-x" }, `“${trace.words[timestep]}”: x${subscript(timestep + 1)}`),
      ]),
      html("tr", {}, [
        html("th"),
        ...Array.from(old, (value) => this.coloured(value, "step-old")),
        ...Array.from(word, (value, at) => this.coloured(value, at ? "step-word" : "step-word step-x")),
      ]),
      html("tr", { class: there ? "" : "step-later" }, [html("th"), ...names]),
      ...rows,
    );
  }

  /** @param {Numbers} numbers */
  drawAdd({ ofState, ofWord, both, bias, sum, state }) {
    const { act, timestep } = this;
    const one = this.one.checked;
    /** @type {[string, number, (unit: number) => number][]} */
    const columns = [
      ...(one
        ? /** @type {[string, number, (unit: number) => number][]} */ ([["= sum", WEIGH, (unit) => both[unit]]])
        : /** @type {[string, number, (unit: number) => number][]} */ ([
            ["= W_hh h", WEIGH, (unit) => ofState[unit]],
            ["+ W_xh x", WEIGH, (unit) => ofWord[unit]],
          ])),
      ["+ b", ADD, (unit) => bias[unit]],
      ["= a", ADD, (unit) => sum[unit]],
    ];
    const squashed = act >= SQUASH;
    const name = `${this.squash}(a) = h${subscript(timestep + 1)}`;
    const rows = Array.from(state, (value, unit) =>
      this.rowOf(unit, [
        html("th", { class: "step-narrow" }, `unit ${unit + 1}`),
        ...columns.map(([, from, of]) => html("td", {}, act >= from ? format(of(unit), 2) : "")),
        this.coloured(value, "step-new", squashed),
      ]),
    );
    this.add.replaceChildren(
      html("tr", { class: "step-curve" }, [
        html("th", { class: "step-narrow" }),
        html("td", { colspan: columns.length + 1, rowspan: 2 }, squashed ? this.curve(sum, state) : ""),
      ]),
      html("tr", { class: "step-curve" }, html("th", { class: "step-narrow" })),
      html("tr", {}, [
        html("th", { class: "step-narrow" }),
        ...columns.map(([title, from]) => html("th", { class: act >= from ? "" : "step-later" }, title)),
        html("th", { class: squashed ? "step-result" : "step-later" }, name),
      ]),
      ...rows,
    );
  }

  get squash() {
    return this.read?.trace.network.spec.model.activation === "relu" ? "ReLU" : "tanh";
  }

  /**
   * The squashing function, with a point for each unit.
   * @param {ArrayLike<number>} sum
   * @param {ArrayLike<number>} state
   */
  curve(sum, state) {
    const [width, height, reach] = [170, 54, Math.max(3, ...Array.from(sum, Math.abs))];
    const relu = this.squash === "ReLU";
    const top = relu ? reach : 1;
    const x = (/** @type {number} */ a) => ((a + reach) / (2 * reach)) * (width - 12) + 6;
    const y = (/** @type {number} */ h) =>
      height - 6 - ((h + (relu ? 0 : top)) / (relu ? top : 2 * top)) * (height - 12);
    const at = (/** @type {number} */ a) => `${x(a).toFixed(1)},${y(relu ? Math.max(a, 0) : Math.tanh(a)).toFixed(1)}`;
    const points = Array.from({ length: 61 }, (_, k) => at(((k - 30) / 30) * reach)).join(" ");
    return svg("svg", { width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" }, [
      svg("path", { d: `M0 ${y(0)}H${width}M${x(0)} 0V${height}`, class: "step-axis" }),
      svg("polyline", { points, class: "step-line" }),
      ...Array.from(sum, (a, unit) =>
        svg("circle", { cx: x(a), cy: y(state[unit]), r: 5, class: unit === this.unit ? "step-here" : "step-dot" }),
      ),
    ]);
  }

  /** @param {Numbers} numbers */
  drawAnswer({ scores, shares }) {
    const there = this.act >= ANSWER;
    const classes = this.read?.trace.network.classes ?? [];
    const { first, others, rest } = likeliest(shares, MOST);
    const rows = first.map((at) =>
      html("tr", {}, [
        html("th", {}, classes[at]),
        html("td", {}, format(scores[at], 2)),
        html("td", { class: "step-bar-of" }, html("i", { style: `width:${(100 * shares[at]).toFixed(1)}%` })),
        html("td", {}, `${percent(shares[at])} %`),
      ]),
    );
    const more = html("tr", { class: "step-rest" }, [
      html("th", { colspan: 3 }, `${counted(others, "other word")}`),
      html("td", {}, `${percent(rest)} %`),
    ]);
    this.answer.classList.toggle("step-later", !there);
    this.answer.replaceChildren(
      html("tr", {}, html("th", { colspan: 4 }, `W_y h${subscript(this.timestep + 1)} + b_y: a score for each word`)),
      html("tr", {}, [
        html("th", {}, "next word"),
        html("th", {}, "score"),
        html("th", { colspan: 2 }, "softmax: probability"),
      ]),
      ...(there ? [...rows, more] : []),
    );
  }

  /** A row of a unit, which a click or the mouse brings under the eye. @param {number} unit @param {Node[]} cells */
  rowOf(unit, cells) {
    const row = html("tr", { class: unit === this.unit ? "step-unit step-here" : "step-unit" }, cells);
    row.onclick = () => this.look(unit);
    return row;
  }

  /** @param {Numbers} numbers */
  inWords(numbers) {
    const { timestep: t, act, unit, squash } = this;
    const { old, word, bias, sum, state, shares } = numbers;
    const { classes } = /** @type {import("./step/numbers.js").Opened} */ (this.read).trace.network;
    const named = `Unit ${unit + 1}`;
    if (act === BESIDE) {
      const from = t
        ? `The old state is ${counted(old.length, "number")}`
        : `Before the first word the state h₀ is given`;
      return `${from}, the word's vector ${word.length}. They stand side by side; no earlier word is read again.`;
    }
    if (act === WEIGH) return `${named}: ${this.weighed(numbers)}.`;
    if (act === ADD) {
      const parts = [numbers.both[unit], bias[unit]];
      const digits = digitsFor(parts, ([a, b]) => a + b, 2);
      const [a, b] = parts.map((one) => format(one, digits));
      return `${named}: ${a} + (${b}) = ${format(sum[unit], 2)}. The bias is the same at every word.`;
    }
    if (act === SQUASH) {
      const digits = digitsFor([sum[unit]], ([a]) => (squash === "ReLU" ? Math.max(a, 0) : Math.tanh(a)), 2);
      const goes = `${named}: ${squash}(${format(sum[unit], digits)}) = ${format(state[unit], 2)}.`;
      return `${goes} This is the new state h${subscript(t + 1)}: the old state of the next word.`;
    }
    const most = likeliest(shares, 1).first[0];
    return `From the new state alone: “${classes[most]}” comes next with ${percent(shares[most])} %.`;
  }

  /** What a unit's row makes of the numbers above it. @param {Numbers} numbers */
  weighed({ old, word, ofState, ofWord, both }) {
    const { unit } = this;
    if (!this.one.checked) {
      const parts = [ofState[unit], ofWord[unit]];
      const digits = digitsFor(parts, ([a, b]) => a + b, 2);
      const [a, b] = parts.map((one) => format(one, digits));
      return `from the old state ${a}, from the word ${b}, together ${format(both[unit], 2)}, as by one matrix`;
    }
    const weights = Array.from(/** @type {import("./step/numbers.js").Opened} */ (this.read).W.row(unit));
    const values = [...old, ...word];
    /** @param {number[]} all */
    const sum = (all) => values.reduce((total, _, k) => total + all[2 * k] * all[2 * k + 1], 0);
    const numbers = values.flatMap((value, k) => [weights[k], value]);
    const digits = digitsFor(numbers, sum, 2);
    const bracket = (/** @type {number} */ value) => (value < 0 ? `(${format(value, digits)})` : format(value, digits));
    const terms = values.map((value, k) => `${format(weights[k], digits)}·${bracket(value)}`);
    return `${terms.join(" + ").replaceAll("+ −", "− ")} = ${format(both[unit], 2)}`;
  }

  end() {
    this.ended = true;
    this.stop();
    this.unsubscribe();
  }
}
