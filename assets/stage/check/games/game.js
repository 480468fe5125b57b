/** You against the network: the same words for both, one at a time, then the same question; the score is kept. */

import { html } from "../../svg.js";
import { Draw } from "../draw.js";
import { typed } from "../judging.js";
import { GAMES, PLAYERS, shown } from "./rounds.js";

/** @typedef {import("./rounds.js").Game} Game */
/** @typedef {import("./rounds.js").Round} Round */

/**
 * @typedef {object} Acts
 * @property {(name: string) => Promise<import("../../../net/types.d.ts").Network | null>} network null while it trains
 * @property {import("../progress.js").Progress} progress
 * @property {() => void} played
 */

const NAMES = { you: "You", rnn: "RNN", lstm: "LSTM" };

export class Play {
  /** @param {Acts} acts @param {string} seed */
  constructor(acts, seed) {
    this.acts = acts;
    this.seed = seed;
    this.game = GAMES[0];
    this.round = /** @type {Round | null} */ (null);
    this.at = 0;
    this.levels = /** @type {Record<string, number>} */ ({});
    this.choice = html("div", { class: "numbers", role: "group", "aria-label": "Games" });
    this.rule = html("p", { class: "rule" });
    this.word = html("p", { class: "word", "aria-live": "assertive" });
    this.asking = html("div", { class: "asking" });
    this.told = html("div", { class: "because", "aria-live": "polite" });
    this.score = html("table", { class: "tally" });
    const head = html("h2", { tabindex: -1 }, "You against the network");
    const parts = [head, this.choice, this.rule, this.word, this.asking, this.told, this.score];
    this.element = html("section", { class: "card game", "aria-label": "You against the network" }, parts);
  }

  /** Begin, unless a round is on: networks that are trained meanwhile take none away. */
  show() {
    if (!this.round) this.#begin(this.game);
  }

  /** @param {Game} game */
  async #begin(game) {
    this.game = game;
    this.round = null;
    this.rule.textContent = game.rule;
    this.told.replaceChildren();
    this.#draw();
    const networks = await Promise.all(PLAYERS.map((kind) => this.acts.network(`${game.task}/${kind}`)));
    if (this.game !== game) return;
    const missing = networks.some((one) => !one);
    this.word.textContent = missing
      ? "The networks of this game are still being trained: it comes as soon as they are."
      : "";
    const start = html(
      "button",
      { type: "button", class: "next", onclick: () => this.#start() },
      "Show the first word",
    );
    this.asking.replaceChildren(...(missing ? [] : [start]));
  }

  #start() {
    const { game } = this;
    const level = (this.levels[game.id] = (this.levels[game.id] ?? 0) + 1);
    this.round = game.round(new Draw(`${this.seed} ${game.id} ${level}`), level);
    this.at = -1;
    this.told.replaceChildren();
    const step = html("button", { type: "button", class: "next", onclick: () => this.#step() }, "Next word");
    this.count = html("span", { class: "hint" });
    this.asking.replaceChildren(step, this.count);
    this.#step();
    step.focus({ preventScroll: true });
  }

  #step() {
    const { words } = /** @type {Round} */ (this.round);
    this.at += 1;
    if (this.at >= words.length) return this.#ask();
    this.word.textContent = shown(words[this.at]);
    if (this.count) this.count.textContent = `${this.at + 1} of ${words.length}`;
  }

  #ask() {
    const { ask, choices } = /** @type {Round} */ (this.round);
    this.word.textContent = ask;
    if (choices.length) {
      const buttons = choices.map((one) => html("button", { type: "button", onclick: () => this.#answer(one) }, one));
      this.asking.replaceChildren(html("div", { class: "row", role: "group", "aria-label": ask }, buttons));
      return buttons[0].focus({ preventScroll: true });
    }
    const field = html("input", { type: "text", "aria-label": ask, maxlength: 8, autocomplete: "off" });
    const check = () => {
      const value = typed(field.value);
      if (value === null) field.setAttribute("aria-invalid", "true");
      else this.#answer(String(value));
    };
    field.onkeydown = (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      event.stopPropagation(); // the next Enter goes on
      check();
    };
    const button = html("button", { type: "button", class: "check-it", onclick: check }, "Check");
    this.asking.replaceChildren(html("div", { class: "row" }, [field, button]));
    field.focus({ preventScroll: true });
  }

  /** @param {string} said */
  async #answer(said) {
    const round = /** @type {Round} */ (this.round);
    const { game, acts } = this;
    this.asking.replaceChildren();
    const networks = await Promise.all(PLAYERS.map((kind) => acts.network(`${game.task}/${kind}`)));
    const answers = PLAYERS.map((kind, k) => {
      const network = networks[k];
      return { who: kind, ...(network ? round.play(network) : { said: "nothing", right: false }) };
    });
    const all = [{ who: "you", said, right: round.isRight(said) }, ...answers];
    acts.progress.play(game.id, Object.fromEntries(all.map(({ who, right }) => [who, right])));
    acts.played();
    this.word.textContent = `It was ${shown(round.due)}.`;
    this.told.replaceChildren(
      html("p", { class: "sentence" }, round.words.map(shown).join(" ")),
      ...all.map(({ who, said: text, right }) =>
        html("p", {}, [html("strong", {}, `${right ? "✓" : "✗"} ${nameOf(who)}: `), text]),
      ),
    );
    const again = html("button", { type: "button", class: "next", onclick: () => this.#start() }, "Next round");
    this.asking.replaceChildren(again);
    again.focus({ preventScroll: true });
    this.#draw();
  }

  #draw() {
    const buttons = GAMES.map((one) => {
      const look = { type: "button", "aria-current": one === this.game ? "true" : undefined };
      return html("button", { ...look, onclick: () => this.#begin(one) }, one.title);
    });
    this.choice.replaceChildren(...buttons);
    const kept = this.acts.progress.kept.games[this.game.id] ?? {};
    const rows = ["you", ...PLAYERS].map((who) => {
      const [right, of] = kept[who] ?? [0, 0];
      return html("tr", {}, [html("th", { scope: "row" }, nameOf(who)), html("td", {}, `${right} of ${of} right`)]);
    });
    this.score.replaceChildren(html("caption", {}, "Score"), html("tbody", {}, rows));
  }
}

/** @param {string} who */
const nameOf = (who) => NAMES[/** @type {keyof typeof NAMES} */ (who)];
