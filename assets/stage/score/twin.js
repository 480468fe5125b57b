/**
 * The twin of a sentence: the same with one word changed, unless the reader makes it another. Which word that is, and
 * how the twin follows when the sentence is edited. Knows networks and words; draws nothing.
 */

import { readFor, write } from "../../net/tasks.js";
import { record } from "../../net/trace.js";
import { likeliest } from "./board/answers.js";
import { deleted, replaced } from "./edits.js";

/** @typedef {import("../../net/types.d.ts").Network} Network */

const MOST_TRIED = 8; // words in the place of one
const MOST_PLACES = 4; // of which another word is tried
const MOST_WEIGHED = 24; // words of which it is asked how much they move the answer

/**
 * Return the twin that a sentence gets by itself: its first telling word replaced by another of the same kind. Of the
 * nearest few in length it is the first that changes the answer after the last word; where none does, those of the
 * next telling words are tried. Without a telling word, the one that moves the answer most is replaced by a telling
 * one; where no words tell, the first word by any.
 * @param {Network} network whose answer it is to change
 * @param {string[][]} kinds telling words that may stand in one another's place
 * @param {string[]} words
 */
export function defaultTwin(network, kinds, words) {
  const places = words.flatMap((word, at) => {
    const kind = kinds.find((one) => one.includes(word.toLowerCase()) && one.length > 1);
    return kind ? [{ at, kind }] : [];
  });
  if (!places.length && kinds.length) places.push({ at: mostMoving(network, words), kind: kinds[0] });
  if (!places.length) places.push({ at: 0, kind: network.vocabulary.slice(1) });
  const tried = places.slice(0, MOST_PLACES).flatMap(({ at, kind }) =>
    others(kind, words[at].toLowerCase())
      .slice(0, MOST_TRIED)
      .map((word) => replaced(words, at, word)),
  );
  const answer = answerOf(network, words);
  return tried.find((twin) => answerOf(network, twin) !== answer) ?? tried[0] ?? words;
}

/**
 * The other words of a kind, the nearest in length first, so that columns stay as wide as they are.
 * @param {string[]} kind
 * @param {string} word
 */
function others(kind, word) {
  /** @param {string} other */
  const far = (other) => Math.abs(other.length - word.length);
  return kind.filter((other) => other !== word).sort((a, b) => far(a) - far(b) || (a < b ? -1 : 1));
}

/**
 * Return the place of the word without which the answer changes most, of the first few.
 * @param {Network} network
 * @param {string[]} words
 */
function mostMoving(network, words) {
  if (words.length === 1) return 0;
  const before = answersOf(network, words);
  const moved = words.slice(0, MOST_WEIGHED).map((_, place) => {
    const without = answersOf(network, deleted(words, place));
    return before.reduce((sum, answer, at) => sum + Math.abs(answer - without[at]), 0);
  });
  return moved.indexOf(Math.max(...moved));
}

/** A network's probabilities after the last word, or its number. @param {Network} network @param {string[]} words */
function answersOf(network, words) {
  const { answers } = record(network, textOf(network, words));
  return Array.from(answers.row(answers.rows - 1));
}

/** What a network says after the last word. @param {Network} network @param {string[]} words */
function answerOf(network, words) {
  const [[answer] = [""]] = likeliest(record(network, textOf(network, words)), 1).at(-1) ?? [];
  return answer;
}

/**
 * Return the twin of an edited sentence: it follows where it was equal, and keeps what is its own. Null if the
 * sentence is another altogether, with fewer than half of its words from before.
 * @param {string[]} before the sentence to which the twin was made
 * @param {string[]} twin
 * @param {string[]} now the sentence as it is
 * @returns {string[] | null}
 */
export function followed(before, twin, now) {
  const kept = alike(before, now);
  if (2 * kept.size < now.length) return null;
  const same = before.length === twin.length ? inPlace(before, twin) : alike(before, twin);
  /** @type {string[]} */
  const made = [];
  let [b, t, n] = [0, 0, 0];
  for (let at = 0; at <= before.length; at++) {
    const [inNow, inTwin] = at < before.length ? [kept.get(at), same.get(at)] : [now.length, twin.length];
    if (inNow === undefined || inTwin === undefined) continue;
    made.push(...merged(before.slice(b, at), twin.slice(t, inTwin), now.slice(n, inNow)));
    if (at < before.length) made.push(before[at]);
    [b, t, n] = [at + 1, inTwin + 1, inNow + 1];
  }
  return made;
}

