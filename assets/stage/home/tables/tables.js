/**
 * What a picture shows, as a table to take home. Fetched with the dialogue: a page that is only looked at, and a file
 * that opens from disk, do without it.
 */

import { MEASURED } from "./measured.js";
import { READING } from "./reading.js";
import { WORDS } from "./words.js";

export const TABLES = { ...WORDS, ...READING, ...MEASURED };

/**
 * Return what a picture shows as a table; null where it has no numbers, or they are not there yet.
 * @param {string} kind
 * @param {unknown} scene the picture, as a hand has left it
 * @param {any} data what the server gave it
 * @returns {import("../../parts/csv.js").Table | null}
 */
export const tableOf = (kind, scene, data) => TABLES[kind]?.(scene, data) ?? null;
