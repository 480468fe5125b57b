/** What a link chooses: a set of questions, the seed of their numbers, and the question in sight. */

const SET = "set";
const SEED = "seed";
const SHOWN = "q";
const SEED_FORM = /^[\w-]{1,20}$/;
const MOST_NAMED = 3;
const MOST_LETTERS = 24;

/** @typedef {{ ids: string[], seed: string, shown: string, troubles: string[] }} Link `ids`: [] for all questions */

/**
 * @param {string} address
 * @param {string[]} known ids of all questions
 * @returns {Link}
 */
export function readLink(address, known) {
  const asked = new URL(address).searchParams;
  /** @type {string[]} */
  const troubles = [];
  const said = (asked.get(SET) ?? "").split(",").map((id) => id.trim()).filter(Boolean); // prettier-ignore
  const ids = [...new Set(said)].filter((id) => known.includes(id));
  const unknown = [...new Set(said)].filter((id) => !known.includes(id));
  if (unknown.length) troubles.push(notThere(unknown, ids.length));
  else if (asked.has(SET) && !ids.length) troubles.push("The set of this link is empty, so all questions are here.");
  const seed = asked.get(SEED) ?? "";
  if (asked.has(SEED) && !SEED_FORM.test(seed))
    troubles.push(
      `The seed of this link is “${short(seed)}”; expected up to 20 letters and digits. You have numbers of your own.`,
    );
  const shown = asked.get(SHOWN) ?? "";
  return { ids, seed: SEED_FORM.test(seed) ? seed : "", shown: known.includes(shown) ? shown : "", troubles };
}

/** @param {string[]} unknown @param {number} rest how many questions there are all the same */
function notThere(unknown, rest) {
  const named = unknown.slice(0, MOST_NAMED).map((id) => `“${short(id)}”`);
  const more = unknown.length > MOST_NAMED ? ` and ${unknown.length - MOST_NAMED} more` : "";
  const all = rest ? "The others are here." : "All questions are here instead.";
  return `This link names ${named.join(", ")}${more}, which ${unknown.length > 1 ? "are" : "is"} no question. ${all}`;
}

/** @param {string} text */
const short = (text) => (text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}…` : text);

/**
 * Return the address with a set and a seed; without any it asks all.
 * @param {string} address
 * @param {{ ids: string[], seed: string }} chosen
 */
export function linkTo(address, { ids, seed }) {
  const found = new URL(address);
  found.search = "";
  found.hash = "";
  if (ids.length) found.searchParams.set(SET, ids.join(","));
  if (seed) found.searchParams.set(SEED, seed);
  return found.href.replaceAll("%2C", ",");
}

/** Let the address say which question is in sight. @param {string} id */
export function nameShown(id) {
  const address = new URL(location.href);
  if (address.searchParams.get(SHOWN) === id) return;
  address.searchParams.set(SHOWN, id);
  history.replaceState(history.state, "", address.href.replaceAll("%2C", ","));
}
