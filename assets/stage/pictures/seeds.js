/**
 * A proof: each seed a point on each line, the verdict in words, and a button that measures anew. What is measured
 * comes over a stream of its own; the points appear as they come, and Stop hangs up.
 */

import { readTheme } from "../colour.js";
import { listen } from "../feed.js";
import { isFile } from "../inside.js";
import { hostOf, onWidth } from "../page.js";
import { readType } from "../parts/type.js";
import { html, put, readout, say } from "../svg.js";
import { drawSeeds, told } from "./seeds/drawing.js";

/**
 * @typedef {[seed: number, values: (number | null)[], bears: boolean | null, strength?: number | null]} Point null
 *   while networks are to come
 * @typedef {{ word: "holds" | "mostly" | "fails", text: string, low: number, high: number, count: number }} Verdict
 *
 * @typedef {object} Proof
 * @property {string} proof its id
 * @property {string} claim
 * @property {string} constant what is held constant
 * @property {string} drawn what a seed stands for: "random starts"
 * @property {string} unit
 * @property {"linear" | "log" | "percent"} scale
 * @property {{ name: string, hue: string, least: number | null }[]} lines
 * @property {{ points: Point[], verdict: Verdict, date: string, processor: string, versions: string } | null} kept
 * @property {string} problem why nothing is kept
 * @property {{ points: Point[], verdict: Verdict }} here what was measured in this visit
 * @property {number} count seeds that are measured at a click
 * @property {number} seconds that takes, or 0
 * @property {string} [all] the address of its row among all claims, where it does not stand there
 *
 * @typedef {object} News
 * @property {Point[]} points
 * @property {Point[]} growing seeds of which the first networks are measured
 * @property {Verdict} verdict of all that was measured in this visit
 * @property {number} done
 * @property {number} of
 * @property {number} share that is done
 * @property {number | null} left seconds
 * @property {string} trouble
 * @property {boolean} over
 *
 * @typedef {{ veiled?: boolean, alt?: string, stream?: string, watcher?: string }} Around
 */

const COVERED = "Answer first. The proof then appears here.";
const MARKS = { holds: "✓", mostly: "≈", fails: "✕" };
const OTHERS = 1000; // other starts begin here or above
const MOST_OTHERS = 900_000;
const WITHIN = 25; // seconds after which a measurement rests, and says how to have the others

/** @param {number} seconds */
const time = (seconds) => (seconds > 90 ? `${Math.round(seconds / 60)} minutes` : `${seconds} s`);

/** @param {number} share */
const percent = (share) => Math.round(100 * share);

export class Picture {
  /** @type {Map<number, Point>} what was measured in this visit */
  here = new Map();
  /** @type {Point[]} what is being measured */
  growing = [];
  /** @type {Proof | null} */
  data = null;
  /** @type {Around} */
  around = {};
  /** @type {number | null} the seed that is pointed at, with 0.5 added where it was measured here */
  chosen = null;
  running = false;
  /** The seed that the last measurement began with, of which some may be missing. */
  first = 0;
  /** Seconds that a seed took here at last. */
  pace = 0;
  #begun = { at: 0, missing: 0 };
  /** @type {((here: Proof["here"]) => void) | null} hears of what was measured in this visit */
  heard = null;
  /** @type {(() => void) | null} hears that a measurement has ended, or was stopped */
  ended = null;
  #hangUp = () => {};

