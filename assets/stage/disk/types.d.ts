/** What a page that was saved as one file says (`pages/_shell/disk/file.py`). */

/** A text, or an element: its tag, its attributes, what is in it. */
export type Prose = string | [tag: string, attributes: Record<string, string>, ...inside: Prose[]];

/** What stands on a page; `kids` are the places of the nodes inside among all nodes of the file. */
export interface Node {
  is: string;
  key?: string;
  kids?: number[];
  row?: boolean;
  border?: boolean;
  weight?: number;
  tag?: string;
  anchor?: string;
  quiet?: boolean;
  kind?: string;
  open?: boolean;
  hidden?: boolean;
  text?: any;
  label?: any;
  options?: string[];
  chosen?: any;
  empty?: string;
  value?: string;
  page?: string;
  scenes?: { name: string; title: string }[];
  shown?: string;
  mount?: string;
  data?: any;
  /** The place of its picture among the texts of the file. */
  drawn?: number;
}

export interface State {
  nodes: number[];
  /** The state that each option leads to, by the key of the control. */
  moves: Record<string, Record<number, number>>;
}

export interface SavedScene {
  name: string;
  title: string;
  states: State[];
}

export interface Saved {
  page: string;
  title: string;
  code: string;
  sheets: Record<string, string>;
  told: Record<string, unknown>;
  /** Where each file stands in the body, how long it is, and where its numbers begin; by address. */
  files: Record<string, [at: number, length: number, head: number]>;
  body: Uint8Array<ArrayBuffer>;
  nodes: Node[];
  texts: string[];
  scenes: SavedScene[];
  /** The pages that stand beside this one, by name. */
  beside: string[];
}
