/** What a question is before and after its numbers are drawn, and the pictures that go with it. */

import type { Network } from "../../net/types.d.ts";
import type { Draw } from "./draw.js";

/** A hue by the name of its signal or network; "accent" and "plain" are the page's. */
export type HueName = string;

/** How a part of a picture stands out: what a wrong idea leaves out, or has too much. */
export type State = "missing" | "extra" | "right" | "wrong";

export interface WorkLine {
  text: string;
  state?: State;
}

interface Worked {
  /** Lines of arithmetic below the picture. */
  work?: WorkLine[];
}

/** A row of numbers, one for each word. `heat` is coloured on the signal's scale, `bars` stand on a line. */
export interface ScoreRow {
  id: string;
  label: string;
  type: "heat" | "bars";
  values: number[];
  hue: HueName;
  scale: "gate" | "signed";
  /** Whether the numbers stand beside the colours. */
  figures?: boolean;
}

/** Words from left to right, with rows of numbers below them; on a phone from top to bottom. */
export interface ScoreSketch extends Worked {
  kind: "score";
  words: string[];
  rows: ScoreRow[];
  /** Words before which something begins, such as a window. */
  cuts?: number[];
  /** Words that are lit. */
  lit?: number[];
}

export interface LineDrawn {
  name: string;
  hue: HueName;
  dash?: string;
  points: [x: number, y: number][];
}

export interface LinesSketch extends Worked {
  kind: "lines";
  lines: LineDrawn[];
  x: [low: number, high: number];
  y: [low: number, high: number];
  xTicks: [value: number, text: string][];
  yTicks: [value: number, text: string][];
  xTitle: string;
  notes?: [x: number, y: number, text: string][];
}

/** A matrix of weights as squares: bands of rows below one another, blocks of columns side by side. */
export interface BlocksSketch extends Worked {
  kind: "blocks";
  bands: { label: string; rows: number; state?: State }[];
  blocks: { label: string; cols: number; state?: State }[];
}

export interface BarsSketch extends Worked {
  kind: "bars";
  bars: { label: string; value: number; told: string; hue?: HueName; state?: State }[];
}

/** Points and arrows on squared paper from -size to size. */
export interface PlaneSketch extends Worked {
  kind: "plane";
  size: number;
  points: { id: string; x: number; y: number; label: string; state?: State }[];
  arrows: { from: [x: number, y: number]; to: [x: number, y: number]; label: string; state?: State; hue?: HueName }[];
}

/** Cells that read words and answer, unrolled. */
export interface WiringSketch extends Worked {
  kind: "wiring";
  columns: { reads: string; answers: string; lit?: boolean; state?: State }[];
  layers: number;
  ways: ("forward" | "back")[];
  /** Without arrows between the cells: one input, one answer. */
  apart?: boolean;
}

export type Sketch = ScoreSketch | LinesSketch | BlocksSketch | BarsSketch | PlaneSketch | WiringSketch;

/** Why an answer is right or wrong: a sentence, and a picture of just that idea. */
export interface Because {
  says: string;
  picture?: Sketch;
  /** Whether the picture shows the way to the right answer, not a wrong idea. */
  solves?: boolean;
}

export interface Option extends Because {
  id: string;
  label: string;
}

interface AskedOf {
  ask: string;
  picture?: Sketch;
  /** The numbers and words that it was made from. */
  given: Record<string, unknown>;
  /** One sentence on the right answer. */
  right: string;
}

export interface ChoiceAsked extends AskedOf {
  kind: "choice" | "place";
  /** Of a place, `id` is where it is in the picture. */
  options: Option[];
  answer: string;
}

export interface NumberAsked extends AskedOf {
  kind: "number";
  answer: number;
  /** How far off an answer may be; 0: a whole number. */
  tolerance: number;
  unit: string;
  /** What people think instead, and what they then get. */
  ideas: (Because & { value: number })[];
  /** What any other number is answered with. */
  other: Because;
}

export interface OrderAsked extends AskedOf {
  kind: "order";
  /** As they are shown first. */
  items: { id: string; label: string; value: number; told: string }[];
  /** Ids, the first one first. */
  answer: string[];
  ends: [first: string, last: string];
}

export type Asked = ChoiceAsked | NumberAsked | OrderAsked;

/** What questions are made from: trained networks by name, and what was measured over seeds. */
export interface Sources {
  network: (name: string) => Network;
  measured: Record<string, Record<string, number>>;
}

export interface Question {
  id: string;
  lesson: string;
  /** The scene that shows it. */
  scene: string;
  kind: "choice" | "number" | "order" | "place";
  /** Whether lectures ask it as a poll or for a discussion. */
  poll?: boolean;
  /** What is asked, in a few words. */
  about: string;
  /** What people get wrong. */
  trap: string;
  /** The networks that it reads. */
  needs?: string[];
  make: (draw: Draw, sources: Sources) => Asked;
}
