/** What the network would say after each token: its likeliest classes, their probabilities as bars; or a number. */

import { atRest } from "../../parts/rest.js";
import { copyOf, put, say, svg } from "../../svg.js";
import { BROKEN, cross, outline, px } from "./cells.js";

const TOP = 6;

/** @typedef {import("../../types.d.ts").ReadoutStave} ReadoutStave */
/** @typedef {ReadoutStave["best"][number][number]} Guess */

/**
 * @param {import("../stage.js").Stage} stage
 * @param {ReadoutStave} stave
 * @returns {import("../../types.d.ts").StaveView}
 */
export function readout(stage, stave) {
  const { label, symbol, hue, note, number, of } = stave;
  let { best, ghost } = stave;
  const below = number ? stage.px(20) : 14; // a number left alone stands there
  const height = best[0].length * rowOf(stage, stave) + below;
  const columns = best.map((_, timestep) => new Column(stage, stave, timestep));
  const root = svg(
    "svg",
    { width: stage.width, height, role: "img", "aria-label": inWords(stage, stave) },
    columns.map((column) => column.root),
  );
  const parts = svg("path", { fill: "none", stroke: stage.theme.text, "stroke-width": 2, class: "parting" });
  const title = svg("title", {}, "The answers part here.");
  let parting = stave.parting ?? Infinity;
  /** Frame the column at which two runs part, once it is read. @param {number} timestep */
  const mark = (timestep) => {
    const width = stage.columnWidth - 1;
    const box = { x: stage.x(parting) - width / 2, y: 2, width, height: height - 4 };
    put(parts, "d", parting < best.length && parting <= timestep ? outline(box) : "");
  };
  root.append(svg("g", {}, [title, parts]));
  const nameLater = atRest(() => put(root, "aria-label", inWords(stage, { ...stave, best })));
  /** @type {(word: string, rank: number) => string} */
  const signalOf = (word, rank) => {
    const name = of ? `${label}, ${of[rank]}` : label;
    if (number) return name;
    return of ? `${name}: ${word}` : `${name} ${rank + 1}: ${word}`;
  };
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
      mark(state.timestep);
    },
    update(numbers) {
      ({ best, ghost } = numbers);
      parting = numbers.parting ?? Infinity;
      for (const column of columns) column.update(best, ghost);
      nameLater();
    },
    vector: () => copyOf(root),
    axis: () => (of ?? []).map((name, rank) => [TOP + (rank + 0.5) * rowOf(stage, stave) - 2, name]),
    rows: () =>
      best.flatMap((guesses, timestep) =>
        guesses.flatMap(([word, probability], rank) => {
          const row = [timestep, signalOf(word, rank), "", probability ?? NaN];
          return word ? [/** @type {import("../../parts/rows.js").Row} */ (row)] : [];
        }),
      ),
  };
}

/** The height of a guess, px. @param {import("../stage.js").Stage} stage @param {ReadoutStave} stave */
const rowOf = (stage, { large }) => stage.size(large ? "title" : "label") + stage.px(large ? 14 : 9);

/** @param {number | null} probability */
const percent = (probability) => (probability === null ? "no probability" : `${(probability * 100).toFixed(1)} %`);

