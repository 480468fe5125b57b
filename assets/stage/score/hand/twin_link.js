/** A twin in a link: `?twin=the cat had a big&show=difference`. */

/** @typedef {import("../../hands.js").Hands} Hands */
/** @typedef {import("../../hands.js").Show} Show */

export const TWIN = "twin";
export const SHOW = "show";
const MOST = 1000; // letters of a twin
const SHOWN = 40; // letters of what cannot be read
/** @type {Show[]} */
const SHOWS = ["first", "second", "difference"];

/**
 * Return the twin of a link and which run it shows, and a sentence for each that cannot be read. Whether there are
 * words in a twin, a network tells.
 * @param {URLSearchParams} asked
 * @returns {{ twin: string | null, show: Show, misread: string[] }}
 */
export function readTwin(asked) {
  const misread = [];
  let twin = asked.get(TWIN);
  if (twin !== null && twin.length > MOST) {
    misread.push(`The link has a twin of ${twin.length} letters; one of at most ${MOST} is read.`);
    twin = null;
  }
  const wanted = asked.get(SHOW) ?? "first";
  const show = SHOWS.find((one) => one === wanted);
  if (!show) misread.push(`The link shows “${short(wanted)}”; expected one of ${SHOWS.join(", ")}.`);
  return { twin, show: show ?? "first", misread };
}

/**
 * Write a twin and what is shown into an address, in the place of what it said.
 * @param {URL} address
 * @param {Pick<Hands, "twin" | "show">} hands
 */
export function writeTwin({ searchParams }, { twin, show }) {
  if (twin === null || twin.length > MOST) searchParams.delete(TWIN);
  else searchParams.set(TWIN, twin);
  if (show === "first") searchParams.delete(SHOW);
  else searchParams.set(SHOW, show);
}

/** @param {string} text */
function short(text) {
  const letters = Array.from(text);
  return letters.length > SHOWN ? `${letters.slice(0, SHOWN).join("")}…` : text;
}
