/** The bar of the film: play, step, scrub through training time; and the keyboard of the whole lab. */

import { keysCard } from "../../parts/card.js";
import { icon, signButton } from "../../parts/icons.js";
import { press } from "../../parts/keys.js";
import { thousands } from "../../parts/words.js";
import { html, put, readout, say } from "../../svg.js";

/** @typedef {import("../lab.js").Lab} Lab */
/** @typedef {import("../../parts/keys.js").Acts} Acts */

const RATES = [0.5, 1, 2, 4];
/** @type {[key: string, text: string][]} */
const KEYS = [
  ["← →", "one frame back, on"],
  ["Home End", "first, last frame"],
  ["space", "play the film"],
  ["l", "live: follow the training"],
  ["1 … 8", "choose a run"],
  ["p", "pause, go on training"],
  ["s", "one training step, when paused"],
  ["x", "stop training"],
  ["v", "look into it, or not"],
  ["?", "these keys"],
];

/**
 * What the keys of the film do.
 * @param {import("../data/film.js").Film} film
 * @returns {Acts}
 */
const filmKeys = (film) => ({
  ArrowRight: () => film.by(1),
  ArrowLeft: () => film.by(-1),
  Home: () => film.begin(),
  End: () => film.goLive(),
});

/**
 * A slider over training time; its keys go by frames, as everywhere here.
 * @param {import("../data/film.js").Film} film
 */
function slider(film) {
  const range = { type: "range", min: 0, max: 1, step: 1, value: 0 };
  const scrub = html("input", { ...range, "aria-label": "Training step", class: "scrub" });
  scrub.oninput = () => film.to(Number(scrub.value));
  /** @type {Acts} */
  const acts = { ...filmKeys(film), ArrowUp: () => film.by(1), ArrowDown: () => film.by(-1) };
  scrub.onkeydown = (event) => {
    const act = acts[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  return scrub;
}

/** @param {import("../data/film.js").Film} film */
function tempo(film) {
  const rate = html("button", { type: "button", class: "key text tempo", title: "Tempo" }, "1×");
  rate.onclick = () => {
    film.rate = RATES[(RATES.indexOf(film.rate) + 1) % RATES.length];
    say(rate, `${film.rate}×`);
  };
  return rate;
}

export class Bar {
  #lab;
  #play;
  #scrub;
  #live;
  #position = readout({ class: "position" });
  #playing = false;

  /**
   * @param {Lab} lab
   * @param {HTMLElement} menu of the film as a picture
   */
  constructor(lab, menu) {
    const { film } = lab;
    this.#lab = lab;
    this.#play = signButton("play", "Play the film (space)", () => film.toggle());
    this.#play.classList.add("primary");
    this.#scrub = slider(film);
    const live = { type: "button", class: "key text live", title: "Follow training (l)" };
    const dot = html("i", { "aria-hidden": "true" });
    this.#live = html("button", { ...live, onclick: () => film.goLive() }, [dot, "Live"]);
    const { button: help, card } = keysCard(KEYS);
    this.help = help;
    this.root = html("div", { class: "transport film", role: "toolbar", "aria-label": "The film of the training" }, [
      signButton("first", "First frame (Home)", () => film.begin()),
      signButton("back", "One frame back (←)", () => film.by(-1)),
      this.#play,
      signButton("next", "One frame on (→)", () => film.by(1)),
      signButton("last", "Newest frame (End)", () => film.goLive()),
      this.#scrub,
      this.#position,
      this.#live,
      tempo(film),
      help,
      menu,
      card,
    ]);
  }

  draw() {
    const { film, axis } = this.#lab;
    const step = String(Math.round(film.step));
    if (this.#scrub.max !== String(axis.end)) this.#scrub.max = String(axis.end);
    if (this.#scrub.value !== step) this.#scrub.value = step;
    say(this.#position, `step ${thousands(Number(step))}`);
    put(this.#scrub, "aria-valuetext", `step ${step} of ${this.#lab.longest()}`);
    put(this.#live, "aria-pressed", film.live);
    this.#live.classList.toggle("now", film.live && this.#lab.active());
    if (this.#playing === film.playing) return;
    this.#playing = film.playing;
    this.#play.replaceChildren(icon(film.playing ? "pause" : "play"));
    put(this.#play, "aria-label", film.playing ? "Stop the film (space)" : "Play the film (space)");
  }
}

/**
 * What a key does on the page, unless the place it was pressed in needs it for itself.
 * @param {KeyboardEvent} event
 * @param {Lab} lab
 * @param {Bar} bar
 * @param {import("./chips.js").Chips} chips
 */
export function pressed(event, lab, bar, chips) {
  const { film } = lab;
  /** @type {Acts} */
  const letters = {
    "?": () => bar.help.click(),
    l: () => film.goLive(),
    p: () => chips.press("hold"),
    s: () => chips.press("one"),
    x: () => chips.press("stop"),
    v: () => lab.look(lab.runs[lab.selected]),
  };
  for (let run = 0; run < 8; run++) letters[run + 1] = () => lab.select(run);
  press(event, { letters, arrows: filmKeys(film), buttons: { " ": () => film.toggle() } });
}
