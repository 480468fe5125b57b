/**
 * From the RNN to the LSTM with peepholes, one step a column: the equations, what is new in each in colour, what it
 * costs in weights, and what it brings: a dot for each random start, and how much that is more than the step before.
 */

import { readTheme } from "../colour.js";
import { hostOf } from "../page.js";
import { readType } from "../parts/type.js";
import { thousands } from "../parts/words.js";
import { html, put, say } from "../svg.js";
import { drawDots, summed } from "./ladder/dots.js";

const NARROW = 860; // px, up to which columns stand under one another
const GAP = 14; // px between two

/**
 * @typedef {object} Rung
 * @property {string} name
 * @property {[text: string, added: boolean][]} equations
 * @property {Record<string, number>} weights of the cell, by task
 *
 * @typedef {object} Task
 * @property {string} label
 * @property {string} says what the numbers are
 * @property {"percent" | "count"} scale
 * @property {number} most the end of the axis
 * @property {number} trained to where training went; 0 where that says nothing
 * @property {number[][]} values of each rung, a number a random start
 *
 * @typedef {{ rungs: Rung[], tasks: Record<string, Task>, first: string, gates: string }} Ladder
 */

export class Picture {
  /** @param {import("../page.js").Root} root */
  constructor(root) {
    this.host = hostOf(root);
    this.data = /** @type {Ladder | null} */ (null);
    this.veiled = false;
    this.task = "";
    this.width = 0;
    this.choices = html("div", { class: "ladder-choices", role: "group", "aria-label": "Task" });
    this.says = html("p", { class: "ladder-says" });
    this.rungs = html("div", { class: "ladder-rungs" });
    this.gates = html("p", { class: "ladder-gates" });
    this.root = html("div", { class: "picture ladder", role: "group" }, [
      html("div", { class: "ladder-bar" }, [this.choices, this.says]),
      this.rungs,
      this.gates,
    ]);
    root.append(this.root);
    this.watch = new ResizeObserver(() => this.root.clientWidth !== this.width && this.draw());
    this.watch.observe(this.root);
  }

  /** @param {Ladder} data @param {{ alt: string, veiled: boolean }} around */
  show(data, { alt, veiled }) {
    if (veiled || !(this.task in data.tasks)) this.task = data.first;
    Object.assign(this, { data, veiled });
    put(this.root, "aria-label", alt);
    this.draw();
  }

  draw() {
    const { data, veiled } = this;
    this.width = this.root.clientWidth;
    if (!data || !this.width) return;
    const task = data.tasks[this.task];
    const buttons = Object.entries(data.tasks).map(([name, { label }]) => {
      const onclick = () => {
        this.task = name;
        this.draw();
        /** @type {HTMLElement | null} */ (this.choices.querySelector("[aria-pressed=true]"))?.focus();
      };
      return html(
        "button",
        { type: "button", class: "key", "aria-pressed": String(name === this.task), onclick },
        label,
      );
    });
    this.choices.replaceChildren(...buttons);
    this.choices.inert = veiled;
    say(this.says, task.says);
    say(this.gates, data.gates);
    const plain = data.rungs[0].weights[this.task];
    this.rungs.replaceChildren(
      ...data.rungs.map((rung, at) => {
        const cost = `${thousands(rung.weights[this.task])} weights (× ${times(rung.weights[this.task] / plain)})`;
        const lines = rung.equations.map(([text, added]) =>
          html("p", { class: added ? "ladder-added" : "" }, added && at ? [html("b", {}, text)] : text),
        );
        return html("section", { class: "ladder-rung", "aria-label": rung.name }, [
          html("div", { class: "ladder-equations" }, [html("h3", {}, rung.name), ...lines]),
          html("p", { class: "ladder-cost" }, cost),
          ...this.found(task, at),
        ]);
      }),
    );
  }

  /** What a rung brings: dots, their middle, and the step before. @param {Task} task @param {number} at */
  found(task, at) {
    const values = task.values[at] ?? [];
    if (this.veiled) return [html("div", { class: "ladder-covered" }, "?")];
    if (!values.length) return [html("div", { class: "ladder-covered" }, "not measured")];
    const { said, step } = summed(task, at);
    const columns = this.width > NARROW ? (this.data?.rungs.length ?? 1) : 1;
    const width = Math.max((this.rungs.clientWidth + GAP) / columns - GAP, 120);
    const theme = readTheme(this.host);
    const drawing = drawDots(task, values, { width, theme, type: readType(this.host), named: at === 0 });
    const large = Math.abs(step.by) >= task.most / 10;
    const look = `ladder-step${at && large ? " ladder-large" : ""}`;
    return [drawing, html("p", { class: look }, [html("b", {}, said), html("span", {}, at ? step.said : "")])];
  }

  end() {
    this.watch.disconnect();
  }
}

/** "2", "3", "4.03". @param {number} ratio */
const times = (ratio) => (Math.abs(ratio - Math.round(ratio)) < 0.005 ? String(Math.round(ratio)) : ratio.toFixed(2));
