// @ts-nocheck
/** What stands in the three figures: lines of runs, bands of seeds, ghosts of earlier runs; and the same as text. */

import { format, scientific } from "../../arrays.js";
import { mix } from "../../colour.js";
import { csvFile } from "../../parts/csv.js";
import { escaped } from "../../parts/words.js";
import { band, bandOf } from "../data/courses.js";
import { frameAt } from "../data/runs.js";

const UNIT = { loss: "loss", norm: "‖gradient‖" };
const FIELD = { loss: "losses", norm: "norms" };

/** "9 4" → "9px,4px", as Plotly writes dashes. */
const dashed = (dash) =>
  dash
    ? dash
        .split(" ")
        .map((length) => `${length}px`)
        .join(",")
    : "solid";

function line(entry, { x, y }, more = {}) {
  return {
    type: "scatter",
    mode: "lines",
    x,
    y,
    name: escaped(entry.short ?? entry.name),
    ...more,
    line: { color: entry.hue, width: 2.5, dash: dashed(entry.dash), ...more.line },
  };
}

function ghost(entry, points, hovertemplate) {
  const name = escaped(`earlier: ${entry.short ?? entry.name}`);
  return line(entry, points, { name, hovertemplate, opacity: 0.45, line: { width: 1.6, dash: "5px,5px" } });
}

/** A band from the lowest to the highest of a group, and its mean. */
function bandTraces(group, { x, low, high, mean }, hovertemplate, theme) {
  const { hue, name } = group;
  const fillcolor = `${mix(theme.background, hue, 1)}2e`;
  const edge = {
    type: "scatter",
    mode: "lines",
    x,
    line: { width: 0, color: hue },
    hoverinfo: "skip",
    showlegend: false,
  };
  return [
    { ...edge, y: low, name: escaped(`${name}, lowest`) },
    { ...edge, y: high, name: escaped(`${name}, highest`), fill: "tonexty", fillcolor },
    {
      type: "scatter",
      mode: "lines",
      x,
      y: mean,
      name: escaped(`${name}, mean of ${group.members.length}`),
      line: { color: hue, width: 3, dash: dashed(group.dash) },
      hovertemplate,
    },
  ];
}

/** A language model's loss on the held-out text, at every snapshot: where it rises, the text is learnt by heart. */
function heldOut({ entry, run }) {
  const points = {
    x: run.frames.map(({ step }) => step),
    y: run.frames.map(({ score }) => (score === null ? null : Math.log(score))),
  };
  const look = { mode: "markers", marker: { symbol: entry.mark ?? "circle", size: 5 }, line: { width: 0 } };
  return line(entry, points, {
    name: escaped(`${entry.short ?? entry.name}, held out`),
    hovertemplate: "held out %{y:.3g}",
    ...look,
  });
}

/** Loss or gradient norm against training steps. */
export function courseTraces(lab, name, theme) {
  const field = FIELD[name];
  const hovertemplate = `${UNIT[name]} %{y:.3g}`;
  const grouped = new Set(lab.groups().flatMap(({ members }) => members));
  const traces = lab.ghosts
    .filter(({ run }) => run[field].x.length > 0)
    .map(({ entry, run }) => ghost(entry, run[field], hovertemplate));
  for (const group of lab.groups())
    traces.push(...bandTraces(group, bandOf(group.members.map(({ run }) => run[field])), hovertemplate, theme));
  for (const member of lab.runs) {
    if (grouped.has(member) && !lab.eachRun) continue;
    const thin = grouped.has(member) ? { width: 1.3 } : {};
    traces.push(line(member.entry, member.run[field].thinned(), { hovertemplate, line: thin }));
    if (name === "loss" && member.entry.curve.scale === "perplexity") traces.push(heldOut(member));
  }
  return traces;
}

/** The curve of a run at the cursor, or nothing. */
function curveAt({ entry, run }, step) {
  const frame = run.frames[frameAt(run.frames, step)];
  const points = (frame?.curve ?? []).filter(([, value]) => value !== null);
  const factor = entry.curve.scale === "share" ? 100 : 1;
  return { x: points.map(([x]) => x), y: points.map(([, value]) => factor * value) };
}

/** The task's own curve, as it was at the film's cursor. */
export function curveTraces(lab, theme) {
  const members = lab.runs.filter(({ entry }) => entry.task === lab.curveTask);
  const share = members[0]?.entry.curve.scale !== "perplexity";
  const hovertemplate = share ? "%{y:.0f} %" : "perplexity %{y:.3g}";
  const look = (entry) => ({
    mode: "lines+markers",
    hovertemplate,
    marker: { symbol: entry.mark ?? "circle", size: entry.size },
  });
  const traces = lab.ghosts
    .filter(({ entry }) => entry.task === lab.curveTask && entry.curve?.last)
    .map(({ entry }) =>
      ghost(
        entry,
        { x: entry.curve.last.map(([x]) => x), y: entry.curve.last.map(([, y]) => (share ? 100 * y : y)) },
        hovertemplate,
      ),
    );
  const grouped = new Set();
  for (const group of lab.groups().filter(({ task }) => task === lab.curveTask)) {
    group.members.forEach((member) => grouped.add(member));
    traces.push(
      ...bandTraces(group, band(group.members.map((member) => curveAt(member, lab.film.step))), hovertemplate, theme),
    );
  }
  for (const member of members) {
    if (grouped.has(member) && !lab.eachRun) continue;
    traces.push(
      line(member.entry, curveAt(member, lab.film.step), {
        ...look(member.entry),
        line: grouped.has(member) ? { width: 1.3 } : {},
      }),
    );
  }
  return traces;
}

/** How a figure reads aloud: where each run stands at the cursor. */
export function inWordsOf(lab, name) {
  const said = lab.runs.map((member) => {
    if (name === "curve") {
      const { x, y } = curveAt(member, lab.film.step);
      return x.length
        ? `${member.entry.short}: ${format(y.at(-1), 0)} at ${x.at(-1)}`
        : `${member.entry.short}: nothing yet`;
    }
    const value = member.run[FIELD[name]].at(lab.film.step);
    return `${member.entry.short}: ${value === null ? "nothing yet" : scientific(value)}`;
  });
  const title = name === "curve" ? lab.curveTitle() : UNIT[name];
  return `${title} at training step ${Math.round(lab.film.step)}. ${said.join("; ")}.`;
}

/** Every number of a figure, not only those that are drawn, as a CSV file. */
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
