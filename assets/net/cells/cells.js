/** The three cells under one roof: `core/equations/cells.py`. Read them in this order: rnn, gru, lstm. */

import { gates, peeping } from "../shapes.js";
import { GruCell } from "./gru.js";
import { LstmCell } from "./lstm.js";
import { RnnCell } from "./rnn.js";

/**
 * Return the cell of a model, with its options.
 * @param {import("../types.d.ts").Model} model
 */
export function cellOf(model) {
  if (model.kind === "rnn") return new RnnCell(model.activation);
  if (model.kind === "gru")
    return new GruCell(model.updateGate === "writes", model.resetGate === "before", gates(model));
  return new LstmCell(gates(model), peeping(model));
}
