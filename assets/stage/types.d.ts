/** The shapes of what the server sends (`core/figures/score.py`, `staves.py`), and of what is drawn. */

import type { Cursor } from "./cursor.js";
import type { Show } from "./hands.js";
import type { Ledger } from "../net/instruments/ledger.js";
import type { Probe } from "../net/instruments/probe.js";
import type { Matrix } from "../net/matrix.js";
import type { Guess } from "./score/board/answers.js";
import type { Clamp, Erase, Off } from "../net/types.d.ts";
import type { Done } from "./score/hand/done.js";
import type { Model } from "./score/model.js";
import type { Order } from "./score/order.js";
import type { Look } from "./score/rows.js";
import type { Row } from "./parts/rows.js";

/**
 * How numbers become colours: gates on [0, 1], tanh signals on [-1, 1], their differences on [-2, 2]; what has no ends,
 * by its tanh.
 */
export type Scale = "gate" | "signed" | "doubled" | "squashed";

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
  marked: "lowest" | "highest";
}

export interface Palette {
  signals: Record<string, string>;
  positive: string;
  negative: string;
}

/** `differs`: the word of its twin at the same place, where it is another; "" where there is none. */
export interface Token {
  text: string;
  known: boolean;
  /** Whether the reader erased it: the networks read nothing there. */
  erased: boolean;
  differs?: string;
}

/** Scale a recurrent matrix so that its largest eigenvalue has this size; `gate` is null in an RNN, which has one. */
export interface Radius {
  kind: "radius";
  gate: string | null;
  radius: number;
}

/** Set the bias of the forget gate in every unit. */
export interface ForgetBias {
  kind: "forget_bias";
  bias: number;
}

/** What a reader does to a network by hand: while it reads, and to its weights before it does. */
export type ByHand = Clamp | Off | Erase | Radius | ForgetBias;

/** A signal of one layer of one network of the score, in one of its directions. */
export interface SignalAt extends Signal {
  network: number;
  layer: number;
  reverse: boolean;
}

/** `hidden`: not shown until the reader asks; `about`: a sentence on what it shows; `large`: as the reader asked. */
interface StaveHead {
  id: string;
  label: string;
  hidden?: boolean;
  about?: string;
  large?: boolean;
  note?: string;
  symbol?: string;
}

/** A signal of each unit, words × units. `reveal`: no column is shown before its word is read. */
export interface HeatDescribed extends StaveHead {
  type: "heat";
  of: string;
  reveal?: boolean;
}

/** The mean of a gate over the units. `marked`: which of its bars has a number. */
export interface MeansDescribed extends StaveHead {
  type: "means";
  of: string;
}

/** A unit's cell state, left alone and with its gates held so that it stays; `forget`: the key of its forget gate. */
export interface CarouselDescribed extends StaveHead {
  type: "carousel";
  of: string;
  forget: string;
}

/** What a unit holds, its output gate and what it shows; `output`, `shown`: the keys of these two. */
export interface LanesDescribed extends StaveHead {
  type: "lanes";
  of: string;
  output: string;
  shown: string;
}

/**
 * `bound`: the axis ends at ±bound; without it at the next whole number. `forget`: of a memory, the key of the gates
 * that say how much of it is kept.
 */
export interface LinesDescribed extends StaveHead {
  type: "lines";
  of: string;
  bound?: number;
  forget?: string;
}

/** How a line is drawn, and which gradient it is. */
export interface SeriesDescribed {
  name: string;
  network: number;
  state: "hidden" | "cell_state";
  hue: string;
  dash: string;
  mark: string;
  /** What the state is for, where a network has two. */
  role?: string;
}

/** Gradient norms; or what each line keeps of its value at the last word. */
export interface ProfileDescribed extends StaveHead {
  type: "profile";
  share?: boolean;
  begins?: string[];
  series: SeriesDescribed[];
}

