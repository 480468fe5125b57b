/** What becomes of the two runs, in words, and how far the one was thrown, to scale. */

import { scientific, thousands, wrap } from "../../parts/words.js";
import { svg } from "../../svg.js";
import { WRONG } from "./map.js";

/** @typedef {import("./wall.js").Wall} Wall */
/** @typedef {import("./wall.js").Runs} Runs */

/** "91", "4,113", "0.0018". @param {number} value */
export function short(value) {
  const size = Math.abs(value);
  if (size >= 1e6 || (size > 0 && size < 1e-4)) return scientific(value);
  if (size >= 10) return thousands(Math.round(value)).replace("-", "−");
  return String(Number(value.toPrecision(2))).replace("-", "−");
}

/**
 * @param {Wall} data
 * @param {Runs} runs
 * @returns {{ plain: string[], cut: string[] }}
 */
export function sentences({ model, threshold, valley, steps, weights }, { plain, cut, thrown }) {
  const [one, other] = [plain, cut].map((run) => run[run.length - 1]);
  const over = plain.length > steps;
  const ended = (/** @type {number} */ error) => (error < valley ? "in the valley" : "not in the valley");
  const out = thrown ? plain[thrown] : one;
  const far = thrown ? model.rate * plain[thrown - 1].norm : 0;
  const many = cut.slice(0, -1).filter(({ norm }) => norm > threshold).length;
  const rests = over && thrown && one.weight === out.weight && one.bias === out.bias;
  return {
    plain: thrown
      ? [
          `Step ${thrown} is ${short(far)} long; the map is ${short(weights[1] - weights[0])} wide.`,
          `It lands at w = ${short(out.weight)}, b = ${short(out.bias)}.`,
          rests
            ? `Error ${short(one.error)}, gradient 0: it never comes back.`
            : `After ${plain.length - 1} steps: error ${short(one.error)}, ${ended(one.error)}.`,
        ]
      : [`After ${plain.length - 1} steps: error ${short(one.error)}, ${ended(one.error)}.`],
    cut: [
      `${many} of ${cut.length - 1} steps were cut: same direction, shorter.`,
      `After ${cut.length - 1} steps: error ${short(other.error)}, ${ended(other.error)}.`,
    ],
  };
}

/**
 * @param {import("../gradients.js").Place} place
 * @param {{ x: number, y: number, width: number, height: number }} room px
 * @param {Wall} data
 * @param {Runs} runs
 * @returns {{ said: string, drawn: Element[] }}
 */
export function tell({ theme, type, narrow }, { x, y, width, height }, data, runs) {
  const size = type.size(narrow ? "note" : "body");
  const big = type.size(narrow ? "large" : "answer");
  const { plain, cut } = sentences(data, runs);
  const drawn = /** @type {Element[]} */ ([]);
  let foot = y + big;
  for (const { head, hue, lines } of [
    { head: `cut to ${data.threshold}`, hue: theme.accent, lines: cut },
    { head: "not cut", hue: WRONG, lines: plain },
  ]) {
    drawn.push(svg("text", { x, y: foot, fill: hue, "font-size": big, "font-weight": 700 }, head));
    for (const line of lines.flatMap((one) => wrap(one, width, size))) {
      foot += size * 1.4;
      drawn.push(svg("text", { x, y: foot, fill: theme.text, "font-size": size }, line));
    }
    foot += size * 1.1 + big;
  }
  const scale = { x, y: foot - big, width, height: y + height - foot + big };
  return {
    said: `Cut to ${data.threshold}: ${cut.join(" ")} Not cut: ${plain.join(" ")}`,
    drawn: runs.thrown ? [...drawn, ...toScale(theme, size, scale, data, runs)] : drawn,
  };
}

/**
 * The map as a small box, and from it the step that left it.
 * @param {import("../../colour.js").Theme} theme
 * @param {number} size of type, px
 * @param {{ x: number, y: number, width: number, height: number }} room px
 * @param {Wall} data
 * @param {Runs} runs
 */
function toScale(theme, size, room, { weights, biases }, { plain, thrown }) {
  const [from, to] = [plain[thrown - 1], plain[thrown]];
  const across = [Math.min(weights[0], to.weight), Math.max(weights[1], to.weight)];
  const down = [Math.min(biases[0], to.bias), Math.max(biases[1], to.bias)];
  const inner = { width: room.width - size * 8, height: room.height - size * 2 };
  if (inner.height < size * 2.5) return [];
  const scale = Math.min(inner.width / (across[1] - across[0]), inner.height / (down[1] - down[0]));
  const px = (/** @type {number} */ weight) => room.x + size * 0.5 + (weight - across[0]) * scale;
  const py = (/** @type {number} */ bias) => room.y + size + inner.height - (bias - down[0]) * scale;
  const box = {
    x: px(weights[0]),
    y: py(biases[1]),
    width: Math.max(3, (weights[1] - weights[0]) * scale),
    height: Math.max(3, (biases[1] - biases[0]) * scale),
  };
  const d = `M${px(from.weight)} ${py(from.bias)}L${px(to.weight)} ${py(to.bias)}`;
  const note = { "font-size": size, fill: theme.faint };
  return [
    svg("path", { d, stroke: WRONG, "stroke-width": 2.5 }),
    svg("circle", { cx: px(to.weight), cy: py(to.bias), r: 6, fill: WRONG }),
    svg("rect", { ...box, fill: theme.text, class: "wall-small" }),
    svg("text", { ...note, x: box.x + box.width + 8, y: Math.max(box.y + box.height, size) }, "the map, to scale"),
    svg("text", { ...note, x: px(to.weight) + 11, y: py(to.bias) + size * 0.35, fill: WRONG }, "it is here"),
  ];
}
