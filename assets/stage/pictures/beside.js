/**
 * A GRU and an LSTM on one sentence, word by word and act by act: what one unit of each sees, keeps, writes and shows,
 * the gates that do the same work in the same place. Below each word stand the gates of both. The networks read the
 * sentence here.
 */

import { hands, take } from "../hands.js";
import { atHand } from "../networks.js";
import { isWaiting } from "../sentence.js";
import { html, put, say } from "../svg.js";
import { record } from "../../net/trace.js";
import { Acts } from "./acts.js";
import { came } from "./arriving.js";
import { gatesOf, linesOf } from "./beside/numbers.js";

const ACTS = ["see", "keep", "write", "show"];
const [, , WRITE, SHOW] = ACTS.keys();
const COVERED = "Answer first. Both cells then go through the word here.";
/** @type {["gru", "lstm"]} */
const CELLS = ["gru", "lstm"];
const DIALS = {
  gru: "one gate for both: what it does not keep, it writes",
  lstm: "a gate for each: it can keep all and write all",
};
const MOST = 2; // of what is kept and written, together
const NAMED = 0.35; // a share has room for its name from here on

/** @typedef {"gru" | "lstm"} Kind */

/**
 * @typedef {object} Beside
 * @property {Record<Kind, string>} networks
 * @property {Record<Kind, number[]>} units of each cell in the order in which they are looked at
 * @property {string} sentence
 * @property {number} timestep
 * @property {import("../types.d.ts").Palette} palette
 * @property {string} caption
 */

export class Picture extends Acts {
  /** @param {import("../page.js").Root} root */
  constructor(root) {
    super(root, ACTS, "Go through the four acts of both cells");
    this.data = /** @type {Beside | null} */ (null);
    this.traces = /** @type {Record<Kind, import("../../net/trace.js").Trace> | null} */ (null);
    this.fresh = -1;
    this.places = { gru: 0, lstm: 0 };
    this.cells = html("div", { class: "beside-cells" });
    const parts = [this.bar, this.chain, this.cells, this.says, this.caption];
    this.root = html("div", { class: "picture beside", role: "group" }, parts);
    root.append(this.root);
  }

  /** @param {Beside} data @param {{ alt: string, veiled: boolean, fresh: number }} around */
  async show(data, { alt, veiled, fresh }) {
    const uncovered = this.veiled && !veiled;
    const another = this.fresh !== fresh || this.data?.sentence !== data.sentence;
    if (another) Object.assign(this, { timestep: data.timestep, act: SHOW, places: { gru: 0, lstm: 0 } });
    Object.assign(this, { data, veiled, fresh });
    if (!isWaiting()) take({ sentence: null }); // what was typed has become the page's
    put(this.root, "aria-label", alt);
    say(this.caption, data.caption);
    this.root.classList.toggle("beside-covered", veiled);
    this.root.style.setProperty("--beside-keep", data.palette.signals.forget_gate);
    this.root.style.setProperty("--beside-write", data.palette.signals.input_gate);
    if (veiled) this.stop();
    const keys = CELLS.map((kind) => data.networks[kind]);
    if (!(await came(keys, this.says)) || this.ended || this.data !== data) return;
    this.reread();
    this.seen(uncovered);
  }

  /** Have both read the sentence under the reader's hand; the last picture stays where there is no word. */
  reread() {
    const { data } = this;
    const networks = data && atHand(CELLS.map((kind) => data.networks[kind]));
    if (!data || !networks) return;
    const sentence = hands.sentence ?? data.sentence;
    try {
      this.traces = { gru: record(networks[0], sentence), lstm: record(networks[1], sentence) };
    } catch (error) {
      if (hands.sentence === null) throw error;
    }
    Object.assign(this, { timestep: Math.min(this.timestep, this.last) });
    this.draw();
  }

  get last() {
    return Math.max((this.traces?.lstm.length ?? 1) - 1, 0);
  }

  /** The unit of a cell that is looked at. @param {Kind} kind */
  unitOf(kind) {
    const units = this.data?.units[kind] ?? [0];
    return units[this.places[kind] % units.length];
  }

  /** Look at the next unit of both cells, or the one before. @param {number} unit */
  look(unit) {
    const by = unit - this.unit;
    for (const kind of CELLS) this.turn(kind, by);
    this.draw();
  }

  /** @param {Kind} kind @param {number} by */
  turn(kind, by) {
    const count = this.data?.units[kind].length ?? 1;
    this.places[kind] = (this.places[kind] + by + count) % count;
  }

  draw() {
    const { data, traces, timestep, act, veiled } = this;
    if (!data || !traces) return;
    const { words } = traces.lstm;
    const seen = veiled ? timestep : act >= WRITE ? timestep + 1 : timestep;
    const states = Array.from({ length: words.length + 1 }, () => []);
    this.drawChain({ name: "", words, states, hue: () => "", seen });
    this.drawGates(seen);
    this.drawActs();
    if (veiled) {
      this.cells.replaceChildren(html("p", {}, COVERED));
      return say(this.says, "");
    }
    this.cells.replaceChildren(...CELLS.map((kind) => this.cell(kind, traces[kind])));
    say(this.says, this.inWords(traces));
  }

