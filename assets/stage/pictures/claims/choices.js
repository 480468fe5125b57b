/** Which claims are shown, in which order, and how an address says it. Knows no document. */

/** @typedef {"holds" | "mostly" | "fails" | ""} Word */

/**
 * @typedef {object} Claim
 * @property {string} id
 * @property {string} lesson
 * @property {string} scene "" where it is seen on the lesson's page as such
 * @property {string} title of the scene
 * @property {string} claim as measured
 * @property {string} said what lectures and books say, in other words; "" where it is the claim
 * @property {string} source who says so; "" for a commonplace
 * @property {string} drawn what a seed stands for: "random starts"
 * @property {number | null} least from here on a seed bears it
 * @property {{ link: string, runs: number, of: number } | null} lab
 * @property {string} proof the hash of its proof
 * @property {number} seconds that it takes to measure it again, about
 * @property {Word} word "" where nothing is kept
 * @property {string} text
 * @property {(number | null)[]} points by how much each seed bears it
 * @property {number[]} against places of the seeds that do not
 * @property {number} [bears] seeds
 * @property {number} [count] seeds
 * @property {number} [low] share
 * @property {number} [high] share
 * @property {string} [date]
 * @property {string} [processor]
 *
 * @typedef {{ claim: string, lesson: string, verdict: string, words: string, sort: string }} Choice
 */

/** @type {Readonly<Choice>} */
export const NOTHING = Object.freeze({ claim: "", lesson: "", verdict: "", words: "", sort: "" });
export const NAMES = /** @type {(keyof Choice)[]} */ (Object.keys(NOTHING));
export const QUICK = 25; // s that a claim may take to be called quick
const ORDER = { holds: 2, mostly: 1, fails: 0, "": 3 };

/** @param {Claim} claim */
const share = ({ bears = 0, count = 0 }) => (count ? bears / count : 0);

/** How claims are put in order; the story's own order is that of the table. */
/** @type {Record<string, (a: Claim, b: Claim) => number>} */
const BY = {
  claim: (a, b) => a.claim.localeCompare(b.claim, "en"),
  lesson: () => 0,
  verdict: (a, b) => ORDER[a.word] - ORDER[b.word] || share(a) - share(b),
  seconds: (a, b) => a.seconds - b.seconds,
  date: (a, b) => (a.date ?? "").localeCompare(b.date ?? ""),
};

/** @param {Claim} claim @param {Record<string, string>} lessons titles by name */
const said = (claim, lessons) =>
  [claim.claim, claim.said, claim.source, claim.id, claim.title, lessons[claim.lesson], claim.text]
    .join(" ")
    .toLowerCase();

/** Whether a claim is among those that were chosen. */
/** @param {Claim} claim @param {Choice} choice @param {Record<string, string>} lessons */
export function fits(claim, { lesson, verdict, words }, lessons) {
  if (lesson && claim.lesson !== lesson) return false;
  if (verdict && claim.word !== verdict) return false;
  const text = said(claim, lessons);
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/**
 * Return claims in the order that was chosen: "verdict", or "-verdict" for the other way round.
 * @param {Claim[]} claims in the order of the story
 * @param {string} sort
 */
export function ordered(claims, sort) {
  const column = sort.replace(/^-/, "");
  if (!Object.hasOwn(BY, column)) return claims;
  const by = BY[column];
  const found = [...claims].sort(by);
  if (!sort.startsWith("-")) return found;
  return sort === "-lesson" ? [...claims].reverse() : [...claims].sort((a, b) => by(b, a));
}

/** The order after the one that is chosen when its column is pressed: up, down, as told. */
/** @param {string} column @param {string} sort */
export const turned = (column, sort) => (sort === column ? `-${column}` : sort === `-${column}` ? "" : column);

/**
 * Let an address say what is chosen, and nothing of what is not. A scene that one comes back from may stand there.
 * @param {URL} address
 * @param {Choice} choice
 */
export function write(address, choice) {
  address.searchParams.delete("scene");
  for (const name of NAMES) {
    if (choice[name].trim()) address.searchParams.set(name, choice[name]);
    else address.searchParams.delete(name);
  }
}

/** How many claims there are of each verdict. @param {Claim[]} claims */
export function counts(claims) {
  const found = { holds: 0, mostly: 0, fails: 0, "": 0 };
  for (const { word } of claims) found[word] += 1;
  return found;
}

/** @param {number} seconds */
export const time = (seconds) =>
  seconds < 1 ? "under 1 s" : seconds > 90 ? `${Math.round(seconds / 60)} min` : `${seconds} s`;
