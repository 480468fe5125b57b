/**
 * What the instruments of assets/net say of a batch of questions, as JSON. Runs in a browser and in Node alike;
 * `net(name)` imports a module.
 */

import { array } from "./answers.js";

/** All instruments under one name. */
async function instruments(net) {
  const names = ["gradient", "jacobian", "ledger", "loss", "paths", "reach", "surgery", "truncation", "units"];
  const modules = await Promise.all(names.map((name) => net(`instruments/${name}`)));
  const others = await Promise.all(["trace", "matrix", "back/norms"].map(net));
  return Object.assign({}, ...others, ...modules);
}

const opened = async (net, files) => {
  const { fromFile } = await net("file");
  return files.map((file) => fromFile(Uint8Array.from(atob(file), (one) => one.charCodeAt(0))));
};

/** Rows of many matrices of one shape, one after another. */
function stack(m, matrices) {
  const found = new m.Matrix(matrices.length, matrices[0].data.length);
  matrices.forEach((matrix, at) => found.row(at).set(matrix.data));
  return found;
}

function ofMemory(m, trace, profile, place) {
  const { straight, rest, straightNorms, restNorms, totalNorms } = m.paths(profile, ...place);
  const { state, written, initial, kept, total, ...ledger } = m.ledger(trace, ...place);
  void [state, ledger];
  const shares = m.ledger(trace, ...place).shares();
  const ways = { straight, rest, straightNorms, restNorms, totalNorms };
  return { ...ways, written: stack(m, written), initial, kept, total, shares };
}

function ofLayer(m, trace, profile, target, place) {
  const { hidden, cellState, hiddenGradient, cellGradient } = profile.layer(...place);
  const reach = m.reachMap(trace, target, ...place);
  const jacobians = m.jacobians(trace, ...place);
  return {
    ...{ hidden, cellState, hiddenGradient, cellGradient, reach: reach.hidden, reachCell: reach.cellState },
    ...(trace.network.spec.model.kind === "rnn" ? {} : ofMemory(m, trace, profile, place)),
    ...{ steps: stack(m, jacobians.steps), toLast: stack(m, jacobians.toLast), norms: jacobians.norms },
    ...{ stateNorms: jacobians.stateNorms, normsToLast: jacobians.normsToLast },
    ...{ bound: jacobians.pascanuBound, linear: jacobians.linearBound },
  };
}

function ofWeights(profile) {
  const each = [...profile.contributions()];
  const last = profile.trace.logits.rows - 1;
  const at = (one) => one.at(Math.min(last, one.steps - 1));
  return [
    ["total", (one) => one.total],
    ["norms", (one) => one.norms],
    ["last", at],
  ].flatMap(([what, told]) => each.map(([name, one]) => [`${what} ${name}`, told(one)]));
}

function ofDifference(m, untouched, trace) {
  const { signals, hidden, logits, answers } = m.difference(untouched, trace);
  const told = [...signals].map(([name, values]) => [`difference ${name}`, values]);
  return [...told, ["change", hidden], ["logits", logits], ["answers", answers]];
}

function ofUnits(m, untouched, trace, place) {
  const effect = m.effectOnAnswer(trace, ...place);
  return { effect, carried: m.differenceCarried(untouched, trace, "hidden", ...place) };
}

function ofTruncation({ cut, error, cosine }) {
  const each = [...error.keys()].flatMap((name) => [
    [`error ${name}`, [error.get(name)]],
    [`cosine ${name}`, [cosine.get(name)]],
  ]);
  return [["cut", cut], ...each];
}

