/** A stave with what stands to its left: name, note, legend, the numbers of its axis. */

import { scaleKey, swatch } from "../parts/legend.js";
import { html, say } from "../svg.js";

/**
 * Return the row and what keeps its name true.
 * @param {import("./stage.js").Stage} stage
 * @param {import("../types.d.ts").PlacedStave} stave
 */
export function staveRow(stage, stave) {
  const name = html("span", {}, stave.label);
  const title = html("div", { class: "title" }, [stave.symbol ? html("b", {}, stave.symbol) : "", name]);
  title.style.setProperty("--hue", stave.hue ?? stage.theme.text);
  const notes = [stave.note, stave.hint].filter(Boolean);
  const ticks = axis(stave);
  const said = notes.length ? [html("small", {}, notes.join("; "))] : [];
  const beside = [title, ...said, ...legend(stave), ...ticks];
  const picture = stave.veiled ? veil(stage, stave) : stave.root;
  return {
    root: html("div", { class: "row stave" }, [html("div", { class: "gutter" }, beside), picture]),
    /** @param {import("../cursor.js").Cursor} state */
    move(state) {
      say(name, stave.labelNow?.(state) ?? stave.label);
      if (ticks.length) stave.axis?.().forEach(([, text], index) => say(ticks[index], text));
    },
  };
}

/** @param {import("../types.d.ts").PlacedStave} stave */
function axis(stave) {
  const places = stave.veiled ? [] : (stave.axis?.() ?? []);
  return places.map(([y, text]) => html("span", { class: "tick", style: `top:${y}px` }, text));
}

/** @param {import("../types.d.ts").PlacedStave} stave */
function legend(stave) {
  const series = (stave.series ?? []).map((one) =>
    html("div", { class: "series", style: `--hue:${one.hue}` }, [swatch(one, 3), one.name]),
  );
  const scale = stave.legend ? [scaleKey(stave.legend)] : [];
  return [...series, ...scale, ...(stave.chips ?? []).map(weightChip)];
}

/**
 * A covered stave: its place, and what uncovers it, in sight wherever the sentence is scrolled to.
 * @param {import("./stage.js").Stage} stage
 * @param {import("../types.d.ts").PlacedStave} stave
 */
function veil(stage, stave) {
  const style = `width:${stage.width}px;height:${Math.max(stave.height, 60)}px`;
  const message = html("span", {}, "Your prediction first: then this stave is uncovered.");
  return html("div", { class: "veil", style }, html("div", {}, message));
}

/** @param {import("../types.d.ts").Chip} chip */
function weightChip({ text, title, hue, light }) {
  const chip = html("button", { type: "button", class: "weight", title, style: `--hue:${hue}` }, text);
  chip.onpointerenter = () => light(true);
  chip.onpointerleave = () => light(false);
  chip.onfocus = () => light(true);
  chip.onblur = () => light(false);
  return chip;
}
