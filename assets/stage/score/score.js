// @ts-nocheck
/**
 * A page as a score: one time axis, staves under one another, one cursor line through all of them.
 * The token row stays in sight, long sentences scroll all staves together, the lens stands at the side.
 */

import { decode } from "../arrays.js";
import { readTheme } from "../colour.js";
import { cursor, hover, move, subscribe } from "../cursor.js";
import { scoreMenu } from "./sheet.js";
import { lens } from "./lens.js";
import { readModel } from "./model.js";
import { act, play, still } from "../player.js";
import { scaleKey, swatch } from "../parts/legend.js";
import { html, put, svg } from "../svg.js";
import { transport } from "./transport.js";
import { heat } from "./staves/heat.js";
import { lines } from "./staves/lines.js";
import { profile } from "./staves/profile.js";
import { readout } from "./staves/readout.js";
import { morph, unrolled } from "./staves/unrolled.js";

const STAVES = { heat, lines, profile, readout, unrolled };
const NARROWEST = 40;
const WIDEST = 150;
const RIGHT = 6;

/** Everything a stave needs to draw itself on the common time axis. */
function makeStage(data, host, available) {
  const theme = readTheme(host);
  const roomy = available > 1150;
  const fontSize = roomy ? 17 : 14;
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `600 ${fontSize}px ${theme.font}`;
  const words = data.tokens.map(({ text }) => text);
  const widest = Math.max(...words.map((word) => pen.measureText(word).width));
  const left = data.staves.some(({ type }) => type === "unrolled") ? 44 : 12;
  const room = (available - left - RIGHT) / words.length;
  const columnWidth = Math.floor(Math.min(Math.max(widest + 6, NARROWEST, room), Math.max(WIDEST, widest + 6), 220));
  const stage = {
    theme,
    roomy,
    fontSize,
    words,
    left,
    columnWidth,
    palette: data.palette,
    length: words.length,
    width: Math.max(left + columnWidth * words.length + RIGHT, Math.floor(available)),
    x: (timestep) => left + (timestep + 0.5) * columnWidth,
    fit: (text, width, size) => shorten(pen, text, width, size, theme.font),
    timestepAt: (x) => Math.min(Math.max(Math.floor((x - left) / columnWidth), 0), words.length - 1),
  };
  stage.follow = (event, root) =>
    hover(stage.timestepAt(event.clientX - root.getBoundingClientRect().left), cursor.unit);
  stage.pin = (event, root) => {
    const timestep = stage.timestepAt(event.clientX - root.getBoundingClientRect().left);
    move({ timestep, pinned: !(cursor.pinned && cursor.timestep === timestep), playing: false, phase: 1 });
  };
  return stage;
}

/** A word that is too wide for its column loses its end; its title still says it whole. */
function shorten(pen, text, width, size, font) {
  pen.font = `600 ${size}px ${font}`;
  if (pen.measureText(text).width <= width) return text;
  const letters = [...text];
  while (letters.length > 1 && pen.measureText(`${letters.join("")}…`).width > width) letters.pop();
  return `${letters.join("")}…`;
}

