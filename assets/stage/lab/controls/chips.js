/** The runs as chips: how each stands, and what can be done with it. */

import { icon } from "../../parts/icons.js";
import { swatch } from "../../parts/legend.js";
import { percent, scientific, thousands } from "../../parts/words.js";
import { html, put, readout, say } from "../../svg.js";
import { BECAME, ENDED, awayInWords, inWords } from "../data/runs.js";
import { scored, whereTrained } from "../data/scores.js";
import { changeForm } from "./change.js";

/** @typedef {import("../lab.js").Lab} Lab */
/** @typedef {import("../types.d.ts").Member} Member */
/** @typedef {import("../types.d.ts").Frame} Frame */
/** @typedef {"hold" | "one" | "stop"} Tool */

/**
 * What a chip says of state and loss: the loss that its line shows. Numbers of an earlier step say so: pictures of
 * them are taken home.
 * @param {import("../types.d.ts").Run} run
 * @param {number} step of the film
 */
function standing(run, step) {
  const shown = Math.round(step);
  const earlier = shown < run.step;
  const over = run.state === "done";
  const at = thousands(shown);
  const words = earlier && over ? `at step ${at} of ${thousands(run.step)}` : inWords(run);
  const fault = run.restarts > 0 && run.state === "running" ? " · went on after a fault" : "";
  const { value, from, to } = run.losses.drawnAt(step);
  const loss = run.state === "diverged" || value === null ? "" : `loss ${scientific(value)}`;
  return {
    words: `${words}${fault}`,
    loss: loss && earlier && !over ? `step ${at}: ${loss}` : loss,
    how: from < to ? `the median of steps ${from} to ${to}, as it is drawn` : "",
  };
}

/** A run's chip. Everything is built once, `draw` only fills it. */
class Chip {
  #lab;
  #member;
  #orders;
  #was;
  /** @type {import("../types.d.ts").State} the state that buttons and colours are of */
  #drawn = "";
  #state = html("span");
  #loss = html("span", { class: "here" });
  #bar = html("i");
  #score = readout({ class: "score-now" });
  #trained = html("p", { class: "trained" });
  #away = html("output", { class: "away" }); // speaks by itself
  #tools = html("div", { class: "tools" });
  #progress;
  #name;
  #clip;
  #look;
  #tune;

