/**
 * Sizes of type: a few steps, each a ratio to one base. The base is the CSS variable `--type`, a length in rem that a
 * page may set on its root; `stage.css` makes it the font size of the stage's host and has the same steps.
 *
 * A length of geometry that has to hold text is written as px of the usual base and follows the base.
 */

export const STEPS = Object.freeze({
  ...{ small: 0.78, note: 0.82, label: 0.875, body: 0.94, large: 1.06, title: 1.125 },
  answer: 1.6, // what a picture comes to
});
export const NARROW = 670; // px of the usual base: a page that is narrower shows less beside its pictures
const USUAL = 16; // px of the base without a wish of the page's or the reader's

/** @typedef {keyof typeof STEPS} Step */

/** A scale on one base. */
export class Type {
  /** @param {number} base px */
  constructor(base) {
    this.base = base;
  }

  /**
   * Return the size of a step, px.
   * @param {Step} step
   */
  size(step) {
    return STEPS[step] * this.base;
  }

  /**
   * Return a length that text asks for, px.
   * @param {number} usual px at the usual base
   */
  px(usual) {
    return (usual * this.base) / USUAL;
  }
}

/**
 * Return the scale of the page. A picture reads it once, when it is built.
 * @param {Element} host
 */
export const readType = (host) => new Type(parseFloat(getComputedStyle(host).fontSize) || USUAL);

/** The scale at the usual base: of pictures that are taken along, and of those that are enlarged as a whole. */
export const usual = new Type(USUAL);