  /** @param {import("../page.js").Root} root @param {unknown} [_tell] @param {(place: unknown) => void} [go] */
  constructor(root, _tell, go = () => {}) {
    this.host = hostOf(root);
    this.go = go;
    this.claim = html("p", { class: "seeds-claim" });
    this.verdict = html("p", { class: "seeds-verdict" });
    this.anew = html("p", { class: "seeds-verdict seeds-anew" });
    this.place = html("div", { class: "seeds-place" });
    this.readout = readout({ class: "seeds-readout" });
    this.again = html("button", { type: "button", class: "seeds-button seeds-first", onclick: () => this.#begin(0) });
    this.rest = html("button", { type: "button", class: "seeds-button seeds-first" });
    this.rest.onclick = () => this.#begin(this.first, 0);
    this.other = html("button", { type: "button", class: "seeds-button", onclick: () => this.#begin(this.#others()) });
    this.stop = html("button", { type: "button", class: "seeds-button", onclick: () => this.#stop() }, "Stop");
    this.bar = html("i");
    this.progress = html("div", { class: "seeds-progress", role: "progressbar", "aria-label": "Measured" }, this.bar);
    this.standing = html("span", { class: "seeds-standing" });
    this.trouble = html("p", { class: "seeds-trouble", role: "status" });
    this.spoken = html("span", { class: "spoken", "aria-live": "polite" });
    this.small = html("p", { class: "seeds-small" });
    this.controls = html("div", { class: "seeds-controls" });
    this.frame = html("section", { class: "picture seeds" });
    root.append(this.frame);
    this.watcher = onWidth(this.frame, () => this.#draw());
  }

  /** @param {Proof} data @param {Around} [around] */
  show(data, around = {}) {
    if (this.data?.proof !== data.proof) this.#reset();
    [this.data, this.around] = [data, around];
    for (const point of data.here.points) this.here.set(point[0], point);
    put(this.frame, "aria-label", `Proof: ${data.claim}`);
    if (around.veiled) {
      this.#stop();
      this.frame.replaceChildren(html("p", { class: "seeds-cover" }, COVERED));
      return;
    }
    this.frame.replaceChildren(
      ...[this.claim, this.verdict, this.anew, this.place, this.readout],
      ...[this.controls, this.trouble, this.small, this.spoken],
    );
    this.claim.replaceChildren(html("strong", {}, "Proof"), ` ${data.claim}`);
    if (!this.running) say(this.trouble, data.problem);
    if (data.kept) this.#say(this.verdict, data.kept.verdict);
    else this.verdict.replaceChildren();
    this.#sayAnew(data.here.verdict);
    this.small.replaceChildren(smallPrint(data), ...(data.all && !isFile() ? [" ", this.#toAll(data.all)] : []));
    this.#buttons();
    this.#draw();
  }

  /** @param {string} address */
  #toAll(address) {
    const go = (/** @type {MouseEvent} */ click) => {
      if (click.ctrlKey || click.metaKey || click.shiftKey || click.altKey) return;
      click.preventDefault();
      this.go("claims");
    };
    return html("a", { class: "seeds-all", href: `./${address}`, onclick: go }, "All claims");
  }

  end() {
    this.#hangUp();
    this.watcher.disconnect();
    this.frame.remove();
  }

  #reset() {
    this.#hangUp();
    this.running = false;
    this.growing = [];
    this.here.clear();
    this.chosen = null;
    this.first = 0;
  }

  /** @param {HTMLElement} place @param {Verdict} verdict @param {string} [when] */
  #say(place, { word, text, low, high, count }, when = "") {
    put(place, "data-word", word);
    const many = `of many more it would hold on ${ranges({ word, low, high })} (95 % sure)`;
    const said = when ? `${when}: ${text[0].toLowerCase()}${text.slice(1)}` : text;
    place.replaceChildren(
      html("strong", {}, [html("span", { class: "seeds-mark", "aria-hidden": "true" }, MARKS[word]), ` ${said}`]),
      ...(count >= 10 ? [html("span", { class: "seeds-many" }, many)] : []),
    );
  }

  /** @param {Verdict} verdict */
  #sayAnew(verdict) {
    this.anew.hidden = verdict.count === 0;
    if (verdict.count) this.#say(this.anew, verdict, "Measured here");
  }

  #buttons() {
    const { data } = this;
    if (!data) return;
    if (isFile()) return this.controls.replaceChildren("Measuring again needs the full tool.");
    if (this.running) {
      this.controls.replaceChildren(this.stop, this.progress, this.standing);
      return;
    }
    say(this.other, `${data.count} other ${data.drawn}`);
    const missing = this.#missing(this.first);
    if (missing > 0 && missing < data.count) {
      const seconds = Math.round(missing * Math.max(data.seconds / data.count, this.pace));
      say(this.rest, `The other ${missing}${seconds > 2 ? ` (about ${time(seconds)})` : ""}`);
      say(this.standing, `${data.count - missing} of ${data.count} measured`);
      this.controls.replaceChildren(this.standing, this.rest, this.other);
      return;
    }
    const same = this.#missing(0) === 0;
    const takes = data.seconds > WITHIN ? `, for ${WITHIN} s` : ` (about ${time(data.seconds)})`;
    say(this.again, `Measure again${data.seconds > 2 ? takes : ""}`);
    this.again.disabled = same;
    this.again.title = same ? "The same starts give the same numbers. Choose other ones." : "";
    this.controls.replaceChildren(this.again, this.other);
  }

  /** How many of the seeds from one on are not measured in this visit. @param {number} first */
  #missing(first) {
    const seeds = Array.from({ length: this.data?.count ?? 0 }, (_, at) => first + at);
    return seeds.filter((seed) => !this.here.has(seed)).length;
  }

  /** The first of so many seeds that were not measured yet. */
  #others() {
    return OTHERS + Math.floor(Math.random() * MOST_OTHERS);
  }

  /** @param {number} first seed @param {number} [within] seconds, or 0 for all seeds */
  #begin(first, within = WITHIN) {
    const { data, around } = this;
    if (!data || this.running) return;
    this.running = true;
    this.first = first;
    this.chosen = null;
    const missing = this.#missing(first);
    this.#begun = { at: performance.now(), missing };
    this.#stand({ done: data.count - missing, of: data.count, share: 1 - missing / data.count, left: null });
    say(this.trouble, "");
    say(this.spoken, `${missing} ${data.drawn} are being measured.`);
    this.#buttons();
    this.stop.focus();
    this.#hangUp = listen(
      [
        ["proof", data.proof],
        ["first", String(first)],
        ["within", String(within && within - 1)], // one for the way there and back
      ],
      { stream: around.stream ?? "", watcher: around.watcher ?? "" },
      (/** @type {News} */ news) => this.#hear(news),
      (sentence) => say(this.trouble, sentence),
    );
  }

  /** @param {News} news */
  #hear(news) {
    for (const point of news.points) this.here.set(point[0], point);
    const grew = JSON.stringify(news.growing) !== JSON.stringify(this.growing);
    this.growing = news.growing;
    if (news.points.length) {
      this.#sayAnew(news.verdict);
      this.heard?.({ points: [...this.here.values()], verdict: news.verdict });
    }
    if (news.points.length || grew) this.#draw();
    say(this.trouble, news.trouble);
    this.#stand(news);
    if (!news.over) return;
    say(this.spoken, `${news.done} of ${news.of} measured. ${news.verdict.text}.`);
    this.#finish();
  }

