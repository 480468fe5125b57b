/** Numbers and texts as they are said; `pages/_shell/lab/quality.py` says percent the same way. */

/**
 * Return a share as a whole number of percent. What comes from the server has five digits: a half is a half all the
 * same.
 * @param {number} share
 */
export const percent = (share) => Math.floor(100 * share + 0.501);

/**
 * Return a text as Plotly shows it unchanged: it reads a few tags, and readers' words are never tags.
 * @param {string} text
 */
export const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const LETTER = 0.53; // mean width of a letter of the house's font, in ems

/**
 * Break a text into lines of at most `width` pixels.
 * @param {string} text
 * @param {number} width
 * @param {number} size of the letters, px
 */
export function wrap(text, width, size) {
  const room = Math.max(12, Math.floor(width / (size * LETTER)));
  const lines = [""];
  for (const word of text.split(" ")) {
    if (lines[lines.length - 1].length + word.length >= room) lines.push("");
    lines[lines.length - 1] += `${lines[lines.length - 1] ? " " : ""}${word}`;
  }
  return lines;
}
