/** The numbers of a picture as rows: what the table under it and a file of it hold. */

/** @typedef {[timestep: number, signal: string, unit: number | "", value: number]} Row */

/**
 * Return a row for each timestep and unit.
 * @param {import("../../net/matrix.js").Matrix} matrix
 * @param {string} signal
 * @returns {Row[]}
 */
export function rowsOf(matrix, signal) {
  const units = Array.from({ length: matrix.cols }, (_, unit) => unit);
  const timesteps = Array.from({ length: matrix.rows }, (_, timestep) => timestep);
  return timesteps.flatMap((timestep) =>
    units.map((unit) => /** @type {Row} */ ([timestep, signal, unit, matrix.at(timestep, unit)])),
  );
}
