/** A long sentence scrolls so that the cursor stays in sight. */

import { cursor } from "../cursor.js";
import { still } from "../player.js";

/**
 * Return what brings a place into sight.
 * @param {HTMLElement} sheet what scrolls
 * @param {import("./stage.js").Stage} stage
 * @param {number} gutter width of what stays at the left, px
 * @param {number} view width of what is seen, px: reading it costs a layout
 * @returns {(shift: number) => void}
 */
export function sight(sheet, stage, gutter, view) {
  let left = sheet.scrollLeft;
  sheet.onscroll = () => {
    left = sheet.scrollLeft;
  };
  return (shift) => {
    if (gutter + stage.width <= view + 1) return;
    const seen = shift >= left + gutter + stage.columnWidth && shift + 2 * stage.columnWidth <= left + view;
    if (seen) return;
    const behavior = still() || !cursor.playing ? "auto" : "smooth";
    const target = Math.min(Math.max(shift - gutter - (view - gutter) / 3, 0), gutter + stage.width - view);
    left = target; // until then the sheet may tell of an earlier scroll
    // scrolling lays out: before the paint, not in the key
    requestAnimationFrame(() => sheet.scrollTo({ left: target, behavior }));
  };
}
