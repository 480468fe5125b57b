/** The three figures of the lab: loss, gradient norm and the task's own curve, kept and fed while runs go on. */

import { readTheme } from "../../colour.js";
import { rasterise, saveAs } from "../../figure/export.js";
import { PRINTED_AREA, adoptRules, plotly, printed, scaleOf, themed } from "../../figure/figure.js";
import { swatch } from "../../parts/legend.js";
import { html, put, say } from "../../svg.js";
import { decades } from "../data/courses.js";
import { GHOST, courseTraces, curveTraces, inWordsOf, numbersFile } from "./lines.js";
import { Overlay, axesOf } from "./overlay.js";

/** @typedef {import("../lab.js").Lab} Lab */
/** @typedef {import("./lines.js").Name} Name */
/** @typedef {import("../types.d.ts").Layout} Layout */
/** @typedef {Record<string, [number, number]>} Ranges by the names of axes */

const QUIET = 300; // ms without news after which Plotly learns what the overlay shows
const PATIENCE = 600; // ms that a figure waits for the first word of its runs, to be drawn on their axes at once
const OFTEN = 3000; // ms after which it learns it at the latest, while runs go on
const NAMES_WIDTH = 650; // px that a printed figure has for the names of its runs
const SETTINGS = {
  displaylogo: false,
  displayModeBar: false,
  responsive: true,
  showSendToCloud: false,
  doubleClick: false,
};
const MOST_DECADES = 8; // that are named on an axis
const TITLES = { loss: "Loss", norm: "Gradient norm, before clipping", curve: "" };

/**
 * On paper the runs are named, in as many rows as they need, above what stands over the plot already.
 * @param {any} plot
 */
function legendOf({ data, layout }) {
  /** @type {number[]} */
  const widths = data
    .filter((/** @type {import("./lines.js").Trace} */ { showlegend }) => showlegend !== false)
    .map((/** @type {import("./lines.js").Trace} */ { name }) => 50 + 8 * name.length);
  const together = widths.reduce((sum, width) => sum + width, 0) <= NAMES_WIDTH;
  const rows = together ? 1 : Math.ceil(widths.length / Math.max(Math.floor(NAMES_WIDTH / Math.max(...widths)), 1));
  const key = layout.annotations?.length ? 28 : 6;
  return { top: 40 + 24 * rows + key, showlegend: true, legend: { ...layout.legend, y: 1 + key / PRINTED_AREA } };
}

/** One figure with its card, its lines, its cursor and its menu. */
class Chart {
  card;
  title;
  drawn = 0; // when Plotly last heard of it
  stale = true; // whether there is more than Plotly has heard of
  fresh = true; // whether its axes have to change
  /** @type {Promise<void> | null} */
  busy = null;
  /** @type {any} */
  plot = html("div", { class: "plot", role: "img" });
  #root;
  #lab;
  #name;
  #again;
  #line = html("div", { class: "cursorline", "aria-hidden": "true" });
  #overlay = new Overlay();
  /** @type {import("./lines.js").Trace[]} */
  #traces = [];
  /** @type {import("./overlay.js").Axes | null} */
  #axes = null;
  /** @type {{ view: number, axes: Ranges }} the reader's own, of one view */
  #zoom = { view: -1, axes: {} };
  #range = "";

