/** The bar of a room at the foot of the page: where the class is, what its presenter can do, what it votes. */

import { readTheme } from "../colour.js";
import { dress, sheetOf } from "../styles.js";
import { html, put, say } from "../svg.js";

export const HOST = '[data-testid="stBidiComponentIsolated"]';
const QUIET = 2500; // ms that the pointer rests before the buttons go from a slide
const ROOM = "--room-height";

/** @typedef {{ name: string, act: () => unknown, primary?: boolean, pressed?: boolean, about?: string }} Button */

/**
 * @typedef {object} Shown what stands in the bar
 * @property {string} state in one sentence
 * @property {"calm" | "own" | "trouble"} tone
 * @property {Button[]} buttons
 * @property {Node | null} [vote]
 * @property {string} [signature] what the vote is made of: it is put up anew when that changes
 */

export class Bar {
  constructor() {
    this.host = html("div", { class: "room-bar" });
    this.root = this.host.attachShadow({ mode: "open" });
    this.state = html("p", { class: "state", role: "status" });
    this.buttons = html("div", { class: "buttons" });
    this.vote = html("div", { class: "vote" });
    this.note = html("p", { class: "note", role: "alert" });
    const row = html("div", { class: "row" }, [this.state, this.buttons]);
    const label = "Room of the class";
    this.inside = html("section", { class: "room", "aria-label": label }, [this.vote, this.note, row]);
    this.root.append(this.inside);
    this.signature = "";
    this.drawn = "";
    this.timer = 0;
    this.sized = new ResizeObserver(() => this.#makeRoom());
    this.sized.observe(this.inside);
    this.slides = new MutationObserver(() => this.#fit());
    this.slides.observe(document.documentElement, { attributeFilter: ["class"] });
    this.rest = 0;
    this.listening = new AbortController();
    const first = { signal: this.listening.signal, passive: true, capture: true };
    addEventListener("pointermove", () => this.#wake(), first);
  }

  /** Put it on the page, in the theme of now. */
  async open() {
    const [shared, own, page] = await Promise.all(["stage.css", "room/room.css", "room/page.css"].map(sheetOf));
    for (const sheet of [shared, own]) dress(this.root, sheet);
    if (!document.adoptedStyleSheets.includes(page)) document.adoptedStyleSheets.push(page);
    document.documentElement.classList.add("in-room");
    if (!this.host.isConnected) document.body.append(this.host);
    this.wear();
    this.#fit();
  }

  #fit() {
    const { classList } = document.documentElement;
    put(this.inside, "data-slides", classList.contains("slides"));
  }

  /** Over a slide its buttons are there as long as the pointer moves. */
  #wake() {
    put(this.inside, "data-awake", true);
    clearTimeout(this.rest);
    this.rest = setTimeout(() => put(this.inside, "data-awake", false), QUIET);
  }

  /** Wear the theme that the page has now. */
  wear() {
    const page = document.querySelector(HOST);
    if (!page) return;
    const { background, text, panel, accent, font, line } = readTheme(page);
    const worn = { "background-color": background, "text-color": text, "secondary-background-color": panel };
    for (const [name, value] of Object.entries({ ...worn, "primary-color": accent, font, "border-color": line }))
      if (this.host.style.getPropertyValue(`--st-${name}`) !== value)
        this.host.style.setProperty(`--st-${name}`, value);
  }

  /** @param {Shown} shown */
  show({ state, tone, buttons, vote = null, signature = "" }) {
    say(this.state, state);
    put(this.inside, "data-tone", tone);
    const drawn = JSON.stringify(buttons);
    if (drawn !== this.drawn) this.#put(buttons);
    this.drawn = drawn;
    if (signature !== this.signature) this.vote.replaceChildren(...(vote ? [vote] : []));
    this.signature = signature;
    put(this.inside, "data-votes", vote !== null);
    this.wear();
  }

  /** The focus stays on a button that is still there. @param {Button[]} buttons */
  #put(buttons) {
    const focused = this.root.activeElement?.textContent;
    const made = buttons.map(({ name, act, primary, pressed, about }) =>
      html(
        "button",
        {
          ...{ type: "button", class: primary ? "key text primary" : "key text", onclick: act, title: about },
          ...(pressed === undefined ? {} : { "aria-pressed": String(pressed) }),
        },
        name,
      ),
    );
    this.buttons.replaceChildren(...made);
    made.find(({ textContent }) => textContent === focused)?.focus();
  }

  /** Say something for a while. @param {string} sentence @param {number} [ms] */
  tell(sentence, ms = 5000) {
    say(this.note, sentence);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => say(this.note, ""), ms);
  }

  /** Nothing of the page stays behind the bar. */
  #makeRoom() {
    document.documentElement.style.setProperty(ROOM, `${Math.ceil(this.inside.getBoundingClientRect().height)}px`);
  }

  end() {
    clearTimeout(this.timer);
    clearTimeout(this.rest);
    this.listening.abort();
    this.slides.disconnect();
    this.sized.disconnect();
    this.host.remove();
    document.documentElement.classList.remove("in-room", "room-follows", "room-votes", "room-locked");
    document.documentElement.style.removeProperty(ROOM);
  }
}
