/**
 * Check yourself: questions whose numbers are drawn anew, answered and explained in the browser alone. The server sends
 * the page, and each network once.
 */

import { readTheme } from "../colour.js";
import { atHand, fetchNetworks } from "../networks.js";
import { hostOf, onWidth } from "../page.js";
import { NARROW, readType } from "../parts/type.js";
import { html } from "../svg.js";
import { listOf } from "./again.js";
import { Card } from "./card.js";
import { Draw } from "./draw.js";
import { ForClass } from "./forclass.js";
import { Play } from "./games/game.js";
import { POLLS, nameShown, readLink } from "./link.js";
import { Progress } from "./progress.js";
import { POLLS_TITLE, QUESTIONS } from "./questions.js";

/** @typedef {import("./types.d.ts").Question} Question */

/**
 * @typedef {object} Told what the page says
 * @property {import("../types.d.ts").Palette} palette
 * @property {Record<string, string>} looks hues of networks
 * @property {Record<string, string>} networks keys by name; those that are not trained yet are missing
 * @property {Record<string, Record<string, number>>} measured
 * @property {{ name: string, title: string, scenes: Record<string, string> }[]} lessons
 */

const UNTRAINED =
  "The networks of this question are still being trained. It comes as soon as they are; the others go on.";

export class Check {
  /** @param {import("../page.js").Root} root */
  constructor(root) {
    this.host = hostOf(root);
    this.told = /** @type {Told | null} */ (null);
    this.progress = new Progress();
    this.link = readLink(location.href, QUESTIONS.map(({ id }) => id)); // prettier-ignore
    this.questions = this.link.ids.length ? QUESTIONS.filter(({ id }) => this.link.ids.includes(id)) : QUESTIONS;
    /** How often each question was put since the page stands, for links with a seed. @type {Record<string, number>} */
    this.put = {};
    /** Whether the lectures' polls are put, not a lesson's questions. */
    this.polls = this.link.polls && this.questions.some(({ poll }) => poll);
    this.shown = this.#first();
    this.wanted = 0; // counts what was asked for: networks that come late are not for another question
    this.card = new Card({
      answered: (right) => this.#answered(right),
      next: () => this.#next(),
      anew: () => this.#put(this.shown, true),
      place: (width) => this.#place(width),
    });
    this.play = new Play(
      {
        network: (name) => this.#network(name),
        progress: this.progress,
        played: () => this.#around(),
      },
      this.link.seed || `${this.progress.kept.seed} ${Math.random()}`,
    );
    this.play.element.hidden = true;
    this.forClass = /** @type {ForClass | null} */ (null);
    this.notes = html("div", { class: "notes", role: "status" });
    this.lessons = html("nav", { class: "lessons", "aria-label": "Lessons" });
    this.numbers = html("nav", { class: "numbers", "aria-label": "Questions of this lesson" });
    this.again = html("section", { class: "again", "aria-label": "What to look at again" });
    this.tools = html("div", { class: "tools" });
    const parts = [
      this.notes,
      this.lessons,
      this.numbers,
      this.card.element,
      this.play.element,
      this.tools,
      this.again,
    ];
    this.root = html("div", { class: "check" }, parts);
    root.append(this.root);
    this.watch = onWidth(this.root, () => this.card.draw());
  }

  /** @param {Told} told */
  show(told) {
    const first = !this.told;
    this.told = told;
    if (!this.play.element.hidden) this.play.show();
    else if (first || !this.card.asked) this.#put(this.shown, false);
    else this.card.draw();
    this.#around();
  }

  end() {
    this.watch.disconnect();
  }

