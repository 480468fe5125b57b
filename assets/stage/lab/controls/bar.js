// @ts-nocheck
/** The bar of the film: play, step, scrub through training time; and the keyboard of the whole lab. */

import { html, put, readout, say } from "../../svg.js";
import { icon } from "../icons.js";

const RATES = [0.5, 1, 2, 4];
const KEYS = [
  ["← →", "one frame back, on"],
  ["Home End", "first, last frame"],
  ["space", "play the film"],
  ["l", "live: ride on the newest step"],
  ["1 … 8", "choose a run"],
  ["p", "pause, go on training"],
  ["s", "one training step, when paused"],
  ["x", "stop training"],
  ["v", "look into it, or not"],
  ["?", "these keys"],
];

export function makeBar(lab, menu) {
  const { film } = lab;
  const button = (name, label, onclick) =>
    html("button", { type: "button", class: `key ${name}`, "aria-label": label, title: label, onclick }, icon(name));
  const play = button("play", "Play the film (space)", () => film.toggle());
  play.classList.add("primary");
  const scrub = html("input", {
    type: "range",
    min: 0,
    max: 1,
    step: 1,
    value: 0,
    "aria-label": "Training step",
    class: "scrub",
  });
  scrub.oninput = () => film.to(Number(scrub.value));
  scrub.onkeydown = (event) => {
    // by frames, as everywhere here
    const act = {
      ArrowRight: () => film.by(1),
      ArrowLeft: () => film.by(-1),
      ArrowUp: () => film.by(1),
      ArrowDown: () => film.by(-1),
      Home: () => film.to(lab.stops()[0] ?? 0),
      End: () => film.goLive(),
    }[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  const position = readout({ class: "position" });
  const live = html(
    "button",
    { type: "button", class: "key text live", title: "Ride on the newest step (l)", onclick: () => film.goLive() },
    [html("i", { "aria-hidden": "true" }), "Live"],
  );
  const rate = html("button", { type: "button", class: "key text tempo", title: "Tempo" }, "1×");
  rate.onclick = () => {
    film.rate = RATES[(RATES.indexOf(film.rate) + 1) % RATES.length];
    say(rate, `${film.rate}×`);
  };
  const keys = html(
    "dl",
    { class: "keys" },
    KEYS.flatMap(([key, text]) => [html("dt", {}, key), html("dd", {}, text)]),
  );
  const help = html(
    "button",
    {
      type: "button",
      class: "key text help",
      "aria-label": "Keys (?)",
      title: "Keys (?)",
      onclick: () => keys.toggleAttribute("open"),
    },
    "?",
  );
  const close = (event) => {
    if (!event || !event.composedPath().some((element) => element === keys || element === help))
      keys.removeAttribute("open");
  };
  document.addEventListener("pointerdown", close);
  const root = html("div", { class: "transport film", role: "toolbar", "aria-label": "The film of the training" }, [
    button("first", "First frame (Home)", () => film.to(lab.stops()[0] ?? 0)),
    button("back", "One frame back (←)", () => film.by(-1)),
    play,
    button("next", "One frame on (→)", () => film.by(1)),
    button("last", "Newest frame (End)", () => film.goLive()),
    scrub,
    position,
    live,
    rate,
    help,
    menu,
    keys,
  ]);
  let [playing, riding] = [null, null];
  return {
    root,
    close,
    help,
    draw() {
      const [step, end] = [Math.round(film.step), lab.axis.end];
      if (scrub.max !== String(end)) scrub.max = end;
      if (scrub.value !== String(step)) scrub.value = step;
      say(position, `step ${step.toLocaleString("en")}`);
      put(scrub, "aria-valuetext", `step ${step} of ${lab.longest()}`);
      if (playing !== film.playing) {
        playing = film.playing;
        play.replaceChildren(icon(playing ? "pause" : "play"));
        put(play, "aria-label", playing ? "Stop the film (space)" : "Play the film (space)");
      }
      const now = film.live && lab.active();
      if (riding !== `${film.live} ${now}`) {
        riding = `${film.live} ${now}`;
        put(live, "aria-pressed", film.live);
        live.classList.toggle("now", now);
      }
    },
    stop: () => document.removeEventListener("pointerdown", close),
  };
}

const OWN_LETTERS =
  "input:not([type=range]), textarea, select, [contenteditable], " +
  "[role=listbox], [role=combobox], [role=option], [role=menu], [role=dialog]";
const OWN_ARROWS = `${OWN_LETTERS}, input, [role=radio], [role=radiogroup], [role=slider], [role=tab]`;
const OWN_SPACE = `button, a, summary, label, [role=button], ${OWN_LETTERS}, [role=radio], [role=tab]`;

/** What a key does on the page, unless the place it was pressed in needs it for itself. */
export function press(event, lab, bar, chips) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  const path = event.composedPath().filter((element) => element instanceof Element);
  const inside = (selector) => path.some((element) => element.matches(selector));
  const { film } = lab;
  const arrows = {
    ArrowRight: () => film.by(1),
    ArrowLeft: () => film.by(-1),
    Home: () => film.to(lab.stops()[0] ?? 0),
    End: () => film.goLive(),
  };
  const letters = {
    "?": () => bar.help.click(),
    l: () => film.goLive(),
    p: () => chips.press("hold"),
    s: () => chips.press("one"),
    x: () => chips.press("stop"),
    v: () => lab.runs[lab.selected] && lab.look(lab.runs[lab.selected]),
    Escape: () => {
      bar.close();
      chips.close();
    },
  };
  if (/^[1-8]$/.test(event.key)) letters[event.key] = () => lab.select(Number(event.key) - 1);
  const act = event.key === " " ? () => film.toggle() : (arrows[event.key] ?? letters[event.key]);
  const own = event.key === " " ? OWN_SPACE : arrows[event.key] ? OWN_ARROWS : OWN_LETTERS;
  if (!act || inside(own)) return;
  if (event.key !== "Escape") event.preventDefault();
  act();
}
