// @ts-nocheck
/** The bar of the film: play, step, scrub through training time; and the keyboard of the whole lab. */

import { keysCard } from "../../parts/card.js";
import { icon, signButton } from "../../parts/icons.js";
import { press as pressKey } from "../../parts/keys.js";
import { html, put, readout, say } from "../../svg.js";
import { thousands } from "../../parts/words.js";

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
  const play = signButton("play", "Play the film (space)", () => film.toggle());
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
    { type: "button", class: "key text live", title: "Follow training (l)", onclick: () => film.goLive() },
    [html("i", { "aria-hidden": "true" }), "Live"],
  );
  const rate = html("button", { type: "button", class: "key text tempo", title: "Tempo" }, "1×");
  rate.onclick = () => {
    film.rate = RATES[(RATES.indexOf(film.rate) + 1) % RATES.length];
    say(rate, `${film.rate}×`);
  };
  const { button: help, card } = keysCard(KEYS);
  const root = html("div", { class: "transport film", role: "toolbar", "aria-label": "The film of the training" }, [
    signButton("first", "First frame (Home)", () => film.to(lab.stops()[0] ?? 0)),
    signButton("back", "One frame back (←)", () => film.by(-1)),
    play,
    signButton("next", "One frame on (→)", () => film.by(1)),
    signButton("last", "Newest frame (End)", () => film.goLive()),
    scrub,
    position,
    live,
    rate,
    help,
    menu,
    card,
  ]);
  let [playing, riding] = [null, null];
  return {
    root,
    help,
    draw() {
      const [step, end] = [Math.round(film.step), lab.axis.end];
      if (scrub.max !== String(end)) scrub.max = end;
      if (scrub.value !== String(step)) scrub.value = step;
      say(position, `step ${thousands(step)}`);
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
  };
}

/** What a key does on the page, unless the place it was pressed in needs it for itself. */
export function press(event, lab, bar, chips) {
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
    Escape: () => chips.close(),
  };
  for (let run = 0; run < 8; run++) letters[run + 1] = () => lab.select(run);
  pressKey(event, { letters, arrows, buttons: { " ": () => film.toggle() } });
}
