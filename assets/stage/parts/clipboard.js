/** Texts that readers take along. */

import { html } from "../svg.js";

/**
 * Put a text on the clipboard, also where the page is not served over https and the browser hides its own way.
 * @param {string} text
 * @param {string} instead what to do where the browser does not allow it
 */
export async function copy(text, instead) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = html("textarea", { readonly: true, style: "position:fixed;opacity:0" }, text);
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (!done) throw new Error(instead);
}
