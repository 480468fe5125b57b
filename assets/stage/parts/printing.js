/** What is drawn in pixels of a screen, on paper: how wide it may be, and by how much it is made smaller. */

/** Between the margins of a page, A4 or letter, px. */
export const PAPER = 640;
/** The part of its size on screen at which small type is still read. */
export const LEGIBLE = 0.75;
/** How wide it may be drawn, px. */
export const WIDEST = Math.round(PAPER / LEGIBLE);

/**
 * Draw a picture anew at the width of paper for each print, until the signal says stop.
 * @param {HTMLElement} host of the picture
 * @param {() => void} draw at the width that its host has; what it needs is there
 * @param {AbortSignal} signal
 */
export function fitPaper(host, draw, signal) {
  const before = () => {
    if (host.clientWidth <= PAPER) return;
    const width = Math.min(host.clientWidth, WIDEST);
    Object.assign(host.style, { width: `${width}px`, zoom: String(PAPER / width) });
    draw();
  };
  const after = () => {
    if (!host.style.zoom) return;
    Object.assign(host.style, { width: "", zoom: "" });
    draw();
  };
  addEventListener("beforeprint", before, { signal });
  addEventListener("afterprint", after, { signal });
}
