/**
 * A picture on a slide is enlarged as a whole (`slides/growth.js`). What the browser says of places in the window is
 * then larger than the lengths that the picture itself is told in.
 */

/** Whether this browser says how far an element is enlarged; without that, none is. */
export const canZoom = "currentCSSZoom" in (globalThis.Element?.prototype ?? {});

/** @param {Element} element */
export const zoomOf = (element) => /** @type {Element & { currentCSSZoom?: number }} */ (element).currentCSSZoom ?? 1;
