/**
 * The matrix of every step back: a cloud of gradients that it acts on, what is left of one of them without and with the
 * slopes of a function, and the eigenvalues of the matrix beside it.
 */

import { raised } from "../../parts/words.js";
import { still } from "../../player.js";
import { html, svg } from "../../svg.js";
import { cloudOf } from "./cloud.js";
import { choice, slider } from "./controls.js";
import { written } from "./share.js";
import { overWords } from "./words.js";

const ENDS = /** @type {[number, number]} */ ([0, 4]);
const TICKS = [0, 1, 2, 3, 4];
const FRAME = 160; // ms for a step back
const LEAST = 1.6; // of the cloud that its picture holds
const HELD = 1.3; // of the plane of eigenvalues
const FUNCTIONS = { identity: "none", tanh: "tanh", relu: "ReLU", sigmoid: "sigmoid" };
const NAMED = { identity: " without a function", tanh: " with tanh", relu: " with ReLU", sigmoid: " with a sigmoid" };
const STEEPEST = { identity: 1, tanh: 1, relu: 1, sigmoid: 0.25 };
const TAKES = {
  identity: "smaller eigenvalues count, too",
  tanh: "tanh’s slope, at most 1 at each step, takes this away",
  relu: "units that are off pass nothing back",
  sigmoid: "the sigmoid’s slope is at most ¼",
};

/** @typedef {keyof typeof FUNCTIONS} Named */
/** @typedef {import("../gradients.js").Place} Place */

/**
 * @typedef {object} Matrix
 * @property {string[]} words
 * @property {number} asked timestep
 * @property {number[]} radii where the slider stops
 * @property {number} start the radius at first
 * @property {[number, number][]} eigenvalues of radius 1
 * @property {number} bound the largest singular value at radius 1
 * @property {import("./cloud.js").Rnn} rnn
 * @property {string[]} classes
 * @property {number} target the class that is asked for
 * @property {string} hue
 * @property {Now} [kept] how the controls stood before
 * @property {() => void} redraw
 */

/** @typedef {{ at: number, activation: Named, back: number, shown: "lines" | "circles" | "bound" }} Now */

/** @param {Matrix} data */
export function drawRadius(data) {
  const { radii, words, asked, redraw } = data;
  const most = words.length - 1 - asked;
  const now = /** @type {Now} */ ({ at: radii.indexOf(data.start), activation: "tanh", shown: "lines", ...data.kept });
  now.back = most;
  /** @param {Partial<Now>} change */
  const change = (change) => {
    Object.assign(now, change);
    redraw();
  };
  const steps = stepping(now, most, (back) => change({ back }));
  steps.hidden = now.shown !== "circles";
  const controls = [
    slider({
      label: "largest eigenvalue",
      low: 0,
      high: radii.length - 1,
      step: 1,
      value: now.at,
      said: (at) => radii[at].toFixed(2),
      changed: (at) => change({ at }),
    }),
    choice({
      label: "Function",
      options: FUNCTIONS,
      value: now.activation,
      changed: (name) => change({ activation: /** @type {Named} */ (name) }),
    }),
    choice({
      label: "Beside it",
      options: { lines: "nothing", circles: "all gradients, all eigenvalues", bound: "bound" },
      value: now.shown,
      changed: (name) => {
        steps.hidden = name !== "circles";
        change({ shown: /** @type {Now["shown"]} */ (name) });
      },
    }),
    steps,
  ];
  return { controls, draw: (/** @type {Place} */ place) => draw(place, data, now), now };
}

/**
 * A slider of the steps back, and a button that takes one after the other.
 * @param {Now} now
 * @param {number} most
 * @param {(back: number) => void} changed
 */
function stepping(now, most, changed) {
  let timer = 0;
  const said = { label: "steps back", low: 0, high: most, step: 1, value: now.back, said: String, changed };
  const steps = slider(said);
  const input = /** @type {HTMLInputElement} */ (steps.querySelector("input"));
  /** @param {number} back */
  const go = (back) => {
    input.value = String(back);
    input.dispatchEvent(new Event("input"));
  };
  const play = () => {
    clearInterval(timer);
    if (still()) return go(most);
    go(0);
    timer = window.setInterval(() => {
      if (now.back >= most || !input.isConnected) clearInterval(timer);
      else go(now.back + 1);
    }, FRAME);
  };
  const button = html(
    "button",
    { type: "button", class: "gradients-play", onclick: play, "aria-label": "Step back" },
    "▶",
  );
  return html("div", { class: "gradients-steps" }, [button, steps]);
}

