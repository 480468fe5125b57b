/**
 * What can still be read from a state: a probe's answer after each word, its ink by its probability. A right answer
 * stands on a band in the stave's hue, which ends where it can no longer be read; a wrong one is struck out.
 */

import { atRest } from "../../parts/rest.js";
import { percent } from "../../parts/words.js";
import { html, put, say, svg } from "../../svg.js";
import { BROKEN, cross, outline } from "./cells.js";
import { Drawn } from "./drawn.js";

const HEIGHT = 50; // px of the usual base
const BAND = 28;
const LARGE = 1.8; // times as large are the words, and their band
const TOP = 5;
const UNUSUAL = "It was fitted on sentences that begin with “the” and the subject: in this one it may misread.";
const FAINTEST = 0.4; // ink of a right answer of no probability
const RIGHT = { "font-weight": 700, "font-style": "normal", "text-decoration": "none" };
const WRONG = { "font-weight": 400, "font-style": "italic", "text-decoration": "line-through" };

/** @typedef {import("../../types.d.ts").ProbeStave} ProbeStave */
/** @typedef {ProbeStave["answers"]} Answers */
/** @typedef {import("../../types.d.ts").Probed} Probed */
/** @typedef {import("../stage.js").Stage} Stage */

/**
 * @param {Stage} stage
 * @param {ProbeStave} stave
 * @returns {import("../../types.d.ts").StaveView}
 */
export const probe = (stage, stave) =>
  stave.missing ? without(stage, stave, stave.missing) : new ReadOut(stage, stave);

class ReadOut extends Drawn {
  /**
   * @param {Stage} stage
   * @param {ProbeStave} stave
   */
  constructor(stage, stave) {
    const scale = stave.large ? LARGE : 1;
    const line = heightOf(stage, scale);
    const runs = runsOf(stave);
    super(stage, stave, line * runs.length);
    this.stave = stave;
    this.line = line;
    /** The columns of each run that is shown. */
    this.columns = runs.map(({ answers }, run) =>
      answers.map((_, timestep) => new Column(stage, stave.hue, timestep, scale, run * line)),
    );
    const all = this.columns.flat();
    const look = { x: stage.left + 4, "font-size": stage.size("note"), fill: stage.theme.faint };
    this.nothing = runs.map((_, run) => svg("text", { ...look, y: (run + 0.5) * line }));
    const bands = all.map(({ band }) => band);
    this.root.append(svg("g", {}, bands), ...all.map(({ root }) => root), ...this.nothing);
    this.nameLater = atRest(() => this.name());
    this.show();
    this.name();
    stage.listen(this.root);
  }

  name() {
    const said = runsOf(this.stave).map(({ answers, label }) => inWords(this.stage, label, answers));
    put(this.root, "aria-label", said.join(". "));
  }

  show() {
    runsOf(this.stave).forEach(({ answers, ghost }, run) => {
      this.columns[run].forEach((column, timestep) => column.show(answers[timestep], ghost?.[timestep] ?? null));
      say(this.nothing[run], answers.some(Boolean) ? "" : "There is no subject in this sentence.");
    });
  }

  /** @returns {[y: number, text: string][]} */
  axis() {
    const middle = this.stage.px(TOP) + ((this.line / heightOf(this.stage, 1)) * this.stage.px(BAND)) / 2;
    return (this.stave.runs?.names ?? []).map((name, run) => [run * this.line + middle, name]);
  }

  finding() {
    return whatIsRead(this.stage.words, this.stave);
  }

  /** @param {{ timestep: number }} state */
  move({ timestep }) {
    for (const columns of this.columns) columns.forEach((column, at) => column.move(at === timestep));
  }

  /** @param {ProbeStave} stave */
  update(stave) {
    this.stave = stave;
    this.show();
    this.nameLater();
  }

  rows() {
    return runsOf(this.stave).flatMap(({ answers, label }) =>
      answers.flatMap((answer, timestep) => {
        if (!answer) return [];
        const signal = `${label}: ${answer.word}${answer.right ? "" : " (wrong)"}`;
        return [/** @type {import("../../parts/rows.js").Row} */ ([timestep, signal, "", answer.share ?? NaN])];
      }),
    );
  }
}

