/** The shapes of what the server sends to the browser (`core/figures/score.py`, `staves.py`). */

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

declare global {
  interface Window {
    /** The vendored drawing library, once it has arrived. */
    Plotly?: any;
  }
}