/** Whether a guess has no probability, though there is one. @param {Guess} guess */
const isBroken = ([word, probability]) => probability === null && word !== "";

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
    this.size = stage.size(stave.large ? "body" : "small");
    this.left = stage.x(timestep) - this.width / 2;
    this.guesses = stave.best[timestep];
    /** @type {Guess[] | undefined} */
    this.ghost = undefined;
    /** @type {string[]} */
    this.short = [];
    this.titles = this.guesses.map(() => svg("title"));
    this.shares = this.guesses.map((guess, rank) => this.share(guess, rank));
    this.texts = this.guesses.map((_, rank) => this.text(rank));
    const bars = this.guesses.flatMap((_, rank) => [this.ground(rank), this.shares[rank]]);
    this.alone = svg("path", { fill: "none", stroke: stage.theme.text, "stroke-width": 1.2, class: "alone" });
    const y = TOP + rowOf(stage, this.stave) - 4 + this.size;
    const halo = { "paint-order": "stroke", stroke: stage.theme.background, "stroke-width": 3 };
    this.numberAlone = svg("text", { x: this.left + 3, y, "font-size": this.size, fill: stage.theme.faint, ...halo });
    this.root = svg("g", {}, [...bars, this.alone, ...this.texts, this.numberAlone]);
    this.update(stave.best, stave.ghost);
  }

  /**
   * Show the guesses of this timestep, and the network's left alone.
   * @param {ReadoutStave["best"]} best
   * @param {ReadoutStave["ghost"]} ghost
   */
  update(best, ghost) {
    const { stave, texts, titles } = this;
    this.stave = { ...stave, best };
    this.guesses = best[this.timestep];
    this.short = this.guesses.map((guess) => this.fitting(...guess));
    this.guesses.forEach((guess, rank) => {
      const [word, probability] = guess;
      say(titles[rank], stave.number || !word ? word : `${word}: ${percent(probability)}`);
      put(texts[rank], "font-weight", stave.number || (probability ?? 0) > 0.5 ? 600 : 400);
      this.lengthen(guess, rank);
    });
    this.ghost = ghost?.[this.timestep];
    put(this.alone, "d", this.ghost ? this.leftAlone(this.ghost) : "");
    this.write(this.root.classList.contains("now"));
  }

  /** The outlines of the bars that the network left alone would have, where they differ. @param {Guess[]} ghost */
  leftAlone(ghost) {
    if (this.stave.number) return "";
    const shares = new Map(ghost);
    return this.guesses
      .map(([word, probability], rank) => {
        const share = shares.get(word) ?? 0;
        return Math.abs(share - (probability ?? 0)) > 0.005
          ? outline({ ...this.box(rank), width: px(this.width * share) })
          : "";
      })
      .join("");
  }

  /** @param {number} rank */
  box(rank) {
    const row = rowOf(this.stage, this.stave);
    return { x: this.left, y: TOP + rank * row, width: this.width, height: row - 4 };
  }

  /** @param {number} rank */
  ground(rank) {
    return svg("rect", { ...this.box(rank), rx: 3, fill: this.stage.theme.empty }, this.titles[rank]);
  }

  /** A bar as long as the probability; a cross where there is none. @param {Guess} guess @param {number} rank */
  share(guess, rank) {
    const box = this.box(rank);
    if (isBroken(guess)) return svg("path", { d: cross(box), stroke: BROKEN, "stroke-width": 1 });
    return svg("rect", { ...box, width: this.wide(guess), rx: 3, fill: this.stave.hue, opacity: 0.4 });
  }

  /** Make a bar as long as its probability is now. @param {Guess} guess @param {number} rank */
  lengthen(guess, rank) {
    const bar = this.shares[rank];
    if (bar.tagName === "rect" && !isBroken(guess)) return put(bar, "width", this.wide(guess));
    this.shares[rank] = this.share(guess, rank);
    bar.replaceWith(this.shares[rank]);
  }

  /** How long a bar is, px. @param {Guess} guess */
  wide([, probability]) {
    return Math.max(this.stave.number ? 0 : this.width * (probability ?? 0), 0.5);
  }

  /** @param {number} rank */
  text(rank) {
    const { size, stage } = this;
    const row = rowOf(stage, this.stave);
    return svg("text", {
      y: TOP + rank * row + row / 2 + size * 0.34 - 2,
      "font-size": size,
      fill: stage.theme.text,
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
    this.writeAlone(whole);
  }

  /** Write the number that the network left alone answers, where it is another; in words where it is whole. */
  /** @param {boolean} whole */
  writeAlone(whole) {
    const alone = this.stave.number && this.ghost ? this.ghost[0][0] : "";
    const differs = alone !== this.guesses[0][0];
    say(this.numberAlone, differs && alone ? `${whole ? "left alone " : ""}${alone}` : "");
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
function inWords({ words }, { label, best, number, of }) {
  if (of) {
    const both = best[best.length - 1].map(
      ([word, share], run) => `${of[run]} ${number ? word : `${word}, ${percent(share)}`}`,
    );
    return `${label} after the last word, “${words[words.length - 1]}”: ${both.join("; ")}`;
  }
  const said = best.map((guesses) => {
    const [word, probability] = guesses.reduce((top, guess) => ((guess[1] ?? -1) > (top[1] ?? -1) ? guess : top));
    return number ? word : `${word}, ${percent(probability)}`;
  });
  const last = words.length - 1;
  return `${label}: ${said[0]} after “${words[0]}”; ${said[last]} after the last word, “${words[last]}”`;
}
