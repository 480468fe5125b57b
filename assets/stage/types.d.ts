/** The shapes of what the server sends to the browser (`core/figures/score.py`, `staves.py`), and of what is drawn. */

import type { Cursor } from "./cursor.js";
import type { Matrix } from "./arrays.js";
import type { Row } from "./parts/rows.js";

/** Numbers: base64 of little-endian bytes; a shape of one or two sizes. */
export interface NumberArray {
  dtype: "f32" | "f64";
  shape: [rows: number, columns?: number];
  data: string;
}

/** How numbers become colours: gates on [0, 1], tanh signals on [-1, 1]; what has no ends, by its tanh. */
export type Scale = "gate" | "signed" | "squashed";

/** What a signal is called and how it is drawn (`core/equations/signals.py`). */
export interface Signal {
  name: string;
  label: string;
  symbol: string;
  note: string;
  scale: Scale;
  /** The ends of its colours: of its values, or of their tanh if it is squashed. */
  low: number;
  high: number;
  hue: string;
}

export interface Palette {
  signals: Record<string, string>;
  positive: string;
  negative: string;
}

export interface Token {
  text: string;
  known: boolean;
}

interface StaveHead {
  id: string;
  label: string;
  note?: string;
  symbol?: string;
}

/** `of`: the key of the signal that it shows; what a stave does not say itself, the signal says. */
export interface HeatStave extends StaveHead {
  type: "heat";
  of: string;
}

/** `bound`: the axis ends at ±bound; without it at the next whole number. `hint`: what the reader may do, on screen. */
export interface LinesStave extends StaveHead {
  type: "lines";
  of: string;
  bound?: number;
  hint?: string;
}

export interface Series {
  name: string;
  hue: string;
  dash: string;
  mark: string;
  values: NumberArray;
}

export interface ProfileStave extends StaveHead {
  type: "profile";
  series: Series[];
}

/** `best`: after each token its likeliest classes and their probabilities, null for one that is not a number. */
export interface ReadoutStave extends StaveHead {
  type: "readout";
  hue: string;
  best: [word: string, probability: number | null][][];
  reveal: boolean;
  number?: boolean;
}

export interface SharedWeights {
  name: string;
  hue: string;
  shape: string;
  count: number;
}

/** `carry`: the hue of the cell state, null where there is none; `rolled`: the label of the rolled-up network. */
export interface UnrolledStave extends StaveHead {
  type: "unrolled";
  hue: string;
  rolled: string;
  of: string;
  inputs: NumberArray;
  initial: NumberArray;
  carry: string | null;
  weights: SharedWeights[];
}

export type Stave = HeatStave | LinesStave | ProfileStave | ReadoutStave | UnrolledStave;

export interface Gate {
  name: string;
  of: string;
  /** The sign of the function that squashes the sum; none where it stays as it is. */
  squash: string;
  offset: number;
  input: NumberArray;
  recurrent: NumberArray;
  bias: NumberArray;
  peephole?: NumberArray;
}

/** What the lens needs: the gates' sums taken apart, and the weights behind them. */
export interface LensData {
  kind: "rnn" | "gru" | "lstm";
  hidden_size: number;
  /** Whether a GRU's update gate near 1 writes the candidate. */
  writes: boolean;
  /** Where a GRU's reset gate stands, from the matrix product; null where there is none. */
  reset: "after" | "before" | null;
  gates: Gate[];
  signals: Record<string, string>;
  inputs: NumberArray;
  initial_hidden: NumberArray;
  /** Null where there is no cell state. */
  initial_cell: NumberArray | null;
  weight_input: NumberArray;
  weight_hidden: NumberArray;
}

/** A score, made once for a sentence and a network. */
export interface ScoreData {
  name: string;
  tokens: Token[];
  units: number;
  palette: Palette;
  staves: Stave[];
  /** All signals, each once; staves and lens name them by their keys. */
  signals: Record<string, Signal & { values: NumberArray }>;
  model: LensData | null;
  caption: string;
}

/** What a page says around it (`pages/_shell/stage.py`). */
export interface ScoreSetting {
  signature: string;
  base: string;
  veiled: string[];
  play: string | boolean;
  scene: string;
  backward: boolean;
  fresh: number;
  question?: string;
}

/** A Plotly figure (`core/figures`), and what a page says around it. */
export interface FigureData {
  figure: { data: any[]; layout: Record<string, any> };
  signature: string;
  title: string;
  name: string;
  alt: string;
  caption: string;
  veiled: boolean;
  base: string;
}

/** A weight matrix that lights up in all its copies. */
export interface Chip {
  name: string;
  hue: string;
  text: string;
  title: string;
  light: (on: boolean) => void;
}

/** A drawn stave, and what stands beside it. */
export interface StaveView {
  root: SVGSVGElement;
  height: number;
  label: string;
  symbol?: string;
  hue?: string;
  note?: string;
  hint?: string;
  axis?: [y: number, text: string][];
  legend?: { ends: [string, string]; colours: string[]; title?: string };
  series?: { name: string; hue: string; dash: string }[];
  chips?: Chip[];
  labelNow?: (state: Cursor) => string;
  move: (state: Cursor) => void;
  rows: () => Row[];
}

/** A stave on the score: `veiled` until the reader has predicted. */
export type PlacedStave = StaveView & { veiled: boolean };

/** What the server sent, once its numbers are decoded. */
export type Decoded<Raw> = {
  [Key in keyof Raw]: Raw[Key] extends NumberArray ? Matrix : Raw[Key];
};
export type Shown = Decoded<Signal & { values: NumberArray }>;
export type HeatShown = Shown & HeatStave;
export type LinesShown = Shown & LinesStave;
export type UnrolledShown = Shown & Decoded<UnrolledStave>;

declare global {
  interface Window {
    /** The vendored drawing library, once it has arrived. */
    Plotly?: any;
  }
}
