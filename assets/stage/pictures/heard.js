/**
 * A sentence that is still being spoken: of each noun a lane a network, with what it says of the noun after each word,
 * pale before the clue is heard, and whether it is right. How much has been heard is drawn with the slider, which is as
 * wide as the words, or by a click on a word; the networks read in the same frame.
 */

import { hands, subscribe, take } from "../hands.js";
import { atHand } from "../networks.js";
import { press } from "../parts/keys.js";
import { counted } from "../parts/words.js";
import { isWaiting } from "../sentence.js";
import { html, put, readout, say } from "../svg.js";
import { came } from "./arriving.js";
import { clueOf, coursesOf, takenBack, waits } from "./heard/numbers.js";

/** @typedef {import("./heard/numbers.js").Course} Course */

/**
 * @typedef {object} Heard
 * @property {{ key: string, name: string }[]} networks
 * @property {string[]} kinds
 * @property {string[]} nouns
 * @property {Record<string, string[]>} clues words that tell a kind
 * @property {string} end the word beyond which they tell nothing
 * @property {string} sentence
 * @property {string} caption
 */

const MOST = 6; // nouns that are drawn
const [WORDS, LANES] = [2, 3]; // rows below the slider's

export class Picture {
  /** @param {import("../page.js").Root} root */
  constructor(root) {
    this.data = /** @type {Heard | null} */ (null);
    this.found = /** @type {ReturnType<typeof coursesOf> | null} */ (null);
    this.veiled = false;
    this.signature = "";
    this.read = "";
    this.ended = false;
    this.slider = html("input", {
      type: "range",
      min: 1,
      step: 1,
      oninput: () => this.draw(),
    });
    put(this.slider, "aria-label", "Words heard so far");
    this.number = readout({ class: "heard-number" });
    this.bar = html("label", { class: "heard-bar" }, [this.slider]);
    this.grid = html("div", { class: "heard-grid" }, [this.bar]);
    this.scroll = html(
      "div",
      {
        class: "heard-scroll",
        tabindex: "0",
        role: "group",
        "aria-label": "The sentence",
      },
      [this.grid],
    );
    this.told = html("p", { class: "heard-told", role: "status" });
    this.caption = html("p", { class: "caption" });
    this.root = html("div", { class: "picture heard", role: "group" }, [
      ...[this.number, this.scroll, this.told, this.caption],
    ]);
    root.append(this.root);
    this.unsubscribe = subscribe(() => this.reread());
  }

  /** @param {Heard} data @param {{ alt: string, veiled: boolean, fresh: number }} around */
  async show(data, { alt, veiled, fresh }) {
    const signature = `${data.sentence} ${veiled} ${fresh}`;
    const anew = this.signature !== signature;
    Object.assign(this, { data, veiled, signature });
    if (!isWaiting()) take({ sentence: null }); // what was typed has become the page's
    put(this.root, "aria-label", alt);
    say(this.caption, data.caption);
    this.bar.inert = veiled;
    const keys = data.networks.map(({ key }) => key);
    if (!(await came(keys, this.told)) || this.ended || this.data !== data) return;
    this.reread(anew);
  }

  /** Have the networks read the sentence under the reader's hand. @param {boolean} [anew] the slider goes to its end */
  reread(anew = false) {
    const { data } = this;
    const networks = data && atHand(data.networks.map(({ key }) => key));
    if (!data || !networks) return;
    const sentence = hands.sentence ?? data.sentence;
    const read = `${data.networks.map(({ key }) => key).join()} ${sentence}`;
    if (this.read !== read) {
      try {
        this.found = coursesOf(networks, data.kinds, data.nouns, sentence);
      } catch (error) {
        if (hands.sentence === null) throw error;
        return;
      }
      this.read = read;
      anew = true;
    }
    if (this.found && anew) {
      this.slider.max = String(this.found.words.length);
      this.slider.value = this.slider.max;
    }
    this.draw();
  }

