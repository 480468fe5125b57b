/**
 * Controls of pictures that the link of the visit hid or locked. A locked one is disabled, for the hand, the keys and
 * who does not see it, and says why; whenever a picture draws itself anew, its controls are looked through again.
 * Without such a link nothing is done.
 */

import { dress } from "../styles.js";
import { put } from "../svg.js";
import { callOf, controlsIn, hosts } from "./controls.js";
import { OF_PAGES, PICTURE, readStandings } from "./names.js";

const PATIENCE = 4000; // ms after the first picture in which a control may come
const SAYS = "Locked by the link of this lesson";
const TOUCHES = /** @type {const} */ ([
  "pointerdown",
  "mousedown",
  "click",
  "dblclick",
  "input",
  "change",
  "dragstart",
]);
const DRAWN = ".score, .figure, .picture > *";
const LOOKS = ["PageUp", "PageDown", "Escape", "Tab"];
/** Keys of a score that do what one of its controls does. @type {Record<string, string[]>} */
const KEYS = {
  play: [" ", "ArrowLeft", "ArrowRight", "Home", "End"],
  twin: ["t"],
  lens: ["Enter", ".", ","],
  roll: ["u"],
};

const asked = readStandings(new URL(location.href).searchParams);
const inPictures = new Map([...asked.found].filter(([name]) => !OF_PAGES.has(name)));
const found = /** @type {Set<string>} */ (new Set());
const sheet = new CSSStyleSheet();
sheet.replaceSync(
  '[data-standing="hidden"] { display: none !important; }' +
    '[data-standing="locked"]:not([data-standing="locked"] *) { cursor: not-allowed; opacity: 0.5; }' +
    '[data-control="play"][data-standing="locked"] > * { opacity: 0.5; }',
);

/** @param {string} name */
const standing = (name) => inPictures.get(name) ?? "shown";

/** Whether a key that was pressed on the page may reach the picture. @param {KeyboardEvent} event */
export function allows(event) {
  if (!inPictures.size || LOOKS.includes(event.key)) return true;
  if (standing(PICTURE) !== "shown") return false;
  const held = Object.keys(KEYS).filter((name) => standing(name) !== "shown");
  if (held.some((name) => KEYS[name].includes(event.key))) return false;
  const isScore = hosts().some(({ shadowRoot }) => shadowRoot?.querySelector(".score"));
  return isScore || !found.size; // a picture's own keys may do what its locked control does
}

/** @param {Element} control */
function treat(control) {
  const call = callOf(control);
  const own = call ? standing(call.name) : "shown";
  const stands = own === "shown" ? standing(PICTURE) : own;
  if (call && own !== "shown") found.add(call.name);
  if (stands === "shown") return;
  const whole = call && own !== "shown" ? call.element : control;
  for (const one of new Set([whole, whole.closest("label") ?? whole, control])) put(one, "data-standing", stands);
  put(control, "aria-disabled", true);
  put(control, "aria-description", SAYS);
  if ("disabled" in control) {
    if (!control.disabled) control.disabled = true;
  } else put(control, "tabindex", -1);
}

/** @param {Element} host */
function treatAll({ shadowRoot }) {
  if (!shadowRoot || shadowRoot.querySelector(".scenes-row")) return;
  dress(shadowRoot, sheet);
  for (const control of controlsIn(shadowRoot)) treat(control);
  if (standing(PICTURE) !== "shown") found.add(PICTURE);
}

/** Whether something was touched that is locked. @param {Event} event */
function isLocked(event) {
  const path = event.composedPath().filter((one) => one instanceof Element);
  if (path.some((one) => one.getAttribute("data-standing") === "locked")) return true;
  return standing(PICTURE) === "locked" && hosts().some((host) => path.includes(host));
}

/** @param {Event} event */
function stop(event) {
  if (!isLocked(event)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

export class Guard {
  /** @param {(sentence: string) => void} tell what of the link means nothing; "" takes it back */
  constructor(tell) {
    this.tell = tell;
    this.watched = /** @type {WeakSet<ShadowRoot>} */ (new WeakSet());
    this.watcher = new MutationObserver(() => this.look());
    this.timer = 0;
    this.left = /** @type {string[]} */ ([]); // what was said to mean nothing
    this.listening = new AbortController();
    if (!inPictures.size) return;
    const { signal } = this.listening;
    for (const type of TOUCHES) addEventListener(type, stop, { signal, capture: true });
    this.watcher.observe(document.body, { childList: true, subtree: true });
    this.look();
  }

  look() {
    for (const host of hosts()) {
      const root = /** @type {ShadowRoot} */ (host.shadowRoot);
      treatAll(host);
      if (root.querySelector(DRAWN)) this.timer ||= setTimeout(() => this.#say(), PATIENCE);
      if (this.watched.has(root)) continue;
      this.watched.add(root);
      const attributeFilter = ["disabled", "hidden", "tabindex", "aria-disabled"];
      this.watcher.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter });
    }
    if (this.left.some((name) => found.has(name))) this.#say();
  }

  #say() {
    this.left = [...inPictures.keys()].filter((name) => !found.has(name));
    const sentence = `The link hides or locks ${quoted(this.left)}: nothing here is called that, so it is left out.`;
    this.tell(this.left.length ? sentence : "");
  }

  end() {
    clearTimeout(this.timer);
    this.listening.abort();
    this.watcher.disconnect();
  }
}

/** @param {string[]} names */
const quoted = (names) => names.map((name) => `“${name}”`).join(", ");
