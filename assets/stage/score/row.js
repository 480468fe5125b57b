/** A stave with what stands to its left: name, note, legend, the numbers of its axis. */

import { signButton } from "../parts/icons.js";
import { scaleKey, swatch } from "../parts/legend.js";
import { named } from "../parts/terms.js";
import { html, put, say } from "../svg.js";
import { give } from "./rows_menu.js";

/** @typedef {import("../types.d.ts").PlacedStave} PlacedStave */

/** @typedef {import("../types.d.ts").RowShown} RowShown */

/**
 * Return the row of a stave.
 * @param {import("./stage.js").Stage} stage
 * @param {PlacedStave} stave
 * @param {{ id: string, shape: string }} made from what it was made
 */
export const staveRow = (stage, stave, made) => new StaveRow(stage, stave, made);

export class StaveRow {
  /**
   * @param {import("./stage.js").Stage} stage
   * @param {PlacedStave} stave
   * @param {{ id: string, shape: string }} made
   */
  constructor(stage, stave, { id, shape }) {
    this.stage = stage;
    this.stave = stave;
    this.id = id;
    this.shape = shape;
    this.told = /** @type {RowShown | undefined} */ (undefined);
    this.name = html("span", {}, named(whole(stave.label)));
    const title = html("div", { class: "title" }, [stave.symbol ? html("b", {}, stave.symbol) : "", this.name]);
    title.style.setProperty("--hue", stave.hue ?? stage.theme.text);
    this.notes = html("small");
    /** @type {HTMLElement[]} */
    this.ticks = [];
    this.chips = (stave.chips ?? []).map((_, place) => this.weightChip(place));
    this.large = signButton(
      "large",
      "",
      () => this.told && give(this.told, this.told.look === "large" ? "shown" : "large"),
    );
    this.hide = signButton("hide", "", () => this.told && give(this.told, "hidden"));
    this.acts = html("div", { class: "acts", hidden: true }, [this.large, this.hide]);
    this.gutter = html("div", { class: "gutter" }, [title, this.notes, ...legend(stave), ...this.chips, this.acts]);
    this.picture = this.pictureOf(stave);
    this.finding = html("p", { class: "finding" });
    this.offers = html("div", { class: "offers" });
    this.root = html("div", { class: "row stave" }, [this.finding, this.gutter, this.picture]);
    this.refresh();
  }

  /** @param {PlacedStave} stave */
  pictureOf(stave) {
    return stave.veiled ? veil(this.stage, stave) : stave.root;
  }

  /**
   * Show the stave on other columns, or in another size; what stands beside it stays.
   * @param {PlacedStave} stave
   * @param {string} shape
   */
  show(stave, shape) {
    const picture = this.pictureOf(stave);
    this.picture.replaceWith(picture);
    this.picture = picture;
    this.stave = stave;
    this.shape = shape;
    this.refresh();
  }

  /** Draw new numbers in place. @param {import("../types.d.ts").Stave} stave */
  update(stave) {
    this.stave.update(stave);
    this.refresh();
  }

  /** Take what the menu of rows says of it; nothing where it cannot be hidden. @param {RowShown} [told] */
  tell(told) {
    const { acts, large, hide } = this;
    this.told = told;
    acts.hidden = !told;
    if (!told) return;
    const isLarge = told.look === "large";
    for (const [button, text] of /** @type {const} */ ([
      [large, `${isLarge ? "Reduce" : "Enlarge"} the row “${told.label}”`],
      [hide, `Hide the row “${told.label}”`],
    ])) {
      put(button, "aria-label", text);
      put(button, "title", text);
    }
    put(large, "aria-pressed", isLarge);
    large.hidden = !told.enlarges;
  }

  focus() {
    this.hide.focus({ preventScroll: true });
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
    const { stave } = this;
    const name = whole(stave.labelNow?.(state) ?? stave.label);
    if (this.name.textContent !== name) this.name.replaceChildren(...named(name));
    say(this.finding, stave.veiled ? "" : (stave.finding?.(state) ?? ""));
    this.offer(stave.veiled ? [] : (stave.offers?.(state) ?? []));
  }

  /** Show what can be done by hand; buttons stay where they are, so that none loses the focus. */
  /** @param {import("../types.d.ts").Offer[]} offered */
  offer(offered) {
    const { offers } = this;
    if (offered.length === 0) return offers.remove();
    if (!offers.parentElement) this.finding.after(offers);
    while (offers.children.length > offered.length) offers.lastElementChild?.remove();
    while (offers.children.length < offered.length) offers.append(html("button", { type: "button", class: "act" }));
    offered.forEach(({ text, pressed, disabled = false, act }, place) => {
      const button = /** @type {HTMLButtonElement} */ (offers.children[place]);
      say(button, text);
      if (pressed !== undefined) put(button, "aria-pressed", pressed);
      put(button, "aria-disabled", disabled);
      button.onclick = disabled ? null : act;
    });
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

/** A label in which no minus stands at the end of a line, nor alone. @param {string} label */
const whole = (label) => label.replaceAll("A − B", "A\u00a0−\u00a0B").replaceAll(" − ", " −\u00a0");

/** @param {PlacedStave} stave */
const notesOf = ({ note }) => note ?? "";

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
