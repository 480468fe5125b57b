/**
 * The lab: runs while they train, and the film of what they went through. The server sends numbers as they come;
 * one cursor in training time moves figures, states, gradients and text together, and the server is not asked.
 */

import { follow } from "../feed.js";
import { NARROW, readType } from "../parts/type.js";
import { still } from "../player.js";
import { html, say } from "../svg.js";
import { Bar, pressed } from "./controls/bar.js";
import { Chips } from "./controls/chips.js";
import { placeOfFocus } from "./controls/focus.js";
import { Film } from "./data/film.js";
import { Orders } from "./data/orders.js";
import { ENDED, OVER, adopt, frameAt, ghostOf, groupsOf, merge, sharedKey, stopsOf } from "./data/runs.js";
import { BEGIN_AGAIN, StepAxis } from "./data/steps.js";
import { Charts } from "./pictures/charts.js";
import { Columns } from "./pictures/columns.js";
import { labMenu } from "./pictures/filmstrip.js";
import { NumbersTable } from "./pictures/table.js";

/** @typedef {import("./types.d.ts").Around} Around */
/** @typedef {import("./types.d.ts").Board} Board */
/** @typedef {import("./types.d.ts").Member} Member */
/** @typedef {import("./types.d.ts").RunEntry} RunEntry */
/** @typedef {import("./types.d.ts").GhostEntry} GhostEntry */
/** @typedef {import("./types.d.ts").State} State */
/** @typedef {import("./pictures/columns.js").Place} Place */

const MOST_LOOKED = 4;
/** In px of the usual base. */
const ROOMY = 1150; // room for larger type
const STACKED = 900; // no room for three figures abreast
const USUAL_TEMPERATURE = "0.7";
/** @type {Board} */
const EMPTY = {
  runs: [],
  figures: {},
  palette: { signals: {}, positive: "", negative: "" },
  held_constant: "",
  caption: "",
};
/** @type {Around} */
const NOWHERE = { base: "", stream: "", watcher: "", fresh: 0, play: "" };

/** @param {RunEntry | GhostEntry} entry */
const isGhost = (entry) => "ghost" in entry;

export class Lab {
  data = EMPTY;
  around = NOWHERE;
  /** @type {Member[]} */
  runs = [];
  /** @type {import("./types.d.ts").Ghost[]} */
  ghosts = [];
  /** @type {import("./types.d.ts").Group[]} */
  groups = [];
  selected = 0; // index of the chosen run
  temperature = USUAL_TEMPERATURE;
  eachRun = false; // whether the runs of a band are drawn as well
  /** @type {Place | null} what the mouse points at */
  pointed = null;
  view = 0; // a number that grows when a zoom has lost its meaning
  curveTask = ""; // whose own curve is shown
  axis = new StepAxis();
  film;
  orders;

  #root;
  #tell;
  /** @type {Map<string, import("./types.d.ts").Run>} outlives every rebuilding of the page */
  #known = new Map();
  /** @type {Map<string, State>} what a run was when it was last heard of, for those who hear the page */
  #states = new Map();
  /** @type {string[]} keys of the runs that are looked into */
  #chosen = [];
  #picked = false; // whether the reader chose them
  /** @type {string[]} what is to be said aloud */
  #news = [];
  #shown = ""; // the frames that figures and table show
  #ended = ""; // what the server was told last
  /** @type {string | undefined} */
  #played;
  /** @type {string | undefined} */
  #again;
  #frame = 0;
  #dirty = { told: false, moved: false };
  #hangUp = () => {};
  #speaking;
  #sight;
  #spoken = html("span", { class: "spoken", "aria-live": "polite" });
  #trouble = html("output", { class: "trouble" });
  #charts;
  #table;
  /** @type {Chips | null} */
  #chips = null;
  /** @type {Columns | null} */
  #columns = null;
  /** @type {Bar | null} */
  #bar = null;
  /** @type {HTMLElement | null} */
  #card = null;

