/**
 * The presenter's own window: notes, minutes, the next scene, wrong answers, what can be left out. It stands on the
 * presenter's screen while the class sees the slides; a key that is pressed in either steps both. The page that opened
 * it fills it, from lesson to lesson, so there is nothing that a server would have to know.
 *
 * Two designs were compared. With a `BroadcastChannel` the window would be a page of its own, with its own script, and
 * both sides would have to send signs of life. A window that the page fills needs neither: what it shows is drawn anew
 * when either side was loaded again, the clock stands in its document, and a page that goes says so in it.
 */

import { sheetOf } from "../styles.js";
import { html, say } from "../svg.js";
import { isNoted, note } from "../plan/kept.js";
import { beginAgain, entryNow } from "../plan/under_way.js";
import { toldNow } from "./told.js";

const OFTEN = 1000; // ms
const NAME = "unrolled-presenter"; // of the window: a page that was loaded again finds it there
const OPEN = "unrolled-presenter-open"; // in this tab, until the window was closed
const GONE = "The slides are away: their window was closed, or is being loaded again.";
export const CLOSED = "The presenter's window is closed. V opens it again.";
export const BLOCKED = "This browser let no second window open. Allow pop-ups for this address, then press V again.";

/** @typedef {{ title: string, next: string, place: string, skipped: boolean }} Around of the scene in the lesson */

class Presenter {
  constructor() {
    this.around = /** @type {() => Around} */ (() => ({ title: "", next: "", place: "", skipped: false }));
    this.pressed = /** @type {(event: KeyboardEvent) => void} */ (() => {});
    this.closed = () => {};
    this.begun = Date.now();
    this.window = /** @type {Window | null} */ (null);
    this.timer = 0;
    this.drawn = "";
    this.clock = html("output", { class: "clock", "aria-live": "off" });
    this.body = html("main");
    addEventListener("pagehide", () => this.#goes());
  }

  get isOpen() {
    return this.window !== null && !this.window.closed;
  }

  /** Come back to the window that stood open before this page was loaded. */
  async again() {
    if (!this.isOpen && isNoted(OPEN)) await this.open();
  }

  /** Open the window, or come back to it; return whether there is one. */
  async open() {
    const opened = window.open("", NAME, "popup,width=760,height=860");
    if (!opened) return false;
    this.window = opened;
    note(OPEN, true);
    await this.#fill(opened);
    clearInterval(this.timer);
    this.timer = setInterval(() => this.show(), OFTEN);
    this.show();
    return true;
  }

  /** @param {Window} opened */
  async #fill(opened) {
    const sheet = await sheetOf("slides/presenter.css");
    const { document: page } = opened;
    page.title = "Presenter";
    page.documentElement.lang = "en";
    const rules = [...sheet.cssRules].map(({ cssText }) => cssText).join("\n");
    page.head.replaceChildren(html("style", {}, rules), html("title", {}, "Presenter"));
    const again = html("button", { type: "button", onclick: () => this.#begin() }, "Begin again");
    page.body.replaceChildren(html("header", {}, [this.clock, again]), this.body);
    page.onkeydown = (event) => this.pressed(event);
    const { dataset } = page.documentElement;
    this.begun = Number(dataset.begun) || this.begun; // a page that was loaded again goes on with its clock
    dataset.begun = String(this.begun);
    this.drawn = "";
  }

  /** The page goes: its clock stands still, and what stands in the window is no longer true. */
  #goes() {
    if (this.isOpen) this.window?.document.body.replaceChildren(html("p", { class: "gone", role: "alert" }, GONE));
  }

  #begin() {
    this.begun = Date.now();
    if (this.window) this.window.document.documentElement.dataset.begun = String(this.begun);
    beginAgain();
    this.show();
  }

  show() {
    if (!this.isOpen) {
      note(OPEN, false);
      this.closed();
      return clearInterval(this.timer);
    }
    if (this.window && !this.window.document.body?.contains(this.body)) void this.#fill(this.window); // loaded again
    const plan = entryNow();
    const seconds = Math.floor((Date.now() - (plan?.begun ?? this.begun)) / 1000);
    say(this.clock, `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`);
    const [told, around] = [toldNow(), this.around()];
    const drawn = JSON.stringify([told, around, plan?.said]);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    this.body.replaceChildren(...partsOf(told, around, plan?.said ?? null));
  }
}

/** One for all lessons: a page that follows goes on in the window that is open. */
export const presenter = new Presenter();

/**
 * @param {import("./told.js").Told} told
 * @param {Around} around
 * @param {import("../plan/under_way.js").Said | null} plan
 */
function partsOf(told, { title, next, place, skipped }, plan) {
  const known = told.answers.some(({ right }) => right);
  const wrong = told.answers.filter(({ right }) => !right).map(({ text }) => text);
  const skip = skipped ? "Short of time? The way of ten minutes leaves this scene out." : "";
  return [
    html("p", { class: "place" }, plan ? `${plan.place} · ${title}` : `${place} · ${title}`),
    html("h1", {}, told.heading),
    ...part("Plan", plan ? [plan.time, ...plan.skip, `Next: ${plan.next}`] : []),
    ...part("To say and ask", plan?.notes ? [plan.notes] : []),
    ...part("Usual wrong answers", plan?.wrong ? [plan.wrong] : []),
    ...part("Question", told.question ? [told.question] : []),
    ...part(
      "Right",
      told.answers.filter(({ right }) => right).map(({ text }) => text),
    ),
    ...part(known ? "Wrong answers" : "Answers", wrong),
    ...part("What happened", told.happened),
    ...part("Notes", told.notes),
    ...part("Next", plan ? [] : [next, skip].filter(Boolean)),
  ];
}

/** @param {string} name @param {string[]} lines */
const part = (name, lines) => (lines.length ? [html("h2", {}, name), ...lines.map((line) => html("p", {}, line))] : []);
