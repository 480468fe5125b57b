// @ts-nocheck
/** Looking into up to four runs at one training step: the probe's words, states, gradients, gates, written text. */

import { format, scientific } from "../../arrays.js";
import { ramp, readTheme } from "../../colour.js";
import { scaleKey, swatch } from "../../parts/legend.js";
import { percent, thousands } from "../../parts/words.js";
import { html, put, readout, say } from "../../svg.js";
import { heatmap } from "./heatmap.js";
import { beyond, normsStave } from "./norms.js";
import { frameAt, writtenAt } from "../data/runs.js";
import { codesOf, said, valueOf } from "../data/signals.js";

export const TEMPERATURES = ["0.3", "0.7", "1.0", "1.5"];
const SHOWN = { " ": "␣", "\n": "↵", "\t": "⇥" };
const MOST_UNITS = 32;

/** The colours of a signal's numbers, or of their tanh where they have no ends. */
function scaleOf({ scale, symbol, hue, low, high }, palette, theme) {
  const first = `${scale === "squashed" ? `tanh(${symbol}) ` : ""}${format(low, 0)}`;
  return scaleKey({ ends: [first, format(high, 0)], colours: ramp(scale, hue, palette, theme) });
}

/** The words above: level where they fit, slanted where they do not, every second or third where there are many. */
function wordsRow(tokens) {
  const every = Math.ceil(tokens.length / (tokens.some((token) => token.length > 2) ? 30 : 64));
  return html(
    "div",
    { class: "words" },
    tokens.map((token, index) =>
      html(
        "span",
        { title: token, style: `left:${((index + 0.5) / tokens.length) * 100}%` },
        index % every === 0 ? html("b", {}, SHOWN[token] ?? token) : "",
      ),
    ),
  );
}

/** How many words and units a frame of a run holds: as its first frame says, before that as its recipe does. */
export const shapeOf = ({ entry, run }) =>
  run.frames[0]?.shape ?? [entry.probe.length, Math.min(entry.units, MOST_UNITS)];

/** The signals of a run as they are looked at: the state first, at the gradients that reach it. */
export const signalsOf = ({ signals }) => [signals.at(-1), ...signals.slice(0, -1)];

/** One run: everything is built once, `draw(step)` only fills it. */
function column(lab, { entry, run }, theme) {
  const { palette } = lab.data;
  const shape = shapeOf({ entry, run });
  const [length, units] = shape;
  const tokens = Array.from({ length }, (_, index) => entry.probe[index] ?? "");
  const where = readout();
  const parts = [html("header", {}, [swatch(entry), html("h3", { title: entry.label }, entry.short), where])];
  const sample = html("p", { class: "sample", tabindex: 0, "aria-label": `Text written by ${entry.short}` });
  if (lab.generates()) parts.push(entry.generates ? sample : html("p", { class: "sample none" }, "writes no text"));
  const staves = [];
  const [state, ...others] = signalsOf(entry);
  const stave = (signal) => {
    const value = readout();
    const title = html("div", { class: "title", title: signal.note, style: `--hue:${signal.hue}` }, [
      html("b", {}, signal.symbol),
      html("span", {}, signal.label),
      scaleOf(signal, palette, theme),
      value,
    ]);
    const picture = heatmap(
      signal,
      `${signal.label} of ${entry.short}: ${tokens.length} words × ${units} units`,
      [tokens.length, units],
      palette,
      theme,
    );
    staves.push({ ...picture, signal, value, units });
    return html("div", { class: "stave" }, [title, picture.canvas]);
  };
  const norms = normsStave(`Gradient norm at every word, ${entry.short}`, tokens.length, entry.gradients, theme);
  const reading = readout();
  const normsRow = html("div", { class: "stave" }, [
    html("div", { class: "title", style: `--hue:${entry.hue}` }, [
      ...entry.gradients.flatMap((line) => [swatch(line), html("span", {}, line.label)]),
      reading,
    ]),
    html("div", { class: "normsbox" }, [norms.picture, ...norms.ticks]),
  ]);
  const mark = html("div", { class: "wordmark", hidden: true, style: `width:${100 / tokens.length}%` });
  const track = html("div", { class: "track" }, [mark, wordsRow(tokens), stave(state), normsRow, ...others.map(stave)]);
  parts.push(track);
  if (entry.units > MOST_UNITS) parts.push(html("small", {}, `The first ${MOST_UNITS} of ${entry.units} units.`));
  track.onpointermove = (event) => {
    if (event.pointerType !== "mouse") return;
    const box = track.getBoundingClientRect();
    const timestep = Math.min(
      Math.max(Math.floor(((event.clientX - box.left) / box.width) * tokens.length), 0),
      tokens.length - 1,
    );
    const canvas = event.target.closest("canvas");
    const within = canvas?.getBoundingClientRect();
    lab.point(
      timestep,
      within
        ? Math.min(Math.floor(((event.clientY - within.top) / within.height) * units), units - 1)
        : (lab.pointed?.unit ?? 0),
    );
  };
  track.onpointerleave = () => lab.point(null);
  let frame = null;
  return {
    root: html("section", { class: "look", "aria-label": entry.name, style: `--words:${tokens.length}` }, parts),
    outdated: () => JSON.stringify(shapeOf({ entry, run })) !== JSON.stringify(shape),
    draw(step) {
      const next = run.frames[frameAt(run.frames, step)] ?? null;
      const written = writtenAt(run.frames, step);
      const text = written?.samples[lab.temperature] ?? "";
      say(sample, text || "nothing written yet");
      put(sample, "data-written", text ? `step ${thousands(written.step)}` : "");
      if (next === frame) return;
      frame = next;
      for (const one of staves) one.draw(frame);
      norms.draw(frame);
      const broken = frame?.broken ? " · not finite" : "";
      const numbers = frame && `step ${thousands(frame.step)} · ${scored(entry, frame.score)}${broken}`;
      say(where, numbers ?? "no numbers yet");
      this.point(lab.pointed);
    },
    point(at) {
      const seen = at !== null && at !== undefined && at.timestep < tokens.length;
      mark.hidden = !seen;
      if (seen) mark.style.left = `${(at.timestep / tokens.length) * 100}%`;
      for (const { signal, value, units: rows } of staves) {
        const codes = seen && frame ? codesOf(frame, signal) : null;
        say(
          value,
          codes && at.unit < rows
            ? `unit ${at.unit + 1}: ${said(signal, valueOf(signal, codes[at.timestep * rows + at.unit]))}`
            : "",
        );
      }
      const norm = seen && frame ? frame.profile[at.timestep] : null;
      say(reading, norm === null || norm === undefined ? beyond(frame) : scientific(norm));
    },
  };
}

