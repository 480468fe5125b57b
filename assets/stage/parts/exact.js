/** Which drawing stands for a picture that is painted on a canvas, where more pixels are wanted than a screen has. */

/** @type {WeakMap<Element, () => SVGSVGElement>} */
const drawings = new WeakMap();

/**
 * Say what draws a painted picture exactly: at its size, complete without a style sheet.
 * @param {Element} root
 * @param {() => SVGSVGElement} draw
 */
export const drawnBy = (root, draw) => void drawings.set(root, draw);

/** Return the exact drawing of a picture, null where there is none. @param {Element} root */
export const exactly = (root) => drawings.get(root)?.() ?? null;
