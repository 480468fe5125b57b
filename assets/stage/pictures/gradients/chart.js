/** Lines over two axes, the second one plain or logarithmic. Knows no gradients. */

import { linePath } from "../../parts/path.js";
import { power } from "../../parts/words.js";
import { svg } from "../../svg.js";

const TICK = 6; // px

/** @typedef {[low: number, high: number]} Ends */
/** @typedef {[x: number, y: number]} Point */
/** @typedef {{ left: number, right: number, top: number, bottom: number }} Margins */

/**
 * @typedef {object} Layout
 * @property {number} width px
 * @property {number} height px
 * @property {Margins} margins px
 * @property {Ends} x
 * @property {Ends} y of a logarithmic axis as numbers, too
 * @property {boolean} [log]
 * @property {import("../../colour.js").Theme} theme
 * @property {number} size of type, px
 */

export class Chart {
  /** @param {Layout} layout */
  constructor(layout) {
    this.layout = layout;
  }

  /** @param {number} value */
  x(value) {
    const { width, margins, x } = this.layout;
    return margins.left + ((value - x[0]) / (x[1] - x[0])) * (width - margins.left - margins.right);
  }

  /** @param {number} value */
  y(value) {
    const { height, margins, y } = this.layout;
    const [low, high, at] = [...y, value].map((one) => this.along(one));
    return height - margins.bottom - ((at - low) / (high - low)) * (height - margins.top - margins.bottom);
  }

  /** @param {number} value */
  along(value) {
    return this.layout.log ? Math.log10(value) : value;
  }

  /** @param {number} value */
  holds(value) {
    const { y, log } = this.layout;
    return Number.isFinite(value) && value >= y[0] && value <= y[1] && !(log && value <= 0);
  }

  /**
   * Axes with their ticks and names.
   * @param {{ x: number[], y: number[], xName: string, yName: string }} said
   */
  axes({ x, y, xName, yName }) {
    const { theme, size, width, height, margins, log } = this.layout;
    const [left, bottom, right] = [margins.left, height - margins.bottom, width - margins.right];
    const text = { fill: theme.faint, "font-size": size };
    const rule = {
      x1: left,
      x2: right,
      stroke: theme.line,
      "stroke-dasharray": "2 4",
    };
    return [
      ...y.flatMap((value) => [
        svg("line", { ...rule, y1: this.y(value), y2: this.y(value) }),
        svg(
          "text",
          {
            ...text,
            x: left - TICK - 2,
            y: this.y(value),
            "text-anchor": "end",
            "dominant-baseline": "central",
          },
          log ? power(Math.round(Math.log10(value))) : String(value).replace("-", "−"),
        ),
      ]),
      ...x.map((value) =>
        svg(
          "text",
          {
            ...text,
            x: this.x(value),
            y: bottom + size + TICK,
            "text-anchor": "middle",
          },
          String(value).replace("-", "−"),
        ),
      ),
      svg("line", {
        x1: left,
        x2: right,
        y1: bottom,
        y2: bottom,
        stroke: theme.line,
      }),
      svg(
        "text",
        {
          ...text,
          x: (left + right) / 2,
          y: height - 4,
          "text-anchor": "middle",
        },
        xName,
      ),
      svg("text", { ...text, x: 0, y: size, fill: theme.text }, yName),
    ];
  }

  /**
   * A line as far as the axes hold it; where it leaves them it goes on to their end.
   * @param {Point[]} points
   * @param {Record<string, string | number>} look
   */
  line(points, look) {
    const seen = points.map(([x, y], at) => {
      if (this.holds(y)) return /** @type {Point} */ ([this.x(x), this.y(y)]);
      const before = points[at - 1];
      return before && this.holds(before[1]) ? this.leaves(before, [x, y]) : null;
    });
    return svg("path", {
      d: linePath(seen),
      fill: "none",
      "stroke-linejoin": "round",
      ...look,
    });
  }

  /**
   * Where a line from one point to another comes to the end of the axis.
   * @param {Point} from
   * @param {Point} to
   * @returns {Point | null}
   */
  leaves(from, to) {
    const { y, log } = this.layout;
    const end = to[1] > y[1] ? y[1] : y[0];
    const [a, b, c] = [from[1], to[1], end].map((one) => this.along(log && one <= 0 ? Number.MIN_VALUE : one));
    const share = (c - a) / (b - a);
    return Number.isFinite(share) ? [this.x(from[0] + share * (to[0] - from[0])), this.y(end)] : null;
  }

  /**
   * A text with a rim of the ground's colour.
   * @param {number} x px
   * @param {number} y px
   * @param {string} text
   * @param {Record<string, string | number>} [look]
   */
  label(x, y, text, look = {}) {
    const { theme, size } = this.layout;
    const rim = {
      "paint-order": "stroke",
      stroke: theme.background,
      "stroke-width": 4,
      "stroke-linejoin": "round",
    };
    return svg("text", { x, y, fill: theme.text, "font-size": size, ...rim, ...look }, text);
  }
}

/**
 * Return heights that keep a distance, each as near to what was wanted as it goes.
 * @param {number[]} wanted px
 * @param {number} gap px
 * @param {Ends} ends px
 */
export function apart(wanted, gap, [low, high]) {
  const order = wanted.map((y, at) => ({ y, at })).sort((one, other) => one.y - other.y);
  order.reduce((least, one) => (one.y = Math.max(one.y, least)) + gap, low);
  order.reduceRight((most, one) => (one.y = Math.min(one.y, most)) - gap, high);
  return order.sort((one, other) => one.at - other.at).map(({ y }) => y);
}