export function scored(entry, value) {
  if (value === null || value === undefined) return "–";
  return entry.curve.scale === "perplexity"
    ? `perplexity ${value < 100 ? value.toPrecision(3) : Math.round(value)}`
    : `${percent(value)} % right`;
}

/** All columns side by side, and the choice of a temperature above them. */
export function makeColumns(root, lab) {
  const theme = readTheme(root.host ?? root);
  const columns = lab.looked().map((member) => column(lab, member, theme));
  const buttons = TEMPERATURES.map((temperature) => {
    const button = html(
      "button",
      {
        type: "button",
        role: "radio",
        "aria-checked": String(temperature === lab.temperature),
        tabindex: temperature === lab.temperature ? 0 : -1,
      },
      temperature,
    );
    button.onclick = () => {
      lab.temperature = temperature;
      for (const other of buttons) {
        put(other, "aria-checked", other === button);
        other.tabIndex = other === button ? 0 : -1;
      }
      draw(lab.film.step);
    };
    button.onkeydown = (event) => {
      const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (!by) return;
      const other = buttons[(buttons.indexOf(button) + by + buttons.length) % buttons.length];
      other.click();
      other.focus();
      event.preventDefault();
      event.stopPropagation();
    };
    return button;
  });
  const choice = lab.generates()
    ? [
        html("div", { class: "temperature", role: "radiogroup", "aria-label": "Temperature of the written text" }, [
          "Written text at temperature ",
          ...buttons,
        ]),
      ]
    : [];
  const draw = (step) => columns.forEach((one) => one.draw(step));
  const section = html("section", { class: "into" }, [
    ...choice,
    html(
      "div",
      { class: "looks", style: `--looks:${columns.length}` },
      columns.map((one) => one.root),
    ),
  ]);
  return {
    section,
    draw,
    outdated: () => columns.some((one) => one.outdated()),
    point: (at) => columns.forEach((one) => one.point(at)),
    slant: () => slant(section),
  };
}

/** Words stand level where the widest of them fits its column, in all columns alike. Measured once a width. */
function slant(section) {
  const rows = [...section.querySelectorAll(".words")];
  const fits = rows.every((row) => {
    const room = row.clientWidth / Math.max(row.children.length, 1) - 3;
    return [...row.querySelectorAll("b")].every((word) => word.offsetWidth <= room);
  });
  section.classList.toggle("slanted", !fits);
  const longest = Math.max(0, ...[...section.querySelectorAll(".words b")].map((word) => word.offsetWidth));
  section.style.setProperty("--words-height", `${Math.ceil(longest * 0.85) + 14}px`);
}
