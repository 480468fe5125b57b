/** What a link chooses: a set of questions, the seed of their numbers, the question in sight and where it stands. */

const SET = "set";
const SEED = "seed";
const SHOWN = "q";
const GROUP = "of"; // "polls", or none: a question stands in its lesson
export const POLLS = "polls";
const SEED_FORM = /^[\w-]{1,20}$/;
const MOST_NAMED = 3;
const MOST_LETTERS = 24;

/**
 * `ids`: [] for all questions; `polls`: whether these are shown together.
 * @typedef {{ ids: string[], seed: string, shown: string, polls: boolean, troubles: string[] }} Link
 */

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
  const polls = asked.get(GROUP) === POLLS;
  return { ids, seed: SEED_FORM.test(seed) ? seed : "", shown: known.includes(shown) ? shown : "", polls, troubles };
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

/** Let the address say which question is in sight. @param {string} id @param {boolean} polls */
export function nameShown(id, polls) {
  const address = new URL(location.href);
  const { searchParams: said } = address;
  if (said.get(SHOWN) === id && (said.get(GROUP) === POLLS) === polls) return;
  said.set(SHOWN, id);
  if (polls) said.set(GROUP, POLLS);
  else said.delete(GROUP);
  history.replaceState(history.state, "", address.href.replaceAll("%2C", ","));
}
