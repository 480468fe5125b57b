/** The tools of slide mode for mouse, finger and stylus: a bar in the corner that comes when the pointer moves. */

import { keysCard } from "../parts/card.js";
import { layer, wearTheme } from "../parts/layer.js";
import { dress, sheetOf } from "../styles.js";
import { html, put } from "../svg.js";

const QUIET = 2500; // ms that the pointer rests before the bar goes

/** @type {[string, string][]} */
const OTHERS = [
  ["1 2 3 …", "choose an answer"],
  ["← →", "one word back, on"],
  ["space", "play, pause"],
];
/** @type {Record<string, string>} */
const NAMES = { PageUp: "Page Up", PageDown: "Page Down" };

/**
 * @typedef {object} Act something a key does, and a button in the bar
 * @property {string} key by its name in `KeyboardEvent.key`, a letter in lower case
 * @property {string} name on the button
 * @property {string} about what it does
 * @property {() => unknown} act
 * @property {() => boolean} [isOn] whether what it does goes on
 * @property {() => boolean} [isThere] whether there is something for it to do
 */

export class Tools {
  /** @param {Act[]} acts @param {Element[]} layers what lies over the scene, below the bar */
  constructor(acts, layers) {
    this.acts = acts;
    const { host, root } = layer("slides-tools");
    this.host = host;
    this.root = root;
    const told = acts.map(
      ({ key, about }) => /** @type {[string, string]} */ ([NAMES[key] ?? key.toUpperCase(), about]),
    );
    const { button, card } = keysCard([...told, ...OTHERS]);
    this.card = card;
    this.question = button;
    this.buttons = acts.map((act) => {
      const title = `${act.about} (${NAMES[act.key] ?? act.key})`;
      return html("button", { type: "button", class: "key text", title, onclick: () => this.do(act) }, act.name);
    });
    const label = "Slides";
    this.said = html("span", { role: "status" });
    this.bar = html("div", { class: "bar", role: "toolbar", "aria-label": label }, [
      this.said,
      ...this.buttons,
      button,
    ]);
    this.root.append(html("div", { class: "slides" }, [...layers, this.bar, card]));
    this.timer = 0;
    this.listening = new AbortController();
    const moved = () => this.host.isConnected && this.wake();
    addEventListener("pointermove", moved, {
      signal: this.listening.signal,
      passive: true,
      capture: true,
    });
    addEventListener("pointerdown", moved, {
      signal: this.listening.signal,
      passive: true,
      capture: true,
    });
  }

  /** Put the tools on the page, or take them away. @param {boolean} on @param {Element} host whose theme they wear */
  async show(on, host) {
    if (!on) return this.host.remove();
    const [shared, own] = await Promise.all([sheetOf("stage.css"), sheetOf("slides/tools.css")]);
    if (this.listening.signal.aborted) return;
    for (const sheet of [shared, own]) dress(this.root, sheet);
    wearTheme(this.host, host);
    if (!this.host.isConnected) document.body.append(this.host);
    this.refresh();
  }

  /** Say on the buttons what goes on. */
  refresh() {
    this.acts.forEach(({ isOn, isThere }, place) => {
      if (isOn) put(this.buttons[place], "aria-pressed", isOn());
      if (isThere) this.buttons[place].hidden = !isThere();
    });
  }

  /** Do what a button or its key is there for. @param {Act} act */
  do({ act }) {
    act();
    this.refresh();
  }

  /** Say something in the bar, which stays awake for it. @param {string} sentence */
  tell(sentence) {
    this.said.textContent = sentence;
    this.wake();
  }

  wake() {
    this.bar.classList.add("awake");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.bar.classList.remove("awake"), QUIET);
  }

  help() {
    this.question.click();
  }

  get isHelping() {
    return this.card.matches(":popover-open");
  }

  end() {
    this.listening.abort();
    clearTimeout(this.timer);
    this.host.remove();
  }
}