  /** The question of the link, else the first that is open. */
  #first() {
    const group = this.polls ? this.questions.filter(({ poll }) => poll) : this.questions;
    const named = group.find(({ id }) => id === this.link.shown);
    return named ?? group.find(({ id }) => !this.progress.of(id)) ?? group[0];
  }

  /** The seed of numbers: of the link with a count of its own, else one that is kept. @param {Question} question */
  #seedOf({ id }) {
    const { seed } = this.link;
    return seed ? `${seed} ${id} ${this.put[id] ?? 0}` : `${this.progress.kept.seed} ${id} ${this.progress.times(id)}`;
  }

  /** Put a question, once its networks are here. @param {Question} question @param {boolean} focus */
  async #put(question, focus) {
    this.shown = question;
    this.polls &&= Boolean(question.poll);
    this.#turn(false);
    nameShown(question.id, this.polls);
    const wanted = ++this.wanted;
    const { networks } = /** @type {Told} */ (this.told);
    const names = question.needs ?? [];
    const keys = names.map((name) => networks[name]);
    this.#around();
    if (keys.some((key) => !key)) return this.#wait(UNTRAINED);
    if (!atHand(keys)) {
      this.#wait("The networks of this question are on the way.");
      try {
        await fetchNetworks(keys);
      } catch (error) {
        if (wanted === this.wanted) this.#wait(/** @type {Error} */ (error).message, true);
        return;
      }
      if (wanted !== this.wanted) return;
    }
    const found = atHand(keys) ?? [];
    const sources = {
      network: (/** @type {string} */ name) => found[names.indexOf(name)],
      measured: this.told?.measured ?? {},
    };
    const asked = question.make(new Draw(this.#seedOf(question)), sources);
    this.card.show(question, asked, {
      where: this.#whereOf(question),
      address: this.#addressOf(question),
      scene: this.#nameOf(question),
      focus,
    });
  }

  /** A network by name once it is trained and here, null before. @param {string} name */
  async #network(name) {
    const key = this.told?.networks[name];
    if (!key) return null;
    await fetchNetworks([key]).catch(() => {});
    return atHand([key])?.[0] ?? null;
  }

  /** Turn to the games, or from them to the questions. @param {boolean} games */
  #turn(games) {
    const turned = this.play.element.hidden === games;
    this.play.element.hidden = !games;
    this.card.element.hidden = this.numbers.hidden = games;
    if (games && turned) this.play.show();
  }

  /** @param {string} sentence @param {boolean} [failed] */
  #wait(sentence, failed = false) {
    const next = html("button", { type: "button", onclick: () => this.#next() }, "Another question");
    const retry = html("button", { type: "button", onclick: () => this.#put(this.shown, true) }, "Try again");
    this.card.tell(this.#whereOf(this.shown), sentence, failed ? [retry, next] : [next]);
  }

  /** @param {boolean} right */
  #answered(right) {
    const { id } = this.shown;
    const undo = this.progress.note(id, right);
    this.put[id] = (this.put[id] ?? 0) + 1;
    this.#around();
    return () => {
      undo();
      this.put[id] -= 1;
      this.#around();
    };
  }

  /** The questions among which the one in sight stands: the polls, or those of its lesson. */
  #group() {
    return this.questions.filter(({ lesson, poll }) => (this.polls ? poll : lesson === this.shown.lesson));
  }

  /** The next question that is open, from the one in sight on, of the polls first; then those that went wrong. */
  #next() {
    const at = this.questions.indexOf(this.shown);
    const later = [...this.questions.slice(at + 1), ...this.questions.slice(0, at)];
    const isOpen = (/** @type {Question} */ { id }) => !this.progress.of(id);
    const open = (this.polls && later.find((one) => one.poll && isOpen(one))) || later.find(isOpen);
    const wrong = later.find(({ id }) => this.progress.of(id)?.last === "wrong");
    this.#put(open ?? wrong ?? later[0] ?? this.shown, true);
  }

  /** @param {string} name */
  #lesson(name) {
    return this.told?.lessons.find((one) => one.name === name);
  }

  /** @param {Question} question */
  #nameOf({ lesson, scene }) {
    const found = this.#lesson(lesson);
    return `${found?.title ?? lesson} – ${found?.scenes[scene] ?? scene}`;
  }

  /** @param {Question} question */
  #addressOf({ lesson, scene }) {
    return new URL(`${lesson}?scene=${scene}`, document.baseURI).href;
  }

  /** @param {Question} question */
  #whereOf(question) {
    const own = this.#group();
    const title = this.polls ? POLLS_TITLE : (this.#lesson(question.lesson)?.title ?? "");
    return `${title} · ${own.indexOf(question) + 1} of ${own.length}`;
  }

  /** @param {number} width @returns {import("./sketches/sketch.js").Place} */
  #place(width) {
    const { palette, looks } = /** @type {Told} */ (this.told);
    const type = readType(this.host);
    return { width, theme: readTheme(this.host), type, palette, looks, narrow: width < type.px(NARROW) };
  }

  #around() {
    if (!this.told) return;
    const troubles = [...this.link.troubles, this.progress.trouble].filter(Boolean);
    const notes = troubles.join(" ");
    if (this.notes.textContent !== notes) this.notes.textContent = notes;
    this.#drawLessons();
    this.#drawTools();
    const ways = {
      addressOf: (/** @type {Question} */ one) => this.#addressOf(one),
      nameOf: (/** @type {Question} */ one) => this.#nameOf(one),
      ask: (/** @type {Question} */ one) => this.#put(one, true),
    };
    const title = html("h2", {}, "What to look at again");
    this.again.replaceChildren(title, ...listOf(this.questions, this.progress, ways));
  }

  #drawLessons() {
    const focused = this.#focused(this.lessons) || this.#focused(this.numbers);
    const { shown, questions, progress } = this;
    const group = this.polls ? POLLS : shown.lesson;
    const current = this.play.element.hidden ? group : "";
    const lessons = (this.told?.lessons ?? []).map(({ name, title }) => ({
      name,
      title,
      own: questions.filter(({ lesson }) => lesson === name),
    }));
    const polls = { name: POLLS, title: POLLS_TITLE, own: questions.filter(({ poll }) => poll) };
    const groups = [...lessons, polls].filter(({ own }) => own.length);
    const chips = groups.map(({ name, title, own }) => {
      const right = own.filter(({ id }) => progress.of(id)?.last === "right").length;
      const first = own.find(({ id }) => !progress.of(id)) ?? own[0];
      const look = { type: "button", "data-go": name, "aria-current": name === current ? "true" : undefined };
      const count = html("span", { class: "count" }, `${right}/${own.length}`);
      const go = () => {
        this.polls = name === POLLS;
        this.#put(first, false);
      };
      return html("button", { ...look, onclick: go }, [title, count]);
    });
    const numbers = this.#group().map((question, at) => {
      const last = progress.of(question.id)?.last ?? "";
      const look = { type: "button", class: last, "aria-current": question === shown ? "true" : undefined };
      const said = { right: ", right at last", wrong: ", wrong at last", "": "" }[last];
      const label = `Question ${at + 1}: ${question.about}${said}`;
      const more = { "data-go": question.id, title: question.about, "aria-label": label };
      const mark = { right: "✓", wrong: "✗", "": "" }[last];
      return html("button", { ...look, ...more, onclick: () => this.#put(question, false) }, `${at + 1}${mark}`);
    });
    const playing = !this.play.element.hidden;
    const turn = () => {
      this.#turn(true);
      this.#around();
    };
    const look = { type: "button", "data-go": "games", "aria-current": playing ? "true" : undefined };
    this.lessons.replaceChildren(...chips, html("button", { ...look, onclick: turn }, "You against the network"));
    this.numbers.replaceChildren(...numbers);
    if (focused) /** @type {HTMLElement | null} */ (this.root.querySelector(`[data-go="${focused}"]`))?.focus();
  }

  /** What in a row of buttons has the focus. @param {HTMLElement} row */
  #focused(row) {
    const found = /** @type {HTMLElement | null} */ (row.querySelector(":focus"));
    return found?.dataset.go ?? "";
  }

  #openForClass() {
    const lessons = this.told?.lessons ?? [];
    if (!this.forClass) {
      this.forClass = new ForClass(QUESTIONS, lessons, this.questions.map(({ id }) => id)); // prettier-ignore
      this.root.append(this.forClass.element);
    }
    this.forClass.open();
  }

  #drawTools() {
    const focused = /** @type {HTMLElement | null} */ (this.tools.querySelector(":focus"))?.dataset.tool;
    const { progress } = this;
    const tool = (/** @type {string} */ id, /** @type {string} */ name, /** @type {() => void} */ onclick) =>
      html("button", { type: "button", "data-tool": id, onclick }, name);
    const any = Object.keys(progress.kept.answers).length + Object.keys(progress.kept.games).length > 0;
    const clear = tool("clear", "Clear my answers", () => {
      progress.clear();
      this.#around();
    });
    const restore = tool("clear", "Bring my answers back", () => {
      progress.restore();
      this.#around();
    });
    const print = tool("print", "Print the list", () => window.print());
    const forClass = tool("class", "A link for a class", () => this.#openForClass());
    this.tools.replaceChildren(forClass, print, ...(any ? [clear] : progress.cleared ? [restore] : []));
    if (focused) /** @type {HTMLElement | null} */ (this.tools.querySelector(`[data-tool=${focused}]`))?.focus();
  }
}
