/**
 * A lesson plan: scenes in their order, each a link as it is set up for a class, with minutes and notes. A file of one
 * is JSON with a version. Knows no page and no storage.
 */

export const FORMAT = "unrolled lesson plan";
export const VERSION = 1;
const MOST = { entries: 60, letters: 2000, link: 4000, minutes: 240, file: 400_000 };
const TEXTS = /** @type {const} */ (["notes", "wrong"]);

/**
 * @typedef {object} Entry
 * @property {string} link path and query, without the server: "/lstm?scene=belt&lock=sentence"
 * @property {string} title of the scene
 * @property {number} minutes
 * @property {string} notes what to say and ask
 * @property {string} wrong what is usually answered wrong
 * @property {boolean} skip whether it can be left out
 */
/** @typedef {{ title: string, entries: Entry[] }} Plan */

/** Return a plan as the text of a file. @param {Plan} plan */
export const toFile = ({ title, entries }) =>
  `${JSON.stringify({ format: FORMAT, version: VERSION, title, entries }, null, 1)}\n`;

/**
 * Return the plan in the text of a file. What is no plan throws an Error whose message is a sentence.
 * @param {string} text @param {(link: string) => boolean} exists whether there is such a page and scene
 * @returns {{ plan: Plan, left: number }} and how many entries lead nowhere and were left out
 */
export function fromFile(text, exists) {
  if (text.length > MOST.file) throw new Error("This file is too long for a lesson plan.");
  const told = parsed(text);
  if (!isRecord(told) || told.format !== FORMAT) throw new Error("This file is no lesson plan of Unrolled.");
  if (told.version !== VERSION) {
    throw new Error(`This plan has version ${String(told.version).slice(0, 20)}; version ${VERSION} can be read here.`);
  }
  if (!Array.isArray(told.entries)) throw new Error("This lesson plan has no list of entries.");
  if (told.entries.length > MOST.entries) {
    throw new Error(`This plan has ${told.entries.length} entries; ${MOST.entries} is the most.`);
  }
  const entries = told.entries.map(entryOf);
  const there = entries.filter((one) => one !== null).filter(({ link }) => exists(link));
  if (entries.length && !there.length) throw new Error("No entry of this plan leads to a scene of this server.");
  return { plan: { title: textOf(told.title) || "A plan", entries: there }, left: entries.length - there.length };
}

/** @param {string} text @returns {unknown} */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error("This file is no lesson plan: it is not JSON.");
  }
}

/** @param {unknown} told @returns {Entry | null} */
function entryOf(told) {
  if (!isRecord(told) || typeof told.link !== "string" || told.link.length > MOST.link) return null;
  if (!/^\/[a-z_]+(\?[^#\s<>"]*)?$/.test(told.link)) return null; // a page of this server, and no other address
  const [notes, wrong] = TEXTS.map((name) => textOf(told[name]));
  const minutes = minutesOf(told.minutes);
  return { link: told.link, title: textOf(told.title), minutes, notes, wrong, skip: told.skip === true };
}

/** @param {unknown} told */
export function minutesOf(told) {
  const minutes = Math.round(Number(told));
  return Number.isFinite(minutes) ? Math.min(Math.max(minutes, 0), MOST.minutes) : 0;
}

/** @param {unknown} told */
export const textOf = (told) => (typeof told === "string" ? told.slice(0, MOST.letters) : "");

export const isFull = (/** @type {Plan} */ { entries }) => entries.length >= MOST.entries;

/** @param {unknown} told @returns {told is Record<string, unknown>} */
const isRecord = (told) => typeof told === "object" && told !== null && !Array.isArray(told);

/** @param {Entry[]} entries */
export const minutesIn = (entries) => entries.reduce((sum, { minutes }) => sum + minutes, 0);
