/** The shapes of what the server sends to the browser (`core/figures/score.py`, `staves.py`). */

/** Numbers: base64 of little-endian bytes; a shape of one or two sizes. */
export interface NumberArray {
  dtype: "f32" | "f64";
  shape: [rows: number, columns?: number];
  data: string;
}

/** How numbers become colours: gates on [0, 1], tanh signals on [-1, 1], a cell state by its tanh. */
export type Scale = "gate" | "tanh" | "cell";

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
