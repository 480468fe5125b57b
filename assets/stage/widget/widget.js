/**
 * A score in a notebook's cell, by what Python gave: `render` as anywidget calls it (`core/notebook/widget.py`). The
 * cursor, the sentence and what is done by hand go back to Python. It takes keys only while it has the focus, and
 * leaves the notebook's address alone.
 */

import { put } from "./sheets.js";
import { cursor, move, subscribe } from "../cursor.js";
import { endAt, entryOf } from "../entries/entry.js";
import { hands, subscribe as subscribeToHands, take } from "../hands.js";
import { ScoreEntry } from "../score/entry.js";
import { sheetOf, dress } from "../styles.js";
import { html } from "../svg.js";

const ofScore = await sheetOf("score/score.css");
const own = await sheetOf("widget/widget.css");
const dark = matchMedia("(prefers-color-scheme: dark)");

/**
 * @typedef {object} Model what Python and the widget share
 * @property {(name: string) => any} get
 * @property {(name: string, value: unknown) => void} set
 * @property {() => void} save_changes
 * @property {(event: string, heard: () => void) => void} on
 * @property {(event: string, heard: () => void) => void} off
 */

/** Whether the notebook around is dark, by what it says of itself, else by the system. */
function isDark() {
  const said = document.body.dataset.jpThemeLight;
  return said ? said === "false" : document.documentElement.classList.contains("dark") || dark.matches;
}

/** @param {{ model: Model, el: HTMLElement }} place */
export function render({ model, el }) {
  for (const [key, bytes] of Object.entries(model.get("_networks"))) put(`networks/${key}`, bytes);
  const host = html("div", { class: "unrolled-widget", tabindex: 0, role: "group", "aria-label": "A network's score" });
  const root = host.attachShadow({ mode: "open" });
  dress(root, own);
  host.toggleAttribute("data-dark", isDark());
  el.append(host);
  const heard = () => {};
  const data = { veiled: [], field: "", others: "", anew: {}, fresh: 0, base: "", play: "", scene: "", question: "" };
  const around = { ...data, signature: model.get("_told") };
  const component = { parentElement: root, text: model.get("_told"), data: around };
  const entry = entryOf({ ...component, setStateValue: heard, setTriggerValue: heard }, ScoreEntry, ofScore);
  host.addEventListener("keydown", (event) => {
    entry.keydown(event);
    event.stopPropagation(); // a notebook has keys of its own
  });
  fromPython();

  function fromPython() {
    const { operations = [], twin = null } = model.get("_hand");
    take({ operations, twin, ...(twin === null ? {} : { show: "difference" }) });
    move({ timestep: model.get("timestep"), unit: model.get("unit") });
  }
  const ends = [
    subscribe((_, changed) => {
      if (!changed.timestep && !changed.unit) return;
      model.set("timestep", cursor.timestep);
      model.set("unit", cursor.unit);
      model.save_changes();
    }),
    subscribeToHands(({ sentence, operations, twin }) => {
      const before = model.get("_hand");
      model.set("_hand", { operations, twin });
      model.set("sentence", sentence ?? JSON.parse(model.get("_told")).sentence);
      if (JSON.stringify(before) !== JSON.stringify({ operations, twin }) || sentence !== null) model.save_changes();
    }),
  ];
  const moved = () => move({ timestep: model.get("timestep"), unit: model.get("unit") });
  const changed = () => {
    if (JSON.stringify(model.get("_hand").operations) !== JSON.stringify(hands.operations)) fromPython();
  };
  model.on("change:timestep", moved);
  model.on("change:unit", moved);
  model.on("change:_hand", changed);
  return () => {
    for (const end of ends) end();
    model.off("change:timestep", moved);
    model.off("change:unit", moved);
    model.off("change:_hand", changed);
    endAt(root);
    host.remove();
  };
}
