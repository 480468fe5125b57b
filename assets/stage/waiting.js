/** Networks that a page waits for: how far each is. Once all have ended the page is told, and shows what came out. */

import { scientific } from "./parts/words.js";
import { follow } from "./feed.js";
import { BECAME, ENDED, inWords, merge, newRun } from "./lab/data/runs.js";
import { scored } from "./lab/data/scores.js";
import { html, put, readout, say } from "./svg.js";

/** @typedef {import("./lab/types.d.ts").News} News */
/** @typedef {import("./lab/types.d.ts").Run} Run */
/** @typedef {Pick<import("./lab/types.d.ts").RunEntry, "key" | "short" | "hue"> & Measured} Entry */
/** @typedef {{ curve: Pick<import("./lab/types.d.ts").RunEntry["curve"], "scale">, quiet?: boolean }} Measured */
/** @typedef {{ stream: string, watcher: string, asked: number }} Around `asked`: how often the page has shown this */

const AGAIN = 10_000; // ms after which a page that still waits is told once more: its own line may have been down

/**
 * Whether a page need not wait for a run any longer. It says itself what is to be done about one that is paused.
 * @param {Run} run
 */
const over = ({ state }) => ENDED.has(state) || state === "paused";

/**
 * What a row says of a run: where it stands, and, unless it is quiet, its loss and score so far.
 * @param {Measured} entry
 * @param {Run} run
 */
export function standing(entry, run) {
  if (run.state === "unknown") return { words: "getting ready", numbers: "" }; // the page has it trained again
  const { value } = run.losses.drawnAt(run.step);
  const frame = run.frames.at(-1);
  const loss = value === null ? [] : [`loss ${scientific(value)}`];
  const score = frame ? [scored(entry, frame.score)] : [];
  return {
    words: inWords(run),
    numbers: entry.quiet || run.state === "diverged" ? "" : [...loss, ...score].join(" · "),
  };
}

/** A network's row. Everything is built once, `draw` only fills it. */
class Row {
  #state = html("span", { class: "state" });
  #numbers = readout();
  #bar = html("i");
  #progress;
  #was;

  /**
   * @param {Entry} entry
   * @param {Run} run
   */
  constructor(entry, run) {
    this.entry = entry;
    this.run = run;
    this.#was = run.state;
    const share = { role: "progressbar", "aria-valuemin": 0, "aria-valuemax": 100 };
    this.#progress = html(
      "div",
      { class: "progress", "aria-label": `Progress of ${entry.short}`, ...share },
      this.#bar,
    );
    const words = html("p", {}, [html("strong", {}, entry.short), this.#state, this.#numbers]);
    this.root = html("li", { style: `--hue:${entry.hue}` }, [words, this.#progress]);
    this.draw();
  }

  draw() {
    const { words, numbers } = standing(this.entry, this.run);
    say(this.#state, words);
    say(this.#numbers, numbers);
    const share = this.run.steps ? this.run.step / this.run.steps : 0;
    this.#bar.style.transform = `scaleX(${share.toFixed(4)})`;
    put(this.#progress, "aria-valuenow", Math.round(100 * share));
    put(this.root, "data-state", this.run.state);
  }

  /** What has become of the network since this was asked last, for those who hear the page: its end, nothing else. */
  news() {
    const { state } = this.run;
    const changed = state !== this.#was;
    this.#was = state;
    return changed && over(this.run) && BECAME[state] ? [`${this.entry.short} ${BECAME[state]}.`] : [];
  }
}

export class Waiting {
  /** @type {Row[]} */
  #rows = [];
  #line = ""; // whom the stream was asked for, and where
  #asked = 0;
  #told = false;
  #again = 0;
  #tell;
  #hangUp = () => {};
  #spoken = html("span", { class: "spoken", "aria-live": "polite" });
  #trouble = html("output", { class: "trouble" });
  #title = html("p");
  #list = html("ul", { "aria-label": "Networks that are being trained" });

  /**
   * @param {ShadowRoot | Element} root
   * @param {(states: string) => void} tell is told how all have ended, "key:state key:state"
   */
  constructor(root, tell) {
    this.#tell = tell;
    root.append(html("section", { class: "waiting" }, [this.#title, this.#list, this.#trouble, this.#spoken]));
  }

  /**
   * Follow these networks. A page that is run again meanwhile changes nothing, unless it still waits for what had
   * ended: then that has begun anew.
   * @param {{ runs: Entry[], then?: string }} data `then`: what comes once they are trained; without it the picture
   * @param {Around} around
   */
  show({ runs, then = "The picture comes by itself." }, around) {
    const keys = runs.map(({ key }) => key);
    const line = [around.stream, around.watcher, ...keys].join(" ");
    const anew = line !== this.#line || (this.#told && around.asked !== this.#asked);
    [this.#line, this.#asked] = [line, around.asked];
    if (!anew) return;
    const known = new Map(this.#rows.map(({ run }) => [run.key, run]));
    this.end();
    this.#rows = runs.map((entry) => {
      const old = known.get(entry.key);
      return new Row(entry, old && !over(old) ? old : newRun(entry.key));
    });
    const what = runs.length === 1 ? "The network of this page is" : "The networks of this page are";
    const begins = `${what} being trained now.`;
    this.#title.replaceChildren(html("strong", {}, begins), ` ${then}`);
    this.#list.replaceChildren(...this.#rows.map(({ root }) => root));
    setTimeout(() => say(this.#spoken, begins), 50); // a region that is new says nothing
    this.#hangUp = follow(
      keys,
      around,
      (message) => this.#hear(message.runs),
      (sentence) => say(this.#trouble, sentence),
    );
  }

  end() {
    this.#hangUp();
    clearInterval(this.#again);
    this.#told = false;
  }

  /** @param {News[]} parts */
  #hear(parts) {
    for (const part of parts) {
      const row = this.#rows.find(({ run }) => run.key === part.key);
      if (row) merge(row.run, part);
    }
    for (const row of this.#rows) row.draw();
    const news = this.#rows.flatMap((row) => row.news());
    if (news.length > 0) say(this.#spoken, news.join(" "));
    if (this.#told || !this.#rows.every(({ run }) => over(run))) return;
    const states = this.#rows.map(({ run }) => `${run.key}:${run.state}`).join(" ");
    this.#told = true;
    this.#tell(states);
    this.#again = setInterval(() => this.#tell(states), AGAIN);
  }
}