  /**
   * @param {Lab} lab
   * @param {Member} member
   * @param {number} index
   */
  constructor(lab, member, index) {
    const { entry } = member;
    this.#lab = lab;
    this.#member = member;
    this.#orders = lab.orders.of(member.run);
    this.#was = lab.lastStateOf(entry);
    const label = `${entry.label} (${index + 1})`;
    this.#name = html("button", { type: "button", class: "name", title: label, onclick: () => lab.select(index) }, [
      swatch(entry),
      html("span", {}, entry.short),
    ]);
    this.hold = this.#tool("pause", "Pause (p)", () =>
      this.#orders.give(member.run.state === "paused" ? "resume" : "pause"),
    );
    this.one = this.#tool("step", "One training step (s)", () => this.#orders.give("step"));
    this.stop = this.#tool("stop", "Stop (x)", () => this.#orders.give("stop"));
    this.#tune = this.#tool("tune", "Change learning rate or clipping on the way");
    this.#look = this.#tool("eye", "Look into this run", () => lab.look(member));
    this.#tools.append(this.#look, this.#tune, this.hold, this.one, this.stop);
    const clip = { type: "button", class: "repeat", onclick: () => this.#orders.give("repeat_clipped") };
    this.#clip = html("button", clip, "Repeat with clipping");
    const form = changeForm(this.#tune, member, (values) => this.#orders.give("change", values));
    const share = { role: "progressbar", "aria-valuemin": 0, "aria-valuemax": 100 };
    const progress = { class: "progress", "aria-label": `Progress of ${entry.short}`, ...share };
    this.#progress = html("div", progress, this.#bar);
    this.root = html("li", { class: "run", style: `--hue:${entry.hue}` }, [
      html("div", { class: "top" }, [this.#name, this.#tools]),
      this.#progress,
      html("div", { class: "foot" }, [
        html("p", { class: "state" }, [this.#state, this.#loss]),
        this.#score,
        this.#clip,
      ]),
      ...this.#whereTrained(),
      this.#away,
      form,
    ]);
  }

  draw() {
    const { run } = this.#member;
    this.#announce();
    if (this.#drawn !== run.state) this.#drawState();
    this.root.classList.toggle("asked", this.#orders.open);
    const { words, loss, how } = standing(run, this.#lab.film.step);
    say(this.#state, words);
    put(this.#state, "title", words);
    say(this.#away, awayInWords(run));
    say(this.#loss, loss);
    put(this.#loss, "title", how);
    const frame = run.state === "diverged" ? null : this.#lab.frameOf(this.#member);
    this.#drawScore(frame);
    const share = run.steps ? run.step / run.steps : 0;
    this.#bar.style.transform = `scaleX(${share.toFixed(4)})`;
    put(this.#progress, "aria-valuenow", Math.round(100 * share));
  }

  /**
   * @param {boolean} selected
   * @param {boolean} looked whether it is looked into
   * @param {boolean} choosing whether not all runs are
   */
  mark(selected, looked, choosing) {
    this.root.classList.toggle("selected", selected);
    put(this.#name, "aria-current", selected);
    this.#look.hidden = !choosing;
    put(this.#look, "aria-pressed", looked);
  }

  /**
   * @param {import("../../parts/icons.js").Sign} name
   * @param {string} label
   * @param {() => void} [act]
   */
  #tool(name, label, act) {
    const said = { "aria-label": `${label}: ${this.#member.entry.short}`, title: label };
    return html("button", { type: "button", class: `tool ${name}`, ...said, onclick: act }, icon(name));
  }

  /** What became of a run is said to those who hear the page. */
  #announce() {
    const { run, entry } = this.#member;
    if (!run.state || this.#was === run.state) return;
    if (this.#was && BECAME[run.state]) this.#lab.announce(`${entry.short} ${BECAME[run.state]}`);
    this.#was = run.state;
    this.#lab.noteState(entry, run.state);
  }

  #drawState() {
    const { run, entry } = this.#member;
    this.#drawn = run.state;
    const paused = run.state === "paused";
    put(this.root, "data-state", run.state);
    this.hold.replaceChildren(icon(paused ? "play" : "pause"));
    put(this.hold, "aria-label", `${paused ? "Go on" : "Pause"}: ${entry.short}`);
    put(this.hold, "title", paused ? "Go on (p)" : "Pause (p)");
    const going = run.state === "running" || paused;
    const there = going || run.state === "queued";
    this.hold.disabled = this.#tune.disabled = !going;
    this.one.disabled = !paused && !(this.#orders.stepping && there);
    this.stop.disabled = !there;
    this.#tools.classList.toggle("over", ENDED.has(run.state));
    this.#clip.hidden = run.state !== "diverged" || entry.clip !== null || entry.clipped_beside === true;
  }

  /** The score at lengths as in training, if the test set goes on beyond them. */
  #whereTrained() {
    const { name, points: asked, trained } = this.#member.entry.curve;
    if (trained.points.length === 0) return [];
    const share = `${trained.points.length} of the ${asked.length} points of the test set`;
    put(this.#trained, "title", `Trained at ${name} ${trained.span}: that is ${share}, ${trained.points.join(", ")}`);
    return [this.#trained];
  }

  /** @param {Frame | null | undefined} frame */
  #drawScore(frame) {
    const { entry } = this.#member;
    const { name, trained } = entry.curve;
    say(this.#score, frame && (trained.points.length === 0 || frame.score !== null) ? scored(entry, frame.score) : "");
    if (trained.points.length === 0) return;
    const share = whereTrained(entry, frame);
    const part = share === null ? "" : `; ${percent(share)} % at ${name} ${trained.span}, as in training`;
    say(this.#trained, frame && frame.score !== null ? `of all test sentences${part}` : "");
  }
}

/** All chips, in rows of up to four. */
export class Chips {
  #lab;
  #chips;

  /** @param {Lab} lab */
  constructor(lab) {
    this.#lab = lab;
    this.#chips = lab.runs.map((member, index) => new Chip(lab, member, index));
    const count = this.#chips.length;
    const abreast = count <= 5 ? Math.max(count, 1) : Math.ceil(count / 2);
    const look = { "data-count": count, style: `--abreast:${abreast}` };
    this.list = html(
      "ul",
      { class: "runs", "aria-label": "Runs", ...look },
      this.#chips.map(({ root }) => root),
    );
  }

  draw() {
    for (const chip of this.#chips) chip.draw();
  }

  mark() {
    const { runs, selected } = this.#lab;
    const looked = this.#lab.looked();
    this.#chips.forEach((chip, index) =>
      chip.mark(index === selected && runs.length > 1, looked.includes(runs[index]), runs.length > looked.length),
    );
  }

  /** @param {Tool} tool of the chosen run */
  press(tool) {
    const button = this.#chips[this.#lab.selected]?.[tool];
    if (button && !button.disabled) button.click();
  }
}
