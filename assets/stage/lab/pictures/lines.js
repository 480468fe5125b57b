/** What stands in the three figures: lines of runs, bands of seeds, ghosts of earlier runs; and the same as text. */

import { format } from "../../arrays.js";
import { mix } from "../../colour.js";
import { csvFile } from "../../parts/csv.js";
import { escaped, scientific } from "../../parts/words.js";
import { band, bandOf } from "../data/courses.js";
import { frameAt } from "../data/runs.js";

/** @typedef {import("../lab.js").Lab} Lab */
/** @typedef {import("../types.d.ts").Member} Member */
/** @typedef {import("../types.d.ts").Group} Group */
/** @typedef {import("../types.d.ts").Line} Line */
/** @typedef {import("../types.d.ts").RunEntry} RunEntry */
/** @typedef {import("../../colour.js").Theme} Theme */
/** @typedef {"loss" | "norm" | "curve"} Name of a figure */

/**
 * @typedef {object} Trace A line, a band's edge or marks, as Plotly takes it.
 * @property {string} type
 * @property {string} mode
 * @property {number[]} x
 * @property {(number | null)[]} y
 * @property {string} name
 * @property {{ color: string, width: number, dash?: string }} line
 * @property {{ symbol: string, size: number }} [marker]
 * @property {string} [fill]
 * @property {string} [fillcolor]
 * @property {string} [hovertemplate]
 * @property {string} [hoverinfo]
 * @property {number} [opacity]
 * @property {boolean} [showlegend]
 */

const UNIT = { loss: "loss", norm: "‖gradient‖" };
/** @type {{ loss: "losses", norm: "norms" }} */
const FIELD = { loss: "losses", norm: "norms" };
export const GHOST = "5 5"; // the dash of an earlier run

/**
 * "9 4" → "9px,4px", as Plotly writes dashes.
 * @param {string} dash
 */
const dashed = (dash) => dash.replaceAll(" ", "px,") + (dash ? "px" : "solid");

/**
 * @param {RunEntry} entry
 * @param {Line} points
 * @param {Partial<Omit<Trace, "line">> & { line?: Partial<Trace["line"]> }} more
 * @returns {Trace}
 */
function line(entry, { x, y }, more) {
  const pen = { color: entry.hue, width: 2.5, dash: dashed(entry.dash), ...more.line };
  return { type: "scatter", mode: "lines", x, y, name: escaped(entry.short), ...more, line: pen };
}

/**
 * @param {RunEntry} entry
 * @param {Line} points
 * @param {string} hovertemplate
 */
function ghostTrace(entry, points, hovertemplate) {
  const name = escaped(`earlier: ${entry.short}`);
  return line(entry, points, { name, hovertemplate, opacity: 0.6, line: { width: 1.6, dash: dashed(GHOST) } });
}

/**
 * A band from the lowest to the highest of a group, and its mean.
 * @param {Group} group
 * @param {ReturnType<typeof band>} band
 * @param {string} hovertemplate
 * @param {Theme} theme
 * @returns {Trace[]}
 */
function bandTraces({ hue, dash, name, members }, { x, low, high, mean }, hovertemplate, theme) {
  const pen = { color: hue, width: 0 };
  const edge = { type: "scatter", mode: "lines", x, line: pen, hoverinfo: "skip", showlegend: false };
  const fillcolor = `${mix(theme.background, hue, 1)}2e`;
  return [
    { ...edge, y: low, name: escaped(`${name}, lowest`) },
    { ...edge, y: high, name: escaped(`${name}, highest`), fill: "tonexty", fillcolor },
    {
      type: "scatter",
      mode: "lines",
      x,
      y: mean,
      name: escaped(`${name}, mean of ${members.length}`),
      line: { color: hue, width: 3, dash: dashed(dash) },
      hovertemplate,
    },
  ];
}

/**
 * A language model's loss on the held-out text, at every snapshot: where it rises, the text is learnt by heart.
 * @param {Member} member
 */
function heldOut({ entry, run }) {
  const points = {
    x: run.frames.map(({ step }) => step),
    y: run.frames.map(({ score }) => (score === null ? null : Math.log(score))),
  };
  return line(entry, points, {
    name: escaped(`${entry.short}, held out`),
    hovertemplate: "held out %{y:.3g}",
    mode: "markers",
    marker: { symbol: entry.mark, size: 5 },
    line: { width: 0 },
  });
}

/**
 * Runs that are drawn as a line of their own, and how thick beside their band.
 * @param {Lab} lab
 * @param {Member[]} members
 * @returns {[Member, { width?: number }][]}
 */
function drawnAlone(lab, members) {
  const grouped = new Set(lab.groups.flatMap(({ members: together }) => together));
  return members
    .filter((member) => lab.eachRun || !grouped.has(member))
    .map((member) => [member, grouped.has(member) ? { width: 1.3 } : {}]);
}

