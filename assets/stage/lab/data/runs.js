// @ts-nocheck
/** What is known of the runs, put together from what the stream says. Pure: no page, no clock. */

import { Course } from "./courses.js";
import { counted, thousands } from "../../parts/words.js";

export const ENDED = new Set(["done", "stopped", "diverged", "failed", "unknown"]);

/** A run nothing is known of yet. */
export function newRun(key) {
  return {
    key,
    state: "",
    place: 0,
    left: null,
    step: 0,
    steps: 0,
    restarts: 0,
    message: "",
    losses: new Course(),
    norms: new Course(),
    frames: [],
  };
}

/**
 * Keep in `known` what is known of these runs, and nothing else. A run that goes on from another (a private copy
 * of it, or its fork) begins with what was known of that, until the stream has told it. Returns whether some of
 * them are new altogether.
 */
export function adopt(known, entries) {
  const before = new Map(known);
  known.clear();
  let news = false;
  for (const { key, continues } of entries) {
    const same = ([old]) => old === continues || old.split("~")[0] === key.split("~")[0];
    const old = before.get(key) ?? [...before].find(same)?.[1];
    news ||= !old;
    if (!old) known.set(key, newRun(key));
    else if (old.key === key) known.set(key, old);
    else
      known.set(key, {
        ...old,
        key,
        state: "",
        words: inWords(old),
        losses: new Course(old.losses.values),
        norms: new Course(old.norms.values),
        frames: [...old.frames],
      });
  }
  return news;
}

/** Take in one message about a run. `from` and `frameFrom` say up to where what was known still holds. */
export function merge(run, part) {
  run.state = part.state;
  if (part.state === "unknown") return run;
  for (const name of ["place", "left", "step", "steps", "restarts", "message"]) run[name] = part[name];
  run.losses.splice(part.from, part.losses);
  run.norms.splice(part.from, part.norms);
  run.frames.splice(part.frameFrom, Infinity, ...part.frames);
  return run;
}

/** An earlier run whose numbers came with the page: [[step, value], …]. */
export function ghostRun(entry) {
  const line = (points) => ({ x: (points ?? []).map(([x]) => x), y: (points ?? []).map(([, y]) => y) });
  return {
    key: entry.key,
    state: "done",
    losses: line(entry.losses),
    norms: line(entry.norms),
    curve: entry.curve?.points ?? [],
  };
}

/** Runs of one recipe that differ in their seed only: two or more make a band. */
export function groupsOf(runs) {
  const groups = new Map();
  for (const member of runs) {
    const { group } = member.entry;
    if (!group) continue;
    if (!groups.has(group))
      groups.set(group, {
        name: member.entry.group_name ?? member.entry.kind.toUpperCase(),
        hue: member.entry.hue,
        dash: member.entry.dash,
        task: member.entry.task,
        members: [],
      });
    groups.get(group).members.push(member);
  }
  return [...groups.values()].filter(({ members }) => members.length > 1);
}

/** Index of the last frame at or before a step; the first where there is none before; -1 without frames. */
export function frameAt(frames, step) {
  let [low, high] = [0, frames.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (frames[middle].step <= step) low = middle + 1;
    else high = middle;
  }
  return frames.length === 0 ? -1 : Math.max(low - 1, 0);
}

/** The frame in which a language model wrote last, at or before a step; null if it has not yet. */
export function writtenAt(frames, step) {
  let index = frameAt(frames, step);
  while (index >= 0 && Object.keys(frames[index].samples ?? {}).length === 0) index -= 1;
  return frames[index] ?? null;
}

/** The training steps at which any of these runs was measured, ascending: where the film stops. */
export function stopsOf(runs) {
  return [...new Set(runs.flatMap(({ frames }) => frames.map(({ step }) => step)))].sort((a, b) => a - b);
}

/** The stop after (by = 1) or before (by = -1) a step, or the last one there is. */
export function nextStop(stops, step, by) {
  const found = by > 0 ? stops.find((stop) => stop > step) : stops.findLast((stop) => stop < step);
  return found ?? (by > 0 ? stops.at(-1) : stops[0]) ?? step;
}

/** What a run's state is called, in the words of its chip. */
export function inWords(run) {
  const { state, step, steps, place, left } = run;
  const of = steps ? ` of ${thousands(steps)}` : "";
  const at = thousands(step);
  if (state === "") return run.words ?? "getting ready"; // who goes on as another is as it was until it says otherwise
  if (state === "queued" && run.message) return run.message;
  if (state === "queued") {
    const where = place > 0 ? `waiting, place ${place} in the queue` : "waiting";
    return `${where}${left === null ? "" : left < 1 ? " · any moment" : ` · about ${duration(left)}`}`;
  }
  if (state === "running") return `step ${at}${of}${left === null ? "" : ` · ${duration(left)} left`}`;
  if (state === "paused") return `paused at step ${at}${of}`;
  if (state === "done") {
    const seconds = run.frames.at(-1)?.seconds;
    return `${counted(step, "step")}${seconds ? ` in ${duration(seconds)}` : ""}`;
  }
  if (state === "stopped") return run.message || `stopped at step ${at}`;
  if (state === "unknown") return "no longer kept here; train it again";
  return run.message || state;
}

export function duration(seconds) {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  return seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}