/** What is left of the difference between a sentence and its twin; there only while there is one. */
export interface ApartDescribed extends StaveHead {
  type: "apart";
  series: SeriesDescribed[];
}

export interface ReadoutDescribed extends StaveHead {
  type: "readout";
  hue: string;
  network: number;
  most: number;
  reveal: boolean;
}

/** `carry`: the hue of the cell state, null where there is none; `rolled`: the label of the rolled-up network. */
export interface UnrolledDescribed extends StaveHead {
  type: "unrolled";
  hue: string;
  rolled: string;
  network: number;
  of: string;
  carry: string | null;
  weights: { name: string; hue: string; weight: string }[];
}

export interface ProbeDescribed extends StaveHead {
  type: "probe";
  hue: string;
  network: number;
}

/**
 * A probe as the server sends it (`pages/_shell/server/networks.py`): what `Probe.to_dict` wrote, and how often it is
 * right on test sentences `lag` words later, by itself and by chance; null where that is no number.
 */
export interface FittedProbe {
  probe: Probe;
  lag: number;
  share: number | null;
  chance: number | null;
}

/** Why something is not there: on its way, or not to be had; `again` asks for it once more. */
export interface Missing {
  message: string;
  again?: () => void;
}

/** Who wrote what a cell state holds, of the cursor's unit. */
export interface LedgerDescribed extends StaveHead {
  type: "ledger";
  of: string;
}

/** The same of all units. */
export interface WrittenDescribed extends StaveHead {
  type: "written";
  of: string;
}

/**
 * Who wrote the memory after each word, of all units together; `below`: what comes of it stands above;
 * `writers`: the colours of those that write most.
 */
export interface MemoryDescribed extends StaveHead {
  type: "memory";
  of: string;
  below?: boolean;
  writers: string[];
}

/** What is said at the end, left alone and with all forget gates held at a word; `of`: the key of the memory. */
export interface OutcomesDescribed extends StaveHead {
  type: "outcomes";
  hue: string;
  network: number;
  of: string;
}

export type OfALedger = LedgerDescribed | MemoryDescribed | WrittenDescribed;

/** The parts of the gradient of one weight, a row a network. */
export interface ContributionsDescribed extends StaveHead {
  type: "contributions";
  series: { name: string; network: number; hue: string; weight: string }[];
}

/** The gradient of a network's memory, split. */
export interface PathsDescribed extends StaveHead {
  type: "paths";
  network: number;
  hues: Record<"total" | "straight" | "rest", string>;
}

/** How much of each answer's gradient arrives at each state of a layer; of an LSTM at its cell states. */
export interface ReachDescribed extends StaveHead {
  type: "reach";
  hue: string;
  network: number;
  layer: number;
  reverse: boolean;
}

/** By how much a step back stretches at most, a line a network. */
export interface JacobianDescribed extends StaveHead {
  type: "jacobian";
  series: Omit<SeriesDescribed, "state">[];
}

export type StaveDescribed =
  | ApartDescribed
  | CarouselDescribed
  | ContributionsDescribed
  | HeatDescribed
  | JacobianDescribed
  | LanesDescribed
  | LedgerDescribed
  | LinesDescribed
  | MeansDescribed
  | MemoryDescribed
  | OutcomesDescribed
  | PathsDescribed
  | ProbeDescribed
  | ProfileDescribed
  | ReachDescribed
  | ReadoutDescribed
  | UnrolledDescribed
  | WrittenDescribed;

/**
 * The gates of the lens in reading order, and the signals of its network by their keys. `squash`: the sign of the
 * function that squashes the gate's sum; none where it stays as it is.
 */
export interface LensDescribed {
  network: number;
  signals: Record<string, string>;
  gates: { name: string; squash: string }[];
}

/**
 * What a page sends with a sentence; `description` is the key of all else that is shown, which is fetched once
 * (`networks.js`). `from` says where a network comes from.
 */
export interface Told {
  description?: string;
  sentence: string;
  networks: { key: string; from: string }[];
  target: number | null;
}

