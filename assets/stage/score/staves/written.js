/** What is left at the cursor of what each word wrote, all units: a heatmap whose numbers follow the cursor. */

import { cursor } from "../../cursor.js";
import { heat } from "./heat.js";

/**
 * @param {import("../stage.js").Stage} stage
 * @param {import("../../types.d.ts").LedgerStave} stave
 * @returns {import("../../types.d.ts").StaveView}
 */
export function written(stage, stave) {
  let { ledger } = stave;
  let at = cursor.timestep;
  /** @param {number} timestep */
  const left = (timestep) => ledger.written[Math.min(timestep, ledger.written.length - 1)];
  const view = heat(stage, { ...stave, type: "heat", scale: "signed", low: -1, high: 1, values: left(at) });
  return {
    ...view,
    move(state) {
      if (state.timestep !== at) view.update?.({ values: left((at = state.timestep)) });
      view.move(state);
    },
    update(numbers) {
      ({ ledger } = numbers);
      view.update?.({ values: left(at) });
    },
    rows: () => [],
  };
}
