/** A matrix of weights as numbers, one of which is looked at. */

import { format } from "../../arrays.js";
import { html } from "../../svg.js";

const DIGITS = 3;

/** @param {number} row @param {number} col */
export const weightName = (row, col) => `Weight from unit ${col + 1} to unit ${row + 1}`;

/** A summand with its sign; what is smaller than its digits is said to be. @param {number} value */
export function signed(value) {
  if (Number(value.toFixed(DIGITS)) === 0) return value === 0 ? "0" : "≈ 0";
  return value > 0 ? `+${format(value, DIGITS)}` : format(value, DIGITS);
}

/**
 * @param {{ title: string, matrix: import("../../../net/matrix.js").Matrix, said: (value: number) => string,
 *   hue: (value: number) => string, chosen: [row: number, col: number], choose: (row: number, col: number) => void,
 * }} asked
 */
export function tableOf({ title, matrix, said, hue, chosen: [row, col], choose }) {
  const rows = Array.from({ length: matrix.rows }, (_, i) =>
    html(
      "tr",
      {},
      Array.from(matrix.row(i), (value, j) => {
        const here = i === row && j === col;
        const look = { type: "button", "aria-pressed": String(here), style: `background:${hue(value)}` };
        const named = { ...look, "aria-label": `${weightName(i, j)}: ${said(value)}` };
        return html("td", {}, html("button", { ...named, onclick: () => choose(i, j) }, said(value)));
      }),
    ),
  );
  return html("table", { class: "through-matrix" }, [html("caption", {}, title), ...rows]);
}