  /** @param {Pick<News, "done" | "of" | "share" | "left">} news */
  #stand({ done, of, share, left }) {
    this.bar.style.transform = `scaleX(${share.toFixed(4)})`;
    for (const [name, value] of Object.entries({ min: 0, max: of, now: done })) {
      put(this.progress, `aria-value${name}`, value);
    }
    say(this.standing, `${done} of ${of}${left ? ` · about ${time(left)} left` : ""}`);
  }

  #stop() {
    if (!this.running) return;
    say(this.spoken, "Stopped. What was measured stays.");
    this.#finish();
  }

  #finish() {
    this.#hangUp();
    this.#hangUp = () => {};
    this.running = false;
    const { at, missing } = this.#begun;
    const measured = missing - this.#missing(this.first);
    if (measured) this.pace = (performance.now() - at) / 1000 / measured;
    if (this.growing.length) {
      this.growing = [];
      this.#draw();
    }
    const focused = /** @type {ShadowRoot | Document} */ (this.frame.getRootNode()).activeElement === this.stop;
    this.#buttons();
    if (focused) (this.rest.isConnected ? this.rest : this.other).focus();
    this.ended?.();
  }

  /** The points that are drawn, those of this visit last. @returns {{ kept: Point[], here: Point[] }} */
  points() {
    return { kept: this.data?.kept?.points ?? [], here: [...this.here.values(), ...this.growing] };
  }

  #draw() {
    const { data } = this;
    if (!data || this.around.veiled) return;
    const focused = this.place.contains(/** @type {ShadowRoot} */ (this.frame.getRootNode()).activeElement);
    const drawing = drawSeeds(data, this.points(), {
      width: this.place.clientWidth || this.frame.clientWidth || 640,
      theme: readTheme(this.host),
      type: readType(this.host),
      chosen: this.chosen,
    });
    drawing.onpointermove = (event) => this.#point(event);
    drawing.onclick = (event) => this.#point(event);
    drawing.onkeydown = (event) => this.#key(event);
    put(drawing, "aria-label", this.around.alt ?? "");
    this.place.replaceChildren(drawing);
    if (focused) drawing.focus();
    this.#read();
  }

  #read() {
    const { data } = this;
    const point = this.#all().find(([at]) => at === this.chosen)?.[1];
    say(this.readout, data && point ? told(data, point, this.chosen !== point[0]) : this.#hint());
  }

  #hint() {
    const { kept, here } = this.points();
    const crossed = [...kept, ...here].some(([, , bears]) => bears === false);
    const which = kept.length && here.length ? "○ kept, ● measured here" : "Each point is one start";
    return `${which}${crossed ? "; ✕ speaks against the claim." : "."}`;
  }

  /** All points with the name they are chosen by. @returns {[at: number, point: Point][]} */
  #all() {
    const { kept, here } = this.points();
    return [
      ...kept.map((point) => /** @type {[number, Point]} */ ([point[0], point])),
      ...here.map((point) => /** @type {[number, Point]} */ ([point[0] + 0.5, point])),
    ];
  }

  /** @param {MouseEvent} event */
  #point(event) {
    const marks = Array.from(this.place.querySelectorAll("[data-at]"));
    const away = (/** @type {Element} */ mark) => {
      const box = mark.getBoundingClientRect();
      return Math.hypot(box.x + box.width / 2 - event.clientX, box.y + box.height / 2 - event.clientY);
    };
    const nearest = marks.reduce(
      (best, mark) => (best && away(best) <= away(mark) ? best : mark),
      /** @type {Element | null} */ (null),
    );
    this.#choose(nearest && away(nearest) < 24 ? Number(nearest.getAttribute("data-at")) : null);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const all = this.#all().map(([at]) => at);
    const at = this.chosen === null ? -1 : all.indexOf(this.chosen);
    const last = all.length - 1;
    /** @type {Record<string, number>} */
    const ways = { ArrowRight: Math.min(at + 1, last), ArrowLeft: Math.max(at - 1, 0), Home: 0, End: last };
    if (event.key === "Escape") this.#choose(null);
    else if (event.key in ways && all.length) this.#choose(all[ways[event.key]]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {number | null} at */
  #choose(at) {
    if (at === this.chosen) return;
    this.chosen = at;
    for (const mark of this.place.querySelectorAll("[data-at]")) {
      put(mark, "data-chosen", at !== null && Number(mark.getAttribute("data-at")) === at);
    }
    this.#read();
  }
}

/**
 * On which share of more seeds a claim would hold: by the end of the range that counts.
 * @param {Omit<Verdict, "text" | "count">} of
 */
function ranges({ word, low, high }) {
  if (word === "holds") return `at least ${percent(low)} %`;
  return word === "fails" ? `at most ${percent(high)} %` : `${percent(low)} to ${percent(high)} %`;
}

/** When and on what the kept seeds were measured, and what is the same for all. @param {Proof} data */
function smallPrint({ kept, constant, drawn }) {
  if (!kept) return constant;
  const seeds = kept.points.map(([seed]) => seed);
  const which = `seeds ${Math.min(...seeds)} to ${Math.max(...seeds)}`;
  const on = `measured ${kept.date} on ${kept.processor}, ${kept.versions}`;
  return `${constant} ${seeds.length} ${drawn} (${which}), ${on}.`;
}
