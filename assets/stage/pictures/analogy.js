/** Arithmetic with words: three are asked, the plane shows the arrows, and beside it stand the nearest words. */

import { format } from "../arrays.js";
import { html, say } from "../svg.js";
import { Plane } from "./plane.js";
import { minus, near, offsetCosine, placeIn, problem, right, size, sought, through, vectorOf } from "./vectors.js";

const SHOWN = 4; // nearest words
const LAST = 700; // ms of the arrow's way
const SIGNS = ["", "−", "+"];
const SLOTS = ["first word", "word that is subtracted", "word that is added"];

/**
 * @typedef {object} Vectors
 * @property {string[]} words
 * @property {number[][]} matrix
 * @property {string[]} people
 * @property {string[][]} analogies first, minus, plus, answer
 * @property {string[]} first what is asked at first
 * @property {number[]} mean of all vectors
 * @property {[number[], number[]]} axes along which they vary most
 * @property {string} drawn which vectors these are
 */

/**
 * Words of a plane within a distance of a place there that are far beside the plane, the nearest first.
 * @param {{ word: string, x: number, y: number, off: number }[]} points
 * @param {import("./plane.js").Place} place
 * @param {number} within
 */
export const seemsNear = (points, place, within) =>
  points
    .map(({ word, x, y, off }) => ({ word, off, far: Math.hypot(x - place.x, y - place.y) }))
    .filter(({ far, off }) => far < within && off > within)
    .sort((one, other) => one.far - other.far)
    .map(({ word }) => word);

export class Picture {
  /** @param {import("../page.js").Root} root */
  constructor(root) {
    this.data = /** @type {Vectors | null} */ (null);
    this.asked = ["", "", ""];
    this.slot = 0;
    this.veiled = false;
    this.fresh = -1;
    this.alt = "";
    this.plane = new Plane(root, (word) => this.picked(word), 280);
    this.options = html("datalist", { id: "analogy-words" });
    this.fields = SLOTS.map((label, slot) =>
      html("input", {
        type: "text",
        list: "analogy-words",
        "aria-label": `The ${label}`,
        autocomplete: "off",
        spellcheck: "false",
        maxlength: 40,
        onfocus: () => this.aim(slot),
        oninput: () => this.typed(slot),
      }),
    );
    const asked = this.fields.flatMap((field, slot) => (slot ? [html("b", {}, SIGNS[slot]), field] : [field]));
    this.answer = html("strong", { class: "analogy-answer", "aria-live": "polite" }, "?");
    this.exclude = html("input", { type: "checkbox", checked: true, onchange: () => this.draw() });
    this.widest = html("input", { type: "checkbox", onchange: () => this.draw() });
    this.others = html("input", { type: "checkbox", onchange: () => this.draw() });
    this.by = html("p", { class: "analogy-by" });
    this.ranking = html("ol", { class: "analogy-ranking" });
    this.offset = html("strong", {});
    this.pair = html("span", {});
    this.arrows = html("p", { class: "analogy-offset" }, [this.offset, this.pair]);
    this.seeming = html("p", { class: "analogy-seeming" });
    this.off = html("p", { class: "analogy-off" });
    this.score = html("p", { class: "analogy-score" });
    this.problem = html("p", { class: "analogy-problem", role: "status" });
    const sum = html("div", { class: "analogy-sum" }, [...asked, html("b", {}, "≈"), this.answer, this.options]);
    const side = html("div", { class: "analogy-side" }, [
      sum,
      html("label", {}, [this.exclude, "leave out the three words asked"]),
      this.problem,
      this.by,
      this.ranking,
      this.arrows,
      this.score,
    ]);
    const left = html("div", { class: "analogy-left" }, [
      this.plane.root,
      html("div", { class: "analogy-switches" }, [
        html("label", {}, [this.others, "the other words, too"]),
        html("label", {}, [this.widest, "the plane in which all words spread most"]),
      ]),
      this.seeming,
      this.off,
    ]);
    root.append(html("div", { class: "picture analogy" }, [left, side]));
  }

  /** @param {Vectors} data @param {{ veiled: boolean, alt: string, fresh: number }} around */
  show(data, { veiled, alt, fresh }) {
    const opened = this.veiled && !veiled;
    if (this.fresh !== fresh) {
      this.asked = [...data.first];
      this.slot = 0;
      this.exclude.checked = true;
      this.widest.checked = false;
      this.others.checked = false;
    }
    Object.assign(this, { data, veiled, alt, fresh });
    this.options.replaceChildren(...data.words.map((word) => html("option", { value: word })));
    this.draw();
    if (opened) this.travel();
  }

  /** @param {number} slot */
  aim(slot) {
    this.slot = slot;
    this.fields.forEach((field, index) => field.classList.toggle("aimed", index === slot));
  }

  /** @param {number} slot */
  typed(slot) {
    this.asked[slot] = this.fields[slot].value.trim().toLowerCase();
    this.draw(slot);
  }

  /** Put a word into the field that is aimed at, and aim at the next. @param {string} word */
  picked(word) {
    this.asked[this.slot] = word;
    this.aim((this.slot + 1) % SLOTS.length);
    this.draw();
  }