/**
 * @param {Place} place
 * @param {Matrix} data
 * @param {Now} now
 */
function draw(place, data, now) {
  const { type, width, narrow, veiled, alt } = place;
  const { words, rnn, target, radii } = data;
  const radius = radii[now.at];
  const circles = now.shown === "circles";
  const only = { circles: undefined, lines: target, bound: target };
  const cloud = cloudOf(rnn, radius, now.activation, only[now.shown]);
  const measured = words.map((_, at) => cloud.sizes[words.length - 1 - at][target]);
  const [side, small, height] = [type.px(narrow ? 290 : 310), type.px(190), type.px(325)];
  const middle = narrow || !circles ? width : width - side - small - 40;
  const start = narrow ? { x: 0, y: side + 12 } : { x: side + 20, y: 0 };
  const foot = narrow ? side + height + 24 : type.px(30);
  const name = veiled ? "Covered until the question is answered." : inWords(alt, data, now, measured);
  const chart = lines(place, data, now, { radius, measured, width: middle, height });
  const look = { width, height, role: "img", "aria-label": name };
  if (!circles) return [svg("svg", look, chart)];
  const parts = [
    svg("g", {}, veiled ? [] : drawCloud(place, data, cloud, now.back, side)),
    svg("g", shift(start.x, start.y), chart),
    svg("g", shift(narrow ? 0 : width - small, foot), eigenvalues(place, data, veiled ? 1 : radius, small)),
  ];
  return [svg("svg", { ...look, height: narrow ? foot + small + type.px(50) : height }, parts)];
}

/**
 * What the picture shows, for who does not see it.
 * @param {string} alt
 * @param {Matrix} data
 * @param {Now} now
 * @param {number[]} measured
 */
function inWords(alt, { words, asked, radii, eigenvalues: all }, now, measured) {
  const [radius, distance] = [radii[now.at], words.length - 1 - asked];
  const outside = all.filter(([re, im]) => Math.hypot(re, im) * radius > 1).length;
  return (
    `${alt} ${radius.toFixed(2)} to the power of ${distance} is ${written(radius ** distance)}; measured at ` +
    `“${words[asked]}” with ${FUNCTIONS[now.activation]}: ${written(measured[asked])}. ` +
    `${outside} eigenvalues lie outside the circle of size 1.`
  );
}

/** @param {number} x px @param {number} y px */
const shift = (x, y) => ({ transform: `translate(${x} ${y})` });

/**
 * What the largest eigenvalue alone would leave, and what is measured, on a plain axis.
 * @param {Place} place
 * @param {Matrix} data
 * @param {Now} now
 * @param {{ radius: number, measured: number[], width: number, height: number }} seen
 */
function lines(place, data, now, { radius, measured, width, height }) {
  const { theme, veiled } = place;
  const { words, asked, hue } = data;
  const distance = words.length - 1 - asked;
  const alone = place.narrow ? "" : "eigenvalue alone: ";
  const linear = powersBack(radius, words.length);
  const bounded = powersBack(radius * data.bound * STEEPEST[now.activation], words.length);
  /** @type {import("./words.js").Line[]} */
  const drawn = [
    { name: `${alone}${said(radius)}${raised(distance)} =`, hue: theme.text, shares: linear, dash: "6 4" },
    { name: `measured${NAMED[now.activation]}:`, hue, shares: measured, bold: true },
  ];
  if (now.shown === "bound") drawn.push({ name: "Pascanu’s bound:", hue: theme.faint, shares: bounded, dash: "2 4" });
  const room = { left: 0, width, height, ends: ENDS, ticks: TICKS, log: false, large: true };
  const seen = now.shown === "circles" ? words.length - 1 - now.back : undefined;
  const [shown, between] = veiled ? [[], ""] : [drawn, TAKES[now.activation]];
  return overWords(place, room, { words, asked, seen }, shown, between);
}