/** A picture: which networks, which sentence, which staves. */
export interface Described extends Told {
  name: string;
  palette: Palette;
  staves: StaveDescribed[];
  lens: LensDescribed | null;
  /** The words on which the answer of the task depends. */
  telling: string[];
  /** Sentences of the task, to begin with. */
  samples: string[];
  /** Those of them that may stand in one another's place. */
  kinds: string[][];
  signals: Record<string, SignalAt>;
  /** All its rows, where `staves` are only those that are shown (`score/rows.js`). */
  rows?: RowShown[];
}

/** A row as the menu of rows tells it. */
export interface RowShown {
  id: string;
  label: string;
  hue?: string;
  about?: string;
  /** Whether it can be shown large. */
  enlarges: boolean;
  look: Look;
  atFirst: Look;
}

/**
 * What the other options of the page's controls would show (`core/figures/others.py`): of each choice, which parts of
 * what is told are others, by their place among the `values`, and which staves are covered then, if others.
 */
export interface Others {
  controls: string[];
  shown: number[];
  options: Record<string, { score: Record<string, number>; veiled?: string[] }>;
  values: unknown[];
}

/**
 * A signal with its numbers, (T, H). `held`: those that are held by hand, NaN where it is free; `ghost`: the numbers
 * of the network left alone, as long as something is done to it. `order`: in which its units stand.
 */
export type Shown = SignalAt & {
  values: Matrix;
  held?: Matrix;
  ghost?: Matrix;
  order: Order;
};
export type HeatStave = Shown & HeatDescribed;
export type MeansStave = Shown & MeansDescribed;

/**
 * `alone`: as `ghost`; `carried`: (T, H), with all forget gates at 1 and all input gates at 0 from timestep `at` on, at
 * which the mean of the forget gates is lowest; `forget`, `aloneForget`: (T, H), the forget gates as they are, and left
 * alone.
 */
export type CarouselStave = Omit<Shown, "of"> &
  Omit<CarouselDescribed, "forget"> & {
    alone?: Matrix;
    carried: Matrix;
    forget: Matrix;
    aloneForget?: Matrix;
    at: number;
  };

/**
 * `output`, `shows`: (T, H), with their `hues`; `alone`, `aloneShows`: of the network left alone. `said`: the likeliest
 * answer after each word; `usual`: that of the network left alone, as long as something is done to it.
 */
export type LanesStave = Omit<Shown, "of"> &
  Omit<LanesDescribed, "output" | "shown"> & {
    output: Matrix;
    shows: Matrix;
    hues: { output: string; hidden: string };
    alone?: Matrix;
    aloneShows?: Matrix;
    said: Guess[];
    usual?: Guess[];
  };

/** `kept`: (T, H), the gates that say how much of a memory is kept; none where they are not there. */
export type LinesStave = Shown & LinesDescribed & { kept?: Matrix };

/**
 * A line of gradient norms, (T, 1); `ghost`: those of the network left alone, as long as something is done to it, or of
 * the second of two runs side by side.
 */
export interface Series {
  name: string;
  hue: string;
  dash: string;
  mark: string;
  role?: string;
  values: Matrix;
  ghost?: Matrix;
}

/**
 * Where two runs stand side by side in a row, because its numbers are sizes or words and have no useful difference:
 * what the row and the runs are called. The ghost is the second run's then.
 */
export interface TwoRuns {
  label: string;
  names: string[];
}

export interface ProfileStave extends StaveHead {
  type: "profile" | "paths";
  series: Series[];
  asked?: number;
  /** The class that the loss asks for, by its name; "" where it is a number. */
  wanted?: string;
  runs?: TwoRuns;
}

export interface ApartStave extends StaveHead {
  type: "apart";
  series: Series[];
}

/**
 * What each word adds to a gradient. `shares`: (T,), the norm of its part, of the sum of all these norms; `left`: the
 * norm of the gradient itself, of the same sum: parts may cancel. `ghost`: as that of a line.
 */
