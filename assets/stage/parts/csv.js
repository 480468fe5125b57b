/**
 * Numbers as a file that spreadsheets and pandas read alike. Its first line names the columns. Where the numbers come
 * from stands in a column of its own, "source", in the first row: a line of comment above would be read as the names
 * of columns, and on every row it would be most of the file.
 */

/** @typedef {string | number | null | undefined} Field nothing, for a number that is missing */
/** @typedef {[columns: string[], rows: Field[][]]} Table */

/**
 * A field. A leading = + - @ of a text is defused, so that no spreadsheet takes it for a formula.
 * @param {Field} value
 */
function field(value) {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * Return a table as the text of a CSV file.
 * @param {string[]} columns their names
 * @param {Field[][]} rows
 * @param {string} source where the numbers come from
 */
export function csvText(columns, rows, source) {
  const told = rows.map((row, index) => [...row, index === 0 ? source.replaceAll(/[\r\n]+/g, " ") : ""]);
  return [[...columns, "source"], ...told].map((row) => `${row.map(field).join(",")}\n`).join("");
}

/**
 * Return a table as a CSV file.
 * @param {string[]} columns
 * @param {Field[][]} rows
 * @param {string} source
 */
export const csvFile = (columns, rows, source) => new Blob([csvText(columns, rows, source)], { type: "text/csv" });