  /** Hear so many words. @param {number} count */
  hear(count) {
    if (this.veiled) return;
    this.slider.value = String(count);
    this.draw();
  }

  /** @param {KeyboardEvent} event */
  keydown(event) {
    const by = (/** @type {number} */ more) => () => this.hear(Number(this.slider.value) + more);
    press(event, {
      arrows: {
        ArrowRight: by(1),
        ArrowLeft: by(-1),
        Home: by(-1e4),
        End: by(1e4),
      },
    });
  }

  draw() {
    const { data, found, veiled } = this;
    if (!data || !found) return;
    const heard = Number(this.slider.value);
    const count = found.words.length;
    say(this.number, `${counted(heard, "word")} of ${count} heard`);
    this.slider.setAttribute("aria-valuetext", `${heard} of ${count}, the last “${found.words[heard - 1]}”`);
    put(this.grid, "style", `--words: ${count}`);
    const rows = found.courses[0].slice(0, MOST).flatMap((_, noun) => data.networks.map((_, of) => ({ noun, of })));
    const focused = this.grid.querySelector("button:focus")?.getAttribute("data-at");
    // The slider stays where it is, or a hand that draws it would lose it.
    for (const one of [...this.grid.children]) if (one !== this.bar) one.remove();
    this.grid.append(
      ...found.words.map((word, at) => this.word(word, at, heard)),
      ...rows.flatMap(({ noun, of }, row) => this.lane(noun, of, row + LANES, heard)),
    );
    /** @type {HTMLElement | null} */ (focused && this.grid.querySelector(`[data-at="${focused}"]`))?.focus();
    say(this.told, veiled ? "" : this.sum(heard));
    if (!veiled) this.follow(heard);
  }

  /** Scroll so that the last word heard is in sight; after all, the ends of the lanes. @param {number} heard */
  follow(heard) {
    const { scroll, grid } = this;
    const [word, name] = [grid.querySelector("[aria-current]"), grid.querySelector(".heard-name")];
    if (!word || !name || scroll.scrollWidth <= scroll.clientWidth) return;
    scroll.style.setProperty("--named", `${name.clientWidth + 4}px`); // what a lane says stands beside its name
    const [box, seen] = [word.getBoundingClientRect(), scroll.getBoundingClientRect()];
    const left = name.getBoundingClientRect().right;
    if (heard === this.found?.words.length) scroll.scrollLeft = scroll.scrollWidth;
    else if (box.left < left) scroll.scrollLeft -= left - box.left;
    else if (box.right > seen.right) scroll.scrollLeft += box.right - seen.right;
  }

  /** What tells of a noun what it is. @param {number} at */
  clue(at) {
    const { data, found } = this;
    return data && found ? clueOf(found.words, at, data) : null;
  }

  /** Whether what is said of a noun after so many words is right; null before its clue. */
  /** @param {Course} course @param {number} heard */
  isRight({ at, answers }, heard) {
    const clue = this.clue(at);
    if (!clue || Math.max(clue.at, at) >= heard) return null;
    return answers[heard - at - 1].kind === clue.kind;
  }

  /** @param {string} word @param {number} at @param {number} heard */
  word(word, at, heard) {
    const nouns = this.found?.courses[0] ?? [];
    const asked = nouns.some((course) => course.at === at);
    const clue = nouns.map((course) => this.clue(course.at)).find((told) => told?.at === at);
    const known = this.found?.known[at];
    const later = at >= heard;
    return html(
      "button",
      {
        ...{
          type: "button",
          class: "heard-word",
          "data-at": String(at),
          "data-later": later,
          "data-asked": asked,
          "data-kind": clue && !later && !this.veiled ? String(this.data?.kinds.indexOf(clue.kind)) : false,
        },
        style: `grid-column: ${at + 2}; grid-row: ${WORDS}`,
        "aria-label": `${word}, ${later ? "not heard yet" : "heard"}`,
        "aria-current": at === heard - 1 ? "step" : false,
        onclick: () => this.hear(at + 1),
      },
      html("span", { class: known ? "" : "heard-unknown" }, word),
    );
  }

