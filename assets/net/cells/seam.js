/**
 * A cell whose weights change on the way, an encoder up to the seam and from there on a decoder:
 * `core/equations/seam.py`.
 *
 * The decoder starts from the encoder's last state, so that all states are one chain. Knows no words: which one is
 * the seam is told.
 */

import { stacked } from "../matrix.js";
import { Scan } from "../scan.js";

/** @typedef {import("../matrix.js").Matrix} Matrix */
/** @typedef {import("../scan.js").Cell} Cell */
/** @typedef {import("../types.d.ts").Gates} Gates */
/** @typedef {import("../weights.js").LayerWeights} LayerWeights */

/** The equations of `cell`, from timestep `seam` on with the weights of the `decoder`. */
export class SeamCell {
  /**
   * @param {Cell} cell
   * @param {number} seam
   * @param {LayerWeights} decoder
   */
  constructor(cell, seam, decoder) {
    this.cell = cell;
    this.seam = seam;
    this.decoder = decoder;
    this.gates = cell.gates;
  }

  /**
   * Read T inputs.
   * @param {Matrix} inputs (T, E)
   * @param {LayerWeights} weights of the encoder
   * @param {Gates | null} [held]
   */
  forward(inputs, weights, held = null) {
    const at = this.seam;
    const first = this.cell.forward(inputs.slice(0, at), weights, rowsOf(held, 0, at));
    const from = this.decoder.startingAt(first.hidden.row(at), first.memory?.row(at) ?? null);
    const then = this.cell.forward(inputs.slice(at), from, rowsOf(held, at));
    const hidden = stacked(first.hidden, then.hidden.slice(1));
    const memory = first.memory && then.memory && stacked(first.memory, then.memory.slice(1));
    const gates = new Map([...first.gates].map(([name, gate]) => [name, stacked(gate, then.gate(name))]));
    return new Scan(this, weights, inputs, hidden, memory, gates, held);
  }

  /**
   * Return what the encoder did, and what the decoder did, sharing the scan's numbers.
   * @param {Scan} scan
   * @returns {[Scan, Scan]}
   */
  parts({ weights, inputs, hidden, memory, gates, held }) {
    /** @type {(own: LayerWeights, from: number, to: number) => Scan} */
    const part = (own, from, to) =>
      new Scan(
        this.cell,
        own,
        inputs.slice(from, to),
        hidden.slice(from, to + 1),
        memory && memory.slice(from, to + 1),
        rowsOf(gates, from, to) ?? gates,
        rowsOf(held, from, to),
      );
    return [part(weights, 0, this.seam), part(this.decoder, this.seam, inputs.rows)];
  }
}

/**
 * Return a cell without its seam.
 * @param {Cell} cell
 */
export function plain(cell) {
  return cell instanceof SeamCell ? cell.cell : cell;
}

/**
 * @param {Gates | null} values
 * @param {number} from
 * @param {number} [to]
 */
function rowsOf(values, from, to) {
  return values && new Map([...values].map(([name, matrix]) => [name, matrix.slice(from, to)]));
}
