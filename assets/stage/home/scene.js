/** The scene in sight as it is taken home: its pictures where they stand, and what the page says around them. */

import { entriesInSight } from "../entries/entry.js";
import { hostOf } from "../page.js";
import { walk } from "./drawing/walk.js";

const GAP = 20; // px between pictures
const PROOF = "seeds"; // what stands below the answer is no part of the scene's picture

/** @typedef {import("./drawing/walk.js").Extent} Extent */
/** @typedef {import("../entries/entry.js").Taken} Taken */
/** @typedef {{ heading: string, question: string, result: string }} Words */
/** @typedef {{ host: Element, taken: Taken, entry: import("../entries/entry.js").Entry }} Shown */

/** The pictures of the scene, from top to bottom. @returns {Shown[]} */
export function picturesInSight() {
  const all = entriesInSight().flatMap(([root, entry]) => {
    const [host, taken] = [hostOf(root), entry.taken?.()];
    return taken && host.checkVisibility() && host.clientWidth ? [{ host, taken, entry }] : [];
  });
  const own = all.filter(({ taken }) => taken.kind !== PROOF);
  return own.length ? own : all;
}

/** What the page says around them. @returns {Words} */
export function wordsInSight() {
  const main = document.querySelector("[data-testid=stMain]") ?? document;
  const heading = main.querySelector("[data-testid=stHeading] h2") ?? main.querySelector("h1");
  const card = main.querySelector("[class*=_guess_question]");
  const said = [...(card?.querySelectorAll("[data-testid=stMarkdownContainer]") ?? [])].filter(
    (one) => !one.closest("button, label, [data-testid=stWidgetLabel], [data-testid=stButtonGroup]"),
  );
  const result = said.find((one) => one.querySelector("a[href$='#what-happened']"));
  return { heading: plain(heading), question: plain(said[0]).replace(/^Predict\.\s*/, ""), result: plain(result) };
}

/** A text of the page without its signs and its links to elsewhere. @param {Element | null | undefined} element */
function plain(element) {
  if (!element) return "";
  const copy = /** @type {Element} */ (element.cloneNode(true));
  for (const one of copy.querySelectorAll("a[href$='#what-happened'], [role=img], [data-testid=stIconMaterial], svg"))
    one.remove();
  return (copy.textContent ?? "").replaceAll(/\s+/g, " ").trim();
}

/**
 * Draw the pictures as they stand: those beside one another stay so, and what the page has between them is left out.
 * @param {{ host: Element }[]} shown
 */
export function drawn(shown) {
  const back = unscrolled(shown);
  const fonts = /** @type {Set<string>} */ (new Set());
  /** @type {{ parts: SVGElement[], extent: Extent }[]} */
  const rows = [];
  for (const { host } of shown) {
    const { parts, extent, fonts: own } = walk(host, { x: 0, y: 0 });
    for (const font of own) fonts.add(font);
    if (!parts.length || !Number.isFinite(extent.left)) continue;
    const last = rows[rows.length - 1];
    if (last && extent.top < last.extent.bottom - GAP) join(last, parts, extent);
    else rows.push({ parts, extent: { ...extent } });
  }
  back();
  return { rows, gap: GAP, fonts };
}

/** @param {{ parts: SVGElement[], extent: Extent }} row @param {SVGElement[]} parts @param {Extent} extent */
function join(row, parts, { left, top, right, bottom }) {
  const { extent } = row;
  row.parts.push(...parts);
  Object.assign(extent, { left: Math.min(extent.left, left), top: Math.min(extent.top, top) });
  Object.assign(extent, { right: Math.max(extent.right, right), bottom: Math.max(extent.bottom, bottom) });
}

/**
 * Bring what is scrolled to its beginning: all of it is taken. Return what brings it back.
 * @param {{ host: Element }[]} shown
 */
function unscrolled(shown) {
  const moved = shown
    .flatMap(({ host }) => [...(host.shadowRoot ?? host).querySelectorAll("*")])
    .filter((one) => one.scrollLeft || one.scrollTop)
    .map((one) => ({ one, left: one.scrollLeft, top: one.scrollTop }));
  for (const { one } of moved) one.scrollTo({ left: 0, top: 0, behavior: "instant" });
  return () => moved.forEach(({ one, left, top }) => one.scrollTo({ left, top, behavior: "instant" }));
}
