/** A question on the page: its picture, its answers, and after the answer why; then the way on. */

import { html } from "../svg.js";
import { choiceOf, numberOf, orderOf } from "./answers.js";
import { judge } from "./judging.js";
import { plain } from "./asking.js";
import { drawSketch } from "./sketches/sketch.js";

/** @typedef {import("./types.d.ts").Asked} Asked */
/** @typedef {import("./types.d.ts").Because} Because */
/** @typedef {import("./types.d.ts").Question} Question */
/** @typedef {import("./sketches/sketch.js").Place} Place */

/**
 * @typedef {object} Acts
 * @property {(right: boolean) => () => void} answered returns what takes the answer back
 * @property {() => void} next
 * @property {() => void} anew the same question with other numbers
 * @property {(width: number) => Place} place how wide, in which colours
 */

/** @typedef {{ where: string, address: string, scene: string, focus: boolean }} Around */

const BESIDE = 760; // px from which the wrong idea stands beside the question's picture
const SURE = 1; // digits of a number beyond those of its tolerance

export class Card {
  /** @param {Acts} acts */
  constructor(acts) {
    this.acts = acts;
    this.question = /** @type {Question | null} */ (null);
    this.asked = /** @type {Asked | null} */ (null);
    this.given = /** @type {string | number | string[] | null} */ (null);
    this.takeBack = () => {};
    this.answers = /** @type {import("./answers.js").Answers | null} */ (null);
    this.around = /** @type {Around | null} */ (null);
    this.next = /** @type {HTMLButtonElement | null} */ (null);
    this.where = html("p", { class: "where" });
    this.heading = html("h2", { tabindex: -1 });
    this.pictures = html("div", { class: "pictures" });
    this.asking = html("div", { class: "asking" });
    this.because = html("div", { class: "because", "aria-live": "polite" });
    this.idea = html("div", { class: "pictures" });
    this.on = html("div", { class: "on" });
    this.outcome = html("div", { class: "outcome" }, [this.because, this.idea, this.on]);
    const parts = [this.where, this.heading, this.pictures, this.asking, this.outcome];
    this.element = html("section", { class: "card", "aria-label": "Question" }, parts);
    this.element.addEventListener("keydown", (event) => this.#key(event));
  }

  /**
   * @param {Question} question
   * @param {Asked} asked
   * @param {Around} around
   */
  show(question, asked, around) {
    Object.assign(this, { question, asked, given: null, around });
    this.where.textContent = around.where;
    this.heading.textContent = asked.ask;
    this.because.replaceChildren();
    this.on.replaceChildren();
    this.answers = this.#answersOf(asked);
    this.asking.replaceChildren(this.answers ? this.answers.element : placeHint());
    this.draw();
    if (around.focus) this.focus();
  }

  /** In place of a question. @param {string} where @param {string} sentence @param {HTMLElement[]} ways */
  tell(where, sentence, ways) {
    this.asked = null;
    this.where.textContent = where;
    this.heading.textContent = sentence;
    for (const part of [this.pictures, this.asking, this.because, this.idea]) part.replaceChildren();
    this.on.replaceChildren(...ways);
  }

  focus() {
    this.heading.focus({ preventScroll: true });
    const top = this.element.getBoundingClientRect().top;
    if (top < 0) this.element.scrollIntoView({ block: "start" });
  }

  /** @param {Asked} asked */
  #answersOf(asked) {
    const answer = (/** @type {string | number | string[]} */ one) => this.#answer(one);
    if (asked.kind === "number") return numberOf(asked, answer);
    if (asked.kind === "order") return orderOf(asked, answer);
    return asked.kind === "choice" ? choiceOf(asked, answer) : null;
  }