/**
 * What is read in each run that is shown, and what it is called.
 * @param {ProbeStave} stave
 * @returns {(Pick<ProbeStave, "answers" | "ghost" | "subject"> & { label: string, name: string })[]}
 */
function runsOf({ answers, ghost, subject, second, runs, label }) {
  if (!runs || !second) return [{ answers, ghost, subject, label, name: "" }];
  const [a, b] = runs.names;
  return [
    { answers, subject, label: `${runs.label}, ${a}`, name: a },
    { ...second, label: `${runs.label}, ${b}`, name: b },
  ];
}

/**
 * Say how far the subject can be read in this sentence, and how often on test sentences; of two runs, in each.
 * @param {string[]} words
 * @param {ProbeStave} stave
 */
export function whatIsRead(words, stave) {
  const { fitted, usual } = stave;
  const here = runsOf(stave).flatMap(({ answers, subject, name }) =>
    subject === null ? [] : [`${name && `${name}: `}${howFar(words, answers, subject)}.`],
  );
  if (!fitted || !here.length) return "";
  const [share, chance] = [fitted.share, fitted.chance].map((one) =>
    one === null ? "no number" : `${percent(one)} %`,
  );
  const odd = usual ? "" : ` ${UNUSUAL}`;
  const often = `On test sentences the read-out is right ${fitted.lag} words later in ${share}; chance ${chance}.`;
  return `${here.join(" ")} ${often}${odd}`;
}

/** @param {string[]} words @param {Answers} answers @param {string} subject */
function howFar(words, answers, subject) {
  const first = answers.findIndex((answer) => answer !== null);
  const wrong = answers.findIndex((answer) => answer?.right === false);
  const until = wrong < 0 ? answers.length - 1 : wrong - 1;
  const place = until === answers.length - 1 ? "to the last word" : `up to “${words[until]}” (word ${until + 1})`;
  return until < first ? `“${subject}” cannot be read` : `“${subject}” can be read ${place}`;
}

/**
 * The place of a row whose probe is not there: why, and how to ask for it again.
 * @param {Stage} stage
 * @param {ProbeStave} stave
 * @param {import("../../types.d.ts").Missing} missing
 * @returns {import("../../types.d.ts").StaveView}
 */
function without(stage, { label, symbol, hue, note }, { message, again }) {
  const height = stage.px(HEIGHT);
  const button = again ? [html("button", { type: "button", class: "act", onclick: again }, "Try again")] : [];
  const told = html("div", { class: "missing", role: "status" }, [html("span", {}, message), ...button]);
  const text = () => svg("text", { x: stage.left, y: height / 2, fill: stage.theme.faint }, message);
  return {
    root: html("div", { style: `width:${stage.width}px` }, told), // as wide as the other rows: its name stays in sight
    height,
    label,
    symbol,
    hue,
    note,
    move: () => {},
    update: () => {},
    vector: () => svg("svg", { width: stage.width, height }, text()),
    rows: () => [],
  };
}

/** @param {Stage} stage @param {number} scale of the words */
const heightOf = (stage, scale) => stage.px(HEIGHT) + (scale - 1) * stage.px(BAND);

/** The answer after one word. */
class Column {
  /**
   * @param {Stage} stage
   * @param {string} hue
   * @param {number} timestep
   * @param {number} scale how many times as large as usual
   * @param {number} above px
   */
  constructor(stage, hue, timestep, scale, above) {
    this.stage = stage;
    this.scale = scale;
    this.x = stage.x(timestep);
    const [top, high] = [above + stage.px(TOP), scale * stage.px(BAND)];
    const box = { x: this.x - stage.columnWidth / 2, y: top, width: stage.columnWidth, height: high };
    this.band = svg("rect", { ...box, fill: hue });
    this.title = svg("title");
    this.word = svg("text", { x: this.x, y: top + high * 0.68, "text-anchor": "middle", direction: "ltr" });
    const below = {
      x: this.x,
      y: above + heightOf(stage, scale) - stage.px(4),
      "text-anchor": "middle",
      class: "mark",
    };
    this.share = svg("text", { ...below, "font-size": stage.size("small"), fill: stage.theme.text });
    this.broken = svg("path", { d: cross(box), stroke: BROKEN });
    const inside = { x: box.x + 1, y: box.y + 1, width: box.width - 2, height: box.height - 2 };
    this.frame = svg("path", { fill: "none", stroke: stage.theme.text, "stroke-width": 1.2, class: "alone" });
    this.around = outline(inside);
    /** The word of the network left alone, where it is another. */
    this.alone = svg("text", { ...below, class: "", "font-size": stage.size("small"), fill: stage.theme.faint });
    this.root = svg("g", {}, [this.title, this.broken, this.frame, this.word, this.share, this.alone]);
  }

