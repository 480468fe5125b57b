/**
 * The row of words above the staves. The cursor's word is bold, has a pencil and is the row's one stop for the Tab key.
 * A click pins a word, as everywhere on the score; a click on the pinned word, or on the pencil, opens its menu. A twin
 * has a row of its own below; words that differ stand on a band in both.
 */

import { cursor } from "../cursor.js";
import { icon, signButton } from "../parts/icons.js";
import { html, put, say, svg } from "../svg.js";
import { SentenceEditor } from "./editor.js";
import { outline } from "./staves/cells.js";
import { hatch } from "./staves/hatch.js";

/** What the keys do in the sentence field, and while a word has the focus. @type {[string, string][]} */
export const KEYS = [
  ["Tab, while typing", "take the word offered"],
  ["click, click", "change a word"],
  ["Tab, then Enter", "change the cursor's word"],
  ["+", "put a word in after it"],
  ["Del", "delete it"],
  ["Alt+← Alt+→", "move it"],
  ["Ctrl+Z Ctrl+Y", "undo, redo"],
];
export const UNKNOWN = "unknown";
const PENCIL = 11; // px of the usual base

/** @typedef {import("./stage.js").Stage} Stage */
/** @typedef {import("./editor.js").Editor} Editor */
/** @typedef {import("../types.d.ts").Token} Token */

/**
 * @param {Stage} stage
 * @param {Token[]} tokens
 * @param {Editor | null} editor null where the sentence is not the reader's
 */
export const tokenRow = (stage, tokens, editor) => new Row(stage, tokens, editor);

export class Row {
  /** @type {SVGGElement[]} */
  boxes = [];
  /** @type {Token[]} */
  shown = [];
  columnWidth = 0;
  /** The cursor's timestep. */
  at = 0;

  /**
   * @param {Stage} stage
   * @param {Token[]} tokens
   * @param {Editor | null} editor
   */
  constructor(stage, tokens, editor) {
    this.stage = stage;
    this.editor = editor;
    this.words = svg("g");
    this.hatch = hatch(stage);
    this.pencil = editor && pencilFor(stage, editor);
    const size = { width: stage.width, height: stage.size("label") + stage.px(26) };
    const name = editor ? { role: "toolbar", "aria-label": editor.name } : {};
    this.root = svg("svg", { ...size, ...name }, [this.hatch.root, this.words, this.pencil ?? ""]);
    this.back = editor instanceof SentenceEditor ? undoButtons(editor) : null;
    this.label = html("span", { class: "name" }, "token");
    /** What stands to its left. */
    this.beside = [this.label, ...(this.back?.buttons ?? [])];
    /** Whether a word had the focus before it was drawn anew. */
    this.held = editor?.row?.hasFocus() ?? false;
    // A second click changes the word: until then it stays where it is.
    stage.listen(this.root, undefined, false);
    this.read(tokens);
    if (!editor) return;
    this.root.onkeydown = (event) => keydown(event, editor, this.at);
    editor.row = this;
  }

  /**
   * Call the row as one of two, or as the only one.
   * @param {string} label
   * @param {string} name for who does not see it
   */
  call(label, name) {
    say(this.label, label);
    this.label.classList.toggle("which", label !== "token");
    if (this.editor) put(this.root, "aria-label", name);
  }

  hasFocus() {
    return this.boxes.some((box) => box.matches(":focus"));
  }

  focus() {
    this.boxes[this.at]?.focus({ preventScroll: true });
  }

  /** @param {number} timestep */
  boxOf(timestep) {
    return this.boxes[timestep]?.querySelector(".ring")?.getBoundingClientRect();
  }

  /** Say which word's menu is open, and whether there is something to undo. */
  refresh() {
    const { boxes, editor, back } = this;
    boxes.forEach((box, timestep) => editor && put(box, "aria-expanded", editor.menu.at === timestep));
    back?.refresh();
  }

  /**
   * Show the words of a sentence; those that stand there already stay.
   * @param {Token[]} tokens
   */
  read(tokens) {
    const { stage, editor, words, shown, boxes: before } = this;
    const stays = this.columnWidth === stage.columnWidth;
    /** @param {Token} token @param {number} timestep */
    const isThere = (token, timestep) => stays && shown[timestep] && sameTokens(shown[timestep], token);
    this.held ||= this.hasFocus();
    this.boxes = tokens.map((token, timestep) =>
      isThere(token, timestep) ? before[timestep] : word(stage, token, timestep, editor),
    );
    [this.shown, this.columnWidth] = [tokens, stage.columnWidth];
    put(this.root, "width", stage.width);
    this.boxes.forEach((box, timestep) => {
      put(box, "aria-label", nameOf(tokens, timestep));
      if (!before[timestep]) words.append(box);
      else if (box !== before[timestep]) before[timestep].replaceWith(box);
    });
    for (const box of before.slice(tokens.length)) box.remove();
    this.hatch.over(tokens.map(({ erased }, timestep) => (erased ? outline(boxAt(stage, timestep)) : "")).join(""));
    this.refresh();
  }

