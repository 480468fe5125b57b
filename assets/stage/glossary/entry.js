/** What is told of a term, on its card and on the page alike: sentence, picture, and where it is used. */

import { html } from "../svg.js";
import { drawn } from "./drawn.js";

/** @typedef {import("../types.d.ts").Term} Term */

const COMES = "Its picture comes as soon as the network that it shows has been trained here.";

/**
 * @param {Term} term
 * @param {string} level of its heading
 */
export function headingOf({ name, symbol }, level) {
  const heading = html(/** @type {"h2"} */ (level), {}, name);
  if (symbol) heading.append(html("span", { class: "term-symbol" }, symbol));
  return heading;
}

/** @param {Term} term @param {Element} host @param {number} width px */
export function pictureOf({ picture }, host, width) {
  return picture ? drawn(picture, host, width) : html("p", { class: "term-later" }, COMES);
}

/**
 * Where a term is used, as links.
 * @param {Term} term
 * @param {(event: MouseEvent, address: string) => void} [go] what a click does, instead of opening it beside this page
 */
export function usedIn({ where }, go) {
  const links = where.flatMap(({ title, address }, at) => {
    const link = html("a", { href: address, target: go ? false : "_blank" }, title);
    if (go) link.onclick = (event) => go(event, address);
    return at ? [" · ", link] : [link];
  });
  return html("p", { class: "term-where" }, ["Used in ", ...links]);
}
