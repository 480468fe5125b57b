/** On paper an exact drawing stands where a canvas is on screen: a printer has more pixels than a screen. */

/**
 * Exchange them for each print.
 * @param {import("../types.d.ts").PlacedStave[]} staves
 * @returns {() => void} what ends it
 */
export function printExactly(staves) {
  /** @type {import("../types.d.ts").PlacedStave[]} */
  let painted = [];
  /** @type {SVGSVGElement[]} */
  let drawings = [];
  const before = () => {
    after();
    painted = staves.filter(({ root, veiled }) => !veiled && !(root instanceof SVGElement));
    drawings = painted.map((stave) => stave.vector());
    painted.forEach(({ root }, index) => root.replaceWith(drawings[index]));
  };
  const after = () => {
    drawings.forEach((drawing, index) => drawing.replaceWith(painted[index].root));
    drawings = [];
  };
  addEventListener("beforeprint", before);
  addEventListener("afterprint", after);
  return () => {
    removeEventListener("beforeprint", before);
    removeEventListener("afterprint", after);
  };
}
