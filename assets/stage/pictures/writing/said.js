/** What was written, as it is shown: with what was copied and what the table looks at marked; and what was counted. */

/** @typedef {import("./writer.js").Writer} Writer */

const BEFORE_NO_SPACE = new Set(".,;:!?)");

/** How a piece joins on to what stands before it: letters follow one another, words with a space between. */
/** @param {string} piece @param {boolean} words @param {boolean} first */
function joined(piece, words, first) {
  if (!words) return piece.replaceAll("␣", " ");
  return first || BEFORE_NO_SPACE.has(piece) ? piece : ` ${piece}`;
}

/**
 * @typedef {object} Stretch neighbouring pieces that are shown alike
 * @property {string} text
 * @property {boolean} begin whether the text began with them
 * @property {boolean} copied whether they are of the longest run that stands in the text that was read
 * @property {boolean} seen whether the table looks at them
 */

/**
 * Return the text as stretches.
 * @param {Writer} writer
 * @param {string[]} pieces
 * @param {boolean} words
 * @returns {Stretch[]}
 */
export function stretches({ ids, begin, copied: [first, length], used }, pieces, words) {
  const found = /** @type {Stretch[]} */ ([]);
  for (const [at, id] of ids.entries()) {
    const own = at - begin.length;
    const looks = {
      begin: own < 0,
      copied: own >= first && own < first + length,
      seen: at >= ids.length - used,
    };
    const text = joined(pieces[id], words, at === 0);
    const last = found.at(-1);
    if (last && last.begin === looks.begin && last.copied === looks.copied && last.seen === looks.seen)
      last.text += text;
    else found.push({ text, ...looks });
  }
  return found;
}

/** @param {number} number @param {string} noun */
export const many = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;

/**
 * Return in words what was counted.
 * @param {Writer} writer
 * @param {string} piece
 * @param {number} unread the share of the text that is read as unknown
 */
export function counts({ length, copied, deadEnds, order, unknown }, piece, unread) {
  const told = [`${many(length, piece)} written.`];
  if (length) told.push(`Longest run that stands in the text: ${many(copied[1], piece)} (marked).`);
  if (order > 1) told.push(`Dead ends: ${deadEnds}. Underlined: what the table looks at.`);
  if (length && (unread || unknown)) {
    const share = unread ? `; in the text ${Math.max(Math.round(100 * unread), 1)} %` : "";
    told.push(`<unk>, never drawn, was the likeliest ${unknown} of ${length} times${share}.`);
  }
  return told.join(" ");
}