  /** @param {number} [typing] the field that is written in: it is left alone */
  draw(typing = -1) {
    const { data, asked, veiled } = this;
    if (!data) return;
    this.fields.forEach((field, slot) => {
      if (slot !== typing) field.value = asked[slot];
      field.classList.toggle("aimed", slot === this.slot);
    });
    const wrong = problem(data.words, asked);
    say(this.problem, wrong);
    const nearest = wrong || veiled ? [] : near(data, sought(data, asked), this.exclude.checked ? asked : []);
    say(this.answer, nearest[0]?.word ?? "?");
    this.drawPlane(data, nearest, wrong !== "");
    this.tell(nearest, wrong);
  }

  /**
   * Draw the plane through the asked words or, while there is no answer, the one in which all words spread most.
   * @param {Vectors} data
   * @param {import("./vectors.js").Ranked[]} nearest
   * @param {boolean} wrong whether nothing can be computed with what is asked
   */
  drawPlane(data, nearest, wrong) {
    const [first, less, more] = this.asked;
    const answer = nearest[0]?.word ?? "";
    const widest = !answer || this.widest.checked;
    const flat = widest
      ? { origin: data.mean, axes: data.axes }
      : through(vectorOf(data, less), vectorOf(data, first), vectorOf(data, more));
    const place = (/** @type {string} */ word) => placeIn(flat, vectorOf(data, word));
    const points = data.words
      .map((word) => ({ word, ...place(word), role: this.role(word, answer) }))
      .filter(({ role }) => role !== "plain" || this.others.checked);
    const arrows = /** @type {import("./plane.js").Arrow[]} */ ([]);
    if (!wrong) arrows.push({ from: place(less), to: place(first), kind: "given" });
    if (answer) {
      const end = placeIn(flat, sought(data, this.asked));
      arrows.push({ from: end, to: place(answer), kind: "near" }, { from: place(more), to: end, kind: "moved" });
    }
    const bounds = arrows.map(({ to }) => to);
    const comes = answer
      ? ` ${first} − ${less} + ${more} comes nearest to ${answer}, ${format(nearest[0].cosine, 2)}.`
      : "";
    this.plane.show(points, { arrows, bounds, sought: "the sum", alt: this.alt + comes });
    say(this.seeming, "");
    if (widest) {
      const of = `in two directions of ${data.mean.length}`;
      say(this.off, `${data.drawn}, ${of}: a parallelogram can be hidden or faked here.`);
      return;
    }
    const step = size(minus(vectorOf(data, first), vectorOf(data, less)));
    const end = placeIn(flat, sought(data, this.asked));
    const listed = [...this.asked, ...nearest.slice(0, SHOWN).map(({ word }) => word)];
    const seeming = seemsNear(points, end, step / 3).find((word) => !listed.includes(word));
    const sum = sought(data, this.asked);
    const far = (/** @type {string} */ word) => format(size(minus(vectorOf(data, word), sum)), 1);
    const whole = `in all ${data.mean.length} directions`;
    const says = (/** @type {string} */ word) =>
      `“${word}” only looks near: ${whole} it is ${far(word)} from the sum, ${answer} ${far(answer)}.`;
    say(this.seeming, seeming ? says(seeming) : "");
    say(this.off, `${data.drawn}, in the plane through the three asked words.`);
  }

  /** @param {string} word @param {string} answer @returns {import("./plane.js").Point["role"]} */
  role(word, answer) {
    if (word === answer) return "answer";
    if (this.asked.includes(word)) return "chosen";
    return this.data?.people.includes(word) ? "strong" : "plain";
  }

  /** @param {import("./vectors.js").Ranked[]} nearest @param {string} wrong */
  tell(nearest, wrong) {
    const { data, asked, veiled } = this;
    if (!data) return;
    const [first, less, more] = asked;
    say(this.by, nearest.length ? `cosine with ${first} − ${less} + ${more}; the highest is the answer:` : "");
    this.ranking.replaceChildren(
      ...nearest
        .slice(0, SHOWN)
        .map(({ word, cosine }) =>
          html("li", { class: asked.includes(word) ? "asked" : "" }, [
            html("span", {}, asked.includes(word) ? `${word} (asked)` : word),
            html("i", { style: `--share:${Math.max(cosine, 0)}` }),
            html("output", { "aria-live": "off" }, format(cosine, 2)),
          ]),
        ),
    );
    const answer = nearest[0]?.word;
    const moves = answer && answer !== more;
    this.arrows.hidden = !moves;
    if (moves) {
      say(this.offset, format(offsetCosine(data, asked, answer), 2));
      say(this.pair, `cosine of the steps ${less} → ${first} and ${more} → ${answer}: 1 if they are the same step`);
    }
    const count = data.analogies.length;
    const kept = this.exclude.checked ? "left out" : "not left out";
    const found = right(data, data.analogies, this.exclude.checked);
    const all = `Of all ${count} analogies ${found} right, asked words ${kept}.`;
    say(this.score, veiled || wrong || !count ? "" : all);
  }

  /** Let the arrow go from the pair that is given to the word that is added. */
  travel() {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    const given = this.plane.drawnArrows.querySelector("line.given");
    const moved = this.plane.drawnArrows.querySelector("line.moved");
    if (!given || !moved) return;
    const [x, y] = ["x1", "y1"].map((key) => Number(given.getAttribute(key)) - Number(moved.getAttribute(key)));
    moved.animate([{ transform: `translate(${x}px, ${y}px)` }, { transform: "none" }], {
      duration: LAST,
      easing: "ease-in-out",
    });
  }

  end() {
    this.plane.end();
  }
}
