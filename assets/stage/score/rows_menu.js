/**
 * The menu of rows: each can be shown and enlarged, their units put in order, and all brought back to how they stood at
 * first. What is chosen is under the reader's hand (`hands.js`), and the score follows from there.
 */

import { EMPTY, hands, take } from "../hands.js";
import { cardAt } from "../parts/card.js";
import { html, put, say } from "../svg.js";
import { AS_AT_FIRST, withLook } from "./rows.js";

/** @typedef {import("../types.d.ts").RowShown} RowShown */

/** @param {RowShown} row @param {import("./rows.js").Look} look */
export const give = (row, look) => take({ rows: withLook(hands.rows, row, look) });

/** Bring all rows and their units back to how they stood at first. */
export const reset = () => take({ rows: AS_AT_FIRST, order: EMPTY.order });

/** What one may want to see besides stands first. @type {{ name: string, holds: (row: RowShown) => boolean }[]} */
const GROUPS = [
  { name: "More to show", holds: ({ atFirst }) => atFirst === "hidden" },
  { name: "Shown at first", holds: ({ atFirst }) => atFirst !== "hidden" },
];

/** @param {{ name: string, lines: Line[] }} group */
const listOf = ({ name, lines }) => [
  html("h3", {}, name),
  html(
    "ul",
    { role: "list", "aria-label": name },
    lines.map(({ root }) => root),
  ),
];

export class RowsMenu {
  /**
   * @param {RowShown[]} rows
   * @param {import("./ordering.js").Ordering} ordering
   */
  constructor(rows, ordering) {
    /** @type {Line[]} */
    this.lines = [];
    this.ordering = ordering;
    const label = "Rows: show, hide, enlarge (v)";
    const face = { type: "button", class: "key text", "aria-label": label, title: label, "aria-haspopup": "dialog" };
    this.button = html("button", { ...face, "aria-expanded": "false" }, "Rows");
    this.groups = html("div");
    this.reset = html("button", { type: "button", class: "act", onclick: reset }, "As at first");
    const parts = [html("h2", {}, "Rows"), ordering.root, this.groups, this.reset];
    this.card = cardAt(this.button, html("div", { class: "rowsmenu", role: "dialog", "aria-label": "Rows" }, parts));
    this.before = /** @type {Element | null} */ (null);
    this.card.addEventListener("beforetoggle", (event) => this.toggling(/** @type {ToggleEvent} */ (event)));
    this.card.addEventListener("toggle", (event) => this.toggled(/** @type {ToggleEvent} */ (event)));
    this.card.onkeydown = (event) => this.keydown(event);
    this.update(rows);
  }

  /** @param {RowShown[]} rows */
  update(rows) {
    const { lines, groups, reset: button } = this;
    const known = new Map(lines.map((line) => [line.row.id, line]));
    if (rows.length !== lines.length || rows.some(({ id }) => !known.has(id))) {
      const parted = GROUPS.map(({ name, holds }) => ({ name, lines: rows.filter(holds).map((row) => new Line(row)) }));
      this.lines = parted.flatMap((group) => group.lines);
      groups.replaceChildren(...parted.filter((group) => group.lines.length).flatMap(listOf));
    } else for (const row of rows) known.get(row.id)?.show(row);
    const untouched = rows.every(({ look, atFirst }) => look === atFirst) && hands.order === EMPTY.order;
    put(button, "aria-disabled", untouched);
  }

  focus() {
    this.button.focus({ preventScroll: true });
  }

  /** What has the focus inside the score. */
  get focused() {
    return /** @type {ShadowRoot | Document} */ (this.card.getRootNode()).activeElement;
  }

  /** @param {ToggleEvent} event */
  toggling({ newState }) {
    if (newState === "open") this.before = this.focused;
  }

  /** The focus comes along, and goes back to where it was: a browser does not find its way into a shadow root. */
  /** @param {ToggleEvent} event */
  toggled({ newState }) {
    const { button, card, lines, focused, before } = this;
    put(button, "aria-expanded", newState === "open");
    if (newState === "open") lines[0]?.check.focus({ preventScroll: true });
    else if ((!focused || card.contains(focused)) && before instanceof HTMLElement)
      before.focus({ preventScroll: true });
  }

  /** The arrows go from row to row. @param {KeyboardEvent} event */
  keydown(event) {
    const to = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const at = this.lines.findIndex(({ root }) => root.matches(":focus-within"));
    if (!to || at < 0) return;
    const { lines } = this;
    const next = lines[(at + to + lines.length) % lines.length];
    (lines[at].large.matches(":focus") && !next.large.hidden ? next.large : next.check).focus();
    event.preventDefault();
  }
}

/** A row in the menu: a switch that shows it, and one that enlarges it. */
class Line {
  /** @param {RowShown} row */
  constructor(row) {
    this.row = row;
    this.check = html("input", { type: "checkbox", role: "switch" });
    this.check.onchange = () => give(this.row, this.check.checked ? "shown" : "hidden");
    this.name = html("span", { class: "name" });
    this.about = html("small");
    this.large = html("button", { type: "button", class: "act" }, "Large");
    this.large.onclick = () => give(this.row, this.row.look === "large" ? "shown" : "large");
    const label = html("label", {}, [this.check, html("span", {}, [this.name, this.about])]);
    this.root = html("li", {}, [label, this.large]);
    this.show(row);
  }

  /** @param {RowShown} row */
  show(row) {
    const { label, hue, about, enlarges, look } = row;
    this.row = row;
    this.check.checked = look !== "hidden";
    put(this.root, "style", `--hue:${hue ?? "currentColor"}`);
    say(this.name, label);
    say(this.about, about ?? "");
    this.large.hidden = !enlarges;
    put(this.large, "aria-pressed", look === "large");
    put(this.large, "aria-label", `${label}: large`);
  }
}
