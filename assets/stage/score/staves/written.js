/** What is left at the cursor of what each word wrote, all units: a heatmap whose numbers follow the cursor. */

import { cursor } from "../../cursor.js";
import { Heat } from "./heat.js";

/** @typedef {import("../../types.d.ts").LedgerStave} LedgerStave */
/** @typedef {import("../stage.js").Stage} Stage */

/** The colours of what is left, and of a difference. */
const SCALES = /** @type {const} */ ({
  left: { scale: "signed", low: -1, high: 1 },
  difference: { scale: "doubled", low: -2, high: 2 },
});

/**
 * @param {Stage} stage
 * @param {LedgerStave} stave
 * @returns {import("../../types.d.ts").StaveView}
 */
export const written = (stage, stave) => new Written(stage, stave);

class Written extends Heat {
  /**
   * @param {Stage} stage
   * @param {LedgerStave} stave
   */
  constructor(stage, stave) {
    const scale = SCALES[stave.difference ? "difference" : "left"];
    super(stage, { ...stave, type: "heat", ...scale, values: leftAt(stave.ledger, cursor.timestep) });
    this.ledger = stave.ledger;
    this.timestep = cursor.timestep;
  }

  /** @param {import("../../cursor.js").Cursor} state */
  move(state) {
    if (state.timestep !== this.timestep) this.showAt(state.timestep);
    super.move(state);
  }

  /** @param {LedgerStave} stave */
  update(stave) {
    this.ledger = stave.ledger;
    super.update({ values: leftAt(stave.ledger, this.timestep), order: stave.order });
  }

  /** @param {number} timestep */
  showAt(timestep) {
    this.timestep = timestep;
    super.update({ values: leftAt(this.ledger, timestep), order: this.order });
  }

  rows() {
    return [];
  }
}

/** @param {import("../../../net/instruments/ledger.js").Ledger} ledger @param {number} timestep */
const leftAt = ({ written }, timestep) => written[Math.min(timestep, written.length - 1)];
