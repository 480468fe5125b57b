/** Where the names of lines stand: above or below the line, where the fewest lines go through them and none meet. */

const NEAR = 4; // px, between a line and its name
const STEPS = 4; // points of a line that are looked at in each column
const MEETS = 100; // times as bad as a line that goes through
const FAR = 0.01; // as bad is each px that a name stands away from where its line begins
const TIGHT = 0.5; // as bad is a name so near to another that they read as one

/**
 * @typedef {{ wide: number, line: number, side?: "above" | "below" }} Name how wide it is, px, which of the lines it
 *   names, and on which side it is to stand, if that is not free
 */
/** @typedef {{ top: number, foot: number, wide: number }} Box */

/**
 * Return the baselines of names that begin at the same place, px.
 * @param {Name[]} names
 * @param {number[][]} lines heights from that place on, a number a column, px; NaN where there is none
 * @param {{ column: number, size: number, ends: [top: number, foot: number] }} room width of a column, size of type
 */
export function placed(names, lines, { column, size, ends }) {
  const courses = lines.map((line) => finely(line));
  const points = (/** @type {number} */ line, /** @type {number} */ wide) =>
    courses[line].slice(0, Math.ceil((wide / column) * STEPS) + 1).filter(Number.isFinite);
  const choices = names.map(({ line, wide, side }) => {
    const own = points(line, wide);
    const [above, below] = [Math.min(...own) - NEAR, Math.max(...own) + NEAR];
    const under = { top: below, foot: below + size, wide };
    const over = { top: above - size, foot: above, wide };
    return [side === "above" ? over : under, side === "below" ? under : over];
  });
  /** @param {Box} box @param {number} at @param {Box[]} others */
  const badness = ({ top, foot, wide }, at, others) => {
    const through = courses.flatMap((_, line) =>
      line === names[at].line ? [] : points(line, wide).filter((y) => y > top && y < foot),
    ).length;
    const within = (/** @type {number} */ room) =>
      others.filter((one) => one.top < foot + room && one.foot > top - room).length;
    const meeting = within(0);
    const tight = within(NEAR) - meeting;
    const begin = courses[names[at].line][0];
    const away = Number.isFinite(begin) ? Math.abs(begin - (top + foot) / 2) : 0;
    return through + FAR * away + TIGHT * tight + MEETS * (meeting + Number(top < ends[0]) + Number(foot > ends[1]));
  };
  let best = /** @type {{ bad: number, boxes: Box[] }} */ ({ bad: Infinity, boxes: [] });
  for (let choice = 0; choice < 2 ** names.length; choice++) {
    const boxes = choices.map((both, at) => both[(choice >> at) & 1]);
    const bad = boxes.reduce((sum, box, at) => sum + badness(box, at, boxes.toSpliced(at, 1)), 0);
    if (bad < best.bad) best = { bad, boxes };
  }
  return best.boxes.map(({ foot }) => foot - size * 0.12);
}

/** The same line with points between its columns. @param {number[]} line */
function finely(line) {
  return line.flatMap((y, at) => {
    const next = line[at + 1];
    if (next === undefined) return [y];
    return Array.from({ length: STEPS }, (_, step) => y + ((next - y) * step) / STEPS);
  });
}
