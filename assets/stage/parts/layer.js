/** Something of our own over a page of Streamlit's: a host in the body that wears the theme of an element. */

import { readTheme } from "../colour.js";
import { html } from "../svg.js";

/** @param {string} name of the host's class */
export function layer(name) {
  const host = html("div", { class: name });
  return { host, root: host.attachShadow({ mode: "open" }) };
}

/** Have a layer wear the theme of an element. @param {HTMLElement} host @param {Element} like */
export function wearTheme(host, like) {
  const { background, text, panel, accent, font, line } = readTheme(like);
  const worn = {
    "background-color": background,
    "text-color": text,
    "secondary-background-color": panel,
    "primary-color": accent,
    font,
    "heading-font": getComputedStyle(like).getPropertyValue("--st-heading-font") || font,
    "border-color": line,
  };
  for (const [name, value] of Object.entries(worn)) host.style.setProperty(`--st-${name}`, value);
}
