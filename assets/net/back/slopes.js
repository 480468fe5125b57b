/**
 * What each gate's squashing passes back, told from its value; 0 where the gate is held. Knows one scan, no equations.
 * Equals `Scan.slopes` in `core/equations/scan.py`.
 */

import { Matrix } from "../matrix.js";
import { SQUASH } from "../squash.js";

/**
 * Return the slope of a gate (T, H): 0 where it is held, as its pre-activation changes nothing there.
 * @param {import("../scan.js").Scan} scan
 * @param {string} name
 * @param {import("../types.d.ts").Activation} squash
 */
export function slopes(scan, name, squash) {
  const values = scan.gate(name);
  const found = new Matrix(values.rows, values.cols, values.data.map(SQUASH[squash].slope));
  const held = scan.held?.get(name);
  if (held) for (let k = 0; k < held.data.length; k++) if (!Number.isNaN(held.data[k])) found.data[k] = 0;
  return found;
}
