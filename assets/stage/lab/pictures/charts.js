// @ts-nocheck
/** The three figures of the lab: loss, gradient norm and the task's own curve, kept and fed while runs go on. */

import { readTheme } from "../../colour.js";
import { rasterise, saveAs } from "../../figure/export.js";
import { PRINTED_AREA, adoptRules, plotly, printed, themed } from "../../figure/figure.js";
import { html, put, say } from "../../svg.js";
import { decades } from "../data/courses.js";
import { courseTraces, numbersFile, curveTraces, inWordsOf } from "./lines.js";
import { axesOf, makeOverlay } from "./overlay.js";

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
const TITLES = { loss: "Loss", norm: "Gradient norm, before clipping" };

/** On paper the runs are named, in as many rows as they need, above what stands over the plot already. */
function legendOf({ data, layout }) {
  const widths = data.filter(({ showlegend }) => showlegend !== false).map(({ name }) => 50 + 8 * name.length);
  const together = widths.reduce((sum, width) => sum + width, 0) <= NAMES_WIDTH;
  const rows = together ? 1 : Math.ceil(widths.length / Math.max(Math.floor(NAMES_WIDTH / Math.max(...widths)), 1));
  const key = layout.annotations?.length ? 28 : 6;
  return { top: 40 + 24 * rows + key, showlegend: true, legend: { ...layout.legend, y: 1 + key / PRINTED_AREA } };
}

/** One figure with its card, its lines, its cursor and its menu. */
function chart(root, name, lab, again) {
  const plot = html("div", { class: "plot", role: "img" });
  const line = html("div", { class: "cursorline", "aria-hidden": "true" });
  const overlay = makeOverlay();
  const title = html("h2", {}, TITLES[name] ?? "");
  const head = html("header", {}, [title]);
  const one = {
    name,
    plot,
    title,
    drawn: 0,
    stale: true,
    fresh: true,
    busy: null,
    traces: [],
    range: "",
    card: html("figure", { class: "figure" }, [head, html("div", { class: "plotbox" }, [plot, line])]),
  };
  let [axes, zoom] = [null, {}];

  const template = () => (name === "curve" ? lab.curveTemplate() : lab.data.figures[name]);
  const theme = () => readTheme(root.host ?? root);
  const picture = async () => {
    const Plotly = await plotly(lab.around.base);
    await one.busy;
    if (one.stale) await one.settle(Plotly);
    return printed(plot, title.textContent, lab.data.caption, legendOf(plot));
  };
  head.append(
    saveAs(`unrolled-lab-${name}`, {
      png: async (scale) => rasterise(await picture(), scale),
      svg: picture,
      csv: async () => numbersFile(lab, name),
    }),
  );

  function layout() {
    const made = themed({ layout: template() }, theme());
    for (const [axis, range] of Object.entries(ranges())) made[axis].range = range;
    const {
      type,
      range: [low, high],
    } = made.yaxis;
    if (type === "log" && high - low > MOST_DECADES)
      Object.assign(made.yaxis, {
        tickvals: undefined,
        dtick: Math.ceil((high - low) / MOST_DECADES),
        exponentformat: "power",
      });
    return Object.assign(made, {
      autosize: true,
      width: undefined,
      showlegend: false,
      hoverlabel: { ...made.hoverlabel, namelength: 40 },
    });
  }

  /** The axes' ranges: the reader's own zoom before what the runs ask for. */
  const ranges = () => ({
    ...(name === "curve"
      ? {}
      : {
          xaxis: [0, lab.axis.end],
          yaxis: decades(
            one.traces.map(({ y }) => y),
            template().yaxis.range,
          ),
        }),
    ...(zoom.view === lab.view ? zoom.axes : {}),
  });
  /** Plotly's own memory of a zoom ends when an axis grows, and its way back is the first axis there was. */
  function zoomed(change) {
    const kept = zoom.view === lab.view ? zoom.axes : {};
    const touched = ["xaxis", "yaxis"].filter((axis) =>
      Object.keys(change).some((key) => key.startsWith(`${axis}.range`)),
    );
    zoom = {
      view: lab.view,
      axes: { ...kept, ...Object.fromEntries(touched.map((axis) => [axis, [...plot.layout[axis].range]])) },
    };
    one.range = JSON.stringify(ranges());
  }

  const look = () => {
    axes = axesOf(plot);
    if (axes) {
      const drawing = plot.querySelector(".main-svg");
      // above the grid, below what hovers
      if (drawing?.nextSibling !== overlay.picture) drawing?.after(overlay.picture);
      overlay.draw(axes, one.traces);
      line.style.top = `${axes.top}px`;
      line.style.height = `${axes.height}px`;
      one.place();
    }
  };
  async function draw(Plotly) {
    adoptRules(root);
    const made = layout();
    plot.style.height = `${made.height}px`;
    const first = !plot._fullLayout;
    if (first) plot.replaceChildren(); // what was said while it was missing
    await Plotly.react(plot, one.traces, made, SETTINGS);
    if (first) {
      for (const event of ["plotly_afterplot", "plotly_relayouting"]) plot.on(event, look);
      plot.on("plotly_relayout", zoomed);
      plot.on("plotly_doubleclick", () => {
        zoom = {};
        again();
      });
      if (name !== "curve") plot.on("plotly_click", ({ points }) => points[0] && lab.film.to(points[0].x));
    }
    look();
  }

  return Object.assign(one, {
    /** Put the cursor line where the film is. */
    place() {
      const at = axes && name !== "curve" ? axes.x(lab.film.step) : -1;
      const seen = at >= 0 && at <= axes?.width + 1;
      put(line, "data-seen", seen);
      if (seen) line.style.transform = `translateX(${(axes.left + at).toFixed(1)}px)`;
    },
    /** Draw the lines as they are now; true when the axes have to change for it. */
    update() {
      one.traces = name === "curve" ? curveTraces(lab, theme()) : courseTraces(lab, name, theme());
      one.stale = true;
      if (axes) overlay.draw(axes, one.traces);
      const range = JSON.stringify(ranges());
      if (range !== one.range) one.fresh = true;
      one.range = range;
    },
    /** Let Plotly know: its axes, and what it says under the mouse. */
    settle(Plotly) {
      Object.assign(one, { stale: false, fresh: false, drawn: performance.now() });
      one.busy = draw(Plotly)
        .catch((error) => {
          one.stale = true;
          throw error;
        })
        .finally(() => {
          one.busy = null;
        });
      return one.busy;
    },
    reserve: () => {
      plot.style.height = `${template().height}px`;
    },
    describe: () => put(plot, "aria-label", inWordsOf(lab, name)),
  });
}

