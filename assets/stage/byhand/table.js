/** The solution as a table of numbers, a column for each timestep, and the chosen number worked out below it. */

import { levelOf, ramp, shown } from "../colour.js";
import { html, put, say } from "../svg.js";
import { WORDS, letterOf } from "./values.js";
import { asPieces } from "./terms.js";
import { steps } from "./written.js";

/** @typedef {import("./solve.js").Solution} Solution */
/** @typedef {import("./solve.js").Row} Row */
/** @typedef {import("./terms.js").Write} Write */

/**
 * @typedef {object} View how the table is looked at
 * @property {boolean} back
 * @property {string} chosen the cell that is worked out
 * @property {boolean} covered
 * @property {Set<string>} open cells that were uncovered
 * @property {Write} write
 * @property {import("../types.d.ts").Palette} palette
 * @property {import("../colour.js").Theme} theme
 */

const MOVES = /** @type {Record<string, [number, number]>} */ ({
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
});

export class Table {
  /** @param {(cell: string) => void} choose */
  constructor(choose) {
    this.choose = choose;
    this.grid = html("table", { role: "grid", "aria-label": "Numbers at each timestep", onkeydown: this.#moved });
    this.worked = html("div", { class: "worked", "aria-live": "polite" });
    this.element = html("div", { class: "results" }, [html("div", { class: "scrolls" }, this.grid), this.worked]);
    /** @type {HTMLButtonElement[][]} */
    this.cells = [];
    this.shape = "";
  }

  /**
   * Show a solution; return the cells and weights that the chosen number is made of.
   * @param {Solution} solution
   * @param {View} view
   * @returns {Set<string>}
   */
  show(solution, view) {
    const rows = solution.rows.filter(({ back }) => back === view.back);
    const shape = JSON.stringify([rows.map(({ id }) => id), solution.steps]);
    if (shape !== this.shape) this.#build(solution, rows);
    this.shape = shape;
    const uses = usesOf(solution, view.chosen);
    rows.forEach((row, at) => this.#paint(solution, row, this.cells[at], view, uses));
    this.#work(solution, view);
    return uses;
  }

  /** @param {Solution} solution @param {Row[]} rows */
  #build(solution, rows) {
    const times = Array.from({ length: solution.steps + 1 }, (_, t) => t);
    const head = html("tr", {}, [
      html("th", { scope: "col" }, rows[0]?.back ? "← t" : "t →"),
      ...times.map((t) => html("th", { scope: "col" }, String(t))),
    ]);
    this.cells = rows.map(() => times.map(() => html("button", { type: "button", tabindex: "-1" })));
    const body = rows.map((row, at) =>
      html("tr", {}, [
        html("th", { scope: "row" }, headOf(solution, row)),
        ...this.cells[at].map((button) => html("td", { role: "gridcell" }, button)),
      ]),
    );
    this.grid.replaceChildren(html("thead", {}, head), html("tbody", {}, body));
  }

  /**
   * @param {Solution} solution @param {Row} row @param {HTMLButtonElement[]} buttons @param {View} view
   * @param {Set<string>} uses
   */
  #paint(solution, row, buttons, view, uses) {
    const colours = coloursOf(row, view);
    buttons.forEach((button, t) => {
      const leaf = row.at(t);
      button.hidden = !leaf;
      if (!leaf) return;
      const hidden = view.covered && row.by(t) !== null && !view.open.has(leaf.cell);
      const text = hidden ? "?" : view.write(leaf.value);
      say(button, text);
      const level = hidden ? -1 : levelOf(shown(colours.scale, leaf.value), ...colours.ends);
      button.style.background = level < 0 ? "" : colours.ramp[level];
      button.style.color = level < 0 ? "" : inkOn(colours.ramp[level]);
      button.classList.toggle("chosen", leaf.cell === view.chosen);
      button.classList.toggle("used", uses.has(leaf.cell));
      button.classList.toggle("given", row.by(t) === null);
      put(button, "data-cell", leaf.cell);
      put(button, "aria-label", `${labelOf(solution, row)} at timestep ${t}: ${hidden ? "covered" : text}`);
      put(button, "aria-pressed", String(leaf.cell === view.chosen));
      put(button, "tabindex", leaf.cell === view.chosen ? "0" : "-1");
      button.onclick = () => this.choose(leaf.cell);
    });
  }

  /** @param {Solution} solution @param {View} view */
  #work(solution, { chosen, covered, open, write }) {
    const found = lookUp(solution, chosen);
    if (!found) return this.worked.replaceChildren();
    const { leaf, by } = found;
    if (covered && by && !open.has(chosen))
      return this.worked.replaceChildren(html("p", { class: "hint" }, "Work it out, then press it once more."));
    const pieces = (/** @type {import("./terms.js").Term} */ term) =>
      asPieces(term, write, ({ letter, below, over }) =>
        html("span", { class: "name" }, [
          html("i", {}, letter),
          ...(below ? [html("sub", {}, below)] : []),
          ...(over ? [html("sup", {}, `(${over})`)] : []),
        ]),
      );
    const lines = by ? steps(leaf, by) : [{ is: /** @type {const} */ ("number"), value: leaf.value }];
    this.worked.replaceChildren(
      html("div", { class: "left" }, pieces(leaf.name)),
      html(
        "div",
        { class: "right" },
        lines.map((term) => html("p", {}, ["= ", ...pieces(term)])),
      ),
    );
  }