/**
 * Loss or gradient norm against training steps: a line of medians where there are many.
 * @param {Lab} lab
 * @param {"loss" | "norm"} name
 * @param {Theme} theme
 */
export function courseTraces(lab, name, theme) {
  const field = FIELD[name];
  const said = `${UNIT[name]} %{y:.3g}`;
  /** @type {(stretch: number) => string} */
  const template = (stretch) => (stretch > 1 ? `${said}, median of ${stretch} steps` : said);
  const traces = lab.ghosts
    .filter((ghost) => ghost[field].x.length > 0)
    .map((ghost) => ghostTrace(ghost.entry, ghost[field], said));
  for (const group of lab.groups)
    traces.push(...bandTraces(group, bandOf(group.members.map(({ run }) => run[field])), said, theme));
  for (const [member, thin] of drawnAlone(lab, lab.runs)) {
    const course = member.run[field];
    traces.push(line(member.entry, course.thinned(), { hovertemplate: template(course.stretch), line: thin }));
    if (name === "loss" && member.entry.curve.scale === "perplexity") traces.push(heldOut(member));
  }
  return traces;
}

/**
 * The curve of a run at the cursor, or nothing.
 * @param {Member} member
 * @param {number} step
 * @returns {{ x: number[], y: number[] }}
 */
function curveAt({ entry, run }, step) {
  const frame = run.frames[frameAt(run.frames, step)];
  const factor = entry.curve.scale === "share" ? 100 : 1;
  const points = (frame?.curve ?? []).flatMap(([x, y]) => (y === null ? [] : [[x, factor * y]]));
  return { x: points.map(([x]) => x), y: points.map(([, y]) => y) };
}

/**
 * The task's own curve, as it was at the film's cursor.
 * @param {Lab} lab
 * @param {Theme} theme
 */
export function curveTraces(lab, theme) {
  const members = lab.runs.filter(({ entry }) => entry.task === lab.curveTask);
  const scale = members[0]?.entry.curve.scale ?? "share";
  const share = scale === "share";
  const hovertemplate = share ? "%{y:.0f} %" : `${scale} %{y:.3g}`;
  const traces = lab.ghosts
    .filter(({ entry }) => entry.task === lab.curveTask)
    .map(({ entry, curve: { x, y } }) => {
      const inUnits = y.map((value) => (share && value !== null ? 100 * value : value));
      return ghostTrace(entry, { x, y: inUnits }, hovertemplate);
    });
  for (const group of lab.groups.filter(({ task }) => task === lab.curveTask)) {
    const curves = group.members.map((member) => curveAt(member, lab.film.step));
    traces.push(...bandTraces(group, band(curves), hovertemplate, theme));
  }
  for (const [member, thin] of drawnAlone(lab, members)) {
    const { mark: symbol, size } = member.entry;
    const mode = member.entry.curve.names.length ? "markers" : "lines+markers"; // between labels lies nothing
    const look = { mode, hovertemplate, marker: { symbol, size }, line: thin };
    traces.push(line(member.entry, curveAt(member, lab.film.step), look));
  }
  return traces;
}

/**
 * How a figure reads aloud: where each line stands at the cursor.
 * @param {Lab} lab
 * @param {Name} name
 */
export function inWordsOf(lab, name) {
  const { step } = lab.film;
  const said = lab.runs.map((member) => {
    const { short } = member.entry;
    if (name === "curve") {
      const { x, y } = curveAt(member, step);
      const { names, points, scale } = member.entry.curve;
      const last = names[points.indexOf(x[x.length - 1])] ?? x[x.length - 1];
      return x.length
        ? `${short}: ${format(y[y.length - 1], scale === "error" ? 2 : 0)} at ${last}`
        : `${short}: nothing yet`;
    }
    const { value } = member.run[FIELD[name]].drawnAt(step);
    return `${short}: ${value === null ? "nothing yet" : scientific(value)}`;
  });
  const title = name === "curve" ? lab.curveTitle() : UNIT[name];
  return `${title} at training step ${Math.round(step)}. ${said.join("; ")}.`;
}

/**
 * Every number of a figure, not only those that are drawn, as a CSV file.
 * @param {Lab} lab
 * @param {Name} name
 */
export function numbersFile(lab, name) {
  const { caption } = lab.data;
  if (name === "curve") {
    const rows = lab.runs.flatMap(({ entry, run }) =>
      run.frames.flatMap(({ step, curve }) => curve.map(([x, y]) => [entry.name, step, x, y])),
    );
    return csvFile(["run", "step", "x", "y"], rows, caption);
  }
  const rows = lab.runs.flatMap(({ entry, run }) =>
    Array.from(run[FIELD[name]].values, (value, index) => [entry.name, index + 1, value]),
  );
  return csvFile(["run", "step", "value"], rows, caption);
}