  /**
   * @param {ShadowRoot | HTMLElement} root
   * @param {(kind: "trigger" | "state", name: string, value: unknown) => void} tell speaks to the server: an order of
   *   the reader, or that all runs have ended
   */
  constructor(root, tell) {
    this.#root = root;
    this.#tell = tell;
    this.orders = new Orders((all) => tell("trigger", "order", all));
    const [stops, newest] = [() => this.stops(), () => this.newest()];
    this.film = new Film({ stops, newest, moved: () => this.#soon("moved") });
    this.#charts = new Charts(root, this);
    this.#table = new NumbersTable(this);
    this.#sight = new ResizeObserver(() => this.#resized());
    this.#sight.observe(this.#host);
    this.#speaking = setInterval(() => this.#charts.describe(), 2000);
  }

  /** The runs that are looked into. */
  looked() {
    if (this.runs.length <= MOST_LOOKED) return this.runs;
    return this.runs.filter(({ entry }) => this.#chosen.includes(entry.key));
  }

  /** The training steps at which the film stops. */
  stops() {
    return stopsOf(this.runs.map(({ run }) => run));
  }

  /** The step that the runs have come to. */
  newest() {
    return Math.max(0, ...this.runs.map(({ run }) => run.step));
  }

  /** The steps of the longest run. */
  longest() {
    return Math.max(1, ...this.runs.map(({ run, entry }) => run.steps || entry.steps), this.newest());
  }

  /** The largest gradient norm at a word, in the whole training of the runs that are looked into. */
  highestNorm() {
    return Math.max(0, ...this.looked().map(({ run }) => run.highest));
  }

  /** Whether anything was heard of the runs. */
  told() {
    return this.runs.length === 0 || this.runs.some(({ run }) => run.state !== "");
  }

  active() {
    return this.runs.some(({ run }) => !ENDED.has(run.state));
  }

  /** Whether any of the runs that are looked into writes text. */
  generates() {
    return this.looked().some(({ entry }) => entry.generates);
  }

  /**
   * What was measured of a run at the cursor.
   * @param {Member} member
   */
  frameOf({ run }) {
    return run.frames[frameAt(run.frames, this.film.step)];
  }

  curveTemplate() {
    return this.data.figures.curve?.[this.curveTask] ?? {};
  }

  curveTitle() {
    const tasks = new Set(this.runs.map(({ entry }) => entry.task));
    const member = this.runs.find(({ entry }) => entry.task === this.curveTask);
    const title = member?.entry.curve.title ?? "Right answers";
    return tasks.size > 1 ? `${title}, ${this.curveTask}` : title;
  }

  /** What the three figures show now. */
  sketches() {
    return this.#charts.sketches();
  }

  /**
   * What a run was when it was last heard of, or the run that it goes on from.
   * @param {RunEntry} entry
   * @returns {State}
   */
  lastStateOf({ key, continues }) {
    return this.#states.get(sharedKey(key)) ?? this.#states.get(sharedKey(continues)) ?? "";
  }

  /**
   * @param {RunEntry} entry
   * @param {State} state
   */
  noteState({ key }, state) {
    this.#states.set(sharedKey(key), state);
  }

  /**
   * Say something to those who hear the page. What happens at once is said at once: the next words would take the
   * place of the last.
   * @param {string} text
   */
  announce(text) {
    if (this.#news.push(text) === 1) setTimeout(() => say(this.#spoken, this.#news.splice(0).join(". ")), 50);
  }

  /**
   * Choose a run.
   * @param {number} index
   */
  select(index) {
    if (!this.runs[index]) return;
    this.selected = index;
    const { task } = this.runs[index].entry;
    if (task !== this.curveTask) {
      [this.curveTask, this.view] = [task, this.view + 1];
      this.#charts.show(this.around.base);
    }
    this.#chips?.mark();
  }

  /**
   * Look into a run, or no longer.
   * @param {Member | undefined} member
   */
  look(member) {
    if (!member || this.runs.length <= MOST_LOOKED) return;
    const { key } = member.entry;
    this.#picked = true;
    this.#chosen = this.#chosen.includes(key)
      ? this.#chosen.filter((other) => other !== key)
      : [...this.#chosen, key].slice(-MOST_LOOKED);
    this.#newColumns();
    this.#chips?.mark();
  }

  /** @param {Place | null} at */
  point(at) {
    this.pointed = at;
    this.#columns?.point(at);
  }

  /**
   * Put up these runs. What is known of a run that was there before stays; figures keep their element and zoom.
   * @param {Board} data
   * @param {Around} around
   */
  show(data, around) {
    if (this.#card && around.fresh !== this.around.fresh) this.#beginAgain();
    if (String(data.runs.map(({ key }) => key)) !== String(this.data.runs.map(({ key }) => key))) this.#ended = "";
    [this.data, this.around] = [data, around];
    this.ghosts = data.runs.filter(isGhost).map((entry) => ghostOf(/** @type {GhostEntry} */ (entry)));
    const entries = data.runs.filter((entry) => !isGhost(entry));
    const again = around.again !== this.#again;
    if (again) this.#forgetGivenUp();
    const brandNew = this.#takeIn(entries);
    if (brandNew || again) {
      this.axis.anew(this.#runsAlone(), this.longest());
      this.film.goLive();
    } else this.axis.follow(this.#runsAlone(), this.longest());
    this.#hangUp(); // the line first: while it opens, the page is built
    this.#hangUp = entries.length > 0 ? this.#call(entries) : () => {};
    const begun = this.#card !== null && entries.length > 0 && again;
    this.#again = around.again;
    this.#rebuild();
    if (begun) this.#bringUp();
  }

  /** @param {number} done the number of the last order that the server has taken */
  answered(done) {
    this.orders.answered(done);
  }

  /** Another theme: only what is painted knows its colours; a form that is half filled in stays. */
  repaint() {
    if (!this.#card) return;
    this.#newColumns();
    this.#charts.show(this.around.base);
    this.#soon("told");
  }

  /** @param {KeyboardEvent} event */
  keydown(event) {
    if (this.#bar && this.#chips) pressed(event, this, this.#bar, this.#chips);
  }

  stop() {
    this.#hangUp();
    this.film.pause();
    clearInterval(this.#speaking);
    cancelAnimationFrame(this.#frame);
    this.#sight.disconnect();
    this.#charts.stop();
    this.#card = null;
  }

  /** @returns {HTMLElement} */
  get #host() {
    return this.#root instanceof ShadowRoot ? /** @type {HTMLElement} */ (this.#root.host) : this.#root;
  }

  #runsAlone() {
    return this.runs.map(({ run }) => run);
  }

  /** What the reader chose here is put back. */
  #beginAgain() {
    [this.selected, this.eachRun, this.temperature] = [0, false, USUAL_TEMPERATURE];
    this.view += 1;
  }

  /** Runs were started: those that were given up before their end begin anew, and what they were is no news. */
  #forgetGivenUp() {
    for (const [key, { state }] of this.#known) if (BEGIN_AGAIN.has(state)) this.#known.delete(key);
  }

  /**
   * Take in other runs; return whether some of them are new altogether.
   * @param {RunEntry[]} entries
   */
  #takeIn(entries) {
    const brandNew = adopt(this.#known, entries);
    this.runs = entries.flatMap((entry) => {
      const run = this.#known.get(entry.key);
      return run ? [{ entry, run }] : [];
    });
    this.groups = groupsOf(this.runs);
    this.selected = Math.min(this.selected, Math.max(entries.length - 1, 0));
    const task = this.runs[this.selected]?.entry.task ?? "";
    if (task !== this.curveTask) [this.curveTask, this.view] = [task, this.view + 1];
    const picked = entries.filter(
      ({ key, continues }) => this.#picked && (this.#chosen.includes(key) || this.#chosen.includes(continues)),
    );
    this.#picked = picked.length > 0;
    this.#chosen = (this.#picked ? picked : entries).slice(0, MOST_LOOKED).map(({ key }) => key);
    return brandNew;
  }

  /** @param {RunEntry[]} entries */
  #call(entries) {
    return follow(
      entries.map(({ key }) => key),
      this.around,
      ({ runs }) => this.#hear(runs),
      (sentence) => say(this.#trouble, sentence),
    );
  }

  /** @param {import("./types.d.ts").News[]} parts */
  #hear(parts) {
    for (const part of parts) {
      const run = this.#known.get(part.key);
      if (run) merge(run, part);
    }
    this.orders.follow();
    this.axis.follow(this.#runsAlone(), this.longest());
    this.#soon("told");
    if (this.runs.length === 0 || this.active()) return;
    const { play } = this.around;
    const over = this.runs.every(({ run }) => OVER.has(run.state));
    if (this.#played !== play && play && over) this.film.play();
    this.#played = play;
    const states = this.runs.map(({ run }) => `${run.key}:${run.state}`).join(" ");
    if (states === this.#ended) return;
    this.#ended = states;
    this.#tell("state", "ended", states);
  }

  /** @param {"told" | "moved"} what there is to draw: news of the runs, or the film has moved */
  #soon(what) {
    this.#dirty[what] = true;
    this.#frame ||= requestAnimationFrame(() => this.#paint());
  }

  #paint() {
    const { told } = this.#dirty;
    this.#frame = 0;
    this.#dirty = { told: false, moved: false };
    if (!this.#card) return;
    if (told) {
      this.film.ride();
      if (this.#columns?.outdated) this.#newColumns();
    }
    this.#chips?.draw();
    this.#bar?.draw();
    this.#charts.place();
    this.#columns?.draw(this.film.step);
    const shown = this.runs.map(({ run }) => frameAt(run.frames, this.film.step)).join();
    if (shown !== this.#shown || told) this.#table.refresh();
    if (told) this.#charts.feed();
    else if (shown !== this.#shown) this.#charts.curve();
    this.#shown = shown;
  }

  #newColumns() {
    const before = this.#columns;
    this.#columns = new Columns(this.#root, this);
    before?.section.replaceWith(this.#columns.section);
    this.#columns.draw(this.film.step);
    this.#columns.slant();
  }

  /** What was started is to be seen: on a small screen the settings fill it. */
  #bringUp() {
    if (this.#card && this.#card.getBoundingClientRect().top > innerHeight / 3)
      this.#card.scrollIntoView({ block: "start", behavior: still() ? "auto" : "smooth" });
  }

  #rebuild() {
    this.#chips = new Chips(this);
    this.#columns = new Columns(this.#root, this);
    this.#bar = new Bar(this, labMenu(this.#root, this));
    const nothing = "Nothing has been trained here yet. Press Train: it takes a few seconds.";
    const pictures = [
      this.#chips.list,
      html("p", { class: "held" }, [html("span", {}, this.data.held_constant), this.#trouble]),
      this.#bar.root,
      this.#charts.section,
      this.#columns.section,
      this.#table.root,
      html("p", { class: "caption" }, this.data.caption),
    ];
    const there = this.runs.length > 0 ? pictures : [html("p", { class: "nothing" }, nothing)];
    const next = html("div", { class: "lab" }, [...there, this.#spoken]);
    this.#fit(next);
    // Plotly keeps the focus where it was: the next space would press the button that was pressed last.
    next.onpointerdown = ({ target }) => {
      const { activeElement } = document;
      if (target instanceof Element && target.closest(".plot") && activeElement instanceof HTMLElement)
        activeElement.blur();
    };
    const focused = placeOfFocus(this.#root);
    if (this.#card) this.#card.replaceWith(next);
    else this.#root.append(next);
    this.#card = next;
    focused?.(next)?.focus({ preventScroll: true });
    this.#chips.mark();
    this.#chips.draw(); // at once: what reads the page, or has a key pressed, finds no empty chip
    this.#charts.show(this.around.base);
    this.#shown = "";
    this.#columns.slant();
    this.#soon("told");
  }

  /** What there is room for. @param {Element} card */
  #fit(card) {
    const [type, width] = [readType(this.#host), this.#host.clientWidth];
    card.classList.toggle("roomy", width > type.px(ROOMY));
    card.classList.toggle("stacked", width < type.px(STACKED));
    card.classList.toggle("narrow", width < type.px(NARROW));
  }

  #resized() {
    if (!this.#card) return;
    this.#fit(this.#card);
    this.#columns?.slant();
    this.#soon("moved");
  }
}

/**
 * @param {ShadowRoot | HTMLElement} root
 * @param {(kind: "trigger" | "state", name: string, value: unknown) => void} tell
 */
export const buildLab = (root, tell) => new Lab(root, tell);
