/** What a sentence and its twin come to, in words: what is left of the difference, and where the answers part. */

import { format } from "../../arrays.js";
import { listed, percent } from "../../parts/words.js";
import { sharesOfFirst } from "./pair.js";

const GONE = 0.1; // a share of the first difference below which a word counts as nearly gone
const ALL = 0.9; // above which the states differ as much as at first

/** @typedef {import("./pair.js").Pair} Pair */
/** @typedef {import("./answers.js").Guess} Guess */

/**
 * Return a heading that says what became of the difference, and sentences: what is left, and each network's answers.
 * @param {Pair} pair of a sentence and its twin
 * @returns {{ head: string, lines: string[] }}
 */
export function told(pair) {
  const { traces } = pair.first;
  const places = [...traces.keys()];
  const names = places.map((place) => nameOf(pair, place));
  const { head, line } = leftOf(pair, names);
  const answers = places.map((place) => answersOf(pair, place, traces.length > 1 ? `${names[place]}: ` : ""));
  return { head, lines: [...lengthsOf(pair), line, ...answers].filter(Boolean) };
}

/** What a network is called beside the others. @param {Pair} pair @param {number} place */
function nameOf({ first }, place) {
  const networks = first.traces.map(({ network }) => network);
  const { spec, step } = networks[place];
  const { kind } = spec.model;
  const alone = networks.filter((other) => other.spec.model.kind === kind).length === 1;
  return `${alone ? "" : step ? "trained " : "untrained "}${kind.toUpperCase()}`;
}

/** @param {Pair} pair */
function lengthsOf({ first, second }) {
  const [a, b] = [first, second].map(({ traces }) => traces[0].length);
  if (a === b) return [];
  return [`A has ${a} words and B ${b}: they stand under one another by their place, the first below the first.`];
}

/**
 * Return what is left of the difference after the last word that both have. A network whose states have all but lost
 * it is said to have done so only if words came after the first that differed.
 * @param {Pair} pair
 * @param {string[]} names
 */
function leftOf(pair, names) {
  const word = pair.first.traces[0].words[pair.length - 1];
  const left = names.map((name, place) => {
    const states = /** @type {const} */ (["hidden", "cell_state"]).flatMap((state) => {
      const norms = pair.apart(place, state);
      return norms ? [{ letter: state === "hidden" ? "h" : "c", norms }] : [];
    });
    const since = states[0].norms.findIndex((norm) => norm !== 0);
    const shares = states.map(({ norms }) => sharesOfFirst(norms)[pair.length - 1]);
    const said = states.map(({ letter }, at) => `${letter} ${format(shares[at], 2)}`).join(", ");
    return { name, since, most: Math.max(...shares), said: `${name} ${said}` };
  });
  if (left.every(({ since }) => since < 0)) return { head: "", line: "Both are the same to these networks." };
  const all = left.map(({ said }) => said).join("; ");
  const line = `Left of the difference between the states at “${word}”, as a share of the first: ${all}.`;
  const asked = left.filter(({ since, most }) => since >= 0 && since < pair.length - 1 && Number.isFinite(most));
  return { head: headed(asked), line };
}

/**
 * The heading, as measured.
 * @param {{ name: string, most: number }[]} left the largest share that is left in each network
 */
function headed(left) {
  if (!left.length) return "";
  const names = left.map(({ name }) => `the ${name}`);
  const [gone, there] = [names.filter((_, at) => left[at].most < GONE), names.filter((_, at) => left[at].most >= GONE)];
  if (!there.length) return "The word is nearly gone: at the end the states hardly differ.";
  if (gone.length) return `The word is nearly gone in ${listed(gone)}, and not in ${listed(there)}.`;
  const asMuch = left.every(({ most }) => most >= ALL) ? " as much as at first, or more" : "";
  return `The word is not gone: at the end the states still differ${asMuch}.`;
}

/**
 * Where the answers of a network part, and what it says after the last word.
 * @param {Pair} pair
 * @param {number} place of the network
 * @param {string} name with which the sentence begins
 */
function answersOf(pair, place, name) {
  const [first, second] = [pair.first, pair.second].map((reading) => reading.likeliest(place));
  const said = pair.first.number ? asNumber : asClass;
  const at = pair.parting(place);
  const begin = name ? `${name}the` : "The";
  const [a, b] = [first[first.length - 1], second[second.length - 1]];
  const last = `A ${said(a)}, B ${said(b)}`;
  if (at === null) return `${begin} answers do not part; after the last word ${last}.`;
  const where = `“${pair.first.traces[place].words[at]}”`;
  if (at === first.length - 1 && at === second.length - 1) return `${begin} answers part at ${where}: ${last}.`;
  return `${begin} answers part at ${where}: A ${said(first[at])}, B ${said(second[at])}; after the last word ${last}.`;
}

/** @param {Guess} guess */
const asNumber = ([text]) => text;

/** @param {Guess} guess */
const asClass = ([text, share]) => `“${text}” ${share === null ? "" : `${percent(share)} %`}`.trim();
