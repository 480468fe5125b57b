/** Terms in the names that pictures write, as links: what prose has from the server is made here. */

import { nameBy } from "../parts/terms.js";
import { html } from "../svg.js";

/** @typedef {import("../types.d.ts").Term} Term */

/** @param {string} written */
const pattern = (written) => written.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/ /g, "\\s");

/**
 * Return what finds the first term in a text of ours: the parts of the text, that of the term with its id.
 * @param {Pick<Term, "id" | "name" | "also">[]} terms
 * @returns {(text: string) => (string | { id: string, written: string })[]}
 */
export function finding(terms) {
  const ids = new Map(terms.flatMap(({ id, name, also }) => [name, ...also].map((one) => [one.toLowerCase(), id])));
  const longest = [...ids.keys()].sort((a, b) => b.length - a.length);
  const found = new RegExp(`(?<![\\w-])(${longest.map(pattern).join("|")})(?![\\w-])`, "i");
  return (/** @type {string} */ text) => {
    const piece = found.exec(text);
    const id = piece && ids.get(piece[0].toLowerCase().replace(/\s/g, " "));
    if (!piece || !id) return [text];
    const [written] = piece;
    const around = [text.slice(0, piece.index), { id, written }, text.slice(piece.index + written.length)];
    return around.filter((part) => part !== "");
  };
}

/** The names of the rows of a score. */
const NAMES = ".score .gutter .title > span:not(:has(a))";

/**
 * Have names linked that are written from now on, and those that stand on the page already.
 * @param {Term[]} terms
 */
export function linkNames(terms) {
  const find = finding(terms);
  const link = (/** @type {string} */ text) =>
    find(text).map((part) =>
      typeof part === "string"
        ? part
        : html("a", { href: `glossary?term=${part.id}`, "data-term": part.id }, part.written),
    );
  nameBy(link);
  for (const { shadowRoot } of document.querySelectorAll("*")) {
    for (const name of shadowRoot?.querySelectorAll(NAMES) ?? []) name.replaceChildren(...link(name.textContent ?? ""));
  }
}
