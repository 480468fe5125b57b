/**
 * Probabilities end to end on a line from 0 to 1: a thin one as the model says, a thick one from which is drawn. Very
 * narrow neighbours share a band, so that a line of a thousand words is drawn as fast as one of fifty letters.
 */

import { html } from "../../svg.js";

const LEAST = 0.0015; // a narrower part of a line is not a part of its own
const ROOM = 0.013; // the share of a line that a sign takes
const MARGIN = 0.009;

/** @typedef {{ ids: number[], share: number, cut: boolean }} Band neighbours on a line; `cut` if none can be drawn */

/** @param {number} share */
export const percent = (share) =>
  `${share < 0.095 && share >= 0.0005 ? (100 * share).toFixed(1) : Math.round(100 * share)} %`;

/**
 * Return the bands of a line, in the order of the ids; what has no probability has none.
 * @param {ArrayLike<number>} row
 * @param {ArrayLike<number>} kept what can be drawn has a probability here
 * @returns {Band[]}
 */
export function bands(row, kept) {
  const found = /** @type {Band[]} */ ([]);
  let narrow = false; // whether the last band is open to another narrow one
  for (let id = 0; id < row.length; id++) {
    const [share, cut] = [row[id], kept[id] === 0];
    if (!(share > 0)) continue;
    const last = found.at(-1);
    if (last && narrow && share < LEAST && last.cut === cut) {
      last.ids.push(id);
      last.share += share;
    } else found.push({ ids: [id], share, cut });
    narrow = share < LEAST;
  }
  return found;
}

/**
 * Return how many pieces can no longer be drawn, and the probability that they had together.
 * @param {ArrayLike<number>} row
 * @param {ArrayLike<number>} kept
 * @param {number} never a piece that is not counted: it is never drawn
 */
export function cutOff(row, kept, never) {
  let [count, share] = [0, 0];
  for (let id = 0; id < row.length; id++)
    if (id !== never && row[id] > 0 && kept[id] === 0) {
      count++;
      share += row[id];
    }
  return { count, share };
}

export class Line {
  /** @param {(id: number) => void} write */
  constructor(write) {
    this.write = write;
    this.thin = html("div", { class: "guess_draw-thin" });
    this.thick = html("div", { class: "guess_draw-line" });
    this.root = html("div", { class: "guess_draw-lines" }, [
      html("span", { class: "guess_draw-of" }, "the model says"),
      this.thin,
      html("span", { class: "guess_draw-of" }, "drawn from"),
      this.thick,
    ]);
    this.bands = /** @type {Band[]} */ ([]);
  }

  /**
   * @param {ArrayLike<number>} row
   * @param {ArrayLike<number>} kept
   * @param {number} likeliest
   * @param {string[]} pieces
   */
  draw(row, kept, likeliest, pieces) {
    this.bands = bands(kept, kept);
    this.thin.replaceChildren(...bands(row, kept).map((band) => partOf(band, likeliest)));
    this.thick.replaceChildren(
      ...this.bands.map((band) => {
        const part = partOf(band, likeliest);
        const [id] = band.ids;
        if (band.ids.length > 1) {
          part.title = `${band.ids.length} narrow ones: ${percent(band.share)}`;
          part.classList.add("guess_draw-narrow");
          return part;
        }
        part.title = `${pieces[id]}: ${percent(band.share)}`;
        part.onclick = () => this.write(id);
        if (band.share >= ROOM * [...pieces[id]].length + MARGIN) part.textContent = pieces[id];
        return part;
      }),
    );
  }

  /** Show where a number falls, and on which piece. @param {number} number @param {number} id */
  point(number, id) {
    this.thick.append(
      html("span", {
        class: "guess_draw-pin",
        style: `left:${(100 * number).toFixed(2)}%`,
      }),
    );
    for (const [at, band] of this.bands.entries())
      this.thick.children[at]?.classList.toggle("guess_draw-hit", band.ids.includes(id));
  }
}

/** @param {Band} band @param {number} likeliest */
function partOf({ ids, share, cut }, likeliest) {
  const kinds = [ids.includes(likeliest) && "guess_draw-likeliest", cut && "guess_draw-cut"];
  return html("i", {
    style: `width:${(100 * share).toFixed(3)}%`,
    class: kinds.filter(Boolean).join(" "),
  });
}
