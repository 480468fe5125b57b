/**
 * The wall: a map of one unit's error over its two weights, and two runs of gradient descent from the same start, one
 * whose steps are cut and one whose steps are not. A click, a finger or the sliders put the start.
 */

import { svg } from "../../svg.js";
import { slider } from "../gradients/controls.js";
import { linked, linker, within as between } from "../gradients/link.js";
import { drawMap } from "./map.js";
import { tell } from "./told.js";
import { layersOf, walk } from "./unit.js";

export const BORDERS = Array.from({ length: 13 }, (_, at) => 0.02 + 0.05 * at); // of how far the output misses
const GRID = { columns: 240, rows: 160 };
const GRAIN = 0.02; // of the sliders
const NAMES = { weight: "gradients_start_w", bias: "gradients_start_b", steps: "gradients_steps" }; // in the address
const BESIDE = 0.62; // of the width, for the map

/** @typedef {import("./unit.js").Place} Place */
/** @typedef {import("./unit.js").Ends} Ends */
/** @typedef {{ weight: number, bias: number, steps: number }} Choice */

/**
 * @typedef {object} Wall
 * @property {import("./unit.js").Model} model
 * @property {Ends} weights from and to
 * @property {Ends} biases
 * @property {[weight: number, bias: number]} start at first
 * @property {number} threshold
 * @property {number} steps
 * @property {number} valley an error below this is the valley's
 * @property {() => void} redraw
 */

/**
 * What is drawn.
 * @typedef {object} Runs
 * @property {Place[]} plain not cut, as far as is looked at
 * @property {Place[]} cut
 * @property {number} thrown the step that leaves the map, of the run that is not cut; 0 of none
 */

/** @param {Wall} data */
export function drawWall(data) {
  const { start, steps, weights, biases, redraw } = data;
  const usual = { weight: start[0], bias: start[1], steps };
  const now = linked(NAMES, usual, { weight: between(weights), bias: between(biases), steps: between([0, steps]) });
  const link = linker(NAMES, usual);
  const runs = runner(data);
  let layers = /** @type {string[]} */ ([]);
  /** @param {Partial<Choice>} change */
  const change = (change) => {
    Object.assign(now, change);
    link(now);
    redraw();
  };
  const hand = { step: GRAIN, said: (/** @type {number} */ value) => value.toFixed(2).replace("-", "−") };
  const [weight, bias] = [
    slider({
      ...hand,
      label: "start: w",
      low: weights[0],
      high: weights[1],
      value: now.weight,
      changed: (value) => change({ weight: value }),
    }),
    slider({
      ...hand,
      label: "start: b",
      low: biases[0],
      high: biases[1],
      value: now.bias,
      changed: (value) => change({ bias: value }),
    }),
  ];
  const far = slider({
    label: "steps taken",
    low: 0,
    high: steps,
    step: 1,
    value: now.steps,
    said: String,
    changed: (taken) => change({ steps: taken }),
  });
  /** @param {number} w @param {number} b */
  const begin = (w, b) => [weight, bias].forEach((one, at) => put(one, [w, b][at]));
  /** @param {import("../gradients.js").Place} place */
  const draw = (place) => {
    if (!layers.length) layers = layersOf(data.model, data, GRID, BORDERS);
    const seen = place.veiled ? shown(runs(usual), NaN) : shown(runs(now), now.steps); // it asks about the usual
    return whole(place, data, seen, { layers, grid: GRID, begin });
  };
  return { controls: [weight, bias, far], draw, now };
}

/** @param {HTMLElement} hand @param {number} value */
function put(hand, value) {
  const input = /** @type {HTMLInputElement} */ (hand.querySelector("input"));
  input.value = String(value);
  input.dispatchEvent(new Event("input"));
}

/** Return what runs from a start, and runs again only from another. @param {Wall} data */
function runner({ model, threshold, steps, weights, biases }) {
  let last = { weight: NaN, bias: NaN, runs: /** @type {Runs | null} */ (null) };
  /** @param {Choice} start */
  return ({ weight, bias }) => {
    if (last.runs && last.weight === weight && last.bias === bias) return last.runs;
    const [plain, cut] = [Infinity, threshold].map((most) => walk(model, { weight, bias }, most, steps));
    last = { weight, bias, runs: { plain, cut, thrown: thrownAt(plain, weights, biases) } };
    return /** @type {Runs} */ (last.runs);
  };
}

/**
 * Which step leaves the map first, from 1 on; 0 of none.
 * @param {Place[]} run
 * @param {Ends} weights
 * @param {Ends} biases
 */
export function thrownAt(run, weights, biases) {
  const off = run.findIndex(({ weight, bias }) => !within(weight, weights) || !within(bias, biases));
  return Math.max(off, 0);
}

/** @param {number} value @param {Ends} ends */
const within = (value, [low, high]) => value >= low && value <= high;

/**
 * The runs as far as they are looked at; NaN: to just before one leaves the map.
 * @param {Runs} runs
 * @param {number} steps
 * @returns {Runs}
 */
function shown({ plain, cut, thrown }, steps) {
  if (Number.isNaN(steps)) return { plain: plain.slice(0, thrown || plain.length), cut: [], thrown: 0 };
  const [some, others] = [plain, cut].map((run) => run.slice(0, steps + 1));
  return { plain: some, cut: others, thrown: thrown <= steps ? thrown : 0 };
}

/**
 * @param {import("../gradients.js").Place} place
 * @param {Wall} data
 * @param {Runs} runs
 * @param {{ layers: string[], grid: typeof GRID, begin: (weight: number, bias: number) => void }} map
 */
function whole(place, data, runs, map) {
  const { width, veiled, alt } = place;
  const { left, beside, height } = rooms(place);
  const told = veiled ? null : tell(place, beside, data, runs);
  const said = told?.said ?? "Where the run goes is covered until the question is answered.";
  return [
    svg("svg", { width, height, role: "img", "aria-label": `${alt} ${said}` }, [
      ...drawMap(place, left, data, runs, map),
      ...(told?.drawn ?? []),
    ]),
  ];
}

/**
 * Where the map stands and what is told of the runs: side by side, on a phone below one another.
 * @param {import("../gradients.js").Place} place
 */
function rooms({ type, width, narrow, veiled }) {
  if (narrow) {
    const [map, told] = [type.px(270), type.px(330)];
    const beside = { x: 0, y: map + type.px(8), width, height: told };
    return { left: { width, height: map }, beside, height: veiled ? map : map + type.px(8) + told };
  }
  const [left, height, gap] = [Math.round(width * BESIDE), type.px(336), type.px(26)];
  return { left: { width: left, height }, beside: { x: left + gap, y: 0, width: width - left - gap, height }, height };
}