  /** Arrow keys go from number to number. @param {KeyboardEvent} event */
  #moved = (event) => {
    const [down, right] = MOVES[event.key] ?? [0, 0];
    if (!down && !right) return;
    const here = this.cells.findIndex((row) => row.some((button) => button.classList.contains("chosen")));
    const t = this.cells[here]?.findIndex((button) => button.classList.contains("chosen")) ?? -1;
    event.preventDefault();
    event.stopPropagation();
    for (let row = here + down, col = t + right; ; row += down, col += right) {
      const next = this.cells[row]?.[col];
      if (!next) return;
      if (next.hidden) continue;
      next.focus();
      this.choose(next.dataset.cell ?? "");
      return;
    }
  };
}

/** @param {Solution} solution @param {string} cell */
export function lookUp(solution, cell) {
  const [place, t] = [cell.slice(0, cell.lastIndexOf(" ")), Number(cell.slice(cell.lastIndexOf(" ") + 1))];
  const row = solution.rows.find(({ id }) => id === place);
  const leaf = row && t <= solution.steps ? row.at(t) : null;
  return row && leaf ? { row, leaf, by: row.by(t) } : null;
}

/**
 * Return the cells and weights that a number is made of.
 * @param {Solution} solution
 * @param {string} cell
 */
function usesOf(solution, cell) {
  /** @type {Set<string>} */
  const found = new Set();
  lookUp(solution, cell)?.by?.((leaf) => {
    found.add(leaf.cell);
    return leaf.name;
  });
  return found;
}

/** @param {Row} row @param {View} view */
function coloursOf({ signal, back }, { palette, theme }) {
  const scale = scaleOf(signal, back);
  const ends = /** @type {[number, number]} */ (scale === "gate" ? [0, 1] : [-1, 1]);
  return { scale, ends, ramp: ramp(scale, palette.signals[signal] ?? "", palette, theme) };
}

/** @param {string} signal @param {boolean} back @returns {import("../types.d.ts").Scale} */
function scaleOf(signal, back) {
  if (back || signal === "inputs" || signal === "cell_state") return "squashed"; // they have no ends
  return signal.endsWith("_gate") ? "gate" : "signed";
}

/**
 * Black or white, whichever has more contrast to a colour (WCAG 2.1: 4.58 to 1 or more, whatever the colour is).
 * @param {string} colour as #rrggbb
 */
export function inkOn(colour) {
  const [r, g, b] = [1, 3, 5]
    .map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? "#000000" : "#ffffff";
}

/** @param {Solution} solution @param {Row} row */
function labelOf(solution, { signal, unit, back, id }) {
  const several = signal === "inputs" ? solution.width > 1 : solution.units > 1;
  const which = several ? `, ${signal === "inputs" ? "number" : "unit"} ${unit + 1}` : "";
  if (!back) return `${WORDS[signal]}${which}`;
  return `derivative by ${id.startsWith("d before") ? `what goes into the ${WORDS[signal]}` : WORDS[signal]}${which}`;
}

/** @param {Solution} solution @param {Row} row */
function headOf(solution, row) {
  const { signal, unit, back, id } = row;
  const { kind } = solution.sheet;
  const letter = letterOf(kind, signal);
  const before = id.startsWith("d before");
  const several = signal === "inputs" ? solution.width > 1 : solution.units > 1;
  const symbol = html("span", { class: "name" }, [
    html("i", {}, back ? (before ? "δa" : `δ${letter}`) : letter),
    ...(before && kind !== "rnn" ? [html("sub", {}, letter)] : []),
    ...(several ? [html("sup", {}, `(${unit + 1})`)] : []),
  ]);
  const long = back && before ? `into ${WORDS[signal]}` : WORDS[signal];
  return [symbol, html("span", { class: "long" }, ` ${long}`)];
}
