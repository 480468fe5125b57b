/** The shapes of what the server sends the lab (`core/figures/lab.py`, `pages/_shell/server/reports.py`). */

import type { Palette, Signal } from "../types.d.ts";
import type { Course } from "./data/courses.js";

/** How a run stands out beside others. */
export interface Look {
  hue: string;
  /** Of its line, as an SVG writes it. */
  dash: string;
  mark: string;
  /** Of its marks, px. */
  size: number;
}

/** A line of gradient norms along the probe sentence: `of` is the field of a frame that holds it. */
export interface GradientLine {
  of: "profile" | "cell";
  label: string;
  name: string;
  hue: string;
  dash: string;
}

/** What is known of a run before it has trained a step. */
export interface RunEntry extends Look {
  key: string;
  name: string;
  short: string;
  label: string;
  /** Key of the run that it goes on from, if that is on the page. */
  continues: string;
  kind: string;
  group: string;
  group_name: string;
  task: string;
  steps: number;
  learning_rate: number;
  clip: number | null;
  limits: Limits;
  clipped_beside?: boolean;
  units: number;
  signals: Signal[];
  gradients: GradientLine[];
  probe: string[];
  answer: string;
  generates: boolean;
  curve: {
    title: string;
    name: string;
    unit: string;
    scale: "share" | "perplexity" | "error";
    chance: number;
    points: number[];
    /** What the points are called, where they are no lengths; else none. */
    names: string[];
    trained: { points: number[]; span: string };
    right_when: string;
  };
}

/** [step or length, value]; null where the value is not finite. */
export type Point = [number, number | null];

/** An earlier run: its numbers come with it. */
export interface GhostEntry extends RunEntry {
  ghost: true;
  losses: Point[];
  norms: Point[];
  last: Point[];
}

/** All that the lab shows, as one JSON text. */
export interface Board {
  runs: (RunEntry | GhostEntry)[];
  figures: { loss?: Layout; norm?: Layout; curve?: Record<string, Layout> };
  palette: Palette;
  held_constant: string;
  caption: string;
}

/** What may be chosen on the way, from the least to the most. */
export interface Limits {
  learning_rate: [number, number];
  clip: [number, number];
}

/** A layout of Plotly's, as `core.figures` makes it. */
export type Layout = Record<string, any>;

/** What comes with a board: where the server is, and what the reader did on the page. */
export interface Around {
  base: string;
  stream: string;
  watcher: string;
  fresh: number;
  play: string;
  again?: string;
}

/** A measurement on the way. */
export interface Frame {
  step: number;
  score: number | null;
  shape: [length: number, units: number];
  /** Codes (T, U) by the name of the signal: base64 as they come, numbers once they were looked at. */
  signals: Record<string, string | Uint8Array | Uint16Array>;
  curve: Point[];
  profile: (number | null)[];
  cell: (number | null)[] | null;
  samples: Record<string, string>;
  seconds: number;
  broken: boolean;
}

export type State = "" | "queued" | "running" | "paused" | "done" | "stopped" | "diverged" | "failed" | "unknown";

/** One message about a run. `from` and `frameFrom` say up to where what was known still holds. */
export interface News {
  key: string;
  state: State;
  place: number;
  left: number | null;
  step: number;
  steps: number;
  restarts: number;
  message: string;
  /** The step at which it was set aside because no page was connected. */
  aside: number | null;
  from: number;
  frameFrom: number;
  losses: (number | null)[];
  norms: (number | null)[];
  frames: Frame[];
}

/** All that is known of a run. */
export interface Run {
  key: string;
  state: State;
  place: number;
  left: number | null;
  step: number;
  steps: number;
  restarts: number;
  message: string;
  /** The step at which it was set aside because no page was connected. */
  aside: number | null;
  losses: Course;
  norms: Course;
  frames: Frame[];
  /** The largest gradient norm at a word of any frame. */
  highest: number;
  /** What the run was called that this one goes on from, until the stream has told of it. */
  words?: string;
}

export interface Member {
  entry: RunEntry;
  run: Run;
}

/** Runs of one recipe that differ in their seed only. */
export interface Group extends Look {
  name: string;
  task: string;
  members: Member[];
}

export interface Line {
  x: number[];
  y: (number | null)[];
}

export interface Ghost {
  entry: GhostEntry;
  losses: Line;
  norms: Line;
  curve: Line;
}

/** What the reader orders of a run. */
export interface Order {
  do: "pause" | "resume" | "step" | "stop" | "change" | "repeat_clipped";
  key: string;
  learning_rate?: number;
  clip?: number | null;
}