/** All three, in a row. `feed()` says that there is more to draw, `curve()` that the film has moved. */
export function makeCharts(root, lab) {
  const all = ["loss", "norm", "curve"].map((name) => chart(root, name, lab, () => feed()));
  const each = html(
    "button",
    {
      type: "button",
      class: "key text each",
      "aria-pressed": "false",
      title: "Runs that differ in their seed only are drawn as a band from the lowest to the highest, with their mean",
    },
    "Each run",
  );
  each.onclick = () => {
    lab.eachRun = !lab.eachRun;
    put(each, "aria-pressed", lab.eachRun);
    feed();
  };
  all[0].title.after(each);
  const ghosts = html("p", { class: "ghosts" });
  const section = html("section", { class: "charts" }, [...all.map(({ card }) => card), ghosts]);
  let [Plotly, timer, gone, news, shown] = [null, 0, false, 0, 0];

  /** One figure a frame, and none while the film plays unless its axes have to change. */
  function work() {
    timer = 0;
    if (gone || !Plotly) return;
    const now = performance.now();
    if (!lab.told() && now - shown < PATIENCE) {
      timer = setTimeout(work, 20);
      return;
    }
    const ripe = all.find(
      ({ stale, busy, fresh, drawn }) =>
        stale && !busy && (fresh || (!lab.film.playing && (now - news > QUIET || now - drawn > OFTEN))),
    );
    ripe?.settle(Plotly).catch((error) => console.error(error));
    if (all.some(({ stale }) => stale)) timer = ripe ? requestAnimationFrame(work) : setTimeout(work, 100);
  }
  const start = () => {
    news = performance.now();
    timer ||= setTimeout(work, 0);
  };
  const feed = () => {
    for (const one of all) one.update();
    start();
  };
  return {
    section,
    feed,
    place: () => all.forEach((one) => one.place()),
    curve() {
      all[2].update();
      start();
    },
    /** Another set of runs, or another theme. */
    show(base) {
      shown = performance.now();
      each.hidden = lab.groups().length === 0;
      put(each, "aria-pressed", lab.eachRun);
      say(all[2].title, lab.curveTitle());
      ghosts.replaceChildren(
        ...(lab.ghosts.length === 0
          ? []
          : ["Earlier, faint and dashed: ", lab.ghosts.map(({ entry }) => entry.name).join("; "), "."]),
      );
      for (const one of all) {
        one.reserve();
        one.update();
        one.fresh = true;
      }
      plotly(base)
        .then((library) => {
          Plotly = library;
          start();
        })
        .catch((error) => {
          all[0].plot.textContent = error.message;
        });
    },
    describe: () => all.forEach((one) => one.describe()),
    stop() {
      gone = true;
      for (const { plot } of all) Plotly?.purge(plot);
    },
  };
}
