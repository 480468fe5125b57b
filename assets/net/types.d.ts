/** The values that pass between the modules of the network. Names are core's; values such as "forget_gate" too. */

import type { Matrix } from "./matrix.js";

export type Kind = "rnn" | "gru" | "lstm";
export type Activation = "tanh" | "relu" | "sigmoid" | "identity";
export type Connection = "plain" | "residual" | "highway" | "dense";
export type Readout = "each" | "last" | "mean" | "max";
export type Answer = "class" | "number";

/** What the equations need to know of a recipe (`core/spec/model.py`). */
export interface Model {
  kind: Kind;
  embeddingSize: number;
  hiddenSize: number;
  activation: Activation;
  initialState: "zeros" | "random" | "learnt";
  without: string[];
  peepholes: boolean;
  bidirectional: boolean;
  layers: number;
  connection: Connection;
  readout: Readout;
  decoder: boolean;
  attention: boolean;
  updateGate: "keeps" | "writes";
  resetGate: "after" | "before";
}

/** A recipe: its model, checked; task and training as the file has them. */
export interface Spec {
  model: Model;
  task: { name: string; [field: string]: unknown };
  train: Record<string, unknown>;
  seed: number;
}

/** An array of weights, row by row; float32 in the file, computed with in float64. */
export interface Weight {
  shape: number[];
  data: Float64Array;
}

/** Weights by PyTorch's names. */
export type Weights = Map<string, Weight>;

/** A network as a frozen value (`core/network/network.py`). `key` is the one under which it was asked for. */
export interface Network {
  spec: Spec;
  step: number;
  weights: Weights;
  vocabulary: string[];
  classes: string[];
  answer: Answer;
  name: string;
  key?: string;
}

/** A sentence as a network reads it (`core/text.py`): T words as typed, their ids, and how many were dropped. */
export interface Reading {
  words: string[];
  ids: number[];
  known: boolean[];
  dropped: number;
}

/** Values (T, H) by the name of a gate. */
export type Gates = Map<string, Matrix>;

/** Hold a gate at a value, from timestep `start` up to but not including `stop` (null: to the end). */
export interface Clamp {
  kind: "clamp";
  gate: string;
  value: number | number[];
  units?: number[] | null;
  start?: number;
  stop?: number | null;
  layer?: number;
  reverse?: boolean;
}

/** Switch a gate off: the cell reads as if it were built without it, so the gate stands at 1 everywhere. */
export interface Off {
  kind: "off";
  gate: string;
  layer?: number;
  reverse?: boolean;
}

/** Let the network read a vector of zeros at a timestep. */
export interface Erase {
  kind: "erase";
  timestep: number;
}

/** Let the network read another word at a timestep. */
export interface Replace {
  kind: "replace";
  timestep: number;
  word: string;
}

export type Operation = Clamp | Off | Erase | Replace;