  /** @param {string | number | string[]} answer */
  #answer(answer) {
    if (!this.asked || this.given !== null) return;
    this.given = answer;
    this.takeBack = this.acts.answered(judge(this.asked, answer).right);
    this.#end();
    this.draw();
    this.next?.focus({ preventScroll: true });
    this.outcome.scrollIntoView({ block: "nearest" });
  }

  #end() {
    const asked = /** @type {Asked} */ (this.asked);
    const { right, because } = judge(asked, /** @type {string} */ (this.given));
    if (this.answers) this.answers.end(this.#marks());
    else this.asking.replaceChildren();
    this.because.className = `because ${right ? "right" : "wrong"}`;
    const due = dueOf(asked);
    this.because.replaceChildren(
      html("p", {}, [html("strong", {}, right ? "✓ Right. " : "✗ Not so. "), because.says]),
      ...(right ? [] : [html("p", {}, [html("strong", {}, `${due.label} `), due.says])]),
    );
    this.next = html("button", { type: "button", class: "next", onclick: () => this.acts.next() }, "Next question");
    const { address, scene } = /** @type {Around} */ (this.around);
    this.on.replaceChildren(
      this.next,
      html("button", { type: "button", onclick: () => this.acts.anew() }, "Other numbers"),
      html("button", { type: "button", onclick: () => this.#undo() }, "Take it back"),
      html("a", { href: address, target: "_self" }, `See it: ${scene}`),
    );
  }

  #undo() {
    this.takeBack();
    if (this.question && this.asked && this.around)
      this.show(this.question, this.asked, { ...this.around, focus: true });
  }

  /** @returns {Record<string, "right" | "wrong">} */
  #marks() {
    const { asked, given } = this;
    if (!asked || given === null) return {};
    if (asked.kind === "order") {
      const ids = /** @type {string[]} */ (given);
      return Object.fromEntries(ids.map((id, at) => [id, asked.answer[at] === id ? "right" : "wrong"]));
    }
    if (asked.kind === "number") return { number: judge(asked, given).right ? "right" : "wrong" };
    return { [String(given)]: "wrong", [asked.answer]: "right" };
  }

  draw() {
    const { asked, given } = this;
    const width = this.pictures.clientWidth;
    if (!asked || !width) return;
    const because = given === null ? undefined : judge(asked, given).because;
    const pictures = [asked.picture, because?.picture].filter((one) => one !== undefined);
    const scores = pictures.some((one) => one.kind === "score"); // they need the width
    const beside = pictures.length > 1 && width >= BESIDE && !scores;
    const each = this.acts.place(beside ? (width - 32) / 2 : width);
    const idea = because ? ideaOf(because, each) : [];
    this.pictures.classList.toggle("beside", beside);
    this.pictures.replaceChildren(
      ...(asked.picture ? [drawSketch(asked.picture, { ...each, ...this.#clicks() })] : []),
      ...(beside ? idea : []),
    );
    this.idea.replaceChildren(...(beside ? [] : idea)); // below the answer, which stays where it was given
  }

  /** What can be clicked in the picture, and what was. */
  #clicks() {
    const { asked, given } = this;
    if (asked?.kind !== "place") return {};
    const onPlace = given === null ? (/** @type {string} */ id) => this.#answer(id) : undefined;
    return { places: asked.options, onPlace, marks: this.#marks() };
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const { target, key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || target instanceof HTMLInputElement) return;
    const taken = this.given === null ? this.#answerBy(key, target) : this.#goOnBy(key, target);
    if (taken) event.preventDefault();
  }

  /** @param {string} key @param {EventTarget | null} target */
  #answerBy(key, target) {
    return this.answers?.key?.(key) || this.#step(key, target);
  }

  /** Enter goes on, where no button has it. @param {string} key @param {EventTarget | null} target */
  #goOnBy(key, target) {
    if (key !== "Enter" || (target instanceof Element && target.closest("button, a"))) return false;
    this.acts.next();
    return true;
  }

  /** Go from place to place in the picture. @param {string} key @param {EventTarget | null} target */
  #step(key, target) {
    const places = [.../** @type {NodeListOf<HTMLElement>} */ (this.pictures.querySelectorAll("[data-place]"))];
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[key];
    if (!by || !places.length) return false;
    const at = places.findIndex((one) => one === target);
    const next = at < 0 ? 0 : Math.min(Math.max(at + by, 0), places.length - 1);
    places[next].focus();
    return true;
  }
}

/** The picture of a wrong idea, or of the way to the answer. @param {Because} because @param {Place} place */
function ideaOf({ picture, solves }, place) {
  const title = html("p", {}, solves ? "How it is found" : "Why not");
  return picture ? [html("div", { class: "idea" }, [title, drawSketch(picture, place)])] : [];
}

const placeHint = () =>
  html("p", { class: "hint" }, "Click into the picture, or go with the arrow keys and press Enter.");

/** The number that was due, as far as it is asked for. @param {import("./types.d.ts").NumberAsked} asked */
function toldAs({ answer, tolerance }) {
  return plain(answer, tolerance ? Math.max(SURE - Math.floor(Math.log10(tolerance)), 2) : 0);
}

/** The answer in words. @param {Asked} asked */
function dueOf(asked) {
  if (asked.kind === "number") return { label: `It is ${toldAs(asked)}.`, says: asked.right };
  if (asked.kind === "order") {
    const told = asked.answer.map((id) => asked.items.find((one) => one.id === id));
    return { label: "In order:", says: told.map((one) => `${one?.label} (${one?.told})`).join(" > ") };
  }
  const { label } = /** @type {{ label: string }} */ (asked.options.find(({ id }) => id === asked.answer));
  return { label: `It is “${label}”.`, says: asked.right };
}
