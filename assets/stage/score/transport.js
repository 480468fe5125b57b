// @ts-nocheck
/** The bar that plays: buttons, scrubber, position in words, and the keyboard for the whole page. */

import { choose, cursor, move } from "../cursor.js";
import { go, pause, play, step, still, tempo } from "../player.js";
import { keysCard } from "../parts/card.js";
import { icon, signButton } from "../parts/icons.js";
import { press } from "../parts/keys.js";
import { html, put, readout, say } from "../svg.js";
import { morph } from "./staves/unrolled.js";

const TEMPI = [0.5, 1, 2, 4];
const KEYS = [
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

export function transport(stage, { finished, canRoll, menu }) {
  const playing = signButton("play", "Play (space)", () => toggle());
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
  const { button: help, card } = keysCard(KEYS);
  const toggle = () => (cursor.playing ? pause() : play(finished));
  const root = html("div", { class: "transport", role: "toolbar", "aria-label": "Play the sentence" }, [
    signButton("first", "First word (Home)", () => go(0)),
    signButton("back", "One word back (←)", () => step(-1)),
    playing,
    signButton("next", "One word on (→)", () => step(1)),
    signButton("last", "Last word (End)", () => go(stage.length - 1)),
    scrub,
    position,
    speed,
    ...(canRoll ? [roll] : []),
    help,
    menu,
    card,
    spoken,
  ]);
  let timer = 0;
  return {
    root,
    keydown: (event) => onKey(event, { toggle, stage, help, roll: canRoll ? roll : null }),
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

/** What a key does on the page of a score. */
function onKey(event, { toggle, stage, help, roll }) {
  press(event, {
    arrows: {
      ArrowRight: () => step(1),
      ArrowLeft: () => step(-1),
      Home: () => go(0),
      End: () => go(stage.length - 1),
      ArrowDown: () => move({ unit: cursor.unit + 1 }),
      ArrowUp: () => move({ unit: cursor.unit - 1 }),
    },
    letters: {
      "?": () => help.click(),
      u: () => roll?.click(),
      k: () => choose(cursor.unit),
      Escape: () => move({ pinned: false, chosen: [], lit: "" }),
    },
    buttons: { " ": toggle, Enter: () => move({ pinned: !cursor.pinned }) },
  });
}
