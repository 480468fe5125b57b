/** What stands where a picture will be, until its question is answered. */

import { svg } from "../../svg.js";

/**
 * A drawing that says that an answer comes first.
 * @param {{ width: number, height: number, size: number, says: string }} asked sizes in px
 */
export function covered({ width, height, size, says }) {
  const look = { x: width / 2, y: height / 2, "text-anchor": "middle", "font-size": size, fill: "currentColor" };
  const named = { width, height, role: "img", "aria-label": "Covered until you answer." };
  return svg("svg", named, svg("text", look, `Answer first. ${says}`));
}