export interface Parts {
  name: string;
  hue: string;
  shares: Float64Array;
  left: number;
  ghost?: { shares: Float64Array; left: number };
}

export interface ContributionsStave extends StaveHead {
  type: "contributions";
  series: Parts[];
  runs?: TwoRuns;
}

/**
 * `shares`: row t, column i, what arrives at word i of the gradient that the answer after word t begins with; there is
 * nothing above the answer's own word, unless the network reads in `both` directions. `ghost`: of the network left
 * alone, as long as something is done to it; `difference`: whether the shares are those of one run minus another's.
 */
export interface ReachStave extends StaveHead {
  type: "reach";
  hue: string;
  both: boolean;
  shares: Matrix;
  ghost?: Matrix;
  difference?: boolean;
}

/** `measure` returns a number a word for each line, and its ghost; it is slow, so it waits until the reader rests. */
export interface JacobianStave extends StaveHead {
  type: "jacobian";
  series: Omit<Series, "values" | "ghost">[];
  runs?: TwoRuns;
  measure: () => { values: Matrix; ghost?: Matrix }[];
}

/**
 * `best`: after each token its likeliest classes and their probabilities; a `number` instead where there is one.
 * `ghost`: all classes of the network left alone, as long as something is done to it. Where `best` has the answers of
 * two runs instead, `of` names them, and `parting` is the first timestep at which they differ.
 */
export interface ReadoutStave extends StaveHead {
  type: "readout";
  hue: string;
  best: Guess[][];
  of?: string[];
  parting?: number | null;
  ghost?: Guess[][];
  reveal: boolean;
  number: boolean;
}

export interface SharedWeights {
  name: string;
  hue: string;
  shape: string;
  count: number;
}

/** `initial`: the state before the first word, (1, H); `size`: how many weights the network has in all. */
export type UnrolledStave = Shown &
  Omit<UnrolledDescribed, "weights"> & {
    inputs: Matrix;
    initial: Matrix;
    size: number;
    weights: SharedWeights[];
  };

/** What a probe reads after a word; `share` is null where there is no number. */
export interface Probed {
  word: string;
  share: number | null;
  right: boolean;
}

/**
 * `answers`: what is read after each word, null where nothing is asked. `ghost`: what is read from the network left
 * alone, as long as something is done to it. `subject`: what is right; `usual`: whether the sentence begins as those on
 * which the probe was fitted; `missing`: why there is no probe. `second`: of two runs side by side, the second.
 */
export interface ProbeStave extends StaveHead {
  type: "probe";
  hue: string;
  subject: string | null;
  usual: boolean;
  fitted?: FittedProbe;
  missing?: Missing;
  answers: (Probed | null)[];
  ghost?: (Probed | null)[];
  runs?: TwoRuns;
  second?: { answers: (Probed | null)[]; subject: string | null };
}

/**
 * `alone`: the ledger of the network left alone, as long as something is done to it. `difference`: whether the ledger
 * is that of one run minus that of another.
 */
export type LedgerStave = Shown & OfALedger & { ledger: Ledger; alone?: Ledger; difference?: boolean };
export type MemoryStave = Shown & MemoryDescribed & { ledger: Ledger; alone?: Ledger; difference?: boolean };

/**
 * `free`, `now`: the answer after the last word left alone, and as it is now; `touched`: whether something is done.
 * `ledger`, `alone`: of both. `when`: what comes of holding all forget gates at a word, and the share that it keeps.
 */
export type OutcomesStave = OutcomesDescribed & {
  number: boolean;
  free: Guess;
  now: Guess;
  touched: boolean;
  ledger: Ledger;
  alone: Ledger;
  when: (clamp: Clamp & { value: number }) => {
    answer: Guess;
    kept: number;
    ledger: Ledger;
  };
};

