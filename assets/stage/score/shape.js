/** The shape of a score: numbers of the same shape are drawn in the picture that is there. */

/**
 * Return what makes one score another than by its words and numbers: how many units, gates and guesses there are.
 * @param {import("../types.d.ts").ScoreData} board
 */
export function shapeOf({ name, units, staves, model }) {
  return JSON.stringify([name, units, staves.map(shapeOfStave), model && shapeOfModel(model)]);
}

/** @param {Record<string, any>} stave */
const shapeOfStave = ({ id, type, values, inputs, best, weights }) => [
  ...[id, type, values?.cols, inputs?.cols, best?.[0].length],
  weights?.map((/** @type {import("../types.d.ts").SharedWeights} */ { shape }) => shape),
];

/** @param {import("./model.js").Model} model */
const shapeOfModel = ({ kind, writes, reset, gates, inputs }) => [
  ...[kind, writes, reset, inputs.cols],
  gates.map(({ name, peephole }) => [name, peephole !== null]),
];
