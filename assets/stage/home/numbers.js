/** The numbers of the scene in sight, as tables: those of the pictures that have some. */

import { csvFile } from "../parts/csv.js";
import { picturesInSight } from "./scene.js";
import { tableOf } from "./tables/tables.js";

/** @typedef {{ name: string, table: import("../parts/csv.js").Table }} Named a table, and what its picture is called */

/** @returns {Named[]} */
export function tablesInSight() {
  return picturesInSight().flatMap(({ taken: { kind, name, numbers, shown } }) => {
    const table = numbers ?? (shown && tableOf(kind, shown.scene, shown.data));
    return table?.[1].length ? [{ name, table }] : [];
  });
}

/**
 * Return tables as files, by what the names of these end with.
 * @param {Named[]} tables
 * @param {string} source where they come from
 * @returns {[ending: string, file: Blob][]}
 */
export const asCsv = (tables, source) =>
  tables.map(({ name, table }) => [`${tables.length > 1 ? `-${name}` : ""}.csv`, csvFile(...table, source)]);
