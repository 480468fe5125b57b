/** What the network would say after each token: its likeliest classes, their probabilities as bars; or a number. */

import { put, say, svg } from "../../svg.js";
import { BROKEN, cross } from "./cells.js";

const TOP = 6;

/** @typedef {import("../../types.d.ts").ReadoutStave} ReadoutStave */

/**
 * @param {import("../stage.js").Stage} stage
 * @param {ReadoutStave} stave
 * @returns {import("../../types.d.ts").StaveView}
 */
export function readout(stage, stave) {
  const { label, symbol, hue, best, note, number } = stave;
  const height = best[0].length * rowOf(stage) + 14;
  const columns = best.map((_, timestep) => new Column(stage, stave, timestep));
  const root = svg(
    "svg",
    { width: stage.width, height, role: "img", "aria-label": inWords(stage, stave) },
    columns.map((column) => column.root),
  );
  stage.listen(root);
  return {
    root,
    height,
    label,
    symbol,
    hue,
    note,
    move(state) {
      for (const column of columns) column.move(state);
    },
    rows: () =>
      best.flatMap((guesses, timestep) =>
        guesses
          .filter(([word]) => word)
          .map(([word, probability], rank) => {
            const signal = number ? label : `${label} ${rank + 1}: ${word}`;
            return /** @type {import("../../parts/rows.js").Row} */ ([timestep, signal, "", probability ?? NaN]);
          }),
      ),
  };
}

/** @param {import("../stage.js").Stage} stage */
const rowOf = (stage) => stage.size("label") + stage.px(9);

/** @param {number | null} probability */
const percent = (probability) => (probability === null ? "no probability" : `${(probability * 100).toFixed(1)} %`);

/**
 * Whether the classes stand in the same order everywhere: the row tells the class.
 * @param {ReadoutStave} stave
 */
const inOrder = ({ best }) => best.every((guesses) => guesses.every(([word], rank) => word === best[0][rank][0]));

/**
 * The guesses at one timestep. A word that does not fit is whole at the cursor; elsewhere it loses its end, or its
 * share stands there, where the row tells the word.
 */
class Column {
  /**
   * @param {import("../stage.js").Stage} stage
   * @param {ReadoutStave} stave
   * @param {number} timestep
   */
  constructor(stage, stave, timestep) {
    this.stage = stage;
    this.stave = stave;
    this.timestep = timestep;
    this.width = stage.columnWidth - 5;
    this.size = stage.size("small");
    this.left = stage.x(timestep) - this.width / 2;
    this.guesses = stave.best[timestep];
    this.short = this.guesses.map((guess) => this.fitting(...guess));
    this.texts = this.guesses.map(([, probability], rank) => this.text(probability, rank));
    const bars = this.guesses.flatMap(([word, probability], rank) => this.bar(word, probability, rank));
    this.root = svg("g", {}, [...bars, ...this.texts]);
    this.write(false);
  }

  /**
   * @param {string} word
   * @param {number | null} probability
   * @param {number} rank
   */
  bar(word, probability, rank) {
    const { left, width, stage, stave } = this;
    const row = rowOf(stage);
    const box = { x: left, y: TOP + rank * row, width, height: row - 4 };
    const share = stave.number || probability === null ? 0 : probability;
    const title = svg("title", {}, stave.number || !word ? word : `${word}: ${percent(probability)}`);
    return [
      svg("rect", { ...box, rx: 3, fill: stage.theme.empty }, title),
      probability === null && word
        ? svg("path", { d: cross(box), stroke: BROKEN, "stroke-width": 1 })
        : svg("rect", { ...box, width: Math.max(width * share, 0.5), rx: 3, fill: stave.hue, opacity: 0.4 }),
    ];
  }

  /**
   * @param {number | null} probability
   * @param {number} rank
   */
  text(probability, rank) {
    const { size, stage, stave } = this;
    const row = rowOf(stage);
    return svg("text", {
      y: TOP + rank * row + row / 2 + size * 0.34 - 2,
      "font-size": size,
      fill: stage.theme.text,
      "font-weight": stave.number || (probability ?? 0) > 0.5 ? 600 : 400,
      "paint-order": "stroke",
      "stroke-width": 3,
      "stroke-linejoin": "round",
    });
  }

  /**
   * @param {string} word
   * @param {number | null} probability
   */
  fitting(word, probability) {
    const short = this.stage.fit(word, this.width - 4, this.size);
    return short !== word && inOrder(this.stave) ? `${((probability ?? 0) * 100).toFixed(0)} %` : short;
  }

  /** Write the words: whole ones, over the columns beside this, or what fits. @param {boolean} whole */
  write(whole) {
    const { left, width, size, stage, texts, guesses, short } = this;
    texts.forEach((text, rank) => {
      const [word] = guesses[rank];
      const over = whole && short[rank] !== word;
      const out = over && left + 3 + stage.widthOf(word, size) > stage.width; // there is no room to its right
      put(text, "x", out ? left + width - 3 : left + 3);
      put(text, "text-anchor", out ? "end" : "start");
      put(text, "stroke", over ? stage.theme.background : "none");
      say(text, whole ? word : short[rank]);
    });
  }

  /** @param {import("../../cursor.js").Cursor} state */
  move({ timestep, phase }) {
    const { root, stave } = this;
    const now = timestep === this.timestep;
    const open = !stave.reveal || this.timestep < timestep || (now && phase > 0.75);
    put(root, "opacity", open ? (now || !stave.reveal ? 1 : 0.62) : 0);
    if (now !== root.classList.contains("now")) {
      root.classList.toggle("now", now);
      this.write(now);
      if (now) root.parentNode?.append(root); // above the columns beside it
    }
  }
}

/**
 * @param {import("../stage.js").Stage} stage
 * @param {ReadoutStave} stave
 */
function inWords({ words }, { label, best, number }) {
  const said = best.map((guesses) => {
    const [word, probability] = guesses.reduce((top, guess) => ((guess[1] ?? -1) > (top[1] ?? -1) ? guess : top));
    return number ? word : `${word}, ${percent(probability)}`;
  });
  const last = words.length - 1;
  return `${label}: ${said[0]} after “${words[0]}”; ${said[last]} after the last word, “${words[last]}”`;
}
