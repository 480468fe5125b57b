/**
 * The style sheets of the scenes, fetched once a page and shared by all of them. In a component's own description they
 * would be sent anew with each message of the server.
 */

import { ask } from "./inside.js";

/** @type {Map<string, Promise<CSSStyleSheet>>} */
const sheets = new Map();

/**
 * Return a style sheet that stands beside this module.
 * @param {string} name
 */
export function sheetOf(name) {
  let sheet = sheets.get(name);
  if (!sheet) {
    sheet = fetchSheet(name);
    sheet.catch(() => sheets.delete(name));
    sheets.set(name, sheet);
  }
  return sheet;
}

/** @param {string} name */
async function fetchSheet(name) {
  const response = await ask(name, import.meta.url);
  if (!response.ok) throw new Error(`there is no ${name} on this server`);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(await response.text());
  return sheet;
}

/**
 * Dress a scene; a sheet that it wears already is left alone.
 * @param {import("./page.js").Root} root
 * @param {CSSStyleSheet} sheet
 */
export function dress(root, sheet) {
  const worn = /** @type {ShadowRoot | Document} */ (root.getRootNode()).adoptedStyleSheets;
  if (!worn.includes(sheet)) worn.push(sheet);
}
