/**
 * All claims at a glance: a mark each, lesson by lesson, and above them how many hold. Verdicts and lessons choose what
 * the table shows; a mark opens its claim.
 */

import { html, put, say } from "../../svg.js";
import { counts } from "./choices.js";
import { CALLED, MANY, RULE, mark } from "./marks.js";

/** @typedef {import("./choices.js").Claim} Claim */
/** @typedef {import("./choices.js").Choice} Choice */
/** @typedef {import("./choices.js").Word} Word */

/** @typedef {{ choose: (change: Partial<Choice>) => void, open: (id: string) => void }} Hands */

const WORDS = /** @type {Word[]} */ (["holds", "mostly", "fails"]);

/** What came out, in a sentence. @param {ReturnType<typeof counts>} many @param {number} all */
function headingOf({ holds, mostly, fails, "": missing }, all) {
  const rest = [
    ...(mostly ? [`${mostly} only on most of the random starts`] : []),
    ...(fails ? [`${fails} ${MANY.fails(fails)}`] : []),
    ...(missing ? [`${missing} not measured yet`] : []),
  ];
  return `Of ${all} claims ${holds} hold${rest.length ? `, ${rest.join(", ")}` : ""}`;
}

export class Overview {
  /** @param {Hands} hands */
  constructor(hands) {
    this.hands = hands;
    this.heading = html("h2", { class: "claims-heading" });
    this.verdicts = html("div", { class: "claims-verdicts", role: "group", "aria-label": "Verdicts" });
    this.lessons = html("div", { class: "claims-lessons" });
    this.lessons.addEventListener("keydown", (event) => this.#walk(event));
    this.element = html("section", { class: "claims-overview", "aria-label": "All claims by lesson" }, [
      this.heading,
      this.verdicts,
      this.lessons,
    ]);
  }

  /** @param {Claim[]} claims @param {Record<string, string>} lessons titles by name */
  show(claims, lessons) {
    const many = counts(claims);
    say(this.heading, headingOf(many, claims.length));
    this.verdicts.replaceChildren(...WORDS.map((word) => this.#verdict(word, many[word])));
    this.lessons.replaceChildren(
      ...Object.entries(lessons).map(([name, title]) =>
        this.#lesson(
          name,
          title,
          claims.filter(({ lesson }) => lesson === name),
        ),
      ),
    );
    const [first] = this.#marks();
    if (first) put(first, "tabindex", 0);
  }

  /** @param {Word} word @param {number} count */
  #verdict(word, count) {
    const onclick = () => this.hands.choose({ verdict: word });
    return html("button", { type: "button", class: "claims-verdict", "data-verdict": word, onclick }, [
      mark(word),
      html("b", {}, String(count)),
      ` ${MANY[word](count)}`,
      html("small", {}, RULE[word]),
    ]);
  }

  /** @param {string} name @param {string} title @param {Claim[]} claims */
  #lesson(name, title, claims) {
    const onclick = () => this.hands.choose({ lesson: name });
    return html("div", { class: "claims-lesson", role: "group", "aria-label": title }, [
      html("button", { type: "button", class: "claims-name", "data-lesson": name, onclick }, title),
      html(
        "div",
        { class: "claims-marks" },
        claims.map((claim) => this.#mark(claim)),
      ),
    ]);
  }

  /** @param {Claim} claim */
  #mark(claim) {
    const says = `${CALLED[claim.word]}: ${claim.claim}`;
    const told = { type: "button", class: "claims-one", "data-claim": claim.id, title: says, "aria-label": says };
    return html("button", { ...told, tabindex: -1, onclick: () => this.hands.open(claim.id) }, mark(claim.word));
  }

  /** @returns {HTMLElement[]} */
  #marks() {
    return Array.from(this.lessons.querySelectorAll(".claims-one"));
  }

  /** Arrow keys go from mark to mark; one of them is reached by Tab. @param {KeyboardEvent} event */
  #walk(event) {
    const marks = this.#marks();
    const at = marks.findIndex((one) => one === event.target);
    const last = marks.length - 1;
    /** @type {Record<string, number>} */
    const ways = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: last };
    if (at < 0 || !(event.key in ways)) return;
    event.preventDefault();
    event.stopPropagation();
    const to = marks[Math.min(Math.max(ways[event.key], 0), last)];
    put(marks[at], "tabindex", -1);
    put(to, "tabindex", 0);
    to.focus();
  }

  /** Show what is chosen. @param {Choice} choice @param {Set<string>} shown ids of the claims that fit */
  tell({ claim, lesson, verdict }, shown) {
    for (const one of this.verdicts.querySelectorAll("button")) {
      put(one, "aria-pressed", one.dataset.verdict === verdict);
    }
    for (const one of this.lessons.querySelectorAll("button.claims-name")) {
      put(one, "aria-pressed", one.getAttribute("data-lesson") === lesson);
    }
    for (const one of this.#marks()) {
      const { claim: id = "" } = one.dataset;
      one.classList.toggle("claims-aside", !shown.has(id));
      if (id === claim) put(one, "aria-current", true);
      else one.removeAttribute("aria-current");
    }
  }
}