  /**
   * @param {ShadowRoot | HTMLElement} root
   * @param {Name} name
   * @param {Lab} lab
   * @param {() => void} again is called when the figure has to be drawn on other axes
   */
  constructor(root, name, lab, again) {
    this.#root = root;
    this.#name = name;
    this.#lab = lab;
    this.#again = again;
    this.title = html("h2", {}, TITLES[name]);
    const menu = saveAs(`unrolled-lab-${name}`, {
      png: async (/** @type {number} */ scale) => rasterise(await this.printed(), scale),
      svg: () => this.printed(),
      csv: async () => numbersFile(lab, name),
    });
    const box = html("div", { class: "plotbox" }, [this.plot, this.#line]);
    this.card = html("figure", { class: "figure" }, [html("header", {}, [this.title, menu]), box]);
  }

  /** The figure for paper, as an SVG file. */
  async printed() {
    const Plotly = await plotly(this.#lab.around.base);
    await this.busy;
    if (this.stale) await this.settle(Plotly);
    return printed(this.plot, this.title.textContent, this.#lab.data.caption, legendOf(this.plot));
  }

  /**
   * What the figure shows now, for a drawing of the whole film.
   * @returns {import("./drawing.js").Sketch}
   */
  sketch() {
    const layout = this.#template();
    const ranges = { xaxis: layout.xaxis.range, yaxis: layout.yaxis.range, ...this.#ranges() };
    const cursor = this.#name === "curve" ? null : this.#lab.film.step;
    return { title: this.title.textContent, layout, ranges, traces: this.#traces, cursor };
  }

  /** Put the cursor line where the film is. */
  place() {
    const at = this.#axes && this.#name !== "curve" ? this.#axes.x(this.#lab.film.step) : -1;
    const seen = this.#axes !== null && at >= 0 && at <= this.#axes.width + 1;
    put(this.#line, "data-seen", seen);
    if (seen && this.#axes) this.#line.style.transform = `translateX(${(this.#axes.left + at).toFixed(1)}px)`;
  }

  /** Draw the lines as they are now; note whether the axes have to change for it. */
  update() {
    const theme = this.#theme();
    this.#traces = this.#name === "curve" ? curveTraces(this.#lab, theme) : courseTraces(this.#lab, this.#name, theme);
    this.stale = true;
    if (this.#axes) this.#overlay.draw(this.#axes, this.#traces);
    const range = JSON.stringify(this.#ranges());
    if (range !== this.#range) this.fresh = true;
    this.#range = range;
  }

  /**
   * Let Plotly know: its axes, and what it says under the mouse.
   * @param {any} Plotly
   */
  settle(Plotly) {
    [this.stale, this.fresh, this.drawn] = [false, false, performance.now()];
    this.busy = this.#draw(Plotly)
      .catch((error) => {
        this.stale = true;
        throw error;
      })
      .finally(() => {
        this.busy = null;
      });
    return this.busy;
  }

  /** Take the room that the figure will need. */
  reserve() {
    this.plot.style.height = `${this.#template().height * this.#scale()}px`;
  }

  describe() {
    put(this.plot, "aria-label", inWordsOf(this.#lab, this.#name));
  }

  /** @returns {Layout} */
  #template() {
    const { figures } = this.#lab.data;
    return this.#name === "curve" ? this.#lab.curveTemplate() : (figures[this.#name] ?? {});
  }

  get #host() {
    return this.#root instanceof ShadowRoot ? this.#root.host : this.#root;
  }

  #theme() {
    return readTheme(this.#host);
  }

  #scale() {
    return scaleOf(this.#host, this.plot.clientWidth);
  }

  /**
   * The axes' ranges: the reader's own zoom before what the runs ask for.
   * @returns {Ranges}
   */
  #ranges() {
    const own = this.#zoom.view === this.#lab.view ? this.#zoom.axes : {};
    if (this.#name === "curve") return own;
    const all = this.#traces.map(({ y }) => y);
    return { xaxis: [0, this.#lab.axis.end], yaxis: decades(all, this.#template().yaxis.range), ...own };
  }

  /** @returns {Layout} */
  #layout() {
    const made = themed({ layout: this.#template() }, this.#theme(), this.#scale());
    for (const [axis, range] of Object.entries(this.#ranges())) made[axis].range = range;
    const [low, high] = made.yaxis.range;
    if (made.yaxis.type === "log" && high - low > MOST_DECADES) {
      const dtick = Math.ceil((high - low) / MOST_DECADES);
      Object.assign(made.yaxis, { tickvals: undefined, dtick, exponentformat: "power" });
    }
    const hoverlabel = { ...made.hoverlabel, namelength: 40 };
    return { ...made, autosize: true, width: undefined, showlegend: false, hoverlabel };
  }

  /** Look where Plotly's axes lie, and draw the lines on them. */
  #look() {
    this.#axes = axesOf(this.plot);
    if (!this.#axes) return;
    const drawing = this.plot.querySelector(".main-svg");
    // above the grid, below what hovers
    if (drawing?.nextSibling !== this.#overlay.picture) drawing?.after(this.#overlay.picture);
    this.#overlay.draw(this.#axes, this.#traces);
    this.#line.style.top = `${this.#axes.top}px`;
    this.#line.style.height = `${this.#axes.height}px`;
    this.place();
  }

  /** @param {any} Plotly */
  async #draw(Plotly) {
    adoptRules(this.#root);
    const made = this.#layout();
    this.plot.style.height = `${made.height}px`;
    const first = !this.plot._fullLayout;
    if (first) this.plot.replaceChildren(); // what was said while it was missing
    await Plotly.react(this.plot, this.#traces, made, SETTINGS);
    if (first) this.#listen();
    this.#look();
  }

  #listen() {
    for (const event of ["plotly_afterplot", "plotly_relayouting"]) this.plot.on(event, () => this.#look());
    this.plot.on("plotly_relayout", (/** @type {object} */ change) => this.#zoomed(change));
    this.plot.on("plotly_doubleclick", () => {
      this.#zoom = { view: -1, axes: {} };
      this.#again();
    });
    if (this.#name === "curve") return;
    this.plot.on("plotly_click", (/** @type {{ points: { x: number }[] }} */ { points }) => {
      if (points[0]) this.#lab.film.to(points[0].x);
    });
  }

  /**
   * Plotly's own memory of a zoom ends when an axis grows, and its way back is the first axis there was.
   * @param {object} change
   */
  #zoomed(change) {
    const { view } = this.#lab;
    const axes = this.#zoom.view === view ? { ...this.#zoom.axes } : {};
    for (const axis of ["xaxis", "yaxis"])
      if (Object.keys(change).some((key) => key.startsWith(`${axis}.range`)))
        axes[axis] = /** @type {[number, number]} */ (this.plot.layout[axis].range.slice());
    this.#zoom = { view, axes };
    this.#range = JSON.stringify(this.#ranges());
  }
}

/** All three, in a row. `feed()` says that there is more to draw, `curve()` that the film has moved. */
export class Charts {
  section;
  #lab;
  #all;
  #each;
  #ghosts = html("p", { class: "ghosts" });
  /** @type {any} the library, once it has come */
  #plotly = null;
  #timer = 0;
  #gone = false;
  #news = 0;
  #shown = 0;

  /**
   * @param {ShadowRoot | HTMLElement} root
   * @param {Lab} lab
   */
  constructor(root, lab) {
    this.#lab = lab;
    const names = /** @type {Name[]} */ (["loss", "norm", "curve"]);
    this.#all = names.map((name) => new Chart(root, name, lab, () => this.feed()));
    const what =
      "Runs that differ in their seed only are drawn as a band from the lowest to the highest, with their mean";
    const each = { type: "button", class: "key text each", "aria-pressed": "false", title: what };
    this.#each = html("button", { ...each, onclick: () => this.#toggleEach() }, "Each run");
    this.#all[0].title.after(this.#each);
    this.section = html("section", { class: "charts" }, [...this.#all.map(({ card }) => card), this.#ghosts]);
  }

  feed() {
    for (const one of this.#all) one.update();
    this.#start();
  }

  place() {
    for (const one of this.#all) one.place();
  }

  curve() {
    this.#all[2].update();
    this.#start();
  }

  /**
   * Another set of runs, or another theme. Before the first there is nothing to draw.
   * @param {string} base where the library is
   */
  show(base) {
    this.#shown = performance.now();
    if (this.#lab.runs.length === 0) return;
    this.#each.hidden = this.#lab.groups.length === 0;
    put(this.#each, "aria-pressed", this.#lab.eachRun);
    say(this.#all[2].title, this.#lab.curveTitle());
    this.#nameGhosts();
    for (const one of this.#all) {
      one.reserve();
      one.update();
      one.fresh = true;
    }
    plotly(base)
      .then((/** @type {any} */ library) => {
        this.#plotly = library;
        this.#start();
      })
      .catch((/** @type {Error} */ error) => {
        this.#all[0].plot.textContent = error.message;
      });
  }

  describe() {
    for (const one of this.#all) one.describe();
  }

  /** What the three figures show now. */
  sketches() {
    return this.#all.map((one) => one.sketch());
  }

  stop() {
    this.#gone = true;
    for (const { plot } of this.#all) this.#plotly?.purge(plot);
  }

  #toggleEach() {
    this.#lab.eachRun = !this.#lab.eachRun;
    put(this.#each, "aria-pressed", this.#lab.eachRun);
    this.feed();
  }

  #nameGhosts() {
    const named = this.#lab.ghosts.map(({ entry }) =>
      html("span", {}, [swatch({ hue: entry.hue, dash: GHOST }, 2), entry.name]),
    );
    this.#ghosts.replaceChildren(...(named.length ? ["Earlier, faint and dashed: ", ...named] : []));
  }

  #start() {
    this.#news = performance.now();
    this.#timer ||= setTimeout(() => this.#work(), 0);
  }

  /** One figure a frame, and none while the film plays unless its axes have to change. */
  #work() {
    this.#timer = 0;
    if (this.#gone || !this.#plotly || !this.section.isConnected) return;
    const now = performance.now();
    if (!this.#lab.told() && now - this.#shown < PATIENCE) {
      this.#timer = setTimeout(() => this.#work(), 20);
      return;
    }
    const quiet = now - this.#news > QUIET;
    const ripe = this.#all.find(
      ({ stale, busy, fresh, drawn }) =>
        stale && !busy && (fresh || (!this.#lab.film.playing && (quiet || now - drawn > OFTEN))),
    );
    ripe?.settle(this.#plotly).catch((error) => console.error(error));
    if (!this.#all.some(({ stale }) => stale)) return;
    const next = () => this.#work();
    this.#timer = ripe ? requestAnimationFrame(next) : setTimeout(next, 100);
  }
}
