/** What is known of the runs, put together from what the stream says. Pure: no page, no clock. */

import { counted, thousands } from "../../parts/words.js";
import { Course } from "./courses.js";

/** @typedef {import("../types.d.ts").Frame} Frame */
/** @typedef {import("../types.d.ts").Run} Run */
/** @typedef {import("../types.d.ts").RunEntry} RunEntry */
/** @typedef {import("../types.d.ts").News} News */
/** @typedef {import("../types.d.ts").Member} Member */
/** @typedef {import("../types.d.ts").Group} Group */

/** @type {Set<import("../types.d.ts").State>} */
export const ENDED = new Set(["done", "stopped", "diverged", "failed", "unknown"]);
/** @type {Set<import("../types.d.ts").State>} what has ended by itself */
export const OVER = new Set(["done", "diverged"]);

/** @type {Partial<Record<import("../types.d.ts").State, string>>} what is said aloud of a run whose state changed */
export const BECAME = {
  running: "is training",
  paused: "is paused",
  done: "is done",
  stopped: "was stopped",
  diverged: "diverged",
  failed: "failed",
};

/**
 * The key of a run that all share; one that somebody holds has a copy of its own.
 * @param {string} key
 */
export const sharedKey = (key) => key.split("~")[0];

/**
 * A run nothing is known of yet.
 * @param {string} key
 * @returns {Run}
 */
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
    aside: null,
    losses: new Course(),
    norms: new Course(),
    frames: [],
    highest: 0,
  };
}

/**
 * Keep in `known` what is known of these runs, and nothing else. A run that goes on from another (a private copy
 * of it, or its fork) begins with what was known of that, until the stream has told it. Returns whether some of
 * them are new altogether.
 * @param {Map<string, Run>} known
 * @param {Pick<RunEntry, "key" | "continues">[]} entries
 */
export function adopt(known, entries) {
  const before = new Map(known);
  known.clear();
  let news = false;
  for (const { key, continues } of entries) {
    /** @type {(pair: [string, Run]) => boolean} */
    const same = ([old]) => old === continues || sharedKey(old) === sharedKey(key);
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

/**
 * Take in one message about a run. `from` and `frameFrom` say up to where what was known still holds.
 * @param {Run} run
 * @param {News} part
 */
export function merge(run, part) {
  run.state = part.state;
  if (part.state === "unknown") return run;
  const { place, left, step, steps, restarts, message, aside } = part;
  Object.assign(run, { place, left, step, steps, restarts, message, aside });
  run.losses.splice(part.from, part.losses);
  run.norms.splice(part.from, part.norms);
  run.frames.splice(part.frameFrom, Infinity, ...part.frames);
  if (part.frameFrom === 0) run.highest = 0;
  for (const { profile, cell } of part.frames)
    for (const norm of [...profile, ...(cell ?? [])]) run.highest = Math.max(run.highest, norm ?? 0);
  return run;
}

/**
 * An earlier run, whose numbers came with the page.
 * @param {import("../types.d.ts").GhostEntry} entry
 * @returns {import("../types.d.ts").Ghost}
 */
export function ghostOf(entry) {
  /** @type {(points: import("../types.d.ts").Point[]) => import("../types.d.ts").Line} */
  const line = (points) => ({ x: points.map(([x]) => x), y: points.map(([, y]) => y) });
  return { entry, losses: line(entry.losses), norms: line(entry.norms), curve: line(entry.last) };
}

/**
 * Runs of one recipe that differ in their seed only: two or more make a band.
 * @param {Member[]} runs
 * @returns {Group[]}
 */
export function groupsOf(runs) {
  /** @type {Map<string, Group>} */
  const groups = new Map();
  for (const member of runs) {
    const { group, group_name: name, hue, dash, mark, size, task } = member.entry;
    const found = groups.get(group) ?? { name, hue, dash, mark, size, task, members: [] };
    found.members.push(member);
    groups.set(group, found);
  }
  return [...groups.values()].filter(({ members }) => members.length > 1);
}

/**
 * Index of the last frame at or before a step; the first where there is none before; -1 without frames.
 * @param {Pick<Frame, "step">[]} frames
 * @param {number} step
 */
export function frameAt(frames, step) {
  let [low, high] = [0, frames.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (frames[middle].step <= step) low = middle + 1;
    else high = middle;
  }
  return frames.length === 0 ? -1 : Math.max(low - 1, 0);
}

/**
 * The frame in which a language model wrote last, at or before a step; null if it has not yet.
 * @param {Frame[]} frames
 * @param {number} step
 */
export function writtenAt(frames, step) {
  let index = frameAt(frames, step);
  while (index >= 0 && Object.keys(frames[index].samples).length === 0) index -= 1;
  return frames[index] ?? null;
}

/**
 * The training steps at which any of these runs was measured, ascending: where the film stops.
 * @param {{ frames: Pick<Frame, "step">[] }[]} runs
 */
export function stopsOf(runs) {
  return [...new Set(runs.flatMap(({ frames }) => frames.map(({ step }) => step)))].sort((a, b) => a - b);
}

/**
 * The stop after (by = 1) or before (by = -1) a step, or the last one there is.
 * @param {number[]} stops
 * @param {number} step
 * @param {number} by
 */
export function nextStop(stops, step, by) {
  const found = by > 0 ? stops.find((stop) => stop > step) : stops.findLast((stop) => stop < step);
  return found ?? (by > 0 ? stops.at(-1) : stops[0]) ?? step;
}

/** @type {Record<import("../types.d.ts").State, (run: Run, at: string, of: string) => string>} */
const WORDS = {
  "": ({ words }) => words ?? "getting ready", // who goes on as another is as it was until it says otherwise
  queued: ({ message, place, left }) => message || waiting(place, left),
  running: ({ left }, at, of) => `step ${at}${of}${left === null ? "" : ` · ${duration(left)} left`}`,
  paused: (_, at, of) => `paused at step ${at}${of}`,
  done: (run) => {
    const seconds = run.frames.at(-1)?.seconds;
    return `${counted(run.step, "step")}${seconds ? ` in ${duration(seconds)}` : ""}`;
  },
  stopped: ({ message }, at) => message || `stopped at step ${at}`,
  diverged: ({ message }) => message || "diverged",
  failed: ({ message }) => message || "failed",
  unknown: () => "no longer kept here; train it again",
};

/**
 * What a run's state is called, in the words of its chip.
 * @param {Run} run
 */
export function inWords(run) {
  const of = run.steps ? ` of ${thousands(run.steps)}` : "";
  return WORDS[run.state](run, thousands(run.step), of);
}

/**
 * What became of a run while no page was connected; nothing if it was not set aside, or has come to something else.
 * @param {Run} run
 */
export function awayInWords({ state, aside }) {
  if (aside === null || (state !== "running" && state !== "queued")) return "";
  const then = state === "running" ? "Going on." : "It goes on when its turn comes.";
  return `Set aside at step ${thousands(aside)} because no page was connected. ${then}`;
}

/**
 * @param {number} place in the queue
 * @param {number | null} left seconds
 */
function waiting(place, left) {
  const where = place > 0 ? `waiting, place ${place} in the queue` : "waiting";
  if (left === null) return where;
  return `${where} · ${left < 1 ? "any moment" : `about ${duration(left)}`}`;
}

/** @param {number} seconds */
export function duration(seconds) {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  return seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}