/**
 * The gradients after some steps back: as far from the middle as they are large, at their angle in the plane of the
 * largest eigenvalue. The circle is what they began at; it shrinks where they need more room.
 * @param {Place} place
 * @param {Matrix} data
 * @param {import("./cloud.js").Cloud} cloud
 * @param {number} back
 * @param {number} side px
 */
function drawCloud({ theme, type, narrow }, { classes, target, hue }, { sizes, angles }, back, side) {
  const size = type.size(narrow ? "note" : "body");
  const top = size * 2.4;
  const [middle, down, half] = [side / 2, top + (side - top) / 2, (side - top) / 2];
  const finite = [...sizes[back]].filter(Number.isFinite);
  const unit = half / Math.max(LEAST, ...finite.map((one) => 1.08 * one));
  /** @param {number} at */
  const place = (at) => {
    const far = sizes[back][at] * unit;
    return { cx: middle + far * Math.cos(angles[back][at]), cy: down - far * Math.sin(angles[back][at]) };
  };
  const all = classes.map((_, at) => at).filter((at) => at !== target && Number.isFinite(sizes[back][at]));
  const rim = { "paint-order": "stroke", stroke: theme.background, "stroke-width": 4 };
  const text = { "font-size": size, fill: theme.text, ...rim };
  const circle = { cx: middle, cy: down, fill: "none", stroke: theme.text, "stroke-width": 1.5 };
  const own = Number.isFinite(sizes[back][target]) ? [svg("circle", { ...place(target), r: 7, fill: hue })] : [];
  const head = `${back} ${back === 1 ? "step" : "steps"} back: ${written(sizes[back][target])}`;
  return [
    svg("text", { x: 0, y: size, ...text }, "gradients of all answers; large:"),
    svg("text", { x: 0, y: size * 2.2, ...text, fill: hue, "font-weight": 700 }, `“${classes[target]}”, ${head}`),
    svg("circle", { ...circle, r: unit }),
    svg("text", { x: middle, y: down + unit + size, ...text, fill: theme.faint, "text-anchor": "middle" }, "size 1"),
    ...all.map((at) => svg("circle", { ...place(at), r: 3.5, fill: theme.faint, class: "gradients-gradient" })),
    ...own,
  ];
}

/**
 * The eigenvalues in the plane of complex numbers; those outside the circle have colour.
 * @param {Place} place
 * @param {Matrix} data
 * @param {number} radius
 * @param {number} side px
 */
function eigenvalues({ theme, type }, { eigenvalues: all, hue }, radius, side) {
  const size = type.size("label");
  const [middle, unit] = [side / 2, (side / 2 - size) / Math.max(HELD, radius * 1.05)];
  const [rule, text] = [{ stroke: theme.line }, { "font-size": size, fill: theme.text }];
  return [
    svg("text", { x: 0, y: -size * 0.5, ...text }, "eigenvalues of W_h"),
    svg("line", { x1: 0, x2: side, y1: middle, y2: middle, ...rule }),
    svg("line", { y1: 0, y2: side, x1: middle, x2: middle, ...rule }),
    svg("text", { x: side, y: middle - 4, "text-anchor": "end", ...text, fill: theme.faint }, "real"),
    svg("text", { x: middle + 5, y: size, ...text, fill: theme.faint }, "imaginary"),
    svg("circle", { cx: middle, cy: middle, r: unit, fill: "none", stroke: theme.text, "stroke-width": 1.5 }),
    ...all.map(([re, im]) =>
      svg("circle", {
        cx: middle + re * radius * unit,
        cy: middle - im * radius * unit,
        r: 3,
        fill: Math.hypot(re, im) * radius > 1 ? hue : theme.faint,
        class: "gradients-eigenvalue",
      }),
    ),
    svg("text", { x: 0, y: side + size * 1.2, ...text }, `circle: size 1; largest: ${said(radius)}`),
  ];
}

/**
 * What is left at each word where each step back multiplies by the same factor.
 * @param {number} factor
 * @param {number} words
 */
export const powersBack = (factor, words) => Array.from({ length: words }, (_, at) => factor ** (words - 1 - at));

/** @param {number} radius */
const said = (radius) => String(Number(radius.toFixed(2)));
