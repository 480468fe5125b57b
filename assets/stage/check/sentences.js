/** Sentences of the recall task, drawn as in `core/tasks/recall.py`, and some with a judgement. */

/** @typedef {import("./draw.js").Draw} Draw */

/** Subjects and what they have. @type {Record<string, string>} */
export const SUBJECTS = {
  dog: "tail",
  horse: "mane",
  bird: "nest",
  hen: "chick",
  bear: "cub",
  cat: "kitten",
  doll: "dress",
  sofa: "cushion",
};
const ADJECTIVES = ["soft", "brown", "big", "funny", "lovely", "strange", "beautiful", "fluffy"];
const RELATIVE = ["that we saw", "that they found", "that i knew so well", "that my family had"];
const ADVERBIAL = [
  ...["once", "there", "again", "often"],
  ...["last year", "at home", "one day", "in town"],
  ...["in the garden", "near the river", "on a monday", "with my sister"],
  ...["by the old house", "in the winter sun", "with all my family", "after a long day"],
  ...["when i was a child", "when we were in town", "on the way to school"],
];

/**
 * Return a sentence in which `between` words stand between the subject and "had".
 * @param {Draw} draw
 * @param {number} between at least 3
 * @param {string} [subject]
 */
export function recalled(draw, between, subject = draw.pick(Object.keys(SUBJECTS))) {
  const fitting = (/** @type {string[]} */ phrases, /** @type {number} */ most) =>
    phrases.filter((phrase) => phrase.split(" ").length <= most);
  const filler = draw.pick(fitting(RELATIVE, between)).split(" ");
  while (filler.length < between) filler.push(...draw.pick(fitting(ADVERBIAL, between - filler.length)).split(" "));
  return { subject, words: ["the", subject, ...filler, "had", "a", draw.pick(ADJECTIVES)] };
}

/** Sentences with a judgement, of words that the networks of everyday English know. */
export const JUDGED = [
  "I did not like the story but the music was great",
  "I really loved this movie but the ending was terrible",
  "the food was not bad at all",
  "the room was dirty but the staff were friendly",
  "the music was great but the story was terrible",
  "I hated the food but the room was lovely",
  "the staff were not friendly and the food was bad",
  "the ending was great but I did not like the story",
];
