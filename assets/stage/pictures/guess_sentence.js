/** How likely is a sentence? Two of them, the bits of each word as bars, their sums, and what perplexity that is. */

import { html } from "../svg.js";

/**
 * @typedef {object} Sentence
 * @property {string[]} words or letters; of the supplied text with the full stop
 * @property {boolean[]} known
 * @property {number[]} bits −log₂ P of each
 * @property {Forms} forms
 */

/**
 * @typedef {object} Forms perplexity in three ways (core/instruments/perplexity.py)
 * @property {number} cross_entropy the mean of −ln P
 * @property {number} bits the mean of −log₂ P
 * @property {number} from_cross_entropy
 * @property {number} from_product
 * @property {number} from_bits
 */

const NAMES = ["first sentence", "second sentence"];
const MANY = 16; // pieces beside which a bar has no room for a digit after the point

/** @param {number} number */
const short = (number) => number.toFixed(number < 99.95 ? 2 : 0);

/** P = 2^−bits in words that are read at a glance. @param {number} bits */
function oneIn(bits) {
  const [size, name] = bits < 20 ? [1, ""] : bits < 30 ? [1e6, " million"] : bits < 40 ? [1e9, " billion"] : [0, ""];
  if (!size) return `P = 2 to the −${Math.round(bits)}`;
  return `P = 1 in ${Number((2 ** bits / size).toPrecision(3)).toLocaleString("en")}${name}`;
}

export class Picture {
  /** @param {import("../page.js").Root} root */
  constructor(root) {
    this.box = html("section", { class: "picture guess_sentence" });
    root.append(this.box);
  }

  /**
   * @param {{ hue: string, piece: string, sentences: Sentence[] }} data
   * @param {{ alt: string, veiled: boolean }} around
   */
  show({ hue, piece, sentences }, { alt, veiled }) {
    const top = Math.max(...sentences.flatMap(({ bits }) => bits), 1);
    this.box.style.setProperty("--hue", hue);
    this.box.setAttribute("aria-label", veiled ? "Covered until you have predicted." : alt);
    this.box.classList.toggle("guess_sentence-veiled", veiled);
    this.box.classList.toggle(
      "guess_sentence-many",
      sentences.some(({ words }) => words.length > MANY),
    );
    const rows = sentences.map((one, at) => rowOf(one, sentences[1 - at], NAMES[at], top, veiled));
    const perplexities = veiled ? [] : perplexityOf(sentences, piece);
    const words = `surprise of each ${piece} in bits, −log₂ P: tall = unlikely`;
    const axis = html("p", { class: "guess_sentence-axis" }, words);
    this.box.replaceChildren(axis, ...rows, ...perplexities);
  }
}

/** @param {Sentence} one @param {Sentence} other @param {string} name @param {number} top @param {boolean} veiled */
function rowOf({ words, known, bits }, other, name, top, veiled) {
  const sum = bits.reduce((all, bit) => all + bit, 0);
  const cells = words.map((word, at) => {
    const differs = word !== other.words[at] || Math.abs(bits[at] - (other.bits[at] ?? 0)) > 0.05;
    const height = veiled ? 0 : (100 * bits[at]) / top;
    return html(
      "span",
      {
        class: `guess_sentence-cell${differs && !veiled ? " guess_sentence-differs" : ""}`,
      },
      [
        html("span", { class: "guess_sentence-room" }, [
          html("b", {}, veiled ? "" : bits[at].toFixed(words.length > MANY ? 0 : 1)),
          html("i", { style: `height:${height.toFixed(1)}%` }),
        ]),
        html("span", { class: "guess_sentence-word" }, known[at] ? word : `${word} <unk>`),
      ],
    );
  });
  const total = html("p", { class: "guess_sentence-sum" }, [
    html("span", {}, name),
    html("strong", {}, veiled ? "Σ = ?" : `Σ = ${sum.toFixed(2)} bits`),
    html("span", {}, veiled ? "" : oneIn(sum)),
  ]);
  return html("div", { class: "guess_sentence-row" }, [html("div", { class: "guess_sentence-cells" }, cells), total]);
}

/**
 * One number for each sentence; its three formulas on demand.
 * @param {Sentence[]} sentences
 * @param {string} piece
 */
function perplexityOf(sentences, piece) {
  const numbers = sentences.map(({ forms }) => short(forms.from_bits)).join(" and ");
  return [
    html("p", { class: "guess_sentence-perplexity" }, [
      html("strong", {}, `Perplexity ${numbers}`),
      `: as if each ${piece} were chosen among so many that are equally likely.`,
    ]),
    html("details", {}, [html("summary", {}, "Three ways to compute it, one number"), formsOf(sentences, piece)]),
  ];
}

/** @param {Sentence[]} sentences @param {string} piece */
function formsOf(sentences, piece) {
  const heads = [
    `perplexity per ${piece}`,
    "e to the power of the mean −ln P",
    `T-th root of the product of all 1/P (T: number of ${piece}s${piece === "word" ? ", full stop too" : ""})`,
    `2 to the power H (H: bits of a ${piece}, mean)`,
  ];
  const rows = sentences.map(({ words, forms, bits }, at) => {
    const product = bits.reduce((all, bit) => all + bit, 0);
    const cells = [
      `exp(${forms.cross_entropy.toFixed(3)}) = ${short(forms.from_cross_entropy)}`,
      `(2^${product.toFixed(1)})^(1/${words.length}) = ${short(forms.from_product)}`,
      `2^${forms.bits.toFixed(3)} = ${short(forms.from_bits)}`,
    ];
    const name = html("th", { scope: "row" }, NAMES[at]);
    return html("tr", {}, [name, ...cells.map((cell, column) => html("td", { "data-head": heads[column + 1] }, cell))]);
  });
  return html("table", { class: "guess_sentence-forms" }, [
    html(
      "thead",
      {},
      html(
        "tr",
        {},
        heads.map((head) => html("th", { scope: "col" }, head)),
      ),
    ),
    html("tbody", {}, rows),
  ]);
}
