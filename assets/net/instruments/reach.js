/**
 * The reach map: how far back each answer's gradient goes. Knows a trace and its losses. Equals
 * `core/instruments/reach.py`: ‖∂L_i/∂h_j‖ for every answer i and every state j ≤ i, L_i = -log p_i(target_i).
 *
 * The slopes of the way back are found once; every answer starts at its own timestep.
 */

import { norm } from "../back/norms.js";
import { PassBack } from "../back/forward.js";
import { Matrix } from "../matrix.js";
import { lossAt } from "./loss.js";

/**
 * Row i, column j: the norm of ∂L_i/∂h_j, and for an LSTM of ∂L_i/∂c_j; both (T, T). Zero for j > i, unless the
 * network reads in both directions. `targets` (T,) are the classes asked for.
 * @typedef {{ hidden: Matrix, cellState: Matrix | null, targets: number[] }} ReachMap
 */

/**
 * Differentiate every answer by every state of a layer.
 * @param {import("../trace.js").Trace} trace
 * @param {import("./loss.js").Target | import("./loss.js").Target[]} [target] see `lossAt`, at each timestep
 * @param {number} [layer] 0 is the lowest, -1 the top one
 * @param {boolean} [reverse] whether the direction that reads from the end is meant
 * @returns {ReachMap}
 */
export function reachMap(trace, target = null, layer = -1, reverse = false) {
  const loss = lossAt(trace, target, "each");
  const of = trace.layer(layer, reverse);
  const { layers, bidirectional } = trace.network.spec.model;
  const lowest = layer < 0 ? layer + layers : layer;
  const back = new PassBack(trace.forward);
  const seeds = back.pooled(loss.slope(trace.answers));
  const steps = seeds.rows;
  const hidden = new Matrix(steps, steps);
  const cellState = of.scan.memory && new Matrix(steps, steps);
  for (let answer = 0; answer < steps; answer++) {
    const dPooled = new Matrix(steps, seeds.cols);
    dPooled.row(answer).set(seeds.row(answer));
    const last = bidirectional ? steps - 1 : answer;
    const gradients = back.stack.backward(back.unpooled(dPooled), { last, lowest });
    const states = back.stack.of(gradients, lowest, reverse);
    fill(hidden.row(answer), of.inOrder(states.hidden), last);
    if (cellState && states.memory) fill(cellState.row(answer), of.inOrder(states.memory), last);
  }
  return { hidden, cellState, targets: loss.targets };
}

/**
 * Put the norms of the gradients by the states 0 to `last` into a row.
 * @param {Float64Array} row
 * @param {Matrix} gradients
 * @param {number} last
 */
function fill(row, gradients, last) {
  for (let t = 0; t <= last; t++) row[t] = norm(gradients.row(t));
}