export function buildScore(root, data, send) {
  const host = root.host ?? root;
  const wide = host.clientWidth >= 900;
  const signals = mapped(data.signals, (signal) => ({ ...signal, values: decode(signal.values) }));
  const model = data.model ? readModel(data.model, signals) : null;
  const gutter = host.clientWidth >= 700 ? 118 : 84;
  const beside = model && wide ? Math.min(392, host.clientWidth * 0.265) : 0;
  const stage = makeStage(data, host, host.clientWidth - gutter - beside - 26);
  const staves = data.staves.map((raw) => ({
    ...STAVES[raw.type](stage, withArrays(raw, signals)),
    veiled: data.veiled.includes(raw.id),
  }));

  let built = false;
  const finished = () => data.veiled.length === 0 && (built || !data.play) && send("finished", data.signature);
  const menu = scoreMenu(stage, staves, data);
  const bar = transport(stage, { finished, canRoll: data.staves.some(({ type }) => type === "unrolled"), menu });
  const tokens = tokenRow(stage, data.tokens);
  const head = html("div", { class: "playhead", "aria-hidden": "true", style: `width:${stage.columnWidth}px` });
  const sheet = html("div", { class: "scroller", tabindex: 0, "aria-label": "The score: tokens from left to right" }, [
    html("div", { class: "row tokens" }, [html("div", { class: "gutter" }, data.tokensLabel ?? "token"), tokens.root]),
    ...staves.map((stave) => staveRow(stage, stave)),
    head,
  ]);
  sheet.style.setProperty("--gutter", `${gutter}px`);
  const covered = data.veiled.some((id) => model?.signals[id]);
  const side = model ? lens(stage, model, covered) : null;
  const table = tableView(data, staves);
  const card = html("div", { class: `score${wide ? " wide" : ""}${stage.roomy ? " roomy" : ""}` }, [
    bar.root,
    html("div", { class: "sheet" }, side ? [sheet, side.root] : [sheet]),
    table.root,
    html("p", { class: "caption" }, data.caption),
  ]);
  card.style.setProperty("--lens", `${beside}px`);
  if (side && !wide) drawer(side.root);
  root.querySelector(".score")?.remove();
  root.append(card);

  const keepInSight = sight(sheet, stage, gutter);
  const follow = (state, changed) => {
    const shift = gutter + stage.x(state.timestep) - stage.columnWidth / 2;
    head.style.transform = `translateX(${shift}px)`;
    head.classList.toggle("pinned", state.pinned);
    head.classList.toggle("smooth", state.playing);
    for (const stave of staves) stave.move(state, changed);
    tokens.move(state);
    bar.move(state, changed);
    if (side && (changed.timestep || changed.unit || changed.pinned || changed.all)) side.move(state);
    table.refresh();
    if (changed.timestep || changed.all) keepInSight(shift);
  };
  move({ length: stage.length, units: data.units ?? 1, direction: data.backward ? -1 : 1 });
  const unsubscribe = subscribe(follow);
  follow(cursor, { all: true });
  built = true;
  if (data.play) {
    if (document.activeElement !== document.body) sheet.focus({ preventScroll: true });
    if (still()) move({ timestep: data.backward ? 0 : stage.length - 1 });
    else if (data.scene === "roll")
      act(rollScene(finished), () => {
        morph(1, true);
        move({ lit: "" });
      });
    else play(finished);
  }
  const stop = () => {
    unsubscribe();
  };
  return { keydown: bar.keydown, stop };
}

/** What "the same weights" means: all copies fall into one, come out again, and one matrix lights up in each. */
function rollScene(finished) {
  return [
    [300, () => morph(0)],
    [1500, () => morph(1)],
    [800, () => move({ lit: "W_h" })],
    [1500, () => play(finished)],
  ];
}

const mapped = (table, change) => Object.fromEntries(Object.entries(table).map(([key, value]) => [key, change(value)]));

/** A stave with its numbers; what it does not say itself, the signal that it shows says. */
function withArrays(raw, signals) {
  const arrays = ["inputs", "initial"].filter((name) => raw[name]).map((name) => [name, decode(raw[name])]);
  const series = raw.series?.map((one) => ({ ...one, values: decode(one.values) }));
  return { ...signals[raw.of], ...raw, ...Object.fromEntries(arrays), ...(series ? { series } : {}) };
}

function staveRow(stage, stave) {
  const title = html("div", { class: "title" }, [
    stave.symbol ? html("b", {}, stave.symbol) : "",
    html("span", {}, stave.label),
  ]);
  title.style.setProperty("--hue", stave.hue ?? stage.theme.text);
  const chips = (stave.chips ?? []).map((chip) => weightChip(chip));
  const legend = stave.series
    ? stave.series.map((one) => seriesKey(one))
    : stave.legend
      ? [scaleKey(stave.legend)]
      : [];
  const axis = (stave.veiled ? [] : (stave.axis ?? [])).map(([y, text]) =>
    html("span", { class: "tick", style: `top:${y}px` }, text),
  );
  const note = stave.note ? [html("small", {}, stave.note)] : [];
  const picture = stave.veiled
    ? html(
        "div",
        { class: "veil", style: `width:${stage.width}px;height:${Math.max(stave.height, 60)}px` },
        html("span", {}, "Your prediction first: then this stave is uncovered."),
      )
    : stave.root;
  return html("div", { class: "row stave" }, [
    html("div", { class: "gutter" }, [title, ...note, ...legend, ...chips, ...axis]),
    picture,
  ]);
}

