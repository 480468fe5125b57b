/** The numbers of the staves of the way back: which way a gradient takes, what it is the sum of, how far it reaches. */

import { norm } from "../../../net/back/norms.js";
import { jacobians } from "../../../net/instruments/jacobian.js";
import { paths as pathsOf } from "../../../net/instruments/paths.js";
import { reachMap } from "../../../net/instruments/reach.js";
import { Matrix } from "../../../net/matrix.js";

/** @typedef {import("./reading.js").Reading} Reading */
/** @typedef {import("../../../net/back/contribution.js").Contribution} Contribution */

/** @param {Reading} reading @param {import("../../types.d.ts").ContributionsDescribed} stave */
export function contributions(reading, stave) {
  const series = stave.series.map(({ network, weight, name, hue }) => {
    const alone = reading.ghostOf(network);
    const ghost = alone ? partsOf(alone, network, weight) : undefined;
    return { name, hue, ...partsOf(reading, network, weight), ghost };
  });
  return { ...stave, series };
}

/**
 * What each word adds to the gradient of a weight, and what is left of it, as shares of all.
 * @param {Reading} reading
 * @param {number} network which of them
 * @param {string} weight
 */
function partsOf(reading, network, weight) {
  const { norms, total } = /** @type {Contribution} */ (reading.profileOf(network).contributions().get(weight));
  const all = norms.reduce((sum, one) => sum + one, 0);
  return { shares: norms.map((one) => share(one, all)), left: share(norm(total.data), all) };
}

/**
 * @param {Reading} reading
 * @param {import("../../types.d.ts").PathsDescribed} stave
 * @param {string} [loss] what is said of it
 */
export function paths(reading, { network, hues, ...stave }, loss = reading.loss()) {
  const ways = waysOf(reading, network);
  const alone = reading.ghostOf(network);
  const ghosts = alone ? waysOf(alone, network) : undefined;
  const [memory, gates] = ways.state === "cell_state" ? ["c", "forget gates"] : ["h", "update gates"];
  /** @type {(path: "total" | "straight" | "rest") => { hue: string, values: Matrix, ghost?: Matrix }} */
  const line = (path) => ({ hue: hues[path], values: ways[path], ghost: ghosts?.[path] });
  const series = [
    { name: "both together", dash: "", mark: "square", ...line("total") },
    { name: `along ${memory}`, dash: "12 3 2 3", mark: "diamond", ...line("straight") },
    { name: "through W_h", dash: "3 3", mark: "circle", ...line("rest") },
  ];
  return {
    ...stave,
    series,
    note: `L = ${loss} at the last word; the line along ${memory} is multiplied by the ${gates} only`,
  };
}

/**
 * Norms of the ways.
 * @param {Reading} reading
 * @param {number} network which of them
 */
function waysOf(reading, network) {
  const { state, totalNorms, straightNorms, restNorms } = pathsOf(reading.profileOf(network));
  return { state, total: column(totalNorms), straight: column(straightNorms), rest: column(restNorms) };
}

/** @param {Reading} reading @param {import("../../types.d.ts").ReachDescribed} stave */
export function reach(reading, { network, layer, reverse, ...stave }) {
  const alone = reading.ghostOf(network);
  const both = reading.traces[network].network.spec.model.bidirectional;
  const ghost = alone ? sharesOf(alone, network, layer, reverse) : undefined;
  return { ...stave, both, shares: sharesOf(reading, network, layer, reverse), ghost };
}

/**
 * How much of each answer's gradient arrives at each word, (T, T).
 * @param {Reading} reading
 * @param {number} network which of them
 * @param {number} layer
 * @param {boolean} reverse
 */
function sharesOf(reading, network, layer, reverse) {
  const trace = reading.traces[network];
  const asked = trace.words.map((_, t) => (t === trace.words.length - 1 ? reading.asked() : null));
  const { hidden, cellState } = reachMap(trace, asked, layer, reverse);
  const norms = cellState ?? hidden;
  const shares = norms.copy();
  for (let t = 0; t < shares.rows; t++) shares.row(t).set(norms.row(t).map((one) => share(one, norms.at(t, t))));
  return shares;
}

/** @param {Reading} reading @param {import("../../types.d.ts").JacobianDescribed} stave */
export function jacobian(reading, stave) {
  /** @param {Reading} one @param {number} network */
  const factors = ({ traces }, network) => column(jacobians(traces[network]).stateNorms);
  const measure = () =>
    stave.series.map(({ network }) => {
      const alone = reading.ghostOf(network);
      return { values: factors(reading, network), ...(alone && { ghost: factors(alone, network) }) };
    });
  return { ...stave, measure };
}

/** A share; of nothing there is none. @param {number} part @param {number} whole */
const share = (part, whole) => (part === 0 ? 0 : part / whole);

/** Numbers as a line has them. @param {Float64Array} values */
const column = (values) => new Matrix(values.length, 1, values);
