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

export const array = (values) =>
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
  const { scores, weights, context } = trace.attention ?? {};
  const attention = trace.attention && {
    seam: trace.attention.seam,
    ...{ scores: array(scores), weights: array(weights), context: array(context) },
  };
  return { words, ids, known, dropped, logits: array(logits), answers: array(answers), layers: told, attention };
}

/** Return what `ask` answers, or the sentence with which it refuses. */
function asked(Refusal, ask) {
  try {
    return ask();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { refused: error.message };
  }
}

const bytes = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));

/** Read every case's sentence, and tell everything. */
export async function traces(net, { files, cases }) {
  const [{ fromFile }, { record }, { Refusal }] = await Promise.all(["file", "trace", "refusal"].map(net));
  const opened = files.map((file) => fromFile(bytes(file)));
  return cases.map(({ file, sentence, operations }) =>
    asked(Refusal, () => traceOf(record(opened[file], sentence, operations))),
  );
}

/** Cut every text as each network does. */
export async function readings(net, { files, texts }) {
  const [{ fromFile }, { readFor }, { Refusal }] = await Promise.all(["file", "tasks", "refusal"].map(net));
  return files.map((file) => {
    const network = fromFile(bytes(file));
    return texts.map((text) => asked(Refusal, () => readFor(network, text)));
  });
}

/** Put the words of every text together as each network does; the text, and what is read from it. */
export async function writings(net, { files, texts }) {
  const [{ fromFile }, { readFor, write }, { Refusal }] = await Promise.all(["file", "tasks", "refusal"].map(net));
  return files.map((file) => {
    const network = fromFile(bytes(file));
    return texts.map((text) =>
      asked(Refusal, () => {
        const { words } = readFor(network, text);
        const written = write(network, words);
        return { words, written, again: readFor(network, written).words };
      }),
    );
  });
}

/** Cut every text into words. */
export async function words(net, texts) {
  const { tokenize } = await net("text");
  return texts.map(tokenize);
}

/** Open every file, and say what it is. */
export async function networks(net, files) {
  const [{ fromFile }, { Refusal }] = await Promise.all(["file", "refusal"].map(net));
  return files.map((file) =>
    asked(Refusal, () => {
      const { weights, ...rest } = fromFile(bytes(file));
      const told = [...weights].map(([name, { shape, data }]) => [name, [shape, coded(data)]]);
      return { ...rest, weights: Object.fromEntries(told) };
    }),
  );
}

/** Find the eigenvalues of every matrix. */
export async function eigenvalues(net, matrices) {
  const { Matrix } = await net("matrix");
  const { eigenvalues } = await net("instruments/eigenvalues");
  return matrices.map((rows) => {
    const { re, im } = eigenvalues(new Matrix(rows.length, rows.length, Float64Array.from(rows.flat())));
    return { re: array(re), im: array(im) };
  });
}

/** Scale a recurrent matrix of every network. */
export async function radii(net, cases) {
  const [{ fromFile }, { Refusal }] = await Promise.all(["file", "refusal"].map(net));
  const { withRadius } = await net("instruments/radius");
  return cases.map(({ file, radius, ...which }) =>
    asked(Refusal, () => weightsOf(withRadius(fromFile(bytes(file)), radius, which))),
  );
}

/** Set the forget bias of every network. */
export async function biases(net, cases) {
  const [{ fromFile }, { Refusal }] = await Promise.all(["file", "refusal"].map(net));
  const { forgetBias, withForgetBias } = await net("instruments/forget_bias");
  return cases.map(({ file, bias, ...which }) =>
    asked(Refusal, () => {
      const network = fromFile(bytes(file));
      return { own: array(forgetBias(network, which)), ...weightsOf(withForgetBias(network, bias, which)) };
    }),
  );
}

const weightsOf = ({ weights }) =>
  Object.fromEntries([...weights].map(([name, { shape, data }]) => [name, [shape, coded(data)]]));
