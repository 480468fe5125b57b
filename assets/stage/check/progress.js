/**
 * What was answered, in this browser only. Where storage is refused, it is kept for as long as the page stands.
 *
 * Schema 1: { version: 1, seed, answers: { id: { right, wrong, last } }, games: { id: { player: [right, of] } } }.
 */

const KEPT = "unrolled-check";
const VERSION = 1;
const MOST = 1e6;

/** @typedef {{ right: number, wrong: number, last: "right" | "wrong" }} Answered how often, and how at last */
/** @typedef {Record<string, [right: number, of: number]>} Score by player */
/** @typedef {{ seed: string, answers: Record<string, Answered>, games: Record<string, Score> }} Kept */

/** @returns {Kept} */
export const nothing = () => ({ seed: String(Math.floor(Math.random() * 1e6)), answers: {}, games: {} });

export class Progress {
  constructor() {
    this.trouble = ""; // why nothing is kept, in a sentence
    this.kept = this.#read();
    this.cleared = /** @type {Kept | null} */ (null);
    if (!this.trouble) this.#write(); // a browser that reads may still refuse to write
  }

  /** @returns {Kept} */
  #read() {
    try {
      const text = localStorage.getItem(KEPT);
      const found = text === null ? nothing() : readKept(text);
      if (!found) this.trouble = "What this browser had kept of earlier answers could not be read, so it begins anew.";
      return found ?? nothing();
    } catch {
      this.trouble =
        "This browser keeps nothing for this page: your answers are remembered only until you leave it. " +
        "Print the list before you go.";
      return nothing();
    }
  }

  #write() {
    try {
      localStorage.setItem(KEPT, JSON.stringify({ version: VERSION, ...this.kept }));
    } catch {
      this.trouble =
        "This browser keeps nothing for this page: your answers are remembered only until you leave it. " +
        "Print the list before you go.";
    }
  }

  /** @param {string} id */
  of(id) {
    return this.kept.answers[id];
  }

  /** How often a question was answered. @param {string} id */
  times(id) {
    const { right, wrong } = this.of(id) ?? { right: 0, wrong: 0 };
    return right + wrong;
  }

  /** Note an answer; return what takes it back. @param {string} id @param {boolean} right */
  note(id, right) {
    const before = this.of(id);
    const { right: rights, wrong: wrongs } = before ?? { right: 0, wrong: 0 };
    this.#answer(id, {
      right: rights + Number(right),
      wrong: wrongs + Number(!right),
      last: right ? "right" : "wrong",
    });
    return () => this.#answer(id, before);
  }

  /** @param {string} id @param {Answered | undefined} answered */
  #answer(id, answered) {
    const others = Object.entries(this.kept.answers).filter(([other]) => other !== id);
    const answers = Object.fromEntries(answered ? [...others, [id, answered]] : others);
    this.kept = { ...this.kept, answers };
    this.#write();
  }

  /** Note a round of a game. @param {string} game @param {Record<string, boolean>} right by player */
  play(game, right) {
    const before = this.kept.games[game] ?? {};
    const score = Object.entries(right).map(([player, won]) => {
      const [rights, of] = before[player] ?? [0, 0];
      return [player, [rights + Number(won), of + 1]];
    });
    this.kept = { ...this.kept, games: { ...this.kept.games, [game]: Object.fromEntries(score) } };
    this.#write();
  }

  /** Forget everything; `restore` brings it back. */
  clear() {
    this.cleared = this.kept;
    this.kept = { ...nothing(), seed: this.kept.seed };
    this.#write();
  }

  restore() {
    this.kept = this.cleared ?? this.kept;
    this.cleared = null;
    this.#write();
  }
}

/** Return what a browser kept, null if it cannot be read. @param {string} text @returns {Kept | null} */
export function readKept(text) {
  try {
    const found = JSON.parse(text);
    if (found?.version !== VERSION || typeof found.seed !== "string") return null;
    return {
      seed: found.seed.slice(0, 20),
      answers: entriesOf(found.answers, isAnswered),
      games: entriesOf(found.games, isScore),
    };
  } catch {
    return null;
  }
}

/**
 * @template Value
 * @param {unknown} found
 * @param {(value: any) => value is Value} fits
 * @returns {Record<string, Value>}
 */
function entriesOf(found, fits) {
  const entries = found && typeof found === "object" ? Object.entries(found) : [];
  return Object.fromEntries(entries.filter(([, value]) => fits(value)));
}

/** @param {unknown} value */
const isCount = (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) < MOST;

/** @param {any} value @returns {value is Answered} */
const isAnswered = (value) =>
  isCount(value?.right) && isCount(value?.wrong) && (value?.last === "right" || value?.last === "wrong");

/** @param {any} value @returns {value is Score} */
const isScore = (value) =>
  Boolean(value) &&
  typeof value === "object" &&
  Object.values(value).every((one) => Array.isArray(one) && one.length === 2 && one.every(isCount));