  /** @param {import("../cursor.js").Cursor} state */
  move({ timestep: at, pinned, playing }) {
    const { stage, editor, pencil, boxes, shown } = this;
    const timestep = Math.min(at, boxes.length - 1); // a twin may have fewer words
    const follows = this.held || (!playing && timestep !== this.at && this.hasFocus());
    this.held = false;
    this.at = timestep;
    boxes.forEach((box, place) => {
      const isHere = place === timestep;
      if (box.firstElementChild) put(box.firstElementChild, "font-weight", isHere ? 700 : 400);
      if (editor) put(box, "tabindex", isHere ? 0 : -1);
    });
    if (pencil) stand(pencil, timestep === at ? pencilAt(stage, shown[timestep], timestep) : null);
    this.root.classList.toggle("pinned", pinned);
    if (follows && !boxes[timestep].matches(":focus")) this.focus();
  }
}

/** Whether two words look the same. @param {Token} one @param {Token} other */
const sameTokens = (one, other) =>
  one.text === other.text && one.known === other.known && one.erased === other.erased && one.differs === other.differs;

/**
 * What is written in its box stands first: who steers by voice says that.
 * @param {Token[]} tokens
 * @param {number} timestep
 */
function nameOf(tokens, timestep) {
  const { text, known, erased, differs } = tokens[timestep];
  const place = `word ${timestep + 1} of ${tokens.length}`;
  const read = erased ? `${place}, erased: nothing is read here` : known ? `${place}, known` : `${UNKNOWN}, ${place}`;
  const other = differs === undefined ? "" : `, differs: the other sentence has ${differs || "none"} here`;
  return `${text}, ${read}${other}`;
}

/** Where a word stands. @param {Stage} stage @param {number} timestep */
const boxAt = (stage, timestep) => ({
  x: stage.x(timestep) - stage.columnWidth / 2 + 1,
  y: 1,
  width: stage.columnWidth - 2,
  height: stage.size("label") + stage.px(26) - 2,
});

/**
 * @param {Stage} stage
 * @param {Token} token
 * @param {number} timestep
 * @param {Editor | null} editor
 */
function word(stage, { text, known, erased, differs }, timestep, editor) {
  const [{ theme }, size, small] = [stage, stage.size("label"), stage.type.size("small")];
  const [x, y] = [stage.x(timestep), size + stage.px(6)];
  const middle = { x, "text-anchor": "middle" };
  const label = stage.fit(text, stage.columnWidth - 4, size);
  const written = svg("text", { ...middle, y, "font-size": size, fill: theme.text, direction: "ltr" }, label);
  /** @type {import("../svg.js").Child[]} */
  const parts = [written];
  const half = Math.min(stage.widthOf(label, size), stage.columnWidth - 4) / 2;
  if (erased) {
    const halo = { "paint-order": "stroke", stroke: theme.background, "stroke-width": 5, "stroke-linejoin": "round" };
    for (const [key, value] of Object.entries(halo)) put(written, key, value);
    const struck = { stroke: theme.text, "stroke-width": 1.5 };
    parts.push(svg("path", { d: `M${x - half - 2} ${y - size * 0.3}h${2 * half + 4}`, ...struck }));
  } else if (!known) {
    const dots = { stroke: theme.text, "stroke-width": 1.5, "stroke-dasharray": "1.5 2.5" };
    parts.push(svg("path", { d: `M${x - half} ${y + 4}h${2 * half}`, ...dots }));
    const mark = svg("text", { ...middle, y: y + stage.px(15), "font-size": small, fill: theme.faint }, UNKNOWN);
    parts.push(" ", mark); // two words for who reads the text alone
  }
  if (differs !== undefined) parts.push(...band(stage, x));
  parts.push(svg("rect", { class: "ring", ...boxAt(stage, timestep), rx: 6 }));
  const unknown = known ? "" : `: not in the vocabulary, read as ${UNKNOWN}`;
  const title = svg("title", {}, `${text}${erased ? ": erased, nothing is read here" : unknown}`);
  const box = svg("g", { class: "token" }, [...parts, title]);
  if (editor) edits(box, editor, timestep);
  return box;
}