  /** The gates of both below each word that was read. @param {number} seen */
  drawGates(seen) {
    const { traces } = this;
    if (!traces) return;
    this.chain.querySelectorAll(".acts-state").forEach((strip, at) => {
      if (!at) {
        const names = ["GRU z, 1 − z", "LSTM f", "LSTM i"].map((name) => html("small", {}, name));
        strip.className = "beside-names";
        return strip.replaceChildren(...names);
      }
      strip.classList.add("beside-strip");
      if (at > seen) return strip.replaceChildren();
      const [gru, lstm] = CELLS.map((kind) => gatesOf(traces[kind], at - 1, this.unitOf(kind)));
      const bar = (/** @type {number} */ share, /** @type {string} */ look) =>
        html("i", { class: look, style: `width:${100 * bounded(share)}%` });
      const line = (/** @type {Node[]} */ parts) => html("span", { class: "beside-bar" }, parts);
      strip.replaceChildren(
        line([bar(gru.keep, "beside-kept"), bar(gru.write, "beside-taken")]),
        line([bar(lstm.keep, "beside-kept")]),
        line([bar(lstm.write, "beside-taken")]),
      );
    });
  }

  /** @param {Kind} kind @param {import("../../net/trace.js").Trace} trace */
  cell(kind, trace) {
    const unit = this.unitOf(kind);
    const onclick = () => {
      this.turn(kind, 1);
      this.draw();
    };
    const other = html("button", { type: "button", class: "key", title: "Another unit (↑ ↓: of both)", onclick });
    other.textContent = `its unit ${unit + 1} of ${trace.top.hidden.cols} ›`;
    const head = html("p", { class: "beside-head" }, [
      html("b", {}, kind.toUpperCase()),
      other,
      html("span", { class: "beside-dial" }, DIALS[kind]),
    ]);
    const lines = linesOf(trace, this.timestep, unit);
    const together = lines.filter(({ name }) => name === "together");
    return html("section", { class: "beside-cell", "aria-label": kind.toUpperCase() }, [
      head,
      ...together.map((line) => this.together(line, gatesOf(trace, this.timestep, unit))),
      ...lines.filter((line) => !together.includes(line)).map((line) => this.line(line)),
    ]);
  }

  /**
   * What is kept and what is written, one behind the other, on a scale from 0 to 2 with a mark at 1.
   * @param {import("./beside/numbers.js").Line} line
   * @param {{ keep: number, write: number }} gates
   */
  together({ act, name, text, result }, { keep, write }) {
    const there = this.act >= act;
    const part = (/** @type {number} */ share, /** @type {string} */ look, /** @type {string} */ says) =>
      html("i", { class: look, style: `width:${(100 * bounded(share)) / MOST}%` }, share > NAMED ? says : "");
    const parts = there ? [part(keep, "beside-kept", "keeps"), part(write, "beside-taken", "writes")] : [];
    return html("div", { class: "beside-together", "data-name": name }, [
      html("span", { class: "beside-sum" }, there ? [html("span", {}, text), " ", html("b", {}, result)] : ["?"]),
      html("span", { class: "beside-scale", "aria-hidden": "true" }, [...parts, html("u", {}, "1")]),
    ]);
  }

  /** @param {import("./beside/numbers.js").Line} line */
  line({ act, name, letter, gate, rest, text, result }) {
    const there = this.act >= act;
    const look = `beside-line${there ? (this.act === act ? " beside-now" : "") : " beside-later"}`;
    const told = there ? [html("span", {}, text), " ", html("b", {}, result)] : [];
    return html("div", { class: look, "data-name": name }, [
      html("span", { class: "beside-name" }, name),
      name === "new state" ? html("span") : gateOf({ there, letter, gate, rest, name }),
      html("span", { class: "beside-sum" }, told),
    ]);
  }

  /** @param {Record<Kind, import("../../net/trace.js").Trace>} traces */
  inWords(traces) {
    const { timestep, act } = this;
    const word = `“${traces.lstm.words[timestep]}”`;
    const [gru, lstm] = CELLS.map((kind) => linesOf(traces[kind], timestep, this.unitOf(kind)));
    const [see, keep, write, together, , shows] = lstm.keys();
    const said = [
      `See. At ${word} the GRU’s new value sees the old state through r: it is ${gru[see].result}. ` +
        `The LSTM’s sees all of h: ${lstm[see].result}.`,
      `Keep. The GRU keeps ${gru[keep].text} ${gru[keep].result}, the LSTM ${lstm[keep].text} ${lstm[keep].result}.`,
      `Write. The GRU writes what z leaves, ${gru[write].text} ${gru[write].result}; the LSTM has a gate for it: ` +
        `${lstm[write].text} ${lstm[write].result}. Together: 1 and ${lstm[together].result}.`,
      `Show. The GRU shows all of its state, ${gru[shows].result}; the LSTM shows ${lstm[shows].result} of its c.`,
    ];
    return said[act];
  }
}

/** @param {number} share */
const bounded = (share) => Math.min(Math.max(share, 0), 1) || 0;

/**
 * A gate as a bar that is filled as far as it is open, what another one leaves from the right; an empty place where the
 * cell has none.
 * @param {{ there: boolean, letter?: string, gate?: number, rest?: boolean, name: string }} line
 */
function gateOf({ there, letter, gate, rest, name }) {
  if (letter === undefined || gate === undefined) return html("span", { class: "beside-gate beside-none" }, "no gate");
  const look = { keeps: "beside-kept", writes: "beside-taken" }[name] ?? "beside-other";
  const style = `width:${100 * bounded(gate)}%;${rest ? "right" : "left"}:0`;
  const fill = there ? [html("i", { class: look, style })] : [];
  return html("span", { class: "beside-gate" }, [...fill, html("b", {}, letter)]);
}
