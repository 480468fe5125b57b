/** The shape of a score: numbers of the same shape are drawn in the picture that is there. */

/**
 * Return what makes one score another than by its words, its numbers and its rows: how many units and gates there are.
 * @param {import("../types.d.ts").ScoreData} board
 */
export function shapeOf({ name, units, model }) {
  return JSON.stringify([name, units, model && shapeOfModel(model)]);
}

/**
 * Return what makes one stave another than by its numbers.
 * @param {Record<string, any>} stave
 */
export const shapeOfStave = ({ id, type, large, missing, values, inputs, best, of, weights }) =>
  JSON.stringify([
    ...[id, type, large, missing?.message, values?.cols, inputs?.cols, best?.[0].length, best && of],
    weights?.map((/** @type {import("../types.d.ts").SharedWeights} */ { shape }) => shape),
  ]);

/** @param {import("./model.js").Model} model */
const shapeOfModel = ({ kind, writes, reset, gates, inputs }) => [
  ...[kind, writes, reset, inputs.cols],
  gates.map(({ name, peephole }) => [name, peephole !== null]),
];
