// @ts-nocheck
/** The runs as chips: how each stands, and what can be done with it. */

import { scientific } from "../../arrays.js";
import { html, put, readout, say } from "../../svg.js";
import { changeForm } from "./change.js";
import { scored } from "../pictures/columns.js";
import { icon } from "../../parts/icons.js";
import { swatch } from "../../parts/legend.js";
import { percent, thousands } from "../../parts/words.js";
import { inWords } from "../data/runs.js";
import { whereTrained } from "../data/scores.js";

const DONE_SOON = 4000; // ms after which an order that was not answered may be given again
const MOST_STEPS = 20; // single steps that are still to be taken, of somebody who clicks faster than they are

/** What a chip says of the exam: over all of it, and where the run was trained, if that is a part of it. */
function exam(entry) {
  const score = readout({ class: "score-now" });
  const { points, span } = entry.curve.trained;
  if (points.length === 0) return { score, rows: [], draw: (at) => say(score, at ? scored(entry, at.score) : "") };
  const share = `${points.length} of the ${entry.curve.points.length} points of the exam`;
  const trained = html("p", {
    class: "trained",
    title: `On the ${entry.curve.name} trained on, ${span}: ${share}, ${points.join(", ")}`,
  });
  return {
    score,
    rows: [trained],
    draw(at) {
      const share = whereTrained(entry, at);
      say(score, at ? `${percent(at.score)} % over all` : "");
      say(trained, share === null ? "" : `${percent(share)} % where trained (${span})`);
    },
  };
}

const STATES = {
  running: "is training",
  paused: "is paused",
  done: "is done",
  stopped: "was stopped",
  diverged: "diverged",
  failed: "failed",
};

/** What a chip says of state and loss. Numbers of an earlier step say so: pictures of them are taken home. */
function standing(run, film, loss) {
  const shown = Math.round(film.step);
  const earlier = shown < run.step;
  const over = run.state === "done";
  const words = earlier && over ? `at step ${thousands(shown)} of ${thousands(run.step)}` : inWords(run);
  const when = earlier && !over ? `step ${thousands(shown)}: ` : "";
  return {
    words: `${words}${run.restarts > 0 && run.state === "running" ? " · went on after a fault" : ""}`,
    measured: run.state === "diverged" || loss === null ? "" : `${when}loss ${scientific(loss)}`,
  };
}

const base = (key = "") => key.split("~")[0]; // of a run that somebody holds, the shared one's