/**
 * Return what becomes of a part of the twin between words that all three sentences have.
 * @param {string[]} before
 * @param {string[]} twin
 * @param {string[]} now
 */
function merged(before, twin, now) {
  if (before.join(" ") === twin.join(" ")) return now;
  const head = common(before, now);
  const tail = common(before.slice(head).reverse(), now.slice(head).reverse());
  const [from, to] = before.length === twin.length ? [head, before.length - tail] : [0, before.length];
  const own = before.length !== twin.length || before.slice(from, to).some((word, at) => word !== twin[from + at]);
  return own ? twin : [...twin.slice(0, from), ...now.slice(from, now.length - tail), ...twin.slice(to)];
}

/** How many words two lists begin with together. @param {string[]} one @param {string[]} other */
function common(one, other) {
  const end = one.findIndex((word, at) => word !== other[at]);
  return Math.min(end < 0 ? one.length : end, other.length);
}

/** @param {string[]} one @param {string[]} other of the same length */
const inPlace = (one, other) => new Map(one.flatMap((word, at) => (word === other[at] ? [[at, at]] : [])));

/**
 * Return the words of the longest common row of words: their places in one list, and in the other.
 * @param {string[]} one
 * @param {string[]} other
 * @returns {Map<number, number>}
 */
function alike(one, other) {
  const across = other.length + 1;
  const longest = new Uint16Array((one.length + 1) * across); // of what follows after a place of each
  for (let i = one.length - 1; i >= 0; i--)
    for (let j = other.length - 1; j >= 0; j--)
      longest[i * across + j] =
        one[i] === other[j]
          ? longest[(i + 1) * across + j + 1] + 1
          : Math.max(longest[(i + 1) * across + j], longest[i * across + j + 1]);
  const found = new Map();
  for (let [i, j] = [0, 0]; i < one.length && j < other.length;) {
    if (one[i] === other[j]) found.set(i++, j++);
    else if (longest[(i + 1) * across + j] >= longest[i * across + j + 1]) i++;
    else j++;
  }
  return found;
}

/** The twin as a text, kept beside a sentence that changes under the reader's hand. */
export class Follower {
  /** @type {string | null} the twin as it was left */
  text = null;
  /** The sentence that was followed last. */
  sentence = "";
  /** @type {string[]} the sentence to which it was made */
  before = [];
  /** @type {string[]} the twin that was made */
  made = [];

  /**
   * Return the twin of a sentence: as it is where the reader has just made it, else as it follows.
   * @param {Network} network
   * @param {string[][]} kinds
   * @param {string} sentence
   * @param {string | null} twin under the hand
   */
  follow(network, kinds, sentence, twin) {
    const made = twin !== this.text;
    if (twin === null || (!made && sentence === this.sentence)) return (this.text = twin);
    const words = wordsOf(network, sentence);
    if (!words) return twin;
    this.sentence = sentence;
    if (made) [this.before, this.made] = [words, wordsOf(network, twin) ?? []];
    return (this.text = made || !this.made.length ? twin : this.after(network, kinds, words, twin));
  }

  /**
   * The twin after an edit of the sentence; its text stays where its words do.
   * @param {Network} network
   * @param {string[][]} kinds
   * @param {string[]} words of the sentence
   * @param {string} twin
   */
  after(network, kinds, words, twin) {
    const next = followed(this.before, this.made, words);
    if (!next) [this.before, this.made] = [words, defaultTwin(network, kinds, words)];
    const text = textOf(network, next ?? this.made);
    return wordsOf(network, twin)?.join(" ") === wordsOf(network, text)?.join(" ") ? twin : text;
  }
}

/** @param {Network} network @param {string} text @returns {string[] | null} null where there is no word in it */
function wordsOf(network, text) {
  try {
    return readFor(network, text).words;
  } catch {
    return null;
  }
}

/** Return words as a text of one line. @param {Network} network @param {string[]} words */
export const textOf = (network, words) => write(network, words).replaceAll("\n", "↵");
