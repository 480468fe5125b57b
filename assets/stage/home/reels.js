/** What of a scene moves, and how it is brought to each of its pictures: words, operations of a step, a training. */

import { cursor, move } from "../cursor.js";
import { picturesInSight } from "./scene.js";

const MOST = 48; // pictures of words or of training steps
const [A_WORD, A_STEP, AN_OPERATION] = [700, 180, 1800]; // ms
const AT_THE_END = 2200;
const [SHARES, BETWEEN] = [[0.2, 0.4, 0.6, 0.8, 1], 60]; // of an operation that happens, and ms that each is seen

/**
 * @typedef {object} Reel
 * @property {string} name what it shows
 * @property {number} count of its pictures
 * @property {string} said what of it is left out, as a sentence
 * @property {(index: number) => void} at brings the scene to a picture
 * @property {(index: number) => number} delay ms that a picture is seen
 * @property {() => void} back puts the scene back as it was
 * @property {() => Element[]} [parts] what alone is filmed; else all pictures of the scene
 */

/**
 * A training that a picture shows step by step.
 * @typedef {object} Training
 * @property {number[]} steps
 * @property {(index: number) => void} at shows one of them
 * @property {() => void} back
 */

/** The films of the scene in sight. @returns {Reel[]} */
export function reels() {
  const shown = picturesInSight().map(({ taken }) => taken);
  const score = shown.find(({ kind }) => kind === "score");
  const training = shown.find(({ training: one }) => one && one.steps.length > 1)?.training;
  return [
    ...(score && cursor.length > 1 ? [wordByWord()] : []),
    ...(score?.apart ? [takenApart(score.apart.count)] : []),
    ...(training ? [stepByStep(training)] : []),
  ];
}

/**
 * At most so many of some pictures, at equal distances, the last among them.
 * @param {number} length
 * @returns {{ places: number[], every: number }}
 */
export function fewOf(length, most = MOST) {
  const every = Math.ceil(length / most);
  const count = Math.ceil(length / every);
  return { places: Array.from({ length: count }, (_, index) => length - 1 - (count - 1 - index) * every), every };
}

/** @returns {Reel} */
function wordByWord() {
  const { length, timestep, direction } = cursor;
  const { places, every } = fewOf(length);
  const times = direction < 0 ? places.map((place) => length - 1 - place) : places;
  return {
    name: "word by word",
    count: times.length,
    said: every > 1 ? `One word of ${every} has a picture: ${times.length} of ${length} words.` : "",
    at: (index) => move({ timestep: times[index], phase: 1 }),
    delay: (index) => (index === times.length - 1 ? AT_THE_END : A_WORD),
    back: () => move({ timestep }),
  };
}

/** The lens of now: a score that gets another width is built anew. */
const lensOfNow = () => picturesInSight().find(({ taken }) => taken.apart)?.taken.apart;

/** @param {number} operations @returns {Reel} */
function takenApart(operations) {
  const { timestep, operation, opened, pinned, phase } = cursor;
  return {
    name: "this step taken apart",
    count: operations * SHARES.length,
    said: "",
    at: (index) => {
      const now = Math.floor(index / SHARES.length);
      move({ timestep, operation: now, opened: true, pinned: true, phase: (now + 1) / operations });
      lensOfNow()?.happen(SHARES[index % SHARES.length]);
    },
    delay: (index) => ((index + 1) % SHARES.length ? BETWEEN : AN_OPERATION),
    back: () => move({ timestep, operation, opened, pinned, phase }),
    parts: () => lensOfNow()?.parts() ?? [],
  };
}

/**
 * @param {Training} training
 * @returns {Reel}
 */
function stepByStep({ steps, at, back }) {
  const { places, every } = fewOf(steps.length);
  return {
    name: "the training",
    count: places.length,
    said: every > 1 ? `One step of ${every} has a picture: ${places.length} of ${steps.length} measured ones.` : "",
    at: (index) => at(places[index]),
    delay: (index) => (index === places.length - 1 ? AT_THE_END : A_STEP),
    back,
  };
}
