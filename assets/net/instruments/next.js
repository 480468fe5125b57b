/**
 * What a network says comes after a sentence, and nothing else: the last row of `record`'s answers, read out once
 * instead of after every word. Knows ids, no words; not for a decoder, which reads its own sentence.
 */

import { affine, Matrix } from "../matrix.js";
import { Pooling } from "../pooling.js";
import { softmax } from "../squash.js";
import { Stack } from "../stack.js";
import { matrixOf } from "../weights.js";

/**
 * Return the probability of each class after ids (T,), (K,).
 * @param {import("../types.d.ts").Network} network
 * @param {number[]} ids
 */
export function answerAfter({ spec: { model }, weights }, ids) {
  const embedding = matrixOf(weights, "embedding.weight");
  const inputs = new Matrix(ids.length, embedding.cols);
  for (const [t, id] of ids.entries()) inputs.row(t).set(embedding.row(id));
  const stack = Stack.forward(model, weights, inputs);
  const pooled = new Pooling(model.readout, stack.fromEndColumns).forward(stack.outputs);
  const last = new Matrix(1, pooled.cols);
  last.row(0).set(pooled.row(ids.length - 1));
  const logits = affine(last, matrixOf(weights, "readout.weight"), matrixOf(weights, "readout.bias").data);
  return softmax(logits).row(0);
}