function chip(lab, member, index) {
  const { entry, run } = member;
  const [state, here, bar, measured] = [html("span"), html("span", { class: "here" }), html("i"), exam(entry)];
  const progress = html(
    "div",
    {
      class: "progress",
      role: "progressbar",
      "aria-label": `Progress of ${entry.short}`,
      "aria-valuemin": 0,
      "aria-valuemax": 100,
    },
    bar,
  );
  const button = (name, label, act) =>
    html(
      "button",
      { type: "button", class: `tool ${name}`, "aria-label": `${label}: ${entry.short}`, title: label, onclick: act },
      icon(name),
    );
  const order = (what, more = {}) => {
    const again = member.asked && member.askedFor === what && performance.now() - member.asked < DONE_SOON;
    member.stepping = what === "step";
    member.steps =
      member.stepping && (again || run.state !== "paused") ? Math.min((member.steps ?? 0) + 1, MOST_STEPS) : 0;
    if (again || member.steps > 0) return;
    member.asked = performance.now();
    member.askedFor = what;
    root.classList.add("asked");
    lab.order({ do: what, key: entry.key, ...more });
  };
  const hold = button("pause", "Pause (p)", () => order(run.state === "paused" ? "resume" : "pause"));
  const one = button("step", "One training step (s)", () => order("step"));
  const stop = button("stop", "Stop (x)", () => order("stop"));
  const form = changeForm(lab, member, (values) => order("change", values));
  const tune = button("tune", "Change learning rate or clipping on the way", () => form.toggle());
  const look = button("eye", "Look into this run", () => lab.look(member));
  const clip = html(
    "button",
    { type: "button", class: "repeat", onclick: () => order("repeat_clipped") },
    "Repeat with clipping",
  );
  const name = html(
    "button",
    { type: "button", class: "name", title: `${entry.label} (${index + 1})`, onclick: () => lab.select(index) },
    [swatch(entry), html("span", {}, entry.short)],
  );
  const tools = html("div", { class: "tools" }, [look, tune, hold, one, stop]);
  const root = html("li", { class: "run", style: `--hue:${entry.hue}` }, [
    html("div", { class: "top" }, [name, tools]),
    progress,
    html("div", { class: "foot" }, [html("p", { class: "state" }, [state, here]), measured.score, clip]),
    ...measured.rows,
    form.root,
  ]);
  let was = lab.states.get(base(entry.key)) ?? lab.states.get(base(entry.continues)) ?? "";
  let drawn = "";
  return {
    root,
    hold,
    one,
    stop,
    form,
    draw() {
      if (run.state && was !== run.state) {
        if (was && STATES[run.state]) lab.announce(`${entry.short} ${STATES[run.state]}`);
        lab.states.set(base(entry.key), (was = run.state));
      }
      if (drawn !== run.state) {
        drawn = run.state;
        member.asked = 0;
        root.classList.remove("asked");
        const paused = run.state === "paused";
        put(root, "data-state", run.state);
        hold.replaceChildren(icon(paused ? "play" : "pause"));
        put(hold, "aria-label", `${paused ? "Go on" : "Pause"}: ${entry.short}`);
        put(hold, "title", paused ? "Go on (p)" : "Pause (p)");
        const going = run.state === "running" || paused;
        const there = going || run.state === "queued";
        for (const [tool, can] of [
          [hold, going],
          [tune, going],
          [one, paused || (member.stepping && there)],
          [stop, there],
        ])
          tool.disabled = !can;
        tools.classList.toggle("over", !there && run.state !== "");
        clip.hidden =
          run.state !== "diverged" ||
          (entry.clip !== null && entry.clip !== undefined) ||
          Boolean(entry.clipped_beside);
      }
      if (member.asked && run.step !== member.askedAt) member.asked = 0;
      member.askedAt = run.step;
      if (member.steps > 0 && !member.asked && run.state === "paused") {
        const left = member.steps - 1;
        order("step");
        member.steps = left;
      }
      const said = standing(run, lab.film, run.losses.at(lab.film.step));
      say(state, said.words);
      put(state, "title", said.words);
      say(here, said.measured);
      measured.draw(run.state === "diverged" ? null : lab.frameOf(member));
      const share = run.steps ? run.step / run.steps : 0;
      bar.style.transform = `scaleX(${share.toFixed(4)})`;
      put(progress, "aria-valuenow", Math.round(100 * share));
    },
    mark(selected, looked, choosing) {
      root.classList.toggle("selected", selected);
      put(name, "aria-current", selected ? "true" : "false");
      look.hidden = !choosing;
      put(look, "aria-pressed", looked);
    },
  };
}

/** All chips, in rows of up to four. */
export function makeChips(lab) {
  const chips = lab.runs.map((member, index) => chip(lab, member, index));
  const abreast = chips.length <= 5 ? chips.length : Math.ceil(chips.length / 2);
  const list = html(
    "ul",
    { class: "runs", "aria-label": "Runs", "data-count": chips.length, style: `--abreast:${Math.max(abreast, 1)}` },
    chips.map(({ root }) => root),
  );
  return {
    list,
    draw: () => chips.forEach((one) => one.draw()),
    mark: () =>
      chips.forEach((one, index) =>
        one.mark(
          index === lab.selected && chips.length > 1,
          lab.looked().includes(lab.runs[index]),
          lab.runs.length > 4,
        ),
      ),
    press: (name) => {
      const tool = chips[lab.selected]?.[name];
      if (tool && !tool.disabled) tool.click();
    },
    close: () => chips.forEach(({ form }) => form.close()),
  };
}
