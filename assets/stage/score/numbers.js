/** The numbers of a score: as a table for screen readers and for who wants to read, and as a file. */

import { cursor } from "../cursor.js";
import { html } from "../svg.js";

/** @typedef {import("../types.d.ts").PlacedStave} PlacedStave */

/**
 * Return the numbers of all staves that are uncovered. A signal that two staves show is there once.
 * @param {PlacedStave[]} staves
 */
export function allRows(staves) {
  /** @type {Set<string>} */
  const known = new Set();
  return staves
    .filter(({ veiled }) => !veiled)
    .flatMap((stave) => {
      const rows = stave.rows().filter(([, signal]) => !known.has(signal));
      for (const [, signal] of rows) known.add(signal);
      return rows;
    });
}

/**
 * Return them as a table, a number a row.
 * @param {string[]} words
 * @param {PlacedStave[]} staves
 * @returns {import("../parts/csv.js").Table}
 */
export function numbersOf(words, staves) {
  const rows = allRows(staves).map(([timestep, signal, unit, value]) => [
    timestep + 1,
    words[timestep],
    signal,
    unit === "" ? null : unit + 1,
    value,
  ]);
  return [["timestep", "token", "signal", "unit", "value"], rows];
}

/**
 * Return the table of the cursor's timestep and unit; `refresh` fills it when it is open.
 * @param {import("./stage.js").Stage} stage
 * @param {PlacedStave[]} staves
 */
export function numbersTable(stage, staves) {
  const body = html("div", { class: "tablebody" });
  const summary = html("summary", {}, "The numbers of this timestep as a table");
  const details = html("details", { class: "astable" }, [summary, body]);
  const refresh = () => {
    if (!details.open) return;
    const { timestep, unit } = cursor;
    const here = allRows(staves).filter(([row, , column]) => row === timestep && (column === "" || column === unit));
    const lines = here.map(([, signal, , value]) =>
      html("tr", {}, [html("th", { scope: "row" }, signal), html("td", {}, String(Number(value.toPrecision(6))))]),
    );
    const caption = `timestep ${timestep + 1}, “${stage.words[timestep]}”, unit ${unit + 1}`;
    body.replaceChildren(html("table", {}, [html("caption", {}, caption), ...lines]));
  };
  details.ontoggle = refresh;
  return { root: details, refresh };
}
