/**
 * Where each unit stands in a heatmap: from top to bottom in their order, what matters large, the rest small. One
 * answer for the canvas, the marks, what is held and what is exported.
 */

const FEW = 8; // so many units are all large
const TALL = 12; // px, as high as a number that is read
const TALLER = 2; // times as high are few units, where they are to be large
const SMALL = [4, 3, 2, 1]; // px; a tall row is a whole number of small ones, as a canvas wants it
const REST = 60; // px for all that are small, if they can be so small
const APART = 4; // px between the large ones and the small, where each kind stands together

/** In px for each unit, and all, where nothing says which of many matter. */
const ALIKE = { most: 9, all: 100, least: 2 };
export const LARGER = 1.25; // in a roomy score

/** @typedef {import("../order.js").Order} Order */

/**
 * Return the height of a unit that is not large, px.
 * @param {number} count of all units
 * @param {number} large how many of them are large
 */
function smallOf(count, large) {
  if (large === count) return TALL;
  if (!large) return Math.max(ALIKE.least, Math.min(ALIKE.most, ALIKE.all / count));
  return SMALL.find((height) => height * (count - large) <= REST) ?? 1;
}

export class Places {
  /**
   * @param {import("../stage.js").Stage} stage
   * @param {Order} order
   * @param {boolean} large whether all units are drawn large
   * @param {number} top px above the first unit
   */
  constructor(stage, { units, few }, large, top) {
    const count = units.length;
    const all = large || count <= FEW;
    const small = smallOf(count, all ? count : few.length);
    this.units = units;
    this.top = top;
    /** Those that are large, from top to bottom. */
    this.named = all ? units : units.filter((unit) => few.includes(unit));
    /** The height of a line of the canvas, px: of a small unit. */
    this.line = small * stage.px(1) * (stage.roomy ? LARGER : 1) * (large && count <= FEW ? TALLER : 1);
    /** The first line of each unit, and how many it has. */
    this.first = new Int32Array(count);
    this.lines = new Int32Array(count).fill(1);
    for (const unit of this.named) this.lines[unit] = TALL / small;
    this.count = this.stack(Math.ceil(APART / small));
  }

  /**
   * Put the units under one another; return how many lines they need, as many in any order.
   * @param {number} gap lines below the large ones
   */
  stack(gap) {
    const { units, named, first, lines } = this;
    const mixed = named.length > 0 && named.length < units.length;
    const parted = mixed && named.every((unit, row) => unit === units[row]);
    let at = 0;
    units.forEach((unit, row) => {
      if (parted && row === named.length) at += gap;
      first[unit] = at;
      at += lines[unit];
    });
    return mixed && !parted ? at + gap : at;
  }

  /** The height of all units, px. */
  get height() {
    return this.count * this.line;
  }

  /** @param {number} unit */
  y(unit) {
    return this.top + this.first[unit] * this.line;
  }

  /** @param {number} unit */
  heightOf(unit) {
    return this.lines[unit] * this.line;
  }

  /** The unit at a height. @param {number} y px from the top of the picture */
  unitAt(y) {
    const line = (y - this.top) / this.line;
    const { units, first, lines } = this;
    return units.find((unit) => line < first[unit] + lines[unit]) ?? units[units.length - 1];
  }

  /** The numbers of the units that are large, and where they stand. @returns {[y: number, text: string][]} */
  numbers() {
    return this.named.map((unit) => [this.y(unit) + this.heightOf(unit) / 2, String(unit + 1)]);
  }
}
