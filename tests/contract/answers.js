/**
 * What assets/net makes of a batch of cases, as JSON: numbers travel as base64 of float64, so that every bit survives.
 * Runs in a browser and in Node alike; `net(name)` imports a module.
 */

/** @param {ArrayLike<number>} numbers */
function coded(numbers) {
  const bytes = new Uint8Array(Float64Array.from(numbers).buffer);
  let text = "";
  for (let at = 0; at < bytes.length; at += 4096) text += String.fromCharCode(...bytes.subarray(at, at + 4096));
  return btoa(text);
}

const array = (values) =>
  values?.data ? [[values.rows, values.cols], coded(values.data)] : [[values.length], coded(values)];
const arrays = (found) => Object.fromEntries([...found].map(([name, values]) => [name, array(values)]));

function partOf({ input, recurrent, bias, peephole, preActivation }) {
  const all = { input, recurrent, bias, peephole, pre_activation: preActivation };
  return Object.fromEntries(Object.entries(all).flatMap(([name, values]) => (values ? [[name, array(values)]] : [])));
}

function layerOf(layer, decoder) {
  const { signals, initialHidden, initialCell } = layer;
  const parts = decoder ? [] : [...layer.parts].map(([name, part]) => [name, partOf(part)]);
  return {
    signals: arrays(signals),
    order: [...signals.keys()],
    initial_hidden: array(initialHidden),
    initial_cell: initialCell && array(initialCell),
    parts: Object.fromEntries(parts),
  };
}

function traceOf(trace) {
  const { words, ids, known, dropped, logits, answers, network } = trace;
  const { layers, bidirectional, decoder } = network.spec.model;
  const told = {};
  for (let layer = 0; layer < layers; layer++)
    for (const reverse of bidirectional ? [false, true] : [false])
      told[`${layer} ${reverse}`] = layerOf(trace.layer(layer, reverse), decoder);
  return { words, ids, known, dropped, logits: array(logits), answers: array(answers), layers: told };
}

/** Return an answer to every case, or the sentence with which it was refused. */
export async function answers(net, { files, cases }) {
  const { fromFile } = await net("file");
  const { record } = await net("trace");
  const { Refusal } = await net("refusal");
  const opened = files.map((file) => fromFile(Uint8Array.from(atob(file), (one) => one.charCodeAt(0))));
  return cases.map(({ file, sentence, operations }) => {
    try {
      return traceOf(record(opened[file], sentence, operations));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { refused: error.message };
    }
  });
}
