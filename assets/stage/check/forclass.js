/** A link for a class: chosen questions, and a seed, so that all have the same numbers. */

import { html } from "../svg.js";
import { copy } from "../parts/clipboard.js";
import { POLLS_TITLE } from "./questions.js";
import { linkTo } from "./link.js";

/** @typedef {import("./types.d.ts").Question} Question */

const SEEDS = 1000;

export class ForClass {
  /** @param {Question[]} questions @param {{ name: string, title: string }[]} lessons @param {string[]} chosen ids */
  constructor(questions, lessons, chosen) {
    this.questions = questions;
    this.chosen = new Set(chosen);
    this.seed = html("input", {
      type: "text",
      maxlength: 20,
      pattern: "[A-Za-z0-9_\\-]{1,20}",
      value: String(1 + Math.floor(Math.random() * SEEDS)),
      oninput: () => this.#say(),
    });
    this.link = html("input", { type: "text", readonly: true, "aria-label": "The link" });
    this.said = html("span", { class: "hint", role: "status" });
    this.boxes = /** @type {Map<string, HTMLInputElement>} */ (new Map());
    this.wholes = /** @type {Map<string, HTMLInputElement>} */ (new Map());
    this.polls = /** @type {HTMLInputElement | null} */ (null);
    const close = html("button", { type: "button", onclick: () => this.element.close() }, "Close");
    const take = html("button", { type: "button", class: "check-it", onclick: () => this.#copy() }, "Copy the link");
    this.element = html("dialog", { class: "forclass", "aria-label": "A link for a class" }, [
      html("h2", {}, "A link for a class"),
      html("p", {}, "Whoever opens it gets these questions. With the same seed, all get the same numbers."),
      html("div", { class: "lists" }, [this.#polls(), ...lessons.map((one) => this.#lesson(one))]),
      html("p", { class: "row" }, [html("label", {}, ["Seed ", this.seed]), this.link, take, close]),
      this.said,
    ]);
    this.#say();
  }

  open() {
    this.#say();
    this.element.showModal();
  }

  /** @param {{ name: string, title: string }} lesson */
  #lesson({ name, title }) {
    const own = this.questions.filter(({ lesson }) => lesson === name);
    const whole = html("input", { type: "checkbox", onchange: () => this.#choose(own, whole.checked) });
    this.wholes.set(name, whole);
    const rows = own.map((question) => {
      const box = html("input", { type: "checkbox", onchange: () => this.#choose([question], box.checked) });
      this.boxes.set(question.id, box);
      return html("li", {}, html("label", {}, [box, ` ${question.about}`]));
    });
    const head = html("label", {}, [whole, html("strong", {}, ` ${title}`)]);
    const each = html("details", {}, [html("summary", {}, `${own.length} questions`), html("ul", {}, rows)]);
    return html("div", {}, [head, each]);
  }

  /** The polls stand in their lessons, too: here all of them are chosen at once. */
  #polls() {
    const own = this.questions.filter(({ poll }) => poll);
    this.polls = html("input", { type: "checkbox", onchange: () => this.#choose(own, Boolean(this.polls?.checked)) });
    const only = () => {
      this.chosen.clear();
      this.#choose(own, true);
    };
    const head = html("label", {}, [this.polls, html("strong", {}, ` ${POLLS_TITLE}`)]);
    return html("div", { class: "polls" }, [head, html("button", { type: "button", onclick: only }, "Only these")]);
  }

  /** @param {Question[]} questions @param {boolean} on */
  #choose(questions, on) {
    for (const { id } of questions) {
      if (on) this.chosen.add(id);
      else this.chosen.delete(id);
    }
    this.#say();
  }

  #say() {
    for (const [id, box] of this.boxes) box.checked = this.chosen.has(id);
    for (const [name, whole] of this.wholes)
      this.#tick(whole, this.questions.filter(({ lesson }) => lesson === name)); // prettier-ignore
    if (this.polls) this.#tick(this.polls, this.questions.filter(({ poll }) => poll)); // prettier-ignore
    const ids = this.questions.map(({ id }) => id).filter((id) => this.chosen.has(id));
    const all = ids.length === this.questions.length;
    const fits = this.seed.validity.valid && this.seed.value !== "";
    this.link.value = linkTo(location.href, { ids: all ? [] : ids, seed: fits ? this.seed.value : "" });
    const count = `${ids.length || "All"} question${ids.length === 1 ? "" : "s"}`;
    this.said.textContent = fits
      ? `${all || !ids.length ? "All questions" : count}, seed ${this.seed.value}.`
      : `${count}. A seed has up to 20 letters and digits; without one, everyone has numbers of their own.`;
  }

  /** @param {HTMLInputElement} box @param {Question[]} own what it stands for */
  #tick(box, own) {
    const count = own.filter(({ id }) => this.chosen.has(id)).length;
    box.checked = count === own.length;
    box.indeterminate = count > 0 && count < own.length;
  }

  async #copy() {
    try {
      await copy(this.link.value, "your browser does not allow it; select the link and copy it");
      this.said.textContent = "The link was copied.";
    } catch (error) {
      this.link.select();
      this.said.textContent = `Nothing was copied: ${/** @type {Error} */ (error).message}.`;
    }
  }
}
