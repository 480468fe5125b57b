// @ts-nocheck
/**
 * The lab: runs while they train, and the film of what they went through. The server sends numbers as they come;
 * one cursor in training time moves figures, states, gradients and text together, and the server is not asked.
 */

import { readTheme } from "../colour.js";
import { still } from "../player.js";
import { html, say } from "../svg.js";
import { makeBar, press } from "./controls/bar.js";
import { makeCharts } from "./pictures/charts.js";
import { makeChips } from "./controls/chips.js";
import { makeColumns } from "./pictures/columns.js";
import { follow } from "./data/feed.js";
import { placeOfFocus } from "./controls/focus.js";
import { makeFilm } from "./data/film.js";
import { makeOrders } from "./data/orders.js";
import { labMenu } from "./pictures/filmstrip.js";
import { ENDED, adopt, frameAt, ghostRun, groupsOf, merge, stopsOf } from "./data/runs.js";
import { stepAxis } from "./data/steps.js";
import { numbersTable } from "./pictures/table.js";

const MOST_LOOKED = 4;

/** `tell(kind, name, value)` speaks to the server: an order of the reader, or that all runs have ended. */
export function buildLab(root, tell) {
  const known = new Map(); // what is known of a run outlives every rebuilding of the page
  const lab = {
    data: { runs: [], figures: {} },
    runs: [],
    ghosts: [],
    chosen: null,
    selected: 0,
    temperature: "0.7",
    eachRun: false,
    pointed: null,
    view: 0,
    curveTask: "",
  };
  let [chips, charts, columns, bar, card, hangUp] = [null, null, null, null, null, () => {}];
  let [frame, dirty, played, ended] = [0, {}, undefined, ""];
  const orders = makeOrders((all) => tell("trigger", "order", all));
  const news = [];
  const spoken = html("span", { class: "spoken", "aria-live": "polite" });
  const trouble = html("output", { class: "trouble" });

  const paint = () => {
    frame = 0;
    const { told, moved } = dirty;
    dirty = {};
    if (!card) return;
    if (told) {
      lab.film.ride();
      if (columns.outdated()) newColumns();
    }
    if (told || moved) {
      chips.draw();
      bar.draw();
      charts.place();
      columns.draw(lab.film.step);
      const shown = lab.runs.map(({ run }) => frameAt(run.frames, lab.film.step)).join();
      if (shown !== lab.shown) {
        lab.shown = shown;
        charts.curve();
        table.refresh();
      }
    }
    if (told) {
      charts.feed();
      table.refresh();
    }
  };
  const soon = (what) => {
    dirty[what] = true;
    frame ||= requestAnimationFrame(paint);
  };
  const table = numbersTable(lab);

  Object.assign(lab, {
    looked: () =>
      lab.runs.length <= MOST_LOOKED ? lab.runs : lab.runs.filter(({ entry }) => lab.chosen.includes(entry.key)),
    stops: () => stopsOf(lab.runs.map(({ run }) => run)),
    newest: () => Math.max(0, ...lab.runs.map(({ run }) => run.step)),
    longest: () => Math.max(1, ...lab.runs.map(({ run, entry }) => run.steps || entry.steps || 0), lab.newest()),
    told: () => lab.runs.length === 0 || lab.runs.some(({ run }) => run.state !== ""),
    active: () => lab.runs.some(({ run }) => !ENDED.has(run.state)),
    generates: () => lab.looked().some(({ entry }) => entry.generates),
    groups: () => lab.grouped,
    frameOf: ({ run }) => run.frames[frameAt(run.frames, lab.film.step)],
    curveTemplate: () => lab.data.figures.curve[lab.curveTask] ?? lab.data.figures.curve,
    curveTitle() {
      const tasks = new Set(lab.runs.map(({ entry }) => entry.task));
      const title = lab.runs.find(({ entry }) => entry.task === lab.curveTask)?.entry.curve.title ?? "Right answers";
      return tasks.size > 1 ? `${title}, ${lab.curveTask}` : title;
    },
    order: orders.give,
    states: new Map(), // by key: what a run was when it was last heard of, for those who hear the page
    /** What happens at once is said at once: the next words would take the place of the last. */
    announce(text) {
      if (news.push(text) === 1) setTimeout(() => say(spoken, news.splice(0).join(". ")), 50);
    },
    select(index) {
      if (!lab.runs[index]) return;
      lab.selected = index;
      const { task } = lab.runs[index].entry;
      if (task !== lab.curveTask) {
        lab.curveTask = task;
        lab.view += 1;
        charts.show(lab.around.base);
      }
      chips.mark();
    },
    look(member) {
      if (lab.runs.length <= MOST_LOOKED) return;
      const { key } = member.entry;
      lab.picked = true;
      lab.chosen = lab.chosen.includes(key)
        ? lab.chosen.filter((other) => other !== key)
        : [...lab.chosen, key].slice(-MOST_LOOKED);
      newColumns();
      chips.mark();
    },
    point(timestep, unit) {
      lab.pointed = timestep === null ? null : { timestep, unit };
      columns.point(lab.pointed);
    },
  });
  lab.axis = stepAxis(lab);
  lab.film = makeFilm({ stops: lab.stops, newest: lab.newest, moved: () => soon("moved") });

  function newColumns() {
    const before = columns?.section;
    columns = makeColumns(root, lab);
    before?.replaceWith(columns.section);
    columns.draw(lab.film.step);
    columns.slant();
  }

  function hear({ runs }) {
    for (const part of runs) if (known.has(part.key)) merge(known.get(part.key), part);
    lab.axis.follow();
    soon("told");
    if (lab.runs.length === 0 || lab.active()) return;
    const states = lab.runs.map(({ run }) => `${run.key}:${run.state}`).join(" ");
    if (played !== lab.around.play && lab.around.play) lab.film.play();
    played = lab.around.play;
    if (states !== ended) tell("state", "ended", (ended = states));
  }

  /** Put up these runs. What is known of a run that was there before stays; figures keep their element and zoom. */
  function show(data, around) {
    if (lab.around && around.fresh !== lab.around.fresh)
      Object.assign(lab, { selected: 0, eachRun: false, temperature: "0.7", view: lab.view + 1 });
    const before = lab.data.runs.map(({ key }) => key).join();
    lab.data = data;
    lab.around = around;
    lab.ghosts = data.runs.filter(({ ghost }) => ghost).map((entry) => ({ entry, run: ghostRun(entry) }));
    const entries = data.runs.filter(({ ghost }) => !ghost);
    const brandNew = adopt(known, entries);
    lab.runs = entries.map((entry) => ({ entry, run: known.get(entry.key) }));
    lab.selected = Math.min(lab.selected, Math.max(entries.length - 1, 0));
    const { task: curveTask = "" } = lab.runs[lab.selected]?.entry ?? {};
    if (curveTask !== lab.curveTask) Object.assign(lab, { curveTask, view: lab.view + 1 });
    lab.grouped = groupsOf(lab.runs);
    const picked = entries.filter(
      ({ key, continues }) => lab.picked && (lab.chosen.includes(key) || lab.chosen.includes(continues)),
    );
    lab.picked = picked.length > 0;
    lab.chosen = (lab.picked ? picked : entries).slice(0, MOST_LOOKED).map(({ key }) => key);
    if (before !== data.runs.map(({ key }) => key).join()) ended = "";
    const again = around.again !== lab.again;
    if (brandNew || again) {
      lab.axis.anew();
      lab.film.goLive();
    } else lab.axis.follow();
    hangUp(); // the line first: while it opens, the page is built
    hangUp = entries.length > 0 ? call(entries) : () => {};
    const begun = card && entries.length > 0 && again;
    lab.again = around.again;
    rebuild();
    if (begun) bringUp();
  }

  function call(entries) {
    const asked = new URLSearchParams([...entries.map(({ key }) => ["key", key]), ["watcher", lab.around.watcher]]);
    return follow(new URL(`${lab.around.stream}?${asked}`, document.baseURI).href, hear, (sentence) =>
      say(trouble, sentence),
    );
  }

  /** What was started is to be seen: on a small screen the settings fill it. */
  function bringUp() {
    if (card.getBoundingClientRect().top > innerHeight / 3)
      card.scrollIntoView({ block: "start", behavior: still() ? "auto" : "smooth" });
  }

  function rebuild() {
    const host = root.host ?? root;
    charts ??= makeCharts(root, lab);
    chips = makeChips(lab);
    columns = makeColumns(root, lab);
    bar = makeBar(lab, labMenu(root, lab));
    const empty =
      lab.runs.length === 0
        ? [html("p", { class: "nothing" }, "Nothing has been trained here yet. Press Train: it takes a few seconds.")]
        : [];
    const next = html("div", { class: "lab" }, [
      chips.list,
      ...empty,
      html("p", { class: "held" }, [html("span", {}, lab.data.held_constant ?? ""), trouble]),
      bar.root,
      charts.section,
      columns.section,
      table.root,
      html("p", { class: "caption" }, lab.data.caption ?? ""),
      spoken,
    ]);
    next.classList.toggle("roomy", host.clientWidth > 1150);
    next.classList.toggle("idle", lab.runs.length === 0);
    // Plotly keeps the focus where it was: the next space would press the button that was pressed last.
    next.onpointerdown = (event) => event.target.closest(".plot") && document.activeElement?.blur();
    const focused = placeOfFocus(root);
    if (card) card.replaceWith(next);
    else root.append(next);
    card = next;
    focused?.(card)?.focus({ preventScroll: true });
    chips.mark();
    chips.draw(); // at once: what reads the page, or has a key pressed, finds no empty chip
    charts.show(lab.around.base);
    lab.shown = "";
    columns.slant();
    soon("told");
  }

  const sight = new ResizeObserver(() => {
    if (!card) return;
    card.classList.toggle("roomy", (root.host ?? root).clientWidth > 1150);
    columns.slant();
    soon("moved");
  });
  sight.observe(root.host ?? root);
  const speaking = setInterval(() => charts?.describe(), 2000);
  return {
    show,
    answered: orders.answered,
    /** Another theme: only what is painted knows its colours; a form that is half filled in stays. */
    repaint() {
      if (!card) return;
      lab.theme = readTheme(root.host ?? root);
      newColumns();
      charts.show(lab.around.base);
      soon("told");
    },
    keydown: (event) => card && press(event, lab, bar, chips),
    stop() {
      hangUp();
      lab.film.pause();
      clearInterval(speaking);
      cancelAnimationFrame(frame);
      sight.disconnect();
      charts?.stop();
      card = null;
    },
  };
}