function answer(m, network, { sentence, operations, target, at, weights, window }) {
  const trace = m.record(network, sentence, operations);
  const number = network.answer === "number";
  const loss = weights ? new m.Loss(target, Float64Array.from(weights), number) : undefined;
  const profile = m.gradientProfile(trace, target, at, { loss, window: window ?? undefined });
  const { bidirectional, layers } = network.spec.model;
  const found = [
    ["loss", [profile.loss]],
    ["at", [profile.at]],
    ["target", [profile.target]],
  ];
  found.push(["inputs", profile.inputs], ...ofWeights(profile));
  const untouched = m.record(network, sentence);
  for (let layer = 0; layer < layers; layer++)
    for (const reverse of bidirectional ? [false, true] : [false]) {
      const place = [layer, reverse];
      const told = { ...ofLayer(m, trace, profile, target, place), ...ofUnits(m, untouched, trace, place) };
      for (const [name, values] of Object.entries(told))
        if (values) found.push([`layer ${layer} ${reverse} ${name}`, values]);
    }
  found.push(...ofDifference(m, untouched, trace));
  if (window && !weights) found.push(...ofTruncation(m.truncation(trace, window, target, at)));
  return Object.fromEntries(found.map(([name, values]) => [name, array(values)]));
}

/** Return what every instrument says to each question. */
export async function findings(net, { files, questions }) {
  const [m, networks] = [await instruments(net), await opened(net, files)];
  return questions.map(({ file, ...question }) => answer(m, networks[file], question));
}

/** Return the sentence with which each call is refused; null if it is not. */
export async function refusals(net, { files, calls }) {
  const [m, networks] = [await instruments(net), await opened(net, files)];
  const { Refusal } = await net("refusal");
  return calls.map(({ file, sentence, name, given }) => {
    const trace = m.record(networks[file], sentence);
    const about = name === "paths" ? m.gradientProfile(trace) : trace;
    try {
      m[name](about, ...given);
      return null;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return error.message;
    }
  });
}

/** Return the order of units for each table of values, rows of units. */
export async function orders(net, tables) {
  const { Matrix, clusterOrder } = await instruments(net);
  const matrix = (rows) =>
    new Matrix(
      rows.length,
      rows[0].length,
      Float64Array.from(rows.flat(), (one) => one ?? NaN),
    );
  return tables.map((rows) => clusterOrder(matrix(rows)));
}

/** Return the first timestep at which an operation changes anything, for each list of operations; null for none. */
export async function firsts(net, { files, sentence, each }) {
  const [{ record, difference }, [network]] = [await instruments(net), await opened(net, files)];
  return each.map((operations) => difference(record(network, sentence), record(network, sentence, operations)).first);
}

/** Return the norm of each row, and the largest singular value of each square matrix. */
export async function sizes(net, { rows, matrices }) {
  const { Matrix, norm } = await instruments(net);
  const { spectralNorm } = await net("instruments/singular");
  const whole = (numbers) => Float64Array.from(numbers, Number);
  const square = (numbers) => new Matrix(Math.sqrt(numbers.length), Math.sqrt(numbers.length), whole(numbers));
  const norms = rows.map((row) => norm(whole(row)));
  return { norms: array(norms), largest: array(matrices.map((one) => spectralNorm(square(one)))) };
}

/** Return the spectral radii of the top layer's Jacobians for each network, on one sentence. */
export async function spectralRadii(net, { files, sentence }) {
  const [{ record, jacobians }, networks] = [await instruments(net), await opened(net, files)];
  return networks.map((network) => array(jacobians(record(network, sentence)).spectralRadii));
}

/** Return what each probe reads from its network on a sentence, or the sentence with which it refuses. */
export async function probed(net, { files, asked }) {
  const [{ record }, { readProbe }] = await Promise.all(["trace", "instruments/probe"].map(net));
  const { Refusal } = await net("refusal");
  const networks = await opened(net, files);
  return asked.map(({ file, probe, sentence, operations }) => {
    try {
      return array(readProbe(probe, record(networks[file], sentence, operations)));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return error.message;
    }
  });
}

/** Return what a label says of each list of words. */
export async function labels(net, { name, classes, sentences }) {
  const { CLASS_LABELS } = await net("instruments/labels");
  return sentences.map((words) => CLASS_LABELS[name](words, classes));
}
