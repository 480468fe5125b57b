/** The new value of a unit between what the word alone makes and what word and old state make. */

import { format } from "../../arrays.js";
import { svg } from "../../svg.js";

/** In px of the usual base. */
const [BESIDE, NARROW] = [250, 96]; // room for names at the ends, in much room and in little
const ROOMY = 700;
const DOT = 9;
const ENDS = [-1, 0, 1];

/**
 * @typedef {object} Asked
 * @property {import("./numbers.js").Seen} numbers
 * @property {boolean} covered
 * @property {number} width px
 * @property {import("../../colour.js").Theme} theme
 * @property {string} hue of the new value
 * @property {import("../../parts/type.js").Type} type
 */

/** Where a value lies, and how large a text is. */
class Place {
  /** @param {Asked} asked */
  constructor({ width, type, theme }) {
    this.roomy = width >= type.px(ROOMY);
    this.beside = type.px(this.roomy ? BESIDE : NARROW);
    this.inner = width - 2 * this.beside;
    this.size = type.size("label");
    this.y = this.size * 3;
    this.theme = theme;
  }

  /** @param {number} value */
  x(value) {
    return this.beside + ((1 + (value || 0)) / 2) * this.inner;
  }

  /**
   * A line from one value to another.
   * @param {number} from
   * @param {number} to
   * @param {Record<string, string | number>} look
   */
  line(from, to, look) {
    return svg("line", { x1: this.x(from), x2: this.x(to), y1: this.y, y2: this.y, ...look });
  }

  /** The axis and its numbers. */
  axis() {
    const { size, y, theme } = this;
    const ticks = ENDS.flatMap((value) => {
      const x = this.x(value);
      const number = { x, y: y + size * 2.9, "text-anchor": "middle", "font-size": size, fill: theme.faint };
      const tick = { x1: x, x2: x, y1: y - 5, y2: y + 5, stroke: theme.faint };
      return [svg("line", tick), svg("text", number, format(value, 0))];
    });
    return [this.line(-1, 1, { stroke: theme.line, "stroke-width": 2 }), ...ticks];
  }

  /**
   * An end with its name and its value, to one side of it.
   * @param {number} value
   * @param {string} name
   * @param {boolean} left
   */
  named(value, name, left) {
    const { size, theme } = this;
    const look = { x: this.x(value), "text-anchor": left ? "end" : "start", fill: theme.text, "font-size": size };
    return [
      svg("text", { ...look, y: size }, name),
      svg("text", { ...look, y: size * 2.2, "font-weight": 700 }, format(value, 2)),
    ];
  }
}

/** @param {Asked} asked */
export function scaleOf(asked) {
  const { numbers, covered, width, theme, hue, type } = asked;
  const { alone, fresh, full } = numbers;
  const place = new Place(asked);
  const { y, size } = place;
  const names = place.roomy ? ["the word alone", "word and all of the old state"] : ["word alone", "with all of old"];
  const end = { stroke: theme.text, "stroke-width": 2, fill: theme.background };
  const at = place.x(covered ? (alone + full) / 2 : fresh);
  const told = { x: at, y: y + size * 1.7, "text-anchor": "middle", fill: theme.text, "font-weight": 700 };
  const ends = `${format(alone, 2)} by the ${names[0]}, ${format(full, 2)} ${covered ? "" : "by "}${names[1]}`;
  const name = `The new value, from −1 to 1: ${ends}`;
  const look = { width, height: y + size * 3.3, role: "img", "aria-label": name };
  return svg("svg", look, [
    ...place.axis(),
    place.line(alone, full, { stroke: hue, "stroke-width": 5, opacity: 0.45 }),
    svg("circle", { cx: place.x(alone), cy: y, r: 6, ...end }),
    svg("rect", { x: place.x(full) - 6, y: y - 6, width: 12, height: 12, ...end }),
    ...place.named(alone, names[0], alone <= full),
    ...place.named(full, names[1], alone > full),
    ...(covered ? [] : [svg("circle", { cx: at, cy: y, r: DOT, fill: hue })]),
    svg("text", { ...told, "font-size": type.size("body") }, covered ? "?" : `new value ${format(fresh, 2)}`),
  ]);
}