/** What a word that differs stands on. @param {Stage} stage @param {number} x */
function band(stage, x) {
  const [width, height] = [stage.columnWidth - 4, stage.size("label") + stage.px(11)];
  const box = { x: x - width / 2, width, fill: stage.theme.accent };
  return [
    svg("rect", { ...box, y: 1, height, rx: 5, opacity: 0.16, class: "differs" }),
    svg("rect", { ...box, y: height - 2, height: 3 }),
  ];
}

/**
 * Make a word one that can be changed.
 * @param {SVGGElement} box
 * @param {Editor} editor
 * @param {number} timestep
 */
function edits(box, editor, timestep) {
  for (const [key, value] of Object.entries({ role: "button", tabindex: -1, "aria-haspopup": "dialog" }))
    put(box, key, value);
  let wasOpen = false;
  box.onpointerdown = () => {
    wasOpen = editor.menu.at === timestep; // the press closes it
  };
  box.onclick = (event) => {
    const named = event.detail === 0; // by a screen reader, which has no mouse to look with
    if (event.shiftKey || !(named || (cursor.pinned && cursor.timestep === timestep))) return;
    event.stopPropagation();
    if (!wasOpen) editor.menu.open(timestep, "replace", { typing: !isTouch(event) });
  };
}

/** @param {MouseEvent} event */
const isTouch = (event) => event instanceof PointerEvent && event.pointerType === "touch";

/**
 * @param {KeyboardEvent} event
 * @param {Editor} editor
 * @param {number} at
 */
function keydown(event, editor, at) {
  if (event.ctrlKey || event.metaKey) return;
  /** @param {string} refused */
  const done = (refused) => void (refused && editor.menu.open(at, "replace", { said: refused }));
  /** @type {Record<string, () => void>} */
  const alone = {
    Enter: () => editor.menu.open(at),
    " ": () => editor.menu.open(at),
    Delete: () => done(editor.delete(at)),
    Backspace: () => done(editor.delete(at)),
    Insert: () => editor.menu.open(at, "after"),
    "+": () => editor.menu.open(at, "after"),
  };
  /** @type {Record<string, () => void>} */
  const withAlt = { ArrowLeft: () => done(editor.move(at, -1)), ArrowRight: () => done(editor.move(at, 1)) };
  const act = (event.altKey ? withAlt : alone)[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

/**
 * The pencil at the cursor's word, for the mouse.
 * @param {Stage} stage
 * @param {Editor} editor
 */
function pencilFor(stage, editor) {
  const [size, y] = [stage.px(PENCIL), stage.size("label") + stage.px(11)];
  const sign = icon("pencil").firstElementChild;
  if (sign)
    for (const [key, value] of Object.entries({ x: -size / 2, y, width: size, height: size })) put(sign, key, value);
  const around = { x: -size, y: y - 3, width: 2 * size, height: size + 6, fill: "transparent" };
  const parts = [svg("title", {}, "Change this word"), svg("rect", around), ...(sign ? [sign] : [])];
  const pencil = svg("g", { class: "pencil", "aria-hidden": "true" }, parts);
  pencil.onclick = (event) => {
    event.stopPropagation();
    editor.menu.open(cursor.timestep, "replace", { typing: !isTouch(event) });
  };
  return pencil;
}

/**
 * The buttons that undo and redo, there after the first edit.
 * @param {Editor} editor
 */
function undoButtons(editor) {
  /** @type {(index: number, act: () => void) => () => void} */
  const again = (index, act) => () => {
    act();
    editor.row?.beside[index].focus();
  };
  const buttons = [
    signButton(
      "undo",
      "Undo (Ctrl+Z)",
      again(1, () => editor.undo()),
    ),
    signButton(
      "redo",
      "Redo (Ctrl+Y)",
      again(2, () => editor.redo()),
    ),
  ];
  return {
    buttons,
    refresh() {
      const { past, future } = editor.history;
      [past, future].forEach((kept, index) => {
        buttons[index].hidden = !past.length && !future.length;
        buttons[index].disabled = !kept.length;
      });
    },
  };
}

/** @param {SVGElement} pencil @param {number | null} x */
function stand(pencil, x) {
  put(pencil, "transform", `translate(${x ?? 0} 0)`);
  put(pencil, "display", x === null ? "none" : "inline");
}

/**
 * Return where the pencil stands: below its word, or behind "unknown" where there is room; null for none.
 * @param {Stage} stage
 * @param {Token} token
 * @param {number} timestep
 */
function pencilAt(stage, { known, erased }, timestep) {
  if (known || erased) return stage.x(timestep);
  const shift = stage.widthOf(UNKNOWN, stage.type.size("small")) / 2 + stage.px(PENCIL);
  return shift + stage.px(PENCIL) / 2 <= stage.columnWidth / 2 ? stage.x(timestep) + shift : null;
}