  /** @param {number} noun @param {number} of which network @param {number} row @param {number} heard */
  lane(noun, of, row, heard) {
    const { data, found, veiled } = this;
    if (!data || !found) return [];
    const course = found.courses[of][noun];
    const place = (/** @type {number} */ from, /** @type {number} */ to) =>
      `grid-column: ${from} / ${to}; grid-row: ${row}`;
    const first = of === 0;
    const name = html("div", { class: "heard-name", style: place(1, 2), "data-first": first }, [
      first ? html("b", {}, found.words[course.at]) : "",
      html("span", {}, data.networks[of].name),
    ]);
    const wide = found.words.length + 2;
    if (veiled)
      return [
        name,
        html(
          "div",
          {
            class: "heard-run heard-hidden",
            style: place(course.at + 2, wide),
            "data-first": first,
          },
          "?",
        ),
      ];
    const clue = Math.max(this.clue(course.at)?.at ?? 0, course.at);
    const runs = runsOf(course, heard, clue).map(({ from, to, kind, goesOn }, index) =>
      html(
        "div",
        {
          ...{ class: "heard-run", style: place(from + 2, to + 2), "data-first": first },
          ...{ "data-back": index > 0 && !goesOn, "data-guess": from < clue, "data-short": to - from === 1 },
          "data-kind": String(data.kinds.indexOf(kind)),
        },
        html("span", {}, `${kind || "neither"}${from < clue && kind ? "?" : ""}`),
      ),
    );
    return [name, ...runs, this.ending(course, heard, place(wide, wide + 1))];
  }

  /** Whether an answer stays, and is right. @param {Course} course @param {number} heard @param {string} style */
  ending(course, heard, style) {
    if (heard <= course.at) return html("div", { class: "heard-end", style });
    const [back, right] = [takenBack(course, heard), this.isRight(course, heard)];
    const verdict = right === null ? "" : right ? "✓ right, " : "✗ wrong, ";
    return html("div", { class: "heard-end", style }, [
      html("b", {}, verdict),
      back ? (right ? "corrected" : "changed") : "stays",
    ]);
  }

  /** @param {number} heard */
  sum(heard) {
    const { data, found } = this;
    if (!data || !found) return "";
    if (!found.courses[0].length) return "No word here that may be an animal or a thing.";
    return data.networks
      .map(({ name }, of) => {
        const seen = found.courses[of].filter(({ at }) => at < heard);
        const back = seen.filter((course) => takenBack(course, heard));
        const waited = heard === found.words.length ? Math.max(0, ...seen.map(waits)) : 0;
        const wait = waited ? `, the last ${counted(waited, "word")} after its noun` : "";
        const who = name[0].toUpperCase() + name.slice(1);
        const told = seen.map((course) => this.isRight(course, heard)).filter((right) => right !== null);
        const right = told.length ? `${told.filter(Boolean).length} of ${told.length} right, ` : "";
        return `${who}: ${right}${back.length} of ${counted(seen.length, "answer")} taken back${wait}.`;
      })
      .join(" ");
  }

  end() {
    this.ended = true;
    this.unsubscribe();
  }
}

/**
 * Stretches of words after which the answer is the same, parted where the clue is heard.
 * @param {Course} course
 * @param {number} heard
 * @param {number} clue where it stands
 */
function runsOf({ at, answers }, heard, clue) {
  /** @type {{ from: number, to: number, kind: string, goesOn: boolean }[]} */
  const runs = [];
  answers.slice(0, Math.max(0, heard - at)).forEach(({ kind }, index) => {
    const last = runs.at(-1);
    const goesOn = last?.kind === kind;
    if (last && goesOn && at + index !== clue) last.to += 1;
    else runs.push({ from: at + index, to: at + index + 1, kind, goesOn });
  });
  return runs;
}