export type Stave =
  | ApartStave
  | CarouselStave
  | ContributionsStave
  | HeatStave
  | JacobianStave
  | LanesStave
  | LedgerStave
  | LinesStave
  | MeansStave
  | OutcomesStave
  | ProbeStave
  | ProfileStave
  | ReachStave
  | ReadoutStave
  | UnrolledStave;

/**
 * What is seen of two runs side by side. `names`: of the first, the second and their difference; `columns`: the words
 * of what is shown; `tokens`: those of the twin; `told`: what both come to.
 */
export interface PairSeen {
  kind: "twin" | "changed";
  show: Show;
  names: string[];
  columns: string[];
  tokens: Token[] | null;
  told: { head: string; lines: string[] };
}

/** A score with the numbers of its networks on a sentence (`score/board/board.js`). */
export interface ScoreData {
  name: string;
  tokens: Token[];
  pair: PairSeen | null;
  /** Why there is no twin, where one is asked for. */
  unread: string;
  units: number;
  /** The units from top to bottom, of the network that the lens looks into or the first. */
  order: number[];
  /** The unit that matters most, where pictures show units. */
  foremost: number;
  palette: Palette;
  staves: Stave[];
  /** All rows, the hidden ones too. */
  rows: RowShown[];
  model: Model | null;
  /** What is done by hand, and why the rest of what is asked for does not fit. */
  done: Done[];
  refused: string[];
  /** Which of several networks the lens looks into; "" where there is one. */
  where: string;
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
  /** Whether the lens stands open, because the page is about one unit at one step. */
  opened?: boolean;
  /** The unit and the timestep that the page speaks of; none while it asks. */
  unit?: number;
  timestep?: number;
  /** `Others` as JSON text, or "". */
  others?: string;
  /** Whether rows and the order of units stay as the link has them. */
  fixedRows?: boolean;
  /** Which staves are covered again on some sentences, because the page asks anew there. */
  anew?: Record<string, string[]>;
}

/** A Plotly figure (`core/figures`), and what a page says around it. */
export interface FigureData {
  figure: { data: any[]; layout: Record<string, any> };
  signature: string;
  title: string;
  finding: string | null; // what comes out, large above the plot; null where nothing is said there
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

/** A button: what it does, and whether that is done already. */
export interface Offer {
  text: string;
  pressed?: boolean;
  disabled?: boolean;
  act: () => void;
}

/** A drawn stave, and what stands beside it. */
export interface StaveView {
  /** The picture on screen. */
  root: HTMLElement | SVGSVGElement;
  /** Return the picture for paper and files: exact vectors, with the cursor's marks where they are now. */
  vector: () => SVGSVGElement;
  /** Draw new numbers in place: what the stave was made from, with numbers of the same shape. */
  update: (stave: any) => void;
  height: number;
  label: string;
  symbol?: string;
  hue?: string;
  note?: string;
  hint?: string;
  axis?: () => [y: number, text: string][];
  legend?: { ends: [string, string]; colours: string[]; title?: string };
  series?: { name: string; hue: string; dash: string }[];
  chips?: Chip[];
  labelNow?: (state: Cursor) => string;
  /** What the numbers say, in a sentence over the picture; "" where there is nothing to say. */
  finding?: (state: Cursor) => string;
  /** What can be done by hand at the picture's own word: buttons over it. */
  offers?: (state: Cursor) => Offer[];
  move: (state: Cursor) => void;
  rows: () => Row[];
}

/** A stave on the score: `veiled` until the reader has predicted. */
export type PlacedStave = StaveView & { veiled: boolean };

declare global {
  interface Window {
    /** The vendored drawing library, once it has arrived. */
    Plotly?: any;
  }
}

/** A term of the glossary; see `pages/_shell/glossary/terms.py` and `drawn.py`. */
export interface Term {
  id: string;
  name: string;
  also: string[];
  says: string;
  symbol: string;
  where: { title: string; page: string; address: string }[];
  picture: { as: string; of: string; note?: string } | null;
}