  /** Say at the cursor how probable the answer is. @param {boolean} here */
  move(here) {
    put(this.share, "visibility", here ? "visible" : "hidden");
    put(this.alone, "visibility", here ? "hidden" : "visible");
  }

  /** @param {Probed | null} answer @param {Probed | null} ghost of the network left alone */
  show(answer, ghost) {
    const { stage, word, band, broken } = this;
    const { word: text, share, right } = answer ?? { word: "", share: 0, right: false };
    const ink = share ?? 0;
    put(broken, "visibility", share === null ? "visible" : "hidden");
    put(band, "opacity", right ? 0.06 + 0.34 * ink : 0);
    for (const [name, value] of Object.entries(right ? RIGHT : WRONG)) put(word, name, value);
    put(word, "fill", right ? stage.theme.text : stage.theme.faint);
    put(word, "fill-opacity", (right ? FAINTEST + (1 - FAINTEST) * ink : 0.85 + 0.15 * ink).toFixed(2));
    this.write(share === null ? "" : text);
    say(this.share, share ? `${percent(share)} %` : "");
    say(this.title, told(answer, ghost));
    this.showAlone(otherWord(answer, ghost));
  }

  /** Say below which word is read from the network left alone, where it is another. @param {string} word */
  showAlone(word) {
    const { stage, around, frame, alone } = this;
    put(frame, "d", word ? around : "");
    say(alone, stage.fit(word, stage.columnWidth - 4, stage.size("small")));
  }

  /** Write a word as large as its column has room; one that is far too wide loses its end. @param {string} text */
  write(text) {
    const { stage, word } = this;
    const [usual, room] = [this.scale * stage.size("body"), stage.columnWidth - 4];
    const fitting = (0.99 * usual * room) / Math.max(stage.widthOf(text, usual), 1);
    const size = Math.max(stage.size("small"), Math.min(usual, fitting));
    put(word, "font-size", size.toFixed(1));
    say(word, stage.fit(text, room, size));
  }
}

/**
 * What is read after a word, and from the network left alone, in words.
 * @param {Probed | null} answer
 * @param {Probed | null} ghost
 */
function told(answer, ghost) {
  const alone = ghost ? [`left alone ${spoken(ghost)}`] : [];
  return [...(answer ? [spoken(answer)] : []), ...alone].join("; ");
}

/** The word that is read from the network left alone, if it is another. */
/** @param {Probed | null} answer @param {Probed | null} ghost */
const otherWord = (answer, ghost) => (ghost && ghost.word !== answer?.word ? ghost.word : "");

/** @param {NonNullable<Answers[number]>} answer */
function spoken({ word, share, right }) {
  if (share === null) return "the state is not a number";
  return `“${word}”, ${percent(share)} %${right ? "" : ", wrong"}`;
}

/**
 * The picture in a sentence: how often it is right, where it is wrong first, and how it ends.
 * @param {Stage} stage
 * @param {string} label
 * @param {Answers} answers
 */
function inWords({ words }, label, answers) {
  const there = answers.flatMap((answer, timestep) => (answer ? [{ ...answer, timestep }] : []));
  if (!there.length) return `${label}: there is no subject in this sentence`;
  const right = there.filter((answer) => answer.right).length;
  const wrong = there.find((answer) => !answer.right);
  const last = there[there.length - 1];
  const head = `The subject, ${label}: right after ${right} of ${there.length} words`;
  const first = wrong ? `; first wrong after “${words[wrong.timestep]}”: ${spoken(wrong)}` : "";
  return `${head}${first}; after the last, “${words[last.timestep]}”: ${spoken(last)}`;
}
