/**
 * The controls of the scene in sight, with their names and what stands at them: those of the page, in Streamlit's
 * elements, and those of pictures, in the shadow of their components.
 */

import { PICTURE, nameOf } from "./names.js";

const SCENE = ".st-key-scene";
const HOSTS = `${SCENE} [data-testid="stBidiComponentIsolated"]`;
const CONTROL = 'button, input, select, textarea, [role="slider"], [role="button"], [role="switch"], [role="radio"]';
const GROUP = '[data-control], fieldset, [role="group"], [role="radiogroup"]';
/** Parts of pictures that only explain or save: nothing is set there. */
const NO_CONTROL = ".keys, .help, .save, [popover], dialog, .score .row, .scenes-row, .waiting";
const WIDGETS = '[data-testid="stElementContainer"][class*="st-key-"]';
const KINDS = '[data-testid="stButtonGroup"], [data-testid="stTextInput"], [data-testid="stSelectbox"], .stButton';

/** @typedef {{ name: string, label: string, of: "page" | "picture" }} Control */

/** The pictures of the scene. */
export const hosts = () => [...document.querySelectorAll(HOSTS)].filter(({ shadowRoot }) => shadowRoot);

/** The words at a control. @param {Element} element */
function labelOf(element) {
  const field = /** @type {HTMLInputElement} */ (element);
  const around = element.closest("label") ?? field.labels?.[0];
  const legend = element.querySelector(":scope > legend");
  const said = [
    element.getAttribute("aria-label"),
    legend?.textContent,
    element.tagName !== "FIELDSET" && text(around),
  ];
  const own = element.matches("button, [role=button]") ? text(element) : "";
  return (said.find(Boolean) || own || element.getAttribute("title") || "").toString().trim();
}

/** @param {Node | null | undefined} element */
const text = (element) => element?.textContent?.replaceAll(/\s+/g, " ").trim() ?? "";

/** @type {WeakMap<Element, { name: string, label: string } | null>} a control is called what it was called first */
const called = new WeakMap();

/**
 * Return a control's group, or itself, with its name; null where nothing is said of it.
 * @param {Element} element
 */
export function callOf(element) {
  const group = element.closest(GROUP);
  const named = group && (group.getAttribute("data-control") || labelOf(group)) ? group : element;
  let call = called.get(named);
  if (call === undefined) {
    const label = labelOf(named);
    const name = named.getAttribute("data-control") || nameOf(label);
    call = name ? { name, label: label || name } : null;
    called.set(named, call);
  }
  return call && { ...call, element: named };
}

/** The controls in a picture. @param {ShadowRoot} root */
export const controlsIn = (root) => [...root.querySelectorAll(CONTROL)].filter((one) => !one.closest(NO_CONTROL));

/** @param {{ lesson: string, scene: string }} about @returns {Control[]} each once */
export function controlsInSight(about) {
  const page = [...ofPage(about)].map(({ name, label }) => ({ name, label, of: /** @type {const} */ ("page") }));
  const inside = hosts().flatMap(({ shadowRoot }) => controlsIn(/** @type {ShadowRoot} */ (shadowRoot)));
  const there = inside.filter((one) => one.checkVisibility() || one.closest(".transport")); // away on a slide
  const calls = there.flatMap((one) => callOf(one) ?? []);
  const pictures = calls.map(({ name, label }) => ({
    name,
    label: plain(label),
    of: /** @type {const} */ ("picture"),
  }));
  const whole = { name: PICTURE, label: "All of the picture", of: /** @type {const} */ ("picture") };
  const all = [...page, ...pictures, ...(hosts().length ? [whole] : [])];
  return [...new Map(all.map((one) => [one.name, one])).values()];
}

/** @param {string} label */
const plain = (label) => label.replace(/\s*\([^)]*\)\s*$/, "");

/**
 * The page's own controls, with the element that Streamlit has put around each.
 * @param {{ lesson: string, scene: string }} about
 * @returns {Iterable<{ name: string, label: string, element: Element }>}
 */
export function* ofPage({ lesson, scene }) {
  for (const widget of document.querySelectorAll(`${SCENE} :is(${WIDGETS})`)) {
    if (!widget.querySelector(KINDS)) continue;
    const key = /st-key-([\w-]+)/.exec(widget.className)?.[1] ?? "";
    const question = widget.closest('[class*="_question"]');
    if (question) {
      yield { name: "question", label: "The question", element: question };
      continue;
    }
    const label = text(widget.querySelector('[data-testid="stWidgetLabel"] p')?.firstChild) || text(widget);
    yield { name: shortOf(key, lesson, scene), label, element: widget };
  }
  const reset = document.querySelector(".st-key-reset");
  if (reset) yield { name: "reset", label: "Reset", element: reset };
}

/**
 * What a widget is called in a link: its key without what every control of the scene has.
 * @param {string} key @param {string} lesson @param {string} scene
 */
function shortOf(key, lesson, scene) {
  if (key.endsWith("_sentence")) return "sentence";
  if (key.endsWith("_sentence_sample")) return "samples";
  if (key.endsWith("_weights")) return "weights";
  const start = [`${lesson}_${scene}_`, `${lesson}_`].find((one) => key.startsWith(one));
  return start ? key.slice(start.length) : key;
}