function weightChip({ text, title, hue, light }) {
  const chip = html("button", { type: "button", class: "weight", title, style: `--hue:${hue}` }, text);
  chip.onpointerenter = () => light(true);
  chip.onpointerleave = () => light(false);
  chip.onfocus = () => light(true);
  chip.onblur = () => light(false);
  return chip;
}

const seriesKey = (series) =>
  html("div", { class: "series", style: `--hue:${series.hue}` }, [swatch(series, 3), series.name]);

function tokenRow(stage, tokens) {
  const height = stage.fontSize + 26;
  const boxes = tokens.map(({ text, known }, timestep) => {
    const label = stage.fit(text, stage.columnWidth - 4, stage.fontSize);
    const word = svg(
      "text",
      {
        x: stage.x(timestep),
        y: stage.fontSize + 6,
        "text-anchor": "middle",
        "font-size": stage.fontSize,
        fill: stage.theme.text,
        direction: "ltr",
      },
      label,
    );
    const mark = known
      ? []
      : [
          svg(
            "text",
            {
              x: stage.x(timestep),
              y: stage.fontSize + 20,
              "text-anchor": "middle",
              "font-size": 12,
              fill: stage.theme.faint,
            },
            "<unk>",
          ),
        ];
    return svg("g", { class: "token" }, [
      word,
      ...mark,
      svg("title", {}, known ? text : `${text}: not in the vocabulary, read as <unk>`),
    ]);
  });
  const root = svg("svg", { width: stage.width, height }, boxes);
  root.onpointermove = (event) => event.pointerType === "mouse" && stage.follow(event, root);
  root.onclick = (event) => stage.pin(event, root);
  let bold = null;
  return {
    root,
    height,
    move({ timestep }) {
      if (bold) put(bold, "font-weight", 400);
      bold = boxes[timestep].firstChild;
      put(bold, "font-weight", 700);
    },
  };
}

/** Scroll a long sentence so that the cursor stays in sight. Widths are read once: reading them costs a layout. */
function sight(sheet, stage, gutter) {
  const view = sheet.clientWidth;
  let left = sheet.scrollLeft;
  sheet.onscroll = () => {
    left = sheet.scrollLeft;
  };
  return (shift) => {
    if (gutter + stage.width <= view + 1) return;
    if (shift < left + gutter + stage.columnWidth || shift + 2 * stage.columnWidth > left + view) {
      const behavior = still() || !cursor.playing ? "auto" : "smooth";
      left = Math.min(Math.max(shift - gutter - (view - gutter) / 3, 0), gutter + stage.width - view);
      // scrolling lays out: before the paint, not in the key
      requestAnimationFrame(() => sheet.scrollTo({ left, behavior }));
    }
  };
}

/** On a narrow screen the lens is a drawer at the bottom: its heading is always there, a tap opens it. */
function drawer(aside) {
  const header = aside.querySelector("header");
  put(header, "role", "button");
  put(header, "tabindex", "0");
  const toggle = () => put(header, "aria-expanded", aside.toggleAttribute("open"));
  header.onclick = toggle;
  header.onkeydown = (event) => (event.key === "Enter" || event.key === " ") && (event.preventDefault(), toggle());
  aside.classList.add("drawer");
}

/** The same numbers as a table: for screen readers, and for whoever wants to read instead of look. */
function tableView(data, staves) {
  const body = html("div", { class: "tablebody" });
  const details = html("details", { class: "astable" }, [
    html("summary", {}, "The numbers of this timestep as a table"),
    body,
  ]);
  const fill = () => {
    if (!details.open) return;
    const visible = staves.filter(({ veiled }) => !veiled);
    const rows = visible.flatMap((stave) =>
      stave
        .rows()
        .filter(([timestep, , unit]) => timestep === cursor.timestep && (unit === "" || unit === cursor.unit)),
    );
    body.replaceChildren(
      html("table", {}, [
        html(
          "caption",
          {},
          `timestep ${cursor.timestep + 1}, “${data.tokens[cursor.timestep].text}”, unit ${cursor.unit + 1}`,
        ),
        ...rows.map(([, label, , value]) =>
          html("tr", {}, [html("th", { scope: "row" }, label), html("td", {}, String(Number(value.toPrecision(6))))]),
        ),
      ]),
    );
  };
  details.ontoggle = fill;
  return { root: details, refresh: fill };
}
