/**
 * The controls of a saved page. They are built as those of the server's page are, so that the modules which follow
 * those (`sentence.js`, `switch.js`) follow these. What needs the server stands there and says so.
 */

import { html } from "../svg.js";
import { prose } from "./prose.js";

/** @typedef {import("./types.d.ts").Node} Node */

/**
 * @typedef {object} Hand what a control may ask of its page
 * @property {(key: string, place: number) => boolean} leads whether an option is inside the file
 * @property {(key: string, place: number) => void} choose
 * @property {(key: string) => boolean} reads whether a picture of the page reads a sentence field by itself
 * @property {(key: string) => (() => void) | null} press what a button does; null where only the server can
 */

const NEEDS_SERVER = "Only the full tool can do this.";
let count = 0;

/** @param {Node} node */
const classOf = ({ key = "" }) => `st-key-${key}`;

/** @param {Node} node @param {string} id */
const labelOf = ({ label, hidden }, id) => html("label", { for: id, class: hidden ? "spoken" : "disk-label" }, label);

/** @param {Node} node @param {Hand} hand */
export function choice(node, hand) {
  const { key = "", label, hidden, options = [], chosen } = node;
  const group = html("div", { role: "radiogroup", "aria-label": label });
  const buttons = options.map((option, place) => {
    const there = place === chosen || hand.leads(key, place);
    const button = html("button", { type: "button", role: "radio", disabled: !there }, option);
    if (!there) button.title = `“${option}” is not inside this file: the full tool shows it.`;
    button.onclick = () => {
      mark(place);
      hand.choose(key, place);
    };
    return button;
  });
  /** @param {number} at */
  const mark = (at) =>
    buttons.forEach((button, place) => {
      button.setAttribute("aria-checked", String(place === at));
      button.tabIndex = place === at || (at < 0 && place === 0) ? 0 : -1;
    });
  mark(chosen);
  group.append(...buttons);
  group.onkeydown = (event) => byArrow(event, buttons);
  const called = hidden ? [] : [html("span", { class: "disk-label", "aria-hidden": "true" }, label)];
  return html("div", { class: `disk-choice ${classOf(node)}` }, [...called, group]);
}

/**
 * Arrow keys go from option to option; Enter and the space bar choose.
 * @param {KeyboardEvent} event
 * @param {HTMLButtonElement[]} buttons
 */
function byArrow(event, buttons) {
  const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  const open = buttons.filter(({ disabled }) => !disabled);
  const at = open.findIndex((button) => button === event.target);
  if (!by || at < 0) return;
  event.preventDefault();
  event.stopPropagation();
  open[(at + by + open.length) % open.length].focus();
}

/** @param {Node} node @param {Hand} hand */
export function field(node, hand) {
  const { key = "", value = "" } = node;
  const id = `disk-${++count}`;
  const reads = hand.reads(key);
  const input = html("input", { id, type: "text", value, autocomplete: "off", spellcheck: "false", readonly: !reads });
  input.value = value;
  const back = html("button", { type: "button" }, "Put it back");
  const note = html("p", { class: "disk-typed", hidden: true, role: "status" }, [
    "The pictures follow your sentence. The words on this page speak of “",
    value,
    "”. ",
    back,
  ]);
  if (!reads) input.title = NEEDS_SERVER;
  input.oninput = () => (note.hidden = input.value === value);
  back.onclick = () => typeInto(input, value);
  return html("div", { class: `disk-field ${classOf(node)}` }, [labelOf(node, id), input, note]);
}

/** @param {HTMLInputElement} input @param {string} text */
function typeInto(input, text) {
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

/** A list of samples writes into the field that it stands beside. @param {Node} node @param {Hand} hand */
export function list(node, hand) {
  const { key = "", options = [], empty = "" } = node;
  const id = `disk-${++count}`;
  const of = key.replace(/_sample$/, "");
  const there = of !== key && hand.reads(of);
  const select = html("select", { id, disabled: !there }, [
    html("option", { value: "" }, node.chosen || empty),
    ...options.map((option) => html("option", { value: option }, option)),
  ]);
  if (!there) select.title = NEEDS_SERVER;
  select.onchange = () => {
    const input = document.querySelector(`.st-key-${CSS.escape(of)} input`);
    if (select.value && input instanceof HTMLInputElement) typeInto(input, select.value);
    select.value = "";
  };
  return html("div", { class: `disk-field ${classOf(node)}` }, [labelOf(node, id), select]);
}

/** @param {Node} node @param {Hand} hand */
export function button(node, hand) {
  const pressed = hand.press(node.key ?? "");
  const made = html("button", { type: "button", class: "disk-button", disabled: !pressed }, prose(node.label));
  if (pressed) made.onclick = pressed;
  else made.title = NEEDS_SERVER;
  return html("div", { class: classOf(node) }, made);
}
