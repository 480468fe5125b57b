/** Words as names of columns. */

const LETTER = 0.56; // mean width of a letter, in ems
const FEWEST = 3;

/**
 * A word as far as its column goes.
 * @param {string} word
 * @param {number} ems of the column
 */
export function short(word, ems) {
  const most = Math.max(Math.floor(ems / LETTER), FEWEST);
  const letters = Array.from(word);
  return letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : word;
}
