/** A link that sets up a class: what the address says now, less what is not wanted, and what is hidden or locked. */

import { HIDE, LOCK } from "./names.js";

/** What an address says beside controls. @type {[RegExp, string][]} */
const PARTS = [
  [/^(weights|run|text|task|cell|.*_(cell|weights|task|text))$/, "network and its choices"],
  [/^(sentence|.*_sentence)$/, "the sentence"],
  [/^(twin|show)$/, "the second sentence"],
  [/^(hold|do)$/, "what is held or changed by hand"],
  [/^(rows|also)$/, "which rows are shown"],
  [/^(t|u|op|lens)$/, "the word and unit in sight"],
  [/^.*_guess$/, "the answer to the question"],
];
const OTHER = "other choices";
const OFF = new Set(["the word and unit in sight", "the answer to the question"]); // unless they are asked for
const OWN = new Set([HIDE, LOCK, "present", "palette", "scene", "embed", "embed_options"]);

/** @typedef {{ name: string, wanted: boolean }} Part */

/** @param {string} name */
const partOf = (name) => PARTS.find(([form]) => form.test(name))?.[1] ?? OTHER;

/** What of an address can be taken into a link. @param {URL} address @returns {Part[]} */
export function partsOf(address) {
  const names = [...new Set([...address.searchParams.keys()].filter((name) => !OWN.has(name)).map(partOf))];
  return names.map((name) => ({ name, wanted: !OFF.has(name) }));
}

/**
 * @param {URL} address of the scene as it stands
 * @param {{ parts: Set<string>, hidden: string[], locked: string[], present: boolean, projector: boolean }} asked
 */
export function linkOf(address, { parts, hidden, locked, present, projector }) {
  const said = [...address.searchParams].filter(([name]) => !OWN.has(name) && parts.has(partOf(name)));
  const scene = address.searchParams.get("scene");
  /** @type {[string, string][]} */
  const all = [
    ...(scene ? [/** @type {[string, string]} */ (["scene", scene])] : []),
    ...said,
    ...(hidden.length ? [/** @type {[string, string]} */ ([HIDE, hidden.join()])] : []),
    ...(locked.length ? [/** @type {[string, string]} */ ([LOCK, locked.join()])] : []),
    ...(present ? [/** @type {[string, string]} */ (["present", "1"])] : []),
    ...(present && projector ? [/** @type {[string, string]} */ (["palette", "projector"])] : []),
  ];
  const query = all.map(([name, value]) => `${name}=${readable(value)}`).join("&");
  return `${address.origin}${address.pathname}${query && `?${query}`}`;
}

/** A value as an address holds it, with what need not be written in signs left as it is. @param {string} value */
export const readable = (value) =>
  encodeURIComponent(value).replaceAll("%20", "+").replaceAll("%2C", ",").replaceAll("%3A", ":").replaceAll("%2F", "/");
