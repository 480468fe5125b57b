/** How shares of a gradient are written beside their lines. */

import { scientific } from "../../parts/words.js";

/** "0.0052" or "5.2·10⁻⁹". @param {number} share */
export const written = (share) =>
  share >= 1e-4 && share < 1e4 ? String(Number(share.toPrecision(share >= 100 ? 3 : 2))) : scientific(share);
