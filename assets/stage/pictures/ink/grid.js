/** The words of a sentence, and below them what is read from each network's state: a row a network. */

import { html } from "../../svg.js";
import { told } from "./said.js";

/** @typedef {import("../ink.js").Ink} Ink */

export const READER = "from its state, a reader (linear probe) names";
export const HEAD = "says next";
const FAINTEST = 0.68; // ink of what is hardly probable: it must still be read

/** @param {number} share */
const inkOfShare = (share) => (FAINTEST + (1 - FAINTEST) * share).toFixed(3);

/**
 * @param {Ink} ink
 * @param {(timestep: number) => void} go what a click does
 */
export function wordsOf({ words, known, at }, go) {
  return words.map((word, timestep) => {
    const subject = timestep === at ? " ink-subject" : "";
    const [unknown, title] = known[timestep] ? ["", word] : [" ink-unknown", `${word}: an unknown word`];
    const label = { class: `ink-word${subject}${unknown}`, type: "button", title, style: `--t:${timestep}` };
    return html("button", { ...label, onclick: () => go(timestep) }, word);
  });
}

/**
 * @param {import("../ink.js").Row} row
 * @param {number} number of the row
 * @param {string[]} words
 */
export function rowOf({ name, note, read, says }, number, words) {
  const place = `--r:${number}`;
  const heading = html("span", { class: "ink-name", style: place }, [html("b", {}, name), html("small", {}, note)]);
  const cells = read.map((one, timestep) => {
    const style = `${place};--t:${timestep};--a:${inkOfShare(one?.share ?? 1)}`;
    const title = one ? `${name} after “${words[timestep]}”: ${one.word} ${told(one.share)}` : "";
    const look = `ink-read${one?.right ? " ink-right" : ""}`;
    return html("span", { class: look, style, title }, one ? one.word || "NaN" : "");
  });
  const mark = says.right === null ? "" : says.right ? " ✓" : " ✗";
  const ending = html("span", { class: "ink-says", style: place }, [
    html("b", says.right ? { class: "ink-right" } : {}, `${says.word}${mark}`),
    html("small", {}, told(says.share)),
  ]);
  return { heading, read: cells, ending };
}
