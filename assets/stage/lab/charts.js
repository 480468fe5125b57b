/** The three figures of the lab: loss, gradient norm and the task's own curve, kept and fed while runs go on. */

import { saveAs } from "../export.js";
import { mix, readTheme } from "../colour.js";
import { adoptRules, plotly, printed, themed } from "../figure.js";
import { rasterise } from "../export.js";
import { html, put, say } from "../svg.js";
import { csv, curveTraces, courseTraces, tableOf } from "./lines.js";
import { decades } from "./courses.js";
import { format, scientific } from "../arrays.js";

const PAUSE = 250; // ms between two drawings of one figure from the stream
const SETTINGS = { displaylogo: false, displayModeBar: false, responsive: true, showSendToCloud: false };
const TITLES = { loss: "Loss", norm: "Gradient norm, before clipping" };

/** One figure with its card, its cursor line and its menu. */
function chart(root, name, lab) {
  const plot = html("div", { class: "plot", role: "img" });
  const line = html("div", { class: "cursorline", "aria-hidden": "true" });
  const title = html("h3", {}, TITLES[name] ?? "");
  const head = html("header", {}, [title]);
  const card = html("figure", { class: "figure" }, [head, html("div", { class: "plotbox" }, [plot, line])]);
  const one = { name, card, plot, dirty: true, drawn: 0, busy: false, ready: false };
  const drawing = () => printed(plot, title.textContent, lab.data.caption, { showlegend: true });
  head.append(saveAs(`unrolled-lab-${name}`, {
    png: async (scale) => rasterise(await drawing(), scale),
    svg: drawing,
    csv: async () => new Blob([csv(lab, name)], { type: "text/csv" }),
  }));

  function place() {
    const axis = name === "curve" ? null : plot._fullLayout?.xaxis; // the only place where Plotly says where its axis lies
    const at = axis ? axis.l2p(lab.film.step) : -1;
    const seen = axis && at >= 0 && at <= axis._length;
    put(line, "data-seen", Boolean(seen));
    if (!seen) return;
    line.style.transform = `translateX(${(axis._offset + at).toFixed(1)}px)`;
    const size = plot._fullLayout._size;
    if (one.box !== `${size.t} ${size.h}`) {
      one.box = `${size.t} ${size.h}`;
      line.style.top = `${size.t}px`;
      line.style.height = `${size.h}px`;
    }
  }

  function figure() {
    const theme = readTheme(root.host ?? root);
    const template = name === "curve" ? lab.curveTemplate() : lab.data.figures[name];
    const traces = name === "curve" ? curveTraces(lab, theme) : courseTraces(lab, name, theme);
    const layout = themed({ layout: template }, theme);
    if (name !== "curve") {
      layout.yaxis = { ...layout.yaxis, range: decades(traces.map(({ y }) => y)) };
      layout.xaxis = { ...layout.xaxis, range: [0, lab.longest()] };
    }
    for (const shape of layout.shapes ?? []) shape.line = { color: theme.faint, ...shape.line };
    Object.assign(layout, { autosize: true, width: undefined, uirevision: lab.view, showlegend: false, hoverlabel: { ...layout.hoverlabel, namelength: 40 } });
    return [traces, layout, mix];
  }

  one.draw = async (Plotly) => {
    if (one.busy) return;
    one.busy = true;
    one.dirty = false;
    one.drawn = performance.now();
    try {
      adoptRules(root);
      const [traces, layout] = figure();
      plot.style.height = `${layout.height}px`;
      await Plotly.react(plot, traces, layout, SETTINGS);
      if (!one.ready) {
        one.ready = true;
        plot.on("plotly_afterplot", place);
        if (name !== "curve") plot.on("plotly_click", ({ points }) => points[0] && lab.film.to(points[0].x));
      }
      place();
    } finally {
      one.busy = false;
    }
  };
  one.place = place;
  one.head = title;
  one.say = () => put(plot, "aria-label", tableOf(lab, name));
  one.close = (Plotly) => Plotly?.purge(plot);
  return one;
}

/** All three, in a row. `feed()` says that there is more to draw, `curve()` that the film has moved. */
export function makeCharts(root, lab) {
  const all = ["loss", "norm", "curve"].map((name) => chart(root, name, lab));
  const each = html("button", { type: "button", class: "key text each", "aria-pressed": "false", title: "Runs that differ in their seed only are drawn as a band from the lowest to the highest, with their mean" }, "Each run");
  each.onclick = () => {
    lab.eachRun = !lab.eachRun;
    put(each, "aria-pressed", lab.eachRun);
    feed();
  };
  all[0].head.after(each);
  const ghosts = html("p", { class: "ghosts" });
  const section = html("section", { class: "charts" }, [...all.map(({ card }) => card), ghosts]);
  let Plotly = null;
  let [timer, gone] = [0, false];

  /** One figure a frame, each at most four times a second: no frame waits for all three. */
  function work() {
    timer = 0;
    if (gone || !Plotly) return;
    const now = performance.now();
    const due = all.filter(({ dirty, busy }) => dirty && !busy).sort((a, b) => a.drawn - b.drawn);
    const ripe = due.find(({ drawn, hurry }) => hurry || now - drawn >= PAUSE);
    if (ripe) {
      ripe.hurry = false;
      ripe.draw(Plotly).catch(() => {});
    }
    if (due.length > 0) timer = requestAnimationFrame(work);
  }
  const start = () => { timer ||= requestAnimationFrame(work); };
  const feed = () => {
    for (const one of all) one.dirty = true;
    start();
  };
  return {
    section, feed,
    place: () => all.slice(0, 2).forEach(({ place }) => place()),
    curve() {
      Object.assign(all[2], { dirty: true, hurry: true });
      start();
    },
    /** Another set of runs, or another theme. */
    show(base) {
      each.hidden = lab.groups().length === 0;
      say(all[2].head, lab.curveTitle());
      ghosts.replaceChildren(...lab.ghosts.length === 0 ? [] : ["Earlier, faint and dashed: ", lab.ghosts.map(({ entry }) => entry.name).join("; "), "."]);
      for (const one of all) one.plot.style.height ||= `${(one.name === "curve" ? lab.curveTemplate() : lab.data.figures[one.name]).height}px`;
      plotly(base).then((library) => {
        Plotly = library;
        feed();
      }).catch((error) => { all[0].plot.textContent = error.message; });
    },
    describe: () => all.forEach(({ say: speak }) => speak()),
    stop() {
      gone = true;
      cancelAnimationFrame(timer);
      for (const { close } of all) close(Plotly);
    },
  };
}

export { format, scientific };
