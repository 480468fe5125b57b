/** The page around the scenes: what Streamlit hands over, the address that was come to, the menu of a phone. */

import { readTheme } from "./colour.js";
import { cursor, move } from "./cursor.js";
import { pause } from "./player.js";

const LEAVING = 3000; // ms that a click on a link may take until the next page is there
const PHONE = 768; // px, as wide as Streamlit's narrowest layout

/** Streamlit draws no ring around a link that the keyboard has reached. */
const FOCUS = "a:focus-visible { outline: 2px solid currentColor !important; outline-offset: 2px; }";

/** Streamlit scrolls a row of choices that is too long; the one that counts would be out of sight. */
const CHOICES = `
[role="radiogroup"]:has(> button) { flex-wrap: wrap; row-gap: 4px; }
@media (pointer: coarse) {
  [role="radiogroup"] > button { min-height: 44px; }
  [data-testid="stExpandSidebarButton"] { min-width: 44px; min-height: 44px; }
}
@media (max-width: 640px) {
  [data-testid="stMarkdownContainer"] table { font-size: smaller; }
  [data-testid="stMarkdownContainer"] :is(th, td) { padding: 4px !important; overflow-wrap: anywhere; }
  [data-testid="stCode"] :is(pre, code) { white-space: pre-wrap !important; overflow-wrap: anywhere; }
  [role="radiogroup"]:has(> button) { column-gap: 6px; }
  [role="radiogroup"] > button { margin: 0; border-radius: 10px; }
  [role="radiogroup"] > [aria-checked="false"] {
    border-color: color-mix(in srgb, currentColor 50%, transparent) !important;
  }
}`;

/** Streamlit writes white on the accent, which is pale in the dark, and code in greens and greys of its own. */
const CONTRAST = `
[data-testid="stBaseButton-primary"]:not(:disabled) {
  border-color: #3b5bdb !important;
  background: #3b5bdb !important;
}
[data-testid="stBaseButton-primary"]:not(:disabled):is(:hover, :active) { background: #3350c8 !important; }
[data-testid="stBaseButton-primary"]:not(:disabled) :is(p, kbd) { color: #fff !important; opacity: 1; }
[data-testid="stButtonGroup"] [role="radio"][aria-checked="true"]:hover {
  background: color-mix(in srgb, #3b5bdb 12%, transparent) !important;
}
[data-testid="stCode"] .token.string { color: color-mix(in srgb, #09ab3b 55%, currentColor) !important; }
[data-testid="stCode"] .token.comment { color: color-mix(in srgb, #808495 55%, currentColor) !important; }`;

/** @typedef {ShadowRoot | HTMLElement} Root */

/**
 * @typedef {object} Component what Streamlit hands over at each run of the page
 * @property {Root} parentElement
 * @property {string} text the picture as JSON text
 * @property {any} data what the page says around it
 * @property {(name: string, value: unknown) => void} setStateValue
 * @property {(name: string, value: unknown) => void} setTriggerValue
 */

/** Where the cursor is when nobody has touched it. */
export const AT_REST = { pinned: false, opened: false, phase: 1, unrolled: 1, lit: "", chosen: [], operation: -1 };

/** What a link says of a lens that is open. */
export const LENS = "lens";

/** A link is read once: on the way from scene to scene the lens is closed again. */
let linked = true;
addEventListener("popstate", () => (linked = true));

/** Where a link or the last page left the cursor; what does not fit is brought inside by the cursor itself. */
export function arrive() {
  const asked = new URL(location.href).searchParams;
  /** @param {string} name */
  const number = (name) => (/^\d{1,4}$/.test(asked.get(name) ?? "") ? Number(asked.get(name)) - 1 : undefined);
  const opened = linked && asked.has(LENS);
  linked = false;
  pause();
  move({
    ...AT_REST,
    opened: opened || asked.has("op"),
    pinned: opened,
    length: 1e4,
    units: 1e4,
    timestep: number("t") ?? cursor.timestep,
    unit: number("u") ?? cursor.unit,
    operation: number("op") ?? -1,
  });
}

const ring = new CSSStyleSheet();
ring.replaceSync(FOCUS + CHOICES + CONTRAST);
document.adoptedStyleSheets.push(ring);

/** A focused button keeps Enter to itself, but Ctrl+Enter trains, and is pressed right after an answer was. */
document.addEventListener(
  "keydown",
  (event) => {
    const onButton = event.target instanceof Element && event.target.closest("button");
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !onButton) return;
    event.stopPropagation();
    event.preventDefault();
    const { key, code, keyCode, ctrlKey, metaKey } = event;
    const again = { key, code, keyCode, which: keyCode, ctrlKey, metaKey, bubbles: true };
    document.body.dispatchEvent(new KeyboardEvent("keydown", again));
  },
  true,
);

let left = { from: "", at: -Infinity };

/** @param {EventTarget} target @returns {target is HTMLAnchorElement} */
const isLink = (target) => target instanceof HTMLAnchorElement;

document.addEventListener(
  "click",
  (event) => {
    const link = event.composedPath().find(isLink);
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.button || link?.target;
    if (!link || elsewhere || link.origin !== location.origin || link.pathname === location.pathname) return;
    left = { from: location.pathname, at: performance.now() };
  },
  true,
);

/**
 * Whether a link was clicked and its page is not there yet. Of two messages that the server has not read Streamlit
 * keeps the later one's page: a word from the page that is left would hold its reader back.
 */
export const isLeft = () => left.from === location.pathname && performance.now() - left.at < LEAVING;

/**
 * Tell the server, unless the page is being left.
 * @param {Component | null} component
 * @param {"state" | "trigger"} kind
 * @param {string} name
 * @param {unknown} value
 */
export function tellServer(component, kind, name, value) {
  if (!component || isLeft()) return;
  if (kind === "trigger") component.setTriggerValue(name, value);
  else component.setStateValue(name, value);
}

/** On a phone Streamlit's menu stays open over the page that was chosen in it; a new picture closes it. */
export function closeMenu() {
  if (innerWidth > PHONE) return;
  const button = document.querySelector('[data-testid="stSidebarCollapseButton"] button');
  if (button instanceof HTMLElement) button.click();
}

/** @param {Root} root */
export const hostOf = (root) => ("host" in root ? root.host : root);

/**
 * Have something drawn again when an element's width is another than it was at last.
 * @param {Element} element
 * @param {() => void} draw
 */
export function onWidth(element, draw) {
  let width = element.clientWidth;
  const watcher = new ResizeObserver(() => {
    if (element.clientWidth === width) return;
    width = element.clientWidth;
    draw();
  });
  watcher.observe(element);
  return watcher;
}

/** @param {Component} component @param {Element} host */
export const signatureOf = ({ data }, host) => `${data.signature} ${Object.values(readTheme(host)).join()}`;
