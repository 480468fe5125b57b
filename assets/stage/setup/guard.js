/**
 * Controls that the link of the visit hid or locked. Those of the page are disabled by the server; those of pictures
 * are here, for the hand, the keys and who does not see them. All that are locked say why; whenever something is drawn
 * anew, its controls are looked through again. Without such a link nothing is done.
 */

import { dress } from "../styles.js";
import { put } from "../svg.js";
import { callOf, controlsIn, hosts, ofPage } from "./controls.js";
import { OF_PAGES, PICTURE, readStandings } from "./names.js";

const PATIENCE = 4000; // ms after the first picture in which a control may come
const SAYS = "Locked by your instructor";
const TOUCHES = /** @type {const} */ ([
  "pointerdown",
  "mousedown",
  "click",
  "dblclick",
  "input",
  "change",
  "dragstart",
]);
/** What follows a mouse that only passes. */
const HOVERS = /** @type {const} */ (["pointermove", "mousemove", "pointerover", "mouseover", "pointerenter"]);
const PLACES = ".score .row :is(svg, .cells)"; // of a score: a mouse goes there to a word, a click opens its step
const DISABLED = ":is(button, input, select, textarea):disabled";
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
  disable(control, stands === "locked");
}

/** @param {Element} control @param {boolean} inSight */
function disable(control, inSight) {
  put(control, "aria-disabled", true);
  put(control, "aria-description", SAYS);
  if (inSight) put(control, "title", SAYS);
  if (!("disabled" in control)) put(control, "tabindex", -1);
  else if (!control.disabled) control.disabled = true;
}

/** @param {Element} host */
function treatAll({ shadowRoot }) {
  if (!shadowRoot || shadowRoot.querySelector(".scenes-row")) return;
  dress(shadowRoot, sheet);
  for (const control of controlsIn(shadowRoot)) treat(control);
  if (standing(PICTURE) !== "shown") found.add(PICTURE);
}

/**
 * Say at the page's own controls that are locked why they are; return what they are called.
 * @param {{ lesson: string, scene: string }} about
 */
function treatPage(about) {
  const locked = [...ofPage(about)].filter(({ name, element }) => isAsked(name, element, about));
  for (const { element } of locked) {
    put(element, "title", SAYS);
    for (const control of element.querySelectorAll(DISABLED)) put(control, "aria-description", SAYS);
  }
  return [...new Set(locked.map(({ label }) => label))];
}

/**
 * Whether the link locks a control of the page, by one of its names.
 * @param {string} name @param {Element} element @param {{ lesson: string, scene: string }} about
 */
function isAsked(name, element, { lesson, scene }) {
  if (!element.querySelector(DISABLED)) return false;
  const names = [name, `${lesson}_${name}`, `${lesson}_${scene}_${name}`];
  return names.some((one) => asked.found.get(one) === "locked");
}

/** Whether something was touched that is locked. @param {Event} event */
function isLocked(event) {
  const path = event.composedPath().filter((one) => one instanceof Element);
  if (path.some((one) => one.getAttribute("data-standing") === "locked")) return true;
  if (isStepped(event, path)) return true;
  return standing(PICTURE) === "locked" && hosts().some((host) => path.includes(host));
}

/** Whether a mouse does what is locked at the score's controls. @param {Event} event @param {Element[]} path */
function isStepped({ type }, path) {
  const locked = standing("play") === "locked" || (type === "click" && standing("lens") === "locked");
  return locked && path.some((one) => one.matches(PLACES));
}

/** @param {Event} event */
function stop(event) {
  if (!isLocked(event)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** A mouse that passes reaches nothing that is locked; the window's own listeners hear it. @param {Event} event */
function pass(event) {
  if (isLocked(event)) event.stopPropagation();
}

export class Guard {
  /**
   * @param {() => { lesson: string, scene: string }} about the scene in sight
   * @param {(sentence: string) => void} tell what of the link means nothing; "" takes it back
   * @param {(sentence: string) => void} why says what of the page is locked
   */
  constructor(about, tell, why) {
    this.about = about;
    this.tell = tell;
    this.why = why;
    this.watched = /** @type {WeakSet<ShadowRoot>} */ (new WeakSet());
    this.watcher = new MutationObserver(() => this.look());
    this.timer = 0;
    this.left = /** @type {string[]} */ ([]); // what was said to mean nothing
    this.listening = new AbortController();
    if (!asked.found.size) return;
    const { signal } = this.listening;
    for (const type of TOUCHES) addEventListener(type, stop, { signal, capture: true });
    for (const type of HOVERS) document.addEventListener(type, pass, { signal, capture: true, passive: true });
    const attributes = { attributes: true, attributeFilter: ["disabled"] };
    this.watcher.observe(document.body, { childList: true, subtree: true, ...attributes });
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
    const locked = treatPage(this.about());
    this.why(locked.length ? `${SAYS}: ${locked.join(", ")}.` : "");
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
