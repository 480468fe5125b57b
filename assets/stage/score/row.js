/** A stave with what stands to its left: name, note, legend, the numbers of its axis. */

import { scaleKey, swatch } from "../parts/legend.js";
import { html, put, say } from "../svg.js";

/** @typedef {import("../types.d.ts").PlacedStave} PlacedStave */

/**
 * Return the row of a stave.
 * @param {import("./stage.js").Stage} stage
 * @param {PlacedStave} stave
 */
export const staveRow = (stage, stave) => new StaveRow(stage, stave);

class StaveRow {
  /**
   * @param {import("./stage.js").Stage} stage
   * @param {PlacedStave} stave
   */
  constructor(stage, stave) {
    this.stage = stage;
    this.stave = stave;
    this.name = html("span", {}, stave.label);
    const title = html("div", { class: "title" }, [stave.symbol ? html("b", {}, stave.symbol) : "", this.name]);
    title.style.setProperty("--hue", stave.hue ?? stage.theme.text);
    this.notes = html("small");
    /** @type {HTMLElement[]} */
    this.ticks = [];
    this.chips = (stave.chips ?? []).map((_, place) => this.weightChip(place));
    const notes = notesOf(stave) ? [this.notes] : [];
    this.gutter = html("div", { class: "gutter" }, [title, ...notes, ...legend(stave), ...this.chips]);
    this.picture = this.pictureOf(stave);
    this.root = html("div", { class: "row stave" }, [this.gutter, this.picture]);
    this.refresh();
  }

  /** @param {PlacedStave} stave */
  pictureOf(stave) {
    return stave.veiled ? veil(this.stage, stave) : stave.root;
  }

  /** Show the stave on other columns; what stands beside it stays. @param {PlacedStave} stave */
  show(stave) {
    const picture = this.pictureOf(stave);
    this.picture.replaceWith(picture);
    this.picture = picture;
    this.stave = stave;
    this.refresh();
  }

  /** Say beside the stave what depends on its numbers. */
  refresh() {
    const { stave, ticks, gutter } = this;
    const places = stave.veiled ? [] : (stave.axis?.() ?? []);
    say(this.notes, notesOf(stave));
    stave.chips?.forEach(({ title }, place) => put(this.chips[place], "title", title));
    while (ticks.length > places.length) ticks.pop()?.remove();
    while (ticks.length < places.length) {
      const tick = html("span", { class: "tick" });
      ticks.push(tick);
      gutter.append(tick);
    }
    places.forEach(([y, text], place) => {
      put(ticks[place], "style", `top:${y}px`);
      say(ticks[place], text);
    });
  }

  /** @param {import("../cursor.js").Cursor} state */
  move(state) {
    say(this.name, this.stave.labelNow?.(state) ?? this.stave.label);
  }

  /** @param {number} place */
  weightChip(place) {
    const { text, title, hue } = this.chip(place);
    const chip = html("button", { type: "button", class: "weight", title, style: `--hue:${hue}` }, text);
    chip.onpointerenter = chip.onfocus = () => this.chip(place).light(true);
    chip.onpointerleave = chip.onblur = () => this.chip(place).light(false);
    return chip;
  }

  /** @param {number} place */
  chip(place) {
    return /** @type {import("../types.d.ts").Chip[]} */ (this.stave.chips)[place];
  }
}

/** @param {PlacedStave} stave */
const notesOf = ({ note, hint }) => [note, hint].filter(Boolean).join("; ");

/** @param {PlacedStave} stave */
function legend(stave) {
  const series = (stave.series ?? []).map((one) =>
    html("div", { class: "series", style: `--hue:${one.hue}` }, [swatch(one, 3), one.name]),
  );
  return stave.legend ? [...series, scaleKey(stave.legend)] : series;
}

/**
 * A covered stave: its place, and what uncovers it, in sight wherever the sentence is scrolled to.
 * @param {import("./stage.js").Stage} stage
 * @param {PlacedStave} stave
 */
function veil(stage, stave) {
  const style = `width:${stage.width}px;height:${Math.max(stave.height, 60)}px`;
  const message = html("span", {}, "Your prediction first: then this stave is uncovered.");
  return html("div", { class: "veil", style }, html("div", {}, message));
}
