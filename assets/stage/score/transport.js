// @ts-nocheck
/** The bar that plays: buttons, scrubber, position in words, and the keyboard for the whole page. */

import { choose, cursor, move } from "../cursor.js";
import { go, pause, play, step, still, tempo } from "../player.js";
import { html, put, readout, say } from "../svg.js";
import { morph } from "./staves/unrolled.js";

const ICONS = {
  first: "M5 4v12M16 4L7 10l9 6z",
  back: "M15 4L6 10l9 6z",
  play: "M6 3.5l11 6.5l-11 6.5z",
  pause: "M5 4h3.5v12H5zM11.5 4H15v12h-3.5z",
  next: "M5 4l9 6l-9 6z",
  last: "M4 4l9 6l-9 6zM15 4v12",
};
const TEMPI = [0.5, 1, 2, 4];

function icon(name) {
  const holder = html("span", { class: "icon", "aria-hidden": "true" });
  const element = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  element.setAttribute("viewBox", "0 0 20 20");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", ICONS[name]);
  element.append(path);
  holder.append(element);
  return holder;
}

export function transport(stage, { finished, canRoll, menu }) {
  const button = (name, label, onclick) =>
    html("button", { type: "button", class: `key ${name}`, "aria-label": label, title: label, onclick }, icon(name));
  const playing = button("play", "Play (space)", () => toggle());
  playing.classList.add("primary");
  const scrub = html("input", {
    type: "range",
    min: 0,
    max: stage.length - 1,
    step: 1,
    "aria-label": "Timestep",
    class: "scrub",
  });
  scrub.oninput = () => go(Number(scrub.value));
  const position = readout({ class: "position" });
  const spoken = html("span", { class: "spoken", "aria-live": "polite" });
  const speed = html("button", { type: "button", class: "key text tempo", title: "Tempo" }, "1×");
  speed.onclick = () => {
    tempo.rate = TEMPI[(TEMPI.indexOf(tempo.rate) + 1) % TEMPI.length];
    say(speed, `${tempo.rate}×`);
    put(speed, "aria-label", `Tempo ${tempo.rate} times`);
  };
  say(speed, `${tempo.rate}×`);
  const roll = html("button", { type: "button", class: "key text", title: "Roll up / unroll (u)" }, "Roll up");
  roll.onclick = () => morph(cursor.unrolled === 1 ? 0 : 1, still());
  const help = html(
    "button",
    { type: "button", class: "key text help", "aria-label": "Keys (?)", title: "Keys (?)" },
    "?",
  );
  const keys = helpCard();
  help.onclick = () => keys.toggleAttribute("open");
  const close = (event) => {
    if (!event || !event.composedPath().some((element) => element === keys || element === help))
      keys.removeAttribute("open");
  };
  document.addEventListener("pointerdown", close);
  const toggle = () => (cursor.playing ? pause() : play(finished));
  const root = html("div", { class: "transport", role: "toolbar", "aria-label": "Play the sentence" }, [
    button("first", "First word (Home)", () => go(0)),
    button("back", "One word back (←)", () => step(-1)),
    playing,
    button("next", "One word on (→)", () => step(1)),
    button("last", "Last word (End)", () => go(stage.length - 1)),
    scrub,
    position,
    speed,
    ...(canRoll ? [roll] : []),
    help,
    menu,
    keys,
    spoken,
  ]);
  let timer = 0;
  return {
    root,
    stop: () => document.removeEventListener("pointerdown", close),
    keydown: (event) => press(event, { toggle, close, stage, help, roll: canRoll ? roll : null }),
    move(state, changed) {
      if (scrub.value !== String(state.timestep)) scrub.value = state.timestep;
      say(position, `${state.timestep + 1} / ${stage.length}`);
      put(scrub, "aria-valuetext", `${state.timestep + 1} of ${stage.length}: ${stage.words[state.timestep]}`);
      if (changed.playing !== undefined || changed.all) {
        playing.replaceChildren(icon(state.playing ? "pause" : "play"));
        put(playing, "aria-label", state.playing ? "Pause (space)" : "Play (space)");
      }
      if (changed.unrolled !== undefined) say(roll, state.unrolled === 1 ? "Roll up" : "Unroll");
      if (state.timestep === (state.direction > 0 ? stage.length - 1 : 0) && !state.playing) finished();
      clearTimeout(timer);
      timer = setTimeout(
        () => say(spoken, `timestep ${state.timestep + 1} of ${stage.length}, ${stage.words[state.timestep]}`),
        500,
      );
    },
  };
}

const OWN_ARROWS =
  "input:not([type=range]), textarea, select, [contenteditable], [role=radio], [role=radiogroup], [role=slider], " +
  "[role=listbox], [role=combobox], [role=option], [role=menu], [role=tab], [role=dialog]";
const OWN_SPACE = `button, a, summary, label, [role=button], ${OWN_ARROWS}`;

function press(event, { toggle, close, stage, help, roll }) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  const path = event.composedPath().filter((element) => element instanceof Element);
  const inside = (selector) => path.some((element) => element.matches(selector));
  const actions = {
    ArrowRight: () => step(1),
    ArrowLeft: () => step(-1),
    Home: () => go(0),
    End: () => go(stage.length - 1),
    ArrowDown: () => move({ unit: cursor.unit + 1 }),
    ArrowUp: () => move({ unit: cursor.unit - 1 }),
    " ": toggle,
    "?": () => help.click(),
    u: () => roll?.click(),
    k: () => choose(cursor.unit),
    Enter: () => move({ pinned: !cursor.pinned }),
    Escape: () => {
      close();
      move({ pinned: false, chosen: [], lit: "" });
    },
  };
  const action = actions[event.key];
  if (!action || inside(event.key === " " || event.key === "Enter" ? OWN_SPACE : OWN_ARROWS)) return;
  event.preventDefault();
  action();
}

function helpCard() {
  const rows = [
    ["← →", "one word back, on"],
    ["Home End", "first, last word"],
    ["space", "play, pause"],
    ["↑ ↓", "unit"],
    ["click", "pin a word and a unit"],
    ["Enter", "pin, unpin"],
    ["k, shift+click", "keep a unit's line"],
    ["u", "roll up, unroll"],
    ["Esc", "let go"],
    ["?", "these keys"],
  ];
  return html(
    "dl",
    { class: "keys" },
    rows.flatMap(([key, text]) => [html("dt", {}, key), html("dd", {}, text)]),
  );
}
